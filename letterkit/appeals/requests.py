"""The requests of an appeal, verbatim: marked points, paragraphs under a lead-in, or what a sentence demands."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import cache

from letterkit.appeals.lines import Line
from letterkit.appeals.parts import Part, Section
from letterkit.appeals.vocabulary import vocabulary
from letterkit.protocol.phrases import words_of

SHORTEST = 4
"""Words of a point; less is a caption."""
MOST = 8
"""Paragraphs under a lead that are points even where they don't begin like requests."""
LONGEST_WHO = 80
"""Characters between a demanding verb and its comma: "Bitten Sie den Präsidenten, …"."""


@dataclass(frozen=True)
class Points:
    """The lead-in and the requests under it, each with the line on which it begins."""

    lead_in: Line | None = None
    requests: tuple[Line, ...] = ()
    guessed: bool = False
    """The requests are parts of sentences: a person should look at where they begin and end."""


def requests_of(sections: Sequence[Section]) -> Points:
    """The requests in the first part that has any; else a list that reads like one; else what sentences demand."""
    lead: Line | None = None
    for section in sections:
        if section.part is not Part.REQUESTS:
            continue
        if section.opening and _is_lead(section.opening.text):
            lead = section.opening
        points = _points(section.lines, led=lead is not None and lead is section.opening)
        if points:
            return Points(lead or _lead_before(section.lines, points[0]), tuple(points))
    listed = _listed(sections)
    if listed.requests:
        return listed
    demanded = _demanded(sections)
    return Points(lead, tuple(demanded), guessed=True) if demanded else Points(lead)


def _is_lead(text: str) -> bool:
    return (text.endswith(":") or (text.isupper() and len(words_of(text)) >= 4)) and vocabulary().says("leads", text)


def _points(lines: Sequence[Line], led: bool) -> list[Line]:
    """The points under a lead-in or heading, without those for the reader: "1. Write a letter in your own words"."""
    return [line for line in _listed_points(lines, led) if not vocabulary().opens("reader_steps", line.text)]


def _listed_points(lines: Sequence[Line], led: bool) -> list[Line]:
    """The marked lines, each with the lines that go on with it; without marks, paragraphs that begin like a request."""
    lines = [part for line in lines for part in _inline_points(line)]
    if any(line.marker for line in lines):
        points: list[Line] = []
        for line in lines:
            if line.marker:
                points.append(line)
            elif points and not line.gap and line.text[:1].islower() and points[-1].text[-1:] not in ".;:":
                points[-1] = replace(points[-1], text=f"{points[-1].text} {line.text}")
        return points
    asking = [line for line in lines if is_request(line.text)]
    sentences = [line for line in lines if line.text.endswith((".", ";", ",")) and len(words_of(line.text)) > SHORTEST]
    # Under a lead of its own every paragraph is a point, whatever it begins with; a longer text tells a story.
    return sentences if led and asking and set(asking) <= set(sentences) and len(sentences) <= MOST else asking


@cache
def _inline_marker() -> re.Pattern[str]:
    return re.compile(r"(?:^|(?<=[\s:;,]))\(?([ivx]{1,4}|[a-h]|\d{1,2})\)\s+")


def _inline_points(line: Line) -> list[Line]:
    """Points that run on in a paragraph: "(i) release her; (ii) drop the charges"; only where they count up."""
    if line.marker:
        return [line]
    found = list(_inline_marker().finditer(line.text))
    if len(found) < 2 or [mark[1] for mark in found[:2]] not in (["i", "ii"], ["a", "b"], ["1", "2"]):
        return [line]
    ends = [mark.start() for mark in found[1:]] + [len(line.text)]
    return [
        replace(line, text=line.text[mark.end() : end].strip(), marker=mark[0].strip())
        for mark, end in zip(found, ends, strict=True)
    ]


def is_request(text: str) -> bool:
    """Whether a paragraph is a request: it begins with a verb of asking or doing, or is a clause that ends in ";"."""
    words = words_of(text)
    if len(words) < 3:
        return False
    begins = vocabulary().sets["request_verbs"].at_start(text)
    return bool(begins and begins.start <= 1) or text.rstrip().endswith(";")


def _lead_before(lines: Sequence[Line], first: Line) -> Line | None:
    before = [line for line in lines if line.number < first.number and line.text.endswith(":")]
    return before[-1] if before else None


def _listed(sections: Sequence[Section]) -> Points:
    """A list outside the known parts most points of which begin like requests."""
    for section in sections:
        if section.part not in (Part.FRONT, Part.SITUATION, Part.BACKGROUND):
            continue
        marked = [line for line in section.lines if line.marker]
        asking = [line for line in marked if is_request(line.text)]
        if len(asking) >= 2 and len(asking) * 2 > len(marked):
            return Points(_lead_before(section.lines, marked[0]), tuple(marked), guessed=True)
    return Points()


def _demanded(sections: Sequence[Section]) -> list[Line]:
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
