"""``letterkit mark``: what became of letters."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date as Date
from pathlib import Path
from typing import Annotated

import typer

from letterkit.appeals.open import open_appeal
from letterkit.cli import screen
from letterkit.cli.options import As, Json, Quiet, Verbose, day
from letterkit.cli.writer import key_of, sender_of
from letterkit.errors import Mistake, Problem, WrongUsage
from letterkit.folders import file_name
from letterkit.ledger import Entry, Ledger, State, open_ledger
from letterkit.ledger.exchange import as_json
from letterkit.ledger.marking import Mark, marked, waiting
from letterkit.mailing import choose, letters_by_hand, letters_in_manifest, letters_in_table, noted_letters
from letterkit.mailing.plan import ids_named
from letterkit.model.appeal import Appeal, Channel
from letterkit.settings import read_settings

APPEALS = (".yaml", ".yml", ".txt", ".html", ".pdf", ".docx", ".odt", ".eml")
"""Endings of appeals' files, which the code of none has."""
MOST_NAMED = 5
app = typer.Typer(rich_markup_mode=None, add_completion=False)


@app.command()
def mark(
    appeal: Annotated[
        str | None,
        typer.Argument(
            metavar="APPEAL", help="Appeal file, its code, manifest.json files, or a manifest.csv of faxes."
        ),
    ] = None,
    who: Annotated[list[str] | None, typer.Argument(metavar="ADDRESSEE…", help="Whose letters.")] = None,
    sent: Annotated[Channel | None, typer.Option("--sent", help="They left, and this way.")] = None,
    answered: Annotated[bool, typer.Option("--answered", help="An answer came.")] = False,
    returned: Annotated[bool, typer.Option("--returned", help="They came back.")] = False,
    everybody: Annotated[
        bool, typer.Option("--all", help="All letters of the appeal of which it is not said yet.")
    ] = False,
    sender: As = None,
    on: Annotated[str | None, typer.Option("--date", metavar="DATE", help="When. Default: today.")] = None,
    remind: Annotated[
        str | None, typer.Option("--remind", metavar="DATE", help="From then on due again, if no answer comes.")
    ] = None,
    undo: Annotated[bool, typer.Option("--undo", help="Take the latest change back.")] = False,
    json: Json = False,
    quiet: Quiet = False,
    verbose: Verbose = False,
) -> None:
    """Say what became of letters: sent, answered, come back. Whoever was sent a letter is not written to twice."""
    ledger = open_ledger(read_settings().ledger)
    if undo:
        _undo(ledger, json=json, quiet=quiet)
        return
    said = _mark(sent, on, remind, answered=answered, returned=returned)
    if appeal is None:
        raise WrongUsage("whose letters?", "letterkit mark APPEAL ADDRESSEE --sent post")
    if appeal.lower().endswith(".csv"):
        become = _noted_in(ledger, Path(appeal), said)
    else:
        become = marked(_meant(ledger, appeal, who or (), sender, said, everybody=everybody), said)
    if not become:
        raise Mistake("none of these letters is in the ledger", "letterkit ledger lists what it has")
    ledger.change(become)
    _show(become, json=json, quiet=quiet)


def _noted_in(ledger: Ledger, table: Path, said: Mark) -> list[Entry]:
    """The letters that a person has ticked off in a table of faxes, each sent on the day that stands there."""
    days: dict[Date, list[Entry]] = {}
    for entry, on in letters_in_table(ledger, table):
        days.setdefault(on or said.on, []).append(entry)
    return [one for on, entries in days.items() for one in marked(entries, replace(said, on=on))]


def _mark(sent: Channel | None, on: str | None, remind: str | None, *, answered: bool, returned: bool) -> Mark:
    if answered and returned:
        raise WrongUsage("a letter is either answered or returned", "leave one of the two away")
    if not (sent or answered or returned):
        raise WrongUsage("what became of them?", "add --sent post, --sent fax, --sent email, --answered or --returned")
    state: State = "answered" if answered else "returned" if returned else "sent"
    return Mark(state, day(on), sent, day(remind, "--remind") if remind else None)


def _meant(
    ledger: Ledger, appeal: str, who: Sequence[str], sender: str | None, said: Mark, *, everybody: bool
) -> list[Entry]:
    if _is_manifest(appeal):
        return _in_manifests(ledger, (appeal, *who))
    if not who and not everybody:
        raise WrongUsage("whose letters?", "name addressees after the appeal, or --all")
    writer = key_of(sender, ledger) if sender else None
    file = Path(appeal)
    if not file.is_file() and file.suffix.lower() in APPEALS:
        raise Mistake(Problem("there is no such file", "check the name, or name the appeal by its code", appeal))
    read = open_appeal(appeal).appeal if file.is_file() else None
    key = read.key if read else file_name(appeal)
    if who:
        found = list(dict.fromkeys(entry for one in who for entry in _letters_to(one, ledger, key, read, writer)))
        senders = sorted({entry.sender for entry in found})
        if len(senders) > 1 and not everybody:
            raise Mistake(
                f"{len(senders)} people have written to {' and '.join(who)}: {', '.join(senders[:MOST_NAMED])}",
                f"--as {senders[0]} marks the letters of one, --all those of everybody",
            )
        return found
    if read and not ledger.find(appeal=key, sender=writer):
        return _by_hand(read, (), writer)
    return _all_of(noted_letters(ledger, key, (), writer), said)


def _is_manifest(word: str) -> bool:
    return word.lower().endswith(".json")


def _in_manifests(ledger: Ledger, words: Sequence[str]) -> list[Entry]:
    """The letters in all manifests that were named, of the addressees that were named beside them, if any was."""
    found = [entry for one in words if _is_manifest(one) for entry in letters_in_manifest(ledger, Path(one))]
    ids = list(dict.fromkeys(entry.addressee for entry in found))
    wanted = {one for word in words if not _is_manifest(word) for one in ids_named(word, ids)}
    return [entry for entry in found if not wanted or entry.addressee in wanted]


def _letters_to(addressee: str, ledger: Ledger, key: str, read: Appeal | None, writer: str | None) -> list[Entry]:
    """The letters to one who was named: those in the ledger, else one that was written without letterkit."""
    try:
        return noted_letters(ledger, key, (addressee,), writer)
    except Mistake:
        if read is None:
            raise
        return _by_hand(read, (addressee,), writer)


def _all_of(found: Sequence[Entry], said: Mark) -> list[Entry]:
    """Everybody's letters of which that can now be said: what was said of others before stays."""
    if said.state == "sent":
        meant, remedy = waiting(found, said.channel), "name an addressee to mend the day of one"
    else:
        meant, remedy = [entry for entry in found if entry.sent], "letterkit mark APPEAL --all --sent post"
    if not meant:
        what = "all letters are marked as sent already" if said.state == "sent" else "no letter is marked as sent yet"
        raise Mistake(what, remedy)
    return meant


def _by_hand(appeal: Appeal, who: Sequence[str], writer: str | None) -> list[Entry]:
    """Letters that were written without letterkit are noted too: the guard and the report count them."""
    chosen = [one.id for one in choose(appeal, tuple(who))]
    return letters_by_hand(appeal.key, chosen, writer or sender_of(read_settings().sender, keep=False).key)


def _undo(ledger: Ledger, *, json: bool, quiet: bool) -> None:
    undone = ledger.undo()
    if not undone:
        raise Mistake("there is nothing to take back", "letterkit ledger lists what is noted")
    now = [before for before, _ in undone if before]
    if json:
        screen.data_json(as_json(now))
    screen.say(f"Taken back: {screen.counted(len(undone), 'letter')}, {undone[0][1].state}.", quiet=quiet)


def _show(become: Sequence[Entry], *, json: bool, quiet: bool) -> None:
    if json:
        screen.data_json(as_json(list(become)))
        return
    screen.table(
        ("addressee", "sender", "", "", ""),
        [(one.addressee, one.sender, one.state, one.channel, str(getattr(one, one.state) or "")) for one in become],
    )
    screen.say(f"{screen.counted(len(become), 'letter')} marked. A slip? letterkit mark --undo", quiet=quiet)
