"""``letterkit follow-up``: a second letter that asks what became of the first."""

from pathlib import Path
from shlex import quote
from typing import Annotated

import typer

from letterkit.appeals.open import open_appeal
from letterkit.cli import screen
from letterkit.cli.due import Manner, ask_whether_too_old, say_what_to_know
from letterkit.cli.group import write_for_group
from letterkit.cli.group_told import Making
from letterkit.cli.options import (
    AppealArgument,
    AppealNumber,
    Asked,
    DryRun,
    Json,
    Only,
    Quiet,
    SendersList,
    To,
    Verbose,
    spread,
)
from letterkit.cli.write import Where, as_files, make
from letterkit.cli.writer import members_of, sender_of
from letterkit.errors import Mistake
from letterkit.export.formats import formats
from letterkit.ledger import ledger_if_there
from letterkit.mailing import earlier_letters, follow_up_plan, group_follow_up
from letterkit.mailing.whereabouts import remember
from letterkit.review.findings import out_of_date

app = typer.Typer(rich_markup_mode=None, add_completion=False)


@app.command("follow-up")
@spread
def follow_up(
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
    dry_run: DryRun = False,
    yes: Annotated[bool, typer.Option("--yes", "-y", help="Don't ask, write.")] = False,
    json: Json = False,
    quiet: Quiet = False,
    verbose: Verbose = False,
) -> None:
    """Write a second letter to those who were written to and have not answered.

    It names the day of the first letter and asks what became of it. With --senders, each member's own.
    """
    settings = asked.settings()
    wanted = asked.wishes(settings, to=tuple(to or ()))
    read = open_appeal(appeal, appeal_number=number).appeal
    base = (output or Path(settings.output)) / read.key
    where = Where(base / f"follow-up-{wanted.on}", formats(file_format or settings.format))
    whose = f" --as {quote(asked.sender)}" if asked.sender else ""
    next_step = f"When they are posted: letterkit mark {quote(appeal)} --all{whose} --sent post"
    if senders or only:
        listed, way = members_of(senders, only or (), asked.sender), as_files(where.base, where.formats)
        manner = Manner(dry_run=dry_run, yes=yes, quiet=quiet)
        asked_for = Making(where.base, way, manner, "--only" if only else "", json, plan=group_follow_up)
        if not write_for_group(read, listed, wanted, asked_for):
            raise Mistake(
                "no member has a letter to follow up", f"letterkit ledger {quote(appeal)} lists what was sent"
            )
        screen.say(next_step, quiet=quiet or dry_run)
        return
    who = sender_of(asked.sender or settings.sender, keep=False)
    earlier = earlier_letters(ledger_if_there(settings.ledger), read.key)
    mailing = follow_up_plan(read, who, wanted, earlier)
    ask_whether_too_old(out_of_date(read, wanted.on), silent=yes or dry_run, quiet=quiet)
    say_what_to_know(mailing, wanted, quiet=quiet)
    if not dry_run:
        remember(base)
    make(mailing, wanted, where, earlier, dry_run=dry_run, json=json, quiet=quiet)
    screen.say(next_step, quiet=quiet or dry_run)
