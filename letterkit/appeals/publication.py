"""The day on which an appeal was published: on a short line at the top, after a label, under the text."""

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from functools import cache
from itertools import takewhile
from typing import NamedTuple

from letterkit.appeals.codes import holds_code, is_of_another, without_codes, without_remarks
from letterkit.appeals.dates import LONGEST_DATE, date_in, is_dateline, is_deadline, month_in, unclear_date_in
from letterkit.appeals.letter_heads import opens_letter
from letterkit.appeals.lines import Line
from letterkit.appeals.vocabulary import vocabulary
from letterkit.protocol.countries import country_hints
from letterkit.protocol.phrases import words_of

BLOCK = 6
"""Lines of a block that a code opens, as of kind, country and day."""
LONGEST = 120
"""Characters of a line that gives a code and a date."""
TOP = 25
"""Lines among which the date of publication stands."""
NEAR = 3
"""Characters from a label to its colon."""
DAYS_TO_POST = 7
"""Days from the date under a text to the one on which its page was put on the net."""
MOST_WORDS = 14
"""Words of a line beside codes that may be a date's; a longer one tells something."""


class Published(NamedTuple):
    """The day, if it can be told, its line, and what is to be said of it."""

    day: date | None
    line: int
    doubt: str = ""


def published_on(lines: Sequence[Line], language: str) -> Published | None:
    """The day of publication; a day in the story is none. The day of a mail is taken where there is no other."""
    places = _places(lines)
    own = [line for line in places if not _is_mail_date(line, lines)]
    for line in own:
        if found := date_in(line.text):
            return Published(found, line.number)
        if unclear := unclear_date_in(line.text):
            return _unclear(unclear, line, language)
    mailed = next((line for line in places if line not in own and date_in(line.text)), None)
    if mailed:
        return Published(date_in(mailed.text), mailed.number, "the day of the mail; the appeal itself names none")
    month = next((line for line in own if month_in(line.text)), None)
    return Published(None, month.number, f"only the month is given: {month_in(month.text)}") if month else None


def _places(lines: Sequence[Line]) -> list[Line]:
    """The lines that may give the date of publication, the most telling first."""
    words = vocabulary()
    head = takewhile(lambda line: not opens_letter(line.text), lines[:TOP])
    short = [line for line in head if not line.marker and _may_be_date(line.text)]
    labelled = [line for line in short if words.opens("date", line.text)]
    last = [line for line in lines if is_dateline(line.text) and _may_be_date(line.text)]
    opening = [replace(line, text=line.text[:45]) for line in lines[:15] if _opens_with_date(line.text)]
    inside = [line for line in (*lines[:15], *lines[-6:]) if not words.opens("date", line.text)]
    told = [replace(line, text=text) for line in inside if (text := _behind_label(line.text))]
    coded = sorted(_beside_code(lines), key=lambda line: not _behind_label(line.text))
    return [*coded, *labelled, *_shortly_before(last, short), *short, *last, *opening, *told]


def _shortly_before(datelines: Sequence[Line], posted: Sequence[Line]) -> list[Line]:
    """The datelines of the days before a page was put on the net: these come first."""
    days = [day for line in posted[:1] if (day := date_in(line.text))]
    return [
        line for line in datelines if days and (day := date_in(line.text)) and 0 < (days[0] - day).days <= DAYS_TO_POST
    ]


def _behind_label(text: str) -> str:
    """What stands behind the words for a publication in a sentence, where it begins with a date; else empty."""
    labels = [] if _is_other(text) else vocabulary().sets["date"].find(text)
    behind = (text[label.end : label.end + LONGEST_DATE] for label in labels)
    return next((said for said in behind if date_in(said)), "")


def _beside_code(lines: Sequence[Line]) -> list[Line]:
    """The lines that give a date with the appeal's code: on one line, or in the block that it opens."""
    found: list[Line] = []
    left = 0
    for line in lines:
        coded = len(line.text) <= LONGEST and holds_code(line.text) and not is_of_another(line.text)
        left = BLOCK if coded else 0 if line.gap else left - 1
        if left > 0 and not line.marker and _may_be_date(line.text) and date_in(without_remarks(line.text)):
            found.append(line)
    return found


def _is_other(text: str) -> bool:
    """Whether a line gives another day: until when to write, or that of an arrest."""
    words = vocabulary()
    told = _is_subject(text) and words.says("other_dates", text)
    return told or is_deadline(text) or words.opens("other_dates", text)


def _may_be_date(text: str) -> bool:
    words = vocabulary()
    if _is_other(text):
        return False
    count = len(words_of(without_codes(text)))
    month = words.months.first(text)  # "May" is a verb too
    around = text[: month.start] + text[month.end :] if month else text
    return count <= MOST_WORDS and not (text.endswith(".") and (words.says("finite", around) or count > 8))


def _unclear(written: str, line: Line, language: str) -> Published:
    """A date such as 5/6/2003: the day comes first but in American English; whose English it is, the place tells."""
    where = set(country_hints(line.text)) if language == "en" else {language}
    if not where:
        return Published(None, line.number, f"{written}: its day and month can't be told apart")
    found = date_in(line.text, day_first="US" not in where)
    return Published(found, line.number, f"{written}, read with the {'month' if 'US' in where else 'day'} first")


def _is_mail_date(line: Line, lines: Sequence[Line]) -> bool:
    """Whether a date is that of a mail, not of the appeal in it: a clock's time with its zone, or a mail's head by."""
    words = vocabulary()
    label = words.sets["date"].at_start(line.text)
    if label is None or ":" not in line.text[label.end : label.end + NEAR]:
        return False
    near = (other.text for other in lines[:12] if abs(other.number - line.number) <= 3 and other is not line)
    return bool(_patterns()["moment"].search(line.text[:200])) or any(
        (words.opens("mail_head", text) and not words.opens("date", text)) or _is_subject(text) for text in near
    )


def _is_subject(text: str) -> bool:
    label = vocabulary().sets["title_label"].at_start(text)
    return label is not None and text[label.end :].lstrip().startswith(":")


def _opens_with_date(text: str) -> bool:
    """Whether a paragraph begins like a press report: "Dublin, 5 December 2008 - The committee is concerned …"."""
    head, dash, _ = text[:60].replace("–", "-").replace("—", "-").partition(" - ")
    return (bool(dash) and is_dateline(head)) or any(
        is_dateline(text[: stop.start()]) for stop in _patterns()["stop"].finditer(text[:60])
    )


@cache
def _patterns() -> dict[str, re.Pattern[str]]:
    return {
        "stop": re.compile(r"(?<=\d) ?[.:] (?=[\"“«¿¡]?\s?[A-ZÀ-Þ])"),
        "moment": re.compile(r"\d{1,2}:\d{2}(?::\d{2})? [+-]\d{4}\b"),
    }
