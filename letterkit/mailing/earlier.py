"""Whom a sender has written to already, and noting what was made: between a mailing and the ledger."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path

from letterkit.errors import Problem
from letterkit.ledger import Entry, Ledger
from letterkit.mailing.manifest import NAME, Made, earlier_manifest
from letterkit.mailing.plan import Dispatch, Plan
from letterkit.model.appeal import Channel

GUARDED = ("sent", "answered")
"""States of a letter after which the same person is not written to again unasked; one that came back may be."""

BY = {Channel.POST: "by post", Channel.FAX: "by fax", Channel.EMAIL: "by e-mail"}


@dataclass(frozen=True)
class Earlier:
    """The latest letter that left, for each sender and addressee of one appeal."""

    latest: Mapping[tuple[str, str], Entry] = field(default_factory=dict)

    def to(self, sender: str, addressee: str) -> Entry | None:
        """The letter after which this sender should not write to this addressee unasked."""
        entry = self.latest.get((sender, addressee))
        return entry if entry and entry.state in GUARDED else None

    def turn(self, sender: str, addressee: str) -> int:
        """The number of the letter that would be written now: one that left keeps its own."""
        entry = self.latest.get((sender, addressee))
        return entry.turn + 1 if entry else 1


def earlier_letters(ledger: Ledger | None, appeal: str) -> Earlier:
    """What the ledger says of an appeal; nothing where there is no ledger yet."""
    if ledger is None:
        return Earlier()
    left = [entry for entry in ledger.find(appeal=appeal) if entry.state != "written"]
    left.sort(key=lambda entry: (entry.turn, entry.state in GUARDED))
    return Earlier({(entry.sender, entry.addressee): entry for entry in left})


def written_for(ledger: Ledger | None, appeal: str, folder: Path) -> dict[str, str | None]:
    """The senders of whom the ledger, or a manifest below a folder, knows letters of an appeal on paper.

    By their keys, each with the sum of the address they had then, as far as a manifest says it.
    """
    noted = ledger.find(appeal=appeal, channel=Channel.POST) if ledger else ()
    found: dict[str, str | None] = {entry.sender: None for entry in noted}
    for path in folder.glob(f"*/{NAME}"):
        told = earlier_manifest(path)
        sender = path.parent.name
        if told.get("sender_id") == sender:  # drafts and faxes lie in folders that are called otherwise
            then = told.get("sender_address_sum")
            found[sender] = then if isinstance(then, str) else None
    return found


def spared(plan: Plan, earlier: Earlier) -> Plan:
    """The plan without letters to people to whom this sender's letter was sent."""
    if not earlier.latest:
        return plan
    due: list[Dispatch] = []
    skipped = list(plan.skipped)
    for dispatch in plan.dispatches:
        sent = earlier.to(plan.sender.key, dispatch.addressee.id)
        if sent is None:
            due.append(dispatch)
        else:
            skipped.append(Problem(_left(sent), "--again writes all the same", about=dispatch.addressee.id))
    return replace(plan, dispatches=tuple(due), skipped=tuple(skipped))


def _left(sent: Entry) -> str:
    return f"a letter was sent {BY[sent.channel]} on {sent.sent}"


def entries_of(made: Iterable[Made], plan: Plan, channel: Channel, earlier: Earlier) -> list[Entry]:
    """What the ledger should note of letters that were made."""
    letters = ((plan.sender.key, one.dispatch.addressee.id, one.digest) for one in made)
    return list(noted(letters, plan.appeal.key, plan.on, channel, earlier))


def noted(
    letters: Iterable[tuple[str, str, str | None]], appeal: str, on: date, channel: Channel, earlier: Earlier
) -> Iterator[Entry]:
    """What the ledger should note of letters: the sender's key, the addressee's id and the file's sum of each."""
    for sender, addressee, digest in letters:
        yield Entry(
            appeal=appeal,
            addressee=addressee,
            sender=sender,
            turn=earlier.turn(sender, addressee),
            channel=channel,
            written=on,
            digest=digest,
        )
