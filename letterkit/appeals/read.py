"""The flow of the importer: a document's lines → an appeal, findings, and the line of each field."""

from collections.abc import Sequence
from datetime import date as Date

from letterkit.appeals import issuers
from letterkit.appeals.addressed import drafts_of
from letterkit.appeals.bystanders import bystanders
from letterkit.appeals.case_country import countries_named
from letterkit.appeals.codes import Read
from letterkit.appeals.draft import Draft
from letterkit.appeals.front import read_head
from letterkit.appeals.lines import Line
from letterkit.appeals.model_letter import model_letter_of
from letterkit.appeals.notes import Notes
from letterkit.appeals.parts import Part, Section
from letterkit.appeals.people import Reached, as_addressee, country_by_numbers, reached_by, shared_numbers
from letterkit.appeals.requests import Points, places_of, requests_of, texts_of
from letterkit.appeals.sections import sections_of
from letterkit.appeals.several import one_appeal
from letterkit.appeals.source import Source
from letterkit.appeals.subjects import subjects_in
from letterkit.appeals.telling import situation_in, summary_of
from letterkit.appeals.vocabulary import language_of
from letterkit.model.appeal import Addressee, Appeal, Issuer
from letterkit.model.finding import Reading
from letterkit.protocol.phrases import fold

_ROOTS = {Part.ADDRESSEES: "addressees", Part.COPIES: "copies_to"}
"""The fields of those who are written to."""


def read_document(source: Source, *, appeal_number: int | None = None, on: Date | None = None) -> Reading:
    """Reads a published appeal. ``on`` is today unless given: it decides whether holders and numbers count as old.

    ``appeal_number`` chooses one of several appeals in a document, counted from 1.
    Nothing is invented: what is not in the document is None or empty, and a finding says so where it matters.
    """
    lines = one_appeal(source.lines, source.name, appeal_number)
    sections = sections_of(lines)
    notes = Notes(findings=[*source.findings, *bystanders(lines)])
    points = requests_of(sections)
    language = _language(sections, points)
    issuing = issuers.issuer_names(lines, sections)
    own = frozenset(fold(name) for name, _ in issuing)
    drafts = {part: _others(drafts_of(sections, part, language), own, notes) for part in _ROOTS}
    written_to = [draft for part in _ROOTS for draft in drafts[part]]
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
        issuers=_read_issuers(issuing, sections, notes),
        subjects=_subjects(lines, situation, points, head.title, [*own, *(d.name for d in written_to)], notes),
        summary=summary_of(situation, notes),
        situation=tuple(line.text for line in situation),
        model_letter=_model_letter(sections, notes),
        lead_in=points.lead_in.text if points.lead_in else None,
        requests=texts_of(points, language),
        addressees=_read_people(drafts[Part.ADDRESSEES], Part.ADDRESSEES, head.country, language, named, notes),
        copies_to=_read_people(drafts[Part.COPIES], Part.COPIES, head.country, language, named, notes),
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
    found = subjects_in(lines, situation, points.requests, title, others)
    for place, subject in enumerate(found.named):
        notes.at(f"subjects[{place}]", subject.line)
    if found.named:
        notes.at("subjects", found.named[0].line)
        if found.guess:
            notes.note("subjects", found.named[0].line, "guessed", found.guess)
    return tuple(subject.name for subject in found.named)


def _others(drafts: Sequence[Draft], own: frozenset[str], notes: Notes) -> list[Draft]:
    """The drafts without the issuer's own block, which stands among the addresses of some appeals."""
    others = []
    for draft in drafts:
        if not draft.office and fold(draft.organisation or draft.name) in own:
            notes.note("issuers", draft.line, "ignored", "the issuer itself: nobody to write to")
        else:
            others.append(draft)
    return others


def _read_people(
    drafts: Sequence[Draft], part: Part, country: str | None, language: str, named: Sequence[str], notes: Notes
) -> tuple[Addressee, ...]:
    """The addressees or those who get copies, in order; ``named`` are the countries of which the document speaks."""
    root = _ROOTS[part]
    people: list[Addressee] = []
    ways: list[Reached] = []
    taken: set[str] = set()
    for place, draft in enumerate(drafts):
        path = f"{root}[{place}]"
        reached = reached_by(draft.contacts, draft.country or country, path, named)
        _settle_country(draft, country_by_numbers(reached) or country, path, notes)
        people.append(as_addressee(draft, reached, taken, language))
        ways.append(reached)
        _note_person(draft, reached, path, notes)
    notes.findings += shared_numbers(ways) if part is Part.ADDRESSEES else []
    return tuple(people)


def _settle_country(draft: Draft, country: str | None, path: str, notes: Notes) -> None:
    if draft.lines and not draft.country and country:
        draft.country = country
        notes.note(
            f"{path}.address.country",
            draft.line,
            "guessed",
            f"no country in the address; taken to be {country}",
        )


def _note_person(draft: Draft, reached: Reached, path: str, notes: Notes) -> None:
    notes.at(path, draft.line)
    for name, line in reached.lines.items():
        notes.at(f"{path}.{name}", line)
    notes.findings += reached.findings
    notes.spelled |= {f"{path}.faxes {number}": written for number, (written, _) in reached.spelled.items()}
    for kind, line, message in draft.remarks:
        notes.note(path, line, kind, message)


def _read_issuers(named: Sequence[tuple[str, int]], sections: Sequence[Section], notes: Notes) -> tuple[Issuer, ...]:
    names = [name for name, _ in named]
    contacts = issuers.issuer_contacts(sections)
    found: list[tuple[Issuer, int]] = []
    for place, (name, line) in enumerate(named):
        own = [(contact, at) for contact, at in contacts if issuers.belongs_to(contact, names) == place]
        reached = reached_by(own, None, f"issuers[{place}]")
        issuer = Issuer(
            name=name, phones=tuple(reached.phones), faxes=tuple(reached.faxes), emails=tuple(reached.emails)
        )
        found.append((issuer, line))
    found.sort(key=lambda entry: not (entry[0].phones or entry[0].faxes or entry[0].emails))
    for place, (_, line) in enumerate(found):
        notes.at(f"issuers[{place}]", line)
    for at in dict.fromkeys(line for _, line in contacts):
        notes.note("issuers", at, "ignored", "the issuer's own numbers: nobody to write to, kept for the report")
    return tuple(issuer for issuer, _ in found)


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
