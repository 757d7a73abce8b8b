"""An addressee while its pieces are being read, and the channels that the appeal asks to use."""

from dataclasses import dataclass, field

from letterkit.appeals.numbers import Contact
from letterkit.appeals.vocabulary import vocabulary
from letterkit.model.appeal import Channel
from letterkit.model.finding import Kind
from letterkit.model.record import Gender

TITLES = frozenset(["military_officer", "religious_leader_christian", "religious_leader_other"])
"""The office classes of ranks and dignities, which stand before a name like a courtesy title."""


@dataclass
class Draft:
    """An addressee while its pieces are being read."""

    line: int
    name: str = ""
    honorific: str = ""
    gender: Gender | None = None
    office: str = ""
    organisation: str = ""
    care_of: str = ""
    lines: list[str] = field(default_factory=list)
    country: str | None = None
    salutation: str = ""
    contacts: list[tuple[Contact, int]] = field(default_factory=list)
    remarks: list[tuple[Kind, int, str]] = field(default_factory=list)
    channels: tuple[Channel, ...] = ()
    house_number: str = ""
    last: str = ""
    """The field that the piece before went to: a piece may continue it."""

    @property
    def reachable(self) -> bool:
        """Whether a letter, a fax, an e-mail or a call could reach it."""
        return bool(self.lines) or any(
            contact.written and contact.kind not in ("web", "telex") for contact, _ in self.contacts
        )


def channels_asked(text: str) -> tuple[Channel, ...]:
    """The channels to which a line restricts letters: "fax only", "please do not send letters"; empty: any."""
    only = vocabulary().only_channel.first(text)
    if only:
        return (Channel(only.meaning),)
    excluded = vocabulary().no_channel.first(text)
    return tuple(channel for channel in Channel if channel != excluded.meaning) if excluded else ()
