"""``letterkit forms``: how an office is addressed, and on whose authority."""

from collections.abc import Sequence
from difflib import get_close_matches
from typing import Annotated

import typer

from letterkit.cli import screen
from letterkit.cli.options import Json, Verbose, language_code
from letterkit.errors import Mistake
from letterkit.model.record import Gender
from letterkit.protocol.forms import (
    FormEntry,
    FormOfAddress,
    Reader,
    Writer,
    form_entry,
    form_of_address,
    office_classes,
)
from letterkit.protocol.forms_file import SALUTATION, FormsByGender, without_end_mark
from letterkit.protocol.offices import find_institutions, find_office
from letterkit.review.findings import unseen

app = typer.Typer(rich_markup_mode=None, add_completion=False)


@app.command()
def forms(
    office: Annotated[
        list[str], typer.Argument(metavar="OFFICE", help="A class of office, or words as in an addressee line.")
    ],
    language: Annotated[str, typer.Option("--language", metavar="CODE", help="Language of the letter.")] = "en",
    json: Json = False,
    verbose: Verbose = False,
) -> None:
    """Show how an office is addressed, and on whose authority: salutation, complimentary close, evidence."""
    entry, letters = _as_addressed(" ".join(office), language_code(language) or language)
    if json:
        screen.data_json(entry.model_dump(mode="json"))
        return
    special = _special(entry, " ".join(office), letters)
    screen.table(("", ""), _rows(entry, letters, special))
    screen.remark(unseen(entry.language))


GENDERS: dict[str, Gender | None] = {"m": "m", "f": "f", "unknown": None}
WHO = {"m": "a man", "f": "a woman", "unknown": "not known"}
Letters = dict[str, FormOfAddress]
"""By gender, how a letter addresses its reader."""


def _as_addressed(office: str, language: str) -> tuple[FormEntry, Letters]:
    """What is known of an office; where its words have a salutation of their own (a cardinal's), with that one."""
    office_class = _office_class(office, language)
    words = None if office == office_class else office
    entry = form_entry(office_class, language)
    letters = {
        who: form_of_address(office_class, language, Reader(gender=gender, office=words))
        for who, gender in GENDERS.items()
    }
    salutation = FormsByGender(**{who: without_end_mark(form.salutation) for who, form in letters.items()})
    if salutation == entry.salutation:
        return entry, letters
    form = letters["unknown"]
    close = without_end_mark(form.close).replace(salutation.unknown, SALUTATION)
    own = {"salutation": salutation, "close": close, "evidence": entry.evidence | form.evidence}
    return entry.model_copy(update=own), letters


def _special(entry: FormEntry, words: str, letters: Letters) -> list[tuple[str, str]]:
    """What custom makes of a name that the letter knows, and of a sender whose gender is stated."""

    def form(gender: Gender | None, writer: Gender | None = None, name: str | None = None) -> FormOfAddress:
        reader = Reader(gender=gender, office=words, name=name)
        return form_of_address(entry.office_class, entry.language, reader, Writer(gender=writer))

    rows = [(f"by name, {WHO[who]}", form(gender, name="…").salutation) for who, gender in GENDERS.items()]
    rows = [row for row, usual in zip(rows, letters.values(), strict=True) if row[1] != usual.salutation]
    from_a_man, from_a_woman = form("m", writer="m").salutation, form(None, writer="f").close
    if from_a_man != letters["m"].salutation:
        rows.append(("from a man to a man", from_a_man))
    if from_a_woman != letters["unknown"].close:
        rows.append(("close, from a woman", from_a_woman))
    return rows


def _office_class(words: str, language: str) -> str:
    classes = office_classes()
    if words.lower().replace(" ", "_") in classes:
        return words.lower().replace(" ", "_")
    found = find_office(words, language)
    if found is None and find_institutions(words):
        return "institution"
    if found is None:
        near = get_close_matches(words.lower().replace(" ", "_"), classes, n=3, cutoff=0.5)
        remedy = f"nearest: {', '.join(near)}" if near else f"classes: {', '.join(classes)}"
        raise Mistake(f"no office is known by {words!r}", remedy)
    return found.office_class


def _rows(entry: FormEntry, letters: Letters, special: Sequence[tuple[str, str]]) -> list[tuple[str, str]]:
    rows = [("office", entry.office_class.replace("_", " ")), ("language", entry.language)]
    for what in ("salutation", "close"):
        texts = {who: getattr(form, what) for who, form in letters.items()}
        if len(set(texts.values())) == 1:
            rows.append((what, texts["unknown"]))
        else:
            rows += [(f"{what}, {WHO[who]}", text) for who, text in texts.items()]
    rows += special
    rows.append(("in the text", entry.second_person))
    rows += [("note", letters["unknown"].note)] if letters["unknown"].note else []
    rows += [(f"evidence, {field}", ", ".join(map(str, grades))) for field, grades in entry.evidence.items()]
    return rows
