"""A print run while it is made: what is said of it, what is noted, and what of a run that was stopped is taken up."""

import gc
import os
import shutil
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from hashlib import file_digest
from itertools import islice
from pathlib import Path

from letterkit.cli import screen
from letterkit.cli.group import keep_rejects
from letterkit.cli.group_told import as_json, raise_what_to_mend
from letterkit.cli.taken_up import Part, some
from letterkit.errors import Mistake, Problem
from letterkit.folders import make_folder
from letterkit.ledger import open_ledger
from letterkit.mailing import Earlier, GroupPlan, Total, alone_in, basis
from letterkit.mailing.earlier import noted
from letterkit.mailing.print_chunks import Signer
from letterkit.mailing.print_files import Source, units_of, write_files
from letterkit.mailing.print_order import Collating, numbered
from letterkit.mailing.print_run import SetGroup, set_group
from letterkit.mailing.print_summary import Posting, front_pages, run_sheet
from letterkit.mailing.unfinished import Basis, changes, keep_as, until_finished
from letterkit.mailing.whereabouts import remember
from letterkit.model.appeal import Channel
from letterkit.settings import Settings

TOGETHER = 5_000
"""Letters that are noted in the ledger at one time."""


@dataclass(frozen=True)
class Printing:
    """What was asked for; ``part`` is the option by which only some members of the list were chosen."""

    group: GroupPlan
    how: Collating
    posting: Posting
    path: Path
    earlier: Earlier
    part: Part

    @property
    def of_some_sheets(self) -> bool:
        """Whether only some sheets of a run are wanted, which was made before or is about to be."""
        return bool(self.how.sheets or self.how.test)


def would_print(printing: Printing, *, json: bool, quiet: bool) -> None:
    """Says what would be printed, as far as can be told without laying out a page."""
    total = Total(printing.group)
    for share in printing.group.shares():
        total.count(share.member, len(share.plan.dispatches), share.plan.skipped, share.plan.rejected)
    if json:
        screen.data_json(as_json(total, None))
    screen.say(f"Would print {screen.counted(total.written, 'letter')}; nothing was written.", quiet=quiet)
    raise_what_to_mend(total, None)


def print_group(printing: Printing, settings: Settings, *, json: bool, quiet: bool) -> None:
    """Makes the run and notes its letters in the ledger; a run that was stopped is taken up."""
    path, group = printing.path, printing.group
    gc.freeze()  # what is loaded by now stays: Python need not look through it again and again for what can go
    if not group.by_hand:
        remember(path.parent)
    with alone_in(path.parent, path.name):
        now = _basis(printing)
        if printing.how.sheets:
            _refuse_others_sheets(path, now)
        with until_finished(_beside(path, "unfinished"), now) as changed:
            if changed:
                what = " and ".join(changed)
                screen.say(f"A run was stopped here; changed since: {what}. All is made anew.", quiet=quiet)
            total, files, run = _made(printing, quiet=quiet)
            if not printing.of_some_sheets and not group.by_hand:
                _note(run, printing, files[0], settings)
            keep_as(now, _beside(path, "made-from"))
        shutil.rmtree(_beside(path, "parts"), ignore_errors=True)
        rejects = (
            None if printing.part or printing.of_some_sheets or group.by_hand else keep_rejects(total, path.parent)
        )
    _report(total, files, run, rejects, json=json, quiet=quiet)


def _basis(printing: Printing) -> Basis:
    """What a run is made from; which of its sheets are wanted makes no difference."""
    group, how = printing.group, printing.how
    named = "the number of copies" if group.by_hand else "the members' list"
    senders = [(member.row, member.model_dump(mode="json")) for member in group.listed.members]
    return basis(group.appeal, {named: senders}, group.wishes, collate=how.by, duplex=how.duplex)


def _beside(path: Path, what: str) -> Path:
    """What lies hidden beside a run while it is made, and after it."""
    return path.with_name(f".{path.name}.{what}")


def _refuse_others_sheets(path: Path, now: Basis) -> None:
    """Raises :class:`Mistake` where the latest run there was made from something else: its sheets had other numbers."""
    notes = sorted(path.parent.glob(".*.made-from"), key=lambda one: one.stat().st_mtime_ns)
    changed = changes(notes[-1], now) if notes else ()
    if changed:
        raise Mistake(
            f"{' and '.join(changed)} changed since that run was made: its sheets have other numbers now",
            'print the letters of a member by name: --only "Name", or make the whole run again',
        )


def _made(printing: Printing, *, quiet: bool) -> tuple[Total, tuple[Path, ...], SetGroup]:
    group, how, total = printing.group, printing.how, Total(printing.group)
    letters = len(group.listed.members) * len(group.chosen)
    parts = make_folder(_beside(printing.path, "parts"))
    with screen.progress(letters, "letters", quiet=quiet) as advance:
        run = set_group(group, how, parts, len(os.sched_getaffinity(0)), advance)
    for chunk, _, signer in run.signers:
        faults = tuple(_faults(run, chunk, signer))
        made = sum(1 for _ in run.made(chunk, signer))
        total.count(signer.member, made, signer.skipped, (*signer.rejected, *faults))
    if not total.written:
        raise_what_to_mend(total, None)
        raise Mistake("there is no letter to print", "--again prints also letters that were sent")
    sheets = [run.sheets_to_sign_by(chunk) for chunk in range(len(run.chunks))]
    units = units_of(run, sheets, 1)
    below = units[-1].first - 2 + how.sheets_of(units[-1].pages)
    told = run_sheet(run, total.planned, _left(total, run), printing.posting)
    front = front_pages(told, below, how)
    units = numbered([units[0]._replace(pages=front.count(0)), *units[1:]], how)
    return total, write_files(Source(run, front, sheets), units, printing.path), run


def _faults(run: SetGroup, chunk: int, signer: Signer) -> Iterator[Problem]:
    for at, addressee in enumerate(signer.to, signer.first):
        if at in run.chunks[chunk].faults:
            yield from (replace(one, about=addressee.id) for one in run.chunks[chunk].faults[at])


def _left(total: Total, run: SetGroup) -> tuple[Counter[str], Counter[str]]:
    """Why letters are skipped, and why rejected, with how many."""
    listed, several = total.group.listed, len(total.group.chosen)
    skipped: Counter[str] = Counter()
    for _, _, signer in run.signers:
        skipped.update(one.message for one in signer.skipped)
    if listed.repeated:
        skipped["a row says again what one above says"] = len(listed.repeated) * several
    rejected = Counter({str(problem.message): count for problem, count in total.problems.items()})
    if total.rejects:
        rejected["rows of the list that need mending: rejects.csv"] = total.rejected - rejected.total()
    return skipped, rejected


def _note(run: SetGroup, printing: Printing, file: Path, settings: Settings) -> None:
    """Notes in the ledger that the letters were written."""
    with file.open("rb") as opened:
        digest = file_digest(opened, "sha256").hexdigest()
    letters = (
        (signer.member.sender.key, to, digest)
        for chunk, _, signer in run.signers
        for _, to, _ in run.made(chunk, signer)
    )
    appeal, on = printing.group.appeal.key, printing.group.wishes.on
    ledger = open_ledger(settings.ledger)
    while together := list(islice(letters, TOGETHER)):
        ledger.note(noted(together, appeal, on, Channel.POST, printing.earlier))


def _report(
    total: Total, files: tuple[Path, ...], run: SetGroup, rejects: Path | None, *, json: bool, quiet: bool
) -> None:
    ways = sum((Counter(chunk.ways) for chunk in run.chunks), Counter[str]())
    if json:
        screen.data_json({**as_json(total, rejects), "files": [str(file) for file in files], "set": dict(ways)})
    for file in () if json else files:
        screen.data(str(file))
    pages = Counter(to for chunk, _, signer in run.signers for _, to, count in run.made(chunk, signer) if count > 1)
    for to, count in pages.items():
        screen.say(f"{to}: more than one page ({screen.counted(count, 'letter')}).", quiet=quiet)
    for line in some([str(problem) for problem in total.group.listed.repeated], "more are skipped"):
        screen.say(line, quiet=quiet)
    how = ", ".join(f"{count} {way}" for way, count in ways.items())
    counts = f"{total.written} written ({how}), {total.skipped} skipped, {total.rejected} rejected"
    screen.say(f"{total.planned} planned: {counts}. Print at 100 %: the first sheet says the rest.", quiet=quiet)
    raise_what_to_mend(total, rejects)
