"""On whose behalf an appeal is made: those a label or a row names; else those named in the case and in the requests."""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cache
from typing import NamedTuple

from letterkit.appeals.codes import Read
from letterkit.appeals.lines import Line
from letterkit.appeals.rows import named_in_rows
from letterkit.appeals.vocabulary import vocabulary
from letterkit.protocol.countries import countries_in, town_country
from letterkit.protocol.offices import find_honorifics, find_institutions, find_offices, honorific_at_start
from letterkit.protocol.phrases import fold, words_of

MOST = 12
MOST_WORDS = 8
"""Words of a name with its courtesy titles."""
MOST_OTHERS = 200
"""Addressees, issuers and accused with whom a name is compared."""
LONGEST = 200_000
"""Characters of the requests in which names are looked for."""


class Subject(NamedTuple):
    """A name as printed, with its courtesy title, and the line on which it stands."""

    name: str
    line: int


class Subjects(NamedTuple):
    """Those on whose behalf an appeal is made; ``guess`` says by what they were told, where no line lists them."""

    named: list[Subject]
    guess: str = ""


@cache
def _name() -> re.Pattern[str]:
    word = r"[A-ZÀ-Þ][\w’'-]*"
    return re.compile(rf"{word}(?:\s(?:(?:al|el|bin|ben|ibn|de|del|de la|van|von|da|dos|do)[ -])?{word}){{0,4}}")


def subjects_in(
    lines: Sequence[Line],
    facts: Sequence[Line],
    requests: Sequence[Line],
    title: Read | None,
    others: Iterable[str],
) -> Subjects:
    """The subjects; ``others`` are names of addressees and issuers, who never are, as little as those accused."""
    excluded = [fold(name) for name in [*others, *_accused(lines)][:MOST_OTHERS] if name]

    def own(found: Iterable[tuple[str, int]]) -> list[Subject]:
        first = list(found)[: 4 * MOST]
        allowed = {name: line for name, line in reversed(first) if not _is_one_of(name, excluded)}
        return [Subject(name, line) for name, line in reversed(allowed.items())][:MOST]

    listed = own(_labelled(lines)) or own(named_in_rows(lines))
    if listed:
        return Subjects(listed)
    asked = " ".join(line.text for line in requests)
    headed = title.value if title else ""
    told = "named both in the case and in the requests"
    if asked and (named := own(_said_again(_titled, facts, asked)) or own(_longest(_said_again(_plain, facts, asked)))):
        return Subjects(named, told)
    named = own(_said_again(_titled, facts, headed)) or own(_longest(_said_again(_plain, facts, headed)))
    return Subjects(named, "named both in the title and in the case" if named else "")


def _labelled(lines: Sequence[Line]) -> Iterator[tuple[str, int]]:
    """ "Name: Ada Muster", "Names of the victims: Mr. A Muster and Ms. B Muster of Ratnapura"."""
    for line in lines:
        label = vocabulary().sets["name_label"].at_start(line.text)
        after = line.text[label.end :].lstrip() if label else ""
        gender = vocabulary().sets["gender_label"].first(after)
        after = after[: gender.start] if gender else after
        if after.startswith(":") and len(after) < 300:
            for piece in _apart().split(after[1:].strip()):
                title = honorific_at_start(piece)
                start = len(piece[: title.end]) + (piece[title.end : title.end + 1] == ".") if title else 0
                named = _name().match(piece, start + (piece[start : start + 1] == " "))
                if named and " " in named[0]:
                    yield piece[: named.end()].strip(), line.number


@cache
def _apart() -> re.Pattern[str]:
    return re.compile(rf"[,;]\s|\s(?:{vocabulary().one_of('conjunctions')})\s")


def _accused(lines: Sequence[Line]) -> Iterator[str]:
    return (line.text[:500] for line in lines if vocabulary().opens("accused", line.text))


def _is_one_of(name: str, others: Sequence[str]) -> bool:
    bare = name
    while (title := honorific_at_start(bare)) and title.start == 0 and title.end < len(bare):
        bare = bare[title.end :].lstrip(" .")
    return any(fold(bare) in other for other in others)


Names = Callable[[str], Iterable[str]]


def _said_again(names: Names, facts: Sequence[Line], text: str) -> list[tuple[str, int]]:
    """The names in the case that stand in another text too, with the lines of the case; each once."""
    found: dict[str, int] = {}
    runs = _runs(text[:LONGEST])
    for line in facts:
        for name in names(line.text):
            if name not in found and tuple(words_of(name).folded) in runs:
                found[name] = line.number
    return list(found.items())


def _runs(text: str) -> set[tuple[str, ...]]:
    """The runs of up to eight words of a text, so that each name is looked up at once."""
    words = words_of(text).folded
    return {words[start : start + size] for start in range(len(words)) for size in range(1, MOST_WORDS + 1)}


def _longest(found: Sequence[tuple[str, int]]) -> list[tuple[str, int]]:
    """Names without those that are only a part of another."""
    return [(name, line) for name, line in found[: 4 * MOST] if not any(name != o and name in o for o, _ in found)]


def _titled(text: str) -> Iterator[str]:
    for title in find_honorifics(text):
        if title.meaning.rank:
            continue
        start = title.end + (text[title.end : title.end + 1] == ".")
        name = _name().match(text, start + (text[start : start + 1] in (" ", "\u00a0")))
        if name and " " in name[0]:
            yield text[title.start : name.end()].removesuffix("’s").removesuffix("'s")


def _plain(text: str) -> Iterator[str]:
    for found in _name().finditer(text):
        name = found[0].removesuffix("’s").removesuffix("'s")
        if " " not in name or find_institutions(name) or find_offices(name) or countries_in(name) or town_country(name):
            continue
        before = words_of(text[max(0, found.start() - 12) : found.start()])
        if before and vocabulary().sets["locating"].whole(before[-1].folded):
            continue
        if vocabulary().opens("place_beginnings", name):
            continue
        if not vocabulary().says("issuers", name) and not vocabulary().says("not_subjects", name):
            yield from _shortened(name)


def _shortened(name: str) -> Iterator[str]:
    """A name, and what is left of it without its first words: "Lawyer Maria Ejemplo" is Maria Ejemplo."""
    words = name.split()
    return (" ".join(words[start:]) for start in range(len(words) - 1))
