"""How long reading an appeal takes as it grows: 100 KB at most a second, and time in proportion to length."""

import statistics
import sys
import time
from pathlib import Path

from letterkit.appeals.read import read_document
from letterkit.appeals.source import source_of

ROOT = Path(__file__).parent.parent
SIZES = (100_000, 1_000_000, 4_500_000)
MOST_SECONDS_AT_FIRST = 1.0
MOST_GROWTH = 1.6
"""Seconds per byte at the largest size, against the smallest."""


def text_of(size: int) -> bytes:
    """The seed appeal with as many more paragraphs of its own length as fill the size; each is another."""
    seed = (ROOT / "examples" / "appeal-chn-002.txt").read_text(encoding="utf-8").splitlines()
    more, length, number = [], 0, 0
    while length < size:
        number += 1
        more.append(f"On day {number} of the inquiry, witness {number} of the Center said: {seed[11]}")
        length += len(more[-1].encode()) + 1
    return "\n".join([*seed[:15], *more, *seed[15:]]).encode()


def seconds(data: bytes, runs: int) -> float:
    times = []
    for _ in range(runs):
        start = time.perf_counter()
        read_document(source_of(data, "a text"))
        times.append(time.perf_counter() - start)
    return statistics.median(times)


def main() -> int:
    seconds(text_of(10_000), 1)
    print("reading an appeal   seconds   per MB   ratio   at most")
    found = []
    for size in SIZES:
        data = text_of(size)
        found.append(seconds(data, 3 if size < 2_000_000 else 1) / len(data))
        limit = MOST_SECONDS_AT_FIRST * 10 if size == SIZES[0] else 0
        ratio = found[-1] / found[0]
        most = f"{limit:.0f} s/MB" if limit else f"{MOST_GROWTH}"
        print(
            f"{size / 1e6:8.1f} MB      {found[-1] * len(data):7.2f}   {found[-1] * 1e6:6.2f}   {ratio:5.2f}   {most}"
        )
    too_slow = found[0] * SIZES[0] > MOST_SECONDS_AT_FIRST
    return int(too_slow or found[-1] / found[0] > MOST_GROWTH)


if __name__ == "__main__":
    sys.exit(main())
