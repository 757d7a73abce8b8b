"""Names and offices in one piece of an addressee line: "President Hu Jintao", "Frau Bundesministerin Bulmahn"."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache

from letterkit.appeals.vocabulary import vocabulary
from letterkit.model.record import Gender
from letterkit.protocol.countries import countries_in, country_named, town_country
from letterkit.protocol.office_words import Honorific
from letterkit.protocol.offices import (
    KEPT,
    OfficeAt,
    after_portfolios,
    find_honorifics,
    find_institutions,
    find_offices,
    honorific_at_start,
    title_after_name,
)
from letterkit.protocol.phrases import Found, words_of


@dataclass(frozen=True)
class Person:
    """What one piece of a line says of a person: any part may be empty."""

    office: str = ""
    name: str = ""
    honorific: str = ""
    gender: Gender | None = None
    organisation: str = ""
    title_split_off: str = ""
    """A title after the name that stood without a comma before what follows it."""


@cache
def _patterns() -> dict[str, re.Pattern[str]]:
    return {
        "name word": re.compile(r"[^\W\d_]['’‘`.\w-]*|[‘’'`][^\W\d_][\w’'-]*"),
        "edges": re.compile(r"^[\s,;:.|–—)>-]+|[\s,;:|–—(<-]+$"),
        "footnote": re.compile(r"\s*\[[^()\[\]]{0,10}\]\s*$"),
        "elided": re.compile(r"\s[dD]['’][A-ZÀ-Þ][\w-]+$"),
        "remark": re.compile(r"\s*\([^()\[\]]{0,80}\)\s*$"),
    }


def tidy(text: str) -> str:
    """A piece of a line without the separators at its ends."""
    return _patterns()["edges"].sub("", text).strip()


def looks_like_name(text: str, *, titled: bool = False) -> bool:
    """Whether a piece may be a person's name: up to seven capitalised words or particles, and nothing that is else.

    ``titled`` says that an office stands right before it, so that a country's name is a surname: "Mayor Ada Jordan".
    """
    words = [word.strip('"“”,') for word in text.split()]
    if not 1 <= len(words) <= 7 or len(text) > 60:
        return False
    shape = _patterns()["name word"]
    if not all(shape.fullmatch(word) and _is_name_word(word.strip("’‘'`.")) for word in words):
        return False
    if not any(word.strip("’‘'`.")[:1].isupper() or "-" in word or "’" in word or "'" in word for word in words):
        return False
    if len(words) > 1 and vocabulary().opens("issuers", text):  # "Observatorio Ejemplo" is a body
        return False
    town = town_country(text) and len(words) < 3
    in_country = any(found.end == len(text) for found in countries_in(text))  # but Mauricio is also a first name
    in_country = in_country and not (titled and len(words) > 1)
    return not (town or find_institutions(text) or country_named(text) or in_country)


def is_courtesy(text: str) -> bool:
    """Whether a piece is a courtesy title and nothing more: "Excelentísimo Señor"."""
    title = honorific_at_start(text)
    return title is not None and not text[title.end :].strip(" .")


def is_particle(word: str) -> bool:
    """Whether a word stands in names in small letters: "bin", "von"."""
    return word in vocabulary().single["particles"]


def _is_name_word(word: str) -> bool:
    """Capitalised, a particle, or a capital after a particle: "Assad", "al", "al-Assad", "d'Aubert"."""
    if not word or word[0].isupper() or is_particle(word.lower()) or not word[0].isalpha():
        return bool(word)
    particle, mark, rest = word.replace("’", "'").replace("'", "-").partition("-")
    return (bool(mark) and (is_particle(particle) or len(particle) == 1) and rest[:1].isupper()) or not word[
        0
    ].islower()


@lru_cache(maxsize=KEPT)
def read_person(text: str, language: str | None = None) -> Person:
    """Reads a piece that may hold courtesy titles, an office and a name, in any order."""
    rest, honorific, gender = _take_honorifics(tidy(_patterns()["footnote"].sub("", text)), language)
    title = title_after_name(rest)
    if title and looks_like_name(tidy(rest[: title.start])):
        after = tidy(rest[title.end :])
        name = tidy(rest[: title.start])
        return Person(
            name=name,
            honorific=honorific,
            gender=gender,
            organisation=after,
            title_split_off=title.office.term if after else "",
        )
    offices = find_offices(rest, language)
    if not offices and vocabulary().opens("posts", rest):
        return Person(office=rest, honorific=honorific, gender=gender)
    if not offices:
        rest = tidy(_patterns()["remark"].sub("", rest))
        department = vocabulary().sets["departments"].whole(rest.rpartition(" ")[2]) is not None
        named = bool(honorific) or (len(rest.split()) > 1 and not department)
        name = rest if named and looks_like_name(rest) else ""
        return Person(name=name, honorific=honorific, gender=gender)
    gender = gender or next((at.office.gender for at in offices if at.office.gender), None)
    return _with_office(rest, offices[0], offices[-1], Person(honorific=honorific, gender=gender))


def _with_office(rest: str, first: OfficeAt, last: OfficeAt, person: Person) -> Person:
    before = _without_article(tidy(rest[: first.start]))
    office_end, name, more, gender = _name_after(rest, last)
    titles = " ".join(filter(None, (person.honorific, more)))
    if len(name.split()) > 1 and _is_body(before):
        office = tidy(rest[first.start : office_end])
        return Person(office, name, titles, person.gender or gender, organisation=before)
    named, body = _name_of_body(rest[last.end :]) if not name else ("", "")
    if named:
        office = tidy(rest[first.start : last.end])
        return Person(office, named, titles, person.gender or gender, organisation=body)
    ranks = vocabulary().single["ranks"]
    ranked = all(word.folded in ranks for word in words_of(before))
    if before and looks_like_name(before) and len(before.split()) > 1 and not ranked:
        return Person(tidy(rest[first.start :]), before, person.honorific, person.gender)
    start = rest.find(before) if before else first.start  # "Acting Minister of …": part of the office
    return Person(tidy(rest[start:office_end]), name, titles, person.gender or gender)


def _name_of_body(tail: str) -> tuple[str, str]:
    """The name and the body behind an office: " Ada Muster of Sample State University"; else nothing."""
    links = vocabulary().single["links"]
    link = next((word for word in words_of(tail) if word.folded in links and tail[word.start].islower()), None)
    if link is None:
        return "", ""
    name, body = tidy(tail[: link.start]), tidy(tail[link.end :])
    held = len(name.split()) > 1 and looks_like_name(name) and body[:1].isupper() and bool(find_institutions(body))
    return (name, body) if held else ("", "")


def _without_article(text: str) -> str:
    """A piece without the article that it ends with, which belongs to what follows."""
    words = words_of(text)
    return tidy(text[: words[-1].start]) if words and words[-1].folded in vocabulary().single["articles"] else text


def _is_body(text: str) -> bool:
    """Whether the words before an office are a body: "Example Medical Center Superintendent Ada Muster"."""
    named = any(vocabulary().says(kind, text) for kind in ("issuers", "body_endings"))
    words = words_of(text).folded
    whole = len(words) > 1 and words[-1] not in vocabulary().single["links"]  # "Office of" goes on
    return whole and (named or bool(find_institutions(text)))


def _name_after(rest: str, office: OfficeAt) -> tuple[int, str, str, Gender | None]:
    """Where the office ends, and the name after it with its titles: "Minister of Justice of X, Y"."""
    office = _with_adjectives(rest, office)
    tail = rest[office.end :]
    for found in _titles_in(tail, office.office.language):
        name, titles, gender = _take_honorifics(tail[found.start :], office.office.language)
        if looks_like_name(name):
            return office.end + found.start, name, titles, gender
    words = words_of(tail)
    if not words or _patterns()["elided"].match(tail):  # "wali d'Oran"
        return len(rest), "", "", None
    if words[0].folded not in vocabulary().single["joining"]:
        name = tidy(tail)
        return (office.end, name, "", None) if looks_like_name(name, titled=True) else (len(rest), "", "", None)
    portfolios = after_portfolios(tail)
    after = tidy(tail[portfolios:]) if portfolios else ""
    if looks_like_name(after) and len(after.split()) > 1 and not is_particle(after.split()[0]):
        return office.end + portfolios, after, "", None
    countries = countries_in(tail)
    if countries:
        name = tidy(tail[countries[-1].end :])
        if looks_like_name(name) and len(name.split()) > 1 and "," not in tail:
            return office.end + countries[-1].end, name, "", None
    return len(rest), "", "", None


def _with_adjectives(rest: str, office: OfficeAt) -> OfficeAt:
    """An office up to the end of the adjectives behind it, which are no names: "Jefe de la Policía Nacional"."""
    end = office.end
    for word in words_of(rest[office.end :]):
        if word.folded not in vocabulary().single["office_adjectives"]:
            break
        end = office.end + word.end
    return office._replace(end=end)


def _titles_in(tail: str, language: str) -> Iterator[Found[Honorific]]:
    """The titles behind an office; one of another language between two names is a name: "Ada Kumari Muster"."""
    for found in find_honorifics(tail):
        before = tidy(tail[: found.start])
        foreign = found.meaning.language != language and "." not in found.meaning.term
        if not (foreign and before and looks_like_name(before) and looks_like_name(tidy(tail))):
            yield found


def _is_initial(text: str, found: Found[Honorific], language: str | None) -> bool:
    """Whether a title of one letter before one word is an initial, since the line's language has no such title."""
    one_letter = len(text[: found.end].strip(". ")) == 1
    return one_letter and language not in (None, found.meaning.language) and len(text[found.end :].split()) == 1


def _take_honorifics(text: str, language: str | None) -> tuple[str, str, Gender | None]:
    """(the rest, the courtesy titles as written, the gender they show)."""
    rest, titles, gender = text, [], None
    while (found := honorific_at_start(rest)) and found.start == 0 and not _is_initial(rest, found, language):
        after = rest[found.end :]
        if not after.strip(" .,:") or (
            find_offices(rest) and find_offices(rest)[0].start == 0 and find_offices(rest)[0].end > found.end
        ):
            break
        titles.append(rest[: found.end] + ("." if after.startswith(".") else ""))
        gender = gender or found.meaning.gender
        rest = after.lstrip(" .,:")
    return rest, " ".join(titles), gender
