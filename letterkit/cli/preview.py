"""``letterkit preview``: read a letter before it is written, or see all of them as pages."""

from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Annotated

import typer

from letterkit.appeals.open import open_appeal
from letterkit.cli import screen
from letterkit.cli.options import AppealArgument, AppealNumber, Asked, Json, Quiet, Verbose
from letterkit.cli.spread import spread
from letterkit.cli.writer import sender_of
from letterkit.errors import LetterkitError, Mistake, WrongUsage
from letterkit.export.text import letter_text
from letterkit.folders import config_folder
from letterkit.mailing import Plan, plan
from letterkit.review.findings import unseen
from letterkit.senders import find_sender, sender_file
from letterkit.settings import HERE, read_settings
from letterkit.styles import own_paths

app = typer.Typer(rich_markup_mode=None, add_completion=False)


@app.command()
@spread
def preview(
    appeal: AppealArgument,
    asked: Asked,
    addressee: Annotated[
        str | None, typer.Argument(metavar="ADDRESSEE", help="Default: the first; with --open, --png all.")
    ] = None,
    number: AppealNumber = None,
    in_browser: Annotated[bool, typer.Option("--open", help="Show the letters as pages, in the browser.")] = False,
    png: Annotated[bool, typer.Option("--png", help="Write each page as a picture.")] = False,
    output: Annotated[
        Path | None, typer.Option("--output", "-o", metavar="DIR", help="Where these go; FILE.html for the page.")
    ] = None,
    watched: Annotated[bool, typer.Option("--watch", help="Show it again whenever a file changes.")] = False,
    json: Json = False,
    quiet: Quiet = False,
    verbose: Verbose = False,
) -> None:
    """Read a letter before it is written, or see all of them as pages. Nothing is changed."""
    if output and not (in_browser or png):
        raise WrongUsage("-o is for pages", "add --open or --png; letters to post are made by letterkit write")
    page = output if output and output.suffix in (".html", ".htm") else None
    if page and png:
        raise WrongUsage(f"pictures don't go into {page}", "name a folder with -o")

    def show(again: bool) -> None:
        settings = asked.settings()
        reading = open_appeal(appeal, appeal_number=number)
        wanted = asked.wishes(settings, to=(addressee,) if addressee else ())
        mailing = plan(reading.appeal, sender_of(asked.sender or settings.sender, keep=False), wanted)
        if not (in_browser or png):
            _read(mailing, appeal, asked, json=json, quiet=quiet)
            return
        from letterkit.cli.pages import Pages, show_pages

        target = Pages(appeal, output, in_browser, png, watched, again)
        show_pages(target, reading, mailing, wanted, json=json, quiet=quiet)

    if watched:
        from letterkit.cli.watching import watch

        _refuse_what_can_not_be_watched(appeal, asked)
        watch(lambda: _files(appeal, asked), show)
    else:
        show(False)


def _read(mailing: Plan, appeal: str, asked: Asked, *, json: bool, quiet: bool) -> None:
    letter = mailing.dispatches[0].letter
    if json:
        screen.data_json(letter.model_dump(mode="json"))
        return
    screen.reading_matter(letter_text(letter).rstrip("\n"))
    screen.remark(unseen(letter.body.language), quiet=quiet)
    typed = "".join(f" {word}" for word in asked.typed())
    screen.say(f"\nNext: letterkit write {appeal} --to {letter.addressee}{typed}", quiet=quiet)


def _refuse_what_can_not_be_watched(appeal: str, asked: Asked) -> None:
    if appeal == "-" or "://" in appeal:
        raise WrongUsage("--watch needs files that can change", f"letterkit import {appeal} -o appeal.yaml makes one")
    if find_sender(asked.sender or asked.settings().sender) is None:
        raise Mistake("nobody has said yet who writes", "letterkit me asks you")


def _files(appeal: str, asked: Asked) -> Iterator[Path]:
    """Everything that a letter is made of and that a person edits."""
    yield from (Path(appeal), config_folder() / "config.toml", Path(HERE), *own_paths())
    with suppress(LetterkitError):  # what is wrong with a profile is said when letters are made from it
        profile = sender_file(asked.sender or read_settings().sender)
        yield profile
        sender = find_sender(str(profile)) if profile.is_file() else None
        if sender and sender.logo:
            yield Path(sender.logo)
