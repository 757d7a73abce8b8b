"""A letter as an e-mail that is not sent yet: opens in a mail program to be looked at, changed and sent."""

from email.message import EmailMessage
from hashlib import sha256
from typing import Any

from letterkit.errors import Mistake
from letterkit.export.formats import FORMATS, Written
from letterkit.export.mail_headers import MAIL, address_header, text_header
from letterkit.export.text import mail_text
from letterkit.folders import file_name
from letterkit.model.draft import Draft
from letterkit.model.record import Record

KEY_HEADER = "X-Letterkit-Draft"


class Attached(Record):
    """A file that goes with a message: its name, and JSON text."""

    name: str
    json_text: str


class Enclosing(Record):
    """What a draft has besides its plain text."""

    html: bool = False
    pdf: bool = False
    key: bool = False
    """The header by which a mailbox knows the draft again."""
    files: tuple[Attached, ...] = ()


def email_draft(draft: Draft, enclosing: Enclosing) -> Written:
    """The message as it stands in an ``.eml`` file, and how many pages are attached to it.

    It has neither date nor Message-ID: those come from the program that sends it. The same draft gives the same bytes.
    """
    message = EmailMessage(policy=MAIL)
    _set_headers(message, draft)
    if enclosing.key:
        message[KEY_HEADER] = draft.key
    message.set_content(_encodable(mail_text(draft)), charset="utf-8", cte="quoted-printable")
    if enclosing.html:
        message.add_alternative(_encodable(_html(draft)), subtype="html", charset="utf-8", cte="quoted-printable")
    pages = FORMATS["pdf"].make(draft.letter) if enclosing.pdf else None
    if pages:
        name = f"{file_name(draft.letter.body.subject)}.pdf"
        message.add_attachment(pages.data, maintype="application", subtype="pdf", filename=name)
    for file in enclosing.files:
        data = file.json_text.encode()
        message.add_attachment(data, maintype="application", subtype="json", filename=file.name)
    _settle(message, draft)
    return Written(message.as_bytes(), pages.pages if pages else None, pages.findings if pages else ())


def _set_headers(message: EmailMessage, draft: Draft) -> None:
    message["X-Unsent"] = "1"
    mailboxes = {"From": (draft.sender,) if draft.sender else (), "To": draft.to, "Cc": draft.cc, "Bcc": draft.bcc}
    for name, listed in mailboxes.items():
        if listed:
            message[name] = address_header(listed)
    message["Subject"] = text_header("Subject", draft.letter.body.subject)


def _encodable(text: str) -> str:
    """The text, if UTF-8 can carry it; half a character comes from a terminal or a file in another encoding."""
    half = next((at for at, c in enumerate(text) if "\ud800" <= c <= "\udfff"), None)
    if half is not None:
        near = text[max(0, half - 20) : half + 20].encode("ascii", "backslashreplace").decode()
        raise Mistake(f"{text[half]!r} is no character at all, in “{' '.join(near.split())}”", "write it anew")
    return text


def _html(draft: Draft) -> str:
    from letterkit.typeset.templates import fill

    body, parts = draft.letter.body, draft.letter.parts
    from_whom = (*parts.signature, *(line for line in parts.letterhead if line not in parts.signature))
    return fill("email.html.j2", {"body": body, "whom": draft.whom, "from_whom": from_whom})


def _settle(message: EmailMessage, draft: Draft) -> None:
    """Gives each part its language, a boundary that is the same in every run, no line that an mbox file would alter."""
    for number, part in enumerate(message.walk()):
        part["Content-Language"] = draft.letter.body.language
        if number:
            del part["MIME-Version"]
        if part.is_multipart():
            part.set_boundary(sha256(f"{draft.key} {number}".encode()).hexdigest()[:32])
        elif part.get_content_maintype() == "text":
            payload: Any = part.get_payload()
            part.set_payload(f"\n{payload}".replace("\nFrom ", "\n=46=\nrom ")[1:])
