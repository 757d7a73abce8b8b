"""Which part of a name is the family name: told only where it is sure, never by a rule of thumb."""

from collections.abc import Iterable

from letterkit.protocol.countries import family_name_is_last


def family_name(name: str, countries: Iterable[str]) -> str | None:
    """The family name in a name; None where that can't be told.

    ``countries`` (ISO alpha-2) are those where the holder may be at home. Words in block capitals beside others are the
    family name ("HU Jintao", "Jean DUPONT"). Else it is the last of two words where all those countries put it last:
    Chinese, Korean, Vietnamese, Khmer and Hungarian names begin with it, and many peoples have none.
    """
    words = name.split()
    capitals = [word for word in words if word.isupper() and len(word.strip(".")) > 1 and word[-1] != "."]
    if capitals and len(capitals) < len(words):
        return " ".join(word.title() for word in capitals)
    homes = set(countries)
    plain = len(words) == 2 and all(len(word) > 1 and word[-1] != "." for word in words)
    return words[-1] if homes and plain and all(map(family_name_is_last, homes)) else None
