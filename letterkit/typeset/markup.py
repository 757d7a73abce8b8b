"""Text → HTML and CSS: what stays on one line, and what must stay text wherever it stands."""

import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator
from html import escape

from letterkit.protocol.offices import find_honorifics

NAME_AFTER_TITLE = re.compile(
    r"\.?[ \u00a0][^\W\d_a-z][^\s,;:.]{0,24}(?:[ \u00a0][^\W\d_a-z][^\s,;:.]{0,12}){0,2}(?![^\s,;:.])"
)
"""Up to three words of a name after a courtesy title."""
HYPHENATED = r"[^\s-]{1,24}(?:-[^\s-]{1,24})+"
LONGEST_TOGETHER = 32
"""Characters: a longer name that stayed on one line would tear too large a hole into the one before."""


class Safe(str):
    """Text that was made safe for its place, which the template must not escape again."""

    __slots__ = ()

    def __html__(self) -> str:
        return self


def css_string(text: str) -> str:
    """A text as a string of CSS that can't end early; CSS takes the blank after an escape for the escape's end."""
    return Safe('"' + "".join(c if c.isalnum() or c == " " else f"\\{ord(c):x} " for c in text) + '"')


def page_counter(page: str) -> str:
    """``Page {n} of {m}`` as the value of CSS ``content``; what a wording file says stays text."""
    counters = {"{n}": "counter(page)", "{m}": "counter(pages)"}
    pieces = [piece for piece in re.split(r"(\{[nm]\})", page) if piece]
    return Safe(" ".join(counters.get(piece) or css_string(piece) for piece in pieces))


def font_family(names: Iterable[str]) -> str:
    """Families of fonts as the value of CSS ``font-family``."""
    return Safe(", ".join(map(css_string, names)))


def direction(text: str) -> str:
    """``rtl`` or ``ltr``, by the first letter that has a direction."""
    directions = (unicodedata.bidirectional(character) for character in text)
    return "rtl" if next((one for one in directions if one in ("L", "R", "AL")), "L") != "L" else "ltr"


def unbroken(names: Iterable[str]) -> Callable[[str], str]:
    """What makes HTML of a text whose hyphenated words, names, and titles with their names stay on one line.

    The blanks in it stay blanks, so that a request copied out of a PDF is the appeal's. A word that is broken at its
    own hyphen couldn't be told there from a hyphenated one.
    """
    known = sorted((re.escape(name) for name in names if " " in name and len(name) <= LONGEST_TOGETHER), key=len)
    words = re.compile("|".join((*reversed(known), HYPHENATED)))

    def html(text: str) -> str:
        pieces, end = [], 0
        for start, stop in _joined([*_titled(text), *(match.span() for match in words.finditer(text))]):
            pieces += [escape(text[end:start]), f'<span class="unbroken">{escape(text[start:stop])}</span>']
            end = stop
        return Safe("".join([*pieces, escape(text[end:])]))

    return html


def _titled(text: str) -> Iterator[tuple[int, int]]:
    """Where a courtesy title stands with a name behind it."""
    for title in find_honorifics(text):
        name = NAME_AFTER_TITLE.match(text, title.end)
        if name and text[title.start].isupper():
            yield title.start, name.end()


def _joined(spans: list[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """Spans in order; those that overlap are one."""
    start = stop = 0
    for one, other in sorted(spans):
        if one >= stop:
            if stop > start:
                yield start, stop
            start, stop = one, other
        stop = max(stop, other)
    if stop > start:
        yield start, stop
