"""The files of a print run: each unit in its place, the run sheet in front, and no more sheets in a file than asked."""

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from letterkit.export.pdf_file import Section
from letterkit.export.print_run import Placing, PrintRun
from letterkit.folders import moment, whole_file
from letterkit.mailing.print_order import Collating, Unit, in_files, numbered, sheets_taken, wanted
from letterkit.mailing.print_run import SetGroup
from letterkit.model.print_run import RunSheet
from letterkit.typeset.run_pages import RunPages, pages_of, with_pages
from letterkit.typeset.run_sheet import lay_out_run_sheet

ON_ONE_PAGE = 24
"""Senders of whom a run sheet usually tells on its first page: a guess that saves laying it out twice."""
RUN_SHEET = -1
"""The chunk of the run sheet, which is in none."""


def units_of(run: SetGroup, sheets: Sequence[RunPages | None]) -> list[Unit]:
    """All below the run sheet that begins on a front of its own, not yet in its order."""
    units: list[Unit] = []
    for section, (chunk, number, signer) in enumerate(run.signers):
        made = list(run.made(chunk, signer))
        to_sign = sheets[chunk]
        name = f"Copy {section + 1}" if run.group.by_hand else signer.member.sender.name
        if to_sign and made:
            units.append(Unit("sheet to sign by", chunk, number, section, name, "", to_sign.count(number), section))
        units += (_letter(run, (chunk, at, pages), (section, name), to) for at, to, pages in made)
    return units


def _letter(run: SetGroup, letter: tuple[int, int, int], sender: tuple[int, str], to: str) -> Unit:
    """A letter (its chunk, its number, its pages) of a sender (the place among all, the name) to an addressee."""
    chunk, number, pages = letter
    section, name = sender
    shown = run.titles[to]
    if run.how.by == "sender":
        return Unit("letter", chunk, number, section, name, shown, pages, section)
    return Unit("letter", chunk, number, run.place[to], shown, name, pages, section)


@dataclass(frozen=True)
class Source:
    """Where the pages of units come from: the run sheet, and for each chunk letters and sheets to sign by."""

    run: SetGroup
    front: RunPages
    sheets: Sequence[RunPages | None]


@dataclass(frozen=True)
class InOrder:
    """A run in its order: where its pages come from, and which units go into which file."""

    source: Source
    files: Mapping[Path, Sequence[Unit]]

    @property
    def sheets(self) -> int:
        """How many sheets lie in the files."""
        how = self.source.run.how
        if how.test:
            return 1 if how.duplex else 2
        return sum(sheets_taken(unit, how) for units in self.files.values() for unit in units)

    @property
    def signed_by(self) -> Mapping[Path, frozenset[str]]:
        """The keys of those whose names are in each file: where the run sheet is, everybody's."""
        keys = [signer.member.sender.key for _, _, signer in self.source.run.signers]
        return {
            path: frozenset(keys if units[0].what == "run sheet" else (keys[unit.signer] for unit in units))
            for path, units in self.files.items()
        }


def in_order(run: SetGroup, told: RunSheet, path: Path) -> InOrder:
    """A run in its order, below a run sheet that says of itself too how many sheets lie where.

    Raises :class:`Mistake` where the run has no sheet of a number that is wanted.
    """
    sheets = [run.sheets_to_sign_by(chunk) for chunk in range(len(run.chunks))]
    inside = units_of(run, sheets)
    count, least = (2 if len(told.senders) > ON_ONE_PAGE else 1), 1
    while True:  # what it says grows with its own pages, and soon not any more
        units = numbered([Unit("run sheet", RUN_SHEET, 0, -1, "Run sheet", "", count), *inside], run.how)
        whole = _names(path, len(in_files(units, run.how)))
        front = pages_of(lay_out_run_sheet(_told(told, units, run.how, whole)))
        if front.count(0) == count or front.count(0) < least:
            parts = in_files(wanted(units, run.how), run.how)
            files = dict(zip(_names(path, len(parts)), parts, strict=True))
            return InOrder(Source(run, with_pages(front, count), sheets), files)
        count = least = max(front.count(0), least)


def _told(told: RunSheet, units: Sequence[Unit], how: Collating, files: Sequence[Path]) -> RunSheet:
    """The run sheet with what the order of the sheets has shown."""
    last = units[-1].first + how.sheets_of(units[-1].pages) - 1
    names = tuple(file.name for file in files) if how.split else ()
    printing = told.printing.model_copy(update={"paper_sheets": last, "files": names})
    senders = told.senders
    if how.by == "sender":
        starts = list({unit.signer: unit.first for unit in reversed(units) if unit.what != "run sheet"}.values())[::-1]
        ranges = zip(starts, (end - 1 for end in (*starts[1:], last + 1)), strict=True)
        senders = tuple(one.model_copy(update={"lie": lie}) for one, lie in zip(senders, ranges, strict=False))
    return told.model_copy(update={"printing": printing, "senders": senders})


def _names(path: Path, files: int) -> list[Path]:
    if files == 1:
        return [path]
    return [path.with_name(f"{path.stem}-{at}-of-{files}{path.suffix}") for at in range(1, files + 1)]


def left_of_another(path: Path, files: Collection[Path]) -> list[Path]:
    """Files of an earlier run of this name that came in another number of files; this one has not made them."""
    ours = re.compile(rf"{re.escape(path.stem)}(-\d+-of-\d+)?{re.escape(path.suffix)}")
    return [one for one in sorted(path.parent.iterdir()) if ours.fullmatch(one.name) and one not in files]


def write_files(ordered: InOrder) -> None:
    """Writes the run; each file appears whole or not at all."""
    how = ordered.source.run.how
    moment("before the run is put together")
    for path, units in ordered.files.items():
        with whole_file(path, private=True) as out:
            file = PrintRun(out, duplex=how.duplex, backs=how.duplex and not how.test)
            _fill(file, ordered.source, units)
            file.close(ordered.source.run.group.appeal.title or "Letters")
    moment("after the run was put together")


def _fill(file: PrintRun, source: Source, units: Sequence[Unit]) -> None:
    """Puts units into a file chunk by chunk, for only one is at hand at a time; sections are in order beforehand."""
    sections = _sections(file, source.run.how, units)
    by_chunk: dict[int, list[Unit]] = {}
    for unit in units:
        by_chunk.setdefault(unit.chunk, []).append(unit)
    for chunk, mine in by_chunk.items():
        placing = _Placings(file, source, chunk)
        for unit in mine:
            placing.put(sections[unit.section], unit)


class _Placings:
    """What the units of a chunk have in common in a file, put in when the first of them comes."""

    def __init__(self, file: PrintRun, source: Source, chunk: int) -> None:
        self._file, self._source, self._chunk = file, source, chunk
        self._made: dict[str, Placing] = {}

    def put(self, section: Section, unit: Unit) -> None:
        if unit.what not in self._made:
            self._made[unit.what] = self._file.chunk(self._pages(unit))
        self._made[unit.what].put(section, unit.title, unit.number, unit.only)

    def _pages(self, unit: Unit) -> RunPages:
        if unit.what == "run sheet":
            return self._source.front
        if unit.what == "letter":
            return self._source.run.chunks[self._chunk].pages
        sheets = self._source.sheets[self._chunk]
        assert sheets is not None
        return sheets


def _sections(file: PrintRun, how: Collating, units: Sequence[Unit]) -> dict[int, Section]:
    """A section for each number, in order, with the numbers of its sheets in its title."""
    last = {unit.section: unit for unit in units}
    first = {unit.section: unit for unit in reversed(units)}
    return {number: file.section(_title(first[number], last[number], how)) for number in last}


def _title(first: Unit, last: Unit, how: Collating) -> str:
    end = last.first + (how.sheets_of(last.pages) if last.only is None else 1) - 1
    sheets = f"sheets {first.first}–{end}" if end > first.first else f"sheet {first.first}"
    return f"{first.under} ({sheets})"
