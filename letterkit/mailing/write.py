"""Writing the letters of a plan: each file appears whole or not at all, and one bad letter never stops the others."""

from collections.abc import Callable, Mapping
from hashlib import sha256
from pathlib import Path

from letterkit.errors import LetterkitError, MissingHere
from letterkit.export.formats import FORMATS, Written
from letterkit.folders import whole_file
from letterkit.mailing.manifest import Made, Outcome, write_manifest
from letterkit.mailing.plan import Dispatch, Plan, concerning


def write(plan: Plan, folder: Path, formats: tuple[str, ...], tell: Callable[[Made | None], None]) -> Outcome:
    """Writes the letters and their manifest; ``tell`` hears of each one as soon as its files are there.

    It hears None of a letter that could not be made.

    Raises :class:`Mistake` when the folder can't be written to, :class:`MissingHere` when this machine can't make such
    files at all; what is wrong with one letter only is in the outcome.
    """
    outcome = _begun(plan, folder)
    for dispatch in plan.dispatches:
        try:
            made = {name: FORMATS[name].make(dispatch.letter) for name in formats}
        except MissingHere:
            raise
        except LetterkitError as error:
            outcome.rejected += concerning(dispatch.addressee, error)
            tell(None)
        else:
            outcome.written.append(_write_files(dispatch, folder, made))
            _keep_findings(outcome, made)
            tell(outcome.written[-1])
    if outcome.written:
        write_manifest(plan, outcome)
    return outcome


def would_write(plan: Plan, folder: Path, formats: tuple[str, ...]) -> Outcome:
    """What :func:`write` would make, as far as can be told without laying out a page; writes nothing."""
    from letterkit.typeset.fonts import check_characters

    outcome = _begun(plan, folder)
    for dispatch in plan.dispatches:
        try:
            if any(FORMATS[name].has_pages for name in formats):
                check_characters(dispatch.letter.texts)
        except LetterkitError as error:
            outcome.rejected += concerning(dispatch.addressee, error)
        else:
            files = {name: _path(dispatch, folder, name) for name in formats}
            outcome.written.append(Made(dispatch, files, None))
    return outcome


def _begun(plan: Plan, folder: Path) -> Outcome:
    return Outcome(plan.planned, folder, skipped=list(plan.skipped), rejected=list(plan.rejected))


def _path(dispatch: Dispatch, folder: Path, name: str) -> Path:
    return folder / f"{dispatch.stem}{FORMATS[name].ending}"


def _write_files(dispatch: Dispatch, folder: Path, made: Mapping[str, Written]) -> Made:
    for name, written in made.items():
        with whole_file(_path(dispatch, folder, name), private=True) as file:
            file.write(written.data)
    files = {name: _path(dispatch, folder, name) for name in made}
    digest = sha256(next(iter(made.values())).data).hexdigest()
    return Made(dispatch, files, next((one.pages for one in made.values() if one.pages), None), digest)


def _keep_findings(outcome: Outcome, made: Mapping[str, Written]) -> None:
    for finding in (finding for written in made.values() for finding in written.findings):
        if finding not in outcome.findings:
            outcome.findings.append(finding)
