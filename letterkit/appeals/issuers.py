"""Who published the appeal, with its own numbers: by its sentence, its contacts, its signature."""

import re
from collections.abc import Sequence
from functools import cache

from letterkit.appeals.lines import Line
from letterkit.appeals.notes import Notes
from letterkit.appeals.numbers import Contact, contacts_in
from letterkit.appeals.parts import Part, Section
from letterkit.appeals.reached import reached_by
from letterkit.appeals.vocabulary import vocabulary
from letterkit.model.appeal import Issuer
from letterkit.protocol.phrases import words_of


@cache
def _name() -> re.Pattern[str]:
    word = r"(?:[ldLD][’'])?[A-ZÀ-Þ][\w’'-]*"
    small = (
        r"(?:of|for|the|and|in|on|at|against|without|to|de|sans|sin|ohne|la|le|les|des|du|et|pour|contre|l[’']"
        r"|del|los|las|para|por|contra|sobre|y|der|die|für|gegen|und)"
    )
    return re.compile(rf"{word}(?:\s(?:{small}\s){{0,3}}{word}){{0,9}}(?:\s\([A-Z][A-Za-z-]{{1,11}}\))?")


def issuer_names(lines: Sequence[Line], sections: Sequence[Section]) -> list[tuple[str, int]]:
    """The issuing organisations with their lines: those before "requests your urgent intervention" and the like."""
    written_to = {
        line.number for section in sections if section.part in (Part.ADDRESSEES, Part.COPIES) for line in section.lines
    }
    for line in lines[:40]:
        phrases = list(vocabulary().sets["issued"].find(line.text[:500]))
        if phrases and (names := _organisations(line.text[: phrases[-1].start])):
            return [(name, line.number) for name in names]
    for line in [*lines[-4:], *lines[:6]]:
        text = line.text.lstrip("—–- ")
        if len(text) < 70 and line.number not in written_to and not contacts_in(text) and text in _organisations(text):
            return [(text, line.number)]
    return _asked_for_details(sections)


def _asked_for_details(sections: Sequence[Section]) -> list[tuple[str, int]]:
    """The body named after "For further details contact": it issued the appeal."""
    for line in (line for section in sections if section.part is Part.ISSUER for line in section.lines):
        found = vocabulary().sets["issuer_contact"].at_start(line.text)
        name = _name().search(line.text, found.end) if found else None
        if name and len(words_of(name[0])) > 1 and vocabulary().labels.first(name[0]) is None:
            return [(name[0], line.number)]
    return []


def _organisations(text: str) -> list[str]:
    found: list[str] = []
    for match in _name().finditer(text):
        name = (
            re.sub(r"^[LDld][’']", "", match[0])
            .removeprefix("The ")
            .removeprefix("La ")
            .removeprefix("El ")
            .removeprefix("Le ")
        )
        has_acronym = name.endswith(")")
        if name not in found and len(words_of(name)) > 1 and (has_acronym or vocabulary().says("issuers", name)):
            found.append(name)
    return found


def issuer_contacts(sections: Sequence[Section]) -> list[tuple[Contact, int]]:
    """The contacts in the parts that speak of the issuer and of reporting back."""
    parts = (Part.ISSUER, Part.REPORTING, Part.END)
    return [
        (contact, line.number)
        for section in sections
        if section.part in parts
        for line in section.lines
        for contact in contacts_in(line.text)
        if contact.written
    ]


def belongs_to(contact: Contact, names: Sequence[str]) -> int | None:
    """Which of the issuers a contact is of: the one that its label names; the first, when it names none."""
    wanted = {word.folded for word in words_of(contact.note)}
    for place, name in enumerate(names):
        if wanted & {word.folded for word in words_of(name)}:
            return place
    return 0 if names and not wanted else None


def read_issuers(named: Sequence[tuple[str, int]], sections: Sequence[Section], notes: Notes) -> tuple[Issuer, ...]:
    """The issuers with the numbers that the appeal gives for them; those that can be reached come first."""
    names = [name for name, _ in named]
    contacts = issuer_contacts(sections)
    found: list[tuple[Issuer, int]] = []
    for place, (name, line) in enumerate(named):
        own = [(contact, at) for contact, at in contacts if belongs_to(contact, names) == place]
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
