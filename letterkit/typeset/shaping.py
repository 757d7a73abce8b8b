"""Lines of text as glyphs of our own font, without laying out a page: the only place that knows HarfBuzz."""

import re
from dataclasses import dataclass
from functools import cache, lru_cache

import uharfbuzz

from letterkit.typeset.fonts import our_face

LATIN = re.compile("[ -~\u00a0-\u00ac\u00ae-\u024f\u1e00-\u1eff\u2010-\u2027\u20ac]*")
"""Text of one script, whose characters each are a glyph of their own: Pango makes one piece of it."""
FEATURES = dict.fromkeys(("liga", "clig", "dlig", "hlig", "calt"), False)
"""Off, as ``font-variant-ligatures: none`` has it (CSS Fonts 4, 6.4)."""
PER_EM = 1000
"""Units in which PDF counts within a line (ISO 32000-2, 9.4.3)."""
KEPT = 20_000


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
    font, per_em = _font(weight)
    buffer = uharfbuzz.Buffer()
    buffer.add_str(text)
    buffer.direction, buffer.script, buffer.language = "ltr", "Latn", language
    uharfbuzz.shape(font, buffer, FEATURES)
    infos, positions = buffer.glyph_infos, buffer.glyph_positions
    numbers = tuple(info.codepoint for info in infos)
    if 0 in numbers or any(one.x_offset or one.y_offset for one in positions):
        return None
    advances = tuple(one.x_advance for one in positions)
    return Shaped(numbers, _array(numbers, advances, weight), sum(advances) / per_em)


def _array(numbers: tuple[int, ...], advances: tuple[int, ...], weight: str) -> bytes:
    """The glyphs, and between them by how much the next one stands nearer than its advance has it."""
    scale, pieces = PER_EM / _font(weight)[1], []
    for number, advance in zip(numbers, advances, strict=True):
        pieces.append(f"{number:04x}")
        nearer = int(round(_advance(number, weight) * scale) - advance * scale)
        if nearer:
            pieces.append(f">{nearer}<")
    return f"<{''.join(pieces)}>".encode()


@cache
def _advance(number: int, weight: str) -> int:
    advance: int = _font(weight)[0].get_glyph_h_advance(number)
    return advance


@cache
def _font(weight: str) -> tuple[uharfbuzz.Font, int]:
    """A weight of our font, and the units of its em square."""
    face = uharfbuzz.Face(uharfbuzz.Blob.from_file_path(our_face(weight).file))
    return uharfbuzz.Font(face), face.upem
