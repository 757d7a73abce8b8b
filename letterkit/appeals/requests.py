"""The requests of an appeal, verbatim: marked points, paragraphs under a lead-in, or what a sentence demands."""

from collections.abc import Sequence
from dataclasses import dataclass

from letterkit.appeals.demands import demanded_in
from letterkit.appeals.lines import Line
from letterkit.appeals.parts import Part, Section
from letterkit.appeals.points import is_request, points_of
from letterkit.appeals.vocabulary import vocabulary
from letterkit.protocol.phrases import words_of


@dataclass(frozen=True)
class Points:
    """The lead-in and the requests under it, each with the line on which it begins."""

    lead_in: Line | None = None
    requests: tuple[Line, ...] = ()
    guessed: bool = False
    """The requests are parts of sentences: a person should look at where they begin and end."""


def requests_of(sections: Sequence[Section]) -> Points:
    """The requests in the first part that has any; else a list that reads like one; else what sentences demand."""
    lead: Line | None = None
    for section in sections:
        if section.part is not Part.REQUESTS:
            continue
        if section.opening and _is_lead(section.opening.text):
            lead = section.opening
        points = points_of(section.lines, led=lead is not None and lead is section.opening)
        if points:
            return Points(lead or _lead_before(section.lines, points[0]), tuple(points))
    listed = _listed(sections)
    if listed.requests:
        return listed
    demanded = demanded_in(sections)
    return Points(lead, tuple(demanded), guessed=True) if demanded else Points(lead)


def _is_lead(text: str) -> bool:
    return (text.endswith(":") or (text.isupper() and len(words_of(text)) >= 4)) and vocabulary().says("leads", text)


def _lead_before(lines: Sequence[Line], first: Line) -> Line | None:
    before = [line for line in lines if line.number < first.number and line.text.endswith(":")]
    return before[-1] if before else None


def _listed(sections: Sequence[Section]) -> Points:
    """A list outside the known parts most points of which begin like requests."""
    for section in sections:
        if section.part not in (Part.FRONT, Part.SITUATION, Part.BACKGROUND):
            continue
        marked = [line for line in section.lines if line.marker]
        asking = [line for line in marked if is_request(line.text)]
        if len(asking) >= 2 and len(asking) * 2 > len(marked):
            return Points(_lead_before(section.lines, marked[0]), tuple(marked), guessed=True)
    return Points()
