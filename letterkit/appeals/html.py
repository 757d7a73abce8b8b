"""A web page → lines: blocks, line breaks and table cells stay apart; scripts, styles and navigation are left out."""

import re
from functools import cache
from html.parser import HTMLParser

from letterkit.appeals.lines import Line, take_marker
from letterkit.appeals.numbers import MEANS
from letterkit.appeals.text import HIDDEN, decode, encoding_findings
from letterkit.appeals.vocabulary import vocabulary
from letterkit.model.finding import Finding

_SKIPPED = frozenset(
    ["script", "style", "noscript", "template", "svg", "nav", "select", "button", "textarea", "iframe", "object"]
)
_BLOCKS = frozenset(
    [
        "p",
        "div",
        "section",
        "article",
        "header",
        "footer",
        "main",
        "aside",
        "ul",
        "ol",
        "dl",
        "table",
        "thead",
        "tbody",
        "tfoot",
        "tr",
        "form",
        "fieldset",
        "blockquote",
        "pre",
        "address",
        "figure",
        "figcaption",
        "hr",
        "center",
        "body",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "details",
        "summary",
    ]
)
_ENTRIES = frozenset(["li", "dt", "dd", "br"])
_CELL = "\x1f"
_ON_ONE_LINE = {**HIDDEN, 9: " ", 10: " ", 13: " ", 0xA0: " "}


@cache
def _charset() -> re.Pattern[bytes]:
    return re.compile(rb"<meta[^>]{0,200}charset=[\"']?([\w-]{2,20})", re.IGNORECASE)


def is_html(data: bytes, name: str) -> bool:
    """Whether the bytes begin like a web page."""
    head = data[:4000].lower()
    return any(tag in head for tag in (b"<html", b"<!doctype html", b"<body", b"<head")) or (
        name.lower().endswith((".html", ".htm")) and b"<" in head
    )


def read_html(data: bytes) -> tuple[list[Line], list[Finding]]:
    """The lines of a web page; numbers are those of the lines of its source."""
    declared = _charset().search(data[:4000])
    decoded = decode(data, declared[1].decode("ascii") if declared else None)
    if decoded is None:
        return [], []
    page = _Page()
    page.feed(decoded[0])
    page.close()
    page.end_line()
    return page.lines, encoding_findings(decoded[1])


class _Page(HTMLParser):
    """Collects lines. Nesting is only counted, never followed, so that no depth can harm."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.lines: list[Line] = []
        self._parts: list[str] = []
        self._number = 1
        self._gap = False
        self._level = 0
        self._marker = ""
        self._skipping = 0
        self._in_title = False
        self._mail = ""
        self._link_start = 0
        self._columns: list[str] = []
        self._column = 0
        self._cell_start = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in _SKIPPED:
            self._skipping += 1
        elif tag == "title":
            self._in_title = True
        elif tag in _BLOCKS or tag in _ENTRIES:
            self._begin(tag)
            self._columns = [] if tag == "table" else self._columns
            self._column = 0 if tag == "tr" else self._column
        elif tag in ("td", "th"):
            self._begin_cell(tag)
        elif tag == "a":
            link = dict(attrs).get("href") or ""
            self._mail = link[7:].partition("?")[0] if link.lower().startswith("mailto:") else ""
            self._link_start = len(self._parts)

    def handle_endtag(self, tag: str) -> None:
        if tag in _SKIPPED:
            self._skipping = max(0, self._skipping - 1)
        elif tag == "title":
            self._in_title = False
        elif tag == "th":
            self._columns.append("".join(self._parts[self._cell_start :]).strip(_CELL + " \n"))
        elif tag in _BLOCKS or tag == "li":
            self.end_line()
            self._gap = self._gap or tag not in ("tr", "li")
            self._level = 0
        elif tag == "a" and self._mail:
            if "@" not in "".join(self._parts[self._link_start :]):
                self._parts[self._link_start :] = [f" {self._mail}"]
            self._mail = ""

    def handle_data(self, data: str) -> None:
        if self._skipping or self._in_title or not (data.strip() or self._parts):
            return
        if not self._parts:
            self._number = self.getpos()[0] + data[: len(data) - len(data.lstrip())].count("\n")
        self._parts.append(data)

    def _begin(self, tag: str) -> None:
        if self._skipping:
            return
        self.end_line()
        if tag not in ("br", "li", "dt", "dd"):
            self._gap = True
        if tag == "li":
            self._marker = "•"
        if len(tag) == 2 and tag[0] == "h" and tag[1].isdigit():
            self._level, self._marker = int(tag[1]), ""

    def _begin_cell(self, tag: str) -> None:
        """A cell begins; where its column's head is a label ("Fax"), the label goes before it."""
        if self._parts:
            self._parts.append(_CELL)
        self._cell_start = len(self._parts)
        label = self._columns[self._column] if tag == "td" and self._column < len(self._columns) else ""
        if label and vocabulary().labels.whole(label) in MEANS:
            self._parts.append(f"{label}: ")
        self._column += 1

    def end_line(self) -> None:
        """Ends the line that is being collected."""
        cells = (" ".join(cell.translate(_ON_ONE_LINE).split()) for cell in "".join(self._parts).split(_CELL))
        text = "   ".join(filter(None, cells))
        self._parts = []
        if not text:
            return
        line = Line(self._number, text, gap=self._gap or self._level > 0, level=self._level, marker=self._marker)
        self.lines.append(take_marker(line))
        self._gap, self._marker = False, ""
