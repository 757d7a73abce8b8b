"""A letter as a page of HTML, with all of its sender's parts in it; and the pages that WeasyPrint makes of that."""

from typing import Any

from letterkit.folders import remembered
from letterkit.model.letter import Body, Letter, SenderParts
from letterkit.styles import style_files
from letterkit.typeset.fits import BY_HAND, ON_SEVERAL_PAGES, Fit
from letterkit.typeset.layouts import layout
from letterkit.typeset.logo import PlacedLogo, logo_of, placed
from letterkit.typeset.markup import css_string, direction, font_family, page_counter, unbroken
from letterkit.typeset.pages import lay_out_html
from letterkit.typeset.scripts import Script, families, is_right_to_left, scripts_for
from letterkit.typeset.slots import NAME_IN_LETTERHEAD, SenderTypes, letterhead_depth, sender_types, slot_types
from letterkit.typeset.templates import fill

TEMPLATE = "letter.html.j2"


@remembered
def as_shipped() -> bool:
    """Whether the letter's look is the shipped one: what a group's own style does to a line only WeasyPrint knows."""
    return not any(one.edited for one in style_files() if one.path.name in (TEMPLATE, "letter.css"))


def letter_html(
    letter: Letter, fit: Fit = ON_SEVERAL_PAGES, types: SenderTypes | None = None, scripts: tuple[Script, ...] = ()
) -> str:
    """The letter as one HTML page that needs no other file; raises :class:`Mistake` for what its slots can't hold.

    ``types`` are other than those that the sender's parts ask for, ``scripts`` those that it needs besides its own.
    """
    body, place = letter.body, layout(letter.body.layout)
    needed = dict.fromkeys((*scripts, *scripts_for(letter.texts, body.language)))
    return fill(
        TEMPLATE,
        {
            "body": body,
            "parts": letter.parts,
            "logo": _logo(letter.parts, body),
            "layout": place,
            "fit": fit,
            "fonts": font_family(families(needed, body.language)),
            "slot_fonts": font_family(families(needed)),
            "right_to_left": is_right_to_left(body.language),
            "direction": direction,
            "types": slot_types(body, types or sender_types(letter.parts, place), place),
            "name_larger": NAME_IN_LETTERHEAD,
            "by_hand": BY_HAND,
            "unbroken": unbroken(body.names),
            "continuation": css_string(body.continuation),
            "page_of_pages": page_counter(body.page),
        },
    )


def letter_pages(letter: Letter, html: str, scripts: tuple[Script, ...] = ()) -> Any:
    """The pages of a letter whose HTML is given."""
    needed = (*scripts, *scripts_for(letter.texts, letter.body.language))
    logo = _logo(letter.parts, letter.body)
    faces = [face for script in dict.fromkeys(needed) for face in script.faces]
    return lay_out_html(html, faces, picture=logo.address if logo else None)


def _logo(parts: SenderParts, body: Body) -> PlacedLogo | None:
    """The logo in the letterhead, as large as the sender's lines below it allow."""
    logo, place = logo_of(parts), layout(body.layout)
    return placed(logo, place.letterhead, letterhead_depth(parts, place)) if logo else None
