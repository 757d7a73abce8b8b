"""The channels to which an appeal restricts letters: "fax only", "please do not send letters to the prison"."""

import re
from functools import cache
from typing import NamedTuple

from letterkit.appeals.vocabulary import vocabulary
from letterkit.model.appeal import Channel


class Asked(NamedTuple):
    """What a line asks for."""

    channels: tuple[Channel, ...]
    """Those that are left."""
    of: str
    """Of whom it is said; empty: of the addressee with which it stands, or of all."""


def channels_asked(text: str) -> Asked | None:
    """The channels to which a line restricts letters; None when it speaks of none."""
    only, excluded = vocabulary().only_channel.first(text), vocabulary().no_channel.first(text)
    if found := only or excluded:
        left = tuple(channel for channel in Channel if (channel == found.meaning) == bool(only))
        whom = _whom().match(text, found.end)
        return Asked(left, whom[1].strip() if whom else "")
    return None


@cache
def _whom() -> re.Pattern[str]:
    return re.compile(rf"\s(?:{vocabulary().one_of('to')})\s([^.;,:()]{{2,80}})")
