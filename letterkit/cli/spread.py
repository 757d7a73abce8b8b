"""How a command takes records of options: each field of a record is a parameter that Typer can read."""

import inspect
from collections.abc import Callable
from dataclasses import dataclass, fields, is_dataclass
from typing import Any, get_args


@dataclass(frozen=True)
class Without:
    """Marks a record of which a command takes all options but these: ``Annotated[Manner, Without(("again",))]``."""

    names: tuple[str, ...]


def spread(command: Callable[..., None]) -> Callable[..., None]:
    """A command that takes records of options, as Typer can read it: each field a parameter of its own."""
    taken = inspect.signature(command).parameters
    records = {name: found for name, one in taken.items() if (found := _record(one.annotation))}

    def run(**given: Any) -> None:
        for name, (record, parts) in records.items():
            given[name] = record(**{one.name: given.pop(one.name) for one in parts})
        command(**given)

    spread_out = [
        part.replace(kind=inspect.Parameter.KEYWORD_ONLY)  # what has no default may come after what has one
        for name, one in taken.items()
        for part in (records[name][1] if name in records else [one])
    ]
    run.__signature__ = inspect.Signature(spread_out)  # type: ignore[attr-defined]  # how inspect is told of it
    run.__annotations__ = {one.name: one.annotation for one in spread_out}
    run.__name__, run.__doc__ = command.__name__, command.__doc__
    return run


def _record(annotation: Any) -> tuple[Any, list[inspect.Parameter]] | None:
    """The record that a parameter is, and its fields that are options here; None for a parameter of another kind."""
    record, *marks = (annotation,) if is_dataclass(annotation) else get_args(annotation) or (None,)
    if not is_dataclass(record):
        return None
    left_out = {name for mark in marks if isinstance(mark, Without) for name in mark.names}
    return record, [
        inspect.Parameter(one.name, inspect.Parameter.KEYWORD_ONLY, default=one.default, annotation=one.type)
        for one in fields(record)
        if one.name not in left_out
    ]
