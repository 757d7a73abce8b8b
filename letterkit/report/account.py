"""The account of one ledger: who was written to, by how many, how and when, and what came back."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date as Date
from typing import Literal

from pydantic import Field

from letterkit.errors import Mistake
from letterkit.ledger import Entry
from letterkit.model.appeal import Addressee, Appeal, Channel
from letterkit.model.record import CountryCode, LanguageCode, PlainName, Record, Text


class Done(Record):
    """The letters to one addressee by one channel. ``senders`` are people, ``letters`` may be more."""

    addressee: PlainName
    who: Text = Field(description="Name and office, or the organisation, as the appeal has them.")
    channel: Channel
    letters: int = Field(ge=1)
    senders: int = Field(ge=1)
    first: Date
    last: Date
    answered: int = Field(0, ge=0)
    returned: int = Field(0, ge=0)


class AppealNamed(Record):
    """Which appeal it was, by the code that its issuer asks to have quoted."""

    key: PlainName
    code: Text | None = None
    title: Text | None = None


class Account(Record):
    """What came of an appeal, as one ledger knows it. ``source`` tells that ledger from others, and nothing else."""

    format: Literal[1] = 1
    source: PlainName
    on: Date
    country: CountryCode | None = Field(None, description="Where the one who reports lives.")
    language: LanguageCode
    appeal: AppealNamed
    senders: int = Field(ge=1)
    done: tuple[Done, ...] = Field(min_length=1)
    names: tuple[Text, ...] = Field((), description="The senders, where they want to be named.")

    @property
    def letters(self) -> int:
        """All letters that were sent."""
        return sum(one.letters for one in self.done)

    @property
    def answered(self) -> int:
        """All letters that were answered."""
        return sum(one.answered for one in self.done)


def account_of(appeal: Appeal, entries: Iterable[Entry], source: str, on: Date) -> Account:
    """The account of an appeal, of nobody's name; raises :class:`Mistake` when no letter is said to be sent.

    ``source`` tells one ledger from another, ``on`` is the day of the account.
    """
    noted = list(entries)
    sent = [entry for entry in noted if entry.sent]
    if not sent:
        what = f"{len(noted)} written, none of them marked as sent" if noted else "no letter is noted"
        raise Mistake(f"there is nothing to report: {what}", f"letterkit mark {appeal.key} --all --sent post")
    known = {addressee.id: addressee for addressee in appeal.addressees}
    return Account(
        source=source,
        on=on,
        language=appeal.language,
        appeal=AppealNamed(key=appeal.key, code=appeal.code, title=appeal.title),
        senders=len({entry.sender for entry in sent}),
        done=tuple(_done(known, group) for group in _by_addressee_and_channel(sent, list(known))),
    )


def _by_addressee_and_channel(sent: list[Entry], order: list[str]) -> list[list[Entry]]:
    """Groups of one addressee and channel, in the order of the appeal; whom it does not name comes last."""

    def place(way: tuple[str, Channel]) -> tuple[int, str, Channel]:
        return (order.index(way[0]) if way[0] in order else len(order), *way)

    ways = sorted({(entry.addressee, entry.channel) for entry in sent}, key=place)
    return [[entry for entry in sent if (entry.addressee, entry.channel) == way] for way in ways]


def _done(known: Mapping[str, Addressee], group: Sequence[Entry]) -> Done:
    days = [entry.sent for entry in group if entry.sent]
    one = group[0]
    return Done(
        addressee=one.addressee,
        who=_who(known.get(one.addressee), one.addressee),
        channel=one.channel,
        letters=len(group),
        senders=len({entry.sender for entry in group}),
        first=min(days),
        last=max(days),
        answered=sum(entry.answered is not None for entry in group),
        returned=sum(entry.returned is not None for entry in group),
    )


def _who(addressee: Addressee | None, key: str) -> str:
    """Whom the issuer will recognise: office and organisation, or the name; of a stranger the id alone."""
    if addressee is None:
        return key
    parts = (addressee.office or addressee.name, addressee.organisation, addressee.care_of)
    return ", ".join(dict.fromkeys(part for part in parts if part)) or key
