"""Envelopes as pages: which sizes there are, and what stands where on each."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from pydantic import Field

from letterkit.errors import Mistake
from letterkit.folders import TEMPLATES, data_file, remembered
from letterkit.model.envelope import Envelope
from letterkit.model.record import Record, Text
from letterkit.records import read_record
from letterkit.typeset.layouts import Box, Layout, Size
from letterkit.typeset.markup import direction, font_family
from letterkit.typeset.names import named
from letterkit.typeset.pages import lay_out_html
from letterkit.typeset.scripts import families, scripts_for
from letterkit.typeset.slots import OUTSIDE, SMALLER, Type, type_outside
from letterkit.typeset.templates import fill

TEMPLATE = "envelope.html.j2"
DATA = "envelopes.yaml"


class EnvelopeSize(Record):
    """An envelope as it is bought, and where on it things stand."""

    name: Text
    also: tuple[Text, ...] = ()
    size: Size
    weight: float
    """Grams, empty."""
    holds: int
    """Sheets that go into it."""
    paper: Size
    """That of the letters it is made for."""
    usual: bool = False
    """Whether it is taken for them unasked."""
    return_address: Box
    air_mail: Box
    address: Box


class _File(Record):
    """``letter_templates/envelopes.yaml``."""

    envelopes: tuple[EnvelopeSize, ...] = Field(min_length=1)


@dataclass(frozen=True)
class Placed:
    """Lines, where they stand, and their type."""

    name: str
    lines: tuple[str, ...]
    box: Box
    type: Type


def envelope_size(name: str) -> EnvelopeSize:
    """A size by its name; raises :class:`Mistake` with the nearest."""
    sizes = {one.name: (one, one.also) for one in envelope_sizes()}
    return named(name, sizes, "envelope", "to see all: letterkit envelopes --size list")


@remembered
def envelope_sizes() -> tuple[EnvelopeSize, ...]:
    """All sizes that are known; raises :class:`Mistake` where the file of them is wrong."""
    file = data_file(TEMPLATES, DATA)
    return read_record(_File, file).envelopes if file else ()


def usual_envelope(place: Layout) -> EnvelopeSize:
    """The size for letters of a layout: the first whose window it is made for, else the usual one for its paper."""
    sizes = envelope_sizes()
    by_window = (size for name in place.windows for size in sizes if size.name == name)
    by_paper = (size for size in sizes if size.usual and size.paper == place.paper)
    return next(iter((*by_window, *by_paper, *sizes)))


def envelope_holding(sheets: int, usual: EnvelopeSize) -> EnvelopeSize:
    """The usual size if it holds so many sheets, else the smallest for the same paper that does, else the largest."""
    sizes = sorted((one for one in envelope_sizes() if one.paper == usual.paper), key=lambda one: one.holds)
    return next((one for one in (usual, *sizes) if one.holds >= sheets), sizes[-1])


def check_envelope(envelope: Envelope, size: EnvelopeSize) -> None:
    """Raises :class:`Mistake` for an envelope that can't be printed: a line too long, a character of no font."""
    _placed(envelope, size)
    scripts_for(envelope.texts, envelope.language)


def lay_out_envelopes(envelopes: Sequence[Envelope], size: EnvelopeSize) -> Any:
    """A page for each; raises what :func:`check_envelope` does."""
    scripts = scripts_for((text for one in envelopes for text in one.texts), envelopes[0].language)
    html = fill(
        TEMPLATE,
        {
            "envelopes": [_placed(one, size) for one in envelopes],
            "size": size.size,
            "language": envelopes[0].language,
            "fonts": font_family(families(scripts)),
            "direction": direction,
        },
    )
    return lay_out_html(html, [face for script in scripts for face in script.faces])


def _placed(envelope: Envelope, size: EnvelopeSize) -> list[Placed]:
    mark = (envelope.air_mail,) if envelope.air_mail else ()
    parts = (
        ("return-address", envelope.return_address, size.return_address),
        ("air-mail", mark, size.air_mail),
        ("address", envelope.address, size.address),
    )
    return [Placed(name, lines, box, _type(name, lines, box, size.name)) for name, lines, box in parts if lines]


def _type(name: str, lines: Sequence[str], box: Box, envelope: str) -> Type:
    found = type_outside(lines, box, SMALLER if name == "return-address" else OUTSIDE)
    if found is None:
        longest = max(lines, key=len)
        what = f"the {name.replace('-', ' ')} does not fit the envelope {envelope}: “{longest}”"
        raise Mistake(what, "choose a larger one with --size, or shorten that line")
    return found[0]
