"""A members' list: one sender a row, with his or her own words and choices. A bad row never stops the others."""

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from hashlib import sha256
from operator import attrgetter
from pathlib import Path

from pydantic import ValidationError

from letterkit.errors import Mistake, Problem
from letterkit.folders import file_name
from letterkit.model.finding import Finding
from letterkit.model.letter import numbers_in
from letterkit.model.record import Record
from letterkit.model.sender import Sender
from letterkit.protocol.conventions import is_language
from letterkit.records import problems_of
from letterkit.senders.addresses import address_of
from letterkit.senders.columns import NAMES, Column, Header, gender_said, known_names, language_named, read_header
from letterkit.senders.profile import country_code
from letterkit.senders.separated import HEADER_WITHIN
from letterkit.senders.table import Row, Table, read_table

REMEDIES = {
    "email": "an e-mail address has an @; leave the cell empty where there is none",
    "layout": "name a layout by letters, digits and hyphens: din5008b",
}
NAMESAKE = Problem(
    "another row has this name, and nothing tells the two apart",
    "give both an address, or a number in a column `id`",
)


class Member(Record):
    """A sender of a list, and what is his or her own in the letters."""

    row: int
    """As a spreadsheet shows it."""
    sender: Sender
    own_words: tuple[str, ...] = ()
    requests: tuple[int, ...] | None = None
    """Numbers of the chosen requests, from 1; None is as the mailing has it."""
    by_hand: bool = False
    """Whether nobody knows yet who this is: whoever comes by at a stall."""


@dataclass(frozen=True)
class Rejected:
    """A row of which no letter can be made, and why."""

    row: Row
    reason: str
    name: str = ""


def most_live_in(members: Iterable[Member]) -> str | None:
    """The country where most of them live: there their letters are posted and their faxes sent."""
    countries = Counter(member.sender.country for member in members if member.sender.country)
    return countries.most_common(1)[0][0] if countries else None


@dataclass(frozen=True)
class MembersList:
    """What a list holds. Every row below the header is a member, a repeated row, or rejected."""

    table: Table
    head: Row
    members: tuple[Member, ...]
    rejected: tuple[Rejected, ...] = ()
    repeated: tuple[Problem, ...] = ()
    """Rows that say again what one above says."""
    findings: tuple[Finding, ...] = ()

    def row(self, number: int) -> Row:
        """A row by its number."""
        return self.table.rows[bisect_left(self.table.rows, number, key=attrgetter("number"))]


def read_members(file: Path) -> MembersList:
    """The members of a CSV, XLSX or ODS file.

    Raises :class:`Mistake` for what can't be read at all, and for a list without a column of names.
    """
    table = read_table(file)
    at, header = head_of(table, file)
    if not table.rows[at + 1 :]:
        raise Mistake(Problem("there is nobody below the names of the columns", "add a row for each member", str(file)))
    read = [_read(row, header) for row in table.rows[at + 1 :]]
    told_apart = list(_told_apart([one for one in read if isinstance(one, _Read)]))
    members = tuple(one for one in told_apart if isinstance(one, Member))
    bad = [one for one in (*read, *told_apart) if isinstance(one, Rejected)]
    return MembersList(
        table,
        table.rows[at],
        members,
        tuple(sorted(bad, key=lambda one: one.row.number)),
        tuple(one for one in told_apart if isinstance(one, Problem)),
        (*table.findings, *_findings(header, members)),
    )


def head_of(table: Table, file: Path) -> tuple[int, Header]:
    """Which row names the columns, and what they hold; raises :class:`Mistake` where none is of names."""
    for at, row in enumerate(table.rows[:HEADER_WITHIN]):
        header = read_header(row.cells)
        if any(column in header.places for column in NAMES):
            return at, header
    found = ", ".join(cell for cell in table.rows[0].cells if cell)
    what = f"no column of names: the first row says {found[:200]}"
    remedy = f"call the column of names by one of these: {', '.join(known_names())}"
    raise Mistake(Problem(what, remedy, str(file), table.rows[0].number))


@dataclass(frozen=True)
class _Read:
    """A row that was understood; ``number`` is the group's own number of the member, empty where it has none."""

    row: Row
    member: Member
    number: str


def _read(row: Row, header: Header) -> _Read | Rejected:
    problems: list[Problem] = []
    found: dict[str, object] = {"name": _name(row.cells, header) or None}
    for column, read in _READERS.items():
        try:
            cell = header.cell(row.cells, column)
            found[column] = read(cell) if cell else None
        except Mistake as mistake:
            problems += mistake.problems
    requests = found.pop("requests", None)
    country = found.get("country")
    found["address"] = address_of(row.cells, header, str(country) if country else None)
    found["place"] = header.cell(row.cells, "place") or header.cell(row.cells, "town") or None
    if found["name"] is None:
        problems.insert(0, Problem("there is no name"))
        found["name"] = "-"
    try:
        sender = Sender.model_validate({field: value for field, value in found.items() if value is not None})
    except ValidationError as error:
        hints = problems_of(error, Sender, Path(), hint=lambda field, _given: REMEDIES.get(field, ""))
        problems += [replace(one, file="") for one in hints]
    if problems:
        return rejected(row, problems, _name(row.cells, header))
    note = tuple(" ".join(line.split()) for line in header.cell(row.cells, "note").splitlines() if line)
    member = Member.model_validate({"row": row.number, "sender": sender, "own_words": note, "requests": requests})
    return _Read(row, member, header.cell(row.cells, "id"))


def rejected(row: Row, problems: Iterable[Problem], name: str) -> Rejected:
    """A row with all that is wrong with it in one line, for a cell."""
    return Rejected(row, "; ".join(dict.fromkeys(map(_reason, problems))), name)


def _reason(problem: Problem) -> str:
    what = f"{problem.field}: {problem.message}" if problem.field else problem.message
    return " ".join((f"{what} ({problem.remedy})" if problem.remedy else what).split())


def _name(cells: Sequence[str], header: Header) -> str:
    first, last = header.cell(cells, "first_name"), header.cell(cells, "last_name")
    whole = header.cell(cells, "full_name") or header.cell(cells, "name")
    name = f"{first} {last}" if first and last else whole or first or last
    return " ".join(name.split())


def _language(text: str) -> str:
    code = re.split(r"[-_]", text.lower())[0]
    found = code if re.fullmatch("[a-z]{2,3}", code) and is_language(code) else language_named(text)
    if not found:
        raise Mistake(f"{text!r} is no language that we know", "use its two-letter code: en, fr, es, de")
    return found


def _requests(text: str) -> tuple[int, ...]:
    try:
        return numbers_in(text)
    except ValueError as error:
        raise Mistake(f"{text!r} does not name requests", "write their numbers: 1,3") from error


def _plain(text: str) -> str:
    return " ".join(text.split())


_READERS: dict[Column, Callable[[str], object]] = {
    "country": country_code,
    "language": _language,
    "layout": _plain,
    "gender": gender_said,
    "email": _plain,
    "phone": _plain,
    "group": _plain,
    "requests": _requests,
}


def _told_apart(read: Sequence[_Read]) -> Iterator[Member | Rejected | Problem]:
    """Members with ids by which the ledger knows them between runs.

    The group's own number, after the name, tells namesakes apart; without one the address does, but only then is it
    part of the id: whoever moves is still the same to the ledger.
    """
    whose: dict[tuple[str, str], int] = {}
    rows: dict[str, int] = {}
    names = Counter(name for name, _ in {_identity(one) for one in read if not one.number})
    for one in read:
        name, mark = _identity(one)
        key = f"{name}-{mark}" if one.number or names[name] > 1 else name
        earlier = whose.setdefault((name, mark), one.row.number)
        if earlier != one.row.number and (one.number or mark):
            yield _repeated(one, earlier)
        elif rows.setdefault(key, one.row.number) != one.row.number or key == f"{name}-":
            yield rejected(one.row, [NAMESAKE], one.member.sender.name)
        else:
            yield one.member if key == name else _known_as(one.member, key)


def _identity(one: _Read) -> tuple[str, str]:
    """The name, and the group's own number or a sum of the address; no mark where there is neither."""
    sender = one.member.sender
    if one.number:
        return file_name(sender.name), file_name(one.number)
    return file_name(sender.name), _sum_of(sender.address)


def _sum_of(address: Sequence[str]) -> str:
    told = " ".join(address).casefold()
    return sha256(told.encode()).hexdigest()[:6] if told else ""


def ids_of(row: Row, header: Header) -> frozenset[str]:
    """All ids by which the ledger may know whom a row names: the name, alone and with what tells namesakes apart."""
    country = None
    with suppress(Mistake):
        country = country_code(header.cell(row.cells, "country"))
    name, number = file_name(_name(row.cells, header)), header.cell(row.cells, "id")
    marks = (file_name(number) if number else "", _sum_of(address_of(row.cells, header, country)))
    return frozenset((name, *(f"{name}-{mark}" for mark in marks if mark)))


def _repeated(one: _Read, earlier: int) -> Problem:
    remedy = "a column `id` tells two people of one name and address apart"
    return Problem(f"the same as row {earlier}", remedy, about=f"row {one.row.number}, {one.member.sender.name}")


def _known_as(member: Member, key: str) -> Member:
    return member.model_copy(update={"sender": member.sender.model_copy(update={"id": key})})


def _findings(header: Header, members: Sequence[Member]) -> Iterator[Finding]:
    """What the secretary should know of a list, each once."""
    if header.unknown:
        yield _finding("ignored", f"columns that are passed over: {', '.join(dict.fromkeys(header.unknown))}")
    speaking = sum(bool(member.own_words) for member in members)
    if speaking:
        how_many = f"there are some in {speaking} of {len(members)}"
        yield _finding("guessed", f"the column of own words is printed in letters: {how_many}")
    if "country" not in header.places:
        yield _finding("missing", "no column `country`: letters abroad will not say from where they come")
    for member in members:
        if "," in member.sender.name:
            yield _finding("doubtful", f"row {member.row} signs as it stands there: {member.sender.name}")
    marked = [member.sender.name for member in members if member.sender.id]
    if "id" not in header.places and marked:
        message = f"told apart by their addresses, for want of a column `id`: {', '.join(dict.fromkeys(marked))}"
        yield _finding("guessed", message)


def _finding(kind: str, message: str) -> Finding:
    return Finding.model_validate({"field": "members", "kind": kind, "message": message})
