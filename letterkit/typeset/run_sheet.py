"""The sheets of a print run that are no letters: the run sheet, and each sender's list of letters to sign."""

import math
from collections.abc import Iterable, Sequence
from decimal import Decimal
from functools import reduce
from typing import Any

from letterkit.model.postage import Postage, ZoneSum
from letterkit.model.print_run import RunSheet, SenderSum, SignSheet
from letterkit.typeset.fonts import FAMILY, widest
from letterkit.typeset.layouts import Box, Layout, layout
from letterkit.typeset.markup import direction, font_family
from letterkit.typeset.pages import lay_out_html
from letterkit.typeset.scripts import families, printable, scripts_for
from letterkit.typeset.templates import fill

RUN_SHEET = "run_sheet.html.j2"
SIGN_HERE = "sign_here.html.j2"
LANGUAGE = "en"
"""Of what letterkit itself says."""
MOST_SENDERS = 60
"""Senders that are named; every one has a sheet to sign by."""
MOST_ADDRESSEES = 40
MOST_REASONS = 12
NAME_SIZES = (20, 18, 16, 14, 12, 11, 10, 9, 8)
"""Type of the sender's name on the sheet to sign by, in points: the largest at which it stays on its line."""
NAME_HEIGHT = 11
LETTER_WIDTH = 215.9


def run_sheet_html(sheet: RunSheet) -> str:
    """The run sheet as one HTML page that needs no other file."""
    place = layout(sheet.layout)
    return fill(
        RUN_SHEET,
        {
            **_paper(place, _texts_of_run(sheet)),
            "sheet": sheet,
            "frame": _frame(place),
            "addressees": sheet.addressees[:MOST_ADDRESSEES],
            "more_addressees": max(len(sheet.addressees) - MOST_ADDRESSEES, 0),
            "sender_columns": _columns(sheet.senders[:MOST_SENDERS]),
            "more_senders": max(sheet.sender_count - len(sheet.senders[:MOST_SENDERS]), 0),
            "skipped": sheet.skipped[:MOST_REASONS],
            "rejected": sheet.rejected[:MOST_REASONS],
            "zones": _zone_rows(sheet),
            "remarks": _remarks(sheet),
            "weight": _weight,
        },
    )


def sign_here_html(sheet: SignSheet) -> str:
    """A sender's list of letters to sign; the name stands alone in an element of fixed size, :func:`name_slot`."""
    place = layout(sheet.layout)
    return fill(
        SIGN_HERE,
        {
            **_paper(place, _texts_to_sign(sheet)),
            "sheet": sheet,
            "slot": name_slot(place),
            "name_size": name_size(sheet.sender, place),
        },
    )


def lay_out_run_sheet(sheet: RunSheet) -> Any:
    """The pages of the run sheet; raises :class:`Mistake` for a character that no font has."""
    sheet = _printable(sheet)
    return lay_out_html(run_sheet_html(sheet), _faces(_texts_of_run(sheet)))


def _printable(sheet: RunSheet) -> RunSheet:
    """The sheet with what others wrote in characters that can be printed: it must not fail for what it tells of."""
    left = {
        name: tuple(one.model_copy(update={"why": printable(one.why)}) for one in getattr(sheet, name))
        for name in ("skipped", "rejected")
    }
    return sheet.model_copy(update={**left, "appeal": printable(sheet.appeal)})


def lay_out_sign_here(sheet: SignSheet) -> Any:
    """The pages of a sender's list; raises :class:`Mistake` for a character that no font has."""
    return lay_out_html(sign_here_html(sheet), _faces(_texts_to_sign(sheet)))


def name_slot(place: Layout) -> Box:
    """Where the sender's name stands on the sheet to sign by, the same on every one of a layout."""
    margins = place.margins
    return Box(x=margins.left, y=30, w=place.paper.w - margins.left - margins.right, h=NAME_HEIGHT)


def name_size(name: str, place: Layout) -> float:
    """The type in points in which a name stands on its line; the smallest where none is small enough."""
    across = name_slot(place).w
    return next((size for size in NAME_SIZES if widest((name,), size) <= across), NAME_SIZES[-1])


def _paper(place: Layout, texts: Iterable[str]) -> dict[str, Any]:
    """What both templates know of their paper and type."""
    return {
        "layout": place,
        "paper_name": "US Letter" if place.paper.w == LETTER_WIDTH else "A4",
        "fonts": font_family(families(scripts_for(texts, LANGUAGE))),
        "font": FAMILY,
        "direction": direction,
    }


def _faces(texts: Iterable[str]) -> list[Any]:
    return [face for script in scripts_for(texts, LANGUAGE) for face in script.faces]


def _texts_of_run(sheet: RunSheet) -> list[str]:
    """What of a run sheet comes from others than letterkit."""
    people = [one.sender for one in sheet.senders[:MOST_SENDERS]]
    offices = [text for one in sheet.addressees[:MOST_ADDRESSEES] for text in (one.addressee, one.shown)]
    reasons = [one.why for one in (*sheet.skipped[:MOST_REASONS], *sheet.rejected[:MOST_REASONS])]
    zones = [zone.zone for zone in sheet.postage.singly.zones] if sheet.postage else []
    return [sheet.appeal, *people, *offices, *reasons, *zones, *sheet.printing.files, *sheet.set_by]


def _texts_to_sign(sheet: SignSheet) -> list[str]:
    return [sheet.sender, *(text for one in sheet.letters for text in (one.shown, one.organisation))]


def _columns(senders: Sequence[SenderSum]) -> list[Sequence[SenderSum]]:
    """The senders in columns of equal length, as wide as what is said of each."""
    rows = math.ceil(len(senders) / (2 if senders and senders[0].lie else 3))
    return [senders[at : at + rows] for at in range(0, len(senders), rows)] if rows else []


def _frame(place: Layout) -> Box | None:
    """What of the page every window that the layout is made for shows wherever the sheet lies; None without one."""
    seen = [window.always_visible for window in place.windows.values()]
    return reduce(_common, seen) if seen else None


def _common(one: Box, other: Box) -> Box:
    x, y = max(one.x, other.x), max(one.y, other.y)
    right, bottom = min(one.x + one.w, other.x + other.w), min(one.y + one.h, other.y + other.h)
    return Box(x=x, y=y, w=right - x, h=bottom - y)


def _zone_rows(sheet: RunSheet) -> list[dict[str, str]]:
    """A row for each zone and the sum: envelopes, grams, price of both ways."""
    if sheet.postage is None:
        return []
    both, currency = sheet.postage, sheet.postage.currency or ""
    names = dict.fromkeys(zone.zone for way in (both.singly, both.together) for zone in way.zones)
    rows = [_zone_row(name, [_of_zone(way, name) for way in (both.singly, both.together)], currency) for name in names]
    return [*rows, _zone_row("in all", [both.singly, both.together], currency)] if len(rows) > 1 else rows


def _of_zone(way: Postage, name: str) -> ZoneSum | None:
    return next((zone for zone in way.zones if zone.zone == name), None)


def _zone_row(name: str, ways: Sequence[ZoneSum | Postage | None], currency: str) -> dict[str, str]:
    row = {"zone": name}
    for key, way in zip(("singly", "together"), ways, strict=True):
        row[f"{key}_envelopes"] = f"{way.envelopes:,}" if way else ""
        row[f"{key}_grams"] = _weight(way.grams) if way else ""
        row[f"{key}_price"] = _money(way.price, currency) if way else ""
    return row


def _weight(grams: float) -> str:
    return f"{grams:,.0f} g" if grams < 10_000 else f"{grams / 1000:,.1f} kg"


def _money(price: Decimal | None, currency: str) -> str:
    return f"{currency} {price:,.2f}" if price is not None else ("not known" if currency else "")


def _remarks(sheet: RunSheet) -> list[str]:
    """What does not go into one envelope, or has no price."""
    if sheet.postage is None:
        return []
    said = []
    for way, name in ((sheet.postage.singly, "Singly"), (sheet.postage.together, "One envelope per office")):
        said += [f"{name}: the letters to {one.addressee} take {one.envelopes:,} envelopes." for one in way.split]
        for one in way.too_heavy:
            weight = f"weigh up to {_weight(one.grams)}, and the tariff ends at {_weight(one.limit)}"
            said.append(f"{name}: {one.envelopes:,} to {one.addressee} {weight}.")
    return said[:MOST_REASONS]
