"""The geometry of a page, from ``letter_templates/layouts``; all figures in millimetres."""

from functools import cache

from letterkit.errors import Mistake
from letterkit.folders import data_file, data_files
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


class Margins(Record):
    """Distances from the paper's edges to the text."""

    top: float
    right: float
    bottom: float
    left: float


class Layout(Record):
    """Page, address field, marks, and the slots that the sender's parts fill."""

    name: str
    countries: tuple[CountryCode, ...]
    paper: Size
    margins: Margins
    letterhead: Box
    place_and_date: Box
    signature: Size
    return_address: Box
    address: Box
    text_y: float
    fold_marks_y: tuple[float, ...]
    punch_mark_y: float | None = None
    always_visible: dict[str, Box]

    @property
    def marks_y(self) -> tuple[float, ...]:
        """Where the left margin bears a mark, from the top."""
        punch = (self.punch_mark_y,) if self.punch_mark_y else ()
        return tuple(sorted((*self.fold_marks_y, *punch)))


@cache
def layout(name: str) -> Layout:
    """A layout by its name; raises :class:`Mistake` with those there are."""
    file = data_file("letter_templates", f"layouts/{name}.yaml")
    if file is None:
        raise Mistake(f"there is no layout {name!r}", f"layouts: {', '.join(layout_names())}")
    return read_record(Layout, file)


def layout_for(country: str | None) -> str:
    """The layout that the post and the envelopes of a country want; the default one where none says so."""
    fitting = [name for name in layout_names() if country in layout(name).countries]
    return DEFAULT_LAYOUT if not fitting or DEFAULT_LAYOUT in fitting else fitting[0]


def layout_names() -> list[str]:
    """All layouts that can be chosen."""
    return [path.stem for path in data_files("letter_templates", "layouts/*.yaml")]
