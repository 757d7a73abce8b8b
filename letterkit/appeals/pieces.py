"""The lines of one addressee cut into pieces at commas, semicolons and gaps; contacts and a salutation taken out."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache
from itertools import chain

from letterkit.appeals.channels import channels_asked
from letterkit.appeals.draft import Draft
from letterkit.appeals.lines import Line
from letterkit.appeals.looks import after_sending
from letterkit.appeals.names import Person, is_courtesy, looks_like_name, read_person, tidy
from letterkit.appeals.numbers import Contact, contacts_in, without_contacts
from letterkit.appeals.places import is_place
from letterkit.appeals.salutations import take_labelled_salutation, take_salutation
from letterkit.appeals.vocabulary import vocabulary
from letterkit.protocol.countries import country_named
from letterkit.protocol.offices import find_institutions, find_offices, find_routes, honorific_at_start


@dataclass(frozen=True)
class Piece:
    text: str
    line: int
    glue: str
    """What stood before it: ", " on the same line, "\\n" for a new line, two of them behind a gap or a contact."""
    alone: bool
    """Nothing else but contacts stands on its line."""
    final: bool
    """Nothing but contacts comes after it."""


LONGEST_RUN = 200
"""Characters of somebody and a street that run on."""


@cache
def _patterns() -> dict[str, re.Pattern[str]]:
    one_of = vocabulary().one_of
    return {
        "separator": re.compile(r"\s*(?:[,;|]|\s{3,}|(?<=\s)/(?=\s)|(?<=[^\d\s])\s+[-–—]\s+(?=[^\d\s]))\s*"),
        "connective": re.compile(
            rf"(?:{one_of('conjunctions')})\b(?:\s(?:{one_of('to')}))?[\s.:]*$|[\W_]+$", re.IGNORECASE
        ),
        "before": re.compile(
            rf"^(?:(?i:{one_of('conjunctions')}) ?)?(?:(?:{one_of('copy_of')}) )?(?:(?i:{one_of('by_way')}) )?"
            rf"(?:(?i:{one_of('to')})\s?:\s|(?i:{one_of('to')})[ ']?)(?<=[ '])(?=\w)"
            rf"|^(?:{one_of('conjunctions')}) (?=(?:{one_of('to')}) \w)"
        ),
        "article": re.compile(rf"^(?:{one_of('articles')})(?: |(?<=['’]))(?=[A-ZÀ-Þ])"),
        "at": re.compile(rf"\s(?:{one_of('after_person')})\s(?=[A-ZÀ-Þ\d])"),
        "after": re.compile(rf"(?:\s(?:{one_of('after_person', 'conjunctions')}))+$"),
        "footnote": re.compile(r"\s*\[ ?\d{1,2} ?\]"),
        "full stop": re.compile(r"([^\W\d_]{4,}|\d{4,}|\d[A-Z]{2})\.$"),
        "next": re.compile(r"(?<=[a-zß-ÿ]{3})\.\s(?=[A-ZÀ-Þ])"),
        "bracketed": re.compile(r"^[(\[](c/o|p\.a\.|attn)[)\]]", re.IGNORECASE),
        "joining": re.compile(rf"(?:{one_of('conjunctions')})\s"),
        "and": re.compile(rf"\s(?:{one_of('conjunctions')}|&)\s"),
        "colon": re.compile(r"\s?:\s+"),
        "street": re.compile(rf"\s(?i:{one_of('streets')})(?:\s|(?<=/))(?=[A-ZÀ-Þ])"),
        "hidden mail": re.compile(rf"\[\s?(?:{one_of('hidden_mail')})\s?\]", re.IGNORECASE),
    }


def with_whole_names(pieces: Iterable[Piece]) -> list[Piece]:
    """The pieces, with a name set on two lines joined: between a courtesy title above and an office below it."""
    whole: list[Piece] = []
    for piece in pieces:
        if (
            len(whole) > 2
            and is_courtesy(whole[-3].text)
            and read_person(piece.text).office
            and _is_rest_of_name(whole[-2], whole[-1])
        ):
            rest = whole.pop()
            whole[-1] = replace(whole[-1], text=f"{whole[-1].text} {rest.text}")
        whole.append(piece)
    return whole


def _is_rest_of_name(name: Piece, rest: Piece) -> bool:
    begun = looks_like_name(name.text) or read_person(name.text).name
    titled = find_offices(name.text) or honorific_at_start(rest.text) or is_place(rest.text)
    alone = name.alone and rest.alone and rest.glue == "\n" and not name.text.isupper()
    return bool(begun) and alone and looks_like_name(rest.text) and not titled


def without_article(text: str) -> str:
    """A name of somebody without the article before it: "the Embassy of Eritrea"."""
    return _patterns()["article"].sub("", text)


def pieces_of(lines: tuple[Line, ...], draft: Draft) -> Iterator[Piece]:
    """The pieces of the lines between separators; contacts and a stated salutation go to the draft at once."""
    found: list[tuple[str, int, str]] = []
    carried, apart = "", False
    for line in lines:
        text, contacts = _read_line(line, draft, carried, first=line is lines[0])
        carried = contacts[-1].kind if contacts else ""
        apart = bool(apart or line.gap or line.marker)
        stretches = list(_stretches(text, contacts))
        for place, stretch in enumerate(stretches):
            begins = "\n" if not apart and text.startswith(stretch) else "\n\n"
            found.append((stretch, line.number, ", " if place else begins))
        ends = tidy(text).endswith(stretches[-1]) if stretches else not apart
        apart = bool(contacts) or not text or not ends
    on_line = Counter(number for _, number, _ in found)
    for place, (text, number, glue) in enumerate(found, 1):
        if text:
            plain = _patterns()["full stop"].sub(r"\1", text)
            yield Piece(plain, number, glue, alone=on_line[number] == 1, final=place == len(found))


def _read_line(line: Line, draft: Draft, carried: str, *, first: bool) -> tuple[str, tuple[Contact, ...]]:
    """What a line says besides its salutation, empty when it is about channels only, and its contacts."""
    asked = channels_asked(line.text)
    draft.channels = draft.channels or (asked.channels if asked and not asked.of else ())
    text, salutation = (take_labelled_salutation if first else take_salutation)(_without_hidden_mail(line, draft))
    draft.salutation = draft.salutation or salutation
    contacts = contacts_in(text, carried)
    draft.contacts += [(contact, line.number) for contact in contacts]
    by_telex = bool(contacts) and contacts[0].kind == "telex" and contacts[0].start == 0
    return "" if by_telex or (asked and not contacts) else text, contacts


def _without_hidden_mail(line: Line, draft: Draft) -> str:
    """A line without "[email protected]", which a page shows in place of an address."""
    text = _patterns()["hidden mail"].sub("", line.text)
    if text != line.text:
        draft.remarks.append(("missing", line.number, "the page hides an e-mail address: copy it from a browser"))
    return text


def _stretches(text: str, contacts: Sequence[Contact]) -> Iterator[str]:
    """What stands between the separators of a line, without its contacts and the words of a sentence around it."""
    rest = _patterns()["footnote"].sub("", without_contacts(text, contacts if text else ()))
    for piece in _patterns()["separator"].split(after_sending(rest)):
        left = piece and (piece[0] == "@" or (contacts and _is_remnant(piece)))
        if piece and not left and not _patterns()["connective"].match(piece):
            bare = _patterns()["bracketed"].sub(r"\1", _without_sentence(tidy(piece)))
            parts = chain.from_iterable(map(_at_place, chain.from_iterable(map(_at_full_stop, _at_office(bare)))))
            for part in chain.from_iterable(map(_at_street, parts)):
                yield from _at_routes(part)


def together(text: str) -> list[Person]:
    """Several persons in one piece, "President Ada Muster and Vice-President Otto Beispiel"; else nobody."""
    persons = [read_person(part) for part in _patterns()["and"].split(text)]
    named = all(len(one.name.split()) > 1 and (one.office or one.honorific) for one in persons)
    return persons if named and len(persons) > 1 else []


def _is_remnant(piece: str) -> bool:
    """What is left of a line of contacts: "E-mail" before nothing, "80" of "564 1451 to 80"."""
    if vocabulary().labels.whole(piece) is not None or channels_asked(piece):
        return True
    return piece.isdigit() and len(piece) < 5


def _without_sentence(piece: str) -> str:
    """A piece without the words of the sentence around it: "and to the Minister of Justice at"."""
    if any(not route.start for route in find_routes(piece)):  # "A l'attention de …" begins with no "to"
        return piece
    label, colon, named = piece.partition(":")
    bare = _patterns()["before"].sub("", tidy(named) if colon and country_named(label) else piece)
    joining = _patterns()["joining"].match(bare)
    rest = without_article(bare[joining.end() :]) if joining else ""
    bare = rest if rest[:1].isupper() and (read_person(rest).name or find_institutions(rest)) else bare
    return _patterns()["after"].sub("", without_article(bare))


def _at_office(piece: str) -> list[str]:
    """A piece cut at the colon behind an office or a body: "Minister of Defence: General …", "Embassy: 1 High Road"."""
    colon = _patterns()["colon"].search(piece)
    if colon is None:
        return [piece]
    office, holder = piece[: colon.start()], piece[colon.end() :]
    titled = bool(read_person(holder).honorific) and len(office.split()) > 1
    offices = find_offices(office)
    parted = bool(offices) and offices[0].start == 0 and (bool(find_offices(holder)) or titled)
    seated = bool(find_institutions(office)) and is_place(holder) and any(c.isdigit() for c in holder)
    return [office, holder] if parted or seated else [piece]


def _at_full_stop(piece: str) -> list[str]:
    """A piece cut behind the sentence that names somebody: "Ing. Ada Muster. Casa de Gobierno"."""
    stop = _patterns()["next"].search(piece)
    if stop is None:
        return [piece]
    name, rest = piece[: stop.start()], piece[stop.end() :]
    named = bool(read_person(name).honorific or find_offices(name))
    return [name, rest] if named and (is_place(rest) or find_institutions(rest)) else [piece]


def _at_place(piece: str) -> list[str]:
    """A piece of a sentence cut between somebody and the place: "President Ada Muster at State House"."""
    for at in _patterns()["at"].finditer(piece):
        person = read_person(piece[: at.start()])
        if (person.name or person.office) and is_place(piece[at.end() :]):
            return [piece[: at.start()], piece[at.end() :]]
    return [piece]


def _at_street(piece: str) -> list[str]:
    """A piece cut between somebody and a street that no comma parts: "Ministro de Justicia C/ San Bernardo 47"."""
    for street in _patterns()["street"].finditer(piece[:LONGEST_RUN]):
        before, rest = piece[: street.start()], piece[street.start() :].strip()
        named = find_offices(before) or find_institutions(before)
        if named and any(c.isdigit() for c in rest) and not any(c.isdigit() for c in before):
            return [before, rest]
    return [piece]


def _at_routes(text: str) -> Iterator[str]:
    """Cuts a piece before "c/o" and the like inside it."""
    start = 0
    for route in find_routes(text):
        if route.start > start and text[route.start - 1] in " (":
            yield tidy(text[start : route.start])
            start = route.start
    yield text[start:]
