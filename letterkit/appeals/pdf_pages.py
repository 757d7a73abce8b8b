"""The characters of a PDF with their places, read in a process of its own.

A PDF of some kilobytes can unpack to gigabytes, and the engine is no Python: its memory, and its end, stay over there.
It is given the PDF on its standard input, and writes JSON to its standard output.
"""

import json
import resource
import sys
from collections.abc import Iterator
from contextlib import closing
from ctypes import byref, c_double
from typing import Any

import pypdfium2
from pypdfium2 import raw

from letterkit.appeals.sheet import Run

MOST_PAGES = 300
MOST_CHARACTERS = 2_000_000
MOST_MEMORY = 450_000_000
MOST_SECONDS = 25


def main() -> None:
    """Reads one PDF; what is wrong with it is told by one word."""
    _limit(resource.RLIMIT_CPU, MOST_SECONDS)
    _limit(resource.RLIMIT_AS, MOST_MEMORY)
    try:
        told: dict[str, Any] = {"pages": list(_pages(sys.stdin.buffer.read()))}
    except pypdfium2.PdfiumError as error:
        told = {"wrong": "locked" if "assword" in str(error) else "broken"}
    except _TooLong as error:
        told = {"wrong": str(error)}
    except MemoryError:
        told = {"wrong": "greedy"}
    with open(1, "wb", closefd=False) as out:
        out.write(json.dumps(told).encode())


class _TooLong(Exception):
    pass


def _limit(kind: int, most: int) -> None:
    try:
        resource.setrlimit(kind, (most, resource.getrlimit(kind)[1]))
    except (ValueError, OSError):  # not every system has each limit; the parent's clock remains
        return


def _pages(data: bytes) -> Iterator[list[Any]]:
    left = MOST_CHARACTERS
    with closing(pypdfium2.PdfDocument(data)) as document:
        if len(document) > MOST_PAGES:
            raise _TooLong(f"{len(document)} pages")
        for number in range(len(document)):
            with closing(document[number]) as page, closing(page.get_textpage()) as text:
                count = text.count_chars()
                left -= count
                if left < 0:
                    raise _TooLong(f"more than {MOST_CHARACTERS} characters")
                runs = [
                    (run.text, run.left, run.right, run.baseline, run.size, run.order) for run in _runs(text, count)
                ]
                yield [number + 1, page.get_height(), runs]


def _runs(text: Any, count: int) -> Iterator[Run]:
    """Stretches of characters on one line, cut where the engine sees a new line or where a wide gap is."""
    run: Run | None = None
    for place in range(count):
        sign = _sign(text, place)
        if sign is None:
            if run and run.text[-1:] != " ":
                run.text += " "
            continue
        if run and not _stands_next(run, sign):
            yield from _ended(run)
            run = None
        if run is None:
            run = sign
        else:
            run.text += sign.text
            run.right = max(run.right, sign.right)
            run.size = max(run.size, sign.size)
    yield from _ended(run)


def _stands_next(run: Run, sign: Run) -> bool:
    return -run.size < sign.left - run.right < 1.6 * run.size and abs(sign.baseline - run.baseline) < 0.6 * run.size


def _sign(text: Any, place: int) -> Run | None:
    """One character with its place; None for white space."""
    character = _character(raw.FPDFText_GetUnicode(text, place))
    if character.isspace() or raw.FPDFText_IsGenerated(text, place) == 1:
        return None
    left, right, bottom, top, x, y = (c_double() for _ in range(6))
    if not raw.FPDFText_GetCharBox(text, place, byref(left), byref(right), byref(bottom), byref(top)):
        return None
    baseline = y.value if raw.FPDFText_GetCharOrigin(text, place, byref(x), byref(y)) else bottom.value
    matrix = raw.FS_MATRIX()
    scale = abs(matrix.d) if raw.FPDFText_GetMatrix(text, place, byref(matrix)) else 1.0
    size = raw.FPDFText_GetFontSize(text, place) * (scale or 1.0)
    return Run(character, left.value, right.value, baseline, max(size, 1.0), place)


_SIGNS = {
    0x02: "-",
    0xFFFE: "-",
    0xF0A7: "•",
    0xF0B7: "•",
    0xF0D8: "•",
    **dict(zip(range(0xFB00, 0xFB07), ("ff", "fi", "fl", "ffi", "ffl", "st", "st"), strict=True)),
}
"""Hyphens as the engine marks them, bullets of symbol fonts, ligatures."""


def _character(code: int) -> str:
    if code in _SIGNS:
        return _SIGNS[code]
    return chr(code) if 0x20 <= code <= 0x10FFFF and not 0xD800 <= code < 0xE000 else " "


def _ended(run: Run | None) -> Iterator[Run]:
    if run and run.text.strip():
        run.text = " ".join(run.text.split())
        yield run


if __name__ == "__main__":
    main()
