"""A page's source → tags and text with their lines, in time that grows with its length whatever it holds.

The standard library's parser looks through the rest of the page again at each mark that is never closed.
"""

import html
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache

RAW = frozenset(["script", "style", "textarea", "title", "xmp", "iframe", "noembed", "noframes"])
"""What stands in these is not markup."""
LONGEST_TAG = 2_000_000
MOST_ATTRIBUTES = 60


@dataclass(frozen=True)
class Tag:
    """A tag that opens or closes an element."""

    name: str
    number: int
    """The line of the source."""
    closes: bool = False
    attributes: dict[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Words:
    """Text between tags, with its entities resolved."""

    text: str
    number: int


@cache
def _patterns() -> dict[str, re.Pattern[str]]:
    return {
        "name": re.compile(r"[a-zA-Z][^\s/>]{0,60}"),
        "attribute": re.compile(
            r"([^\s\"'<>/=]{1,80})(?:\s{0,20}=\s{0,20}(?:\"([^\"]*)\"|'([^']*)'|([^\s\"'<>`]{1,5000})))?"
        ),
        "end": re.compile(r"[>\"']"),
    }


def parts_of(source: str) -> Iterator[Tag | Words]:
    """The tags and the text of a page, in order; comments and declarations are left out."""
    return _Scanner(source).parts()


class _Scanner:
    """Walks through the source once. What was looked for in vain is remembered, and not looked for again."""

    def __init__(self, source: str) -> None:
        self._source = source
        self._vain: dict[str, int] = {}
        self._trusts_quotes = True
        self._counted = 0
        self._number = 1

    def parts(self) -> Iterator[Tag | Words]:
        at, text_from, size = 0, 0, len(self._source)
        while at < size:
            at = self._find("<", at)
            if at < 0:
                break
            end, tag = self._mark(at)
            if end < 0:
                at += 1
                continue
            if at > text_from:
                yield self._words(text_from, at)
            if tag:
                yield tag
                if tag.name in RAW and not tag.closes:
                    close = self._raw_end(tag.name, end)
                    yield self._words(end, close)
                    end = close
            at = text_from = end
        if text_from < size:
            yield self._words(text_from, size)

    def _find(self, what: str, start: int) -> int:
        if start >= self._vain.get(what, len(self._source) + 1):
            return -1
        found = self._source.find(what, start)
        if found < 0:
            self._vain[what] = start
        return found

    def _line(self, at: int) -> int:
        self._number += self._source.count("\n", self._counted, at)
        self._counted = max(at, self._counted)
        return self._number

    def _words(self, start: int, end: int) -> Words:
        number = self._line(start)
        return Words(html.unescape(self._source[start:end]), number)

    def _mark(self, at: int) -> tuple[int, Tag | None]:
        """Where the mark that begins here ends, and the tag that it is; -1 when it is only a sign in the text."""
        source = self._source
        if source.startswith("<!--", at):
            end = self._find("-->", at + 4)
            return (end + 3, None) if end >= 0 else (len(source), None)
        if source.startswith(("<!", "<?"), at):
            end = self._find(">", at)
            return (end + 1, None) if end >= 0 else (-1, None)
        closes = source.startswith("/", at + 1)
        name = _patterns()["name"].match(source, at + 1 + closes)
        if not name:
            return -1, None
        end = self._tag_end(name.end())
        if end < 0:
            return -1, None
        attributes = {} if closes or end - name.end() < 3 else _attributes(source[name.end() : end])
        return end + 1, Tag(name[0].lower(), self._line(at), closes, attributes)

    def _tag_end(self, at: int) -> int:
        """Where a tag's ``>`` stands; one within quotation marks does not end it."""
        first = self._find(">", at)
        if first < 0 or not self._trusts_quotes:
            return first
        limit = at + LONGEST_TAG
        while found := _patterns()["end"].search(self._source, at, limit):
            if found[0] == ">":
                return found.start()
            after_equals = self._source[max(at - 1, found.start() - 3) : found.start()].rstrip().endswith("=")
            close = self._find(found[0], found.end()) if after_equals else found.start()
            if close < 0:
                break
            at = close + 1
        self._trusts_quotes = False
        return first

    def _raw_end(self, name: str, start: int) -> int:
        """Where the closing tag of an element without markup stands."""
        at = start if start < self._vain.get(name, len(self._source)) else len(self._source)
        while (at := self._find("</", at)) >= 0:
            if self._source[at + 2 : at + 2 + len(name)].lower() == name:
                return at
            at += 2
        self._vain.setdefault(name, start)
        return len(self._source) if name in ("script", "style") else start


def _attributes(source: str) -> dict[str, str]:
    found: dict[str, str] = {}
    for match in _patterns()["attribute"].finditer(source):
        if len(found) >= MOST_ATTRIBUTES:
            break
        value = match[2] or match[3] or match[4] or ""
        found.setdefault(match[1].lower(), html.unescape(value) if "&" in value else value)
    return found
