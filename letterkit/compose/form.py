"""How the letter of one voice addresses one addressee."""

from letterkit.model.appeal import Addressee, Appeal
from letterkit.model.letter import Voice
from letterkit.protocol.family_names import family_name
from letterkit.protocol.forms import FormOfAddress, Reader, Writer, form_of_address


def form_for(addressee: Addressee, appeal: Appeal, voice: Voice) -> FormOfAddress:
    """The form of address: the sender's salutation wins, then the appeal's in the letter's language, then the office's.

    Raises :class:`Mistake` where the language has no form for the office.
    """
    return form_of_address(
        addressee.office_class,
        voice.language,
        Reader(
            gender=addressee.gender,
            office=addressee.office,
            name=addressee.name,
            family_name=_family_name(addressee, appeal),
        ),
        Writer(country=voice.country, gender=voice.gender),
        stated=voice.salutation or _stated(addressee, voice),
    )


def _stated(addressee: Addressee, voice: Voice) -> str | None:
    """The salutation that the appeal states, where it is in the letter's language."""
    return addressee.salutation if addressee.language in (None, voice.language) else None


def _family_name(addressee: Addressee, appeal: Appeal) -> str | None:
    """The holder may be at home in the country of the case, or where letters reach the office."""
    where = addressee.address.country if addressee.address else None
    return family_name(addressee.name, filter(None, (appeal.country, where))) if addressee.name else None
