"""A reading with a person's corrections: a guess confirmed, a value put in the place of another."""

import re
from dataclasses import replace
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from letterkit.appeals.mistakes import mistakes_in
from letterkit.errors import Mistake
from letterkit.model.appeal import Appeal
from letterkit.model.finding import Finding, Reading


def value_at(reading: Reading, field: str) -> Any:
    """What stands in a field (``addressees[2].faxes``), as plain text and lists; None where there is nothing."""
    found: Any = reading.appeal.model_dump(mode="json")
    for step in _steps(field):
        if isinstance(step, int):
            found = found[step] if isinstance(found, list) and step < len(found) else None
        else:
            found = found.get(step) if isinstance(found, dict) else None
    return found


def confirmed(reading: Reading, finding: Finding) -> Reading:
    """The reading without a finding that a person has looked at."""
    return replace(reading, findings=tuple(one for one in reading.findings if one != finding))


def corrected(reading: Reading, finding: Finding, text: str) -> Reading:
    """The reading with what a person typed in the finding's field; a list takes its items between semicolons.

    Raises :class:`Mistake` when that can't stand there.
    """
    steps = list(_steps(finding.field))
    plain = reading.appeal.model_dump(mode="json")
    holder: Any = plain
    for step in steps[:-1]:
        holder = holder[step]
    now = holder[steps[-1]]
    holder[steps[-1]] = [part.strip() for part in text.split(";") if part.strip()] if isinstance(now, list) else text
    try:
        appeal = Appeal.model_validate(plain)
    except ValidationError as error:
        first = mistakes_in(error, Path("appeal"), {})[0]
        raise Mistake(f"{text!r} can't stand in {finding.field}: {first.message}", first.remedy) from error
    return confirmed(replace(reading, appeal=appeal), finding)


def _steps(field: str) -> list[str | int]:
    return [int(step) if step.isdigit() else step for step in re.findall(r"[^.\[\]]+", field)]
