"""Settings: a flag wins over ``LETTERKIT_*``, that over ``letterkit.toml`` here, that over the user's own file."""

import logging
import os
import tomllib
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from letterkit.errors import Mistake, Problem
from letterkit.folders import config_folder
from letterkit.model.mail_account import MailAccount
from letterkit.model.record import LanguageCode, PlainName, Record
from letterkit.records import problems_of

HERE = "letterkit.toml"
DEFAULT_PROFILE = "me"
NOT_FROM_HERE = {
    "templates": "take it out; --templates, LETTERKIT_TEMPLATES or config.toml in your settings folder name yours",
    "accounts": "take it out; accounts lie in config.toml in your settings folder",
    "tariff": "take it out; --tariff, LETTERKIT_TARIFF or config.toml in your settings folder name yours",
    "ledger": "take it out; LETTERKIT_LEDGER or config.toml in your settings folder may name one",
}
"""What a folder may never set, since it may be somebody else's, with what to do instead."""
REMEDIES = {
    "language": "use the two-letter code of ISO 639, in small letters: en, fr",
    "layout": "use the name of a layout: din5008b, sn_right, us_10",
}
log = logging.getLogger(__name__)


class Settings(Record):
    """What a person may set once instead of typing it each time."""

    sender: str = DEFAULT_PROFILE
    """The profile that writes when ``--as`` is not given."""
    language: LanguageCode | None = None
    """A wish: letters are in it where the appeal gives its requests in it."""
    layout: PlainName | None = None
    templates: str | None = None
    """A folder of one's own that says how letters read and look."""
    tariff: str | None = None
    """A file with one's own table of postage."""
    output: str = "letters"
    format: str = "pdf"
    accounts: Mapping[PlainName, MailAccount] = {}
    """Mailboxes that drafts may be put into, by the names a person gives them."""
    ledger: str | None = None
    """A file, or a database that an office shares; the user's own file when it is not set."""


def read_settings(here: Path | None = None) -> Settings:
    """The settings in force; raises :class:`Mistake` naming file and field."""
    own, there = config_folder() / "config.toml", (here or Path.cwd()) / HERE
    found = _beside(_from_file(own), own) | _harmless(_from_file(there), there)
    return Settings(**(found | _from_environment(os.environ)))


def read_toml(file: Path) -> dict[str, Any]:
    """What a TOML file holds; raises :class:`Mistake` when it can't be read."""
    try:
        return tomllib.loads(file.read_text(encoding="utf-8"))
    except tomllib.TOMLDecodeError as error:
        remedy = 'text stands between quotation marks: name = "Ada Muster"'
        raise Mistake(Problem(f"this is not valid TOML: {error}", remedy, str(file))) from error
    except UnicodeDecodeError as error:
        raise Mistake(Problem("this is not UTF-8 text", "save the file as UTF-8", str(file))) from error
    except OSError as error:
        reason = (error.strerror or "can't be read").lower()
        raise Mistake(Problem(f"can't read it: {reason}", "check the name", str(file))) from error


def _from_file(file: Path) -> dict[str, Any]:
    if not file.is_file():
        return {}
    log.info("settings from %s", file)
    found = read_toml(file)
    refused = [name for name in NOT_FROM_HERE if name in found and file.name == HERE]
    if refused:
        what = "a folder may not set this: it may be someone else's"
        raise Mistake(Problem(what, NOT_FROM_HERE[name], str(file), field=name) for name in refused)
    try:
        Settings(**found)
    except ValidationError as error:
        raise Mistake(problems_of(error, Settings, file, hint=_remedy)) from error
    return found


def _beside(found: dict[str, Any], file: Path) -> dict[str, Any]:
    """The user's own settings, templates and tariff taken as lying beside their file."""
    beside = {name: found[name] for name in ("templates", "tariff") if name in found}
    return found | {name: str(file.parent / Path(path).expanduser()) for name, path in beside.items()}


def _harmless(found: dict[str, Any], file: Path) -> dict[str, Any]:
    """The settings of a folder, if its letters stay below it."""
    output = found.get("output", ".")
    if not (file.parent / output).resolve().is_relative_to(file.parent.resolve()):
        what = f"letters of this folder can't go to {output!r}, outside of it"
        raise Mistake(Problem(what, "use -o to write elsewhere", str(file), field="output"))
    return found


def _from_environment(environment: Mapping[str, str]) -> dict[str, str]:
    names = {f"LETTERKIT_{field.upper()}": field for field in Settings.model_fields}
    found = {field: environment[name] for name, field in names.items() if environment.get(name)}
    try:
        Settings(**found)
    except ValidationError as error:
        wrong = problems_of(error, Settings, Path(), hint=_remedy)
        raise Mistake(replace(one, file="", field=f"LETTERKIT_{one.field.upper()}") for one in wrong) from error
    return found


def _remedy(field: str, _given: object) -> str:
    return REMEDIES.get(field, "")
