"""Dates as appeals write them: "May 3, 2005", "le 3 mai 2005", "3. Mai 2005", "03/05/2005", "3.V.2005"."""

import calendar
import re
from datetime import date
from functools import cache, lru_cache

from letterkit.appeals.vocabulary import vocabulary
from letterkit.protocol.phrases import words_of

LONGEST_DATE = 40
"""Characters of a date with its weekday."""
LONGEST_DATELINE = 60
"""Characters of a place and a date."""
MOST_OF_DATELINE = 8
"""Words of the same."""
NEAR = 25
"""Characters behind "before" or "until" in which the date begins."""
KEPT = 65_536
"""Lines of which it is remembered whether they are datelines: each step asks for them again."""

ROMAN_MONTHS = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII")


@cache
def _numeric() -> re.Pattern[str]:
    return re.compile(
        r"(?<![\w/-])(?:(\d{4})([-/.])(\d{1,2})\2(\d{1,2})|(\d{1,2})(\. ?|[/-]|\s?\|\s?)(\d{1,2})\6(\d{4}))"
        r"(?![\d_]|-\d)"
    )


@cache
def _roman() -> re.Pattern[str]:
    return re.compile(r"(?<!\w)(\d{1,2})\. ?(I{1,3}|IV|VI{0,3}|IX|XI{0,2})\. ?(\d{4})(?!\d)")


def date_in(text: str, *, day_first: bool | None = None) -> date | None:
    """The first whole date in a text; None when there is none.

    ``day_first`` says what "05/06/2003" means; without it such a date is None, for day and month can't be told apart.
    """
    return _in_words(text) or _in_figures(text, day_first)


def unclear_date_in(text: str) -> str | None:
    """A date in figures whose day and month can't be told apart, as it is written; None where there is none."""
    found = _numeric().search(text) if date_in(text) is None else None
    return found[0] if found and date_in(text, day_first=True) else None


def month_in(text: str) -> str | None:
    """The month and the year of a text that gives no day: "März 2007"; None where there is none."""
    for month in vocabulary().months.find(text):
        after = words_of(text[month.end : month.end + 10])
        if after and _is_year(after[0].folded) and date_in(text) is None:
            return text[month.start : month.end + after[0].end]
    return None


def begins_with_month(text: str) -> bool:
    """Whether a text begins with a month and its year, as "Mai 2007" does."""
    month = vocabulary().months.first(text[:LONGEST_DATE])
    if month is None or month.start:
        return False
    after = words_of(text[month.end : month.end + 10])
    return bool(after) and _is_year(after[0].folded)


def day_of_year_in(text: str) -> tuple[int, int] | None:
    """(month, day) of a date without a year with which a text begins: "15 January", "le 15 janvier"."""
    month = vocabulary().months.first(text[:NEAR])
    if not month:
        return None
    before = words_of(text[: month.start])
    after = words_of(text[month.end : month.end + 8])
    day = next((_day(word.folded) for word in [*before[-1:], *after[:1]] if _day(word.folded)), None)
    return (month.meaning, day) if day and len(before) < 3 else None


def next_day(month: int, day: int, since: date) -> date | None:
    """The first such day on or after a date; None for one that no calendar has."""
    return next(
        (found for year in range(9) if (found := _date(since.year + year, month, day)) and found >= since), None
    )


def end_of_month(day: date) -> date:
    """The last day of a date's month."""
    return day.replace(day=calendar.monthrange(day.year, day.month)[1])


def is_deadline(text: str) -> bool:
    """Whether a text says until when letters should be sent."""
    words = vocabulary()
    if not any(words.says(kind, text) for kind in ("letters", "leads", "acting")) and not words.opens("deadline", text):
        return False
    after = (text[found.end : found.end + NEAR].partition("|")[0] for found in words.sets["deadline"].find(text))
    return any((date_in(behind) or day_of_year_in(behind)) and not _is_byline(behind) for behind in after)


def _is_byline(behind: str) -> bool:
    """Whether what follows "by" is the name of an author: "By Ada Muster, 3 May 2010", not "by Friday, 3 May"."""
    names = 0
    for word in words_of(behind)[:2]:
        names += behind[word.start].isupper() and vocabulary().months.whole(word.folded) is None
    return names == 2


def without_deadline(text: str) -> str:
    """A sentence without the clause that says until when: "Write, before 1 June 2023, to" is "Write to"."""
    for found in vocabulary().sets["deadline"].find(text):
        words = words_of(text[found.end : found.end + LONGEST_DATE])
        for end in (found.end + word.end for word in words[2:6]):
            if date_in(text[found.end : end]):
                return f"{text[: found.start].rstrip(' ,(')} {text[end:].lstrip(' ,)')}"
    return text


def _in_words(text: str) -> date | None:
    for month in vocabulary().months.find(text):
        before = words_of(text[max(0, month.start - 20) : month.start])
        after = words_of(text[month.end : month.end + 20])
        year = next((int(word.folded) for word in after[:3] if _is_year(word.folded)), None)
        day = next((_day(word.folded) for word in [*before[:-4:-1], *after[:1]] if _day(word.folded)), None)
        if day and year and (found := _date(year, month.meaning, day)):
            return found
    return None


def _in_figures(text: str, day_first: bool | None) -> date | None:
    if roman := _roman().search(text):
        return _date(int(roman[3]), ROMAN_MONTHS.index(roman[2]) + 1, int(roman[1]))
    day_first = _day_first_in(text) if day_first is None else day_first
    for found in _numeric().finditer(text):
        if found[1]:
            return _date(int(found[1]), int(found[3]), int(found[4]))
        first, second, year = int(found[5]), int(found[7]), int(found[8])
        if first > 12 or first == second or "." in found[0] or (day_first and second <= 12):
            return _date(year, second, first)
        if second > 12 or day_first is False:
            return _date(year, first, second)
    return None


@lru_cache(maxsize=KEPT)
def is_dateline(text: str) -> bool:
    """Whether a line is a place and a date, as under a press release: "Geneva-Paris, May 3, 2005"."""
    return (
        len(text) < LONGEST_DATELINE
        and not text[:1].islower()
        and date_in(text) is not None
        and len(words_of(text)) <= MOST_OF_DATELINE
    )


def _day_first_in(text: str) -> bool | None:
    """Which comes first in a text's dates: the day in one that has the 15th month, "08-03-2011 … 15-03-2011"."""
    pairs = [(int(found[5]), int(found[7])) for found in _numeric().finditer(text) if found[5]]
    told = {first > 12 for first, second in pairs if (first > 12) != (second > 12)}
    return told.pop() if len(told) == 1 else None


def _is_year(word: str) -> bool:
    return len(word) == 4 and word.isascii() and word.isdigit() and 1960 <= int(word) <= 2100


def _day(word: str) -> int | None:
    ending = next((end for end in vocabulary().single["ordinals"] if word.endswith(end)), "")
    figures = word.removesuffix(ending)
    return (
        int(figures)
        if figures.isascii() and figures.isdigit() and len(figures) <= 2 and 1 <= int(figures) <= 31
        else None
    )


def _date(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None
