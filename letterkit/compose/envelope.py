"""The envelope of a letter: the letter's own address block, the return address, the mark of what flies."""

from letterkit.compose.address import street_of
from letterkit.contact.postal import air_mail_mark
from letterkit.model.appeal import Addressee
from letterkit.model.envelope import Envelope
from letterkit.model.letter import Letter
from letterkit.model.sender import AS_USUAL, Sender, Showing
from letterkit.protocol.conventions import country_line, languages_spoken, postal_language


def compose_envelope(addressee: Addressee, letter: Letter, sender: Sender, showing: Showing = AS_USUAL) -> Envelope:
    """The envelope of one letter; nothing on it tells the sender's address where that is withheld.

    It flies where the country of delivery and the sender's are known and not the same.
    """
    there, language = street_of(addressee.address).country, letter.body.language
    flies = bool(there and sender.country and there != sender.country)
    return Envelope(
        address=letter.body.address,
        return_address=_return_address(sender, language, abroad=flies) if showing.address else (),
        air_mail=_air_mail(sender.country, language) if flies and sender.country else "",
        language=language,
        sender=sender.name,
        sender_id=sender.key,
        to=(addressee.id,),
        letters=1,
    )


def _return_address(sender: Sender, language: str, *, abroad: bool) -> tuple[str, ...]:
    if not sender.address:
        return ()
    if not abroad or not sender.country:
        return (sender.name, *sender.address)
    return (sender.name, *sender.address, country_line(sender.country, postal_language(language, sender.country)))


def _air_mail(country: str, language: str) -> str:
    spoken = languages_spoken(country)
    own = [one for one in (language, "fr") if one in spoken]  # of several languages, that of all posts
    return air_mail_mark((*own, *spoken))
