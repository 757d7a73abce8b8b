"""A document cut into its parts: front matter, situation, requests, addressees, copies, reporting, issuer, the rest."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from letterkit.appeals.blocks import block_above
from letterkit.appeals.calls import calls_in
from letterkit.appeals.leads import begins_with_holder, sentence_end
from letterkit.appeals.lines import Line
from letterkit.appeals.looks import is_body_of_state, look
from letterkit.appeals.missions import missions_in
from letterkit.appeals.numbers import contacts_in
from letterkit.appeals.openings import LONGEST_LEAD, opening_of
from letterkit.appeals.parts import Cut, Part, Section
from letterkit.appeals.vocabulary import vocabulary
from letterkit.protocol.phrases import Found, words_of

LONGEST_ABOVE = 120
"""Characters of a line above "Fax: …" that may belong to the address."""
MASTHEAD = 3
"""Lines at the head of a document of which one may say how to reach who publishes; the appeal begins below it."""
LONGEST_LINE = 10
"""Words of a line of an address."""
LONGEST_REACHED = 300
"""The same of a line with numbers of its own."""


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
        if part is Part.ISSUER and place < MASTHEAD:
            cuts.append(Cut(Part.FRONT, None, []))
    return [Section(cut.part, tuple(cut.lines), cut.opening) for cut in cuts if cut.lines or cut.opening]


def _sentences(line: Line) -> Iterator[Line]:
    """A paragraph with contacts, cut before each sentence that opens something, and before "; with a copy to …"."""
    start = 0
    if copies := _copies_in_lead(line.text):
        yield replace(line, text=copies.group(1))
        line = replace(line, text=f"{line.text[: copies.start()]}:")
    if line.text.endswith(":") and len(line.text) > LONGEST_LEAD:
        start = max((end.end() for end in sentence_end().finditer(line.text)), default=0)
        if start:
            yield replace(line, text=line.text[:start].rstrip())
    elif contacts_in(line.text) or _ourselves(line.text):
        for before, after in _cuts(line):
            yield replace(line, text=line.text[start:before].rstrip(), marker=line.marker if not start else "")
            start = after
    yield replace(line, text=line.text[start:], marker=line.marker if not start else "")


def _copies_in_lead(text: str) -> re.Match[str] | None:
    """The clause of a lead that says who gets copies: "Write to those below, with copies to the embassies of …:"."""
    for found in vocabulary().headings.find(text) if text.endswith(":") and len(text) < LONGEST_LEAD else ():
        if found.meaning == "copies" and found.start and missions_in(text[found.start :]):
            return re.compile(r"[,;]?\s*(.*):$").match(text, len(text[: found.start].rstrip(" ,;")))
    return None


def _cuts(line: Line) -> list[tuple[int, int]]:
    """Where a paragraph is cut: (the end of what goes before, the beginning of what follows)."""
    text, cuts = line.text, list[tuple[int, int]]()
    ends = list(sentence_end().finditer(text))
    called = min((start for call in calls_in(line) for start, _ in call.spans), default=len(text))
    if called < len(text):
        cuts += [(end.start() + 1, end.end()) for end in ends if end.end() <= called][-1:]
    for end in ends:
        after = text[end.end() : end.end() + 200]
        heading = vocabulary().headings.at_start(after)
        opens = heading is not None and heading.meaning in ("copies", "reporting", "addressees")
        asks = end.end() < called and any(vocabulary().opens(kind, after) for kind in ("leads", "calls", "asking"))
        if opens or asks or vocabulary().opens("issuer_contact", after):
            cuts.append((end.start() + 1, end.end()))
    contacts = contacts_in(text)
    cuts += [(found.start, found.start) for found in _ourselves(text)]
    first = min((contact.start for contact in contacts), default=len(text))
    for found in vocabulary().headings.find(text):
        before = text[: found.start].rstrip()
        joined = before.endswith((";", ",")) or any(contact.end == len(before) for contact in contacts)
        if found.meaning == "copies" and joined and first < found.start:
            cuts.append((found.start, found.start))
    return sorted(set(cuts))


def _ourselves(text: str) -> list[Found[str]]:
    """The words "and to us" behind others who get copies."""
    copies = vocabulary().sets["copies"].first(text)
    return [found for found in vocabulary().sets["us"].find(text) if copies and copies.start < found.start]


def _block_before(lines: list[Line], line: Line) -> list[Line]:
    """Takes the lines close above out of ``lines`` that belong to the same addressee: a name above "Fax: …"."""
    block: list[Line] = []
    if line.gap and (spaced := block_above(line, lines)):
        block, lines[-spaced:] = lines[-spaced:], []
        return block
    joined = not line.gap
    while joined and lines and _may_be_above(lines[-1]):
        above = lines.pop()
        # An empty line may part the numbers from the address.
        joined = not above.gap or (look(above.text).only_contact and not any(other.gap for other in block))
        block.insert(0, above)
    if block and block[0].gap and is_body_of_state(block[0].text) and lines and _is_holder(lines[-1]):
        block.insert(0, lines.pop())
    return block


def _is_holder(line: Line) -> bool:
    """Whether a line says who holds an office, whose seat stands below it: "Ada Muster, Minister of Finance"."""
    return _may_be_above(line) and not contacts_in(line.text) and begins_with_holder(line.text)


def _is_point(text: str) -> bool:
    """Whether a line is long and has no figures, as no line of an address: "The release of Ada Muster and …"."""
    return len(words_of(text)) > LONGEST_LINE and not any(c.isdigit() for c in text)


def _may_be_above(line: Line) -> bool:
    """Whether a line may belong to an address below it: no point, no lead, no sentence."""
    told = vocabulary().says("finite", line.text) or _is_point(line.text)
    sentence = line.text.endswith((".", "!", "?")) and told
    short = len(line.text) < (LONGEST_REACHED if contacts_in(line.text) else LONGEST_ABOVE)
    return short and not (line.marker or line.level or sentence or line.text.endswith(":"))
