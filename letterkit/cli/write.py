"""``letterkit write``: the letters of an appeal."""

from collections.abc import Iterator
from pathlib import Path
from typing import Annotated

import typer

from letterkit.appeals.open import open_appeal
from letterkit.cli import screen
from letterkit.cli.due import Manner, Noting, due_letters, report
from letterkit.cli.group import Asked, write_for_group
from letterkit.cli.options import (
    Again,
    AppealArgument,
    AppealNumber,
    As,
    Day,
    DryRun,
    Enclosures,
    HolderChoice,
    Json,
    Language,
    LayoutName,
    NearestRoute,
    NoAddress,
    Note,
    Only,
    Quiet,
    Requests,
    RoomForALine,
    Salutation,
    SendersList,
    ShowEmail,
    ShowPhone,
    To,
    Verbose,
    wishes,
)
from letterkit.cli.writer import members_of
from letterkit.export.formats import formats
from letterkit.mailing import Earlier, Made, Outcome, Plan, folder_for, would_write, write
from letterkit.model.appeal import Channel
from letterkit.settings import read_settings

app = typer.Typer(rich_markup_mode=None, add_completion=False)


@app.command("write")
def write_letters(
    appeal: AppealArgument,
    number: AppealNumber = None,
    sender: As = None,
    senders: SendersList = None,
    only: Only = None,
    output: Annotated[
        Path | None, typer.Option("--output", "-o", metavar="DIR", help="Folder. Default: letters.")
    ] = None,
    file_format: Annotated[str | None, typer.Option("--format", metavar="pdf,text,html", help="Default: pdf.")] = None,
    to: To = None,
    requests: Requests = None,
    note: Note = None,
    enclose: Enclosures = None,
    room_for_a_line: RoomForALine = False,
    on: Day = None,
    language: Language = None,
    layout: LayoutName = None,
    holder: HolderChoice = None,
    salutation: Salutation = None,
    nearest_route: NearestRoute = False,
    again: Again = False,
    no_sender_address: NoAddress = False,
    phone: ShowPhone = False,
    email: ShowEmail = False,
    dry_run: DryRun = False,
    yes: Annotated[bool, typer.Option("--yes", "-y", help="Don't ask, write.")] = False,
    json: Json = False,
    quiet: Quiet = False,
    verbose: Verbose = False,
) -> None:
    """Write the letters of an appeal, one for each addressee, ready to sign."""
    settings = read_settings()
    chosen = formats(file_format or settings.format)
    profile = sender or settings.sender
    reading = open_appeal(appeal, appeal_number=number)
    wanted = wishes(
        settings,
        on=on,
        requests=requests,
        note=note,
        room_for_a_line=room_for_a_line,
        language=language,
        layout=layout,
        holder=holder,
        salutation=salutation,
        enclosures=tuple(enclose or ()),
        nearest_route=nearest_route,
        address=not no_sender_address,
        phone=phone,
        email=email,
        to=tuple(to or ()),
    )
    if reading.findings:
        remarks = screen.counted(len(reading.findings), "remark")
        screen.say(f"{remarks} on the appeal; to read them: letterkit check {appeal}", quiet=quiet or json)
    folder, manner = (output or Path(settings.output)) / reading.appeal.key, Manner(again, dry_run, yes, quiet)
    if senders or only:
        listed = members_of(senders, only or (), sender)
        write_for_group(reading.appeal, listed, wanted, Asked(folder, chosen, manner, part=bool(only), json=json))
        return
    due = due_letters(reading, wanted, profile, settings, manner)
    folder = folder_for(folder, due.mailing.sender.name)
    make(due.mailing, folder, chosen, due.earlier, dry_run=dry_run, json=json, quiet=quiet)


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
