"""Blocks of an address under no heading: the lines above a number that belong to somebody whom it reaches."""

from collections.abc import Sequence

from letterkit.appeals.leads import begins_with_holder, begins_with_somebody
from letterkit.appeals.lines import Line
from letterkit.appeals.looks import is_body_of_state, look, looks_addressed, names_authority
from letterkit.appeals.numbers import FAXES, contacts_in
from letterkit.appeals.salutations import take_labelled_salutation
from letterkit.appeals.vocabulary import vocabulary
from letterkit.protocol.countries import country_named
from letterkit.protocol.offices import find_offices
from letterkit.protocol.phrases import words_of

LONGEST_SIGN = 5
"""Words of a line that may end with a full stop and be no sentence."""
SHORTEST_BLOCK = 3
"""Lines above the country of an address without numbers that is known to be one."""
LONGEST_BLOCK = 8
LONGEST_OF_BLOCK = 120
"""Characters of a line of an address, apart from its numbers."""
WIDEST_SPACED = 60


def block_above(line: Line, before: Sequence[Line]) -> int:
    """How many lines belong to the block of an address that a line of contacts ends; 0 when it ends none.

    In a text whose every line is a paragraph the block goes up to the first who is named in it.
    """
    reached = any(c.written and c.kind in (*FAXES, "email") for c in contacts_in(line.text))
    if len(line.text) > LONGEST_OF_BLOCK or not (reached or (country_named(line.text) and not line.gap)):
        return 0
    block = 0
    for count, above in enumerate(reversed(before[-LONGEST_BLOCK:]), 1):
        long = len(above.text) > LONGEST_OF_BLOCK and not contacts_in(above.text)
        if long or above.marker or above.level or (line.gap and not _is_spaced(above)):
            break
        if _heads_reached(above) if reached else _heads_block(above, count):
            block = count
        if not line.gap and (block or (above.gap and not look(above.text).only_contact)):
            break
    return block


def is_listed_below_letter(line: Line, before: Sequence[Line]) -> bool:
    """Whether a line of contacts or a salutation ends the block of an authority, where a letter has ended above it.

    An issuer's own address may stand there too: only a body of a state, or a stated salutation, is sure.
    """
    if line.gap:
        return False
    above = list(reversed(before))
    block = above[: next((at for at, one in enumerate(above, 1) if one.gap), 0)]
    if not SHORTEST_BLOCK <= len(block) <= LONGEST_BLOCK:
        return False
    greeted = bool(take_labelled_salutation(line.text)[1]) and any(find_offices(one.text) for one in block)
    kinds = {contact.kind for contact in contacts_in(line.text) if contact.written}
    reached = bool(kinds & {*FAXES, "email"}) and any(is_body_of_state(one.text) for one in block)
    return greeted or reached or (bool(kinds) and begins_with_holder(block[-1].text))


def _is_spaced(line: Line) -> bool:
    """Whether a line may belong to a block whose lines are paragraphs: short, no sentence, nobody's number."""
    sentence = line.text.endswith((".", ":", "!", "?")) and len(words_of(line.text)) > LONGEST_SIGN
    reached = contacts_in(line.text) and not look(line.text).only_contact
    return line.gap and len(line.text) <= WIDEST_SPACED and not sentence and not reached


def _heads_reached(line: Line) -> bool:
    """Whether a line above numbers is somebody whom they reach: a holder, or the name of an authority and no more."""
    sentence = line.text.endswith(".") or vocabulary().says("finite", line.text)
    return (not sentence and names_authority(line.text)) or begins_with_somebody(line.text) or looks_addressed(line)


def _heads_block(line: Line, lines: int) -> bool:
    """Whether a line so many lines above a country is an office: an address without numbers begins with it."""
    offices = find_offices(line.text)
    return lines >= SHORTEST_BLOCK and bool(offices) and offices[0].start == 0
