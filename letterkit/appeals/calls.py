"""Whom sentences tell readers to reach: "Call Governor Ada Muster at 555-…", "Send a letter to …, 1 High Road"."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache, lru_cache

from letterkit.appeals.called import at_place, read_called
from letterkit.appeals.draft import Draft
from letterkit.appeals.leads import begins_with_holder, begins_with_somebody
from letterkit.appeals.lines import Line
from letterkit.appeals.names import looks_like_name
from letterkit.appeals.numbers import FAXES, KEPT, Contact, contacts_in
from letterkit.appeals.places import is_place
from letterkit.appeals.sentences import Sentences, sentences_of
from letterkit.appeals.vocabulary import language_of, vocabulary
from letterkit.protocol.offices import find_institutions
from letterkit.protocol.phrases import words_of

LONGEST = 4_000
"""Characters of a paragraph in which calls are looked for."""
LONGEST_WHO = 300
"""Characters of somebody in a sentence, the postal address included."""
LONGEST_PURPOSE = 200
"""Characters of "To protest …," before what is to be done."""
MOST_BARE = 2
"""Small words between a verb and its number: "call at 555-…"."""
NEAR = 40
LONGEST_NAME = 5
"""Words of an office's name before its number."""
NUMBERED = (*FAXES, "phone", "number")


@dataclass(frozen=True)
class Call:
    """Somebody whom a sentence tells readers to reach, and the stretches of its line that say whom and how."""

    draft: Draft
    spans: tuple[tuple[int, int], ...]


@dataclass(frozen=True)
class _Start:
    verb: int
    who: int
    """Where the name of the one begins who is to be reached."""


def calls_in(line: Line) -> list[Call]:
    """Those whom the sentences of a line name right behind a verb of reaching, each with its numbers and addresses."""
    return [replace(call, draft=call.draft.on_line(line.number)) for call in _calls(line.text[:LONGEST])]


@lru_cache(maxsize=KEPT)
def _calls(text: str) -> tuple[Call, ...]:
    """The same for a text; each step asks for them again."""
    if not _may_call(text):
        return ()
    sentences, whole = sentences_of(text), sentences_of(text).whole
    contacts = [contact for contact in contacts_in(text) if contact.written]
    starts = _starts(sentences, contacts)
    language = language_of(text) if starts else ""
    calls: list[Call] = []
    before: list[Contact] = []
    for place, start in enumerate(starts):
        until = starts[place + 1].verb if place + 1 < len(starts) else len(text)
        who = _behind_numbers(text, start.who, contacts)
        stop = _who_ends(sentences, who, min([until, *_behind(text, contacts, who)]))
        ways = [one for one in contacts if start.verb <= one.start < until and _is_for_call(whole, start, one)]
        if draft := read_called(text[who:stop], language, [*before, *ways]):
            end = max([stop, *(one.end for one in ways if one.start - stop < NEAR)])
            calls.append(Call(draft, ((start.verb, end),)))
            before = []
        elif ways and not _names_anybody(text[who:stop]):
            calls, before = _reached_by(calls, before, ways, start)
    return tuple(_with_rest(calls, sentences, contacts))


def _with_rest(calls: list[Call], sentences: Sentences, contacts: Sequence[Contact]) -> list[Call]:
    """The calls with the numbers of sentences that name nobody: "Fax: 555-…", "Send e-mails to ada@example.org."."""
    taken = {contact for call in calls for contact, _ in call.draft.contacts}
    for contact in (contact for contact in contacts if contact not in taken):
        begin = sentences.begin(contact.start)
        opening = sentences.text[begin : contact.start].lstrip()
        asks = not opening or vocabulary().opens("calls", opening) or vocabulary().opens("reaching", opening)
        place = sum(call.spans[0][0] < begin for call in calls) - 1
        if place >= 0 and asks and contact.kind != "web" and not _of_others(opening) and not _names(opening):
            calls[place] = _longer(calls[place], [contact], _Start(begin, begin))
    return calls


def _names_anybody(text: str) -> bool:
    """Whether the words before a number may be somebody, and not just "at" or "us at"."""
    return any(c.isupper() for c in text) or len(words_of(text)) > MOST_BARE


def _names(text: str) -> bool:
    """Whether a word in the middle of a sentence is a name's."""
    return any(word[:1].isupper() for word in text.split()[1:])


def _may_call(text: str) -> bool:
    """Whether a text has a verb of reaching that is no label before a number, or speaks of letters."""
    words = vocabulary()
    verbs = words.sets["reaching"].find(text)
    return any(text[verb.end : verb.end + 1] != ":" for verb in verbs) or words.says("letters", text)


def _behind_numbers(text: str, who: int, contacts: Sequence[Contact]) -> int:
    """Where somebody is named behind the number in brackets after a verb: "by calling (555-010-0100) Ada Muster"."""
    first = next((contact for contact in contacts if contact.end > who), None)
    bracketed = first is not None and text[who : who + 1] == "(" and first.start <= who + 1
    return first.end + len(text[first.end :]) - len(text[first.end :].lstrip(" )")) if first and bracketed else who


def _reached_by(
    calls: list[Call], before: list[Contact], ways: list[Contact], start: _Start
) -> tuple[list[Call], list[Contact]]:
    """Numbers of which a sentence names nobody, "Call 555-010-0100": they are the last one's, or the next one's."""
    if not calls:
        return calls, [*before, *ways]
    return [*calls[:-1], _longer(calls[-1], ways, start)], before


def _longer(call: Call, ways: Sequence[Contact], start: _Start) -> Call:
    draft = replace(call.draft, contacts=[*call.draft.contacts, *((contact, 0) for contact in ways)])
    return Call(draft, (*call.spans, (start.verb, ways[-1].end)))


def _behind(text: str, contacts: Sequence[Contact], place: int) -> list[int]:
    """Where contacts begin behind a place; one whose label names somebody, "E-mail Ada Muster: …", with its address."""
    behind = (contact for contact in contacts if contact.end > place)
    return [one.start if one.start >= place else text.find(one.written, place) for one in behind]


def _starts(sentences: Sentences, contacts: Sequence[Contact]) -> list[_Start]:
    """Where the names of those may begin who are to be reached."""
    text = sentences.text
    verbs = list(_behind_verbs(sentences))
    found = {start.who: start for start in (*verbs, *_behind_to(sentences, verbs))}
    first = min(found, default=len(text))
    for also in _also().finditer(text, first):
        goes_on = text[also.start()] == ";" or text[also.start() - 1] in ".!?"
        reached = goes_on or any(contact.end == also.start() for contact in contacts)
        following = text[also.end() : also.end() + LONGEST_WHO]
        if reached and (_is_body(following) or begins_with_holder(following) or _is_reached(following)):
            found.setdefault(also.end(), _Start(also.start(), also.end()))
    return sorted(found.values(), key=lambda start: start.who)


def _is_body(text: str) -> bool:
    return text[:1].isupper() and bool(find_institutions(at_place().split(text)[0][:NEAR]))


def _is_reached(text: str) -> bool:
    """Whether a name in capitals and its number follow: "Student Affairs at 203-392-6188"."""
    name = at_place().split(text)[0]
    number = next((contact for contact in contacts_in(text) if contact.kind in NUMBERED), None)
    words = name.split()
    near = number is not None and name != text and number.start <= len(name) + MOST_BARE
    return near and 1 < len(words) <= LONGEST_NAME and all(word[0].isupper() for word in words)


def _behind_verbs(sentences: Sentences) -> Iterator[_Start]:
    """Right behind verbs that tell the reader to reach somebody: "Call", "please contact", "by writing to"."""
    text, told = sentences.text, -1
    for verb in vocabulary().sets["reaching"].find(text):
        if text[verb.end : verb.end + 1] in (":", ","):
            continue  # a label, or an aside
        if _tells(sentences, verb.start) or _goes_on(sentences, told, verb.start):
            told = verb.start
            yield _Start(_with_word_before(text, verb.start), verb.end + 1)


def _behind_to(sentences: Sentences, verbs: Sequence[_Start]) -> Iterator[_Start]:
    """Behind the "to" of a sentence that asks for letters: "Send a letter of protest to"."""
    text, words = sentences.text, vocabulary()
    sent = [word for kind in ("letters", "sending") for word in words.sets[kind].find(text)]
    sent = [word for word in sent if words.sets["reaching"].whole(text[word.start : word.end]) is None]
    for to in _to().finditer(text):
        begin = sentences.begin(to.start())
        told = any(begin <= verb.verb < to.start() for verb in verbs)
        before = text[begin : to.start()].lstrip()
        who = text[to.end() : to.end() + LONGEST_WHO]
        asked = words.demands.first(before) is not None  # "asking that the letters to Ada Muster be delivered"
        known = begins_with_somebody(who) or begins_with_holder(who) or _is_body(who)
        named = known or (who[:1].isupper() and not asked)
        if (
            named
            and not _of_others(before)
            and _asks(before, told, any(begin <= word.start < to.end() for word in sent))
        ):
            yield _Start(to.start(), to.end())


def _asks(before: str, told: bool, sent: bool) -> bool:
    """Whether the beginning of a sentence asks to write; ``sent`` says that it speaks of letters or of sending."""
    words = vocabulary()
    told = told or words.opens("calls", before) or words.opens("reaching", before)
    asks = told or words.says("leads", before) or words.opens("letters", before)
    return asks and (sent or (told and words.demands.first(before) is None))


@cache
def _also() -> re.Pattern[str]:
    one_of = vocabulary().one_of
    to = rf"(?:(?:{one_of('to')})[\s'’])?(?:(?:{one_of('articles')})\s)?"
    return re.compile(
        rf"(?:[;,]\s*(?:(?:{one_of('conjunctions')})\s)?|\s(?i:{one_of('conjunctions')})\s){to}(?=[^\W\d_])"
    )


@cache
def _to() -> re.Pattern[str]:
    one_of = vocabulary().one_of
    return re.compile(rf"\s(?i:{one_of('to')})[\s'’](?:(?i:{one_of('articles')})\s)?(?=[^\W\d_])")


def _of_others(text: str) -> bool:
    words = vocabulary()
    spoken = any(words.says(kind, text) for kind in ("told", "copies", "reporting", "negations"))
    return spoken or words.opens("issuer_contact", text) or words.no_channel.first(text) is not None


def _tells(sentences: Sentences, verb: int) -> bool:
    """Whether a verb tells the reader what to do: it begins a sentence, or follows "please", "by", "To protest …,"."""
    begin = sentences.begin(verb)
    before = sentences.text[begin:verb].strip(" \"“”'(–-")
    words = vocabulary()
    if not before:
        return True
    if _of_others(before):
        return False
    last = words_of(before[-NEAR:])
    bare = before.rstrip(" ,")
    if last and any(words.sets["before_call"].whole(before[-NEAR:][one.start :].rstrip(" ,")) for one in last[-5:]):
        return True
    if before.endswith(",") and len(before) <= LONGEST_PURPOSE and words.opens("purpose", before):
        return True
    joined = bool(last) and last[-1].folded in _conjunctions()
    return joined and (words.opens("reaching", bare) or words.opens("calls", bare) or words.opens("imperatives", bare))


def _goes_on(sentences: Sentences, told: int, verb: int) -> bool:
    """Whether a verb goes on with those of its sentence: "calling …, faxing … or e-mailing …"."""
    before = sentences.text[max(0, verb - NEAR) : verb].rstrip()
    joined = before.endswith((",", ")")) or (words_of(before)[-1:] and words_of(before)[-1].folded in _conjunctions())
    return 0 <= sentences.begin(verb) <= told and bool(joined)


def _with_word_before(text: str, verb: int) -> int:
    """Where a call begins, with the "by" or "please" before its verb."""
    before = text[:verb].rstrip()
    last = before[max(0, len(before) - NEAR) :].rpartition(" ")[2]
    return len(before) - len(last) if vocabulary().sets["before_call"].whole(last) else verb


@cache
def _conjunctions() -> frozenset[str]:
    return frozenset(vocabulary().small["conjunctions"])


def _who_ends(sentences: Sentences, who: int, limit: int) -> int:
    """Where the words end that say who it is: before "to demand", "by phone", "at his office"."""
    stop = min(limit, sentences.end(who), who + LONGEST_WHO)
    ends = [found.start for found in vocabulary().sets["who_ends"].find(sentences.text[who:stop])]
    ends += [found.start() for found in _clause().finditer(sentences.text[who:stop]) if not _is_address(found)]
    return min([stop, *(who + end for end in ends)])


def _is_address(clause: re.Match[str]) -> bool:
    """Whether what begins is a name or an address in brackets: "the mayor (Ada Muster, 1 High Street; fax …)"."""
    inside = clause.string[clause.end() :].partition(")")[0]
    first, comma, _ = inside.partition(",")
    return clause[0] == "(" and bool(comma) and (is_place(first) or (" " in first and looks_like_name(first)))


@cache
def _clause() -> re.Pattern[str]:
    to = vocabulary().one_of("to")
    return re.compile(rf"--|\s[–—]\s|[(\[]|\s(?:{to})\s(?=[a-zß-ÿ]{{2,}}\s)(?!(?:{vocabulary().one_of('articles')})\s)")


def _is_for_call(sentences: Sentences, start: _Start, contact: Contact) -> bool:
    """Whether a number belongs to a call: it stands in its sentence, behind the verb."""
    return sentences.begin(contact.start) <= start.who or contact.start < sentences.end(start.who)


def sent_from(line: Line) -> list[int]:
    """Where "to" stands in a line before one who is to be written to: what is asked for has ended there."""
    return [start for call in calls_in(line) for start, _ in call.spans if line.text[start : start + 1].isspace()]


def asked_in(line: Line, calls: Sequence[Call]) -> Line:
    """The line without whom and how: what is left says what to ask for."""
    text = line.text
    for start, end in sorted((span for call in calls for span in call.spans), reverse=True):
        text = f"{text[:start].rstrip()}; {text[end:].lstrip(' ,')}"
    return Line(line.number, text.strip(" ;"), gap=line.gap)
