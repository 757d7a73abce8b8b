"""Telephone and fax numbers as written → E.164, mended only where exactly one reading is possible.

The only module that knows the library phonenumbers.
"""

import re
from collections.abc import Iterable
from functools import cache, lru_cache

import phonenumbers

from letterkit.model.record import E164, Record

LONGEST_STATION_ID = 20
LONGEST_E164 = 16
"""A plus sign and 15 digits (ITU-T E.164)."""
BLOCK = 10
"""Numbers of one desk follow each other closely."""
WHOLE_GROUP = 4
"""Figures of the last group of a number, of which the one before may be given second: "2221 5667 / 5666"."""
KEPT = 8_192
"""Numbers of which the country is remembered: each is asked for several times."""
SHORTEST = 6
"""Fewer digits are no whole number: an extension, or the end of the number before."""
FORMER_TRUNKS = ("0", "01")
"""Prefixes of national numbers that countries gave up: Poland's 0, Mexico's 01."""
ABROAD = ("0011", "011", "00")
"""What is dialled before a country's code: in Australia, in North America, in most other countries."""


class NumberReading(Record):
    """How one written number was read."""

    written: str
    e164: E164 | None = None
    """None: it can't be read, and ``doubt`` says why."""
    repaired: str | None = None
    """What was mended, for a person: ``+01 … read as +1 …``."""
    doubt: str | None = None
    """Why it can't be read, or why it should be looked at."""
    extension: str | None = None


def read_numbers(written: str, country: str | None) -> tuple[NumberReading, ...]:
    """The numbers in a field as written ("+41 22 793 70 14 / 15", "01 42 92 81 00 ou 01 47 …").

    ``country`` is the country of delivery (ISO alpha-2), by which national spellings are read; never the sender's.
    """
    readings: list[NumberReading] = []
    for piece in _pieces(written):
        reading = _read_one(piece, country, readings[-1] if readings else None)
        if not any(reading.e164 and reading.e164 == other.e164 for other in readings):
            readings.append(reading)
    return tuple(readings)


def read_number(written: str, country: str | None) -> NumberReading:
    """One number as written; of several in the field, the first."""
    return next(iter(read_numbers(written, country)), NumberReading(written=written, doubt="there are no digits in it"))


@lru_cache(maxsize=KEPT)
def country_of_number(e164: str) -> str | None:
    """ISO alpha-2 of the country to which an international number belongs; None where several share its code."""
    return phonenumbers.region_code_for_number(phonenumbers.parse(e164))


def has_code_of(written: str, country: str) -> bool:
    """Whether a number begins with the code by which a country is called: "(504) 235-6949" and HN."""
    return _digits(written).startswith(str(phonenumbers.country_code_for_region(country)))


def calling_code(country: str) -> str:
    """The code by which a country is called, with its plus: ``+41``; ``+0`` where there is none."""
    return f"+{phonenumbers.country_code_for_region(country)}"


def international(e164: str) -> str:
    """A number as it is printed: ``+41 22 793 70 14``."""
    return _shown(phonenumbers.parse(e164))


def dialled(e164: str, country: str | None) -> str:
    """What to dial from a country: ``00 1 202-588-0032`` from CH; with a plus where the country is not known."""
    number = phonenumbers.parse(e164)
    if country is None:
        return _shown(number)
    return str(phonenumbers.format_out_of_country_calling_number(number, country))


def station_id(e164: str | None) -> str:
    """A number as a fax machine gives its own (T.30: 20 characters of digits, blanks and plus); empty where unknown."""
    if e164 is None:
        return ""
    spaced = re.sub(r"[^0-9+]+", " ", international(e164)).strip()
    return spaced if len(spaced) <= LONGEST_STATION_ID else e164


def is_possible(e164: str) -> bool:
    """Whether numbers of that length are in use in the number's country."""
    return phonenumbers.is_possible_number(phonenumbers.parse(e164))


def is_known(e164: str) -> bool:
    """Whether a number lies in a range that is known to be given out."""
    return phonenumbers.is_valid_number(phonenumbers.parse(e164))


def is_of(e164: str, country: str) -> bool:
    """Whether a number begins with the calling code of a country, or with one that belongs to none (+870, +883)."""
    code = phonenumbers.parse(e164).country_code or 0
    worldwide = phonenumbers.region_code_for_country_code(code) == phonenumbers.REGION_CODE_FOR_NON_GEO_ENTITY
    return worldwide or code == phonenumbers.country_code_for_region(country)


@cache
def _patterns() -> dict[str, re.Pattern[str]]:
    return {
        "or": re.compile(r"[;,|/]|\b(?:or|ou|oder|o|y|et|and|und|e)\b", re.IGNORECASE),
        "extension": re.compile(
            r"[\s,]\(?(?:ext|extension|poste|anexo|interno|int|durchwahl|dw|x)\b[.: ]{0,3}(\d{1,6})\)?\s{0,9}$",
            re.IGNORECASE,
        ),
        "letters": re.compile(r"[^\W\d_]+"),
        "trunk": re.compile(r"\( ?0 ?\)"),
    }


def _digits(text: str) -> str:
    return "".join(c for c in text if "0" <= c <= "9")


def _pieces(written: str) -> list[str]:
    """Cuts at "/", "or" and the like; a piece before a cut that is too short to be a number is an area code."""
    pieces: list[str] = []
    for part in _patterns()["or"].split(written):
        if not _digits(part):
            continue
        if (
            pieces
            and len(_digits(pieces[-1]).removeprefix("00")) < SHORTEST
            and (len(pieces) == 1 or "+" in pieces[-1])
        ):
            pieces[-1] += " " + part.strip()
        else:
            pieces.append(part.strip())
    return pieces


def _read_one(piece: str, country: str | None, before: NumberReading | None) -> NumberReading:
    extension = None
    if found := _patterns()["extension"].search(piece):
        piece, extension = piece[: found.start()], found[1]
    if letters := _patterns()["letters"].search(piece):
        return NumberReading(written=piece, doubt=f"there are letters in the number: {letters[0]}")
    abroad = "+" in piece or piece.lstrip("( ").startswith("00")
    digits = _digits(_patterns()["trunk"].sub("", piece) if abroad else piece)
    if not abroad and before and before.e164 and len(digits) < SHORTEST + 2:
        return _shared_beginning(piece, digits, country, before)
    if len(digits) < SHORTEST - 1:
        return NumberReading(written=piece, doubt="too short for a number")
    reading = _international(piece, digits, country) if "+" in piece else _without_plus(piece, digits, country)
    return reading.model_copy(update={"extension": extension})


def _international(piece: str, digits: str, country: str | None) -> NumberReading:
    straight = None if digits.startswith("0") else _parse("+" + digits)
    if straight and phonenumbers.is_valid_number(straight):
        return _good(piece, straight)
    repairs = _valid(_plus_repairs(digits, country))
    if len(repairs) == 1:
        return _good(piece, repairs[0], f"{piece} read as {_shown(repairs[0])}")
    if straight and _may_once_have_been(straight):
        return _good(piece, straight, doubt=f"{piece} is not in any known range of numbers")
    reason = "no country code begins with 0" if digits.startswith("0") else "no country has such a number"
    return NumberReading(written=piece, doubt=reason)


def _plus_repairs(digits: str, country: str | None) -> list[str]:
    code = str(phonenumbers.country_code_for_region(country)) if country else ""
    repairs = ["+" + digits.lstrip("0")] if digits.startswith("0") else []
    if code and digits.startswith(code + "0"):
        repairs.append("+" + code + digits[len(code) :].lstrip("0"))
    if digits.startswith("521"):  # Mexico gave up the 1 before mobile numbers in 2019
        repairs.append("+52" + digits[3:])
    return repairs


def _without_plus(piece: str, digits: str, country: str | None) -> NumberReading:
    code = str(phonenumbers.country_code_for_region(country)) if country else ""
    coded, group = _valid(["+" + digits]), _first_group(piece)
    national = _parse(digits, country) if country else None
    readings = _valid("+" + digits[len(prefix) :] for prefix in ABROAD if digits.startswith(prefix))
    if national and phonenumbers.is_valid_number(national) and national not in readings:
        readings.append(national)
    if coded and code and (group == code or (not readings and digits.startswith(code))):
        return _good(piece, coded[0], f"{piece} read as {_shown(coded[0])}")
    if len(readings) > 1:
        return NumberReading(written=piece, doubt=f"{piece} may be {' or '.join(map(_shown, readings))}")
    former = _valid(f"+{code}{digits[len(trunk) :]}" for trunk in FORMER_TRUNKS if code and digits.startswith(trunk))
    if not readings and len(former) == 1:
        return _good(piece, former[0], f"{piece} read as {_shown(former[0])}")
    if not readings and coded and group and int(group) in phonenumbers.COUNTRY_CODE_TO_REGION_CODE:
        return _good(piece, coded[0], doubt=f"{piece} may be {_shown(coded[0])}, without the plus sign")
    return _good(piece, readings[0]) if readings else _only_possible(piece, digits, national)


def _first_group(piece: str) -> str:
    """The digits before the first separator: of "62-21-555 0100" they are 62; empty where there is no other group."""
    groups = re.findall(r"\d+", piece)
    return groups[0] if len(groups) > 2 and piece.lstrip("( ")[:1].isdigit() else ""


def _only_possible(piece: str, digits: str, national: phonenumbers.PhoneNumber | None) -> NumberReading:
    abroad = next((_parse("+" + digits[len(prefix) :]) for prefix in ABROAD if digits.startswith(prefix)), None)
    code = "+" + str(national.country_code) if national else ""
    coded = _parse("+" + digits) if code and f"+{digits}".startswith(code) else None
    candidates = (
        (abroad, _may_once_have_been),
        (national, phonenumbers.is_possible_number),
        (coded, _may_once_have_been),
    )
    for candidate, may_be in candidates:
        if candidate and may_be(candidate):
            return _good(piece, candidate, doubt=f"{piece} is not in any known range of numbers")
    reason = "the country has no such number" if national else "a national number, and the country is not known"
    return NumberReading(written=piece, doubt=reason)


def _next_in_block(digits: str, before: NumberReading) -> phonenumbers.PhoneNumber | None:
    """One of the next numbers: ``70 14 / 15``, ``222 1231/32``. A longer step may be an extension as well."""
    e164 = before.e164 or ""
    if not 2 <= len(digits) <= 4 or not e164.endswith(_digits(before.written)[-len(digits) :]):
        return None
    step = int(digits) - int(e164[-len(digits) :])
    near = abs(step) < BLOCK and (step > 0 or len(digits) == WHOLE_GROUP)
    return _parse(e164[: -len(digits)] + digits) if near else None


def _shared_beginning(piece: str, digits: str, country: str | None, reading: NumberReading) -> NumberReading:
    """A short second number that shares the beginning of the one before: ``+213 21 92 41 56 / 92 17 26``."""
    before = reading.e164 or ""
    if number := _next_in_block(digits, reading):
        return _good(piece, number, f"{piece} completed to {_shown(number)}")
    national = _parse(digits, country) if country else None
    candidates = _valid([before[: -len(digits)] + digits]) if SHORTEST - 1 <= len(digits) < len(before) - 2 else []
    if national and phonenumbers.is_valid_number(national) and national not in candidates:
        candidates.append(national)
    if len(candidates) == 1:
        return _good(piece, candidates[0], f"{piece} completed to {_shown(candidates[0])}")
    completed = _parse(before[: -len(digits)] + digits) if len(digits) >= SHORTEST and not candidates else None
    if completed and _parse(before) and not phonenumbers.is_valid_number(phonenumbers.parse(before)):
        doubt = f"{piece} completed to {_shown(completed)}, which is not in any known range of numbers"
        return _good(piece, completed, doubt=doubt)
    return NumberReading(written=piece, doubt=f"{piece} is not a whole number")


def _may_once_have_been(number: phonenumbers.PhoneNumber) -> bool:
    """A number of a length that is in use, shorter, or a digit too long: countries have lengthened theirs."""
    if phonenumbers.is_possible_number(number):
        return True
    if phonenumbers.is_possible_number_with_reason(number) == phonenumbers.ValidationResult.TOO_SHORT:
        return len(str(number.national_number)) >= SHORTEST
    digits = str(number.national_number)
    return any(
        parsed is not None and phonenumbers.is_possible_number(parsed)
        for parsed in (_parse(f"+{number.country_code}{variant}") for variant in (digits + "0", digits[:-1]))
    )


def _good(
    piece: str, number: phonenumbers.PhoneNumber, repaired: str | None = None, doubt: str | None = None
) -> NumberReading:
    e164 = phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)
    if len(e164) > LONGEST_E164:  # the library takes a few German numbers for possible that are longer
        return NumberReading(written=piece, doubt="too long for a number")
    return NumberReading(written=piece, e164=e164, repaired=repaired, doubt=doubt)


def _valid(candidates: Iterable[str]) -> list[phonenumbers.PhoneNumber]:
    found: list[phonenumbers.PhoneNumber] = []
    for candidate in candidates:
        number = _parse(candidate)
        if number and phonenumbers.is_valid_number(number) and number not in found:
            found.append(number)
    return found


def _parse(text: str, country: str | None = None) -> phonenumbers.PhoneNumber | None:
    if len(text) > 20:
        return None
    try:
        number = phonenumbers.parse(text, country)
    except phonenumbers.NumberParseException:
        return None
    return number if len(str(number.national_number)) >= SHORTEST - 2 else None


def _shown(number: phonenumbers.PhoneNumber) -> str:
    return str(phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.INTERNATIONAL))
