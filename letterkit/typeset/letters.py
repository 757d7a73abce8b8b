"""One door for a letter: the most generous setting that keeps it on one page, then its pages."""

from dataclasses import dataclass
from typing import Any

from letterkit.model.letter import Letter
from letterkit.typeset.fits import BY_HAND, FITS, ON_SEVERAL_PAGES, Fit, likely_fit
from letterkit.typeset.layouts import layout
from letterkit.typeset.logo import PlacedLogo, logo_of, placed
from letterkit.typeset.markup import css_string, direction, font_family, page_counter, unbroken
from letterkit.typeset.pages import lay_out_html, pdf_of
from letterkit.typeset.scripts import families, is_right_to_left, scripts_for
from letterkit.typeset.slots import NAME_IN_LETTERHEAD, letterhead_depth, slot_types
from letterkit.typeset.templates import fill

TEMPLATE = "letter.html.j2"


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

    Raises :class:`Mistake` when the fonts lack a character of it, or a slot is too small for what the sender puts in.
    """
    at = likely_fit(letter.body, layout(letter.body.layout))
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


def letter_html(letter: Letter, fit: Fit = ON_SEVERAL_PAGES) -> str:
    """The letter as one HTML page that needs no other file; raises :class:`Mistake` for what its slots can't hold."""
    body, place = letter.body, layout(letter.body.layout)
    scripts = scripts_for(letter.texts, body.language)
    return fill(
        TEMPLATE,
        {
            "body": body,
            "parts": letter.parts,
            "logo": _logo(letter),
            "layout": place,
            "fit": fit,
            "fonts": font_family(families(scripts, body.language)),
            "slot_fonts": font_family(families(scripts)),
            "right_to_left": is_right_to_left(body.language),
            "direction": direction,
            "types": slot_types(body, letter.parts, place),
            "name_larger": NAME_IN_LETTERHEAD,
            "by_hand": BY_HAND,
            "unbroken": unbroken(body.names),
            "continuation": css_string(body.continuation),
            "page_of_pages": page_counter(body.page),
        },
    )


def _logo(letter: Letter) -> PlacedLogo | None:
    """The logo in the letterhead, as large as the sender's lines below it allow."""
    logo, place = logo_of(letter.parts), layout(letter.body.layout)
    return placed(logo, place.letterhead, letterhead_depth(letter.parts, place)) if logo else None


def _set(letter: Letter, fit: Fit) -> SetLetter:
    html = letter_html(letter, fit)
    faces = [face for script in scripts_for(letter.texts, letter.body.language) for face in script.faces]
    logo = _logo(letter)
    document = lay_out_html(html, faces, picture=logo.address if logo else None)
    return SetLetter(letter, html, fit, len(document.pages), document)
