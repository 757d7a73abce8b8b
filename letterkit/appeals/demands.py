"""What sentences demand: the objects of demanding verbs; where there are none, what they say should be."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from letterkit.appeals.calls import calls_in, sent_from
from letterkit.appeals.duties import duties_in, oughts_in, says_what_should_be
from letterkit.appeals.imperatives import imperatives_in
from letterkit.appeals.lines import Line
from letterkit.appeals.numbers import contacts_in
from letterkit.appeals.objects import LONGEST_WHO, governor_of, object_start, objects_of
from letterkit.appeals.parts import ASIDE, Part, Section
from letterkit.appeals.points import MOST
from letterkit.appeals.sentences import Sentences, is_within, quotes_in, sentences_of
from letterkit.appeals.vocabulary import language_of, vocabulary
from letterkit.protocol.phrases import words_of

LONGEST_ARTICLE = 8
LONGEST_VERB = 40
LONGEST_STORY = 300
"""Characters before a verb in which somebody else may be said to have done the asking."""


def demanded_in(sections: Sequence[Section]) -> list[Line]:
    """What sentences demand, in the first of these places that has one.

    A letter that asks for as much as the sentence before it says it in the words that are meant to be sent.
    """
    letter = [line for section in sections if section.part is Part.MODEL for line in section.lines]
    asked = _own(demand for line in asking_lines(sections) for demand in _demands(line, oughts=True))
    written = _own(demand for line in letter for demand in _demands_of_letter(line, musts=_opens_with_must(letter)))
    if asked or written:
        return written if _says_as_much(written, asked) else asked
    listed = (line for section in sections if section.part is Part.ADDRESSEES for line in section.lines)
    for lines in (listed, _last_before_addressees(sections), _calling_lines(sections)):
        if found := _own(demand for line in lines for demand in _demands(line)):
            return found
    clauses = [clause for line in letter for clause in oughts_in(line)]
    told = (*_last_before_addressees(sections), *asking_lines(sections))
    duties = [duty for line in told for duty in duties_in(line)]
    return clauses or duties or [clause for line in asking_lines(sections) for clause in oughts_in(line)]


def _says_as_much(written: Sequence[Line], asked: Sequence[Line]) -> bool:
    """Whether a letter asks for about as much as the sentences to the reader do, and in their language."""
    texts = [" ".join(line.text for line in lines) for lines in (written, asked)]
    if not asked or 2 * len(written) <= len(asked):
        return not asked
    as_long = len(written) > len(asked) or 2 * len(texts[0]) >= len(texts[1])
    return as_long and language_of(texts[0]) == language_of(texts[1])


def _own(demands: Iterable["_Demand"]) -> list[Line]:
    """The lines of demands without those that are borrowed, unless there are no others."""
    found = list(demands)
    return [demand.line for demand in found if not demand.borrowed] or [demand.line for demand in found]


def asking_lines(sections: Sequence[Section]) -> Iterator[Line]:
    """The lines under a heading or a lead to requests, and the sentences that lead to these or to addressees."""
    for section in sections:
        if section.part in (Part.REQUESTS, Part.ADDRESSEES) and section.opening:
            yield section.opening
        if section.part is Part.REQUESTS:
            yield from section.lines


def _last_before_addressees(sections: Sequence[Section]) -> list[Line]:
    """The three paragraphs before the addressees, where an article asks; in one without a list those with numbers."""
    before: list[Line] = []
    for section in sections:
        if section.part is Part.ADDRESSEES:
            return before[-3:]
        before += section.lines
    return [line for line in before if contacts_in(line.text)]


def _calling_lines(sections: Sequence[Section]) -> Iterator[Line]:
    """The paragraphs that tell the reader whom to write to, where nothing says how to reach anybody."""
    if any(section.part is Part.ADDRESSEES for section in sections):
        return iter(())
    told = (line for section in sections if section.part not in ASIDE for line in section.told)
    return (line for line in told if calls_in(line))


def demands_of(line: Line) -> list[Line]:
    """The objects of demanding verbs: of "call on the authorities to drop all charges" it is "drop all charges"."""
    return [demand.line for demand in _demands(line)]


@dataclass(frozen=True)
class _Demand:
    line: Line
    borrowed: bool
    """Said by others or within quotation marks: these count where there are no others."""
    told: bool = False
    """Told of somebody who asks: "The trade union demands …"."""


def _opens_with_must(letter: Sequence[Line]) -> bool:
    """Whether a letter begins with what must be, as one does that goes on so: "Ada Muster must be released."."""
    opening = _oughts(sentences_of(letter[0].text), "duties") if letter else []
    return bool(opening) and opening[0][0] == 0


def _demands_of_letter(line: Line, *, musts: bool) -> list[_Demand]:
    """Also what a letter asks in the imperative, or says must be; ``musts`` says that it begins so."""
    told = _oughts(sentences_of(line.text), "duties") if musts else ()
    found = [replace(demand, borrowed=demand.borrowed or demand.told) for demand in _demands(line, oughts=True)]
    spans = [(line.text.find(demand.line.text), len(demand.line.text)) for demand in found]
    orders = [
        (start, _Demand(replace(line, text=line.text[start:end], marker=""), borrowed=False))
        for start, end in (*imperatives_in(line), *told)
        if not any(begin < end and start < begin + length for begin, length in spans)
    ]
    both = [*orders, *((begin, demand) for (begin, _), demand in zip(spans, found, strict=True))]
    return [demand for _, demand in sorted(both, key=lambda one: one[0])]


def _demands(line: Line, *, oughts: bool = False) -> list[_Demand]:
    sentences = sentences_of(line.text)
    found: list[tuple[int, int]] = []
    told: set[int] = set()
    done = 0
    for verb in vocabulary().demands.find(line.text):
        if verb.start < done or _is_noun(line.text, verb.start) or _others_asked(sentences, verb.start):
            continue
        start = object_start(line.text, verb)
        if start is None or not _of_one_sentence(sentences, verb.start, start):
            continue
        inner = vocabulary().demands.at_start(line.text[start : start + LONGEST_VERB])
        if inner and not inner.meaning and vocabulary().says("publics", line.text[sentences.begin(verb.start) : start]):
            continue  # "people are encouraged to demand …"
        if not _asks_authorities(line.text[verb.end : start], line.text[start:]):
            continue
        governor = governor_of(line.text, verb, start)
        objects, stop = objects_of(sentences.cut(sent_from(line)), start, governor)
        found += objects
        if _tells_of_others(sentences, verb.start):
            told.update(begin for begin, _ in objects)
        done = stop if objects else done
    if oughts and found:
        found += _oughts_behind(sentences, found)
    quotes = quotes_in(line.text)
    return [
        _Demand(replace(line, text=line.text[start:end], marker=""), is_within(start, quotes), start in told)
        for start, end in sorted(found)
    ]


def _is_noun(text: str, verb: int) -> bool:
    """Whether a word that demands is a thing here: "sign a petition to defend the students"."""
    before = words_of(text[max(0, verb - LONGEST_ARTICLE) : verb])
    return len(before) > 0 and before[-1].folded in vocabulary().small["indefinite"]


def _of_one_sentence(sentences: Sentences, verb: int, start: int) -> bool:
    """Whether what is demanded begins in the sentence of its verb, or behind the colon that ends it."""
    end = sentences.end(verb)
    return start <= end or sentences.text[end : end + 1] == ":"


def _others_asked(sentences: Sentences, verb: int) -> bool:
    """Whether a sentence tells what somebody has asked for, so that no reader need do it."""
    begin = max(sentences.begin(verb), verb - LONGEST_STORY)
    return vocabulary().says("told", sentences.text[begin:verb])


def _asks_authorities(of_whom: str, what: str) -> bool:
    """Whether something is asked, and not of the public: in "eine Neuverhandlung verlangen und …" it stands before."""
    publics = any(vocabulary().says(kind, of_whom) for kind in ("copies", "publics"))
    publics = publics or vocabulary().opens("publics", what)
    return not publics and not vocabulary().opens("conjunctions", what)


def _tells_of_others(sentences: Sentences, verb: int) -> bool:
    """Whether a verb tells of somebody who asks; one that opens a sentence tells readers to ask."""
    inside = sentences.begin(verb) < verb - 1
    return inside and vocabulary().opens("asked_by_others", sentences.text[verb : verb + LONGEST_WHO])


def _oughts_behind(sentences: Sentences, found: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """The sentences behind the first demand that say what must be, and hold no other."""
    first = min(end for _, end in found)
    behind = [span for span in _oughts(sentences, "musts") if span[0] >= first]
    return [(begin, end) for begin, end in behind if not any(at < end and begin < stop for at, stop in found)]


def _oughts(sentences: Sentences, words: str) -> list[tuple[int, int]]:
    """The sentences that say by one of these words what must be."""
    told: list[tuple[int, int]] = []
    for ought in vocabulary().sets[words].find(sentences.text):
        start, end = sentences.begin(ought.start), sentences.end(ought.end)
        start += len(sentences.text[start:end]) - len(sentences.text[start:end].lstrip(' "”’'))
        new = not (told and start < told[-1][1])
        if new and sentences.text[start : start + 1].isupper() and says_what_should_be(sentences.text[start:end]):
            told.append((start, end + (sentences.text[end : end + 1] in (".", "!"))))
    return told[:MOST]
