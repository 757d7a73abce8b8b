"""The letter's own sentences, per language, from ``letter_templates/wording``."""

import unicodedata
from collections.abc import Mapping
from string import Formatter
from typing import Any, ClassVar, Literal

from pydantic import Field, ValidationError, ValidationInfo, field_validator

from letterkit.errors import Mistake
from letterkit.folders import TEMPLATES, data_file, data_files, remembered
from letterkit.model.record import CountryCode, LanguageCode, Record
from letterkit.protocol.forms import languages as languages_of_forms
from letterkit.protocol.phrases import fold
from letterkit.records import problems_of, read_record

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


class Typography(Record):
    """The language's own marks, for text that was typed on a typewriter's keys: titles and the sender's own words."""

    quotation_marks: tuple[str, str]
    """With the spaces inside them, if the language has any."""
    apostrophe: str = "’"
    space_before: dict[str, str] = Field(default_factory=dict)
    """Mark → the space that stands before it."""


class Joining(Record):
    """The word before the last of several names, where it depends on how that name begins."""

    word: str
    becomes: str
    before: tuple[str, ...]
    not_before: tuple[str, ...] = ()

    def of(self, text: str, last: str) -> str:
        """The joined names with the word that fits the last one."""
        start = fold(last)
        if not start.startswith(self.before) or start.startswith(self.not_before or ("\0",)):
            return text
        head, word, _ = text.rpartition(f" {self.word} ")
        return f"{head} {self.becomes} {last}" if word else text


class OtherThere(Record):
    """What a sender's country writes otherwise in the same language."""

    spelling: dict[str, str] = Field(default_factory=dict)
    first_of_month: str | None = None


class OfState(Sentences):
    """How an office takes the name of its state: ``of {state}``, or with the article before certain names."""

    slots = {"plain": ("state",), "article": ("state",)}

    plain: str
    article: str | None = None
    article_when: tuple[str, ...] = ()


class ReportWording(Sentences):
    """What the issuer of an appeal is told."""

    slots = {
        "subject": ("appeal",),
        "opening": ("appeal",),
        "counts": ("senders", "letters", "days", "answered"),
        "post": ("n",),
        "fax": ("n",),
        "email": ("n",),
        "answered": ("n",),
        "returned": ("n",),
        "names": ("names",),
    }

    subject: str
    opening: str
    counts: str
    list: str
    """Before the lines that say how each addressee was written to."""
    post: str
    fax: str
    email: str
    answered: str
    returned: str
    names: str
    thanks: str


class CoverWords(Sentences):
    """What stands on the cover sheet of a fax: labels, the count of pages, and what its reader is asked to do."""

    slots = {"page_count": ("n",), "letter_on": ("n",)}

    title: str
    to: str
    number: str
    sender: str
    date: str
    subject: str
    pages: str
    page_count: str
    letter_on: str
    pass_on: str
    pass_all_on: str
    """For one letter, and for several."""
    tell: str


class ByHandWords(Sentences):
    """What stands small below lines that somebody writes on by hand."""

    name: str
    street: str
    town: str
    place_and_date: str
    signature: str


class Wording(Sentences):
    """All sentences of one language; ``{slots}`` are filled when a letter is composed."""

    slots = {
        "opening_for_a_group": ("group",),
        "source": ("issuers", "date"),
        "source_without_date": ("issuers",),
        "source_without_issuers": ("date",),
        "subject": ("subjects",),
        "subjects": ("subjects",),
        "care_of": ("name",),
        "place_and_date": ("place", "date"),
        "date_without_place": ("date",),
        "page": ("n", "m"),
        "follow_up": ("date",),
        "the_office": ("office",),
    }

    language: LanguageCode
    review: bool = False
    """Whether a native reader has yet to see these sentences."""
    opening: str
    opening_for_a_group: str
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
    follow_up: str
    copies: str
    enclosures: str
    route: str
    care_of: str
    place_and_date: str
    date_without_place: str
    first_of_month: str | None = None
    page: str
    typography: Typography
    joining: Joining | None = None
    request_verbs: FirstWords
    drop_before_verb: str | None = None
    last_and: tuple[str, ...] = ()
    """Words after the semicolon of the last request but one: they go when the requests are chosen anew."""
    points_at_another: tuple[str, ...] = ()
    """Words before a number by which a request points at another one: "point ii"."""
    articles: tuple[str, ...] = ()
    """First words that show that an office already has its article."""
    report: ReportWording
    the_office: str = "{office}"
    """How an office in the appeal's own words stands in the address block: ``The {office}``."""
    of_state: OfState | None = None
    fax: CoverWords
    by_hand: ByHandWords
    variants: dict[CountryCode, OtherThere] = Field(default_factory=dict)


@remembered
def wording(language: str, country: str | None = None) -> Wording:
    """The sentences of a language, spelt as in the sender's country.

    Raises :class:`Mistake` naming the languages there are, and what a language lacks that is there in part.
    """
    file = data_file(TEMPLATES, f"wording/{language}.yaml")
    if file is None:
        raise _no_sentences(language)
    words = read_record(Wording, file)
    there = words.variants.get(country or "")
    if there is None:
        return words
    try:
        spelt = Wording.model_validate_json(_spelt(words.model_dump_json(exclude={"variants"}), there.spelling))
    except ValidationError as error:
        raise Mistake(problems_of(error, Wording, file)) from error
    return spelt.model_copy(update={"first_of_month": there.first_of_month or words.first_of_month})


def languages() -> tuple[str, ...]:
    """The languages in which letters can be written, the user's own among them."""
    return tuple(path.stem for path in data_files(TEMPLATES, "wording/*.yaml"))


def _no_sentences(language: str) -> Mistake:
    others = f"use --language with one of {', '.join(languages())}, if the appeal gives its requests in it"
    if language not in languages_of_forms():
        return Mistake(f"letters can't be written in {language!r} yet", others)
    return Mistake(
        f"letters can't be written in {language!r} yet: there are forms of address in it, but no sentences",
        f"{others}; or write letter_templates/wording/{language}.yaml after the model of en.yaml",
    )


def _spelt(text: str, letters: dict[str, str]) -> str:
    for letter, instead in letters.items():
        text = text.replace(letter, instead)
    return text
