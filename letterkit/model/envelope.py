"""What goes into one envelope, and what stands on it."""

from letterkit.model.record import LanguageCode, Record


class Envelope(Record):
    """An envelope: its lines, whose it is, and the letters that lie in it."""

    address: tuple[str, ...]
    """The lines of the address block of the letter that it is addressed by."""
    return_address: tuple[str, ...] = ()
    """Empty where it is withheld or not known."""
    air_mail: str = ""
    """The mark of a letter that leaves the sender's country; empty where it does not."""
    language: LanguageCode
    """That of the letters."""
    sender: str
    """The name of who sends it."""
    sender_id: str
    """By which folders and the ledger know who sends it."""
    to: tuple[str, ...]
    """The addressees whose letters lie in it, by their ids; it is addressed to the first."""
    letters: int
    """How many letters lie in it."""

    @property
    def texts(self) -> tuple[str, ...]:
        """All lines that it shows."""
        return (*self.address, *self.return_address, *filter(None, (self.air_mail,)))
