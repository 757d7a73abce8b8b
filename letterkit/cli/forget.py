"""``letterkit forget``: erase a sender."""

from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path
from shlex import quote
from typing import Annotated

import typer

from letterkit.cli import screen
from letterkit.cli.options import Json, Quiet, Verbose
from letterkit.errors import Mistake, WrongUsage
from letterkit.folders import file_name
from letterkit.ledger import Ledger, ledger_if_there
from letterkit.mailing.traces import Traces, folders_of_letters, ids_of_name, traces
from letterkit.senders import find_sender, forget_profile, profile_names
from letterkit.settings import read_settings

UNKNOWN_HERE = (
    "Not known here: files that were moved, copied or printed, drafts in mailboxes, members' lists, "
    "and ledgers and reports that were handed on."
)
MOST_NAMED = 20
app = typer.Typer(rich_markup_mode=None, add_completion=False)


@app.command()
def forget(
    sender: Annotated[str, typer.Argument(metavar="SENDER", help="A name, a profile, or an id from the ledger.")],
    output: Annotated[
        Path | None,
        typer.Option("--output", "-o", metavar="DIR", help="Where more letters lie; where they were made is known."),
    ] = None,
    yes: Annotated[bool, typer.Option("--yes", "-y", help="Don't ask, erase.")] = False,
    json: Json = False,
    quiet: Quiet = False,
    verbose: Verbose = False,
) -> None:
    """Erase a sender everywhere: ledger, profile, and all that was made here. It can't be undone."""
    if not sender.strip():
        raise WrongUsage("whom?", 'letterkit forget "Ada Muster"')
    known = _known(sender, output)
    if not known.anything:
        raise Mistake(f"nothing is known of {sender!r}", _nearest(sender, known.ledger))
    _ask(sender, known, sure=yes, quiet=quiet)
    _erase(known)
    if json:
        found = {"files": list(map(str, known.traces.files)), "lists": list(map(str, known.traces.lists))}
        screen.data_json({"notes": known.notes, "profiles": list(known.profiles), **found})
    screen.say(f"Erased: {known}.", quiet=quiet)
    for file in known.traces.shared:
        screen.say(f"Others' names were in {file} too: if it is still needed, make it again.", quiet=quiet)
    for file in known.traces.unread:
        screen.say(f"Look yourself: {file} can't be read as a list.", quiet=quiet)
    screen.say(UNKNOWN_HERE, quiet=quiet)


@dataclass(frozen=True)
class _Known:
    """What is known of a sender: by which ids, in how many notes of the ledger, which profiles and files."""

    ledger: Ledger | None
    notes: int
    profiles: tuple[str, ...]
    traces: Traces

    @property
    def anything(self) -> bool:
        return bool(self.notes or self.profiles or self.traces.files or self.traces.lists)

    def __str__(self) -> str:
        parts = (
            (self.notes, "note in the ledger", "notes in the ledger"),
            (len(self.profiles), "profile", ""),
            (len(self.traces.files), "file", ""),
        )
        lists = (len(self.traces.lists), "list with a row", "lists with a row")
        return ", ".join(screen.counted(*part) for part in (*parts, *([lists] if lists[0] else ())))


def _known(sender: str, output: Path | None) -> _Known:
    settings = read_settings()
    folders = folders_of_letters(output or Path(settings.output))
    profiles = tuple(name for name in profile_names() if _is_of(name, sender))
    ledger = ledger_if_there(settings.ledger)
    ids = frozenset({*ids_of_name(sender, folders), *(_key_of(name) for name in profiles)})
    if len(ids) > 1:
        raise Mistake(f"{len(ids)} senders are called {sender!r}", f"name one by its id: {', '.join(sorted(ids))}")
    ids |= {file_name(sender)}
    entries = [entry for one in ids for entry in ledger.find(sender=one)] if ledger else []
    digests = {entry.digest for entry in entries if entry.digest}
    return _Known(ledger, len(entries), profiles, traces(ids, folders, digests))


def _nearest(sender: str, ledger: Ledger | None) -> str:
    ids = ledger.senders() if ledger else []
    key = file_name(sender)
    near = [one for one in ids if one.startswith(f"{key}-")] or get_close_matches(key, ids, n=3)
    return f"nearest in the ledger: {', '.join(near)}" if near else "letterkit ledger lists whom it knows"


def _ask(sender: str, known: _Known, *, sure: bool, quiet: bool) -> None:
    if sure:
        return
    if not screen.asks():
        raise Mistake(f"this would erase {known}, and nobody can be asked", f"letterkit forget {quote(sender)} --yes")
    named = (*known.traces.files, *known.traces.lists)
    for file in named[:MOST_NAMED]:
        screen.say(str(file), quiet=quiet)
    if len(named) > MOST_NAMED:
        screen.say(f"… and {len(named) - MOST_NAMED} more", quiet=quiet)
    if not screen.confirm(f"Erase {known} of {sender}?"):
        raise Mistake("nothing was erased")


def _erase(known: _Known) -> None:
    """Erases files first: they are found by what the ledger knows, so that a run that was stopped can go on."""
    known.traces.erase()
    for one in known.traces.senders:
        if known.ledger:
            known.ledger.forget(one)
    for name in known.profiles:
        forget_profile(name)


def _is_of(profile: str, sender: str) -> bool:
    found = find_sender(profile)
    return profile == sender or (found is not None and sender in (found.name, found.key))


def _key_of(profile: str) -> str:
    found = find_sender(profile)
    return found.key if found else profile
