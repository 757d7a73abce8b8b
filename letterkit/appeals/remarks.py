"""Lines among addressees that name nobody: remarks to the reader, sentences, the heads of tables."""

import re
from functools import cache

from letterkit.appeals.bystanders import is_accused
from letterkit.appeals.channels import channels_asked
from letterkit.appeals.leads import begins_with_holder
from letterkit.appeals.looks import look, pieces_in
from letterkit.appeals.names import Person, read_person, tidy
from letterkit.appeals.numbers import MEANS
from letterkit.appeals.sentences import sentences_of
from letterkit.appeals.vocabulary import vocabulary
from letterkit.protocol.countries import country_named
from letterkit.protocol.offices import find_offices

SHORTEST_PROSE = 6
SHORTEST_STORY = 10
LONGEST_NAME = 8
"""Words of a name with its titles."""
LONGEST_PIECE = 15
"""Words between two commas that are a sentence's, not an address's."""


@cache
def _patterns() -> dict[str, re.Pattern[str]]:
    one_of = vocabulary().one_of
    return {
        "cell": re.compile(r"\s{3,}"),
        "aside": re.compile(
            rf"\(.*\)$|\[(?: ?\d|[^\[\]]*\]$)|(?:{one_of('conjunctions', 'asides')})\s?:", re.IGNORECASE
        ),
        "two sentences": re.compile(r"[a-zß-ÿ]{4,}[.!?]\s+[A-ZÀ-Þ][a-zß-ÿ]+ "),
    }


def without_remark(text: str) -> str:
    """A holder's line without what is told behind it: "Ada Muster, mayor. It is she who decides."."""
    stop = sentences_of(text).whole.end(0)
    head = text[: stop + 1] if text[stop + 1 :].strip() else ""
    short = len(head.split()) <= LONGEST_PIECE and not any(c.isdigit() for c in text)
    told = short and "," in head and vocabulary().says("finite", text[stop + 1 :])
    return head if told and begins_with_holder(head) else text


def is_remark(text: str) -> bool:
    """Whether a line between addressees is running text that speaks to the reader."""
    if look(text).salutation or channels_asked(text) or _is_titled_name(text):
        return False
    if any(vocabulary().opens(kind, text) for kind in ("not_an_addressee", "write_in")) or is_accused(text):
        return True
    if _patterns()["aside"].match(text) or _heads_table(text):
        return True
    reached = any(contact.kind != "web" for contact in look(text).contacts)
    return _is_story(text) if reached else _is_prose(text)


def _is_story(text: str) -> bool:
    """Whether a line with numbers tells something of somebody else: "A fund has been set up at …, call 555-…"."""
    words = text.split()
    small = sum(word[0].islower() for word in words)
    first = pieces_in(text)[0]
    told = len(words) >= SHORTEST_STORY and small * 2 > len(words) and vocabulary().says("finite", first)
    told = (
        told and ":" not in first and not vocabulary().says("sending", text) and not vocabulary().says("copies", text)
    )
    return told and not look(text).head and not any(find_offices(piece) for piece in pieces_in(text))


def _is_titled_name(text: str) -> bool:
    """Whether a line is a name with its title: "Son Excellence M. Jean Exemple", where "son" is no Spanish verb."""
    person = read_person(text) if len(text.split()) <= LONGEST_NAME and text[-1:].isalpha() else Person()
    return bool(person.honorific) and text.endswith(person.name or "\n")


def _is_prose(text: str) -> bool:
    """Whether a line without numbers is a slogan, a sentence, or mostly words in small letters."""
    words = text.split()
    if len(words) < SHORTEST_PROSE:
        return text.endswith(("!", "?")) and len(words) > 2
    longest = max(len(piece.split()) for piece in pieces_in(text))
    if text.endswith(("!", "?")) or (text.endswith(".") and longest >= LONGEST_PIECE):
        return True
    if vocabulary().says("finite", text) or _patterns()["two sentences"].search(text) or _is_sentence(text):
        return True
    small = sum(word[0].islower() for word in words)
    commas = text.count(",") + text.count(";")
    return small > 0.55 * len(words) and commas * 6 < len(words) and not look(text).head


def _is_sentence(text: str) -> bool:
    """Whether a line is a plain sentence: it ends like one, and has no number, no country at its end, nobody first."""
    last = tidy(pieces_in(text.rstrip(" ."))[-1])
    plain = text.endswith(".") and not any(c.isdigit() for c in text) and any(word.islower() for word in text.split())
    return plain and not country_named(last) and not look(text).head


def _heads_table(text: str) -> bool:
    """Whether a line is the head of a table: "Name   Office   Fax"."""
    cells = _patterns()["cell"].split(text)
    labels = sum(vocabulary().labels.whole(cell) in MEANS for cell in cells)
    return len(cells) > 1 and labels > 0 and not any(contact.written for contact in look(text).contacts)
