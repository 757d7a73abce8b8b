"""Known phrases found in a text: whole words, longest first, accents and case folded; the text stays as it is."""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Generic, NamedTuple, TypeVar, overload

Meaning = TypeVar("Meaning")


class Word(NamedTuple):
    """A word of a text: folded, and where it stands (``text[start:end]``)."""

    folded: str
    start: int
    end: int


class Words(Sequence[Word]):
    """The words of a text: plain columns, since a long document has a million words and each is looked at often."""

    __slots__ = ("ends", "folded", "starts")

    def __init__(self, text: str) -> None:
        spans = [match.span() for match in _word_pattern().finditer(text)]
        self.folded = tuple(fold(text[start:end]) for start, end in spans)
        self.starts = tuple(start for start, _ in spans)
        self.ends = tuple(end for _, end in spans)

    def __len__(self) -> int:
        return len(self.folded)

    @overload
    def __getitem__(self, place: int) -> Word: ...

    @overload
    def __getitem__(self, place: slice) -> tuple[Word, ...]: ...

    def __getitem__(self, place: int | slice) -> Word | tuple[Word, ...]:
        if isinstance(place, slice):
            return tuple(map(self.__getitem__, range(*place.indices(len(self)))))
        return Word(self.folded[place], self.starts[place], self.ends[place])


@dataclass(frozen=True)
class Found(Generic[Meaning]):
    """A phrase found in a text: ``text[start:end]``, and what it means."""

    start: int
    end: int
    meaning: Meaning


@lru_cache(maxsize=20_000)
def fold(word: str) -> str:
    """Lower case without accents: ``Genève`` and ``GENEVE`` give ``geneve``."""
    if word.isascii():
        return word.lower()
    return "".join(c for c in unicodedata.normalize("NFKD", word) if not unicodedata.combining(c)).casefold()


@lru_cache(maxsize=1)
def _word_pattern() -> re.Pattern[str]:
    return re.compile(r"[^\W_][^\W_\u0300-\u036f]*(?:[\u0300-\u036f]+[^\W_]*)*")


@lru_cache(maxsize=131_072)
def words_of(text: str) -> Words:
    """The words of a text, in order; apostrophes, hyphens and points end a word.

    Kept for all lines of the longest document that is read, since each is looked through for many kinds of phrases.
    """
    return Words(text)


class Phrases(Generic[Meaning]):
    """A set of phrases, each with a meaning; of equal phrases the first counts.

    A phrase in capitals of up to four letters, or with a point after a letter ("HE", "M."), must stand as written;
    a single letter ("U") is no initial ("U.").
    """

    def __init__(self, entries: Iterable[tuple[str, Meaning]]) -> None:
        self._by_first: dict[str, list[tuple[tuple[str, ...], str, Meaning]]] = {}
        known: set[tuple[tuple[str, ...], str]] = set()
        for phrase, meaning in entries:
            words = tuple(word.folded for word in words_of(phrase))
            exact = _as_written(phrase)
            if words and (words, exact) not in known:
                known.add((words, exact))
                self._by_first.setdefault(words[0], []).append((words, exact, meaning))
        for candidates in self._by_first.values():
            candidates.sort(key=lambda entry: (-len(entry[0]), -len(entry[1])))
        # A line is asked about for a hundred sets, most of which know none of its words: that must cost nothing.
        self._begins = self._by_first.keys()

    def find(self, text: str) -> Iterator[Found[Meaning]]:
        """The phrases in a text, from left to right, the longest at each place, none overlapping another."""
        words = words_of(text)
        return iter(()) if self._begins.isdisjoint(words.folded) else self._found(text, words)

    def _found(self, text: str, words: Words) -> Iterator[Found[Meaning]]:
        free = 0
        for place, word in enumerate(words.folded):
            if place < free or word not in self._by_first:
                continue
            found = self._at(text, words, place)
            if found:
                yield found[1]
                free = place + found[0]

    def first(self, text: str) -> Found[Meaning] | None:
        """The phrase that stands first in a text."""
        words = words_of(text)
        return None if self._begins.isdisjoint(words.folded) else next(self._found(text, words), None)

    def at_start(self, text: str) -> Found[Meaning] | None:
        """The longest phrase with which a text begins."""
        words = words_of(text)
        found = self._at(text, words, 0) if words.folded and words.folded[0] in self._begins else None
        return found[1] if found else None

    def whole(self, text: str) -> Meaning | None:
        """What a text means that is one phrase and nothing else but marks."""
        words = words_of(text)
        found = self._at(text, words, 0) if words.folded and words.folded[0] in self._begins else None
        return found[1].meaning if found and found[0] == len(words) else None

    def _at(self, text: str, words: Words, place: int) -> tuple[int, Found[Meaning]] | None:
        for phrase, exact, meaning in self._by_first.get(words.folded[place], ()):
            last = place + len(phrase) - 1
            if last > place and words.folded[place : last + 1] != phrase:
                continue
            start, end = words.starts[place], words.ends[last]
            if exact:
                end += exact.endswith(".") and text[end : end + 1] == "."
                if text[start:end].replace(" ", "") != exact or (len(exact) == 1 and text[end : end + 1] == "."):
                    continue
            return len(phrase), Found(start, end, meaning)
        return None


def _as_written(phrase: str) -> str:
    tight = phrase.replace(" ", "")
    letters = tight.replace(".", "")
    words = words_of(phrase)
    if len(words) > 2 and any(len(word.folded) > 3 for word in words):
        return ""
    if "." in tight or (letters.isupper() and len(letters) <= 4):
        return tight
    return ""
