"""Whether a piece of an address is the name of a body: a ministry, a board, a party with a number in its name."""

from letterkit.appeals.draft import Draft
from letterkit.appeals.pieces import Piece
from letterkit.appeals.vocabulary import vocabulary
from letterkit.protocol.countries import country_named
from letterkit.protocol.offices import find_institutions, find_offices
from letterkit.protocol.phrases import words_of

SHORTEST_BODY = 3
"""Words of the name of a body that has a number in it."""


def is_body(text: str) -> bool:
    """Whether a text may name a body: a known kind of institution, or a name in capitals; "or to" is none."""
    if country_named(text):
        return False
    return bool(find_institutions(text)) or any(word[0].isupper() for word in text.split()[1:]) or text[:2].isupper()


def heads_as_body(draft: Draft, piece: Piece) -> bool:
    """Whether a line that begins an address is a body with a number in its name: "Bündnis 90 im Landtag Beispiel"."""
    named = draft.name or draft.office or draft.organisation or draft.lines or draft.care_of
    words = [word for word in piece.text.split() if word[0].isalpha()]
    numbered = any(c.isdigit() for c in piece.text) and piece.text[0].isalpha()
    if named or not numbered or not piece.alone or piece.final or len(words) < SHORTEST_BODY:
        return False
    return piece.text[-1].isalpha() and not vocabulary().says("places", piece.text) and not find_offices(piece.text)


def ends_as_body(text: str) -> bool:
    """Whether a piece is a body by its last word: "Attorney General's Department", but not "President of the Board"."""
    words, offices = words_of(text), find_offices(text)
    behind = words_of(text[offices[0].end :]).folded[:1] if offices and not offices[0].start else ()
    held = bool(behind) and behind[0] in vocabulary().single["joining"]
    return len(words) > 1 and not held and vocabulary().sets["body_endings"].whole(words[-1].folded) is not None


def is_office_of(text: str) -> bool:
    """Whether a piece is the body that somebody heads: "Prosecutor General's Office of Exampleland"."""
    offices = find_offices(text)
    body = vocabulary().sets["body_endings"].at_start(text[offices[-1].end + 2 :].lstrip()) if offices else None
    return bool(body) and text[offices[-1].end : offices[-1].end + 2] in ("'s", "’s")


def is_post(text: str) -> bool:
    """Whether a piece is a post that begins with a body's kind: "chef de groupe", "college president"."""
    bodies, offices = find_institutions(text), find_offices(text)
    joined = bool(bodies and offices) and not text[bodies[0].end : offices[0].start].strip()
    return vocabulary().opens("posts", text) or (joined and text[:1].islower())
