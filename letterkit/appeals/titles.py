"""The title of an appeal: the line near the top that reads most like a headline, with the lines on which it goes on."""

import re
from collections import Counter
from collections.abc import Sequence
from functools import cache

from letterkit.appeals.around import (
    LONGEST,
    LONGEST_NAME,
    TOP,
    heads_address,
    is_address,
    is_banner,
    is_byline,
    is_prose,
    publishes,
    tail_said,
)
from letterkit.appeals.codes import Read, headline_in, holds_code
from letterkit.appeals.dates import date_in, is_dateline, month_in
from letterkit.appeals.letter_heads import is_subject
from letterkit.appeals.lines import Line, is_link
from letterkit.appeals.mastheads import in_masthead
from letterkit.appeals.numbers import contacts_in
from letterkit.appeals.places import country_by_town
from letterkit.appeals.rows import country_row, names_people
from letterkit.appeals.vocabulary import vocabulary
from letterkit.protocol.countries import countries_in, country_hints, country_named, is_town
from letterkit.protocol.offices import find_honorifics, find_offices, find_routes
from letterkit.protocol.phrases import fold, words_of

LONGEST_TOWN = 4
"""Words of a postcode and a town."""
LONGEST_DAY = 5
"""Words of a line that is no more than the day of publication."""
LABELS = (
    "country_label",
    "code",
    "date",
    "name_label",
    "mail_head",
    "accused",
    "other_dates",
    "editorial",
    "case_labels",
)
"""What a line may be the label of, with its value behind a colon."""
AT_LAST = 0.3
"""What a row of country and names, or the name of a series, scores: it is a title where there is no other."""


def title_in(lines: Sequence[Line], issuers: Sequence[tuple[str, int]] = ()) -> Read | None:
    """The line near the top that reads most like a title; ``issuers`` are names that are none, with their lines."""
    told = next((place for place, line in enumerate(lines) if len(line.text) > 120), len(lines))
    often = Counter(fold(line.text) for line in lines[:400] if len(line.text) <= LONGEST)
    scored = []
    in_rows = in_prose = False
    for place, line in enumerate(lines[:TOP]):
        score = _score(line, place, _named_elsewhere(issuers, line))
        in_prose = is_prose(lines, place) or (in_prose and not line.gap and line.text[:1].islower())
        score = 0.0 if in_prose or tail_said(line.text, often) else score
        score -= 3 * heads_address(lines, place)
        score += 2.5 * (score > AT_LAST and place + 1 < len(lines) and is_byline(lines[place + 1].text))
        headed = place > 0 and score > AT_LAST and date_in(line.text) is None
        score += headed and is_series(lines[place - 1].text)
        score -= 3 * publishes(line.text, lines) + is_banner(line.text) + 2 * in_masthead(lines, place)
        in_rows = country_row(line.text) is not None or (in_rows and not line.gap)
        score = min(score, AT_LAST) if in_rows else score
        scored.append((score - 2 * (place > told) + (often[fold(line.text)] > 1), -place))
    best = max(scored, default=(0.0, 0))
    if best[0] <= 0:
        return None
    place = -best[1]
    words = " ".join(line.text for line in (lines[place], *_going_on(lines, place, issuers)))
    return Read(without_label(" ".join(headline_in(words).split())), lines[place].number)


def _is_day(text: str) -> bool:
    """Whether a line is no more than a day or a month: "mardi 8 novembre 2011", "mars 2026"."""
    return len(words_of(text)) <= LONGEST_DAY and (date_in(text) is not None or month_in(text) is not None)


def _named_elsewhere(issuers: Sequence[tuple[str, int]], line: Line) -> frozenset[str]:
    """The words of issuers' names that stand on other lines: a line that shows itself to be a name may be a title."""
    return frozenset(word.folded for name, at in issuers if at != line.number for word in words_of(name))


def is_series(text: str, whose: frozenset[str] = frozenset()) -> bool:
    """Whether a line is made of nothing but names of a series, of issuers, countries, months: "ALERT - GUATEMALA"."""
    words = vocabulary().sets
    first, *columns = re.split(r"\s{3,20}", text.strip())
    if columns and words["not_a_title"].whole(first):
        return True
    pieces = [piece for piece in _patterns()["parting"].split(text.strip(" *#")) if words_of(piece)]
    named = [piece for piece in pieces if words["not_a_title"].whole(piece) or words["series"].at_start(piece)]
    others = (
        country_named(piece)
        or month_in(piece)
        or date_in(piece)
        or holds_code(piece)
        or _is_of(piece, whose)
        or _patterns()["acronym"].fullmatch(piece)
        for piece in pieces
        if piece not in named
    )
    rest = [piece for piece in named if not _is_series_alone(piece)]
    return bool(named) and not rest and all(others)


def _is_series_alone(piece: str) -> bool:
    """Whether a piece is a series' name, with at most a month, a number or a few small words behind it."""
    words = vocabulary().sets
    if words["not_a_title"].whole(piece):
        return True
    found = words["series"].at_start(piece)
    behind = piece[found.end :] if found else piece
    return (
        month_in(behind) is not None
        or not words_of(behind)
        or behind.strip(" .:#-–").isdigit()
        or (len(words_of(behind)) <= 4 and not any(c.isupper() for c in behind) and ":" not in piece)
    )


def _is_of(text: str, whose: frozenset[str]) -> bool:
    """Whether a text is made of words of the issuers' names alone, or of acronyms with a mark between them."""
    words = words_of(text)
    if len(words) > 0 and all(word.folded in whose for word in words):
        return True
    return text.isupper() and len(words) > 1 and _patterns()["acronyms"].fullmatch(text) is not None


@cache
def _patterns() -> dict[str, re.Pattern[str]]:
    return {
        "parting": re.compile(r"\s{1,5}[-–—|/·>]{1,2}\s{1,5}|:\s|\s{3,}"),
        "acronyms": re.compile(r"[A-Z]{2,8}(?:\s?[-–/&|+]\s?[A-Z]{2,8})+"),
        "list": re.compile(r"^\[[^\[\]]{1,40}\]\s{1,3}(?=\S)"),
        "acronym": re.compile(r"[A-Z]{3,8}(?:[ -][A-ZÀ-Þ]\w{1,20})?"),
        "crumbs": re.compile(r"(?:.*?\s[|>»]\s){2}|[|>»]\s|(?:\[[^\[\]]{1,40}\]\s*){2}$|(?:\[[^\[\]]{1,40}\]\s*){3}"),
    }


def _going_on(lines: Sequence[Line], place: int, issuers: Sequence[tuple[str, int]]) -> list[Line]:
    """The lines on which a headline goes on: in the same capitals, or where the first can't end."""
    found: list[Line] = []
    for line in lines[place + 1 : place + 4]:
        before = (found or [lines[place]])[-1]
        whose = _named_elsewhere(issuers, line)
        open_ended = before.text.rstrip().endswith(("/", ",", "-", "–")) or is_link(before.text.split()[-1].lower())
        capitals = before.text.isupper() and line.text.isupper() and len(before.text) > 20
        small = line.text[:1].islower() and not before.text.endswith((".", ":", "!", "?"))
        dated = _is_day(line.text)
        routed = any(not route.start for route in find_routes(line.text))
        if line.gap or line.marker or dated or routed or len(line.text) > 100 or line.level != lines[place].level:
            break
        if not (open_ended or capitals or small) or _score(line, place, whose, goes_on=True) <= AT_LAST:
            break
        found.append(line)
    return found


def without_label(text: str) -> str:
    """A title without the "Subject:" or "Re:" of a mail before it, and without a series' name: "Take action! - …"."""
    before, dash, behind = text.partition(" - ")
    if dash and len(words_of(behind)) > 2 and vocabulary().sets["not_a_title"].whole(before.strip(" !")):
        return without_label(behind.strip())
    label = vocabulary().sets["title_label"].at_start(text)
    after = text[label.end :].lstrip() if label else ""
    if not after.startswith(":") or len(words_of(after)) < 2:
        return text
    return without_label(_patterns()["list"].sub("", after[1:].strip()))


def _score(line: Line, place: int, whose: frozenset[str], *, goes_on: bool = False) -> float:
    """How much a line reads like a title; 0 for what is none."""
    text = headline_in(line.text)
    if _is_something_else(line, text, whose, alone=not goes_on):
        return 0
    if is_series(text, whose) or country_row(text):
        return AT_LAST
    score = 2.0 - 0.1 * place + 3 * (line.level == 1) + (line.level == 2) + (25 <= len(text) <= 150)
    before_colon, colon, _ = text.partition(":")
    if colon and countries_in(before_colon) and len(words_of(before_colon)) <= 5:
        score += 3
    score += bool(country_hints(text)) + 3 * _is_called_title(text)
    return score - _against(text) + 2 * (goes_on and text[:1].islower())


def _against(text: str) -> float:
    """What speaks against a title: it is a letterhead, a sentence, a line of an address."""
    words = vocabulary()
    offices = find_offices(text)
    return (
        2 * text[:1].islower()
        + 2 * any(found.start < 10 for found in find_honorifics(text[:40]))
        + (2 + (text[0] in '"“«')) * is_letterhead(text)
        + 3 * is_subject(text)
        + 2 * (bool(offices) and offices[0].start == 0 and len(words_of(text)) <= 6)
        + 1.5 * text.rstrip('"”’»').endswith((".", ";"))
        + 1.5 * (text.endswith(".") and words.says("finite", text))
        + 1.5 * (text.rstrip('"”’»').endswith(".") and len(words_of(text)) > 12)
        + 2 * (text.endswith("?") and len(text) > 80)
        + 2 * text.endswith(":")
        + 3 * text.endswith(",")
        + (len(text) > 150)
        + (date_in(text) is not None)
    )


def _is_something_else(line: Line, text: str, whose: frozenset[str], *, alone: bool) -> bool:
    """Whether a line can't be a title: a label with its value, a heading, an address, a menu, a greeting."""
    words = vocabulary()
    count = len(words_of(text))
    postcode = text.split(" ", 1)[0]
    return (
        (count < 2 and (alone or country_named(text) is not None))
        or len(text) > LONGEST
        or bool(line.marker)
        or country_named(text) is not None
        or _is_town_or_page(text)
        or (postcode.isdigit() and len(postcode) > 4)
        or is_dateline(text)
        or bool(contacts_in(text))
        or holds_code(text)
        or _is_labelled(text)
        or words.opens("greetings", text)
        or names_people(text)
        or _patterns()["crumbs"].match(text) is not None
        or _is_heading(line, text)
        or _ends_address(text)
        or _is_of(text, whose)
        or words.sets["not_a_title"].whole(text) is not None
    )


def _is_town_or_page(text: str) -> bool:
    """Whether a line is nothing but a town, or counts pages: "Page 1 of 5"."""
    counted = len(words_of(text)) <= LONGEST_NAME and any(c.isdigit() for c in text)
    return is_town(text) or (counted and vocabulary().says("page_words", text))


def _is_labelled(text: str) -> bool:
    """Whether a line is a label and its value: "Pays : Tchad", "Ref.: 26-14", "From: …"."""
    if ":" not in text[:40]:
        return False
    for kind in LABELS:
        label = vocabulary().sets[kind].at_start(text)
        if label and text[label.end :].lstrip(" .").startswith(":"):
            return kind != "code" or (not country_hints(text) and not text[label.end :].strip(" .:")[:1].isalpha())
    return False


def _is_heading(line: Line, text: str) -> bool:
    words = vocabulary()
    known = words.headings.at_start(text)
    about = known and len(words_of(text)) < 2 * len(words_of(text[: known.end]))  # "Take action for Ada" is a title
    return bool(about and not line.level) or (words.says("leads", text) and text.endswith(":"))


def _ends_address(text: str) -> bool:
    named = countries_in(text)
    before = text.partition(",")[0]
    of_town = "," in text and len(words_of(text)) <= 3 and (len(words_of(before)) == 1 or is_town(before))
    street = text[0].isdigit() and vocabulary().says("places", text)
    figures = any(c.isdigit() for c in text) and len(words_of(text)) <= LONGEST_TOWN
    if is_address(text) or (figures and (street or country_by_town([text]))):
        return True
    inside = text.count(",") > 1 or of_town
    return bool(named) and named[-1].end == len(text) and inside and ":" not in text


def _is_called_title(text: str) -> bool:
    label = vocabulary().sets["title_label"].at_start(text)
    return label is not None and text[label.end :].startswith(":") and not vocabulary().opens("mail_subject", text)


def is_letterhead(text: str) -> bool:
    """Whether a line names who publishes: "OBSERVATORY FOR THE PROTECTION OF …", "Example Rights Watch"."""
    found = vocabulary().sets["issuers"].first(text)
    words = text.split()
    named = all(word[:1].isupper() or is_link(word.lower()) for word in words)
    return found is not None and named and len(words_of(text[: found.start])) < 4 and ":" not in text
