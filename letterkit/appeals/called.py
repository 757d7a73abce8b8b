"""Who is named behind a verb of reaching: the words of a sentence → an addressee, or nobody who is written to."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from letterkit.appeals.addressees import read_addressee
from letterkit.appeals.draft import Draft
from letterkit.appeals.entries import Entry
from letterkit.appeals.lines import Line
from letterkit.appeals.names import looks_like_name
from letterkit.appeals.numbers import Contact
from letterkit.appeals.places import is_place
from letterkit.appeals.vocabulary import vocabulary
from letterkit.protocol.offices import find_institutions

NEAR = 30
"""Characters before a title, as of a state: "Illinois Sens."."""


@dataclass(frozen=True)
class Call:
    """Somebody whom a sentence tells readers to reach, and the stretches of its line that say whom and how."""

    draft: Draft
    spans: tuple[tuple[int, int], ...]


@dataclass(frozen=True)
class Start:
    verb: int
    who: int
    """Where the name of the one begins who is to be reached."""


def read_called(who: str, language: str, ways: Sequence[Contact]) -> Draft | None:
    """Who the words behind a verb name: somebody with an office or a title, a body, or a name."""
    who = _office_of().sub("", at_place().sub(", ", who.replace(" (", ", ").replace(")", "").strip(" ,:;(")))
    who = _ours().sub("", who)
    who = who.removesuffix(".") if not who[-3:-1].isupper() else who
    if not any(word[:1].isupper() for word in who.split()) or vocabulary().says("letters", who):
        return None
    draft = read_addressee(Entry((Line(0, who),)), language, contacts=ways)
    if draft is None or _is_public(who):
        return None
    body = bool(find_institutions(draft.organisation)) or bool(len(draft.organisation.split()) > 1 and draft.reachable)
    if not (draft.office or body or draft.honorific) or is_place(draft.name) or _is_held(draft, who):
        return None
    draft.remarks.append(("guessed", 0, f"{draft.name or draft.office or draft.organisation}: read from a sentence"))
    return draft


def with_title(who: str, title: str) -> tuple[str, str]:
    """Somebody with the title of one where it stands for several: "Sens. Ada Muster", and behind it "Otto Probe".

    ``title`` is the one before, or empty; it is given back for the next.
    """
    plural = vocabulary().plural_titles.first(who[:NEAR])
    if plural and who[: plural.start].strip() == who[: plural.start].strip().title():
        title = plural.meaning
        return f"{who[: plural.start]}{title} {who[plural.end :].lstrip('. ')}", title
    bare = bool(title) and looks_like_name(who.strip(" ,(;")) and len(who.split()) > 1
    return (f"{title} {who}", title) if bare else (who, "")


def _is_held(draft: Draft, who: str) -> bool:
    """Whether a letter would go to somebody in prison: a name without an office, and a prison or a number behind it."""
    numbered = "#" in who and any(c.isdigit() for c in who)
    return bool(draft.name) and not draft.office and (numbered or vocabulary().says("prisons", who))


@cache
def _ours() -> re.Pattern[str]:
    return re.compile(rf"^(?:{vocabulary().one_of('ours')})\s(?=\w)", re.IGNORECASE)


@cache
def _office_of() -> re.Pattern[str]:
    return re.compile(rf"['’]s?\s(?:{vocabulary().one_of('seats')})$")


def _is_public(who: str) -> bool:
    return any(vocabulary().opens(kind, who) for kind in ("publics", "us", "readers_own"))


@cache
def at_place() -> re.Pattern[str]:
    one_of = vocabulary().one_of
    return re.compile(rf"\s(?:{one_of('after_person')})\s(?:(?:{one_of('articles')})\s)?(?=[A-ZÀ-Þ\d])")
