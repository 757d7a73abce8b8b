"""``letterkit preview``: read a letter before it is written."""

from typing import Annotated

import typer

from letterkit.appeals.open import open_appeal
from letterkit.cli import screen
from letterkit.cli.options import (
    AppealArgument,
    AppealNumber,
    As,
    Day,
    Enclosures,
    HolderChoice,
    Json,
    Language,
    LayoutName,
    NoAddress,
    Note,
    Quiet,
    Requests,
    RoomForALine,
    Salutation,
    ShowEmail,
    ShowPhone,
    Verbose,
    wishes,
)
from letterkit.cli.writer import sender_of
from letterkit.export.text import letter_text
from letterkit.mailing import plan
from letterkit.review.findings import unseen
from letterkit.settings import read_settings

app = typer.Typer(rich_markup_mode=None, add_completion=False)


@app.command()
def preview(
    appeal: AppealArgument,
    addressee: Annotated[str | None, typer.Argument(metavar="ADDRESSEE", help="Default: the first.")] = None,
    number: AppealNumber = None,
    sender: As = None,
    requests: Requests = None,
    note: Note = None,
    enclose: Enclosures = None,
    room_for_a_line: RoomForALine = False,
    on: Day = None,
    language: Language = None,
    layout: LayoutName = None,
    holder: HolderChoice = None,
    salutation: Salutation = None,
    no_sender_address: NoAddress = False,
    phone: ShowPhone = False,
    email: ShowEmail = False,
    json: Json = False,
    quiet: Quiet = False,
    verbose: Verbose = False,
) -> None:
    """Read a letter in the terminal before it is written. Nothing is changed."""
    settings = read_settings()
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
        address=not no_sender_address,
        phone=phone,
        email=email,
        to=(addressee,) if addressee else (),
    )
    mailing = plan(reading.appeal, sender_of(sender or settings.sender, keep=False), wanted)
    letter = mailing.dispatches[0].letter
    if json:
        screen.data_json(letter.model_dump(mode="json"))
        return
    screen.reading_matter(letter_text(letter).rstrip("\n"))
    screen.remark(unseen(letter.body.language), quiet=quiet)
    screen.say(f"\nNext: letterkit write {appeal} --to {letter.addressee}", quiet=quiet)
