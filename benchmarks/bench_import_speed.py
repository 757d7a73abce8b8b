"""How long reading an appeal takes as it grows: 100 KB at most a second, and time in proportion to length."""

import statistics
import sys
import time
from collections.abc import Callable
from pathlib import Path

from letterkit.appeals.read import read_document
from letterkit.appeals.source import source_of

ROOT = Path(__file__).parent.parent
SIZES = (100_000, 1_000_000, 4_500_000)
MOST_SECONDS_AT_FIRST = 1.0
MOST_GROWTH = 2.0
"""Seconds per byte at the largest size, against the smallest: past what is remembered of lines each step reads anew."""
ADDRESSEE = "Minister of Justice, 1 High Street, Nairobi, Kenya, Fax: +254 20 2000000"
ASKED = (
    "Please write to the authorities of Kenya, urging them to release all of them at once.\n\nADDRESSES\n" + ADDRESSEE
)
HEAD, CELLS = "A title of an appeal", "<tr><th>Name</th><th>Office</th><th>Address</th><th>Fax</th></tr>"


def story(size: int) -> bytes:
    """The seed appeal with as many more paragraphs of its own length as fill the size; each is another."""
    seed = (ROOT / "examples" / "appeal-chn-002.txt").read_text(encoding="utf-8").splitlines()
    more, length, number = [], 0, 0
    while length < size:
        number += 1
        more.append(f"On day {number} of the inquiry, witness {number} of the Center said: {seed[11]}")
        length += len(more[-1].encode()) + 1
    return "\n".join([*seed[:15], *more, *seed[15:]]).encode()


def _filled(before: str, unit: str, behind: str = "") -> Callable[[int], bytes]:
    """Texts of any size that say one thing again and again, each time with another number in place of ``#``."""

    def text_of(size: int) -> bytes:
        count = max(1, size // len(unit.replace("#", "2000000")))
        return (before + "".join(unit.replace("#", str(2_000_000 + at)) for at in range(count)) + behind).encode()

    return text_of


SHAPES: dict[str, Callable[[int], bytes]] = {
    "a long story": story,
    "addressees, a line each": _filled(
        f"{HEAD}\n\nPlease write to:\n\n",
        "Mr Example Name#, Minister of Justice, 1 High Street, 1000 Nairobi, Kenya, Fax: +254 20 #\n",
    ),
    "addressees in blocks": _filled(
        f"{HEAD}\n\nADDRESSEES\n\n",
        "Ms. Ada Name#\nMinister of Justice\nP.O. Box #\nNairobi\nKENYA\nFax: +254 20 #\nSalutation: Dear Minister\n\n",
    ),
    "addressees in a table": _filled(
        f"<html><body><h1>{HEAD}</h1><p>Please write to:</p><table>{CELLS}",
        "<tr><td>Mr Example Name#</td><td>Minister of Justice</td><td>1000 Nairobi, Kenya</td><td>+254 20 #</td></tr>",
        "</table></body></html>",
    ),
    "copies": _filled(
        f"{HEAD}\n\nPlease write to:\n{ADDRESSEE}\n\nCOPIES TO:\n\n",
        "Ambassador of Kenya, # High Street, Nairobi, Fax: +254 20 #\n",
    ),
    "addressees in sentences": _filled(
        f"{HEAD}\n\n",
        "Please fax the Minister of Justice, Mr Example Name#, 1 High Street, Nairobi, Kenya, at +254 20 #.\n\n",
    ),
    "requests": _filled(
        f"{HEAD}\n\nPlease write to the authorities of Kenya, urging them to:\n\n",
        "- release prisoner number # immediately and unconditionally, since he is a prisoner of conscience;\n",
        f"\nADDRESSES\n{ADDRESSEE}\n",
    ),
    "people in rows": _filled(f"{HEAD}\n\nCOUNTRY: KENYA\n\n", "Ada Muster# (f), aged 34, teacher\n", ASKED),
}


def seconds(data: bytes, runs: int) -> float:
    """The median of some runs, in seconds of this process's own time: others may be busy on the machine."""
    times = []
    for _ in range(runs):
        start = time.process_time()
        read_document(source_of(data, "a text"))
        times.append(time.process_time() - start)
    return statistics.median(times)


def measured(name: str, text_of: Callable[[int], bytes]) -> bool:
    """Prints the rows of a shape; whether all of them keep to the limits."""
    found = []
    for size in SIZES:
        data = text_of(size)
        found.append(seconds(data, 3 if size == SIZES[0] else 1) / len(data))
        limit = MOST_SECONDS_AT_FIRST * 10 if size == SIZES[0] else 0
        most = f"{limit:.0f} s/MB" if limit else f"{MOST_GROWTH}"
        figures = f"{found[-1] * len(data):7.2f}   {found[-1] * 1e6:6.2f}   {found[-1] / found[0]:5.2f}   {most}"
        print(f"{name:24} {size / 1e6:4.1f} MB   {figures}", flush=True)
    return found[0] * SIZES[0] <= MOST_SECONDS_AT_FIRST and found[-1] / found[0] <= MOST_GROWTH


def main() -> int:
    seconds(story(10_000), 1)
    print("reading an appeal                   seconds   per MB   ratio   at most")
    kept = {name: measured(name, text_of) for name, text_of in SHAPES.items()}
    return int(not all(kept.values()))


if __name__ == "__main__":
    sys.exit(main())
