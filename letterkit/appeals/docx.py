"""A Word document → lines: paragraphs, rows of tables, numbers of lists; deleted text, heads and feet of pages left out.

Read straight from its XML: libraries for it drop the numbers of lists, text boxes and the addresses behind links.
"""

import re
from collections import Counter
from dataclasses import dataclass, field

from letterkit.appeals.collector import CELL, Collector, point_marker
from letterkit.appeals.given import Extract, Given
from letterkit.appeals.zipped import Archive, Attributes, read_xml

_LEFT_OUT = frozenset(("w:del", "w:moveFrom", "w:instrText", "w:delText", "mc:Fallback", "w:rPrChange", "w:pPrChange"))
_MAIN = "word/document.xml"


def is_docx(given: Given) -> bool:
    """Whether the bytes are a zip archive with the parts of a Word document."""
    return given.data.startswith(b"PK\x03\x04") and _MAIN.encode() in given.data


def read_docx(given: Given) -> Extract:
    """The lines of a Word document; they are numbered as they would be in it as plain text, a paragraph or row each."""
    archive = Archive(given.data)
    links = _links(archive.part("word/_rels/document.xml.rels"))
    body = _Body(_styles(archive.part("word/styles.xml")), _numbering(archive.part("word/numbering.xml")), links)
    read_xml(archive.part(_MAIN), body.opens, body.closes, body.says)
    body.collector.end_line()
    return body.collector.lines, []


@dataclass
class _Style:
    based_on: str = ""
    level: int = 0
    list_id: str = ""
    list_level: int = 0


@dataclass
class _Level:
    style: str = "bullet"
    start: int = 1


@dataclass
class _Numbering:
    lists: dict[str, str] = field(default_factory=dict)
    levels: dict[tuple[str, int], _Level] = field(default_factory=dict)


def _links(data: bytes) -> dict[str, str]:
    """The targets of the document's links that are e-mail addresses."""
    links: dict[str, str] = {}

    def opens(name: str, told: Attributes) -> None:
        target = told.get("Target", "")
        if name == "rel:Relationship" and target.lower().startswith("mailto:"):
            links[told.get("Id", "")] = target[7:].partition("?")[0]

    if data:
        read_xml(data, opens, lambda name: None, lambda text: None)
    return links


def _styles(data: bytes) -> dict[str, _Style]:
    """What the styles of paragraphs say: the level of a heading, a list."""
    styles: dict[str, _Style] = {}
    now = [_Style()]

    def opens(name: str, told: Attributes) -> None:
        value = told.get("w:val", "")
        if name == "w:style":
            now[0] = styles.setdefault(told.get("w:styleId", ""), _Style())
        elif name == "w:name":
            now[0].level = _heading_level(value)
        elif name == "w:basedOn":
            now[0].based_on = value
        elif name == "w:outlineLvl" and value.isdecimal() and int(value) < 6:
            now[0].level = now[0].level or int(value) + 1
        elif name == "w:numId":
            now[0].list_id = value
        elif name == "w:ilvl":
            now[0].list_level = _number(value)

    if data:
        read_xml(data, opens, lambda name: None, lambda text: None)
    return styles


def _heading_level(name: str) -> int:
    found = re.fullmatch(r"heading (\d)", name[:20].lower())
    return int(found[1]) if found else int(name.lower() == "title")


def _number(value: str) -> int:
    return int(value) if value.isdecimal() and len(value) < 5 else 0


def _numbering(data: bytes) -> _Numbering:
    """The lists of the document: which signs their levels have."""
    numbering = _Numbering()
    abstract, level, concrete = "", 0, ""

    def opens(name: str, told: Attributes) -> None:
        nonlocal abstract, level, concrete
        value = told.get("w:val", "")
        if name == "w:abstractNum":
            abstract = told.get("w:abstractNumId", "")
        elif name == "w:lvl":
            level = _number(told.get("w:ilvl", ""))
            numbering.levels.setdefault((abstract, level), _Level())
        elif name == "w:start" and (abstract, level) in numbering.levels:
            numbering.levels[abstract, level].start = _number(value)
        elif name == "w:numFmt" and (abstract, level) in numbering.levels:
            numbering.levels[abstract, level].style = value
        elif name == "w:num":
            concrete = told.get("w:numId", "")
        elif name == "w:abstractNumId":
            numbering.lists[concrete] = value

    if data:
        read_xml(data, opens, lambda name: None, lambda text: None)
    return numbering


class _Body:
    """Feeds the collector with the events of the document's main part."""

    def __init__(self, styles: dict[str, _Style], numbering: _Numbering, links: dict[str, str]) -> None:
        self.collector = Collector()
        self._styles = styles
        self._numbering = numbering
        self._links = links
        self._counts: Counter[tuple[str, int]] = Counter()
        self._left_out = 0
        self._number = 0
        self._in_text = False
        self._outer: list[tuple[_Style, bool]] = []
        self._paragraph = _Style()
        self._begun = False
        self._heads = False
        self._hidden = False
        self._link: tuple[str, int] | None = None

    def opens(self, name: str, told: Attributes) -> None:
        """An element begins."""
        if self._left_out or name in _LEFT_OUT:
            self._left_out += 1
            return
        value = told.get("w:val", "")
        match name:
            case "w:p":
                self.collector.end_block()
                self._outer.append((self._paragraph, self._begun))
                self._paragraph, self._begun = _Style(), False
                self._number += 1
            case "w:t":
                self._in_text = True
            case "w:r":
                self._hidden = False
            case "w:pStyle":
                self._paragraph.based_on = value
            case "w:numId":
                self._paragraph.list_id = value
            case "w:ilvl":
                self._paragraph.list_level = _number(value)
            case "w:outlineLvl":
                self._paragraph.level = _number(value) + 1 if _number(value) < 6 else 0
            case "w:vanish":
                self._hidden = value not in ("0", "false")
            case _:
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
                self._link = (self._links.get(told.get("r:id", ""), ""), self.collector.place)

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
        own = self._inherited()
        if own.level:
            self.collector.end_line()
            self.collector.open_heading(own.level)
            self._heads = True
        elif own.list_id not in ("", "0"):
            self.collector.open_point(self._marker(own.list_id, own.list_level))

    def _inherited(self) -> _Style:
        found, style = self._paragraph, self._paragraph
        for _ in range(10):
            if style.based_on not in self._styles:
                break
            style = self._styles[style.based_on]
            level, list_id = found.level or style.level, found.list_id or style.list_id
            found = _Style("", level, list_id, found.list_level or style.list_level)
        return found

    def _marker(self, list_id: str, depth: int) -> str:
        abstract = self._numbering.lists.get(list_id, "")
        level = self._numbering.levels.get((abstract, depth), _Level())
        for list_and_depth in [key for key in self._counts if key[0] == list_id and key[1] > depth]:
            del self._counts[list_and_depth]
        self._counts[list_id, depth] += 1
        return point_marker(level.start + self._counts[list_id, depth] - 1, level.style)

    def _end_paragraph(self) -> None:
        if self._begun:
            self.collector.end_block()
        else:
            self.collector.open_gap()
        if self._heads:
            self.collector.end_line()
            self.collector.close_heading()
            self._heads = False
        self._paragraph, self._begun = self._outer.pop() if self._outer else (_Style(), False)

    def _close_link(self) -> None:
        address, place = self._link or ("", 0)
        self._link = None
        if address and "@" not in self.collector.words_since(place):
            self._add(f" {address} ")
