"""What a page's content says, line of text by line of text: where each is drawn, and cutting pages at some of them."""

import re
import struct
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

DRAWN = re.compile(rb"BT\n(.*?)\nET\n", re.DOTALL)
"""A line of text between the operators that begin and end it (ISO 32000-2, 9.4.1)."""
SIMPLE = re.compile(rb"1 0 0 -1 (\S+) (\S+) Tm\n/(\w+) (\S+) Tf\n\[[^\]]*\] TJ")
"""Glyphs of one font at one place, as WeasyPrint writes them."""
FONT = re.compile(rb"/(\w+) \S+ Tf")
GLYPHS = re.compile(rb"<([0-9a-f]+)>")
MARKED = re.compile(rb"/\w+\n(?:<</MCID \d+>>\nBDC|BMC)\n|EMC\n")
"""The operators that say to which element of the structure a line belongs (ISO 32000-2, 14.6)."""
SHORT = 80
"""Bytes: two gaps that stand as near to each other are filled as one."""


@dataclass(frozen=True, slots=True)
class TextLine:
    """A line of text on a page: what it says, and the bytes from ``start`` to ``end`` that draw it.

    ``x`` and ``y`` are px (1/96 inch) from the upper left corner of the page, as WeasyPrint counts. Font and size are
    empty where more than one font draws the line.
    """

    start: int
    end: int
    text: str
    x: float = 0
    y: float = 0
    font: str = ""
    size: str = ""


def text_lines(content: bytes, said: Mapping[str, Mapping[int, str]]) -> list[TextLine]:
    """The lines of text of a page in the order in which they are drawn; ``said``: what glyphs say, by their fonts."""
    return [_line(found, said) for found in DRAWN.finditer(content)]


def _line(found: re.Match[bytes], said: Mapping[str, Mapping[int, str]]) -> TextLine:
    text = _text(found[1], said)
    simple = SIMPLE.fullmatch(found[1])
    if not simple:
        return TextLine(found.start(), found.end(), text)
    x, y, font, size = (simple[at].decode() for at in range(1, 5))
    return TextLine(found.start(), found.end(), text, float(x), float(y), font, size)


def _text(operators: bytes, said: Mapping[str, Mapping[int, str]]) -> str:
    _, *parts = FONT.split(operators)
    fonts, drawn = parts[::2], parts[1::2]
    return "".join(
        _said(b"".join(GLYPHS.findall(glyphs)), said.get(font.decode(), {}))
        for font, glyphs in zip(fonts, drawn, strict=True)
    )


def _said(glyphs: bytes, known: Mapping[int, str]) -> str:
    numbers = struct.unpack(f">{len(glyphs) // 4}H", bytes.fromhex(glyphs.decode()))
    return "".join([known.get(number, "") for number in numbers])


def alone_in(lines: Sequence[TextLine], text: str) -> int | None:
    """The one line that says just this, if it is said nowhere else on the page."""
    found = [at for at, line in enumerate(lines) if text in line.text]
    return found[0] if len(found) == 1 and lines[found[0]].text == text else None


def unmarked(content: bytes) -> bytes:
    """A page's content without what belongs to its structure."""
    return MARKED.sub(b"", content)


@dataclass(frozen=True, slots=True)
class Gap:
    """Where lines of the sender's belong: their numbers in order, and what stands between them."""

    pieces: tuple[int | bytes, ...]

    def __hash__(self) -> int:
        return hash(self.pieces[0])

    def filled(self, lines: Sequence[bytes]) -> bytes:
        """What draws the lines, and what stands between them."""
        return b"".join(lines[one] if isinstance(one, int) else one for one in self.pieces)


Cut = tuple[bytes | Gap, ...]
"""A page's content: what is the same for all senders, and the gaps between."""


def cut(content: bytes, places: Mapping[int, TextLine], moved: Mapping[int, tuple[float, float]]) -> Cut:
    """A page's content without the lines at ``places`` by their numbers.

    ``moved``: by how many px (1/96 inch) to the right and down a line is to be moved.
    Gaps with little between them are one.
    """
    pieces: list[bytes | Gap] = []
    for piece in _pieces(content, places, moved):
        if isinstance(piece, Gap) and len(pieces) > 1 and isinstance(before := pieces[-2], Gap):
            between = pieces[-1]
            if isinstance(between, bytes) and len(between) <= SHORT:
                pieces[-2:] = [Gap((*before.pieces, between, *piece.pieces))]
                continue
        pieces.append(piece)
    return tuple(pieces)


def _pieces(
    content: bytes, places: Mapping[int, TextLine], moved: Mapping[int, tuple[float, float]]
) -> Iterator[bytes | Gap]:
    at, after = 0, b""
    for number, line in sorted(places.items(), key=lambda one: one[1].start):
        x, y = moved.get(number, (0, 0))
        before = b"q 1 0 0 1 %s %s cm\n" % (_number(x), _number(y)) if x or y else b""
        yield after + content[at : line.start] + before
        yield Gap((number,))
        at, after = line.end, b"Q\n" if before else b""
    yield after + content[at:]


def without(content: bytes, lines: Sequence[TextLine]) -> bytes:
    """A page's content without some of its lines."""
    at, kept = 0, []
    for line in sorted(lines, key=lambda one: one.start):
        kept.append(content[at : line.start])
        at = line.end
    return b"".join([*kept, content[at:]])


def before_glyphs(line: TextLine) -> bytes:
    """What draws glyphs in the place, font and size of a line, up to the array of TJ."""
    place = b"1 0 0 -1 %s %s Tm" % (_number(line.x), _number(line.y))
    return b"BT\n%s\n/%s %s Tf\n[" % (place, line.font.encode(), line.size.encode())


AFTER_GLYPHS = b"] TJ\nET\n"


def _number(value: float) -> bytes:
    return f"{value:.6f}".rstrip("0").rstrip(".").encode()
