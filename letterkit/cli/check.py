"""``letterkit check``: everything a careful friend would point out, of an appeal or of a fax."""

from pathlib import Path
from typing import Annotated

import typer

from letterkit.appeals.open import open_appeal
from letterkit.cli import screen
from letterkit.cli.check_fax import FAX_SUFFIXES, check_fax
from letterkit.cli.options import AppealArgument, AppealNumber, Day, Json, Quiet, Verbose, day
from letterkit.review.findings import findings

app = typer.Typer(rich_markup_mode=None, add_completion=False)


@app.command()
def check(
    appeal: AppealArgument,
    number: AppealNumber = None,
    for_issuer: Annotated[
        bool, typer.Option("--for-issuer", help="Also what supporters will miss, before it goes out.")
    ] = False,
    on: Day = None,
    json: Json = False,
    quiet: Quiet = False,
    verbose: Verbose = False,
) -> None:
    """Point out everything that a careful friend would. Nothing is changed, and findings are no failure.

    In place of an appeal it takes a fax file (TIFF): one that machines can't receive is a failure.
    """
    if Path(appeal).suffix.lower() in FAX_SUFFIXES:
        check_fax(Path(appeal), json=json, quiet=quiet)
        return
    today = day(on)
    reading = open_appeal(appeal, appeal_number=number, on=today)
    found = findings(reading, today)
    if for_issuer:
        from letterkit.review.for_issuer import missing_for_supporters

        found += missing_for_supporters(reading, today)
    if json:
        screen.data_json([one.model_dump(mode="json") for one in found])
        return
    screen.table(("", "", "field", "what was found"), screen.finding_rows(found, reading.appeal))
    if found:
        screen.say(f"{screen.counted(len(found), 'remark')}. Next: letterkit show {appeal}", quiet=quiet)
    else:
        screen.say(f"Nothing to remark. Next: letterkit write {appeal}", quiet=quiet)
