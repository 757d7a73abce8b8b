"""Where things lie: shipped data and a user's own before it, settings; and files that appear whole or not at all."""

import errno
import fcntl
import logging
import os
import re
import unicodedata
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from functools import cache, lru_cache
from hashlib import sha256
from pathlib import Path
from typing import IO, Any, ParamSpec, TypeVar, cast

import yaml
from platformdirs import user_config_path, user_data_path

from letterkit.errors import LetterkitError, MissingHere, Mistake, Problem

PACKAGE = Path(__file__).parent
LONGEST_NAME = 60
PLAIN = str.maketrans(
    {"ł": "l", "Ł": "L", "ø": "o", "Ø": "O", "đ": "d", "Đ": "D", "ß": "ss", "æ": "ae", "Æ": "AE", "œ": "oe"}
)
"""Letters that Unicode does not take for another with a mark on it."""
NO_ROOM = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)
TEMPLATES = "letter_templates"
"""How letters read and look, as a folder of files: shipped, and a user's own."""
Given = ParamSpec("Given")
Found = TypeVar("Found")
log = logging.getLogger(__name__)


@cache
def shipped(name: str) -> Path:
    """The folder ``addressees`` or ``letter_templates``: in the wheel, or beside the package in a checkout."""
    for folder in (PACKAGE / "shipped" / name, PACKAGE.parent / name):
        if folder.is_dir():
            return folder
    raise MissingHere(f"the folder {name!r} that belongs to letterkit is missing", "install letterkit again")


_chosen: dict[str, Path] = {}
_forget: list[Callable[[], None]] = []


def own_folder(name: str) -> Path:
    """Where a user's own files of that kind lie: below the settings folder, unless another was chosen."""
    return _chosen.get(name, config_folder() / name)


def choose_own_folder(name: str, folder: Path | None) -> None:
    """From here on a user's own files of that kind come from ``folder``; None is the usual place again."""
    _chosen.pop(name, None)
    if folder:
        _chosen[name] = folder
    forget_data()


def remembered(read: Callable[Given, Found]) -> Callable[Given, Found]:
    """Keeps what was read from a user's or our files, for each argument, until another folder is chosen."""
    kept = cache(read)
    _forget.append(kept.cache_clear)
    return cast("Callable[Given, Found]", kept)


def remembered_lately(number: int) -> Callable[[Callable[Given, Found]], Callable[Given, Found]]:
    """As :func:`remembered`, for what was asked for last."""

    def keeping(read: Callable[Given, Found]) -> Callable[Given, Found]:
        kept = lru_cache(number)(read)
        _forget.append(kept.cache_clear)
        return cast("Callable[Given, Found]", kept)

    return keeping


def forget_data() -> None:
    """Reads files anew; needed only where they change while the program runs."""
    for forget in _forget:
        forget()


def data_file(name: str, path: str) -> Path | None:
    """A data file below ``addressees`` or ``letter_templates``, the user's own first; None if neither has it."""
    for folder in (own_folder(name), shipped(name)):
        file = folder / path
        if file.is_file():
            return file
    return None


def data_files(name: str, pattern: str) -> list[Path]:
    """All data files that match, by file name in order; a user's own file hides the shipped one of the same name."""
    found: dict[str, Path] = {}
    for folder in (shipped(name), own_folder(name)):
        found |= {file.name: file for file in folder.glob(pattern)}
    return [found[key] for key in sorted(found)]


@remembered
def data_digest(name: str) -> str:
    """SHA-256 of all files below ``addressees`` or ``letter_templates``, the user's own and the shipped ones.

    As they are when a command begins: it asks for every letter, and reads none of these files twice either.
    """
    found = sha256()
    for folder in (shipped(name), own_folder(name)):
        for path in sorted(path for path in folder.rglob("*") if path.is_file()):
            found.update(f"{path.relative_to(folder)}\0".encode() + sha256(path.read_bytes()).digest())
    return found.hexdigest()


def read_data(file: Path) -> dict[Any, Any]:
    """What a YAML data file holds; raises :class:`Mistake` with the line when it is no YAML, or no list of fields."""
    log.info("reading %s", file)
    text = _data_text(file)
    try:
        found = yaml.load(text, Loader=_Loader)
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else None
        problem = Problem(f"this is not valid YAML: {error.problem}", "mend that line", str(file), line)
        raise Mistake(problem) from error
    except Exception as error:  # PyYAML raises whatever a tagged value makes it stumble on
        what = f"this is not valid YAML: {' '.join(str(error).split())}"
        raise Mistake(Problem(what, "mend it in a text editor", str(file))) from error
    if not isinstance(found, dict) or not found:
        remedy = "compare with the shipped file, or take yours away"
        raise Mistake(Problem("a data file holds fields such as 'name: …'; this one has none", remedy, str(file)))
    return found


def data_lines(file: Path) -> dict[str, int]:
    """The line of each field of a YAML data file, for what is said of it: ``offices[2].titles`` → 41."""
    return dict(_lines(yaml.compose(_data_text(file), Loader=_Loader), "", set()))


def _lines(node: yaml.Node | None, path: str, seen: set[int]) -> Iterator[tuple[str, int]]:
    """Field paths with their lines; what an alias repeats is gone through once, for it may contain itself."""
    if id(node) in seen:
        return
    seen.add(id(node))
    if isinstance(node, yaml.MappingNode):
        for key, value in node.value:
            here = f"{path}.{key.value}" if path else str(key.value)
            yield here, key.start_mark.line + 1
            yield from _lines(value, here, seen)
    elif isinstance(node, yaml.SequenceNode):
        for at, value in enumerate(node.value):
            yield f"{path}[{at}]", value.start_mark.line + 1
            yield from _lines(value, f"{path}[{at}]", seen)


def _data_text(file: Path) -> str:
    try:
        return file.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        line = file.read_bytes()[: error.start].count(b"\n") + 1
        raise Mistake(Problem("this is not UTF-8 text", "save the file as UTF-8", str(file), line)) from error
    except OSError as error:
        reason = (error.strerror or "can't be read").lower()
        remedy = "check its rights" if file.exists() else "check the name of the file"
        raise Mistake(Problem(f"can't read it: {reason}", remedy, str(file))) from error


class _Loader(yaml.CSafeLoader):
    """YAML with the booleans of its version 1.2: ``NO`` is Norway, ``on`` a word; only true and false are not text."""


_TRUE_AND_FALSE = ("tag:yaml.org,2002:bool", re.compile(r"^(?:true|True|TRUE|false|False|FALSE)$"))
_Loader.yaml_implicit_resolvers = {
    first: [rule for rule in rules if rule[0] != _TRUE_AND_FALSE[0]]
    + ([_TRUE_AND_FALSE] if first in tuple("tTfF") else [])
    for first, rules in yaml.CSafeLoader.yaml_implicit_resolvers.items()
}


def config_folder() -> Path:
    """The user's settings, profiles and own data files. ``LETTERKIT_HOME`` moves it, with the rest of the state."""
    home = os.environ.get("LETTERKIT_HOME")
    return Path(home) if home else user_config_path("letterkit")


def data_folder() -> Path:
    """What letterkit remembers for the user."""
    home = os.environ.get("LETTERKIT_HOME")
    return Path(home) / "data" if home else user_data_path("letterkit")


def make_folder(folder: Path) -> Path:
    """The folder, made if it is not there yet; raises what :func:`no_writing` says."""
    try:
        if not folder.is_dir():
            folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise no_writing(folder, error) from error
    return folder


@contextmanager
def whole_file(path: Path, *, private: bool = False, one_of_many: bool = False) -> Iterator[IO[bytes]]:
    """A file to write that appears whole or not at all, also where the power fails.

    ``private`` makes it readable by its owner alone (0600). ``one_of_many``: its name is on the disk for good only with
    the next file that is written beside it without this word; that spares half of the time that the disk takes.
    What a killed run left half-written has a fixed name, so that the next run takes its place.
    Raises what :func:`no_writing` says.
    """
    make_folder(path.parent)
    part = path.with_name(f".{path.name}.part")
    try:
        with os.fdopen(_open_part(part, 0o600 if private else 0o666), "wb") as file:
            try:
                moment("before the file is written")
                yield file
                file.flush()
                moment("before the file is synced")
                os.fsync(file.fileno())
                moment("before the file appears")
                part.replace(path)
                moment("after the file appeared")
                if not one_of_many:
                    _sync(path.parent)
                    moment("after the folder was synced")
                log.info("wrote %s", path)
            except BaseException:
                part.unlink(missing_ok=True)
                raise
    except OSError as error:
        raise no_writing(path, error) from error


def _sync(folder: Path) -> None:
    """Has the names in a folder on the disk for good."""
    opened = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        with suppress(OSError):  # some network drives can't
            os.fsync(opened)
    finally:
        os.close(opened)


def moment(name: str) -> None:
    """A named moment in making files and notes at which a run may be killed. Does nothing; tests put a killer here."""


def _open_part(part: Path, mode: int) -> int:
    """Opens an empty part file that no other run writes to; waits for one that does."""
    while True:
        if part.is_symlink():
            part.unlink()
        opened = os.open(part, os.O_WRONLY | os.O_CREAT | os.O_NOFOLLOW, mode)
        with suppress(OSError):  # some network drives know no locks
            fcntl.flock(opened, fcntl.LOCK_EX)
        there, mine = _identity(part), os.fstat(opened)
        if there != (mine.st_dev, mine.st_ino):
            os.close(opened)  # the other run has renamed it: that is its letter now
        elif mine.st_size or mine.st_nlink > 1 or mine.st_uid != os.geteuid():
            part.unlink()  # left behind, or put there by somebody: written to by nobody, so begun anew
            os.close(opened)
        else:
            if mine.st_mode & 0o777 & ~mode:
                with suppress(OSError):  # some drives, such as Windows', know no modes
                    os.fchmod(opened, mode)
            return opened


def _identity(path: Path) -> tuple[int, int] | None:
    try:
        found = path.lstat()
    except FileNotFoundError:
        return None
    return (found.st_dev, found.st_ino)


def no_writing(path: Path, error: OSError) -> LetterkitError:
    """What a person is told when a file or folder can't be written: :class:`MissingHere` when there is no room."""
    reason = (error.strerror or str(error)).lower()
    if error.errno in NO_ROOM:
        return MissingHere(
            f"there is no room for {path}: {reason}", "make room on that disk; the same command then makes the rest"
        )
    return Mistake(
        f"can't write {path}: {reason}", "choose another folder with -o, or ask for the right to write there"
    )


def file_name(text: str) -> str:
    """Words as a safe part of a path: small letters, digits and hyphens, at most 60 characters.

    Where letters had to go, a short sum of the whole text stands for them, so that two names never become one.
    """
    plain = unicodedata.normalize("NFKD", text.translate(PLAIN)).encode("ascii", "ignore").decode().lower()
    name = re.sub(r"[^a-z0-9]+", "-", plain).strip("-")
    if len(name) <= LONGEST_NAME and (re.search("[a-z]", name) or not re.search(r"[^\W\d_]", text)):
        return name or "letter"
    mark = sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:6]
    return f"{name[: LONGEST_NAME - 7].strip('-') or 'letter'}-{mark}"
