"""What a letter asks in the imperative: "Please release her", "Stoppen Sie die Abschiebung", "Cessez la torture"."""

from collections.abc import Iterator

from letterkit.appeals.lines import Line
from letterkit.appeals.points import MOST
from letterkit.appeals.sentences import Sentences, sentences_of
from letterkit.appeals.vocabulary import language_of, vocabulary
from letterkit.protocol.phrases import words_of

SHORTEST = 3
"""Words of a sentence that orders something."""
LONGEST_BEGINNING = 60
"""Characters in which the verb stands."""


def imperatives_in(line: Line) -> Iterator[tuple[int, int]]:
    """Where the sentences of a letter stand that tell the one who reads it what to do, without their "please"."""
    sentences = sentences_of(line.text)
    found = 0
    for start in _beginnings(sentences):
        stop = sentences.end(start)
        begin = start + _please(line.text[start : start + LONGEST_BEGINNING])
        ended = line.text[stop : stop + 1] in (".", "!", ";")  # a subject line has no end
        if ended and found < MOST and _orders(line.text[begin:stop]):
            found += 1
            yield begin, _end(line.text, begin, stop)


def _beginnings(sentences: Sentences) -> Iterator[int]:
    """Where sentences begin, and where one goes on behind the name of whom it is said to, or with another order."""
    text = sentences.text
    for begin in [0, *(stop + 1 for stop in sentences.stops)]:
        start = begin + len(text[begin:]) - len(text[begin:].lstrip(' "“”»’'))
        yield start
        comma = text.find(", ", start, sentences.end(start))
        while comma >= 0:
            if _by_pronoun(text[comma + 2 : comma + 2 + LONGEST_BEGINNING]):
                yield comma + 2
            comma = text.find(", ", comma + 1, sentences.end(start))


def _please(text: str) -> int:
    """How many characters a "please" takes before what is asked."""
    word = vocabulary().sets["pleading"].at_start(text)
    return word.end + len(text[word.end :]) - len(text[word.end :].lstrip(" ,")) if word and not word.start else 0


def _end(text: str, begin: int, stop: int) -> int:
    """The end of an order: before the next one that a comma parts from it."""
    comma = text.find(", ", begin, stop)
    while comma >= 0:
        if _by_pronoun(text[comma + 2 : comma + 2 + LONGEST_BEGINNING]):
            return comma
        comma = text.find(", ", comma + 1, stop)
    return stop


def _orders(text: str) -> bool:
    words = words_of(text[:LONGEST_BEGINNING])
    if len(words) < SHORTEST or vocabulary().opens("courtesies", text):
        return False
    verb = vocabulary().sets["imperatives"].at_start(text[:LONGEST_BEGINNING])
    endings = vocabulary().imperative_endings[language_of(text)]
    return (verb is not None and not verb.start) or words.folded[0].endswith(endings) or _by_pronoun(text)


def _by_pronoun(text: str) -> bool:
    """Whether a verb and the pronoun of the one who is spoken to come first: "Lassen Sie", not "Haben Sie"."""
    words = words_of(text[:LONGEST_BEGINNING])
    if len(words) < SHORTEST or vocabulary().opens("courtesies", text):
        return False
    first, second = text[words[0].start : words[0].end], text[words[1].start : words[1].end]
    return second in vocabulary().imperative_pronouns and first.isalpha() and first.endswith("n")
