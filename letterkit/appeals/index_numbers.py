"""The country of a document by the number with which Amnesty International indexes it: "MDE 24/091/2012"."""

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from letterkit.folders import read_data


def countries_indexed(text: str) -> Iterator[tuple[str, str]]:
    """(ISO alpha-2, the region and number) for each index number in a text whose country is known."""
    for found in _index().finditer(text):
        country = _countries().get(found[1], {}).get(int(found[2]))
        if country:
            yield country, f"{found[1]} {found[2]}"


@cache
def _index() -> re.Pattern[str]:
    return re.compile(rf"\b({'|'.join(_countries())}) ?(\d\d)/\d{{2,4}}/(?:\d{{4}}|\d{{2}})\b")


@cache
def _countries() -> dict[str, dict[int, str]]:
    data: dict[str, dict[int, str]] = read_data(Path(__file__).parent / "index_numbers.yaml")
    return data
