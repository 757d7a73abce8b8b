"""Drafts of addressees → Addressees with ids, numbers in E.164 and the findings about them."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from letterkit.appeals.draft import Draft
from letterkit.appeals.numbers import Contact, is_american
from letterkit.contact.numbers import NumberReading, country_of_number, has_code_of, read_numbers
from letterkit.model.appeal import EMAIL_ADDRESS, Addressee, EmailAddress, PostalAddress
from letterkit.model.finding import Finding, Kind
from letterkit.model.record import E164
from letterkit.protocol.countries import countries_in
from letterkit.protocol.offices import Office, find_institutions, find_office, find_offices, honorific_at_start
from letterkit.protocol.phrases import words_of

LONGEST_ID = 60
TELLING = ("permanent_mission", "human_rights_body")
"""The kinds of institution that make an office another one: an ambassador at a mission, a president of a commission."""


@dataclass
class Reached:
    """The ways to reach one addressee, by kind, with the line of each."""

    faxes: list[E164] = field(default_factory=list)
    phones: list[E164] = field(default_factory=list)
    emails: list[EmailAddress] = field(default_factory=list)
    lines: dict[str, int] = field(default_factory=dict)
    spelled: dict[E164, tuple[str, int]] = field(default_factory=dict)
    findings: list[Finding] = field(default_factory=list)


_FIELDS = {"fax": "faxes", "phone": "phones", "number": "phones", "email": "emails"}


def reached_by(
    contacts: Iterable[tuple[Contact, int]], country: str | None, path: str, others: Sequence[str] = ()
) -> Reached:
    """Reads contacts for an addressee or issuer at ``path``; national numbers by the country of delivery.

    Where that gives no number, the one of the other countries that the text names in which it is a number.
    """
    reached = Reached()
    for contact, line in contacts:
        if contact.kind in ("web", "telex"):
            _remark(reached, path, line, "ignored", f"{contact.kind}: {contact.written or 'empty'}")
        elif not contact.written:
            name = {"fax": "fax number", "phone": "telephone number", "email": "e-mail address"}[contact.kind]
            _remark(
                reached, f"{path}.{_FIELDS[contact.kind]}", line, "missing", f"there is a label, but no {name} after it"
            )
        elif contact.kind == "email":
            _add_email(reached, contact, line, path)
        else:
            _add_numbers(reached, contact, line, path, _readings(contact.written, country, others))
    return reached


def _remark(reached: Reached, path: str, line: int, kind: Kind, message: str) -> None:
    reached.findings.append(Finding(field=path, line=line, kind=kind, message=message))


def _add_email(reached: Reached, contact: Contact, line: int, path: str) -> None:
    written = contact.written
    address = "".join(written.replace("(at)", "@").replace("[at]", "@").split()).replace("'", "")
    if not re.fullmatch(EMAIL_ADDRESS, address):
        _remark(reached, f"{path}.emails", line, "ignored", f"{written!r} is no e-mail address")
        return
    if address != written:
        _remark(reached, f"{path}.emails", line, "repaired", f"{written} read as {address}")
    if address not in reached.emails:
        reached.emails.append(address)
        reached.lines.setdefault("emails", line)


def _readings(written: str, country: str | None, others: Sequence[str]) -> tuple[NumberReading, ...]:
    readings = read_numbers(written, country)
    elsewhere = is_american(written) and country and not has_code_of(written, country)
    american = read_numbers(written, "US") if elsewhere else ()
    if american and all(reading.e164 for reading in american):
        doubt = f"{written} is written as in North America, and read so"
        return tuple(reading.model_copy(update={"doubt": doubt}) for reading in american)
    if all(reading.e164 for reading in readings):
        return readings
    if is_american(written):
        others = [*others, "US"]
    read = [read_numbers(written, other) for other in dict.fromkeys(others)]
    valid = [found for found in read if all(reading.e164 and not reading.doubt for reading in found)]
    if len(valid) != 1:
        return readings
    where = country_of_number(valid[0][0].e164 or "")
    guess = f"read as a number of {where}, the only country in question that has such a number"
    return tuple(reading.model_copy(update={"doubt": guess}) for reading in valid[0])


def _add_numbers(reached: Reached, contact: Contact, line: int, path: str, readings: tuple[NumberReading, ...]) -> None:
    name = _FIELDS[contact.kind]
    numbers = reached.faxes if contact.kind == "fax" else reached.phones
    for reading in readings:
        if reading.repaired:
            _remark(reached, f"{path}.{name}", line, "repaired", reading.repaired)
        if reading.e164 is None:
            _remark(reached, f"{path}.{name}", line, "doubtful", f"{reading.written!r} can't be read: {reading.doubt}")
            continue
        if reading.doubt:
            _remark(reached, f"{path}.{name}", line, "doubtful", reading.doubt)
        if contact.kind == "number":
            _remark(
                reached,
                f"{path}.{name}",
                line,
                "doubtful",
                f"nothing says whether {reading.written} is a telephone or a fax",
            )
        if reading.e164 not in numbers:
            numbers.append(reading.e164)
        reached.lines.setdefault(name, line)
        reached.spelled.setdefault(reading.e164, (reading.written, line))


def country_by_numbers(reached: Reached) -> str | None:
    """The country to which all numbers of an addressee belong; None when they don't agree."""
    countries = {country_of_number(number) for number in (*reached.faxes, *reached.phones)}
    return countries.pop() if len(countries) == 1 else None


def as_addressee(draft: Draft, reached: Reached, taken: set[str], language: str) -> Addressee:
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
    if office and len(office.language) == 2 and office.language in ("en", "fr", "es", "de", "pt", "it"):
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
    candidates = [base, *([f"{base}-{name}"] if name else []), *(f"{base}-{count}" for count in range(2, 100))]
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
        small = [
            word for word in before[-2:] if word.folded in ("of", "the", "de", "du", "la", "des", "der", "del", "l")
        ]
        if not office[found.end :].strip() and small and len(find_offices(office[: small[0].start])) > 0:
            return office[: small[0].start]
    return office


def shared_numbers(reached: list[Reached]) -> list[Finding]:
    """Numbers that several addressees share, in spellings that hide it."""
    seen: dict[E164, tuple[str, int, int]] = {}
    findings: list[Finding] = []
    for place, ways in enumerate(reached):
        for number, (written, line) in ways.spelled.items():
            if number not in seen:
                seen[number] = (written, line, place)
                continue
            other, other_line, other_place = seen[number]
            if "".join(other.split()) != "".join(written.split()) or other != written:
                name = "faxes" if number in ways.faxes else "phones"
                message = (
                    f"{written} is also the number of addressees[{other_place}], written {other} on line {other_line}"
                )
                findings.append(
                    Finding(field=f"addressees[{place}].{name}", line=line, kind="doubtful", message=message)
                )
    return findings
