"""Fax numbers: as a person writes them → as they are kept, dialled and compared; and what speaks against faxing to one.

Import mends a number that has one reading, and keeps one that is in no known range, because ranges change and appeals
are old. Here, where the number is about to be dialled and somebody's telephone may ring, the rule is stricter: a number
that was written wrongly is a mistake with its remedy, one of a length that is not in use or of another country than its
addressee is one as well; one that is only in no known range is faxed to, with a warning.
"""

import re
from functools import cache

from letterkit.contact.numbers import (
    NumberReading,
    country_of_number,
    dialled,
    international,
    is_known,
    is_of,
    is_possible,
    read_numbers,
)
from letterkit.errors import Mistake
from letterkit.model.record import E164, FaxNumber, Record

LONGEST_WRITTEN = 120
WITH_COUNTRY_CODE = "write it with its country code: +41227937014"


class FaxMachine(Record):
    """Where a fax goes. Equal machines are one machine, however their numbers were spelled."""

    e164: E164
    extension: str | None = None
    subaddress: str | None = None

    @property
    def shown(self) -> str:
        """As it stands on a cover sheet: ``+41 22 793 70 14``."""
        return international(self.e164) + self._after

    @property
    def number(self) -> FaxNumber:
        """As an appeal file keeps it: ``+41227937014``, ``+12025880032;ext=12``."""
        extension = f";ext={self.extension}" if self.extension else ""
        return f"{self.e164}{extension}" + (f";isub={self.subaddress}" if self.subaddress else "")

    def dialled_from(self, country: str | None) -> str:
        """What to dial from the sender's country: ``00 1 202-588-0032``."""
        return dialled(self.e164, country) + self._after

    @property
    def _after(self) -> str:
        extension = f" ext. {self.extension}" if self.extension else ""
        return extension + (f" #{self.subaddress}" if self.subaddress else "")


def fax_machine(number: FaxNumber) -> FaxMachine:
    """The machine of a number as an appeal file keeps it."""
    e164, *parameters = number.split(";")
    given = dict(parameter.split("=", 1) for parameter in parameters)
    return FaxMachine(e164=e164, extension=given.get("ext"), subaddress=given.get("isub"))


def read_fax(written: str, country: str | None) -> FaxMachine:
    """The machine of a number as a person wrote it; ``country`` is that of the addressee, never the sender's.

    Raises :class:`Mistake` with what to write instead: nothing is guessed, and nothing mended in silence.
    """
    if len(written) > LONGEST_WRITTEN:
        raise Mistake(f"{written[:40]!r}…: too long for a number", WITH_COUNTRY_CODE)
    rest, subaddress = _cut(written, "subaddress")
    rest, extension = _cut(rest, "extension")
    readings = read_numbers(rest, country)
    if not readings:
        raise Mistake(f"{written!r}: there are no digits in it", WITH_COUNTRY_CODE)
    if len(readings) > 1:
        both = " and ".join(reading.e164 or reading.written for reading in readings)
        raise Mistake(f"{written!r}: more than one number ({both})", "write each number as an item of its own")
    (reading,) = readings
    guessed = reading.doubt and "+" not in reading.written and not reading.written.startswith("00")
    if reading.repaired or guessed or not reading.e164:
        raise Mistake(f"{written!r}: {_what_is_wrong(reading)}", _remedy(reading))
    return FaxMachine(e164=reading.e164, extension=extension or reading.extension, subaddress=subaddress)


def refuse_unfit(machine: FaxMachine, country: str | None) -> None:
    """Raises :class:`Mistake` for a number that no fax to somebody in that country can have."""
    if not is_possible(machine.e164):
        where = country_of_number(machine.e164)
        what = "no number of that length is in use" + (f" in {where}" if where else " under that country code")
        raise Mistake(f"{machine.shown}: {what}", "find the number as it is today")
    if country and not is_of(machine.e164, country):
        where = country_of_number(machine.e164) or "another country"
        raise Mistake(f"{machine.shown}: a number of {where}, and the addressee is in {country}", "compare the source")


def doubt(machine: FaxMachine) -> str | None:
    """Why a number that is faxed to should be looked at first; None when nothing speaks against it."""
    return None if is_known(machine.e164) else f"{machine.shown} is in no known range of numbers: it may be out of date"


@cache
def _patterns() -> dict[str, re.Pattern[str]]:
    return {
        "subaddress": re.compile(r"\s*(?:;isub=|/T33S=|#)\s*(\d{1,20})\s*$", re.IGNORECASE | re.ASCII),
        "extension": re.compile(r"\s*;ext=(\d{1,7})\s*$", re.IGNORECASE | re.ASCII),
    }


def _cut(written: str, part: str) -> tuple[str, str | None]:
    found = _patterns()[part].search(written)
    return (written[: found.start()], found[1]) if found else (written, None)


def _what_is_wrong(reading: NumberReading) -> str:
    if reading.repaired and "+" in reading.written and _digits(reading.written).startswith("0"):
        return "no country code begins with 0"
    return "it is written wrongly" if reading.repaired else reading.doubt or "it can't be read"


def _digits(text: str) -> str:
    return re.sub(r"\D", "", text)


def _remedy(reading: NumberReading) -> str:
    return f"did you mean {international(reading.e164)}?" if reading.e164 and reading.repaired else WITH_COUNTRY_CODE
