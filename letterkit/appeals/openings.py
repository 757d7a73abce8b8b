"""What begins on a line: a heading, a lead to requests or addressees, a sentence that tells its part, a line's shape."""

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


@cache
def sentence_end() -> re.Pattern[str]:
    return re.compile(r"(?<=[\w)\"”'])\.\s+(?=[A-ZÀ-Þ])")


Opening = tuple[Part, Line | None, Line | None]


def opening_of(line: Line, following: Line | None, now: Cut) -> Opening | None:
    """(the part that begins, the line that opens it, the line that is its first); None when it goes on with what is."""
    return (
        _by_heading(line)
        or _by_lead(line, following, now)
        or _by_phrase(line, now)
        or _by_sending(line, now)
        or _by_shape(line, following, now)
    )


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
        return part, heading, None
    short = len(text) <= LONGEST_HEADING and len(words_of(text)) <= 2 * len(words_of(heading.text)) + 1
    marked = text.isupper() or text.endswith(":")
    if (line.level > 1 and len(text) <= LONGEST_HEADING) or (short and (marked or line.level) and ":" not in rest[:-1]):
        return part, line, None
    return None


def _heading_with_more(line: Line, heading: Line, part: Part, rest: str) -> Opening | None:
    """A heading and the first of its part on one line; without a colon only "Copies to" may have more."""
    after = rest.lstrip(" .-–").removeprefix(":").lstrip(" :")
    if rest.lstrip(" .").startswith(":") and len(heading.text) <= LONGEST_HEADING:
        return part, heading, replace(line, text=after, level=0)
    if part is not Part.COPIES or line.level:
        return None
    sentence = rest if contacts_in(rest) else sentence_end().split(rest)[0]
    return part, heading, replace(line, text=sentence)


def _by_lead(line: Line, following: Line | None, now: Cut) -> Opening | None:
    """A sentence that ends in a colon and asks to write: what comes after the colon tells to what it leads."""
    head, colon, tail = _at_colon(line.text)
    if not colon or len(head) > LONGEST_LEAD or not vocabulary().says("leads", head):
        return None
    if now.part is Part.REQUESTS and line.marker:
        return None
    lead = replace(line, text=head + colon, marker="", level=0)
    rest = replace(line, text=tail, gap=True, marker="", level=0) if tail else None
    next_text = tail or (following.text if following else "")
    part = Part.ADDRESSEES if _begins_addressees(next_text) else Part.REQUESTS
    return part, lead, rest


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


def _by_phrase(line: Line, now: Cut) -> Opening | None:
    """Sentences that report back, speak of the issuer, or end the appeal."""
    words = vocabulary()
    if len(line.text) > 400 or line.marker:
        return None
    if opens_letter(line.text) and now.part not in (Part.ADDRESSEES, Part.COPIES):
        return Part.MODEL, line, None
    if _ends_part(line, now):
        return Part.END, None, line
    if words.says("reporting", line.text) and now.part is not Part.MODEL:
        return Part.REPORTING, None, line
    if words.opens("issuer_contact", line.text):
        return Part.ISSUER, None, line
    return None


def _ends_part(line: Line, now: Cut) -> bool:
    words = vocabulary()
    if words.says("closings", line.text) or (now.part is Part.MODEL and words.opens("letter_closings", line.text)):
        return True
    listing = now.part in (Part.ADDRESSEES, Part.COPIES)
    return listing and is_deadline(line.text) and not contacts_in(line.text)


def opens_letter(text: str) -> bool:
    """Whether a line is the salutation of a model letter, and not a greeting to the reader."""
    words = vocabulary()
    short = len(text) < 90 and text.rstrip(" *_").endswith((",", ":", "!")) and "," not in text.rstrip(" ,*_")
    return short and words.opens("letter_openings", text) and not words.opens("greetings", text)


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
