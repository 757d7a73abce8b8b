"""Finding an envelope or a sheet of labels by what is printed on its packet, however a person types it."""

import re
from collections.abc import Iterable, Mapping
from difflib import get_close_matches
from typing import TypeVar

from letterkit.errors import Mistake

Thing = TypeVar("Thing")


def named(wanted: str, things: Mapping[str, tuple[Thing, Iterable[str]]], kind: str, remedy: str) -> Thing:
    """The thing of that name or one of its other names; a miss raises :class:`Mistake` with the nearest.

    ``things`` has each by its name, with the other names it goes by; ``remedy`` says how to see all.
    """
    known = {_folded(one): name for name, (_, others) in things.items() for one in others}
    known |= {_folded(name): name for name in things}
    if found := known.get(_folded(wanted)):
        return things[found][0]
    near = get_close_matches(_folded(wanted), known, n=6, cutoff=0.5)
    near.sort(key=lambda one: sorted(one) != sorted(_folded(wanted)))  # two digits that changed places come first
    meant = ", ".join(list(dict.fromkeys(known[one] for one in near))[:3])
    raise Mistake(f"there is no {kind} {wanted!r}", f"nearest: {meant}; {remedy}" if meant else remedy)


def _folded(name: str) -> str:
    return re.sub(r"[^a-z0-9+]", "", name.lower())
