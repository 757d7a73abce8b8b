"""Where a published appeal comes from: bytes → numbered lines. Each kind of document is a row of ``_KINDS``.

A line keeps its number through all later steps. Nothing of a document is ever run, fetched or followed.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

from letterkit.appeals import docx, html, mail, odt, pdf, text
from letterkit.appeals.given import Extract, Given
from letterkit.appeals.lines import Line
from letterkit.appeals.numbers import LONGEST
from letterkit.errors import Mistake, Problem
from letterkit.model.finding import Finding

LARGEST = 5_000_000
"""Bytes of a text or a page. The longest appeal we know has 90 kB of text."""
LARGEST_PACKED = 25_000_000
"""Bytes of a document that may carry pictures, or other documents."""


@dataclass(frozen=True)
class Source:
    """A document as numbered lines, with what was found while reading its bytes."""

    name: str
    lines: tuple[Line, ...]
    findings: tuple[Finding, ...] = ()


@dataclass(frozen=True)
class _Kind:
    name: str
    recognises: Callable[[Given], bool]
    read: Callable[[Given], Extract] | None
    remedy: str = ""
    largest: int = LARGEST


def _begins(*magic: bytes) -> Callable[[Given], bool]:
    return lambda given: given.data.startswith(magic)


_AS_TEXT = "save it as plain text or copy its text into a file, and import that"
_BY_EYE = "type its text into a file, or let a program read it (ocrmypdf for a PDF of it), and import that"
_RESAVE = "open it in a word processor, save it as .docx, PDF or plain text, and import that"
_KINDS = (
    _Kind("PDF", pdf.is_pdf, pdf.read_pdf, largest=LARGEST_PACKED),
    _Kind(
        "picture",
        _begins(b"\xff\xd8\xff", b"\x89PNG", b"GIF8", b"II*\0", b"MM\0*", b"RIFF"),
        None,
        _BY_EYE,
        LARGEST_PACKED,
    ),
    _Kind("Word document (DOCX)", docx.is_docx, docx.read_docx, largest=LARGEST_PACKED),
    _Kind("OpenDocument text (ODT)", odt.is_odt, odt.read_odt, largest=LARGEST_PACKED),
    _Kind("zipped document that is neither DOCX nor ODT", _begins(b"PK\x03\x04"), None, _RESAVE, LARGEST_PACKED),
    _Kind("old Word document, or mail of Outlook", _begins(b"\xd0\xcf\x11\xe0"), None, _RESAVE, LARGEST_PACKED),
    _Kind("RTF document", _begins(b"{\\rtf"), None, _RESAVE, LARGEST_PACKED),
    _Kind("e-mail", mail.is_mail, lambda given: mail.read_mail(given, extract), largest=LARGEST_PACKED),
    _Kind("web page", html.is_html, html.read_html),
    _Kind("text", lambda given: text.is_text(given.data), lambda given: text.read_text(given.data, given.charset)),
)


def read_source(path: str | Path) -> Source:
    """The document at a path; raises :class:`Mistake` when it can't be read. For standard input: :func:`source_of`."""
    file = Path(path)
    try:
        if file.stat().st_size > LARGEST_PACKED:
            raise _too_large(LARGEST_PACKED)
        return source_of(file.read_bytes(), str(path))
    except OSError as error:
        reason = (error.strerror or str(error)).lower()
        raise Mistake(Problem(f"can't be read: {reason}", "check the name of the file", file=str(path))) from error
    except Mistake as mistake:
        raise _named(mistake, str(path)) from mistake


def source_of(data: bytes, name: str, charset: str | None = None) -> Source:
    """The document in these bytes; ``name`` stands in messages. Raises :class:`Mistake` for what is no text.

    ``charset`` is the encoding that was declared where the bytes came from.
    """
    try:
        lines, findings = extract(Given(data, name, charset))
    except Mistake as mistake:
        raise _named(mistake, name) from mistake
    message = f"a line of over {LONGEST} characters: addressees are looked for only in the first of them"
    findings += [
        Finding(field="source", line=line.number, kind="doubtful", message=message)
        for line in lines
        if len(line.text) > LONGEST
    ]
    return Source(name=name, lines=tuple(lines), findings=tuple(findings))


def extract(given: Given) -> Extract:
    """The lines of a document and what was found in it, by whatever kind of document it is."""
    if not given.data.strip(b" \t\r\n\f\0\xef\xbb\xbf\xff\xfe"):
        raise Mistake("the file is empty", "give the file with the published text of the appeal")
    kind = next((kind for kind in _KINDS if kind.recognises(given)), None)
    if len(given.data) > (kind.largest if kind else LARGEST):
        raise _too_large(kind.largest if kind else LARGEST)
    if kind is None:
        raise Mistake("this is not text, whatever its name says", _AS_TEXT)
    if kind.read is None:
        raise Mistake(f"this is a {kind.name}, which can't be read", kind.remedy)
    lines, findings = kind.read(given)
    if sum(len(line.text) for line in lines) > LARGEST:
        raise _too_large(LARGEST)
    if not any(line.text for line in lines):
        raise Mistake("there is no text in it", "give the file with the published text of the appeal")
    return lines, findings


def _named(mistake: Mistake, name: str) -> Mistake:
    return Mistake([replace(problem, file=problem.file or name) for problem in mistake.problems])


def _too_large(limit: int) -> Mistake:
    return Mistake(
        f"larger than {limit // 1_000_000} MB: no appeal is that long",
        "copy the appeal itself into a file of its own, and import that",
    )
