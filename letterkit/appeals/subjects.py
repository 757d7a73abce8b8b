"""On whose behalf an appeal is made: the people who are named both where the facts are told and in the requests."""

import re
from collections.abc import Iterable, Sequence
from functools import cache

from letterkit.appeals.lines import Line
from letterkit.appeals.vocabulary import vocabulary
from letterkit.protocol.countries import countries_in
from letterkit.protocol.offices import find_honorifics, find_institutions, find_offices


@cache
def _name() -> re.Pattern[str]:
    word = r"[A-ZÀ-Þ][\w’'-]*"
    return re.compile(rf"{word}(?:\s(?:(?:al|el|bin|ben|ibn|de|del|de la|van|von|da|dos|do)[ -])?{word}){{0,4}}")


def subjects_in(facts: Sequence[str], requests: Sequence[str], lines: Sequence[Line]) -> tuple[list[str], int | None]:
    """Names as printed, with their courtesy titles, and the line that lists them if there is one."""
    for line in lines:
        label = vocabulary().sets["name_label"].at_start(line.text)
        after = line.text[label.end :].lstrip() if label else ""
        if after.startswith(":") and (named := _name().fullmatch(after[1:].strip())) and " " in named[0]:
            return [named[0]], line.number
    asked = " ".join(requests)
    titled = [name for name in _unique(name for text in facts for name in _titled(text)) if _in(name, asked)]
    if titled:
        return titled, None
    candidates = _unique(
        short for text in facts for name in _plain(text) for short in _shortened(name) if _in(short, asked)
    )
    plain = [name for name in candidates if not any(name != other and name in other for other in candidates)]
    return plain[:12], None


def _titled(text: str) -> Iterable[str]:
    for title in find_honorifics(text):
        if title.meaning.rank:
            continue
        start = title.end + (text[title.end : title.end + 1] == ".")
        name = _name().match(text, start + (text[start : start + 1] in (" ", "\u00a0")))
        if name and " " in name[0]:
            yield text[title.start : name.end()].removesuffix("’s").removesuffix("'s")


def _plain(text: str) -> Iterable[str]:
    for found in _name().finditer(text):
        name = found[0].removesuffix("’s").removesuffix("'s")
        if " " not in name or find_institutions(name) or find_offices(name) or countries_in(name):
            continue
        if not vocabulary().says("issuers", name) and not vocabulary().says("not_subjects", name):
            yield name


def _shortened(name: str) -> Iterable[str]:
    """A name, and what is left of it without its first words: "Lawyer Maria Ejemplo" is Maria Ejemplo."""
    words = name.split()
    return (" ".join(words[start:]) for start in range(len(words) - 1))


def _unique(names: Iterable[str]) -> list[str]:
    return list(dict.fromkeys(names))


def _in(name: str, text: str) -> bool:
    return re.search(rf"(?<!\w){re.escape(name)}(?!\w)", text) is not None
