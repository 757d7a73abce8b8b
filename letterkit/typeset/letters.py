"""One door for a letter: the most generous setting that keeps it on one page, then its pages."""

import math
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from letterkit.compose.wording import wording
from letterkit.model.letter import Body, Letter, Paragraph, Quotation, SenderParts
from letterkit.typeset.fonts import FAMILY, POINTS_PER_MM, check_characters, widest
from letterkit.typeset.layouts import Layout, layout
from letterkit.typeset.pages import lay_out_html, pdf_of
from letterkit.typeset.templates import fill

TEMPLATE = "letter.html.j2"


@dataclass(frozen=True)
class Fit:
    """How loosely a letter is set: type size in points, leading as a multiple of it, gap between paragraphs in mm."""

    size: float
    leading: float
    gap: float


FITS = (
    Fit(11, 1.32, 2.8),
    Fit(11, 1.25, 2.2),
    Fit(11, 1.2, 1.7),
    Fit(10.5, 1.2, 1.7),
    Fit(10.5, 1.17, 1.4),
    Fit(10, 1.24, 1.9),
    Fit(10, 1.2, 1.6),
    Fit(10, 1.17, 1.4),
    Fit(10, 1.14, 1.1),
)
"""From the most generous to the tightest: spacing gives way first, then size, never below 10 pt."""
RAGGED = 1.015
"""How much longer a text gets by the room that its lines leave at their ends."""
ON_SEVERAL_PAGES = FITS[1]
ADDRESS_SIZES = (10.5, 10, 9.5, 9, 8.5, 8)
"""Points; the largest at which the longest line of the address fits its field. DIN 5008 allows 8 pt and more."""


@dataclass(frozen=True)
class SetLetter:
    """A letter with its pages: ``pages`` counts them, ``html`` is their source, ``fit`` how they were set."""

    letter: Letter
    html: str
    fit: Fit
    pages: int
    document: Any

    def pdf(self) -> bytes:
        """The letter as a tagged PDF/UA-1 file."""
        return pdf_of(self.document)


def set_letter(letter: Letter) -> SetLetter:
    """Sets a letter, on one page if any fit allows it.

    Raises :class:`Mistake` when our font lacks a character of it.
    """
    check_characters(_texts(letter))
    at = _likely_fit(letter.body)
    best = _set(letter, FITS[at])
    while best.pages > 1 and at + 1 < len(FITS):
        at += 1
        best = _set(letter, FITS[at])
    if best.pages > 1:
        return _set(letter, ON_SEVERAL_PAGES)
    while at > 0:
        at -= 1
        looser = _set(letter, FITS[at])
        if looser.pages > 1:
            break
        best = looser
    return best


def _likely_fit(body: Body) -> int:
    """Which fit to try first: the loosest whose lines, counted by the widths of their characters, fill at most a page.

    Only a guess that saves laying out each fit: the pages themselves decide.
    """
    place = layout(body.layout)
    room = place.paper.h - place.margins.bottom - place.text_y - place.signature.h
    measured = [(widest((text,), 1), narrower, gap) for text, narrower, gap in _paragraphs(body)]
    column = place.paper.w - place.margins.left - place.margins.right
    for at, fit in enumerate(FITS):
        line = fit.size * fit.leading / POINTS_PER_MM
        lines = sum(math.ceil(width * fit.size * RAGGED / (column - narrower)) for width, narrower, _ in measured)
        if lines * line + sum(gap for _, _, gap in measured) * fit.gap <= room:
            return at
    return len(FITS) - 1


def _paragraphs(body: Body) -> Iterator[tuple[str, float, float]]:
    """Each paragraph of the text: what it says, by how many mm it is narrower than the column, and its gap in gaps."""
    yield body.subject, 0, 1.6
    yield body.salutation, 0, 1
    for block in body.blocks:
        if isinstance(block, Paragraph):
            yield block.text, 0, 1
        elif isinstance(block, Quotation):
            yield block.introduction, 0, 0.6
            yield block.text, 16, 1
        else:
            yield block.lead_in, 0, 0.6
            yield from ((request, 8, 0.5) for request in block.requests)
    yield body.close, 0, 1.5
    if body.copies:
        yield f"{body.copies_label} {'; '.join(body.copies)}", 0, 1


def letter_html(letter: Letter, fit: Fit = FITS[1]) -> str:
    """The letter as one HTML page that needs no other file."""
    place = layout(letter.body.layout)
    return fill(
        TEMPLATE,
        {
            "body": letter.body,
            "parts": letter.parts,
            "layout": place,
            "fit": fit,
            "font": FAMILY,
            "address_size": address_size(letter.body, place),
            "page_of_pages": _page_counter(letter.body.language),
        },
    )


def address_size(body: Body, place: Layout) -> float:
    """The type size of the address block, in points."""
    for size in ADDRESS_SIZES:
        if widest(body.address, size) <= place.address.w:
            return size
    return ADDRESS_SIZES[-1]


def _set(letter: Letter, fit: Fit) -> SetLetter:
    html = letter_html(letter, fit)
    document = lay_out_html(html)
    return SetLetter(letter, html, fit, len(document.pages), document)


def _page_counter(language: str) -> str:
    """The wording's ``Page {n} of {m}`` as the value of CSS ``content``; what a wording file says stays text."""
    counters = {"{n}": "counter(page)", "{m}": "counter(pages)"}
    pieces = [piece for piece in re.split(r"(\{[nm]\})", wording(language).page) if piece]
    return _Css(" ".join(counters.get(piece) or _css_string(piece) for piece in pieces))


class _Css(str):
    """Text that was made safe for a style sheet, which the template must not escape as HTML."""

    __slots__ = ()

    def __html__(self) -> str:
        return self


def _css_string(text: str) -> str:
    return '"' + "".join(c if c.isalnum() or c == " " else f"\\{ord(c):06x}" for c in text) + '"'


def _texts(record: Body | SenderParts | Letter | Any) -> Iterator[str]:
    if isinstance(record, str):
        yield record
    elif isinstance(record, tuple):
        for item in record:
            yield from _texts(item)
    elif hasattr(type(record), "model_fields"):
        for name in type(record).model_fields:
            yield from _texts(getattr(record, name))
