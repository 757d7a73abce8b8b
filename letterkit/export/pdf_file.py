"""A PDF file written as it grows: objects, a page tree of sections, bookmarks; memory for no more than their places."""

from __future__ import annotations  # an array is told of its kind only to the type checker before Python 3.12

import re
from array import array
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import IO, Literal

from letterkit.typeset.pdf_objects import FAST, HEAD, ROW, collection, end_of_file, indirect
from letterkit.typeset.run_pages import renumbered

TOGETHER = 200
"""Objects that are packed into one."""
BRANCH = 100
"""Children of a node of the page tree at most: so a reader finds page 50,000 at once."""

Branch = tuple[int, Sequence[int], int]
"""A node of the page tree: its number, its children, how many pages are below it."""
Duplex = Literal["DuplexFlipLongEdge", "Simplex"]


class PdfFile:
    """Objects on their way into a file; what is no stream is packed together with others."""

    def __init__(self, out: IO[bytes]) -> None:
        self._out, self._at = out, 0
        self._rows = bytearray(ROW.pack(0, 0, 65535))
        self._waiting: list[tuple[int, bytes]] = []
        self._write(HEAD)

    def number(self) -> int:
        """A number for an object that is put in later."""
        self._rows += bytes(ROW.size)
        return len(self._rows) // ROW.size - 1

    def put(self, body: bytes, number: int | None = None) -> int:
        """Puts in an object that is no stream; gives its number."""
        number = number or self.number()
        self._waiting.append((number, body))
        if len(self._waiting) == TOGETHER:
            self._pack()
        return number

    def put_stream(self, body: bytes, number: int | None = None) -> int:
        """Puts in a stream; gives its number."""
        number = number or self.number()
        self._row(number, 1, self._at)
        self._write(indirect(number, body))
        return number

    def adopt(self, objects: Mapping[int, bytes]) -> dict[int, int]:
        """Puts in objects that refer to each other; gives their new numbers."""
        numbers = {old: self.number() for old in sorted(objects)}
        for old, new in numbers.items():
            body = renumbered(objects[old], numbers)
            (self.put_stream if b"stream\n" in body else self.put)(body, new)
        return numbers

    def close(self, root: int, information: int) -> None:
        """Writes what is left, and the cross-references."""
        self._pack()
        number, at = self.number(), self._at
        self._row(number, 1, at)
        self._write(end_of_file(number, self._rows, at, root, information))

    def _pack(self) -> None:
        if not self._waiting:
            return
        number = self.number()
        for index, (one, _) in enumerate(self._waiting):
            self._row(one, 2, number, index)
        body = collection(self._waiting, level=FAST)
        self._waiting.clear()
        self.put_stream(body, number)

    def _row(self, number: int, kind: int, place: int, index: int = 0) -> None:
        ROW.pack_into(self._rows, number * ROW.size, kind, place, index)

    def _write(self, data: bytes) -> None:
        self._out.write(data)
        self._at += len(data)


@dataclass
class Section:
    """Pages that lie together, under one bookmark: its title, and those below it with the pages that they lead to.

    ``nodes`` are those of the page tree in which the pages hang.
    """

    title: str
    nodes: list[int] = field(default_factory=list)
    pages: array[int] = field(default_factory=lambda: array("I"))
    titles: list[str] = field(default_factory=list)
    led_to: array[int] = field(default_factory=lambda: array("I"))


class PagedFile:
    """A file of pages in sections, in the order in which the sections were begun, whenever their pages come."""

    def __init__(self, out: IO[bytes]) -> None:
        self.pdf = PdfFile(out)
        self._root, self._outlines = self.pdf.number(), self.pdf.number()
        self._sections: list[Section] = []
        self._empty = self.pdf.put(b"<<>>")

    def section(self, title: str) -> Section:
        """Begins a section."""
        section = Section(title)
        self._sections.append(section)
        return section

    def page(self, section: Section, paper: bytes, resources: int | None, contents: Sequence[int]) -> None:
        """Adds a page to a section: its paper as a PDF array, and the numbers of what it draws with and draws."""
        if len(section.pages) % BRANCH == 0:
            section.nodes.append(self.pdf.number())
        drawn = b" ".join(b"%d 0 R" % number for number in contents)
        entries = b"<</Type/Page/Parent %d 0 R/MediaBox%s/Resources %d 0 R/Contents[%s]>>"
        section.pages.append(self.pdf.put(entries % (section.nodes[-1], paper, resources or self._empty, drawn)))

    def bookmark_next(self, section: Section, title: str) -> None:
        """A bookmark of the section that leads to the page that comes next."""
        section.titles.append(title)
        section.led_to.append(len(section.pages))

    def close(self, title: str, duplex: Duplex) -> None:
        """Writes the page tree, the bookmarks, and how the file wants to be printed: as large as it is."""
        self._page_tree()
        self._bookmarks()
        wanted = b"/PrintScaling/None/Duplex/%s/DisplayDocTitle true" % duplex.encode()
        root = self.pdf.put(
            b"<</Type/Catalog/Pages %d 0 R/Outlines %d 0 R/PageMode/UseOutlines/ViewerPreferences<<%s>>>>"
            % (self._root, self._outlines, wanted)
        )
        information = self.pdf.put(b"<</Title %s/Producer(letterkit)>>" % text_string(title))
        self.pdf.close(root, information)

    def _page_tree(self) -> None:
        """Nodes over the sections' pages, so that a reader finds any page at once."""
        level = [branch for section in self._sections for branch in _branches(section)]
        while len(level) > BRANCH:
            level = [self._branch(self.pdf.number(), level[at : at + BRANCH]) for at in range(0, len(level), BRANCH)]
        number, kids, count = self._branch(self._root, level)
        self._node(number, b"", kids, count)

    def _branch(self, number: int, level: Sequence[Branch]) -> Branch:
        """A node over others, which are written now that it has a number."""
        for one, kids, count in level:
            self._node(one, b"/Parent %d 0 R" % number, kids, count)
        return number, [one for one, _, _ in level], sum(count for _, _, count in level)

    def _node(self, number: int, parent: bytes, kids: Sequence[int], count: int) -> None:
        listed = b" ".join(b"%d 0 R" % kid for kid in kids)
        self.pdf.put(b"<</Type/Pages%s/Count %d/Kids[%s]>>" % (parent, count, listed), number)

    def _bookmarks(self) -> None:
        numbers = [self.pdf.number() for section in self._sections]
        for at, section in enumerate(self._sections):
            below = [self.pdf.number() for _ in section.titles]
            for place, title in enumerate(section.titles):
                self._bookmark(below, place, numbers[at], (title, section.pages[section.led_to[place]]))
            inside = b"/First %d 0 R/Last %d 0 R/Count %d" % (below[0], below[-1], -len(below)) if below else b""
            self._bookmark(numbers, at, self._outlines, (section.title, section.pages[0]), inside)
        first_and_last = (numbers[0], numbers[-1], len(numbers))
        self.pdf.put(b"<</Type/Outlines/First %d 0 R/Last %d 0 R/Count %d>>" % first_and_last, self._outlines)

    def _bookmark(
        self, beside: Sequence[int], at: int, above: int, leads: tuple[str, int], inside: bytes = b""
    ) -> None:
        """An entry of the bookmarks: the numbers of those beside it, its place among them, and to what it leads."""
        before = b"/Prev %d 0 R" % beside[at - 1] if at else b""
        after = b"/Next %d 0 R" % beside[at + 1] if at + 1 < len(beside) else b""
        title, page = leads
        entries = b"<</Title %s/Parent %d 0 R%s%s%s/Dest[%d 0 R/Fit]>>"
        self.pdf.put(entries % (text_string(title), above, before, after, inside, page), beside[at])


def _branches(section: Section) -> Iterator[Branch]:
    for at, node in enumerate(section.nodes):
        pages = section.pages[at * BRANCH : (at + 1) * BRANCH]
        yield node, pages, len(pages)


def text_string(text: str) -> bytes:
    """A text as PDF writes it (ISO 32000-2, 7.9.2.2)."""
    if text.isascii():
        return b"(%s)" % re.sub(rb"([\\()])", rb"\\\1", text.encode())
    return b"<FEFF%s>" % text.encode("utf-16-be").hex().upper().encode()
