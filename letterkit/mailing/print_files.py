"""The files of a print run: each unit in its place, the run sheet in front, and no more sheets in a file than asked."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from letterkit.export.pdf_file import Section
from letterkit.export.print_run import Placing, PrintRun
from letterkit.folders import moment, whole_file
from letterkit.mailing.print_order import Collating, Unit, in_files, numbered, wanted
from letterkit.mailing.print_run import SetGroup
from letterkit.typeset.run_pages import RunPages

RUN_SHEET = -1
"""The chunk of the run sheet, which is in none."""


def units_of(run: SetGroup, sheets: Sequence[RunPages | None], front: int) -> list[Unit]:
    """All that begins on a front of its own, in its order and with the numbers of its sheets.

    ``front`` is how many pages the run sheet has.
    """
    units = [Unit("run sheet", RUN_SHEET, 0, -1, "Run sheet", "", front)]
    for section, (chunk, number, signer) in enumerate(run.signers):
        made = list(run.made(chunk, signer))
        to_sign, name = sheets[chunk], signer.member.sender.name
        if to_sign and made:
            units.append(Unit("sheet to sign by", chunk, number, section, name, "", to_sign.count(number)))
        units += (_letter(run, (chunk, at, pages), (section, name), to) for at, to, pages in made)
    return numbered(units, run.how)


def _letter(run: SetGroup, letter: tuple[int, int, int], sender: tuple[int, str], to: str) -> Unit:
    """A letter (its chunk, its number, its pages) of a sender (the place among all, the name) to an addressee."""
    chunk, number, pages = letter
    section, name = sender
    shown = run.shown[to][0]
    if run.how.by == "sender":
        return Unit("letter", chunk, number, section, name, shown, pages)
    return Unit("letter", chunk, number, run.place[to], shown, name, pages)


@dataclass(frozen=True)
class Source:
    """Where the pages of units come from: the run sheet, and for each chunk letters and sheets to sign by."""

    run: SetGroup
    front: RunPages
    sheets: Sequence[RunPages | None]


def write_files(source: Source, units: Sequence[Unit], path: Path) -> tuple[Path, ...]:
    """Writes the run; each file appears whole or not at all."""
    how = source.run.how
    parts = in_files(wanted(units, how), how)
    paths = [path] if len(parts) == 1 else [_numbered(path, at, len(parts)) for at in range(1, len(parts) + 1)]
    moment("before the run is put together")
    for part, one in zip(parts, paths, strict=True):
        with whole_file(one, private=True) as out:
            file = PrintRun(out, duplex=how.duplex, backs=how.duplex and not how.test)
            _fill(file, source, part)
            file.close(source.run.group.appeal.title or "Letters")
    moment("after the run was put together")
    return tuple(paths)


def _numbered(path: Path, at: int, of: int) -> Path:
    return path.with_name(f"{path.stem}-{at}-of-{of}{path.suffix}")


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
