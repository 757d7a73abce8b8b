"""Probable slips in requests, pointed out and never mended: requests are verbatim."""

import re
from collections.abc import Iterable, Iterator
from difflib import SequenceMatcher

from letterkit.appeals.vocabulary import vocabulary
from letterkit.model.appeal import Appeal
from letterkit.protocol.phrases import fold

PAIRS = {"“": "”", "«": "»", "(": ")", "[": "]", "„": "“"}
DOUBLED = re.compile(r"\b(\w{2,})\s+\1\b", re.IGNORECASE)
NAME = re.compile(
    r"(?<![\w’'-])[^\W\d_][\w’'-]*(?:\s(?:of|de|du|des|der|für|para|the|la|el|les|del)\b|\s[A-ZÀ-Þ][\w’'-]*){0,9}"
    r"\s[A-ZÀ-Þ][\w’'-]*"
)
NEARLY = 0.9
MOST_COMPARED = 20
"""Names with which one name is compared: a list of thousands must not take minutes."""


def slips(appeal: Appeal) -> Iterator[tuple[str, str]]:
    """(field of the request, what looks like a slip in it); names are compared in the appeal's own language alone."""
    names = _ByAllButOneWord(_names(_other_texts(appeal)))
    for language in appeal.request_languages:
        for at, request in enumerate(appeal.requests_in(language)):
            field = appeal.request_field(language, at)
            doubled = DOUBLED.search(request)
            if doubled and fold(doubled[1]) not in vocabulary().single["may_stand_twice"]:
                yield field, f"{doubled.group()!r} stands twice"
            yield from ((field, message) for message in _unbalanced(request))
            if language == appeal.language:
                yield from ((field, message) for message in _spelt_otherwise(request, names))


def _unbalanced(request: str) -> Iterator[str]:
    for opening, closing in PAIRS.items():
        german = "„" in request
        if (opening == "“" and german) or (opening == "„" and not german):
            continue
        if request.count(opening) != request.count(closing):
            yield f"{opening} and {closing} do not pair"


def _spelt_otherwise(request: str, elsewhere: "_ByAllButOneWord") -> Iterator[str]:
    for name in sorted(_names([request]) - elsewhere.names):
        near = next((other for other in elsewhere.like(name) if _alike(name, other)), None)
        if near:
            yield f"{name!r} is spelt {near!r} elsewhere in the appeal"


def _alike(one: str, other: str) -> bool:
    matcher = SequenceMatcher(None, one, other, autojunk=False)
    return matcher.real_quick_ratio() >= NEARLY and matcher.ratio() >= NEARLY


class _ByAllButOneWord:
    """Names, each found by what is left of it without one of its words: a slip is in one word, the others are right."""

    def __init__(self, names: set[str]) -> None:
        self.names = names
        self._found: dict[tuple[str, ...], list[str]] = {}
        for name in sorted(names):
            for key in self._keys(name):
                self._found.setdefault(key, []).append(name)

    def like(self, name: str) -> Iterator[str]:
        """Names that have all words but one in common with this one."""
        for key in self._keys(name):
            yield from self._found.get(key, ())[:MOST_COMPARED]

    @staticmethod
    def _keys(name: str) -> Iterator[tuple[str, ...]]:
        words = name.split()
        yield from ((*words[:at], "", *words[at + 1 :]) for at in range(len(words)))


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
