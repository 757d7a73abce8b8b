"""What lies in front of a print run: the sheet that says what is in it, and the sheets that say who signs what."""

from datetime import date
from typing import Literal

from letterkit.model.postage import BothWays
from letterkit.model.record import PlainName, Record

Collation = Literal["sender", "addressee"]


class AddresseeSum(Record):
    """One addressee's letters of the run."""

    addressee: str
    """The id, as commands know it."""
    shown: str
    """Name or office, on one line."""
    letters: int
    sheets: int


class SenderSum(Record):
    """One sender's letters of the run."""

    sender: str
    letters: int
    sheets: int
    lie: tuple[int, int] | None = None
    """The numbers of the first and last sheet, the one to sign by included, where they lie together."""


class LeftOut(Record):
    """Letters that are not in the run, and why."""

    why: str
    letters: int


class Printing(Record):
    """How the run is to be printed."""

    duplex: bool
    collated_by: Collation = "sender"
    paper_sheets: int
    """All sheets to lay into the printer, this one and those to sign by included."""
    files: tuple[str, ...] = ()
    """The names of the files, where there are several."""


class RunSheet(Record):
    """The sheet in front of a run: planned = letters + skipped + rejected."""

    appeal: str
    """The title of the appeal."""
    on: date
    layout: PlainName
    planned: int
    letters: int
    pages: int
    sheets: int
    """Of the letters alone."""
    grams: float
    """Of the letters alone, without envelopes."""
    printing: Printing
    addressees: tuple[AddresseeSum, ...]
    senders: tuple[SenderSum, ...]
    """The first of them are enough: more than are listed are counted by ``sender_count``."""
    sender_count: int
    set_by: dict[str, int] = {}
    """A way of setting letters → how many were set so."""
    skipped: tuple[LeftOut, ...] = ()
    rejected: tuple[LeftOut, ...] = ()
    postage: BothWays | None = None


class LetterToSign(Record):
    """A letter on a sender's list."""

    shown: str
    """The addressee's name or office, on one line."""
    organisation: str = ""
    pages: int


class SignSheet(Record):
    """The sheet in front of one sender's letters. But for the name it is the same for all who sign the same letters."""

    sender: str
    layout: PlainName
    letters: tuple[LetterToSign, ...]
