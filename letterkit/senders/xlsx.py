"""The first sheet of an Excel workbook, read as events of its XML: a cell far out costs what is in it, no more."""

import posixpath
import re

from letterkit.errors import Mistake
from letterkit.model.finding import Finding
from letterkit.senders.table import AS_CSV, MOST_COLUMNS, Rows, Table
from letterkit.zipped import Archive, Attributes, read_xml

WORKBOOK = "xl/workbook.xml"
PLACE = re.compile(r"([A-Z]{1,3})(\d{1,7})")
WHOLE = re.compile(r"-?\d+\.0*|-?\d\.?\d*E\+?\d{1,2}")
"""Numbers that a sheet shows without a point: ``8001.0``, ``4.179E10``."""


def read_xlsx(archive: Archive) -> Table:
    """The rows of the first sheet, as last calculated; raises :class:`Mistake` for a workbook that can't be read."""
    book = _Book()
    read_xml(archive.part(WORKBOOK), book.opens, _nothing, _nothing)
    read_xml(archive.part("xl/_rels/workbook.xml.rels"), book.opens, _nothing, _nothing)
    if not book.sheets or book.sheets[0][1] not in book.parts:
        raise Mistake("this workbook has no sheet that can be read", AS_CSV)
    strings = _Strings()
    if "xl/sharedStrings.xml" in archive.names():
        read_xml(archive.part("xl/sharedStrings.xml"), strings.opens, strings.closes, strings.says)
    title, relation = book.sheets[0]
    sheet = _Sheet(strings.found)
    read_xml(archive.part(book.parts[relation]), sheet.opens, sheet.closes, sheet.says)
    message = f"only the first sheet, {title!r}, is read"
    more = (Finding(field="members", kind="ignored", message=message),) if len(book.sheets) > 1 else ()
    return sheet.rows.table(findings=more)


def _nothing(_: str) -> None:
    """Nothing is done here."""


class _Book:
    """The sheets of a workbook in their order, with their relations, and the part that each relation means."""

    def __init__(self) -> None:
        self.sheets: list[tuple[str, str]] = []
        self.parts: dict[str, str] = {}

    def opens(self, name: str, told: Attributes) -> None:
        """An element begins."""
        if name == "x:sheet":
            self.sheets.append((told.get("name", ""), told.get("r:id", "")))
        elif name == "rel:Relationship":
            target = posixpath.normpath(posixpath.join("/xl", told.get("Target", "")))
            self.parts[told.get("Id", "")] = target.lstrip("/")


class _Strings:
    """Texts that cells share; how a Japanese one is read aloud is no part of it."""

    def __init__(self) -> None:
        self.found: list[str] = []
        self._is_text = False
        self._aloud = False

    def opens(self, name: str, _: Attributes) -> None:
        """An element begins."""
        if name == "x:si":
            self.found.append("")
        self._aloud = self._aloud or name == "x:rPh"
        self._is_text = name == "x:t"

    def says(self, text: str) -> None:
        """Text of the element that is open."""
        if self._is_text and not self._aloud and self.found:
            self.found[-1] += text

    def closes(self, name: str) -> None:
        """An element ends."""
        self._is_text = False
        self._aloud = self._aloud and name != "x:rPh"


class _Sheet:
    def __init__(self, strings: list[str]) -> None:
        self.rows = Rows()
        self._strings = strings
        self._number = 0
        self._cells: dict[int, str] = {}
        self._column = 0
        self._kind = ""
        self._said = ""
        self._counts = False

    def opens(self, name: str, told: Attributes) -> None:
        """An element begins."""
        match name:
            case "x:row":
                said = told.get("r", "")
                self._number = int(said) if said.isdecimal() and len(said) < 8 else self._number + 1
                self._cells, self._column = {}, 0
            case "x:c":
                place = PLACE.fullmatch(told.get("r", ""))
                self._column = _column(place[1]) if place else self._column + 1
                self._kind, self._said = told.get("t", "n"), ""
            case "x:v" | "x:t":
                self._counts = True
            case "x:rPh" | "x:f":
                self._counts = False

    def says(self, text: str) -> None:
        """Text of the element that is open."""
        if self._counts:
            self._said += text

    def closes(self, name: str) -> None:
        """An element ends."""
        match name:
            case "x:v" | "x:t":
                self._counts = False
            case "x:c" if self._column <= MOST_COLUMNS:
                self._cells[self._column] = self._text()
            case "x:row" if self._cells:
                self.rows.add(self._number, [self._cells.get(at + 1, "") for at in range(max(self._cells))])

    def _text(self) -> str:
        """What a cell shows, as far as that can be told without its format."""
        said = self._said.strip() if self._kind in ("n", "s") else self._said
        if self._kind == "s":
            at = int(said) if said.isdecimal() and len(said) < 8 else len(self._strings)
            return self._strings[at] if at < len(self._strings) else ""
        if self._kind == "n" and WHOLE.fullmatch(said) and float(said).is_integer():
            return str(int(float(said)))
        return said


def _column(letters: str) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - ord("A") + 1
    return number
