"""What a demanding verb governs: where its object begins and ends, and where "and" parts two demands."""

import re
from collections.abc import Callable, Iterator, Sequence
from functools import cache

from letterkit.appeals.sentences import Sentences
from letterkit.appeals.vocabulary import vocabulary
from letterkit.protocol.phrases import Found, fold, words_of

LONGEST_WHO = 80
"""Characters between a demanding verb and its comma: "Bitten Sie den Präsidenten, …"."""
NEAR = 3
"""Words behind a demanding verb up to its "that": "solicito respetuosamente que", "peço ainda que"."""
SHORTEST_DEMAND = 3
"""Words of a demand, unless it is a verb that is known, with its object: "halt it"."""
LONG_VERB = 6
"""Letters of a verb that says enough alone."""
SHORTEST_LISTED = 4
"""Words of each of two demands that one verb governs: "to release him and compensate his family" is one."""
LONGEST_BEGINNING = 300
"""Characters of a demand by which one sees whether it is asked of readers."""


def object_start(text: str, verb: Found[str]) -> int | None:
    """Where what is demanded begins: behind the first of the words that may end whom it is demanded of."""
    start = _behind_asked(text, _first_start(text, verb))
    word = vocabulary().governors.at_start(text[start : start + 40]) if start is not None else None
    if start is None or word is None or word.start or word.meaning != "clause":
        return start
    return start + word.end + 1  # "insto a que …", "bitte Sie, dass …"


def _behind_asked(text: str, start: int | None) -> int | None:
    """Where what is demanded begins behind those of whom it is: "pedimos a las autoridades la libertad de …"."""
    whom = _to().match(text, start) if start is not None else None
    if start is None or whom is None:
        return start
    asked = vocabulary().sets["demanded"].first(text[whom.end() : whom.end() + LONGEST_WHO])
    return whom.end() + asked.start if asked and asked.start else start


@cache
def _to() -> re.Pattern[str]:
    """A word for "to" and its article; alone only where it is no article of another language, as "a" and "an" are."""
    one_of, small = vocabulary().one_of, vocabulary().small
    alone = "|".join(sorted(map(re.escape, small["to"] - small["indefinite"]), key=len, reverse=True))
    return re.compile(rf"(?:(?:{one_of('to')})[\s'’](?:{one_of('articles')})|(?:{alone}))\s", re.IGNORECASE)


def _first_start(text: str, verb: Found[str]) -> int | None:
    colon = _colon().match(text, verb.end)
    if colon and _behind_clause_word(text, colon.end()) is not None:
        return colon.end()  # "our firm demand: that she be released"
    ends = verb.meaning.split("|")
    found = [start for end in ends if end and (start := _behind(text, verb.end, end)) is not None]
    if "" not in ends:
        return min(found, default=None)
    # What is demanded may stand at once behind the verb: a "that" farther on is one of its own.
    near = [start for start in found if len(words_of(text[verb.end : start])) <= NEAR]
    return min(near, default=_behind(text, verb.end, ""))


@cache
def _colon() -> re.Pattern[str]:
    return re.compile(r"\s?:\s+(?=\S)")


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
            return start + len(text[start : start + 2]) - len(text[start : start + 2].lstrip(" ,'’"))
    return None


def _governs(word: str, following: Sequence[str]) -> bool:
    """Whether a word stands before what is demanded: of "demande la libération de Jean" the "de" does not."""
    if not (vocabulary().governors.whole(word) or "").startswith("infinitive") or not following:
        return True
    small = vocabulary().single["before_infinitive"]
    verb = next((word for word in following[:3] if word not in small), "")
    clause = vocabulary().governors.whole(following[0]) == "clause"
    return clause or (len(verb) > 3 and verb.endswith(vocabulary().infinitive_endings))


def governor_of(text: str, verb: Found[str], start: int) -> str:
    """Of which kind the word before what is demanded is, which may stand again: "to … and to …"; empty for none."""
    before = words_of(text[max(verb.start, start - LONGEST_WHO) : start])
    return (vocabulary().governors.whole(before[-1].folded) or "") if before else ""


def objects_of(sentences: Sentences, start: int, governor: str) -> tuple[list[tuple[int, int]], int]:
    """What is demanded from ``start`` on, part by part, and where it ends; a semicolon may part two demands."""
    text = sentences.text
    found: list[tuple[int, int]] = []
    kindly = vocabulary().sets["pleading"].at_start(text[start : start + 40])
    start += kindly.end + 1 if kindly and not kindly.start else 0  # "de bien vouloir libérer …"
    while True:
        stop = sentences.end(start)
        sending = vocabulary().sets["sending"].first(text[start:stop])
        stop = start + len(_without_loose_end(text[start : start + sending.start])) if sending else stop
        parts = _parts(text, start, stop, governor)
        if not parts or _for_readers(text[start:stop]):
            return found, start
        found += parts
        following = _after_semicolon(text, stop, governor) if text[stop : stop + 1] == ";" else None
        if following is None:
            return found, stop
        start = following


def _parts(text: str, start: int, stop: int, governor: str) -> list[tuple[int, int]]:
    """The demands of one verb, each of which says enough to stand alone; else all of it as one, or none."""
    parts = list(_joined(text, start, stop, governor))
    if all(_says_enough(text[slice(*part)], governor) for part in parts):
        return parts
    whole = _trimmed(text, start, stop)
    return [whole] if _says_enough(text[slice(*whole)], governor) else []


def _without_loose_end(text: str) -> str:
    """A demand cut before "sent to", without what belongs to that: ", should", "and please"."""
    loose = vocabulary().sets
    while words := words_of(text):
        last = text[words[len(words) - 1].start :]
        if not any(loose[kind].whole(last) for kind in ("finite", "conjunctions", "pleading")):
            break
        text = text[: words[len(words) - 1].start].rstrip(" ,")
    return text


def _says_enough(text: str, governor: str) -> bool:
    """Whether a demand can stand alone: "her release", "an inquiry", "ihn freizulassen", "halt it", "negotiate"."""
    words = words_of(text).folded
    if len(words) >= SHORTEST_DEMAND or not words:
        return bool(words)
    if len(words) == 1:
        return governor == "verb" and len(words[0]) >= LONG_VERB and _fits(governor, "", text)
    ended = any(found.end() == len(text) for found in _with_particle().finditer(text))
    bare = words[0] in vocabulary().small["infinitive_particles"]  # "zu entschädigen" whom?
    known = any(words[0] in known for known in _determiners()) or (ended and not bare)
    return known or (governor == "verb" and _fits(governor, "", text))


def _determiners() -> tuple[frozenset[str], ...]:
    words = vocabulary()
    return words.single["possessives"], words.small["articles"], words.small["indefinite"]


def _for_readers(text: str) -> bool:
    words = words_of(text[:LONGEST_BEGINNING])
    return bool(words) and vocabulary().says("asked_of_readers", text[: words[min(3, len(words) - 1)].end])


def _joined(text: str, start: int, stop: int, governor: str) -> Iterator[tuple[int, int]]:
    """The spans of the demands that one verb governs, cut where "and" joins two: "that he be freed and that …".

    Two short ones that each have a "to" stay one demand: "to free him and to hear him".
    """
    begin = start
    for at, after in _joints(text, start, stop, governor):
        yield _trimmed(text, begin, at)
        begin = after
    yield _trimmed(text, begin, stop)


def _joints(text: str, start: int, stop: int, governor: str) -> list[tuple[int, int]]:
    """Where one demand ends and the next begins: at "and", and at the commas of "that …, that … and that …"."""
    joining = vocabulary().sets["conjunctions"].find(text[start:stop])
    words = [(start + word.start, start + word.end + 1) for word in joining]
    commas = [(start + mark.start(), start + mark.end()) for mark in _comma().finditer(text[start:stop])]
    anew = _starts(words, lambda at: _anew(text, at, governor))
    joined = [*anew, *_starts(words, lambda at: _resumed(text, at, governor))]
    again = _starts(commas, lambda at: _anew(text, at, governor) or _resumed(text, at, governor))
    found = sorted([*joined, *again]) if joined or len(again) > 1 else joined
    found = found or _behind_infinitives(text, start, stop, words, commas)
    return anew if governor == "verb" and _too_short(text, start, stop, found) else found


def _behind_infinitives(
    text: str, start: int, stop: int, words: Sequence[tuple[int, int]], commas: Sequence[tuple[int, int]]
) -> list[tuple[int, int]]:
    """The joints between demands that end in an infinitive with a particle: "ihn freizulassen und sie zu hören".

    A comma is one only before such an "and": it may as well stand before a clause.
    """
    ends = [start + found.end() for found in _with_particle().finditer(text[start:stop])]
    joined = [(at, after) for at, after in words if at - 1 in ends and any(end > after for end in ends)]
    listed = [(at, after) for at, after in commas if at in ends and _behind_clause_word(text, after) is None]
    return sorted([*joined, *((at, after) for at, after in listed if at < joined[0][0])]) if joined else []


@cache
def _with_particle() -> re.Pattern[str]:
    """An infinitive with its particle before it or inside: "zu hören", "freizulassen"."""
    particle = vocabulary().one_of("infinitive_particles")
    return re.compile(rf"\b(?:{particle})\s[a-zß-ÿ]{{3,30}}n\b|\b[a-zß-ÿ]{{2,15}}(?:{particle})[a-zß-ÿ]{{3,20}}n\b")


def _too_short(text: str, start: int, stop: int, joints: Sequence[tuple[int, int]]) -> bool:
    """Whether two demands are so short that they are one: "to release and to compensate him"."""
    parts = [text[start : joints[0][0]], text[joints[0][1] : stop]] if len(joints) == 1 else []
    return any(len(words_of(part)) < SHORTEST_LISTED for part in parts)


def _starts(joints: Sequence[tuple[int, int]], begins: Callable[[int], int | None]) -> list[tuple[int, int]]:
    """The joints behind which another demand begins, each with where that is."""
    found = ((at, begins(after)) for at, after in joints)
    return [(at, following) for at, following in found if following is not None]


def _anew(text: str, at: int, governor: str) -> int | None:
    """Where a demand begins that no governor stands before: "for you to …", "an end to the trial"."""
    again = vocabulary().sets["resuming"].at_start(text[at : at + 40])
    if again and again.start <= 1:
        return at + again.end + 1
    return at if governor != "verb" and vocabulary().opens("demanded", text[at : at + 40]) else None


@cache
def _comma() -> re.Pattern[str]:
    return re.compile(r",\s")


def _resumed(text: str, at: int, governor: str) -> int | None:
    """Where another demand begins that the same word governs: behind "to" in "to drop all charges"."""
    if governor == "clause":
        return _behind_clause_word(text, at)
    word = vocabulary().governors.at_start(text[at : at + 40]) if governor else None
    if word is None or word.meaning != governor or word.start > 1:
        return None
    after = at + word.end + 1
    small = vocabulary().single["before_infinitive"] if governor.startswith("infinitive") else ()
    first = next((one.folded for one in words_of(text[after : after + 40]) if one.folded not in small), "")
    return after if first and _fits(governor, first, text[after : after + 40]) else None


def _behind_clause_word(text: str, at: int) -> int | None:
    """What stands behind "that", or behind "a que" and its like; None where no clause begins."""
    words = vocabulary().governors
    first = words.at_start(text[at : at + 40])
    if first is None or first.start > 1:
        return None
    if first.meaning == "clause":
        return at + first.end + 1
    second = words.at_start(text[at + first.end : at + first.end + 40])
    return at + first.end + second.end + 1 if second and second.start == 1 and second.meaning == "clause" else None


def _fits(governor: str, word: str, text: str) -> bool:
    if governor == "verb":
        return vocabulary().opens("request_verbs", text) or vocabulary().opens("infinitives", text)
    return not governor.startswith("infinitive") or (len(word) > 3 and word.endswith(vocabulary().infinitive_endings))


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
    return start + len(part) - len(part.lstrip(" ,")), start + len(part.rstrip(" ,-–—"))
