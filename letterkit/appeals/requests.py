"""The requests of an appeal, verbatim: marked points, or paragraphs under the sentence that leads to them."""

from collections.abc import Sequence
from dataclasses import dataclass

from letterkit.appeals.lines import Line
from letterkit.appeals.sections import Part, Section
from letterkit.appeals.vocabulary import vocabulary
from letterkit.protocol.phrases import words_of


@dataclass(frozen=True)
class Points:
    """The lead-in and the requests under it, each with the line on which it begins."""

    lead_in: Line | None = None
    requests: tuple[Line, ...] = ()


def requests_of(sections: Sequence[Section]) -> Points:
    """The requests in the first part that has any."""
    lead: Line | None = None
    for section in sections:
        if section.part is not Part.REQUESTS:
            continue
        if section.opening and section.opening.text.endswith(":") and vocabulary().says("leads", section.opening.text):
            lead = section.opening
        points = _points(section.lines)
        if points:
            return Points(lead or _lead_before(section.lines, points[0]), tuple(points))
    return Points(lead)


def _points(lines: Sequence[Line]) -> list[Line]:
    """The marked lines, each with the unmarked ones that continue it; without marks, paragraphs that begin like a request."""
    if any(line.marker for line in lines):
        return [line for line in lines if line.marker]
    return [line for line in lines if is_request(line.text)]


def is_request(text: str) -> bool:
    """Whether a paragraph without a mark is a request: it begins with a verb of asking or doing, or is a clause that ends in a semicolon."""
    words = words_of(text)
    if len(words) < 3:
        return False
    begins = vocabulary().sets["request_verbs"].at_start(text)
    return bool(begins and begins.start <= 1) or text.rstrip().endswith(";")


def _lead_before(lines: Sequence[Line], first: Line) -> Line | None:
    before = [line for line in lines if line.number < first.number and line.text.endswith(":")]
    return before[-1] if before else None
