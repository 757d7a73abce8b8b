"""A folder of faxes: the files of each, the manifest in both forms, the printed slip, the script for HylaFAX."""

import json
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from typing import Any

from letterkit import __version__
from letterkit.errors import LetterkitError, MissingHere, Problem
from letterkit.export.fax_files import FaxFiles, fax_files
from letterkit.export.sendfax import sendfax_script
from letterkit.folders import whole_file
from letterkit.mailing.fax_manifest import csv_of, fax_row, sent_in
from letterkit.mailing.faxes import Fax, FaxPlan, Transmission
from letterkit.mailing.manifest import NAME, Made, Outcome, earlier_manifest
from letterkit.mailing.plan import about
from letterkit.model.fax import FaxRow, faxes_of
from letterkit.model.finding import Reading

SAME = ("format", "appeal", "sender_id")
"""What a manifest that lies there must say for its faxes to be of this mailing."""
TABLE, SLIP, SCRIPT = "manifest.csv", "slip.pdf", "send-by-hylafax.sh"


@dataclass
class FaxOutcome(Outcome):
    """What became of a plan of faxes; ``written`` are the letters that they carry."""

    rows: list[FaxRow] = field(default_factory=list)
    """The faxes that this run made."""

    @property
    def without_fax(self) -> list[str]:
        """Whose letters were rejected; who is reached by another number is not among them."""
        reached = {made.dispatch.addressee.id for made in self.written}
        return [one for one in about(self.rejected) if one not in reached]


def write_faxes(
    plan: FaxPlan, reading: Reading, folder: Path, how: Transmission, tell: Callable[[Sequence[Made]], None]
) -> FaxOutcome:
    """Writes each fax, then what says how to send them; ``tell`` hears of the letters of each as soon as it is there.

    It hears of none where a fax could not be made.

    Raises :class:`Mistake` when the folder can't be written to, :class:`MissingHere` when this machine can't make
    such files at all; what is wrong with one fax only is in the outcome.
    """
    outcome = _begun(plan, folder)
    for fax in plan.faxes:
        try:
            made = fax_files(fax.cover, [one.letter for one in fax.dispatches], _foot(plan, how), how.drawing)
        except MissingHere:
            raise
        except LetterkitError as error:
            outcome.rejected += [
                replace(problem, about=one.addressee.id) for one in fax.dispatches for problem in error.problems
            ]
            tell(())
        else:
            row = _write_files(fax, made, plan, reading, folder, how)
            files = {name: folder / name for name in row.files}
            letters = [Made(one, files, digest=row.sha256) for one in fax.dispatches]
            outcome.rows.append(row)
            outcome.written += letters
            outcome.findings += [one for one in made.findings if one not in outcome.findings]
            tell(letters)
    if outcome.rows:
        _write_papers(plan, outcome)
    return outcome


def would_write_faxes(plan: FaxPlan, folder: Path) -> FaxOutcome:
    """What :func:`write_faxes` would be asked to do; draws nothing, writes nothing."""
    outcome = _begun(plan, folder)
    outcome.written += [Made(one, {"tiff": folder / f"{fax.stem}.tif"}) for fax in plan.faxes for one in fax.dispatches]
    return outcome


def fax_manifest(plan: FaxPlan, outcome: FaxOutcome, rows: Sequence[FaxRow] | None = None) -> dict[str, Any]:
    """The manifest of these faxes; without rows that of faxes that are only planned."""
    appeal = plan.mailing.appeal
    return {
        "format": 1,
        "letterkit_version": __version__,
        "appeal": {"key": appeal.key, "code": appeal.code, "title": appeal.title},
        "sender": plan.mailing.sender.name,
        "sender_id": plan.mailing.sender.key,
        "from_country": plan.mailing.sender.country,
        "planned": outcome.planned,
        "total_pages": sum(row.pages for row in rows or ()),
        "total_line_seconds": sum(row.line_seconds_typical for row in rows or ()),
        "faxes": list(map(_planned, plan.faxes)) if rows is None else [row.model_dump(mode="json") for row in rows],
        "letters": [row for fax in rows or () for row in _letters(fax)],
        "skipped": [_left_out(one, plan) for one in (*outcome.skipped, *outcome.rejected)],
        "findings": [one.model_dump(mode="json") for one in outcome.findings],
    }


def _letters(fax: FaxRow) -> list[dict[str, Any]]:
    """The letters of a fax as every manifest has them, with all files that bear the sender's name."""
    named = {"tiff": fax.file, "pdf": fax.pdf, "table": TABLE, "slip": SLIP, "script": SCRIPT}
    files = named | {f"proof {number}": name for number, name in enumerate(fax.proofs, 1)}
    return [{"addressee": one.letter_id, "fax": fax.order, "page": one.page, "files": files} for one in fax.to]


def _planned(fax: Fax) -> dict[str, Any]:
    """What is known of a fax before it is drawn."""
    return {
        "order": fax.order,
        "file": f"{fax.stem}.tif",
        "to": [{"letter_id": one.addressee.id} for one in fax.dispatches],
        "fax_e164": fax.machine.e164,
        "dial_from_sender": fax.dialled,
        "cover": fax.cover is not None,
        "warnings": list(fax.warnings),
    }


def _begun(plan: FaxPlan, folder: Path) -> FaxOutcome:
    ids = {one.addressee.id for fax in plan.faxes for one in fax.dispatches}
    asked = {*ids, *about(plan.skipped), *about(plan.rejected)}
    return FaxOutcome(len(asked), folder, skipped=list(plan.skipped), rejected=list(plan.rejected))


def _left_out(problem: Problem, plan: FaxPlan) -> dict[str, Any]:
    found = next((one for one in plan.mailing.appeal.addressees if one.id == problem.about), None)
    name = (found.name or found.office or found.id) if found else problem.about
    return {"addressee": problem.about, "name": name, "reason": problem.message, "remedy": problem.remedy}


def _foot(plan: FaxPlan, how: Transmission) -> str:
    return " · ".join(part for part in (plan.mailing.sender.name, how.telephone) if part)


def _write_files(fax: Fax, made: FaxFiles, plan: FaxPlan, reading: Reading, folder: Path, how: Transmission) -> FaxRow:
    row = fax_row(fax, made, plan, reading, how)
    contents = dict(zip(row.files, (made.tiff, made.pdf, *(page.proof() for page in made.pages)), strict=False))
    for name, data in contents.items():
        write_private(folder / name, data)
    return row


def write_private(path: Path, data: bytes) -> None:
    """A whole file that its owner alone reads."""
    with whole_file(path, private=True) as file:
        file.write(data)


def _write_papers(plan: FaxPlan, outcome: FaxOutcome) -> None:
    """Manifest, table, slip and script: of this run's faxes and of those from earlier runs that still hold."""
    folder = outcome.folder
    there = earlier_manifest(folder / NAME)
    same = all(there.get(key) == value for key, value in fax_manifest(plan, outcome).items() if key in SAME)
    earlier = faxes_of(there) if same else []
    rows = sorted((*outcome.rows, *_standing(outcome, earlier)), key=lambda row: (row.order, row.file))
    found = fax_manifest(plan, outcome, rows)
    sender, appeal = plan.mailing.sender, plan.mailing.appeal
    write_private(folder / TABLE, csv_of(((sender.key, row) for row in rows), appeal.key, sent_in(folder / TABLE)))
    write_private(folder / SCRIPT, script_of(rows))
    write_private(folder / SLIP, slip_of(rows, plan.mailing.dispatches[0].letter.body.layout, plan.mailing.on))
    outcome.papers += [folder / name for name in (TABLE, SCRIPT, SLIP)]
    _sweep(folder, earlier, rows)
    write_private(folder / NAME, (json.dumps(found, ensure_ascii=False, indent=2) + "\n").encode())


def _standing(outcome: FaxOutcome, earlier: Sequence[FaxRow]) -> list[FaxRow]:
    """Faxes of earlier runs for the same appeal and sender whose machine was not called for in this run."""
    machines = {row.machine for row in outcome.rows}
    letters = {letter.letter_id for row in outcome.rows for letter in row.to}
    return [
        row
        for row in earlier
        if row.machine not in machines
        and letters.isdisjoint(letter.letter_id for letter in row.to)
        and all((outcome.folder / Path(name).name).is_file() for name in row.files)
    ]


def _sweep(folder: Path, earlier: Sequence[FaxRow], rows: Sequence[FaxRow]) -> None:
    """Takes away what earlier runs made and no fax is made of any more: it would be sent as well.

    It goes before the manifest that names it does, so that a run that was killed is taken up by the next.
    """
    kept = {name for row in rows for name in row.files}
    for old in earlier:
        for name in set(old.files) - kept:
            path = folder / Path(name).name
            if path.suffix in (".tif", ".pdf", ".png") and not path.is_symlink():
                path.unlink(missing_ok=True)


def script_of(rows: Iterable[FaxRow]) -> bytes:
    """The script that hands faxes to HylaFAX, in their order."""
    return sendfax_script((row.file, row.quality, _server_number(row)) for row in rows)


def _server_number(row: FaxRow) -> str:
    """As HylaFAX takes it: a pause before the extension, a hash before the sub-address."""
    extension = f",,{row.extension}" if row.extension else ""
    return row.fax_e164 + extension + (f"#{row.subaddress}" if row.subaddress else "")


def slip_of(rows: Sequence[FaxRow], layout: str, on: date, table: str = TABLE) -> bytes:
    """The slip for whoever sends these faxes, on the paper of a layout; with the names of senders if they are several.

    ``table`` is what it calls the file into which the person writes what was sent.
    """
    from letterkit.export.fax_slip import slip_pdf

    senders = dict.fromkeys(row.from_name for row in rows)
    values = {
        "sender": next(iter(senders)) if len(senders) == 1 else f"{len(senders)} senders",
        "several": len(senders) > 1,
        "date": on.isoformat(),
        "table": table,
        "faxes": rows,
        "pages": sum(row.pages for row in rows),
        "minutes": max(1, round(sum(row.line_seconds_typical for row in rows) / 60)),
        "clock": next((row.hours.clock for row in rows if row.hours), None),
        "covered": any(row.cover for row in rows),
    }
    return slip_pdf(layout, values)
