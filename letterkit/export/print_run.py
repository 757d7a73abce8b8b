"""The file for the printer: letters of many senders, each beginning on a front, everything they share put in once."""

from typing import IO, NamedTuple

from letterkit.export.pdf_file import Duplex, PagedFile, Section
from letterkit.typeset.content import Gap
from letterkit.typeset.pdf_objects import packed, stream
from letterkit.typeset.run_pages import RunPages

KEPT_STREAMS = 25_000
"""Senders' lines that may be used again: where letters lie by addressee, those of all who sign in a chunk."""


class PrintRun:
    """A print run on its way into a file: on both sides of the paper, and whether backs are left empty."""

    def __init__(self, out: IO[bytes], *, duplex: bool, backs: bool) -> None:
        self._file, self._duplex, self._backs = PagedFile(out), duplex, backs

    def section(self, title: str) -> Section:
        """Begins what lies together; sections lie in the order in which they are begun."""
        return self._file.section(title)

    def chunk(self, pages: RunPages) -> "Placing":
        """Puts in what the letters of a chunk have in common."""
        return Placing(self._file, pages, backs=self._backs)

    def close(self, title: str) -> None:
        """Writes the rest."""
        duplex: Duplex = "DuplexFlipLongEdge" if self._duplex else "Simplex"
        self._file.close(title, duplex)


class _Gap(NamedTuple):
    """A gap with the number by which it is known: the same in all bodies, and looked up for every letter."""

    number: int
    gap: Gap


class Placing:
    """The letters of a chunk on their way into sections."""

    def __init__(self, file: PagedFile, pages: RunPages, *, backs: bool) -> None:
        self._file, self._pages, self._backs = file, pages, backs
        numbers = file.pdf.adopt(pages.objects)
        self._resources = numbers.get(pages.resources, 0)
        self._contents: dict[int, list[list[int | _Gap]]] = {}
        self._gaps: dict[Gap, _Gap] = {}
        self._drawn: dict[tuple[int, int], int] = {}

    def put(self, section: Section, title: str, number: int, only: range | None = None) -> None:
        """Puts a letter of the chunk, by its number, into a section; or only some of its pages. It was set before.

        A title makes a bookmark of it. After an odd number of pages comes an empty back.
        """
        place = self._pages.letters[number]
        assert place is not None
        body, lines = place
        if title:
            self._file.bookmark_next(section, title)
        papers, contents = self._pages.bodies[body].papers, self._contents.get(body) or self._shared(body)
        wanted = only or range(len(papers))
        for page in wanted:
            drawn = [one if isinstance(one, int) else self._lines(lines, one) for one in contents[page]]
            self._file.page(section, papers[page], self._resources, drawn)
        if self._backs and len(wanted) % 2:
            self._file.page(section, papers[wanted[-1]], None, ())

    def _shared(self, body: int) -> list[list[int | _Gap]]:
        """The pages of a body: the numbers of what all its senders share, which is put in now, and the gaps between."""
        put = self._file.pdf.put_stream
        self._contents[body] = [
            [self._numbered(piece) if isinstance(piece, Gap) else put(packed(piece)) for piece in cut]
            for cut in self._pages.bodies[body].cuts
        ]
        return self._contents[body]

    def _numbered(self, gap: Gap) -> _Gap:
        return self._gaps.setdefault(gap, _Gap(len(self._gaps), gap))

    def _lines(self, lines: int, gap: _Gap) -> int:
        """What draws a sender's lines in a gap; put in once for all letters that have the same there."""
        number = self._drawn.get((lines, gap.number))
        if number is None:
            if len(self._drawn) >= KEPT_STREAMS:
                self._drawn.clear()
            drawn = stream(gap.gap.filled(self._pages.lines[lines]))
            number = self._drawn[lines, gap.number] = self._file.pdf.put_stream(drawn)
        return number
