"""A model letter in an appeal: its text, and the addressee to whom it is written when nobody else is named."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache
from itertools import pairwise

from letterkit.appeals.entries import Entry
from letterkit.appeals.lines import Line
from letterkit.appeals.openings import opens_letter
from letterkit.appeals.parts import Part, Section
from letterkit.appeals.vocabulary import vocabulary
from letterkit.protocol.offices import find_offices


@dataclass(frozen=True)
class ModelLetter:
    """The letter as printed, paragraph by paragraph, and the line on which it begins."""

    text: str
    line: int
    placeholders: tuple[str, ...]
    """What a sender is to fill in, as printed: ``(Name)``, ``[YOUR NAME]``, ``____``."""


@cache
def _patterns() -> dict[str, re.Pattern[str]]:
    return {
        "to": re.compile(r"(?:to|an|à|a|al|to the attention of)\s*:?\s+(?=\S)", re.IGNORECASE),
        "placeholder": re.compile(r"\[[^\[\]\n]{2,40}\]|\([^()\n]{2,40}\)|_{3,}|\bX{3,}\b|<[^<>\n@]{2,40}>"),
    }


def model_letter_of(sections: Sequence[Section]) -> ModelLetter | None:
    """The first model letter of a document."""
    for place, section in enumerate(sections):
        if section.part is not Part.MODEL:
            continue
        lines = _letter_lines(sections, place)
        if lines:
            text = "\n\n".join(line.text for line in lines)
            return ModelLetter(text, lines[0].number, tuple(dict.fromkeys(_placeholders(text))))
    return None


def _letter_lines(sections: Sequence[Section], place: int) -> list[Line]:
    """The lines from the salutation, or from the heading "Sample letter", to the close."""
    section = sections[place]
    opening = [section.opening] if section.opening and opens_letter(section.opening.text) else []
    lines = [*opening, *section.lines]
    following = sections[place + 1] if place + 1 < len(sections) else None
    if following and following.part is Part.MODEL:
        return [*lines, *_letter_lines(sections, place + 1)]
    if following and following.lines and vocabulary().opens("letter_closings", following.lines[0].text):
        lines.append(following.lines[0])
    return lines if len(lines) > 1 else []


def _placeholders(text: str) -> list[str]:
    known = vocabulary().sets["placeholders"]
    return [
        found[0]
        for found in _patterns()["placeholder"].finditer(text)
        if found[0][0] in "_X<" or known.first(found[0]) or found[0][1:-1].isupper()
    ]


def addressee_of_letter(sections: Sequence[Section]) -> tuple[Entry, str] | None:
    """The entry "To the Ambassador of …" over a model letter, and the salutation of the letter."""
    lines = [
        line for section in sections for line in ([section.opening] if section.opening else []) + list(section.lines)
    ]
    for before, line in pairwise(lines):
        to = _patterns()["to"].match(before.text)
        if not to or not opens_letter(line.text) or not find_offices(before.text):
            continue
        text = before.text[to.end() :]
        for placeholder in _placeholders(text):
            text = text.replace(placeholder, "")
        return Entry((replace(before, text=text.strip()),)), line.text.rstrip(" ,:!")
    return None
