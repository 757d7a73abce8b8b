"""A letter: the body, equal for all senders of one voice, and the sender's own parts."""

import re
from collections.abc import Iterator
from datetime import date
from typing import Any, Literal

from letterkit.model.record import CountryCode, Gender, LanguageCode, PlainName, Record

DEFAULT_LAYOUT = "plain"
"""No envelope is promised anything by it: for senders in countries of whose windows no norm was found."""


class Voice(Record):
    """The only facts of a sender on which a body may depend."""

    language: LanguageCode
    layout: PlainName
    country: CountryCode | None = None
    gender: Gender | None = None
    requests: tuple[int, ...] | None = None
    """Numbers of the chosen requests, from 1; None is all."""
    own_words: tuple[str, ...] = ()
    """The sender's own paragraphs."""
    enclosures: tuple[str, ...] = ()
    """What lies in the envelope beside the letter."""
    group: str | None = None
    """The letter-writing group as whose member the sender writes."""
    salutation: str | None = None
    """The sender's own salutation; it wins over any other."""
    wrote_on: date | None = None
    """The day of an earlier letter to the same addressee: this one follows it up."""
    room_for_a_line: bool = False
    """Whether room is left for a sentence by hand."""


MOST_REQUESTS = 999


def numbers_in(text: str) -> tuple[int, ...]:
    """The numbers of requests that ``1,3`` or ``2-4`` names; raises :class:`ValueError` for what names none."""
    parts = [part for part in re.split(r"[\s,;.+]+", re.sub(r"\s*[-–]\s*", "-", text)) if part]
    if not parts:
        raise ValueError(text)
    return tuple(number for part in parts for number in _numbers(part))


def _numbers(part: str) -> range:
    first, dash, last = part.partition("-")
    start, end = int(first), int(last if dash else first)
    if not 0 <= start <= end <= MOST_REQUESTS:
        raise ValueError(part)
    return range(start, end + 1)


class Paragraph(Record):
    """Running text in the letter's own words, or the sender's."""

    kind: Literal["paragraph"] = "paragraph"
    text: str


class Quotation(Record):
    """A paragraph of the appeal, verbatim, set off from the letter's own words that introduce it."""

    kind: Literal["quotation"] = "quotation"
    introduction: str
    text: str


class RequestList(Record):
    """The lead-in and the requests under it, verbatim, numbered in the letter's own style."""

    kind: Literal["requests"] = "requests"
    lead_in: str
    requests: tuple[str, ...]


Block = Paragraph | Quotation | RequestList


class Body(Record):
    """All that takes part in page breaking; hashable, so that equal bodies are laid out once."""

    language: LanguageCode
    layout: str
    route_note: str | None
    address: tuple[str, ...]
    subject: str
    salutation: str
    blocks: tuple[Block, ...]
    room_for_a_line: bool = False
    """Room above the close for a sentence by hand."""
    close: str
    continuation: str
    """What stands at the head of the pages after the first: to whom, and the date."""
    page: str
    """How pages are counted there: ``Page {n} of {m}``."""
    names: tuple[str, ...] = ()
    """Names that stay on one line wherever they stand."""
    copies_label: str = ""
    copies: tuple[str, ...] = ()
    enclosures_label: str = ""
    enclosures: tuple[str, ...] = ()


class SenderParts(Record):
    """What differs from sender to sender: lines for four slots of fixed size, never in the flow."""

    letterhead: tuple[str, ...]
    return_address: str
    place_and_date: str
    signature: tuple[str, ...]
    logo: str | None = None
    """The file of the sender's logo."""
    logo_text: str | None = None
    by_hand: bool = False
    """Whether these are labels of lines that somebody writes on by hand: nobody knows yet who signs."""


class Letter(Record):
    """A finished letter: to whom (the addressee's id), what, and from whom."""

    addressee: str
    body: Body
    parts: SenderParts

    @property
    def texts(self) -> Iterator[str]:
        """Every text that the letter shows."""
        return _texts((self.body.model_dump(), self.parts.model_dump(exclude={"logo", "logo_text"})))


def _texts(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict | tuple):
        for part in value.values() if isinstance(value, dict) else value:
            yield from _texts(part)
