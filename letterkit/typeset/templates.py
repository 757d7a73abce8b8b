"""Letters → HTML: the only place that knows Jinja. Templates are foreign text: sandboxed, strict, escaped."""

import re
from collections.abc import Mapping
from difflib import get_close_matches
from functools import lru_cache
from pathlib import Path
from typing import Any

from jinja2 import FileSystemLoader, StrictUndefined, TemplateError, TemplateNotFound, TemplateSyntaxError
from jinja2.exceptions import SecurityError, UndefinedError
from jinja2.sandbox import ImmutableSandboxedEnvironment
from jinja2.utils import missing

from letterkit.errors import Mistake, Problem
from letterkit.folders import TEMPLATES, own_folder, remembered, shipped
from letterkit.model.record import Record
from letterkit.styles import own_paths

REMEDIES = {
    UndefinedError: "compare with the shipped template: letterkit templates list says where it lies",
    SecurityError: "take it out: a template shows what it is given, and does nothing else",
    TemplateNotFound: "put that file into the folder of your templates, or take the line out",
    UnicodeDecodeError: "save the file as UTF-8",
}


def fill(template: str, values: Mapping[str, Any], *, own: bool = True) -> str:
    """A template of ``letter_templates`` filled in; not ``own``: the shipped one whatever the user's folder holds.

    Raises :class:`Mistake` with the template's name and line.
    """
    try:
        return _environment(*_folder_of(own)).get_template(template).render(**values)
    except TemplateSyntaxError as error:
        raise Mistake(
            Problem(str(error.message), "mend that line", error.filename or template, error.lineno)
        ) from error
    except Exception as error:  # a template is foreign text: it may divide by zero, or call what is no function
        file, line = _place(error)
        remedy = next((text for kind, text in REMEDIES.items() if isinstance(error, kind)), "mend that line")
        raise Mistake(Problem(_what(error, values), remedy, file or template, line)) from error


def _what(error: Exception, values: Mapping[str, Any]) -> str:
    unknown = re.fullmatch(r"'(\w+)' is undefined", str(error))
    if unknown:
        return f"{error}{_nearest(unknown[1], values)}"
    if isinstance(error, TemplateNotFound):
        return f"there is no template {error.name!r}"
    if isinstance(error, UnicodeDecodeError):
        return "this is not UTF-8 text"
    return str(error) if isinstance(error, TemplateError) else f"{type(error).__name__}: {error}".removesuffix(": ")


class _Unknown(StrictUndefined):
    """A name that a template uses and nobody gave: says what was probably meant."""

    def __init__(self, hint: str | None = None, obj: Any = missing, name: str | None = None, exc: Any = UndefinedError):
        if isinstance(obj, Record) and name and exc is UndefinedError:
            hint = f"{name!r} is undefined in {type(obj).__name__}{_nearest(name, type(obj).model_fields)}"
        super().__init__(hint, obj, name, exc)


def _nearest(name: str, known: Mapping[str, Any]) -> str:
    near = get_close_matches(name, known, n=1)
    return f"; did you mean {near[0]!r}?" if near else f"; known here: {', '.join(known)}"


def _place(error: BaseException) -> tuple[str, int | None]:
    """File and line of the template in which an error arose: Jinja puts it into the innermost frame of its own file."""
    file, line, frame = "", None, error.__traceback__
    while frame:
        name = frame.tb_frame.f_code.co_filename
        if name.endswith((".j2", ".css")):
            file, line = name, frame.tb_lineno
        frame = frame.tb_next
    return file, line


@remembered
def _folder_of(own: bool) -> tuple[Path | None, tuple[tuple[Path, int], ...]]:
    """Where the user's templates lie, and when each was written: as they are when a command begins."""
    if not own:
        return None, ()
    return own_folder(TEMPLATES), tuple((path, path.lstat().st_mtime_ns) for path in sorted(own_paths()))


@lru_cache(4)
def _environment(folder: Path | None, _written: tuple[tuple[Path, int], ...]) -> ImmutableSandboxedEnvironment:
    """Keeps the templates that it has compiled: compiling one takes ten times as long as filling it."""
    environment = ImmutableSandboxedEnvironment(
        loader=FileSystemLoader([one for one in (folder, shipped(TEMPLATES)) if one]),
        undefined=_Unknown,
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
    )
    environment.globals.pop("lipsum")  # invents text, another one each time
    return environment
