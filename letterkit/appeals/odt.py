"""An OpenDocument text → lines: paragraphs, headings, rows of tables, points of lists with their numbers."""

from dataclasses import dataclass

from letterkit.appeals.collector import CELL, Collector, point_marker
from letterkit.appeals.given import Extract, Given
from letterkit.zipped import Archive, Attributes, read_xml

_KIND = b"mimetypeapplication/vnd.oasis.opendocument.text"
_LEFT_OUT = frozenset(("text:tracked-changes", "text:note", "office:annotation", "text:sequence-decls", "office:forms"))


def is_odt(given: Given) -> bool:
    """Whether the bytes are a zip archive that begins with the mark of an OpenDocument text."""
    return given.data.startswith(b"PK\x03\x04") and _KIND in given.data[:200]


def read_odt(given: Given) -> Extract:
    """The lines of an OpenDocument text; they are numbered as they would be in it as plain text."""
    body = _Body()
    read_xml(Archive(given.data).part("content.xml"), body.opens, body.closes, body.says)
    body.collector.end_line()
    return body.collector.lines, []


@dataclass
class _List:
    style: str
    count: int = 0


class _Body:
    """Feeds the collector with the events of the document's content."""

    def __init__(self) -> None:
        self.collector = Collector()
        self._left_out = 0
        self._number = 0
        self._formats: dict[tuple[str, int], str] = {}
        self._style = ""
        self._lists: list[_List] = []
        self._paragraphs = 0
        self._said = False
        self._link = ("", 0)

    def opens(self, name: str, told: Attributes) -> None:
        """An element begins."""
        if self._left_out or name in _LEFT_OUT:
            self._left_out += 1
            return
        match name:
            case "text:p" | "text:h":
                self._open_paragraph(name, told)
            case "text:list-style":
                self._style = told.get("style:name", "")
            case "text:list-level-style-number":
                level = told.get("text:level", "1")
                self._formats[self._style, int(level) if level.isdecimal() else 1] = told.get("style:num-format", "1")
            case "text:list":
                outer = self._lists[-1].style if self._lists else ""
                self._lists.append(_List(told.get("text:style-name", outer)))
            case "text:list-item" if self._lists:
                self._lists[-1].count += 1
                self.collector.end_line()
                style = self._formats.get((self._lists[-1].style, len(self._lists)), "")
                self.collector.open_point(point_marker(self._lists[-1].count, style), len(self._lists))
            case _:
                self._opens_other(name, told)

    def _opens_other(self, name: str, told: Attributes) -> None:
        match name:
            case "table:table":
                self.collector.open_table()
            case "table:table-row":
                self.collector.open_row()
                self.collector.open_gap()
            case "table:table-cell":
                self.collector.open_cell(head=False)
            case "text:tab":
                self.says(CELL)
            case "text:s":
                self.says(" ")
            case "text:line-break":
                self.collector.end_line()
                self._number += 1
            case "text:a":
                target = told.get("xlink:href", "")
                address = target[7:].partition("?")[0] if target.lower().startswith("mailto:") else ""
                self._link = (address, self.collector.place)

    def _open_paragraph(self, name: str, told: Attributes) -> None:
        self.collector.end_block()
        self._paragraphs += 1
        self._number += 1
        self._said = False
        if name == "text:h":
            level = told.get("text:outline-level", "1")
            self.collector.end_line()
            self.collector.open_heading(min(int(level), 6) if level.isdecimal() else 1)

    def closes(self, name: str) -> None:
        """An element ends."""
        if self._left_out:
            self._left_out -= 1
            return
        match name:
            case "text:p" | "text:h":
                self._close_paragraph(name)
            case "text:list" if self._lists:
                self._lists.pop()
            case "table:table-row":
                self.collector.close_row()
            case "table:table":
                self.collector.open_gap()
            case "text:a":
                self._close_link()

    def _close_paragraph(self, name: str) -> None:
        self._paragraphs -= 1
        if self._said:
            self.collector.end_block()
        else:
            self.collector.open_gap()
        if name == "text:h":
            self.collector.end_line()
            self.collector.close_heading()

    def _close_link(self) -> None:
        address, place = self._link
        if address and "@" not in self.collector.words_since(place):
            self.says(f" {address} ")
        self._link = ("", 0)

    def says(self, text: str) -> None:
        """Characters."""
        if self._paragraphs and not self._left_out:
            self._said = self._said or bool(text.strip())
            self.collector.add(text, self._number)
