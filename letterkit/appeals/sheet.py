"""What stands printed on the pages of a document: stretches of words with their places; heads and feet of pages."""

import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import cache

from letterkit.model.finding import Finding

_MARGIN = 0.13
"""The part of a page's height, above and below, in which heads and feet stand."""


@dataclass(slots=True)
class Run:
    """Words that stand side by side on one line; places in points from the lower left."""

    text: str
    left: float
    right: float
    baseline: float
    size: float
    order: int
    """The place of its first character in the file, which mostly is the order in which it is read."""


@dataclass(frozen=True)
class Page:
    """A page and what is printed on it."""

    number: int
    height: float
    runs: tuple[Run, ...]


@dataclass(frozen=True)
class Printed:
    """A line as it stands printed."""

    text: str
    page: int
    left: float
    right: float
    baseline: float
    size: float


@cache
def _patterns() -> dict[str, re.Pattern[str]]:
    return {
        "number": re.compile(r"\d+"),
        "page": re.compile(r"^\d{1,3}\b|\b\d{1,3}(?: ?[^\W\d]{0,4}/? ?\d{1,3})?$"),
    }


_Key = tuple[str, int]


def without_heads(pages: list[Page]) -> tuple[list[Page], list[Finding]]:
    """Leaves out what repeats at the head or foot of pages. A head is kept where it stands first, a foot where last."""
    places: dict[_Key, list[int]] = defaultdict(list)
    for page in pages:
        for key in dict.fromkeys(_key(run) for run in page.runs if _in_margin(page, run)):
            places[key].append(page.number)
    repeated = {key: on for key, on in places.items() if len(on) >= 2 and len(on) * 2 >= len(pages) - 1}
    kept = [_kept(page, repeated, len(pages)) for page in pages]
    left = sum(len(page.runs) for page in pages) - sum(len(page.runs) for page in kept)
    message = f"heads, feet and numbers of pages: {left} lines left out"
    return kept, [Finding(field="source", kind="ignored", message=message)] if left else []


def _kept(page: Page, repeated: dict[_Key, list[int]], count: int) -> Page:
    heads: list[Run] = []
    text: list[Run] = []
    feet: list[Run] = []
    for run in page.runs:
        inside = not _in_margin(page, run)
        above = run.baseline > page.height / 2
        if not inside and _numbers_page(run.text, page.number, count):
            continue
        if inside or _key(run) not in repeated:
            text.append(run)
        elif page.number == repeated[_key(run)][0 if above else -1]:
            (heads if above else feet).append(run)
    first = min((run.order for run in text), default=0) - len(heads)
    last = max((run.order for run in text), default=0) + 1
    heads = [replace(run, order=first + at) for at, run in enumerate(sorted(heads, key=_from_top))]
    feet = [replace(run, order=last + at) for at, run in enumerate(sorted(feet, key=_from_top))]
    return replace(page, runs=(*heads, *text, *feet))


def _from_top(run: Run) -> tuple[float, float]:
    return -run.baseline, run.left


def _in_margin(page: Page, run: Run) -> bool:
    return not _MARGIN * page.height < run.baseline < (1 - _MARGIN) * page.height


def _key(run: Run) -> _Key:
    """The words without the number of the page, and the height at which they stand."""
    return _patterns()["page"].sub("#", run.text.lower()), round(run.baseline / 4)


def _numbers_page(text: str, page: int, count: int) -> bool:
    """Whether a line only numbers the page: "3", "- 3 -", "Page 3 of 7"."""
    numbers = [int(number) for number in _patterns()["number"].findall(text[:40])]
    return len(text) < 24 and len(text.split()) <= 4 and numbers in ([page], [page, count])


def rows_of(runs: Iterable[Run]) -> list[list[Run]]:
    """Runs that stand on one baseline, from the top; those of a row from the left."""
    rows: list[list[Run]] = []
    for run in sorted(runs, key=lambda run: (-run.baseline, run.left)):
        if rows and abs(rows[-1][0].baseline - run.baseline) < 0.3 * min(run.size, rows[-1][0].size):
            rows[-1].append(run)
        else:
            rows.append([run])
    for row in rows:
        row.sort(key=lambda run: run.left)
    return rows
