"""Each layout in which appeals are published, as a made-up text and what is read from it.

``LETTERKIT_REWRITE=1 pytest tests/test_import_layouts.py`` writes the second of each pair anew, for review by diff.
"""

import json
import os
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from letterkit.appeals.read import read_document
from letterkit.appeals.source import read_source
from letterkit.model.finding import Reading

LAYOUTS = Path(__file__).parent / "layouts"
TEXTS = sorted(path for path in LAYOUTS.iterdir() if path.suffix != ".json")
REWRITE = bool(os.environ.get("LETTERKIT_REWRITE"))


def as_json(reading: Reading) -> dict[str, Any]:
    return {
        "appeal": reading.appeal.model_dump(mode="json", exclude_defaults=True),
        "findings": [f"{f.kind}, {f.field}, line {f.line}: {f.message}" for f in reading.findings],
        "lines": dict(reading.lines),
    }


@pytest.mark.parametrize("text", TEXTS, ids=lambda path: path.stem)
def test_a_layout_is_read_as_expected(text: Path) -> None:
    reading = as_json(read_document(read_source(text), on=date(2026, 11, 23)))
    expected = text.with_name(f"{text.stem}.json")
    if REWRITE:
        expected.write_text(json.dumps(reading, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    assert reading == json.loads(expected.read_text(encoding="utf-8"))


@pytest.mark.parametrize("text", TEXTS, ids=lambda path: path.stem)
def test_what_is_read_stands_in_the_text(text: Path) -> None:
    """Nothing is invented: every name, office and request is a piece of the document, white space aside."""
    printed = "".join(text.read_text(encoding="utf-8").split())
    if text.suffix == ".txt" and "\n> " in text.read_text(encoding="utf-8"):
        printed = printed.replace(">", "")
    appeal = read_document(read_source(text)).appeal
    people = [
        part for one in (*appeal.addressees, *appeal.copies_to) for part in (one.name, one.organisation, one.care_of)
    ]
    for part in (*appeal.requests_in(appeal.language), *people, appeal.title, appeal.code):
        assert part is None or "".join(part.split()) in printed
