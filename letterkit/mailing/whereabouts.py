"""Where letters, drafts and reports were put, so that somebody who wants to be forgotten can be.

A private file of this machine remembers it: a folder of letters by its path, a file that no manifest describes with the
ids of those whose names are in it. Nothing of it is in the ledger, which may be handed on.
"""

import json
import os
from collections.abc import Iterable, Iterator
from contextlib import suppress
from pathlib import Path

from letterkit.folders import data_folder, make_folder, whole_file
from letterkit.model.record import Record

NAME = "whereabouts.jsonl"


class Place(Record):
    """A folder of letters; or, with the ids of ``senders``, a file with their names."""

    path: str
    senders: tuple[str, ...] = ()


def remember(path: Path, senders: Iterable[str] = ()) -> None:
    """Remembers where something was put: of a folder once, of a file each time, for it may be another's now."""
    place = Place(path=str(path.resolve()), senders=tuple(sorted(senders)))
    if not place.senders and place in places():
        return
    line = f"{place.model_dump_json()}\n".encode("utf-8", "surrogateescape")
    opened = os.open(make_folder(data_folder()) / NAME, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)
    with os.fdopen(opened, "ab") as file:
        file.write(line)  # one write: lines of two processes don't mix


def places() -> list[Place]:
    """All that is remembered, of each path what was said last; what somebody has spoilt is passed over."""
    try:
        text = (data_folder() / NAME).read_text(encoding="utf-8", errors="surrogateescape")
    except OSError:
        return []
    return list({place.path: place for place in _read(text)}.values())


def beside(path: Path, what: str) -> Path:
    """What lies hidden beside a file of many people's letters: its ``parts`` while it is made, and notes."""
    return path.with_name(f".{path.name}.{what}")


def forget_places(senders: frozenset[str]) -> None:
    """Forgets the files with names of these senders."""
    kept = [place for place in places() if senders.isdisjoint(place.senders)]
    if len(kept) < len(places()):
        with whole_file(data_folder() / NAME, private=True) as file:
            file.write("".join(f"{place.model_dump_json()}\n" for place in kept).encode("utf-8", "surrogateescape"))


def _read(text: str) -> Iterator[Place]:
    for line in text.splitlines():
        with suppress(ValueError):
            yield Place.model_validate(json.loads(line))
