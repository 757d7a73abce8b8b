"""A web page → lines: blocks, line breaks and cells stay apart; scripts, menus and what is hidden are left out."""

import re
from functools import cache

from letterkit.appeals.collector import Collector, point_marker
from letterkit.appeals.given import Extract, Given, page_headline, with_title
from letterkit.appeals.markup import Tag, Words, parts_of
from letterkit.appeals.numbers import MEANS
from letterkit.appeals.surroundings import PROSE, elements, is_around, own_lines
from letterkit.appeals.text import encoding_findings, lines_of
from letterkit.appeals.vocabulary import vocabulary
from letterkit.decoding import decode
from letterkit.model.finding import Finding


@cache
def _patterns() -> dict[str, re.Pattern[str]]:
    return {
        "hex": re.compile(r"(?:[0-9a-fA-F]{2}){4,200}"),
        "settings": re.compile(
            r"\s{0,9}---[ \t]{0,9}\n(?:[\w-]{1,40}:[^\n]{0,1000}\n|\s[^\n]{0,1000}\n){1,40}---[ \t]{0,9}\n"
        ),
        "obfuscated": re.compile(r"\[email\s{0,3}protected\]"),
    }


@cache
def _charset() -> re.Pattern[bytes]:
    return re.compile(rb"<meta[^>]{0,200}charset\s{0,3}=\s{0,3}[\"']?([\w:.-]{2,20})", re.IGNORECASE)


def is_html(given: Given) -> bool:
    """Whether the bytes begin like a web page."""
    head = given.data[:4000].lower().replace(b"\0", b"")
    return any(tag in head for tag in (b"<html", b"<!doctype html", b"<body", b"<head")) or (
        given.name.lower().endswith((".html", ".htm", ".xhtml")) and b"<" in head
    )


def read_html(given: Given) -> Extract:
    """The lines of a web page; numbers are those of the lines of its source."""
    declared = _charset().search(given.data[:4000])
    decoded = decode(given.data, given.charset or (declared[1].decode("ascii") if declared else None))
    if decoded is None:
        return [], []
    lines, findings = lines_of_page(decoded[0])
    return lines, findings + encoding_findings(decoded[1])


def lines_of_page(source: str) -> Extract:
    """The lines of a page's source, without what stands around its text."""
    source = _without_settings(source)
    page = _read(source, everything=False)
    kept = sum(len(line.text) >= PROSE for line in page.collector.lines)
    if kept * 3 < page.left_out:
        page = _read(source, everything=True)  # the text itself stood in an element with such a name
    lines, findings = own_lines(page.collector, page.mains)
    return with_title(lines, page_headline(page.title, lines), 1), page.findings + findings


def _without_settings(source: str) -> str:
    """A page's source without the block of settings between two ``---`` that a content system keeps above it."""
    block = _patterns()["settings"].match(source[:5000])
    return "\n" * block[0].count("\n") + source[block.end() :] if block else source


def _read(source: str, *, everything: bool) -> "_Page":
    page = _Page(everything=everything)
    for part in parts_of(source):
        if isinstance(part, Tag):
            page.tag(part)
        else:
            page.words(part)
    page.collector.end_line()
    return page


def decoded_address(code: str) -> str:
    """The e-mail address in an attribute by which a host hides it from robots; empty when it is none."""
    if not _patterns()["hex"].fullmatch(code):
        return ""
    key, *rest = bytes.fromhex(code)
    address = bytes(key ^ byte for byte in rest).decode("utf-8", "replace")
    return address if "@" in address and address.isprintable() else ""


class _Page:
    """Collects lines. Nesting is only counted, never followed, so that no depth can harm."""

    def __init__(self, *, everything: bool = False) -> None:
        self.collector = Collector()
        self.title = ""
        self.mains: list[tuple[int, int]] = []
        self.left_out = 0
        self.findings: list[Finding] = []
        self._everything = everything
        self._skipped = ""
        self._depth = 0
        self._in_title = False
        self._in_body = False
        self._verbatim: list[Words] | None = None
        self._lists: list[list[object]] = []
        self._main: tuple[str, int, int] | None = None
        self._link: tuple[str, int] | None = None

    def words(self, words: Words) -> None:
        """Text between two tags."""
        if self._in_title:
            self.title = self.title or " ".join(words.text.split())[:500]
        elif self._skipped:
            self.left_out += self._skipped not in elements("never") and len(words.text.strip()) >= PROSE
        elif self._verbatim is not None:
            self._verbatim.append(words)
        else:
            blank = len(words.text) - len(words.text.lstrip())
            number = words.number + words.text.count("\n", 0, blank)
            self.collector.add(words.text, number, linked=self._link is not None)

    def tag(self, tag: Tag) -> None:
        """A tag that opens or closes an element."""
        if tag.name == "title":
            self._in_title = not tag.closes
        elif tag.name in ("body", "head"):
            self._skipped = "" if tag.name == "body" or tag.closes else self._skipped
            self.collector.end_line()
        elif self._skipped:
            self._count(tag)
        elif not tag.closes and is_around(tag, everything=self._everything):
            self.collector.end_line()
            self._skipped, self._depth = tag.name, 1
        elif tag.closes:
            self._close(tag.name)
        else:
            self._open(tag)

    def _count(self, tag: Tag) -> None:
        if tag.name == self._skipped:
            self._depth += -1 if tag.closes else 1
            if self._depth == 0:
                self._skipped = ""

    def _open(self, tag: Tag) -> None:
        name = tag.name
        if name in ("td", "th"):
            self.collector.open_cell(head=name == "th")
        elif name == "tr":
            self.collector.close_row()
            self.collector.open_row()
            self.collector.open_gap()
        elif name == "br":
            self._break()
        elif name in ("li", "dd"):
            self._open_point(tag)
        elif name in elements("blocks"):
            self._open_block(tag)
        elif name == "a":
            self._link = (tag.attributes.get("href", ""), self.collector.place)
        if code := tag.attributes.get("data-cfemail"):
            self.collector.add(f" {decoded_address(code)} ", tag.number)
            self._skipped, self._depth = (tag.name, 1) if decoded_address(code) else ("", 0)

    def _break(self) -> None:
        if self._verbatim is not None:
            self._verbatim.append(Words("\n", 0))
        elif self.collector.holds_words:
            self.collector.end_line()
        else:
            self.collector.open_gap()

    def _open_point(self, tag: Tag) -> None:
        joins = tag.name == "dd" and self._follows_label()
        if joins:
            return
        self.collector.end_line()
        if tag.name == "li":
            self.collector.open_point(self._next_marker(tag), len(self._lists))

    def _follows_label(self) -> bool:
        """Whether the term before a definition is a label ("Fax"), which then goes before it."""
        term = self.collector.words_since(0).strip(" \n\t:")
        if self.collector.holds_words and vocabulary().labels.whole(term) in MEANS:
            self.collector.replace_since(0, f"{term}: ")
            return True
        return False

    def _next_marker(self, tag: Tag) -> str:
        if not self._lists:
            return "•"
        kind, number = self._lists[-1]
        stated = tag.attributes.get("value", "")
        number = int(stated) if stated.isdecimal() and len(stated) < 4 else int(str(number))
        self._lists[-1][1] = number + 1
        return point_marker(number, str(kind))

    def _open_block(self, tag: Tag) -> None:
        name = tag.name
        self._end(name)
        self.collector.open_gap()
        if name == "table":
            self.collector.open_table()
        elif name in ("ul", "ol"):
            start = tag.attributes.get("start", "")
            first = int(start) if start.isdecimal() and len(start) < 4 else 1
            self._lists.append([tag.attributes.get("type", "1") if name == "ol" else "", first])
            del self._lists[:-50]
        elif name == "pre":
            self._verbatim = []
        elif len(name) == 2 and name[1].isdigit():
            self.collector.open_heading(int(name[1]))
        elif self._main is None and (name in ("main", "article") or tag.attributes.get("role") == "main"):
            self._main = (name, 0, len(self.collector.lines))
        if self._main and name == self._main[0]:
            self._main = (name, self._main[1] + 1, self._main[2])

    def _close(self, name: str) -> None:
        if name == "a":
            self._close_link()
        elif name == "pre":
            self._close_verbatim()
        elif name == "dt":
            pass  # its line goes on with the definition when it is a label
        elif name == "tr":
            self.collector.close_row()
        elif name in elements("blocks") or name in ("li", "dd"):
            self._end(name)
            if name not in ("li", "dd"):
                self.collector.open_gap()
            self.collector.close_heading()
            if name in ("ul", "ol") and self._lists:
                self._lists.pop()
            self._close_main(name)

    def _end(self, name: str) -> None:
        if name in elements("soft"):
            self.collector.end_block()
        else:
            self.collector.end_line()

    def _close_main(self, name: str) -> None:
        if self._main and name == self._main[0]:
            self._main = (name, self._main[1] - 1, self._main[2])
            if self._main[1] == 0:
                self.mains.append((self._main[2], len(self.collector.lines)))
                self._main = None

    def _close_link(self) -> None:
        """A link ends; an address that only its target has is kept behind its words."""
        href, place = self._link or ("", 0)
        self._link = None
        address = ""
        if href.lower().startswith("mailto:"):
            address = href[7:].partition("?")[0].replace("%40", "@").strip()
        elif "email-protection#" in href:
            address = decoded_address(href.partition("email-protection#")[2])
        shown = self.collector.words_since(place)
        if "@" in address and "@" not in shown:
            before = self.collector.words_since(0)
            labelled = before[: len(before) - len(shown)].rstrip().endswith(":")
            shown = "" if labelled else _patterns()["obfuscated"].sub("", shown).strip()
            self.collector.replace_since(place, f" {shown} {address} " if shown else f" {address} ")

    def _close_verbatim(self) -> None:
        """Text with its own line breaks, such as a mail in an archive, is read as plain text is."""
        parts, self._verbatim = self._verbatim, None
        if parts:
            text = "".join(part.text for part in parts)
            lines, findings = lines_of(text, parts[0].number)
            self.collector.lines += lines
            self.findings += findings
