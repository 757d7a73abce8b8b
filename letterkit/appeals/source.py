"""Where a published appeal comes from: a file's bytes → numbered lines. Each kind of document is one row of ``_KINDS``.

A line keeps its number through all later steps. Nothing of a document is ever run, fetched or followed.
"""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from letterkit.appeals import html, text
from letterkit.appeals.lines import Line
from letterkit.appeals.numbers import LONGEST
from letterkit.errors import Mistake, Problem
from letterkit.model.finding import Finding

LARGEST = 5_000_000
"""Bytes. The longest appeal we know has 90 kB of text."""


@dataclass(frozen=True)
class Source:
    """A document as numbered lines, with what was found while reading its bytes."""

    name: str
    lines: tuple[Line, ...]
    findings: tuple[Finding, ...] = ()


@dataclass(frozen=True)
class _Kind:
    name: str
    recognises: Callable[[bytes, str], bool]
    read: Callable[[bytes], tuple[list[Line], list[Finding]]] | None
    remedy: str = ""


_AS_TEXT = "save it as plain text or copy its text into a file, and import that"
_KINDS = (
    _Kind("PDF", lambda data, name: data[:1024].lstrip().startswith(b"%PDF"), None, _AS_TEXT),
    _Kind(
        "picture",
        lambda data, name: data.startswith((b"\xff\xd8\xff", b"\x89PNG", b"GIF8", b"II*\0", b"MM\0*")),
        None,
        _AS_TEXT,
    ),
    _Kind("DOCX or other zipped document", lambda data, name: data.startswith(b"PK\x03\x04"), None, _AS_TEXT),
    _Kind("old Word document", lambda data, name: data.startswith(b"\xd0\xcf\x11\xe0"), None, _AS_TEXT),
    _Kind("web page", html.is_html, html.read_html),
    _Kind("text", text.is_text, text.read_text),
)


def read_source(path: str | Path) -> Source:
    """The document at a path; raises :class:`Mistake` when it can't be read. For standard input: :func:`source_of`."""
    file = Path(path)
    try:
        if file.stat().st_size > LARGEST:
            raise _too_large(str(path))
        return source_of(file.read_bytes(), str(path))
    except OSError as error:
        reason = (error.strerror or str(error)).lower()
        raise Mistake(Problem(f"can't be read: {reason}", "check the name of the file", file=str(path))) from error


def source_of(data: bytes, name: str) -> Source:
    """The document in these bytes; ``name`` stands in messages. Raises :class:`Mistake` for what is no text."""
    if len(data) > LARGEST:
        raise _too_large(name)
    if not data.strip(b" \t\r\n\f\0\xef\xbb\xbf\xff\xfe"):
        raise Mistake(Problem("the file is empty", "give the file with the published text of the appeal", file=name))
    kind = next((kind for kind in _KINDS if kind.recognises(data, name)), None)
    if kind is None:
        raise Mistake(Problem("this is not text, whatever its name says", _AS_TEXT, file=name))
    if kind.read is None:
        raise Mistake(Problem(f"this is a {kind.name}, which can't be read yet", kind.remedy, file=name))
    lines, findings = kind.read(data)
    if not any(line.text for line in lines):
        raise Mistake(
            Problem("there is no text in it", "give the file with the published text of the appeal", file=name)
        )
    message = f"a line of over {LONGEST} characters: addressees are looked for only in the first of them"
    findings += [
        Finding(field="source", line=line.number, kind="doubtful", message=message)
        for line in lines
        if len(line.text) > LONGEST
    ]
    return Source(name=name, lines=tuple(lines), findings=tuple(findings))


def _too_large(name: str) -> Mistake:
    return Mistake(
        Problem(
            f"larger than {LARGEST // 1_000_000} MB: no appeal is that long",
            "copy the appeal itself into a file of its own, and import that",
            file=name,
        )
    )
