"""``letterkit write``: the letters of an appeal."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Annotated

import typer

from letterkit.appeals.open import open_appeal
from letterkit.cli import screen
from letterkit.cli.due import Manner, Noting, due_letters, report
from letterkit.cli.group import write_for_group
from letterkit.cli.group_told import Making, WayOut
from letterkit.cli.options import (
    Again,
    AppealArgument,
    AppealNumber,
    Asked,
    Blank,
    DryRun,
    Json,
    NearestRoute,
    New,
    Only,
    Quiet,
    SendersList,
    To,
    Verbose,
    spread,
)
from letterkit.cli.taken_up import Part, taken_up
from letterkit.cli.writer import members_of, unknown_members_like
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
    number: AppealNumber = None,
    senders: SendersList = None,
    only: Only = None,
    new: New = False,
    blank: Blank = None,
    output: Annotated[
        Path | None, typer.Option("--output", "-o", metavar="DIR", help="Folder. Default: letters.")
    ] = None,
    file_format: Annotated[str | None, typer.Option("--format", metavar="pdf,text,html", help="Default: pdf.")] = None,
    to: To = None,
    nearest_route: NearestRoute = False,
    again: Again = False,
    dry_run: DryRun = False,
    yes: Annotated[bool, typer.Option("--yes", "-y", help="Don't ask, write.")] = False,
    json: Json = False,
    quiet: Quiet = False,
    verbose: Verbose = False,
) -> None:
    """Write the letters of an appeal, one for each addressee, ready to sign."""
    settings = asked.settings()
    chosen = formats(file_format or settings.format)
    reading = open_appeal(appeal, appeal_number=number)
    wanted = asked.wishes(settings, to=tuple(to or ()), nearest_route=nearest_route)
    if reading.findings:
        remarks = screen.counted(len(reading.findings), "remark")
        screen.say(f"{remarks} on the appeal; to read them: letterkit check {appeal}", quiet=quiet or json)
    folder, manner = (output or Path(settings.output)) / reading.appeal.key, Manner(again, dry_run, yes, quiet)
    if blank:
        listed = unknown_members_like(asked.sender or settings.sender, blank, refused=bool(senders or only or new))
        way = as_files(folder / BLANK, chosen)
        write_for_group(reading.appeal, listed, wanted, Making(folder / BLANK, way, manner, "", json))
        return
    if senders or only or new:
        listed = members_of(senders, only or (), asked.sender, new=new)
        part: Part = "--only" if only else "--new" if new else ""
        asked_for = Making(folder, as_files(folder, chosen), manner, part, json)
        write_for_group(reading.appeal, listed, wanted, asked_for)
        return
    due = due_letters(reading, wanted, asked.sender or settings.sender, settings, manner)
    if not dry_run:
        remember(folder)
    make(due.mailing, wanted, Where(folder, chosen), due.earlier, dry_run=dry_run, json=json, quiet=quiet)


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
    *,
    dry_run: bool,
    json: bool,
    quiet: bool,
) -> None:
    """Makes the letters of a plan and notes each in the ledger; a dry run says what it would make."""
    if dry_run:
        outcome = would_write(mailing, folder_for(where.base, mailing.sender.name), where.formats)
        report(outcome, mailing, _remarks(outcome), json=json, quiet=quiet)
        return
    with alone_in(where.base):
        folder = folder_for(where.base, mailing.sender.name)
        outcome = _made(mailing, wanted, replace(where, base=folder), earlier, quiet=quiet)
    report(outcome, mailing, _remarks(outcome), where=f"Letters are in {outcome.folder}", json=json, quiet=quiet)


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
