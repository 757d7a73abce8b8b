"""``letterkit labels``: the addresses of an appeal's letters on sheets of labels."""

from itertools import groupby
from typing import Annotated

import typer

from letterkit.cli import screen
from letterkit.cli.options import AppealNumber, Asked, Verbose
from letterkit.cli.spread import spread
from letterkit.cli.stationery import Addressing, AppealToAddress, Stationery, addressed, make
from letterkit.cli.taken_up import some
from letterkit.cli.whose import OF_LIST, Whose
from letterkit.errors import WrongUsage
from letterkit.export.envelopes import batches_of_labels
from letterkit.model.envelope import Envelope
from letterkit.typeset.labels import LabelSheet, check_label, check_start, label_sheet, label_sheets

app = typer.Typer(rich_markup_mode=None, add_completion=False)


@app.command()
@spread
def labels(
    asked: Asked,
    *,
    appeal: AppealToAddress = None,
    number: AppealNumber = None,
    whose: Annotated[Whose, OF_LIST],
    how: Addressing,
    sheet: Annotated[
        str | None, typer.Option("--sheet", metavar="NUMBER|list", help="The number on the packet: l7163, 3475, 5160.")
    ] = None,
    start: Annotated[int, typer.Option("--start", metavar="K", help="The first label that is still there.")] = 1,
    verbose: Verbose = False,
) -> None:
    """Print address labels for the letters of an appeal: one for each envelope, from any label of the sheet on."""
    if sheet is None:
        raise WrongUsage("which labels?", "--sheet l7163; all that are known: letterkit labels --sheet list")
    if sheet.lower() == "list":
        _list(json=how.json)
        return
    chosen = label_sheet(sheet)
    check_start(start, chosen)
    due = addressed(appeal, number, asked, whose, how)
    stationery = Stationery(
        "labels",
        lambda envelope: check_label(envelope, chosen),
        lambda pieces, path: batches_of_labels(pieces, chosen, start, path),
        lambda pieces: _whose(pieces, chosen, start),
    )
    make(due, how, stationery)


def _whose(envelopes: list[Envelope], sheet: LabelSheet, start: int) -> list[str]:
    """Which labels are whose, where they are several people's: a label itself does not tell."""
    at = {key: [place for place, _ in several] for key, several in groupby(enumerate(envelopes), _sender)}
    lines = []
    for (_, name), places in at.items():
        (sheet_from, first), (sheet_to, last) = (_place(place, sheet, start) for place in (places[0], places[-1]))
        until = f" to {last}" if sheet_to == sheet_from else f" to sheet {sheet_to}, label {last}"
        lines.append(f"{name}: sheet {sheet_from}, label {first}{until if len(places) > 1 else ''}")
    return some(lines, "more members; --json names all") if len(at) > 1 else []


def _sender(place: tuple[int, Envelope]) -> tuple[str, str]:
    return place[1].sender_id, place[1].sender


def _place(at: int, sheet: LabelSheet, start: int) -> tuple[int, int]:
    """The sheet and the label on it, each counted from 1."""
    before, on_it = divmod(at + start - 1, sheet.labels)
    return before + 1, on_it + 1


def _list(*, json: bool) -> None:
    sheets = label_sheets()
    if json:
        screen.data_json([one.model_dump(mode="json") for one in sheets])
        return
    rows = [
        (
            one.name,
            one.brand,
            f"{one.columns} × {one.rows}",
            f"{one.label.w:g} × {one.label.h:g} mm",
            f"{one.paper.w:g} × {one.paper.h:g} mm",
            ", ".join(one.also),
        )
        for one in sheets
    ]
    screen.table(("sheet", "brand", "labels", "each", "paper", "also"), rows)
