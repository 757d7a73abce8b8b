"""Pages of a run as the file that a stopped run leaves for the next: JSON, for anybody may have put it there."""

import json
from base64 import b64decode, b64encode
from dataclasses import asdict
from hashlib import sha256
from typing import Any

from letterkit.errors import Problem
from letterkit.model.finding import Finding
from letterkit.typeset.content import Cut, Gap
from letterkit.typeset.run_pages import PagesOf, RunPages


def as_bytes(pages: RunPages) -> bytes:
    """A line with the sum of what follows, and JSON."""
    found = {
        "letters": pages.letters,
        "bodies": [{"papers": _texts(body.papers), "cuts": [_cut(cut) for cut in body.cuts]} for body in pages.bodies],
        "lines": [_texts(lines) for lines in pages.lines],
        "objects": {number: b64encode(body).decode() for number, body in pages.objects.items()},
        "resources": pages.resources,
        "ways": pages.ways,
        "faults": {number: [asdict(one) for one in problems] for number, problems in pages.faults.items()},
        "findings": [one.model_dump(mode="json") for one in pages.findings],
    }
    data = json.dumps(found, separators=(",", ":")).encode()
    return b"%s\n%s" % (_sum(data), data)


def _sum(data: bytes) -> bytes:
    return sha256(data).hexdigest().encode()


def from_bytes(data: bytes) -> RunPages:
    """The pages that :func:`as_bytes` was given; raises :class:`ValueError` for anything else."""
    told, _, data = data.partition(b"\n")
    if told != _sum(data):
        raise ValueError("these pages are not as they were kept")
    try:
        found = json.loads(data)
        return RunPages(
            tuple(one and (one[0], one[1]) for one in found["letters"]),
            tuple(_body(one) for one in found["bodies"]),
            tuple(_bytes(lines) for lines in found["lines"]),
            {int(number): b64decode(body) for number, body in found["objects"].items()},
            int(found["resources"]),
            found["ways"],
            {int(number): tuple(Problem(**one) for one in problems) for number, problems in found["faults"].items()},
            tuple(Finding(**one) for one in found["findings"]),
        )
    except (LookupError, TypeError, AttributeError) as error:
        raise ValueError("these are no pages of a run") from error


def _texts(drawn: tuple[bytes, ...]) -> list[str]:
    """What draws is ASCII: operators, numbers, and glyphs by their numbers."""
    return [one.decode("ascii") for one in drawn]


def _bytes(texts: list[str]) -> tuple[bytes, ...]:
    return tuple(one.encode("ascii") for one in texts)


def _cut(cut: Cut) -> list[Any]:
    return [
        [one if isinstance(one, int) else one.decode("ascii") for one in piece.pieces]
        if isinstance(piece, Gap)
        else piece.decode("ascii")
        for piece in cut
    ]


def _body(found: dict[str, Any]) -> PagesOf:
    return PagesOf(_bytes(found["papers"]), tuple(tuple(_piece(one) for one in cut) for cut in found["cuts"]))


def _piece(found: Any) -> bytes | Gap:
    if isinstance(found, str):
        return found.encode("ascii")
    return Gap(tuple(one if isinstance(one, int) else one.encode("ascii") for one in found))
