"""Which numbers of a paragraph belong to those whom its sentences tell readers to reach."""

from collections.abc import Sequence
from dataclasses import replace

from letterkit.appeals.called import Call, Start
from letterkit.appeals.looks import OF_STATES
from letterkit.appeals.numbers import Contact
from letterkit.appeals.sentences import Sentences
from letterkit.appeals.vocabulary import vocabulary
from letterkit.protocol.offices import find_institutions
from letterkit.protocol.phrases import words_of

GAP = 3
"""Characters between two sentences."""


def is_for_call(sentences: Sentences, start: Start, contact: Contact) -> bool:
    """Whether a number belongs to a call: it stands in its sentence, behind the verb."""
    return sentences.begin(contact.start) <= start.who or contact.start < sentences.end(start.who)


def behind_numbers(text: str, who: int, contacts: Sequence[Contact]) -> int:
    """Where somebody is named behind the number in brackets after a verb: "by calling (555-010-0100) Ada Muster"."""
    first = next((contact for contact in contacts if contact.end > who), None)
    bracketed = first is not None and text[who : who + 1] == "(" and first.start <= who + 1
    return first.end + len(text[first.end :]) - len(text[first.end :].lstrip(" )")) if first and bracketed else who


def reached_by(
    calls: list[Call], before: list[Contact], ways: list[Contact], start: Start
) -> tuple[list[Call], list[Contact]]:
    """Numbers of which a sentence names nobody, "Call 555-010-0100": they are the last one's, or the next one's."""
    if not calls:
        return calls, [*before, *ways]
    return [*calls[:-1], _longer(calls[-1], ways, start)], before


def _longer(call: Call, ways: Sequence[Contact], start: Start) -> Call:
    draft = replace(call.draft, contacts=[*call.draft.contacts, *((contact, 0) for contact in ways)])
    return Call(draft, (*call.spans, (start.verb, ways[-1].end)))


def behind(text: str, contacts: Sequence[Contact], place: int) -> list[int]:
    """Where contacts begin behind a place; one whose label names somebody, "E-mail Ada Muster: …", with its address."""
    behind = (contact for contact in contacts if contact.end > place)
    return [one.start if one.start >= place else text.find(one.written, place) for one in behind]


def with_rest(calls: list[Call], sentences: Sentences, contacts: Sequence[Contact]) -> list[Call]:
    """The calls with the numbers of sentences that name nobody: "Fax: 555-…", "Send e-mails to ada@example.org."."""
    taken = {contact for call in calls for contact, _ in call.draft.contacts}
    for contact in (contact for contact in contacts if contact not in taken):
        begin = sentences.begin(contact.start)
        opening = sentences.text[begin : contact.start].lstrip()
        place = sum(call.spans[0][0] < begin for call in calls) - 1
        asks = not opening or vocabulary().opens("calls", opening) or vocabulary().opens("reaching", opening)
        asks = place >= 0 and (asks or _is_told_of(calls[place], sentences, contact))
        if asks and contact.kind != "web" and not of_others(opening) and not _names(opening):
            calls[place] = _longer(calls[place], [contact], Start(begin, begin))
    return calls


def _is_told_of(call: Call, sentences: Sentences, contact: Contact) -> bool:
    """Whether the sentence behind a call tells a number of the same: "The switchboard is 02 31 …"."""
    begin = sentences.begin(contact.start)
    opening = sentences.text[begin : contact.start]
    ours = {word.folded for word in words_of(opening)} & vocabulary().small["ours"]
    near = begin <= sentences.end(call.spans[-1][1]) + GAP
    return near and not ours and vocabulary().labels.first(sentences.text[begin : contact.end]) is not None


def _names(text: str) -> bool:
    """Whether a word in the middle of a sentence is a name's, or a body's: "to the embassy"."""
    bodies = any(found.meaning.kind in OF_STATES for found in find_institutions(text))
    return bodies or any(word[:1].isupper() for word in text.split()[1:])


def of_others(text: str) -> bool:
    """Whether a text speaks of copies, of what is told or not to be done, or of who publishes."""
    words = vocabulary()
    spoken = any(words.says(kind, text) for kind in ("told", "copies", "reporting", "negations"))
    return spoken or words.opens("issuer_contact", text) or words.no_channel.first(text) is not None
