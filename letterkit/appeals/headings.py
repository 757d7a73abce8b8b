"""Headings: the lines that name a part ("Action requested:"), alone or with the first of the part behind them."""

from dataclasses import replace

from letterkit.appeals.leads import begins_with_somebody, ends_in_demanding, ends_in_sending, sentence_end
from letterkit.appeals.lines import Line
from letterkit.appeals.numbers import contacts_in
from letterkit.appeals.parts import Part
from letterkit.appeals.vocabulary import vocabulary
from letterkit.protocol.phrases import words_of

LONGEST_HEADING = 90
LONGEST_BEHIND = 2
"""Words behind the name of a letter in the sentence that leads to it: "modèle de lettre suivant :"."""


Opening = tuple[Part, Line | None, Line | None]
"""The part that begins, the line that opens it, the line that is its first."""


def by_heading(line: Line) -> Opening | None:
    """The part that a heading or a label opens; None where the line is neither."""
    return _by_words(line) or _by_to(line) or _by_letter(line)


def _by_words(line: Line) -> Opening | None:
    """A short line that begins with a known heading: "Action requested:", "COPIES TO: the embassy …"."""
    text = line.text
    found = vocabulary().headings.at_start(text)
    if not found or text[: found.start].strip(" \t\"'“*•-–.:0123456789)(¿¡"):
        return None
    rest = text[found.end :].lstrip()
    heading = replace(line, text=text[: found.end].strip())
    part = Part(found.meaning)
    if part is Part.COPIES and vocabulary().says("reporting", sentence_end().split(text)[0]):
        return Part.REPORTING, None, line
    return _heading_alone(line, heading, part, rest) or _heading_with_more(line, heading, part, rest)


def _heading_alone(line: Line, heading: Line, part: Part, rest: str) -> Opening | None:
    text = line.text
    if rest.strip(" .:!?-–") == "" or _in_brackets(rest):
        return part, replace(line, text=text.strip()), None
    short = len(text) <= LONGEST_HEADING and len(words_of(text)) <= 2 * len(words_of(heading.text)) + 1
    leads_on = ends_in_sending(text) if part is Part.REQUESTS else ends_in_demanding(text.rstrip(" :"))
    marked = text.isupper() or (text.endswith(":") and not leads_on)
    if (line.level > 1 and len(text) <= LONGEST_HEADING) or (short and (marked or line.level) and ":" not in rest[:-1]):
        return part, line, None
    return None


def _by_to(line: Line) -> Opening | None:
    """The line of a form or of a mail that says to whom it goes: "To: Ms Ada Muster, Minister of Labour"."""
    head, colon, tail = line.text.partition(":")
    named = colon and vocabulary().sets["to_labels"].whole(head.strip()) and begins_with_somebody(tail)
    return (
        (Part.ADDRESSEES, replace(line, text=head + colon), replace(line, text=tail.strip(), level=0))
        if named
        else None
    )


def _by_letter(line: Line) -> Opening | None:
    """The sentence that leads to a letter: "You may take as a basis the following model of letter:"."""
    if not line.text.endswith(":") or len(line.text) > 2 * LONGEST_HEADING or ends_in_sending(line.text):
        return None
    named = [found for found in vocabulary().headings.find(line.text) if found.meaning == Part.MODEL]
    last = named and len(words_of(line.text[named[-1].end :])) <= LONGEST_BEHIND
    return (Part.MODEL, line, None) if last else None


def _in_brackets(rest: str) -> bool:
    """Whether what follows a heading is a remark on it: "BACKGROUND INFORMATION (400 words + links):"."""
    bare = rest.rstrip(" :")
    return (
        len(bare) <= LONGEST_HEADING and bare[:1] == "(" and bare.find(")") == len(bare) - 1 and not contacts_in(bare)
    )


def _heading_with_more(line: Line, heading: Line, part: Part, rest: str) -> Opening | None:
    """A heading and the first of its part on one line; without a colon only "Copies to" may have more."""
    after = rest.lstrip(" .-–").removeprefix(":").lstrip(" :")
    if part in (Part.REQUESTS, Part.MODEL) and line.text.isupper():
        return part, line, None
    if rest.lstrip(" .").startswith(":") and len(heading.text) <= LONGEST_HEADING:
        return part, heading, replace(line, text=after, level=0)
    if part is not Part.COPIES or line.level:
        return None
    sentence = rest if contacts_in(rest) else sentence_end().split(rest)[0]
    return part, heading, replace(line, text=sentence)
