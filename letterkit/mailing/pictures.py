"""The letters of a plan as pictures of their pages: what preview shows. Writes nothing but what it is told to."""

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from letterkit.errors import LetterkitError, MissingHere, Problem
from letterkit.export.formats import FORMATS
from letterkit.export.pictures import Picture, page_pictures
from letterkit.folders import whole_file
from letterkit.mailing.plan import Dispatch, Plan, concerning
from letterkit.model.finding import Finding


@dataclass(frozen=True)
class Pictured:
    """One letter and its pages."""

    dispatch: Dispatch
    pages: tuple[Picture, ...]


@dataclass
class Pictures:
    """The letters that could be set, those that could not, and what setting them gave occasion to say; each once."""

    letters: list[Pictured] = field(default_factory=list)
    rejected: list[Problem] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)


def pictures_of(plan: Plan, dpi: int, tell: Callable[[], None] = lambda: None) -> Pictures:
    """The pages of each letter of a plan; ``tell`` is called after each letter.

    Raises :class:`MissingHere` when this machine can't make pages at all; one bad letter is in the result.
    """
    made = Pictures(rejected=list(plan.rejected))
    for dispatch in plan.dispatches:
        try:
            written = FORMATS["pdf"].make(dispatch.letter)
        except MissingHere:
            raise
        except LetterkitError as error:
            made.rejected += concerning(dispatch.addressee, error)
        else:
            made.letters.append(Pictured(dispatch, page_pictures(written.data, dpi)))
            made.findings += [finding for finding in written.findings if finding not in made.findings]
        tell()
    return made


def write_pictures(pictures: Pictures, folder: Path) -> list[Path]:
    """Each page as a PNG file of its owner's alone: ``01-minister-of-justice-1.png``."""
    paths = []
    for letter in pictures.letters:
        for number, page in enumerate(letter.pages, 1):
            path = folder / f"{letter.dispatch.stem}-{number}.png"
            with whole_file(path, private=True) as file:
                file.write(page.data)
            paths.append(path)
    return paths
