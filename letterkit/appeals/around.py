"""What the lines around one tell of it: that it is a letterhead, part of a paragraph, or the way to a page."""

import re
from collections import Counter
from collections.abc import Sequence
from functools import cache
from itertools import takewhile

from letterkit.appeals.dates import date_in
from letterkit.appeals.lines import Line
from letterkit.appeals.names import looks_like_name
from letterkit.appeals.numbers import contacts_in
from letterkit.appeals.vocabulary import vocabulary
from letterkit.protocol.countries import country_named
from letterkit.protocol.phrases import fold, words_of

TOP = 18
"""Lines among which a title stands."""
LONGEST = 200
LONG_PROSE = 120
"""Characters of a line that goes on with a paragraph."""
LONGEST_POSTED = 80
"""Characters of a line that says when a page was put on the net, and by whom."""
LONGEST_NAME = 8
"""Words of the name of a body at the head of a page."""
LONGEST_SITE = 60
"""Characters of the name of a site at the end of a page's title."""


@cache
def _patterns() -> dict[str, re.Pattern[str]]:
    return {
        "banner": re.compile(r"([A-ZÀ-Þ]{3,8})\s[-–—|]{1,2}\s"),
        "sentences": re.compile(r"[^\W\d_]{3,}[.!?]\s[A-ZÀ-Þ]"),
        "and": re.compile(rf"\s?,\s|\s(?:{vocabulary().one_of('conjunctions')})\s"),
        "number": re.compile(r"\b\d+\b"),
    }


def publishes(text: str, lines: Sequence[Line]) -> bool:
    """Whether a line is who speaks below: "Example Rights Network" over "Example Rights is gravely concerned …"."""
    name = words_of(text).folded[:LONGEST_NAME]
    return len(text) <= LONGEST_SITE and any(
        issued.start and len(first := words_of(line.text[: issued.start]).folded) > 1 and first == name[: len(first)]
        for line in lines[:TOP]
        if line.text != text and (issued := vocabulary().sets["issued"].first(line.text[:LONGEST]))
    )


def is_byline(text: str) -> bool:
    """Whether a line stands below a headline: "By Ada Muster | May 3, 2007 | Page 2", or its day and its page."""
    first, *others = pieces = re.split(r"\s?\|\s?", text[:LONG_PROSE])
    paged = bool(others) and date_in(first) is not None and vocabulary().opens("page_words", others[-1])
    dated = len(text) < LONGEST_POSTED and vocabulary().opens("date", text) and date_in(text) is not None
    return paged or dated or any(map(_names_authors, pieces))


def _names_authors(text: str) -> bool:
    """Whether a text says by whom something is: "By Ada Muster and Otto Beispiel"."""
    by = vocabulary().sets["bylines"].at_start(text)
    names = _patterns()["and"].split(text[by.end :].strip()) if by and not by.start else []
    return bool(names) and all(map(looks_like_name, names))


def is_banner(text: str) -> bool:
    """Whether a line begins with the letters of who publishes and a mark: "ABC - News from …"."""
    letters = _patterns()["banner"].match(text)
    return letters is not None and country_named(letters[1]) is None and not text.isupper()


def is_prose(lines: Sequence[Line], place: int) -> bool:
    """Whether a line is the first of a paragraph that is broken behind it: it goes on in small letters."""
    following = lines[place + 1] if place + 1 < len(lines) else None
    if following is None or following.gap or following.marker or not following.text[:1].islower():
        return False
    wrapped = " ".join(line.text for line in takewhile(lambda line: not line.gap, lines[place + 1 : place + 3]))
    return len(following.text) > LONG_PROSE or _patterns()["sentences"].search(wrapped) is not None


def heads_address(lines: Sequence[Line], place: int) -> bool:
    """Whether a line stands right over its own numbers, as a letterhead does, or is led to: "Write to:"."""
    below = takewhile(lambda line: not (line.gap or line.marker), lines[place + 1 : place + 3])
    above = lines[place - 1].text if place and not lines[place].gap else ""
    led = above.endswith(":") and len(words_of(above)) > LONGEST_NAME
    return led or any(
        len(line.text) <= LONG_PROSE and (contacts_in(line.text) or is_address(line.text)) for line in below
    )


def is_address(text: str) -> bool:
    """Whether a line holds a street with the numbers of the house and of the town: "1 High Road, 10115 Berlin"."""
    numbered = len(_patterns()["number"].findall(text)) > 1
    return numbered and vocabulary().says("places", text) and date_in(text) is None


def tail_said(text: str, often: Counter[str]) -> bool:
    """Whether a line is the way to a page whose headline stands below: "Home > Free Ada Muster"."""
    way, mark, tail = text.rpartition(" > ") if " > " in text else text.rpartition(" » ")
    return bool(mark and way) and fold(tail.strip()) in often
