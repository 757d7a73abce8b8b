"""Sentences that report back, speak of the issuer, open a letter or end the appeal."""

from letterkit.appeals.dates import is_deadline
from letterkit.appeals.headings import Opening
from letterkit.appeals.leads import speaks_of_issuer
from letterkit.appeals.letter_heads import is_subject, opens_letter
from letterkit.appeals.lines import Line
from letterkit.appeals.numbers import contacts_in
from letterkit.appeals.parts import Cut, Part
from letterkit.appeals.vocabulary import vocabulary
from letterkit.protocol.phrases import words_of

LONGEST = 400
"""Characters of such a sentence."""
SHORTEST_PROSE = 10


def by_phrase(line: Line, following: Line | None, now: Cut) -> Opening | None:
    """Sentences that report back, speak of the issuer, or end the appeal."""
    words = vocabulary()
    if len(line.text) > LONGEST or line.marker:
        return None
    listing = now.part in (Part.ADDRESSEES, Part.COPIES)
    if letter := _by_letter(line, following, listing=listing):
        return letter
    if _ends_part(line, now):
        return Part.END, None, line
    reported = words.says("reporting", line.text) or (now.part is Part.COPIES and words.opens("us", line.text))
    if reported and now.part is not Part.MODEL:
        return Part.REPORTING, None, line
    if speaks_of_issuer(line.text):
        return Part.ISSUER, None, line
    return None


def _by_letter(line: Line, following: Line | None, *, listing: bool) -> Opening | None:
    """The salutation of a model letter, or its subject under those to whom it goes."""
    if opens_letter(line.text) and (not listing or (following and _goes_on_as_letter(following.text))):
        return Part.MODEL, line, None
    return (Part.MODEL, None, line) if listing and is_subject(line.text) else None


def _goes_on_as_letter(text: str) -> bool:
    return _is_prose(text) or is_subject(text)


def _is_prose(text: str) -> bool:
    """Whether a line is running text, as under the salutation of a letter; an address is shorter."""
    ended = text.rstrip().endswith((".", ":", ";", "?", "!")) or vocabulary().says("finite", text)
    return len(words_of(text)) >= SHORTEST_PROSE and ended and not contacts_in(text)


def _ends_part(line: Line, now: Cut) -> bool:
    words = vocabulary()
    if words.sets["placeholders"].whole(line.text.partition(",")[0].rstrip(" :_.")) and now.part is not Part.FRONT:
        return True
    if words.says("closings", line.text) or (
        now.part in (Part.MODEL, Part.ADDRESSEES, Part.COPIES) and words.opens("letter_closings", line.text)
    ):
        return True
    if now.part not in (Part.ADDRESSEES, Part.COPIES) or contacts_in(line.text):
        return False
    return is_deadline(line.text) or words.sets["not_a_title"].whole(line.text) is not None
