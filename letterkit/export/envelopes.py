"""Envelopes and labels as files for the printer: so many pieces in each as any machine and printer can take."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
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


@dataclass(frozen=True)
class Batch:
    """A file that is to be written: where, for which envelopes, and what lays out its pages."""

    path: Path
    envelopes: Sequence[Envelope]
    lay_out: Callable[[], object]

    def write(self) -> None:
        """Writes the file, whole or not at all."""
        with whole_file(self.path, private=True) as file:
            file.write(pdf_of(self.lay_out(), full_size=True))


def batches_of_envelopes(envelopes: Sequence[Envelope], size: EnvelopeSize, path: Path) -> list[Batch]:
    """A page of the envelope's size for each, in one file or in several."""
    ends = [*range(MOST_ENVELOPES, len(envelopes), MOST_ENVELOPES), len(envelopes)]
    return _batches(envelopes, ends, path, lambda part, _: lay_out_envelopes(part, size))


def batches_of_labels(envelopes: Sequence[Envelope], sheet: LabelSheet, start: int, path: Path) -> list[Batch]:
    """Sheets of labels with the addresses of envelopes, the first on label ``start``, in one file or in several."""
    whole = MOST_LABELS // sheet.labels * sheet.labels
    ends = [*range(whole - start + 1, len(envelopes), whole), len(envelopes)]
    return _batches(envelopes, ends, path, lambda part, begins: lay_out_labels(part, sheet, 1 if begins else start))


def _batches(
    envelopes: Sequence[Envelope],
    ends: Sequence[int],
    path: Path,
    lay_out: Callable[[Sequence[Envelope], int], object],
) -> list[Batch]:
    """A file up to each end. One of several says which it is, and of how many, so that files of two runs don't mix."""
    found = []
    for number, (begin, end) in enumerate(zip([0, *ends], ends, strict=False), 1):
        part = envelopes[begin:end]
        name = path if len(ends) == 1 else path.with_stem(f"{path.stem}-{number}-of-{len(ends)}")
        found.append(Batch(name, part, partial(lay_out, part, begin)))
    return found
