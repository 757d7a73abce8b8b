"""The commands: the only place that prints, prompts, or knows Typer and Rich.

The root loads no command until one is called, so that its help is instant.
"""

import sys
from difflib import get_close_matches
from importlib import import_module
from io import TextIOWrapper
from typing import Any

import typer
from typer.core import TyperGroup

from letterkit import __version__
from letterkit.cli.verbose import Verbose, is_verbose
from letterkit.errors import LetterkitError, Problem, WrongUsage

COMMANDS = {
    "import": ("import_appeal", "Read a published appeal into an appeal file; say what was found, repaired, missing."),
    "check": ("check", "Point out everything that a careful friend would."),
    "show": ("show", "Show whom an appeal addresses, how they are reached and by which route."),
    "preview": ("preview", "Read a letter before it is written, or see all of them as pages."),
    "write": ("write", "Write the letters of an appeal: PDF, text, HTML."),
    "print": ("print_run", "Put a group's letters into one file for the printer, in order, with sheets to sign by."),
    "fax": ("fax", "Make the letters of an appeal ready to fax: one call for each number."),
    "email": ("email", "Make e-mail drafts of the letters: files, a mailbox, links."),
    "envelopes": ("envelopes", "Print envelopes for the letters of an appeal."),
    "labels": ("labels", "Print address labels for the letters of an appeal."),
    "mark": ("mark", "Say what became of letters: sent, answered, come back."),
    "ledger": ("ledger", "List the letters that were made, and what became of them."),
    "follow-up": ("follow_up", "Write a second letter to those who were written to and have not answered."),
    "report": ("report", "Tell the issuer what was done for its appeal, quoting the code; or add up what others tell."),
    "forget": ("forget", "Erase a sender everywhere."),
    "me": ("me", "Say who you are: the sender of your letters."),
    "addressees": ("addressees", "List and search the address book."),
    "forms": ("forms", "Show how an office is addressed, and on whose authority."),
    "templates": ("templates", "See what letters are made of, and copy it to make it your own."),
    "schema": ("schema", "Print the JSON Schema of the appeal file."),
    "doctor": ("doctor", "Look whether this machine has what letterkit needs."),
}
"""Command → its module in this folder, and the line that the root help says of it."""


class Commands(TyperGroup):
    """The root: knows its commands by name, loads the one that is called, and catches what goes wrong."""

    def list_commands(self, ctx: Any) -> list[str]:
        """The commands in the order in which a person meets them."""
        return list(COMMANDS)

    def get_command(self, ctx: Any, cmd_name: str) -> Any:
        """Loads one command; None when there is no such name."""
        if cmd_name not in COMMANDS:
            return None
        module = import_module(f"letterkit.cli.{COMMANDS[cmd_name][0]}")
        command = typer.main.get_command(module.app)
        command.name = cmd_name
        return command

    def resolve_command(self, ctx: Any, args: list[str]) -> Any:
        """The command that was typed; a slip or a forgotten command is answered with what was probably meant."""
        word = args[0] if args else ""
        if word and word not in COMMANDS and not word.startswith("-"):
            near = get_close_matches(word, COMMANDS, n=1)
            meant = near[0] if near else f"write {word}" if "." in word or "/" in word else "--help"
            raise WrongUsage(f"there is no command {word!r}", f"letterkit {meant}")
        return super().resolve_command(ctx, args)

    def format_commands(self, ctx: Any, formatter: Any) -> None:
        """Lists the commands without loading them."""
        with formatter.section("Commands"):
            formatter.write_dl([(name, line) for name, (_, line) in COMMANDS.items()])

    def invoke(self, ctx: Any) -> Any:
        """Runs the command; the one place where errors become messages and exit codes."""
        try:
            return super().invoke(ctx)
        except LetterkitError as error:
            _say("\n".join(map(str, error.problems)))
            raise typer.Exit(error.exit_code) from error
        except (KeyboardInterrupt, typer.Abort) as error:
            _say("\nStopped. Files that are there are whole; the same command makes the rest.")
            raise typer.Exit(130) from error
        except BrokenPipeError as error:
            sys.stderr.close()
            raise typer.Exit(0) from error
        except typer.TyperException as error:
            error.message = _cleaned(_in_plain_words(error.message))
            raise
        except typer.Exit:
            raise
        except Exception as error:
            _say_bug(error, traceback=is_verbose(ctx))
            raise typer.Exit(70) from error


MADE_PLAIN = {
    "Value error, ": "",
    "Input should be a valid integer, unable to parse string as an integer": "write a whole number",
    "Input should be": "it should be",
}
"""What Typer takes over from pydantic, and what people are told instead."""


def _in_plain_words(message: str) -> str:
    for theirs, ours in MADE_PLAIN.items():
        message = message.replace(theirs, ours, 1)
    return message


def _say(text: str) -> None:
    typer.echo(_cleaned(text), err=True)


def _cleaned(text: str) -> str:
    """Text without what would steer a terminal: messages quote what stood in a file or was typed."""
    from letterkit.cli.screen import harmless

    return harmless(text)


def _say_bug(error: Exception, *, traceback: bool) -> None:
    if traceback:
        from traceback import format_exception

        _say("".join(format_exception(error)))
    what = f"This is a bug in letterkit: {type(error).__name__}: {error}"
    _say(str(Problem(what, "please report this line, with the command you typed; --verbose shows more")))


app = typer.Typer(
    cls=Commands,
    no_args_is_help=True,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)


def _version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"letterkit {__version__}")
        raise typer.Exit


@app.callback(help="A published appeal goes in; correct, personal, signed-ready letters come out.")
def root(
    version: bool = typer.Option(False, "--version", callback=_version, is_eager=True, help="Print the version."),
    verbose: Verbose = False,
) -> None:
    """The root command itself does nothing."""


def main() -> None:
    """Where the program starts."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")
    app(prog_name="letterkit")
