"""``letterkit write``: the letters of an appeal."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import typer

from letterkit.appeals.open import open_appeal
from letterkit.cli import screen
from letterkit.cli.due import Noting, due_letters, report
from letterkit.cli.group import write_for_group
from letterkit.cli.group_told import Making, WayOut
from letterkit.cli.options import AppealArgument, AppealNumber, Asked, FileFormat, Manner, OutputFolder, Verbose
from letterkit.cli.spread import spread
from letterkit.cli.taken_up import taken_up
from letterkit.cli.whose import Whose
from letterkit.export.formats import formats
from letterkit.mailing import (
    Earlier,
    Made,
    Outcome,
    Plan,
    Wishes,
    alone_in,
    basis,
    folder_for,
    would_write,
    would_write_group,
    write,
    write_group,
)
from letterkit.mailing.whereabouts import remember
from letterkit.model.appeal import Channel

BLANK = "blank"
"""The folder, in that of an appeal, of letters to be filled in by hand."""
app = typer.Typer(rich_markup_mode=None, add_completion=False)


@app.command("write")
@spread
def write_letters(
    appeal: AppealArgument,
    asked: Asked,
    *,
    number: AppealNumber = None,
    whose: Whose,
    output: OutputFolder = None,
    file_format: FileFormat = None,
    manner: Manner,
    verbose: Verbose = False,
) -> None:
    """Write the letters of an appeal, one for each addressee, ready to sign."""
    settings = asked.settings()
    chosen = formats(file_format or settings.format)
    people = whose.people(asked.sender, settings.sender)
    reading = open_appeal(appeal, appeal_number=number)
    wanted = asked.wishes(settings, to=manner.to, nearest_route=manner.nearest_route)
    if reading.findings:
        remarks = screen.counted(len(reading.findings), "remark")
        quiet = manner.quiet or manner.json
        screen.say(f"{remarks} on the appeal; to read them: letterkit check {appeal}", quiet=quiet)
    folder = (output or Path(settings.output)) / reading.appeal.key
    if people:
        folder = folder / BLANK if whose.blank else folder
        write_for_group(reading.appeal, people, wanted, Making(folder, as_files(folder, chosen), manner, whose.part))
        return
    due = due_letters(reading, wanted, asked.sender or settings.sender, settings, manner)
    if not manner.dry_run:
        remember(folder)
    make(due.mailing, wanted, Where(folder, chosen), due.earlier, manner)


@dataclass(frozen=True)
class Where:
    """The folder of an appeal's letters, whoever's they are, and the formats in which they are to lie there."""

    base: Path
    formats: tuple[str, ...]


def as_files(folder: Path, chosen: tuple[str, ...]) -> WayOut:
    """A group's letters as files, in a folder for each member."""
    return WayOut(
        Channel.POST,
        lambda group, _earlier, tell: write_group(group, folder, chosen, tell),
        lambda group, _earlier: would_write_group(group, folder, chosen),
        f"Letters are in {folder}",
        {"format": chosen},
    )


def make(
    mailing: Plan,
    wanted: Wishes,
    where: Where,
    earlier: Earlier,
    manner: Manner,
) -> None:
    """Makes the letters of a plan and notes each in the ledger; a dry run says what it would make."""
    if manner.dry_run:
        outcome = would_write(mailing, folder_for(where.base, mailing.sender.name), where.formats)
        report(outcome, mailing, _remarks(outcome), manner)
        return
    with alone_in(where.base):
        folder = folder_for(where.base, mailing.sender.name)
        outcome = _made(mailing, wanted, replace(where, base=folder), earlier, quiet=manner.quiet)
    report(outcome, mailing, _remarks(outcome), manner, where=f"Letters are in {outcome.folder}")


def _made(mailing: Plan, wanted: Wishes, where: Where, earlier: Earlier, *, quiet: bool) -> Outcome:
    """Makes them in the sender's own folder."""
    noting = Noting(mailing, earlier, Channel.POST)
    now = basis(mailing.appeal, {"the sender": mailing.sender}, wanted, format=where.formats)
    with (
        taken_up(where.base, now, quiet=quiet) as made,
        screen.progress(len(mailing.dispatches), "letters", quiet=quiet) as advance,
    ):

        def tell(one: Made | None) -> None:
            if one:
                noting.note(one)
            advance()

        outcome = write(mailing, where.base, where.formats, tell)
        made += [path for one in outcome.written for path in one.files.values()]
    return outcome


def _remarks(outcome: Outcome) -> Iterator[str]:
    """What a person should know of the letters that were made."""
    for made in outcome.written:
        if made.pages and made.pages > 1:
            yield f"{made.dispatch.addressee.id}: {made.pages} pages; --requests chooses fewer requests."
        if not made.dispatch.letter.body.address:
            yield f"{made.dispatch.addressee.id}: no address; the letter has none either."
