"""Which stretch of a line is a fax, a telephone, an e-mail address: labels before, after, doubled, empty."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cache, lru_cache

from letterkit.appeals.contact_items import Item, is_inside, items_in
from letterkit.appeals.national_numbers import is_american, is_french
from letterkit.appeals.vocabulary import vocabulary
from letterkit.protocol.offices import find_institutions, find_offices

MEANS = ("fax", "telefax", "phone", "email", "web", "telex")
"""The kinds of label that are about reaching somebody other than by post."""
LONGEST_HEAD = 80
"""Characters of the name of a body before the colon and its number."""
LEAST_FIGURES = 8
"""Figures of a number that no label tells from a year, a sum or a case."""
NEAR = 160
"""Characters before a number in which a verb may tell what it is: "call her at 555-…"."""
LONGEST = 20_000
"""Characters of one line in which contacts are looked for; no addressees fill more."""
BY_NUMBER = ("fax", "telefax", "phone", "telex")
FAXES = ("fax", "telefax")
KEPT = 65_536
"""Lines of which the contacts are remembered: each step asks for them again."""


@dataclass(frozen=True)
class Contact:
    """A contact as written, and the stretch of the text that it and its label take: ``text[start:end]``."""

    kind: str
    """fax, telefax, phone, email, web or telex; ``number`` when nothing says which."""
    written: str
    """Empty when the label stands alone."""
    start: int
    end: int
    note: str = ""
    """What stands between the label and the colon: ``Tel and Fax FIDH:`` has FIDH."""


@cache
def _patterns() -> dict[str, re.Pattern[str]]:
    one_of = vocabulary().one_of
    return {
        "colon": re.compile(
            rf"[ \u00a0]?\.?(?:[ ]?(?:{one_of('number_signs')}|#)\.?)?(?:[ ]\([^()]{{1,40}}\))?"
            r"([^\d:;,+@()\n]{0,30})[ \u00a0]?:{1,2}",
            re.IGNORECASE,
        ),
        "initial": re.compile(
            r"(?:^|[\s,;|(/])[A-Z](?:\.?[ \u00a0]?(?::|/[ ]?[A-Z]\.?[ ]?:)|\.[ ]?[+(\d])|^[A-Z] [+(]\d"
        ),
        "direct": re.compile(
            rf"(?:,? (?:{one_of('number_is')}))?[ \u00a0.:#()°º–-]{{0,4}}"
            rf"(?:(?:{one_of('before_number', 'number_signs')})\.? ?)?\(?$",
            re.IGNORECASE,
        ),
        "sentence": re.compile(r"(?<=[a-zß-ÿ\d]{3}[.!?])\s+(?=[A-ZÀ-Þ][a-zß-ÿ]{2})"),
        "at number": re.compile(rf"(?<!\w)(?:{one_of('before_number')})[ \u00a0]\(?$", re.IGNORECASE),
        "of whom": re.compile(r"(?: [a-zß-ÿ]{1,12}){1,3} $"),
        "joint": re.compile(rf"[\s.:]{{0,3}}(?:[/&+,-]|{one_of('conjunctions')})?[\s.]{{0,3}}$", re.IGNORECASE),
        "between": re.compile(
            r"[\s,;/|.:–-]{0,6}(?:\([^()]{0,80}\))?[\s,;/|.:–-]{0,4}"
            rf"(?:{one_of('conjunctions')})?[\s,;/|.:–-]{{0,4}}\(?$",
            re.IGNORECASE,
        ),
        "area": re.compile(r"0\d{0,2}[ ]?\(\d{2,4}\)|\(0\d{1,4}\)"),
        "after": re.compile(r"[ \u00a0]?[(\[]?$"),
        "closing": re.compile(r"\s?\([^()]{0,80}\)|\)"),
    }


@lru_cache(maxsize=KEPT)
def contacts_in(text: str, carried: str = "") -> tuple[Contact, ...]:
    """The contacts in a text, from left to right, empty labels among them.

    ``carried`` is the kind of the contact that ended the line before: a number alone on a line continues it.
    """
    text = text[:LONGEST]
    values = items_in(text)
    labels = _labels(text, values)
    contacts: list[Contact] = []
    free = list(values)
    for place, (start, end, kinds, note) in enumerate(labels):
        limit = labels[place + 1].start if place + 1 < len(labels) else len(text)
        taken = list(_run(text, end, limit, free))
        free = [value for value in free if value not in taken]
        contacts += _assigned(start, end, kinds.split("+"), note, taken)
    contacts += [found for value in free for found in _unlabelled(text, value, carried)]
    return tuple(sorted((_with_remark(text, contact) for contact in contacts), key=lambda contact: contact.start))


def without_contacts(text: str, contacts: Iterable[Contact]) -> str:
    """The text with a bar where contacts stood."""
    rest = text
    for start, end in sorted({(contact.start, contact.end) for contact in contacts}, reverse=True):
        rest = f"{rest[:start]} | {rest[end:]}"
    return rest


def _with_remark(text: str, contact: Contact) -> Contact:
    """The contact with a remark in brackets that follows it: ``01 42 75 71 42 (Presse)``."""
    remark = _patterns()["closing"].match(text, contact.end)
    return replace(contact, end=remark.end()) if remark and contact.written else contact


def _labels(text: str, values: list[Item]) -> list[Item]:
    """Labels as (start, end, kinds joined by +, note); words that only look like labels are left out."""
    found = [
        Item(m.start, m.end, m.meaning, "")
        for m in vocabulary().labels.find(text)
        if m.meaning in MEANS
        and not is_inside(Item(m.start, m.end, "", ""), values)
        and (m.end - m.start > 1 or _patterns()["initial"].match(text, max(0, m.start - 1)))
    ]
    labels: list[Item] = []
    for item in reversed(found):  # from the right, so that "Tel and Fax:" knows that "Fax:" is one
        follower = labels[-1] if labels else None
        gap = text[item.end : follower.start] if follower else ":"
        if follower and item.kind != follower.kind and ":" not in gap and _patterns()["joint"].match(gap):
            labels[-1] = Item(item.start, follower.end, f"{item.kind}+{follower.kind}", follower.text)
            continue
        if label := _real_label(text, item, values, follower):
            bracketed = text[item.start - 1 : item.start] == "(" and text[item.end : item.end + 1] == ")"
            labels.append(label._replace(start=label.start - bracketed))
    return labels[::-1]


def _real_label(text: str, item: Item, values: list[Item], follower: Item | None) -> Item | None:
    limit = follower.start if follower else len(text)
    value = next((value for value in values if value.start >= item.end), None)
    if colon := _patterns()["colon"].match(text, item.end, min(limit, value.start if value else limit)):
        note = colon[1].strip(" .-")
        if len(note) < 2 or (len(note.split()) <= 3 and not vocabulary().labels.first(note)):
            return item._replace(end=colon.end(), text=note)
    if value and value.start <= limit:
        between = text[item.end : value.start]
        told = value.kind == "number" and _patterns()["of whom"].match(between)  # "le fax du cabinet le 02 …"
        if told or _patterns()["direct"].match(between):
            return item._replace(end=value.start, text="")
    if item.start == 0 and not text[item.end :].strip(" .?-"):
        return item._replace(end=len(text))
    return None


def _run(text: str, start: int, limit: int, values: list[Item]) -> Iterator[Item]:
    """The values that follow a label with nothing but separators and remarks between."""
    end = start
    for value in values:
        if value.start < start or value.start >= limit:
            continue
        if not _patterns()["between"].match(text[end : value.start]):
            return
        yield value
        end = value.end


def _assigned(start: int, end: int, kinds: list[str], note: str, values: list[Item]) -> list[Contact]:
    """Contacts for a label and its values: "Tel and Fax: A / B" has one each, "Tel/Fax: A" has A for both."""
    if not values:
        return [Contact(kinds[0], "", start, end, note)]
    values = _with_short_ones(values) if len(kinds) == 1 else values
    numbers = [value for value in values if value.kind == "number"]
    contacts: list[Contact] = []
    for value in values:
        stretch = (start if not contacts else value.start, value.end)
        if value.kind != "number":
            contacts.append(Contact(value.kind, value.text, *stretch, note))
            continue
        place = numbers.index(value)
        by_number = [kind for kind in kinds if kind in BY_NUMBER] or kinds
        own = by_number if len(numbers) == 1 else by_number[min(place, len(by_number) - 1) :][:1]
        said = [kind for kind in own if kind in BY_NUMBER] or ["number"]
        contacts += [Contact(kind, value.text, *stretch, note) for kind in said]
    return contacts


def _with_short_ones(values: list[Item]) -> list[Item]:
    """Numbers with the shorter ones after them that share their beginning: "+263 4 253 212 / 728 768" is one field."""
    joined: list[Item] = []
    for value in values:
        short = value.kind == "number" and "+" not in value.text and sum(c.isdigit() for c in value.text) < 8
        if short and joined and joined[-1].kind == "number":
            joined[-1] = joined[-1]._replace(end=value.end, text=f"{joined[-1].text} / {value.text}")
        else:
            joined.append(value)
    return joined


def _unlabelled(text: str, value: Item, carried: str) -> list[Contact]:
    """A value without a label before it: a label after it, the verb of its sentence or the line before may tell."""
    contact = Contact(value.kind, value.text, value.start, value.end)
    if value.kind != "number":
        return [contact]
    if labels := _labels_behind(text, value.end):
        return [replace(contact, kind=label.kind, end=label.end) for label in labels]
    behind = _patterns()["closing"].sub("", text[value.end :], count=1)
    alone = not _has_letters(text, value.start, behind)
    if alone and carried in BY_NUMBER:
        return [replace(contact, kind=carried)]
    return _in_sentence(text, contact, alone)


def _in_sentence(text: str, contact: Contact, alone: bool) -> list[Contact]:
    """A number in a running sentence: "call her at 555-…", "au 04 …"; ``alone`` where nothing is around it."""
    figures = sum(c.isdigit() for c in contact.written)
    before = _patterns()["sentence"].split(text[max(0, contact.start - NEAR) : contact.start])[-1]
    said = [verb.meaning for verb in vocabulary().label_verbs.find(before) if verb.meaning in BY_NUMBER]
    at = _patterns()["at number"].search(before)
    if at and figures >= LEAST_FIGURES and (said or vocabulary().says("reaching", before)):
        return [replace(contact, kind=(said or ["number"])[-1], start=contact.start - len(at[0].lstrip()))]
    abroad = figures >= LEAST_FIGURES and contact.written.lstrip("( ").startswith(("+", "00", "011"))
    if abroad or is_american(contact.written) or is_french(contact.written):
        return [replace(contact, kind=said[-1]) if said else contact]
    area = alone and _patterns()["area"].match(contact.written) is not None
    return [contact] if figures >= LEAST_FIGURES and (area or _behind_body(text[: contact.start])) else []


def _has_letters(text: str, start: int, behind: str) -> bool:
    """Whether letters stand before a place in a text, or behind it."""
    first, last = _letters_of(text)
    return 0 <= first < start or (last >= start and any(c.isalpha() for c in behind))


@lru_cache(maxsize=4)
def _letters_of(text: str) -> tuple[int, int]:
    """Where the first and the last letter of a text stand; -1 for none."""
    first = next((place for place, c in enumerate(text) if c.isalpha()), -1)
    return first, next((place for place in range(len(text) - 1, -1, -1) if text[place].isalpha()), -1)


def _behind_body(before: str) -> bool:
    """Whether a body or an office and a colon are all that stands before a number: "Préfecture du Nord : 03 20 …"."""
    head = before.rstrip(" (")
    if not head.endswith(":") or len(head) > LONGEST_HEAD:
        return False
    return any(found.start < 3 for found in find_institutions(head) or find_offices(head))


def _labels_behind(text: str, end: int) -> list[Item]:
    """The labels behind a number that are its own, "(fax)", "(tel. and fax)", and not the next one's, "Tel: …"."""
    own: list[Item] = []
    rest = text[end : end + 40]
    for label in vocabulary().labels.find(rest):
        gap = rest[own[-1].end - end : label.start] if own else rest[: label.start]
        if label.meaning not in BY_NUMBER or not _patterns()["joint" if own else "after"].match(gap):
            break
        own.append(Item(end + label.start, end + label.end, label.meaning, ""))
    of_next = text[own[-1].end : own[-1].end + 3].lstrip(" .")[:1] if own else ""
    return [] if of_next and of_next in ":+(0123456789" else own
