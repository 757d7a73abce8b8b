"""The address block of a letter: at most six lines, the country last (La Poste, DIN 5008).

The lines of an addressee are printed as the appeal gives them; only how they share lines changes.
"""

import re
from dataclasses import dataclass, field

MOST_LINES = 6
WIDEST = 38
"""Characters in a line of an address that every post accepts (La Poste: six lines of 38)."""


@dataclass(frozen=True)
class AddressParts:
    """The parts of an address block from top to bottom; each line unbroken, absent parts empty."""

    name: str = ""
    office: str = ""
    organisation: str = ""
    care_of: str = ""
    street: tuple[str, ...] = ()
    """From the first line below the organisation to the last before the country."""
    country: str = ""
    """In capitals; empty for a domestic letter."""
    state_phrases: tuple[str, ...] = field(default=())
    """Where a long line may break: the words that name the state, "of the People’s Republic of China"."""


def address_block(parts: AddressParts) -> tuple[str, ...]:
    """The lines as printed. Too many share a line by the fixed order; lines too long break while six allow it."""
    lines = _within_limit(parts)
    while len(lines) < MOST_LINES:
        broken = _break_longest(lines, parts.state_phrases)
        if broken == lines:
            break
        lines = broken
    return tuple(lines)


def _within_limit(parts: AddressParts) -> list[str]:
    """Streets share a line first, then office and organisation, then name and office; nothing is dropped."""
    head = [parts.name, parts.office, parts.organisation, parts.care_of]
    street = list(parts.street)
    tail = [parts.country] if parts.country else []

    def count() -> int:
        return sum(map(bool, head)) + len(street) + len(tail)

    while count() > MOST_LINES and len(street) > 2:
        at = _shortest_neighbours(street[:-1]) if len(street) > 3 else 0
        street[at : at + 2] = [f"{street[at]}, {street[at + 1]}"]
    for first, second in ((1, 2), (0, 1)):
        if count() > MOST_LINES and head[first] and head[second]:
            head[first], head[second] = f"{head[first]}, {head[second]}", ""
    return [line for line in (*head, *street, *tail) if line]


def _shortest_neighbours(lines: list[str]) -> int:
    return min(range(len(lines) - 1), key=lambda at: len(lines[at]) + len(lines[at + 1]))


def _break_longest(lines: list[str], state_phrases: tuple[str, ...]) -> list[str]:
    for at in sorted(range(len(lines)), key=lambda at: -len(lines[at])):
        if len(lines[at]) <= WIDEST:
            return lines
        pieces = _break(lines[at], state_phrases)
        if len(pieces) > 1:
            return [*lines[:at], *pieces, *lines[at + 1 :]]
    return lines


def _break(line: str, state_phrases: tuple[str, ...]) -> list[str]:
    """A line cut once: before the words that name the state, else after the comma or blank nearest to its middle."""
    for phrase in sorted(state_phrases, key=len, reverse=True):
        at = line.find(phrase)
        if at > 0:
            return [line[:at].rstrip(), line[at:]]
    cuts = [match.end() for match in re.finditer(r",\s", line)] or [match.end() for match in re.finditer(r"\s", line)]
    if not cuts:
        return [line]
    cut = min(cuts, key=lambda at: abs(at - len(line) / 2))
    return [line[:cut].rstrip(), line[cut:]]


def cleaned(line: str) -> str:
    """A line of an address without doubled blanks, dangling separators or an empty contact label at its end."""
    line = re.sub(r"\s+", " ", line).strip(" ,;")
    return re.sub(r"[,;]?\s*\b(e-?mail|fax|tel|phone)\b\s*[.:]*\s*$", "", line, flags=re.IGNORECASE).strip(" ,;")
