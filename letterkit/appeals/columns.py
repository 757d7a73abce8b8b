"""The lines of a printed page in the order in which they are read: columns one after another, rows of a table whole.

The order in the file is right for most programs that write PDFs. It is left only where a gap runs down the page.
"""

import re
from collections.abc import Iterator
from functools import cache
from itertools import groupby

from letterkit.appeals.sheet import Page, Printed, Run, rows_of

FEWEST_ROWS = 3


@cache
def _sign() -> re.Pattern[str]:
    """The sign of a list that stands by itself before its line."""
    return re.compile(r"(?:[•·‣▪►●○■□◦*–—-]|\(?(?:[ivxl]{1,6}|[a-zA-Z]|\d{1,2})[.)])")


def in_reading_order(page: Page) -> list[Printed]:
    """The lines of a page, from first to last."""
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


def _groups(runs: list[Run]) -> Iterator[list[list[Run]]]:
    """Stretches of the page, each as rows in reading order."""
    gutter = _gutter(runs)
    if gutter is None:
        yield _as_drawn(runs)
        return
    rows = rows_of(runs)
    for crossed, band in groupby(rows, key=lambda row: any(run.left < gutter < run.right for run in row)):
        members = [run for row in band for run in row]
        left = [run for run in members if run.right <= gutter]
        right = [run for run in members if run.left >= gutter]
        if crossed or not left or not right:
            yield _as_drawn(members)
        elif _is_prose(left) and _is_prose(right):
            yield rows_of(left)
            yield rows_of(right)
        elif _in_step(left, right):
            yield rows_of(members)
        else:
            yield _as_drawn(members)


def _as_drawn(runs: list[Run]) -> list[list[Run]]:
    """Runs in the order of the file; those that follow each other on one baseline are a row."""
    rows: list[list[Run]] = []
    for run in sorted(runs, key=lambda run: run.order):
        last = rows[-1][-1] if rows else None
        if last and abs(last.baseline - run.baseline) < 0.3 * run.size and run.left >= last.right:
            rows[-1].append(run)
        else:
            rows.append([run])
    return rows


def _gutter(runs: list[Run]) -> float | None:
    """The place of the gap that most rows share, when it runs down a good part of the page."""
    gaps = [(one.right, other.left) for row in rows_of(runs) for one, other in zip(row, row[1:], strict=False)]
    if len(gaps) < FEWEST_ROWS:
        return None
    edges = sorted([(start, 1) for start, _ in gaps] + [(end, -1) for _, end in gaps])
    best = depth = 0
    where = None
    for at, (edge, step) in enumerate(edges):
        depth += step
        if depth > best:
            best, where = depth, (edge + edges[at + 1][0]) / 2 if at + 1 < len(edges) else edge
    return where if best >= FEWEST_ROWS else None


def _is_prose(runs: list[Run]) -> bool:
    """Whether a column is running text: most of its lines fill it."""
    width = max(run.right for run in runs) - min(run.left for run in runs)
    full = sum(run.right - run.left > 0.75 * width for run in runs)
    return len(runs) >= FEWEST_ROWS and width > 14 * runs[0].size and full * 2 > len(runs)


def _in_step(left: list[Run], right: list[Run]) -> bool:
    """Whether nearly each line on one side has one on the other: a table with a line a row."""
    baselines = [run.baseline for run in right]
    level = sum(any(abs(run.baseline - other) < 0.3 * run.size for other in baselines) for run in left)
    return level >= 0.8 * max(len(left), len(right))


def _lines(page: Page, rows: list[list[Run]]) -> Iterator[Printed]:
    for row in rows:
        text = "   ".join(run.text for run in row)
        size = max(row, key=lambda run: len(run.text)).size
        yield Printed(text, page.number, row[0].left, row[-1].right, row[0].baseline, size)
