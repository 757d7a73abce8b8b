"""Clauses that say what should be, in letters; and sentences that say what an authority must do, in articles."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import replace
from functools import cache

from letterkit.appeals.lines import LONGEST, Line
from letterkit.appeals.points import MOST, SHORTEST
from letterkit.appeals.sentences import sentences_of
from letterkit.appeals.vocabulary import vocabulary
from letterkit.protocol.offices import find_institutions, find_offices
from letterkit.protocol.phrases import words_of

SHORTEST_DUTY = 3
"""Words of what an authority must do."""


def oughts_in(line: Line) -> list[Line]:
    """The clauses of a letter that say what should be: "he should be released at once"."""
    marks = [found.span() for found in _marks().finditer(line.text)]
    words = [(word.start - 1, word.end + 1) for word in vocabulary().sets["clause_words"].find(line.text) if word.start]
    begins = [0, *sorted(end for _, end in marks + words)]
    ends = [*sorted(begin for begin, _ in marks + words), len(line.text)]
    found: list[Line] = []
    for ought in vocabulary().sets["oughts"].find(line.text):
        start = begins[bisect_right(begins, ought.start) - 1]
        stop = ends[min(bisect_left(ends, ought.end), len(ends) - 1)]
        if says_what_should_be(line.text[start:stop]):
            found.append(replace(line, text=line.text[start:stop], marker=""))
        if len(found) == MOST:
            break
    return found


def duties_in(line: Line) -> Iterator[Line]:
    """What an authority must do, in the sentences of an article: of "The State must free her" it is "free her"."""
    sentences = sentences_of(line.text[:LONGEST])
    done = 0
    for must in vocabulary().sets["duties"].find(sentences.text):
        begin, end = sentences.begin(must.start), sentences.end(must.end)
        who, what = sentences.text[begin : must.start], sentences.text[must.end : end].strip()
        if begin >= done and _is_authority(who) and len(words_of(what)) >= SHORTEST_DUTY:
            yield replace(line, text=what, marker="")
            done = end


def _is_authority(who: str) -> bool:
    """Whether the subject of a sentence is an office, a body, or the authorities."""
    return bool(find_offices(who) or find_institutions(who)) or vocabulary().says("authorities", who)


@cache
def _marks() -> re.Pattern[str]:
    return re.compile(r"[.;:!?](?:\s|$)|,\s")


def says_what_should_be(clause: str) -> bool:
    """Whether a clause is about somebody else than who writes and who is written to."""
    words = words_of(clause)
    led = len(words) > 0 and words[-1].folded in vocabulary().small["to"]  # "Complaints should be sent to"
    return len(words) > SHORTEST and not led and not vocabulary().opens("speakers", clause)
