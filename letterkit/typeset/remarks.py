"""What WeasyPrint says of the style sheets in a page, told as a finding on the line of the user's own file."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher

from letterkit.model.finding import Finding
from letterkit.styles import style_files
from letterkit.typeset.pages import nearest_property

STYLE = re.compile(r"<style[^>]*>(.*?)</style>", re.DOTALL)
PLACE = re.compile(r" at (\d+):\d+(?=[,.:]|$)")
IGNORED = re.compile(r"Ignored `(?P<name>[^:`]+):\s*(?P<value>[^`]*)`, (?P<why>.*?)\.?$", re.DOTALL)
QUOTED = re.compile(r"[`'](.+?)[`']|<AtRule (@[\w-]+)|base URI: (\S+)", re.DOTALL)


@dataclass(frozen=True)
class Source:
    """A file that may be at fault: its name, and its lines."""

    name: str
    lines: list[str]


def located(findings: Iterable[Finding], html: str) -> list[Finding]:
    """The findings on a page, each with the file and line of the user's template or style sheet it arose from."""
    files = [one for one in style_files() if one.edited and one.kind in ("style sheet", "template")]
    own = [Source(str(one.path), one.path.read_text(encoding="utf-8").split("\n")) for one in reversed(files)]
    return [_located(finding, own, html) for finding in findings]


def _located(finding: Finding, own: list[Source], html: str) -> Finding:
    place = PLACE.search(finding.message)
    message = finding.message.replace(place[0], "", 1) if place else finding.message
    said = finding.model_copy(update={"message": _said(message)})
    quoted = QUOTED.search(message)
    if not quoted:
        return said
    ignored = IGNORED.match(message)
    lines = list(_rendered(html, int(place[1]))) if place else []
    traced = ((file.name, _traced(ignored["name"], file.lines, lines)) for file in own if ignored)
    stated = ((file.name, _stated(quoted[quoted.lastindex or 0], file.lines)) for file in own)
    name, at = next(((name, at) for name, at in (*traced, *stated) if at is not None), (said.field, None))
    return said.model_copy(update={"field": name, "line": at})


def _said(message: str) -> str:
    ignored = IGNORED.match(message)
    if not ignored:
        return " ".join(message.split())
    near = nearest_property(ignored["name"]) if "unknown" in ignored["why"] else ""
    meant = f"; did you mean {near!r}?" if near else ""
    return f"“{ignored['name']}: {ignored['value'].strip()}” is ignored: {ignored['why']}{meant}"


def _rendered(html: str, number: int) -> Iterator[tuple[list[str], int]]:
    """The lines of each style sheet in a page that is as long, with the place of the line of that number in it."""
    for sheet in STYLE.findall(html):
        lines = sheet.split("\n")
        if number <= len(lines):
            yield lines, number - 1


def _traced(word: str, source: list[str], rendered: list[tuple[list[str], int]]) -> int | None:
    """The line of a file, from 1, that a line of the page came from, if both say the word."""
    for lines, at in rendered:
        for _, first, last, begin, end in SequenceMatcher(None, source, lines, autojunk=False).get_opcodes():
            there = first + at - begin
            if begin <= at < end and there < last and word in source[there] and word in lines[at]:
                return there + 1
    return None


def _stated(words: str, source: list[str]) -> int | None:
    """The first line of a file, from 1, that says the words, up to their first line's end, however they are spaced."""
    tight = "".join(words.partition("\n")[0].split())
    return next((number for number, line in enumerate(source, 1) if tight and tight in "".join(line.split())), None)
