"""A line of a document with its number, and what its marks say: a heading, an item of a list, a gap before it."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import cache
from itertools import pairwise

from letterkit.appeals.dates import begins_with_month
from letterkit.appeals.hyphens import HYPHENS, SOFT, Words, joined_at_hyphen, words_in
from letterkit.appeals.vocabulary import vocabulary
from letterkit.model.finding import Finding

LONGEST = 20_000
"""Characters of a paragraph to which more lines are joined; joining without end would take ever longer."""

LONGEST_REMARK = 60
"""Characters of a remark in brackets that two lines share."""
FEWEST_WRAPPED = 4
"""Lines of a block each of which is full."""
SLACK = 2
NARROWEST, WIDEST = 40, 160
"""Characters at which a block may have been wrapped."""
FEWEST_BREAKS = 3
"""Lines of one word before a small letter that show a text to be broken behind first words throughout."""


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
    depth: int = 0
    """How far in the sign of a list stands, in characters, or four for each list around it; 0 where it is not known."""


@cache
def _patterns() -> dict[str, re.Pattern[str]]:
    return {
        "bullet": re.compile(
            r"([•·‣▪▫►▶▸●○■□◦∙⁃◆◇❖➢➤➔→⇒✓✔☛§»›+*\uf020-\uf0ff–—-]|-{1,2}>?|=>|\*{2,4})\s+(?=\S)"
            r"|o\s{1,4}(?=[A-Z])|Ø\s{1,12}(?=[A-ZÀ-Þ])"
        ),  # word processors' own bullets stand among the characters for private use
        "small bullet": re.compile(r"o\s{1,4}(?=[^\W\d_])"),
        "number": re.compile(
            r"(?:\((?:[ivxl]{1,6}|[a-z]|\d{1,2})\)|(?:[ivxl]{1,6}|[a-h]|\d{1,2})(?:[.)]|\.\))"
            r"|\d{1,2}\s?[º°]\)?)\s+(?=\S)|\d{1,2}(?:\.-\s|\s?[-–]\s|\s{3})\s*(?=[^\W\d_])"
        ),
        "label": re.compile(r"[\w.-]{1,12}( [\w.-]{1,12}){0,2} ?:"),
        "remark": re.compile(r"\s?\([^()]{0,80}\)$"),
        "rule": re.compile(r"[-=_*~#+.\s]{3,}$"),
        "half number": re.compile(r"(?:^|:)[ \u00a0]{0,3}(?=[+(0])[+(]{0,2}(?:\d[ ().-]{0,3}){1,5}$"),
        "other half": re.compile(r"(?:\d[ .-]?){4,9}(?![\w/])"),
    }


def is_rule(text: str) -> bool:
    """Whether a line is only drawn: ``-----``."""
    return bool(_patterns()["rule"].match(text)) and not any(c.isalnum() for c in text)


def take_marker(line: Line, above: str = "") -> Line:
    """The line with the sign of a list cut off its text. A small "o" is one where the line above has ended."""
    if line.marker or line.level:
        return line
    kinds = ("bullet", "number", "small bullet") if above.endswith((".", ":", ";", ",")) else ("bullet", "number")
    for kind in kinds:
        found = _patterns()[kind].match(line.text)
        if found and not (kind == "number" and begins_with_month(line.text[found.end() :])):  # "3. Mai 2007"
            return replace(line, text=line.text[found.end() :], marker=found[0].strip())
    return line


def join_wrapped(lines: Iterable[Line]) -> tuple[list[Line], list[Finding]]:
    """Joins the lines of hard-wrapped paragraphs, and tells which broken words became one.

    A line that could have taken the next one's first word was ended on purpose.
    """
    given = list(lines)
    # A heading or a web address may be longer than a text is wide.
    wide = _wrap_width([line.text for line in given if not line.level and " " in line.text])
    widths = [wide] * len(given) if wide else _widths_of_blocks(given)
    breaks = any(line.text[-1:] in HYPHENS for line in given)
    broken = sum(_is_first_word(one, two) for one, two in pairwise(given)) >= FEWEST_BREAKS
    words = words_in([line.text for line in given] if breaks else [])
    joined: list[Line] = []
    findings: list[Finding] = []
    room_after = 0
    for line, width in zip(given, widths, strict=True):
        if joined and (_goes_on(joined[-1], line, room_after if width else None) or _torn(joined[-1], line, broken)):
            joined[-1], found = _as_one(joined[-1], line, words)
            findings += found
        else:
            joined.append(line)
        room_after = width - len(line.text) - (len(line.marker) + 1 if line.marker else 0)
    return [replace(line, text=line.text.replace(SOFT, "")) if SOFT in line.text else line for line in joined], findings


def _goes_on(before: Line, line: Line, room: int | None) -> bool:
    """Whether a line is the rest of the paragraph above; ``room`` is what that one's last line had left, if wrapped."""
    if line.gap or line.level or line.marker or before.level or len(before.text) > LONGEST:
        return False
    first = line.text.split(" ", 1)[0]
    if before.text[-1] in HYPHENS and before.text[-2:-1].isalpha() and line.text[0].isalpha():
        return "@" not in first and before.text[0] not in HYPHENS  # "- for Ada Muster -" stands between dashes
    long = len(before.text) >= 50
    small = line.text[:1].islower() and before.text[-1] not in ".;:!?" and not _patterns()["label"].match(line.text)
    if long and (small or _unfinished(before.text)):
        return True
    return room is not None and room < len(first) + 1 and not _ends_in_contact(before.text)


def _torn(before: Line, line: Line, broken: bool) -> bool:
    """Whether a line was broken behind its first word or inside a number; ``broken`` says that the text often is."""
    if line.gap or line.level or line.marker or before.level:
        return False
    if _patterns()["half number"].search(before.text[-20:]) and _patterns()["other half"].match(line.text):
        return True
    return _is_first_word(before, line) or (broken and _is_one_word(before) and line.text[0].isalnum())


def _is_first_word(before: Line, line: Line) -> bool:
    """Whether a line is the first word of the next, which goes on in small letters: "Gobernador" and "de Oaxaca"."""
    first = line.text.split(" ", 1)[0]
    return _is_one_word(before) and not line.gap and first.isalpha() and first.islower() and first != line.text


def _is_one_word(line: Line) -> bool:
    return line.text.isalpha() and line.text[0].isupper() and not (line.level or line.marker)


def _as_one(before: Line, line: Line, words: Words) -> tuple[Line, list[Finding]]:
    if before.text[-1] not in HYPHENS or before.text[-2:-1].isspace():
        return replace(before, text=f"{before.text} {line.text}"), []
    text, findings = joined_at_hyphen(before.text, line.text, words, before.number)
    return replace(before, text=text), findings


def _ends_in_contact(text: str) -> bool:
    """Whether a line ends with a number or an address by which somebody is reached: what follows is somebody else."""
    text = _patterns()["remark"].sub("", text) or text
    return sum(c.isdigit() for c in text[-16:]) >= 6 or "@" in text.rsplit(maxsplit=1)[-1]


def _unfinished(text: str) -> bool:
    """Whether a line breaks off behind an article or a preposition, which nothing ends with, or in brackets."""
    if text.rfind("(", -LONGEST_REMARK) > text.rfind(")", -LONGEST_REMARK):
        return True
    return is_link(text.rsplit(maxsplit=1)[-1])


def is_link(word: str) -> bool:
    """Whether a word, in small letters, is one that nothing ends with: an article or a preposition."""
    return word in vocabulary().single["links"]


def _widths_of_blocks(lines: Sequence[Line]) -> list[int]:
    """For each line the width at which its block was wrapped by itself, as in a box; 0 where it was not."""
    widths: list[int] = []
    starts = [place for place, line in enumerate(lines) if line.gap or line.level or line.marker or not place]
    for start, stop in pairwise([*starts, len(lines)]):
        texts = [line.text for line in lines[start:stop]]
        width = max(map(len, texts))
        full = all(len(one) + 1 + len(two.split(" ", 1)[0]) > width - SLACK for one, two in pairwise(texts))
        wrapped = full and len(texts) >= FEWEST_WRAPPED and NARROWEST <= width <= WIDEST
        widths += [width if wrapped else 0] * len(texts)
    return widths


def _wrap_width(texts: list[str]) -> int:
    """The width at which a text was wrapped; 0 when its paragraphs stand on one line each."""
    lengths = sorted(len(text) for text in texts if text)
    if len(lengths) < 8 or lengths[-1 - len(lengths) // 100] > 100:
        return 0
    width = lengths[-1 - len(lengths) // 100]
    full = sum(length > 0.8 * width for length in lengths)
    return width if width >= 50 and full >= 0.25 * len(lengths) else 0
