"""The address block: the office in the letter's language, the appeal's own lines, one country line in the sender's."""

import re
from dataclasses import dataclass, replace

from letterkit.compose.form import form_for
from letterkit.compose.wording import Wording, wording
from letterkit.contact.postal import POSTCODE, AddressParts, address_block, cleaned
from letterkit.errors import Mistake
from letterkit.model.appeal import Addressee, Appeal, PostalAddress
from letterkit.model.letter import Voice
from letterkit.protocol.conventions import country_line, postal_language
from letterkit.protocol.countries import country_named, only_says_region
from letterkit.protocol.forms import FormOfAddress
from letterkit.protocol.offices import state_phrase
from letterkit.protocol.phrases import words_of


@dataclass(frozen=True)
class Street:
    """What of a postal address is printed, the country of delivery, and the lines that only repeat others."""

    lines: tuple[str, ...] = ()
    country: str | None = None
    repeats: tuple[str, ...] = ()


def compose_address(addressee: Addressee, voice: Voice, words: Wording, form: FormOfAddress) -> tuple[str, ...]:
    """The lines of the block, at most six, the country last and only where the letter leaves the sender's country."""
    block = address_block(_parts(addressee, voice, words, form))
    if not block:
        raise Mistake(f"{addressee.id} has neither office nor name nor address", "say who it is in the appeal file")
    return block


def whom_lines(addressee: Addressee, appeal: Appeal, voice: Voice) -> tuple[str, ...]:
    """Who it is for and by whom it is passed on: the lines of the block, in the letter's language, without the street.

    They stand on a cover sheet and above an e-mail. Raises :class:`Mistake` where the language has no form.
    """
    words = wording(voice.language, voice.country)
    parts = _parts(addressee, voice, words, form_for(addressee, appeal, voice))
    return address_block(replace(parts, street=(), country=""))


def _parts(addressee: Addressee, voice: Voice, words: Wording, form: FormOfAddress) -> AddressParts:
    organisation = _organisation(addressee)
    state = organisation if country_named(organisation) else ""
    office = _office(addressee, words, form)
    of_state = _of_state(state, words) if office and state else ""
    street = street_of(addressee.address)
    return AddressParts(
        name=" ".join(filter(None, (addressee.honorific, addressee.name))) if addressee.name else "",
        office=f"{office} {of_state}".strip(),
        organisation="" if of_state else organisation,
        care_of=words.care_of.format(name=addressee.care_of) if addressee.care_of else "",
        street=street.lines,
        country=_country(street.country, voice),
        state_phrases=_state_phrases(office, addressee, of_state),
    )


def _office(addressee: Addressee, words: Wording, form: FormOfAddress) -> str:
    """The appeal's own words in the letter's language; in another language, how that language names such an office."""
    if not addressee.office:
        return ""
    if addressee.language not in (None, words.language):
        return form.office_name or addressee.office
    first = addressee.office.split(maxsplit=1)[0].lower()
    if addressee.name or first in words.articles:
        return addressee.office
    return words.the_office.format(office=addressee.office)


def _organisation(addressee: Addressee) -> str:
    """The organisation, unless the office has said it."""
    named = addressee.organisation or ""
    return "" if named and named.casefold() in (addressee.office or "").casefold() else named


def _of_state(state: str, words: Wording) -> str:
    if words.of_state is None:
        return ""
    with_article = any(word in state for word in words.of_state.article_when)
    pattern = words.of_state.article if with_article and words.of_state.article else words.of_state.plain
    return pattern.format(state=state)


def _state_phrases(office: str, addressee: Addressee, of_state: str) -> tuple[str, ...]:
    """The tails that name a state, each a place where a long line may break."""
    tails = map(state_phrase, (office, addressee.care_of or "", addressee.organisation or ""))
    return tuple(sorted(filter(None, {of_state, *tails})))


def street_of(address: PostalAddress | None) -> Street:
    """The lines of a postal address as printed: cleaned, without their country line and without what they say twice."""
    lines = [line for line in map(cleaned, address.lines) if line] if address else []
    if address is None or not lines:
        return Street()
    country = address.country
    if len(lines) > 1 and (named := country_named(lines[-1])):
        country = country or named
        lines.pop()
    repeats = [line for at, line in enumerate(lines) if at and _only_repeats(line, lines[:at], country)]
    return Street(tuple(line for line in lines if line not in repeats), country, tuple(repeats))


def _only_repeats(line: str, above: list[str], country: str | None) -> bool:
    """Whether all words of a line stand in one above it, or it names a region that the post does not need.

    After "1213 Petit-Lancy 2" nobody needs "Genève"; before a line with the postcode it may be the town.
    """
    words = set(words_of(line).folded)
    if any(words <= set(words_of(other).folded) for other in above):
        return True
    town_is_said = re.match(POSTCODE, above[-1])
    return bool(town_is_said and country and only_says_region(line, country))


def _country(code: str | None, voice: Voice) -> str:
    if code is None or code == voice.country:
        return ""
    return country_line(code, postal_language(voice.language, voice.country))
