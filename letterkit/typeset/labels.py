"""Addresses on sheets of labels: which sheets there are, and setting them, from any label of a sheet on."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from pydantic import Field

from letterkit.errors import Mistake, WrongUsage
from letterkit.folders import TEMPLATES, data_file, remembered
from letterkit.model.envelope import Envelope
from letterkit.model.record import Record, Text
from letterkit.records import read_record
from letterkit.typeset.layouts import Box, Size
from letterkit.typeset.markup import direction, font_family
from letterkit.typeset.names import named
from letterkit.typeset.pages import lay_out_html
from letterkit.typeset.scripts import families, scripts_for
from letterkit.typeset.slots import Type, type_outside
from letterkit.typeset.templates import fill

TEMPLATE = "labels.html.j2"
DATA = "labels.yaml"
INSIDE = 2.5
"""Millimetres left free along the edges of a label: sheets slip by about two in the printer."""
UNPRINTED = 5
"""Millimetres along the edges of the paper that most printers can't print on."""


class LabelSheet(Record):
    """A sheet of labels as it is bought; figures in mm."""

    brand: Text
    name: Text
    also: tuple[Text, ...] = ()
    paper: Size
    columns: int
    rows: int
    label: Size
    left: float
    top: float
    across: float
    """From the left edge of a label to that of the next."""
    down: float
    source: Literal["libreoffice", "glabels", "measured"]

    @property
    def labels(self) -> int:
        """How many labels are on it."""
        return self.columns * self.rows

    def place(self, number: int) -> Box:
        """Where a label lies, by its number from 1, along the rows."""
        row, column = divmod(number - 1, self.columns)
        return Box(x=self.left + column * self.across, y=self.top + row * self.down, w=self.label.w, h=self.label.h)

    def room(self, number: int) -> Box:
        """What of a label can be printed on."""
        whole = self.place(number)
        left, top = max(whole.x + INSIDE, UNPRINTED), max(whole.y + INSIDE, UNPRINTED)
        right = min(whole.x + whole.w - INSIDE, self.paper.w - UNPRINTED)
        bottom = min(whole.y + whole.h - INSIDE, self.paper.h - UNPRINTED)
        return Box(x=left, y=top, w=right - left, h=bottom - top)

    @property
    def least_room(self) -> Size:
        """What can be printed on any of its labels."""
        rooms = [self.room(number) for number in range(1, self.labels + 1)]
        return Size(w=min(room.w for room in rooms), h=min(room.h for room in rooms))


class _File(Record):
    """``letter_templates/labels.yaml``."""

    sheets: tuple[LabelSheet, ...] = Field(min_length=1)


@dataclass(frozen=True)
class Label:
    """One address on a sheet: its lines, where they begin, their type."""

    lines: tuple[str, ...]
    box: Box
    type: Type


def label_sheet(name: str) -> LabelSheet:
    """A sheet by its number, with or without its brand; raises :class:`Mistake` with the nearest."""
    sheets = {
        one.name: (one, [f"{brand}{number}" for number in (one.name, *one.also) for brand in ("", one.brand)])
        for one in label_sheets()
    }
    return named(name, sheets, "sheet of labels", "to see all: letterkit labels --sheet list")


@remembered
def label_sheets() -> tuple[LabelSheet, ...]:
    """All sheets that are known; raises :class:`Mistake` where the file of them is wrong."""
    file = data_file(TEMPLATES, DATA)
    return read_record(_File, file).sheets if file else ()


def check_label(envelope: Envelope, sheet: LabelSheet) -> None:
    """Raises :class:`Mistake` for an address that can't be printed on any label of a sheet."""
    _type(envelope.address, sheet)
    scripts_for(envelope.address, envelope.language)


def check_start(start: int, sheet: LabelSheet) -> None:
    """Raises :class:`WrongUsage` for a first label that the sheet does not have."""
    if not 1 <= start <= sheet.labels:
        raise WrongUsage(f"a sheet {sheet.name} has no label {start}", f"use --start 1 to {sheet.labels}")


def lay_out_labels(envelopes: Sequence[Envelope], sheet: LabelSheet, start: int = 1) -> Any:
    """Sheets with the addresses of envelopes, the first of them on label ``start``; raises as the checks do."""
    check_start(start, sheet)
    scripts = scripts_for((line for one in envelopes for line in one.address), envelopes[0].language)
    html = fill(
        TEMPLATE,
        {
            "sheets": list(_sheets(envelopes, sheet, start)),
            "paper": sheet.paper,
            "name": f"{sheet.brand} {sheet.name}",
            "language": envelopes[0].language,
            "fonts": font_family(families(scripts)),
            "direction": direction,
        },
    )
    return lay_out_html(html, [face for script in scripts for face in script.faces])


def _sheets(envelopes: Sequence[Envelope], sheet: LabelSheet, start: int) -> Iterator[list[Label]]:
    at = 0
    while at < len(envelopes):
        first = start if at == 0 else 1
        here = envelopes[at : at + sheet.labels - first + 1]
        yield [_label(one.address, sheet, number) for number, one in enumerate(here, first)]
        at += len(here)


def _label(lines: tuple[str, ...], sheet: LabelSheet, number: int) -> Label:
    """An address in the middle of its label's height."""
    room, (chosen, count) = sheet.room(number), _type(lines, sheet)
    above = max((room.h - count * chosen.leading) / 2, 0)
    return Label(lines, Box(x=room.x, y=room.y + above, w=room.w, h=room.h - above), chosen)


def _type(lines: tuple[str, ...], sheet: LabelSheet) -> tuple[Type, int]:
    found = type_outside(lines, sheet.least_room)
    if found is None:
        fits = [one.name for one in label_sheets() if one.paper == sheet.paper and type_outside(lines, one.least_room)]
        larger = f"it fits {', '.join(fits[:3])}" if fits else "shorten that line"
        raise Mistake(f"an address does not fit a label of {sheet.name}: “{max(lines, key=len)}”", larger)
    return found
