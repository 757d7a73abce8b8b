"""The lines of a member's address, out of however many columns it comes in."""

import re
from collections.abc import Sequence

from letterkit.senders.columns import Header, words

STATE_AND_CODE = r"(?![A-Z]{2}\.? *\d{5})"
"""Before this a comma parts no lines: ``Springfield, IL 62701``."""


def address_of(cells: Sequence[str], header: Header, country: str | None) -> tuple[str, ...]:
    """From the first line to the town, as the member's country writes them; without the country."""
    own = [line for cell in header.cells(cells, "address") for line in cell.splitlines()]
    if len(own) == 1 and not {"town", "postcode", "street"} & set(header.places):
        own = re.split(rf"[,;]\s+{STATE_AND_CODE}", own[0])
    street, number = header.cell(cells, "street"), header.cell(cells, "house_number")
    parts = (number, street) if country in words().number_before_street else (street, number)
    lines = [
        header.cell(cells, "care_of"),
        *own,
        " ".join(part for part in parts if part),
        *header.cells(cells, "more"),
        header.cell(cells, "po_box"),
        *_town_lines(cells, header, country),
    ]
    return tuple(dict.fromkeys(" ".join(line.split()) for line in lines if line.strip()))


def _town_lines(cells: Sequence[str], header: Header, country: str | None) -> list[str]:
    forms = words().town_lines
    found = {column: header.cell(cells, column) for column in ("postcode", "town", "state")}
    lines = (line.format(**found) for line in forms.get(country or "any", forms["any"]))
    return [" ".join(line.split()).strip(" ,-") for line in lines]
