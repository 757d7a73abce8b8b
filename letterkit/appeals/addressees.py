"""One addressee as published, read piece by piece: name, office, organisation, route, address, contacts."""

from collections.abc import Sequence

from letterkit.appeals.bodies import ends_as_body, heads_as_body, is_body, is_office_of, is_post
from letterkit.appeals.dates import is_dateline
from letterkit.appeals.draft import TITLES, Draft
from letterkit.appeals.entries import Entry
from letterkit.appeals.lines import Line
from letterkit.appeals.missions import missions_in
from letterkit.appeals.names import Person, is_courtesy, read_person, tidy
from letterkit.appeals.numbers import Contact
from letterkit.appeals.pieces import Piece, pieces_of, together, with_whole_names, without_article
from letterkit.appeals.places import country_by_town, ends_line_before, is_house_number, is_place
from letterkit.appeals.salutations import salutation_in
from letterkit.appeals.vocabulary import vocabulary
from letterkit.protocol.countries import country_named
from letterkit.protocol.offices import find_institutions, find_offices, find_routes, honorific_at_start
from letterkit.protocol.phrases import words_of


def read_addressee(
    entry: Entry, language: str, *, nameless: bool = False, contacts: Sequence[Contact] = ()
) -> Draft | None:
    """Reads the lines of one addressee; None when they name nobody.

    ``language`` is that of the appeal; ``nameless`` takes an address that stands for itself, as copies may;
    ``contacts`` are ways to reach the addressee that stand elsewhere.
    """
    number = entry.lines[0].number if entry.lines else 0
    draft = Draft(line=number, contacts=[(contact, number) for contact in contacts])
    if len(entry.lines) == 1 and (missions := missions_in(entry.lines[0].text)):
        if not nameless:
            return None
        draft.office = missions
        draft.remarks.append(("missing", number, "an address where the reader lives: look it up"))
        return draft
    for piece in with_whole_names(pieces_of(_undated(entry.lines), draft)):
        _place(draft, piece, language)
    _settle(draft, entry.heading, language)
    draft.salutation, others = salutation_in(language, draft.salutation)
    if others:
        draft.remarks.append(("guessed", draft.line, f"of the salutations given the first: {draft.salutation}"))
    named = draft.name or draft.office or (is_body(draft.organisation) and draft.reachable)
    return draft if named or (nameless and any(contact.written for contact, _ in draft.contacts)) else None


def _settle(draft: Draft, heading: str, language: str) -> None:
    """What can be told when all pieces are read: whom the heading names, the country of the town."""
    if draft.house_number:
        draft.lines.append(draft.house_number)
    if not (draft.name or draft.office or draft.organisation) and draft.reachable:
        _read_heading(draft, heading, language)
    if draft.lines and not draft.country:
        draft.country = country_by_town(draft.lines)


def _undated(lines: Sequence[Line]) -> tuple[Line, ...]:
    """The lines without the date of a letter, which stands above or below the address in its head."""
    return tuple(line for line in lines if not is_dateline(line.text)) or tuple(lines)


def _read_heading(draft: Draft, heading: str, language: str) -> None:
    if heading:
        person = read_person(heading, language)
        draft.office, draft.name, draft.honorific = person.office, person.name, person.honorific
        draft.organisation = "" if person.office or person.name else heading


def _place(draft: Draft, piece: Piece, language: str) -> None:
    """Decides what a piece is; the order of the questions is the order in which addresses are written."""
    for take in (_take_courtesy, _take_route, _take_country, _take_number, _take_together, _take_continuation):
        if take(draft, piece):
            return
    text = _without_label(piece.text)
    in_address = (
        draft.lines or draft.care_of or (is_place(text) and not (heads_as_body(draft, piece) or ends_as_body(text)))
    )
    if in_address and not _late_holder(draft, text):
        _add_line(draft, text)
        return
    institutions = find_institutions(text)
    offices = find_offices(text, language)
    person = read_person(text, language)
    leads = institutions and (not offices or institutions[0].start < offices[0].start) and not person.honorific
    leads = is_office_of(text) or (leads and not is_post(text))
    if (leads or ends_as_body(text)) and not (person.organisation and person.office):
        _take_organisation(draft, text)
    elif not _take_person(draft, person, piece):
        if text.isupper() and piece.alone and not draft.office and not piece.final and draft.line == piece.line:
            draft.office, draft.last = text, "office"  # Amnesty's German sections set what somebody is in capitals
        elif draft.organisation or draft.office or draft.name:
            _add_line(draft, text)
        else:
            _take_organisation(draft, text)


def _late_holder(draft: Draft, text: str) -> bool:
    """A holder behind the names of bodies: "Kommission, Vertretung in Deutschland, Leiter: Dr. Sabathil"."""
    if draft.care_of or any(is_place(line) for line in draft.lines):
        return False
    person = read_person(text)
    post = vocabulary().opens("posts", text) and not draft.office
    return bool(post or (not draft.name and person.name and (person.office or person.honorific)))


def _has_title(text: str) -> bool:
    return bool(read_person(text).honorific)


def _without_label(text: str) -> str:
    """A piece without "Address:" before it; a second postal address keeps its label."""
    label = vocabulary().labels.at_start(text)
    after = text[label.end :].lstrip() if label else ""
    return (
        tidy(after[1:])
        if label and label.meaning == "post" and after.startswith(":") and len(words_of(after)) > 1
        else text
    )


def _take_route(draft: Draft, piece: Piece) -> bool:
    routes = [route for route in find_routes(piece.text) if not piece.text[: route.start].strip()]
    if not routes:
        return False
    rest = without_article(tidy(piece.text[routes[0].end :]))
    if routes[0].meaning == "attention":
        if not rest:
            return True  # who it is stands on the next line
        if draft.name and not (draft.office or draft.honorific or draft.organisation):
            draft.organisation, draft.name = draft.name, ""  # "Muster Shipbuilding, attn. Ada Muster"
        return _take_person(draft, read_person(rest), piece)
    if is_place(rest) or not rest:  # Italian "via Roma 5" is a street
        return False
    draft.care_of, draft.last = rest, "care_of"
    return True


def _take_courtesy(draft: Draft, piece: Piece) -> bool:
    """A courtesy title on a line of its own, above the name: "Excelentísimo Señor", "Herrn"."""
    if not is_courtesy(piece.text) or not piece.alone or piece.final or draft.name or draft.lines:
        return False
    title = honorific_at_start(piece.text)
    draft.honorific = f"{draft.honorific} {piece.text}".strip()
    draft.gender = draft.gender or (title.meaning.gender if title else None)
    return True


def _take_country(draft: Draft, piece: Piece) -> bool:
    country = country_named(piece.text)
    if not country:
        return False
    if not (draft.lines or draft.care_of or piece.final) and not draft.organisation:
        draft.organisation, draft.last = piece.text, "organisation"
        return True
    if draft.house_number:
        _add_line(draft, "")
    draft.lines.append(piece.text)
    draft.country = country
    return True


def _take_number(draft: Draft, piece: Piece) -> bool:
    """A bare number is a house number before a street, or a postcode after a town."""
    if draft.lines and piece.glue == ", " and ends_line_before(piece.text):
        draft.lines[-1] += ", " + piece.text
        return True
    if is_house_number(piece.text) and not draft.house_number:
        draft.house_number, draft.last = piece.text, ""
        return True
    return False


def _take_continuation(draft: Draft, piece: Piece) -> bool:
    """A piece that goes on with the office or organisation before it: "des finances et de l'industrie"."""
    institutions = find_institutions(piece.text)
    if draft.last not in ("office", "organisation") or draft.lines or is_place(piece.text) or piece.glue == "\n\n":
        return False
    if institutions and institutions[0].start == 0:
        return False
    words = piece.text.split()
    lower = words[0][0].islower() and words[0] not in vocabulary().small["before_names"] and not _has_title(piece.text)
    joined = (
        piece.glue == ", " and {"&", *vocabulary().small["conjunctions"]} & set(words) and not find_offices(piece.text)
    )
    if not lower and not joined:
        return False
    glue = " " if piece.glue == "\n" else piece.glue
    setattr(draft, draft.last, getattr(draft, draft.last) + glue + piece.text)
    return True


def _take_together(draft: Draft, piece: Piece) -> bool:
    persons = [] if draft.name or draft.lines else together(piece.text)
    if persons:
        _take_person(draft, persons[0], piece)
        draft.beside = persons[1:]
    return bool(persons)


def _take_organisation(draft: Draft, text: str) -> None:
    if draft.organisation and not country_named(draft.organisation):
        _add_line(draft, text)
        return
    body, _, inside = text.removesuffix(")").partition(" (")
    if body and not draft.name and (person := read_person(inside)).honorific:  # "Regional Office (Ms Ada Muster)"
        draft.name, draft.honorific, draft.gender, text = person.name, person.honorific, person.gender, body
    draft.organisation, draft.last = text, "organisation"


def _take_person(draft: Draft, person: Person, piece: Piece) -> bool:
    if not (person.office or person.name):
        return False
    if draft.name and draft.office and _same_in_other_words(draft.office, person.office):
        _add_line(draft, piece.text)
        return True
    _take_titles(draft, person)
    draft.last = ""
    if person.office:
        _take_office(draft, person.office)
    if person.name:
        _take_name(draft, person.name)
        draft.last = draft.last if piece.text.endswith(person.office) else ""
    if person.organisation:
        _take_organisation(draft, person.organisation)
    if person.title_split_off:
        _note_title(draft, person, piece.line)
    return True


def _take_titles(draft: Draft, person: Person) -> None:
    if not (draft.name or draft.office) and country_named(draft.organisation):
        draft.organisation = ""  # a label above the name
    if person.honorific and not draft.name:
        draft.honorific = f"{draft.honorific} {person.honorific}".strip()
    draft.gender = draft.gender or person.gender


def _note_title(draft: Draft, person: Person, line: int) -> None:
    missing = f"a comma is missing between {person.title_split_off!r} and {person.organisation!r}; read as two parts"
    draft.remarks.append(("repaired", line, missing))


def _take_name(draft: Draft, name: str) -> None:
    if draft.name:
        _add_line(draft, name)
    else:
        draft.name = name


def _take_office(draft: Draft, office: str) -> None:
    """A second office joins the first; the same one in another language goes on the envelope; a rank is a title."""
    had, has = ({at.office.office_class for at in find_offices(text)} for text in (draft.office, office))
    if draft.office.isupper() and len(draft.office) <= 4:  # "MP" after a name is no office to write to
        draft.office = ""
    elif draft.office and _is_title(office, has):
        draft.honorific = f"{draft.honorific} {office}".strip()
        return
    elif _is_title(draft.office, had):
        draft.honorific, draft.office, had = f"{draft.honorific} {draft.office}".strip(), "", set()
    if not draft.office or not had & has:
        draft.office = f"{draft.office}, {office}" if draft.office else office
        draft.last = "office"
    elif len(words_of(office)) > 1 and office != draft.office:
        _add_line(draft, office)


def _same_in_other_words(office: str, other: str) -> bool:
    """Whether an office behind a name is in another language than the one before it: "Kapolda Papua"."""
    ours, theirs = ({at.office.language for at in find_offices(text)} for text in (office, other))
    return bool(ours and theirs) and not ours & theirs and len(words_of(other)) < 4


def _is_title(office: str, classes: set[str]) -> bool:
    """A rank or a dignity: "Major General", "Ayatollah"; but "Leader of the Islamic Republic" is an office."""
    return bool(classes) and classes <= TITLES and (classes == {"military_officer"} or len(words_of(office)) == 1)


def _add_line(draft: Draft, text: str) -> None:
    if draft.house_number:
        text, draft.house_number = f"{draft.house_number}, {text}".rstrip(", "), ""
    draft.lines.append(text)
    draft.last = "address"
