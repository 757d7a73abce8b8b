"""Our own font: which characters it carries, how wide a line is; and the rule that no other font is ever used."""

import os
import unicodedata
from collections.abc import Iterable
from functools import cache

from fontTools.ttLib import TTFont

from letterkit.errors import Mistake
from letterkit.folders import shipped

FAMILY = "Gentium Book Plus"
LINE_ENDS = frozenset("\n\t")
POINTS_PER_MM = 72 / 25.4


def use_only_our_fonts() -> None:
    """Points fontconfig to our own folder; must be called before WeasyPrint is imported in this process."""
    os.environ["FONTCONFIG_FILE"] = str(shipped("letter_templates") / "fonts" / "fonts.conf")


def check_characters(texts: Iterable[str]) -> None:
    """Raises :class:`Mistake` that names the first character which the font can't print, or which has no shape.

    Soft hyphens, zero-width blanks and marks of direction would change or vanish in a text copied out of the PDF.
    """
    known = _characters()
    for text in texts:
        for at, character in enumerate(text):
            unseen = unicodedata.category(character) in ("Cf", "Cc") and character not in LINE_ENDS
            if unseen or (character not in known and character not in LINE_ENDS):
                name = unicodedata.name(character, "a character without a name")
                near = text[max(0, at - 20) : at + 20].replace("\n", " ")
                what = "nobody can see" if unseen else "our font has no"
                raise Mistake(
                    f"{what} {character!r} (U+{ord(character):04X}, {name}), in “{near}”",
                    "take it out" if unseen else "write it in Latin letters, or leave it away",
                )


def widest(lines: Iterable[str], size: float) -> float:
    """The width in mm of the longest line at a size in points."""
    per_em, advances, glyphs = _widths()
    ends = (sum(advances.get(glyphs.get(ord(c), ".notdef"), (0, 0))[0] for c in line) for line in lines)
    return max(ends, default=0) / per_em * size / POINTS_PER_MM


@cache
def _font() -> TTFont:
    return TTFont(shipped("letter_templates") / "fonts" / "GentiumBookPlus-Regular.ttf", lazy=True)


@cache
def _characters() -> frozenset[str]:
    return frozenset(map(chr, _font().getBestCmap()))


@cache
def _widths() -> tuple[int, dict[str, tuple[int, int]], dict[int, str]]:
    return _font()["head"].unitsPerEm, _font()["hmtx"].metrics, _font().getBestCmap()
