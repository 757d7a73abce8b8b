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

    @property
    def told(self) -> tuple[Line, ...]:
        """The opening and the lines."""
        return ((self.opening,) if self.opening else ()) + self.lines


ASIDE = (Part.ISSUER, Part.REPORTING, Part.COPIES, Part.BACKGROUND, Part.END)
"""Parts in which nobody is written to."""


@dataclass
class Cut:
    """A part while its lines are being gathered."""

    part: Part
    opening: Line | None
    lines: list[Line]
