"""The missions in the reader's own country, which an appeal names without an address: "the embassies of Chad there"."""

from functools import lru_cache

from letterkit.appeals.numbers import KEPT, contacts_in
from letterkit.appeals.vocabulary import vocabulary

LONGEST = 400
"""Characters of a line that is looked at; a longer one tells a story."""
FARTHEST = 80
"""Characters between the missions and the words "in your country"."""


@lru_cache(maxsize=KEPT)
def missions_in(text: str) -> str:
    """Those who represent the country where the reader lives, as printed: "embassies of Chad in your country"."""
    if len(text) > LONGEST:
        return ""
    words = vocabulary()
    for mission in words.sets["missions"].find(text):
        between = text[mission.end : mission.end + FARTHEST + LONGEST]
        there = words.sets["readers_country"].first(between)
        if there and there.start <= FARTHEST and not any(mark in between[: there.start] for mark in ".;:"):
            return "" if any(c.written for c in contacts_in(text)) else text[mission.start : mission.end + there.end]
    return ""
