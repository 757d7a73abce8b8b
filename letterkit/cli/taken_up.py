"""What is said when a run takes up one that was stopped in the same folder."""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager, nullcontext
from pathlib import Path
from typing import Literal

from letterkit.cli import screen
from letterkit.mailing.manifest import NAME as MANIFEST
from letterkit.mailing.unfinished import NAME, NAME_OF_NEW, Basis, changes, left_by_it, until_finished

Part = Literal["", "--only", "--new"]
"""The option by which a run makes only some of the letters; empty where it makes all."""
MOST_NAMED = 20
"""Rows, letters and files that are named one by one."""


@contextmanager
def taken_up(folder: Path, now: Basis, *, part: Part = "", quiet: bool) -> Iterator[list[Path]]:
    """Says what has changed since a run was stopped there, and in the end what of it is no part of this one.

    Gives the list that takes the files which this run makes. A run of some of the letters is no end of one of all that
    was stopped; one of new members leaves a note of its own.
    """
    note, made = folder / NAME, list[Path]()
    if part:
        with nullcontext(()) if part == "--only" else until_finished(folder / NAME_OF_NEW, now) as changed:
            say_changed(
                dict.fromkeys((*changes(note, now), *changed)), f"the same without {part} makes them all anew", quiet
            )
            yield made
        return
    with until_finished(note, now) as changed:
        say_changed(changed, "what would be another letter now is made anew", quiet)
        yield made
        left = left_by_it(note, {*made, *(path.with_name(MANIFEST) for path in made)}) if changed else []
    if left:
        lines = some([str(path) for path in left], "more")
        screen.say("\n  ".join(("Left by the run that was stopped, and no part of this one:", *lines)), quiet=quiet)
        screen.say("Throw these away, unless somebody is to sign them all the same.", quiet=quiet)


def say_changed(changed: Iterable[str], consequence: str, quiet: bool) -> None:
    """Says what has changed since a run was stopped, and what follows; nothing where nothing has."""
    *others, last = changed or ("",)
    what = f"{', '.join(others)} and {last}" if others else last
    have = "have" if others or last.startswith(("the templates", "the options")) else "has"
    screen.say(f"A run was stopped here, and {what} {have} changed since: {consequence}.", quiet=quiet or not last)


def some(lines: Sequence[str], more: str) -> list[str]:
    """The first of many lines, and how many there are besides."""
    rest = len(lines) - MOST_NAMED
    return list(lines) if rest <= 0 else [*lines[:MOST_NAMED], f"… and {rest} {more}"]
