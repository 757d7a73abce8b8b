"""What begins on a line: a heading, a lead to requests or addressees, a telling sentence, or what its shape says."""

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import cache

from letterkit.appeals.dates import date_in, is_deadline
from letterkit.appeals.entries import looks_addressed
from letterkit.appeals.lines import Line
from letterkit.appeals.names import read_person
from letterkit.appeals.numbers import contacts_in
from letterkit.appeals.parts import Cut, Part
from letterkit.appeals.vocabulary import vocabulary
from letterkit.protocol.offices import find_institutions, find_offices
from letterkit.protocol.phrases import words_of

LONGEST_HEADING = 90
LONGEST_LEAD = 600
LONGEST_COPIES_LEAD = 14
"""Words of a lead to copies: "Please send a copy of your letter to"."""
SHORTEST_PROSE = 10


@cache
def sentence_end() -> re.Pattern[str]:
    return re.compile(r"(?<=[\w)\"”'])\.\s+(?=[A-ZÀ-Þ])")


Opening = tuple[Part, Line | None, Line | None]


def opening_of(line: Line, following: Line | None, now: Cut) -> Opening | None:
    """(the part that begins, the line that opens it, the line that is its first); None when it goes on with what is."""
    opened = (
        _by_heading(line)
        or _by_lead(line, following, now)
        or _by_phrase(line, following, now)
        or _by_sending(line, now)
        or _by_shape(line, following, now)
    )
    if opened and opened[0] is Part.ADDRESSEES and not opened[2] and following and _asks(following):
        return Part.REQUESTS, replace(line, marker="", level=0), None
    return opened


def _asks(line: Line) -> bool:
    """Whether a line is a point of what is asked for: "- urging them …" under "Send appeals to the authorities"."""
    verb = vocabulary().sets["request_verbs"].at_start(line.text)
    return verb is not None and (bool(line.marker) or line.text[:1].islower()) and not _begins_with_somebody(line.text)


def _by_heading(line: Line) -> Opening | None:
    """A short line that begins with a known heading: "Action requested:", "COPIES TO: the embassy …"."""
    text = line.text
    found = vocabulary().headings.at_start(text)
    if not found or text[: found.start].strip(" \t\"'“*•-–.:0123456789)("):
        return None
    rest = text[found.end :].lstrip()
    heading = replace(line, text=text[: found.end].strip())
    part = Part(found.meaning)
    if part is Part.COPIES and vocabulary().says("reporting", text):
        return Part.REPORTING, None, line
    return _heading_alone(line, heading, part, rest) or _heading_with_more(line, heading, part, rest)


def _heading_alone(line: Line, heading: Line, part: Part, rest: str) -> Opening | None:
    text = line.text
    if rest.strip(" .:!?-–") == "":
        return part, replace(line, text=text.strip()), None
    short = len(text) <= LONGEST_HEADING and len(words_of(text)) <= 2 * len(words_of(heading.text)) + 1
    marked = text.isupper() or text.endswith(":")
    if (line.level > 1 and len(text) <= LONGEST_HEADING) or (short and (marked or line.level) and ":" not in rest[:-1]):
        return part, line, None
    return None


def _heading_with_more(line: Line, heading: Line, part: Part, rest: str) -> Opening | None:
    """A heading and the first of its part on one line; without a colon only "Copies to" may have more."""
    after = rest.lstrip(" .-–").removeprefix(":").lstrip(" :")
    if part is Part.REQUESTS and line.text.isupper() and vocabulary().says("leads", after):
        return part, line, None
    if rest.lstrip(" .").startswith(":") and len(heading.text) <= LONGEST_HEADING:
        return part, heading, replace(line, text=after, level=0)
    if part is not Part.COPIES or line.level:
        return None
    sentence = rest if contacts_in(rest) else sentence_end().split(rest)[0]
    return part, heading, replace(line, text=sentence)


def _by_lead(line: Line, following: Line | None, now: Cut) -> Opening | None:
    """A sentence that ends in a colon and asks to write: what comes after the colon tells to what it leads."""
    head, colon, tail = _at_colon(line.text)
    if not colon and line.text.isupper() and len(words_of(line.text)) >= 5:
        head, colon = line.text, " "
    if not colon or len(head) > LONGEST_LEAD or (now.part is Part.REQUESTS and line.marker):
        return None
    part = _led_to(head, tail, following.text if following else "")
    if part is None or (part is Part.REQUESTS and tail and not _begins_requests(tail)):
        return None
    tail = _without_story(tail)
    lead = replace(line, text=(head + colon).rstrip(), marker="", level=0)
    return part, lead, replace(line, text=tail, gap=True, marker="", level=0) if tail else None


def _led_to(head: str, tail: str, following: str) -> Part | None:
    """The part to which a sentence before a colon leads."""
    words = vocabulary()
    beginning = tail or following
    short = len(words_of(head)) <= LONGEST_COPIES_LEAD and not words.says("reporting", head)
    if short and words.says("copies", head) and (not tail or _begins_addressees(tail)):
        return Part.COPIES
    if not words.says("leads", head):
        return None
    if words.sets["request_verbs"].at_start(beginning) and not _begins_with_somebody(beginning):
        return Part.REQUESTS
    return Part.ADDRESSEES if _ends_in_sending(head) or _begins_addressees(beginning) else Part.REQUESTS


def _begins_requests(text: str) -> bool:
    return vocabulary().sets["request_verbs"].at_start(text) is not None or bool(_points_inline().match(text))


@cache
def _points_inline() -> re.Pattern[str]:
    return re.compile(r"\(?(?:i|a|1)[.)]\s|[-•*]\s")


def _without_story(tail: str) -> str:
    """What follows a colon, without sentences behind it that reach nobody: "the Court, 1 High Road. Come early."."""
    for end in sentence_end().finditer(tail):
        rest = tail[end.end() :]
        words = rest.split()
        if len(words) > SHORTEST_PROSE // 2 and sum(word[0].islower() for word in words) * 2 > len(words):
            return tail if contacts_in(rest) else tail[: end.start() + 1]
    return tail


def _ends_in_sending(head: str) -> bool:
    """Whether a lead ends by saying where to send: "Letters should be addressed to"."""
    sending = list(vocabulary().sets["sending"].find(head))
    return bool(sending) and len(words_of(head[sending[-1].end :])) <= 2


def _at_colon(text: str) -> tuple[str, str, str]:
    """The lead, its colon, and what follows on the same line."""
    end = text.rstrip("\"”’'* ")
    if end.endswith(":"):
        return end.rstrip(":"), ":", ""
    head, colon, tail = text.partition(":")
    return (head, ":", tail.lstrip(": ")) if colon and tail.strip() and "//" not in tail[:3] else (text, "", "")


def _begins_addressees(text: str) -> bool:
    if _begins_with_somebody(text):
        return True
    piece = _first_piece(text)
    institutions = find_institutions(piece)
    return bool(institutions and institutions[0].start < 25) or any(
        contact.written for contact in contacts_in(text[:300])
    )


def _first_piece(text: str) -> str:
    return text[:160].partition(",")[0].partition(";")[0]


def _begins_with_somebody(text: str) -> bool:
    piece = _first_piece(text)
    offices = find_offices(piece)
    return bool(offices and offices[0].start < 25) or bool(read_person(piece).honorific)


def _by_phrase(line: Line, following: Line | None, now: Cut) -> Opening | None:
    """Sentences that report back, speak of the issuer, or end the appeal."""
    words = vocabulary()
    if len(line.text) > 400 or line.marker:
        return None
    listing = now.part in (Part.ADDRESSEES, Part.COPIES)
    if opens_letter(line.text) and (not listing or (following and _is_prose(following.text))):
        return Part.MODEL, line, None
    if _ends_part(line, now):
        return Part.END, None, line
    if words.says("reporting", line.text) and now.part is not Part.MODEL:
        return Part.REPORTING, None, line
    if words.opens("issuer_contact", line.text):
        return Part.ISSUER, None, line
    return None


def _is_prose(text: str) -> bool:
    """Whether a line is running text, as under the salutation of a letter; an address is shorter."""
    ended = text.rstrip().endswith((".", ":", ";", "?", "!")) or vocabulary().says("finite", text)
    return len(words_of(text)) >= SHORTEST_PROSE and ended and not contacts_in(text)


def _ends_part(line: Line, now: Cut) -> bool:
    words = vocabulary()
    if words.sets["placeholders"].whole(line.text.partition(",")[0].rstrip(" :_.")) and now.part is not Part.FRONT:
        return True
    if words.says("closings", line.text) or (
        now.part in (Part.MODEL, Part.ADDRESSEES, Part.COPIES) and words.opens("letter_closings", line.text)
    ):
        return True
    if now.part not in (Part.ADDRESSEES, Part.COPIES) or contacts_in(line.text):
        return False
    return is_deadline(line.text) or words.sets["not_a_title"].whole(line.text) is not None


def opens_letter(text: str) -> bool:
    """Whether a line is the salutation of a model letter, and not a greeting to the reader."""
    words = vocabulary()
    if words.opens("greetings", text) or not words.opens("letter_openings", text):
        return False
    bare = text.rstrip(" *_")
    ended = len(text) < 90 and bare.endswith((",", ":", "!")) and "," not in bare.rstrip(",")
    return ended or (len(words_of(text)) <= 7 and bare[-1:].isalpha() and words.opens("letter_greetings", text))


def _by_sending(line: Line, now: Cut) -> Opening | None:
    """A sentence that names addressees: "… asking for protests to be faxed to the police headquarters at 011-62-…"."""
    if now.part in (Part.ADDRESSEES, Part.COPIES, Part.ISSUER, Part.MODEL, Part.BACKGROUND) or line.marker:
        return None
    contacts = [contact for contact in contacts_in(line.text) if contact.written and contact.kind != "web"]
    if not contacts:
        return None
    known = [(found.start, found.end, False) for found in vocabulary().sets["sending"].find(line.text)]
    bare = [(found.start(), found.end(), True) for found in _to().finditer(line.text)] if _is_call(line.text) else []
    for start, end, needs_head in sorted(known + bare):
        rest = line.text[end:]
        begins = _begins_with_somebody(rest) if needs_head else _begins_addressees(rest)
        if begins and any(contact.start > end for contact in contacts):
            lead = replace(line, text=line.text[:start].strip())
            return Part.ADDRESSEES, lead, replace(line, text=rest if needs_head else line.text[start:], gap=True)
    return None


@cache
def _to() -> re.Pattern[str]:
    return re.compile(r"\s(?:to|à|au|a|al|an)\s(?=(?:the |den |die |le |la |el )?[A-ZÀ-Þ])")


def _is_call(text: str) -> bool:
    words = vocabulary()
    return words.opens("leads", text) or words.says("letters", text)


def _by_shape(line: Line, following: Line | None, now: Cut) -> Opening | None:
    """Lines that speak for themselves: an addressee on one line, the place and date under a text."""
    if now.part in (Part.ADDRESSEES, Part.COPIES):
        ends = is_dateline(line.text) or _is_story(line) or bool(line.level and following and _is_story(following))
        return (Part.END, None, line) if ends else None
    if now.part in (Part.ISSUER, Part.MODEL, Part.END):
        return None
    if now.part is Part.FRONT and not line.marker:
        return (Part.ADDRESSEES, None, line) if _ends_block(line, now.lines) else None
    if looks_addressed(line) or _ends_block(line, now.lines):
        return Part.ADDRESSEES, None, line
    if now.part is Part.REQUESTS and now.lines and is_dateline(line.text):
        return Part.END, None, line
    return None


def _ends_block(line: Line, before: Sequence[Line]) -> bool:
    """Whether a line of contacts ends a block of short lines that begins with somebody: an address under no heading."""
    if (
        line.gap
        or len(line.text) > 120
        or not any(c.written and c.kind in ("fax", "email") for c in contacts_in(line.text))
    ):
        return False
    for above in reversed(before[-8:]):
        if len(above.text) > 120 or above.marker or above.level:
            return False
        if _begins_with_somebody(above.text):
            return True
        if above.gap:
            return False
    return False


def _is_story(line: Line) -> bool:
    """A long paragraph in which nobody is reached: the list of addressees has ended."""
    return len(line.text) > 350 and not contacts_in(line.text)


def is_dateline(text: str) -> bool:
    """Whether a line is a place and a date, as under a press release: "Geneva-Paris, May 3, 2005"."""
    return len(text) < 60 and date_in(text) is not None and len(words_of(text)) <= 8
