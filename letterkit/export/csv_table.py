"""A table as CSV that a spreadsheet opens as text: no cell is ever taken for a formula."""

import csv
from collections.abc import Iterable, Mapping, Sequence
from io import StringIO

from letterkit.cells import as_text, as_was

SEPARATORS = (",", ";", "\t")


def csv_bytes(columns: Sequence[str], rows: Iterable[Mapping[str, str]]) -> bytes:
    """The table in UTF-8, with the mark by which spreadsheets know that it is."""
    out = StringIO()
    writer = csv.DictWriter(out, columns, lineterminator="\r\n")
    writer.writeheader()
    for row in rows:
        writer.writerow({name: as_text(value) for name, value in row.items()})
    return out.getvalue().encode("utf-8-sig")


def csv_rows(data: bytes) -> list[dict[str, str]]:
    """The rows of such a table, as a person may have filled it in; cells as they were before they were made text.

    Spreadsheet programs save with the separator of their country.
    """
    text = data.decode("utf-8-sig", "replace")
    head = text.partition("\n")[0]
    reader = csv.DictReader(StringIO(text), delimiter=max(SEPARATORS, key=head.count))
    return [{str(name): as_was(value) for name, value in row.items() if isinstance(value, str)} for row in reader]
