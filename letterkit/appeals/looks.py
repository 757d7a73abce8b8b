"""What one line among addressees looks like: its head, its numbers, how many pieces it has."""

import re
from dataclasses import dataclass
from functools import cache, lru_cache

from letterkit.appeals.lines import Line
from letterkit.appeals.names import looks_like_name, read_person, tidy
from letterkit.appeals.numbers import FAXES, KEPT, Contact, contacts_in, without_contacts
from letterkit.appeals.places import is_place
from letterkit.appeals.salutations import is_salutation
from letterkit.appeals.vocabulary import vocabulary
from letterkit.protocol.countries import country_named
from letterkit.protocol.offices import find_institutions, find_offices, find_routes
from letterkit.protocol.phrases import words_of

OF_STATES = ("embassy", "permanent_mission", "consulate", "ministry", "court", "prosecution", "parliament", "police")
"""The kinds of institution that only a state has."""
LONGEST_HEAD = 160
LONGEST_LABEL = 80
NEAR = 30
"""Characters before the word by which a body is known: "Königlich Norwegische Botschaft"."""


@cache
def _patterns() -> dict[str, re.Pattern[str]]:
    return {
        "separator": re.compile(r"[,;|]|\s{2,}"),
        "joining": re.compile(rf"\s(?:{vocabulary().one_of('conjunctions')})\s"),
    }


def pieces_in(text: str) -> list[str]:
    """A line cut at commas, semicolons, bars and gaps."""
    return _patterns()["separator"].split(text)


@dataclass(frozen=True)
class Look:
    """What one line looks like."""

    contacts: tuple[Contact, ...]
    rest: str
    pieces: int
    head: bool
    salutation: bool
    route: bool
    post: bool

    @property
    def only_contact(self) -> bool:
        """Whether the line goes on with an addressee: contacts, or a label before an address."""
        return self.post or (
            bool(self.contacts) and not any(c.isalpha() for c in _patterns()["joining"].sub(" ", self.rest))
        )


def looks_addressed(line: Line) -> bool:
    """Whether a line by itself is an addressee: an office or institution at its head, and a way to reach it."""
    seen = look(line.text)
    if len(line.text) > 500 or seen.pieces < 2 or not (seen.head or _is_listed_name(line, seen)):
        return False
    reached = any(contact.kind in (*FAXES, "phone", "email", "number") for contact in seen.contacts)
    last = tidy(pieces_in(tidy(seen.rest))[-1])
    return reached or (seen.pieces >= 3 and bool(country_named(last) or find_routes(line.text)))


def behind_label(text: str) -> str:
    """What stands behind a label that is not of a number: "In the town: Ada Muster, mayor, 1 High Street, fax …"."""
    label, colon, tail = text.partition(":")
    plain = bool(colon) and len(label) <= LONGEST_LABEL and not contacts_in(label) and not find_offices(label)
    if not plain or vocabulary().labels.first(label) or not tail.startswith(" "):
        return text
    seen = look(tail.strip())
    named = seen.head or _is_name_and_office([tidy(piece) for piece in pieces_in(seen.rest)][:2])
    return tail.strip() if named and seen.contacts and seen.pieces > 2 else text


def is_name_and_mail(text: str) -> bool:
    """Whether a line is somebody's name and an e-mail address, and no more: "Ada Muster <ada@example.org>"."""
    seen = look(text)
    name = tidy(seen.rest.replace("|", " ").strip(" <>"))
    mailed = [contact.kind for contact in seen.contacts if contact.written] == ["email"]
    return mailed and len(name.split()) > 1 and looks_like_name(name)


def _is_listed_name(line: Line, seen: Look) -> bool:
    """Whether a point of a list begins with somebody's name and has a fax: "- Ada Muster, Beispielpartei, Fax: …"."""
    first = tidy(pieces_in(seen.rest)[0])
    faxed = any(contact.kind in FAXES and contact.written for contact in seen.contacts)
    return bool(line.marker) and faxed and len(first.split()) > 1 and bool(read_person(first).name)


def names_authority(text: str) -> bool:
    """Whether a text begins with an office, or with a body of a state: an embassy, a ministry, a court, the police."""
    head = text[:LONGEST_HEAD]
    piece = tidy(pieces_in(without_contacts(head, contacts_in(head)))[0])
    if is_place(piece) and not find_institutions(piece):
        return False
    bodies = [found.start for found in find_institutions(piece) if found.meaning.kind in OF_STATES]
    offices = [at.start for at in find_offices(piece)]
    return any(start < NEAR for start in bodies + offices)


def is_body_of_state(text: str) -> bool:
    """Whether a line begins with the name of an embassy, a ministry, a court or another body that only a state has."""
    found = find_institutions(text[:LONGEST_HEAD])
    return any(one.meaning.kind in OF_STATES and one.start < NEAR for one in found)


@lru_cache(maxsize=KEPT)
def look(text: str) -> Look:
    contacts = contacts_in(text)
    rest = after_sending(without_contacts(text, contacts))
    pieces = [piece for piece in map(tidy, pieces_in(rest)) if piece]
    label = vocabulary().labels.at_start(text)
    return Look(
        contacts=contacts,
        rest=rest,
        pieces=len(pieces) + bool(contacts),
        head=bool(pieces)
        and (is_head(pieces[0]) or _is_name_and_office(pieces[:2]) or _is_reached_body(pieces, contacts)),
        salutation=bool(label and label.meaning == "salutation") or is_salutation(text),
        route=any(route.start < 2 for route in find_routes(text)),
        post=bool(label and label.meaning in ("post", "telex") and text[label.end :].lstrip().startswith(":")),
    )


def after_sending(text: str) -> str:
    """What follows "messages to", "by writing to" and the like, where one of them is among the first words."""
    found = vocabulary().sets["sending"].first(text)
    if not found or len(words_of(text[: found.start])) > 5 or find_offices(text[: found.start]):
        return text
    return text[found.end :].lstrip(" :")


def is_head(piece: str) -> bool:
    if is_place(piece) and not find_institutions(piece):
        return False
    person = read_person(piece)
    if person.office:
        start = min((at.start for at in find_offices(piece)), default=0)
        return bool(person.organisation) or len(words_of(piece[:start])) <= 4
    return bool(person.honorific and person.name) or any(found.start < 40 for found in find_institutions(piece))


def _is_reached_body(pieces: list[str], contacts: tuple[Contact, ...]) -> bool:
    """Whether a line is the name of an association and its contact: "Coalition of Workers, mail@example.org"."""
    named = bool(contacts) and len(pieces) == 1 and pieces[0][:1].isupper() and len(words_of(pieces[0])) > 1
    return named and vocabulary().says("issuers", pieces[0])


def _is_name_and_office(pieces: list[str]) -> bool:
    """Whether two pieces are a name and its office, as in the cells of a table: "Ada Muster   Minister of Justice"."""
    return len(pieces) == 2 and bool(read_person(pieces[0]).name and read_person(pieces[1]).office)
