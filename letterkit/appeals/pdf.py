"""A PDF with a text layer → its lines, numbered through the document as they stand printed."""

import json
import os
import subprocess
import sys
from typing import Any

from letterkit.appeals.columns import in_reading_order
from letterkit.appeals.given import Extract, Given
from letterkit.appeals.paragraphs import paragraphs_of
from letterkit.appeals.sheet import Page, Run, without_heads
from letterkit.errors import Mistake
from letterkit.folders import PACKAGE
from letterkit.model.finding import Finding

_SECONDS = 40
_SCAN = "run `ocrmypdf THIS.pdf READ.pdf` and import READ.pdf, or copy the text into a file"
_ALONE = "print the pages of the appeal into a PDF of their own, or copy its text into a file"


def is_pdf(given: Given) -> bool:
    """Whether the bytes begin like a PDF."""
    return b"%PDF-" in given.data[:1024]


def read_pdf(given: Given) -> Extract:
    """The lines of a PDF: columns and tables in reading order, wrapped lines joined, heads of pages left out."""
    pages = _pages(given.data)
    findings = _judge(pages)
    pages, repeated = without_heads(pages)
    printed = [line for page in pages for line in in_reading_order(page)]
    lines, joined = paragraphs_of(printed)
    return lines, findings + repeated + joined


def _pages(data: bytes) -> list[Page]:
    told = _told(data)
    match told.get("wrong"):
        case None:
            return [Page(number, height, tuple(Run(*run) for run in runs)) for number, height, runs in told["pages"]]
        case "locked":
            remedy = "open it with its password, print it into a new PDF, and import that"
            raise Mistake("this PDF is protected by a password", remedy)
        case "broken":
            raise Mistake("this PDF is broken and can't be opened", "ask for it again, or copy its text into a file")
        case "greedy":
            raise Mistake("this PDF takes far more memory or time than an appeal needs", _ALONE)
        case size:
            raise Mistake(f"this PDF has {size}: no appeal is that long", _ALONE)


def _told(data: bytes) -> dict[str, Any]:
    """What the process that reads the PDF tells of it; it finds this package wherever it lies."""
    command = [sys.executable, "-m", "letterkit.appeals.pdf_pages"]
    surroundings = {**os.environ, "PYTHONPATH": str(PACKAGE.parent), "PYTHONSAFEPATH": "1"}
    try:
        done = subprocess.run(command, input=data, capture_output=True, timeout=_SECONDS, env=surroundings, check=False)
        told: dict[str, Any] = json.loads(done.stdout)
    except (subprocess.TimeoutExpired, ValueError):  # it was ended before it could tell anything
        return {"wrong": "greedy"}
    return told


def _judge(pages: list[Page]) -> list[Finding]:
    """Refuses pictures of pages and letters without meaning; names pages without text among others."""
    letters = [sum(c.isalpha() for run in page.runs for c in run.text) for page in pages]
    if sum(letters) < 25 * len(pages):
        raise Mistake("this PDF is a picture of pages, without text that can be copied", _SCAN)
    strange = sum(0xE000 <= ord(c) < 0xF900 or c == "\ufffd" for page in pages for run in page.runs for c in run.text)
    if strange * 5 > sum(letters):
        raise Mistake(
            "the letters of this PDF can't be told: its fonts don't say which they are",
            _SCAN.replace("ocrmypdf", "ocrmypdf --force-ocr"),
        )
    empty = [str(page.number) for page, count in zip(pages, letters, strict=True) if not count]
    message = f"no text on page {', '.join(empty)}: a picture? Look whether a part of the appeal stands there"
    return [Finding(field="source", kind="doubtful", message=message)] if empty else []
