"""Everybody an appeal asks to write to: those listed; else those over model letters; else those named in passing."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cache
from itertools import groupby

from letterkit.appeals.addressees import read_addressee
from letterkit.appeals.calls import calls_in
from letterkit.appeals.channels import channels_asked
from letterkit.appeals.draft import Draft
from letterkit.appeals.entries import Entry, entries_of
from letterkit.appeals.model_letter import addressees_of_letters, salutations_of_letters
from letterkit.appeals.names import looks_like_name, read_person
from letterkit.appeals.numbers import FAXES, Contact, contacts_in, without_contacts
from letterkit.appeals.parts import ASIDE, Part, Section
from letterkit.appeals.passing import LONGEST_TOLD, named_after_to, named_in_passing
from letterkit.appeals.places import is_place
from letterkit.appeals.vocabulary import vocabulary
from letterkit.protocol.countries import country_named
from letterkit.protocol.offices import find_offices
from letterkit.protocol.phrases import words_of

LONGEST_TITLED = 60
"""Characters of an office's holder behind it in a sentence."""
FEW = 5
"""Words beside a contact on a line that says nothing else."""


def drafts_of(sections: Sequence[Section], part: Part, language: str) -> list[Draft]:
    """The addressees, or those who get copies, in order."""
    drafts = [one for section in sections if section.part is part for one in _drafts_in(section, language)]
    if part is not Part.ADDRESSEES:
        return drafts
    drafts = _once(_more_than_names(drafts))
    _name_office(drafts, sections)
    drafts = drafts or _written_to(addressees_of_letters(sections), language) or named_in_passing(sections)
    drafts = _greeted(drafts, salutations_of_letters(sections))
    if len(drafts) == 1 and not any(contact.written for contact, _ in drafts[0].contacts):
        _take_loose_contacts(drafts[0], sections)
        _take_holder(drafts[0], sections)
    _restrict(drafts, sections)
    return drafts


def _drafts_in(section: Section, language: str) -> Iterator[Draft]:
    """Those whom a section lists, and those whom its sentences tell readers to reach."""
    called = {line: calls_in(line) for line in section.lines if section.part is Part.ADDRESSEES}
    calls = {line: found for line, found in called.items() if any(call.draft.reachable for call in found)}
    for told, lines in groupby(section.lines, key=lambda line: line in calls):
        if told:
            yield from (call.draft for line in lines for call in calls[line])
            continue
        for entry in _entries(replace(section, lines=tuple(lines))):
            draft = read_addressee(entry, language, nameless=section.part is Part.COPIES)
            if draft and (section.part is Part.COPIES or not _is_readers_own(draft)):
                yield from draft.apart()


def _is_readers_own(draft: Draft) -> bool:
    """Whether only the reader knows who somebody is, whom nothing reaches: "your own MP, if you haven't yet"."""
    own = any(vocabulary().opens("readers_own", text) for text in (draft.office, draft.organisation) if text)
    return own and not draft.reachable


def _entries(section: Section) -> list[Entry]:
    """The entries of a section; the sentence above it names the one of whom there is no more than numbers."""
    entries = entries_of(section.lines)
    if entries and section.opening and not entries[0].heading:
        entries[0] = replace(entries[0], heading=_led_to(section.opening.text))
    return entries


def _led_to(lead: str) -> str:
    """The only office in a lead, with its holder: of "Please call Governor Ada Muster's office:" who she is."""
    offices = find_offices(lead)
    return _holder_ends().split(lead[offices[0].start :])[0].strip() if len(offices) == 1 else ""


@cache
def _holder_ends() -> re.Pattern[str]:
    return re.compile(r"['’]s\b|[,;:(]|\.\s")


def _once(drafts: list[Draft]) -> list[Draft]:
    """The drafts without those that name again, and do no more than name, somebody of whom another says the way."""
    reached = {(draft.name, draft.office, draft.organisation) for draft in drafts if draft.reachable}
    return [one for one in drafts if one.reachable or (one.name, one.office, one.organisation) not in reached]


def _more_than_names(drafts: list[Draft]) -> list[Draft]:
    """The drafts without those that are a name alone, as a signature is, where others are more."""
    more = [draft for draft in drafts if draft.office or draft.organisation or draft.honorific or _has_a_door(draft)]
    return more or drafts


def _has_a_door(draft: Draft) -> bool:
    """Whether there is a number, an e-mail address, or a line that is surely one of an address."""
    written = any(contact.written and contact.kind != "web" for contact, _ in draft.contacts)
    return written or any(is_place(line) or country_named(line) for line in draft.lines)


def _name_office(drafts: list[Draft], sections: Sequence[Section]) -> None:
    """Gives the only addressee the office that the sentence before its address names: "Write to the judge, …: …"."""
    openings = [section.opening for section in sections if section.part is Part.ADDRESSEES and section.opening]
    named = [found for line in openings for found in named_after_to(line)]
    if len(drafts) == 1 and not drafts[0].office and len(named) == 1:
        drafts[0].office = named[0].office
        drafts[0].remarks.append(("guessed", named[0].line, f"{named[0].office}: named in the sentence before"))


def _restrict(drafts: list[Draft], sections: Sequence[Section]) -> None:
    """Gives addressees the channels that the appeal asks for: those whom it names, or all: "please by fax only"."""
    general = False
    for section in sections:
        for line in section.told:
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


def _take_loose_contacts(draft: Draft, sections: Sequence[Section]) -> None:
    """Gives the only addressee the contacts on lines that say nothing else, or to fax the letters to it."""
    for section in (section for section in sections if section.part not in ASIDE):
        lead = section.opening
        for line in section.lines:
            text = f"{lead.text} {line.text}" if lead and line is section.lines[0] else line.text
            if loose := _contacts_told(draft, text) or _loose_contacts(line.text):
                draft.contacts += [(contact, line.number) for contact in loose]
                message = "stands apart from the name; the only one to write to"
                draft.remarks.append(("guessed", line.number, message))


def _take_holder(draft: Draft, sections: Sequence[Section]) -> None:
    """Gives the office of somebody ("Office of the Governor") its holder and the numbers told with it in a sentence."""
    kept = {at.office.office_class for at in find_offices(draft.organisation)}
    if draft.name or draft.office or len(kept) != 1:
        return
    for line in (line for section in sections if section.part not in ASIDE for line in section.told):
        for at in find_offices(line.text[:LONGEST_TOLD]):
            named = _first_name(line.text[at.end : at.end + LONGEST_TITLED])
            if at.office.office_class in kept and named:
                draft.office, draft.name = at.office.term, named
                draft.contacts += [(one, line.number) for one in contacts_in(line.text) if one.written]
                message = f"{named} is named in a sentence only; look whether the numbers are of the same office"
                draft.remarks.append(("guessed", line.number, message))
                return


def _first_name(text: str) -> str:
    """The name with which a text goes on, of two words or more."""
    found = _capitalised().match(text)
    return found[1] if found and looks_like_name(found[1]) else ""


@cache
def _capitalised() -> re.Pattern[str]:
    return re.compile(r"\.?\s((?:[A-ZÀ-Þ][\w’'-]*\.?\s){1,3}[A-ZÀ-Þ][\w’-]+)")


def _loose_contacts(text: str) -> list[Contact]:
    """The contacts on a line that says nothing else."""
    contacts = [contact for contact in contacts_in(text) if contact.written and contact.kind != "web"]
    return contacts if len(words_of(without_contacts(text, contacts))) <= FEW else []


def _contacts_told(draft: Draft, text: str) -> list[Contact]:
    """The faxes of a sentence that asks to send letters to an addressee: "FAX your letters to the Board …: (512) …"."""
    words = vocabulary()
    body = {word.folded for word in words_of(draft.organisation or draft.office) if len(word.folded) > 3}
    asks = words.says("letters", text) and any(words.says(kind, text) for kind in ("leads", "sending"))
    told = asks and bool(body & {word.folded for word in words_of(text)})
    contacts = [contact for contact in contacts_in(text) if contact.written] if told else []
    return contacts if all(contact.kind in FAXES for contact in contacts) else []
