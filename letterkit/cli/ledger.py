"""``letterkit ledger``: what was made and sent."""

from pathlib import Path
from typing import Annotated

import typer

from letterkit.appeals.open import open_appeal
from letterkit.cli import screen
from letterkit.cli.options import As, Json, Quiet, Verbose, day
from letterkit.cli.writer import key_of
from letterkit.errors import WrongUsage
from letterkit.folders import file_name, whole_file
from letterkit.ledger import Entry, State, ledger_if_there, open_ledger
from letterkit.ledger.exchange import as_csv, as_json, read_entries
from letterkit.ledger.marking import merged
from letterkit.model.appeal import Channel
from letterkit.settings import read_settings

app = typer.Typer(rich_markup_mode=None, add_completion=False)
HEAD = ("appeal", "addressee", "sender", "letter", "by", "state", "day")


@app.command("ledger")
def list_ledger(
    appeal: Annotated[str | None, typer.Argument(metavar="APPEAL", help="Appeal file, or its code.")] = None,
    sender: As = None,
    to: Annotated[str | None, typer.Option("--to", metavar="ADDRESSEE", help="Only this one's letters.")] = None,
    state: Annotated[State | None, typer.Option("--state", help="Only letters of this state.")] = None,
    channel: Annotated[Channel | None, typer.Option("--channel", help="Only letters by this way.")] = None,
    due: Annotated[bool, typer.Option("--due", help="Only those whose reminder has come.")] = False,
    on: Annotated[str | None, typer.Option("--date", metavar="DATE", help="Due on this day. Default: today.")] = None,
    export: Annotated[Path | None, typer.Option("--export", metavar="FILE", help="Into a .json or .csv file.")] = None,
    take_in: Annotated[Path | None, typer.Option("--import", metavar="FILE", help="Add what such a file has.")] = None,
    csv: Annotated[bool, typer.Option("--csv", help="Print CSV for a spreadsheet.")] = False,
    json: Json = False,
    quiet: Quiet = False,
    verbose: Verbose = False,
) -> None:
    """List the letters that were made, and what became of them."""
    setting = read_settings().ledger
    if take_in:
        _take_in(take_in, setting, quiet=quiet)
        return
    ledger = ledger_if_there(setting)
    chosen = {
        "appeal": _key(appeal) if appeal else None,
        "addressee": to,
        "sender": key_of(sender, ledger) if sender else None,
        "state": state,
        "channel": channel,
    }
    found = ledger.find(**chosen) if ledger else []
    if due:
        found = [entry for entry in found if entry.is_due(day(on))]
    if export:
        _export(found, export, quiet=quiet)
    elif json:
        screen.data_json(as_json(found))
    elif csv:
        screen.data(as_csv(found))
    else:
        _list(found, quiet=quiet)
        screen.say("To ask what became of them: letterkit follow-up APPEAL", quiet=quiet or not (due and found))


def _key(appeal: str) -> str:
    return open_appeal(appeal).appeal.key if Path(appeal).is_file() else file_name(appeal)


def _list(found: list[Entry], *, quiet: bool) -> None:
    screen.table(HEAD, [_cells(entry) for entry in found])
    sent = sum(entry.sent is not None for entry in found)
    answered = sum(entry.answered is not None for entry in found)
    counts = f"{screen.counted(len(found), 'letter')}, {sent} sent, {answered} answered."
    screen.say(counts if found else "No letters are noted here.", quiet=quiet)


def _cells(entry: Entry) -> tuple[str, ...]:
    last = str(getattr(entry, entry.state) or "")
    return (entry.appeal, entry.addressee, entry.sender, str(entry.turn), entry.channel, entry.state, last)


def _export(found: list[Entry], file: Path, *, quiet: bool) -> None:
    kind = file.suffix.lower()
    if kind not in (".json", ".csv"):
        raise WrongUsage(f"{file} is neither .json nor .csv", "letterkit ledger --export ledger.json")
    text = as_csv(found) if kind == ".csv" else screen.json_text(as_json(found))
    with whole_file(file, private=True) as out:
        out.write(text.encode())
    screen.say(f"{screen.counted(len(found), 'letter')} in {file}.", quiet=quiet)


def _take_in(file: Path, setting: str | None, *, quiet: bool) -> None:
    ledger = open_ledger(setting)
    told = read_entries(file)
    new = merged(ledger.find(), told)
    ledger.change(new)
    screen.say(f"{screen.counted(len(told), 'letter')} read, {len(new)} of them new or further on.", quiet=quiet)
