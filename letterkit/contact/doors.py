"""Two addresses that lead to one door though they are spelt in two ways: noticed, never made one."""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

from letterkit.contact.postal import POSTCODE, postal_words

LITTLE = 3
"""Letters of a word that tells no street from another: de, des, of, the."""
BOX_NUMBER = re.compile(r"\W*(\d{1,4})\b")
HOUSE_NUMBER = re.compile(r"(?<!\w)\d{1,4}(?!\w)")


@dataclass(frozen=True)
class _Door:
    town: str
    """Its postcode, or the folded line where there is none."""
    box: str
    streets: frozenset[str]
    numbers: frozenset[str]


def one_door_in_two_spellings(one: tuple[str, ...], other: tuple[str, ...]) -> bool:
    """Whether the lines of two addresses of one country, differently spelt, seem to lead to the same door.

    They do with the same postcode (else the same last line) and the same box, or the same street where neither gives
    another house number.
    """
    if as_written(one) == as_written(other):
        return False
    first, second = _door(one), _door(other)
    if first.town != second.town:
        return False
    if first.box and second.box:
        return first.box == second.box
    same_house = not (first.numbers and second.numbers) or bool(first.numbers & second.numbers)
    return same_house and bool(first.streets & second.streets)


def as_written(lines: Iterable[str]) -> tuple[str, ...]:
    """What the same address has in common however it is spaced, accented or capitalised."""
    return tuple(map(_folded, lines))


def _door(lines: tuple[str, ...]) -> _Door:
    folded = [_folded(line) for line in lines]
    at = max((at for at, line in enumerate(lines) if POSTCODE.search(line)), default=len(lines) - 1)
    code = POSTCODE.search(lines[at].upper())
    boxes = [(line, _box(line)) for line in folded[:at]]
    streets = [line for line, box in boxes if not box]
    words = {_written_out(word) for line in streets for word in re.findall(r"[^\W\d_]+", line)}
    return _Door(
        town=code[0] if code else folded[at],
        box=next((box for _, box in boxes if box), ""),
        streets=frozenset(word for word in words if len(word) > LITTLE and word not in postal_words().short.values()),
        numbers=frozenset(number for line in streets for number in HOUSE_NUMBER.findall(line)),
    )


def _box(line: str) -> str:
    for word in _boxes():
        if line.startswith(f"{word} ") and (found := BOX_NUMBER.match(line[len(word) :])):
            return found[1]
    return ""


@cache
def _boxes() -> tuple[str, ...]:
    return tuple(_folded(word) for word in postal_words().box)


def _written_out(word: str) -> str:
    return postal_words().short.get(word, word)


def _folded(line: str) -> str:
    letters = unicodedata.normalize("NFKD", line.casefold())
    plain = "".join(letter for letter in letters if not unicodedata.combining(letter))
    return " ".join(re.sub(r"[^\w]+", " ", plain).split())
