"""Opening what a person named: an appeal file, or the published document itself."""

from pathlib import Path

from letterkit.appeals.file import is_appeal_file, read_appeal_file
from letterkit.appeals.read import read_document
from letterkit.appeals.source import open_source
from letterkit.model.finding import Reading


def open_appeal(where: str, *, appeal_number: int | None = None) -> Reading:
    """The appeal in a file, imported on the fly when it is a published document; ``-`` is standard input."""
    if where != "-" and is_appeal_file(Path(where)):
        return read_appeal_file(Path(where))
    return read_document(open_source(where), appeal_number=appeal_number)
