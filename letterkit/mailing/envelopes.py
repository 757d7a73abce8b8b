"""Which envelopes the letters of a mailing go into: those of one sender to one address share one."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import NamedTuple

from letterkit.compose.address import street_of
from letterkit.compose.envelope import compose_envelope
from letterkit.contact.doors import as_written, one_door_in_two_spellings
from letterkit.errors import LetterkitError, MissingHere, Problem
from letterkit.mailing.members import GroupPlan
from letterkit.mailing.plan import Dispatch, Plan
from letterkit.model.appeal import Addressee
from letterkit.model.envelope import Envelope
from letterkit.model.sender import Showing
from letterkit.protocol.offices import rank

NO_ADDRESS = "no postal address is known"


class Door(NamedTuple):
    """Where the post delivers letters."""

    shared_by: tuple[str, ...]
    """The ids of all whose letters go there in one envelope."""
    country: str | None


@dataclass
class Enveloped:
    """Letters that go into envelopes: planned = those in envelopes + skipped + rejected."""

    envelopes: list[Envelope] = field(default_factory=list)
    planned: int = 0
    skipped: Counter[Problem] = field(default_factory=Counter)
    """Why letters are left out, and how many."""
    rejected: Counter[Problem] = field(default_factory=Counter)

    @property
    def letters(self) -> int:
        """How many letters lie in the envelopes."""
        return sum(one.letters for one in self.envelopes)

    def leave_out(self, plan: Plan) -> None:
        """Counts a plan's letters, and those of them that are not made."""
        self.planned += plan.planned
        self.skipped.update(_one_for_each(plan.skipped))
        self.rejected.update(_one_for_each(plan.rejected))

    def leave_out_row(self, problem: Problem, letters: int) -> None:
        """Counts the letters of a member whose row in the list can't be read."""
        self.planned += letters
        self.rejected[problem] += letters

    def reject_unfit(self, check: Callable[[Envelope], None]) -> None:
        """Takes out the envelopes that a check refuses, each with its reason: they stop no others."""
        kept = []
        for envelope in self.envelopes:
            try:
                check(envelope)
            except MissingHere:
                raise
            except LetterkitError as error:
                self.rejected[replace(error.problems[0], about=", ".join(envelope.to))] += envelope.letters
            else:
                kept.append(envelope)
        self.envelopes = kept


def _one_for_each(problems: Iterable[Problem]) -> list[Problem]:
    """Of what is said of each addressee the first: as many as there are letters."""
    return list({problem.about: problem for problem in reversed(list(problems))}.values())


def in_envelopes(plans: Iterable[Plan], showing: Showing) -> Enveloped:
    """An envelope for each sender and address, in the order of the plans."""
    found = Enveloped()
    for plan in plans:
        found.leave_out(plan)
        found.skipped.update(_unreached(plan.dispatches))
        for together in together_by_address(plan.addressees):
            found.envelopes.append(_envelope(together, plan, showing, len(together)))
    return found


def one_for_each_address(plans: Iterable[Plan], by: Plan, showing: Showing) -> Enveloped:
    """An envelope for each address, with the letters of all plans that go there; ``by`` is the plan of who sends them.

    Its letters are not counted: they only say how the envelopes are addressed.
    """
    found, letters = Enveloped(), Counter[str]()
    for plan in plans:
        found.leave_out(plan)
        found.skipped.update(_unreached(plan.dispatches))
        letters.update(one.addressee.id for one in plan.dispatches if _street(one.addressee))
    for together in together_by_address(by.addressees):
        inside = sum(letters.pop(one.id, 0) for one in together)
        if inside:
            found.envelopes.append(_envelope(together, by, showing, inside))
    for problem in _one_for_each(by.rejected):
        found.rejected[problem] += letters.pop(problem.about, 0)
    return found


def plans_of(group: GroupPlan) -> Iterator[Plan]:
    """The plans of a list's members, one by one."""
    return (share.plan for share in group.shares())


def together_by_address(addressees: Iterable[Addressee]) -> list[tuple[Addressee, ...]]:
    """Those who are reached at one address; who has the door comes before whom it passes letters on to, then by rank.

    The same street is not enough where two institutions are named: ministries may share a house, not a mail room. Who
    has no address is in none of the groups.
    """
    groups: list[list[Addressee]] = []
    for addressee in filter(_street, addressees):
        fitting = (group for group in groups if all(_one_address(addressee, one) for one in group))
        group = next(fitting, None)
        if group is None:
            groups.append([addressee])
        else:
            group.append(addressee)
    return [tuple(sorted(group, key=_precedence)) for group in groups]


def doors_of(addressees: Iterable[Addressee]) -> dict[str, Door]:
    """Addressee's id → its door, for postage; who has no address is left out."""
    return {
        one.id: Door(tuple(other.id for other in group), street_of(one.address).country)
        for group in together_by_address(addressees)
        for one in group
    }


def _one_address(one: Addressee, other: Addressee) -> bool:
    institutions = {as_written([name]) for name in map(_institution, (one, other)) if name}
    return _street(one) == _street(other) and len(institutions) < 2


def _institution(addressee: Addressee) -> str:
    return addressee.care_of or addressee.organisation or ""


def _precedence(addressee: Addressee) -> tuple[bool, int]:
    return bool(addressee.care_of), rank(addressee.office_class)


def _street(addressee: Addressee) -> tuple[str, ...]:
    """What says whether two addresses are one; empty where none is known."""
    street = street_of(addressee.address)
    return (street.country or "", *as_written(street.lines)) if street.lines else ()


def _unreached(dispatches: Iterable[Dispatch]) -> list[Problem]:
    remedy = "add `address:` in the appeal file"
    return [Problem(NO_ADDRESS, remedy, about=one.addressee.id) for one in dispatches if not _street(one.addressee)]


def _envelope(together: Sequence[Addressee], plan: Plan, showing: Showing, letters: int) -> Envelope:
    first = next(one for one in plan.dispatches if one.addressee.id == together[0].id)
    envelope = compose_envelope(first.addressee, first.letter, plan.sender, showing)
    return envelope.model_copy(update={"to": tuple(one.id for one in together), "letters": letters})


def remarks_on_envelopes(found: Enveloped, addressees: Sequence[Addressee]) -> Iterator[str]:
    """Which letters share an envelope, and which could if one address were not spelt in two ways."""
    shared = Counter(one.to for one in found.envelopes if len(one.to) > 1)
    for ids, count in shared.items():
        number = "" if count == 1 else f" ({count} envelopes)"
        yield f"{' and '.join(ids)} share an envelope, addressed to {ids[0]}{number}."
    for at, one in enumerate(addressees):
        for other in addressees[at + 1 :]:
            if _spelt_otherwise(one, other):
                yield f"{one.id} and {other.id} seem to have one door, spelt in two ways: each has its own envelope."


def _spelt_otherwise(one: Addressee, other: Addressee) -> bool:
    first, second = street_of(one.address), street_of(other.address)
    if not first.lines or not second.lines or first.country != second.country:
        return False
    return one_door_in_two_spellings(first.lines, second.lines)
