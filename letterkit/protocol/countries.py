"""Countries as appeals write them: by name in several languages, by a town, by an adjective, by three letters."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from heapq import merge
from operator import attrgetter
from typing import Literal

from letterkit.errors import MissingHere
from letterkit.folders import data_file
from letterkit.model.record import CountryCode, Record, Text
from letterkit.protocol.phrases import Found, Phrases, fold, words_of
from letterkit.records import read_record


class _Country(Record):
    names: tuple[Text, ...]
    alpha3: str | None = None
    before_postcode: tuple[Text, ...] = ()
    towns: tuple[Text, ...] = ()
    places: tuple[Text, ...] = ()
    adjectives: tuple[Text, ...] = ()
    regions: tuple[Text, ...] = ()
    in_letters: dict[str, Text] = {}
    family_name: Literal["last"] | None = None


class _File(Record):
    """``addressees/countries.yaml``."""

    endings: tuple[str, ...] = ("",)
    anybodys: tuple[str, ...] = ()
    namesakes: dict[CountryCode, CountryCode] = {}
    telefax_is_fax: tuple[CountryCode, ...] = ()
    countries: dict[CountryCode, _Country]


@dataclass(frozen=True)
class _Atlas:
    names: Phrases[str]
    towns: Phrases[str]
    places: Phrases[str]
    any_hint: Phrases[str]
    stems: dict[str, str]
    endings: tuple[str, ...]
    by_letters: dict[str, str]
    regions: dict[str, Phrases[bool]]
    in_letters: dict[str, dict[str, str]]
    family_name_last: frozenset[str]
    by_domain: dict[str, str]
    by_postcode: dict[str, str]
    postcode: re.Pattern[str]
    namesakes: dict[str, str]
    telefax_is_fax: frozenset[str]


def namesakes() -> dict[str, str]:
    """Countries whose name is also that of a state of another, and that other: Georgia, ``{"GE": "US"}``."""
    return _atlas().namesakes


def telefax_is_fax(country: str | None) -> bool:
    """Whether "Telefax" is the word for a fax and no more in a country; elsewhere it may be a telephone too."""
    return country in _atlas().telefax_is_fax


def country_named(text: str) -> str | None:
    """ISO alpha-2 of a text that is the name of a country and nothing else."""
    return _atlas().names.whole(text.removeprefix("the ").removeprefix("The "))


def country_at_start(text: str) -> Found[str] | None:
    """The country with whose name a text begins."""
    return _atlas().names.at_start(text)


def countries_in(text: str) -> list[Found[str]]:
    """The countries named in a text, from left to right, with their places."""
    return list(_atlas().names.find(text))


def country_of_letters(letters: str) -> str | None:
    """ISO alpha-2 for the three letters of ISO 3166, by which codes of appeals begin: ``CHN`` gives ``CN``."""
    return _atlas().by_letters.get(letters)


def country_of_domain(address: str) -> str | None:
    """The country in which an address on the net ends: ``ag@example.gov.lk`` gives ``LK``; None for .org and such."""
    return _atlas().by_domain.get(address.rpartition(".")[2].strip(" >).,;").lower())


def town_country(text: str) -> str | None:
    """The country of the last capital or seat of government named in a text; None when it names none."""
    found = list(_atlas().towns.find(text))
    return found[-1].meaning if found else None


def is_town(text: str) -> bool:
    """Whether a text is the name of a capital or a well-known town and nothing else."""
    return _atlas().towns.whole(text) is not None or _atlas().places.whole(text) is not None


def place_country(text: str) -> str | None:
    """The country of the last well-known town or region, other than a capital, in a text; None when it names none."""
    found = list(_atlas().places.find(text))
    return found[-1].meaning if found else None


def country_of_postcode(line: str) -> str | None:
    """The country whose letters stand before a postcode: "B-1047 Bruxelles", "CH – 1211 Genève 20"."""
    found = _atlas().postcode.search(line)
    return _atlas().by_postcode[found[1]] if found else None


def only_says_region(text: str, country: str) -> bool:
    """Whether a line after the town's names a region that the post does not need: "Genève" in Switzerland."""
    regions = _atlas().regions.get(country)
    return bool(regions and regions.whole(text))


def name_in_letters(code: str, language: str) -> str | None:
    """A country's name in letters, where the usual one won't do; None where it does."""
    names = _atlas().in_letters.get(code, {})
    return names.get(language) or names.get("any")


def family_name_is_last(code: str) -> bool:
    """Whether names in a country end with the family name; of the others that is not sure."""
    return code in _atlas().family_name_last


def country_hints(text: str) -> list[str]:
    """Every country that a text names, or hints at by a town, a region or an adjective, as often as it does."""
    return [found.meaning for found in hints_in(text)]


def hints_in(text: str) -> Iterator[Found[str]]:
    """The names of countries in a text and the hints at them, from left to right, with their places."""
    hints, inflected = _atlas().any_hint.find(text), list(_inflected(text))
    free = 0
    for found in merge(hints, inflected, key=attrgetter("start")) if inflected else hints:
        if found.start >= free:
            yield found
            free = found.end


def _inflected(text: str) -> Iterator[Found[str]]:
    """The adjectives in a text that are written with a stem in the data."""
    words = words_of(text)
    for place, word in enumerate(words.folded):
        country = _of_adjective(word)
        if country:
            yield Found(words[place].start, words[place].end, country)


@lru_cache(maxsize=50_000)
def _of_adjective(word: str) -> str | None:
    atlas = _atlas()
    stems = (word.removesuffix(ending) for ending in atlas.endings if word.endswith(ending))
    return next((atlas.stems[stem] for stem in stems if stem in atlas.stems), None)


@cache
def _atlas() -> _Atlas:
    file = data_file("addressees", "countries.yaml")
    if file is None:
        raise MissingHere(
            "the file addressees/countries.yaml that belongs to letterkit is missing", "install letterkit again"
        )
    data = read_record(_File, file)
    known = data.countries.items()
    names = [(word, code) for code, country in known for word in country.names]
    towns = [(word, code) for code, country in known for word in country.towns]
    places = [(word, code) for code, country in known for word in country.places]
    adjectives = [(word, code) for code, country in known for word in country.adjectives]
    whole = [(word, code) for word, code in adjectives if not word.endswith("*")]
    stems = {fold(word.removesuffix("*")): code for word, code in adjectives if word.endswith("*")}
    postcodes = {letters: code for code, country in known for letters in country.before_postcode}
    return _Atlas(
        names=Phrases(names),
        towns=Phrases(towns),
        places=Phrases(places),
        any_hint=Phrases(names + towns + places + whole),
        stems=stems,
        endings=tuple(map(fold, data.endings)),
        by_domain={code.lower(): code for code, _ in known if code.lower() not in data.anybodys} | {"uk": "GB"},
        by_letters={country.alpha3: code for code, country in known if country.alpha3},
        by_postcode=postcodes,
        postcode=_before_postcode(postcodes),
        namesakes=dict(data.namesakes),
        telefax_is_fax=frozenset(data.telefax_is_fax),
        regions={code: Phrases((word, True) for word in country.regions) for code, country in known if country.regions},
        in_letters={code: country.in_letters for code, country in known if country.in_letters},
        family_name_last=frozenset(code for code, country in known if country.family_name == "last"),
    )


def _before_postcode(letters: Iterable[str]) -> re.Pattern[str]:
    any_of = "|".join(sorted(letters, key=len, reverse=True)) or "(?!)"
    return re.compile(rf"(?:^|[\s,])({any_of})(?:\s?[-–]\s?|\s)\d{{4,5}}\b")
