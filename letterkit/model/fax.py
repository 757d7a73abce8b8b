"""A fax that was made: how its pages are drawn and coded, where it goes, what it carries, how long it takes."""

import json
from datetime import date
from enum import StrEnum
from typing import Any

from pydantic import ValidationError

from letterkit.model.record import Record


class Quality(StrEnum):
    """How finely a page is drawn; fine is known by nearly every machine, superfine by few."""

    STANDARD = "standard"
    FINE = "fine"
    SUPERFINE = "superfine"

    @property
    def lines_per_inch(self) -> int:
        """Rows of pixels to an inch, as the TIFF tag has it."""
        return {Quality.STANDARD: 98, Quality.FINE: 196, Quality.SUPERFINE: 391}[self]


class Coding(StrEnum):
    """How rows are coded in the file: MH (T.4 by line) opens everywhere, MR (T.4 by area) and MMR (T.6) are shorter."""

    MH = "mh"
    MR = "mr"
    MMR = "mmr"


class OfficeHours(Record):
    """From when to when, by the sender's clock, it is 8 to 20 h where a number rings; ``24:00`` does not occur."""

    opens: str
    closes: str
    clock: str
    """Whose clock: the name of a time zone."""


class FaxedLetter(Record):
    """One letter in a fax: to whom, and the page on which it begins."""

    letter_id: str
    name: str | None
    role: str | None
    office: str | None
    page: int


class WrittenNumber(Record):
    """A number as the source writes it, and where."""

    text: str
    file: str
    line: int | None


class FaxRow(Record):
    """One fax as the manifest has it; sizes in pixels, times in seconds."""

    order: int
    file: str
    pdf: str
    proofs: tuple[str, ...] = ()
    sha256: str
    pages: int
    quality: Quality
    coding: Coding
    width: int
    rows: tuple[int, ...]
    dpi: tuple[int, int]
    language: str
    to: tuple[FaxedLetter, ...]
    via: str | None
    fax_as_written: tuple[WrittenNumber, ...]
    fax_e164: str
    extension: str | None
    subaddress: str | None
    fax_display: str
    dial_from_sender: str
    gateway_address: str | None
    from_name: str
    from_number: str | None
    station_id: str
    subject: str
    date: date
    cover: bool
    line_seconds_typical: int
    line_seconds_old_machine: int | None
    time_zone: str | None
    hours: OfficeHours | None
    warnings: tuple[str, ...]

    @property
    def files(self) -> tuple[str, ...]:
        """The names of all its files."""
        return (self.file, self.pdf, *self.proofs)

    @property
    def machine(self) -> tuple[str, str | None, str | None]:
        """What makes two faxes one call."""
        return (self.fax_e164, self.extension, self.subaddress)


def faxes_of(manifest: dict[str, Any]) -> list[FaxRow]:
    """The faxes of a manifest that lies there; what a person or a program has spoilt is passed over."""
    found: list[FaxRow] = []
    rows = manifest.get("faxes")
    for row in rows if isinstance(rows, list) else ():
        try:
            found.append(FaxRow.model_validate_json(json.dumps(row)))
        except ValidationError:
            continue
    return found
