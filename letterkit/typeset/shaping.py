"""Lines of text as glyphs of our own font, without laying out a page: the only place that knows HarfBuzz."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Any

import uharfbuzz

from letterkit.typeset.fonts import our_face

LATIN = re.compile("[ -~\u00a0-\u00ac\u00ae-\u024f\u1e00-\u1eff\u2010-\u2027\u20ac]*")
"""Text of one script, whose characters each are a glyph of their own: Pango makes one piece of it."""
FEATURES = dict.fromkeys(("liga", "clig", "dlig", "hlig", "calt"), False)
"""Off, as ``font-variant-ligatures: none`` has it (CSS Fonts 4, 6.4)."""
PER_EM = 1000
"""Units in which PDF counts within a line (ISO 32000-2, 9.4.3)."""
KEPT = 5_000
"""Lines that may come again soon: those of the sender at hand, and towns that many live in."""


@dataclass(frozen=True, slots=True)
class Shaped:
    """A line as glyphs: their numbers, what an array of TJ holds, and the line's width at a size of one point."""

    numbers: tuple[int, ...]
    array: bytes
    width: float

    @property
    def glyphs(self) -> bytes:
        """The numbers in hexadecimal, as a page's content has them."""
        return b"".join(b"%04x" % number for number in self.numbers)


@lru_cache(KEPT)
def shaped(text: str, weight: str, language: str) -> Shaped | None:
    """A line in one weight of our own font; None where more than that is to be known to set it.

    So it is with other scripts than Latin, marks that are set on letters, and characters that the font lacks.
    """
    if not LATIN.fullmatch(text):
        return None
    font, _ = _font(weight)
    buffer = uharfbuzz.Buffer()
    buffer.add_str(text)
    buffer.direction, buffer.script, buffer.language = "ltr", "Latn", language
    uharfbuzz.shape(font, buffer, FEATURES)
    return _line(zip(buffer.glyph_infos, buffer.glyph_positions, strict=True), weight)


def _line(glyphs: Iterable[tuple[Any, Any]], weight: str) -> Shaped | None:
    """The glyphs, and between them by how much the next one stands nearer than the usual advance has it."""
    known, per_em = _usual(weight), _font(weight)[1]
    numbers, pieces, width = [], [], 0
    for info, place in glyphs:
        advance = place.x_advance
        number, usual, written, wide = known[info.codepoint]
        if not number or place.x_offset or place.y_offset:
            return None
        numbers.append(number)
        pieces.append(written)
        width += advance
        nearer = int(wide - advance * PER_EM / per_em) if advance != usual else 0
        if nearer:
            pieces.append(f">{nearer}<")
    return Shaped(tuple(numbers), f"<{''.join(pieces)}>".encode(), width / per_em)


class _Usual(dict[int, tuple[int, int, str, int]]):
    """Of each glyph, as far as it was asked for: its number, advance, number as it is written, width as PDF has it."""

    def __init__(self, font: uharfbuzz.Font, per_em: int) -> None:
        super().__init__()
        self._font, self._per_em = font, per_em

    def __missing__(self, number: int) -> tuple[int, int, str, int]:
        advance: int = self._font.get_glyph_h_advance(number)
        self[number] = found = number, advance, f"{number:04x}", round(advance * PER_EM / self._per_em)
        return found


@cache
def _usual(weight: str) -> _Usual:
    return _Usual(*_font(weight))


@cache
def _font(weight: str) -> tuple[uharfbuzz.Font, int]:
    """A weight of our font, and the units of its em square."""
    face = uharfbuzz.Face(uharfbuzz.Blob.from_file_path(our_face(weight).file))
    return uharfbuzz.Font(face), face.upem
