"""The rows that were rejected, as a list to be mended and given again."""

import csv
import io
from collections.abc import Iterable

from letterkit.cells import as_text
from letterkit.senders.columns import column_named
from letterkit.senders.members import MembersList, Rejected

ADDED = ("row", "reason")


def rejects_csv(listed: MembersList, rejected: Iterable[Rejected]) -> bytes:
    """The rows with the columns as they came, their number and the reason, as CSV that spreadsheet programs open.

    Nothing in it can be taken for a formula; reading the list again gives every cell as it was.
    """
    kept = [at for at, cell in enumerate(listed.head.cells) if column_named(cell) != "ours"]
    text = io.StringIO()
    writer = csv.writer(text, delimiter=listed.table.separator, lineterminator="\r\n")
    writer.writerow([*_cells(listed.head.cells, kept), *ADDED])
    for one in sorted(rejected, key=lambda one: one.row.number):
        writer.writerow([*_cells(one.row.cells, kept), str(one.row.number), as_text(one.reason)])
    return text.getvalue().encode("utf-8-sig")


def _cells(cells: tuple[str, ...], kept: Iterable[int]) -> list[str]:
    return [as_text(cells[at]) if at < len(cells) else "" for at in kept]
