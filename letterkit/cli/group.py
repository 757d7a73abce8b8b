"""``--senders``: the letters of a group by any way out, and what a secretary should know of its list."""

import gc
from dataclasses import replace
from pathlib import Path

from letterkit.cli import screen
from letterkit.cli.due import ask_whether_too_old
from letterkit.cli.group_told import Making, Shares, Told, report_group
from letterkit.cli.taken_up import some, taken_up
from letterkit.folders import whole_file
from letterkit.ledger import ledger_if_there, open_ledger
from letterkit.mailing import (
    Earlier,
    GroupPlan,
    Total,
    Wishes,
    alone_in,
    basis,
    earlier_letters,
    entries_of,
    voice,
    written_for,
)
from letterkit.mailing.whereabouts import remember
from letterkit.model.appeal import Appeal
from letterkit.review.findings import out_of_date, recommended_routes, unseen
from letterkit.senders import MembersList, newcomers, rejects_csv
from letterkit.settings import read_settings

REJECTS = "rejects.csv"
BEFORE = "rejects-before.csv"
"""Where an earlier list of rejects goes: somebody may have spent an hour on it."""


BY_HAND = (
    "On each letter: lines for name, street, town, place, date and signature, to be written on by hand. The ledger "
    "notes none of them: nobody knows yet who signs."
)


def say_what_to_know(group: GroupPlan, *, quiet: bool) -> None:
    """What was found in the list, what will stand on each letter, and which route is the nearest."""
    for finding in group.listed.findings:
        screen.say(f"{finding.field}, {finding.kind}: {finding.message}", quiet=quiet)
    for problem in group.left_out:
        screen.say(f"skipped {problem}", quiet=quiet)
    screen.say(BY_HAND if group.by_hand else _what_stands_on_them(group), quiet=quiet)
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


def only_new(appeal: Appeal, listed: MembersList, folder: Path, *, quiet: bool) -> MembersList:
    """The list with those alone for whom no letter of the appeal was written yet; says who is doubtful."""
    found = newcomers(listed, written_for(ledger_if_there(read_settings().ledger), appeal.key, folder))
    members = screen.counted(len(found.listed.members), "new member")
    screen.say(f"{members}; {found.before} had letters of this appeal before.", quiet=quiet)
    for remark in some(found.remarks, "more of these"):
        screen.say(remark, quiet=quiet)
    if found.remarks:
        screen.say("To write for one of these all the same: --only NAME instead of --new", quiet=quiet)
    return found.listed


def write_for_group(appeal: Appeal, listed: MembersList, wanted: Wishes, asked: Making) -> int:
    """Makes the letters of all members, or says in a dry run what it would make; notes each, and gives their number."""
    manner = asked.manner
    ask_whether_too_old(out_of_date(appeal, wanted.on), silent=manner.yes or manner.dry_run, quiet=manner.quiet)
    earlier = earlier_letters(ledger_if_there(read_settings().ledger), appeal.key)
    if asked.part == "--new":
        listed = only_new(appeal, listed, asked.folder, quiet=manner.quiet)
    group = asked.plan(appeal, listed, wanted, Earlier() if manner.again else earlier)
    group = replace(group, left_out=asked.left_out)
    gc.freeze()  # what is loaded by now stays: Python need not look through it again and again for what can go
    say_what_to_know(group, quiet=manner.quiet)
    total, told = Total(group), Told(asked.way)
    if manner.dry_run:
        for share, outcome in asked.way.would_make(group, earlier):
            total.add(share, outcome)
            told.add(share, outcome, keep=manner.json)
        report_group(total, told, None, asked)
        return total.written
    if not group.by_hand:
        remember(asked.folder)
    with alone_in(asked.folder):
        _make(total, told, earlier, asked)
        rejects = None if asked.part == "--only" or group.by_hand else keep_rejects(total, asked.folder)
    report_group(total, told, rejects, asked)
    return total.written


def _make(total: Total, told: Told, earlier: Earlier, asked: Making) -> None:
    """Writes what is planned; when some members alone were asked for, a run of all that was stopped stays noted."""
    group = total.group
    named = "the number of copies" if group.by_hand else "the members' list"
    now = basis(group.appeal, {named: group.listed.table.rows}, group.wishes, **asked.way.options)
    with taken_up(asked.folder, now, part=asked.part, quiet=asked.manner.quiet) as made:
        for share, outcome in _written(group, earlier, asked):
            total.add(share, outcome)
            told.add(share, outcome, keep=asked.manner.json)
            made += [*(path for one in outcome.written for path in one.files.values()), *outcome.papers]


def _written(group: GroupPlan, earlier: Earlier, asked: Making) -> Shares:
    ledger = open_ledger(read_settings().ledger)
    letters = len(group.listed.members) * len(group.chosen)
    with screen.progress(letters, "letters", quiet=asked.manner.quiet) as advance:
        for share, outcome in asked.way.make(group, earlier, lambda *_: advance()):
            # One note for a member's letters, not one for each: the disk has to take every one of them for good.
            if not share.member.by_hand:
                ledger.note(entries_of(outcome.written, share.plan, asked.way.channel, earlier))
            for _ in range(len(group.chosen) - len(share.plan.dispatches)):
                advance()
            yield share, outcome


def keep_rejects(total: Total, folder: Path) -> Path | None:
    """Writes the rejected rows; what an earlier run wrote there, and somebody may have mended since, is set aside."""
    path = folder / REJECTS
    data = rejects_csv(total.group.listed, total.rejects) if total.rejects else b""
    if path.is_file() and path.read_bytes() != data:
        path.replace(folder / BEFORE)
    if data:
        with whole_file(path, private=True) as file:
            file.write(data)
    return path if data else None
