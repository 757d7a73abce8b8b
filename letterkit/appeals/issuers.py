"""Who published the appeal, with its own numbers: by its sentence, its contacts, its signature."""

import re
from collections.abc import Iterable, Sequence
from functools import cache

from letterkit.appeals.lines import Line
from letterkit.appeals.names import is_particle
from letterkit.appeals.notes import Notes
from letterkit.appeals.numbers import Contact, contacts_in
from letterkit.appeals.parts import Part, Section
from letterkit.appeals.reached import reached_by
from letterkit.appeals.vocabulary import vocabulary
from letterkit.model.appeal import Issuer
from letterkit.protocol.phrases import words_of

LONGEST_NAME = 100
LONGEST = 500
"""Characters of a line in which the issuer's name is looked for."""


@cache
def _article() -> re.Pattern[str]:
    return re.compile(rf"(?:[ld][’']|(?:{vocabulary().one_of('articles')})(?: |(?<=['’])))", re.IGNORECASE)


@cache
def _name() -> re.Pattern[str]:
    word = r"(?:[ldLD][’'])?[A-ZÀ-Þ][\w’'-]*"
    small = rf"(?:{vocabulary().one_of('in_names')})"
    return re.compile(rf"{word}(?:\s(?:{small}\s){{0,3}}{word}){{0,9}}(?:\s\([A-Z][A-Za-z-]{{1,11}}\))?")


def issuer_names(lines: Sequence[Line], sections: Sequence[Section], notes: Notes) -> list[tuple[str, int]]:
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
        other = line.number in written_to or vocabulary().says("duties", text) or contacts_in(text)
        if len(text) < 70 and not other and text in _organisations(text):
            return [(text, line.number)]
    if named := _asked_for_details(sections):
        return named
    known = _known(line for line in lines if line.number not in written_to)
    for name, at in known:
        notes.note(
            "issuers", at, "guessed", f"{name} is known to publish appeals; the text doesn't say it did this one"
        )
    return known


def _known(lines: Iterable[Line]) -> list[tuple[str, int]]:
    """The first body that is known to publish appeals: others seldom name one."""
    named = ((line, vocabulary().sets["publishers"].first(line.text)) for line in lines)
    return next(([(line.text[found.start : found.end], line.number)] for line, found in named if found), [])


def _asked_for_details(sections: Sequence[Section]) -> list[tuple[str, int]]:
    """The body named after "For further details contact", or under it: it issued the appeal."""
    lines = [line for section in sections if section.part is Part.ISSUER for line in section.lines]
    for line in lines:
        found = vocabulary().sets["issuer_contact"].at_start(line.text)
        after = line.text[found.end :] if found else line.text
        if bodies := _organisations(after[:LONGEST]):
            return [(bodies[0], line.number)]
        name = _name().search(after[:LONGEST]) if found else None
        if name and _is_no_person(name[0]) and vocabulary().labels.first(name[0]) is None:
            return [(name[0], line.number)]
    return []


def _is_no_person(name: str) -> bool:
    """Whether a name has more words than most people's, one in capitals, or a small one as in "Writers of X"."""
    words = name.split()
    telling = any((len(word) > 2 and word.isupper()) or (word.islower() and not is_particle(word)) for word in words)
    return len(words) > 3 or (len(words) > 1 and telling)


@cache
def _acronym() -> re.Pattern[str]:
    return re.compile(r"\s\([A-Z][A-Za-z-]{1,11}\)")


def _organisations(text: str) -> list[str]:
    found: list[str] = []
    for part in _apart(text):
        names = _in_capitals(part)
        for acronym in _acronym().finditer(part):
            if not any(acronym[0] in name for name in names):
                names += _in_small_letters(part[: acronym.end()])
        found += names
    return sorted(dict.fromkeys(found), key=text.find)


def _in_small_letters(text: str) -> list[str]:
    """The body at the end of a text, from the last word that names one: its name has small words, as French ones do."""
    starts = [word.start for word in vocabulary().sets["issuers"].find(text) if text[word.start].isupper()]
    return [text[starts[-1] :]] if starts and len(text) - starts[-1] <= LONGEST_NAME else []


def _apart(text: str) -> list[str]:
    """A text cut between the names of two bodies: "… of X and the Y"."""
    parts, at = [], 0
    for found in vocabulary().sets["between_bodies"].find(text):
        parts.append(text[at : found.start])
        at = found.end
    return [*parts, text[at:]]


def _in_capitals(text: str) -> list[str]:
    found: list[str] = []
    for match in _name().finditer(text):
        name = match[0][_article_end(match[0]) :]
        has_acronym = name.endswith(")")
        if name not in found and len(words_of(name)) > 1 and (has_acronym or vocabulary().says("issuers", name)):
            found.append(name)
    return found


def _article_end(name: str) -> int:
    article = _article().match(name)
    return article.end() if article else 0


def issuer_contacts(sections: Sequence[Section]) -> list[tuple[Contact, int]]:
    """The contacts in the parts that speak of the issuer and of reporting back."""
    parts = (Part.ISSUER, Part.REPORTING, Part.END)
    return [
        (contact, line.number)
        for section in sections
        if section.part in parts
        for line in section.lines
        for contact in contacts_in(line.text)
        if contact.written and contact.kind not in ("web", "telex")
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
    contacts = issuer_contacts(sections)
    named = [*named, *_named_by_labels(contacts, [name for name, _ in named])]
    names = [name for name, _ in named]
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
    _note_contacts(contacts, names, notes)
    return tuple(issuer for issuer, _ in found)


def _named_by_labels(contacts: Sequence[tuple[Contact, int]], names: Sequence[str]) -> list[tuple[str, int]]:
    """Bodies that only the labels of numbers name: "Tel OMCT: …"."""
    found: dict[str, int] = {}
    for contact, line in contacts:
        if contact.note[:1].isupper() and belongs_to(contact, [*names, *found]) is None:
            found[contact.note] = line
    return list(found.items())


def _note_contacts(contacts: Sequence[tuple[Contact, int]], names: Sequence[str], notes: Notes) -> None:
    kept = {line: False for _, line in contacts}
    for contact, line in contacts:
        reached = reached_by([(contact, line)], None, "issuers")
        read = bool(reached.phones or reached.faxes or reached.emails)
        kept[line] = kept[line] or (read and belongs_to(contact, names) is not None)
    for line, is_kept in kept.items():
        end = "kept for the report" if is_kept else "but not kept: whose they are, or their country, is not said"
        notes.note("issuers", line, "ignored", f"the issuer's own numbers: nobody to write to, {end}")
