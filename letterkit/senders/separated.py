"""A table as text with separators (CSV): whatever separator, encoding and line ends it has."""

import csv
import io
from itertools import islice

from letterkit.decoding import decode
from letterkit.errors import Mistake, Problem
from letterkit.model.finding import Finding
from letterkit.senders.columns import column_named
from letterkit.senders.table import AS_CSV, Rows, Table, trimmed

SEPARATORS = (",", ";", "\t", "|")
HEADER_WITHIN = 10
"""Rows within which the header of a list stands: some have a title above it."""


def read_separated(data: bytes) -> Table:
    """The table; raises :class:`Mistake` with the line where a quotation mark is not closed."""
    decoded = decode(data) if data.strip(b" \t\r\n\0\xef\xbb\xbf\xff\xfe") else ("", "utf-8")
    if decoded is None:
        raise Mistake("this is no text, whatever its name says", AS_CSV)
    text, encoding = decoded
    first, newline, rest = text.partition("\n")
    declared = first.strip().strip('"').lower()
    skipped = 0
    if declared.startswith("sep=") and len(declared) <= 5:  # Excel writes this line, and shows it to nobody
        text, skipped = rest, len(newline)
    separator = declared[4:] if skipped and declared[4:] else _separator(text)
    rows = Rows()
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
    begun = 1
    try:
        for number, cells in enumerate(reader, 1):
            rows.add(number, cells)
            begun = reader.line_num + 1
    except csv.Error as error:
        what = f"this row can't be read: {error}"
        raise Mistake(Problem(what, "look for a quotation mark that is not closed", line=begun + skipped)) from error
    return rows.table(separator, _findings(encoding))


def _separator(text: str) -> str:
    """The separator by which the most words above columns are known; among equals the one that makes most cells."""
    return max(SEPARATORS, key=lambda one: max(_known(text, one), default=(0, 0)))


def _known(text: str, separator: str) -> list[tuple[int, int]]:
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator)
    try:
        rows = list(islice(reader, HEADER_WITHIN))
    except csv.Error:
        return []
    return [(sum(column_named(trimmed(cell)) is not None for cell in cells), len(cells)) for cells in rows]


def _findings(encoding: str) -> tuple[Finding, ...]:
    if encoding != "cp1252":
        return ()
    message = "the list is not UTF-8; read as Windows-1252, so look at the accents"
    return (Finding(field="members", kind="doubtful", message=message),)
