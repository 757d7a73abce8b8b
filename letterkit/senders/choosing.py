"""Choosing members of a list by words of their names or numbers."""

from collections.abc import Sequence
from dataclasses import replace
from difflib import get_close_matches

from letterkit.errors import Mistake
from letterkit.folders import file_name
from letterkit.senders.members import MembersList


def chosen(listed: MembersList, wanted: Sequence[str]) -> MembersList:
    """The list with only those whose name or number has one of the words; a miss names the nearest."""
    if not wanted:
        return listed
    words = {word: f"-{file_name(word)}-" for word in wanted}
    names = {f"-{file_name(name)}-": name for name in (*_names(listed), *(one.name for one in listed.rejected))}
    keys = {f"-{one.sender.key}-" for one in listed.members}
    for word, part in words.items():
        if not any(part in name for name in (*names, *keys)):
            near = get_close_matches(part, names, n=3, cutoff=0.0)
            raise Mistake(f"nobody on the list is called {word!r}", f"nearest: {', '.join(names[one] for one in near)}")

    def means(*marks: str) -> bool:
        return any(part in f"-{mark}-" for part in words.values() for mark in marks)

    return replace(
        listed,
        members=tuple(one for one in listed.members if means(file_name(one.sender.name), one.sender.key)),
        rejected=tuple(one for one in listed.rejected if means(file_name(one.name))),
        repeated=(),
    )


def _names(listed: MembersList) -> list[str]:
    return [one.sender.name for one in listed.members]
