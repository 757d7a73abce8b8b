"""A mail → lines: the part that tells most, messages that were forwarded in it, its subject; attachments are named."""

import email
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from email.header import decode_header, make_header
from email.message import Message
from functools import cache

from letterkit.appeals.given import Extract, Given, with_title
from letterkit.appeals.html import lines_of_page
from letterkit.appeals.lines import Line
from letterkit.appeals.parts import Part
from letterkit.appeals.quoted import unquoted
from letterkit.appeals.sections import sections_of
from letterkit.appeals.text import lines_of
from letterkit.decoding import decode
from letterkit.errors import Mistake
from letterkit.model.finding import Finding

Reader = Callable[[Given], Extract]
MOST_PARTS = 200
_REMEDY = "open the mail, copy its text into a file, and import that"
_DOCUMENTS = ("pdf", "docx", "odt", "doc", "rtf", "html", "htm", "txt")


@cache
def _patterns() -> dict[str, re.Pattern[bytes]]:
    return {
        "headers": re.compile(rb"(?:[\w-]{2,40}:[^\n]{0,2000}\r?\n(?:[ \t][^\n]{0,2000}\r?\n)*){3}"),
        "telling": re.compile(rb"^(?:mime-version|received|message-id|return-path|delivered-to):", re.I | re.M),
        "date": re.compile(rb"^date:", re.I | re.M),
        "structure": re.compile(rb"<(?:li|td|h[1-4])\b", re.I),
    }


def is_mail(given: Given) -> bool:
    """Whether the bytes begin with the headers of a mail."""
    head = _without_envelope(given.data[:20_000])
    headers = _patterns()["headers"].match(head)
    if not headers:
        return False
    if given.name.lower().endswith((".eml", ".mht", ".mhtml")):
        return True
    return bool(_patterns()["telling"].search(re.split(rb"\r?\n\r?\n", head, maxsplit=1)[0]))


def _without_envelope(data: bytes) -> bytes:
    """Without the line by which a mailbox file parts its mails."""
    data = data.lstrip(b"\xef\xbb\xbf\r\n")
    return data.partition(b"\n")[2] if data.startswith((b"From ", b">From ")) else data


def read_mail(given: Given, read_attached: Reader) -> Extract:
    """The lines of a mail, numbered by the file's own lines where its text stands in it as it is read.

    A document that is attached is read when the mail itself has no appeal; else a finding names it.
    """
    try:
        message = email.message_from_bytes(_without_envelope(given.data))
        parts = list(_parts(message))[:MOST_PARTS]
    except (RecursionError, ValueError, LookupError, AttributeError, TypeError) as error:
        raise Mistake("the mail is broken", _REMEDY) from error
    body, findings = _body(parts, given.data)
    body = [*_dated(message, given.data), *body] if body else []
    attached = [part for part in parts if part.attached]
    if attached and not _has_appeal(body):
        return _from_attachment(body, findings, attached, read_attached)
    if not body:
        raise Mistake("the mail has no text that can be read", _REMEDY)
    return body, findings + [_left_out(part) for part in attached]


def _dated(message: Message, source: bytes) -> list[Line]:
    """The line of the headers that says when the mail was sent."""
    sent = _decoded(message.get("Date"))
    found = _patterns()["date"].search(source)
    return [Line(source.count(b"\n", 0, found.start()) + 1, f"Date: {sent}", gap=True)] if sent and found else []


@dataclass(frozen=True)
class _Piece:
    """One leaf of a mail: its bytes without their wrapping, and what its headers say of it."""

    data: bytes
    raw: bytes
    kind: str
    charset: str | None
    encoding: str
    flowed: bool
    joins: bool
    name: str
    attached: bool
    subject: str
    choice: int
    """Of the alternatives to which it belongs; 0 when there are none."""


def _parts(message: Message, subject: str = "", choice: int = 0) -> Iterator[_Piece]:
    kind = message.get_content_type()
    if kind == "message/rfc822":
        subject = ""
    subject = _decoded(message.get("Subject")) or subject
    payload = message.get_payload()
    if isinstance(payload, list):
        if kind == "multipart/alternative":
            choice = id(message)
        for part in payload:
            if isinstance(part, Message):
                yield from _parts(part, subject, choice)
        return
    yield _piece(message, str(payload), subject, choice)


def _piece(message: Message, payload: str, subject: str, choice: int) -> _Piece:
    data = message.get_payload(decode=True)
    name = _decoded(message.get_filename())
    kind = message.get_content_type()
    is_text = kind in ("text/plain", "text/html")
    attached = message.get_content_disposition() == "attachment" or not is_text
    charset = message.get_param("charset")
    return _Piece(
        data=data if isinstance(data, bytes) else b"",
        raw=payload.encode("utf-8", "surrogateescape"),
        kind=kind,
        charset=charset if isinstance(charset, str) else None,
        encoding=str(message.get("Content-Transfer-Encoding", "")).strip().lower(),
        flowed=str(message.get_param("format", "")).lower() == "flowed",
        joins=str(message.get_param("delsp", "")).lower() == "yes",
        name=name,
        attached=attached and (is_text or name.lower().rpartition(".")[2] in _DOCUMENTS or kind.endswith("/pdf")),
        subject=subject,
        choice=choice,
    )


def _decoded(header: object) -> str:
    """A header's words; those that can't be decoded stay as they are."""
    raw = " ".join(str(header).split()) if header is not None else ""
    try:
        return " ".join(str(make_header(decode_header(raw))).split())
    except (ValueError, LookupError, IndexError, AttributeError):  # the library's own way to say "malformed"
        return raw


def _body(parts: list[_Piece], source: bytes) -> Extract:
    """The texts of the mail one after another; of alternatives the one that tells most."""
    lines: list[Line] = []
    findings: list[Finding] = []
    texts = [part for part in parts if not part.attached and part.kind in ("text/plain", "text/html")]
    for part in _chosen(texts):
        own, found = _lines(part)
        own = _renumbered(own, part, source)
        lines += with_title(own, part.subject, own[0].number if own else 1)
        findings += found
    return lines, findings


def _chosen(texts: list[_Piece]) -> list[_Piece]:
    chosen: list[_Piece] = []
    for part in texts:
        rival = next((one for one in chosen if part.choice and one.choice == part.choice), None)
        if rival is None:
            chosen.append(part)
        elif _tells_more(part, rival):
            chosen[chosen.index(rival)] = part
    return chosen


def _tells_more(part: _Piece, rival: _Piece) -> bool:
    """Whether a page is worth more than a plain text: it has lists or tables, or the text only points to it."""
    if part.kind == rival.kind:
        return len(part.data) > len(rival.data)
    page, plain = (part, rival) if part.kind == "text/html" else (rival, part)
    structured = bool(_patterns()["structure"].search(page.data))
    page_size = sum(len(line.text) for line in _lines(page)[0])
    better = page_size > 0 and (structured or len(plain.data.strip()) * 3 < page_size)
    return better == (part is page)


def _lines(part: _Piece) -> Extract:
    decoded = decode(part.data, part.charset)
    if decoded is None:
        message = f"a part of the mail is not readable as {part.charset or 'text'}"
        return [], [Finding(field="source", kind="ignored", message=message)]
    if part.kind == "text/html":
        return _without_blocks(lines_of_page(decoded[0]))
    text = _unflowed(decoded[0], joins=part.joins) if part.flowed else decoded[0]
    return lines_of(text, mail=True)


def _without_blocks(page: Extract) -> Extract:
    """A page without the header blocks of older messages in it."""
    lines, findings = page
    bare = unquoted([line.text for line in lines], mail=True)
    kept = [line for line, text in zip(lines, bare.lines, strict=True) if text]
    return with_title(kept, bare.subject, lines[bare.subject_at].number if lines else 1), findings


def _unflowed(text: str, *, joins: bool) -> str:
    """Joins the lines of ``format=flowed``, where one that ends in a blank goes on."""
    lines = text.replace("\r\n", "\n").split("\n")
    begun: tuple[int, str] | None = None
    for place, line in enumerate(lines):
        quote = line[: len(line) - len(line.lstrip(">"))]
        words = line[len(quote) :].removeprefix(" ")
        goes_on = words.endswith(" ") and words != "-- "
        if begun and begun[1] == quote and words != "-- ":
            lines[begun[0]] += words[:-1] if joins and goes_on else words
            lines[place] = _JOINED
        else:
            lines[place] = (f"{quote} " if quote else "") + (words[:-1] if joins and goes_on else words)
            begun = (place, quote)
        begun = begun if goes_on else None
    return "\n".join(line for line in lines if line != _JOINED)


_JOINED = "\0"


def _renumbered(lines: list[Line], part: _Piece, source: bytes) -> list[Line]:
    """The lines with the numbers of the file in which the text stands; as they are where it is packed."""
    if part.encoding == "base64" or part.flowed or not part.raw.strip():
        return lines
    start = source.replace(b"\r\n", b"\n").find(part.raw[:500].replace(b"\r\n", b"\n"))
    if start < 0:
        return lines
    before = source.replace(b"\r\n", b"\n").count(b"\n", 0, start)
    raw = part.raw.splitlines()
    soft = part.encoding == "quoted-printable"
    places = [at for at in range(len(raw)) if not (soft and at and raw[at - 1].rstrip().endswith(b"="))]
    return [
        replace(line, number=before + 1 + (places[line.number - 1] if line.number <= len(places) else line.number - 1))
        for line in lines
    ]


def _has_appeal(lines: list[Line]) -> bool:
    return any(section.part in (Part.REQUESTS, Part.ADDRESSEES) for section in sections_of(lines))


def _from_attachment(body: list[Line], findings: list[Finding], attached: list[_Piece], read: Reader) -> Extract:
    """The first attached document that can be read and has an appeal; else the mail's own text."""
    refused: list[Finding] = []
    for part in attached:
        try:
            lines, found = read(Given(part.data, part.name or "attachment", part.charset))
        except Mistake as mistake:
            refused.append(_left_out(part, mistake.problems[0].message))
            continue
        if _has_appeal(lines) or not body:
            message = f"the mail itself has no appeal: read from its attachment “{part.name}”, whose lines are counted"
            others = [_left_out(other) for other in attached if other is not part]
            return lines, [Finding(field="source", kind="guessed", message=message), *found, *others]
        refused.append(_left_out(part, "no appeal was found in it"))
    if not body:
        raise Mistake(f"the mail has no text, and its attachment can't be read: {refused[0].message}", _REMEDY)
    return body, findings + refused


def _left_out(part: _Piece, why: str = "save it and import it, if the appeal is in it") -> Finding:
    message = f"the attachment “{part.name or part.kind}” was not read: {why}"
    return Finding(field="source", kind="ignored", message=message)
