"""The letter's own sentences, per language, from ``letter_templates/wording``."""

import unicodedata
from collections.abc import Mapping
from functools import cache
from string import Formatter
from typing import Any, ClassVar, Literal

from pydantic import Field, ValidationError, ValidationInfo, field_validator

from letterkit.errors import Mistake
from letterkit.folders import data_file, data_files
from letterkit.model.record import LanguageCode, Record
from letterkit.records import problems_of, read_record

SWISS_SPELLING = frozenset({"CH", "LI"})

Relation = Literal["decides", "conveys", "intercedes"]
"""What an addressee can do: decide, convey to those who decide, or take it up with them."""


class Sentences(Record):
    """Sentences with the slots that each must have, and no others: a wording file may be somebody else's."""

    slots: ClassVar[Mapping[str, tuple[str, ...]]] = {}

    @field_validator("*", mode="after")
    @classmethod
    def _has_its_slots(cls, text: Any, field: ValidationInfo) -> Any:
        if isinstance(text, str):
            wanted = cls.slots.get(field.field_name or "", ())
            if _slots_in(text) != sorted(wanted):
                slots = " and ".join(f"{{{name}}}" for name in wanted) or "no {slots} and no braces"
                raise ValueError(f"this sentence takes {slots}")
            if any(unicodedata.category(character) == "Cc" for character in text):
                raise ValueError("a control character has no place in a letter")
        return text


def _slots_in(text: str) -> list[str]:
    """The slots of a sentence; what is more than a plain name in braces, such as ``{a.b}``, is given as it stands."""
    try:
        found = [piece for piece in Formatter().parse(text) if piece[1] is not None]
    except ValueError:
        return ["{"]
    names = sorted(f"{name}{':' if form else ''}{'!' if turned else ''}" for _, name, form, turned in found)
    return names if text.count("{") == text.count("}") == len(names) else ["{"]


class LeadIn(Sentences):
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


class OfState(Sentences):
    """How an office takes the name of its state: ``of {state}``, or with the article before certain names."""

    slots = {"plain": ("state",), "article": ("state",)}

    plain: str
    article: str | None = None
    article_when: tuple[str, ...] = ()


class Wording(Sentences):
    """All sentences of one language; ``{slots}`` are filled when a letter is composed."""

    slots = {
        "source": ("issuers", "date"),
        "source_without_date": ("issuers",),
        "source_without_issuers": ("date",),
        "subject": ("subjects",),
        "subjects": ("subjects",),
        "care_of": ("name",),
        "place_and_date": ("place", "date"),
        "date_without_place": ("date",),
        "page": ("n", "m"),
        "the_office": ("office",),
    }

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
    words = read_record(Wording, file)
    if country in SWISS_SPELLING and words.swiss:
        try:
            return Wording.model_validate_json(_spelt(words.model_dump_json(exclude={"swiss"}), words.swiss))
        except ValidationError as error:
            raise Mistake(problems_of(error, Wording, file)) from error
    return words


def _spelt(text: str, letters: dict[str, str]) -> str:
    for letter, instead in letters.items():
        text = text.replace(letter, instead)
    return text
