"""What mail programs add to a text is taken off: signs of quotation, header blocks, signatures."""

import re
from bisect import bisect_right
from dataclasses import dataclass
from functools import cache
from itertools import accumulate
from pathlib import Path
from typing import Any

from letterkit.folders import read_data
from letterkit.protocol.phrases import fold

LONGEST_SIGNATURE = 12
LONGEST_HEADER_BLOCK = 20


@dataclass(frozen=True)
class _Words:
    headers: dict[str, str]
    begins: tuple[str, ...]
    wrote: tuple[str, ...]


@cache
def _words() -> _Words:
    data: dict[str, Any] = read_data(Path(__file__).parent / "mail_words.yaml")
    headers = {fold(label): meaning for meaning, labels in data["headers"].items() for label in labels}
    return _Words(headers, tuple(map(fold, data["begins"])), tuple(map(fold, data["wrote"])))


@cache
def _patterns() -> dict[str, re.Pattern[str]]:
    return {
        "quote": re.compile(r"^(?:[>|] ?)+"),
        "label": re.compile(r"[*_]{0,2}([^\W\d_][\w' .-]{0,24}?)\s?:[*_]{0,2}(?:\s|$)"),
        "time": re.compile(r"\d{1,2}[:.h]\d{2}"),
        "moment": re.compile(r"\d{1,2}[:.h]\d{2}|\b(?:19|20)\d\d\b"),
        "drawn": re.compile(r"[-=_*>\s:]+"),
    }


@dataclass(frozen=True)
class Unquoted:
    """The same number of lines: what a mail program added is empty, and quoted lines have lost their sign."""

    lines: list[str]
    subject: str
    """Of the innermost header block; empty when there is none."""
    subject_at: int
    """Its place among the lines, from 0."""


def unquoted(raw: list[str], *, mail: bool = False) -> Unquoted:
    """The text without what mail programs added; in a ``mail`` a lone ``--`` parts a signature."""
    depths = _depths(raw)
    quotes = any(depths)
    lines = [_patterns()["quote"].sub("", line) if depth else line for line, depth in zip(raw, depths, strict=True)]
    before = list(lines)
    dropped = _drop_headers(lines)
    _drop_signatures(lines, depths, mail=mail or quotes or bool(dropped))
    subjects = [place for place in dropped if _header(before[place]) == "subject"]
    if not subjects:
        return Unquoted(lines, "", 0)
    return Unquoted(lines, before[subjects[-1]].partition(":")[2].strip("*_ "), subjects[-1])


def _depths(raw: list[str]) -> list[int]:
    """How deep each line is quoted; no line is where hardly any begins with the sign of it."""
    signs = [_patterns()["quote"].match(line[:100]) for line in raw]
    marked = sum(bool(found) and line.startswith(">") for found, line in zip(signs, raw, strict=True))
    bars = sum(line.startswith("|") and not line.rstrip().endswith("|") for line in raw)
    if marked < 3 and bars * 3 < sum(bool(line) for line in raw):
        return [0] * len(raw)
    barred = bars * 3 >= sum(bool(line) for line in raw)
    return [
        sum(c in ">|" for c in found[0]) if found and (barred or line.startswith(">")) else 0
        for found, line in zip(signs, raw, strict=True)
    ]


def _drop_headers(lines: list[str]) -> list[int]:
    """Empties the announcements of older messages and the header blocks below them; the places of the blocks' lines."""
    meanings = [_header(line) for line in lines]
    blocks: list[int] = []
    place = 0
    while place < len(lines):
        end = _header_block(lines, meanings, place) if meanings[place] else place
        blocks += range(place, end)
        if end == place:
            end += _announces(lines, place)
        for at in range(place, end):
            lines[at] = ""
        place = max(end, place + 1)
    return blocks


def _header_block(lines: list[str], meanings: list[str], start: int) -> int:
    """Where the header block that begins here ends; ``start`` if there is none.

    A mail program's block says who sent it, and tells an address or a time of day; a press release's does not.
    """
    at = start
    while at < min(len(lines), start + LONGEST_HEADER_BLOCK) and lines[at].strip():
        if not (meanings[at] or lines[at][:1] in " \t" or _goes_on(meanings, at)):
            break
        at += 1
    block = set(meanings[start:at]) - {""}
    if "from" not in block or len(block) < 3:
        return start
    sent = any(
        (meanings[one] == "from" and "@" in lines[one])
        or (meanings[one] == "date" and _patterns()["time"].search(lines[one]))
        for one in range(start, at)
    )
    return at if sent else start


def _goes_on(meanings: list[str], at: int) -> bool:
    """Whether a line is the rest of a wrapped header: it stands between two."""
    return meanings[at - 1] in ("to", "subject", "other") and any(meanings[at + 1 : at + 2])


def _header(line: str) -> str:
    label = _patterns()["label"].match(line[:60].strip())
    return _words().headers.get(fold(label[1]), "") if label else ""


def _announces(lines: list[str], place: int) -> int:
    """How many lines from here on only say that an older message follows."""
    line = lines[place].strip()
    if not line or len(line) > 200:
        return 0
    bare = fold(_patterns()["drawn"].sub(" ", line).strip())
    drawn = line.startswith(("--", "==", "__", "**")) or line.endswith(":")
    if drawn and len(bare) < 60 and bare.startswith(_words().begins):
        return 1
    told = bool(_patterns()["moment"].search(line))
    if told and _ends_wrote(line):
        return 1
    following = lines[place + 1].strip() if place + 1 < len(lines) else ""
    return 2 if told and len(line) > 40 and line[-1] not in ".:;!?" and _ends_wrote(following) else 0


def _ends_wrote(line: str) -> bool:
    """Whether a line is the end of "On …, A. Person wrote:"."""
    if not line.endswith(":") or len(line) > 200:
        return False
    text = f" {fold(line[:-1].strip())} "
    return any(f" {word} " in text[-60:] for word in _words().wrote)


def _drop_signatures(lines: list[str], depths: list[int], *, mail: bool) -> None:
    """Empties what follows ``-- `` up to the end of its message, when it is as short as signatures are."""
    told = [0, *accumulate(bool(line.strip()) for line in lines)]
    ends = [place for place in range(1, len(lines)) if depths[place] != depths[place - 1] and lines[place].strip()]
    ends.append(len(lines))
    for place, line in enumerate(lines):
        if line == "-- " or (mail and line == "--"):
            end = ends[bisect_right(ends, place)]
            if told[end] - told[place] <= LONGEST_SIGNATURE + 1:
                lines[place:end] = [""] * (end - place)
