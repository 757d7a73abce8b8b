"""The first sheet of an OpenDocument spreadsheet, read as events of its XML: repeated cells are counted, not made."""

from letterkit.errors import Mistake
from letterkit.model.finding import Finding
from letterkit.senders.table import AS_CSV, MOST_COLUMNS, MOST_ROWS, Rows, Table
from letterkit.zipped import Archive, Attributes, read_xml

NOT_IN_A_CELL = ("office:annotation", "table:shapes", "office:forms", "table:tracked-changes")
"""Elements whose text is no content of a cell."""


def read_ods(archive: Archive) -> Table:
    """The rows of the first sheet; raises :class:`Mistake` for a document that can't be read."""
    sheet = _Sheet()
    if "META-INF/manifest.xml" in archive.names() and b"encryption-data" in archive.part("META-INF/manifest.xml"):
        raise Mistake("the document is protected by a password", AS_CSV)
    read_xml(archive.part("content.xml"), sheet.opens, sheet.closes, sheet.says)
    message = "only the first sheet is read"
    more = (Finding(field="members", kind="ignored", message=message),) if sheet.tables > 1 else ()
    return sheet.rows.table(findings=more)


class _Sheet:
    def __init__(self) -> None:
        self.rows = Rows()
        self.tables = 0
        self._number = 0
        self._row_times = self._cell_times = 1
        self._cells: list[str] = []
        self._lines: list[str] | None = None
        self._passed_over = 0

    def opens(self, name: str, told: Attributes) -> None:
        """An element begins."""
        if self._passed_over or name in NOT_IN_A_CELL:
            self._passed_over += 1
        elif name == "table:table":
            self.tables += 1
        elif name == "table:table-row":
            self._row_times = _times(told.get("table:number-rows-repeated"), 10 * MOST_ROWS)
        elif name in ("table:table-cell", "table:covered-table-cell"):
            self._cell_times = _times(told.get("table:number-columns-repeated"), MOST_COLUMNS)
            self._lines = []
        elif self._lines is not None:
            self._opens_text(name, told)

    def _opens_text(self, name: str, told: Attributes) -> None:
        assert self._lines is not None
        if name in ("text:p", "text:h", "text:line-break"):
            self._lines.append("")
        elif name in ("text:s", "text:tab"):
            self.says(" " * _times(told.get("text:c"), 100))

    def says(self, text: str) -> None:
        """Text of the element that is open."""
        if self._lines and not self._passed_over:
            self._lines[-1] += text

    def closes(self, name: str) -> None:
        """An element ends."""
        if self._passed_over:
            self._passed_over -= 1
        elif name in ("table:table-cell", "table:covered-table-cell"):
            room = MOST_COLUMNS - len(self._cells)
            self._cells += ["\n".join(self._lines or ())] * min(self._cell_times, room)
            self._lines = None
        elif name == "table:table-row":
            self._close_row()

    def _close_row(self) -> None:
        cells, self._cells = self._cells, []
        first, self._number = self._number + 1, self._number + self._row_times
        if self.tables == 1 and any(cells):
            self.rows.add(first, cells, self._row_times)


def _times(said: str | None, most: int) -> int:
    return min(int(said), most) if said and said.isdecimal() and len(said) < 10 else 1
