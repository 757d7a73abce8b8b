"""Whether anything makes reading take more than in proportion: one thing again and again, 0.25 MB against 1 MB."""

import sys
import time
from contextlib import suppress

from letterkit.appeals.read import read_document
from letterkit.appeals.slips import slips
from letterkit.appeals.source import source_of
from letterkit.errors import LetterkitError
from letterkit.model.appeal import Appeal

UNITS = (
    *("aaaa bbbb cccc dddd eeee ffff gggg hhhh\n", "-- \n", "> -- \nx\n", "On 1 2005 x\n", "From: a\n", "| a | b |\n"),
    *("word ", "**a ", "__a", "1 ", "+1 (", "a@", "Fax: ", "(i) ", "Mr. A ", "x, ", "President of ", "\n- a"),
    *(
        "<html><div>",
        "<html><!--",
        "<html><a href='",
        "<html><td><table>",
        "<html><ol><li>",
        "<html><pre>",
        "<html>&amp",
    ),
)
SMALL, LARGE = 250_000, 1_000_000
MOST_GROWTH = 2.5
"""Seconds per byte at the large size against the small one; 4 would be a square."""
TOO_SHORT_TO_TELL = 0.2


def seconds(unit: str, size: int) -> float:
    data = (unit * (size // len(unit)) + "end").encode()
    start = time.perf_counter()
    with suppress(LetterkitError):
        read_document(source_of(data, "a text"))
    return time.perf_counter() - start


def seconds_for_names(size: int) -> float:
    """Looking for slips in requests that name thousands of people, against a situation that names as many others."""
    names = [f"Maria {chr(97 + at % 26) * 3}{at}bacd".title() for at in range(size // 16)]
    appeal = Appeal(requests=(" and ".join(names),), situation=(" and ".join(f"{name}x" for name in names),))
    start = time.perf_counter()
    list(slips(appeal))
    return time.perf_counter() - start


def growth(small: float, large: float) -> float:
    return (large / LARGE) / (max(small, TOO_SHORT_TO_TELL / 4) / SMALL) if large > TOO_SHORT_TO_TELL else 1.0


def main() -> int:
    print("again and again        0.25 MB      1 MB   growth   at most")
    rows = [(repr(unit)[:20], seconds(unit, SMALL), seconds(unit, LARGE)) for unit in UNITS]
    rows.append(("names in requests", seconds_for_names(SMALL // 4), seconds_for_names(LARGE // 4)))
    for name, small, large in rows:
        print(f"{name:20} {small:7.2f} s {large:7.2f} s   {growth(small, large):6.2f}   {MOST_GROWTH}")
    return int(any(growth(small, large) > MOST_GROWTH for _, small, large in rows))


if __name__ == "__main__":
    sys.exit(main())
