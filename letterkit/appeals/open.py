"""Opening what a person named: an appeal file, or the published document itself, in a file or at a web address."""

import sys
from dataclasses import replace
from datetime import date
from pathlib import Path

from letterkit.appeals.file import is_appeal_file, is_appeal_text, read_appeal_file, read_appeal_text
from letterkit.appeals.read import read_document
from letterkit.appeals.source import LARGEST_PACKED, Source, read_source, source_of
from letterkit.errors import Mistake
from letterkit.model.appeal import Addressee
from letterkit.model.finding import Reading
from letterkit.protocol.offices import find_office

STANDARD_INPUT = "-"


def open_appeal(
    where: str, *, appeal_number: int | None = None, on: date | None = None, without_bad_faxes: bool = False
) -> Reading:
    """The appeal in a file, imported on the fly when it is a published document; ``-`` is standard input.

    ``on`` is the day on which holders and numbers count as old; today unless given. Fax numbers of an appeal file that
    are written wrongly are a :class:`Mistake`; ``without_bad_faxes`` goes on without them.
    """
    reading = _opened(where, appeal_number, on)
    if reading.unusable and not without_bad_faxes:
        raise Mistake(reading.unusable)
    return reading


def _opened(where: str, appeal_number: int | None, on: date | None) -> Reading:
    if where == STANDARD_INPUT:
        return _given_on_standard_input(appeal_number, on)
    if not is_address(where) and is_appeal_file(Path(where)):
        _refuse_number(appeal_number, where)
        return with_office_classes(read_appeal_file(Path(where)))
    return read_document(_source(where), appeal_number=appeal_number, on=on)


def _given_on_standard_input(appeal_number: int | None, on: date | None) -> Reading:
    data, name = sys.stdin.buffer.read(LARGEST_PACKED + 1), "standard input"
    if is_appeal_text(data):
        _refuse_number(appeal_number, name)
        return with_office_classes(read_appeal_text(data, Path(name)))
    return read_document(source_of(data, name), appeal_number=appeal_number, on=on)


def _refuse_number(wanted: int | None, name: str) -> None:
    """An appeal file holds the first appeal of its own, and no other."""
    if wanted not in (None, 1):
        raise Mistake(f"{name} is an appeal file, which holds one appeal", "leave --appeal away")


def is_address(where: str) -> bool:
    """Whether a source is an address of the web."""
    return where.lower().startswith(("http://", "https://"))


def _source(where: str) -> Source:
    if is_address(where):
        from letterkit.appeals.web import read_web

        return read_web(where)
    return read_source(where)


def with_office_classes(reading: Reading) -> Reading:
    """A reading whose addressees have the class that their office shows, where a person left it out."""
    appeal = reading.appeal
    known = {field: tuple(map(_with_class, getattr(appeal, field))) for field in ("addressees", "copies_to")}
    return replace(reading, appeal=appeal.model_copy(update=known))


def _with_class(addressee: Addressee) -> Addressee:
    if addressee.office_class or not addressee.office:
        return addressee
    found = find_office(f"{addressee.office}, {addressee.organisation or ''}")
    return addressee.model_copy(update={"office_class": found.office_class}) if found else addressee
