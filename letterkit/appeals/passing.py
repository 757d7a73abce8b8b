"""Those whom an appeal names in passing: behind "to" in a sentence that asks to write, or by the owner of a number."""

import re
from collections.abc import Iterator, Sequence
from functools import cache
from itertools import islice

from letterkit.appeals.calls import calls_in
from letterkit.appeals.draft import Draft
from letterkit.appeals.lines import Line
from letterkit.appeals.model_letter import salutations_of_letters
from letterkit.appeals.names import read_person, tidy
from letterkit.appeals.numbers import contacts_in
from letterkit.appeals.parts import ASIDE, Part, Section
from letterkit.appeals.vocabulary import vocabulary
from letterkit.protocol.offices import find_institutions, find_offices

NEAR = 25
"""Characters before the word by which a body is known: "Kenya’s Ministry of Justice"."""
LONGEST_BODY = 8
"""Words of the name of a body in a sentence; more is the rest of the sentence."""
MOST_OWNERS = 20
"""Owners of numbers in sentences; for each the whole text is searched for an office."""
LONGEST_TOLD = 4_000
"""Characters of a paragraph in which the owner of a number, or the holder of an office, is looked for."""


def named_in_passing(sections: Sequence[Section]) -> list[Draft]:
    """Whom sentences ask to write to: "send a polite message to the prime minister"; else whom a letter greets."""
    told = [line for section in sections if section.part not in ASIDE for line in section.told]
    found = [call.draft for line in told for call in calls_in(line) if call.draft.office or _is_body(call.draft)]
    found = found or [draft for line in told for draft in named_after_to(line)]
    owners = (draft for line in told if (draft := _owner_of_numbers(line, told)))
    found = found or list(islice(owners, MOST_OWNERS))
    salutations = salutations_of_letters(sections)
    if not found and salutations and find_offices(salutations[0]):
        line = next(s.opening.number for s in sections if s.part is Part.MODEL and s.opening)
        found = [Draft(line=line, office=_office(salutations[0]), salutation=salutations[0])]
    once = {draft.office or draft.organisation: draft for draft in reversed(found)}
    drafts = [draft for draft in found if once[draft.office or draft.organisation] is draft]
    for draft in drafts:
        who = draft.office or draft.organisation
        draft.remarks.append(("guessed", draft.line, f"{who} is named in a sentence only; look whether to write"))
    return drafts


def _is_body(draft: Draft) -> bool:
    return bool(find_institutions(draft.organisation)) and not draft.name


def _office(salutation: str) -> str:
    found = find_offices(salutation)
    return salutation[found[0].start : found[-1].end]


@cache
def _to() -> re.Pattern[str]:
    one_of = vocabulary().one_of
    return re.compile(rf"\b(?:{one_of('to')})(?:\s|['’]|(?<=['’]))(?:(?:{one_of('articles')}) )?")


def named_after_to(line: Line) -> Iterator[Draft]:
    """Those named right after "to" in a sentence that asks to write."""
    words = vocabulary()
    asked = [found.start for kind in ("letters", "sending") for found in words.sets[kind].find(line.text)]
    if (
        not asked
        or words.says("told", line.text)
        or not (words.says("leads", line.text) or words.says("sending", line.text))
    ):
        return
    for to in _to().finditer(line.text, min(asked)):
        piece = re.split(r"[,;.:()]", line.text[to.end() : to.end() + 120])[0]
        offices, bodies = find_offices(piece), find_institutions(piece)
        sent = any(found.end in range(to.start(), to.end()) for found in words.sets["sending"].find(line.text))
        if sent and not offices and bodies and bodies[0].start < NEAR and len(piece.split()) <= LONGEST_BODY:
            yield Draft(line=line.number, organisation=tidy(piece.rstrip(" !?")))
        elif offices and offices[0].start == 0:
            person = read_person(piece)
            name = person.name if person.office else ""
            yield Draft(line=line.number, office=piece[: offices[0].end], name=name, honorific=person.honorific)


def _owner_of_numbers(line: Line, told: Sequence[Line]) -> Draft | None:
    """Whose numbers a sentence tells: "Muster's phone is 217-555-0144"; the office is where the name has it."""
    for owner in _owner().finditer(line.text[:LONGEST_TOLD]):
        label = vocabulary().labels.at_start(line.text[owner.end() : owner.end() + NEAR])
        contacts = [contact for contact in contacts_in(line.text) if contact.written and contact.start >= owner.end()]
        if label and label.start == 0 and contacts and contacts[0].kind == label.meaning:
            draft = _holder(owner[1], told) or Draft(line=line.number, name=owner[1])
            draft.contacts = [(contact, line.number) for contact in contacts]
            return draft
    return None


def _holder(name: str, told: Sequence[Line]) -> Draft | None:
    """The first who has an office right before a name: "Gov. Ada Muster"."""
    for line in told:
        for place in re.finditer(rf"\b{re.escape(name)}\b", line.text[:LONGEST_TOLD]):
            before = line.text[max(0, place.start() - 2 * NEAR) : place.end()]
            offices = find_offices(before)
            person = read_person(before[offices[-1].start :]) if offices else None
            if person and person.office and person.name.endswith(name):
                return Draft(line=line.number, office=person.office, name=person.name, honorific=person.honorific)
    return None


@cache
def _owner() -> re.Pattern[str]:
    return re.compile(r"\b([A-ZÀ-Þ][\w-]{2,30})['’]s\s(?=[a-z])")
