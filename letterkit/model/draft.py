"""An e-mail that waits for the person who looks at it and sends it."""

from pydantic import Field

from letterkit.model.letter import Letter
from letterkit.model.record import Record


class Mailbox(Record):
    """A name and an e-mail address, as a mail program shows them: the name may be empty."""

    name: str = ""
    address: str


class Draft(Record):
    """A letter as an e-mail: its text, and the envelope around it."""

    letter: Letter
    whom: tuple[str, ...]
    """Lines above the salutation: for whom it is, in a mailbox that several people read."""
    sender: Mailbox | None
    """None where the sender has told no address: the mail program knows it."""
    to: tuple[Mailbox, ...] = Field(min_length=1)
    cc: tuple[Mailbox, ...] = ()
    bcc: tuple[Mailbox, ...] = ()
    key: str = Field(pattern="^[0-9a-f]{32}$")
    """The same for the same letter in every run, by which a mailbox knows what it has; it tells nothing to others."""
