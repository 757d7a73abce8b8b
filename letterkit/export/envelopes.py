"""Envelopes and labels as files for the printer: so many pieces in each as any machine and printer can take."""

from collections.abc import Callable, Sequence
from pathlib import Path

from letterkit.folders import whole_file
from letterkit.model.envelope import Envelope
from letterkit.typeset.envelopes import EnvelopeSize, lay_out_envelopes
from letterkit.typeset.labels import LabelSheet, lay_out_labels
from letterkit.typeset.pages import pdf_of

MOST_ENVELOPES = 500
"""Envelopes in one file: they are laid out together, in about 200 MB of memory."""
MOST_LABELS = 1500
"""Labels in one file, or as many as fill whole sheets."""
Tell = Callable[[], None]


def write_envelopes(envelopes: Sequence[Envelope], size: EnvelopeSize, path: Path, tell: Tell) -> list[Path]:
    """A page of the envelope's size for each, in one file or in several; ``tell`` is called for each envelope."""
    ends = [*range(MOST_ENVELOPES, len(envelopes), MOST_ENVELOPES), len(envelopes)]
    return _write(envelopes, ends, path, lambda part, _: pdf_of(lay_out_envelopes(part, size), full_size=True), tell)


def write_labels(envelopes: Sequence[Envelope], sheet: LabelSheet, start: int, path: Path, tell: Tell) -> list[Path]:
    """Sheets of labels with the addresses of envelopes, the first on label ``start``; as :func:`write_envelopes`."""
    whole = MOST_LABELS // sheet.labels * sheet.labels
    ends = [*range(whole - start + 1, len(envelopes), whole), len(envelopes)]

    def make(part: Sequence[Envelope], begins: int) -> bytes:
        return pdf_of(lay_out_labels(part, sheet, 1 if begins else start), full_size=True)

    return _write(envelopes, ends, path, make, tell)


def _write(
    envelopes: Sequence[Envelope],
    ends: Sequence[int],
    path: Path,
    make: Callable[[Sequence[Envelope], int], bytes],
    tell: Tell,
) -> list[Path]:
    """A file up to each end. One of several says which it is, and of how many, so that files of two runs don't mix."""
    written = []
    for number, (begin, end) in enumerate(zip([0, *ends], ends, strict=False), 1):
        part = envelopes[begin:end]
        name = path if len(ends) == 1 else path.with_stem(f"{path.stem}-{number}-of-{len(ends)}")
        with whole_file(name, private=True) as file:
            file.write(make(part, begin))
        written.append(name)
        for _ in part:
            tell()
    return written
