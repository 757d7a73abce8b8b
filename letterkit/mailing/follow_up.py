"""A second letter to those who were written to and have not answered: it refers to the first."""

from collections.abc import Sequence
from dataclasses import replace
from functools import partial

from letterkit.errors import Mistake, Problem
from letterkit.ledger import Entry
from letterkit.mailing.bodies import Bodies
from letterkit.mailing.earlier import Earlier
from letterkit.mailing.members import GroupPlan, group_plan
from letterkit.mailing.plan import Dispatch, Plan, Wishes, choose, plan_for, refuse_closed, said_once
from letterkit.model.appeal import Addressee, Appeal
from letterkit.model.sender import Sender
from letterkit.senders import MembersList


def follow_up_plan(appeal: Appeal, sender: Sender, wishes: Wishes, earlier: Earlier) -> Plan:
    """The letters that follow up what this sender sent; whoever answered, or was sent nothing, is left out by name.

    Raises :class:`Mistake` when nobody is left.
    """
    refuse_closed(appeal)
    chosen = choose(appeal, wishes.to)
    found = follow_up_for(earlier, Bodies(appeal, wishes.on, wishes.holder), chosen, sender, wishes)
    if not found.dispatches:
        raise Mistake(said_once(found.rejected or found.skipped, of=len(chosen)))
    return found


def group_follow_up(appeal: Appeal, listed: MembersList, wishes: Wishes, earlier: Earlier) -> GroupPlan:
    """The letters that follow up what each member of a list sent; raises what :func:`group_plan` raises."""
    return replace(group_plan(appeal, listed, wishes), planning=partial(follow_up_for, earlier))


def follow_up_for(
    earlier: Earlier, bodies: Bodies, chosen: Sequence[Addressee], sender: Sender, wishes: Wishes
) -> Plan:
    """The letters of one sender that follow up earlier ones, each of which names the day of its own first letter.

    Raises :class:`Mistake` for a layout that there is not.
    """
    dispatches: list[Dispatch] = []
    skipped: list[Problem] = []
    rejected: list[Problem] = []
    for addressee in chosen:
        entry = earlier.latest.get((sender.key, addressee.id))
        reason = _not_due(entry)
        if entry is None or reason:
            skipped.append(Problem(reason, about=addressee.id))
            continue
        found = plan_for(bodies, (addressee,), sender, wishes.model_copy(update={"wrote_on": entry.sent}))
        dispatches += found.dispatches
        rejected += found.rejected
    return Plan(bodies.appeal, sender, wishes.on, tuple(dispatches), tuple(skipped), tuple(rejected))


def _not_due(entry: Entry | None) -> str:
    if entry is None:
        return "no letter is marked as sent, so there is nothing to follow up"
    heard = {"answered": f"answered on {entry.answered}", "returned": f"the letter came back on {entry.returned}"}
    return heard.get(entry.state, "")
