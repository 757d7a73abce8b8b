"""The address books in ``addressees/``: a file per country, its entries referred to as ``cn/minister-of-justice``."""

import re
from difflib import get_close_matches
from functools import cache
from pathlib import Path

from letterkit.errors import Mistake
from letterkit.folders import data_file, data_files
from letterkit.model.appeal import Addressee
from letterkit.model.record import CountryCode, Record, Text
from letterkit.records import read_record


class AddressBook(Record):
    """The offices of one country, with its embassies and missions abroad."""

    country: CountryCode
    as_of: int
    """The year in which the entries were last known to be right."""
    source: Text
    addressees: tuple[Addressee, ...]


class Entry(Record):
    """One addressee of a book, and what an appeal file calls it: ``cn/minister-of-justice``."""

    reference: str
    addressee: Addressee
    book: AddressBook


def entries() -> list[Entry]:
    """All addressees of all books, by book; raises :class:`Mistake` for a book that can't be read."""
    return [
        Entry(reference=f"{file.stem}/{addressee.id}", addressee=addressee, book=book)
        for file in address_book_files()
        for book in [read_address_book(file)]
        for addressee in book.addressees
    ]


def address_book(country: str) -> AddressBook:
    """The address book of a country by its code, in small letters; raises :class:`Mistake` with those there are."""
    file = data_file("addressees", f"{country}.yaml") if re.fullmatch("[a-z]{2}", country) else None
    if file is None:
        known = ", ".join(path.stem for path in address_book_files())
        raise Mistake(f"there is no address book for {country!r}", f"address books: {known}")
    return read_address_book(file)


def find_entry(reference: str) -> Addressee:
    """The addressee behind ``country/id``; raises :class:`Mistake` with the nearest names."""
    country, _, name = reference.partition("/")
    entries = {entry.id: entry for entry in address_book(country).addressees}
    if name in entries:
        return entries[name]
    near = get_close_matches(name, entries, n=3, cutoff=0.3) or sorted(entries)[:3]
    nearest = ", ".join(f"{country}/{one}" for one in near)
    raise Mistake(f"{country}.yaml has no addressee {name!r}", f"nearest: {nearest}")


@cache
def read_address_book(file: Path) -> AddressBook:
    """One address book, checked; raises :class:`Mistake` naming file and field."""
    return read_record(AddressBook, file)


def address_book_files() -> list[Path]:
    """All address books, the user's own before those shipped."""
    return [path for path in data_files("addressees", "??.yaml") if len(path.stem) == 2]
