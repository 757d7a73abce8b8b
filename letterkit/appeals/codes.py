"""The issuer's code of an appeal, by its shape or by a label; and the code of the appeal that it updates."""

import re
from collections.abc import Iterator, Sequence
from functools import cache
from typing import NamedTuple

from letterkit.appeals.dates import date_in
from letterkit.appeals.lines import Line
from letterkit.appeals.vocabulary import vocabulary


class Read(NamedTuple):
    """A value and the line on which it stands."""

    value: str
    line: int


@cache
def _codes() -> tuple[re.Pattern[str], ...]:
    """The shapes of codes, the most telling first."""
    return (
        re.compile(r"\b[A-Z]{3} ?\d{3} ?/ ?\d{4}(?: ?/ ?[A-Z]{2,4} ?\d{3}(?:\.\d{1,2})?)?"),
        re.compile(r"\b(?:UA|AU|FU|EXTRA|RAN)\b(?:: ?|[ -])\d{1,4}/\d{2,4}(?:-\d{1,2})?\b"),
        re.compile(r"\b[A-Z]{2,6}-[A-Z]{2,5}-\d{2,4}-\d{4}(?:-\d{1,3})?\b"),
        re.compile(r"\b[A-Z]{2}-\d{2,3}-(?:19|20)\d{2}\b"),
        re.compile(r"\b\d{4} ?U[A-Z]{3}\b"),
        re.compile(r"\b[A-Z]{3} \d{6}(?:\.[A-Z0-9]{1,6}){0,2}(?![\w.])"),
        re.compile(r"\b[A-Z]{3} \d{2}/\d{2,4}/(?:\d{4}|\d{2})\b"),
    )


@cache
def _patterns() -> dict[str, re.Pattern[str]]:
    return {
        "labelled": re.compile(
            r"\.?\s*(?:no\.?|number|n°)?\s*:\s*([A-Z0-9][A-Z0-9 ./_-]{1,40}\d[A-Z0-9./-]{0,12})(?![\w])"
        ),
        "alone": re.compile(r"[A-Z]{2,5}-\d{2,5}(?:[-/]\d{1,4})?"),
    }


def code_in(lines: Sequence[Line]) -> Read | None:
    """The issuer's code, by its shape or by a label before it."""
    head = [line for line in (*lines[:25], *lines[-6:]) if not is_of_another(line.text)]
    for shape in _codes():
        for line in head:
            if len(line.text) < 200 and (found := shape.search(line.text)):
                return Read(found[0], line.number)
    for line in head:
        label = vocabulary().sets["code"].first(line.text) if len(line.text) < 120 else None
        value = _patterns()["labelled"].match(line.text, label.end) if label else None
        if value:
            return Read(value[1].strip(), line.number)
    alone = next((line for line in head if _patterns()["alone"].fullmatch(line.text)), None)
    return Read(alone.text, alone.number) if alone else None


def updated_in(lines: Sequence[Line]) -> Read | None:
    """The code of the appeal that this one updates."""
    said = (line for line in lines[25:] if vocabulary().opens("update_of", line.text))
    for line in (*lines[:25], *said):
        if is_of_another(line.text) and (found := next(_all_in(line.text), None)):
            return Read(found[0], line.number)
    return None


def is_of_another(text: str) -> bool:
    """Whether a line gives the code of an earlier appeal: "Update on UA 12/04", "[RE: UA-082-2006: …]"."""
    return vocabulary().opens("updates", text) or (text.startswith("[") and vocabulary().opens("title_label", text))


def code_shaped(text: str) -> str | None:
    """What has the shape of an issuer's code in a text: ``CHN 002 / 0505 / OBS 028``, ``UA: 264/12``."""
    return next((found[0] for shape in _codes()[:-1] if (found := shape.search(text))), None)


def holds_code(text: str) -> bool:
    """Whether a text holds a code of any shape, or is one."""
    return next(_all_in(text), None) is not None or _patterns()["alone"].fullmatch(text) is not None


def without_codes(text: str) -> str:
    """A text without what has the shape of a code."""
    for shape in _codes():
        text = shape.sub(" ", text)
    return text


def behind_code(text: str) -> str:
    """What stands behind a code and a gap on one line: "UA 77/03      Fear for safety"; else the text."""
    found = next((found for shape in _codes() if (found := shape.match(text))), None)
    rest = text[found.end() :] if found else ""
    words = len(rest.split())
    plain = words < 12 and rest[:1] == " " and not any(c in ":.;" or c.isdigit() for c in rest)
    if words < 2 or not (plain or rest.startswith("  ")):
        return text
    first, *more = re.split(r"\s{3,20}", rest.strip())
    return first if more and all(map(date_in, more)) else rest.strip()


def _all_in(text: str) -> Iterator[re.Match[str]]:
    return (found for shape in _codes() if (found := shape.search(text)))
