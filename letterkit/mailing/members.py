"""The letters of a group: a plan for each member, writing them one member after the other, and the sum of it."""

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import cache, cached_property, lru_cache, partial
from pathlib import Path

from letterkit.compose import parts_by_hand
from letterkit.errors import Mistake, Problem
from letterkit.mailing.bodies import Bodies
from letterkit.mailing.earlier import Earlier, spared
from letterkit.mailing.manifest import Made, Outcome
from letterkit.mailing.plan import Plan, Wishes, about, choose, concerning, plan, plan_for, voice
from letterkit.mailing.write import set_as, would_write, write
from letterkit.model.appeal import Addressee, Appeal
from letterkit.model.letter import Body, Voice
from letterkit.model.sender import Sender
from letterkit.senders import Member, MembersList, Rejected, rejected

NOBODY = Sender(name="-")
"""Of whom nothing is known: what is wrong with his letters is wrong with everybody's."""


Planning = Callable[[Bodies, Sequence[Addressee], Sender, Wishes], Plan]
"""Plans one member's letters to those who were chosen, as :func:`plan_for` does."""


@dataclass(frozen=True)
class Share:
    """One member's letters of the mailing."""

    member: Member
    plan: Plan


@dataclass(frozen=True)
class GroupPlan:
    """The letters of all members: of the same voice they share their bodies. Plans are made one by one, when asked."""

    appeal: Appeal
    chosen: tuple[Addressee, ...]
    wishes: Wishes
    listed: MembersList
    at_fault: frozenset[str]
    """Addressees to whom nobody can write: that is no member's fault."""
    sent: Earlier
    """Letters after which a member does not write to the same addressee once more."""
    left_out: tuple[Problem, ...] = ()
    """Addressees whom no member's letter can reach by this way, each with what to do instead."""
    planning: Planning = plan_for

    @property
    def planned(self) -> int:
        """How many letters the list stands for, with those of bad and repeated rows."""
        rows = len(self.listed.members) + len(self.listed.rejected) + len(self.listed.repeated)
        return rows * (len(self.chosen) + len(self.left_out))

    def shares(self) -> Iterator[Share]:
        """Each member's letters, without those that were sent."""
        bodies = Bodies(self.appeal, self.wishes.on, self.wishes.holder)
        for member in self.listed.members:
            yield Share(member, spared(self._of(member, bodies), self.sent))

    @cached_property
    def by_hand(self) -> bool:
        """Whether nobody knows yet who signs: such letters are noted nowhere, and there is no row to be mended."""
        return any(member.by_hand for member in self.listed.members)

    def _of(self, member: Member, bodies: Bodies) -> Plan:
        try:
            wishes = own_wishes(member, self.wishes)
            found = self.planning(bodies, self.chosen, member.sender, wishes)
            return to_fill_in(found, voice(self.appeal, member.sender, wishes)) if member.by_hand else found
        except Mistake as mistake:
            wrong = tuple(problem for one in self.chosen for problem in concerning(one, mistake))
            return Plan(self.appeal, member.sender, self.wishes.on, (), rejected=wrong)


def to_fill_in(planned: Plan, of: Voice) -> Plan:
    """The letters of a plan with lines for whoever signs, and without our date: the one by hand may be another."""
    parts = parts_by_hand(of)
    letters = (
        one.letter.model_copy(update={"parts": parts, "body": _undated(one.letter.body)}) for one in planned.dispatches
    )
    pairs = zip(planned.dispatches, letters, strict=True)
    return replace(planned, dispatches=tuple(replace(one, letter=letter) for one, letter in pairs))


@lru_cache(100)
def _undated(body: Body) -> Body:
    return body.model_copy(update={"continuation": body.address[0]})


def group_plan(appeal: Appeal, listed: MembersList, wishes: Wishes, sent: Earlier | None = None) -> GroupPlan:
    """What the members of a list are to write; raises :class:`Mistake` for what no member could write."""
    at_fault = frozenset(about(plan(appeal, NOBODY, wishes).rejected))
    return GroupPlan(appeal, choose(appeal, wishes.to), wishes, listed, at_fault, sent or Earlier())


def own_wishes(member: Member, wishes: Wishes) -> Wishes:
    """The wishes of a mailing with what is the member's own: an option that was typed wins, a setting does not."""
    sender = member.sender
    return wishes.model_copy(
        update={
            "usual_language": None if sender.language else wishes.usual_language,
            "usual_layout": None if sender.layout else wishes.usual_layout,
            "requests": member.requests or wishes.requests,
            "own_words": (*wishes.own_words, *member.own_words),
        }
    )


@dataclass
class Total:
    """What became of a group's letters: planned = written + skipped + rejected."""

    group: GroupPlan
    written: int = 0
    stood: int = 0
    """Of those written: how many an earlier run had made."""
    skipped: int = 0
    rejected: int = 0
    rejects: list[Rejected] = field(default_factory=list)
    """Rows of which no letter could be made."""
    problems: Counter[Problem] = field(default_factory=Counter)
    """What was wrong with single letters, and with how many."""

    def __post_init__(self) -> None:
        """Before the first letter bad rows are rejected; repeated ones are skipped, and whom nobody can reach."""
        listed, unreached = self.group.listed, len(self.group.left_out)
        letters = len(self.group.chosen) + unreached
        self.rejects += listed.rejected
        self.rejected += len(listed.rejected) * letters
        self.skipped += len(listed.repeated) * letters + len(listed.members) * unreached

    @property
    def planned(self) -> int:
        """How many letters the list stands for."""
        return self.group.planned

    def add(self, share: Share, outcome: Outcome) -> None:
        """Adds what became of one member's letters."""
        self.stood += sum(one.stood for one in outcome.written)
        self.count(share.member, len(outcome.written), outcome.skipped, outcome.rejected)

    def count(self, member: Member, written: int, skipped: Sequence[Problem], refused: Sequence[Problem]) -> None:
        """Adds the letters of a member: how many were made, which were left out, which can't be made."""
        self.written += written
        self.skipped += len(about(skipped))
        self.rejected += len(about(refused))
        own = [replace(one, about="") for one in refused if one.about not in self.group.at_fault]
        if own and not written and not self.group.by_hand:
            row = self.group.listed.row(member.row)
            self.rejects.append(rejected(row, own, member.sender.name))
        else:
            self.problems.update(refused)


Tell = Callable[[Plan, Made | None], None]
"""Hears of each letter as soon as its files are there, with the plan it belongs to; None of one that can't be made."""


def write_group(
    group: GroupPlan, folder: Path, formats: tuple[str, ...], tell: Tell
) -> Iterator[tuple[Share, Outcome]]:
    """Writes the letters of one member after the other, each into a folder of his or her own with its manifest."""
    setting = cache(set_as) if group.by_hand else set_as  # letters to be filled in are all the same
    for share in group.shares():
        yield share, write(share.plan, folder / share.member.sender.key, formats, partial(tell, share.plan), setting)


def would_write_group(group: GroupPlan, folder: Path, formats: tuple[str, ...]) -> Iterator[tuple[Share, Outcome]]:
    """What :func:`write_group` would make; writes nothing."""
    for share in group.shares():
        yield share, would_write(share.plan, folder / share.member.sender.key, formats)
