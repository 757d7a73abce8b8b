"""Whom sentences tell readers to reach: "Call Governor Ada Muster at 555-…", "Send a letter to …, 1 High Road"."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cache, lru_cache

from letterkit.appeals.called import Call, Start, at_place, read_called, with_title
from letterkit.appeals.leads import begins_with_holder, begins_with_somebody
from letterkit.appeals.lines import Line
from letterkit.appeals.names import looks_like_name
from letterkit.appeals.numbers import FAXES, KEPT, Contact, contacts_in
from letterkit.appeals.places import is_place
from letterkit.appeals.sentences import Sentences, sentences_of
from letterkit.appeals.vocabulary import language_of, vocabulary
from letterkit.appeals.ways import behind, behind_numbers, is_for_call, of_others, reached_by, with_rest
from letterkit.protocol.offices import find_institutions
from letterkit.protocol.phrases import words_of

LONGEST = 4_000
"""Characters of a paragraph in which calls are looked for."""
LONGEST_WHO = 300
"""Characters of somebody in a sentence, the postal address included."""
LONGEST_PLACE = 4
"""Words of "In the United States," before what is to be done there."""
LONGEST_PURPOSE = 200
"""Characters of "To protest …," before what is to be done."""
MOST_BARE = 2
"""Small words between a verb and its number: "call at 555-…"."""
NEAR = 40
LONGEST_AT = 5
"""Characters between such a name and its number: " at "."""
LONGEST_NAME = 5
"""Words of an office's name before its number."""
NUMBERED = (*FAXES, "phone", "number")


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
    title = ""
    for place, start in enumerate(starts):
        until = starts[place + 1].verb if place + 1 < len(starts) else len(text)
        who = behind_numbers(text, start.who, contacts)
        stop = _who_ends(sentences, who, min([until, *behind(text, contacts, who)]))
        ways = [one for one in contacts if start.verb <= one.start < until and is_for_call(whole, start, one)]
        named, title = with_title(text[who:stop], title)
        if draft := read_called(named, language, [*before, *ways]):
            end = max([stop, *(one.end for one in ways if one.start - stop < NEAR)])
            calls.append(Call(draft, ((start.verb, end),)))
            before = []
        elif ways and not _names_anybody(text[who:stop]):
            calls, before = reached_by(calls, before, ways, start)
    return tuple(with_rest(calls, whole, contacts))


def _names_anybody(text: str) -> bool:
    """Whether the words before a number may be somebody, and not just "at" or "us at", or a town."""
    words = words_of(text)
    town = len(words) == 1 and text.rstrip().endswith(",")
    return (any(c.isupper() for c in text) and not town) or len(words) > MOST_BARE


def _may_call(text: str) -> bool:
    """Whether a text has a verb of reaching that is no label before a number, or speaks of letters."""
    words = vocabulary()
    verbs = words.sets["reaching"].find(text)
    return any(text[verb.end : verb.end + 1] != ":" for verb in verbs) or words.says("letters", text)


def _starts(sentences: Sentences, contacts: Sequence[Contact]) -> list[Start]:
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
            found.setdefault(also.end(), Start(also.start(), also.end()))
    return sorted(found.values(), key=lambda start: start.who)


def _is_body(text: str) -> bool:
    return text[:1].isupper() and bool(find_institutions(at_place().split(text)[0][:NEAR]))


def _is_seated(text: str) -> bool:
    """Whether a body in small letters and its address follow: "direction de La Poste, 8 place de la République"."""
    body, _, rest = text.partition(", ")
    street = rest.partition(",")[0]
    seated = is_place(street) and any(c.isdigit() for c in street) and not contacts_in(street)
    return seated and any(not found.start for found in find_institutions(body))


def _is_reached(text: str) -> bool:
    """Whether a name in capitals and its number follow: "Student Affairs at 203-392-6188"."""
    name = at_place().split(text)[0].partition(" (")[0]
    number = next((contact for contact in contacts_in(text) if contact.kind in NUMBERED), None)
    words = name.split()
    near = number is not None and name != text and number.start <= len(name) + LONGEST_AT
    return near and 1 < len(words) <= LONGEST_NAME and all(word[0].isupper() for word in words)


def _behind_verbs(sentences: Sentences) -> Iterator[Start]:
    """Right behind verbs that tell the reader to reach somebody: "Call", "please contact", "by writing to"."""
    text, told = sentences.text, -1
    for verb in vocabulary().sets["reaching"].find(text):
        if text[verb.end : verb.end + 1] in (":", ","):
            continue  # a label, or an aside
        if _tells(sentences, verb.start) or _goes_on(sentences, told, verb.start):
            told = verb.start
            yield Start(_with_word_before(text, verb.start), verb.end + 1)


def _behind_to(sentences: Sentences, verbs: Sequence[Start]) -> Iterator[Start]:
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
        anybody = who.split(" ", 1)[0] in vocabulary().small["indefinite"]  # "brought before a judge"
        somebody = begins_with_somebody(who) or begins_with_holder(who) or _is_body(who) or _is_seated(who)
        known = somebody and not anybody
        named = known or (who[:1].isupper() and not asked)
        if (
            named
            and not of_others(before)
            and _asks(before, told, any(begin <= word.start < to.end() for word in sent))
        ):
            yield Start(to.start(), to.end())


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


def _tells(sentences: Sentences, verb: int) -> bool:
    """Whether a verb tells the reader what to do: it begins a sentence, or follows "please", "by", "To protest …,"."""
    begin = sentences.begin(verb)
    before = sentences.text[begin:verb].strip(" \"“”'(–-")
    words = vocabulary()
    if not before:
        return True
    if of_others(before):
        return False
    last = words_of(before[-NEAR:])
    bare = before.rstrip(" ,")
    if last and any(words.sets["before_call"].whole(before[-NEAR:][one.start :].rstrip(" ,")) for one in last[-5:]):
        return True
    if before.endswith(",") and len(before) <= LONGEST_PURPOSE:
        place = before[:-1]  # "In the U.S., call …"
        short = len(words_of(place)) <= LONGEST_PLACE and not any(c == "," or c.isdigit() for c in place)
        short = short and not begins_with_holder(place)
        if short or words.opens("purpose", before):
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


def sent_from(line: Line) -> list[int]:
    """Where "to" stands in a line before one who is to be written to: what is asked for has ended there."""
    return [start for call in calls_in(line) for start, _ in call.spans if line.text[start : start + 1].isspace()]


def asked_in(line: Line, calls: Sequence[Call]) -> Line:
    """The line without whom and how: what is left says what to ask for."""
    text = line.text
    for start, end in sorted((span for call in calls for span in call.spans), reverse=True):
        head, tail = text[:start].rstrip(" ;,"), text[end:].lstrip(" ,;.")
        text = f"{head}{' ' if head.endswith(('.', '!', '?')) else '; '}{tail}"
    return Line(line.number, text.strip(" ;"), gap=line.gap)
