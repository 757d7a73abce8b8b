"""Sheets of a print run by their numbers: none is missing, none lies twice, and no file has more than it may."""

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from letterkit.errors import Mistake
from letterkit.mailing.print_order import Collating, Unit, in_files, numbered, sheets_taken, wanted

UNITS = st.lists(st.tuples(st.integers(0, 4), st.integers(1, 5)), min_size=1, max_size=40).map(
    lambda found: [
        Unit("letter", 0, number, section, f"Section {section}", f"Letter {number}", pages)
        for number, (section, pages) in enumerate(found)
    ]
)


def sheets(units: list[Unit], how: Collating) -> list[int]:
    """The numbers of the sheets that units take."""
    return [unit.first + at for unit in units for at in range(sheets_taken(unit, how))]


@given(UNITS, st.booleans())
def test_sheets_are_numbered_from_1_without_a_gap_and_sections_lie_together(units: list[Unit], duplex: bool) -> None:
    how = Collating(duplex=duplex)
    found = numbered(units, how)
    numbers = sheets(found, how)
    assert numbers == list(range(1, len(numbers) + 1))
    assert [unit.section for unit in found] == sorted(unit.section for unit in units)
    assert sorted(unit.number for unit in found) == [unit.number for unit in units]


@given(UNITS, st.booleans(), st.data())
def test_every_sheet_that_is_wanted_is_there_once_with_its_own_pages(
    units: list[Unit], duplex: bool, data: st.DataObject
) -> None:
    last = len(sheets(numbered(units, Collating(duplex=duplex)), Collating(duplex=duplex)))
    bounds = st.tuples(st.integers(1, last), st.integers(1, last)).map(sorted)
    ranges = tuple(range(first, end + 1) for first, end in data.draw(st.lists(bounds, min_size=1, max_size=4)))
    how = Collating(duplex=duplex, sheets=ranges)
    found = wanted(numbered(units, how), how)
    assert sheets(found, how) == sorted({number for one in ranges for number in one})
    pages = Counter((unit.number, page) for unit in found for page in unit.only or ())
    assert set(pages.values()) == {1}
    if ranges == (range(1, last + 1),):
        assert len(pages) == sum(unit.pages for unit in units)


@given(UNITS, st.booleans(), st.integers(3, 9))
def test_no_file_has_more_sheets_than_it_may_and_together_they_are_the_run(
    units: list[Unit], duplex: bool, most: int
) -> None:
    how = Collating(duplex=duplex, split=most)
    found = numbered(units, how)
    files = in_files(found, how)
    assert [unit for file in files for unit in file] == found
    longest = max(sheets_taken(unit, how) for unit in found)
    assert all(0 < len(sheets(file, how)) <= max(most, longest) for file in files)


@given(UNITS)
def test_a_sheet_beyond_the_last_is_refused_with_the_number_of_the_last(units: list[Unit]) -> None:
    last = len(sheets(numbered(units, Collating()), Collating()))
    how = Collating(sheets=(range(1, last + 2),))
    with pytest.raises(Mistake, match=f"the run has {last} sheets, and no sheet {last + 1}"):
        wanted(numbered(units, how), how)
