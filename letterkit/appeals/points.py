"""The points of a list: marked lines, points that run on in a paragraph, paragraphs that begin like requests."""

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import cache

from letterkit.appeals.lines import Line
from letterkit.appeals.vocabulary import vocabulary
from letterkit.protocol.phrases import words_of

SHORTEST = 4
"""Words of a point; less is a caption."""
MOST = 8
"""Paragraphs under a lead that are points even where they don't begin like requests."""


def points_of(lines: Sequence[Line], led: bool) -> list[Line]:
    """The points under a lead-in or heading, without those for the reader: "1. Write a letter in your own words"."""
    return [line for line in _listed_points(lines, led) if not vocabulary().opens("reader_steps", line.text)]


def _listed_points(lines: Sequence[Line], led: bool) -> list[Line]:
    """The marked lines, each with the lines that go on with it; without marks, paragraphs that begin like a request."""
    lines = [part for line in lines for part in _inline_points(line)]
    if any(line.marker for line in lines):
        points: list[Line] = []
        for line in lines:
            if line.marker:
                points.append(line)
            elif points and not line.gap and line.text[:1].islower() and points[-1].text[-1:] not in ".;:":
                points[-1] = replace(points[-1], text=f"{points[-1].text} {line.text}")
        return points
    asking = [line for line in lines if is_request(line.text)]
    sentences = [line for line in lines if line.text.endswith((".", ";", ",")) and len(words_of(line.text)) > SHORTEST]
    # Under a lead of its own every paragraph is a point, whatever it begins with; a longer text tells a story.
    return sentences if led and asking and set(asking) <= set(sentences) and len(sentences) <= MOST else asking


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
    ends = [mark.start() for mark in found[1:]] + [len(line.text)]
    return [
        replace(line, text=line.text[mark.end() : end].strip(), marker=mark[0].strip())
        for mark, end in zip(found, ends, strict=True)
    ]


def is_request(text: str) -> bool:
    """Whether a paragraph is a request: it begins with a verb of asking or doing, or is a clause that ends in ";"."""
    words = words_of(text)
    if len(words) < 3:
        return False
    begins = vocabulary().sets["request_verbs"].at_start(text)
    return bool(begins and begins.start <= 1) or text.rstrip().endswith(";")
