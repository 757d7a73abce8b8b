"""The lines of a printed page in the order in which they are read: columns one after another, rows of a table whole.

The order in the file is right for most programs that write PDFs. It is left only where a gap runs down the page.
"""

import re
from collections import Counter
from collections.abc import Callable, Iterator
from functools import cache
from itertools import groupby, pairwise

from letterkit.appeals.sheet import Page, Printed, Run, rows_of

FEWEST_ROWS = 3
MOST_RUNS = 3000
"""Of a page that is laid out at all; one with more is a drawing, or made to keep us busy."""


@cache
def _sign() -> re.Pattern[str]:
    """The sign of a list that stands by itself before its line."""
    return re.compile(r"(?:[•·‣▪►●○■□◦*–—-]|\(?(?:[ivxl]{1,6}|[a-zA-Z]|\d{1,2})[.)])")


def in_reading_order(page: Page) -> list[Printed]:
    """The lines of a page, from first to last."""
    if len(page.runs) > MOST_RUNS:
        return list(_lines(page, _as_drawn(list(page.runs))))
    runs = _with_signs(_pieced(page.runs))
    return [line for group in _groups(runs) for line in _lines(page, group)]


def _pieced(runs: tuple[Run, ...]) -> list[Run]:
    """Joins what stands close by on one line, in whatever order it was drawn: a name in bold, say."""
    joined: list[Run] = []
    for row in rows_of(runs):
        last: Run | None = None
        for run in row:
            if last and -last.size < run.left - last.right < 0.6 * last.size:
                space = "" if run.left - last.right < 0.12 * last.size else " "
                longer = last if len(last.text) >= len(run.text) else run
                order = min(last.order, run.order) if space == "" else longer.order
                last.text, last.right, last.order = f"{last.text}{space}{run.text}", max(last.right, run.right), order
            else:
                last = run
                joined.append(run)
    return joined


def _with_signs(runs: list[Run]) -> list[Run]:
    """Puts the sign of a list before the words on its right; many programs draw all signs at the end."""
    kept: list[Run] = []
    for row in rows_of(runs):
        sign: Run | None = None
        for run in row:
            if sign and run.left - sign.right < 5 * run.size:
                run.text, run.left = f"{sign.text} {run.text}", sign.left
                kept.remove(sign)
            sign = run if _sign().fullmatch(run.text) else None
            kept.append(run)
    return kept


Rows = list[list[Run]]


def _groups(runs: list[Run], ordered: Callable[[list[Run]], Rows] | None = None) -> Iterator[Rows]:
    """Stretches of the page, each as rows in reading order; ``ordered`` makes rows where there are no columns."""
    ordered = ordered or _as_drawn
    gutter = _gutter(runs)
    if gutter is None:
        yield ordered(runs)
        return
    for members in _bands(runs, gutter):
        left, right = _sides(members, gutter)
        if not _stand_side_by_side(left, right):
            yield ordered(members)
        elif _are_columns(left, right):
            yield from _groups(left, rows_of)
            yield from _groups(right, rows_of)
        elif _in_step(left, right):
            yield rows_of(members)
        else:
            yield ordered(members)


def _bands(runs: list[Run], gutter: float) -> Iterator[list[Run]]:
    """Stretches of the page from the top, cut at lines that cross the gutter."""
    for _, band in groupby(rows_of(runs), key=lambda row: any(run.left < gutter < run.right for run in row)):
        yield [run for row in band for run in row]


def _sides(runs: list[Run], gutter: float) -> tuple[list[Run], list[Run]]:
    return [run for run in runs if run.right <= gutter], [run for run in runs if run.left >= gutter]


def _stand_side_by_side(left: list[Run], right: list[Run]) -> bool:
    """Whether there are lines on both sides, at the same height of the page."""
    if min(len(left), len(right)) < FEWEST_ROWS:
        return False
    below, above = min(run.baseline for run in left), max(run.baseline for run in left)
    return sum(below - run.size < run.baseline < above + run.size for run in right) * 2 >= min(len(right), 6)


def _gutter(runs: list[Run]) -> float | None:
    """The place of the gap that has the most lines on both its sides: left of where many lines begin."""
    begins = Counter(round(run.left) for run in runs)
    best, where = 0, None
    for begin, count in begins.most_common(12):
        gutter = begin - 1.0
        if count < FEWEST_ROWS:
            break
        bands = [_sides(band, gutter) for band in _bands(runs, gutter)]
        lines = sum(min(len(left), len(right)) for left, right in bands if _stand_side_by_side(left, right))
        if lines > best:
            best, where = lines, gutter
    return where


def _as_drawn(runs: list[Run]) -> Rows:
    """Runs in the order of the file; those that follow each other on one baseline are a row."""
    rows: Rows = []
    for run in sorted(runs, key=lambda run: run.order):
        last = rows[-1][-1] if rows else None
        if last and abs(last.baseline - run.baseline) < 0.3 * run.size and run.left >= last.right:
            rows[-1].append(run)
        else:
            rows.append([run])
    return rows


def _are_columns(left: list[Run], right: list[Run]) -> bool:
    """Whether two sides are columns of text rather than cells: by how they were drawn, then by what they look like."""
    sides = {id(run): False for run in left} | {id(run): True for run in right}
    drawn = sorted([*left, *right], key=lambda run: run.order)
    across = sum(
        sides[id(other)] and not sides[id(one)] and abs(one.baseline - other.baseline) < 0.3 * one.size
        for one, other in pairwise(drawn)
    )
    if across * 2 > min(len(left), len(right)):
        return _is_prose(left) and _is_prose(right)
    return _is_prose(left) or _is_prose(right) or not _in_step(left, right)


def _is_prose(runs: list[Run]) -> bool:
    """Whether a column is running text: its lines fill it, or go on in lower case."""
    width = max(run.right for run in runs) - min(run.left for run in runs)
    full = sum(run.right - run.left > 0.75 * width for run in runs)
    lower = sum(row[0].text[0].islower() for row in rows_of(runs)[1:])
    return len(runs) >= FEWEST_ROWS and (lower * 4 > len(runs) or (width > 14 * runs[0].size and full * 2 > len(runs)))


def _in_step(left: list[Run], right: list[Run]) -> bool:
    """Whether nearly each line on one side has one on the other: a table with a line a row."""
    baselines = [run.baseline for run in right]
    level = sum(any(abs(run.baseline - other) < 0.3 * run.size for other in baselines) for run in left)
    return level >= 0.8 * max(len(left), len(right))


def _lines(page: Page, rows: Rows) -> Iterator[Printed]:
    for row in rows:
        text = "   ".join(run.text for run in row)
        size = max(row, key=lambda run: len(run.text)).size
        yield Printed(text, page.number, row[0].left, row[-1].right, row[0].baseline, size)
