"""``--verbose``: what letterkit does and reads, logged to stderr; and the traceback of a bug."""

import logging
import sys
from typing import Annotated, Any

import typer

MARK = "letterkit.verbose"


def _log_to_stderr(ctx: typer.Context, wanted: bool) -> bool:
    if wanted and not is_verbose(ctx):
        ctx.meta[MARK] = True
        handler = logging.StreamHandler(sys.stderr)
        handler.setFormatter(_Harmless("%(name)s: %(message)s"))
        logging.getLogger().addHandler(handler)
        logging.getLogger("letterkit").setLevel(logging.INFO)
        ctx.find_root().call_on_close(lambda: logging.getLogger().removeHandler(handler))
    return wanted


def is_verbose(ctx: Any) -> bool:
    """Whether ``-v`` was given, to the root or to the command."""
    return bool(ctx.meta.get(MARK))


class _Harmless(logging.Formatter):
    """A line of the log that can't steer a terminal: it may quote foreign text."""

    def format(self, record: logging.LogRecord) -> str:
        """The line."""
        from letterkit.cli.screen import harmless

        return harmless(super().format(record))


Verbose = Annotated[
    bool,
    typer.Option("--verbose", "-v", callback=_log_to_stderr, is_eager=True, help="Log to stderr; traceback of a bug."),
]
