"""``letterkit write``: the letters of an appeal."""

from collections.abc import Iterator
from pathlib import Path
from typing import Annotated

import typer

from letterkit.appeals.open import open_appeal
from letterkit.cli import screen
from letterkit.cli.due import Manner, Noting, due_letters, report
from letterkit.cli.group import Making, WayOut, write_for_group
from letterkit.cli.options import (
    Again,
    AppealArgument,
    AppealNumber,
    Asked,
    DryRun,
    Json,
    NearestRoute,
    Only,
    Quiet,
    SendersList,
    To,
    Verbose,
    spread,
)
from letterkit.cli.writer import members_of
from letterkit.export.formats import formats
from letterkit.mailing import (
    Earlier,
    Made,
    Outcome,
    Plan,
    folder_for,
    would_write,
    would_write_group,
    write,
    write_group,
)
from letterkit.mailing.whereabouts import remember
from letterkit.model.appeal import Channel

app = typer.Typer(rich_markup_mode=None, add_completion=False)


@app.command("write")
@spread
def write_letters(
    appeal: AppealArgument,
    asked: Asked,
    number: AppealNumber = None,
    senders: SendersList = None,
    only: Only = None,
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
    if senders or only:
        listed = members_of(senders, only or (), asked.sender)
        asked_for = Making(folder, _as_files(folder, chosen), manner, part=bool(only), json=json)
        write_for_group(reading.appeal, listed, wanted, asked_for)
        return
    due = due_letters(reading, wanted, asked.sender or settings.sender, settings, manner)
    if not dry_run:
        remember(folder)
    folder = folder_for(folder, due.mailing.sender.name)
    make(due.mailing, folder, chosen, due.earlier, dry_run=dry_run, json=json, quiet=quiet)


def _as_files(folder: Path, chosen: tuple[str, ...]) -> WayOut:
    """A group's letters as files, in a folder for each member."""
    return WayOut(
        Channel.POST,
        lambda group, _earlier, tell: write_group(group, folder, chosen, tell),
        lambda group, _earlier: would_write_group(group, folder, chosen),
        f"Letters are in {folder}",
    )


def make(
    mailing: Plan,
    folder: Path,
    chosen: tuple[str, ...],
    earlier: Earlier,
    *,
    dry_run: bool,
    json: bool,
    quiet: bool,
) -> None:
    """Makes the letters of a plan and notes each in the ledger; a dry run says what it would make."""
    if dry_run:
        outcome = would_write(mailing, folder, chosen)
        report(outcome, mailing, _remarks(outcome), json=json, quiet=quiet)
        return
    noting = Noting(mailing, earlier, Channel.POST)
    with screen.progress(len(mailing.dispatches), "letters", quiet=quiet) as advance:

        def tell(made: Made | None) -> None:
            if made:
                noting.note(made)
            advance()

        outcome = write(mailing, folder, chosen, tell)
    report(outcome, mailing, _remarks(outcome), where=f"Letters are in {folder}", json=json, quiet=quiet)


def _remarks(outcome: Outcome) -> Iterator[str]:
    """What a person should know of the letters that were made."""
    for made in outcome.written:
        if made.pages and made.pages > 1:
            yield f"{made.dispatch.addressee.id}: {made.pages} pages; --requests chooses fewer requests."
        if not made.dispatch.letter.body.address:
            yield f"{made.dispatch.addressee.id}: no address; the letter has none either."
