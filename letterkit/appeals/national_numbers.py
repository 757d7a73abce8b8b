"""Telephone numbers that are written as in one country, or one continent, and nowhere else."""

import re
from functools import cache

LONGEST_AMERICAN = 18
"""Characters of one number as written in North America."""


@cache
def _patterns() -> dict[str, re.Pattern[str]]:
    return {
        "American": re.compile(
            r"(?<!\d)(?:(?:1[-. ])?(?:\([2-9]\d\d\)[ -]{0,2}|[2-9]\d\d[-. ])\d{3}[-.]\d{4}|1 [2-9]\d{9})(?!\d)"
        ),
        "French": re.compile(r"(?<!\d)0\d(?:[. ]\d\d){4}(?!\d)"),
    }


def is_american(text: str) -> bool:
    """Whether a number is written as in North America and nowhere else: "217-782-0244", "(512) 467-0945"."""
    bare = text.strip()
    return bool(_patterns()["American"].fullmatch(bare if ")" in bare else bare.lstrip("(")))


def americans_in(text: str) -> list[tuple[int, int]]:
    """Where such numbers stand in a run of figures that may be several of them."""
    if len(text) <= LONGEST_AMERICAN:
        return []
    return [found.span() for found in _patterns()["American"].finditer(text)]


def is_french(text: str) -> bool:
    """Whether a number is written as in France, in five pairs: "02 31 30 64 00"."""
    return bool(_patterns()["French"].fullmatch(text.strip()))
