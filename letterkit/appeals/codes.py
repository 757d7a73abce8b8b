"""The issuer's code of an appeal, by its shape or by a label; and the code of the appeal that it updates."""

import re
from collections.abc import Iterator, Sequence
from functools import cache
from typing import NamedTuple

from letterkit.appeals.dates import date_in
from letterkit.appeals.lines import Line
from letterkit.appeals.vocabulary import vocabulary
from letterkit.protocol.countries import country_named
from letterkit.protocol.phrases import words_of

TOP = 25
"""Lines at the head of a document among which its code stands."""
BOTTOM = 6
"""The same of its end."""
LONGEST_LABELLED = 120
"""Characters of a line that is a label and its value."""
SHORTEST_HEADLINE = 3
"""Words beside a code that may be a headline."""


class Read(NamedTuple):
    """A value and the line on which it stands."""

    value: str
    line: int


@cache
def _codes() -> tuple[re.Pattern[str], ...]:
    """The shapes of codes, the most telling first."""
    return (
        re.compile(r"\b[A-Z]{3} ?\d{3} ?/ ?\d{4}(?: ?/ ?[A-Z]{2,4} ?\d{3}(?:\.\d{1,2})?)?"),
        re.compile(
            r"\b(?:UA|AU|FU|FI|EX|EXTRA|RAN)\b(?:[ :#-]{1,3}|[ -]?(?:[Nn][or]\.?|[Nn][°º.])[ :]{0,2})"
            r"\d{1,4}(?: ?[/-] ?\d{2,4}|\.\d{2}(?!\.?\d))(?:-\d{1,2})?\b"
        ),
        re.compile(r"\b[A-Z]{2,6}-[A-Z]{2,5}-\d{2,4}-\d{4}(?:-\d{1,3})?\b"),
        re.compile(r"\b[A-Z]{2}-\d{2,3}-(?:19|20)\d{2}\b"),
        re.compile(r"\b\d{4} ?U[A-Z]{3}\b"),
        re.compile(r"\b[A-Z]{3} \d{6}(?:\.[A-Z0-9]{1,6}){0,2}(?![\w.])"),
        re.compile(r"\b[A-Z]{3} ?\d{2}/\d{2,5}/(?:\d{4}|\d{2})\b"),
    )


@cache
def _patterns() -> dict[str, re.Pattern[str]]:
    sign = r"[ .]{0,2}(?i:(?:no|number|nr|núm|num)\b[.°º]?|n\.?[°º]|#)?"
    return {
        "labelled": re.compile(
            rf"{sign}\s{{0,3}}[:|]\s{{0,3}}([A-Z0-9][A-Z0-9 ./_-]{{1,40}}\d[A-Z0-9./-]{{0,12}})(?![\w])"
        ),
        "numbered": re.compile(rf"{sign}\s{{0,3}}[:|]?\s{{0,3}}(\d{{1,4}} ?[/.-] ?(?:19|20)?\d{{2}})(?![\w/-]|\.\d)"),
        "behind": re.compile(r"\s?[-–—:|.]\s+(.+)"),
        "before": re.compile(r"(.+?)\s?[-–—:|,]\s*"),
        "bracketed": re.compile(r"\s?[(\[][^()\[\]]{1,120}[)\]]"),
        "alone": re.compile(r"[A-Z]{2,5}-\d{2,5}(?:[-/]\d{1,4})?"),
    }


def code_in(lines: Sequence[Line]) -> Read | None:
    """The issuer's own code of an appeal, by its shape or by a label before it.

    One at the head comes before one at the end, where others may be linked to.
    """
    head, end = ([one for one in part if not is_of_another(one.text)] for part in (lines[:TOP], lines[-BOTTOM:]))
    for line, shape in ((line, shape) for part in (head, end) for shape in _codes()[:-1] for line in part):
        if len(line.text) < 200 and (found := shape.search(line.text)):
            return Read(found[0], line.number)
    for line in (*head, *end):
        if len(line.text) < LONGEST_LABELLED and (value := _labelled(line.text)):
            return Read(value, line.number)
    return None


def document_number_in(lines: Sequence[Line]) -> Read | None:
    """What stands for a code where an appeal has none: the number of the document, as "ASA 17/114/2008"."""
    head = [line for line in (*lines[:TOP], *lines[-BOTTOM:]) if not is_of_another(line.text)]
    for shape in (_codes()[-1].search, _patterns()["alone"].fullmatch):
        for line in head:
            if len(line.text) < 200 and (found := shape(line.text)):
                return Read(found[0], line.number)
    return None


def _labelled(text: str) -> str | None:
    """The value behind a label of codes: "Ref.: 26-14", "Urgent Action 85.17", "Our reference | HR 12/2010"."""
    for label in vocabulary().sets["code"].find(text):
        value = _patterns()["labelled"].match(text, label.end) or _patterns()["numbered"].match(text, label.end)
        if value is None or _codes()[-1].fullmatch(value[1].strip()):
            continue
        alone = not label.start or not any(c.isalnum() for c in text[value.end() :])
        if alone or value.re is _patterns()["labelled"]:
            return value[1].strip()
    return None


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


def headline_in(text: str) -> str:
    """What may be a headline of a line: without its code, which is for the report alone."""
    text = _behind_gap(text)
    return _beside_code(text) if holds_code(text) else text


def _behind_gap(text: str) -> str:
    """What stands behind a code and a gap on one line: "UA 77/03      Fear for safety"; else the text."""
    found = next((found for shape in _codes() if (found := shape.match(text))), None)
    rest = text[found.end() :] if found else ""
    words = len(rest.split())
    before, colon, after = rest.partition(":")
    told = after if colon and country_named(before.strip()) else rest
    plain = words < 12 and rest[:1] == " " and not any(c in ":.;" or c.isdigit() for c in told)
    if words < 2 or not (plain or rest.startswith("  ")):
        return text
    first, *more = re.split(r"\s{3,20}", rest.strip())
    return first if more and all(map(date_in, more)) else rest.strip()


def _beside_code(text: str) -> str:
    """What a line says beside its code: "Protester held (Chad: UA 12/34)", "Update on UA 12/34 - Torture feared"."""
    bare = without_remarks(text).strip()
    codes = list(_all_in(bare))
    if not codes:
        return bare if len(words_of(bare)) >= SHORTEST_HEADLINE else text
    behind = _patterns()["behind"].match(bare, max(code.end() for code in codes))
    if behind and len(words_of(behind[1])) >= SHORTEST_HEADLINE and date_in(behind[1]) is None:
        return behind[1]
    before = _patterns()["before"].fullmatch(bare[: min(code.start() for code in codes)])
    labelled = before and any(vocabulary().says(kind, before[1]) for kind in ("code", "updates"))
    return before[1] if before and not labelled and len(words_of(before[1])) >= SHORTEST_HEADLINE else text


def without_remarks(text: str) -> str:
    """A text without what is said in brackets of another document: "(AFR 20/028/2026, 3 June 2026)"."""
    return _patterns()["bracketed"].sub(lambda group: "" if holds_code(group[0]) else group[0], text)


def _all_in(text: str) -> Iterator[re.Match[str]]:
    return (found for shape in _codes() if (found := shape.search(text)))
