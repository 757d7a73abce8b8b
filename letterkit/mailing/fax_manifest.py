"""What faxes were made, and how to send them: for scripts as JSON, for a person and for ``mark`` as CSV."""

from collections.abc import Collection, Iterable, Mapping
from hashlib import sha256
from pathlib import Path
from typing import Any

from letterkit.contact.fax import FaxMachine
from letterkit.contact.gateway import gateway_address
from letterkit.contact.local_time import office_hours, own_zone, time_zone
from letterkit.export.csv_table import csv_bytes, csv_rows
from letterkit.export.fax_files import FaxFiles
from letterkit.export.fax_format import DOTS_PER_INCH, WIDTH
from letterkit.mailing.faxes import Fax, FaxPlan, Transmission, line_of_fax, spelled
from letterkit.model.fax import FaxedLetter, FaxRow, WrittenNumber
from letterkit.model.finding import Reading

COLUMNS = (
    *("sent_at", "order", "dial_from_sender", "to", "pages", "file", "pdf", "letter_ids", "via", "fax_e164"),
    *("extension", "subaddress", "fax_display", "fax_as_written", "gateway_address", "time_zone", "opens", "closes"),
    *("clock", "line_seconds_typical", "line_seconds_old_machine", "quality", "coding", "width", "rows", "dpi"),
    *(
        "language",
        "subject",
        "cover",
        "appeal",
        "sender_id",
        "date",
        "from_name",
        "from_number",
        "station_id",
        "warnings",
        "sha256",
    ),
)
"""Of ``manifest.csv``. ``sent_at`` is for who sends; ``appeal``, ``sender_id`` and ``letter_ids`` (blanks between) tell
``mark`` which letters they are."""


def fax_row(fax: Fax, made: FaxFiles, plan: FaxPlan, reading: Reading, how: Transmission) -> FaxRow:
    """What the manifest says of a fax that was made."""
    machine, sender, first = fax.machine, plan.mailing.sender, fax.dispatches[0].letter
    quality = how.drawing.quality
    proofs = (f"{fax.stem}-proof-{number}.png" for number in range(1, len(made.pages) + 1))
    return FaxRow(
        order=fax.order,
        file=f"{fax.stem}.tif",
        pdf=f"{fax.stem}.pdf",
        proofs=tuple(proofs) if how.proof else (),
        sha256=sha256(made.tiff).hexdigest(),
        pages=len(made.pages),
        quality=quality,
        coding=how.drawing.coding,
        width=WIDTH,
        rows=tuple(page.rows for page in made.pages),
        dpi=(DOTS_PER_INCH, quality.lines_per_inch),
        language=first.body.language,
        to=_letters(fax, made),
        via=next((one.addressee.care_of for one in fax.dispatches if one.addressee.care_of), None),
        fax_as_written=_as_written(fax, reading, Path(plan.source).name),
        fax_e164=machine.e164,
        extension=machine.extension,
        subaddress=machine.subaddress,
        fax_display=machine.shown,
        dial_from_sender=fax.dialled,
        gateway_address=gateway_address(how.gateway, machine) if how.gateway else None,
        from_name=sender.name,
        from_number=how.telephone,
        station_id=how.station_id,
        subject=first.body.subject,
        date=plan.mailing.on,
        cover=fax.cover is not None,
        line_seconds_typical=made.line_seconds,
        line_seconds_old_machine=made.old_machine_seconds,
        time_zone=time_zone(machine.e164),
        hours=office_hours(machine.e164, plan.mailing.on, own_zone(sender.country)),
        warnings=fax.warnings,
    )


def dialled_from(row: FaxRow, country: str | None) -> FaxRow:
    """The same fax as it is sent from a country that need not be its sender's: what to dial there, and when."""
    machine = FaxMachine(e164=row.fax_e164, extension=row.extension, subaddress=row.subaddress)
    hours = office_hours(row.fax_e164, row.date, own_zone(country))
    return row.model_copy(update={"dial_from_sender": machine.dialled_from(country), "hours": hours})


def _letters(fax: Fax, made: FaxFiles) -> tuple[FaxedLetter, ...]:
    return tuple(
        FaxedLetter(
            letter_id=one.addressee.id,
            name=one.addressee.name,
            role=one.addressee.office,
            office=one.addressee.organisation,
            page=start,
        )
        for one, start in zip(fax.dispatches, made.starts, strict=True)
    )


def _as_written(fax: Fax, reading: Reading, source: str) -> tuple[WrittenNumber, ...]:
    number = fax.machine.number
    return tuple(
        WrittenNumber(
            text=spelled(one.addressee, number, reading) or number,
            file=source,
            line=line_of_fax(one.addressee, reading),
        )
        for one in fax.dispatches
    )


def csv_of(rows: Iterable[tuple[str, FaxRow]], appeal: str, sent: Mapping[str, str]) -> bytes:
    """The faxes, each with its sender's id, as a table.

    ``sent`` keeps what a person has written into ``sent_at``, by the name of the file.
    """
    return csv_bytes(
        COLUMNS,
        (
            _cells(row) | {"appeal": appeal, "sender_id": sender, "sent_at": sent.get(row.file, "")}
            for sender, row in rows
        ),
    )


def table_without(path: Path, senders: Collection[str]) -> tuple[int, bytes]:
    """How many faxes of a table are these senders', by their ids, and the table without them; empty without others'."""
    try:
        rows = csv_rows(path.read_bytes())
    except OSError:
        return 0, b""
    others = [
        {name: row[name] for name in COLUMNS if name in row} for row in rows if row.get("sender_id") not in senders
    ]
    return len(rows) - len(others), csv_bytes(COLUMNS, others) if others else b""


def sent_in(path: Path) -> dict[str, str]:
    """What a person has written into ``sent_at``, by the name of the fax file; empty where there is no table yet."""
    try:
        rows = csv_rows(path.read_bytes())
    except OSError:
        return {}
    return {row["file"]: row["sent_at"] for row in rows if row.get("file") and row.get("sent_at")}


def _cells(row: FaxRow) -> dict[str, str]:
    plain = row.model_dump(mode="json", exclude={"proofs", "hours", "to", "fax_as_written"})
    cells = {name: _cell(value) for name, value in plain.items()}
    hours = row.hours.model_dump() if row.hours else {"opens": "", "closes": "", "clock": ""}
    return (
        cells
        | hours
        | {
            "to": "; ".join(", ".join(part for part in (one.name, one.role, one.office) if part) for one in row.to),
            "letter_ids": " ".join(one.letter_id for one in row.to),
            "fax_as_written": "; ".join(dict.fromkeys(one.text for one in row.fax_as_written)),
        }
    )


def _cell(value: Any) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, list):
        return "; ".join(map(str, value))
    return "" if value is None else str(value)
