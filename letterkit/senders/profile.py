"""A profile of one's own, kept as a private file in the settings folder, or any file of the same shape."""

import re
from collections.abc import Mapping
from pathlib import Path

import tomli_w
from pydantic import ValidationError

from letterkit.errors import Mistake
from letterkit.folders import config_folder, whole_file
from letterkit.model.sender import Sender
from letterkit.protocol.conventions import is_country
from letterkit.protocol.countries import country_named
from letterkit.records import problems_of
from letterkit.settings import read_toml


def profile_path(name: str) -> Path:
    """Where the profile of that name lies."""
    if not re.fullmatch(r"[\w-]+", name):
        raise Mistake(
            f"{name!r} can't be a profile's name", "use letters, digits and hyphens, or name a file ending in .toml"
        )
    return config_folder() / "senders" / f"{name}.toml"


def profile_names() -> list[str]:
    """The profiles there are."""
    return sorted(path.stem for path in (config_folder() / "senders").glob("*.toml"))


def find_sender(name_or_file: str) -> Sender | None:
    """The sender behind ``--as``: a profile's name or a TOML file. None when that profile has not been made yet."""
    path = sender_file(name_or_file)
    return read_sender(path) if path.is_file() or path == Path(name_or_file) else None


def sender_file(name_or_file: str) -> Path:
    """Where the sender behind ``--as`` stands, or would stand."""
    is_file = name_or_file.endswith(".toml") or "/" in name_or_file
    return Path(name_or_file) if is_file else profile_path(name_or_file)


def names_by_key() -> dict[str, str]:
    """The names behind the ledger's ids, as far as there are profiles of them."""
    found = (read_sender(profile_path(name)) for name in profile_names())
    return {sender.key: sender.name for sender in found}


def read_sender(file: Path) -> Sender:
    """A sender's profile; raises :class:`Mistake` naming each field that is wrong."""
    found = read_toml(file)
    try:
        return _beside(Sender.model_validate(found), file)
    except ValidationError as error:
        raise Mistake(problems_of(error, Sender, file)) from error


def _beside(sender: Sender, file: Path) -> Sender:
    """The sender with the logo's place as the profile means it: beside itself."""
    return (
        sender.model_copy(update={"logo": str(file.parent / Path(sender.logo).expanduser())}) if sender.logo else sender
    )


def save_profile(name: str, sender: Sender) -> Path:
    """Writes the profile, readable by its owner alone."""
    path = profile_path(name)
    with whole_file(path, private=True) as file:
        file.write(tomli_w.dumps(sender.model_dump(mode="json", exclude_defaults=True)).encode())
    return path


def forget_profile(name: str) -> None:
    """Erases a profile."""
    profile_path(name).unlink(missing_ok=True)


def country_code(text: str) -> str:
    """The code of a country that was typed, by its name or as a code; raises :class:`Mistake` when we know none."""
    country = text.strip()
    code = country.upper() if is_country(country.upper()) else country_named(country)
    if not code:
        raise Mistake(f"{country!r} is no country that we know", "use its two-letter code: CH, DE, GB, US")
    return code


def checked_sender(found: Mapping[str, object]) -> Sender:
    """A sender from what was typed, a country also by its name; raises :class:`Mistake` for what can't be right."""
    country = str(found.get("country") or "")
    try:
        return Sender.model_validate({**found, "country": country_code(country) if country else None})
    except ValidationError as error:
        fields = ", ".join(str(one["loc"][0]) for one in error.errors())
        remedy = "a language is a code (--language en), a gender m or f, and an e-mail address has an @"
        raise Mistake(f"this can't be right: {fields}", remedy) from error
