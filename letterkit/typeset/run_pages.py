"""Many letters as pages of one file: each distinct body is laid out once, each sender's lines are set once."""

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from letterkit.errors import LetterkitError, MissingHere, Problem
from letterkit.model.finding import Finding
from letterkit.model.letter import Letter, SenderParts
from letterkit.typeset.content import Cut, unmarked
from letterkit.typeset.laying_out import LaidOut, Shape, lay_out, shape_of
from letterkit.typeset.layouts import Layout, layout
from letterkit.typeset.letter_page import letter_html, letter_pages
from letterkit.typeset.letters import cuts_of
from letterkit.typeset.pages import Glyphs, Painted, paint
from letterkit.typeset.remarks import located
from letterkit.typeset.setting import Manner, Way, glyphs_for, manner_of, set_parts
from letterkit.typeset.slots import sender_types

REFERENCE = re.compile(rb"\b(\d+) 0 R\b")
RESOURCES = re.compile(rb"/Resources (\d+) 0 R")
PAPER = re.compile(rb"/MediaBox (\[[^\]]*\])")
NO_LINES = 0
"""The number of the lines of a letter that was laid out as a whole."""


@dataclass(frozen=True)
class PagesOf:
    """The pages of a body: each one's paper as a PDF array, and its content cut at the sender's lines."""

    papers: tuple[bytes, ...]
    cuts: tuple[Cut, ...]


@dataclass(frozen=True)
class RunPages:
    """Letters that are set, before they are put into a file.

    ``letters`` gives for each the number of its body in ``bodies`` and of its sender's lines in ``lines``; None for one
    that can't be set; what is wrong with it is in ``faults`` by the letter's number. ``objects`` are what the pages
    draw with, all of it below ``resources``. ``ways``: how many letters came about in which way; ``findings``: what
    was noted of the group's own templates on the way.
    """

    letters: tuple[tuple[int, int] | None, ...]
    bodies: tuple[PagesOf, ...]
    lines: tuple[tuple[bytes, ...], ...]
    objects: Mapping[int, bytes]
    resources: int
    ways: Mapping[Way, int] = field(default_factory=dict)
    faults: Mapping[int, tuple[Problem, ...]] = field(default_factory=dict)
    findings: tuple[Finding, ...] = ()

    def count(self, number: int) -> int:
        """How many pages a letter has; none where it can't be set."""
        place = self.letters[number]
        return len(self.bodies[place[0]].papers) if place else 0


def set_run(letters: Sequence[Letter]) -> RunPages:
    """Sets letters together; one that can't be set never stops the others."""
    return _set(letters, frozenset())


def pages_of(document: Any) -> RunPages:
    """A document that is no letter as pages of a run: its one body has no gaps."""
    painted, _ = paint([document])
    papers = papers_of(painted, painted.pages)
    cuts = tuple((unmarked(content),) for content in painted.streams)
    return in_run(((0, NO_LINES),), [PagesOf(papers, cuts)], [()], painted)


def with_pages(pages: RunPages, count: int) -> RunPages:
    """What :func:`pages_of` gave, with empty pages at its end until it has so many."""
    (body,) = pages.bodies
    more = count - len(body.papers)
    filled = PagesOf((*body.papers, *body.papers[-1:] * more), (*body.cuts, *((b"",),) * more))
    return replace(pages, bodies=(filled,))


def in_run(
    placed: Sequence[tuple[int, int] | None],
    bodies: Sequence[PagesOf],
    lines: Sequence[tuple[bytes, ...]],
    painted: Painted,
) -> RunPages:
    """Pages of a run that draw with what was painted."""
    resources = _number(RESOURCES, painted.objects[painted.pages[0]])
    return RunPages(tuple(placed), tuple(bodies), tuple(lines), below(painted.objects, resources), resources)


def _set(letters: Sequence[Letter], uncut: frozenset[int]) -> RunPages:
    run = _Run(letters, uncut)
    placed = tuple(run.add(number, letter) for number, letter in enumerate(letters))
    if not run.laid:
        return RunPages(placed, (), (), {}, 0, faults=run.faults)
    painted, _ = paint([one.document for one in run.laid], run.glyphs)
    bodies = tuple(_bodies(run.laid, painted))
    bad = frozenset(
        id(one.laid.body) for one, pages in zip(run.laid, bodies, strict=True) if one.laid and not pages.cuts
    )
    if bad - uncut:
        return _set(letters, uncut | bad)
    pages = in_run(placed, bodies, run.lines, painted)
    return replace(pages, ways=run.ways, faults=run.faults, findings=tuple(_findings(run.laid)))


def _findings(laid: Sequence["_Laid"]) -> Iterable[Finding]:
    """What was noted of the bodies, each thing once."""
    noted = (one.laid for one in laid if one.laid and one.laid.findings)
    return dict.fromkeys(finding for one in noted for finding in located(one.findings, one.html))


@dataclass(frozen=True)
class _Laid:
    """Pages that go into the run: those of a body for many senders, or of one letter as a whole."""

    document: Any
    laid: LaidOut | None = None
    manner: Manner | None = None


class _Run:
    """Letters while they are set. What is theirs in common is known by what it is, not looked up by its text."""

    def __init__(self, letters: Sequence[Letter], uncut: frozenset[int]) -> None:
        self.glyphs: Glyphs = glyphs_for({id(one.parts): one.parts for one in letters}.values())
        self.laid: list[_Laid] = []
        self.lines: list[tuple[bytes, ...]] = [()]
        self.ways: Counter[Way] = Counter()
        self.faults: dict[int, tuple[Problem, ...]] = {}
        self._uncut = uncut
        self._longest = _longest(letters)
        self._bodies: dict[tuple[int, bool, int], int] = {}
        self._manners: dict[Manner, int] = {}
        self._manner_of: list[int] = []
        self._set: dict[tuple[int, int], tuple[int, Way]] = {}
        self._wholes: dict[tuple[int, int], int] = {}

    def add(self, number: int, letter: Letter) -> tuple[int, int] | None:
        """Sets a letter; gives the numbers of its pages and of its sender's lines."""
        try:
            body = self._body(letter)
            key = (id(letter.parts), self._manner_of[body])
            lines, way = self._set.get(key) or self._lines(key, letter.parts, body)
            if lines == NO_LINES:
                body = self._whole(letter, body)
        except MissingHere:
            raise
        except LetterkitError as error:
            self.faults[number] = error.problems
            return None
        self.ways[way] += 1
        return body, lines

    def _body(self, letter: Letter) -> int:
        parts = letter.parts
        key = (id(letter.body), bool(parts.return_address), len(parts.signature))
        found = self._bodies.get(key)
        if found is None:
            shape = replace(shape_of(parts, layout(letter.body.layout)), letterhead=self._longest[letter.body.layout])
            laid = lay_out(letter.body, shape)
            found = self._bodies[key] = self._added(_Laid(laid.document, laid, manner_of(laid)))
        return found

    def _lines(self, key: tuple[int, int], parts: SenderParts, body: int) -> tuple[int, Way]:
        """Sets a sender's parts for bodies of one manner, with nothing for the lines that only others have."""
        laid = self.laid[body].laid
        mine = set_parts(parts, laid, self.glyphs) if laid and id(laid.body) not in self._uncut else None
        if mine is None or laid is None:
            self._set[key] = NO_LINES, "whole"
            return self._set[key]
        self.glyphs = mine.glyphs or self.glyphs
        head = len(parts.letterhead)
        missing = (b"",) * (laid.shape.letterhead - head)
        self.lines.append((*mine.lines[:head], *missing, *mine.lines[head:]))
        self._set[key] = len(self.lines) - 1, mine.way
        return self._set[key]

    def _whole(self, letter: Letter, body: int) -> int:
        key, laid = (id(letter.parts), body), self.laid[body].laid
        assert laid is not None
        if key not in self._wholes:
            self._wholes[key] = self._added(_Laid(letter_pages(letter, letter_html(letter, laid.fit))))
        return self._wholes[key]

    def _added(self, laid: _Laid) -> int:
        self.laid.append(laid)
        manner = laid.manner
        self._manner_of.append(self._manners.setdefault(manner, len(self._manners)) if manner else -1)
        return len(self.laid) - 1


def _longest(letters: Sequence[Letter]) -> dict[str, int]:
    """By layout, how many lines the longest letterhead of the letters has that its slot holds at all."""
    lengths: dict[str, set[int]] = {}
    for one in letters:
        lengths.setdefault(one.body.layout, set()).add(len(one.parts.letterhead))
    return {name: max((one for one in found if _fits(one, layout(name))), default=1) for name, found in lengths.items()}


def _fits(lines: int, place: Layout) -> bool:
    try:
        sender_types(Shape(lines, False, 1).trial, place)
    except LetterkitError:
        return False
    return True


def _bodies(laid: Sequence[_Laid], painted: Painted) -> Iterable[PagesOf]:
    """The pages of each body; without cuts where the sender's lines can't be told from the rest."""
    at = 0
    for one in laid:
        count = len(one.document.pages)
        contents = [unmarked(content) for content in painted.streams[at : at + count]]
        papers = papers_of(painted, painted.pages[at : at + count])
        cuts = cuts_of(one.laid, contents, painted) if one.laid else tuple((content,) for content in contents)
        yield PagesOf(papers, cuts or ())
        at += count


def below(objects: Mapping[int, bytes], number: int) -> dict[int, bytes]:
    """An object and all that it refers to, by their numbers."""
    found: dict[int, bytes] = {}
    due = [number]
    while due:
        number = due.pop()
        if number not in found:
            found[number] = objects[number]
            due += map(int, REFERENCE.findall(_entries(objects[number])))
    return found


def renumbered(body: bytes, numbers: Mapping[int, int]) -> bytes:
    """An object that refers to others by new numbers."""
    entries = _entries(body)
    return REFERENCE.sub(lambda one: b"%d 0 R" % numbers[int(one[1])], entries) + body[len(entries) :]


def _entries(body: bytes) -> bytes:
    """An object without the data of a stream, in which anything may stand."""
    entries, _, _ = body.partition(b"stream\n")
    return entries


def papers_of(painted: Painted, pages: Sequence[int]) -> tuple[bytes, ...]:
    """The paper of each page as a PDF array."""
    found = (PAPER.search(painted.objects[page]) for page in pages)
    return tuple(one[1] for one in found if one)


def _number(pattern: re.Pattern[bytes], body: bytes) -> int:
    found = pattern.search(body)
    assert found is not None
    return int(found[1])
