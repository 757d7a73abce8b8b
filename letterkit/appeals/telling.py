"""The paragraphs that tell the case, and among them the one that reports the facts: the summary."""

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import cache

from letterkit.appeals.lines import Line
from letterkit.appeals.notes import Notes
from letterkit.appeals.parts import Part, Section
from letterkit.appeals.vocabulary import vocabulary

SHORTEST = 12
"""Words of a paragraph that tells something; less is a heading or a caption."""
LONGEST_MARKED = 10_000
"""Characters of a paragraph in which marks are looked for."""
CHOSEN = "the first paragraph that tells what happened; choose another if it doesn't"


def situation_in(sections: Sequence[Section], notes: Notes) -> list[Line]:
    """The paragraphs that describe the case: under their heading, else the long ones at the front."""
    for part in (Part.SITUATION, Part.FRONT, Part.BACKGROUND):
        lines = [line for section in sections if section.part is part for line in section.lines]
        told = [line for line in lines if _tells(line.text)]
        short = [line for line in lines if len(line.text.split()) > 5 and line.text.endswith(".") and not line.marker]
        own = [line for line in told or short if not _asks_readers(line.text)]
        if own or told or short:
            return [_without_marks(line, notes, f"situation[{at}]") for at, line in enumerate(own or told or short)]
    return []


def summary_of(situation: Sequence[Line], notes: Notes) -> str | None:
    """The first paragraph that reports facts; what is said of the text itself comes last."""
    chosen = next((line for line in situation if not _is_remark(line.text)), next(iter(situation), None))
    if chosen is None:
        return None
    notes.at("summary", chosen.number)
    notes.note("summary", chosen.number, "guessed", CHOSEN)
    return chosen.text


def without_marks(text: str) -> str:
    """A text without the marks of a wiki or of Markdown that stand around words."""
    if len(text) > LONGEST_MARKED:
        return text
    for shape in _marks():
        text = shape.sub(r"\2", text)
    return text


def _without_marks(line: Line, notes: Notes, path: str) -> Line:
    bare = without_marks(line.text)
    if bare == line.text:
        return line
    notes.note(path, line.number, "repaired", "marks of a wiki or of Markdown were taken off")
    return replace(line, text=bare)


@cache
def _marks() -> tuple[re.Pattern[str], ...]:
    return (
        re.compile(r"(\[)\[(?:[^\[\]|]{0,500}\|)?\s?([^\[\]|]{1,500})\]\]"),
        re.compile(r"(!?\[)([^\[\]]{1,300})\]\((?:mailto:)?[^()\s]{1,500}\)"),
        re.compile(r"('{2,3}|\*\*|__)(?=\S)([^\n]{1,300}?)(?<=\S)\1"),
        re.compile(r"(?<![\w*])(\*)(?=[^\s*])([^*\n]{1,300}?)(?<=[^\s*])\*(?![\w*])"),
        re.compile(r"(?<![\w_])(_)(?=[^\s_])([^_\n]{1,300}?)(?<=[^\s_])_(?![\w_])"),
    )


def _tells(text: str) -> bool:
    """Whether a paragraph is told in sentences; a line of codes and dates may be as long, but has no full stop."""
    words = len(text.split())
    return words > 2 * SHORTEST or (words >= SHORTEST and text.rstrip(" \"”’'»)")[-1:] in ".!?…:")


def _asks_readers(text: str) -> bool:
    """Whether a paragraph only opens the appeal: "The Observatory … requests your urgent intervention in …"."""
    return vocabulary().says("intervening", text) and vocabulary().says("issued", text) and len(text) < 700


def _is_remark(text: str) -> bool:
    """Whether a paragraph speaks of the text itself: a note of the editors, one wholly in brackets."""
    bare = text.strip(" *_'\"")
    bracketed = (bare[:1], bare[-1:]) in (("(", ")"), ("[", "]"))
    return bracketed or vocabulary().opens("editorial", bare) or vocabulary().opens("greetings", bare)
