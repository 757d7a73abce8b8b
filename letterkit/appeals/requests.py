"""The requests of an appeal, verbatim: marked points, paragraphs under a lead-in, or what a sentence demands."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from letterkit.appeals.demands import asking_lines, demanded_in, demands_of
from letterkit.appeals.leads import ends_before_demand, ends_in_demanding, sentence_end
from letterkit.appeals.lines import Line
from letterkit.appeals.parts import Part, Section
from letterkit.appeals.points import is_request, points_of, steps_of
from letterkit.appeals.vocabulary import language_of, vocabulary
from letterkit.protocol.phrases import words_of


@dataclass(frozen=True)
class Points:
    """The lead-in and the requests under it, each with the line on which it begins."""

    lead_in: Line | None = None
    requests: tuple[Line, ...] = ()
    guessed: bool = False
    """The requests are parts of sentences: a person should look at where they begin and end."""
    others: Mapping[str, tuple[Line, ...]] = field(default_factory=dict)
    """The same requests in other languages."""
    asking: tuple[Line, ...] = ()
    """The sentences that ask, where the requests are parts of sentences."""
    further: Line | None = None
    """The lead to another list below the addressees, in the same language: for others than those above it."""


def requests_of(sections: Sequence[Section]) -> Points:
    """The requests in the first part that has any; else a list that reads like one; else what sentences demand."""
    lead: Line | None = None
    for place, section in enumerate(sections):
        if section.part is not Part.REQUESTS:
            continue
        if section.opening and _is_lead(section.opening.text):
            lead = _last_sentence(section.opening)
        points = points_of(section.lines, led=section.opening is not None and _is_lead(section.opening.text))
        if (
            points
            and not _asks_within_steps(section, len(points))
            and not _tells_steps(section, points, sections[place:])
        ):
            points += _asked_besides(section.lines, points[-1])
            others = _in_other_languages(points, sections[place + 1 :])
            further = _further_lead(points, sections[place + 1 :])
            return Points(lead or _lead_before(section.lines, points[0]), tuple(points), others=others, further=further)
    listed = _listed(sections)
    if listed.requests:
        return listed
    demanded = demanded_in(sections)
    # A lead with a colon leads to what stands below it, not to the demands of sentences.
    asking = tuple(asking_lines(sections))
    return Points(None, tuple(demanded), guessed=True, asking=asking) if demanded else Points(lead)


def _asked_besides(lines: Sequence[Line], last: Line) -> list[Line]:
    """What sentences behind a list ask for besides: "I also call on you to …"."""
    behind = (line for line in lines if line.number > last.number and not line.marker)
    return [demand for line in behind if vocabulary().opens("adding", line.text) for demand in demands_of(line)]


def _asks_within_steps(section: Section, points: int) -> bool:
    """Whether what is to be asked for stands within steps for the reader, of whom the other points may be some."""
    steps = steps_of(section.lines)
    return len(steps) >= points and any(demands_of(line) for line in steps)


def _tells_steps(section: Section, points: Sequence[Line], after: Sequence[Section]) -> bool:
    """Whether a list is one of steps for the reader rather, since another below it asks and tells none."""
    if len(steps_of(section.lines)) < len(points) or section.part is not Part.REQUESTS:
        return False
    others = (other for other in after[1:] if other.part is Part.REQUESTS and other.opening)
    return any(points_of(other.lines, led=True) and not steps_of(other.lines) for other in others)


def texts_of(points: Points, language: str) -> tuple[str, ...] | dict[str, tuple[str, ...]]:
    """The requests of an appeal in a language: a list, or a list for each language in which they are given."""
    texts = {one: tuple(line.text for line in lines) for one, lines in _by_language(points, language).items()}
    return texts if points.others else texts[language]


def places_of(points: Points, language: str) -> list[tuple[str, int]]:
    """The path of each request, ``requests[1]`` or ``requests.fr[1]``, and the line on which it begins."""
    lists = _by_language(points, language)
    return [
        (f"requests.{one}[{at}]" if points.others else f"requests[{at}]", line.number)
        for one, lines in lists.items()
        for at, line in enumerate(lines)
    ]


def _by_language(points: Points, language: str) -> dict[str, tuple[Line, ...]]:
    """The requests by language; the first list counts as in the appeal's own where no other is."""
    own = language if language not in points.others else _language(points.requests)
    return {own: points.requests, **points.others}


def _in_other_languages(points: Sequence[Line], after: Sequence[Section]) -> dict[str, tuple[Line, ...]]:
    """The lists below one that have as many points, each in a language of its own."""
    others: dict[str, tuple[Line, ...]] = {}
    first = _language(points)
    for section in after:
        found = points_of(section.lines, led=True) if section.part is Part.REQUESTS else []
        language = _language(found)
        if found and len(found) == len(points) and language != first:
            others.setdefault(language, tuple(found))
    return others


def _further_lead(points: Sequence[Line], after: Sequence[Section]) -> Line | None:
    """The lead to another list behind the addressees; a list in a model letter says the same in other words."""
    parts = [section.part for section in after]
    for place, section in enumerate(after):
        led = section.part is Part.REQUESTS and section.opening is not None and _is_lead(section.opening.text)
        if led and Part.ADDRESSEES in parts[:place] and Part.MODEL not in parts[:place]:
            found = points_of(section.lines, led=True)
            return section.opening if found and _language(found) == _language(points) else None
    return None


def _language(points: Sequence[Line]) -> str:
    return language_of(" ".join(line.text for line in points))


def _last_sentence(lead: Line) -> Line:
    """The sentence of a paragraph that leads to the requests: "They are in danger. We urge you to:"."""
    ends = [
        end for end in sentence_end().finditer(lead.text) if not lead.text[end.start() - 1].isdigit()
    ]  # "15. April"
    last = lead.text[ends[-1].end() :] if ends else ""
    return replace(lead, text=last) if _is_lead(last) else lead


def _is_lead(text: str) -> bool:
    ends = text.endswith((":", ",")) or (text.isupper() and len(words_of(text)) >= 4)
    return (ends and (vocabulary().says("leads", text) or ends_in_demanding(text.rstrip(" :,")))) or (
        (text[-1:].isalpha() or text.endswith(",")) and (vocabulary().opens("calls", text) or ends_before_demand(text))
    )


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
