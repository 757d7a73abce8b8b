"""The row below the head of an urgent action, with country and names: "MALAWI   Ada Muster (f), aged 34"."""

import re
from collections.abc import Iterator, Sequence
from functools import cache

from letterkit.appeals.lines import Line
from letterkit.appeals.names import is_particle
from letterkit.appeals.vocabulary import vocabulary
from letterkit.protocol.countries import country_at_start

NEAR = 20
"""Lines of a document among which such a row stands."""


@cache
def _patterns() -> dict[str, re.Pattern[str]]:
    word = r"[^\W\d_][\w’'-]*"
    return {
        "mark": re.compile(r"\s?\(([^()]{1,12})\)"),
        "name": re.compile(rf"{word}(?:\s{word}){{0,5}}$"),
        "age": re.compile(r",\s"),
        "apart": re.compile(rf"[,;:()]\s?|\s{{2,}}|\s(?:{vocabulary().one_of('conjunctions')})\s"),
    }


def country_row(text: str) -> tuple[str, str] | None:
    """(the country, what stands behind it) in a row that begins with a country in capitals; None for other lines."""
    found = country_at_start(text)
    if not found or text[: found.start].strip() or not text[: found.end].isupper():
        return None
    rest = text[found.end :]
    if rest.startswith("  ") or next(_marked(rest), None):
        return found.meaning, rest.strip()
    return None


def names_people(text: str) -> bool:
    """Whether a line lists people with their sex or age in marks: "Ada Muster (f), aged 34"."""
    return len(text) < 200 and next(_marked(text), None) is not None


def named_in_rows(lines: Sequence[Line]) -> Iterator[tuple[str, int]]:
    """The people whom such rows name, with their lines: in the row of the country, and with marks below it."""
    below = False
    for line in lines[:NEAR]:
        row = country_row(line.text)
        below = bool(row) or below
        if below and len(line.text) < 200:
            yield from ((name, line.number) for name in _marked(row[1] if row else line.text))


def _marked(text: str) -> Iterator[str]:
    """The names before "(m)", "(mujer)", ", aged 34"."""
    words = vocabulary().sets
    for mark in _patterns()["mark"].finditer(text):
        if words["gender_marks"].whole(mark[1]) and (name := _name_before(text, mark.start())):
            yield name
    for comma in _patterns()["age"].finditer(text):
        if words["aged"].at_start(text[comma.end() : comma.end() + 20]) and (name := _name_before(text, comma.start())):
            yield name


def _name_before(text: str, end: int) -> str | None:
    """The name that ends here: two words or more, the first and the last with a capital."""
    before = _patterns()["apart"].split(text[max(0, end - 60) : end])[-1].strip()
    words = before.split()
    named = len(words) > 1 and words[0][:1].isupper() and words[-1][:1].isupper()
    named = named and all(word[:1].isupper() or is_particle(word) for word in words)
    return before if named and _patterns()["name"].fullmatch(before) else None
