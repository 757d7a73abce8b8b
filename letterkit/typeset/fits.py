"""How loosely a letter is set: the fits from the most generous to the tightest, and which of them to try first."""

import math
from collections.abc import Iterator
from dataclasses import dataclass

from letterkit.model.letter import Body, Paragraph, Quotation
from letterkit.typeset.fonts import POINTS_PER_MM, widest
from letterkit.typeset.layouts import Layout


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
ON_SEVERAL_PAGES = FITS[1]
RAGGED = 1.015
"""How much longer a text gets by the room that its lines leave at their ends."""
ROUNDING = 1
"""Millimetres by which a text must be too long before that is said without setting it."""
BY_HAND = 16
"""Millimetres for a sentence by hand: two lines of usual handwriting."""


def likely_fit(body: Body, place: Layout) -> int:
    """Which fit to try first: the loosest whose lines, counted by the widths of their characters, fill at most a page.

    Only a guess that saves laying out each fit: the pages themselves decide.
    """
    room = place.paper.h - place.margins.bottom - place.text_y - place.signature.h
    room -= BY_HAND if body.room_for_a_line else 0
    measured = [(widest((text,), 1), narrower, gap) for text, narrower, gap in _paragraphs(body)]
    column = place.paper.w - place.margins.left - place.margins.right
    for at, fit in enumerate(FITS):
        line = fit.size * fit.leading / POINTS_PER_MM
        lines = sum(math.ceil(width * fit.size * RAGGED / (column - narrower)) for width, narrower, _ in measured)
        if lines * line + sum(gap for _, _, gap in measured) * fit.gap <= room:
            return at
    return len(FITS) - 1


def surely_too_long(body: Body, place: Layout, height: float, fit: Fit, looser: Fit) -> bool:
    """Whether a text of so many mm in one fit is longer than a page in a looser one, as can be said without setting it.

    Larger type never takes fewer lines, and each line grows as its leading does.
    """
    fixed = place.signature.h + (BY_HAND if body.room_for_a_line else 0)
    gaps = sum(gap for _, _, gap in _paragraphs(body))
    taller = looser.size * looser.leading / (fit.size * fit.leading)
    at_least = (height - fixed - gaps * fit.gap) * taller + fixed + gaps * looser.gap
    return at_least > place.paper.h - place.margins.bottom - place.text_y + ROUNDING


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
