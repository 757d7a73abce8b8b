"""Which office is meant: finds offices, courtesy titles, institutions and titles after a name in a piece of text.

The words are data: ``addressees/offices.yaml``. Nothing is guessed: gender comes only from a feminine form here, or
from a courtesy title.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache, lru_cache
from typing import NamedTuple

from letterkit.errors import MissingHere
from letterkit.folders import data_file
from letterkit.model.record import Gender, Record
from letterkit.protocol.countries import countries_in
from letterkit.protocol.office_words import AtInstitution, ByClass, Honorific, OfficeWords, Rule
from letterkit.protocol.phrases import Found, Phrases, words_of
from letterkit.records import read_record

LONGEST_OFFICE = 120
"""Characters of an office."""
LONGEST_ACRONYM = 12
KEPT = 65_536
"""Pieces of text of which the offices are remembered: each piece of an address is asked about several times."""


class Office(Record):
    """An office recognised in a text: its class, the words that show it, their language, the gender they show."""

    office_class: str
    term: str
    language: str
    gender: Gender | None = None


class Institution(Record):
    """A body: its kind (embassy, permanent_mission, ministry, court, …) and the language of its name."""

    kind: str
    language: str


class OfficeAt(NamedTuple):
    """An office and its place in the text: ``text[start:end]``."""

    start: int
    end: int
    office: Office


@dataclass(frozen=True)
class _Term:
    term: str
    language: str
    office_class: str
    rules: tuple[Rule, ...] = ()
    gender: Gender | None = None


@dataclass(frozen=True)
class _Lexicon:
    terms: Phrases[tuple[_Term, ...]]
    after_name: Phrases[_Term]
    institutions: Phrases[Institution]
    honorifics: Phrases[Honorific]
    portfolios: Phrases[str]
    care_of: Phrases[str]
    compounds: tuple[str, ...]
    compound_terms: tuple[_Term, ...]
    before_a_state: tuple[str, ...]
    precedence: tuple[str, ...]
    at_institution: tuple[AtInstitution, ...]


def find_office(text: str, language: str | None = None) -> Office | None:
    """The office in a text; of several the one that gives the salutation.

    ``language`` (ISO 639) decides where two languages share a word.
    """
    order = _lexicon().precedence
    found = find_offices(text, language)
    return min((at.office for at in found), key=lambda office: order.index(office.office_class), default=None)


def rank(office_class: str | None) -> int:
    """The place of a class of office in the order of precedence, from 0; who has none stands last."""
    order = _lexicon().precedence
    return order.index(office_class) if office_class in order else len(order)


@lru_cache(maxsize=KEPT)
def find_offices(text: str, language: str | None = None) -> tuple[OfficeAt, ...]:
    """All offices in a text, from left to right, none overlapping another."""
    kinds = {found.meaning.kind for found in find_institutions(text)}
    found = [_as_office(text, match, language) for match in _lexicon().terms.find(text)]
    found += [_title_after_name(text, match) for match in _lexicon().after_name.find(text)]
    taken = [(at.start, at.end) for at in found]
    found += [at for at in _compounds(text) if not any(s < at.end and at.start < e for s, e in taken)]
    found = [at._replace(office=_at_institution(at.office, {*kinds, *_led_by(text, at)})) for at in found]
    return tuple(sorted(found, key=lambda at: at.start))


def title_after_name(text: str) -> OfficeAt | None:
    """The title in a text that follows a name: in "Zhang Fusen Buzhang" it is "Buzhang"."""
    match = _lexicon().after_name.first(text)
    return _title_after_name(text, match) if match else None


def find_institutions(text: str) -> tuple[Found[Institution], ...]:
    """The institution words in a text, from left to right."""
    return tuple(_lexicon().institutions.find(text))


def after_portfolios(text: str) -> int:
    """Where the portfolios end with which a text begins, "of Labour and Social Affairs"; 0 where there are none."""
    text, end = text[:LONGEST_OFFICE], 0
    words = words_of(text)
    for place, word in enumerate(words):
        if word.start < end:
            continue
        found = _lexicon().portfolios.at_start(text[word.start :])
        if found:
            end = word.start + found.end
        elif text[word.start].isupper() or (end and place and len(word.folded) > 3):
            break
    return end


def honorific_at_start(text: str) -> Found[Honorific] | None:
    """The courtesy title or rank with which a text begins."""
    return _lexicon().honorifics.at_start(text)


def find_honorifics(text: str) -> list[Found[Honorific]]:
    """All courtesy titles and ranks in a text, from left to right."""
    return list(_lexicon().honorifics.find(text))


def find_routes(text: str) -> list[Found[str]]:
    """The words "care of" or "for the attention of", in any language: meaning ``care_of`` or ``attention``."""
    return [found for route in _lexicon().care_of.find(text) if (found := _as_route(text, route))]


def _as_route(text: str, route: Found[str]) -> Found[str] | None:
    """The route, unless it is one only before an institution and none follows: "through the Embassy of …"."""
    if route.meaning != "through":
        return route
    institutions = find_institutions(text[route.end : route.end + 60])
    return replace(route, meaning="care_of") if institutions and institutions[0].start < 12 else None


def state_phrase(line: str) -> str | None:
    """The end of a line that names a state, with the words that join it: "of the People’s Republic of China"."""
    states = countries_in(line)
    if not states or states[-1].end < len(line.rstrip()):
        return None
    before = line[: states[-1].start].lower()
    word = next((word for word in _lexicon().before_a_state if before.endswith(word)), None)
    at = len(before) - len(word) if word else 0
    return line[at:] if at and not before[at - 1].isalnum() else None


def _as_office(text: str, match: Found[tuple[_Term, ...]], language: str | None) -> OfficeAt:
    written = text[match.start : match.end].casefold()
    spelled_so = [term for term in match.meaning if term.term.casefold() == written] or match.meaning
    term = next((term for term in spelled_so if term.language == language), spelled_so[0])
    rest = text[match.end :].replace(";", ",").replace("\n", ",").partition(",")[0]
    office = Office(
        office_class=_decide(term, rest), term=text[match.start : match.end], language=term.language, gender=term.gender
    )
    return OfficeAt(match.start, match.end, office)


def _decide(term: _Term, rest: str) -> str:
    """The class of a word whose office depends on what follows: the first rule of the data that holds."""
    for rule in term.rules:
        if rule.before and _phrases_of(rule.before).first(rest):
            return rule.office_class
        words = words_of(rest)
        if words and words[0].folded in rule.before_any:
            return rule.office_class
        if rule.before_country and countries_in(rest):
            return rule.office_class
    return term.office_class


@cache
def _phrases_of(terms: tuple[str, ...]) -> Phrases[bool]:
    return Phrases((term, True) for term in terms)


def _title_after_name(text: str, match: Found[_Term]) -> OfficeAt:
    term = match.meaning
    office = Office(office_class=term.office_class, term=text[match.start : match.end], language=term.language)
    return OfficeAt(match.start, match.end, office)


def _compounds(text: str) -> Iterator[OfficeAt]:
    """Offices at the end of a compound word: Bundesumweltminister."""
    words = words_of(text)
    for place, folded in enumerate(words.folded):
        if term := _ending_of(folded):
            word = words[place]
            written = text[word.start : word.end]
            office = Office(office_class=term.office_class, term=written, language=term.language, gender=term.gender)
            yield OfficeAt(word.start, word.end, office)


@lru_cache(maxsize=KEPT)
def _ending_of(word: str) -> _Term | None:
    """The office with which a compound word ends; ``word`` is folded."""
    lexicon = _lexicon()
    if not word.endswith(lexicon.compounds):
        return None
    return next((t for t in lexicon.compound_terms if word.endswith(t.term) and len(word) > len(t.term) + 1), None)


def _led_by(text: str, at: OfficeAt) -> tuple[str, ...]:
    """That a body's acronym stands right before an office: "SFSU President"; in capitals any word is like one."""
    acronym = None if text[at.start : at.end].isupper() else _acronym().search(text[: at.start])
    return ("acronym",) if acronym and not countries_in(acronym[1]) else ()


@cache
def _acronym() -> re.Pattern[str]:
    return re.compile(r"(?<![\w-])([A-Z]{3,7})(?:['’]s)?\s$")


def _at_institution(office: Office, kinds: set[str]) -> Office:
    for rule in _lexicon().at_institution:
        if office.office_class == rule.office and rule.institution in kinds:
            return office.model_copy(update={"office_class": rule.office_class})
    return office


@cache
def _lexicon() -> _Lexicon:
    file = data_file("addressees", "offices.yaml")
    if file is None:
        raise MissingHere(
            "the file addressees/offices.yaml that belongs to letterkit is missing", "install letterkit again"
        )
    data = read_record(OfficeWords, file)
    terms = _terms(data)
    routes = {"care_of": data.care_of, "attention": data.attention, "through": data.through}
    return _Lexicon(
        terms=_by_term(terms),
        after_name=Phrases((term, _Term(term, lang, kind)) for lang, kind, term in _leaves(data.follows_name)),
        institutions=Phrases(
            (t, Institution(kind=kind, language=lang)) for lang, kind, t in _leaves(data.institutions)
        ),
        honorifics=Phrases((row.term, row) for row in data.honorifics),
        portfolios=Phrases((term, language) for language, terms in data.portfolios.items() for term in terms),
        care_of=Phrases((term, kind) for kind, terms in routes.items() for term in terms),
        compounds=tuple(words_of(term)[0].folded for term in data.compounds),
        compound_terms=_compound_terms(terms, data.compounds),
        before_a_state=tuple(sorted(data.before_a_state, key=len, reverse=True)),
        precedence=data.precedence,
        at_institution=data.at_institution,
    )


def _leaves(tree: ByClass) -> Iterator[tuple[str, str, str]]:
    for language, kinds in tree.items():
        for kind, terms in kinds.items():
            for term in terms:
                yield language, kind, term


def _terms(data: OfficeWords) -> list[_Term]:
    """All office terms; those whose class depends on what follows come first, so that they win."""
    feminine = {(language, term) for language, terms in data.feminine.items() for term in terms}

    def gender(language: str, term: str) -> Gender | None:
        return "f" if (language, term) in feminine else None

    terms = [
        _Term(term, language, shared.otherwise, shared.when, gender(language, term))
        for shared in data.ambiguous
        for language, words in shared.terms.items()
        for term in words
    ]
    terms += [_Term(term, lang, kind, (), gender(lang, term)) for lang, kind, term in _leaves(data.offices)]
    return terms


def _by_term(terms: list[_Term]) -> Phrases[tuple[_Term, ...]]:
    groups: dict[tuple[str, ...], list[_Term]] = {}
    for term in terms:
        groups.setdefault(tuple(word.folded for word in words_of(term.term)), []).append(term)
    return Phrases((group[0].term, tuple(group)) for group in groups.values())


def _compound_terms(terms: list[_Term], endings: tuple[str, ...]) -> tuple[_Term, ...]:
    """Single German words by which a compound may end, longest first, folded."""
    german = [term for term in terms if term.language == "de" and len(words_of(term.term)) == 1]
    german += [_Term(word, "de", "official_unknown_name", (), "f" if word.endswith("in") else None) for word in endings]
    folded = [_Term(words_of(t.term)[0].folded, "de", t.office_class, (), t.gender) for t in german]
    return tuple(sorted(folded, key=lambda term: -len(term.term)))
