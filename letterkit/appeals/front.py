"""What stands at the head of an appeal: its title, code, date, country; and the day until which it asks for letters."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from functools import cache
from typing import NamedTuple

from letterkit.appeals.dates import date_in, is_deadline
from letterkit.appeals.lines import Line
from letterkit.appeals.numbers import contacts_in
from letterkit.appeals.openings import is_dateline
from letterkit.appeals.parts import Section
from letterkit.appeals.vocabulary import vocabulary
from letterkit.protocol.countries import countries_in, country_hints, country_named
from letterkit.protocol.offices import honorific_at_start
from letterkit.protocol.phrases import words_of


class Read(NamedTuple):
    """A value and the line on which it stands."""

    value: str
    line: int


class ReadDate(NamedTuple):
    """A day and the line on which it stands."""

    value: date
    line: int


@cache
def _codes() -> tuple[re.Pattern[str], ...]:
    """The shapes of codes, the most telling first."""
    return (
        re.compile(r"\b[A-Z]{3} ?\d{3} ?/ ?\d{4}(?: ?/ ?[A-Z]{2,4} ?\d{3}(?:\.\d{1,2})?)?"),
        re.compile(r"\b(?:UA|AU|FU|EXTRA|RAN)\b(?:: ?|[ -])\d{1,4}/\d{2,4}\b"),
        re.compile(r"\b[A-Z]{2,6}-[A-Z]{2,5}-\d{2,4}-\d{4}(?:-\d{1,3})?\b"),
        re.compile(r"\b[A-Z]{2}-\d{2,3}-(?:19|20)\d{2}\b"),
        re.compile(r"\b[A-Z]{3} \d{6}(?:\.[A-Z0-9]{1,6}){0,2}(?![\w.])"),
        re.compile(r"\b[A-Z]{3} \d{2}/\d{3,4}/\d{4}\b"),
    )


@cache
def _labelled_code() -> re.Pattern[str]:
    return re.compile(r"\s*(?:no\.?|number|n°)?\s*:\s*([A-Z0-9][A-Z0-9 ./_-]{2,40}\d[A-Z0-9./-]{0,12})(?![\w])")


def code_in(lines: Sequence[Line]) -> Read | None:
    """The issuer's code, by its shape or by a label before it."""
    head = [line for line in (*lines[:25], *lines[-6:]) if not _is_of_another(line.text)]
    for shape in _codes():
        for line in head:
            if len(line.text) < 200 and (found := shape.search(line.text)):
                return Read(found[0], line.number)
    for line in head:
        label = vocabulary().sets["code"].first(line.text) if len(line.text) < 120 else None
        value = _labelled_code().match(line.text, label.end) if label else None
        if value:
            return Read(value[1].strip(), line.number)
    return None


def _is_of_another(text: str) -> bool:
    """Whether a line gives the code of an earlier appeal: "Update on UA 12/04", "[RE: UA-082-2006: …]"."""
    return vocabulary().opens("updates", text) or (text.startswith("[") and vocabulary().opens("title_label", text))


def code_shaped(text: str) -> str | None:
    """What has the shape of an issuer's code in a text: ``CHN 002 / 0505 / OBS 028``, ``UA: 264/12``."""
    return next((found[0] for shape in _codes()[:-1] if (found := shape.search(text))), None)


def title_in(lines: Sequence[Line]) -> Read | None:
    """The line near the top that reads most like a title."""
    told = next((place for place, line in enumerate(lines) if len(line.text) > 120), len(lines))
    scored = [(_title_score(line, place) - 2 * (place > told), -place, line) for place, line in enumerate(lines[:15])]
    best = max(scored, default=None, key=lambda entry: entry[:2])
    if not best or best[0] <= 0:
        return None
    return Read(_without_label(" ".join(_behind_code(best[2].text).split())), best[2].number)


def _behind_code(text: str) -> str:
    """What stands behind a code and a wide gap on one line: "UA 77/03      Fear for safety"."""
    found = next((found for shape in _codes() if (found := shape.match(text))), None)
    rest = text[found.end() :] if found else ""
    return rest.strip() if rest.startswith("  ") and len(words_of(rest)) > 1 else text


def _without_label(text: str) -> str:
    """A title without the "Subject:" or "Re:" of a mail before it."""
    label = vocabulary().sets["title_label"].at_start(text)
    after = text[label.end :].lstrip() if label else ""
    return _without_label(after[1:].strip()) if after.startswith(":") and len(words_of(after)) > 1 else text


def _title_score(line: Line, place: int) -> float:
    text = _behind_code(line.text)
    words = len(words_of(text))
    postcode = text.split(" ", 1)[0]
    if (vocabulary().opens("mail_head", text) and ":" in text[:12]) or (postcode.isdigit() and len(postcode) > 4):
        return 0
    if words < 2 or len(text) > 200 or is_dateline(text) or contacts_in(text) or line.marker:
        return 0
    known = vocabulary().headings.at_start(text)
    about = known and words <= 2 * len(words_of(text[: known.end]))  # "Take action for Ada Muster" is a title
    if (about and not line.level) or (vocabulary().says("leads", text) and text.endswith(":")):
        return 0
    if vocabulary().sets["not_a_title"].whole(text) or any(shape.search(text) for shape in _codes()):
        return 0
    score = 2.0 - 0.1 * place + 3 * (line.level == 1) + (line.level == 2) + (25 <= len(text) <= 150)
    named = countries_in(text)
    if named and named[-1].end == len(text) and "," in text and place > 2:  # the end of an address
        return 0
    before_colon, colon, _ = text.partition(":")
    if colon and countries_in(before_colon) and len(words_of(before_colon)) <= 5:
        score += 3
    score += bool(country_hints(text))
    score -= 2 * text[:1].islower() + 2 * bool(honorific_at_start(text))
    score -= 2 * _is_letterhead(text) + 3 * _is_subject(text)
    return (
        score
        - 1.5 * text.endswith((".", ";"))
        - 1.5 * (text.endswith(".") and vocabulary().says("finite", text))
        - 2 * text.endswith(":")
        - (len(text) > 150)
        - (date_in(text) is not None)
    )


def _is_subject(text: str) -> bool:
    """Whether a line is the subject of a forwarded mail: the appeal in it has a title of its own."""
    label = vocabulary().sets["title_label"].at_start(text)
    return label is not None and text[label.end :].lstrip().startswith(":") and text[:1] != "["


def _is_letterhead(text: str) -> bool:
    """Whether a line in capitals names who publishes: "OBSERVATORY FOR THE PROTECTION OF …"."""
    first = vocabulary().sets["issuers"].first(text)
    return text.isupper() and first is not None and len(words_of(text[: first.start])) < 4


def date_of(lines: Sequence[Line]) -> ReadDate | None:
    """The day of publication: on a short line at the top, after a label, or under the text."""
    places = [line for line in lines[:25] if len(words_of(line.text)) <= 14 and not is_deadline(line.text)]
    places = [line for line in places if not (vocabulary().says("finite", line.text) and line.text.endswith("."))]
    places += [line for line in lines if is_dateline(line.text) and not is_deadline(line.text)]
    places += [replace(line, text=line.text[:45]) for line in lines[:15] if _opens_with_date(line.text)]
    places += [line for line in lines[:15] if vocabulary().says("date", line.text) and not is_deadline(line.text)]
    places.sort(key=lambda line: _is_mail_date(line, lines))
    for line in places:
        if found := date_in(line.text):
            return ReadDate(found, line.number)
    return None


def _is_mail_date(line: Line, lines: Sequence[Line]) -> bool:
    """Whether a date is that of a mail, not of the appeal in it: other lines of a mail's head stand by."""
    near = (other.text for other in lines[:12] if abs(other.number - line.number) <= 3 and other is not line)
    words = vocabulary()
    return words.opens("date", line.text) and any(
        (words.opens("mail_head", text) and not words.opens("date", text)) or words.opens("title_label", text)
        for text in near
    )


def _opens_with_date(text: str) -> bool:
    """Whether a paragraph begins like a press report: "Dublin, 5 December 2008 - The committee is concerned …"."""
    head, dash, _ = text[:60].replace("–", "-").replace("—", "-").partition(" - ")
    return (bool(dash) and is_dateline(head)) or any(
        is_dateline(text[: stop.start()]) for stop in _sentence_stops().finditer(text[:60])
    )


@cache
def _sentence_stops() -> re.Pattern[str]:
    return re.compile(r"(?<=\d)\. (?=[A-ZÀ-Þ])")


def updated_in(lines: Sequence[Line]) -> Read | None:
    """The code of the appeal that this one updates."""
    for line in lines[:25]:
        if not _is_of_another(line.text):
            continue
        found = next((code for shape in _codes() if (code := shape.search(line.text))), None)
        if found:
            return Read(found[0], line.number)
    return None


def closed_in(lines: Sequence[Line]) -> Read | None:
    """The sentence that asks for no more letters."""
    for line in lines:
        for found in vocabulary().sets["closed"].find(line.text):
            if len(line.text) < 400:
                end = line.text.find(".", found.end)
                return Read(line.text[found.start : end if end > 0 else None], line.number)
    return None


def deadline_in(lines: Sequence[Line]) -> ReadDate | None:
    """The last day for letters: a date right after "before", "until", "avant le"."""
    for line in lines:
        if len(line.text) > 400 or not is_deadline(line.text):
            continue
        for found in vocabulary().sets["deadline"].find(line.text):
            if day := date_in(line.text[found.end : found.end + 40]):
                return ReadDate(day, line.number)
    return None


def country_of(title: Read | None, lines: Sequence[Line]) -> tuple[str, int | None] | None:
    """The country of the case, and the line that says so: the title's first, a label's, else the one named most."""
    if title:
        before_colon = title.value.partition(":")[0]
        named = countries_in(before_colon) or countries_in(title.value)
        if named:
            return named[0].meaning, title.line
    for line in lines[:25]:
        label = vocabulary().sets["country_label"].at_start(line.text)
        after = line.text[label.end :].lstrip() if label else ""
        if after.startswith(":") and (country := country_named(after[1:].strip())):
            return country, line.number
    counts = Counter(hint for line in lines for hint in country_hints(_in_words(line.text[:5000])))
    counts.update(dict.fromkeys(country_hints(title.value), 3) if title else {})
    most = counts.most_common(2)
    if not most or (len(most) > 1 and most[0][1] == most[1][1]):
        return None
    first = next((line.number for line in lines if most[0][0] in country_hints(_in_words(line.text))), None)
    return most[0][0], first


def _in_words(text: str) -> str:
    """A text without the addresses of mails and pages, whose parts may look like names of countries."""
    return " ".join(word for word in text.split() if "@" not in word and "://" not in word and "www." not in word)


def countries_named(sections: Sequence[Section]) -> list[str]:
    """All countries that a document names or hints at."""
    hints = (
        hint for section in sections for line in section.lines for hint in country_hints(_in_words(line.text[:5000]))
    )
    return list(dict.fromkeys(hints))
