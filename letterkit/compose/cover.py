"""The cover sheet of a fax: to whom, at which number, from whom, about what; never the code of the appeal."""

from letterkit.compose.address import whom_lines
from letterkit.compose.wording import CoverWords, wording
from letterkit.model.appeal import Addressee, Appeal
from letterkit.model.letter import Letter, Voice
from letterkit.model.record import LanguageCode, Record


class Cover(Record):
    """What a cover sheet says; how many pages follow is known when they are laid out."""

    language: LanguageCode
    words: CoverWords
    addressees: tuple[tuple[str, ...], ...]
    """The lines of each, in the order of the letters behind the sheet."""
    number: str
    """In international form, as it is dialled."""
    sender: tuple[str, ...]
    place_and_date: str
    subject: str
    passed_on: bool
    """Whether somebody else than the addressee stands at the machine."""


def compose_cover(
    appeal: Appeal,
    to: tuple[tuple[Addressee, Letter], ...],
    voice: Voice,
    number: str,
    telephone: str | None,
) -> Cover:
    """The sheet before these letters, by which a missing page can be missed.

    ``telephone`` is where the sender can be told so, where the letterhead does not say it.
    """
    words = wording(voice.language, voice.country)
    first = to[0][1]
    letterhead = first.parts.letterhead
    return Cover(
        language=voice.language,
        words=words.fax,
        addressees=tuple(whom_lines(addressee, appeal, voice) for addressee, _ in to),
        number=number,
        sender=(*letterhead, *(line for line in (telephone,) if line and line not in letterhead)),
        place_and_date=first.parts.place_and_date,
        subject=first.body.subject,
        passed_on=len(to) > 1 or any(addressee.care_of for addressee, _ in to),
    )
