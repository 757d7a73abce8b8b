"""Printed lines → paragraphs: wrapped lines are joined, hyphens at their ends taken out where that is safe."""

from collections import Counter
from dataclasses import replace
from itertools import pairwise
from statistics import median

from letterkit.appeals.dates import is_dateline
from letterkit.appeals.hyphens import HYPHENS, SOFT, Words, halves, joined_at_hyphen, words_in
from letterkit.appeals.lines import LONGEST, Line, take_marker
from letterkit.appeals.sheet import Printed
from letterkit.appeals.text import HIDDEN
from letterkit.appeals.vocabulary import vocabulary
from letterkit.model.finding import Finding


def paragraphs_of(printed: list[Printed]) -> tuple[list[Line], list[Finding]]:
    """Paragraphs, headings and points with the number of the line on which each begins."""
    if not printed:
        return [], []
    body = _body_size(printed)
    sizes = sorted({round(line.size) for line in printed if line.size > 1.15 * body}, reverse=True)
    words = words_in([line.text for line in printed])
    lines: list[Line] = []
    findings: list[Finding] = []
    last: Printed | None = None
    for number, (line, edge, gap) in enumerate(zip(printed, _edges(printed), _gaps(printed), strict=True), 1):
        text = line.text.translate({**HIDDEN, 0xAD: SOFT}).strip()
        level = min(sizes.index(round(line.size)) + 1, 6) if line.size > 1.15 * body and len(text) < 200 else 0
        begun = take_marker(Line(number, text, gap=gap, level=level))
        if last and lines and _goes_on(lines[-1], last, begun, line, edge):
            lines[-1], found = _joined(lines[-1], begun, words)
            findings += found
        else:
            lines.append(replace(begun, gap=gap or level > 0))
        last = line
    return [replace(line, text=line.text.replace(SOFT, "-")) for line in lines if line.text], findings


def _body_size(printed: list[Printed]) -> float:
    sizes: Counter[float] = Counter()
    for line in printed:
        sizes[round(line.size * 2) / 2] += len(line.text)
    return sizes.most_common(1)[0][0]


def _edges(printed: list[Printed]) -> list[float]:
    """For each line the right edge of the text before it: of lines of its size that begin about where it does."""
    columns: dict[tuple[int, int], list[float]] = {}
    for line in printed:
        columns.setdefault(_column(line), []).append(line.right)
    edges = {key: sorted(rights)[-1 - len(rights) // 24] for key, rights in columns.items()}
    own = [_edge(line, edges) for line in printed]
    return own[:1] + own[:-1]


def _column(line: Printed) -> tuple[int, int]:
    return round(line.left / 60), round(line.size)


def _edge(line: Printed, edges: dict[tuple[int, int], float]) -> float:
    column, size = _column(line)
    near = [edges[at, size] for at in (column - 1, column, column + 1) if (at, size) in edges]
    return max([edges[column, size], *(edge for edge in near if edge - line.left < 30 * line.size)])


def _gaps(printed: list[Printed]) -> list[bool]:
    """Before which lines there is more white than between most, or the text begins anew on another page or column."""
    steps = [one.baseline - other.baseline for one, other in pairwise(printed)]
    usual = median([step for step in steps if 0 < step < 40] or [12.0])
    gaps = [True]
    for step, one, other in zip(steps, printed, printed[1:], strict=False):
        ends = one.text.endswith((".", ":", "!", "?", ";")) and not other.text[:1].islower()
        gaps.append(step > 1.3 * max(min(usual, 1.6 * other.size), other.size) if step > 0 else ends)
    return gaps


def _goes_on(before: Line, last: Printed, line: Line, printed: Printed, edge: float) -> bool:
    """Whether a line is the rest of the paragraph above: that one's last line had no room for its first word."""
    if (
        len(before.text) > LONGEST
        or line.marker
        or before.level != line.level
        or abs(last.size - printed.size) > 0.12 * printed.size
    ):
        return False
    if before.level:
        return 0 < last.baseline - printed.baseline < 1.6 * printed.size
    signed = is_dateline(line.text) and line.text[:1].isupper() and not line.text.endswith(".")
    if line.gap or "   " in last.text or signed:
        return False
    if halves(last.text.rstrip(), line.text):
        return True
    indented = printed.left - last.left > 0.8 * printed.size and not before.marker and last.page == printed.page
    return not (indented and printed.baseline < last.baseline) and _had_no_room(before, last, line, printed, edge)


def _had_no_room(before: Line, last: Printed, line: Line, printed: Printed, edge: float) -> bool:
    """Whether a line's first word did not fit behind the one above, or the sentence plainly goes on."""
    width = (printed.right - printed.left) / max(len(printed.text), 1)
    first, end = line.text.split(" ", 1)[0], last.text.rsplit(" ", 1)[-1]
    wrapped = edge - last.right < 1.15 * (len(first) + 0.5) * width
    if wrapped and not _stands_alone(before, line, edge - printed.right):
        return True
    filled = (last.right - last.left) / max(edge - last.left, 1.0)
    mid_sentence = line.text[:1].islower() and first != "c/o"
    return (filled > 0.6 and mid_sentence) or (filled > 0.8 and end.isalpha() and end.islower())


def _stands_alone(before: Line, line: Line, room: float) -> bool:
    """Whether a line stands by itself: it has a label, is a heading, or one of an address that no sentence ends."""
    words = vocabulary()
    label = words.labels.at_start(line.text)
    if label and line.text[label.end :].lstrip().startswith(":"):
        return True
    if line.text.endswith(":") and len(line.text) < 60 and words.headings.at_start(line.text):
        return True
    if before.text[-1:].isdigit() and line.text[:1].isdigit():
        return False  # a telephone number across two lines
    ends = line.text.endswith((".", ";", ":", "!", "?", ")", "”", '"'))
    starts = line.text[:1].isupper() or line.text[:1].isdigit()
    return starts and not ends and room > 40 and not before.marker and any(c.isdigit() for c in line.text)


def _joined(before: Line, line: Line, words: Words) -> tuple[Line, list[Finding]]:
    """Two lines as one; a hyphen between them stays unless it surely, or probably, only broke a word."""
    if before.text[-1:] not in HYPHENS or before.text[-2:-1].isspace():
        space = "" if _is_cut_address(before.text, line.text) else " "
        return replace(before, text=f"{before.text}{space}{line.text}"), []
    text, findings = joined_at_hyphen(before.text, line.text, words, before.number)
    return replace(before, text=text), findings


def _is_cut_address(text: str, following: str) -> bool:
    """Whether an e-mail address or a web address goes on on the next line."""
    last = text.rsplit(" ", 1)[-1]
    cut = ("@" in last or "://" in last) and text[-1:] in "./@_=&?"
    return cut and following[:1].isalnum() and following[:1].islower()
