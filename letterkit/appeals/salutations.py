"""The salutation that an appeal states for an addressee: behind a label, or as a line "Dear Minister" of its own."""

from letterkit.appeals.names import tidy
from letterkit.appeals.vocabulary import vocabulary
from letterkit.protocol.phrases import words_of

LONGEST = 10
"""Words of a salutation."""


def is_salutation(text: str) -> bool:
    """Whether a line under an addressee is its salutation: "Dear Minister", "Monsieur le Ministre,", "Excellency"."""
    words = vocabulary()
    bare = text.strip(' ()*"“”')
    if len(words_of(bare)) > LONGEST or any(c.isdigit() or c == "@" for c in bare) or words.opens("greetings", bare):
        return False
    opening = words.sets["letter_openings"].at_start(bare)
    if words.opens("letter_greetings", bare):
        return True
    return opening is not None and (not bare[opening.end :].strip(" ,:!.") or bare.endswith(","))


def take_salutation(text: str) -> tuple[str, str]:
    """A line without its salutation, and the salutation: that behind "Salutation:", or the whole line."""
    bare, salutation = take_labelled_salutation(text)
    return ("", tidy(text.strip(' ()*"“”'))) if not salutation and is_salutation(text) else (bare, salutation)


def take_labelled_salutation(text: str) -> tuple[str, str]:
    """A line without what stands behind "Salutation:", and that."""
    for label in vocabulary().labels.find(text):
        after = text[label.end :].lstrip()
        if label.meaning == "salutation" and after[:1] in (":", "–", "=") and tidy(after[1:]):
            return text[: label.start].rstrip("([ "), tidy(after[1:]).rstrip(")] ")
    return text, ""


def salutation_in(language: str, stated: str) -> tuple[str, bool]:
    """Of several salutations the one in the letter's language, and whether another would do as well.

    All as they stand where none of them is in that language.
    """
    pieces = [tidy(piece.partition(" (")[0]) for piece in stated.split(" / ")]
    opened = [(piece, vocabulary().sets["letter_openings"].at_start(piece)) for piece in pieces]
    fitting = [piece for piece, opening in opened if opening and opening.meaning == language]
    return (fitting[0], len(fitting) > 1) if len(pieces) > 1 and fitting else (stated, False)
