"""What is said when a run takes up one that was stopped in the same folder."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager, nullcontext
from pathlib import Path

from letterkit.cli import screen
from letterkit.mailing.manifest import NAME as MANIFEST
from letterkit.mailing.unfinished import NAME, Basis, changes, left_by_it, until_finished

MOST_NAMED = 20
"""Rows, letters and files that are named one by one."""


@contextmanager
def taken_up(folder: Path, now: Basis, *, part: bool = False, quiet: bool) -> Iterator[list[Path]]:
    """Says what has changed since a run was stopped there, and in the end what of it is no part of this one.

    Gives the list that takes the files which this run makes. ``part``: only some of the letters are asked for; that is
    no end of the run that was stopped.
    """
    note, made = folder / NAME, list[Path]()
    with nullcontext(changes(note, now)) if part else until_finished(note, now) as changed:
        if changed:
            screen.say(_changed(changed), quiet=quiet)
        yield made
        left = left_by_it(note, {*made, *(path.with_name(MANIFEST) for path in made)}) if changed and not part else []
    if left:
        lines = some([str(path) for path in left], "more")
        screen.say("\n  ".join(("Left by the run that was stopped, and no part of this one:", *lines)), quiet=quiet)
        screen.say("Throw these away, unless somebody is to sign them all the same.", quiet=quiet)


def _changed(changed: Sequence[str]) -> str:
    what = " and ".join(filter(None, (", ".join(changed[:-1]), changed[-1])))
    have = "have" if len(changed) > 1 or not changed[0].startswith("the appeal") else "has"
    return f"A run was stopped here, and {what} {have} changed since: what would be another letter now is made anew."


def some(lines: Sequence[str], more: str) -> list[str]:
    """The first of many lines, and how many there are besides."""
    rest = len(lines) - MOST_NAMED
    return list(lines) if rest <= 0 else [*lines[:MOST_NAMED], f"… and {rest} {more}"]
