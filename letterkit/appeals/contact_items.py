"""Telephone numbers, e-mail addresses and pages in a line, before anybody asks what they are for."""

import re
from collections.abc import Iterable
from functools import cache
from typing import NamedTuple

from letterkit.appeals.national_numbers import americans_in
from letterkit.appeals.vocabulary import vocabulary

LEAST_FIGURES = 5
"""Figures of the shortest number; fewer are a year, a sum or a house."""


class Item(NamedTuple):
    """A number, an e-mail address, a page or a label: what it is, and ``text[start:end]`` of its line."""

    start: int
    end: int
    kind: str
    text: str


_AT = r"(?:\([aA][tT]\)|\[[aA][tT]\]|\{[aA][tT]\}|<[aA][tT]>|_[aA][tT]_)"
_DOT = r"(?:\([dD][oO][tT]\)|\[[dD][oO][tT]\]|\{[dD][oO][tT]\})"
_STRUDEL = r"(?:arroba|ARROBA|arobase|AROBASE|chiocciola)"
"""By which addresses are hidden from robots; bare words only where they can't be words of a sentence."""


@cache
def _patterns() -> dict[str, re.Pattern[str]]:
    one_of = vocabulary().one_of
    area = r"(?:0\d{1,5}|(?:00)?\d{1,3}[ ]?/[ ]?\d{1,4})\)?[ ]?/[ ]?"
    lead = rf"(?:\+{{1,2}}[ \u00a0]?\(?|\()?(?:{area})?"
    digits = rf"{lead}\d[\d \u00a0().\-–‑]{{3,40}}\d(?:/\d[\d -]{{1,14}}\d)?"
    return {
        "number": re.compile(
            rf"(?<![\w@.])(?:\(\+\d{{1,4}}\)[ ]?)?{digits}(?:[-. ]?[OoIl]{{1,4}}\d{{1,6}}\b)?"
            r"(?:[ ]?/[ ]?\d{1,4}(?![\d \-–]*\d|\w))?"
            rf"(?:[ ,]{{0,2}}\(?(?i:{one_of('extension')})\b[.: ]{{0,2}}\d{{1,5}}\)?)?(?![\w@])"
        ),
        "email": re.compile(
            rf"[\w.+'-]{{1,64}}(?:\s?(?:@|{_AT})\s?|\s(?:AT|{_STRUDEL})\s)[\w-]{{1,63}}"
            rf"(?:(?:\.|\s?{_DOT}\s?|\s(?:DOT|PUNKT)\s)[\w-]{{1,63}}){{1,5}}"
        ),
        "at": re.compile(rf"\s?{_AT}\s?|\s(?:AT|{_STRUDEL})\s"),
        "dot": re.compile(rf"\s?{_DOT}\s?|\s(?:DOT|PUNKT)\s"),
        "web": re.compile(r"(?:https?://|www\.)[^\s<>\"]{2,300}"),
    }


def items_in(text: str) -> list[Item]:
    """Addresses and numbers; what lies inside an address is no number."""
    items: list[Item] = []
    if any(sign in text for sign in ("@", "at", "AT", "At", "aro", "ARO", "chioc")):
        items += [Item(m.start(), m.end(), "email", m[0].strip(".'-")) for m in _patterns()["email"].finditer(text)]
    if "www" in text or "http" in text:
        webs = [Item(m.start(), m.end(), "web", m[0]) for m in _patterns()["web"].finditer(text)]
        items += [web for web in webs if not is_inside(web, items)]
    numbers = (
        item for m in _patterns()["number"].finditer(text) for item in _apart(Item(m.start(), m.end(), "number", m[0]))
    )
    items += [n for n in numbers if sum(c.isdigit() for c in n.text) >= LEAST_FIGURES and not is_inside(n, items)]
    return sorted(items)


def _apart(item: Item) -> list[Item]:
    """Numbers of North America that only a space parts: "(404)-555-0110 (404)-555-0111"."""
    spans = americans_in(item.text)
    found = [Item(item.start + start, item.start + end, item.kind, item.text[start:end]) for start, end in spans]
    return found if len(found) > 1 else [item]


def as_email(written: str) -> str:
    """An e-mail address as a mail program takes it: ``ada [at] example DOT org`` is ``ada@example.org``."""
    plain = _patterns()["dot"].sub(".", _patterns()["at"].sub("@", written, count=1))
    return "".join(plain.split()).replace("'", "")


def is_inside(item: Item, others: Iterable[Item]) -> bool:
    """Whether a stretch shares a character with one of the others."""
    return any(other.start < item.end and item.start < other.end for other in others)
