"""``letterkit follow-up``: a second letter that asks what became of the first."""

from pathlib import Path
from shlex import quote
from typing import Annotated

import typer

from letterkit.appeals.open import open_appeal
from letterkit.cli import screen
from letterkit.cli.due import ask_whether_too_old, say_what_to_know
from letterkit.cli.group import write_for_group
from letterkit.cli.group_told import Making
from letterkit.cli.options import AppealArgument, AppealNumber, Asked, FileFormat, Manner, OutputFolder, Verbose
from letterkit.cli.spread import Without, spread
from letterkit.cli.whose import OF_LIST, Whose
from letterkit.cli.write import Where, as_files, make
from letterkit.cli.writer import sender_of
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
    *,
    number: AppealNumber = None,
    whose: Annotated[Whose, OF_LIST],
    output: OutputFolder = None,
    file_format: FileFormat = None,
    manner: Annotated[Manner, Without(("nearest_route", "again"))],
    verbose: Verbose = False,
) -> None:
    """Write a second letter to those who were written to and have not answered.

    It names the day of the first letter and asks what became of it. With --senders, each member's own.
    """
    settings = asked.settings()
    people = whose.people(asked.sender, settings.sender)
    wanted = asked.wishes(settings, to=manner.to)
    read = open_appeal(appeal, appeal_number=number).appeal
    base = (output or Path(settings.output)) / read.key
    where = Where(base / f"follow-up-{wanted.on}", formats(file_format or settings.format))
    by = f" --as {quote(asked.sender)}" if asked.sender else ""
    next_step = f"When they are posted: letterkit mark {quote(appeal)} --all{by} --sent post"
    if people:
        way = as_files(where.base, where.formats)
        making = Making(where.base, way, manner, whose.part, plan=group_follow_up)
        if not write_for_group(read, people, wanted, making):
            raise Mistake(
                "no member has a letter to follow up", f"letterkit ledger {quote(appeal)} lists what was sent"
            )
        screen.say(next_step, quiet=manner.quiet or manner.dry_run)
        return
    who = sender_of(asked.sender or settings.sender, keep=False)
    earlier = earlier_letters(ledger_if_there(settings.ledger), read.key)
    mailing = follow_up_plan(read, who, wanted, earlier)
    ask_whether_too_old(out_of_date(read, wanted.on), silent=manner.yes or manner.dry_run, quiet=manner.quiet)
    say_what_to_know(mailing, wanted, quiet=manner.quiet)
    if not manner.dry_run:
        remember(base)
    make(mailing, wanted, where, earlier, manner)
    screen.say(next_step, quiet=manner.quiet or manner.dry_run)
