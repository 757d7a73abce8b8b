"""Settings: a flag wins over ``LETTERKIT_*``, that over ``letterkit.toml`` here, that over the user's own file."""

import os
import tomllib
from collections.abc import Mapping
from difflib import get_close_matches
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from letterkit.errors import Mistake, Problem
from letterkit.folders import config_folder
from letterkit.model.record import Record

HERE = "letterkit.toml"
DEFAULT_PROFILE = "me"


class Settings(Record):
    """What a person may set once instead of typing it each time."""

    sender: str = DEFAULT_PROFILE
    """The profile that writes when ``--as`` is not given."""
    language: str | None = None
    layout: str | None = None
    output: str = "letters"
    format: str = "pdf"


def read_settings(here: Path | None = None) -> Settings:
    """The settings in force; raises :class:`Mistake` naming file and field."""
    found: dict[str, Any] = {}
    for file in (config_folder() / "config.toml", (here or Path.cwd()) / HERE):
        found |= _from_file(file)
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


def field_problems(error: ValidationError, file: Path, known: list[str]) -> list[Problem]:
    """A person's words for what a record found wrong in a TOML file."""
    problems = []
    for one in error.errors():
        field = ".".join(map(str, one["loc"]))
        if one["type"] == "extra_forbidden":
            near = get_close_matches(field, known, n=1)
            remedy = f"did you mean {near[0]!r}?" if near else f"the fields are: {', '.join(known)}"
            problems.append(Problem("unknown field", remedy, str(file), field=field))
        else:
            problems.append(Problem(one["msg"].lower(), "mend it in a text editor", str(file), field=field))
    return problems


def _from_file(file: Path) -> dict[str, Any]:
    if not file.is_file():
        return {}
    found = read_toml(file)
    try:
        Settings(**found)
    except ValidationError as error:
        raise Mistake(field_problems(error, file, list(Settings.model_fields))) from error
    return found


def _from_environment(environment: Mapping[str, str]) -> dict[str, str]:
    names = {f"LETTERKIT_{field.upper()}": field for field in Settings.model_fields}
    return {field: environment[name] for name, field in names.items() if environment.get(name)}
