"""Countries as appeals write them: by name in several languages, by a town, by an adjective."""

from dataclasses import dataclass
from functools import cache
from typing import Any

from letterkit.errors import MissingHere
from letterkit.folders import data_file, read_data
from letterkit.protocol.phrases import Found, Phrases


@dataclass(frozen=True)
class _Atlas:
    names: Phrases[str]
    towns: Phrases[str]
    any_hint: Phrases[str]
    regions: dict[str, Phrases[bool]]
    in_letters: dict[str, dict[str, str]]
    family_name_last: frozenset[str]


def country_named(text: str) -> str | None:
    """ISO alpha-2 of a text that is the name of a country and nothing else."""
    return _atlas().names.whole(text.removeprefix("the ").removeprefix("The "))


def countries_in(text: str) -> list[Found[str]]:
    """The countries named in a text, from left to right, with their places."""
    return list(_atlas().names.find(text))


def town_country(text: str) -> str | None:
    """The country of the last capital or seat of government named in a text; None when it names none."""
    found = list(_atlas().towns.find(text))
    return found[-1].meaning if found else None


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
    """Every country that a text names, or hints at by a town or an adjective, as often as it does."""
    return [found.meaning for found in _atlas().any_hint.find(text)]


def _phrases(words: list[str]) -> Phrases[bool]:
    return Phrases((word, True) for word in words)


@cache
def _atlas() -> _Atlas:
    file = data_file("addressees", "countries.yaml")
    if file is None:
        raise MissingHere(
            "the file addressees/countries.yaml that belongs to letterkit is missing", "install letterkit again"
        )
    data: dict[str, dict[str, Any]] = read_data(file)

    def entries(kind: str) -> list[tuple[str, str]]:
        return [(word, code) for code, words in data.items() for word in words.get(kind, ())]

    names, towns, adjectives = entries("names"), entries("towns"), entries("adjectives")
    return _Atlas(
        Phrases(names),
        Phrases(towns),
        Phrases(names + towns + adjectives),
        regions={code: _phrases(entry["regions"]) for code, entry in data.items() if "regions" in entry},
        in_letters={code: entry["in_letters"] for code, entry in data.items() if "in_letters" in entry},
        family_name_last=frozenset(code for code, entry in data.items() if entry.get("family_name") == "last"),
    )
