"""The letter's own sentences, per language, from ``letter_templates/wording``."""

from functools import cache
from typing import Literal

from pydantic import Field, ValidationError

from letterkit.errors import Mistake
from letterkit.folders import data_file, data_files, read_data
from letterkit.model.record import LanguageCode, Record
from letterkit.settings import field_problems

SWISS_SPELLING = frozenset({"CH", "LI"})

Relation = Literal["decides", "conveys", "intercedes"]
"""What an addressee can do: decide, convey to those who decide, or take it up with them."""


class LeadIn(Record):
    """The sentence before the requests: one for bare verbs, one for participles, one that accepts any grammar."""

    governed: str | None
    participles: str | None = None
    any: str


class LeadIns(Record):
    """A lead-in for each relation."""

    decides: LeadIn
    conveys: LeadIn
    intercedes: LeadIn


class FirstWords(Record):
    """How a request begins when it fits under a governed lead-in (the first-word test)."""

    words: tuple[str, ...] = ()
    never: tuple[str, ...] = ()
    """Words that are none after all, alone or with the next one; ``…`` stands for any first word."""
    participles: tuple[str, ...] = ()
    """How a request begins that says what the writer does: ``urging the authorities to …``."""


class OfState(Record):
    """How an office takes the name of its state: ``of {state}``, or with the article before certain names."""

    plain: str
    article: str | None = None
    article_when: tuple[str, ...] = ()


class Wording(Record):
    """All sentences of one language; ``{slots}`` are filled when a letter is composed."""

    language: LanguageCode
    opening: str
    source: str
    source_without_date: str
    source_without_issuers: str
    source_plain: str
    subject: str
    subjects: str
    """For one name, and for several."""
    case: str
    lead_in: LeadIns
    time_has_passed: str
    thanks: str
    copies: str
    enclosures: str
    route: str
    care_of: str
    place_and_date: str
    date_without_place: str
    first_of_month: str | None = None
    page: str
    quotation_marks: tuple[str, str]
    request_verbs: FirstWords
    drop_before_verb: str | None = None
    articles: tuple[str, ...] = ()
    """First words that show that an office already has its article."""
    the_office: str = "{office}"
    """How an office in the appeal's own words stands in the address block: ``The {office}``."""
    of_state: OfState | None = None
    swiss: dict[str, str] = Field(default_factory=dict)
    """Letters that are written otherwise by a sender in Switzerland."""


@cache
def wording(language: str, country: str | None = None) -> Wording:
    """The sentences of a language, spelt as in the sender's country.

    Raises :class:`Mistake` naming the languages there are.
    """
    file = data_file("letter_templates", f"wording/{language}.yaml")
    if file is None:
        there = ", ".join(path.stem for path in data_files("letter_templates", "wording/*.yaml"))
        raise Mistake(
            f"letters can't be written in {language!r} yet",
            f"use --language with one of {there}, if the appeal gives its requests in it",
        )
    try:
        words = Wording.model_validate(read_data(file))
    except ValidationError as error:
        raise Mistake(field_problems(error, file, list(Wording.model_fields))) from error
    if country in SWISS_SPELLING and words.swiss:
        return Wording.model_validate_json(_spelt(words.model_dump_json(exclude={"swiss"}), words.swiss))
    return words


def _spelt(text: str, letters: dict[str, str]) -> str:
    for letter, instead in letters.items():
        text = text.replace(letter, instead)
    return text
