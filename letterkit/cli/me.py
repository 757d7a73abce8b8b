"""``letterkit me``: who writes."""

from pathlib import Path
from typing import Annotated

import typer

from letterkit.cli import screen
from letterkit.cli.options import Json, Quiet, Verbose, layout_name
from letterkit.cli.writer import ask_sender
from letterkit.errors import Mistake
from letterkit.model.sender import Sender
from letterkit.senders import checked_sender, find_sender, save_profile
from letterkit.typeset.layouts import layout

app = typer.Typer(rich_markup_mode=None, add_completion=False)


@app.command()
def me(
    name: Annotated[str | None, typer.Option(help="Your name, as it stands under a letter.")] = None,
    address: Annotated[
        list[str] | None, typer.Option(metavar="LINE", help="A line of your address; give it again.")
    ] = None,
    country: Annotated[str | None, typer.Option(metavar="CODE", help="Your country: CH, DE, US.")] = None,
    language: Annotated[str | None, typer.Option(metavar="CODE", help="The language you like to write in.")] = None,
    place: Annotated[str | None, typer.Option(help="The place before the date, if it is not in the address.")] = None,
    email: Annotated[str | None, typer.Option(help="On letters only when asked for.")] = None,
    phone: Annotated[str | None, typer.Option(help="On letters only when asked for.")] = None,
    gender: Annotated[str | None, typer.Option(metavar="m|f", help="Only for closes that depend on it.")] = None,
    group: Annotated[str | None, typer.Option(help="A letter-writing group as whose member you write.")] = None,
    page: Annotated[
        str | None, typer.Option("--layout", metavar="NAME", help="Page layout, if not your country’s: sn_left.")
    ] = None,
    logo: Annotated[Path | None, typer.Option(metavar="FILE", help="A PNG or SVG for the letterhead.")] = None,
    logo_text: Annotated[str | None, typer.Option(help="What it says, for those who can't see it.")] = None,
    profile: Annotated[str, typer.Option(help="Name of the profile, for --as.")] = "me",
    json: Json = False,
    quiet: Quiet = False,
    verbose: Verbose = False,
) -> None:
    """Say who you are. Asks on a terminal, or takes flags; without either it shows what is known.

    The profile is kept in a file that only you can read.
    """
    given = {
        "name": name,
        "address": tuple(address) if address else None,
        "country": country,
        "language": language,
        "place": place,
        "email": email,
        "phone": phone,
        "gender": gender,
        "group": group,
        "layout": _existing(page),
        "logo": _checked_logo(logo) if logo else None,
        "logo_text": logo_text,
    }
    given = {field: value for field, value in given.items() if value is not None}
    now = find_sender(profile)
    if not given and (json or not screen.asks()):
        _show(now, json)
        return
    sender = (
        checked_sender({**(now.model_dump(exclude_none=True) if now else {}), **given}) if given else ask_sender(now)
    )
    path = save_profile(profile, sender)
    screen.say(f"Kept in {path}. Next: letterkit write APPEAL", quiet=quiet)


def _existing(name: str | None) -> str | None:
    """The layout of that name, where one was given; raises :class:`Mistake` with the nearest that there is."""
    if layout_name(name):
        layout(str(name))
    return name or None


def _checked_logo(file: Path) -> str:
    """Where a logo lies; raises :class:`Mistake` where it is none, before any letter is made with it."""
    from letterkit.typeset.logo import read_logo

    read_logo(file)
    return str(file.resolve())


def _show(sender: Sender | None, json: bool) -> None:
    if sender is None:
        raise Mistake(
            "nobody has said yet who writes", 'letterkit me --name "Your Name" --address "Street 1" --country CH'
        )
    if json:
        screen.data_json(sender.model_dump(mode="json"))
        return
    found = sender.model_dump(mode="json", exclude_defaults=True)
    rows = [(field, ", ".join(value) if isinstance(value, list) else str(value)) for field, value in found.items()]
    screen.table(("", ""), rows)
