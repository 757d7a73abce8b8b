"""Setting a sender's parts into a body that was laid out: by HarfBuzz where that gives the same, else by WeasyPrint."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from html import escape
from typing import Literal

from letterkit.folders import remembered_lately
from letterkit.model.letter import Body, Letter, SenderParts
from letterkit.typeset.content import AFTER_GLYPHS, TextLine, alone_in, before_glyphs, text_lines, unmarked, without
from letterkit.typeset.fits import Fit
from letterkit.typeset.fonts import FAMILY, our_characters
from letterkit.typeset.laying_out import LaidOut, Shape, lines_of, shape_of
from letterkit.typeset.layouts import Layout, layout
from letterkit.typeset.letter_page import as_shipped, letter_html, letter_pages
from letterkit.typeset.pages import Glyphs, Painted, lay_out_html, paint
from letterkit.typeset.scripts import Script, is_right_to_left
from letterkit.typeset.shaping import shaped
from letterkit.typeset.slots import SenderTypes, sender_types

Way = Literal["shaped", "laid out", "whole"]
"""How a sender's parts came into a letter: shaped by HarfBuzz, laid out by WeasyPrint, or with the whole letter."""
WEIGHTS = {400: "normal", 700: "bold"}
PX_PER_MM = 96 / 25.4
SURE = 0.998
"""Of a slot's width: a line that fills it to the edge may be broken by rounding."""
PATTERNS = 500
SENDERS = 8
"""Whose parts are kept in memory: one sender's letters are set one after the other."""
BLOCK = 128
"""Characters that are embedded together: which of them a sender's name has is nobody's business."""
ALWAYS = "\u0080"
"""The block of Western Europe: so nearly all senders of a group share the fonts of their files."""


@dataclass(frozen=True)
class SetParts:
    """A sender's parts, set: what draws each line, and how they came about.

    ``glyphs`` are those that the lines need beyond those that they were set with.
    """

    lines: tuple[bytes, ...]
    way: Way
    glyphs: Glyphs | None = None


@dataclass(frozen=True)
class Manner:
    """On what the look of a sender's parts depends, besides their types."""

    language: str
    layout: str
    fit: Fit
    scripts: tuple[Script, ...]


@dataclass(frozen=True)
class Slot:
    """Where one line stands: what draws it up to its glyphs, and in which font (by its name in the pages) and weight.

    ``most``: how wide it may be, in sizes of its type.
    """

    before: bytes
    face: str
    weight: str
    most: float


@dataclass(frozen=True, eq=False)
class Pattern:
    """Where the lines of parts of a shape stand, on a letter that has no text.

    ``at`` has their numbers among all ``count`` lines of that page, ``rest`` is what else is drawn there. There are no
    ``slots`` where only WeasyPrint knows how such lines are set.
    """

    lines: tuple[TextLine, ...]
    at: tuple[int, ...]
    count: int
    rest: bytes
    slots: tuple[Slot, ...]


def manner_of(laid: LaidOut) -> Manner:
    """That of a body."""
    return Manner(laid.body.language, laid.body.layout, laid.fit, laid.scripts)


def set_parts(parts: SenderParts, laid: LaidOut, glyphs: Glyphs) -> SetParts | None:
    """A sender's parts for a body, drawn with glyphs that are embedded; None where the letter is to be set as a whole.

    Raises :class:`Mistake` for what a slot can't hold, and for a character that can't be printed.
    """
    return _set_parts(parts, manner_of(laid), laid.shape, glyphs)


@remembered_lately(SENDERS)
def _set_parts(parts: SenderParts, manner: Manner, laid_for: Shape, glyphs: Glyphs) -> SetParts | None:
    place = layout(manner.layout)
    shape, types = shape_of(parts, place), sender_types(parts, place)
    pattern, usual = pattern_of(manner, shape, types), trial_pattern(manner, laid_for)
    if parts.logo or parts.by_hand or not pattern or not usual or pattern.rest != usual.rest:
        return None
    lines = lines_of(parts, shape)
    return _by_harfbuzz(lines, pattern, manner, glyphs) or _by_weasyprint(parts, lines, pattern, manner, glyphs)


@remembered_lately(PATTERNS)
def trial_pattern(manner: Manner, shape: Shape) -> Pattern | None:
    """The pattern of trial lines as they are set in a body that is laid out."""
    return pattern_of(manner, shape, sender_types(shape.trial, layout(manner.layout)))


@remembered_lately(PATTERNS)
def pattern_of(manner: Manner, shape: Shape, types: SenderTypes) -> Pattern | None:
    """Where the lines of a sender stand; None where a template of somebody's puts them elsewhere too."""
    painted, _ = _without_text(shape.trial, manner, types)
    lines = text_lines(painted.streams[0], painted.said)
    at = [alone_in(lines, text) for text in lines_of(shape.trial, shape)]
    if None in at or len(painted.pages) > 1:
        return None
    found = tuple(number for number in at if number is not None)
    mine = tuple(lines[number] for number in found)
    slots = () if is_right_to_left(manner.language) else tuple(_slots(mine, shape, layout(manner.layout), painted))
    rest = unmarked(without(painted.streams[0], mine))
    return Pattern(mine, found, len(lines), rest, slots if len(slots) == len(mine) else ())


def _without_text(
    parts: SenderParts, manner: Manner, types: SenderTypes | None = None, glyphs: Glyphs | None = None
) -> tuple[Painted, Glyphs]:
    """The pages of a letter that consists of the sender's parts."""
    empty = Body(
        language=manner.language,
        layout=manner.layout,
        route_note=None,
        address=("-",),
        subject="",
        salutation="",
        blocks=(),
        close="",
        continuation="-",
        page="-",
    )
    letter = Letter(addressee="", body=empty, parts=parts)
    html = letter_html(letter, manner.fit, types, manner.scripts)
    return paint([letter_pages(letter, html, manner.scripts)], glyphs)


def _slots(lines: Sequence[TextLine], shape: Shape, place: Layout, painted: Painted) -> Iterator[Slot]:
    """A slot for each line that is set in our own font, in the shipped look."""
    head = [place.letterhead.w] * shape.letterhead
    address = [place.return_address.w] if shape.return_address and place.return_address else []
    widths = (*head, *address, place.place_and_date.w, *[place.signature.w] * shape.signature)
    for line, width in zip(lines, widths, strict=False):
        family, weight = painted.faces.get(line.font, ("", 0))
        if family == FAMILY and weight in WEIGHTS and as_shipped():
            most = width * PX_PER_MM * SURE / float(line.size)
            yield Slot(before_glyphs(line), line.font, WEIGHTS[weight], most)


def _by_harfbuzz(texts: Sequence[str], pattern: Pattern, manner: Manner, glyphs: Glyphs) -> SetParts | None:
    if not pattern.slots:
        return None
    lines = []
    for text, slot in zip(texts, pattern.slots, strict=True):
        found = shaped(text, slot.weight, manner.language)
        if not found or found.width > slot.most or not glyphs.has(slot.face, found.numbers):
            return None
        lines.append(slot.before + found.array + AFTER_GLYPHS)
    return SetParts(tuple(lines), "shaped")


def _by_weasyprint(
    parts: SenderParts, texts: Sequence[str], pattern: Pattern, manner: Manner, glyphs: Glyphs
) -> SetParts | None:
    painted, with_mine = _without_text(parts, manner, glyphs=glyphs)
    content = painted.streams[0]
    mine = _drawn_for(texts, text_lines(content, painted.said), pattern)
    if mine is None or len(painted.pages) > 1 or unmarked(without(content, mine)) != pattern.rest:
        return None
    more = with_mine if with_mine.count > glyphs.count else None
    return SetParts(tuple(unmarked(content[line.start : line.end]) for line in mine), "laid out", more)


def _drawn_for(texts: Sequence[str], lines: Sequence[TextLine], pattern: Pattern) -> list[TextLine] | None:
    """What draws each line of the sender's, in as many lines as it takes; None where the page has others than usual."""
    mine, left = [], list(lines)
    for number in range(pattern.count):
        if number not in pattern.at:
            left = left[1:]
            continue
        text = texts[pattern.at.index(number)]
        count = next((at for at in range(1, len(left) + 1) if _same(left[:at], text)), None)
        if count is None:
            return None
        mine.append(replace(left[0], end=left[count - 1].end))
        left = left[count:]
    return None if left else mine


def _same(lines: Sequence[TextLine], text: str) -> bool:
    said = "".join(line.text for line in lines)
    return Counter(said.replace(" ", "")) == Counter(text.replace(" ", ""))


@remembered_lately(SENDERS)
def glyphs_of(parts: SenderParts) -> Glyphs:
    """The glyphs of our font that are embedded for one sender, and for many others."""
    return glyphs_for([parts])


def glyphs_for(parts: Iterable[SenderParts]) -> Glyphs:
    """The glyphs of our font that are embedded for senders with these parts, and for many others."""
    shown = (
        line for one in parts for line in (*one.letterhead, one.return_address, one.place_and_date, *one.signature)
    )
    return glyphs_beside(set("".join(shown)))


def glyphs_beside(characters: Iterable[str]) -> Glyphs:
    """The glyphs of our font, regular and bold, for characters and those beside them."""
    return _glyphs(_beside(characters))


def _beside(characters: Iterable[str]) -> frozenset[str]:
    """For letters, the first character of their block; other signs as they are; nothing for English."""
    beside = (chr(ord(one) // BLOCK * BLOCK) if one.isalpha() else one for one in characters if one > "~")
    return frozenset((ALWAYS, *beside))


@lru_cache(PATTERNS)
def _glyphs(starts: frozenset[str]) -> Glyphs:
    style = f"font-family: '{FAMILY}'; overflow-wrap: anywhere; font-variant-ligatures: none"
    text = escape("".join(_around(starts)))
    page = f'<html lang="en"><title>-</title><body style="{style}"><p>{text} -<p><b>{text} -</b>'
    return paint([lay_out_html(page)])[1]


def _around(starts: frozenset[str]) -> list[str]:
    blocks = {ord(one) // BLOCK for one in starts if ord(one) % BLOCK == 0}
    letters = {one for one in our_characters() if ord(one) // BLOCK in blocks and one.isalpha()}
    return sorted({*map(chr, range(0x21, 0x7F)), *letters, *starts & our_characters()} - set(" \u00a0\u00ad"))
