"""The flow of the importer: a document's lines → an appeal, findings, and the line of each field."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date as Date

from letterkit.appeals import front, issuers
from letterkit.appeals.bystanders import bystanders, languages_asked
from letterkit.appeals.lines import Line
from letterkit.appeals.model_letter import model_letter_of
from letterkit.appeals.notes import Notes
from letterkit.appeals.parts import Part, Section
from letterkit.appeals.people import read_people
from letterkit.appeals.repeats import without_repeats
from letterkit.appeals.requests import Points, requests_of
from letterkit.appeals.sections import sections_of
from letterkit.appeals.several import one_appeal
from letterkit.appeals.source import Source
from letterkit.appeals.subjects import subjects_in
from letterkit.appeals.vocabulary import language_of
from letterkit.model.appeal import Appeal
from letterkit.model.finding import Reading
from letterkit.protocol.phrases import fold

SHORTEST_PARAGRAPH = 12
"""Words of a paragraph that tells something; less is a heading or a caption."""


def read_document(source: Source, *, appeal_number: int | None = None, on: Date | None = None) -> Reading:
    """Reads a published appeal. ``on`` is today unless given: it decides whether holders and numbers count as old.

    ``appeal_number`` chooses one of several appeals in a document, counted from 1.
    Nothing is invented: what is not in the document is None or empty, and a finding says so where it matters.
    """
    lines = one_appeal(without_repeats(source.lines), source.name, appeal_number)
    sections = sections_of(lines)
    notes = Notes(findings=[*source.findings, *bystanders(lines, sections), *languages_asked(lines)])
    language = language_of(" ".join(line.text for line in lines))
    head = _read_head(lines, _top(lines, sections), notes)
    points = requests_of(sections)
    situation = _situation(sections)
    issuing = issuers.issuer_names(lines, sections)
    own = frozenset(fold(name) for name, _ in issuing)
    people = read_people(sections, Part.ADDRESSEES, head.country, language, own, notes)
    copies = read_people(sections, Part.COPIES, head.country, language, own, notes)
    appeal = Appeal(
        code=head.code,
        title=head.title,
        country=head.country,
        date=head.date,
        expires=head.expires,
        status=_status(lines, notes),
        updates=_updates(lines, notes),
        language=language,
        issuers=issuers.read_issuers(issuing, sections, notes),
        subjects=_subjects(situation, points, lines, notes),
        summary=_summary(situation, notes),
        situation=tuple(line.text for line in situation),
        model_letter=_model_letter(sections, notes),
        lead_in=points.lead_in.text if points.lead_in else None,
        requests=tuple(line.text for line in points.requests),
        addressees=people,
        copies_to=copies,
        report_back=_report_back(sections, notes),
    )
    _note_places(points, situation, notes)
    _note_missing(appeal, notes)
    _note_age(appeal, on or Date.today(), notes)
    return Reading(appeal, tuple(sorted(notes.findings, key=lambda f: f.line or 0)), notes.lines)


@dataclass(frozen=True)
class _Head:
    code: str | None
    title: str | None
    country: str | None
    date: Date | None
    expires: Date | None


def _top(lines: Sequence[Line], sections: Sequence[Section]) -> Sequence[Line]:
    """The lines above requests and addressees, where a title stands; all of them when these come first."""
    asking = (Part.REQUESTS, Part.ADDRESSEES)
    first = next((s.opening or s.lines[0] for s in sections if s.part in asking and (s.opening or s.lines)), None)
    above = [line for line in lines if first and line.number < first.number]
    return above or lines


def _read_head(lines: Sequence[Line], top: Sequence[Line], notes: Notes) -> _Head:
    code, title, day, last = front.code_in(lines), front.title_in(top), front.date_of(lines), front.deadline_in(lines)
    country = front.country_of(title, lines)
    for path, found in (("code", code), ("title", title), ("date", day), ("expires", last)):
        notes.at(path, found.line if found else None)
    if country:
        notes.at("country", country[1])
        if title is None or country[1] != title.line:
            notes.note("country", country[1], "guessed", f"{country[0]}, the country that the text speaks of most")
    return _Head(
        code.value if code else None,
        title.value if title else None,
        country[0] if country else None,
        day.value if day else None,
        last.value if last else None,
    )


def _status(lines: Sequence[Line], notes: Notes) -> str:
    closed = front.closed_in(lines)
    if closed is None:
        return "open"
    notes.at("status", closed.line)
    notes.note("status", closed.line, "guessed", "the appeal seems to ask for no more letters")
    return f"closed: {closed.value}"


def _updates(lines: Sequence[Line], notes: Notes) -> str | None:
    updated = front.updated_in(lines)
    notes.at("updates", updated.line if updated else None)
    return updated.value if updated else None


def _situation(sections: Sequence[Section]) -> list[Line]:
    """The paragraphs that describe the case: under their heading, else the long ones at the front."""
    for part in (Part.SITUATION, Part.FRONT, Part.BACKGROUND):
        lines = [line for section in sections if section.part is part for line in section.lines]
        told = [line for line in lines if _tells(line.text)]
        if told:
            return told
        short = [line for line in lines if len(line.text.split()) > 5 and line.text.endswith(".") and not line.marker]
        if short:
            return short
    return []


def _tells(text: str) -> bool:
    """Whether a paragraph is told in sentences; a line of codes and dates may be as long, but has no full stop."""
    words = len(text.split())
    return words > 2 * SHORTEST_PARAGRAPH or (words >= SHORTEST_PARAGRAPH and text.rstrip(" \"”’'»)")[-1:] in ".!?…:")


def _summary(situation: Sequence[Line], notes: Notes) -> str | None:
    if not situation:
        return None
    notes.note(
        "summary",
        situation[0].number,
        "guessed",
        "the first paragraph that tells what happened; choose another if it doesn't",
    )
    notes.at("summary", situation[0].number)
    return situation[0].text


def _subjects(situation: Sequence[Line], points: Points, lines: Sequence[Line], notes: Notes) -> tuple[str, ...]:
    names, line = subjects_in([line.text for line in situation], [line.text for line in points.requests], lines)
    if names and line is None:
        line = next((told.number for told in situation if names[0] in told.text), None)
        notes.note("subjects", line, "guessed", "named both in the case and in the requests")
    notes.at("subjects", line)
    return tuple(names)


def _model_letter(sections: Sequence[Section], notes: Notes) -> str | None:
    letter = model_letter_of(sections)
    if letter is None:
        return None
    notes.at("model_letter", letter.line)
    if letter.fields:
        notes.note("model_letter", letter.line, "repaired", f"places to fill in became {', '.join(letter.fields)}")
    if letter.placeholders:
        notes.note("model_letter", letter.line, "doubtful", f"to be filled in: {', '.join(letter.placeholders)}")
    return letter.text


def _report_back(sections: Sequence[Section], notes: Notes) -> str | None:
    line = next((section.lines[0] for section in sections if section.part is Part.REPORTING and section.lines), None)
    notes.at("report_back", line.number if line else None)
    return line.text if line else None


def _note_places(points: Points, situation: Sequence[Line], notes: Notes) -> None:
    if points.lead_in:
        notes.at("lead_in", points.lead_in.number)
    for place, line in enumerate(points.requests):
        notes.at(f"requests[{place}]", line.number)
        if points.guessed:
            notes.note(
                f"requests[{place}]", line.number, "guessed", "asked for in running text; look where it begins and ends"
            )
    for place, line in enumerate(situation):
        notes.at(f"situation[{place}]", line.number)


def _note_missing(appeal: Appeal, notes: Notes) -> None:
    remedies = {
        "title": "no title was found",
        "country": "the country of the case was not found",
        "date": "the day of publication was not found",
        "requests": "no requests were found: a letter needs at least one",
        "addressees": "no addressees were found: there is nobody to write to",
    }
    for name, message in remedies.items():
        if not getattr(appeal, name):
            notes.note(name, None, "missing", message)


def _note_age(appeal: Appeal, on: Date, notes: Notes) -> None:
    if appeal.date and appeal.may_name_former_holders(on) and appeal.addressees:
        since = appeal.date.isoformat()
        message = f"holders, numbers and addresses are as old as the appeal, of {since}: check them before writing"
        notes.note("addressees", notes.lines.get("date"), "doubtful", message)
