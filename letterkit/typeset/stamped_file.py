"""The tagged file of one letter: made once for a body, all but the streams that draw the sender's lines."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from letterkit.typeset.content import Cut, Gap
from letterkit.typeset.pages import Painted
from letterkit.typeset.pdf_objects import HEAD, ROW, collection, end_of_file, indirect, packed, stream

CONTENTS = re.compile(rb"/Contents \d+ 0 R")


@dataclass(frozen=True)
class StampedFile:
    """What a file consists of before and after a sender's lines are known."""

    before: bytes
    """All objects but the gaps' streams and the cross-references."""
    gaps: tuple[Gap, ...]
    rows: bytes
    """The cross-references of those objects."""
    root: int
    information: int

    def filled(self, lines: Sequence[bytes]) -> bytes:
        """The file with a sender's lines; the same bytes for the same lines."""
        number, at = len(self.rows) // ROW.size, len(self.before)
        pieces, rows = [self.before], [self.rows]
        for gap in self.gaps:
            piece = indirect(number, stream(gap.filled(lines)))
            rows.append(ROW.pack(1, at, 0))
            pieces.append(piece)
            number, at = number + 1, at + len(piece)
        rows.append(ROW.pack(1, at, 0))
        return b"".join([*pieces, end_of_file(number, b"".join(rows), at, self.root, self.information)])


def stamped_file(painted: Painted, cuts: Sequence[Cut]) -> StampedFile:
    """The file of these pages, whose contents are cut at the sender's lines."""
    gaps = tuple(piece for cut in cuts for piece in cut if isinstance(piece, Gap))
    objects, first_gap = _with_contents(painted, cuts, len(gaps))
    plain = [number for number in sorted(objects) if b"stream\n" not in objects[number]]
    before, rows = [HEAD], [ROW.pack(0, 0, 0)] * first_gap
    at = len(HEAD)
    for number in sorted(objects.keys() - set(plain)):
        before.append(indirect(number, objects[number]))
        rows[number] = ROW.pack(1, at, 0)
        at += len(before[-1])
    for index, number in enumerate(plain):
        rows[number] = ROW.pack(2, first_gap - 1, index)
    before.append(indirect(first_gap - 1, collection([(number, objects[number]) for number in plain])))
    rows[first_gap - 1] = ROW.pack(1, at, 0)
    return StampedFile(b"".join(before), gaps, b"".join(rows), painted.catalog, painted.information)


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
