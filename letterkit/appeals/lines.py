"""A line of a document with its number, and what its marks say: a heading, an item of a list, a gap before it."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import cache

from letterkit.appeals.vocabulary import vocabulary

LONGEST = 20_000
"""Characters of a paragraph to which more lines are joined; joining without end would take ever longer."""


@dataclass(frozen=True)
class Line:
    """A line of the source, or a paragraph that begins on it."""

    number: int
    """In the source, from 1."""
    text: str
    gap: bool = False
    """An empty line, or the end of a block, stands before it."""
    level: int = 0
    """A heading marked as such: 1 to 6; else 0."""
    marker: str = ""
    """The sign of a list before the text: ``-``, ``•``, ``iv.``, ``(a)``, ``3)``; not part of the text."""


@cache
def _patterns() -> dict[str, re.Pattern[str]]:
    return {
        "bullet": re.compile(r"([•·‣▪►●○■□◦*–—-]|-{1,2}>?)\s+(?=\S)|o\s{1,4}(?=[A-Z])"),
        "number": re.compile(
            r"(?:\((?:[ivxl]{1,6}|[a-z]|\d{1,2})\)|(?:[ivxl]{1,6}|[a-h]|\d{1,2})[.)]|\d{1,2}\s?[º°])\s+(?=\S)"
        ),
        "label": re.compile(r"[\w.-]{1,12}( [\w.-]{1,12}){0,2} ?:"),
        "month": re.compile(r"[^\W\d_]{3,12}\.? \d{4}\b"),  # "3. Mai 2007" is a date
        "remark": re.compile(r"\s?\([^()]{0,80}\)$"),
        "rule": re.compile(r"[-=_*~#+.\s]{3,}$"),
    }


def is_rule(text: str) -> bool:
    """Whether a line is only drawn: ``-----``."""
    return bool(_patterns()["rule"].match(text)) and not any(c.isalnum() for c in text)


def take_marker(line: Line) -> Line:
    """The line with the sign of a list cut off its text."""
    if line.marker or line.level:
        return line
    for kind in ("bullet", "number"):
        found = _patterns()[kind].match(line.text)
        if found and not (kind == "number" and _patterns()["month"].match(line.text, found.end())):
            return replace(line, text=line.text[found.end() :], marker=found[0].strip())
    return line


def join_wrapped(lines: Iterable[Line]) -> list[Line]:
    """Joins the lines of hard-wrapped paragraphs.

    A line that could have taken the next one's first word was ended on purpose.
    """
    given = list(lines)
    width = _wrap_width([line.text for line in given])
    joined: list[Line] = []
    room_after = 0
    for line in given:
        starts_new = line.gap or line.level or line.marker or not joined or joined[-1].level
        starts_new = starts_new or len(joined[-1].text) > LONGEST
        first_word = len(line.text.split(" ", 1)[0])
        broken = (
            not starts_new
            and len(joined[-1].text) >= 50
            and line.text[:1].islower()
            and joined[-1].text[-1] not in ".;:!?"
            and not _patterns()["label"].match(line.text)
        )
        open_ended = not starts_new and len(joined[-1].text) >= 50 and _unfinished(joined[-1].text)
        full = width and not starts_new and room_after < first_word + 1 and not _ends_in_contact(joined[-1].text)
        if broken or open_ended or full:
            joined[-1] = replace(joined[-1], text=f"{joined[-1].text} {line.text}")
        else:
            joined.append(line)
        room_after = width - len(line.text) - (len(line.marker) + 1 if line.marker else 0)
    return joined


def _ends_in_contact(text: str) -> bool:
    """Whether a line ends with a number or an address by which somebody is reached: what follows is somebody else."""
    text = _patterns()["remark"].sub("", text) or text
    return sum(c.isdigit() for c in text[-16:]) >= 6 or "@" in text.rsplit(maxsplit=1)[-1]


def _unfinished(text: str) -> bool:
    """Whether a line breaks off behind an article or a preposition, which nothing ends with."""
    return is_link(text.rsplit(maxsplit=1)[-1])


def is_link(word: str) -> bool:
    """Whether a word, in small letters, is one that nothing ends with: an article or a preposition."""
    return word in vocabulary().single["links"]


def _wrap_width(texts: list[str]) -> int:
    """The width at which a text was wrapped; 0 when its paragraphs stand on one line each."""
    lengths = sorted(len(text) for text in texts if text)
    if len(lengths) < 8 or lengths[-1 - len(lengths) // 100] > 100:
        return 0
    width = lengths[-1 - len(lengths) // 100]
    full = sum(length > 0.8 * width for length in lengths)
    return width if width >= 50 and full >= 0.25 * len(lengths) else 0
