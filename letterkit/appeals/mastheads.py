"""What stands above a headline: the name of who publishes, and its acronym written out."""

from collections.abc import Sequence

from letterkit.appeals.lines import Line, is_link
from letterkit.appeals.vocabulary import vocabulary
from letterkit.protocol.phrases import words_of

FIRST = 3
"""Lines at the head of a document that may name who publishes."""
SHORTEST_ACRONYM = 3


def in_masthead(lines: Sequence[Line], place: int) -> bool:
    """Whether a line is one of the first and begins as a body's name does, or writes out the acronym beside it."""
    text = lines[place].text
    if place >= FIRST or ":" in text or text.endswith((".", "!", "?")):
        return False
    heads = " ".join(line.text for line in lines[:FIRST] if line is not lines[place])
    acronyms = [word.strip("-–,.()") for part in heads.split() for word in part.split("-")]
    initials = "".join(word[0] for word in words_of(text).folded if len(word) > 1 and not is_link(word)).upper()
    spelled = len(initials) >= SHORTEST_ACRONYM and initials in acronyms
    return spelled or vocabulary().opens("issuers", text)
