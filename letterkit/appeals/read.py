"""The flow of the importer: a document's lines → an appeal, findings, and the line of each field."""

from collections.abc import Sequence
from datetime import date as Date

from letterkit.appeals import issuers
from letterkit.appeals.addressed import drafts_of
from letterkit.appeals.bystanders import bystanders, languages_asked
from letterkit.appeals.case_country import countries_named
from letterkit.appeals.codes import Read
from letterkit.appeals.front import read_head
from letterkit.appeals.lines import Line
from letterkit.appeals.menus import without_menus
from letterkit.appeals.model_letter import model_letter_of
from letterkit.appeals.notes import Notes
from letterkit.appeals.parts import Part, Section
from letterkit.appeals.people import ROOTS, others_than, read_people
from letterkit.appeals.requests import Points, places_of, requests_of, texts_of
from letterkit.appeals.sections import sections_of
from letterkit.appeals.several import one_appeal
from letterkit.appeals.source import Source
from letterkit.appeals.subjects import subjects_in
from letterkit.appeals.telling import situation_in, summary_of
from letterkit.appeals.vocabulary import language_of
from letterkit.model.appeal import Appeal
from letterkit.model.finding import Reading
from letterkit.protocol.phrases import fold


def read_document(source: Source, *, appeal_number: int | None = None, on: Date | None = None) -> Reading:
    """Reads a published appeal. ``on`` is today unless given: it decides whether holders and numbers count as old.

    ``appeal_number`` chooses one of several appeals in a document, counted from 1.
    Nothing is invented: what is not in the document is None or empty, and a finding says so where it matters.
    """
    plain, menus = without_menus(source.lines)
    lines = one_appeal(plain, source.name, appeal_number)
    sections = sections_of(lines)
    notes = Notes(findings=[*source.findings, *menus, *bystanders(lines, sections), *languages_asked(lines)])
    points = requests_of(sections)
    language = _language(sections, points)
    issuing = issuers.issuer_names(lines, sections, notes)
    own = frozenset(fold(name) for name, _ in issuing)
    drafts = {part: others_than(own, drafts_of(sections, part, language), notes) for part in ROOTS}
    written_to = [draft for part in ROOTS for draft in drafts[part]]
    head = read_head(lines, sections, issuing, written_to, language, notes)
    situation = situation_in(sections, notes)
    named = countries_named(sections)
    appeal = Appeal(
        code=head.code,
        title=head.title.value if head.title else None,
        country=head.country,
        date=head.date,
        expires=head.expires,
        status=head.status,
        updates=head.updates,
        language=language,
        issuers=issuers.read_issuers(issuing, sections, notes),
        subjects=_subjects(lines, situation, points, head.title, [*own, *(d.name for d in written_to)], notes),
        summary=summary_of(situation, notes),
        situation=tuple(line.text for line in situation),
        model_letter=_model_letter(sections, notes),
        lead_in=points.lead_in.text if points.lead_in else None,
        requests=texts_of(points, language),
        addressees=read_people(drafts[Part.ADDRESSEES], Part.ADDRESSEES, head.country, language, named, notes),
        copies_to=read_people(drafts[Part.COPIES], Part.COPIES, head.country, language, named, notes),
        report_back=_report_back(sections, notes),
    )
    _note_places(points, language, situation, notes)
    _note_missing(appeal, notes)
    _note_age(appeal, on or Date.today(), notes)
    return Reading(appeal, tuple(sorted(notes.findings, key=lambda f: f.line or 0)), notes.lines, notes.spelled)


def _language(sections: Sequence[Section], points: Points) -> str:
    """The language of the appeal itself; that of a model letter in it where the requests are taken from there."""
    letters = [line for section in sections if section.part is Part.MODEL for line in section.lines]
    inside = {line.number for line in letters}
    others = [section for section in sections if section.part is not Part.MODEL]
    own = [line for section in others for line in ((section.opening,) if section.opening else ()) + section.lines]
    taken = points.requests and all(line.number in inside for line in points.requests)
    return language_of(" ".join(line.text for line in (own + letters if taken or not own else own)))


def _subjects(
    lines: Sequence[Line],
    situation: Sequence[Line],
    points: Points,
    title: Read | None,
    others: Sequence[str],
    notes: Notes,
) -> tuple[str, ...]:
    found = subjects_in(lines, situation, (*points.requests, *points.asking), title, others)
    for place, subject in enumerate(found.named):
        notes.at(f"subjects[{place}]", subject.line)
    if found.named:
        notes.at("subjects", found.named[0].line)
        if found.guess:
            notes.note("subjects", found.named[0].line, "guessed", found.guess)
    return tuple(subject.name for subject in found.named)


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


def _note_places(points: Points, language: str, situation: Sequence[Line], notes: Notes) -> None:
    if points.lead_in:
        notes.at("lead_in", points.lead_in.number)
    if points.further:
        message = (
            "another list of requests, below addressees of its own: left out; for those make an appeal of their own"
        )
        notes.note("requests", points.further.number, "ignored", message)
    for path, number in places_of(points, language):
        notes.at(path, number)
        if points.guessed:
            notes.note(path, number, "guessed", "asked for in running text; look where it begins and ends")
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
