"""A file with a table in it → rows of text: CSV in any usual encoding, XLSX, ODS. Nothing in it is ever run."""

from dataclasses import dataclass, replace
from pathlib import Path

from letterkit.cells import as_was
from letterkit.errors import Mistake, Problem
from letterkit.model.finding import Finding

LARGEST = 100_000_000
"""Bytes of a file: half a million members as CSV."""
MOST_ROWS = 500_000
MOST_COLUMNS = 200
AS_CSV = "open it in a spreadsheet program, save it as CSV (UTF-8), and give that"


@dataclass(frozen=True)
class Row:
    """One row: its number as a spreadsheet shows it, and its cells without the blanks around them."""

    number: int
    cells: tuple[str, ...]


@dataclass(frozen=True)
class Table:
    """The rows of a table that are not empty, and what was found while reading it."""

    rows: tuple[Row, ...]
    separator: str = ","
    findings: tuple[Finding, ...] = ()


def read_table(file: Path) -> Table:
    """The table in a file; raises :class:`Mistake` for what can't be read, is too large or has no row."""
    try:
        if file.stat().st_size > LARGEST:
            raise Mistake(f"larger than {LARGEST // 1_000_000} MB", "part it in two")
        table = _table(file.read_bytes())
    except OSError as error:
        reason = (error.strerror or str(error)).lower()
        raise Mistake(Problem(f"can't read it: {reason}", "check the name of the file", str(file))) from error
    except Mistake as mistake:
        raise Mistake([replace(problem, file=str(file)) for problem in mistake.problems]) from mistake
    if not table.rows:
        raise Mistake(Problem("the list is empty", "give the file with your members in it", str(file)))
    return table


def _table(data: bytes) -> Table:
    if data.startswith(b"\xd0\xcf\x11\xe0"):
        raise Mistake("this is an old Excel sheet (XLS), or one with a password, which can't be read", AS_CSV)
    if data.startswith(b"PK\x03\x04"):
        return _zipped_table(data)
    from letterkit.senders.separated import read_separated

    return read_separated(data)


def _zipped_table(data: bytes) -> Table:
    from letterkit.zipped import Archive

    archive = Archive(data)
    if "xl/workbook.xml" in archive.names():
        from letterkit.senders.xlsx import read_xlsx

        return read_xlsx(archive)
    if archive.part("mimetype").startswith(b"application/vnd.oasis.opendocument.spreadsheet"):
        from letterkit.senders.ods import read_ods

        return read_ods(archive)
    raise Mistake("this is neither CSV, XLSX nor ODS", AS_CSV)


class Rows:
    """Takes rows one by one, within the limits; those without a word are left out."""

    def __init__(self) -> None:
        self._found: list[Row] = []

    def add(self, number: int, cells: list[str], times: int = 1) -> None:
        """Takes a row that stands so many times; raises :class:`Mistake` for more rows than anybody's list has."""
        kept = tuple(map(trimmed, cells[:MOST_COLUMNS]))
        if not any(kept):
            return
        if number + times > MOST_ROWS:
            raise Mistake(f"more than {MOST_ROWS} rows", "part the list in two")
        self._found += [Row(number + at, kept) for at in range(times)]

    def table(self, separator: str = ",", findings: tuple[Finding, ...] = ()) -> Table:
        """The rows that were taken."""
        return Table(tuple(self._found), separator, findings)


def trimmed(cell: str) -> str:
    """A cell without stray blanks of whatever kind, around its lines and within them."""
    lines = (" ".join(line.split()) for line in cell.replace("\ufeff", "").splitlines())
    return as_was("\n".join(lines).strip())
