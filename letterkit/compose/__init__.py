"""Appeal × Addressee × Sender → Letter. Pure: no files written, no clock, no network."""

from datetime import date

from letterkit.compose.body import compose_body
from letterkit.compose.parts import compose_parts, parts_by_hand
from letterkit.model.appeal import Addressee, Appeal
from letterkit.model.letter import Letter, Voice
from letterkit.model.sender import AS_USUAL, Sender, Showing

__all__ = ["compose", "compose_body", "compose_parts", "parts_by_hand"]


def compose(
    appeal: Appeal, addressee: Addressee, sender: Sender, voice: Voice, on: date, showing: Showing = AS_USUAL
) -> Letter:
    """The whole letter of one sender to one addressee, dated ``on``."""
    body = compose_body(appeal, addressee, voice, on)
    return Letter(addressee=addressee.id, body=body, parts=compose_parts(sender, voice, on, showing))
