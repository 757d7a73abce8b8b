"""Invented appeals in the layouts of those that publish them, each beside the appeal file that it must become.

``pytest --rewrite-expected tests/test_import_pairs.py`` writes the appeal files anew: read the difference before you
keep it.
"""

from datetime import date
from pathlib import Path

import pytest

from letterkit.appeals.file import appeal_file_text, read_appeal_file
from letterkit.appeals.open import open_appeal

FOLDER = Path(__file__).parent / "appeals"
SOURCES = sorted(path for path in FOLDER.iterdir() if path.suffix != ".yaml")
ON = date(2026, 6, 30)


@pytest.mark.parametrize("source", SOURCES, ids=lambda path: path.stem)
def test_an_appeal_becomes_the_appeal_file_beside_it(source: Path, request: pytest.FixtureRequest) -> None:
    reading = open_appeal(str(source), on=ON)
    expected = source.with_suffix(".yaml")
    if request.config.getoption("--rewrite-expected"):
        expected.write_text(appeal_file_text(reading, source.name), encoding="utf-8")
    wanted = read_appeal_file(expected)
    assert reading.appeal.model_dump() == wanted.appeal.model_dump()


def test_every_line_that_an_appeal_file_names_is_a_line_of_its_source() -> None:
    for source in SOURCES:
        last = len(source.read_text(encoding="utf-8").splitlines())
        reading = open_appeal(str(source), on=ON)
        assert all(1 <= line <= last for line in reading.lines.values())
        assert all(finding.line is None or 1 <= finding.line <= last for finding in reading.findings)
