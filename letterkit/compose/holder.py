"""Whether a letter names the person or only the office: an old appeal names people who may have left it."""

import re
from datetime import date
from typing import Literal

from letterkit.model.appeal import Addressee, Appeal

Holder = Literal["name", "office"]


def addressed_by(addressee: Addressee, appeal: Appeal, on: date, choice: Holder | None = None) -> Addressee:
    """The addressee as it is written to: without the holder's name where the appeal is older than twelve months.

    With the name goes what was known of that person: the courtesy title, and the gender it showed.
    """
    by = choice or ("office" if appeal.may_name_former_holders(on) else "name")
    if by == "name" or not addressee.office:
        return addressee
    gone = {"name": None, "honorific": None, "gender": None}
    if _names_the_holder(addressee.salutation, addressee.name):
        gone["salutation"] = None
    return addressee.model_copy(update=gone)


def _names_the_holder(salutation: str | None, name: str | None) -> bool:
    """Whether a stated salutation speaks to the person (``Dear Mr. Zhang``) rather than to the office."""
    said = set(re.findall(r"\w{2,}", (salutation or "").casefold()))
    return any(word in said for word in re.findall(r"\w{2,}", (name or "").casefold()))
