"""What sentences demand: the objects of demanding verbs, and the clauses of a letter that say what should be."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace
from functools import cache

from letterkit.appeals.lines import Line
from letterkit.appeals.parts import Part, Section
from letterkit.appeals.points import MOST, SHORTEST
from letterkit.appeals.vocabulary import vocabulary
from letterkit.protocol.phrases import words_of

LONGEST_WHO = 80
"""Characters between a demanding verb and its comma: "Bitten Sie den Präsidenten, …"."""


def demanded_in(sections: Sequence[Section]) -> list[Line]:
    """What sentences demand, in the first of these places that has one."""
    places: tuple[Iterable[Line], ...] = (
        (
            section.opening
            for section in sections
            if section.part in (Part.REQUESTS, Part.ADDRESSEES) and section.opening
        ),
        (line for section in sections if section.part is Part.REQUESTS for line in section.lines),
        (line for section in sections if section.part is Part.MODEL for line in section.lines),
        (line for section in sections if section.part is Part.ADDRESSEES for line in section.lines),
        _last_before_addressees(sections),
    )
    for lines in places:
        found = [demand for line in lines for demand in _demands_in(line)]
        if found:
            return found
    letter = (line for section in sections if section.part is Part.MODEL for line in section.lines)
    return [clause for line in letter for clause in _oughts_in(line)]


@cache
def _clause_ends() -> re.Pattern[str]:
    return re.compile(r"[.;:!?](?:\s|$)|, (?:then )?| (?:and|that|et|que|y|und|dass) ")


def _oughts_in(line: Line) -> list[Line]:
    """The clauses of a letter that say what should be: "he should be released at once"."""
    ends = list(_clause_ends().finditer(line.text))
    found: list[Line] = []
    for ought in vocabulary().sets["oughts"].find(line.text):
        start = max((end.end() for end in ends if end.end() <= ought.start), default=0)
        stop = min((end.start() for end in ends if end.start() >= ought.end), default=len(line.text))
        words = words_of(line.text[start:stop])
        if len(words) > SHORTEST and not vocabulary().opens("speakers", line.text[start:stop]):
            found.append(replace(line, text=line.text[start:stop], marker=""))
    return found[:MOST]


def _last_before_addressees(sections: Sequence[Section]) -> list[Line]:
    """The three paragraphs before the addressees: what an article asks for stands there."""
    before: list[Line] = []
    for section in sections:
        if section.part is Part.ADDRESSEES:
            return before[-3:]
        before += section.lines
    return []


@cache
def _ends() -> re.Pattern[str]:
    abbreviated = "".join(
        rf"(?<!\b{short}\.)" for short in ("Dr", "Mr", "Mrs", "Ms", "M", "Sr", "Sra", "St", "Prof", "Art", "No")
    )
    return re.compile(rf"[.;!?:]{abbreviated}(?:\s|$|[\"”’])")


def _demands_in(line: Line) -> list[Line]:
    """The objects of demanding verbs: of "call on the authorities to drop all charges" it is "drop all charges"."""
    found: list[Line] = []
    done = 0
    for verb in vocabulary().demands.find(line.text):
        if verb.start < done:
            continue
        start = _object_start(line.text, verb.end, verb.meaning)
        if start is None:
            continue
        end = _ends().search(line.text, start)
        stop = end.start() if end else len(line.text)
        sending = vocabulary().sets["sending"].first(line.text[start:stop])
        stop = start + sending.start if sending else stop
        parts = _joined_demands(line.text[start:stop].strip(" ,"), verb.meaning)
        found += [replace(line, text=part, marker="") for part in parts]
        done = stop if parts else done
    return found


def _object_start(text: str, after: int, ends: str) -> int | None:
    """Where what is demanded begins: behind the first of the words that may end whom it is demanded of."""
    starts = (_behind(text, after, end) for end in ends.split("|"))
    return next((start for start in starts if start is not None), None)


def _behind(text: str, after: int, end_word: str) -> int | None:
    if not end_word:
        return after + 1 if text[after : after + 1] == " " else None
    if end_word == ",":
        comma = text.find(",", after, after + LONGEST_WHO)
        return comma + 2 if comma >= 0 else None
    for word in words_of(text[after : after + 160])[:14]:
        if word.folded == end_word.rstrip(","):
            start = after + word.end
            return start + len(text[start : start + 2]) - len(text[start : start + 2].lstrip(" ,"))
    return None


def _joined_demands(text: str, end_word: str) -> list[str]:
    """One object, or two that "and" joins where both begin alike: "the release of all and an end to the trials"."""
    words = words_of(text)
    if len(words) < 4 or vocabulary().says("asked_of_readers", text[: words[3].end]):
        return []
    again = rf"|\s(?:and|et|y|und)\s{end_word}\s" if end_word.isalpha() and end_word != "to" else ""
    parts = re.split(
        r"\s(?:and|et|y|und)\s(?=(?:an?|the|that|la|le|les|el|los|une?) (?:end|immediate|release|halt|full|fin)\b)"
        + again,
        text,
    )
    return [part for part in parts if len(words_of(part)) >= 3]
