"""One door for a letter: its body, laid out once for many senders, and the sender's parts set into it."""

from collections.abc import Sequence
from dataclasses import dataclass

from letterkit.folders import remembered_lately
from letterkit.model.finding import Finding
from letterkit.model.letter import Letter
from letterkit.typeset.content import Cut, TextLine, alone_in, cut, text_lines
from letterkit.typeset.fits import Fit
from letterkit.typeset.laying_out import LaidOut, lay_out, lines_of, shape_of
from letterkit.typeset.layouts import layout
from letterkit.typeset.letter_page import letter_html, letter_pages
from letterkit.typeset.pages import Glyphs, Painted, noted, paint
from letterkit.typeset.setting import Way, glyphs_of, manner_of, set_parts, trial_pattern
from letterkit.typeset.stamped_file import StampedFile, stamped_file

FILES = 60
"""Files that wait in memory for their next sender: about 50 kB each."""


@dataclass(frozen=True)
class SetLetter:
    """A letter with its pages: how many, how loosely set, in which way the sender's parts came into them."""

    letter: Letter
    fit: Fit
    pages: int
    way: Way
    findings: tuple[Finding, ...]
    pdf: bytes
    """The letter as a tagged PDF/UA-1 file."""

    @property
    def html(self) -> str:
        """The page that it is set from."""
        return letter_html(self.letter, self.fit)


def set_letter(letter: Letter) -> SetLetter:
    """Sets a letter, on one page if any fit allows it.

    Raises :class:`Mistake` when the fonts lack a character of it, or a slot is too small for what the sender puts in.
    """
    laid = lay_out(letter.body, shape_of(letter.parts, layout(letter.body.layout)))
    glyphs = glyphs_of(letter.parts)
    mine = set_parts(letter.parts, laid, glyphs)
    file = ready_file(laid, mine.glyphs or glyphs) if mine else None
    if not mine or not file:
        return set_whole(letter, laid.fit)
    return SetLetter(letter, laid.fit, laid.pages, mine.way, laid.findings, file.filled(mine.lines))


def set_whole(letter: Letter, fit: Fit) -> SetLetter:
    """A letter laid out with all of its sender's parts in it: what a set one must equal, and what is left otherwise."""
    with noted() as findings:
        document = letter_pages(letter, letter_html(letter, fit))
        painted, _ = paint([document], glyphs_of(letter.parts))
    data = stamped_file(painted, [(content,) for content in painted.streams]).filled(())
    return SetLetter(letter, fit, len(document.pages), "whole", tuple(findings), data)


@remembered_lately(FILES)
def ready_file(laid: LaidOut, glyphs: Glyphs) -> StampedFile | None:
    """The file of a body that waits for a sender's lines; None where those can't be told from the rest."""
    painted, _ = paint([laid.document], glyphs)
    trial = [text.encode() for text in lines_of(laid.shape.trial, laid.shape)]
    if any(text in body for body in painted.objects.values() for text in trial):
        return None  # a template puts what is the sender's into a bookmark, a link or what is said of the file
    cuts = cuts_of(laid, painted.streams, painted)
    return stamped_file(painted, cuts) if cuts else None


def cuts_of(laid: LaidOut, contents: Sequence[bytes], painted: Painted) -> tuple[Cut, ...] | None:
    """The contents of a body's pages, cut at the trial lines; None where one of those stands nowhere, or twice."""
    pattern = trial_pattern(manner_of(laid), laid.shape)
    pages = [text_lines(content, painted.said) for content in contents]
    found = [_found(pages, text) for text in lines_of(laid.shape.trial, laid.shape)]
    if pattern is None or None in found:
        return None
    places: list[dict[int, TextLine]] = [{} for _ in pages]
    moved = {}
    for number, (page, line) in enumerate(one for one in found if one):
        places[page][number] = line
        usual = pattern.lines[number]
        moved[number] = (line.x - usual.x, line.y - usual.y)
    return tuple(cut(content, mine, moved) for content, mine in zip(contents, places, strict=True))


def _found(pages: Sequence[Sequence[TextLine]], text: str) -> tuple[int, TextLine] | None:
    said = [(page, lines) for page, lines in enumerate(pages) if any(text in line.text for line in lines)]
    if len(said) != 1:
        return None
    page, lines = said[0]
    at = alone_in(lines, text)
    return None if at is None else (page, lines[at])
