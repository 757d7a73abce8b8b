"""The rows that were rejected, as a list to be mended and given again; and taking somebody out of such a list."""

import csv
import io
from collections.abc import Iterable
from pathlib import Path

from letterkit.cells import as_text
from letterkit.senders.columns import column_named
from letterkit.senders.members import MembersList, Rejected, head_of, ids_of
from letterkit.senders.table import read_table

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


def rejects_without(file: Path, senders: frozenset[str]) -> tuple[int, bytes]:
    """How many rows of a list name these senders, by their ids, and the list without them; empty without anybody else.

    Raises :class:`Mistake` for what is no list.
    """
    table = read_table(file)
    at, header = head_of(table, file)
    below = table.rows[at + 1 :]
    others = [row for row in below if senders.isdisjoint(ids_of(row, header))]
    if not others:
        return len(below), b""
    text = io.StringIO()
    writer = csv.writer(text, delimiter=table.separator, lineterminator="\r\n")
    writer.writerows([as_text(cell) for cell in row.cells] for row in (*table.rows[: at + 1], *others))
    return len(below) - len(others), text.getvalue().encode("utf-8-sig")


def _cells(cells: tuple[str, ...], kept: Iterable[int]) -> list[str]:
    return [as_text(cells[at]) if at < len(cells) else "" for at in kept]
