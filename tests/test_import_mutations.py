"""Any text gives an appeal or a clear refusal: the seed and the invented appeals, cut, shuffled and spoilt."""

import random
from collections.abc import Iterator
from pathlib import Path

import pytest

from letterkit.appeals.read import read_document
from letterkit.appeals.source import source_of
from letterkit.errors import LetterkitError

ROOT = Path(__file__).parent.parent
SOURCES = [ROOT / "examples" / "appeal-chn-002.txt", *sorted((ROOT / "tests" / "appeals").glob("*.txt"))]
SPOILERS = (
    "\x00",
    "\ufffe",
    "\u202e",
    "(",
    "“",
    "- ",
    "\n\n",
    "Fax:",
    "c/o ",
    "+",
    "@",
    "\t|\t",
    ";" * 50,
    "1. ",
    "é" * 9,
)


def spoilt(texts: list[str], chance: random.Random) -> str:
    """A text with some of its lines dropped, doubled, swapped, joined, or cut by marks that mean something."""
    lines = chance.choice(texts).splitlines()
    for _ in range(chance.randint(1, 12)):
        at = chance.randrange(len(lines)) if lines else 0
        other = chance.randrange(len(lines)) if lines else 0
        match chance.randrange(7):
            case 0:
                del lines[at : at + chance.randint(1, 8)]
            case 1:
                lines[at:at] = lines[other : other + 5]
            case 2 if lines:
                lines[at], lines[other] = lines[other], lines[at]
            case 3:
                lines[at : at + 2] = [" ".join(lines[at : at + 2])]
            case 4 if lines:
                cut = chance.randint(0, len(lines[at]))
                lines[at] = lines[at][:cut] + chance.choice(SPOILERS) + lines[at][cut:]
            case 5:
                lines[at:at] = chance.choice(texts).splitlines()[:30]
            case _:
                lines.insert(at, "".join(chance.choices(SPOILERS, k=5)))
    return "\n".join(lines)


def unreadable(count: int, seed: int) -> Iterator[str]:
    """What crashed, with the text that did it."""
    texts = [path.read_text(encoding="utf-8") for path in SOURCES]
    chance = random.Random(seed)
    for _ in range(count):
        text = spoilt(texts, chance)
        try:
            read_document(source_of(text.encode("utf-8", "replace"), "a text"))
        except LetterkitError:
            continue
        except Exception as error:
            yield f"{type(error).__name__}: {error}\n{text}"


def test_hundreds_of_spoilt_appeals_are_read_or_refused() -> None:
    assert next(unreadable(300, seed=1), None) is None


@pytest.mark.long
def test_twenty_thousand_spoilt_appeals_are_read_or_refused() -> None:
    assert next(unreadable(20_000, seed=2), None) is None
