"""Where the sentences of a text begin and end."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache

from letterkit.appeals.vocabulary import vocabulary
from letterkit.protocol.phrases import fold

LONGEST_ABBREVIATION = 5


@cache
def _ends() -> re.Pattern[str]:
    return re.compile(r"[.;!?:](?:\s|$|[\"”’])")


@dataclass(frozen=True)
class Sentences:
    """A text and where its sentences end; the point behind an abbreviation or an initial ends none."""

    text: str
    stops: tuple[int, ...]

    def begin(self, place: int) -> int:
        """Where the sentence begins in which this place stands."""
        at = bisect_right(self.stops, place)
        return self.stops[at - 1] + 1 if at else 0

    @property
    def whole(self) -> "Sentences":
        """The same text, whose sentences go on behind a semicolon or a colon."""
        return replace(self, stops=tuple(stop for stop in self.stops if self.text[stop] not in ";:"))

    def cut(self, places: Sequence[int]) -> "Sentences":
        """The same text with sentences that end at these places as well."""
        return replace(self, stops=tuple(sorted({*self.stops, *places}))) if places else self

    def end(self, place: int) -> int:
        """Where the sentence, or its part before a semicolon or a colon, ends in which this place stands."""
        at = bisect_left(self.stops, place)
        return self.stops[at] if at < len(self.stops) else len(self.text)


def sentences_of(text: str) -> Sentences:
    """A text with the places where its sentences end."""
    stops = (found.start() for found in _ends().finditer(text))
    return Sentences(text, tuple(stop for stop in stops if text[stop] != "." or not _goes_on(text, stop)))


def _goes_on(text: str, stop: int) -> bool:
    """Whether a point ends no sentence: behind an abbreviation, or before a house number: "Musterstr. 2"."""
    if _abbreviated(text, stop):
        return True
    last = fold(text[max(0, stop - LONGEST_ABBREVIATION) : stop])
    return last.endswith(vocabulary().abbreviated_endings) and _number().match(text, stop + 1) is not None


@cache
def _number() -> re.Pattern[str]:
    return re.compile(r"\s\d{1,5}[a-z]?\b")


def _abbreviated(text: str, stop: int) -> bool:
    before = text[max(0, stop - LONGEST_ABBREVIATION - 1) : stop]
    last = re.split(r"[^\w]", before)[-1]
    initial = len(last) == 1 and last.isupper()
    return initial or (vocabulary().sets["abbreviations"].whole(last) is not None and not last.islower())


def is_within(place: int, spans: list[tuple[int, int]]) -> bool:
    """Whether a place lies in one of the spans, which stand in order."""
    at = bisect_right(spans, (place, 0)) - 1
    return at >= 0 and place < spans[at][1]


def quotes_in(text: str) -> list[tuple[int, int]]:
    """The spans within quotation marks that stand in a sentence; a paragraph that is all quoted is none."""
    spans = (found.span() for found in _quoted().finditer(text))
    return [(start, end) for start, end in spans if start and end - start < len(text) - 2]


@cache
def _quoted() -> re.Pattern[str]:
    return re.compile(r"[“\"][^“”\"]*[”\"]")
