"""What shows a piece of text to be part of a postal address: streets, houses, post boxes, postcodes, towns."""

import re
from functools import cache, lru_cache

from letterkit.appeals.vocabulary import vocabulary
from letterkit.protocol.countries import country_of_postcode, place_country, town_country
from letterkit.protocol.offices import find_offices
from letterkit.protocol.phrases import fold, words_of

BY_POSTCODE = ("US", "AU", "GB", "CA")
"""Countries whose postcodes no other's look like, with the letters of a state before them in the first two."""


@cache
def _patterns() -> dict[str, re.Pattern[str]]:
    return {
        "belongs to line before": re.compile(
            r"(?:[NS]\.?[EW]\.?|[NSEW]\.|[A-Z]{2} \d{5}(?:-\d{4})?|\d{4,7}|[Dd]\.?C\.?(?: \d{5})?"
            r"|(?:Suite|Room|Floor|Apt) \w+)\.?$"
        ),
        "begins with house number": re.compile(r"\d{1,5}(?:[-–/]\d{1,4})?[a-zA-Z]?,?\s"),
        "house number": re.compile(r"\d{1,4}(?:\s?(?:bis|ter|[a-z]))?$", re.IGNORECASE),
        "AU": re.compile(r"\b(?:ACT|NSW|QLD|VIC|TAS|WA|SA|NT),? \d{4}\.?$"),
        "GB": re.compile(r"\b[A-Z]{1,2}\d[A-Z\d]? \d[A-Z]{2}\.?$"),
        "CA": re.compile(r"\b[A-Z]\d[A-Z] \d[A-Z]\d\.?$"),
        "US": re.compile(
            r"\b(?:A[KLRZ]|C[AOT]|D[CE]|FL|GA|HI|I[ADLN]|K[SY]|LA|M[ADEINOST]|N[CDEHJMVY]|O[HKR]|PA|RI|S[CD]"
            r"|T[NX]|UT|V[AT]|W[AIVY]),? \d{5}(?:-\d{4})?\.?$"
        ),
    }


@lru_cache(maxsize=8_192)
def is_place(text: str) -> bool:
    """Whether a piece is part of a postal address: it has a number, or a word of streets, houses, post boxes."""
    words = vocabulary()
    offices = find_offices(text)
    if offices and offices[0].start and _begins_as_street(text[: offices[0].start]):
        return True
    if offices:  # "Prime Minister House" is a house, "Speaker of the House" is none
        after = _without_house_number(text[offices[-1].end :].replace("-", " ").split())
        named = all(word[0].isupper() for word in after)  # "King Fahd Road", but not "Speaker of the House"
        street = bool(after) and fold(after[-1]).rstrip(".").endswith(words.place_endings)
        return bool(after) and named and (street or words.sets["places"].whole(after[-1].rstrip(".")) is not None)
    if any(c.isdigit() for c in text) or words.says("places", text):
        return True
    return any(word.folded.endswith(words.place_endings) for word in words_of(text))


def _without_house_number(words: list[str]) -> list[str]:
    return words[:-1] if words and is_house_number(words[-1]) else words


def _begins_as_street(before: str) -> bool:
    """Whether what stands before the word for an office begins a street named after it: "29 King", "Avenue du Roi"."""
    place = vocabulary().sets["places"].at_start(before)
    return bool(_patterns()["begins with house number"].match(before)) or (place is not None and place.start == 0)


def ends_line_before(text: str) -> bool:
    """Whether a piece goes on with the address line before it: a postcode, "NW", "D.C. 20008", "Suite 4"."""
    return bool(_patterns()["belongs to line before"].match(text))


def is_house_number(text: str) -> bool:
    """Whether a piece is a number before a street: "128, rue de l'Université"."""
    return bool(_patterns()["house number"].match(text))


def country_by_town(lines: list[str]) -> str | None:
    """The country of delivery where no line names it: by a prefix of the postcode, else by a town."""
    for line in reversed(lines):
        if country := country_of_postcode(line):
            return country
        plain = line.replace("D.C.", "DC")
        if known := next((code for code in BY_POSTCODE if _patterns()[code].search(plain)), None):
            return known
    whole = ", ".join(lines)
    if home := next((country for shape, country in vocabulary().home_streets if shape.search(whole)), None):
        return home
    told = next(filter(None, (town_country(line) for line in reversed(lines))), None)
    return told or next(filter(None, (place_country(line) for line in reversed(lines[-2:]))), None)
