"""The geometry of a page, from ``letter_templates/layouts``; all figures in millimetres."""

from difflib import get_close_matches
from typing import Self

from pydantic import model_validator

from letterkit.errors import Mistake
from letterkit.folders import TEMPLATES, data_file, data_files, remembered
from letterkit.model.letter import DEFAULT_LAYOUT
from letterkit.model.record import CountryCode, Record
from letterkit.records import read_record


class Size(Record):
    """Width and height."""

    w: float
    h: float


class Box(Size):
    """A rectangle; x from the left paper edge, y from the top one."""

    x: float
    y: float

    def holds(self, other: "Box") -> bool:
        """Whether the other one lies within this one, edges included."""
        across = self.x <= other.x and other.x + other.w <= self.x + self.w
        return across and self.y <= other.y and other.y + other.h <= self.y + self.h

    def meets(self, other: "Box") -> bool:
        """Whether the two have more than an edge in common."""
        across = self.x < other.x + other.w and other.x < self.x + self.w
        return across and self.y < other.y + other.h and other.y < self.y + self.h


class Margins(Record):
    """Distances from the paper's edges to the text."""

    top: float
    right: float
    bottom: float
    left: float


class Window(Record):
    """A window envelope, and the folded sheet in it, which slides by as much as it is smaller than the envelope."""

    envelope: Size
    opening: Box
    """From the envelope's upper left corner, flap on top, seen from the front."""
    panel: Size
    """The folded sheet."""
    page_y: float = 0
    """How far the page's upper edge lies below the folded sheet's."""

    @property
    def always_visible(self) -> Box:
        """What of the page is seen wherever the sheet slides to."""
        hole, play = self.opening, self._play
        return Box(x=hole.x, y=hole.y - self.page_y, w=hole.w - play.w, h=hole.h - play.h)

    @property
    def sometimes_visible(self) -> Box:
        """What of the page is seen in one position of the sheet or another."""
        hole, play = self.opening, self._play
        return Box(x=hole.x - play.w, y=hole.y - play.h - self.page_y, w=hole.w + play.w, h=hole.h + play.h)

    @property
    def _play(self) -> Size:
        return Size(w=self.envelope.w - self.panel.w, h=self.envelope.h - self.panel.h)


class Layout(Record):
    """Page, windows, address block, marks, and the slots that the sender's parts fill."""

    name: str
    countries: tuple[CountryCode, ...]
    paper: Size
    margins: Margins
    windows: dict[str, Window] = {}
    """By the envelope's name; empty where the address is not read through one."""
    letterhead_windows: dict[str, Window] = {}
    """Where an envelope has a second window, which shows the letterhead."""
    letterhead: Box
    return_address: Box | None = None
    """One small line over the address, in the window; None where envelopes bear it elsewhere."""
    address: Box
    room_above_address: float = 0
    """What may be used above the address where the window shows it only as the sheet usually lies.

    The address then stands at the bottom of its box, with the route's line above.
    """
    room_below_address: float = 0
    """What an address that is too long for its box may use below it, where most envelopes still show it."""
    place_and_date: Box
    signature: Size
    text_y: float
    next_text_y: float
    """Where the text begins on the pages after the first."""
    fold_marks_y: tuple[float, ...] = ()
    punch_mark_y: float | None = None

    @property
    def marks_y(self) -> tuple[float, ...]:
        """Where the left margin bears a mark, from the top."""
        punch = (self.punch_mark_y,) if self.punch_mark_y else ()
        return tuple(sorted((*self.fold_marks_y, *punch)))

    @model_validator(mode="after")
    def _shows_what_it_should(self) -> Self:
        _refuse_hidden("address", self.address, self.windows)
        _refuse_hidden("letterhead", self.letterhead, self.letterhead_windows)
        if self.return_address:
            _refuse_hidden("return_address", self.return_address, self.windows)
        return self


def _refuse_hidden(slot: str, box: Box, windows: dict[str, Window]) -> None:
    for name, window in windows.items():
        seen = window.always_visible
        if not seen.holds(box):
            right, bottom = seen.x + seen.w, seen.y + seen.h
            shown = f"x {seen.x:.2f} to {right:.2f}, y {seen.y:.2f} to {bottom:.2f}"
            raise ValueError(f"{slot} is not seen wherever the sheet lies in the envelope {name}, which shows {shown}")


@remembered
def layout(name: str) -> Layout:
    """A layout by its name; raises :class:`Mistake` with the nearest, and those there are."""
    file = data_file(TEMPLATES, f"layouts/{name}.yaml")
    if file is None:
        there = layout_names()
        near = get_close_matches(name.lower(), there, n=1, cutoff=0.5)
        meant = f"did you mean {near[0]!r}? " if near else ""
        raise Mistake(f"there is no layout {name!r}", f"{meant}layouts: {', '.join(there)}")
    return read_record(Layout, file)


def layout_for(country: str | None) -> str:
    """The layout that the post and the envelopes of a country want; the plain one where none says so."""
    return next((name for name in layout_names() if country in layout(name).countries), DEFAULT_LAYOUT)


def layout_names() -> list[str]:
    """All layouts that can be chosen."""
    return [path.stem for path in data_files(TEMPLATES, "layouts/*.yaml")]
