"""One door for a letter: the most generous setting that keeps it on one page, then its pages."""

import math
import re
from collections.abc import Iterator
from dataclasses import dataclass
from html import escape
from typing import Any

from letterkit.compose.wording import wording
from letterkit.contact.postal import MOST_LINES
from letterkit.errors import Mistake
from letterkit.model.letter import Body, Letter, Paragraph, Quotation
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
LETTERHEAD_SIZE, DATE_SIZE, RETURN_SIZE, SLOT_LEADING = 9.5, 10.5, 7, 1.3
"""Points, and the leading of the sender's slots as a multiple of them."""
ADDRESS_SIZES = (10.5, 10, 9.5, 9, 8.5, 8)
"""Points; the largest at which the longest line of the address fits its field. DIN 5008 allows 8 pt and more."""
TIGHTEST_ADDRESS = 1.15
"""The least leading of an address, as a multiple of its size."""


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

    Raises :class:`Mistake` when our font lacks a character of it, or a slot is too small for what the sender puts in.
    """
    check_characters(letter.texts)
    _check_slots(letter)
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


def _check_slots(letter: Letter) -> None:
    """What a slot can't hold would be cut off without a word: it is refused instead."""
    place, parts = layout(letter.body.layout), letter.parts
    slots = (
        ("the letterhead", place.letterhead, parts.letterhead, LETTERHEAD_SIZE),
        ("place and date", place.place_and_date, (parts.place_and_date,), DATE_SIZE),
        ("the return address", place.return_address, (parts.return_address,), RETURN_SIZE),
    )
    for name, box, lines, size in slots:
        taken = sum(max(1, math.ceil(widest((line,), size) * RAGGED / box.w)) for line in lines if line)
        if taken * size * SLOT_LEADING / POINTS_PER_MM > box.h:
            remedy = "shorten the sender's details, or leave some away: letterkit me"
            raise Mistake(f"{name} takes {taken} lines, more than the layout has room for", remedy)


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
    for label, items in ((body.enclosures_label, body.enclosures), (body.copies_label, body.copies)):
        if items:
            yield f"{label} {'; '.join(items)}", 0, 1


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
            "sizes": {"letterhead": LETTERHEAD_SIZE, "date": DATE_SIZE, "return": RETURN_SIZE, "leading": SLOT_LEADING},
            "address_type": address_type(letter.body, place),
            "unbroken": unbroken,
            "page_of_pages": _page_counter(letter.body.language),
        },
    )


def address_type(body: Body, place: Layout) -> tuple[float, float]:
    """Type size in points and leading in mm of the address block: as large as its lines allow.

    Lines that are too long at the smallest size go on in a second one, as long as the field holds them all. Raises
    :class:`Mistake` when it can't: an address must never be cut off.
    """
    field = place.address
    for size in ADDRESS_SIZES:
        if widest(body.address, size) <= field.w:
            return size, field.h / max(len(body.address), MOST_LINES) * 0.98
    size = ADDRESS_SIZES[-1]
    lines = sum(math.ceil(widest((line,), size) * RAGGED / field.w) for line in body.address)
    if lines * size * TIGHTEST_ADDRESS / POINTS_PER_MM > field.h:
        longest = max(body.address, key=len)
        raise Mistake(f"the address does not fit the window: “{longest}”", "shorten that line in the appeal file")
    return size, field.h / lines * 0.98


def _set(letter: Letter, fit: Fit) -> SetLetter:
    html = letter_html(letter, fit)
    document = lay_out_html(html)
    return SetLetter(letter, html, fit, len(document.pages), document)


def _page_counter(language: str) -> str:
    """The wording's ``Page {n} of {m}`` as the value of CSS ``content``; what a wording file says stays text."""
    counters = {"{n}": "counter(page)", "{m}": "counter(pages)"}
    pieces = [piece for piece in re.split(r"(\{[nm]\})", wording(language).page) if piece]
    return _Safe(" ".join(counters.get(piece) or _css_string(piece) for piece in pieces))


KEEP_TOGETHER = re.compile(
    r"(?:(?:Mr|Mrs|Ms|Mx|Dr|Prof|Sr|Sra|Srta|M|Mme|Mlle|Me|Hr|Fr)\.?|Herrn?|Frau)[ \u00a0][^\s,;:.]+"
    r"|[^\s-]{1,24}(?:-[^\s-]{1,24})+"
)
"""Hyphenated words, and courtesy titles with the name's first word."""


def unbroken(text: str) -> str:
    """A text as HTML whose hyphenated words and courtesy titles with their names stay on one line.

    A word that is broken at its own hyphen can't be told from a hyphenated one when it is copied out of a PDF.
    """
    pieces, end = [], 0
    for match in KEEP_TOGETHER.finditer(text):
        together = f'<span class="unbroken">{escape(match.group())}</span>'
        pieces += [escape(text[end : match.start()]), together]
        end = match.end()
    return _Safe("".join([*pieces, escape(text[end:])]))


class _Safe(str):
    """Text that was made safe for its place, which the template must not escape again."""

    __slots__ = ()

    def __html__(self) -> str:
        return self


def _css_string(text: str) -> str:
    return '"' + "".join(c if c.isalnum() or c == " " else f"\\{ord(c):06x}" for c in text) + '"'
