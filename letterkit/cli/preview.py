"""``letterkit preview``: read a letter before it is written."""

from typing import Annotated

import typer

from letterkit.appeals.open import open_appeal
from letterkit.cli import screen
from letterkit.cli.options import AppealArgument, AppealNumber, Asked, Json, Quiet, Verbose, spread
from letterkit.cli.writer import sender_of
from letterkit.export.text import letter_text
from letterkit.mailing import plan
from letterkit.review.findings import unseen

app = typer.Typer(rich_markup_mode=None, add_completion=False)


@app.command()
@spread
def preview(
    appeal: AppealArgument,
    asked: Asked,
    addressee: Annotated[str | None, typer.Argument(metavar="ADDRESSEE", help="Default: the first.")] = None,
    number: AppealNumber = None,
    json: Json = False,
    quiet: Quiet = False,
    verbose: Verbose = False,
) -> None:
    """Read a letter in the terminal before it is written. Nothing is changed."""
    settings = asked.settings()
    reading = open_appeal(appeal, appeal_number=number)
    wanted = asked.wishes(settings, to=(addressee,) if addressee else ())
    mailing = plan(reading.appeal, sender_of(asked.sender or settings.sender, keep=False), wanted)
    letter = mailing.dispatches[0].letter
    if json:
        screen.data_json(letter.model_dump(mode="json"))
        return
    screen.reading_matter(letter_text(letter).rstrip("\n"))
    screen.remark(unseen(letter.body.language), quiet=quiet)
    screen.say(f"\nNext: letterkit write {appeal} --to {letter.addressee}", quiet=quiet)
