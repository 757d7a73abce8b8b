"""What begins on a line: a heading, a lead to requests or addressees, a telling sentence, or what its shape says."""

import re
from dataclasses import replace
from functools import cache

from letterkit.appeals.blocks import block_above, is_listed_below_letter
from letterkit.appeals.calls import asked_in, calls_in
from letterkit.appeals.dates import is_dateline
from letterkit.appeals.demands import demands_of
from letterkit.appeals.headings import Opening, by_heading
from letterkit.appeals.leads import (
    asks_for_letters,
    at_colon,
    begins_addressees,
    begins_requests,
    begins_with_somebody,
    begins_with_verb,
    ends_in_demanding,
    led_to,
    sentence_end,
    speaks_of_issuer,
    without_story,
)
from letterkit.appeals.letter_heads import opens_letter
from letterkit.appeals.lines import Line, take_marker
from letterkit.appeals.looks import after_sending, behind_label, is_name_and_mail, looks_addressed, names_authority
from letterkit.appeals.missions import missions_in
from letterkit.appeals.numbers import contacts_in
from letterkit.appeals.parts import Cut, Part
from letterkit.appeals.places import country_by_town
from letterkit.appeals.signposts import by_phrase
from letterkit.appeals.vocabulary import vocabulary
from letterkit.protocol.countries import country_named
from letterkit.protocol.offices import find_offices
from letterkit.protocol.phrases import words_of

LONGEST_LEAD = 600
MOST_CALLS = 20
SHORTEST_UPPER_LEAD = 5
BEFORE_ADDRESSEES = (Part.FRONT, Part.SITUATION, Part.BACKGROUND, Part.REQUESTS)
NEAR_CALL = 6
"""Paragraphs behind one that asks for letters in which an addressee may stand on a line."""
LATEST_LEAD = 2
"""The last word of a line in capitals with which its call to write may begin, from 0."""


def opening_of(line: Line, following: Line | None, now: Cut) -> Opening | None:
    """(the part that begins, the line that opens it, the line that is its first); None when it goes on with what is."""
    opened = (
        _by_missions(line, now)
        or (None if _is_headline(line, now) else by_heading(line))
        or _by_lead(line, following, now)
        or by_phrase(line, following, now)
        or _by_told(line, now)
        or _by_sending(line, now)
        or _by_call(line, now)
        or _by_purpose(line, now)
        or _by_shape(line, following, now)
    )
    if opened and opened[0] is Part.ADDRESSEES and not opened[2] and following and _asks(following):
        return Part.REQUESTS, replace(line, marker="", level=0), None
    return opened


def _is_headline(line: Line, now: Cut) -> bool:
    """Whether a line is the first of a document and says more than a heading does: "CALL TO ACTION FOR ADA MUSTER"."""
    if now.part is not Part.FRONT or now.lines or line.text.endswith(":"):
        return False
    known = vocabulary().headings.at_start(line.text)
    return known is not None and known.meaning == "requests" and len(words_of(line.text[known.end :])) > 1


def _asks(line: Line) -> bool:
    """Whether a line is a point of what is asked for: "- urging them …" under "Send appeals to the authorities"."""
    return begins_with_verb(line.text) and (bool(line.marker) or line.text[:1].islower())


def _by_missions(line: Line, now: Cut) -> Opening | None:
    """A sentence that asks for copies to the missions near by: "Send copies to the embassies of X in your country"."""
    missions = missions_in(line.text) if now.part is not Part.MODEL and not line.level else ""
    asked = missions and vocabulary().says("copies", line.text) and now.part is not Part.COPIES
    return (Part.COPIES, None, replace(line, text=missions)) if asked else None


def _by_lead(line: Line, following: Line | None, now: Cut) -> Opening | None:
    """A sentence that ends in a colon and asks to write: what comes after the colon tells to what it leads."""
    head, colon, tail = at_colon(line.text)
    if not colon and (_is_upper_lead(line.text) or _calls_for(line, following)):
        head, colon = line.text, " "
    if not colon or len(head) > LONGEST_LEAD or (now.part is Part.REQUESTS and line.marker):
        return None
    if tail and _ends_in_label(head) and (now.part in (Part.ADDRESSEES, Part.COPIES) or calls_in(line)):
        return None
    if tail and not names_authority(tail) and _reaches_before(line, len(head)):
        return None
    beginning = tail or (following.text if following else "")
    part = led_to(head, tail, following.text if following else "") or _led_to_authority(head, beginning, now)
    if part is None or (part is Part.REQUESTS and tail and not begins_requests(tail)):
        return None
    tail = without_story(tail)
    lead = replace(line, text=(head + colon).rstrip(), marker="", level=0)
    first = replace(line, text=tail, gap=True, marker="", level=0)
    return part, lead, (_without_bullet(first) if part is Part.REQUESTS else first) if tail else None


def _reaches_before(line: Line, colon: int) -> bool:
    """Whether sentences before a colon tell how to reach somebody: what stands behind it is one way more."""
    return any(call.draft.reachable and call.spans[-1][1] < colon for call in calls_in(line))


def _led_to_authority(head: str, beginning: str, now: Cut) -> Part | None:
    """The addressees, where a lead speaks of letters or of a way to reach somebody, and an authority follows."""
    words = vocabulary()
    if now.part not in BEFORE_ADDRESSEES:
        return None
    if speaks_of_issuer(head) or words.says("reporting", head) or words.says("told", head):
        return None
    last = sentence_end().split(head)[-1]
    if find_offices(last) or contacts_in(last):
        return None
    ways = words.says("sending", last) or words.labels.first(last) is not None
    return Part.ADDRESSEES if ways and names_authority(beginning) and not opens_letter(beginning) else None


def _ends_in_label(head: str) -> bool:
    """Whether a colon is that of a number: "Please also write to the embassy, 1 High Road, Fax: …" is one addressee."""
    words = words_of(head)
    return bool(words) and vocabulary().labels.whole(head[words[-1].start :]) is not None


def _without_bullet(line: Line) -> Line:
    """The first point behind a colon; a number stays, since it may be one of several on the line."""
    point = take_marker(line)
    return line if any(c.isalnum() for c in point.marker) else point


def _is_upper_lead(text: str) -> bool:
    """Whether a line in capitals asks to write, and does so at its beginning: "HELD WITHOUT CONTACT" is a headline."""
    words = words_of(text)
    lead = vocabulary().sets["leads"].first(text) if text.isupper() and len(words) >= SHORTEST_UPPER_LEAD else None
    return lead is not None and lead.start <= words[LATEST_LEAD].start


def _calls_for(line: Line, following: Line | None) -> bool:
    """Whether a line without a colon asks the reader to write what the points under it say, as one behind a comma."""
    if line.text.endswith((".", "!", "?")) or line.marker or following is None:
        return False
    if following.marker and ends_in_demanding(line.text):
        return True
    listed = line.text.endswith(",") and bool(following.marker)
    asked = sentence_end().split(line.text[:LONGEST_LEAD])[-1]
    if listed and vocabulary().says("leads", asked):
        return True
    return (_asks(following) or listed) and vocabulary().opens("calls", line.text)


def _by_told(line: Line, now: Cut) -> Opening | None:
    """Sentences that tell the reader whom to reach, right behind the verb: "Call Governor Ada Muster at 555-…"."""
    if now.part in (Part.COPIES, Part.MODEL, Part.BACKGROUND):
        return None
    calls = calls_in(line)
    reached = any(call.draft.reachable for call in calls)
    return (Part.ADDRESSEES, asked_in(line, calls), replace(line, gap=True)) if reached else None


def _by_sending(line: Line, now: Cut) -> Opening | None:
    """A sentence that names addressees: "… asking for protests to be faxed to the police headquarters at 011-62-…"."""
    if now.part in (Part.ADDRESSEES, Part.COPIES, Part.ISSUER, Part.MODEL, Part.BACKGROUND) or line.marker:
        return None
    if vocabulary().says("told", line.text):
        return None
    contacts = [contact for contact in contacts_in(line.text) if contact.written and contact.kind != "web"]
    known = [(found.start, found.end, False) for found in vocabulary().sets["sending"].find(line.text)]
    bare = [(found.start(), found.end(), True) for found in _to().finditer(line.text)] if _is_call(line.text) else []
    for start, end, needs_head in sorted(known + bare)[:MOST_CALLS]:
        rest = line.text[end : end + LONGEST_LEAD]
        begins = begins_with_somebody(rest) if needs_head or not contacts else begins_addressees(rest)
        if begins and (any(contact.start > end for contact in contacts) or _holds_address(rest)):
            return _sent_to(line, start, end if needs_head else start, contacts[-1].end if contacts else end)
    return None


def _by_call(line: Line, now: Cut) -> Opening | None:
    """A paragraph under no heading that tells the reader to write, and what to ask for."""
    words = vocabulary()
    among = (
        now.part in (Part.ADDRESSEES, Part.COPIES) and words.opens("asking", line.text) and not contacts_in(line.text)
    )
    told = now.part in (Part.FRONT, Part.SITUATION, Part.BACKGROUND, Part.ISSUER)
    if not (told or among) or line.marker or line.level:
        return None
    kinds = ("calls", "asking", "reader_steps") if now.lines else ("calls", "reader_steps")  # a title may ask as well
    asks = any(words.opens(kind, line.text) for kind in kinds)
    return (Part.REQUESTS, None, line) if asks and demands_of(line) else None


def _by_purpose(line: Line, now: Cut) -> Opening | None:
    """The first point of a list behind a sentence that names addressees and goes on with what for: "… so that"."""
    said = [one.text for one in (*now.lines[-1:], now.opening) if one] if now.part is Part.ADDRESSEES else []
    if not line.marker or contacts_in(line.text):
        return None
    for text in said:
        ends = [found for found in vocabulary().sets["who_ends"].find(text) if found.end == len(text.rstrip(" :,;."))]
        if ends:
            return Part.REQUESTS, Line(line.number, text[ends[-1].start :]), line
    return None


def _sent_to(line: Line, start: int, begin: int, last: int) -> Opening:
    """A sentence cut into what is asked for, before and behind the addressees, and the addressees."""
    demand = vocabulary().demands.first(line.text[last:])
    stop = last + demand.start if demand else len(line.text)
    asked = f"{line.text[:start].strip()}; {line.text[stop:]}" if demand else line.text[:start].strip()
    written_to = line.text[begin:stop].removesuffix(" and ").rstrip(" ,")
    return Part.ADDRESSEES, replace(line, text=asked), replace(line, text=written_to, gap=True)


def _holds_address(text: str) -> bool:
    """Whether a sentence gives a postal address up to its country or postcode."""
    pieces = text.split(",")[1:8]
    return any(country_named(piece.strip()) or country_by_town([piece.strip()]) for piece in pieces)


@cache
def _to() -> re.Pattern[str]:
    one_of = vocabulary().one_of
    return re.compile(rf"\s(?:{one_of('to')})\s(?=(?:(?:{one_of('articles')}) )?[A-ZÀ-Þ])")


def _is_call(text: str) -> bool:
    words = vocabulary()
    return words.opens("leads", text) or words.says("letters", text)


def _by_shape(line: Line, following: Line | None, now: Cut) -> Opening | None:
    """Lines that speak for themselves: an addressee on one line, the place and date under a text."""
    if now.part in (Part.ADDRESSEES, Part.COPIES):
        ends = is_dateline(line.text) or _is_story(line) or bool(line.level and following and _is_story(following))
        return (Part.END, None, line) if ends else None
    if now.part in (Part.ISSUER, Part.MODEL, Part.END):
        listed = now.part is not Part.ISSUER and is_listed_below_letter(line, now.lines)
        named = bool(line.marker) and after_sending(line.text) == line.text
        listed = listed or (now.part is Part.END and named and looks_addressed(line))
        return (Part.ADDRESSEES, None, line) if listed else None
    if now.part is Part.FRONT and not line.marker:
        asked = any(asks_for_letters(above.text) for above in now.lines[-NEAR_CALL:])
        listed = asked and looks_addressed(replace(line, text=behind_label(line.text)))
        return (Part.ADDRESSEES, None, line) if listed or _is_in_block(line, following, now) else None
    told = not line.marker and vocabulary().says("told", line.text)
    if not told and (
        looks_addressed(replace(line, text=behind_label(line.text))) or _is_in_block(line, following, now)
    ):
        return Part.ADDRESSEES, None, line
    return _behind_requests(line, now) if now.part is Part.REQUESTS and now.lines else None


def _behind_requests(line: Line, now: Cut) -> Opening | None:
    """What ends a list of requests: the place and date under a text, or a heading."""
    if is_dateline(line.text):
        return Part.END, None, line
    return (Part.BACKGROUND, None, line) if line.level and any(above.marker for above in now.lines) else None


def _is_in_block(line: Line, following: Line | None, now: Cut) -> bool:
    """Whether a line ends the block of an address, or begins a list of names, each with its e-mail address."""
    listed = following and not following.gap and is_name_and_mail(line.text) and is_name_and_mail(following.text)
    return bool(listed or block_above(line, now.lines) or is_listed_below_letter(line, now.lines))


def _is_story(line: Line) -> bool:
    """A long paragraph in which nobody is reached: the list of addressees has ended."""
    told = len(line.text) > 350 or (len(line.text) > 200 and len(sentence_end().findall(line.text)) > 1)
    return told and not contacts_in(line.text)
