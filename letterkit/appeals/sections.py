"""A document cut into its parts: front matter, situation, requests, addressees, copies, reporting, issuer, the rest."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from letterkit.appeals.lines import Line
from letterkit.appeals.numbers import contacts_in
from letterkit.appeals.openings import opening_of, sentence_end
from letterkit.appeals.parts import Cut, Part, Section
from letterkit.appeals.vocabulary import vocabulary


def sections_of(lines: Sequence[Line]) -> list[Section]:
    """Cuts a document at headings, at sentences that lead to requests or addressees, at lines that tell it."""
    cuts = [Cut(Part.FRONT, None, [])]
    lines = [part for line in lines for part in _sentences(line)]
    for place, line in enumerate(lines):
        following = lines[place + 1] if place + 1 < len(lines) else None
        opened = opening_of(line, following, cuts[-1])
        if opened is None:
            cuts[-1].lines.append(line)
            continue
        part, opening, rest = opened
        block = _block_before(cuts[-1].lines, rest) if part is Part.ADDRESSEES and opening is None and rest else []
        cuts.append(Cut(part, opening, [*block, *([rest] if rest else [])]))
    return [Section(cut.part, tuple(cut.lines), cut.opening) for cut in cuts if cut.lines or cut.opening]


def _sentences(line: Line) -> Iterator[Line]:
    """A paragraph with contacts, cut before each sentence that opens something: "Send copies of these to …"."""
    start = 0
    if "." in line.text and contacts_in(line.text):
        for cut in sentence_end().finditer(line.text):
            after = line.text[cut.end() : cut.end() + 200]
            heading = vocabulary().headings.at_start(after)
            if (heading and heading.meaning in ("copies", "reporting", "addressees")) or vocabulary().opens(
                "leads", after
            ):
                yield replace(line, text=line.text[start : cut.start() + 1], marker=line.marker if not start else "")
                start = cut.end()
    yield replace(line, text=line.text[start:], marker=line.marker if not start else "")


def _block_before(lines: list[Line], line: Line) -> list[Line]:
    """Takes the lines close above out of ``lines`` that belong to the same addressee: a name above "Fax: …"."""
    block: list[Line] = []
    joined = not line.gap
    while joined and lines and len(lines[-1].text) < 120 and not lines[-1].marker and not lines[-1].level:
        joined = not lines[-1].gap
        block.insert(0, lines.pop())
    return block
