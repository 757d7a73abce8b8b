"""Countries as appeals write them: by name in several languages, by a town, by an adjective."""

from dataclasses import dataclass
from functools import cache

from letterkit.errors import MissingHere
from letterkit.folders import data_file, read_data
from letterkit.protocol.phrases import Found, Phrases


@dataclass(frozen=True)
class _Atlas:
    names: Phrases[str]
    towns: Phrases[str]
    any_hint: Phrases[str]


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


def country_hints(text: str) -> list[str]:
    """Every country that a text names, or hints at by a town or an adjective, as often as it does."""
    return [found.meaning for found in _atlas().any_hint.find(text)]


@cache
def _atlas() -> _Atlas:
    file = data_file("addressees", "countries.yaml")
    if file is None:
        raise MissingHere(
            "the file addressees/countries.yaml that belongs to letterkit is missing", "install letterkit again"
        )
    data: dict[str, dict[str, list[str]]] = read_data(file)

    def entries(kind: str) -> list[tuple[str, str]]:
        return [(word, code) for code, words in data.items() for word in words.get(kind, ())]

    names, towns, adjectives = entries("names"), entries("towns"), entries("adjectives")
    return _Atlas(Phrases(names), Phrases(towns), Phrases(names + towns + adjectives))
