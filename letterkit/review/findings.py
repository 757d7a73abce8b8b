"""What a careful friend would point out about an appeal, and how each addressee is reached and addressed."""

import re
from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from itertools import combinations
from typing import Any

from letterkit.appeals.slips import slips
from letterkit.compose.address import street_of
from letterkit.compose.body import is_somebody
from letterkit.compose.form import form_for
from letterkit.compose.gaps import gap_in
from letterkit.compose.holder import addressed_by
from letterkit.compose.relation import relation
from letterkit.compose.wording import wording
from letterkit.contact.doors import one_door_in_two_spellings
from letterkit.contact.routes import nearest, nearest_ids, route_groups
from letterkit.errors import Mistake
from letterkit.model.appeal import Addressee, Appeal
from letterkit.model.finding import Finding, Reading
from letterkit.model.letter import Voice
from letterkit.protocol.forms import form_of_address

VERY_OLD = timedelta(days=2 * 365)


def findings(reading: Reading, on: date) -> list[Finding]:
    """The findings of the import and those of a second look, by line; each said once."""
    found = [*reading.findings, *_second_look(reading, on)]
    once = {(one.field, one.line, one.kind, one.message): one for one in found}
    return sorted(once.values(), key=lambda one: (one.line is None, one.line or 0, one.field))


def out_of_date(appeal: Appeal, on: date) -> str | None:
    """Why one should not write any more without a second thought; None when there is no reason."""
    if appeal.expires and on > appeal.expires:
        return f"the appeal asked for letters until {appeal.expires}"
    if not appeal.expires and appeal.date and on - appeal.date > VERY_OLD:
        years = (on - appeal.date).days // 365
        return f"the appeal is {years} years old ({appeal.date}) and gives no last day for letters"
    return None


def _second_look(reading: Reading, on: date) -> Iterator[Finding]:
    appeal = reading.appeal
    if appeal.status != "open":
        yield Finding(
            field="status", line=reading.lines.get("status"), kind="doubtful", message=f"it is {appeal.status}"
        )
    yield from _missing(reading)
    yield from _one_language(reading)
    yield from _age(reading, on)
    yield from _placeholders(reading)
    yield from _slips(reading)
    yield from _unseen(reading)
    yield from _unreachable(reading)
    yield from _nobody_in_particular(reading)
    yield from _shared_numbers(reading)
    yield from _repeats(reading)
    yield from _one_door(reading)


def _missing(reading: Reading) -> Iterator[Finding]:
    wanted = {
        "title": "no title: it is the letter's subject",
        "date": "no date: letters can't say how old the appeal is",
        "summary": "no summary: a letter without facts can't be routed to a desk",
        "requests": "no requests: there is nothing to ask for",
        "addressees": "no addressees: there is nobody to write to",
    }
    already = {finding.field for finding in reading.findings if finding.kind == "missing"}
    for field, message in wanted.items():
        if not getattr(reading.appeal, field) and field not in already:
            yield Finding(field=field, line=None, kind="missing", message=message)


def _one_language(reading: Reading) -> Iterator[Finding]:
    """Title and summary are verbatim, so in one language: letters in the others quote them as they are."""
    others = [language for language in reading.appeal.request_languages if language != reading.appeal.language]
    if others and (reading.appeal.summary or reading.appeal.title):
        message = f"letters in {', '.join(others)} quote title and summary in {reading.appeal.language}"
        yield Finding(field="summary", line=reading.lines.get("summary"), kind="doubtful", message=message)


def _age(reading: Reading, on: date) -> Iterator[Finding]:
    appeal = reading.appeal
    line = reading.lines.get("date")
    reason = out_of_date(appeal, on)
    if reason:
        yield Finding(field="expires", line=line, kind="doubtful", message=f"{reason}; ask the issuer how things stand")
    said = any(finding.field == "addressees" and finding.kind == "doubtful" for finding in reading.findings)
    if appeal.date and appeal.may_name_former_holders(on) and appeal.addressees and not said:
        message = (
            f"holders, numbers and addresses are as old as the appeal ({appeal.date.year}); letters go to the office"
        )
        yield Finding(field="addressees", line=line, kind="doubtful", message=message)


def _placeholders(reading: Reading) -> Iterator[Finding]:
    appeal = reading.appeal
    for language in appeal.request_languages:
        for at, request in enumerate(appeal.requests_in(language)):
            hole = gap_in(request)
            if hole:
                field = appeal.request_field(language, at)
                message = f"{hole!r} looks like a place to be filled in"
                yield Finding(field=field, line=reading.lines.get(field), kind="doubtful", message=message)


def _slips(reading: Reading) -> Iterator[Finding]:
    for field, message in slips(reading.appeal):
        yield Finding(field=field, line=reading.lines.get(field), kind="doubtful", message=f"a slip? {message}")


def _unseen(reading: Reading) -> Iterator[Finding]:
    for language in reading.appeal.request_languages:
        message = unseen(language)
        if message:
            yield Finding(field="language", line=reading.lines.get("language"), kind="doubtful", message=message)


def unseen(language: str) -> str | None:
    """What to know of letters in a language whose sentences or forms wait for a native reader; None of the others."""
    try:
        waits = form_of_address(None, language).review or wording(language).review
    except Mistake:
        return None
    return f"no native reader has yet seen our letters in {language!r}: look at them twice" if waits else None


def _unreachable(reading: Reading) -> Iterator[Finding]:
    for at, addressee in enumerate(reading.appeal.addressees):
        if not (addressee.address or addressee.faxes or addressee.emails):
            field = f"addressees[{at}]"
            message = f"{addressee.id} has no postal address, fax number or e-mail address"
            yield Finding(field=field, line=reading.lines.get(field), kind="missing", message=message)


def _nobody_in_particular(reading: Reading) -> Iterator[Finding]:
    for at, copy in enumerate(reading.appeal.copies_to):
        if not is_somebody(copy):
            field = f"copies_to[{at}]"
            message = f"{copy.office!r} is nobody in particular: add whom you send a copy, or letters leave it out"
            yield Finding(field=field, line=reading.lines.get(field), kind="doubtful", message=message)


def _shared_numbers(reading: Reading) -> Iterator[Finding]:
    said = [re.sub(r"\D", "", finding.message) for finding in reading.findings]
    for number, sharing in shared_numbers(reading.appeal).items():
        if not any(number[1:] in digits for digits in said):
            message = f"{number} is the fax of {' and '.join(sharing)}"
            yield Finding(field="addressees", line=None, kind="doubtful", message=message)


def _repeats(reading: Reading) -> Iterator[Finding]:
    for at, addressee in enumerate(reading.appeal.addressees):
        for line in street_of(addressee.address).repeats:
            field = f"addressees[{at}]"
            message = f"“{line}” only repeats what the address says: letters leave it out"
            yield Finding(field=field, line=reading.lines.get(field), kind="ignored", message=message)


def _one_door(reading: Reading) -> Iterator[Finding]:
    """Two addressees at one door in two spellings: no doubt one of them is right, and the reader may know which."""
    streets = [(at, one.id, street_of(one.address)) for at, one in enumerate(reading.appeal.addressees)]
    there = [(at, name, street) for at, name, street in streets if street.lines]
    for (_, one, street), (at, other, another) in combinations(there, 2):
        if street.country == another.country and one_door_in_two_spellings(street.lines, another.lines):
            field = f"addressees[{at}]"
            message = f"{other} seems to be at the door of {one}, spelt in another way: {', '.join(another.lines)}"
            yield Finding(field=field, line=reading.lines.get(field), kind="doubtful", message=message)


def shared_numbers(appeal: Appeal) -> dict[str, list[str]]:
    """Fax number → ids of the addressees who have it; only those that several have."""
    holders: dict[str, list[str]] = {}
    for addressee in appeal.addressees:
        for number in addressee.faxes:
            holders.setdefault(number, []).append(addressee.id)
    return {number: ids for number, ids in holders.items() if len(ids) > 1}


def overview(appeal: Appeal, on: date, voice: Voice) -> list[dict[str, Any]]:
    """For each addressee: how it is addressed and reached, what it can do, which route is the nearest."""
    near = nearest_ids(appeal.addressees, voice.country)
    several = {one.id for group in route_groups(appeal.addressees) if len(group) > 1 for one in group}
    shared = shared_numbers(appeal)
    return [
        {
            "id": addressee.id,
            "name": addressed_by(addressee, appeal, on).name,
            "office": addressee.office,
            "organisation": addressee.organisation,
            "office_class": addressee.office_class,
            "care_of": addressee.care_of,
            "relation": relation(addressee, appeal),
            **_salutation(addressed_by(addressee, appeal, on), appeal, voice),
            "channels": _channels(addressee),
            "faxes": list(addressee.faxes),
            "emails": list(addressee.emails),
            "route": None if addressee.id not in several else "nearest" if addressee.id in near else "farther",
            "shares_a_number_with": sorted(
                {one for number in addressee.faxes for one in shared.get(number, ()) if one != addressee.id}
            ),
        }
        for addressee in appeal.addressees
    ]


def _salutation(addressee: Addressee, appeal: Appeal, voice: Voice) -> dict[str, str | None]:
    """The salutation as a letter of this voice has it, or the reason why there is none: the others are shown anyway."""
    try:
        form = form_for(addressee, appeal, voice)
    except Mistake as mistake:
        return {"salutation": None, "problem": mistake.problems[0].message}
    return {"salutation": form.salutation, "problem": None}


def _channels(addressee: Addressee) -> list[str]:
    there = {"post": addressee.address, "fax": addressee.faxes, "email": addressee.emails}
    usable = [channel for channel, has in there.items() if has]
    preferred = [str(channel) for channel in addressee.channels if channel in usable]
    return preferred or usable


def recommended_routes(addressees: Iterable[Addressee], sender_country: str | None) -> list[str]:
    """For each person who is reached by several routes: which one is recommended, in a sentence."""
    return [
        f"{' and '.join(one.id for one in group)} are one person; the nearest route is "
        f"{nearest(group, sender_country).id} (--nearest-route writes that alone)."
        for group in route_groups(addressees)
        if len(group) > 1
    ]
