"""Where a letter begins in a text: its salutation, its subject."""

from letterkit.appeals.vocabulary import vocabulary
from letterkit.protocol.phrases import words_of


def opens_letter(text: str) -> bool:
    """Whether a line is the salutation of a model letter, and not a greeting to the reader."""
    words, text = vocabulary(), text.lstrip("\"“”„«» '‘")
    if words.opens("greetings", text) or not words.opens("letter_openings", text):
        return False
    bare = text.rstrip(" *_")
    ended = len(text) < 90 and bare.endswith((",", ":", "!")) and "," not in bare.rstrip(",")
    return ended or (len(words_of(text)) <= 7 and bare[-1:].isalpha() and words.opens("letter_greetings", text))


def is_subject(text: str) -> bool:
    """Whether a line is the subject of a letter or a mail: "Re: Detention of Ada Muster"."""
    label = vocabulary().sets["mail_subject"].at_start(text)
    after = text[label.end :].lstrip() if label else ""
    return after.startswith(":") and len(words_of(after)) > 1
