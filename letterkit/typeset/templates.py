"""Letters → HTML: the only place that knows Jinja. Templates are foreign text: sandboxed, strict, escaped."""

from collections.abc import Mapping
from typing import Any

from jinja2 import FileSystemLoader, StrictUndefined, TemplateError, TemplateSyntaxError
from jinja2.sandbox import ImmutableSandboxedEnvironment

from letterkit.errors import Mistake, Problem
from letterkit.folders import TEMPLATES, own_folder, remembered, shipped


def fill(template: str, values: Mapping[str, Any]) -> str:
    """A template of ``letter_templates`` filled in; raises :class:`Mistake` with the template's name and line."""
    environment = _environment()
    try:
        return environment.get_template(template).render(**values)
    except TemplateSyntaxError as error:
        raise Mistake(
            Problem(str(error.message), "mend that line", error.filename or template, error.lineno)
        ) from error
    except Exception as error:  # a template is foreign text: it may divide by zero, or call what is no function
        file, line = _place(error)
        what = f"{type(error).__name__}: {error}" if not isinstance(error, TemplateError) else str(error)
        raise Mistake(Problem(what, "compare with the shipped template", file or template, line)) from error


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
def _environment() -> ImmutableSandboxedEnvironment:
    folders = [own_folder(TEMPLATES), shipped(TEMPLATES)]
    return ImmutableSandboxedEnvironment(
        loader=FileSystemLoader(folders),
        undefined=StrictUndefined,
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
    )
