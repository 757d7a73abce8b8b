"""What a PDF file consists of, as it stands there: objects, streams, packed objects, cross-references (ISO 32000-2)."""

import struct
import zlib
from collections.abc import Sequence

HEAD = b"%PDF-1.7\n%\xf0\x9f\x96\xa4\n"
ROW = struct.Struct(">BQH")
"""Kind, place, index: a row of the cross-references (7.5.8)."""
SMALL, FAST = 7, 1
"""Of zlib's levels: beyond the one it takes three times as long for a fiftieth of the bytes; the other is fastest."""


def indirect(number: int, body: bytes) -> bytes:
    """An object with its number."""
    return b"%d 0 obj\n%s\nendobj\n" % (number, body)


def stream(data: bytes, entries: bytes = b"") -> bytes:
    """A stream as it is."""
    return b"<<%s/Length %d>>stream\n%s\nendstream" % (entries, len(data), data)


def packed(data: bytes | bytearray, entries: bytes = b"", *, level: int = SMALL) -> bytes:
    """A stream that is compressed."""
    return stream(zlib.compress(data, level), entries + b"/Filter/FlateDecode")


def collection(objects: Sequence[tuple[int, bytes]], *, level: int = SMALL) -> bytes:
    """Objects that are no streams, by their numbers, packed into one (7.5.7)."""
    places, at = [], 0
    for number, body in objects:
        places.append(b"%d %d" % (number, at))
        at += len(body) + 1
    index = b" ".join(places) + b"\n"
    bodies = b"\n".join(body for _, body in objects)
    return packed(index + bodies, b"/Type/ObjStm/N %d/First %d" % (len(objects), len(index)), level=level)


def end_of_file(number: int, rows: bytes | bytearray, at: int, root: int, information: int) -> bytes:
    """The cross-references of all objects, with those of themselves as the last row; their number, and where they lie.

    ``root`` and ``information`` are the numbers of the objects from which a reader begins.
    """
    entries = b"/Type/XRef/W[1 8 2]/Size %d/Root %d 0 R/Info %d 0 R" % (number + 1, root, information)
    references = packed(rows, entries, level=FAST)
    return indirect(number, references) + b"startxref\n%d\n%%%%EOF\n" % at
