"""``letterkit report``: what was done, told to the issuer."""

from datetime import date as Date
from pathlib import Path
from typing import Annotated

import typer

from letterkit.appeals.open import open_appeal
from letterkit.cli import screen
from letterkit.cli.options import (
    AppealNumber,
    As,
    Day,
    Json,
    LayoutName,
    Quiet,
    Templates,
    Verbose,
    day,
    layout_name,
)
from letterkit.cli.writer import sender_of
from letterkit.errors import WrongUsage
from letterkit.export.formats import FORMATS, formats
from letterkit.folders import whole_file
from letterkit.ledger import Ledger, ledger_if_there
from letterkit.model.appeal import Appeal
from letterkit.model.letter import Letter
from letterkit.model.sender import Sender, Showing
from letterkit.report import Account, Sum, account_of, add_up, read_accounts
from letterkit.report.letter import issuer_of, report_letter
from letterkit.senders import names_by_key
from letterkit.settings import read_settings
from letterkit.styles import use_style
from letterkit.typeset.layouts import layout_for

app = typer.Typer(rich_markup_mode=None, add_completion=False)
DEFAULT_FORMATS = "text"


@app.command()
def report(
    given: Annotated[
        list[str], typer.Argument(metavar="APPEAL", help="An appeal, as elsewhere; with --merge, report.json files.")
    ],
    number: AppealNumber = None,
    sender: As = None,
    output: Annotated[
        Path | None, typer.Option("--output", "-o", metavar="FILE", help="Default: letters/<appeal>/report.txt.")
    ] = None,
    file_format: Annotated[
        str | None, typer.Option("--format", metavar="text,pdf", help="As text, or as a letter to print or fax.")
    ] = None,
    merge: Annotated[bool, typer.Option("--merge", help="Add up the report.json files that are named.")] = False,
    names: Annotated[bool, typer.Option("--names", help="Name those who wrote, as far as there are profiles.")] = False,
    layout: LayoutName = None,
    templates: Templates = None,
    on: Day = None,
    json: Json = False,
    quiet: Quiet = False,
    verbose: Verbose = False,
) -> None:
    """Tell the issuer what was done for its appeal, quoting the code; or add up what others tell."""
    settings = read_settings()
    use_style(templates or settings.templates)
    if merge:
        _show_sum(_sum(given), json=json, quiet=quiet)
        return
    if len(given) > 1:
        raise WrongUsage("one appeal at a time", "reports of others are added up by --merge")
    read = open_appeal(given[0], appeal_number=number).appeal
    issuer_of(read)
    who = sender_of(sender or settings.sender, keep=False)
    account = _account(read, who, ledger_if_there(settings.ledger), day(on), with_names=names)
    if json:
        screen.data_json(account.model_dump(mode="json"))
        return
    place = layout_name(layout) or settings.layout or who.layout or layout_for(who.country)
    letter = report_letter(read, account, who, place, Showing())
    base = output or Path(settings.output) / read.key / "report.txt"
    files = _write(base, letter, account, _formats(file_format, output))
    for file in files:
        screen.data(str(file))
    _say_where_to(read, account, quiet=quiet)


def _sum(given: list[str]) -> Sum:
    """The sum of the reports that were named; beside an appeal only those of that one add up."""
    files = [Path(name) for name in given if name.lower().endswith(".json")]
    appeals = [name for name in given if not name.lower().endswith(".json")]
    if len(appeals) > 1:
        raise WrongUsage("one appeal at a time", "letterkit report --merge a.json b.json")
    return add_up(read_accounts(files), open_appeal(appeals[0]).appeal.key if appeals else None)


def _account(appeal: Appeal, who: Sender, ledger: Ledger | None, on: Date, *, with_names: bool) -> Account:
    noted = ledger.find(appeal=appeal.key) if ledger else []
    account = account_of(appeal, noted, ledger.source if ledger else "-", on)
    known = names_by_key() | {who.key: who.name} if with_names else {}
    senders = {entry.sender for entry in noted if entry.sent}
    names = tuple(sorted(name for key, name in known.items() if key in senders))
    return account.model_copy(update={"country": who.country, "names": names})


def _formats(wanted: str | None, output: Path | None) -> tuple[str, ...]:
    """What was asked for; else what the ending of ``-o`` says."""
    if wanted:
        return formats(wanted)
    if output is None:
        return formats(DEFAULT_FORMATS)
    found = tuple(name for name, one in FORMATS.items() if one.ending == output.suffix.lower())
    if not found:
        endings = ", ".join(one.ending for one in FORMATS.values())
        raise WrongUsage(f"{output} has none of the endings {endings}", "letterkit report APPEAL -o report.txt")
    return found


def _write(base: Path, letter: Letter, account: Account, chosen: tuple[str, ...]) -> list[Path]:
    """The message in each format, and the same account for a machine beside it."""
    made = {base.with_suffix(FORMATS[name].ending): FORMATS[name].make(letter).data for name in chosen}
    made[base.with_suffix(".json")] = screen.json_text(account.model_dump(mode="json")).encode()
    for file, data in made.items():
        with whole_file(file, private=True) as out:
            out.write(data)
    return list(made)


def _say_where_to(appeal: Appeal, account: Account, *, quiet: bool) -> None:
    issuer = issuer_of(appeal)
    ways = ", ".join((*issuer.emails, *(f"fax {fax}" for fax in issuer.faxes))) or ", ".join(issuer.phones)
    letters = screen.counted(account.letters, "letter")
    screen.say(f"{letters} by {screen.counted(account.senders, 'sender')}.", quiet=quiet)
    screen.say(f"Send it to {issuer.organisation}: {ways}. Nothing was sent by itself.", quiet=quiet)


def _show_sum(total: Sum, *, json: bool, quiet: bool) -> None:
    for notice in total.notices:
        screen.say(notice, quiet=quiet)
    if json:
        screen.data_json(total.model_dump(mode="json"))
        return
    rows = [(one.addressee, str(one.letters), str(one.answered), str(one.returned)) for one in total.addressees]
    rows += [(f"by {channel.value}", str(letters), "", "") for channel, letters in total.channels.items()]
    rows += [(f"from {country}", str(letters), "", "") for country, letters in total.countries.items()]
    screen.table(("", "letters", "answers", "came back"), rows)
    counts = f"{screen.counted(total.letters, 'letter')} by {screen.counted(total.senders, 'sender')}"
    screen.say(f"{screen.counted(total.accounts, 'report')}: {counts}, {total.answered} answered.", quiet=quiet)
