"""The kinds of parts that an appeal has, and the lines of one."""

from dataclasses import dataclass
from enum import StrEnum

from letterkit.appeals.lines import Line


class Part(StrEnum):
    """What a stretch of the document is for."""

    FRONT = "front"
    SITUATION = "situation"
    BACKGROUND = "background"
    REQUESTS = "requests"
    ADDRESSEES = "addressees"
    COPIES = "copies"
    REPORTING = "reporting"
    ISSUER = "issuer"
    MODEL = "model"
    END = "end"


@dataclass(frozen=True)
class Section:
    """Lines that belong together; ``opening`` is the heading or the sentence that began them."""

    part: Part
    lines: tuple[Line, ...]
    opening: Line | None = None


@dataclass
class Cut:
    """A part while its lines are being gathered."""

    part: Part
    opening: Line | None
    lines: list[Line]
