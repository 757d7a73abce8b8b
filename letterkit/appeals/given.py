"""What was given to be read, and what reading it yields; and a title that stands outside the text."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from letterkit.appeals.around import LONGEST_SITE, TOP
from letterkit.appeals.codes import code_in
from letterkit.appeals.lines import Line
from letterkit.appeals.titles import is_letterhead, is_series, title_in
from letterkit.model.finding import Finding
from letterkit.protocol.phrases import fold, words_of


@dataclass(frozen=True)
class Given:
    """A document's bytes, its name, and the encoding that whoever sent it declared."""

    data: bytes
    name: str
    charset: str | None = None


Extract = tuple[list[Line], list[Finding]]
"""The lines of a document, and what was found while reading its bytes."""


@cache
def _marks() -> re.Pattern[str]:
    """The marks that mail programs and lists put before a subject."""
    return re.compile(r"(?:(?:re|fwd?|wg|aw|tr|rv|enc|ref|i)\s?(?:\[\d\])?\s?:\s*|\[[^\]]{1,40}\]\s*)+", re.IGNORECASE)


def _without_series(title: str) -> str:
    """A subject without "URGENT ACTION:" before it."""
    before, _, after = title.partition(": ")
    return after if len(words_of(after)) > 2 and is_series(before) else title


def with_title(lines: list[Line], title: str, number: int) -> list[Line]:
    """Lines under a subject or a page's title, where the text has no title as good, or lacks the code in it."""
    title = _without_series(" ".join(_marks().sub("", title.strip(), count=1).split())) if title else ""
    if not title or len(title) > 200 or not lines:
        return lines
    said = [" ".join(word.folded for word in words_of(line.text)) for line in lines[:25]]
    if any(" ".join(word.folded for word in words_of(title)) in line for line in said):
        return lines
    line = Line(number, title, gap=True)
    own = title_in(lines)
    best = next((one for one in lines if own and one.number == own.line), None)
    better = best is None or title_in([best, line]) not in (None, own)
    if better or (code_in([line]) and not code_in(lines)):
        return [line, *lines]
    return lines


@cache
def _site() -> re.Pattern[str]:
    """The mark between the title of a page and the name of its site."""
    return re.compile(r"\s{1,3}[|»–—-]\s{1,3}")


def page_headline(title: str, lines: Sequence[Line]) -> str:
    """Of a web page's title what is its headline: without the name of the site, before or behind a mark.

    Empty where the page's text has that headline itself.
    """
    pieces = _site().split(title)
    said = {fold(line.text.strip()) for line in lines[:TOP]}
    unsaid = [piece for piece in pieces if fold(piece.strip()) not in said]
    if len(unsaid) == len(pieces):
        return " - ".join(pieces[:-1]) if len(pieces) > 1 and len(pieces[-1]) <= LONGEST_SITE else title
    own = title_in(lines)
    headed = own is not None and fold(own.value) in {fold(piece.strip()) for piece in pieces if piece not in unsaid}
    return "" if not unsaid or (headed and own and not is_letterhead(own.value)) else " - ".join(unsaid)
