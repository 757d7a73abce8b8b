"""The printed slip for whoever sends the faxes: what to dial, how many pages, when, and a box to tick."""

from collections.abc import Mapping
from typing import Any

from letterkit.typeset.fonts import FAMILY
from letterkit.typeset.layouts import layout
from letterkit.typeset.pages import lay_out_html, pdf_of
from letterkit.typeset.templates import fill

TEMPLATE = "fax_slip.html.j2"


def slip_pdf(layout_name: str, values: Mapping[str, Any]) -> bytes:
    """The slip, on the paper of a layout; ``values`` are what the template asks for."""
    return pdf_of(lay_out_html(fill(TEMPLATE, {**values, "paper": layout(layout_name).paper, "font": FAMILY})))
