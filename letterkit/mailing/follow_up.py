"""A second letter to those who were written to and have not answered: it refers to the first."""

from letterkit.errors import LetterkitError, MissingHere, Mistake, Problem
from letterkit.ledger import Entry
from letterkit.mailing.earlier import Earlier
from letterkit.mailing.plan import Dispatch, Plan, Wishes, choose, concerning, plan, said_once
from letterkit.model.appeal import Appeal
from letterkit.model.sender import Sender


def follow_up_plan(appeal: Appeal, sender: Sender, wishes: Wishes, earlier: Earlier) -> Plan:
    """The letters that follow up what this sender sent; whoever answered, or was sent nothing, is left out by name.

    Raises :class:`Mistake` when nobody is left.
    """
    chosen = choose(appeal, wishes.to)
    dispatches: list[Dispatch] = []
    skipped: list[Problem] = []
    rejected: list[Problem] = []
    for addressee in chosen:
        entry = earlier.latest.get((sender.key, addressee.id))
        reason = _not_due(entry)
        if entry is None or reason:
            skipped.append(Problem(reason, about=addressee.id))
            continue
        due = wishes.model_copy(update={"to": (addressee.id,), "wrote_on": entry.sent})
        try:
            dispatches += plan(appeal, sender, due).dispatches
        except MissingHere:
            raise
        except LetterkitError as error:
            rejected += concerning(addressee, error)
    if not dispatches:
        raise Mistake(said_once(rejected or skipped, of=len(chosen)))
    return Plan(appeal, sender, wishes.on, tuple(dispatches), tuple(skipped), tuple(rejected))


def _not_due(entry: Entry | None) -> str:
    if entry is None:
        return "no letter is marked as sent, so there is nothing to follow up"
    heard = {"answered": f"answered on {entry.answered}", "returned": f"the letter came back on {entry.returned}"}
    return heard.get(entry.state, "")
