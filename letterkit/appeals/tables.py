"""Tables in plain text: rows of cells between bars, with what heads their columns; and columns side by side."""

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import cache
from itertools import groupby

from letterkit.appeals.lines import Line
from letterkit.appeals.numbers import MEANS, contacts_in
from letterkit.appeals.vocabulary import vocabulary

LONGEST_ROW = 5_000
FEWEST_LINES = 3
"""Lines of two columns that stand side by side."""
FRAMES = "*#:"
NARROWEST = 20
"""Characters of a line in a frame."""
GAP = "   "
"""What parts the cells of a row from here on, as it does in texts without bars."""


@cache
def _patterns() -> dict[str, re.Pattern[str]]:
    return {
        "rule": re.compile(r"[|+:\s=-]{2,}$"),
        "style": re.compile(r"^<[^<>]{1,100}>\s*"),
        "two": re.compile(r"(\s{0,8}\S(?:\S| (?! ))*)( {3,})(\S(?:\S| (?! ))*)$"),
    }


def unboxed(raw: Sequence[str]) -> list[str]:
    """The lines without a frame of asterisks or the like around some of them."""
    lines: list[str] = []
    for frame, run in groupby(raw, key=_frame):
        block = list(run)
        framed = frame and len(block) >= FEWEST_LINES
        lines += [line.strip().strip(frame).strip() for line in block] if framed else block
    return lines


def _frame(line: str) -> str:
    """The sign at both ends of a line, apart from its words; empty where there is none."""
    text = line.strip()
    if len(text) < NARROWEST or text[0] not in FRAMES or text[-1] != text[0]:
        return ""
    return text[0] if not text.strip(text[0]) or (text[1] == " " and text[-2] == " ") else ""


def rows_told(raw: Sequence[str | None]) -> list[str | None]:
    """The lines with rows as cells that say what their column holds: "Fax: +1 …" under the head "Fax"."""
    lines: list[str | None] = []
    heads: list[str] = []
    for text in raw:
        cells = _cells(text.strip()) if text else None
        if text is None or cells is None:
            heads = heads if text is None else []
            lines.append(text)
            continue
        labels = [_label_of(cell) for cell in cells]
        if any(labels):
            heads = labels
        elif len(cells) == len(heads):
            cells = [_labelled(cell, head) for cell, head in zip(cells, heads, strict=True)]
        lines.append(GAP.join(filter(None, cells)))
    return lines


def _label_of(cell: str) -> str:
    """The label of a number that heads a column, the first of several, "Fax / phone"; empty for other cells."""
    found = [label for label in vocabulary().labels.find(cell) if label.meaning in MEANS]
    rest = cell
    for label in reversed(found):
        rest = rest[: label.start] + rest[label.end :]
    return cell[found[0].start : found[0].end] if found and not any(c.isalpha() for c in rest) else ""


def _cells(text: str) -> list[str] | None:
    """The cells of a row of a wiki's or a Markdown table, none for a line drawn between rows; None for other texts.

    ``^`` parts the heads of columns in DokuWiki, ``!!`` in MediaWiki.
    """
    if len(text) > LONGEST_ROW or text[:1] not in ("|", "!", "{", "^"):
        return None
    if text.startswith(("{|", "|}")) or (text[0] == "|" and _patterns()["rule"].match(text)):
        return []
    mark = {"!": "!!", "^": "^"}.get(text[0]) or ("||" if "||" in text else "|")
    if mark == "|" and text.count(mark) == 2 and text.endswith(mark):
        return [text.strip(" |")]  # a line in a box
    if mark not in text[1:] or (mark == "|" and text.count(mark) < 3):
        return None
    return [_patterns()["style"].sub("", cell.strip(" |!^")) for cell in text.strip("|!^").split(mark)]


def _labelled(cell: str, head: str) -> str:
    bare = bool(cell and head) and all(contact.kind == "number" for contact in contacts_in(cell))
    return f"{head}: {cell}" if bare else cell


def columns_apart(lines: Sequence[Line]) -> list[Line]:
    """The lines with two addresses that stand side by side one below the other; each keeps the number of its line."""
    apart: list[Line] = []
    for _, run in groupby(lines, key=_begins_second):
        block = list(run)
        cells = [(line, found) for line in block if (found := _two(line))]
        close = len(cells) == len(block) >= FEWEST_LINES and not any(line.gap for line in block[1:])
        if close and any(_both_reach(found[1], found[3]) for _, found in cells):
            apart += [replace(line, text=found[1].strip()) for line, found in cells]
            apart += [replace(line, text=found[3], gap=line is block[0]) for line, found in cells]
        else:
            apart += block
    return apart


def _begins_second(line: Line) -> int:
    """Where the second of two columns begins on a line; 0 where there are no two."""
    found = _two(line)
    return line.depth + found.start(3) if found else 0


def _two(line: Line) -> re.Match[str] | None:
    plain = len(line.text) <= LONGEST_ROW and GAP in line.text and not (line.marker or line.level)
    return _patterns()["two"].match(line.text) if plain else None


def _both_reach(left: str, right: str) -> bool:
    """Whether two cells of one row are each the number or address of somebody of their own."""
    kinds = [{contact.kind for contact in contacts_in(cell) if contact.written} for cell in (left, right)]
    return bool(kinds[0] & kinds[1])
