"""The words by which the parts of an appeal are known, from ``words/<language>.yaml``, all languages at once.

An appeal in one language may carry labels and addresses in another, so words are never looked up by the appeal's own.
"""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from itertools import product
from pathlib import Path
from typing import Any

from letterkit.folders import read_data
from letterkit.protocol.phrases import Phrases, fold, words_of

FOLDER = Path(__file__).parent / "words"
SINGLE = (
    "particles",
    "joining",
    "links",
    "may_stand_twice",
    "articles",
    "ordinals",
    "before_infinitive",
    "possessives",
    "ranks",
    "office_adjectives",
)


@dataclass(frozen=True)
class Vocabulary:
    """Phrases and what they mean; the names are those of the data files."""

    headings: Phrases[str]
    labels: Phrases[str]
    label_verbs: Phrases[str]
    plural_titles: Phrases[str]
    """Titles before several names, "Sens.", and the one of each, "Sen."."""
    months: Phrases[int]
    only_channel: Phrases[str]
    no_channel: Phrases[str]
    demands: Phrases[str]
    """Verbs that demand; the meaning is the word that ends their object ("call on … to"), or empty ("demand"), or
    several of these with a bar between them."""
    fields: Phrases[str]
    """Places to fill in, in model letters, and the field that each is."""
    sets: dict[str, Phrases[str]]
    """The plain lists: leads, sending, request_verbs, reporting, … The meaning is the language."""
    small: dict[str, frozenset[str]]
    """Small words around names and numbers by what they do: conjunctions ("and", "et", "y"), articles, …"""
    single: dict[str, frozenset[str]]
    """Lists of single words, folded, that are looked up one by one: particles, joining, links, may_stand_twice,
    articles, ordinals (the endings of "1st", "2nd"),
    before_infinitive ("de ne pas", "de lui"), possessives, ranks ("deputy assistant", before an office),
    office_adjectives (behind one)."""
    governors: Phrases[str]
    """Words before what is demanded, and what follows them: a ``verb`` ("to"), an ``infinitive`` by its ending ("de"),
    a ``clause`` ("that") or a ``noun`` ("for")."""
    place_endings: tuple[str, ...]
    infinitive_endings: tuple[str, ...]
    abbreviated_endings: tuple[str, ...]
    """Endings of words with a point that ends no sentence before a number: "Musterstr. 2"."""
    imperative_endings: dict[str, tuple[str, ...]]
    """By language the endings of verbs that order something: "libérez"."""
    imperative_pronouns: frozenset[str]
    """Pronouns, as written, behind a verb that orders something: "lassen Sie"."""
    common: dict[str, frozenset[str]]
    home_streets: tuple[tuple[re.Pattern[str], str], ...]
    """How a street and a postcode are written in one country alone, by ``place_endings`` and ``home_postcode``."""
    home: dict[str, str]
    """The country of a language in which most who write it live, ISO alpha-2; not for languages of many countries."""

    def says(self, kind: str, text: str) -> bool:
        """Whether a text holds a phrase of this kind anywhere."""
        return self.sets[kind].first(text) is not None

    def opens(self, kind: str, text: str) -> bool:
        """Whether a text begins with a phrase of this kind."""
        return self.sets[kind].at_start(text) is not None

    def one_of(self, *kinds: str) -> str:
        """The small words of some kinds as a choice in a regular expression, longest first: ``and|und|et|y``."""
        words = {re.escape(word) for kind in kinds for word in self.small[kind]}
        return "|".join(sorted(words, key=lambda word: (-len(word), word)))


@cache
def vocabulary() -> Vocabulary:
    """All words, read once."""
    data: dict[str, dict[str, Any]] = {
        file.stem: read_data(file)
        for file in sorted(FOLDER.glob("*.yaml"), key=lambda file: (file.stem != "en", file.stem))
    }
    lists = {key for words in data.values() for key, value in words.items() if isinstance(value, list)}
    lists -= {
        "common",
        "place_endings",
        "infinitive_endings",
        "imperative_endings",
        "imperative_pronouns",
        "abbreviated_endings",
        *SINGLE,
    }
    return Vocabulary(
        headings=Phrases(_meanings(data, "headings")),
        labels=Phrases(_meanings(data, "labels")),
        label_verbs=Phrases(_meanings(data, "label_verbs")),
        plural_titles=Phrases(_meanings(data, "plural_titles")),
        months=Phrases((month, number) for words in data.values() for month, number in words.get("months", {}).items()),
        only_channel=Phrases(_meanings(data, "only_channel")),
        no_channel=Phrases(_meanings(data, "no_channel")),
        demands=Phrases(_demands(data)),
        fields=Phrases(_meanings(data, "fields")),
        sets={
            key: Phrases((one, lang) for lang, words in data.items() for p in words.get(key, ()) for one in _choices(p))
            for key in lists
        },
        small={
            kind: frozenset(word for words in data.values() for word in words["small"].get(kind, ()))
            for kind in {kind for words in data.values() for kind in words["small"]}
        },
        single={key: frozenset(fold(w) for words in data.values() for w in words.get(key, ())) for key in SINGLE},
        governors=Phrases(_meanings(data, "governors")),
        infinitive_endings=_endings(data, "infinitive_endings"),
        abbreviated_endings=_endings(data, "abbreviated_endings"),
        imperative_endings={lang: _endings({lang: words}, "imperative_endings") for lang, words in data.items()},
        imperative_pronouns=frozenset(word for words in data.values() for word in words.get("imperative_pronouns", ())),
        place_endings=_endings(data, "place_endings"),
        common={language: frozenset(map(fold, words["common"])) for language, words in data.items()},
        home_streets=tuple((_home_street(words), words["home"]) for words in data.values() if "home_postcode" in words),
        home={language: words["home"] for language, words in data.items() if "home" in words},
    )


def language_of(text: str, default: str = "en") -> str:
    """ISO 639 of the language whose common words stand in a text most often."""
    counts = Counter(words_of(text).folded)
    score = {lang: sum(counts[word] for word in words) for lang, words in vocabulary().common.items()}
    best = max(score, key=lambda lang: (score[lang], lang == default))
    return best if score[best] else default


def _home_street(words: dict[str, Any]) -> re.Pattern[str]:
    """A street with its number, and the postcode and town behind it: "Musterstr. 4, 10115 Berlin"."""
    streets = "|".join(map(re.escape, words["place_endings"]))
    figures = words["home_postcode"]
    return re.compile(rf"(?:{streets})\.?\s\d{{1,4}}\s?[a-z]?(?:-\d{{1,4}})?,\s\d{{{figures}}}\s\w{{3}}", re.IGNORECASE)


def _demands(data: dict[str, dict[str, Any]]) -> Iterator[tuple[str, str]]:
    ends: dict[str, list[str]] = {}
    for words in data.values():
        for pattern in (one for phrase in words.get("demands", ()) for one in _choices(phrase)):
            verb, _, end = pattern.partition("*")
            ends.setdefault(verb.strip().lower(), []).append(end.strip())
    for verb, found in ends.items():
        yield verb, "|".join(sorted(set(found), reverse=True))


def _endings(data: dict[str, dict[str, Any]], key: str) -> tuple[str, ...]:
    return tuple(fold(ending) for words in data.values() for ending in words.get(key, ()))


def _meanings(data: dict[str, dict[str, Any]], key: str) -> Iterator[tuple[str, str]]:
    for words in data.values():
        for meaning, phrases in words.get(key, {}).items():
            for phrase in phrases:
                yield from ((each, meaning) for each in _choices(phrase))


def _choices(phrase: str) -> list[str]:
    """The phrases that one with choices stands for: "{send|mail} {a copy|copies} to" for four."""
    parts = [part.split("|") for part in re.split(r"[{}]", phrase)]
    return ["".join(choice) for choice in product(*parts)]
