"""The points of a list: marked lines, points that run on in a paragraph, paragraphs that begin like requests."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache
from itertools import takewhile

from letterkit.appeals.lines import LONGEST, Line
from letterkit.appeals.numbers import contacts_in
from letterkit.appeals.vocabulary import vocabulary
from letterkit.protocol.phrases import words_of

SHORTEST = 4
"""Words of a point; less is a caption."""
MOST = 8
"""Paragraphs under a lead that are points even where they don't begin like requests."""
LONGEST_PLAIN = 40
"""Words of a point that nothing marks as one."""
LOOSE = 1
"""Characters by which the signs of one list may stand out of line."""
DEEPEST = 4
"""Lists in lists."""
ROMAN = {"i": 1, "v": 5, "x": 10, "l": 50}


def points_of(lines: Sequence[Line], led: bool) -> list[Line]:
    """The points under a lead-in or heading, without those for the reader: "1. Write a letter in your own words"."""
    return [line for line in _listed_points(lines, led) if not _is_for_readers(line)]


def steps_of(lines: Sequence[Line]) -> list[Line]:
    """The points of a list that tell the reader what to do."""
    return [line for line in lines if line.marker and _is_for_readers(line)]


def _is_for_readers(line: Line) -> bool:
    words = vocabulary()
    return words.opens("reader_steps", line.text) or (not line.marker and words.opens("calls", line.text))


def _listed_points(lines: Sequence[Line], led: bool) -> list[Line]:
    """The marked lines, each with the lines that go on with it; without marks, paragraphs that begin like a request."""
    lines = _lettered([part for line in lines for part in _inline_points(line)])
    if any(line.marker for line in lines):
        return _gathered(lines)
    lines = [line for line in lines if not vocabulary().says("reminders", line.text)]
    asking = [line for line in lines if is_request(line.text)]
    if led and (block := _block(lines, asking) or ([] if asking else _plain(lines))):
        return block
    sentences = [line for line in lines if line.text.endswith((".", ";", ",")) and len(words_of(line.text)) > SHORTEST]
    # Under a lead of its own every paragraph is a point, whatever it begins with; a longer text tells a story.
    return sentences if led and asking and set(asking) <= set(sentences) and len(sentences) <= MOST else asking


def _block(lines: Sequence[Line], asking: Sequence[Line]) -> list[Line]:
    """The lines close under a lead, each of them a point where most begin like requests: their signs were lost."""
    close = [lines[0], *takewhile(lambda line: not line.gap, lines[1:])] if lines else []
    points = all(line.text[0].isupper() and len(words_of(line.text)) > SHORTEST for line in close)
    most = len(asking) * 2 > len(close) and set(asking) <= set(close)
    return close if points and most and 2 < len(close) <= MOST else []


def _plain(lines: Sequence[Line]) -> list[Line]:
    """The lines close under a lead where none begins like a request: "We demand:", "The release of all five."."""
    close = [lines[0], *takewhile(lambda line: not line.gap, lines[1:])] if lines else []
    points = all(line.text[0].isupper() and 1 < len(words_of(line.text)) <= LONGEST_PLAIN for line in close)
    return close if points and 1 < len(close) <= MOST and not any(contacts_in(line.text) for line in close) else []


@dataclass(frozen=True)
class _Sign:
    """The sign of a point, and where it stands: its kind (``1``, ``i``, ``a``, or the bullet itself) and its count."""

    kind: str
    count: int
    depth: int

    def follows(self, before: "_Sign") -> bool:
        """Whether this is the next point of the list in which the other stands."""
        return (
            self.kind == before.kind and self.count in (0, before.count + 1) and abs(self.depth - before.depth) <= LOOSE
        )


def _gathered(lines: Sequence[Line]) -> list[Line]:
    """The marked lines, each with the lines that go on with it, and with the points under it as they are printed.

    Points under what the reader is to do ("1. Write to the authorities:") are requests themselves.
    """
    points: list[Line] = []
    lists: list[_Sign] = []
    apart = False  # something stands between the last point and what follows
    last = max(place for place, line in enumerate(lines) if line.marker)
    for place, line in enumerate(lines):
        above = "" if apart or not points or len(points[-1].text) > LONGEST else points[-1].text
        if not line.marker:
            apart = not (above and _continues(above, line, inside=place < last))
            points[-1:] = [_longer(points[-1], line)] if not apart else points[-1:]
            continue
        sign, level = _placed(line, lists, above) if above else (_signs(line)[0], 0)
        if level and above.endswith(":") and vocabulary().opens("reader_steps", above):
            points.pop()
            lists, level = [], 0
        lists[level:] = [sign]
        points[-1 if level else len(points) :] = [_longer(points[-1], line) if level else line]
        apart = False
    return points


def _continues(above: str, line: Line, *, inside: bool) -> bool:
    """Whether a line without a sign goes on with the point above; ``inside`` says that more points follow it."""
    return not line.gap and above[-1] not in ".;:!?" and (line.text[:1].islower() or inside)


def _longer(point: Line, line: Line) -> Line:
    """A point and what goes on with it, the sign of a point under it included."""
    return replace(
        point, text=f"{point.text} {line.marker} {line.text}" if line.marker else f"{point.text} {line.text}"
    )


def _placed(line: Line, lists: Sequence[_Sign], above: str) -> tuple[_Sign, int]:
    """The sign of a point, and how many lists of those now open stand around it; ``above`` is the point before."""
    signs = _signs(line)
    for level in range(len(lists) - 1, -1, -1):
        following = next((sign for sign in signs if sign.follows(lists[level])), None)
        if following:
            return following, level
    first = next((sign for sign in signs if sign.count in (0, 1)), None)
    if first is None or not lists:
        return first or signs[0], 0
    deeper = line.depth > lists[-1].depth + LOOSE
    leads_on = above.endswith((":", ",")) or (first.count == 1 and not above.endswith((".", ";", "!", "?")))
    return first, len(lists) if len(lists) < DEEPEST and (deeper or leads_on) else 0


def _signs(line: Line) -> list[_Sign]:
    """As what the sign of a point may be read: ``i)`` is the first of a kind, or the ninth of another."""
    bare = line.marker.strip("().-–º° ")
    if bare.isdecimal():
        return [_Sign("1", int(bare), line.depth)]
    letters = (
        [_Sign("a", ord(bare.lower()) - 96, line.depth)] if len(bare) == 1 and bare.isascii() and bare.isalpha() else []
    )
    if bare and set(bare.lower()) <= set(ROMAN):
        return [_Sign("i", _roman(bare.lower()), line.depth), *letters]
    return letters or [_Sign(line.marker, 0, line.depth)]


def _roman(numeral: str) -> int:
    values = [ROMAN[letter] for letter in numeral]
    return sum(-one if one < other else one for one, other in zip(values, [*values[1:], 0], strict=True))


@cache
def _inline_marker() -> re.Pattern[str]:
    return re.compile(r"(?:^|(?<=[\s:;,]))\(?([ivx]{1,4}|[a-h]|\d{1,2})\)\s+")


def _inline_points(line: Line) -> list[Line]:
    """Points that run on in a paragraph: "(i) release her; (ii) drop the charges"; only where they count up."""
    if line.marker:
        return [line]
    found = list(_inline_marker().finditer(line.text))
    if len(found) < 2 or [mark[1] for mark in found[:2]] not in (["i", "ii"], ["a", "b"], ["1", "2"]):
        return [line]
    head = line.text[: found[0].start()].rstrip()
    ends = [mark.start() for mark in found[1:]] + [len(line.text)]
    points = [
        replace(line, text=line.text[mark.end() : end].strip(), marker=mark[0].strip())
        for mark, end in zip(found, ends, strict=True)
    ]
    return [replace(line, text=head), *points] if head else points


@cache
def _capital() -> re.Pattern[str]:
    return re.compile(r"\(?([A-H]|[IVX]{1,4})[.)]\s+(?=\S)")


def _lettered(lines: Sequence[Line]) -> Sequence[Line]:
    """Lines under capitals that count up, "A. …" and "B. …", as points; one alone is the initial of a name."""
    found = [_capital().match(line.text) if not line.marker else None for line in lines]
    counted = [mark[1] for mark in found if mark]
    if counted[:2] not in (["A", "B"], ["I", "II"]) or any(line.marker for line in lines):
        return lines
    return [
        replace(line, text=line.text[mark.end() :], marker=mark[0].strip()) if mark else line
        for line, mark in zip(lines, found, strict=True)
    ]


def is_request(text: str) -> bool:
    """Whether a paragraph is a request: it begins with a verb of asking or doing, or is a clause that ends in ";"."""
    words = words_of(text)
    if len(words) < 3:
        return False
    begins = vocabulary().sets["request_verbs"].at_start(text)
    return bool(begins and begins.start <= 1) or text.rstrip().endswith(";")
