"""Members of a list for whom no letter of an appeal was written yet."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from hashlib import sha256

from letterkit.folders import file_name
from letterkit.model.sender import Sender
from letterkit.senders.members import Member, MembersList


@dataclass(frozen=True)
class Newcomers:
    """A list with only those who are new, how many had letters before, and what is to be said of some of these."""

    listed: MembersList
    before: int
    remarks: tuple[str, ...]


def newcomers(listed: MembersList, written: Mapping[str, str | None]) -> Newcomers:
    """Who of a list is new: not by the keys of senders for whom letters were ``written``.

    With each key goes what :func:`address_sum` was then, None where nobody knows. Whoever has moved is not new. A name
    that stands on the list more than once now, and had letters when it stood there once, may be either of the two: the
    addresses decide, and where the earlier one is not known neither is new, which is said.
    """
    new: list[Member] = []
    remarks: list[str] = []
    for member in listed.members:
        earlier = _earlier(member, written)
        if earlier is None:
            new.append(member)
        else:
            remarks += _remarks(member, earlier, written)
    kept = replace(listed, members=tuple(new), repeated=())
    return Newcomers(kept, len(listed.members) - len(new), tuple(remarks))


def address_sum(sender: Sender) -> str:
    """A sum of a sender's address, by which a move is noticed."""
    return sha256(repr((sender.address, sender.country)).encode()).hexdigest()


def _earlier(member: Member, written: Mapping[str, str | None]) -> str | None:
    """The key by which a member had letters: the own one, or the plain name from when nobody shared it."""
    sender = member.sender
    if sender.key in written:
        return sender.key
    name = file_name(sender.name)
    return name if name in written and written[name] in (None, address_sum(sender)) else None


def _remarks(member: Member, earlier: str, written: Mapping[str, str | None]) -> Iterator[str]:
    sender, then = member.sender, written[earlier]
    if earlier != sender.key and then is None:
        yield f"row {member.row}: letters were written for one {sender.name}, and nobody knows whether for this one."
    elif then not in (None, address_sum(sender)):
        yield f"row {member.row}: {sender.name} has another address now; letters were written with the old one."
