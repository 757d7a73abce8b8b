"""One row of the ledger: a letter that was made, and what became of it."""

from datetime import date as Date
from typing import Annotated, Literal, Self

from pydantic import Field, StringConstraints, model_validator

from letterkit.model.appeal import Channel
from letterkit.model.record import PlainName, Record

State = Literal["written", "sent", "answered", "returned"]
STATES: tuple[State, ...] = ("written", "sent", "answered", "returned")
Digest = Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{64}$")]
"""SHA-256 of a file."""


class Entry(Record):
    """One letter by one channel. It holds names of files and people only as ids: no letter, no address."""

    appeal: PlainName = Field(description="The key of the appeal, as its letters' folder is named.")
    addressee: PlainName
    sender: PlainName
    turn: int = Field(1, ge=1, description="1 is the first letter of this sender to this addressee, 2 one after it.")
    channel: Channel
    state: State = "written"
    written: Date | None = Field(None, description="Day that stands on the letter; None: made elsewhere.")
    digest: Digest | None = None
    sent: Date | None = None
    answered: Date | None = None
    returned: Date | None = None
    remind: Date | None = Field(None, description="From this day on, a letter without an answer is due again.")

    @model_validator(mode="after")
    def _state_has_its_day(self) -> Self:
        if self.state != "written" and getattr(self, self.state) is None:
            raise ValueError(f"a letter that is {self.state} needs the day: {self.state}: 2026-05-03")
        return self

    def is_due(self, on: Date) -> bool:
        """Whether its reminder has come, and nothing was heard."""
        return self.state == "sent" and self.remind is not None and self.remind <= on
