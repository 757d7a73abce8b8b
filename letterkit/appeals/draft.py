"""An addressee while its pieces are being read."""

from dataclasses import dataclass, field, replace

from letterkit.appeals.names import Person
from letterkit.appeals.numbers import Contact
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
    beside: list[Person] = field(default_factory=list)
    """Others of the same office or address, named with it: "President A and Vice-President B"."""
    house_number: str = ""
    last: str = ""
    """The field that the piece before went to: a piece may continue it."""

    @property
    def reachable(self) -> bool:
        """Whether a letter, a fax, an e-mail or a call could reach it."""
        return bool(self.lines) or any(
            contact.written and contact.kind not in ("web", "telex") for contact, _ in self.contacts
        )

    def on_line(self, number: int) -> "Draft":
        """The same, read from another line."""
        return replace(
            self,
            line=number,
            lines=[*self.lines],
            contacts=[(contact, number) for contact, _ in self.contacts],
            remarks=[(kind, number, message) for kind, _, message in self.remarks],
            beside=[*self.beside],
        )

    def apart(self) -> "list[Draft]":
        """An addressee of its own for each one named with it; all have the same address and numbers."""
        return [self] + [
            replace(
                self,
                name=one.name,
                honorific=one.honorific,
                gender=one.gender,
                office=one.office or self.office,
                salutation="",
                remarks=[("guessed", self.line, "named together with the one before: the same address and numbers")],
            )
            for one in self.beside
        ]
