"""What an attentive reader would point out."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from letterkit.errors import Problem
from letterkit.model.appeal import Appeal
from letterkit.model.record import Record

Kind = Literal["repaired", "guessed", "missing", "ignored", "doubtful"]


class Finding(Record):
    """One remark: the field (``addressees[2].faxes``), the line of the source, what was done or should be looked at."""

    field: str
    line: int | None = None
    kind: Kind
    message: str


@dataclass(frozen=True)
class Reading:
    """What reading a document gave: the appeal, the findings, and the source line of each field that was found."""

    appeal: Appeal
    findings: tuple[Finding, ...]
    lines: Mapping[str, int]
    """Field path (``requests[0]``, ``addressees[2]``, ``addressees[2].faxes``) → line of the source, counted from 1."""
    spelled: Mapping[str, str] = field(default_factory=dict)
    """Field and number (``addressees[2].faxes +41227937014``) → the number as the source writes it."""
    unusable: tuple[Problem, ...] = ()
    """The fax numbers that were left out because they are written wrongly; each says whose it is."""
