"""What ``envelopes`` and ``labels`` have in common: whose letters, in which envelopes, and what is said of them."""

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Annotated, Any, Literal

import typer

from letterkit.appeals.open import open_appeal
from letterkit.cli import screen
from letterkit.cli.options import Again, Asked, DryRun, Json, NearestRoute, Quiet, To, not_a_folder
from letterkit.cli.whose import Whose
from letterkit.cli.writer import sender_of
from letterkit.errors import DoneInPart, Mistake, Problem, WrongUsage
from letterkit.export.envelopes import Batch
from letterkit.ledger import ledger_if_there
from letterkit.mailing import GroupPlan, alone_in, choose, earlier_letters, group_plan, plan, spared, voice
from letterkit.mailing.earlier import Earlier
from letterkit.mailing.envelopes import (
    Enveloped,
    in_envelopes,
    one_for_each_address,
    plans_of,
    remarks_on_envelopes,
)
from letterkit.mailing.whereabouts import remember
from letterkit.model.appeal import Appeal
from letterkit.model.envelope import Envelope
from letterkit.model.print_run import Collation
from letterkit.model.sender import Sender

Collate = Annotated[
    Collation, typer.Option("--collate", help="An envelope for each member and address, or one for each address.")
]
AppealToAddress = Annotated[
    str | None, typer.Argument(metavar="APPEAL", help="An appeal file, or the published document itself.")
]


@dataclass(frozen=True)
class Addressing:
    """Whose letters are put into envelopes: each field is an option of both commands."""

    to: To = None
    collate: Collate = "sender"
    nearest_route: NearestRoute = False
    again: Again = False
    output: Annotated[
        Path | None, typer.Option("--output", "-o", metavar="FILE", help="Default: beside the letters.")
    ] = None
    dry_run: DryRun = False
    json: Json = False
    quiet: Quiet = False


@dataclass(frozen=True)
class Addressed:
    """The envelopes of an appeal's letters, and the layouts on which these are written, one for each sender."""

    appeal: Appeal
    found: Enveloped
    layouts: tuple[str, ...]
    folder: Path


def addressed(called: str | None, number: int | None, asked: Asked, whose: Whose, how: Addressing) -> Addressed:
    """The envelopes that are due; says what of the senders stands on them, and which letters share one."""
    if called is None:
        raise WrongUsage("no appeal was named", "give an appeal file, or the published document: letterkit … APPEAL")
    not_a_folder(how.output)
    settings = asked.settings()
    people = whose.people(None if how.collate == "addressee" else asked.sender, settings.sender)
    appeal = open_appeal(called, appeal_number=number).appeal
    wishes = asked.wishes(settings, to=how.to, nearest_route=how.nearest_route)
    earlier = Earlier() if how.again else earlier_letters(ledger_if_there(settings.ledger), appeal.key)
    profile = asked.sender or settings.sender
    if people:
        found, senders = _of_group(group_plan(appeal, people, wishes, earlier), how, profile)
    else:
        senders = [sender_of(profile, keep=not how.dry_run)]
        found = in_envelopes([spared(plan(appeal, senders[0], wishes), earlier)], wishes.showing)
    for remark in remarks_on_envelopes(found, choose(appeal, wishes.to)):
        screen.say(remark, quiet=how.quiet)
    layouts = tuple(voice(appeal, sender, wishes).layout for sender in senders)
    return Addressed(appeal, found, layouts, Path(settings.output) / appeal.key)


def _of_group(group: GroupPlan, how: Addressing, profile: str) -> tuple[Enveloped, list[Sender]]:
    """The envelopes of a list's members, and who sends them; ``profile`` is the group's, for one to each office."""
    wishes = group.wishes
    if how.collate == "addressee":
        senders = [sender_of(profile, keep=not how.dry_run)]
        by = plan(group.appeal, senders[0], wishes.model_copy(update={"nearest_route": False}))
        found = one_for_each_address(plans_of(group), by, wishes.showing)
    else:
        senders = [member.sender for member in group.listed.members]
        found = in_envelopes(plans_of(group), wishes.showing)
    for row in group.listed.rejected:
        found.leave_out_row(Problem(row.reason, about=f"row {row.row.number}"), len(group.chosen))
    found.planned += len(group.listed.repeated) * len(group.chosen)
    for problem in group.listed.repeated:
        found.skipped[problem] += len(group.chosen)
    return found, senders


@dataclass(frozen=True)
class Stationery:
    """What is printed for envelopes: which can be printed, how it is written, whose names stand on it."""

    what: Literal["envelopes", "labels"]
    check: Callable[[Envelope], None]
    batches: Callable[[list[Envelope], Path], list[Batch]]
    remarks: Callable[[list[Envelope]], Iterable[str]]
    """What is said of them before they are written."""

    def names(self, envelopes: Iterable[Envelope]) -> frozenset[str]:
        """The ids of the senders whose names stand on it: a label bears the address alone."""
        return frozenset(one.sender_id for one in envelopes if one.return_address and self.what == "envelopes")


def make(addressed: Addressed, how: Addressing, stationery: Stationery) -> None:
    """Makes what is due, prints the files' names and the sum."""
    found, what = addressed.found, stationery.what
    found.reject_unfit(stationery.check)
    for remark in stationery.remarks(found.envelopes):
        screen.say(remark, quiet=how.quiet)
    files: list[Path] = []
    if found.envelopes and not how.dry_run:
        path = how.output or addressed.folder / f"{what}.pdf"
        with alone_in(path.parent, path.name), screen.progress(len(found.envelopes), what, quiet=how.quiet) as advance:
            files = _made(found.envelopes, path, stationery, advance)
    if how.json:
        screen.data_json(_as_json(addressed, files))
    for file in () if how.json else files:
        screen.data(str(file))
    for problem in _with_counts(found.skipped):
        screen.say(f"skipped {problem}", quiet=how.quiet)
    screen.say(_sum(found, what, how), quiet=how.quiet)
    if problems := _with_counts(found.rejected):
        raise (DoneInPart if found.envelopes else Mistake)(problems)


def _made(envelopes: list[Envelope], path: Path, stationery: Stationery, tell: Callable[[], None]) -> list[Path]:
    """Writes the files; where the names on each are put is remembered before, for a run may be stopped."""
    batches = stationery.batches(envelopes, path)
    for batch in batches:
        if names := stationery.names(batch.envelopes):
            remember(batch.path, names)
        batch.write()
        for _ in batch.envelopes:
            tell()
    return [batch.path for batch in batches]


def _with_counts(problems: Counter[Problem]) -> list[Problem]:
    return [
        replace(one, message=f"{one.message} ({screen.counted(count, 'letter')})")
        for one, count in problems.items()
        if count
    ]


def _sum(found: Enveloped, what: str, how: Addressing) -> str:
    pieces = screen.counted(len(found.envelopes), what.removesuffix("s"))
    if how.dry_run:
        return f"Would make {pieces} for {screen.counted(found.letters, 'letter')}; nothing was written."
    skipped, rejected = found.skipped.total(), found.rejected.total()
    counts = f"{found.letters} go into {screen.counted(len(found.envelopes), 'envelope')}"
    full = " Print at 100 %, not “fit to page”." if found.envelopes else ""
    return f"{screen.counted(found.planned, 'letter')}: {counts}, {skipped} skipped, {rejected} rejected.{full}"


def _as_json(addressed: Addressed, files: list[Path]) -> dict[str, Any]:
    found, appeal = addressed.found, addressed.appeal
    return {
        "format": 1,
        "appeal": {"key": appeal.key, "code": appeal.code, "title": appeal.title},
        "files": [str(file) for file in files],
        "planned": found.planned,
        "letters": found.letters,
        "skipped": found.skipped.total(),
        "rejected": found.rejected.total(),
        "envelopes": [envelope.model_dump(mode="json") for envelope in found.envelopes],
    }
