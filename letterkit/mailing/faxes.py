"""Which faxes a mailing consists of: one for each machine. A letter is never dropped silently."""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Literal

from letterkit.compose.cover import Cover, compose_cover
from letterkit.compose.holder import addressed_by
from letterkit.contact.fax import FaxMachine, doubt, fax_machine, refuse_unfit
from letterkit.contact.routes import nearest, route_groups
from letterkit.errors import Mistake, Problem
from letterkit.export.fax_files import Drawing
from letterkit.mailing.earlier import Earlier, spared
from letterkit.mailing.plan import Dispatch, Plan, Wishes, choose, plan, voice
from letterkit.model.appeal import Addressee
from letterkit.model.finding import Reading
from letterkit.model.record import FaxNumber, Record
from letterkit.model.sender import Sender
from letterkit.protocol.offices import rank

CoverChoice = Literal["always", "auto", "never"]
SameNumber = Literal["together", "separate"]


class FaxWishes(Record):
    """What a person asked of faxes, beyond what they asked of letters."""

    cover: CoverChoice = "always"
    """``auto`` is a sheet only where somebody has to pass letters on."""
    same_number: SameNumber = "together"
    numbers: Mapping[str, FaxNumber] = {}
    """Addressee's id → the number that a person gave for it; it is not doubted."""
    telephone: str | None = None
    """Where the reader of a fax can say that a page is missing."""
    source: str = ""
    """The appeal's file, as the person named it: for what is said of its lines."""


class Transmission(Record):
    """How the faxes of a folder are drawn and sent."""

    drawing: Drawing = Drawing()
    telephone: str | None = None
    station_id: str = ""
    gateway: str | None = None
    proof: bool = False


@dataclass(frozen=True)
class Fax:
    """One call: the machine, and the letters that go to it, by rank of their addressees."""

    machine: FaxMachine
    dispatches: tuple[Dispatch, ...]
    cover: Cover | None
    dialled: str
    warnings: tuple[str, ...] = ()

    @property
    def order(self) -> int:
        """Its place in the mailing: the number of the first of its letters."""
        return min(dispatch.number for dispatch in self.dispatches)

    @property
    def stem(self) -> str:
        """The name of its files without their ending: the order, what to dial, the first addressee."""
        dialled = re.sub(r"[^0-9a-z]", "", self.dialled.replace("#", "sub"))
        return f"{self.order:02}-{dialled}-{self.dispatches[0].addressee.id}"


@dataclass(frozen=True)
class FaxPlan:
    """The faxes of a mailing, who gets none and why, and what should be known of each."""

    mailing: Plan
    faxes: tuple[Fax, ...]
    skipped: tuple[Problem, ...] = ()
    rejected: tuple[Problem, ...] = ()
    source: str = ""

    @property
    def letters(self) -> int:
        """How many letters the faxes carry."""
        return sum(len(fax.dispatches) for fax in self.faxes)


@dataclass(frozen=True)
class _Reached:
    """An addressee with the machine that its letter goes to, if there is one, and what is wrong with its numbers."""

    addressee: Addressee
    machine: FaxMachine | None
    problems: tuple[Problem, ...]
    warnings: tuple[str, ...] = ()


@dataclass(frozen=True)
class Reach:
    """At which machines the addressees of an appeal are reached, whoever writes to them; by their ids."""

    reading: Reading
    machines: Mapping[str, FaxMachine]
    problems: tuple[Problem, ...]
    """What is wrong with numbers; also with those of addressees who are reached by another one."""
    warnings: Mapping[str, tuple[str, ...]]

    @property
    def unreached(self) -> tuple[Problem, ...]:
        """Why no fax can go to the others."""
        return tuple(one for one in self.problems if one.about not in self.machines)


def plan_faxes(
    reading: Reading, sender: Sender, wishes: Wishes, how: FaxWishes, earlier: Earlier | None = None
) -> FaxPlan:
    """The faxes that are due, without letters that were sent ``earlier``.

    Raises :class:`Mistake` when nobody has a number that a fax can go to.
    """

    def due(to: tuple[str, ...]) -> Plan:
        mailing = plan(reading.appeal, sender, wishes.model_copy(update={"to": to}))
        return spared(mailing, earlier) if earlier else mailing

    return faxes_of(reading, wishes, how, due)


def faxes_of(reading: Reading, wishes: Wishes, how: FaxWishes, due: Callable[[tuple[str, ...]], Plan]) -> FaxPlan:
    """The faxes that carry the letters which ``due`` gives for those, by id, who have a fax number."""
    reach = reached_by_fax(reading, wishes, how)
    mailing = due(tuple(reach.machines))
    return fax_plan(reach, replace(mailing, rejected=(*reach.problems, *mailing.rejected)), wishes, how)


def reached_by_fax(reading: Reading, wishes: Wishes, how: FaxWishes) -> Reach:
    """Who is reached at which machine; raises :class:`Mistake` when nobody is."""
    reached = [_reached(one, reading, how) for one in choose(reading.appeal, wishes.to)]
    problems = tuple(problem for one in reached for problem in one.problems)
    machines = {one.addressee.id: one.machine for one in reached if one.machine}
    if not machines:
        raise Mistake(problems)
    return Reach(reading, machines, problems, {one.addressee.id: one.warnings for one in reached})


def fax_plan(reach: Reach, mailing: Plan, wishes: Wishes, how: FaxWishes) -> FaxPlan:
    """The faxes that carry the letters of a mailing, all of which go to machines that are known."""
    groups, same_person = _grouped(mailing, reach.machines, how)
    faxes = []
    for group in groups:
        machine = reach.machines[group[0].addressee.id]
        warnings = (line for one in group for line in reach.warnings[one.addressee.id])
        said = dict.fromkeys((*_shared(group, machine, reach.reading), *warnings))
        faxes.append(replace(_fax(machine, group, mailing, wishes, how), warnings=tuple(said)))
    in_order = tuple(sorted(faxes, key=lambda fax: fax.order))
    return FaxPlan(mailing, in_order, (*mailing.skipped, *same_person), mailing.rejected, how.source)


def _reached(addressee: Addressee, reading: Reading, how: FaxWishes) -> _Reached:
    if given := how.numbers.get(addressee.id):
        return _Reached(addressee, fax_machine(given), ())
    country = addressee.address.country if addressee.address else None
    problems = [problem for problem in reading.unusable if problem.about == addressee.id]
    said = tuple(_said_of(addressee, reading))
    for number in addressee.faxes:
        machine = fax_machine(number)
        try:
            refuse_unfit(machine, country)
        except Mistake as mistake:
            located = [_located(problem, addressee, number, reading) for problem in mistake.problems]
            problems += [replace(problem, file=how.source) for problem in located]
        else:
            others = [fax_machine(one).shown for one in addressee.faxes if one != number]
            also = (f"{addressee.id} has another number too: {', '.join(others)}",) if others else ()
            doubts = (one for one in (doubt(machine),) if one)
            return _Reached(addressee, machine, tuple(problems), (*said, *doubts, *also))
    return _Reached(addressee, None, tuple(problems) or (_without_number(addressee, said),))


def _without_number(addressee: Addressee, said: tuple[str, ...]) -> Problem:
    what = "; ".join(("no fax number is known", *said))
    remedy = f"letterkit write … --to {addressee.id} makes it a letter, --number {addressee.id}=+41… gives a number"
    return Problem(what, remedy, about=addressee.id)


def _located(problem: Problem, addressee: Addressee, number: FaxNumber, reading: Reading) -> Problem:
    """A number that no fax can go to: as it was written, where, and how to say that it is right all the same."""
    written = spelled(addressee, number, reading)
    as_shown = written in (None, number, fax_machine(number).shown)
    what = problem.message if as_shown else f"{written!r}: {problem.message}"
    remedy = f"{problem.remedy}; --number {addressee.id}=+41… gives another one, or says that this one is right"
    return Problem(what, remedy, line=line_of_fax(addressee, reading), field="faxes", about=addressee.id)


def spelled(addressee: Addressee, number: FaxNumber, reading: Reading) -> str | None:
    """A number as the source writes it."""
    at = reading.appeal.addressees.index(addressee)
    return reading.spelled.get(f"addressees[{at}].faxes {number}")


def line_of_fax(addressee: Addressee, reading: Reading) -> int | None:
    """The line of the source on which the first of somebody's numbers stands."""
    at = reading.appeal.addressees.index(addressee)
    lines = reading.lines
    return lines.get(f"addressees[{at}].faxes[0]") or lines.get(f"addressees[{at}].faxes")


def _said_of(addressee: Addressee, reading: Reading) -> Iterator[str]:
    """What reading the source gave occasion to say of somebody's numbers, but for whom they share them with."""
    field = f"addressees[{reading.appeal.addressees.index(addressee)}].faxes"
    for finding in reading.findings:
        if finding.field.startswith(field) and not re.search(r"addressees\[\d+\]", finding.message):
            yield finding.message


def _grouped(
    mailing: Plan, machines: Mapping[str, FaxMachine], how: FaxWishes
) -> tuple[list[tuple[Dispatch, ...]], list[Problem]]:
    """The letters of each call, by rank; and those left out because the same person has one in that call already."""
    calls: dict[str, list[Dispatch]] = {}
    for dispatch in mailing.dispatches:
        addressee = dispatch.addressee
        apart = addressee.id if how.same_number == "separate" else ""
        calls.setdefault(f"{machines[addressee.id].number} {apart}", []).append(dispatch)
    groups: list[tuple[Dispatch, ...]] = []
    left_out: list[Problem] = []
    for call in calls.values():
        people = route_groups(dispatch.addressee for dispatch in call)
        kept = {nearest(person, mailing.sender.country).id for person in people}
        groups.append(tuple(sorted((one for one in call if one.addressee.id in kept), key=_precedence)))
        left_out += [
            Problem("the same person has a letter at the same number already", about=one.addressee.id)
            for one in call
            if one.addressee.id not in kept
        ]
    return groups, left_out


def _precedence(dispatch: Dispatch) -> tuple[int, int]:
    return rank(dispatch.addressee.office_class), dispatch.number


def _fax(
    machine: FaxMachine,
    dispatches: tuple[Dispatch, ...],
    mailing: Plan,
    wishes: Wishes,
    how: FaxWishes,
) -> Fax:
    appeal, sender = mailing.appeal, mailing.sender
    to = tuple((addressed_by(one.addressee, appeal, wishes.on, wishes.holder), one.letter) for one in dispatches)
    cover = compose_cover(appeal, to, voice(appeal, sender, wishes), machine.shown, how.telephone)
    covered = how.cover == "always" or (how.cover == "auto" and cover.passed_on)
    return Fax(machine, dispatches, cover if covered else None, machine.dialled_from(sender.country))


def _shared(group: tuple[Dispatch, ...], machine: FaxMachine, reading: Reading) -> Iterator[str]:
    """Who shares a number, on which lines it is written, and that it is called once."""
    if len(group) > 1:
        found = sorted(line for one in group if (line := line_of_fax(one.addressee, reading)))
        where = f" (lines {' and '.join(map(str, found))})" if found else ""
        ids = " and ".join(one.addressee.id for one in group)
        yield f"{ids} share {machine.shown}{where}: one fax with {len(group)} letters"
