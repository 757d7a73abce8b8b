"""A text that is printed twice: the second copy is taken out, and what only it has keeps its place."""

from collections.abc import Sequence

from letterkit.appeals.lines import Line
from letterkit.protocol.phrases import words_of

LONG = 80
"""Characters of a line that is not the same twice by chance, as "Paris" or a telephone number is."""


def without_repeats(lines: Sequence[Line]) -> list[Line]:
    """Takes out runs of lines that stand earlier, where the run has a long line.

    Lines that only the later copy has move into the first, each behind the one that it follows in its own copy:
    addressees printed after the requests of the second copy come after the requests of the first.
    """
    first: dict[str, int] = {}
    twin: dict[int, int] = {}
    for place, line in enumerate(lines):
        key = _key(line)
        if key in first:
            twin[place] = first[key]
        else:
            first[key] = place
    repeated = _in_runs(lines, twin)
    after: dict[int, list[Line]] = {}
    kept: list[int] = []
    anchor: int | None = None
    for place, line in enumerate(lines):
        if place in repeated:
            anchor = twin[place]
        elif anchor is not None and any(later in repeated for later in range(place + 1, min(place + 40, len(lines)))):
            after.setdefault(anchor, []).append(line)
        else:
            anchor = None
            kept.append(place)
    return [line for place in kept for line in (lines[place], *after.get(place, ()))]


def _key(line: Line) -> str:
    return " ".join(word.folded for word in words_of(line.text)) or line.text


def _in_runs(lines: Sequence[Line], twin: dict[int, int]) -> set[int]:
    """The later places whose run of repeated lines, in the same order as before, has a long line."""
    repeated: set[int] = set()
    run: list[int] = []
    for place in range(len(lines) + 1):
        if place in twin and (not run or twin[place] > twin[run[-1]]):
            run.append(place)
            continue
        if any(len(lines[member].text) >= LONG for member in run):
            repeated.update(run)
        run = [place] if place in twin else []
    return repeated
