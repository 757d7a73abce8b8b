"""Several messages in one file, in the form that Thunderbird and Unix mail programs import (RFC 4155)."""

from collections.abc import Iterable

SEPARATOR = b"From - Thu Jan  1 00:00:00 1970\n"
"""The time is no time: a message that was never sent has none."""


def mbox(messages: Iterable[bytes]) -> bytes:
    """The messages one after another. They must have no line that begins with ``From ``, which would begin another."""
    return b"".join(SEPARATOR + message.replace(b"\r\n", b"\n") + b"\n" for message in messages)
