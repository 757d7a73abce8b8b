"""The address block: the office in the letter's language, the appeal's own lines, one country line in the sender's."""

from letterkit.compose.wording import Wording
from letterkit.contact.postal import AddressParts, address_block, cleaned
from letterkit.errors import Mistake
from letterkit.model.appeal import Addressee
from letterkit.model.letter import Voice
from letterkit.protocol.conventions import country_line, postal_language
from letterkit.protocol.countries import country_named
from letterkit.protocol.forms import FormOfAddress


def compose_address(addressee: Addressee, voice: Voice, words: Wording, form: FormOfAddress) -> tuple[str, ...]:
    """The lines of the block, at most six, the country last and only where the letter leaves the sender's country."""
    organisation = _organisation(addressee)
    state = organisation if country_named(organisation) else ""
    office = _office(addressee, words, form)
    of_state = _of_state(state, words) if office and state else ""
    parts = AddressParts(
        name=" ".join(filter(None, (addressee.honorific, addressee.name))) if addressee.name else "",
        office=f"{office} {of_state}".strip(),
        organisation="" if of_state else organisation,
        care_of=words.care_of.format(name=addressee.care_of) if addressee.care_of else "",
        street=_street(addressee),
        country=_country(addressee, voice),
        state_phrases=_state_phrases(office, addressee, of_state),
    )
    block = address_block(parts)
    if not block:
        raise Mistake(f"{addressee.id} has neither office nor name nor address", "say who it is in the appeal file")
    return block


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
    tails = {of_state} if of_state else set()
    for line in (office, addressee.care_of or "", addressee.organisation or ""):
        at = line.find(" of the ") if " of the " in line else line.find(" of ")
        while at > 0:
            if country_named(line[at:].removeprefix(" of ").removeprefix("the ")):
                tails.add(line[at + 1 :])
                break
            at = line.find(" of ", at + 1)
    return tuple(sorted(tails))


def _street(addressee: Addressee) -> tuple[str, ...]:
    if addressee.address is None:
        return ()
    lines = [line for line in map(cleaned, addressee.address.lines) if line]
    if len(lines) > 1 and country_named(lines[-1]):
        lines.pop()
    return tuple(lines)


def _country(addressee: Addressee, voice: Voice) -> str:
    code = addressee.address.country if addressee.address else None
    if code is None or code == voice.country:
        return ""
    return country_line(code, postal_language(voice.language, voice.country))
