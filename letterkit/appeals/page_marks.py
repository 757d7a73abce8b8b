"""Heads, feet and numbers of pages in a text that was copied from printed pages: what they part goes on."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from letterkit.appeals.hyphens import HYPHENS
from letterkit.appeals.lines import LONGEST as LONGEST_PARAGRAPH
from letterkit.appeals.lines import Line
from letterkit.appeals.vocabulary import vocabulary
from letterkit.model.finding import Finding

LONGEST = 100
"""Characters of a head or a foot."""
NEAR = 4
"""Lines around a page's number among which its head and foot stand."""


@cache
def _patterns() -> dict[str, re.Pattern[str]]:
    return {
        "number": re.compile(r"[-–—]\s?\d{1,3}\s?[-–—]|\d{1,2}\s?/\s?\d{1,2}"),
        "numbered": re.compile(r"\W{0,3}\d{1,3}(?:\s?(?:/|\w{1,3})\s?\d{1,3})?(?!\w)"),
        "digits": re.compile(r"\d+"),
    }


@dataclass(frozen=True)
class Unpaged:
    """The same number of lines, None for those that head or number a page; and each head once, with its place."""

    lines: list[str | None]
    heads: list[tuple[int, str]]
    findings: list[Finding]


def without_page_marks(lines: Sequence[str]) -> Unpaged:
    """The lines without what only heads or numbers a page.

    The empty lines around such a mark go too where the sentence before it goes on behind it.
    """
    marks = {place: rest for place, line in enumerate(lines) if (rest := _beside_number(line)) is not None}
    if not marks:
        return Unpaged(list(lines), [], [])
    marks |= {place: lines[place].strip() for place in _heads(lines, set(marks))}
    kept = [None if place in marks else line for place, line in enumerate(lines)]
    parting = _blanks_around(kept, sorted(marks))
    inside = {place for first, last in parting for place in range(first, last)}
    times = Counter(map(_key, marks.values()))
    for place, head in list(marks.items()):
        if head and times[_key(head)] == 1 and place not in inside:
            kept[place] = lines[place]  # a dateline may hold the number of a page as well
            del marks[place]
    for first, last in reversed(parting):
        _close(kept, first, last)
    once = {_key(head): place for place, head in sorted(marks.items(), reverse=True) if head}
    heads = [(place, marks[place]) for place in sorted(once.values())]
    return Unpaged(kept, heads, _left_out(sorted(marks), len(heads)))


def _close(lines: list[str | None], first: int, last: int) -> None:
    """Takes out what stands between two parts of a sentence; a word broken by a hyphen is left to be rejoined."""
    lines[first:last] = [None] * (last - first)
    before, after = (lines[first - 1] or "").rstrip(), lines[last] or ""
    if before[-1:] not in HYPHENS and len(after) <= LONGEST_PARAGRAPH:
        lines[first - 1], lines[last] = f"{before} {after.lstrip()}", None


def _left_out(gone: Sequence[int], kept: int) -> list[Finding]:
    if len(gone) == kept:
        return []
    message = f"heads, feet and numbers of pages: {len(gone) - kept} lines left out"
    return [Finding(field="source", line=gone[0] + 1, kind="ignored", message=message)]


def with_heads(lines: list[Line], heads: Sequence[tuple[int, str]]) -> list[Line]:
    """The heads of pages between the paragraphs, behind those that they stood in: one may hold the appeal's code."""
    if not heads:
        return lines
    found = [Line(place + 1, text, gap=True) for place, text in heads]
    return sorted([*lines, *found], key=lambda line: line.number)


def _beside_number(line: str) -> str | None:
    """What stands on a line beside the number of a page: nothing in "Page 2 of 3"; None where there is none."""
    text = line.strip(" \f")
    if not text or len(text) > LONGEST or not any(c.isdigit() for c in text):
        return None
    if _patterns()["number"].fullmatch(text):
        return ""
    for word in vocabulary().sets["page_words"].find(text):
        number = _patterns()["numbered"].match(text, word.end)
        before = text[: word.start]
        apart = not before.strip(" -–—|[(") or before.endswith(("  ", "| ", "· ", "– "))
        if number and apart and not text[number.end() :].strip(" -–—|])."):
            return before.strip(" -–—|[(·")
    return None


def _heads(lines: Sequence[str], marks: set[int]) -> set[int]:
    """Lines close to a page's number that stand there again, or tell the code of the appeal."""
    near = {at for mark in marks for at in range(mark - NEAR, mark + NEAR + 1) if 0 <= at < len(lines)} - marks
    keys = {at: _key(lines[at]) for at in sorted(near) if 0 < len(lines[at].strip()) <= LONGEST}
    times = Counter(keys.values())
    return {at for at, key in keys.items() if times[key] > 1 or (":" in key and vocabulary().opens("code", key))}


def _key(line: str) -> str:
    return _patterns()["digits"].sub("#", " ".join(line.lower().split()))


def _blanks_around(lines: Sequence[str | None], gone: Sequence[int]) -> list[tuple[int, int]]:
    """The stretches of marks and empty lines between two parts of one sentence."""
    stretches: list[tuple[int, int]] = []
    last = 0
    for place in gone:
        if place < last:
            continue
        first, last = place, place + 1
        while first and not (lines[first - 1] or "").strip():
            first -= 1
        while last < len(lines) and not (lines[last] or "").strip():
            last += 1
        before = (lines[first - 1] or "").rstrip() if first else ""
        after = (lines[last] or "").lstrip() if last < len(lines) else ""
        if before and before[-1] not in ".;:!?" and after[:1].islower():
            stretches.append((first, last))
    return stretches
