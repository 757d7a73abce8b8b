"""A model letter in an appeal: its text, and the addressee to whom it is written when nobody else is named."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import cache
from itertools import islice

from letterkit.appeals.entries import Entry
from letterkit.appeals.letter_heads import opens_letter
from letterkit.appeals.lines import Line
from letterkit.appeals.names import read_person
from letterkit.appeals.numbers import contacts_in
from letterkit.appeals.parts import Part, Section
from letterkit.appeals.vocabulary import vocabulary
from letterkit.protocol.offices import find_institutions, find_offices

LONGEST_BLOCK = 10
"""Lines of an address above a letter."""
WIDEST_ADDRESS = 80
MOST_LETTERS = 20
"""Model letters of a document that are looked at."""


@dataclass(frozen=True)
class ModelLetter:
    """The letter as printed, paragraph by paragraph, and the line on which it begins."""

    text: str
    line: int
    placeholders: tuple[str, ...]
    """What a sender is to fill in and no field is known for, as printed: ``[two sentences of your own]``, ``____``."""
    fields: tuple[str, ...] = ()
    """What stands for the places to fill in that are known: ``{name}`` for ``[YOUR NAME]``."""


@cache
def _patterns() -> dict[str, re.Pattern[str]]:
    return {
        "to": re.compile(rf"(?:{vocabulary().one_of('to')})\s*:?\s+(?=\S)", re.IGNORECASE),
        "placeholder": re.compile(
            r"\[[^\[\]\n]{2,40}\]|\([^()\n]{2,40}\)|<[^<>\n@]{2,40}>|\{[^{}\n]{2,40}\}|«[^«»\n]{2,40}»"
            r"|_{3,}|…{2,}|\.{5,}|\bX{3,}\b|\bXX(?:[./-]XX){1,2}\b"
        ),
    }


def model_letter_of(sections: Sequence[Section]) -> ModelLetter | None:
    """The first model letter of a document, with what the sender fills in as fields: ``{name}``, ``{date}``."""
    models = [place for place, section in enumerate(sections) if section.part is Part.MODEL]
    for place in models[:MOST_LETTERS]:
        lines = _letter_lines(islice(sections, place, None))
        if len(lines) > 1:
            printed = _without_quotes("\n\n".join(f"{line.marker} {line.text}".strip() for line in lines))
            text, fields = _with_fields(printed)
            left = tuple(place for place in dict.fromkeys(_placeholders(text)) if place not in fields)
            return ModelLetter(text, lines[0].number, left, tuple(dict.fromkeys(fields)))
    return None


def _without_quotes(text: str) -> str:
    """A letter without the quotation marks around the whole of it."""
    inside = text[1:].rstrip('”"»') if text[:1] in '“"«' else text
    return inside.strip() if not any(mark in inside.partition("\n")[0] for mark in '”"»') else text


def _letter_lines(sections: Iterable[Section]) -> list[Line]:
    """The lines from the salutation, or from the heading "Sample letter", to the close, requests between included."""
    lines: list[Line] = []
    letter_only: list[Line] = []
    for section in sections:
        if section.part not in (Part.MODEL, Part.REQUESTS, Part.END):
            break
        opens = section.opening and (section.part is Part.REQUESTS or opens_letter(section.opening.text))
        if opens and section.part is Part.MODEL and not lines[1:]:
            lines.clear()  # a date or an address above the salutation is no part of the text
        for line in [*([section.opening] if section.opening and opens else []), *section.lines]:
            lines.append(line)
            if vocabulary().opens("letter_closings", line.text):
                return lines
        if section.part is Part.END:
            break
        letter_only = list(lines) if section.part is Part.MODEL else letter_only
    return letter_only


def _placeholders(text: str) -> list[str]:
    known = vocabulary().sets["placeholders"]
    return [
        found[0]
        for found in _patterns()["placeholder"].finditer(text)
        if found[0][0] in "_X<{…."
        or (known.whole(found[0]) if found[0][0] == "«" else known.first(found[0]) or found[0][1:-1].isupper())
    ]


def _with_fields(text: str) -> tuple[str, list[str]]:
    """The text with the places to fill in as fields, and the fields; a name in the salutation is the addressee's."""
    fields: list[str] = []
    salutation = text.partition("\n\n")[0]

    def field(found: re.Match[str]) -> str:
        known = [vocabulary().fields.whole(part) for part in found[0].strip("[](){}<>«» ").split(",")]
        if found.end() <= len(salutation) and (known == ["name"] or found[0][0] in "_…."):
            known = ["addressee"]
        named = [f"{{{name}}}" for name in known if name]
        if len(named) < len(known):
            return found[0]
        fields.extend(named)
        return ", ".join(named)

    return _patterns()["placeholder"].sub(field, text), fields


def addressees_of_letters(sections: Sequence[Section]) -> list[tuple[Entry, str]]:
    """Whom the model letters of a document are written to: the entry above each salutation, and the salutation."""
    lines = [
        line for section in sections for line in ([section.opening] if section.opening else []) + list(section.lines)
    ]
    found: list[tuple[Entry, str]] = []
    for place, line in enumerate(lines):
        if len(found) == MOST_LETTERS:
            break
        if place and opens_letter(line.text) and (block := _block_above(lines[max(0, place - LONGEST_BLOCK) : place])):
            found.append((Entry(block), _greeting(line.text)))
    return found


def salutations_of_letters(sections: Sequence[Section]) -> list[str]:
    """The salutations of the model letters of a document."""
    openings = [section.opening for section in sections if section.part is Part.MODEL and section.opening]
    return [_greeting(line.text) for line in openings if opens_letter(line.text)][:MOST_LETTERS]


def _greeting(salutation: str) -> str:
    return salutation.rstrip(" ,:!")


def _block_above(before: Sequence[Line]) -> tuple[Line, ...]:
    """The address above a salutation: a line "To the Ambassador of …", or short lines that begin with somebody."""
    last = before[-1]
    to = _patterns()["to"].match(last.text)
    if to and find_offices(last.text):
        text = last.text[to.end() :]
        for placeholder in _placeholders(text):
            text = text.replace(placeholder, "")
        return (replace(last, text=text.strip()),)
    block: list[Line] = []
    for line in reversed(before):
        if len(line.text) > WIDEST_ADDRESS or line.level or line.marker or vocabulary().headings.whole(line.text):
            break
        if line.text.endswith((".", ":", "?", "!")) and not contacts_in(line.text):
            break
        block.insert(0, replace(line, gap=False))
    while block and not _names_somebody(block[0].text):
        block.pop(0)
    return tuple(block) if len(block) > 1 else ()


def _names_somebody(text: str) -> bool:
    person = read_person(text)
    institutions = find_institutions(text)
    return bool(person.office or person.name) or bool(institutions)
