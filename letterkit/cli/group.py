"""``--senders``: the letters of a group by any way out, and what a secretary should know of its list."""

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from letterkit.cli import screen
from letterkit.cli.due import Manner, ask_whether_too_old
from letterkit.errors import DoneInPart, Mistake, Problem
from letterkit.folders import whole_file
from letterkit.ledger import ledger_if_there, open_ledger
from letterkit.mailing import (
    Earlier,
    GroupPlan,
    Made,
    Outcome,
    Plan,
    Share,
    Total,
    Wishes,
    earlier_letters,
    entries_of,
    group_plan,
    manifest,
    voice,
)
from letterkit.mailing.members import Tell
from letterkit.mailing.whereabouts import remember
from letterkit.model.appeal import Appeal, Channel
from letterkit.review.findings import out_of_date, recommended_routes, unseen
from letterkit.senders import MembersList, rejects_csv
from letterkit.settings import read_settings

REJECTS = "rejects.csv"
BEFORE = "rejects-before.csv"
"""Where an earlier list of rejects goes: somebody may have spent an hour on it."""
MOST_NAMED = 20
"""Rows, skipped letters and long letters that are named one by one."""


def _say_what_to_know(group: GroupPlan, *, quiet: bool) -> None:
    """What was found in the list, what will stand on each letter, and which route is the nearest."""
    for finding in group.listed.findings:
        screen.say(f"{finding.field}, {finding.kind}: {finding.message}", quiet=quiet)
    for problem in group.left_out:
        screen.say(f"skipped {problem}", quiet=quiet)
    screen.say(_what_stands_on_them(group), quiet=quiet)
    senders = [member.sender for member in group.listed.members]
    countries = {sender.country for sender in senders}
    for country in countries if len(countries) == 1 else ():
        for remark in recommended_routes(group.chosen, country):
            screen.say(remark, quiet=quiet or group.wishes.nearest_route)
    for language in sorted({voice(group.appeal, sender, group.wishes).language for sender in senders}):
        screen.remark(unseen(language), quiet=quiet)


def _what_stands_on_them(group: GroupPlan) -> str:
    showing = group.wishes.showing
    parts = (
        ("postal address", showing.address),
        ("telephone number", showing.phone),
        ("e-mail address", showing.email),
    )
    shown = ["name", *(name for name, wanted in parts if wanted)]
    listed = f"{', '.join(shown[:-1])} and {shown[-1]}" if len(shown) > 1 else shown[0]
    hint = "; --no-sender-address leaves the address out" if showing.address else ""
    return f"On each letter: the member's {listed}, as far as the list has them{hint}."


Shares = Iterator[tuple[Share, Outcome]]


@dataclass(frozen=True)
class WayOut:
    """How the letters of a group are made: what makes them and hears of each, and what tells of it in a dry run."""

    channel: Channel
    make: Callable[[GroupPlan, Earlier, Tell], Shares]
    would_make: Callable[[GroupPlan, Earlier], Shares]
    where: str
    """A sentence that says where they are."""


@dataclass(frozen=True)
class Making:
    """What was asked for; ``part``: only some members of the list were chosen."""

    folder: Path
    """Where rejects go."""
    way: WayOut
    manner: Manner
    part: bool
    json: bool
    left_out: tuple[Problem, ...] = ()
    """Addressees whom this way does not reach, each with what to do instead."""


def write_for_group(appeal: Appeal, listed: MembersList, wanted: Wishes, asked: Making) -> int:
    """Makes the letters of all members, or says in a dry run what it would make; notes each, and gives their number."""
    manner = asked.manner
    ask_whether_too_old(out_of_date(appeal, wanted.on), silent=manner.yes or manner.dry_run, quiet=manner.quiet)
    earlier = earlier_letters(ledger_if_there(read_settings().ledger), appeal.key)
    group = group_plan(appeal, listed, wanted, None if manner.again else earlier)
    group = replace(group, left_out=asked.left_out)
    _say_what_to_know(group, quiet=manner.quiet)
    total, told = Total(group), _Told(asked.way.channel)
    dry = asked.way.would_make(group, earlier) if manner.dry_run else None
    for share, outcome in dry or _written(group, earlier, asked):
        total.add(share, outcome)
        told.add(share, outcome, keep=asked.json)
    rejects = None if manner.dry_run or asked.part else _keep_rejects(total, asked.folder)
    _report(total, told, rejects, asked)
    return total.written


def _written(group: GroupPlan, earlier: Earlier, asked: Making) -> Shares:
    remember(asked.folder)
    ledger = open_ledger(read_settings().ledger)
    letters = len(group.listed.members) * len(group.chosen)
    with screen.progress(letters, "letters", quiet=asked.manner.quiet) as advance:

        def tell(mailing: Plan, made: Made | None) -> None:
            if made:
                ledger.note(entries_of([made], mailing, asked.way.channel, earlier))
            advance()

        for share, outcome in asked.way.make(group, earlier, tell):
            for _ in range(len(group.chosen) - len(share.plan.dispatches)):
                advance()
            yield share, outcome


@dataclass
class _Told:
    """What is said of the letters at the end, once for all that it is true of."""

    channel: Channel
    files: list[str] = field(default_factory=list)
    manifests: list[dict[str, Any]] = field(default_factory=list)
    skipped: list[str] = field(default_factory=list)
    remarks: Counter[str] = field(default_factory=Counter)

    def add(self, share: Share, outcome: Outcome, *, keep: bool) -> None:
        self.files += [line for made in outcome.written for line in made.shown]
        self.skipped += [f"skipped {share.member.sender.name}, {line}" for line in outcome.skipped]
        self.remarks.update(f"{finding.field}, {finding.kind}: {finding.message}" for finding in outcome.findings)
        for made in outcome.written:
            if made.pages and made.pages > 1:
                self.remarks[f"{made.dispatch.addressee.id}: {made.pages} pages"] += 1
            if not made.dispatch.letter.body.address and self.channel is Channel.POST:
                self.remarks[f"{made.dispatch.addressee.id}: no address; the letter has none either"] += 1
        if keep:
            self.manifests.append(manifest(share.plan, outcome))


def _keep_rejects(total: Total, folder: Path) -> Path | None:
    """Writes the rejected rows; what an earlier run wrote there, and somebody may have mended since, is set aside."""
    path = folder / REJECTS
    data = rejects_csv(total.group.listed, total.rejects) if total.rejects else b""
    if path.is_file() and path.read_bytes() != data:
        path.replace(folder / BEFORE)
    if data:
        with whole_file(path, private=True) as file:
            file.write(data)
    return path if data else None


def _report(total: Total, told: _Told, rejects: Path | None, asked: Making) -> None:
    if asked.json:
        screen.data_json(_as_json(total, told, rejects))
    for file in () if asked.json else dict.fromkeys(told.files):
        screen.data(file)
    remarks = [f"{remark} ({screen.counted(count, 'letter')})." for remark, count in told.remarks.items()]
    skipped = [*map(str, total.group.listed.repeated), *told.skipped]
    for line in (*remarks, *_some(skipped, "more are skipped"), _sum(total, asked)):
        screen.say(line, quiet=asked.manner.quiet)
    problems = [Problem(f"{problem} ({screen.counted(count, 'letter')})") for problem, count in total.problems.items()]
    named = [Problem(one.reason, about=f"row {one.row.number}{one.name and ', '}{one.name}") for one in total.rejects]
    if rejects and named:
        named[-1] = replace(named[-1], remedy=f"mend them in {rejects}, and write again with: --senders {rejects}")
    if problems or named:
        raise (DoneInPart if total.written else Mistake)([*problems, *named])


def _some(lines: list[str], more: str) -> list[str]:
    rest = len(lines) - MOST_NAMED
    return lines if rest <= 0 else [*lines[:MOST_NAMED], f"… and {rest} {more}"]


def _sum(total: Total, asked: Making) -> str:
    if asked.manner.dry_run:
        return f"Would write {screen.counted(total.written, 'letter')}; nothing was written."
    stood = f" ({total.stood} of them by an earlier run)" if total.stood else ""
    counts = f"{total.written} written{stood}, {total.skipped} skipped, {total.rejected} rejected"
    return f"{total.planned} planned: {counts}.{f' {asked.way.where}' if total.written else ''}"


def _as_json(total: Total, told: _Told, rejects: Path | None) -> dict[str, Any]:
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
        "senders": told.manifests,
    }
