"""Several appeals in one document: each begins with a code or a country of its own and asks for something itself."""

import re
from collections.abc import Sequence
from functools import cache

from letterkit.appeals.codes import code_shaped
from letterkit.appeals.lines import Line
from letterkit.appeals.numbers import contacts_in
from letterkit.appeals.parts import Part, Section
from letterkit.appeals.repeats import without_repeats
from letterkit.appeals.requests import requests_of
from letterkit.appeals.sections import sections_of
from letterkit.appeals.titles import title_in
from letterkit.appeals.vocabulary import vocabulary
from letterkit.errors import Mistake, Problem
from letterkit.protocol.countries import country_named

MOST = 50
LONGEST_TITLE = 120
ROMAN = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X")
LONGEST_HEAD = 6
"""Lines above the first of several appeals that tell issuer and date of all."""


class SeveralAppeals(Mistake):
    """A document holds several appeals, and none of them was chosen; the problems are the choices."""


def one_appeal(lines: Sequence[Line], name: str, number: int | None) -> Sequence[Line]:
    """The lines of the appeal with this number, counted from 1; of one appeal all lines, each text once.

    Raises :class:`Mistake` that lists the choices when there are several and none or a wrong one is chosen.
    """
    parts = appeals_in(without_repeats(lines))
    if len(parts) == 1:  # appeals to the same addressees repeat each other, too
        parts = [without_repeats(part) for part in appeals_in(lines)]
    if number is not None and 1 <= number <= len(parts):
        return parts[number - 1]
    if len(parts) == 1 and number is None:
        return parts[0]
    choices = [
        Problem(f"appeal {place}: {_called(part)}", f"choose it with --appeal {place}", name, _begins(part, parts))
        for place, part in enumerate(parts, 1)
    ]
    raise SeveralAppeals(choices)


def _begins(part: Sequence[Line], parts: Sequence[Sequence[Line]]) -> int:
    """The line on which an appeal begins, behind the head that it shares with the first."""
    first = {line.number for line in parts[0]} if part is not parts[0] else set()
    return next((line.number for line in part if line.number not in first), part[0].number)


def appeals_in(lines: Sequence[Line]) -> list[Sequence[Line]]:
    """The lines of each appeal of a document: each has a code of its own, or stands under the name of its country."""
    by_code = _parted(lines, _starts_by_code(lines))
    if len(by_code) > 1:
        return by_code
    numbered = _starts_by_number(lines)
    by_number = _parted(lines, numbered)
    if len(by_number) > 1:
        shared = lines[: numbered[0]] if numbered[0] <= LONGEST_HEAD else []
        return [by_number[0], *([*shared, *part] for part in by_number[1:])]
    return _parted(lines, _starts_by_country(lines))


def _starts_by_code(lines: Sequence[Line]) -> list[int]:
    starts: list[int] = []
    seen: set[str] = set()
    for place, line in enumerate(lines):
        code = code_shaped(line.text) if len(line.text) < 120 else None
        if code and code not in seen and not vocabulary().opens("updates", line.text):
            seen.add(code)
            starts.append(_with_title(lines, place, starts[-1] + 1 if starts else 0))
    return starts


def _starts_by_number(lines: Sequence[Line]) -> list[int]:
    """The places of short lines that count appeals up from 1: "URGENT APPEAL 2", "Appeal No. 2 of 3: …", "Case II"."""
    starts: list[int] = []
    for place, line in enumerate(lines):
        if len(line.text) <= LONGEST_TITLE and _number_of(line) == len(starts) + 1:
            starts.append(place)
    return starts


def _number_of(line: Line) -> int | None:
    """The number of an appeal that a heading gives, alone or before its title."""
    heading = vocabulary().sets["numbered"].at_start(line.text)
    if not heading or contacts_in(line.text):
        return None
    rest = line.text[heading.end :].lstrip(" #")
    sign = vocabulary().sets["number_signs"].at_start(rest)
    found = _number().match(rest[sign.end :].lstrip(" .°º") if sign else rest)
    if not found:
        return None
    return int(found[1]) if found[1].isdecimal() else ROMAN.index(found[1].upper()) + 1


@cache
def _number() -> re.Pattern[str]:
    """A number, the count of all perhaps behind it, and the end or a title."""
    roman = "|".join(sorted(ROMAN, key=len, reverse=True))
    return re.compile(rf"(\d{{1,2}}|{roman})\b(?:\s?(?:/|\w{{2,3}})\s?\d{{1,2}})?\s*(?:$|[:.–—)-])", re.IGNORECASE)


def _starts_by_country(lines: Sequence[Line]) -> list[int]:
    """The places of short lines that name a country, or begin with one and a colon, behind a gap."""
    starts: list[int] = []
    seen: set[str] = set()
    for place, line in enumerate(lines):
        if len(line.text) > LONGEST_TITLE or not (line.gap or line.level or not place):
            continue
        if line.marker and not line.marker[0].isdigit():
            continue
        before, colon, after = line.text.partition(":")
        country = country_named(before.strip()) if after.strip() or not colon else None
        if country and country not in seen and not contacts_in(line.text):
            seen.add(country)
            starts.append(place)
    return starts


def _parted(lines: Sequence[Line], starts: list[int]) -> list[Sequence[Line]]:
    """The lines cut at these places, where each part asks for something and names somebody to write to."""
    if len(starts) < 2 or len(starts) > MOST:
        return [lines]
    starts = [0, *starts[1:]]
    parts = [lines[start:end] for start, end in zip(starts, [*starts[1:], len(lines)], strict=True)]
    return parts if all(_asks_somebody(sections_of(part)) for part in parts) else [lines]


def _asks_somebody(sections: Sequence[Section]) -> bool:
    listed = any(section.part is Part.ADDRESSEES and section.lines for section in sections)
    return listed and bool(requests_of(sections).requests)


def _with_title(lines: Sequence[Line], place: int, first: int) -> int:
    """The place of the title above a code: short lines that are no sentence and reach nobody."""
    while place > max(first, 0) and place > 0:
        above = lines[place - 1]
        if len(above.text) > 120 or above.text.endswith((".", ";", ":")) or above.marker or contacts_in(above.text):
            break
        place -= 1
    return place


def _called(part: Sequence[Line]) -> str:
    told = next((place for place, line in enumerate(part) if len(line.text) > LONGEST_TITLE), len(part))
    title = title_in(part[: told or None])
    code = next((code for line in part if (code := code_shaped(line.text))), "")
    country = part[0].text if country_named(part[0].text) else ""
    return " · ".join(filter(None, (code, country, title.value if title and title.value != country else "")))
