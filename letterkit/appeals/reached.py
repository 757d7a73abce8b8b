"""By what an addressee is reached: contacts as written → numbers in E.164 and e-mail addresses, with findings."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace

from letterkit.appeals.contact_items import as_email
from letterkit.appeals.national_numbers import is_american
from letterkit.appeals.numbers import Contact
from letterkit.contact.numbers import (
    NumberReading,
    country_of_number,
    has_code_of,
    international,
    is_known,
    is_of,
    read_numbers,
)
from letterkit.model.appeal import EMAIL_ADDRESS, EmailAddress
from letterkit.model.finding import Finding, Kind
from letterkit.model.record import E164
from letterkit.protocol.countries import telefax_is_fax

_FIELDS = {"fax": "faxes", "phone": "phones", "number": "phones", "email": "emails"}


SHORTEST_LOCAL = 6
"""Figures of a number within an area."""


@dataclass
class Reached:
    """The ways to reach one addressee, by kind, with the line of each."""

    faxes: list[E164] = field(default_factory=list)
    phones: list[E164] = field(default_factory=list)
    emails: list[EmailAddress] = field(default_factory=list)
    lines: dict[str, int] = field(default_factory=dict)
    spelled: dict[E164, tuple[str, int]] = field(default_factory=dict)
    findings: list[Finding] = field(default_factory=list)


def reached_by(
    contacts: Iterable[tuple[Contact, int]], country: str | None, path: str, others: Sequence[str] = ()
) -> Reached:
    """Reads contacts for an addressee or issuer at ``path``; national numbers by the country of delivery.

    Where that gives no number, the one of the other countries that the text names in which it is a number.
    """
    reached = Reached()
    for contact, line in _told_apart(list(contacts), country):
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
            readings = _readings(contact.written, country, others)
            _add_numbers(reached, contact, line, path, [_with_area(one, country, reached) for one in readings])
    return reached


def _with_area(reading: NumberReading, country: str | None, reached: Reached) -> NumberReading:
    """A number without its area's code, which the addressee's other numbers have: "(02) 6290 1676, fax 6290 1073"."""
    figures = "".join(c for c in reading.written if c.isdigit())
    local = len(figures) >= SHORTEST_LOCAL and reading.written.lstrip()[:1] in "123456789"
    if country is None or not local or (reading.e164 and not reading.doubt):
        return reading
    others = [number for number in (*reached.phones, *reached.faxes) if is_of(number, country)]
    whole = {f"{other[: -len(figures)]}{figures}" for other in others if _area_of(other, len(figures), reached)}
    known = [number for number in whole if is_known(number)]
    if len(known) != 1 or known[0] == reading.e164:
        return reading
    mended = f"{reading.written} read as {international(known[0])}, with the area's code of the other number"
    return NumberReading(written=reading.written, e164=known[0], repaired=mended)


def _told_apart(contacts: list[tuple[Contact, int]], country: str | None) -> Iterator[tuple[Contact, int]]:
    """The contacts with "Telefax" told: a fax everywhere; in many countries a telephone too, where no number is one."""
    called = telefax_is_fax(country) or any(contact.kind == "phone" for contact, _ in contacts)
    for contact, line in contacts:
        if contact.kind == "telefax":
            yield replace(contact, kind="fax"), line
        if contact.kind != "telefax" or (contact.written and not called):
            yield replace(contact, kind="phone") if contact.kind == "telefax" else contact, line


def _area_of(other: E164, local: int, reached: Reached) -> str:
    """The area's code of a number, where it was written apart from the ``local`` figures behind it; else nothing."""
    groups = [group.lstrip("0") for group in re.findall(r"\d+", reached.spelled.get(other, ("", 0))[0])]
    return next((group for group in groups[:2] if group and other[:-local].endswith(group)), "")


def _remark(reached: Reached, path: str, line: int, kind: Kind, message: str) -> None:
    reached.findings.append(Finding(field=path, line=line, kind=kind, message=message))


def _add_email(reached: Reached, contact: Contact, line: int, path: str) -> None:
    written = contact.written
    address = as_email(written)
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
    elsewhere = is_american(written) and country not in (None, "US") and not has_code_of(written, country or "")
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


def _add_numbers(reached: Reached, contact: Contact, line: int, path: str, readings: Sequence[NumberReading]) -> None:
    name = _FIELDS[contact.kind]
    numbers = reached.faxes if contact.kind == "fax" else reached.phones
    for reading in readings:
        if reading.repaired:
            _remark(reached, f"{path}.{name}", line, "repaired", reading.repaired)
        if contact.kind == "number" and reading.e164 and reading.e164 in (*reached.faxes, *reached.phones):
            continue
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
