"""``--watch``: does a thing again whenever one of some files changes, until it is stopped."""

import time
from collections.abc import Callable, Iterable
from pathlib import Path

import typer

from letterkit.cli import screen
from letterkit.errors import LetterkitError

PAUSE = 0.4
"""Seconds. A look at a handful of files is cheap, and works on shared drives too."""
Stamps = dict[Path, tuple[int, int] | None]


def watch(files: Callable[[], Iterable[Path]], show: Callable[[bool], None]) -> None:
    """Shows now, and again after each change; what is wrong with the files is said, and watching goes on.

    ``show`` is told whether it is not the first time. ``files`` is asked anew each time, since a folder may get more.
    Ends with code 130 when the person stops it.
    """
    try:
        seen = _stamps(files())
        _try(show, again=False)
        screen.say("Watching; Ctrl-C ends it.")
        while True:
            time.sleep(PAUSE)
            now = _stamps(files())
            if now != seen:
                seen = now
                screen.say("\nChanged:")
                _try(show, again=True)
    except KeyboardInterrupt as stopped:
        screen.say("\nStopped watching.")
        raise typer.Exit(130) from stopped


def _try(show: Callable[[bool], None], *, again: bool) -> None:
    try:
        show(again)
    except LetterkitError as error:
        screen.say("\n".join(map(str, error.problems)))


def _stamps(files: Iterable[Path]) -> Stamps:
    return {file: _stamp(file) for file in files}


def _stamp(file: Path) -> tuple[int, int] | None:
    """When a file was changed and how long it is; None while it is not there, as between two steps of an editor."""
    try:
        found = file.stat()
    except OSError:
        return None
    return found.st_mtime_ns, found.st_size
