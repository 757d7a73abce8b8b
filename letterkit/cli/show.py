"""``letterkit show``: whom an appeal addresses, how they are reached, how addressed, by which route."""

from typing import Annotated, Any

import typer

from letterkit.appeals.open import open_appeal
from letterkit.cli import screen
from letterkit.cli.addressed import NO_WAY, route, ways, what_it_can_do
from letterkit.cli.options import AppealArgument, AppealNumber, As, Day, Json, Quiet, Verbose, day
from letterkit.mailing import Wishes, choose, voice
from letterkit.review.findings import overview, unseen
from letterkit.senders import find_sender
from letterkit.settings import read_settings

app = typer.Typer(rich_markup_mode=None, add_completion=False)


@app.command()
def show(
    appeal: AppealArgument,
    addressee: Annotated[list[str] | None, typer.Argument(metavar="ADDRESSEE", help="Only these.")] = None,
    number: AppealNumber = None,
    sender: As = None,
    on: Day = None,
    json: Json = False,
    quiet: Quiet = False,
    verbose: Verbose = False,
) -> None:
    """Show whom an appeal addresses, how they are reached and by which route; and how each is addressed."""
    reading = open_appeal(appeal, appeal_number=number)
    settings = read_settings()
    me = find_sender(sender or settings.sender)
    wanted = {one.id for one in choose(reading.appeal, tuple(addressee or ()))}
    wishes = Wishes(on=day(on), usual_language=settings.language, layout=settings.layout)
    as_written = voice(reading.appeal, me, wishes)
    rows = [row for row in overview(reading.appeal, wishes.on, as_written) if row["id"] in wanted]
    if json:
        screen.data_json(rows)
        return
    screen.table(("addressee", "how"), [(row["id"], _how(row)) for row in rows])
    screen.remark(unseen(as_written.language), quiet=quiet)
    screen.say(f"Next: letterkit preview {appeal} {rows[0]['id']}", quiet=quiet)


def _how(row: dict[str, Any]) -> str:
    """What is known of an addressee, a line each."""
    lines = [
        ", ".join(part for part in (row["name"], row["office"], row["organisation"]) if part) or "no office is named",
        f"{row['salutation'] or 'no salutation: ' + row['problem']} ({what_it_can_do(row)})",
        ", ".join(ways(row)) or NO_WAY,
        route(row),
        f"same number as {', '.join(row['shares_a_number_with'])}" if row["shares_a_number_with"] else "",
    ]
    return "\n".join(line for line in lines if line)
