"""Several appeals in one document: each begins with a code or a country of its own and asks for something itself."""

from collections.abc import Sequence

from letterkit.appeals.codes import code_shaped
from letterkit.appeals.lines import Line
from letterkit.appeals.numbers import contacts_in
from letterkit.appeals.parts import Part, Section
from letterkit.appeals.requests import requests_of
from letterkit.appeals.sections import sections_of
from letterkit.appeals.titles import title_in
from letterkit.appeals.vocabulary import vocabulary
from letterkit.errors import Mistake, Problem
from letterkit.protocol.countries import country_named

MOST = 50
LONGEST_TITLE = 120


class SeveralAppeals(Mistake):
    """A document holds several appeals, and none of them was chosen; the problems are the choices."""


def one_appeal(lines: Sequence[Line], name: str, number: int | None) -> Sequence[Line]:
    """The lines of the appeal with this number, counted from 1; all lines where there is one appeal.

    Raises :class:`Mistake` that lists the choices when there are several and none or a wrong one is chosen.
    """
    parts = appeals_in(lines)
    if number is not None and 1 <= number <= len(parts):
        return parts[number - 1]
    if len(parts) == 1 and number is None:
        return lines
    choices = [
        Problem(f"appeal {place}: {_called(part)}", f"choose it with --appeal {place}", name, part[0].number)
        for place, part in enumerate(parts, 1)
    ]
    raise SeveralAppeals(choices)


def appeals_in(lines: Sequence[Line]) -> list[Sequence[Line]]:
    """The lines of each appeal of a document: each has a code of its own, or stands under the name of its country."""
    by_code = _parted(lines, _starts_by_code(lines))
    return by_code if len(by_code) > 1 else _parted(lines, _starts_by_country(lines))


def _starts_by_code(lines: Sequence[Line]) -> list[int]:
    starts: list[int] = []
    seen: set[str] = set()
    for place, line in enumerate(lines):
        code = code_shaped(line.text) if len(line.text) < 120 else None
        if code and code not in seen and not vocabulary().opens("updates", line.text):
            seen.add(code)
            starts.append(_with_title(lines, place, starts[-1] + 1 if starts else 0))
    return starts


def _starts_by_country(lines: Sequence[Line]) -> list[int]:
    """The places of short lines that name a country, or begin with one and a colon, behind a gap."""
    starts: list[int] = []
    seen: set[str] = set()
    for place, line in enumerate(lines):
        if len(line.text) > LONGEST_TITLE or not (line.gap or line.level or not place) or line.marker:
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
