"""Which lines belong to one addressee: a line each, a block each, or a sentence that names several."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cache
from itertools import zip_longest

from letterkit.appeals.bystanders import without_accounts
from letterkit.appeals.channels import channels_asked
from letterkit.appeals.lines import Line
from letterkit.appeals.looks import behind_label, is_head, look, pieces_in
from letterkit.appeals.missions import missions_in
from letterkit.appeals.names import Person, read_person, tidy
from letterkit.appeals.numbers import LONGEST, MEANS
from letterkit.appeals.places import country_by_town
from letterkit.appeals.remarks import is_remark, without_remark
from letterkit.appeals.vocabulary import vocabulary
from letterkit.protocol.countries import country_named
from letterkit.protocol.offices import find_institutions, find_offices, honorific_at_start
from letterkit.protocol.phrases import words_of

SEATS = ("ministry", "court", "prosecution", "parliament", "police")
"""Those in which somebody holds an office."""
LONG_LINE = 45
"""Characters of a line that may have been broken for want of room."""


@dataclass(frozen=True)
class Entry:
    """The lines of one addressee, and the heading above them, if there is one."""

    lines: tuple[Line, ...]
    heading: str = ""


@cache
def _patterns() -> dict[str, re.Pattern[str]]:
    one_of = vocabulary().one_of
    return {
        "cell": re.compile(r"\s{3,}"),
        "leading on": re.compile(rf"(?:{one_of('conjunctions')}) (?:{one_of('to', 'articles')})\b", re.IGNORECASE),
        "cut": re.compile(rf";\s+|\.\s+(?=[A-ZÀ-Þ])|,?\s+(?:{one_of('conjunctions')})\s+"),
    }


def entries_of(lines: Iterable[Line]) -> list[Entry]:
    """Groups lines by addressee; remarks between them are left out."""
    entries: list[Entry] = []
    current: list[Line] = []
    heading = ""

    def close() -> None:
        if current or heading:
            entries.append(Entry(tuple(_unwrapped(current)), heading))
        current.clear()

    given = list(_without_remarks(without_accounts(_with_telling_gaps(lines))))
    for line, following in zip_longest(given, given[1:]):
        if line.level or _joins(current, line, following):
            close()
            heading = line.text
            continue
        if missions_in(line.text):
            close()
            entries.append(Entry((line,)))
            continue
        for part in _sentence_parts(line):
            if current and _begins_new(current, part):
                close()
                heading = ""
            current.append(part)
    close()
    return [entry for entry in entries if entry.lines or find_offices(entry.heading)]


def _joins(current: list[Line], line: Line, following: Line | None) -> bool:
    """Whether a line leads from one addressee to the next, who is named below it: "and the Embassy there", "und an"."""
    if following is None or not look(following.text).head:
        return False
    seen = look(line.text)
    apart = not current or line.gap or any(look(other.text).contacts for other in current)
    leads_on = _patterns()["leading on"].match(line.text) is not None and not find_offices(line.text)
    return apart and leads_on and not seen.contacts and seen.pieces < 2


def _unwrapped(lines: Iterable[Line]) -> list[Line]:
    """The lines of an addressee whose parts stand between commas, with a part that goes on on the next line joined."""
    joined: list[Line] = []
    for line in lines:
        if joined and not (line.gap or line.marker) and _goes_on(joined[-1].text, line.text):
            joined[-1] = replace(joined[-1], text=f"{joined[-1].text} {line.text}")
        else:
            joined.append(line)
    return joined


def _goes_on(text: str, following: str) -> bool:
    """Whether a line was broken inside a part: "…, Minister of Justice, National" and "Cohesion and …, Nairobi"."""
    if vocabulary().labels.whole(pieces_in(text)[-1].strip(" .:")) in MEANS and following[:1] in "+(0123456789":
        return True  # "…, Fax" and its number
    pieces, part = text.split(","), following.partition(",")
    if not LONG_LINE <= len(text) < LONGEST or len(pieces) < 2 or not part[1] or not text[-1].isalpha():
        return False
    label = vocabulary().labels.at_start(following)
    begun = len(words_of(pieces[-1])) <= 2 and not country_named(tidy(pieces[-1]))
    begins = vocabulary().opens("places", part[0]) or country_named(part[0]) or is_head(part[0])
    return begun and label is None and part[0][:1].isalpha() and not begins


def _without_remarks(lines: Iterable[Line]) -> Iterator[Line]:
    """The lines that name somebody; where a remark is left out, a gap stays."""
    left_out = False
    for line in (replace(line, text=without_remark(line.text)) for line in lines):
        if line.level or missions_in(line.text) or not is_remark(line.text):
            yield replace(line, gap=True) if left_out else line
            left_out = False
        else:
            left_out = True


def _with_telling_gaps(lines: Iterable[Line]) -> list[Line]:
    """Where every line is a paragraph of its own, a gap tells nothing."""
    given = list(lines)
    close_by = sum(not line.gap for line in given[1:])
    if close_by * 4 >= len(given) - 1:
        return given
    return [replace(line, gap=False) for line in given]


def _begins_new(current: list[Line], line: Line) -> bool:
    seen = look(line.text)
    if (line.marker and current[0].marker) or (_is_row(line.text) and _is_row(current[0].text)):
        return True
    if seen.only_contact or seen.salutation or seen.route or (channels_asked(line.text) and not seen.head):
        return False
    first = look(current[0].text)
    reached = any(look(other.text).contacts or look(other.text).salutation for other in current)
    full = first.pieces >= 4 and first.contacts and (seen.head or line.gap)
    if full or (first.pieces >= 3 and seen.head and _is_whole(current[-1].text)):
        return True
    if line.gap:
        return reached or _addressed(current) or (seen.head and not _completes(current, line))
    person = read_person(pieces_in(seen.rest)[0])
    title = honorific_at_start(person.honorific)
    if not reached and not person.office and title and title.meaning.rank:
        return False  # "Col. Centro" in an address is a quarter, not a colonel
    return (reached or _addressed(current)) and (seen.head or (bool(person.name) and reached))


def _is_row(text: str) -> bool:
    """Whether a line is the row of a table, with a number or an e-mail address in a cell."""
    return _patterns()["cell"].search(text) is not None and any(contact.written for contact in look(text).contacts)


def _completes(current: list[Line], line: Line) -> bool:
    """Whether a line behind a gap gives the name to an office or the office to a name, with nothing said yet but it."""
    if _names_seat(line.text):
        return _is_person_yet(current)
    if len(current) > 1 or len(pieces_in(current[0].text)) > 1:
        return False
    first, then = read_person(current[0].text), read_person(pieces_in(line.text)[0])
    return (bool(first.name), bool(first.office)) == (bool(then.office), bool(then.name)) and first.name != then.name


def _is_person_yet(current: list[Line]) -> bool:
    """Whether nothing is said of an addressee but who it is: no body, no numbers."""
    heads = [tidy(pieces_in(line.text)[0]) for line in current]
    named = any(read_person(head) != Person() for head in heads)
    return named and not any(look(line.text).contacts or _names_seat(line.text) for line in current)


def _names_seat(text: str) -> bool:
    """Whether a line begins with the name of a body in which an office is held, and names nobody: "Ministry of …"."""
    piece = tidy(pieces_in(text)[0])
    bodies = find_institutions(piece)
    held = bool(bodies) and bodies[0].meaning.kind in SEATS
    return held and (not bodies[0].start or bodies[-1].end == len(piece))


def _addressed(current: list[Line]) -> bool:
    """Whether an address has come to its end: a country, or a postcode with a town."""
    last = tidy(pieces_in(current[-1].text)[-1])
    town = any(c.isdigit() for c in last) and any(c.isalpha() for c in last) and not _is_box(last)
    return len(current) > 1 and (bool(country_named(last)) or town)


def _is_box(text: str) -> bool:
    """Whether a piece is a post box and its number, which no address ends with: "PO Box 77"."""
    box = vocabulary().sets["post_boxes"].at_start(text)
    return box is not None and len(words_of(text[box.end :])) == 1


def _is_whole(text: str) -> bool:
    """Whether a stretch of text is an addressee up to the country, or to a town with its postcode."""
    pieces = pieces_in(text.rstrip(" .;,"))
    last = tidy(pieces[-1])
    town = len(pieces) > 3 and any(c.isdigit() for c in last) and country_by_town([last]) is not None
    return len(pieces) > 2 and (town or bool(country_named(last)))


def _sentence_parts(line: Line) -> Iterator[Line]:
    """A sentence with several addressees, cut before each that follows a contact or a country; else the line itself."""
    text, start = behind_label(line.text), 0
    line = replace(line, text=text)
    seen = look(text)
    contacts = [contact for contact in seen.contacts if contact.written]
    if seen.pieces < 3 or not any(c.isalpha() for c in seen.rest):
        yield line
        return
    for cut in _patterns()["cut"].finditer(text, 0, LONGEST):
        if any(contact.start < cut.end() and cut.start() < contact.end for contact in contacts):
            continue
        before = any(start <= contact.start < cut.start() for contact in contacts)
        if (before or _is_whole(text[start : cut.start()])) and look(text[cut.end() : cut.end() + 200]).head:
            yield replace(line, text=text[start : cut.start()], marker=line.marker if not start else "")
            start = cut.end()
    yield replace(line, text=text[start:], gap=line.gap or bool(start))
