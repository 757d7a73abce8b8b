"""The ledger as a file that can be handed on: JSON, or CSV for a spreadsheet. Only ids and days stand in it."""

import csv
import io
import json
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from letterkit.errors import Mistake, Problem
from letterkit.ledger.entry import Entry
from letterkit.records import problems_of

FIELDS = tuple(Entry.model_fields)


def as_json(found: list[Entry]) -> dict[str, Any]:
    """The entries as one JSON value: ``{"format": 1, "entries": [...]}``."""
    return {"format": 1, "entries": [entry.model_dump(mode="json") for entry in found]}


def as_csv(found: list[Entry]) -> str:
    """The entries as CSV with a header; ids and days can't be taken for formulas, for none begins with a sign."""
    text = io.StringIO()
    writer = csv.DictWriter(text, FIELDS, lineterminator="\n")
    writer.writeheader()
    writer.writerows({name: "" if value is None else value for name, value in entry} for entry in found)
    return text.getvalue()


def read_entries(file: Path) -> list[Entry]:
    """What :func:`as_json` or :func:`as_csv` wrote; raises :class:`Mistake` with every row that is wrong."""
    text = _text(file)
    rows = _csv_rows(text) if file.suffix.lower() == ".csv" else _json_rows(text, file)
    found: list[Entry] = []
    problems: list[Problem] = []
    for number, row in enumerate(rows, 1):
        try:
            found.append(Entry.model_validate(row))
        except ValidationError as error:
            lines = dict.fromkeys(FIELDS, number + 1) if file.suffix.lower() == ".csv" else {}
            problems += problems_of(error, Entry, file, lines)
    if problems:
        raise Mistake(problems)
    return found


def _text(file: Path) -> str:
    try:
        return file.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        raise Mistake(Problem("this is not UTF-8 text", "save the file as UTF-8", str(file))) from error
    except OSError as error:
        reason = (error.strerror or "can't be read").lower()
        raise Mistake(Problem(f"can't read it: {reason}", "check the name", str(file))) from error


def _csv_rows(text: str) -> list[dict[str, Any]]:
    rows = csv.DictReader(io.StringIO(text, newline=""))
    return [{name: value for name, value in row.items() if value not in ("", None)} for row in rows]


def _json_rows(text: str, file: Path) -> list[Any]:
    try:
        found = json.loads(text)
    except (ValueError, RecursionError) as error:
        what = "this is not the JSON of a ledger"
        raise Mistake(Problem(what, "make it with: letterkit ledger --export ledger.json", str(file))) from error
    entries = found.get("entries") if isinstance(found, dict) else None
    if not isinstance(entries, list):
        what = "this JSON holds no ledger: it has no list 'entries'"
        raise Mistake(Problem(what, "make it with: letterkit ledger --export ledger.json", str(file)))
    return entries
