"""Words that the end of a line broke at a hyphen: which are one word again, and which are compounds that keep it."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise

from letterkit.appeals.vocabulary import vocabulary
from letterkit.model.finding import Finding

SOFT = "\u00ad"
"""A hyphen that is only seen where it breaks a word."""
HYPHENS = f"-‐{SOFT}"


@cache
def _patterns() -> dict[str, re.Pattern[str]]:
    return {
        "word": re.compile(r"[^\W\d_]+(?:[-‐’'][^\W\d_]+)*"),
        "broken": re.compile(r"(?:^|[\s(“\"‘«])([^\W\d_]{2,})[-‐\u00ad]$"),
        "rest": re.compile(r"([^\W\d_]{2,})"),
    }


@dataclass(frozen=True)
class Words:
    """The words that stand unbroken in the document, by which a broken one is known."""

    known: Counter[str]
    hyphenates: bool
    """Whether the document breaks words: then a word of which nothing is known is taken to be one."""


def words_in(texts: Sequence[str]) -> Words:
    """The words of a document's lines; one with a single break, and no proof that it breaks words, may not do so."""
    known: Counter[str] = Counter()
    breaks = 0
    after_break = False
    for text in map(str.rstrip, texts):
        broken = text[-1:] in HYPHENS and bool(text)
        breaks += broken
        found = list(_patterns()["word"].finditer(text))
        for word in found[after_break : len(found) - broken]:
            known[word[0].lower().replace("‐", "-")] += 1
        after_break = broken
    proven = sum(bool(parts) and "".join(parts).lower() in known for parts in _all_halves(texts))
    return Words(known, hyphenates=proven > 0 or breaks * 20 > len(texts))


def _all_halves(texts: Sequence[str]) -> list[tuple[str, str]]:
    return [parts for one, other in pairwise(texts) if (parts := halves(one, other))]


def halves(text: str, following: str) -> tuple[str, str] | None:
    """The two parts of a word that begins at the end of one line and goes on, in small letters, on the next."""
    if text[-1:] not in HYPHENS:
        return None
    broken, rest = _patterns()["broken"].search(text[-60:]), _patterns()["rest"].match(following)
    if not broken or not rest or not rest[1][0].islower() or rest[1] in vocabulary().single["links"]:
        return None
    return broken[1], rest[1]


def joined_at_hyphen(text: str, following: str, words: Words, number: int) -> tuple[str, list[Finding]]:
    """Two lines as one text, the first of which ends with a hyphen; ``number`` is the line that a finding names.

    The hyphen goes where the word stands elsewhere without it, and where nothing speaks for a compound.
    """
    parts = halves(text, following)
    if parts is None:
        apart = text[-1:] == SOFT or following.split(" ", 1)[0] in vocabulary().single["links"]
        return f"{text.rstrip(SOFT)}{' ' if apart else ''}{following}", []
    whole, compound = "".join(parts).lower(), "-".join(parts).lower()
    without, kept = f"{text[:-1]}{following}", f"{text[:-1]}-{following}"
    typeset = text.endswith((SOFT, "‐"))
    if not words.known[whole] and (words.known[compound] or (not typeset and _is_compound(*parts, words))):
        return kept, []
    if words.known[whole] and words.known[compound]:
        return kept, []
    if words.known[whole] or typeset or words.hyphenates:
        message = f"“{''.join(parts)}” was parted by a hyphen at the end of a line"
        return without, [_said(number, "repaired", message)]
    message = f"“{'-'.join(parts)}” stood across two lines: is it one word without the hyphen?"
    return kept, [_said(number, "doubtful", message)]


def _is_compound(first: str, second: str, words: Words) -> bool:
    sets = vocabulary().sets
    if sets["compound_starts"].whole(first) or sets["compound_ends"].whole(second):
        return True
    return bool(words.known[first.lower()] and words.known[second.lower()])


def _said(number: int, kind: str, message: str) -> Finding:
    return Finding.model_validate({"field": "source", "line": number, "kind": kind, "message": message})
