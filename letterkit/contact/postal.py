"""The address block of a letter: at most six lines, the country last (La Poste, DIN 5008).

The lines of an addressee are printed as the appeal gives them; only how they share lines changes.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from letterkit.errors import MissingHere
from letterkit.folders import data_file, read_data

MOST_LINES = 6
PAR_AVION = "PAR AVION"
"""What all posts of the world read on a letter that flies: French is their language."""
WIDEST = 45
"""Characters of our font that a window shows in one line at 9 pt. (La Poste asks for 38, which few ministries meet.)"""
POSTCODE = re.compile(r"\d{4,}|\b[A-Z]{1,2}\d[A-Z\d]? ?\d[A-Z]{2}\b")


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
    """The lines as printed: long ones broken, too many of them sharing a line by a fixed order; nothing is dropped."""
    head = [
        _broken(line, parts.state_phrases) for line in (parts.name, parts.office, parts.organisation, parts.care_of)
    ]
    street, town = _street_and_town(parts.street)
    spare = MOST_LINES - bool(parts.country)
    _share_lines(street, spare - _count(head) - len(town))
    _share_lines(town, spare - _count(head) - len(street))
    _rejoin(head, spare - len(street) - len(town))
    _share_heads(head, spare - len(street) - len(town))
    lines = [line for pieces in head for line in pieces]
    return (*lines, *street, *town, *filter(None, (parts.country,)))


def _broken(line: str, state_phrases: tuple[str, ...]) -> list[str]:
    """A line that is too wide, cut once: before the words that name the state, else after the comma or blank midway."""
    if len(line) <= WIDEST:
        return [line] if line else []
    for phrase in sorted(state_phrases, key=len, reverse=True):
        at = line.find(phrase)
        if at > 0:
            return [line[:at].rstrip(), line[at:]]
    cuts = [match.end() for match in re.finditer(r",\s", line)] or [match.end() for match in re.finditer(r"\s", line)]
    if not cuts:
        return [line]
    cut = min(cuts, key=lambda at: abs(at - len(line) / 2))
    return [line[:cut].rstrip(), line[cut:]]


def _street_and_town(lines: tuple[str, ...]) -> tuple[list[str], list[str]]:
    """The lines up to the town, and the town (the last line with a postcode, else the last) with what follows it."""
    with_postcode = [at for at, line in enumerate(lines) if POSTCODE.search(line)]
    at = with_postcode[-1] if with_postcode else len(lines) - 1
    return list(lines[: max(at, 0)]), list(lines[max(at, 0) :])


def _share_lines(lines: list[str], room: int) -> None:
    """Joins the shortest neighbours, in place, until they take no more than ``room`` lines or stand on one."""
    while len(lines) > max(room, 1):
        at = min(range(len(lines) - 1), key=lambda at: len(lines[at]) + len(lines[at + 1]))
        lines[at : at + 2] = [f"{lines[at]}, {lines[at + 1]}"]


def _rejoin(head: list[list[str]], room: int) -> None:
    """Undoes breaks, in place, the shortest line first; a smaller type then makes it fit."""
    while _count(head) > room and any(len(pieces) > 1 for pieces in head):
        broken = min((pieces for pieces in head if len(pieces) > 1), key=lambda pieces: sum(map(len, pieces)))
        broken[:] = [" ".join(broken)]


def _share_heads(head: list[list[str]], room: int) -> None:
    """Office and organisation share a line, then name and office, in place."""
    for first, second in ((1, 2), (0, 1)):
        if _count(head) > room and head[first] and head[second]:
            head[first], head[second] = [f"{head[first][0]}, {head[second][0]}"], []


def _count(head: list[list[str]]) -> int:
    return sum(map(len, head))


def air_mail_mark(languages: Iterable[str]) -> str:
    """What stands on a letter that leaves a country in which these languages are spoken, the sender's own first."""
    known = postal_words().air_mail
    own = next((known.get(language, PAR_AVION) for language in languages if language in (*known, "fr")), PAR_AVION)
    return own if own == PAR_AVION else f"{own} / {PAR_AVION}"


def cleaned(line: str) -> str:
    """A line of an address without doubled blanks, dangling separators or an empty contact label at its end.

    A last word is a label only with its colon or point, or alone on its line: a street may be called Mail.
    """
    line = re.sub(r"\s+", " ", line).strip(" ,;")
    return _stub().sub("", line).strip(" ,;")


@cache
def _stub() -> re.Pattern[str]:
    labels = "|".join(map(re.escape, sorted(postal_words().contact_labels, key=len, reverse=True)))
    return re.compile(rf"^(?:{labels})\s*[.:]*$|[,;]?\s*\b(?:{labels})\s*[.:]+$", re.IGNORECASE)


@dataclass(frozen=True)
class PostalWords:
    """The words of ``addressees/postal.yaml``."""

    contact_labels: tuple[str, ...]
    box: tuple[str, ...]
    short: dict[str, str]
    """Short form → what it stands for."""
    air_mail: dict[str, str]
    """Language → what a letter bears that flies, beside ``PAR AVION``."""


@cache
def postal_words() -> PostalWords:
    """The words of postal addresses; raises :class:`MissingHere` when the file that belongs to letterkit is gone."""
    file = data_file("addressees", "postal.yaml")
    if file is None:
        raise MissingHere(
            "the file addressees/postal.yaml that belongs to letterkit is missing", "install letterkit again"
        )
    data: dict[str, Any] = read_data(file)
    short = {one: whole for whole, forms in data["short"].items() for one in forms}
    return PostalWords(tuple(data["contact_labels"]), tuple(data["box"]), short, data.get("air_mail", {}))
