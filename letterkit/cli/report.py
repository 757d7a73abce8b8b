"""``letterkit report``: what was done, told to the issuer."""

from pathlib import Path
from typing import Annotated

import typer

from letterkit.appeals.open import open_appeal
from letterkit.cli import screen
from letterkit.cli.calling import remarks_on_faxes
from letterkit.cli.options import (
    AppealNumber,
    As,
    Day,
    Json,
    LayoutName,
    Quiet,
    SendersList,
    Templates,
    Verbose,
    day,
    layout_name,
)
from letterkit.cli.writer import sender_of
from letterkit.errors import Mistake, WrongUsage
from letterkit.folders import whole_file
from letterkit.ledger import Entry, ledger_if_there
from letterkit.mailing import folder_for
from letterkit.mailing.fax_folder import write_faxes
from letterkit.mailing.faxes import FaxPlan, Transmission
from letterkit.mailing.reporting import ENDINGS, FAX, Reporting, forms
from letterkit.mailing.whereabouts import remember
from letterkit.model.appeal import Appeal
from letterkit.model.finding import Reading
from letterkit.model.sender import Sender
from letterkit.report import Account, Sum, account_of, add_up, read_accounts
from letterkit.report.letter import issuer_of
from letterkit.senders import names_by_key, read_members
from letterkit.settings import read_settings
from letterkit.styles import use_style
from letterkit.typeset.layouts import layout_for

app = typer.Typer(rich_markup_mode=None, add_completion=False)


@app.command()
def report(
    given: Annotated[
        list[str], typer.Argument(metavar="APPEAL", help="An appeal, as elsewhere; with --merge, report.json files.")
    ],
    number: AppealNumber = None,
    sender: As = None,
    output: Annotated[
        Path | None, typer.Option("--output", "-o", metavar="FILE", help="Default: letters/<appeal>/report.eml, .txt.")
    ] = None,
    file_format: Annotated[
        str | None,
        typer.Option("--format", metavar="eml,text,pdf,html,fax", help="As an e-mail, a text, a letter, a fax."),
    ] = None,
    merge: Annotated[bool, typer.Option("--merge", help="Add up the report.json files that are named.")] = False,
    names: Annotated[bool, typer.Option("--names", help="Name those who wrote, if they want to be named.")] = False,
    senders: SendersList = None,
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
    if senders and not names:
        raise WrongUsage("--senders says who the members are, and nobody is named unasked", "add --names")
    read = open_appeal(given[0], appeal_number=number).appeal
    issuer_of(read)
    chosen = forms(file_format, output, read)
    who = sender_of(sender or settings.sender, keep=False)
    ledger = ledger_if_there(settings.ledger)
    noted = ledger.find(appeal=read.key) if ledger else []
    account = account_of(read, noted, ledger.source if ledger else "-", day(on))
    account = account.model_copy(update={"country": who.country})
    known = _names(noted, who, senders, quiet=quiet) if names else {}
    account = account.model_copy(update={"names": tuple(sorted(known.values()))})
    told = screen.json_text(account.model_dump(mode="json"))
    if json:
        screen.data(told)
        return
    place = layout_name(layout) or settings.layout or who.layout or layout_for(who.country)
    reporting = Reporting(read, account, who, place, told, frozenset(known))
    for file in _write(output or Path(settings.output) / read.key / "report.txt", reporting, chosen, quiet=quiet):
        screen.data(str(file))
    _say_where_to(read, account, chosen, quiet=quiet)


def _sum(given: list[str]) -> Sum:
    """The sum of the reports that were named; beside an appeal only those of that one add up."""
    files = [Path(name) for name in given if name.lower().endswith(".json")]
    appeals = [name for name in given if not name.lower().endswith(".json")]
    if len(appeals) > 1:
        raise WrongUsage("one appeal at a time", "letterkit report --merge a.json b.json")
    return add_up(read_accounts(files), open_appeal(appeals[0]).appeal.key if appeals else None)


def _names(noted: list[Entry], who: Sender, senders: Path | None, *, quiet: bool) -> dict[str, str]:
    """The names of those who wrote, by id: out of their profiles, and out of the members' list that is given."""
    listed = read_members(senders).members if senders else ()
    known = names_by_key() | {one.sender.key: one.sender.name for one in listed} | {who.key: who.name}
    wrote = {entry.sender for entry in noted if entry.sent}
    unknown = sorted(wrote - known.keys())
    if unknown:
        remedy = "" if senders else "; --senders members.csv says who members of a list are"
        count = screen.counted(len(unknown), "sender is", "senders are")
        screen.say(f"{count} not named, for want of a profile: {', '.join(unknown)}{remedy}.", quiet=quiet)
    return {one: known[one] for one in wrote & known.keys()}


def _write(base: Path, reporting: Reporting, chosen: tuple[str, ...], *, quiet: bool) -> list[Path]:
    """The report in each form, and the same account for a machine beside it; all are made before one is written."""
    made = {base.with_suffix(ENDINGS[name]): reporting.file(name) for name in chosen if name in ENDINGS}
    faxes = reporting.faxes() if FAX in chosen else None
    for finding in dict.fromkeys(finding for written in made.values() for finding in written.findings):
        screen.say(screen.finding_line(finding), quiet=quiet)
    contents = {file: written.data for file, written in made.items()}
    contents[base.with_suffix(".json")] = reporting.account_file.encode()
    for file, data in contents.items():
        remember(file, reporting.named | {reporting.sender.key})
        with whole_file(file, private=True) as out:
            out.write(data)
    if faxes is None:
        return list(contents)
    faxed = _write_fax(*faxes, base.with_name(f"{base.stem}-{FAX}"), quiet=quiet)
    for file in faxed if reporting.named else ():
        remember(file, reporting.named)
    return [*contents, *faxed]


def _write_fax(faxes: FaxPlan, reading: Reading, folder: Path, *, quiet: bool) -> list[Path]:
    """The report as a fax, with all that any fax has; it is no letter to an addressee, so the ledger has no note."""
    how = Transmission()
    for remark in remarks_on_faxes(faxes, how, nearest_route=True):
        screen.say(remark, quiet=quiet)
    remember(folder)
    outcome = write_faxes(faxes, reading, folder_for(folder, faxes.mailing.sender.name), how, lambda _: None)
    if outcome.rejected:
        raise Mistake(outcome.rejected)
    return [outcome.folder / name for row in outcome.rows for name in row.files]


def _say_where_to(appeal: Appeal, account: Account, chosen: tuple[str, ...], *, quiet: bool) -> None:
    letters = screen.counted(account.letters, "letter")
    screen.say(f"{letters} by {screen.counted(account.senders, 'sender')}.", quiet=quiet)
    for issuer in appeal.issuers:
        ways = (*issuer.emails, *(f"fax {fax}" for fax in issuer.faxes))
        if ways or issuer.phones:
            screen.say(f"{issuer.name}: {', '.join(ways or issuer.phones)}.", quiet=quiet)
    if "pdf" in chosen:
        screen.say("The appeal gives no postal address of its issuer: a letter needs it by hand.", quiet=quiet)
    if appeal.report_back:
        screen.say(f"The appeal says: {appeal.report_back}", quiet=quiet)
    goes_along = "report.eml has report.json attached" if "eml" in chosen else "report.json goes with it"
    screen.say(f"Nothing was sent by itself: send it there; {goes_along}.", quiet=quiet)


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
