"""How a language writes a date, a list of names and a country: CLDR, with the corrections that letters need.

The corrections are data: ``1er mai`` in the language's wording, names of countries in ``addressees/countries.yaml``.
"""

import re
from datetime import date
from functools import cache, lru_cache

from babel import Locale, UnknownLocaleError
from babel.dates import format_date
from babel.languages import get_official_languages
from babel.lists import format_list

from letterkit.protocol.countries import name_in_letters

HOME_OF_A_LANGUAGE = {"en": "GB", "pt": "PT"}
"""Whose dates and lists a language takes when the sender's country does not speak it."""

POSTAL_LANGUAGES = frozenset({"en", "fr", "de", "es", "pt", "it"})
"""Languages in which posts abroad read a country's name; others take English."""


@cache
def locale_for(language: str, country: str | None = None) -> Locale:
    """The locale of a letter: its language as written in the sender's country, else at its home."""
    for territory in (country, HOME_OF_A_LANGUAGE.get(language)):
        if territory:
            try:
                return Locale.parse(f"{language}_{territory}")
            except (UnknownLocaleError, ValueError):
                continue
    return Locale.parse(language)


@lru_cache(1_000)
def written_date(day: date, language: str, country: str | None = None, *, first_of_month: str | None = None) -> str:
    """A date in words; ``first_of_month`` is how the language writes the first day (``1er``)."""
    text = format_date(day, "long", locale=locale_for(language, country))
    if day.day == 1 and first_of_month:
        text = re.sub(r"\b1\b", first_of_month, text, count=1)
    return text


def joined(items: tuple[str, ...], language: str, country: str | None = None) -> str:
    """Names joined as the language does: ``A, B and C``."""
    return format_list(items, locale=locale_for(language, country))


def country_name(code: str, language: str) -> str:
    """The country's usual name, as it stands in running text."""
    name = name_in_letters(code, language) or locale_for(language).territories.get(code, code)
    return re.sub(r"\s*\(.*\)", "", name).replace("’", "'")


def postal_language(letter_language: str, sender_country: str | None) -> str:
    """In which language the sender's own post reads a country: that of the letter where it is spoken, else English."""
    if letter_language not in POSTAL_LANGUAGES:
        return "en"
    spoken = get_official_languages(sender_country) if sender_country else (letter_language,)
    return letter_language if letter_language in spoken else "en"


def languages_spoken(country: str) -> tuple[str, ...]:
    """The official languages of a country, the one that most people speak first."""
    return get_official_languages(country, de_facto=True)


def is_country(code: str) -> bool:
    """Whether a code is one of ISO 3166-1 (UK and EU are not)."""
    return code in locale_for("en").territories and code not in ("EU", "EZ", "UN", "XA", "XB", "ZZ")


def country_line(code: str, language: str) -> str:
    """The last line of an address: the name in capitals; accents stay."""
    return country_name(code, language).upper()


def is_language(code: str) -> bool:
    """Whether a code is that of a language which CLDR names."""
    return code in locale_for("en").languages
