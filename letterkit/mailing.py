"""One mailing: which letters are due, and writing them. One bad letter never stops the others."""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from difflib import get_close_matches
from pathlib import Path
from typing import Any

from letterkit.compose import compose
from letterkit.compose.holder import Holder, addressed_by
from letterkit.contact.routes import nearest_ids
from letterkit.errors import LetterkitError, Mistake, Problem
from letterkit.export.formats import FORMATS, Written
from letterkit.folders import file_name, make_folder, whole_file
from letterkit.model.appeal import Addressee, Appeal
from letterkit.model.letter import DEFAULT_LAYOUT, Letter, Voice
from letterkit.model.record import Record
from letterkit.model.sender import Sender, Showing
from letterkit.typeset.layouts import layout


class Wishes(Record):
    """What a person asked for: to whom, in which words, on which day."""

    on: date
    language: str | None = None
    layout: str | None = None
    requests: tuple[int, ...] | None = None
    own_words: tuple[str, ...] = ()
    holder: Holder | None = None
    salutation: str | None = None
    showing: Showing = Showing()
    to: tuple[str, ...] = ()
    """Addressees by id, or by words of it; empty is all."""
    nearest_route: bool = False


@dataclass(frozen=True)
class Dispatch:
    """One letter of a mailing: its number in it, and to whom."""

    number: int
    addressee: Addressee
    letter: Letter

    @property
    def stem(self) -> str:
        """The name of its files, without their ending."""
        return f"{self.number:02}-{self.addressee.id}"


@dataclass(frozen=True)
class Plan:
    """The letters of a mailing, who is left out and why, and which letters can't be composed."""

    appeal: Appeal
    sender: Sender
    on: date
    dispatches: tuple[Dispatch, ...]
    skipped: tuple[str, ...] = ()
    rejected: tuple[Problem, ...] = ()

    @property
    def addressees(self) -> tuple[Addressee, ...]:
        """Who is written to."""
        return tuple(dispatch.addressee for dispatch in self.dispatches)

    @property
    def folder_name(self) -> str:
        """The appeal's code, or its title and date, as the name of a folder."""
        appeal = self.appeal
        return file_name(appeal.code or f"{appeal.title or 'appeal'} {appeal.date or ''}")


@dataclass(frozen=True)
class Made:
    """One letter that was written: its files, by format, and its pages."""

    dispatch: Dispatch
    files: dict[str, Path]
    pages: int | None


@dataclass
class Outcome:
    """What became of a plan: planned = written + skipped + rejected."""

    planned: int
    folder: Path
    written: list[Made] = field(default_factory=list)
    skipped: list[str] = field(default_factory=list)
    rejected: list[Problem] = field(default_factory=list)


def plan(appeal: Appeal, sender: Sender, wishes: Wishes) -> Plan:
    """The letters that are due; raises :class:`Mistake` for wishes that can't be met at all."""
    if appeal.status != "open":
        reason = appeal.status.partition(":")[2].strip() or "no reason is given"
        raise Mistake(
            f"this appeal is closed ({reason}): no more letters", "status: open in the appeal file reopens it"
        )
    layout(voice(appeal, sender, wishes).layout)
    chosen = choose(appeal, wishes.to)
    near = nearest_ids(chosen, sender.country)
    dispatches: list[Dispatch] = []
    skipped, rejected = [], []
    for addressee in chosen:
        if wishes.nearest_route and addressee.id not in near:
            skipped.append(f"{addressee.id}: another route to the same person is nearer")
            continue
        try:
            letter = compose_for(appeal, addressee, sender, wishes)
        except LetterkitError as error:
            rejected += [replace(problem, field=addressee.id) for problem in error.problems]
        else:
            dispatches.append(Dispatch(appeal.addressees.index(addressee) + 1, addressee, letter))
    if rejected and not dispatches:
        raise Mistake(_once(rejected))
    return Plan(appeal, sender, wishes.on, tuple(dispatches), tuple(skipped), tuple(rejected))


def compose_for(appeal: Appeal, addressee: Addressee, sender: Sender, wishes: Wishes) -> Letter:
    """The letter to one addressee as the wishes want it."""
    addressee = addressed_by(addressee, appeal, wishes.on, wishes.holder)
    return compose(appeal, addressee, sender, voice(appeal, sender, wishes), wishes.on, wishes.showing)


def voice(appeal: Appeal, sender: Sender, wishes: Wishes) -> Voice:
    """What of sender and wishes the body may depend on; the language is that of the requests."""
    languages = appeal.request_languages
    own = sender.language if sender.language in languages else None
    return Voice(
        language=wishes.language or own or languages[0],
        layout=wishes.layout or sender.layout or DEFAULT_LAYOUT,
        country=sender.country,
        gender=sender.gender,
        requests=wishes.requests,
        own_words=wishes.own_words,
        salutation=wishes.salutation,
    )


def choose(appeal: Appeal, to: tuple[str, ...]) -> tuple[Addressee, ...]:
    """The addressees whose id, or words of it, were given; all when none was; a miss names the nearest."""
    if not appeal.addressees:
        raise Mistake("the appeal names no addressee", "add one under `addressees:` in the appeal file")
    if not to:
        return appeal.addressees
    found = {addressee.id for wanted in to for addressee in _matching(appeal, wanted)}
    return tuple(addressee for addressee in appeal.addressees if addressee.id in found)


def _matching(appeal: Appeal, wanted: str) -> list[Addressee]:
    """By number as in the file names, by id, by the holder's name, or by words of the id."""
    if not wanted.strip():
        raise Mistake("--to names nobody", f"name one of {', '.join(one.id for one in appeal.addressees)}")
    key = file_name(wanted)
    everyone = appeal.addressees
    numbered = [one for number, one in enumerate(everyone, 1) if key in (str(number), one.id)]
    named = [one for one in everyone if key == file_name(one.name or "")]
    matching = numbered or named or [one for one in everyone if key in one.id]
    if matching:
        return matching
    near = get_close_matches(key, [one.id for one in appeal.addressees], n=3, cutoff=0.0)
    raise Mistake(f"the appeal has no addressee {wanted!r}", f"nearest: {', '.join(near)}")


def write(plan: Plan, folder: Path, formats: tuple[str, ...], tell: Callable[[], None] = lambda: None) -> Outcome:
    """Writes the letters and their manifest; ``tell`` is called after each. Each file appears whole or not at all.

    Raises :class:`Mistake` when the folder can't be written to; what is wrong with one letter only is in the outcome.
    """
    planned = len(plan.dispatches) + len(plan.skipped) + len({problem.field for problem in plan.rejected})
    outcome = Outcome(planned, make_folder(folder), skipped=list(plan.skipped), rejected=list(plan.rejected))
    for dispatch in plan.dispatches:
        try:
            made = {name: FORMATS[name][1](dispatch.letter) for name in formats}
        except LetterkitError as error:
            outcome.rejected += [replace(problem, field=dispatch.addressee.id) for problem in error.problems]
        else:
            outcome.written.append(_write_files(dispatch, folder, made))
        tell()
    if outcome.written:
        _write_manifest(plan, outcome)
    return outcome


def _write_files(dispatch: Dispatch, folder: Path, made: Mapping[str, Written]) -> Made:
    files = {}
    for name, written in made.items():
        path = folder / f"{dispatch.stem}{FORMATS[name][0]}"
        with whole_file(path, private=True) as file:
            file.write(written.data)
        files[name] = path
    return Made(dispatch, files, next((one.pages for one in made.values() if one.pages), None))


def _write_manifest(plan: Plan, outcome: Outcome) -> None:
    with whole_file(outcome.folder / "manifest.json", private=True) as file:
        file.write((json.dumps(manifest(plan, outcome), ensure_ascii=False, indent=2) + "\n").encode())


def manifest(plan: Plan, outcome: Outcome) -> dict[str, Any]:
    """What was made, for scripts: the same that lies beside the letters as ``manifest.json``."""
    return {
        "format": 1,
        "appeal": {"code": plan.appeal.code, "title": plan.appeal.title},
        "date": plan.on.isoformat(),
        "planned": outcome.planned,
        "letters": [_row(made) for made in outcome.written],
        "skipped": outcome.skipped,
        "rejected": [
            {"addressee": one.field, "message": one.message, "remedy": one.remedy} for one in outcome.rejected
        ],
    }


def _row(made: Made) -> dict[str, Any]:
    addressee = made.dispatch.addressee
    return {
        "number": made.dispatch.number,
        "addressee": addressee.id,
        "address": list(made.dispatch.letter.body.address),
        "language": made.dispatch.letter.body.language,
        "pages": made.pages,
        "files": {name: path.name for name, path in made.files.items()},
        "faxes": list(addressee.faxes),
        "emails": list(addressee.emails),
    }


def _once(problems: list[Problem]) -> list[Problem]:
    """The same problem of every letter is a problem of the appeal: said once."""
    return list({(one.message, one.remedy): replace(one, field="") for one in problems}.values())
