"""Everything that can go wrong in a way a person can mend: one tree, caught in one place (``cli``)."""

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True)
class Problem:
    """One thing to mend: what is wrong, where (file, line, field), and what to type next.

    ``about`` is whom of a mailing it concerns: the id of an addressee.
    """

    message: str
    remedy: str = ""
    file: str = ""
    line: int | None = None
    field: str = ""
    about: str = ""

    def __str__(self) -> str:
        place = self.file + (f":{self.line}" if self.line else "")
        where = ", ".join(part for part in (self.about, place, self.field) if part)
        text = f"{where}: {self.message}" if where else self.message
        return f"{text}\n  → {self.remedy}" if self.remedy else text


class LetterkitError(Exception):
    """The root of the tree. ``problems`` are shown one after another; ``exit_code`` is what a script sees."""

    exit_code = 1

    def __init__(self, problems: str | Problem | Iterable[Problem], remedy: str = "") -> None:
        if isinstance(problems, str):
            problems = Problem(problems, remedy)
        self.problems = (problems,) if isinstance(problems, Problem) else tuple(problems)
        super().__init__("\n".join(map(str, self.problems)))


class Mistake(LetterkitError):
    """What was given is wrong: an appeal, a sender, an option's value."""

    exit_code = 1


class WrongUsage(LetterkitError):
    """The command was called in a way that can't be meant."""

    exit_code = 2


class DoneInPart(LetterkitError):
    """Good work was done; the problems name what was left out."""

    exit_code = 3


class MissingHere(LetterkitError):
    """This machine lacks a program, a library or a right; the remedy says which and how to get it."""

    exit_code = 4
