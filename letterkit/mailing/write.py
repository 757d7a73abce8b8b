"""Writing the letters of a plan: each file appears whole or not at all, and one bad letter never stops the others."""

from collections.abc import Callable, Mapping
from hashlib import sha256
from pathlib import Path
from typing import TypeVar

from letterkit.errors import LetterkitError, MissingHere
from letterkit.export.formats import FORMATS, Written
from letterkit.folders import whole_file
from letterkit.mailing.manifest import Made, Outcome, write_manifest
from letterkit.mailing.plan import Dispatch, Plan, concerning
from letterkit.mailing.standing import Standing, made_from
from letterkit.model.letter import Letter

Content = TypeVar("Content")
Tell = Callable[[Made | None], None]
"""Hears of each letter as soon as it is there; of None when it could not be made."""


Setting = Callable[[str, Letter], Written]
"""Format and letter → the bytes of its file."""


def set_as(name: str, letter: Letter) -> Written:
    """A letter in the format of that name."""
    return FORMATS[name].make(letter)


def write(plan: Plan, folder: Path, formats: tuple[str, ...], tell: Tell, setting: Setting = set_as) -> Outcome:
    """Writes the letters and their manifest; raises what :func:`make_each` does.

    A letter that an earlier run left, the same in all, is not made again.
    """
    standing = Standing(folder)

    def make(dispatch: Dispatch) -> Mapping[str, Written] | Made:
        there = standing.find(dispatch, {name: _path(dispatch, folder, name) for name in formats})
        return there or {name: setting(name, dispatch.letter) for name in formats}

    def keep(dispatch: Dispatch, made: Mapping[str, Written] | Made) -> Made:
        return made if isinstance(made, Made) else _write_files(dispatch, folder, made)

    outcome = make_each(plan, folder, make, keep, tell)
    if outcome.written:
        write_manifest(plan, outcome)
    return outcome


def would_write(plan: Plan, folder: Path, formats: tuple[str, ...]) -> Outcome:
    """What :func:`write` would make, as far as can be told without laying out a page; writes nothing."""
    from letterkit.typeset.scripts import scripts_for

    def make(dispatch: Dispatch) -> Mapping[str, Path]:
        if any(FORMATS[name].has_pages for name in formats):
            scripts_for(dispatch.letter.texts, dispatch.letter.body.language)
        return {name: _path(dispatch, folder, name) for name in formats}

    return make_each(plan, folder, make, Made, lambda _: None)


def make_each(
    plan: Plan,
    folder: Path,
    make: Callable[[Dispatch], Content],
    keep: Callable[[Dispatch, Content], Made],
    tell: Tell,
) -> Outcome:
    """Makes each letter of a plan, then keeps it; what is wrong with one letter only is in the outcome.

    Raises what ``keep`` does, such as :class:`Mistake` when the folder can't be written to; and :class:`MissingHere`
    when this machine can't make such letters at all.
    """
    outcome = Outcome(plan.planned, folder, skipped=list(plan.skipped), rejected=list(plan.rejected))
    for dispatch in plan.dispatches:
        try:
            content = make(dispatch)
        except MissingHere:
            raise
        except LetterkitError as error:
            outcome.rejected += concerning(dispatch.addressee, error)
            tell(None)
        else:
            made = keep(dispatch, content)
            outcome.written.append(made)
            outcome.findings += [one for one in made.findings if one not in outcome.findings]
            tell(made)
    return outcome


def _path(dispatch: Dispatch, folder: Path, name: str) -> Path:
    return folder / f"{dispatch.stem}{FORMATS[name].ending}"


def _write_files(dispatch: Dispatch, folder: Path, made: Mapping[str, Written]) -> Made:
    files = {name: _path(dispatch, folder, name) for name in made}
    for name, written in made.items():
        with whole_file(files[name], private=True, one_of_many=True) as file:  # the manifest comes after them
            file.write(written.data)
    digests = {name: sha256(written.data).hexdigest() for name, written in made.items()}
    return Made(
        dispatch,
        files,
        pages=next((one.pages for one in made.values() if one.pages), None),
        digest=next(iter(digests.values())),
        findings=tuple(finding for one in made.values() for finding in one.findings),
        digests=digests,
        made_from=made_from(dispatch.letter),
    )
