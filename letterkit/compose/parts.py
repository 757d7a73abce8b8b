"""The sender's own parts of a letter: letterhead, return address, place and date, signature."""

from datetime import date

from letterkit.compose.wording import wording
from letterkit.model.letter import SenderParts, Voice
from letterkit.model.sender import AS_USUAL, Sender, Showing
from letterkit.protocol.conventions import country_name, written_date


def compose_parts(sender: Sender, voice: Voice, on: date, showing: Showing = AS_USUAL) -> SenderParts:
    """What the sender adds to a body; the postal address is left out entirely when withheld."""
    address = _address(sender, voice) if showing.address else ()
    contacts = (sender.phone if showing.phone else None, sender.email if showing.email else None)
    return SenderParts(
        letterhead=(sender.name, *address, *(contact for contact in contacts if contact)),
        return_address=" · ".join((sender.name, *address)) if address else "",
        place_and_date=_place_and_date(sender, voice, on),
        signature=(sender.name,),
        logo=sender.logo,
        logo_text=sender.logo_text,
    )


def parts_by_hand(voice: Voice) -> SenderParts:
    """Lines for whoever signs at a stall, with what is to be written on each."""
    words = wording(voice.language, voice.country).by_hand
    return SenderParts(
        letterhead=(words.name, words.street, words.town),
        return_address="",
        place_and_date=words.place_and_date,
        signature=(words.signature,),
        by_hand=True,
    )


def _address(sender: Sender, voice: Voice) -> tuple[str, ...]:
    country = (country_name(sender.country, voice.language),) if sender.country and sender.address else ()
    return (*sender.address, *country)


def _place_and_date(sender: Sender, voice: Voice, on: date) -> str:
    words = wording(voice.language, voice.country)
    day = written_date(on, voice.language, voice.country, first_of_month=words.first_of_month)
    place = sender.place or town_of(sender)
    return words.place_and_date.format(place=place, date=day) if place else words.date_without_place.format(date=day)


def town_of(sender: Sender) -> str:
    """The town in the sender's last address line, without its postcode; empty when that can't be told."""
    words = sender.address[-1].split(",")[0].split() if sender.address else []
    kept = [word for word in words if not any(letter.isdigit() for letter in word)]
    return " ".join(kept)
