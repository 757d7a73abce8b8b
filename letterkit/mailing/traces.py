"""What lies about of a sender: letters, drafts, faxes, reports, and rows of lists with other people's."""

import re
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from letterkit.errors import Mistake
from letterkit.folders import file_name, whole_file
from letterkit.mailing.fax_group import TABLE as CALLS
from letterkit.mailing.fax_manifest import table_without
from letterkit.mailing.manifest import NAME
from letterkit.mailing.selection import read_manifest
from letterkit.mailing.unfinished import was_stopped
from letterkit.mailing.whereabouts import beside, forget_places, places
from letterkit.senders import rejects_without

REJECTS = "rejects*.csv"
OURS = re.compile(r"\d{2,}-[a-z0-9-]+\.(pdf|txt|html|eml|tif|png)|manifest\.(json|csv)|\..+\.part")
"""Names that files of ours have in a folder of one sender."""


@dataclass(frozen=True)
class Traces:
    """What bears a sender's name: files that are his or hers alone, and lists with rows of theirs among others'."""

    senders: frozenset[str]
    roots: tuple[Path, ...]
    files: tuple[Path, ...]
    lists: tuple[Path, ...]
    shared: tuple[Path, ...]
    """Those of the files in which others' letters are too: they can be made again, without this sender."""
    unread: tuple[Path, ...]
    """Lists that can't be read: who is in them is for a person to see."""

    def erase(self) -> None:
        """Erases the files, the rows, and the folders that are empty then."""
        for file in self.lists:
            _, left = _without(file, self.senders)
            if left:
                with whole_file(file, private=True) as out:
                    out.write(left)
            else:
                file.unlink(missing_ok=True)
        for file in self.files:
            file.unlink(missing_ok=True)
        for file in (*self.files, *self.lists):
            _clear_away(file.parent, self.roots)
        forget_places(self.senders)


def folders_of_letters(named: Path) -> tuple[Path, ...]:
    """The folder that was named or set, and all that are remembered."""
    remembered = (Path(place.path) for place in places() if not place.senders)
    return tuple(dict.fromkeys(folder for folder in (named.resolve(), *remembered) if folder.is_dir()))


def ids_of_name(name: str, folders: Iterable[Path]) -> frozenset[str]:
    """By which ids manifests know somebody of this name."""
    manifests = (found for folder in folders for _, found in _manifests(folder))
    return frozenset(str(one["sender_id"]) for one in manifests if one.get("sender") == name)


def traces(senders: frozenset[str], folders: tuple[Path, ...], digests: Collection[str]) -> Traces:
    """What these senders, by their ids, have left in folders of letters and in files that are remembered.

    ``digests`` are those of their letters: a run that was killed leaves letters that no manifest names.
    """
    found = [file for folder in folders for file in _in_manifests(folder, senders)]
    if digests:
        found += [file for folder in folders for file in _files(folder) if _digest(file) in digests]
    found += [file for folder in folders for file in _by_name(folder, senders, noted=bool(digests))]
    theirs = [place for place in places() if not senders.isdisjoint(place.senders)]
    found += [Path(place.path) for place in theirs]
    found += [file for place in theirs for file in sorted(beside(Path(place.path), "parts").glob("*"))]
    lists: list[Path] = []
    unread: list[Path] = []
    for file in dict.fromkeys(
        file for folder in folders for name in (REJECTS, CALLS) for file in sorted(folder.rglob(name))
    ):
        try:
            if _without(file, senders)[0]:
                lists.append(file)
        except Mistake:
            unread.append(file)
    there = tuple(file for file in dict.fromkeys(found) if file.is_file())
    several = {Path(place.path) for place in theirs if not senders.issuperset(place.senders)}
    return Traces(senders, folders, there, tuple(lists), tuple(one for one in there if one in several), tuple(unread))


def _without(file: Path, senders: frozenset[str]) -> tuple[int, bytes]:
    """How many rows of a list of several people's are these senders', and the list without them."""
    return table_without(file, senders) if file.name == CALLS else rejects_without(file, senders)


def _manifests(folder: Path) -> Iterator[tuple[Path, dict[str, object]]]:
    for file in sorted(folder.rglob(NAME)):
        try:
            yield file, read_manifest(file)
        except Mistake:
            continue


def _in_manifests(folder: Path, senders: Collection[str]) -> Iterator[Path]:
    """The files that manifests say are these senders', the manifests, and what a killed run left half-written."""
    for file, found in _manifests(folder):
        if found["sender_id"] in senders:
            rows = found["letters"]
            assert isinstance(rows, list)
            yield from (
                file.parent / Path(str(name)).name for row in rows for name in dict(row.get("files", {})).values()
            )
            yield from sorted(file.parent.glob(".*.part"))
            yield file


def _by_name(folder: Path, senders: Collection[str], *, noted: bool) -> Iterator[Path]:
    """What of ours lies in a folder that is called by the sender's id, where no manifest says whose it is.

    Of somebody whom the ledger does not know: where a run was stopped, for it notes a member's letters after the last.
    """
    for sender in sorted(senders):
        called = (one for one in folder.rglob(file_name(sender)) if one.is_dir())
        for own in (one for one in called if noted or was_stopped(one.parent)):
            unclaimed = (file for file in sorted(own.rglob("*")) if not (file.parent / NAME).exists())
            yield from (file for file in unclaimed if file.is_file() and OURS.fullmatch(file.name))


def _files(folder: Path) -> Iterator[Path]:
    yield from (file for file in sorted(folder.rglob("*")) if file.is_file() and not file.is_symlink())


def _digest(file: Path) -> str | None:
    try:
        return sha256(file.read_bytes()).hexdigest()
    except OSError:
        return None


def _clear_away(folder: Path, roots: Collection[Path]) -> None:
    """Takes away folders that are empty now: they are called by their sender. What a person chose stays."""
    while folder not in roots and any(root in folder.parents for root in roots):
        try:
            folder.rmdir()
        except OSError:
            return
        folder = folder.parent
