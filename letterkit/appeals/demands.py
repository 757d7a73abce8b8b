"""What sentences demand: the objects of demanding verbs; where there are none, what they say should be."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache

from letterkit.appeals.duties import duties_in, oughts_in, says_what_should_be
from letterkit.appeals.imperatives import imperatives_in
from letterkit.appeals.lines import Line
from letterkit.appeals.numbers import contacts_in
from letterkit.appeals.parts import Part, Section
from letterkit.appeals.points import MOST
from letterkit.appeals.sentences import Sentences, is_within, quotes_in, sentences_of
from letterkit.appeals.vocabulary import vocabulary
from letterkit.protocol.phrases import Found, fold, words_of

LONGEST_WHO = 80
"""Characters between a demanding verb and its comma: "Bitten Sie den Präsidenten, …"."""
NEAR = 3
"""Words behind a demanding verb up to its "that": "solicito respetuosamente que", "peço ainda que"."""
SHORTEST_DEMAND = 3
"""Words of a demand, unless it is a verb that is known, with its object: "halt it"."""
LONGEST_STORY = 300
"""Characters before a verb in which somebody else may be said to have done the asking."""


def demanded_in(sections: Sequence[Section]) -> list[Line]:
    """What sentences demand, in the first of these places that has one.

    A letter that asks for as much as the sentence before it says it in the words that are meant to be sent.
    """
    letter = [line for section in sections if section.part is Part.MODEL for line in section.lines]
    asked = _own(demand for line in asking_lines(sections) for demand in _demands(line, oughts=True))
    written = _own(demand for line in letter for demand in _demands_of_letter(line))
    if asked or written:
        return asked if len(asked) > len(written) else written
    listed = (line for section in sections if section.part is Part.ADDRESSEES for line in section.lines)
    for lines in (listed, _last_before_addressees(sections)):
        if found := _own(demand for line in lines for demand in _demands(line)):
            return found
    clauses = [clause for line in letter for clause in oughts_in(line)]
    told = (*_last_before_addressees(sections), *asking_lines(sections))
    duties = [duty for line in told for duty in duties_in(line)]
    return clauses or duties or [clause for line in asking_lines(sections) for clause in oughts_in(line)]


def _own(demands: Iterable["_Demand"]) -> list[Line]:
    """The lines of demands without those that are borrowed, unless there are no others."""
    found = list(demands)
    return [demand.line for demand in found if not demand.borrowed] or [demand.line for demand in found]


def asking_lines(sections: Sequence[Section]) -> Iterator[Line]:
    """The lines under a heading or a lead to requests, and the sentences that lead to these or to addressees."""
    for section in sections:
        if section.part in (Part.REQUESTS, Part.ADDRESSEES) and section.opening:
            yield section.opening
        if section.part is Part.REQUESTS:
            yield from section.lines


def _last_before_addressees(sections: Sequence[Section]) -> list[Line]:
    """The three paragraphs before the addressees, where an article asks; in one without a list those with numbers."""
    before: list[Line] = []
    for section in sections:
        if section.part is Part.ADDRESSEES:
            return before[-3:]
        before += section.lines
    return [line for line in before if contacts_in(line.text)]


def demands_of(line: Line) -> list[Line]:
    """The objects of demanding verbs: of "call on the authorities to drop all charges" it is "drop all charges"."""
    return [demand.line for demand in _demands(line)]


@dataclass(frozen=True)
class _Demand:
    line: Line
    borrowed: bool
    """Said by others or within quotation marks: these count where there are no others."""
    told: bool = False
    """Told of somebody who asks: "The trade union demands …"."""


def _demands_of_letter(line: Line) -> list[_Demand]:
    """Also what a letter asks in the imperative."""
    found = [replace(demand, borrowed=demand.borrowed or demand.told) for demand in _demands(line)]
    spans = [(line.text.find(demand.line.text), len(demand.line.text)) for demand in found]
    orders = [
        (start, _Demand(replace(line, text=line.text[start:end], marker=""), borrowed=False))
        for start, end in imperatives_in(line)
        if not any(begin < end and start < begin + length for begin, length in spans)
    ]
    both = [*orders, *((begin, demand) for (begin, _), demand in zip(spans, found, strict=True))]
    return [demand for _, demand in sorted(both, key=lambda one: one[0])]


def _demands(line: Line, *, oughts: bool = False) -> list[_Demand]:
    sentences = sentences_of(line.text)
    found: list[tuple[int, int]] = []
    told: set[int] = set()
    done = 0
    for verb in vocabulary().demands.find(line.text):
        if verb.start < done or _others_asked(sentences, verb.start):
            continue
        start = _object_start(line.text, verb)
        of_whom = line.text[verb.end : start]
        if start is None or any(vocabulary().says(kind, of_whom) for kind in ("copies", "publics")):
            continue
        objects, stop = _objects(sentences, start, _governor(line.text, verb, start))
        found += objects
        if _tells_of_others(sentences, verb.start):
            told.update(begin for begin, _ in objects)
        done = stop if objects else done
    if oughts and found:
        found += _oughts_behind(sentences, found)
    quotes = quotes_in(line.text)
    return [
        _Demand(replace(line, text=line.text[start:end], marker=""), is_within(start, quotes), start in told)
        for start, end in sorted(found)
    ]


def _others_asked(sentences: Sentences, verb: int) -> bool:
    """Whether a sentence tells what somebody has asked for, so that no reader need do it."""
    begin = max(sentences.begin(verb), verb - LONGEST_STORY)
    return vocabulary().says("told", sentences.text[begin:verb])


def _tells_of_others(sentences: Sentences, verb: int) -> bool:
    """Whether a verb tells of somebody who asks; one that opens a sentence tells readers to ask."""
    inside = sentences.begin(verb) < verb - 1
    return inside and vocabulary().opens("asked_by_others", sentences.text[verb : verb + LONGEST_WHO])


def _oughts_behind(sentences: Sentences, found: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """The sentences behind the demands that say what must be."""
    behind: list[tuple[int, int]] = []
    last = max(end for _, end in found)
    for ought in vocabulary().sets["musts"].find(sentences.text):
        start, end = sentences.begin(ought.start), sentences.end(ought.end)
        start += len(sentences.text[start:end]) - len(sentences.text[start:end].lstrip(' "”’'))
        new = start >= last and not (behind and start < behind[-1][1])
        if new and sentences.text[start : start + 1].isupper() and says_what_should_be(sentences.text[start:end]):
            behind.append((start, end + (sentences.text[end : end + 1] in (".", "!"))))
    return behind[:MOST]


def _object_start(text: str, verb: Found[str]) -> int | None:
    """Where what is demanded begins: behind the first of the words that may end whom it is demanded of."""
    ends = verb.meaning.split("|")
    found = [start for end in ends if end and (start := _behind(text, verb.end, end)) is not None]
    if "" not in ends:
        return min(found, default=None)
    # What is demanded may stand at once behind the verb: a "that" farther on is one of its own.
    near = [start for start in found if len(words_of(text[verb.end : start])) <= NEAR]
    return min(near, default=_behind(text, verb.end, ""))


def _behind(text: str, after: int, end_word: str) -> int | None:
    if not end_word:
        behind = text[after : after + 2]
        return after + (1 if behind[:1] == " " else 2) if behind[:1] == " " or behind == ", " else None
    if end_word == ",":
        comma = text.find(",", after, after + LONGEST_WHO)
        return comma + 2 if comma >= 0 else None
    words = words_of(text[after : after + 160])[:14]
    for place, word in enumerate(words):
        if word.folded == fold(end_word.rstrip(",")) and _governs(word.folded, [w.folded for w in words[place + 1 :]]):
            start = after + word.end
            return start + len(text[start : start + 2]) - len(text[start : start + 2].lstrip(" ,"))
    return None


def _governs(word: str, following: Sequence[str]) -> bool:
    """Whether a word stands before what is demanded: of "demande la libération de Jean" the "de" does not."""
    if vocabulary().governors.whole(word) != "infinitive" or not following:
        return True
    small = vocabulary().single["before_infinitive"]
    verb = next((word for word in following[:3] if word not in small), "")
    clause = vocabulary().governors.whole(following[0]) == "clause"
    return clause or (len(verb) > 3 and verb.endswith(vocabulary().infinitive_endings))


def _governor(text: str, verb: Found[str], start: int) -> str:
    """Of which kind the word before what is demanded is, which may stand again: "to … and to …"; empty for none."""
    before = words_of(text[max(verb.start, start - LONGEST_WHO) : start])
    return (vocabulary().governors.whole(before[-1].folded) or "") if before else ""


def _objects(sentences: Sentences, start: int, governor: str) -> tuple[list[tuple[int, int]], int]:
    """What is demanded from ``start`` on, part by part, and where it ends; a semicolon may part two demands."""
    text = sentences.text
    found: list[tuple[int, int]] = []
    while True:
        stop = sentences.end(start)
        sending = vocabulary().sets["sending"].first(text[start:stop])
        stop = start + sending.start if sending else stop
        parts = [part for part in _joined(text, start, stop, governor) if _says_enough(text[slice(*part)], governor)]
        if not parts or _for_readers(text[start:stop]):
            return found, start
        found += parts
        following = _after_semicolon(text, stop, governor) if text[stop : stop + 1] == ";" else None
        if following is None:
            return found, stop
        start = following


def _says_enough(text: str, governor: str) -> bool:
    words = words_of(text).folded
    if len(words) == 2 and words[0] in vocabulary().single["possessives"]:  # "her release"
        return True
    return len(words) >= SHORTEST_DEMAND or (len(words) == 2 and governor == "verb" and _fits(governor, "", text))


def _for_readers(text: str) -> bool:
    words = words_of(text[:LONGEST_STORY])
    return bool(words) and vocabulary().says("asked_of_readers", text[: words[min(3, len(words) - 1)].end])


def _joined(text: str, start: int, stop: int, governor: str) -> Iterator[tuple[int, int]]:
    """The spans of the demands that one verb governs, cut where "and" joins two: "that he be freed and that …".

    What one "to" governs stays one demand: "to release him and to compensate his family".
    """
    begin = start
    for at, after in _joints(text[start:stop], start, governor):
        again = vocabulary().sets["resuming"].at_start(text[after : after + 40])
        following = _resumed(text, after, governor) if governor != "verb" else None
        following = after + again.end + 1 if again and again.start <= 1 else following
        if following is None and vocabulary().opens("demanded", text[after : after + 40]):
            following = after
        if following is not None:
            yield _trimmed(text, begin, at)
            begin = following
    yield _trimmed(text, begin, stop)


def _joints(text: str, start: int, governor: str) -> list[tuple[int, int]]:
    """Where one demand may end and the next begin: at "and", and at the commas of "that …, that … and that …"."""
    words = [(start + word.start, start + word.end + 1) for word in vocabulary().sets["conjunctions"].find(text)]
    if governor != "clause":
        return words
    commas = [(start + mark.start(), start + mark.end()) for mark in _comma().finditer(text)]
    clauses = [one for one in commas if _opens_clause(text[one[1] - start :])]
    listed = len(clauses) > 1 or any(_opens_clause(text[after - start :]) for _, after in words)
    return sorted([*words, *clauses]) if listed else words


def _opens_clause(text: str) -> bool:
    word = vocabulary().governors.at_start(text[:40])
    return word is not None and word.meaning == "clause" and word.start == 0


@cache
def _comma() -> re.Pattern[str]:
    return re.compile(r",\s")


def _resumed(text: str, at: int, governor: str) -> int | None:
    """Where another demand begins that the same word governs: behind "to" in "to drop all charges"."""
    word = vocabulary().governors.at_start(text[at : at + 40]) if governor else None
    if word is None or word.meaning != governor or word.start > 1:
        return None
    after = at + word.end + 1
    first = words_of(text[after : after + 40])
    if not first or not _fits(governor, first[0].folded, text[after : after + 40]):
        return None
    return after


def _fits(governor: str, word: str, text: str) -> bool:
    if governor == "verb":
        return vocabulary().opens("request_verbs", text) or vocabulary().opens("infinitives", text)
    return governor != "infinitive" or (len(word) > 3 and word.endswith(vocabulary().infinitive_endings))


def _after_semicolon(text: str, stop: int, governor: str) -> int | None:
    """Where a demand goes on behind a semicolon: "; and to drop all charges", "; that they be tried"."""
    at = stop + 1 + len(text[stop + 1 : stop + 3]) - len(text[stop + 1 : stop + 3].lstrip())
    joining = vocabulary().sets["conjunctions"].at_start(text[at : at + 40])
    at += joining.end + 1 if joining and not joining.start else 0
    following = _resumed(text, at, governor)
    if following is None and (
        (governor == "verb" and _fits(governor, "", text[at : at + 40]))
        or vocabulary().opens("demanded", text[at : at + 40])
    ):
        return at
    return following


def _trimmed(text: str, start: int, stop: int) -> tuple[int, int]:
    part = text[start:stop]
    return start + len(part) - len(part.lstrip(" ,")), start + len(part.rstrip(" ,"))
