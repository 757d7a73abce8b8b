"""A body laid out once for all senders whose parts take as many lines: its pages, with trial lines for the sender's."""

from dataclasses import dataclass
from string import ascii_lowercase
from typing import Any

from letterkit.folders import remembered, remembered_lately
from letterkit.model.finding import Finding
from letterkit.model.letter import Body, Letter, SenderParts
from letterkit.typeset.fits import FITS, ON_SEVERAL_PAGES, Fit, likely_fit, surely_too_long
from letterkit.typeset.layouts import Layout, layout
from letterkit.typeset.letter_page import as_shipped, letter_html, letter_pages
from letterkit.typeset.pages import height_on_first_page, noted
from letterkit.typeset.scripts import Script, scripts_for

BODIES = 60
"""Bodies whose pages are kept in memory: about half a megabyte each."""
FITS_KEPT = 5_000


@dataclass(frozen=True)
class Shape:
    """How many lines a sender's parts have."""

    letterhead: int
    return_address: bool
    signature: int

    @property
    def lines(self) -> int:
        """Those of all slots."""
        return self.letterhead + self.return_address + 1 + self.signature

    @property
    def trial(self) -> SenderParts:
        """Parts of this shape whose lines are each known by what they say; they are of three widths."""
        marks = (f"Qx{one}{other}q" for one in ascii_lowercase for other in ascii_lowercase)
        lines = [mark + "W" * (at % 3) for mark, at in zip(marks, range(self.lines), strict=False)]
        head, rest = lines[: self.letterhead], lines[self.letterhead :]
        return SenderParts(
            letterhead=tuple(head),
            return_address=rest.pop(0) if self.return_address else "",
            place_and_date=rest.pop(0),
            signature=tuple(rest),
        )


def shape_of(parts: SenderParts, place: Layout) -> Shape:
    """How many lines of these parts a layout shows."""
    return Shape(len(parts.letterhead), bool(parts.return_address and place.return_address), len(parts.signature))


def lines_of(parts: SenderParts, shape: Shape) -> tuple[str, ...]:
    """All lines of a sender's parts that a letter of their shape shows, in their order."""
    address = (parts.return_address,) if shape.return_address else ()
    return (*parts.letterhead, *address, parts.place_and_date, *parts.signature)


@dataclass(frozen=True, eq=False)
class LaidOut:
    """A body on its pages, with trial lines for a sender of a shape; what was noted while it was laid out."""

    body: Body
    shape: Shape
    fit: Fit
    scripts: tuple[Script, ...]
    html: str
    document: Any
    findings: tuple[Finding, ...]

    @property
    def pages(self) -> int:
        """How many."""
        return len(self.document.pages)


@remembered_lately(BODIES)
def lay_out(body: Body, shape: Shape) -> LaidOut:
    """A body on one page if any fit allows it, the most generous one that does.

    Raises :class:`Mistake` when the fonts lack a character of it, or its address does not fit the window.
    """
    known = _fits()
    laid = _laid(body, shape, known[body]) if body in known else _fitted(body, shape)
    if len(known) >= FITS_KEPT:
        known.clear()
    known[body] = laid.fit
    return laid


@remembered
def _fits() -> dict[Body, Fit]:
    """The fits of bodies that were laid out: they do not depend on the sender."""
    return {}


def _fitted(body: Body, shape: Shape) -> LaidOut:
    at = likely_fit(body, layout(body.layout))
    best = _laid(body, shape, FITS[at])
    while best.pages > 1 and at + 1 < len(FITS):
        at += 1
        best = _laid(body, shape, FITS[at])
    if best.pages > 1:
        return _laid(body, shape, ON_SEVERAL_PAGES)
    while at > 0 and not _ends_below(best, FITS[at - 1]):
        at -= 1
        looser = _laid(body, shape, FITS[at])
        if looser.pages > 1:
            break
        best = looser
    return best


def _ends_below(laid: LaidOut, looser: Fit) -> bool:
    """Whether a body on one page would surely not stay on it in a looser fit of the shipped look."""
    height = height_on_first_page(laid.document, "main") if as_shipped() else None
    return height is not None and surely_too_long(laid.body, layout(laid.body.layout), height, laid.fit, looser)


def _laid(body: Body, shape: Shape, fit: Fit) -> LaidOut:
    letter = Letter(addressee="", body=body, parts=shape.trial)
    scripts = scripts_for(letter.texts, body.language)
    with noted() as findings:
        html = letter_html(letter, fit)
        document = letter_pages(letter, html)
    return LaidOut(body, shape, fit, scripts, html, document, tuple(findings))
