"""Our own font: which characters it carries, how wide a line is; and the rule that no other is used unless named."""

import os
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
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
    per_em, advances, glyphs = _widths()
    ends = (sum(advances[glyphs[ord(c)]][0] if ord(c) in glyphs else per_em for c in line) for line in lines)
    return max(ends, default=0) / per_em * size / POINTS_PER_MM


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


@cache
def _widths() -> tuple[int, dict[str, tuple[int, int]], dict[int, str]]:
    return _font()["head"].unitsPerEm, _font()["hmtx"].metrics, _font().getBestCmap()
