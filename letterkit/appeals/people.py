"""Whom the parts of an appeal name: drafts of addressees → Addressees with ids and the findings about them."""

from collections.abc import Sequence
from itertools import chain

from letterkit.appeals.draft import Draft
from letterkit.appeals.notes import Notes
from letterkit.appeals.parts import Part
from letterkit.appeals.reached import Reached, country_by_numbers, reached_by, shared_numbers
from letterkit.appeals.vocabulary import vocabulary
from letterkit.model.appeal import Addressee, PostalAddress
from letterkit.protocol.countries import countries_in
from letterkit.protocol.offices import Office, find_institutions, find_office, find_offices, honorific_at_start
from letterkit.protocol.phrases import fold, words_of

ROOTS = {Part.ADDRESSEES: "addressees", Part.COPIES: "copies_to"}
"""The fields of those who are written to."""
LONGEST_ID = 60
ABROAD = ("embassy", "permanent_mission", "consulate")
"""The kinds of institution that sit in another country than their own."""
TELLING = ("permanent_mission", "human_rights_body", "university", "company")
"""The kinds of institution that make an office another one: an ambassador at a mission, a president of a commission."""


def others_than(own: frozenset[str], drafts: Sequence[Draft], notes: Notes) -> list[Draft]:
    """The drafts without the issuer's own block, which stands among the addresses of some appeals.

    ``own`` are the issuers' names, folded.
    """
    others = []
    for draft in drafts:
        if not draft.office and fold(draft.organisation or draft.name) in own:
            notes.note("issuers", draft.line, "ignored", "the issuer itself: nobody to write to")
        else:
            others.append(draft)
    return others


def read_people(
    drafts: Sequence[Draft], part: Part, country: str | None, language: str, named: Sequence[str], notes: Notes
) -> tuple[Addressee, ...]:
    """The addressees or those who get copies, in order; ``named`` are the countries of which the document speaks."""
    people: list[Addressee] = []
    ways: list[Reached] = []
    country = _seat(drafts, language) or country
    taken: set[str] = set()
    for place, draft in enumerate(drafts):
        path = f"{ROOTS[part]}[{place}]"
        reached = reached_by(draft.contacts, draft.country or country, path, named)
        _settle_country(draft, country_by_numbers(reached) or country, path, notes)
        people.append(_as_addressee(draft, reached, taken, language))
        ways.append(reached)
        _note_person(draft, reached, path, notes)
    notes.findings += shared_numbers(ways) if part is Part.ADDRESSEES else []
    return tuple(people)


def _seat(drafts: Sequence[Draft], language: str) -> str | None:
    """The home of the text's language where all of the addresses are in it: they decide over a case abroad."""
    home = vocabulary().home.get(language)
    seats = {draft.country for draft in drafts if draft.country and not _is_abroad(draft)}
    return home if seats == {home} else None


def _is_abroad(draft: Draft) -> bool:
    """Whether an embassy is written to, which tells nothing of where the others sit."""
    return any(found.meaning.kind in ABROAD for found in find_institutions(f"{draft.organisation}, {draft.office}"))


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


def _as_addressee(draft: Draft, reached: Reached, taken: set[str], language: str) -> Addressee:
    """The addressee of a draft, with an id that is not yet taken (and is, from then on)."""
    office = office_in(draft, language)
    return Addressee(
        id=_free_id(draft, taken),
        name=draft.name or None,
        honorific=draft.honorific or None,
        gender=draft.gender or (office.gender if office else None),
        office=draft.office or None,
        office_class=_class_of(draft, office),
        organisation=draft.organisation or None,
        care_of=draft.care_of or None,
        address=PostalAddress(lines=tuple(draft.lines), country=draft.country) if draft.lines else None,
        faxes=tuple(reached.faxes),
        phones=tuple(reached.phones),
        emails=tuple(reached.emails),
        channels=draft.channels,
        salutation=draft.salutation or None,
        language=_language(draft, office, language),
    )


def office_in(draft: Draft, language: str) -> Office | None:
    """The office of a draft; its organisation may make it another: an ambassador at a permanent mission."""
    if not draft.office:
        return None
    at_institution = [found for found in find_institutions(draft.organisation) if found.meaning.kind in TELLING]
    mission = draft.organisation[at_institution[0].start : at_institution[0].end] if at_institution else ""
    return find_office(f"{draft.office}, {mission}", language)


def _class_of(draft: Draft, office: Office | None) -> str | None:
    if office:
        return office.office_class
    if draft.name:
        rank = honorific_at_start(draft.honorific)
        return rank.meaning.rank if rank else None
    return "institution"


def _language(draft: Draft, office: Office | None, language: str) -> str:
    """The language of the entry: that of its office, else of its institution, else of the appeal."""
    if office and office.language in vocabulary().common:
        return office.language
    institutions = [found.meaning.language for found in find_institutions(draft.organisation)]
    return (
        next((found for found in institutions if found != "zh"), language) if language not in institutions else language
    )


def _free_id(draft: Draft, taken: set[str]) -> str:
    base = _slug(_without_country(draft.office) or draft.organisation or draft.name) or (
        "copy" if draft.contacts else "addressee"
    )
    if draft.care_of:
        kinds = [found.meaning.kind.replace("_", "-") for found in find_institutions(draft.care_of)]
        base += "-care-of-" + (kinds[0] if kinds else _slug(draft.care_of)[:30].strip("-") or "somebody")
    name = _slug(draft.name)
    counted = (f"{base}-{count}" for count in range(2, 100))
    candidates = chain([base], [f"{base}-{name}"] if name else [], counted)
    free = next((candidate for candidate in candidates if candidate not in taken), f"{base}-{len(taken) + 100}")
    taken.add(free)
    return free


def _slug(text: str) -> str:
    ascii_words = ("".join(c for c in word.folded if c.isascii()) for word in words_of(text))
    slug = "-".join(word for word in ascii_words if word)
    return slug if len(slug) <= LONGEST_ID else slug[:LONGEST_ID].rpartition("-")[0]


def _without_country(office: str) -> str:
    """An office without the country at its end: "Minister of Justice of Kenya" is a minister of justice."""
    for found in countries_in(office)[::-1]:
        before = words_of(office[: found.start])
        small = [word for word in before[-2:] if word.folded in vocabulary().small["in_names"]]
        if not office[found.end :].strip() and small and len(find_offices(office[: small[0].start])) > 0:
            return office[: small[0].start]
    return office
