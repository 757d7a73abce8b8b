"""A print run while it is made: what is said of it, what is noted, and what of a run that was stopped is taken up."""

import gc
import os
import shutil
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from hashlib import file_digest
from pathlib import Path

from letterkit.cli import screen
from letterkit.cli.group import keep_rejects
from letterkit.cli.options import Manner
from letterkit.cli.printed import Printed, report
from letterkit.cli.taken_up import Part, say_changed
from letterkit.errors import Mistake, Problem
from letterkit.folders import make_folder
from letterkit.ledger import open_ledger
from letterkit.mailing import Earlier, GroupPlan, Total, alone_in, basis
from letterkit.mailing.earlier import noted
from letterkit.mailing.print_chunks import Signer
from letterkit.mailing.print_files import in_order, left_of_another, write_files
from letterkit.mailing.print_order import Collating
from letterkit.mailing.print_run import SetGroup, set_group
from letterkit.mailing.print_summary import Posting, run_sheet
from letterkit.mailing.unfinished import Basis, changes, keep_as, until_finished
from letterkit.mailing.whereabouts import beside, remember
from letterkit.model.appeal import Channel
from letterkit.settings import Settings

SENT = "which letters are marked as sent"


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


def would_print(printing: Printing) -> Printed:
    """What would be printed, as far as can be told without laying out a page."""
    total = Total(printing.group)
    for share in printing.group.shares():
        total.count(share.member, len(share.plan.dispatches), share.plan.skipped, share.plan.rejected)
    return Printed(total)


def print_group(printing: Printing, settings: Settings, manner: Manner) -> None:
    """Makes the run and notes its letters in the ledger; a run that was stopped is taken up."""
    path, group = printing.path, printing.group
    gc.freeze()  # what is loaded by now stays: Python need not look through it again and again for what can go
    if not group.by_hand:
        remember(path.parent)
    with alone_in(path.parent, path.name):
        now = _basis(printing)
        if printing.how.sheets:
            _refuse_others_sheets(path, now)
        with _taken_up(path, now, quiet=manner.quiet):
            printed = _made(printing, settings, quiet=manner.quiet)
        if printed.files and not printing.of_some_sheets:
            keep_as(now, beside(path, "made-from"))
        if not printing.of_some_sheets and not group.by_hand:
            printed = replace(printed, rejects=None if printing.part else keep_rejects(printed.total, path.parent))
    report(printed, manner, some_sheets=printing.of_some_sheets)


@contextmanager
def _taken_up(path: Path, now: Basis, *, quiet: bool) -> Iterator[None]:
    """Says what has changed since a run was stopped. Of one that has come to its end nothing hidden is left."""
    note, parts = beside(path, "unfinished"), make_folder(beside(path, "parts"))
    try:
        with until_finished(note, now) as changed:
            say_changed(changed, "all of it is made anew", quiet)
            yield
    except Mistake:
        note.unlink(missing_ok=True)
        shutil.rmtree(parts, ignore_errors=True)
        raise
    shutil.rmtree(parts, ignore_errors=True)


def _basis(printing: Printing) -> Basis:
    """What a run is made from; which of its sheets are wanted makes no difference."""
    group, how = printing.group, printing.how
    named = "the number of copies" if group.by_hand else "the members' list"
    senders = [(member.row, member.model_dump(mode="json")) for member in group.listed.members]
    sent = sorted(letter for letter, entry in group.sent.latest.items() if group.sent.to(*letter) == entry)
    tariff = printing.posting.tariff and printing.posting.tariff.model_dump_json()
    options = {"collate": how.by, "duplex": how.duplex, "split": how.split, "tariff": tariff}
    return basis(group.appeal, {named: senders, SENT: sent}, group.wishes, **options)


def _refuse_others_sheets(path: Path, now: Basis) -> None:
    """Raises :class:`Mistake` where the runs there were made from something else: their sheets had other numbers."""
    changed = [changes(note, now) for note in sorted(path.parent.glob(beside(Path("*"), "made-from").name))]
    if changed and all(changed):
        least = min(changed, key=len)
        again = "--again, where that run had all of them; or " if least == (SENT,) else ""
        raise Mistake(
            f"{' and '.join(least)} changed since that run was made: its sheets have other numbers now",
            f'{again}print the letters of a member by name: --only "Name", or make the whole run again',
        )


def _made(printing: Printing, settings: Settings, *, quiet: bool) -> Printed:
    """Sets the letters, writes the files, and notes the letters in the ledger."""
    group, path, total = printing.group, printing.path, Total(printing.group)
    private = bool(group.listed.members) and not group.by_hand
    if private:
        remember(path, (member.sender.key for member in group.listed.members))
    letters = len(group.listed.members) * len(group.chosen)
    with screen.progress(letters, "letters", quiet=quiet) as advance:
        run = set_group(group, printing.how, beside(path, "parts"), len(os.sched_getaffinity(0)), advance)
    for chunk, _, signer in run.signers:
        faults = tuple(_faults(run, chunk, signer))
        made = sum(1 for _ in run.made(chunk, signer))
        total.count(signer.member, made, signer.skipped, (*signer.rejected, *faults))
    if not total.written:
        return Printed(total, run=run)
    ordered = in_order(run, run_sheet(run, total.planned, _left(total, run), printing.posting), path)
    for file, signers in ordered.signed_by.items() if private else ():
        remember(file, signers)
    write_files(ordered)
    if private and not printing.of_some_sheets:
        _note(run, printing, tuple(ordered.files), settings)
    return Printed(total, run, tuple(ordered.files), ordered.sheets, tuple(left_of_another(path, ordered.files)))


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


def _note(run: SetGroup, printing: Printing, files: tuple[Path, ...], settings: Settings) -> None:
    """Notes in the ledger that the letters were written: all of them or none, for ``--new`` goes by it."""
    digest = None
    if len(files) == 1:
        with files[0].open("rb") as opened:
            digest = file_digest(opened, "sha256").hexdigest()
    letters = (
        (signer.member.sender.key, to, digest)
        for chunk, _, signer in run.signers
        for _, to, _ in run.made(chunk, signer)
    )
    appeal, on = printing.group.appeal.key, printing.group.wishes.on
    open_ledger(settings.ledger).note(noted(letters, appeal, on, Channel.POST, printing.earlier))
