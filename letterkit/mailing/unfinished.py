"""A note beside the letters of what a run makes them from, until it has come to its end.

A run that was stopped is started again with the same command; where the appeal, the list, the templates or the options
are not the same any more, that is said, and nothing of before is mixed in.
"""

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from hashlib import sha256
from pathlib import Path

from letterkit.folders import whole_file
from letterkit.mailing.plan import Wishes
from letterkit.mailing.standing import tools
from letterkit.model.appeal import Appeal
from letterkit.model.record import Record

NAME = ".unfinished.json"
NAME_OF_NEW = ".unfinished-new.json"
"""Of a run that makes the letters of new members alone."""
SAID = {"on": "date", "to": "addressees", "showing": "what is shown of the sender"}
"""Wishes whose name says less to a person than to us."""


class Basis(Record):
    """Sums of all that the letters of a run are made from, by the words in which a change is told."""

    sums: Mapping[str, str]
    options: Mapping[str, str]
    told: tuple[str, ...] = ()
    """What had changed when the run was started again before."""
    since: int | None = None
    """The time, in nanoseconds, of the first of the runs that were stopped."""


def basis(appeal: Appeal, senders: Mapping[str, object], wishes: Wishes, **options: object) -> Basis:
    """What a run is made from; ``senders`` is called by its key: ``{"the members' list": rows}``."""
    asked = {**wishes.model_dump(mode="json"), **options}
    sums = {"the appeal": appeal.model_dump_json(), **senders, "the templates": tools()}
    return Basis(sums=_sums(sums), options=_sums(asked))


def _sums(values: Mapping[str, object]) -> dict[str, str]:
    return {name: sha256(repr(value).encode("utf-8", "surrogatepass")).hexdigest() for name, value in values.items()}


@contextmanager
def until_finished(note: Path, now: Basis) -> Iterator[tuple[str, ...]]:
    """Keeps the note while a run goes on, and after it when it was stopped.

    Gives what has changed since a run that was stopped; empty where nothing has, or where none was.
    """
    changed = changes(note, now)
    earlier = _earlier(note)
    if not earlier or changed != earlier.told:
        since = (earlier.since or note.stat().st_mtime_ns) if earlier else None
        noted = now.model_copy(update={"told": changed, "since": since})
        keep_as(noted, note)
    try:
        yield changed
    except BaseException:
        if all(path.name.startswith(".") for path in note.parent.iterdir()):
            note.unlink()  # stopped before the first letter: there is nothing to take up
        raise
    note.unlink()


def keep_as(basis: Basis, note: Path) -> None:
    """Writes the note of what a run is made from."""
    with whole_file(note, private=True) as file:
        file.write(basis.model_dump_json().encode())


def changes(note: Path, now: Basis) -> tuple[str, ...]:
    """What has changed since the run that left a note was begun; empty where there is none."""
    earlier = _earlier(note)
    if earlier is None:
        return ()
    found = [*earlier.told, *_differing(earlier.sums, now.sums)]
    options = _differing(earlier.options, now.options)
    if options:
        found.append(f"the options ({', '.join(SAID.get(name, name.replace('_', ' ')) for name in options)})")
    return tuple(dict.fromkeys(found))


def _differing(before: Mapping[str, str], now: Mapping[str, str]) -> list[str]:
    return [name for name in {**before, **now} if before.get(name) != now.get(name)]


def _earlier(note: Path) -> Basis | None:
    try:
        return Basis.model_validate_json(note.read_bytes())
    except (OSError, ValueError):
        return None


def was_stopped(folder: Path) -> bool:
    """Whether a run in this folder has not come to its end."""
    return any((folder / name).exists() for name in (NAME, NAME_OF_NEW))


def left_by_it(note: Path, made: Iterable[Path]) -> list[Path]:
    """Files below the folder of a note that runs which were stopped have made, and this one has not.

    They lie as deep as those which this one has ``made``: drafts and faxes, in folders beside them, are of other runs.
    """
    earlier = _earlier(note)
    since = (earlier.since if earlier else None) or 0
    known = set(made)
    beside = {path.parent.parent for path in known}
    below = (path for path in sorted(note.parent.rglob("[!.]*")) if path.parent.parent in beside)
    found = (path for path in below if path.is_file() and path not in known)
    return [path for path in found if since and path.stat().st_mtime_ns >= since]
