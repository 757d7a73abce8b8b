"""A file of ``addressees/forms_of_address``: one language's forms of address as people edit them, checked when read."""

import re
from difflib import get_close_matches
from functools import cache
from pathlib import Path
from typing import Annotated, Any, Literal, Self

from pydantic import AfterValidator, BeforeValidator, Field, model_validator

from letterkit.model.record import CountryCode, Gender, LanguageCode, Record, Text
from letterkit.records import read_record

OFFICE_CLASSES = (
    "head_of_state_republic",
    "monarch",
    "vice_president",
    "head_of_government",
    "minister",
    "minister_foreign",
    "minister_justice",
    "minister_interior",
    "attorney_general",
    "prosecutor",
    "ambassador",
    "permanent_representative",
    "charge_daffaires",
    "consul",
    "chief_justice",
    "judge",
    "speaker_of_parliament",
    "member_of_parliament",
    "governor",
    "mayor",
    "police_chief",
    "military_officer",
    "prison_director",
    "ombudsman",
    "un_official",
    "religious_leader_christian",
    "religious_leader_other",
    "official_unknown_name",
    "institution",
)
NAMELESS = "official_unknown_name"
"""Whom a letter addresses when nothing is known of the office; every language has it."""

END_MARKS = ",;:.!،؛：；，。！"
NEVER_IN_A_LETTER = re.compile(r"[{}\[\]()<>/／（）]")
"""What would show on paper that nobody chose: slots, brackets, forms with a slash."""
SALUTATION = "{salutation}"
NAME = "{name}"


def without_end_mark(text: str) -> str:
    """A salutation or close on one line and without the mark it ends with."""
    return " ".join(text.split()).rstrip(END_MARKS + " ")


def _for_a_letter(text: str) -> str:
    found = NEVER_IN_A_LETTER.search(text)
    if found:
        raise ValueError(f"{found[0]!r} has no place in a letter: write each form in full")
    if without_end_mark(text) != text:
        raise ValueError("the end mark is added by the language's salutation_end or close_end: leave it out here")
    return text


def _close_for_a_letter(text: str) -> str:
    _for_a_letter(text.replace(SALUTATION, "-"))
    return text


def _named_for_a_letter(text: str) -> str:
    _for_a_letter(text.replace(NAME, "-"))
    return text


def _same_for_all(value: object) -> object:
    return dict.fromkeys(("m", "f", "unknown"), _for_a_letter(value)) if isinstance(value, str) else value


def _graded(value: object) -> object:
    if not isinstance(value, str):
        return value
    grade, _, source = value.partition(" ")
    return {"grade": grade, "source": source.strip()}


def _known_class(name: str) -> str:
    if name not in OFFICE_CLASSES:
        near = get_close_matches(name, OFFICE_CLASSES, n=1)
        meant = f"did you mean {near[0]!r}?" if near else "en.yaml has them all"
        raise ValueError(f"unknown field: no class of office has this name; {meant}")
    return name


LetterText = Annotated[Text, AfterValidator(_for_a_letter)]
CloseText = Annotated[Text, AfterValidator(_close_for_a_letter)]
NamedText = Annotated[Text, AfterValidator(_named_for_a_letter)]


class Evidence(Record):
    """How well a form is attested, and by whom."""

    grade: Literal["A", "B", "C"]
    """A: a government, protocol or etiquette guide has it; B: seen in practice; C: composed by the pattern."""
    source: Text
    title: str = ""
    where: str = ""

    def __str__(self) -> str:
        return f"{self.grade}: {self.title or self.source}"


class FormsByGender(Record):
    """A form for a man, for a woman, and for one of whom that is not known."""

    m: LetterText
    f: LetterText
    unknown: LetterText

    def of(self, gender: Gender | None) -> str:
        """The form for a gender; None is not known."""
        return {"m": self.m, "f": self.f}.get(gender or "", self.unknown)


class NamedByGender(Record):
    """A form that may say the reader's name: the family name where it and the gender are sure, else the whole."""

    m: NamedText
    f: NamedText
    unknown: NamedText

    def of(self, gender: Gender | None) -> str:
        """The form for a gender; None is not known."""
        return {"m": self.m, "f": self.f}.get(gender or "", self.unknown)


Graded = tuple[Annotated[Evidence, BeforeValidator(_graded)], ...]
ByGender = Annotated[FormsByGender, BeforeValidator(_same_for_all)]


class Title(Record):
    """Words of an office line that call for a salutation of their own within their class: ``Cardinal``, ``Colonel``."""

    words: tuple[Text, ...] = Field(min_length=1)
    salutation: ByGender
    named: NamedByGender | None = None
    from_a_man: LetterText | None = None
    """What a man writes to a man, where the language makes that difference: ``Mon Général``."""
    evidence: Graded = (Evidence(grade="C", source="rule"),)


class Grades(Record):
    """The evidence for each part of an entry; ``neutral`` is the salutation for a gender not known, if it differs."""

    office_name: Graded = ()
    salutation: Graded
    neutral: Graded = ()
    named: Graded = ()
    close: Graded


class Office(Record):
    """How one class of office is addressed."""

    office_name: ByGender | None
    salutation: ByGender
    named: NamedByGender | None = None
    """The salutation to one whose name the letter knows, where custom prefers it to that by office."""
    from_a_man: LetterText | None = None
    close: CloseText
    close_from_a_woman: CloseText | None = None
    close_otherwise: CloseText | None = None
    second_person: Text
    titles: tuple[Title, ...] = ()
    evidence: Grades
    note: str | None = None


class Source(Record):
    """Where a form was read."""

    title: Text
    where: Text


class Variant(Record):
    """What a sender's country writes otherwise."""

    salutation_end: str | None = None
    close_end: str | None = None
    first_word_after: Literal["capital", "lower"] | None = None
    spelling: dict[str, str] = Field(default_factory=dict)


class CloseFor(Record):
    """The close that goes with a stated salutation that begins so."""

    begins: tuple[Text, ...]
    close: CloseText


class Forms(Record):
    """The forms of address of one language, with its conventions of punctuation."""

    language: LanguageCode
    name: Text
    review: bool = False
    salutation_end: str
    close_end: str
    sentence_end: str | None = None
    """The end mark of a close that repeats the salutation, if it differs."""
    first_word_after: Literal["capital", "lower"]
    variants: dict[CountryCode, Variant] = Field(default_factory=dict)
    closes_by_salutation: tuple[CloseFor, ...] = ()
    repeatable: tuple[Text, ...] = ()
    close_plain: LetterText
    sources: dict[str, Source]
    offices: dict[Annotated[str, AfterValidator(_known_class)], Office]

    @model_validator(mode="before")
    @classmethod
    def _fill_in_likes(cls, data: Any) -> Any:
        offices = data.get("offices") if isinstance(data, dict) else None
        if not isinstance(offices, dict):
            return data
        return data | {"offices": {name: _filled(name, office, offices) for name, office in offices.items()}}

    @model_validator(mode="after")
    def _has_what_its_offices_need(self) -> Self:
        if NAMELESS not in self.offices:
            raise ValueError(f"offices need an entry {NAMELESS}, which every letter without a known office uses")
        for name, office in self.offices.items():
            parts = [grades for _, grades in office.evidence] + [title.evidence for title in office.titles]
            unknown = {one.source for grades in parts for one in grades} - set(self.sources)
            if unknown:
                raise ValueError(f"offices.{name} rests on {', '.join(sorted(unknown))}, which is not under sources")
        return self


def _filled(name: str, office: Any, offices: dict[str, Any]) -> Any:
    """An office that says ``like: minister`` takes from there what it does not say itself."""
    if not isinstance(office, dict) or "like" not in office:
        return office
    model = offices.get(office["like"])
    if not isinstance(model, dict) or "like" in model:
        raise ValueError(f"offices.{name} is like {office['like']!r}, which must be an entry of its own in this file")
    return model | {key: value for key, value in office.items() if key != "like"}


@cache
def read_forms(file: Path) -> Forms:
    """The forms in a file; raises :class:`Mistake` naming file and field of all that is wrong."""
    return read_record(Forms, file)
