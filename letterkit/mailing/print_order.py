"""In which order the sheets of a print run lie, what their numbers are, and which of them go into which file."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Literal, NamedTuple

from letterkit.errors import Mistake
from letterkit.model.print_run import Collation

What = Literal["run sheet", "sheet to sign by", "letter"]


@dataclass(frozen=True)
class Collating:
    """How a run is to lie; ``split``: the most sheets of a file, ``sheets``: the numbers wanted, where not all are."""

    by: Collation = "sender"
    duplex: bool = True
    split: int | None = None
    sheets: tuple[range, ...] = ()
    test: bool = False
    """One sheet to try the printer with: the run sheet's ruler on its front, a letter on its back."""

    def sheets_of(self, pages: int) -> int:
        """How many sheets so many pages take, each beginning on a front."""
        return (pages + 1) // 2 if self.duplex else pages


class Unit(NamedTuple):
    """What begins on a front of its own: where it comes from, where it belongs, its pages, its first sheet's number."""

    what: What
    chunk: int
    number: int
    """Of the letter, or of the signer, in the chunk."""
    section: int
    under: str
    """The title of its section."""
    title: str
    """Its own; empty for what the section begins with."""
    pages: int
    signer: int = -1
    """The place of its sender among all who sign."""
    first: int = 0
    only: range | None = None
    """Those of its pages that are wanted; all where there is nothing."""


def numbered(units: Iterable[Unit], how: Collating) -> list[Unit]:
    """The units in the order in which they lie, each with the number of its first sheet, from 1."""
    found, at = [], 1
    for unit in sorted(units, key=lambda unit: unit.section):
        found.append(unit._replace(first=at))
        at += how.sheets_of(unit.pages)
    return found


def wanted(units: Sequence[Unit], how: Collating) -> list[Unit]:
    """Those whose sheets are wanted; raises :class:`Mistake` where the run has no sheet of a number."""
    if how.test:
        return list(_to_try(units))
    if not how.sheets:
        return list(units)
    last = units[-1].first + how.sheets_of(units[-1].pages) - 1 if units else 0
    beyond = next((one for one in how.sheets if one.stop - 1 > last), None)
    if beyond:
        raise Mistake(f"the run has {last} sheets, and no sheet {beyond.stop - 1}", f"--sheets 1-{last} is all of it")
    chosen = {number for one in how.sheets for number in one}
    return [found for unit in units for found in _its_wanted_sheets(unit, chosen, how)]


def _to_try(units: Sequence[Unit]) -> Iterator[Unit]:
    front = next((unit for unit in units if unit.what == "run sheet"), None)
    back = next((unit for unit in units if unit.what == "letter"), None)
    return (unit._replace(only=range(1), section=0, under="Test") for unit in (front, back) if unit)


def _its_wanted_sheets(unit: Unit, chosen: set[int], how: Collating) -> Iterator[Unit]:
    a_sheet = 2 if how.duplex else 1
    for at in range(how.sheets_of(unit.pages)):
        if unit.first + at in chosen:
            pages = range(at * a_sheet, min((at + 1) * a_sheet, unit.pages))
            yield unit._replace(first=unit.first + at, only=pages)


def in_files(units: Sequence[Unit], how: Collating) -> list[list[Unit]]:
    """The units of each file: no more sheets than a file may have, and sections together where that allows it."""
    if not how.split:
        return [list(units)]
    files: list[list[Unit]] = [[]]
    room = how.split
    for section in _sections(units):
        size = sum(sheets_taken(unit, how) for unit in section)
        if size > room and size <= how.split and files[-1]:
            files.append([])
            room = how.split
        for unit in section:
            size = sheets_taken(unit, how)
            if size > room and files[-1]:
                files.append([])
                room = how.split
            files[-1].append(unit)
            room -= size
    return files


def _sections(units: Sequence[Unit]) -> Iterator[list[Unit]]:
    found: list[Unit] = []
    for unit in units:
        if found and found[-1].section != unit.section:
            yield found
            found = []
        found.append(unit)
    if found:
        yield found


def sheets_taken(unit: Unit, how: Collating) -> int:
    """How many sheets a unit takes of which perhaps not all are wanted."""
    return 1 if unit.only is not None else how.sheets_of(unit.pages)
