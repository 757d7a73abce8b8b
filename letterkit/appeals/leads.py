"""Sentences that lead to a part: what stands before their colon, what comes behind it, and where sentences end."""

import re
from functools import cache

from letterkit.appeals.dates import without_deadline
from letterkit.appeals.names import read_person
from letterkit.appeals.numbers import contacts_in, without_contacts
from letterkit.appeals.parts import Part
from letterkit.appeals.vocabulary import vocabulary
from letterkit.protocol.offices import find_institutions, find_offices
from letterkit.protocol.phrases import fold, words_of

LONGEST_COPIES_LEAD = 14
"""Words of a lead to copies: "Please send a copy of your letter to"."""
LONGEST_WAY = 200
"""Characters of a line that only says how to reach somebody."""
LONGEST_ASKING = 120
"""Characters from a verb that asks to the "to" before a list."""
SHORTEST_SENTENCE = 5
"""Words behind an address that make a sentence."""


@cache
def sentence_end() -> re.Pattern[str]:
    """A full stop behind a word and before a capital."""
    return re.compile(r"(?<=[\w)\"”'])\.\s+(?=[A-ZÀ-Þ])")


def led_to(head: str, tail: str, following: str) -> Part | None:
    """The part to which a sentence before a colon leads."""
    words = vocabulary()
    head, beginning = without_deadline(head), tail or following
    short = len(words_of(head)) <= LONGEST_COPIES_LEAD and not words.says("reporting", head)
    if short and words.says("copies", head) and (not tail or begins_addressees(tail)):
        return Part.COPIES
    if speaks_of_issuer(head) or words.opens("reporting", head):
        return None
    if not words.says("leads", head):
        asked = ends_in_demanding(head) or (ends_in_sending(head) and _begins_by_demanding(following))
        if not tail and asked and not words.says("told", head):
            return Part.REQUESTS
        tells = words.opens("acting", head) or words.opens("reaching", head)
        asks = tells and begins_with_holder(beginning)
        return Part.ADDRESSEES if asks else None
    if (begins_with_verb(beginning) and not _is_way(beginning)) or ends_in_demanding(head):
        return Part.REQUESTS
    to_those = ends_in_sending(head) or words.says("those_below", sentence_end().split(head)[-1])
    return Part.ADDRESSEES if to_those or begins_addressees(beginning) else Part.REQUESTS


def speaks_of_issuer(text: str) -> bool:
    """Whether a line, or a part of it between bars, tells how to reach who publishes: "… | Emergency contact: …"."""
    return any(vocabulary().opens("issuer_contact", piece.strip()) for piece in text.split("|"))


def ends_in_demanding(head: str) -> bool:
    """Whether a lead ends in a verb whose object follows: "Write to the minister demanding", "I urge you to"."""
    verb = any(vocabulary().demands.whole(head[word.start :]) is not None for word in words_of(head)[-2:])
    return verb or ends_before_demand(head)


def ends_before_demand(head: str) -> bool:
    """Whether a lead ends in the word, or the comma, behind which a demand begins: "I urge you to", "Bittet sie,"."""
    words = words_of(head)
    last = sentence_end().split(head)[-1][-LONGEST_ASKING:]
    ends = {fold(end) for verb in vocabulary().demands.find(last) for end in verb.meaning.split("|") if end}
    word = words[-1].folded if len(words) > 0 and head[-1:].isalpha() else head[-1:]
    return word in ends


def ends_in_sending(head: str) -> bool:
    """Whether a lead ends by saying where to send: "Letters should be addressed to"."""
    sending = list(vocabulary().sets["sending"].find(head))
    return bool(sending) and len(words_of(head[sending[-1].end :])) <= 2


def _is_way(text: str) -> bool:
    """Whether a line is nothing but a way to reach somebody: "Call 555-010-0100" asks for nothing more."""
    contacts = [contact for contact in contacts_in(text[:LONGEST_WAY]) if contact.written]
    return bool(contacts) and len(words_of(without_contacts(text, contacts))) <= 1


def begins_with_verb(text: str) -> bool:
    """Whether a text begins with a verb of asking or doing: "release the Prime Minister", not "General Secretary"."""
    offices = find_offices(text[:160])
    words = vocabulary()
    begins = words.sets["request_verbs"].at_start(text) is not None or _begins_by_demanding(text)
    return begins and not (offices and offices[0].start == 0)


def _begins_by_demanding(text: str) -> bool:
    """Whether the first or the second word of a text demands: "respectfully urging the authorities to …"."""
    verb = vocabulary().demands.first(text[:LONGEST_WAY])
    return verb is not None and len(words_of(text[: verb.start])) <= 1


def begins_requests(text: str) -> bool:
    """Whether a text begins like a request, or with the mark of a first point."""
    return vocabulary().sets["request_verbs"].at_start(text) is not None or bool(_points_inline().match(text))


@cache
def _points_inline() -> re.Pattern[str]:
    return re.compile(r"\(?(?:i|a|1)[.)]\s|[-•*]\s")


def without_story(tail: str) -> str:
    """What follows a colon, without sentences behind it that reach nobody: "the Court, 1 High Road. Come early."."""
    for end in sentence_end().finditer(tail):
        rest = tail[end.end() :]
        words = rest.split()
        if len(words) > SHORTEST_SENTENCE and sum(word[0].islower() for word in words) * 2 > len(words):
            return tail if contacts_in(rest) else tail[: end.start() + 1]
    return tail


def at_colon(text: str) -> tuple[str, str, str]:
    """The lead, its colon, and what follows on the same line."""
    end = text.rstrip("\"”’'* ")
    if end.endswith(":"):
        return end.rstrip(":"), ":", ""
    head, colon, tail = text.partition(":")
    return (head, ":", tail.lstrip(": ")) if colon and tail.strip() and "//" not in tail[:3] else (text, "", "")


def begins_addressees(text: str) -> bool:
    """Whether a text begins with somebody to write to, a body or a way to reach one."""
    if begins_with_holder(text):
        return True
    piece = _first_piece(text)
    institutions = find_institutions(piece)
    return bool(institutions and institutions[0].start < 25) or any(
        contact.written for contact in contacts_in(text[:300])
    )


def _first_piece(text: str) -> str:
    return text[:160].partition(",")[0].partition(";")[0]


def begins_with_holder(text: str) -> bool:
    """Whether a text begins with somebody, or with a name and behind a comma the office."""
    name, comma, rest = text[:160].partition(",")
    named = bool(comma) and bool(read_person(name).name) and begins_with_somebody(rest)
    return named or begins_with_somebody(text)


def begins_with_somebody(text: str) -> bool:
    """Whether a text begins with an office or a courtesy title."""
    piece = _first_piece(text)
    offices = find_offices(piece)
    return bool(offices and offices[0].start < 25) or bool(read_person(piece).honorific)


def asks_for_letters(text: str) -> bool:
    """Whether a paragraph speaks of letters and of what to ask for."""
    words = vocabulary()
    return words.says("letters", text) and (words.says("leads", text) or words.demands.first(text) is not None)
