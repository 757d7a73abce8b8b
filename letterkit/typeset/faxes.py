"""All sheets of one fax: the cover and the letters behind it, counted together, from the fax's own stylesheet."""

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from letterkit.compose.cover import Cover
from letterkit.model.letter import Letter
from letterkit.typeset.fits import Fit
from letterkit.typeset.fonts import POINTS_PER_MM, widest
from letterkit.typeset.layouts import layout
from letterkit.typeset.markup import css_string, font_family, page_counter, unbroken
from letterkit.typeset.pages import lay_out_html, pdf_of
from letterkit.typeset.scripts import families, is_right_to_left, scripts_for
from letterkit.typeset.templates import fill

TEMPLATE = "fax.html.j2"
FITS = (
    Fit(12, 1.3, 2.8),
    Fit(12, 1.22, 2.2),
    Fit(11.5, 1.22, 2.0),
    Fit(11, 1.24, 2.0),
    Fit(11, 1.18, 1.6),
    Fit(10.5, 1.18, 1.6),
    Fit(10, 1.2, 1.6),
    Fit(10, 1.15, 1.2),
)
"""From the most generous to the tightest: a second page costs an old machine a minute, and 10 pt is still read."""
ON_SEVERAL_PAGES = FITS[1]
ABOVE_AND_BELOW, BESIDE = 30, 43
"""Millimetres that the first guess takes off the page: with these it was at most one fit off."""
MOST_TRIES = 3


@dataclass(frozen=True)
class SetFax:
    """The sheets of one transmission, laid out."""

    document: Any
    starts: tuple[int, ...]
    """The page on which each letter begins, counted from 1."""

    @property
    def pages(self) -> int:
        """How many pages are sent."""
        return len(self.document.pages)

    @cached_property
    def pdf(self) -> bytes:
        """The sheets as a tagged PDF/UA-1 file."""
        return pdf_of(self.document)


def set_fax(cover: Cover | None, letters: Sequence[Letter], foot: str) -> SetFax:
    """Sets the sheets of a fax; ``foot`` says on each of them whose it is.

    Raises :class:`Mistake` when the fonts lack a character of them.
    """
    sheets = [(letter, *_fitted(letter)) for letter in letters]
    behind = sum(pages for _, _, pages in sheets)
    covers = 1 if cover else 0
    for _ in range(MOST_TRIES):
        starts = tuple(covers + 1 + sum(pages for _, _, pages in sheets[:at]) for at in range(len(sheets)))
        values = {"cover": cover, "letters": [sheet[:2] for sheet in sheets], "foot": foot}
        document = _laid_out(values, starts, covers + behind)
        if len(document.pages) == covers + behind:
            break
        covers = len(document.pages) - behind  # many addressees, or a cover of one's own, may take a second page
    return SetFax(document, starts)


def _fitted(letter: Letter) -> tuple[Fit, int]:
    """The most generous fit that keeps a letter on one page, or the one for several; and its pages."""
    at = _likely_fit(letter)
    if _pages_at(letter, FITS[at]) == 1:
        while at > 0 and _pages_at(letter, FITS[at - 1]) == 1:
            at -= 1
        return FITS[at], 1
    for fit in FITS[at + 1 :]:
        if _pages_at(letter, fit) == 1:
            return fit, 1
    return ON_SEVERAL_PAGES, _pages_at(letter, ON_SEVERAL_PAGES)


def _likely_fit(letter: Letter) -> int:
    """Which fit to try first: the loosest at which the lines of all texts fill at most a page. Only a guess."""
    paper = layout(letter.body.layout).paper
    room, column = paper.h - ABOVE_AND_BELOW, paper.w - BESIDE
    widths = [widest((text,), 1) for text in letter.texts]
    for at, fit in enumerate(FITS):
        lines = sum(math.ceil(width * fit.size / column) for width in widths)
        if lines * fit.size * fit.leading / POINTS_PER_MM + len(widths) * fit.gap / 2 <= room:
            return at
    return len(FITS) - 1


def _pages_at(letter: Letter, fit: Fit) -> int:
    values = {"cover": None, "letters": [(letter, fit)], "foot": ""}
    return len(_laid_out(values, (1,), 1).pages)


def _laid_out(values: Mapping[str, Any], starts: tuple[int, ...], pages: int) -> Any:
    first: Letter = values["letters"][0][0]
    words = values["cover"].words if values["cover"] else None
    scripts = scripts_for(_texts(values), first.body.language)
    html = fill(
        TEMPLATE,
        {
            **values,
            "foot": css_string(values["foot"]),
            "language": first.body.language,
            "right_to_left": is_right_to_left(first.body.language),
            "title": first.body.subject,
            "paper": layout(first.body.layout).paper,
            "fonts": font_family(families(scripts, first.body.language)),
            "page_count": words.page_count.format(n=pages) if words else "",
            "letter_on": [words.letter_on.format(n=start) for start in starts] if words else [],
            "page_of_pages": page_counter(first.body.page),
            "unbroken": unbroken(name for letter, _ in values["letters"] for name in letter.body.names),
        },
    )
    return lay_out_html(html, [face for script in scripts for face in script.faces])


def _texts(values: Mapping[str, Any]) -> Iterator[str]:
    cover: Cover | None = values["cover"]
    yield values["foot"]
    yield from cover.sender if cover else ()
    yield from (line for lines in cover.addressees for line in lines) if cover else ()
    yield from (text for letter, _ in values["letters"] for text in letter.texts)
