"""``letterkit forget``: erase a sender."""

from dataclasses import dataclass
from pathlib import Path
from typing import Annotated

import typer

from letterkit.cli import screen
from letterkit.cli.options import Json, Quiet, Verbose
from letterkit.errors import Mistake
from letterkit.folders import file_name
from letterkit.ledger import Ledger, ledger_if_there
from letterkit.mailing import letters_of
from letterkit.senders import find_sender, forget_profile, profile_names
from letterkit.settings import read_settings

app = typer.Typer(rich_markup_mode=None, add_completion=False)


@app.command()
def forget(
    sender: Annotated[str, typer.Argument(metavar="SENDER", help="A name, a profile, or an id from the ledger.")],
    output: Annotated[
        Path | None, typer.Option("--output", "-o", metavar="DIR", help="Where letters lie. Default: letters.")
    ] = None,
    yes: Annotated[bool, typer.Option("--yes", "-y", help="Don't ask, erase.")] = False,
    json: Json = False,
    quiet: Quiet = False,
    verbose: Verbose = False,
) -> None:
    """Erase a sender everywhere: ledger, profile, and the letters that lie here. It can't be undone."""
    known = _known(sender, output)
    if not known.anything:
        raise Mistake(f"nothing is known of {sender!r}", "letterkit ledger lists whom it knows")
    _ask(sender, known, sure=yes)
    _erase(known)
    if json:
        files = [str(file) for file in known.files]
        screen.data_json({"notes": known.notes, "profiles": list(known.profiles), "files": files})
    screen.say(f"Erased: {known}.", quiet=quiet)


@dataclass(frozen=True)
class _Known:
    """What is known of a sender: by which ids, in how many notes of the ledger, which profiles and files."""

    ids: frozenset[str]
    ledger: Ledger | None
    notes: int
    profiles: tuple[str, ...]
    files: tuple[Path, ...]

    @property
    def anything(self) -> bool:
        return bool(self.notes or self.profiles or self.files)

    def __str__(self) -> str:
        parts = ((self.notes, "note in the ledger", "notes in the ledger"), (len(self.profiles), "profile", ""))
        return ", ".join(screen.counted(*part) for part in (*parts, (len(self.files), "file", "")))


def _known(sender: str, output: Path | None) -> _Known:
    settings = read_settings()
    profiles = tuple(name for name in profile_names() if _is_of(name, sender))
    ids = frozenset({file_name(sender), *(_key_of(name) for name in profiles)})
    files = letters_of(output or Path(settings.output), ids)
    ledger = ledger_if_there(settings.ledger)
    notes = sum(len(ledger.find(sender=one)) for one in ids) if ledger else 0
    return _Known(ids, ledger, notes, profiles, tuple(files))


def _ask(sender: str, known: _Known, *, sure: bool) -> None:
    if sure:
        return
    if not screen.asks():
        raise Mistake(f"this would erase {known}, and nobody can be asked", f"letterkit forget {sender!r} --yes")
    if not screen.confirm(f"Erase {known} of {sender}?"):
        raise Mistake("nothing was erased")


def _erase(known: _Known) -> None:
    for one in known.ids:
        if known.ledger:
            known.ledger.forget(one)
    for name in known.profiles:
        forget_profile(name)
    for file in known.files:
        file.unlink(missing_ok=True)


def _is_of(profile: str, sender: str) -> bool:
    found = find_sender(profile)
    return profile == sender or (found is not None and sender in (found.name, found.key))


def _key_of(profile: str) -> str:
    found = find_sender(profile)
    return found.key if found else profile
