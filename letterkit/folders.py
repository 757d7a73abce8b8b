"""Where things lie: shipped data and a user's own before it, settings; and files that appear whole or not at all."""

import os
import re
import secrets
import unicodedata
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import IO, Any

import yaml
from platformdirs import user_cache_path, user_config_path, user_data_path

from letterkit.errors import MissingHere, Mistake, Problem

PACKAGE = Path(__file__).parent


@cache
def shipped(name: str) -> Path:
    """The folder ``addressees`` or ``letter_templates``: in the wheel, or beside the package in a checkout."""
    for folder in (PACKAGE / "shipped" / name, PACKAGE.parent / name):
        if folder.is_dir():
            return folder
    raise MissingHere(f"the folder {name!r} that belongs to letterkit is missing", "install letterkit again")


def data_file(name: str, path: str) -> Path | None:
    """A data file below ``addressees`` or ``letter_templates``, the user's own first; None if neither has it."""
    for folder in (config_folder() / name, shipped(name)):
        file = folder / path
        if file.is_file():
            return file
    return None


def data_files(name: str, pattern: str) -> list[Path]:
    """All data files that match, by file name in order; a user's own file hides the shipped one of the same name."""
    found: dict[str, Path] = {}
    for folder in (shipped(name), config_folder() / name):
        found |= {file.name: file for file in folder.glob(pattern)}
    return [found[key] for key in sorted(found)]


def read_data(file: Path) -> Any:
    """What a YAML data file holds; raises :class:`Mistake` with the line when it is no YAML."""
    try:
        return yaml.load(file.read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else None
        problem = Problem(f"this is not valid YAML: {error.problem}", "mend that line", str(file), line)
        raise Mistake(problem) from error


def config_folder() -> Path:
    """The user's settings, profiles and own data files. ``LETTERKIT_HOME`` moves it, with the rest of the state."""
    home = os.environ.get("LETTERKIT_HOME")
    return Path(home) if home else user_config_path("letterkit")


def data_folder() -> Path:
    """What letterkit remembers for the user."""
    home = os.environ.get("LETTERKIT_HOME")
    return Path(home) / "data" if home else user_data_path("letterkit")


def cache_folder() -> Path:
    """What may be deleted at any time."""
    home = os.environ.get("LETTERKIT_HOME")
    return Path(home) / "cache" if home else user_cache_path("letterkit")


def make_folder(folder: Path) -> Path:
    """The folder, made if it is not there yet; raises :class:`Mistake` when this user may not."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise _no_writing(folder, error) from error
    return folder


@contextmanager
def whole_file(path: Path, *, private: bool = False) -> Iterator[IO[bytes]]:
    """A file to write that appears whole or not at all; ``private`` makes it readable by its owner alone (0600)."""
    make_folder(path.parent)
    part = path.with_name(f".{path.name}.{secrets.token_hex(4)}.part")
    try:
        with os.fdopen(os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600 if private else 0o666), "wb") as file:
            yield file
        part.replace(path)
    except OSError as error:
        raise _no_writing(path, error) from error
    finally:
        part.unlink(missing_ok=True)


def _no_writing(path: Path, error: OSError) -> Mistake:
    reason = (error.strerror or str(error)).lower()
    return Mistake(
        f"can't write {path}: {reason}", "choose another folder with -o, or ask for the right to write there"
    )


def file_name(text: str) -> str:
    """Words as a safe part of a path: small letters, digits and hyphens, at most 60 characters."""
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:60].strip("-") or "letter"
