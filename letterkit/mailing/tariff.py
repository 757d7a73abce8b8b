"""A group's own table of postage, from a YAML file."""

import re
from pathlib import Path
from typing import Any

from letterkit.errors import Mistake, Problem
from letterkit.folders import data_lines
from letterkit.model.postage import OTHERS, Tariff
from letterkit.protocol.conventions import is_country
from letterkit.records import line_of, read_record

REMEDIES = {
    "currency": "name it: currency: CHF",
    "countries": "a list of two-letter codes, [CH, LI], or the word others",
    "steps": "grams and price, in ascending order: {20: 1.90, 50: 3.00}",
    "zones": "a name for each, with countries and steps: world: {countries: others, steps: {20: 2.50}}",
}


def read_tariff(file: Path) -> Tariff:
    """The tariff in a file; raises :class:`Mistake` with line, field and remedy of all that is wrong in it."""
    tariff = read_record(Tariff, file, _remedy)
    named = [(name, zone.countries) for name, zone in tariff.zones.items() if zone.countries != OTHERS]
    unknown = [(f"zones.{name}.countries", code) for name, codes in named for code in codes if not is_country(code)]
    if unknown:
        lines, remedy = data_lines(file), "use the two letters of ISO 3166: GB, not UK"
        raise Mistake(
            Problem(f"there is no country {code!r}", remedy, str(file), line_of(field, lines), field)
            for field, code in unknown
        )
    return tariff


def _remedy(field: str, _given: Any) -> str:
    return next((text for name, text in REMEDIES.items() if name in re.split(r"[.\[]", field)), "")
