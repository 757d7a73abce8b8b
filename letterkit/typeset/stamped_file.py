"""The tagged file of one letter: made once for a body, all but the streams that draw the sender's lines."""

import re
import zlib
from collections.abc import Sequence
from dataclasses import dataclass

from letterkit.typeset.content import Cut, Gap
from letterkit.typeset.pages import Painted

HEAD = b"%PDF-1.7\n%\xf0\x9f\x96\xa4\n"
CONTENTS = re.compile(rb"/Contents \d+ 0 R")
ROW = (1, 4, 2)
"""Bytes of the columns of a cross-reference stream: kind, place, index (ISO 32000-2, 7.5.8)."""


@dataclass(frozen=True)
class StampedFile:
    """What a file consists of before and after a sender's lines are known."""

    before: bytes
    """All objects but the gaps' streams and the cross-references."""
    gaps: tuple[Gap, ...]
    rows: bytes
    """The cross-references of those objects."""
    trailer: bytes

    def filled(self, lines: Sequence[bytes]) -> bytes:
        """The file with a sender's lines; the same bytes for the same lines."""
        number, at = len(self.rows) // sum(ROW), len(self.before)
        pieces, rows = [self.before], [self.rows]
        for gap in self.gaps:
            piece = indirect(number, stream(gap.filled(lines)))
            rows.append(_row(1, at))
            pieces.append(piece)
            number, at = number + 1, at + len(piece)
        rows.append(_row(1, at))
        references = packed(b"".join(rows), b"%s/Size %d" % (self.trailer, number + 1))
        return b"".join([*pieces, indirect(number, references), b"startxref\n%d\n%%%%EOF\n" % at])


def stamped_file(painted: Painted, cuts: Sequence[Cut]) -> StampedFile:
    """The file of these pages, whose contents are cut at the sender's lines."""
    gaps = tuple(piece for cut in cuts for piece in cut if isinstance(piece, Gap))
    objects, first_gap = _with_contents(painted, cuts, len(gaps))
    plain = [number for number in sorted(objects) if b"stream\n" not in objects[number]]
    before, rows = [HEAD], [_row(0, 0)] * first_gap
    at = len(HEAD)
    for number in sorted(objects.keys() - set(plain)):
        before.append(indirect(number, objects[number]))
        rows[number] = _row(1, at)
        at += len(before[-1])
    for index, number in enumerate(plain):
        rows[number] = _row(2, first_gap - 1, index)
    before.append(indirect(first_gap - 1, _collection([(number, objects[number]) for number in plain])))
    rows[first_gap - 1] = _row(1, at)
    trailer = b"/Type/XRef/W[%d %d %d]/Root %d 0 R/Info %d 0 R" % (*ROW, painted.catalog, painted.information)
    return StampedFile(b"".join(before), gaps, b"".join(rows), trailer)


def _with_contents(painted: Painted, cuts: Sequence[Cut], gaps: int) -> tuple[dict[int, bytes], int]:
    """The objects with those of the pages' contents, and the number of the first gap: the one before it is free."""
    objects, last = dict(painted.objects), max(*painted.objects, *painted.contents)
    constant = sum(len(cut) for cut in cuts) - gaps
    numbers = (*painted.contents, *range(last + 1, last + 1 + constant - len(cuts)))
    first_gap = last + constant - len(cuts) + 2
    kept, filled = iter(numbers), iter(range(first_gap, first_gap + gaps))
    for page, cut in zip(painted.pages, cuts, strict=True):
        listed = []
        for piece in cut:
            listed.append(next(filled if isinstance(piece, Gap) else kept))
            if isinstance(piece, bytes):
                objects[listed[-1]] = packed(piece)
        contents = b" ".join(b"%d 0 R" % number for number in listed)
        objects[page] = CONTENTS.sub(b"/Contents[%s]" % contents, objects[page])
    return objects, first_gap


def _collection(objects: Sequence[tuple[int, bytes]]) -> bytes:
    """Objects that are no streams, packed into one (ISO 32000-2, 7.5.7)."""
    places, at = [], 0
    for number, body in objects:
        places.append(b"%d %d" % (number, at))
        at += len(body) + 1
    index = b" ".join(places) + b"\n"
    bodies = b"\n".join(body for _, body in objects)
    return packed(index + bodies, b"/Type/ObjStm/N %d/First %d" % (len(objects), len(index)))


def indirect(number: int, body: bytes) -> bytes:
    """An object as it stands in a file."""
    return b"%d 0 obj\n%s\nendobj\n" % (number, body)


def stream(data: bytes, entries: bytes = b"") -> bytes:
    """A stream as it is."""
    return b"<<%s/Length %d>>stream\n%s\nendstream" % (entries, len(data), data)


def packed(data: bytes, entries: bytes = b"") -> bytes:
    """A stream that is compressed."""
    return stream(zlib.compress(data, 9), entries + b"/Filter/FlateDecode")


def _row(kind: int, place: int, index: int = 0) -> bytes:
    return b"".join(value.to_bytes(width, "big") for value, width in zip((kind, place, index), ROW, strict=True))
