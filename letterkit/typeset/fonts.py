"""Our own font: which characters it carries, how wide a line is; and the rule that no other is used unless named."""

import os
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path

from fontTools.ttLib import TTFont

from letterkit.folders import shipped

FAMILY = "Gentium Book Plus"
FILES = {"normal": "GentiumBookPlus-Regular.ttf", "bold": "GentiumBookPlus-Bold.ttf"}
POINTS_PER_MM = 72 / 25.4


def use_only_our_fonts() -> None:
    """Points fontconfig to our own folder; must be called before WeasyPrint is imported in this process."""
    os.environ["FONTCONFIG_FILE"] = str(shipped("letter_templates") / "fonts" / "fonts.conf")


@dataclass(frozen=True)
class Face:
    """A font file for one weight of a family, in CSS's words."""

    family: str
    weight: str
    file: Path


def our_face(weight: str) -> Face:
    """The file of our own font for one of the weights that letters are set in."""
    return Face(FAMILY, weight, shipped("letter_templates") / "fonts" / FILES[weight])


def widest(lines: Iterable[str], size: float) -> float:
    """The width in mm of the longest line at a size in points; a character of another font counts as a full square."""
    return max(map(unit_width, lines), default=0) * size


@lru_cache(50_000)
def unit_width(line: str) -> float:
    """The width in mm of a line at a size of one point."""
    advances = _advances()
    return sum(map(advances.__getitem__, line)) / advances.per_em / POINTS_PER_MM


class _Advances(dict[str, int]):
    """How wide each character is, in parts of the em square, as far as it was asked for."""

    def __init__(self) -> None:
        super().__init__()
        self.per_em: int = _font()["head"].unitsPerEm
        self._metrics: dict[str, tuple[int, int]] = _font()["hmtx"].metrics
        self._glyphs: dict[int, str] = _font().getBestCmap()

    def __missing__(self, character: str) -> int:
        glyph = self._glyphs.get(ord(character))
        self[character] = advance = self._metrics[glyph][0] if glyph else self.per_em
        return advance


@cache
def _advances() -> _Advances:
    return _Advances()


@cache
def our_characters() -> frozenset[str]:
    """The characters that our own font carries."""
    return frozenset(map(chr, _font().getBestCmap()))


@cache
def characters_in(file: Path) -> frozenset[str]:
    """The characters that a font file carries; where it holds several fonts, the first of them."""
    with TTFont(file, lazy=True, fontNumber=0) as font:
        return frozenset(map(chr, font.getBestCmap()))


@cache
def _font() -> TTFont:
    return TTFont(our_face("normal").file, lazy=True)
