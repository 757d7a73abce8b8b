"""A Word document → lines: paragraphs, rows of tables, numbers of lists, without deleted text and heads of pages.

Read straight from its XML: libraries for it drop the numbers of lists, text boxes and the addresses behind links.
"""

import re

from letterkit.appeals.collector import CELL, Collector
from letterkit.appeals.docx_styles import Around, Style, read_around
from letterkit.appeals.given import Extract, Given
from letterkit.errors import Mistake
from letterkit.zipped import AS_TEXT, Archive, Attributes, read_xml

_LEFT_OUT = frozenset(("w:del", "w:moveFrom", "w:instrText", "w:delText", "mc:Fallback", "w:rPrChange", "w:pPrChange"))
_MAIN = re.compile(r"word/document\d?\.xml")


def is_docx(given: Given) -> bool:
    """Whether the bytes are a zip archive with the parts of a Word document."""
    return given.data.startswith(b"PK\x03\x04") and re.search(rb"word/document\d?\.xml", given.data) is not None


def read_docx(given: Given) -> Extract:
    """The lines of a Word document; they are numbered as they would be in it as plain text, a paragraph or row each."""
    archive = Archive(given.data)
    main = min(filter(_MAIN.fullmatch, archive.names()), default="")
    if not main:
        raise Mistake("this Word document has no text in it", AS_TEXT)
    body = _Body(read_around(archive, main.rpartition("/")[2]))
    read_xml(archive.part(main), body.opens, body.closes, body.says)
    body.collector.end_line()
    return body.collector.lines, []


class _Body:
    """Feeds the collector with the events of the document's main part."""

    def __init__(self, around: Around) -> None:
        self.collector = Collector()
        self._around = around
        self._left_out = 0
        self._number = 0
        self._in_text = False
        self._outer: list[tuple[Style, bool]] = []
        self._paragraph = Style()
        self._begun = False
        self._heads = False
        self._hidden = False
        self._link: tuple[str, int] | None = None

    def opens(self, name: str, told: Attributes) -> None:
        """An element begins."""
        if self._left_out or name in _LEFT_OUT:
            self._left_out += 1
            return
        match name:
            case "w:p":
                self.collector.end_block()
                self._outer.append((self._paragraph, self._begun))
                self._paragraph, self._begun = Style(), False
                self._number += 1
            case "w:t":
                self._in_text = True
            case "w:r":
                self._hidden = False
            case "w:vanish":
                self._hidden = told.get("w:val") not in ("0", "false")
            case _:
                self._paragraph.take(name, told.get("w:val", ""))
                self._opens_other(name, told)

    def _opens_other(self, name: str, told: Attributes) -> None:
        match name:
            case "w:tab" if "w:val" not in told and "w:pos" not in told:
                self._add(CELL)
            case "w:br" | "w:cr":
                self.collector.end_line()
                self._number += 1
            case "w:noBreakHyphen":
                self._add("-")
            case "w:tbl":
                self.collector.open_table()
            case "w:tr":
                self.collector.open_row()
                self.collector.open_gap()
            case "w:tc":
                self.collector.open_cell(head=False)
            case "w:hyperlink":
                self._link = (self._around.links.get(told.get("r:id", ""), ""), self.collector.place)

    def closes(self, name: str) -> None:
        """An element ends."""
        if self._left_out:
            self._left_out -= 1
            return
        match name:
            case "w:p":
                self._end_paragraph()
            case "w:t":
                self._in_text = False
            case "w:tr":
                self.collector.close_row()
            case "w:tbl":
                self.collector.open_gap()
            case "w:hyperlink":
                self._close_link()

    def says(self, text: str) -> None:
        """Characters."""
        if self._in_text and not self._left_out and not self._hidden:
            self._add(text)

    def _add(self, text: str) -> None:
        if not self._begun and text.strip():
            self._begin()
        self.collector.add(text, self._number)

    def _begin(self) -> None:
        """The first words of a paragraph: now it is known whether it is a heading or a point of a list."""
        self._begun = True
        own = self._around.inherited(self._paragraph)
        if own.level:
            self.collector.end_line()
            self.collector.open_heading(own.level)
            self._heads = True
        elif own.list_id not in ("", "0"):
            self.collector.open_point(self._around.marker(own.list_id, own.list_level), own.list_level + 1)

    def _end_paragraph(self) -> None:
        if self._begun:
            self.collector.end_block()
        else:
            self.collector.open_gap()
        if self._heads:
            self.collector.end_line()
            self.collector.close_heading()
            self._heads = False
        self._paragraph, self._begun = self._outer.pop() if self._outer else (Style(), False)

    def _close_link(self) -> None:
        address, place = self._link or ("", 0)
        self._link = None
        if address and "@" not in self.collector.words_since(place):
            self._add(f" {address} ")
