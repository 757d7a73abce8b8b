"""The fax file: a TIFF of Profile S (RFC 3949, section 3) and Class F (RFC 2306) that every fax program takes as it is.

Its directories are written here, byte by byte, because fax software asks for more than image libraries write.
"""

import struct
from collections.abc import Sequence
from dataclasses import dataclass

from letterkit.export.fax_format import DOTS_PER_INCH, WIDTH
from letterkit.model.fax import Coding, Quality

SOFTWARE = b"letterkit\0"
SHORT, LONG, RATIONAL, ASCII = 3, 4, 5, 2
T4, T6 = 3, 4


@dataclass(frozen=True)
class Strip:
    """The coded rows of one page, the first pixel in the lowest bit of a byte."""

    data: bytes
    rows: int


def fax_file(strips: Sequence[Strip], quality: Quality, coding: Coding = Coding.MH) -> bytes:
    """All pages as one file; equal pages give equal bytes, for neither a date nor a name is in it."""
    out = bytearray(b"II*\0\0\0\0\0")
    link = 4
    for number, strip in enumerate(strips):
        data_at = _append(out, strip.data)
        across, down = (_append(out, struct.pack("<II", dots, 1)) for dots in (DOTS_PER_INCH, quality.lines_per_inch))
        software_at = _append(out, SOFTWARE)
        entries = (
            (254, LONG, 1, 2),  # one page of several
            (256, LONG, 1, WIDTH),
            (257, LONG, 1, strip.rows),
            (258, SHORT, 1, 1),
            (259, SHORT, 1, T6 if coding is Coding.MMR else T4),
            (262, SHORT, 1, 0),  # 0 is white
            (266, SHORT, 1, 2),  # the first pixel is the lowest bit
            (273, LONG, 1, data_at),
            (274, SHORT, 1, 1),
            (277, SHORT, 1, 1),
            (278, LONG, 1, strip.rows),  # one strip
            (279, LONG, 1, len(strip.data)),
            (282, RATIONAL, 1, across),
            (283, RATIONAL, 1, down),
            (293, LONG, 1, 0) if coding is Coding.MMR else (292, LONG, 1, 5 if coding is Coding.MR else 4),
            (296, SHORT, 1, 2),  # inches
            (297, SHORT, 2, number | len(strips) << 16),  # which page, counted from 0, of how many
            (305, ASCII, len(SOFTWARE), software_at),
        )
        struct.pack_into("<I", out, link, len(out))
        link = _append(out, _directory(entries)) + 2 + 12 * len(entries)
    return bytes(out)


def _append(out: bytearray, data: bytes) -> int:
    """Where the data was put: every part begins on a word."""
    at = len(out)
    out += data + b"\0" * (len(data) % 2)
    return at


def _directory(entries: Sequence[tuple[int, int, int, int]]) -> bytes:
    """Tags in ascending order, each with its type, count and value; then where the next directory is: nowhere yet."""
    packed = b"".join(struct.pack("<HHII", *entry) for entry in entries)
    return struct.pack("<H", len(entries)) + packed + b"\0\0\0\0"
