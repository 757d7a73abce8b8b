"""How an office is addressed in a language: salutation, complimentary close, and how the address block names it.

The forms are data with their sources: ``addressees/forms_of_address``. Nobody's gender is guessed: without a feminine
form or a courtesy title the neutral form stands.
"""

import re
import unicodedata
from collections.abc import Iterable
from difflib import get_close_matches

from letterkit.errors import Mistake
from letterkit.folders import data_file, data_files, remembered
from letterkit.model.record import CountryCode, Gender, Record
from letterkit.protocol.forms_file import (
    NAME,
    NAMELESS,
    OFFICE_CLASSES,
    SALUTATION,
    CloseText,
    Evidence,
    Forms,
    FormsByGender,
    Graded,
    Office,
    Title,
    Variant,
    read_forms,
    without_end_mark,
)

FOLDER = "forms_of_address"


class Reader(Record):
    """What is known of the one addressed."""

    gender: Gender | None = None
    """Only from a feminine form or a courtesy title."""
    office: str | None = None
    """The office in the words of the appeal: within a class a cardinal is not addressed as a bishop."""
    name: str | None = None
    family_name: str | None = None
    """Only where it is sure which part of the name that is."""


class Writer(Record):
    """What the form depends on in the one who writes."""

    country: CountryCode | None = None
    gender: Gender | None = None
    """Only if the sender states it."""


NOBODY_KNOWN = Reader()
ANYBODY = Writer()


class FormOfAddress(Record):
    """How one letter addresses its reader, as it is printed."""

    office_class: str
    language: str
    salutation: str
    """With its end mark, as for the sender's country."""
    close: str
    """With its end mark; a salutation that it repeats is filled in."""
    first_word_lower: bool = False
    """Whether the text after the salutation begins with a small letter."""
    second_person: str
    office_name: str | None = None
    """The office in an address block of this language; None: the appeal's own words say more."""
    review: bool = False
    """Whether a native reader has yet to see this language."""
    evidence: dict[str, tuple[Evidence, ...]]
    note: str | None = None


class FormEntry(Record):
    """What is known of how an office is addressed: every form, with its evidence."""

    office_class: str
    language: str
    salutation: FormsByGender
    close: CloseText
    second_person: str
    evidence: dict[str, tuple[Evidence, ...]]


def form_of_address(
    office_class: str | None,
    language: str,
    reader: Reader = NOBODY_KNOWN,
    writer: Writer = ANYBODY,
    *,
    stated: str | None = None,
) -> FormOfAddress:
    """The form of address for a letter in ``language``.

    ``stated`` is a salutation that the appeal or the sender gives: it wins, and a close that repeats the salutation
    repeats it. Without a class the addressee is an official of whom nothing is known; an organisation alone is an
    ``institution``. Raises :class:`Mistake` for an unknown class or language, naming the nearest.
    """
    forms = _forms(language)
    stated = without_end_mark(stated or "")
    entry = _entry(forms, office_class or NAMELESS, stated)
    variant = forms.variants.get(writer.country or "", Variant())
    title = None if stated else _title_in(reader.office or "", entry.titles)
    named = (title or entry).named if reader.name and not stated else None
    close = _close(forms, entry, stated, writer, specific=bool(title or named))
    salutation = stated or _spelled(_salutation(title or entry, reader, writer), variant).replace(NAME, _name(reader))
    return FormOfAddress(
        office_class=office_class or NAMELESS,
        language=language,
        salutation=salutation + _end(forms.salutation_end, variant.salutation_end),
        close=_spelled(close, variant).replace(SALUTATION, salutation) + _close_end(forms, variant, close),
        first_word_lower=(variant.first_word_after or forms.first_word_after) == "lower",
        second_person=entry.second_person,
        office_name=_spelled(entry.office_name.of(reader.gender), variant) if entry.office_name else None,
        review=forms.review,
        evidence=_evidence_used(forms, entry, title, reader, named=bool(named), stated=bool(stated)),
        note=entry.note,
    )


def _end(usual: str, there: str | None) -> str:
    return usual if there is None else there


def _close_end(forms: Forms, variant: Variant, close: str) -> str:
    if SALUTATION in close and forms.sentence_end is not None:
        return forms.sentence_end
    return _end(forms.close_end, variant.close_end)


def _salutation(entry: Office | Title, reader: Reader, writer: Writer) -> str:
    if entry.named and reader.name:
        return entry.named.of(reader.gender)
    if entry.from_a_man and writer.gender == reader.gender == "m":
        return entry.from_a_man
    return entry.salutation.of(reader.gender)


def _name(reader: Reader) -> str:
    """The family name after Mr or Ms; the whole name where gender or family name isn't known."""
    return (reader.gender and reader.family_name) or reader.name or ""


def form_entry(office_class: str, language: str) -> FormEntry:
    """All forms of one office in one language, with their sources; raises :class:`Mistake` naming the nearest."""
    forms = _forms(language)
    entry = _entry(forms, office_class)
    return FormEntry(
        office_class=office_class,
        language=language,
        salutation=entry.salutation,
        close=entry.close,
        second_person=entry.second_person,
        evidence=_with_sources(dict(entry.evidence), forms),
    )


def office_classes() -> tuple[str, ...]:
    """The classes of office, by their names in files and commands."""
    return OFFICE_CLASSES


def languages() -> tuple[str, ...]:
    """The languages that have forms of address, the user's own among them."""
    return tuple(file.stem for file in data_files("addressees", f"{FOLDER}/*.yaml"))


def missing_entries(language: str) -> tuple[str, ...]:
    """The classes of office that a language has no entry for yet; none for a complete language."""
    return tuple(name for name in OFFICE_CLASSES if name not in _forms(language).offices)


@remembered
def _forms(language: str) -> Forms:
    there = languages()
    file = data_file("addressees", f"{FOLDER}/{language}.yaml") if language in there else None
    if file is None:
        raise Mistake(f"there are no forms of address in {language!r} yet", f"use --language with {', '.join(there)}")
    return read_forms(file)


def _entry(forms: Forms, office_class: str, stated: str = "") -> Office:
    entries = forms.offices
    if office_class in entries:
        return entries[office_class]
    if office_class not in OFFICE_CLASSES:
        near = ", ".join(get_close_matches(office_class, OFFICE_CLASSES, n=3, cutoff=0))
        raise Mistake(f"there is no class of office {office_class!r}", f"type one as it stands here, nearest: {near}")
    if stated:
        return entries[NAMELESS]
    near = ", ".join(get_close_matches(office_class, entries, n=3, cutoff=0))
    raise Mistake(
        f"{forms.name} has no form of address for {office_class!r} yet, nearest: {near}",
        f"give one with --salutation, or add {office_class!r} to a {forms.language}.yaml of your own",
    )


def _title_in(office: str, titles: Iterable[Title]) -> Title | None:
    """The title whose words stand in an office line; the longest, so that a consul general is no consul."""
    line = _folded(office)
    words = {word: title for title in titles for word in title.words}
    found = {word: title for word, title in words.items() if re.search(rf"\b{re.escape(_folded(word))}\b", line)}
    return found[max(found, key=len)] if found else None


def _folded(text: str) -> str:
    letters = unicodedata.normalize("NFD", text.casefold().replace("'", "’"))
    return "".join(letter for letter in letters if not unicodedata.combining(letter))


def _close(forms: Forms, entry: Office, stated: str, writer: Writer, *, specific: bool) -> str:
    """The close that fits the salutation: one that can't be repeated in a sentence gets a plain close.

    ``specific`` is a salutation by a title or a name, which in some languages closes otherwise than "Dear Sir".
    """
    usual = (entry.close_from_a_woman if writer.gender == "f" else None) or entry.close
    if not stated:
        return (entry.close_otherwise if specific else None) or usual
    if stated in (entry.salutation.m, entry.salutation.f, entry.salutation.unknown):
        return usual
    by_salutation = [close.close for close in forms.closes_by_salutation if _begins(stated, close.begins)]
    close = by_salutation[0] if by_salutation else entry.close_otherwise or usual
    return forms.close_plain if SALUTATION in close and not _begins(stated, forms.repeatable) else close


def _begins(text: str, beginnings: Iterable[str]) -> bool:
    folded = _folded(text)
    return any(re.match(rf"{re.escape(_folded(one))}\b", folded) for one in beginnings)


def _spelled(text: str, variant: Variant) -> str:
    for usual, there in variant.spelling.items():
        text = text.replace(usual, there)
    return text


def _evidence_used(
    forms: Forms, entry: Office, title: Title | None, reader: Reader, *, named: bool, stated: bool
) -> dict[str, tuple[Evidence, ...]]:
    """The evidence of what stands in this letter; a stated salutation needs none."""
    grades: dict[str, Graded] = dict(entry.evidence)
    neutral, by_name = grades.pop("neutral"), grades.pop("named")
    if stated:
        grades["salutation"] = ()
    elif title:
        grades["salutation"] = title.evidence
    elif named:
        grades["salutation"] = by_name
    elif reader.gender is None and neutral:
        grades["salutation"] = neutral
    return _with_sources(grades, forms)


def _with_sources(grades: dict[str, Graded], forms: Forms) -> dict[str, tuple[Evidence, ...]]:
    def named(one: Evidence) -> Evidence:
        source = forms.sources[one.source]
        return one.model_copy(update={"title": source.title, "where": source.where})

    return {field: tuple(map(named, graded)) for field, graded in grades.items() if graded}
