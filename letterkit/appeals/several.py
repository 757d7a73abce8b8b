"""Several appeals in one document: each begins with a code of its own and asks for something itself."""

from collections.abc import Sequence

from letterkit.appeals.front import code_shaped, title_in
from letterkit.appeals.lines import Line
from letterkit.appeals.numbers import contacts_in
from letterkit.appeals.requests import requests_of
from letterkit.appeals.sections import sections_of
from letterkit.appeals.vocabulary import vocabulary
from letterkit.errors import Mistake, Problem


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
    raise Mistake(choices)


def appeals_in(lines: Sequence[Line]) -> list[Sequence[Line]]:
    """The lines of each appeal of a document."""
    starts: list[int] = []
    seen: set[str] = set()
    for place, line in enumerate(lines):
        code = code_shaped(line.text) if len(line.text) < 120 else None
        if code and code not in seen and not vocabulary().opens("updates", line.text):
            seen.add(code)
            starts.append(_with_title(lines, place, starts[-1] + 1 if starts else 0))
    if len(starts) < 2 or len(starts) > 50:
        return [lines]
    starts[0] = 0
    parts = [lines[start:end] for start, end in zip(starts, [*starts[1:], len(lines)], strict=True)]
    return parts if all(requests_of(sections_of(part)).requests for part in parts) else [lines]


def _with_title(lines: Sequence[Line], place: int, first: int) -> int:
    """The place of the title above a code: short lines that are no sentence and reach nobody."""
    while place > max(first, 0) and place > 0:
        above = lines[place - 1]
        if len(above.text) > 120 or above.text.endswith((".", ";", ":")) or above.marker or contacts_in(above.text):
            break
        place -= 1
    return place


def _called(part: Sequence[Line]) -> str:
    title = title_in(part)
    code = next((code for line in part if (code := code_shaped(line.text))), "")
    return " · ".join(filter(None, (code, title.value if title else "")))
