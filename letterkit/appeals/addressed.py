"""Everybody an appeal asks to write to: those listed; else those over model letters; else those named in passing."""

import re
from collections.abc import Iterator, Sequence
from functools import cache

from letterkit.appeals.addressees import read_addressee
from letterkit.appeals.channels import channels_asked
from letterkit.appeals.draft import Draft
from letterkit.appeals.entries import Entry, entries_of
from letterkit.appeals.lines import Line
from letterkit.appeals.model_letter import addressees_of_letters, salutations_of_letters
from letterkit.appeals.names import read_person
from letterkit.appeals.numbers import contacts_in, without_contacts
from letterkit.appeals.parts import Part, Section
from letterkit.appeals.vocabulary import vocabulary
from letterkit.protocol.offices import find_offices
from letterkit.protocol.phrases import words_of

ASIDE = (Part.ISSUER, Part.REPORTING, Part.COPIES, Part.BACKGROUND, Part.END)
"""Parts in which nobody is written to."""
FEW = 4
"""Words beside a contact on a line that says nothing else."""


def drafts_of(sections: Sequence[Section], part: Part, language: str) -> list[Draft]:
    """The addressees, or those who get copies, in order."""
    drafts = [
        one
        for section in sections
        if section.part is part
        for entry in entries_of(section.lines)
        if (draft := read_addressee(entry, language, nameless=part is Part.COPIES))
        for one in draft.apart()
    ]
    if part is not Part.ADDRESSEES:
        return drafts
    drafts = _greeted(drafts, salutations_of_letters(sections))
    drafts = drafts or _written_to(addressees_of_letters(sections), language) or _in_passing(sections)
    if len(drafts) == 1 and not any(contact.written for contact, _ in drafts[0].contacts):
        _take_loose_contacts(drafts[0], sections)
    _restrict(drafts, sections)
    return drafts


def _restrict(drafts: list[Draft], sections: Sequence[Section]) -> None:
    """Gives addressees the channels that the appeal asks for: those whom it names, or all: "please by fax only"."""
    general = False
    for section in sections:
        for line in _all_lines(section):
            asked = channels_asked(line.text)
            if asked is None or (not asked.of and (general or section.part is Part.ADDRESSEES)):
                continue
            words = {word.folded for word in words_of(asked.of)}
            general = general or not asked.of
            for draft in drafts:
                if not draft.channels and (not asked.of or _named_in(draft, words)):
                    draft.channels = asked.channels
                    whose = f"of {asked.of}" if asked.of else "in general"
                    draft.remarks.append(("guessed", line.number, f"asked for {whose}: {', '.join(asked.channels)}"))


def _written_to(letters: Sequence[tuple[Entry, str]], language: str) -> list[Draft]:
    """The addressees over the model letters, each once."""
    drafts: list[Draft] = []
    for entry, salutation in letters:
        draft = read_addressee(entry, language)
        if draft and not any((draft.name, draft.office) == (other.name, other.office) for other in drafts):
            draft.salutation = draft.salutation or salutation
            _name_from(draft, salutation)
            drafts.append(draft)
    return drafts


def _name_from(draft: Draft, salutation: str) -> None:
    """Gives an office the name that its letter greets: "Dear Mr. Ada Muster"."""
    opening = vocabulary().sets["letter_greetings"].at_start(salutation)
    person = read_person(salutation[opening.end :].strip()) if opening else None
    if person and not draft.name and not person.office and len(person.name.split()) > 1:
        draft.name, draft.honorific = person.name, draft.honorific or person.honorific


def _greeted(drafts: list[Draft], salutations: Sequence[str]) -> list[Draft]:
    """Gives an addressee the salutation of a letter that names it, and a single addressee that of any letter."""
    for salutation in salutations:
        words = {word.folded for word in words_of(salutation)}
        named = [draft for draft in drafts if _named_in(draft, words)] or (drafts if len(drafts) == 1 else [])
        if len(named) == 1 and not named[0].salutation:
            named[0].salutation = salutation
    return drafts


def _named_in(draft: Draft, words: set[str]) -> bool:
    names = [word.folded for word in words_of(draft.name)]
    offices = {word.folded for word in words_of(draft.office)}
    return bool(names and names[-1] in words) or len(offices & words) > 1


def _in_passing(sections: Sequence[Section]) -> list[Draft]:
    """Whom sentences ask to write to: "send a polite message to the prime minister"; else whom a letter greets."""
    told = [line for section in sections if section.part not in ASIDE for line in _all_lines(section)]
    found = [draft for line in told for draft in _named_after_to(line)]
    salutations = salutations_of_letters(sections)
    if not found and salutations and find_offices(salutations[0]):
        line = next(s.opening.number for s in sections if s.part is Part.MODEL and s.opening)
        found = [Draft(line=line, office=_office(salutations[0]), salutation=salutations[0])]
    once = {draft.office: draft for draft in reversed(found)}
    drafts = [draft for draft in found if once[draft.office] is draft]
    for draft in drafts:
        draft.remarks.append(
            ("guessed", draft.line, f"{draft.office} is named in a sentence only; look whether to write")
        )
    return _greeted(drafts, salutations)


def _office(salutation: str) -> str:
    found = find_offices(salutation)
    return salutation[found[0].start : found[-1].end]


def _all_lines(section: Section) -> list[Line]:
    return [*([section.opening] if section.opening else []), *section.lines]


@cache
def _to() -> re.Pattern[str]:
    return re.compile(r"(?:\bto|\bà|\bau|\baux|\ba|\bal|\ball|\ban)(?:\s|['’])(?:the |le |la |el |den |die |das )?")


def _named_after_to(line: Line) -> Iterator[Draft]:
    """Those named right after "to" in a sentence that asks to write."""
    words = vocabulary()
    asked = [found.start for kind in ("letters", "sending") for found in words.sets[kind].find(line.text)]
    if not asked or not (words.says("leads", line.text) or words.says("sending", line.text)):
        return
    for to in _to().finditer(line.text, min(asked)):
        piece = re.split(r"[,;.:()]", line.text[to.end() : to.end() + 120])[0]
        offices = find_offices(piece)
        if offices and offices[0].start == 0:
            person = read_person(piece)
            name = person.name if person.office else ""
            yield Draft(line=line.number, office=piece[: offices[0].end], name=name, honorific=person.honorific)


def _take_loose_contacts(draft: Draft, sections: Sequence[Section]) -> None:
    """Gives the only addressee the contacts on lines that say nothing else: "The fax number is: …"."""
    for section in sections:
        if section.part in ASIDE:
            continue
        for line in section.lines:
            contacts = [contact for contact in contacts_in(line.text) if contact.written and contact.kind != "web"]
            if contacts and len(words_of(without_contacts(line.text, contacts))) <= FEW:
                draft.contacts += [(contact, line.number) for contact in contacts]
                draft.remarks.append(("guessed", line.number, "stands apart from the name; the only one to write to"))
