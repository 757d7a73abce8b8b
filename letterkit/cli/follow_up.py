"""``letterkit follow-up``: a second letter that asks what became of the first."""

from pathlib import Path
from shlex import quote
from typing import Annotated

import typer

from letterkit.appeals.open import open_appeal
from letterkit.cli import screen
from letterkit.cli.due import ask_whether_too_old, say_what_to_know
from letterkit.cli.options import AppealArgument, AppealNumber, Asked, DryRun, Json, Quiet, To, Verbose, spread
from letterkit.cli.write import Where, make
from letterkit.cli.writer import sender_of
from letterkit.export.formats import formats
from letterkit.ledger import ledger_if_there
from letterkit.mailing import earlier_letters, follow_up_plan
from letterkit.mailing.whereabouts import remember
from letterkit.review.findings import out_of_date

app = typer.Typer(rich_markup_mode=None, add_completion=False)


@app.command("follow-up")
@spread
def follow_up(
    appeal: AppealArgument,
    asked: Asked,
    number: AppealNumber = None,
    output: Annotated[
        Path | None, typer.Option("--output", "-o", metavar="DIR", help="Folder. Default: letters.")
    ] = None,
    file_format: Annotated[str | None, typer.Option("--format", metavar="pdf,text,html", help="Default: pdf.")] = None,
    to: To = None,
    dry_run: DryRun = False,
    yes: Annotated[bool, typer.Option("--yes", "-y", help="Don't ask, write.")] = False,
    json: Json = False,
    quiet: Quiet = False,
    verbose: Verbose = False,
) -> None:
    """Write a second letter to those who were written to and have not answered.

    It names the day of the first letter and asks what became of it.
    """
    settings = asked.settings()
    wanted = asked.wishes(settings, to=tuple(to or ()))
    read = open_appeal(appeal, appeal_number=number).appeal
    who = sender_of(asked.sender or settings.sender, keep=False)
    earlier = earlier_letters(ledger_if_there(settings.ledger), read.key)
    mailing = follow_up_plan(read, who, wanted, earlier)
    ask_whether_too_old(out_of_date(read, wanted.on), silent=yes or dry_run, quiet=quiet)
    say_what_to_know(mailing, wanted, quiet=quiet)
    base = (output or Path(settings.output)) / read.key
    if not dry_run:
        remember(base)
    where = Where(base / f"follow-up-{wanted.on}", formats(file_format or settings.format))
    make(mailing, wanted, where, earlier, dry_run=dry_run, json=json, quiet=quiet)
    screen.say(f"When they are posted: letterkit mark {quote(appeal)} --all --sent post", quiet=quiet or dry_run)
