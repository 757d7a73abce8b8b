"""``letterkit envelopes``: the envelopes of an appeal's letters, to print."""

from collections import Counter
from collections.abc import Iterator
from typing import Annotated

import typer

from letterkit.cli import screen
from letterkit.cli.options import AppealNumber, Asked, Verbose
from letterkit.cli.spread import spread
from letterkit.cli.stationery import Addressed, Addressing, AppealToAddress, Stationery, addressed, make
from letterkit.cli.whose import OF_LIST, Whose
from letterkit.export.envelopes import batches_of_envelopes
from letterkit.model.envelope import Envelope
from letterkit.model.letter import DEFAULT_LAYOUT
from letterkit.typeset.envelopes import (
    EnvelopeSize,
    check_envelope,
    envelope_holding,
    envelope_size,
    envelope_sizes,
    usual_envelope,
)
from letterkit.typeset.layouts import layout

app = typer.Typer(rich_markup_mode=None, add_completion=False)


@app.command()
@spread
def envelopes(
    asked: Asked,
    *,
    appeal: AppealToAddress = None,
    number: AppealNumber = None,
    whose: Annotated[Whose, OF_LIST],
    how: Addressing,
    size: Annotated[
        str | None,
        typer.Option("--size", metavar="dl|c6/5|c5|#10|list", help="Default: that of the letters’ layout."),
    ] = None,
    verbose: Verbose = False,
) -> None:
    """Print envelopes for the letters of an appeal: one for several letters to one address."""
    if size and size.lower() == "list":
        _list(json=how.json)
        return
    chosen = envelope_size(size) if size else None
    due = addressed(appeal, number, asked, whose, how)
    chosen = chosen or _usual(due)
    stationery = Stationery(
        "envelopes",
        lambda envelope: check_envelope(envelope, chosen),
        lambda pieces, path: batches_of_envelopes(pieces, chosen, path),
        lambda pieces: _remarks(pieces, chosen, withheld=asked.no_sender_address),
    )
    make(due, how, stationery)


def _usual(due: Addressed) -> EnvelopeSize:
    """What most of the letters are made for; with many letters in one, a larger one."""
    usual = usual_envelope(layout(Counter(due.layouts or (DEFAULT_LAYOUT,)).most_common(1)[0][0]))
    return envelope_holding(max((one.letters for one in due.found.envelopes), default=0), usual)


def _remarks(found: list[Envelope], size: EnvelopeSize, *, withheld: bool) -> Iterator[str]:
    """What stands on the envelopes, and which can't hold what is meant for them."""
    bare = sum(not one.return_address for one in found)
    if withheld:
        yield f"Size {size.name}, without a return address."
    elif bare < len(found):
        stands = "the sender’s name and postal address; --no-sender-address leaves them out."
        yield f"On each envelope, size {size.name}, stand {stands}"
    if bare and not withheld:
        yield f"{screen.counted(bare, 'envelope')} without a return address: none is known."
    for one in found:
        if one.letters > size.holds:
            held = f"one {size.name} holds {size.holds} sheets"
            yield f"{one.to[0]}: {one.letters} letters, and {held}; --size chooses another."


def _list(*, json: bool) -> None:
    sizes = envelope_sizes()
    if json:
        screen.data_json([one.model_dump(mode="json") for one in sizes])
        return
    rows = [(one.name, f"{one.size.w:g} × {one.size.h:g} mm", ", ".join(one.also)) for one in sizes]
    screen.table(("size", "", "also"), rows)
