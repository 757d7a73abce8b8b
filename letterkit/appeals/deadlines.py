"""Until when an appeal asks for letters: "before 30 October 2012", "bis zum 15. April", "by the end of the month"."""

from collections.abc import Iterator, Sequence
from datetime import date
from typing import NamedTuple

from letterkit.appeals.codes import Read
from letterkit.appeals.dates import NEAR, date_in, day_of_year_in, end_of_month, next_day
from letterkit.appeals.lines import Line
from letterkit.appeals.vocabulary import vocabulary

LONGEST = 400
"""Characters of a paragraph in which a deadline is looked for; what goes on tells the story."""


class Deadline(NamedTuple):
    """The last day for letters; without a day where the year is not known. ``said`` is what stands there."""

    day: date | None
    line: int
    said: str
    guessed: bool


def deadline_in(lines: Sequence[Line], published: date | None) -> Deadline | None:
    """The last day for letters. A year that is not written is that of the first such day after the publication."""
    found = [deadline for line in lines if _may_ask(line.text) for deadline in _deadlines(line, published)]
    whole = next((one for one in found if one.day and not one.guessed), None)
    return whole or next(iter(found), None)


def closed_in(lines: Sequence[Line]) -> Read | None:
    """The sentence that asks for no more letters."""
    for line in lines:
        for found in vocabulary().sets["closed"].find(line.text):
            if len(line.text) < LONGEST:
                end = line.text.find(".", found.end)
                return Read(line.text[found.start : end if end > 0 else None], line.number)
    return None


def _may_ask(text: str) -> bool:
    """Whether a paragraph may ask for letters: a short one, or one that begins by asking."""
    return len(text) <= LONGEST or vocabulary().opens("leads", text) or vocabulary().opens("letters", text)


def _begins_soon(text: str) -> bool:
    """Whether a date begins right here: "by Friday, 30 May 2003", not "by the State of Texas on 3 March 2003"."""
    return any(c.isdigit() for c in text[:18]) or vocabulary().months.first(text[:18]) is not None


def _deadlines(line: Line, published: date | None) -> Iterator[Deadline]:
    words = vocabulary()
    text = line.text[:LONGEST]
    if not any(words.says(kind, text) for kind in ("letters", "leads", "acting")) and not words.opens("deadline", text):
        return
    for found in words.sets["deadline"].find(text):
        behind = text[found.end : found.end + 2 * NEAR].partition("|")[0]
        if (day := date_in(behind[:40])) and _begins_soon(behind):
            yield Deadline(day, line.number, behind, guessed=False)
        elif named := day_of_year_in(behind):
            yield Deadline(next_day(*named, published) if published else None, line.number, behind, guessed=True)
        elif words.sets["month_end"].at_start(behind) or words.sets["month_end"].at_start(text[found.start :]):
            yield Deadline(end_of_month(published) if published else None, line.number, behind, guessed=True)
