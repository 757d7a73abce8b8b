"""Records from files that people edit: what pydantic finds wrong there, with file, line, field and what to type."""

from collections.abc import Callable, Iterator, Mapping
from difflib import get_close_matches
from pathlib import Path
from typing import Any, TypeVar, get_args

from pydantic import BaseModel, ValidationError

from letterkit.errors import Mistake, Problem
from letterkit.folders import data_lines, read_data

Model = TypeVar("Model", bound=BaseModel)
Hint = Callable[[str, Any], str]
"""Field and what was given there → what to type instead; empty where nothing better is known than the general word."""

REMEDIES = {
    "date_parsing": "write the date as year-month-day, 2026-05-03",
    "date_from_datetime_parsing": "write the date as year-month-day, 2026-05-03",
    "date_from_datetime_inexact": "write the date as year-month-day, 2026-05-03",
    "literal_error": "use one of the values named above",
    "enum": "use one of the values named above",
    "string_type": "put the value between quotation marks",
    "string_too_short": "fill it in, or delete the line",
    "tuple_type": "write a list: one item per line, each after '- '",
    "missing": "add it",
}
LONGEST_QUOTED = 80


def read_record(model: type[Model], file: Path, hint: Hint = lambda _field, _given: "") -> Model:
    """The record in a YAML data file; raises :class:`Mistake` with all that is wrong in it."""
    found = read_data(file)
    try:
        return model.model_validate(found)
    except ValidationError as error:
        raise Mistake(problems_of(error, model, file, data_lines(file), hint)) from error


def problems_of(
    error: ValidationError,
    model: type[BaseModel],
    file: Path,
    lines: Mapping[str, int] | None = None,
    hint: Hint = lambda _field, _given: "",
) -> list[Problem]:
    """Every mistake with its line, its field, what is wrong and what to type; ``lines`` has the line of each field."""
    return [_problem(dict(one), model, file, lines or {}, hint) for one in _that_count(error)]


def _that_count(error: ValidationError) -> Iterator[Any]:
    """Without what pydantic says of a shape that was not meant, where a field may be a list or a list per language."""
    for one in error.errors():
        in_a_union = str(one["loc"][-1:]).startswith(("('tuple[", "('dict["))
        meant_a_list = one["type"] == "dict_type"
        meant_lists = one["type"] == "tuple_type" and isinstance(one["input"], dict)
        if not (in_a_union and (meant_a_list or meant_lists)):
            yield one


def _problem(
    error: dict[str, Any], model: type[BaseModel], file: Path, lines: Mapping[str, int], hint: Hint
) -> Problem:
    where = field_path(error["loc"])
    message, remedy = _message(error, model, where, hint)
    return Problem(message, remedy, str(file), line_of(where, lines), where)


def field_path(loc: tuple[str | int, ...]) -> str:
    """``addressees[2].country``; what pydantic puts in between for members of a union or keys is left out."""
    path = ""
    for part in loc:
        if isinstance(part, int):
            path += f"[{part}]"
        elif not part.startswith(("tuple[", "dict[", "function-")) and part != "[key]":
            path += f".{part}" if path else part
    return path


def line_of(where: str, lines: Mapping[str, int]) -> int | None:
    """The line of a field, or of the nearest one around it."""
    while where and where not in lines:
        where = where[: max(where.rfind("."), where.rfind("["), 0)]
    return lines.get(where)


def _message(error: dict[str, Any], model: type[BaseModel], where: str, hint: Hint) -> tuple[str, str]:
    kind, given = error["type"], error["input"]
    field = where.rsplit(".", 1)[-1].partition("[")[0]
    if kind == "extra_forbidden":
        return f"unknown field {field!r}", _nearest(field, _fields_beside(model, error["loc"]))
    better = hint(field, given)
    if kind == "missing":
        return "this field is missing", better or f"add '{field}: …'"
    if kind.startswith("date_"):
        return f"{_quoted(given)} is not a date", REMEDIES["date_parsing"]
    if kind == "string_pattern_mismatch":
        return f"{_quoted(given)} is not valid here", better or "compare with a file that works"
    message = error["msg"].removeprefix("Value error, ")
    quoted = "" if isinstance(given, dict | list | tuple | BaseModel) else f"{_quoted(given)}: "
    return f"{quoted}{message[:1].lower()}{message[1:]}", better or REMEDIES.get(kind, "mend it in a text editor")


def _quoted(given: Any) -> str:
    text = repr(given)
    return text if len(text) <= LONGEST_QUOTED else f"{text[:LONGEST_QUOTED]}…"


def _nearest(field: str, known: list[str]) -> str:
    near = get_close_matches(field, known, n=1)
    return f"did you mean {near[0]!r}?" if near else f"the fields here are: {', '.join(known)}"


def _fields_beside(model: type[BaseModel], loc: tuple[str | int, ...]) -> list[str]:
    """The fields of the record in which a place lies."""
    here = [model]
    for step in loc[:-1]:
        inside = [one.model_fields[step].annotation for one in here if step in one.model_fields]
        here = [found for annotation in inside for found in _models_in(annotation)] if inside else here
    return list(dict.fromkeys(field for one in here for field in one.model_fields))


def _models_in(annotation: Any) -> list[type[BaseModel]]:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return [annotation]
    return [model for part in get_args(annotation) for model in _models_in(part)]
