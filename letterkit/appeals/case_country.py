"""The country of the case: where a label, the title or a line of its own says it; else the one that most speaks for."""

from collections import Counter
from collections.abc import Callable, Collection, Iterator, Sequence
from typing import NamedTuple

from letterkit.appeals.codes import Read, holds_code, is_of_another
from letterkit.appeals.dates import date_in, is_dateline
from letterkit.appeals.draft import Draft
from letterkit.appeals.index_numbers import countries_indexed
from letterkit.appeals.lines import Line
from letterkit.appeals.national_numbers import is_american
from letterkit.appeals.numbers import FAXES, contacts_in
from letterkit.appeals.parts import Section
from letterkit.appeals.places import country_by_town
from letterkit.appeals.rows import country_row
from letterkit.appeals.titles import is_series
from letterkit.appeals.vocabulary import vocabulary
from letterkit.contact.numbers import country_of_number, has_code_of, read_numbers
from letterkit.protocol.countries import (
    countries_in,
    country_hints,
    country_named,
    country_of_domain,
    country_of_letters,
    hints_in,
    namesakes,
    place_country,
    town_country,
)
from letterkit.protocol.offices import find_institutions, find_office
from letterkit.protocol.phrases import words_of

LONGEST_TOWN = 60
"""Characters of a line with a postcode and a town."""
LONGEST = 5000
"""Characters of a line in which countries are counted."""
IN_TITLE, OF_AUTHORITIES, OF_EMBASSY, OF_ADDRESSEE, OF_DOMAIN = 4, 4, 6, 5, 2
"""How much a country in the title, one whose authorities are spoken of, or one of an addressee counts beside a word."""
OF_INTERCEDER = 0
INTERCEDING = ("minister_foreign", "member_of_parliament")
"""Offices that readers ask to speak to another country; where they sit tells nothing of the case."""
NEAR_HEAD = 12
"""Lines at the head and the end of a document where its index number stands."""
NEAR = 12
"""Characters between a country and the authorities that are its own."""
MOST_BODIES = 20
"""Authorities of one paragraph that are looked at."""
ENOUGH = 2
"""How often a country must be spoken of where nobody sits in any."""
NUMBERED = (*FAXES, "phone", "number")
"""The kinds of contact that a telephone exchange connects."""
ABROAD = ("embassy", "permanent_mission", "consulate")
"""The kinds of institution that stand for the country in their name, and sit in another."""


class CaseCountry(NamedTuple):
    """ISO alpha-2, the line that says so, and how it was guessed, if it was."""

    code: str
    line: int | None
    guess: str = ""


def country_of(
    title: Read | None,
    code: Read | None,
    top: Sequence[Line],
    lines: Sequence[Line],
    drafts: Sequence[Draft],
    language: str,
) -> CaseCountry | None:
    """The country of the case; None where nothing speaks for one more than for another.

    ``top`` are the lines above requests and addressees, ``drafts`` all who are written to.
    """
    said = _labelled(lines) or _in_front_of_title(title) or _on_its_own_line(top)
    if said:
        return said
    letters = country_of_letters(code.value[:3]) if code and code.value[3:4] == " " else None
    if code and letters:
        return CaseCountry(letters, code.line, f"{letters}, by the letters of the code {code.value}")
    if indexed := _by_index(lines):
        return indexed
    told = _told(title, lines)
    addressed = _addressed(drafts, told)
    for namesake, country in namesakes().items():
        if addressed[country] and not addressed[namesake]:
            del told[namesake]
    told.update(() if drafts else _by_addresses(lines))
    if addressed.total() and any(_is_to_a_public(draft) for draft in drafts):
        told = Counter(dict.fromkeys(addressed, 0))
    return _most(told + addressed, addressed, lines) or _at_home(told, drafts, language)


def _by_index(lines: Sequence[Line]) -> CaseCountry | None:
    """The country of the first index number at the head or the end of a document; those in it are of others."""
    for line in (*lines[:NEAR_HEAD], *lines[-NEAR_HEAD:]):
        if len(line.text) <= LONGEST and not is_of_another(line.text):
            for country, index in countries_indexed(line.text):
                return CaseCountry(country, line.number, f"{country}, by the index number {index}")
    return None


def hints_without_addresses(text: str) -> Iterator[str]:
    """The countries that a text names or hints at; in the addresses of mails and pages names mean nothing."""
    return iter(country_hints(_in_words(text[:LONGEST])))


def countries_named(sections: Sequence[Section]) -> list[str]:
    """All countries that a document names or hints at."""
    hints = (hint for section in sections for line in section.lines for hint in hints_without_addresses(line.text))
    return list(dict.fromkeys(hints))


def _labelled(lines: Sequence[Line]) -> CaseCountry | None:
    """ "Country: Syria", "Pays : Tchad"."""
    for line in lines[:40]:
        label = vocabulary().sets["country_label"].at_start(line.text)
        after = line.text[label.end :].lstrip() if label else ""
        named = countries_in(after[:60]) if after.startswith(":") and len(after) < 60 else []
        if named:
            return CaseCountry(named[0].meaning, line.number)
    return None


def _in_front_of_title(title: Read | None) -> CaseCountry | None:
    """ "Kenya: A lawyer arrested", "Update – Sri Lanka – …", "BAHRAIN, Ada Muster": the country before a mark."""
    if title is None:
        return None
    pieces = _pieces(title.value)
    named = next((country for piece in pieces[:2] if (country := country_named(piece))), None)
    before_colon, colon, _ = title.value.partition(":")
    if not named and colon and len(words_of(before_colon)) <= 5 and (found := countries_in(before_colon)):
        named = found[0].meaning
    return CaseCountry(named, title.line) if named and len(pieces) > 1 else None


def _pieces(text: str) -> list[str]:
    for mark in (" - ", " – ", " — ", " / ", " | ", ", ", "("):
        text = text.replace(mark, ": ")
    return [piece for piece in text.split(": ") if words_of(piece)]


def _on_its_own_line(top: Sequence[Line]) -> CaseCountry | None:
    """A line near the top that is only a country, begins a row of country and names, or gives it beside the code."""
    series: CaseCountry | None = None
    for place, line in enumerate(top[:20]):
        if len(line.text) > 120 and not holds_code(line.text):
            break
        if place and not line.gap and _ends_in_town(top[place - 1].text):
            continue
        row = country_row(line.text)
        country = row[0] if row else country_named(line.text.strip(" .:()[]*"))
        named = {found.meaning for found in countries_in(line.text)}
        if country or (holds_code(line.text) and len(named) == 1):
            return CaseCountry(country or named.pop(), line.number)
        if series is None and is_series(line.text) and len(named) == 1:
            series = CaseCountry(named.pop(), line.number)
    return series


def _ends_in_town(text: str) -> bool:
    """Whether a line is that of a postcode and a town, below which a country is that of the address."""
    figures = any(c.isdigit() for c in text)
    return figures and len(text) < LONGEST_TOWN and date_in(text) is None and not holds_code(text)


def _told(title: Read | None, lines: Sequence[Line]) -> Counter[str]:
    """How much the title and the text speak of each country; most of all of that whose authorities they name."""
    counts: Counter[str] = Counter()
    words = vocabulary()
    for line in lines:
        text = "" if is_dateline(line.text) else _in_words(line.text[:LONGEST])
        if len(text) < 200 and words.says("languages_told", text):
            counts.update(found.meaning for found in countries_in(text))
            continue
        bodies = [(found.start - NEAR, found.end + NEAR) for found in words.sets["authorities"].find(text)]
        for found in hints_in(text):
            beside = any(start <= found.end and found.start <= end for start, end in bodies[:MOST_BODIES])
            counts[found.meaning] += OF_AUTHORITIES if beside else 1
    counts.update(dict.fromkeys(country_hints(title.value), IN_TITLE) if title else {})
    return counts


def _addressed(drafts: Sequence[Draft], told: Collection[str]) -> Counter[str]:
    """How much those written to speak for each country: where they sit, or for an embassy whose it is."""
    counts: Counter[str] = Counter()
    for draft in drafts:
        country, weight = _country_of(draft, told)
        if country:
            counts[country] += weight if not counts[country] else min(weight, 1)
    return counts


def _country_of(draft: Draft, told: Collection[str]) -> tuple[str | None, int]:
    who = " ".join((draft.office, draft.organisation, draft.care_of, draft.name))
    if any(found.meaning.kind in ABROAD for found in find_institutions(who)):
        return next(hints_without_addresses(who), None), OF_EMBASSY
    whole = " ".join((who, *draft.lines))
    if vocabulary().says("seated_abroad", whole):
        return None, 0
    if (office := find_office(draft.office)) and office.office_class in INTERCEDING:
        return _first(country_named, draft.lines) or draft.country, OF_INTERCEDER
    named = [found.meaning for found in countries_in(" ".join((draft.office, draft.organisation)))]
    sits = draft.country or _first(town_country, draft.lines) or _first(place_country, draft.lines)
    if not named and not sits:
        return (abroad, OF_ADDRESSEE) if (abroad := _by_number(draft, told)) else (_by_domain(draft), OF_DOMAIN)
    return (named[0] if named else sits), OF_ADDRESSEE


def _first(reads: Callable[[str], str | None], lines: Sequence[str]) -> str | None:
    return next((country for line in reversed(lines) if (country := reads(line))), None)


def _by_number(draft: Draft, told: Collection[str]) -> str | None:
    """The country of an international number, where no other word tells where somebody sits.

    ``(507) 527-7960`` is of North America, but of Panama where the text speaks of it.
    """
    for contact, _ in draft.contacts:
        if contact.kind != "email" and is_american(contact.written):
            if country := next((country for country in told if has_code_of(contact.written, country)), None):
                return country
            number = read_numbers(contact.written, "US")[0].e164
            return country_of_number(number) if number else None
        if contact.kind != "email" and contact.written.lstrip(" (").startswith(("+", "00")):
            numbers = read_numbers(contact.written, None)
            if numbers and numbers[0].e164:
                return country_of_number(numbers[0].e164)
    return None


def _by_domain(draft: Draft) -> str | None:
    mails = (contact.written for contact, _ in draft.contacts if contact.kind == "email" and contact.written)
    return next(filter(None, map(country_of_domain, mails)), None)


def _is_to_a_public(draft: Draft) -> bool:
    """Whether somebody of a body of many countries or a newspaper is written to: then the case is where they belong."""
    who = " ".join((draft.office, draft.organisation, draft.name, *draft.lines))
    return vocabulary().says("seated_abroad", who) or vocabulary().says("press", who)


def _by_addresses(lines: Sequence[Line]) -> Iterator[str]:
    """The countries of lines that read like the town of an address, where nobody was recognised above them."""
    for text in (line.text for line in lines if len(line.text) < 60):
        if any(c.isdigit() for c in text) and (country := country_by_town([text])):
            yield country
        yield from ("US" for contact in contacts_in(text) if is_american(contact.written))


def _most(counts: Counter[str], addressed: Counter[str], lines: Sequence[Line]) -> CaseCountry | None:
    """The country with the highest count; of equal ones that of the addressees."""
    ranked = sorted(counts, key=lambda country: (-counts[country], -addressed[country]))
    if not ranked or [(counts[one], addressed[one]) for one in ranked[:1]] == [
        (counts[one], addressed[one]) for one in ranked[1:2]
    ]:
        return None
    country = ranked[0]
    named = len(ranked) == 1 and any(countries_in(line.text[:LONGEST]) for line in lines)
    if counts[country] < ENOUGH and not addressed and not named:
        return None
    first = next((line.number for line in lines if country in hints_without_addresses(line.text)), None)
    return CaseCountry(country, first, f"{country}, the country that the text speaks of most")


def _at_home(told: Counter[str], drafts: Sequence[Draft], language: str) -> CaseCountry | None:
    """The country of the text's language, where hardly another is named and numbers without a prefix are its own."""
    home = vocabulary().home.get(language)
    if home is None or set(told) - {home}:
        return None
    contacts = [contact for draft in drafts for contact, _ in draft.contacts if contact.kind in NUMBERED]
    numbers = [contact.written for contact in contacts if contact.written]
    national = [number for number in numbers if all(found.e164 for found in read_numbers(number, home))]
    if not told and (not national or len(national) < len(numbers)):
        return None
    return CaseCountry(home, None, f"{home}: no other country is named, and the text is in its language")


def _in_words(text: str) -> str:
    """A text without the addresses of mails and pages, whose parts may look like names of countries."""
    if "@" not in text and "://" not in text and "www." not in text:
        return text
    return " ".join(word for word in text.split() if "@" not in word and "://" not in word and "www." not in word)
