"""The channels to which an appeal restricts letters: "fax only", "please do not send letters to the prison"."""

import re
from functools import cache, lru_cache
from typing import NamedTuple

from letterkit.appeals.dates import LONGEST_DATE, date_in
from letterkit.appeals.numbers import KEPT
from letterkit.appeals.vocabulary import vocabulary
from letterkit.model.appeal import Channel


class Asked(NamedTuple):
    """What a line asks for."""

    channels: tuple[Channel, ...]
    """Those that are left."""
    of: str
    """Of whom it is said; empty: of the addressee with which it stands, or of all."""


@lru_cache(maxsize=KEPT)
def channels_asked(text: str) -> Asked | None:
    """The channels to which a line restricts letters; None when it speaks of none, as "no letters after 3 May 2009"."""
    only, excluded = vocabulary().only_channel.first(text), vocabulary().no_channel.first(text)
    if (found := only or excluded) and not (found is excluded and date_in(text[found.end : found.end + LONGEST_DATE])):
        left = tuple(channel for channel in Channel if (channel == found.meaning) == bool(only))
        whom = _whom().match(text, found.end)
        return Asked(left, whom[1].strip() if whom else "")
    return None


@cache
def _whom() -> re.Pattern[str]:
    return re.compile(rf"\s(?:{vocabulary().one_of('to')})\s([^.;,:()]{{2,80}})")
