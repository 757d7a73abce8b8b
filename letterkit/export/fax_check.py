"""What a fax file is like: whether machines can receive it, and what software on the way may stumble over."""

import struct
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from letterkit.errors import Mistake
from letterkit.export.fax_format import LONGEST_PAGE, MM_PER_INCH, WIDTH
from letterkit.export.fax_pages import LEAST_INK, MOST_INK, ink_in

MOST_PAGES, MOST_ROWS, MOST_BYTES = 500, 20_000, 100_000_000
SIZES = {1: 1, 2: 1, 3: 2, 4: 4, 5: 8}
"""Bytes of a value by the type of its tag: those that the tags of a fax have."""
WIDTHS = {WIDTH: "A4", 2048: "B4", 2432: "A3"}
LINES = {
    98: "standard",
    100: "standard",
    196: "fine",
    200: "fine",
    391: "superfine",
    392: "superfine",
    400: "superfine",
}
BY_LINE, BY_AREA, BY_PAGE = "T.4 by line (mh)", "T.4 by area (mr)", "T.6 (mmr)"
LESS_KNOWN = (BY_AREA, BY_PAGE)
NEGATIVE = 0.5


@dataclass(frozen=True)
class Remark:
    """One thing to know of a page; ``fails`` says whether the call will."""

    page: int
    message: str
    fails: bool = False


@dataclass(frozen=True)
class PageLook:
    """A page as its tags describe it, and its black share (None where the rows can't be decoded)."""

    page: int
    width: int
    rows: int
    dpi: tuple[float, float]
    coding: str
    ink: float | None
    page_number: tuple[int, int] | None


Tags = dict[int, tuple[Any, ...]]


def is_tiff(start: bytes) -> bool:
    """Whether a file begins as a TIFF does."""
    return start[:4] in (b"II*\0", b"MM\0*")


def look_at_fax(data: bytes) -> tuple[list[PageLook], list[Remark]]:
    """All pages of a fax file and what is to be said of them; raises :class:`Mistake` for what is no TIFF at all."""
    pages = list(_directories(data))
    looks = [_look(data, at, tags) for at, tags in enumerate(pages)]
    remarks = [remark for look, tags in zip(looks, pages, strict=True) for remark in _remarks(look, tags, len(pages))]
    if data[:2] == b"MM":
        remarks.append(Remark(1, "big-endian: Internet fax machines want little-endian"))
    return looks, remarks


def _directories(data: bytes) -> Iterator[Tags]:
    order = "<" if data[:2] == b"II" else ">"
    try:
        (at,) = struct.unpack_from(f"{order}I", data, 4)
        for _ in range(MOST_PAGES):
            if not at:
                return
            (count,) = struct.unpack_from(f"{order}H", data, at)
            yield dict(_tags(data, order, at + 2, count))
            (at,) = struct.unpack_from(f"{order}I", data, at + 2 + 12 * count)
    except struct.error as error:
        raise Mistake("the file is cut off, or no TIFF", "make it anew: letterkit fax") from error
    raise Mistake(f"more than {MOST_PAGES} pages, or pages in a circle", "make it anew: letterkit fax")


def _tags(data: bytes, order: str, at: int, count: int) -> Iterator[tuple[int, tuple[Any, ...]]]:
    for place in range(at, at + 12 * count, 12):
        tag, kind, values = struct.unpack_from(f"{order}HHI", data, place)
        size = SIZES.get(kind, 0) * values
        if not size or size > len(data):
            continue
        start = place + 8 if size <= 4 else struct.unpack_from(f"{order}I", data, place + 8)[0]
        form = {3: "H", 4: "I", 5: "II"}.get(kind, "B")
        yield tag, struct.unpack_from(f"{order}{form * values}", data, start)


def _look(data: bytes, at: int, tags: Tags) -> PageLook:
    width, rows = _value(tags, 256), _value(tags, 257)
    drawable = 0 < width <= 2 * max(WIDTHS) and 0 < rows <= MOST_ROWS
    numbers = tags.get(297, ())
    return PageLook(
        page=at + 1,
        width=width,
        rows=rows,
        dpi=(_ratio(tags, 282), _ratio(tags, 283)),
        coding=_coding(tags),
        ink=ink_in(data, at) if drawable else None,
        page_number=(numbers[0], numbers[1]) if len(numbers) == 2 else None,
    )


def _coding(tags: Tags) -> str:
    coding = _value(tags, 259, 1)
    t4 = BY_AREA if _value(tags, 292) & 1 else BY_LINE
    return {3: t4, 4: BY_PAGE}.get(coding, f"not a fax's ({coding})")


def _remarks(look: PageLook, tags: Tags, pages: int) -> Iterator[Remark]:
    said = [*((what, True) for what in _failing(look, tags)), *((what, False) for what in _doubtful(look, tags, pages))]
    for what, fails in said:
        yield Remark(look.page, what, fails)


def _failing(look: PageLook, tags: Tags) -> Iterator[str]:
    """What no call gets over."""
    if look.width not in WIDTHS:
        yield f"{look.width} pixels wide: machines know {', '.join(map(str, WIDTHS))}"
    if (_value(tags, 258, 1), _value(tags, 277, 1)) != (1, 1):
        yield "grey or coloured: a fax knows black and white"
    if look.coding not in (BY_LINE, *LESS_KNOWN):
        yield "not coded as a fax is"
    elif look.ink is None:
        yield "its rows can't be decoded"
    if not any(abs(look.dpi[1] / lines - 1) < 0.05 for lines in LINES) or not 190 < look.dpi[0] < 215:
        yield f"{look.dpi[0]:g} × {look.dpi[1]:g} dots to the inch: machines know 204 × 98, 196 or 391"
    if look.ink is not None and look.ink < LEAST_INK:
        yield "blank, or nearly: light grey vanishes"
    if look.ink is not None and look.ink > NEGATIVE:
        yield "white on black: photometric interpretation and rows contradict each other"


def _doubtful(look: PageLook, tags: Tags, pages: int) -> Iterator[str]:
    """What some machine, or some software on the way, won't take as it is."""
    lines = look.dpi[1] or 1
    long = look.rows / lines * MM_PER_INCH
    wide = WIDTHS.get(look.width, WIDTHS[WIDTH])
    numbered = _value(tags, 254) == 2 and look.page_number == (look.page - 1, pages)
    said = (
        (lines > 1 and long > LONGEST_PAGE, f"{long:.2f} mm long, more than A4: it may be scaled or cut"),
        (lines > 380, "superfine: many machines can't receive it, and hang up"),
        (wide != WIDTHS[WIDTH], f"as wide as {wide}: machines for A4 hang up"),
        (MOST_INK < (look.ink or 0) <= NEGATIVE, "more than a quarter is black: it takes minutes"),
        (look.coding in LESS_KNOWN, "not coded by line (mh): efax and simple Internet fax machines refuse it"),
        (_value(tags, 262) != 0, "0 is black: HylaFAX converts it"),
        (len(tags.get(273, ())) > 1, "in several strips: HylaFAX converts it"),
        (not numbered, "not marked as one page of several with its number"),
    )
    yield from (what for holds, what in said if holds)


def _value(tags: Tags, tag: int, default: int = 0) -> int:
    return int(tags[tag][0]) if tags.get(tag) else default


def _ratio(tags: Tags, tag: int) -> float:
    above, below = (*tags.get(tag, (0, 1)), 1)[:2]
    centimetres = _value(tags, 296, 2) == 3
    return round(above / below * (MM_PER_INCH / 10 if centimetres else 1), 2) if below else 0.0
