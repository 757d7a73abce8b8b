"""A PDF with a text layer → the characters of its pages with their places, and from these its lines."""

from collections.abc import Iterator
from contextlib import closing
from ctypes import byref, c_double
from typing import Any

from letterkit.appeals.columns import in_reading_order
from letterkit.appeals.given import Extract, Given
from letterkit.appeals.paragraphs import paragraphs_of
from letterkit.appeals.sheet import Page, Run, without_heads
from letterkit.errors import Mistake
from letterkit.model.finding import Finding

MOST_PAGES = 300
MOST_CHARACTERS = 2_000_000
_SCAN = "run `ocrmypdf THIS.pdf READ.pdf` and import READ.pdf, or copy the text into a file"


def is_pdf(given: Given) -> bool:
    """Whether the bytes begin like a PDF."""
    return b"%PDF-" in given.data[:1024]


def read_pdf(given: Given) -> Extract:
    """The lines of a PDF, numbered through the document as they stand printed on its pages."""
    pages = _pages(given.data)
    findings = _judge(pages)
    pages, repeated = without_heads(pages)
    printed = [line for page in pages for line in in_reading_order(page)]
    lines, joined = paragraphs_of(printed)
    return lines, findings + repeated + joined


def _pages(data: bytes) -> list[Page]:
    import pypdfium2

    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        raise _unreadable(str(error)) from error
    with closing(document):
        if len(document) > MOST_PAGES:
            remedy = "print the pages of the appeal into a PDF of their own, and import that"
            raise Mistake(f"this PDF has {len(document)} pages: no appeal is that long", remedy)
        pages: list[Page] = []
        left = MOST_CHARACTERS
        for number in range(len(document)):
            try:
                page = _page(document, number, left)
            except pypdfium2.PdfiumError as error:
                raise _unreadable(f"page {number + 1}: {error}") from error
            left -= sum(len(run.text) for run in page.runs)
            pages.append(page)
        return pages


def _unreadable(reason: str) -> Mistake:
    if "assword" in reason:
        remedy = "open it with its password, print it into a new PDF, and import that"
        return Mistake("this PDF is protected by a password", remedy)
    return Mistake("this PDF is broken and can't be opened", "ask for it again, or copy its text into a file")


def _page(document: Any, number: int, left: int) -> Page:
    with closing(document[number]) as page, closing(page.get_textpage()) as text:
        count = text.count_chars()
        if count > left:
            raise Mistake(
                "this PDF has far too much text for an appeal", "print the appeal's pages into one of their own"
            )
        return Page(number + 1, page.get_height(), tuple(_runs(text, count)))


def _runs(text: Any, count: int) -> Iterator[Run]:
    """Stretches of characters on one line, cut where the engine sees a new line or where a wide gap is."""
    run: Run | None = None
    for place in range(count):
        sign = _sign(text, place)
        if sign is None:
            if run and run.text[-1:] != " ":
                run.text += " "
            continue
        if run and not _stands_next(run, sign):
            yield from _ended(run)
            run = None
        if run is None:
            run = sign
        else:
            run.text += sign.text
            run.right = max(run.right, sign.right)
            run.size = max(run.size, sign.size)
    yield from _ended(run)


def _stands_next(run: Run, sign: Run) -> bool:
    return -run.size < sign.left - run.right < 1.6 * run.size and abs(sign.baseline - run.baseline) < 0.6 * run.size


def _sign(text: Any, place: int) -> Run | None:
    """One character with its place; None for white space."""
    from pypdfium2 import raw

    character = _character(raw.FPDFText_GetUnicode(text, place))
    if character.isspace() or raw.FPDFText_IsGenerated(text, place) == 1:
        return None
    left, right, bottom, top, x, y = (c_double() for _ in range(6))
    if not raw.FPDFText_GetCharBox(text, place, byref(left), byref(right), byref(bottom), byref(top)):
        return None
    baseline = y.value if raw.FPDFText_GetCharOrigin(text, place, byref(x), byref(y)) else bottom.value
    matrix = raw.FS_MATRIX()
    scale = abs(matrix.d) if raw.FPDFText_GetMatrix(text, place, byref(matrix)) else 1.0
    size = raw.FPDFText_GetFontSize(text, place) * (scale or 1.0)
    return Run(character, left.value, right.value, baseline, max(size, 1.0), place)


_SIGNS = {
    0x02: "-",
    0xFFFE: "-",
    0xF0A7: "•",
    0xF0B7: "•",
    0xF0D8: "•",
    **dict(zip(range(0xFB00, 0xFB07), ("ff", "fi", "fl", "ffi", "ffl", "st", "st"), strict=True)),
}
"""Hyphens as the engine marks them, bullets of symbol fonts, ligatures."""


def _character(code: int) -> str:
    if code in _SIGNS:
        return _SIGNS[code]
    return chr(code) if 0x20 <= code <= 0x10FFFF and not 0xD800 <= code < 0xE000 else " "


def _ended(run: Run | None) -> Iterator[Run]:
    if run and run.text.strip():
        run.text = " ".join(run.text.split())
        yield run


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
