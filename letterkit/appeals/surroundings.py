"""What stands around the text of a web page: elements that are left out, what lies outside its main part, menus."""

import re
from collections.abc import Iterable
from functools import cache
from itertools import groupby
from pathlib import Path

from letterkit.appeals.collector import Collector
from letterkit.appeals.given import Extract
from letterkit.appeals.lines import Line
from letterkit.appeals.markup import Tag
from letterkit.folders import read_data
from letterkit.model.finding import Finding

PROSE = 60
"""Characters of a stretch of text that is more than a caption."""
_LINKS_IN_A_ROW = 4


@cache
def elements(kind: str) -> frozenset[str]:
    """The names of one kind in ``page_parts.yaml``."""
    return frozenset(_data()[kind])


@cache
def _data() -> dict[str, list[str]]:
    data: dict[str, list[str]] = read_data(Path(__file__).parent / "page_parts.yaml")
    return data


@cache
def _unseen() -> re.Pattern[str]:
    return re.compile(r"display\s{0,5}:\s{0,5}none|visibility\s{0,5}:\s{0,5}hidden", re.IGNORECASE)


def is_around(tag: Tag, *, everything: bool) -> bool:
    """Whether an element is hidden, or stands around the text; ``everything`` keeps what only has the name of it."""
    told = tag.attributes
    if tag.name in elements("never"):
        return True
    if tag.name in elements("whole") or tag.name in elements("void"):
        return False
    if "hidden" in told or _unseen().search(told.get("style", "")[:500]):
        return True
    if everything:
        return False
    names = {*told.get("class", "")[:500].lower().split(), told.get("id", "").lower()}
    return (
        tag.name in elements("around_tags")
        or bool(names & elements("around_names"))
        or told.get("role", "") in elements("around_roles")
    )


def own_lines(collector: Collector, mains: Iterable[tuple[int, int]]) -> Extract:
    """The lines without menus, and without those outside the page's main parts where these hold most of the text."""
    lines = collector.lines
    main = sorted({place for start, end in mains for place in range(start, end)})
    holds_most = _size(lines, main) * 2 >= _size(lines, range(len(lines)))
    places = main if holds_most else list(range(len(lines)))
    around = len(lines) - len(places)
    findings = [_left_out(around, "around the page's own text", None)] if around else []
    kept: list[Line] = []
    for linked, run in groupby(places, key=lambda place: place in collector.links):
        block = list(run)
        if linked and len(block) >= _LINKS_IN_A_ROW and _size(lines, block) < PROSE * len(block):
            findings.append(_left_out(len(block), "that are nothing but links, a menu", lines[block[0]].number))
        else:
            kept += [lines[place] for place in block]
    return (kept, findings) if kept else (lines, [])


def _size(lines: list[Line], places: Iterable[int]) -> int:
    return sum(len(lines[place].text) for place in places)


def _left_out(count: int, which: str, line: int | None) -> Finding:
    return Finding(field="source", line=line, kind="ignored", message=f"{count} lines {which}: left out")
