"""``letterkit labels``: the addresses of an appeal's letters on sheets of labels."""

from typing import Annotated

import typer

from letterkit.cli import screen
from letterkit.cli.options import AppealNumber, Asked, Verbose
from letterkit.cli.spread import spread
from letterkit.cli.stationery import Addressing, AppealToAddress, Stationery, addressed, make
from letterkit.cli.whose import OF_LIST, Whose
from letterkit.errors import WrongUsage
from letterkit.export.envelopes import write_labels
from letterkit.typeset.labels import check_label, check_start, label_sheet, label_sheets

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
        lambda pieces, path, tell: write_labels(pieces, chosen, start, path, tell),
    )
    make(due, how, stationery)


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
