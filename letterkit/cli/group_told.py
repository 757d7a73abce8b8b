"""What was asked for of the letters of a group, by which way out, and what is said when they are there."""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from letterkit.cli import screen
from letterkit.cli.options import Manner
from letterkit.cli.taken_up import Part, some
from letterkit.errors import DoneInPart, Mistake, Problem
from letterkit.mailing import Earlier, GroupPlan, Outcome, Share, Total, Wishes, group_plan, manifest, said_once
from letterkit.mailing.members import Tell
from letterkit.model.appeal import Appeal, Channel
from letterkit.senders import MembersList

Shares = Iterator[tuple[Share, Outcome]]


@dataclass(frozen=True)
class WayOut:
    """How the letters of a group are made: what makes them and hears of each, and what tells of it in a dry run."""

    channel: Channel
    make: Callable[[GroupPlan, Earlier, Tell], Shares]
    would_make: Callable[[GroupPlan, Earlier], Shares]
    where: object
    """What, as text, says where they are, when they are there."""
    options: Mapping[str, object]
    """What of this way decides how a letter comes out, by the names in which a change of it is told."""
    account: Callable[[Share, Outcome], dict[str, Any]] = lambda share, outcome: manifest(share.plan, outcome)
    """What scripts are told of a member's letters when they are made."""


@dataclass(frozen=True)
class Making:
    """What was asked for; ``part`` is the option by which only some members of the list were chosen."""

    folder: Path
    """Where rejects go, and which no other run may use meanwhile."""
    way: WayOut
    manner: Manner
    part: Part = ""
    left_out: tuple[Problem, ...] = ()
    """Addressees whom this way does not reach, each with what to do instead."""
    plan: Callable[[Appeal, MembersList, Wishes, Earlier], GroupPlan] = group_plan
    """What the members are to write, after what they have sent."""


@dataclass
class Told:
    """What is said of the letters at the end, once for all that it is true of."""

    way: WayOut
    files: list[str] = field(default_factory=list)
    manifests: list[dict[str, Any]] = field(default_factory=list)
    skipped: list[str] = field(default_factory=list)
    remarks: Counter[str] = field(default_factory=Counter)

    def add(self, share: Share, outcome: Outcome, *, keep: bool) -> None:
        self.files += [line for made in outcome.written for line in made.shown]
        self.skipped += [f"skipped {share.member.sender.name}, {line}" for line in said_once(outcome.skipped, of=0)]
        self.remarks.update(f"{finding.field}, {finding.kind}: {finding.message}" for finding in outcome.findings)
        for made in outcome.written:
            if made.pages and made.pages > 1:
                self.remarks[f"{made.dispatch.addressee.id}: {made.pages} pages"] += 1
            if not made.dispatch.letter.body.address and self.way.channel is Channel.POST:
                self.remarks[f"{made.dispatch.addressee.id}: no address; the letter has none either"] += 1
        if keep:
            self.manifests.append(self.way.account(share, outcome))


def report_group(total: Total, told: Told, rejects: Path | None, asked: Making) -> None:
    """Prints the files, says the remarks and the sum, and raises with what is to be mended."""
    if asked.manner.json:
        screen.data_json({**as_json(total, rejects), "senders": told.manifests})
    for file in () if asked.manner.json else dict.fromkeys(told.files):
        screen.data(file)
    remarks = [f"{remark} ({screen.counted(count, 'letter')})." for remark, count in told.remarks.items()]
    skipped = [*map(str, total.group.listed.repeated), *told.skipped]
    for line in (*remarks, *some(skipped, "more are skipped"), _sum(total, asked)):
        screen.say(line, quiet=asked.manner.quiet)
    raise_what_to_mend(total, rejects)


def raise_what_to_mend(total: Total, rejects: Path | None) -> None:
    """Raises with what was wrong with rows and letters, where anything was."""
    problems = [
        replace(problem, message=f"{problem.message} ({screen.counted(count, 'letter')})")
        for problem, count in total.problems.items()
    ]
    named = [Problem(one.reason, about=f"row {one.row.number}{one.name and ', '}{one.name}") for one in total.rejects]
    if rejects and named:
        named[-1] = replace(named[-1], remedy=f"mend them in {rejects}, and write again with: --senders {rejects}")
    if problems or named:
        raise (DoneInPart if total.written else Mistake)([*problems, *named])


def _sum(total: Total, asked: Making) -> str:
    if asked.manner.dry_run:
        return f"Would write {screen.counted(total.written, 'letter')}; nothing was written."
    stood = f" ({total.stood} of them by an earlier run)" if total.stood else ""
    counts = f"{total.written} written{stood}, {total.skipped} skipped, {total.rejected} rejected"
    return f"{total.planned} planned: {counts}.{f' {asked.way.where}' if total.written else ''}"


def as_json(total: Total, rejects: Path | None) -> dict[str, Any]:
    """The sums of a group's letters, for scripts."""
    appeal, listed = total.group.appeal, total.group.listed
    return {
        "format": 1,
        "appeal": {"key": appeal.key, "code": appeal.code, "title": appeal.title},
        "date": total.group.wishes.on.isoformat(),
        "planned": total.planned,
        "written": total.written,
        "skipped": total.skipped,
        "rejected": total.rejected,
        "rejects": str(rejects) if rejects else None,
        "rejected_rows": [{"row": one.row.number, "name": one.name, "reason": one.reason} for one in total.rejects],
        "findings": [finding.model_dump(mode="json") for finding in listed.findings],
    }
