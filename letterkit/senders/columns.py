"""What the columns of a members' list mean: the words above them, and some in their cells, are data."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Literal

from letterkit.folders import file_name
from letterkit.model.record import CountryCode, Gender, LanguageCode, Record
from letterkit.records import read_record

Column = Literal[
    "name",
    "full_name",
    "first_name",
    "last_name",
    "id",
    "address",
    "street",
    "house_number",
    "more",
    "care_of",
    "po_box",
    "postcode",
    "town",
    "state",
    "country",
    "place",
    "language",
    "layout",
    "gender",
    "email",
    "phone",
    "group",
    "note",
    "requests",
    "ours",
]
NAMES: tuple[Column, ...] = ("name", "full_name", "first_name", "last_name")


class Words(Record):
    """The words of ``columns.yaml``."""

    columns: dict[Column, tuple[str, ...]]
    prefixes: tuple[str, ...]
    nothing: tuple[str, ...]
    languages: dict[LanguageCode, tuple[str, ...]]
    genders: dict[Gender, tuple[str, ...]]
    town_lines: dict[CountryCode | Literal["any"], tuple[str, ...]]
    number_before_street: tuple[CountryCode, ...]


@dataclass(frozen=True)
class Header:
    """The row of a list that names its columns: which cells hold what, and the words that mean nothing to us."""

    places: Mapping[Column, tuple[int, ...]]
    unknown: tuple[str, ...]

    def cells(self, row: Sequence[str], column: Column) -> tuple[str, ...]:
        """What a row holds in the columns of one kind, from the left; empty cells are left out."""
        found = (row[at] for at in self.places.get(column, ()) if at < len(row))
        return tuple(cell for cell in found if cell and cell.lower() not in words().nothing)

    def cell(self, row: Sequence[str], column: Column) -> str:
        """The first of these; empty where there is none."""
        return next(iter(self.cells(row, column)), "") if column in self.places else ""


def read_header(cells: Sequence[str]) -> Header:
    """The columns that a row names. A word for "name" means the last name beside a first name, and the other way."""
    places: dict[Column, list[int]] = defaultdict(list)
    unknown: list[str] = []
    for at, cell in enumerate(cells):
        column = column_named(cell)
        if column:
            places[column].append(at)
        elif cell:
            unknown.append(cell)
    if "name" in places and ("first_name" in places) != ("last_name" in places):
        places["last_name" if "first_name" in places else "first_name"] = places.pop("name")
    return Header({column: tuple(found) for column, found in places.items()}, tuple(unknown))


def column_named(cell: str) -> Column | None:
    """What the word above a column means; None for a word that we don't know."""
    return next((_meanings()[word] for word in _readings(cell) if word in _meanings()), None)


def _readings(cell: str) -> Iterable[str]:
    word = file_name(cell)
    yield word
    for prefix in words().prefixes:
        yield word.removeprefix(f"{file_name(prefix)}-")


def known_names() -> tuple[str, ...]:
    """Words for the column that a list can't do without."""
    return tuple(word for column in NAMES for word in words().columns[column])


def language_named(text: str) -> str | None:
    """The code of a language by its name: ``Deutsch``, ``English (United States)``."""
    return _languages().get(file_name(text.partition("(")[0]))


def gender_said(text: str) -> str | None:
    """``m`` or ``f`` where a word says so; None for any other."""
    return next((gender for gender, said in words().genders.items() if text.lower() in said), None)


@cache
def words() -> Words:
    """The words, read once."""
    return read_record(Words, Path(__file__).with_name("columns.yaml"))


@cache
def _meanings() -> dict[str, Column]:
    return {file_name(word): column for column, found in words().columns.items() for word in found}


@cache
def _languages() -> dict[str, str]:
    return {file_name(word): code for code, found in words().languages.items() for word in found}
