"""Probable slips in requests, pointed out and never mended: requests are verbatim."""

import re
from collections.abc import Iterable, Iterator
from difflib import SequenceMatcher

from letterkit.model.appeal import Appeal

PAIRS = {"“": "”", "«": "»", "(": ")", "[": "]", "„": "“"}
DOUBLED = re.compile(r"\b(\w{2,})\s+\1\b", re.IGNORECASE)
MAY_STAND_TWICE = frozenset({"that", "had", "nous", "vous", "die", "der", "das", "que"})
NAME = re.compile(
    r"[^\W\d_][\w’'-]*(?:\s(?:of|de|du|des|der|für|para|the|la|el|les|del)\b|\s[A-ZÀ-Þ][\w’'-]*)*\s[A-ZÀ-Þ][\w’'-]*"
)
NEARLY = 0.9


def slips(appeal: Appeal) -> Iterator[tuple[int, str]]:
    """(place of the request, what looks like a slip in it), in the requests of the appeal's own language."""
    elsewhere = set(_names(_other_texts(appeal)))
    for at, request in enumerate(appeal.requests_in(appeal.language)):
        doubled = DOUBLED.search(request)
        if doubled and doubled[1].lower() not in MAY_STAND_TWICE:
            yield at, f"{doubled.group()!r} stands twice"
        yield from ((at, message) for message in _unbalanced(request))
        yield from ((at, message) for message in _spelt_otherwise(request, elsewhere))


def _unbalanced(request: str) -> Iterator[str]:
    for opening, closing in PAIRS.items():
        german = "„" in request
        if (opening == "“" and german) or (opening == "„" and not german):
            continue
        if request.count(opening) != request.count(closing):
            yield f"{opening} and {closing} do not pair"


def _spelt_otherwise(request: str, elsewhere: set[str]) -> Iterator[str]:
    for name in _names([request]):
        if name in elsewhere:
            continue
        near = [other for other in elsewhere if abs(len(other) - len(name)) <= 2 and _alike(name, other)]
        if near:
            yield f"{name!r} is spelt {near[0]!r} elsewhere in the appeal"


def _alike(one: str, other: str) -> bool:
    matcher = SequenceMatcher(None, one, other, autojunk=False)
    return matcher.real_quick_ratio() >= NEARLY and matcher.ratio() >= NEARLY


def _names(texts: Iterable[str]) -> set[str]:
    """Names of several words, each from its first capital on."""
    found = set()
    for text in texts:
        for match in NAME.finditer(text):
            words = match.group().split()
            while words and not words[0][0].isupper():
                words.pop(0)
            if len(words) > 1:
                found.add(" ".join(words))
    return found


def _other_texts(appeal: Appeal) -> list[str]:
    people = [*appeal.addressees, *appeal.copies_to]
    named = [text for one in people for text in (one.office, one.organisation, one.care_of) if text]
    return [*appeal.situation, *appeal.subjects, *named, appeal.summary or "", appeal.title or ""]
