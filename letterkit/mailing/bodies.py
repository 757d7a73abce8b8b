"""The bodies of one mailing: each is composed once for all senders of one voice."""

from datetime import date
from functools import lru_cache

from letterkit.compose import compose_body
from letterkit.compose.holder import Holder, addressed_by
from letterkit.model.appeal import Addressee, Appeal
from letterkit.model.letter import Body, Voice

KEPT = 1_000
"""Bodies kept at a time: those of two hundred voices to five addressees. Own words make a voice of nobody else's."""


class Bodies:
    """Composes bodies for one appeal and day; the same voice gets the same body, not one that is equal."""

    def __init__(self, appeal: Appeal, on: date, holder: Holder | None = None) -> None:
        self.appeal, self._on, self._holder = appeal, on, holder
        self._addressees = {one.id: one for one in appeal.addressees}
        self._numbers = {one: number for number, one in enumerate(self._addressees, 1)}
        self._composed = lru_cache(KEPT)(self._compose)

    def number(self, addressee: Addressee) -> int:
        """The place of an addressee in the appeal, from 1."""
        return self._numbers[addressee.id]

    def body(self, addressee: Addressee, voice: Voice) -> Body:
        """The body of the letter to an addressee of this appeal; raises what ``compose_body`` raises."""
        return self._composed(addressee.id, voice)

    def _compose(self, addressee: str, voice: Voice) -> Body:
        written_to = addressed_by(self._addressees[addressee], self.appeal, self._on, self._holder)
        return compose_body(self.appeal, written_to, voice, self._on)
