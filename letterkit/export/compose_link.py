"""A letter as a link that opens a window to write an e-mail in; refused where the program would cut it off."""

from collections.abc import Callable
from dataclasses import dataclass
from urllib.parse import quote, urlencode

from letterkit.errors import Mistake
from letterkit.export.mail_headers import one_line
from letterkit.export.text import mail_text
from letterkit.model.draft import Draft, Mailbox


@dataclass(frozen=True)
class Program:
    """What opens a link: the fields by its own names, and how many characters it takes."""

    name: str
    begins: Callable[[str], str]
    """The link up to its fields, from the addresses written to."""
    longest: int


def _mailto(addresses: str) -> str:
    return f"mailto:{addresses}?"


def _gmail(addresses: str) -> str:
    return f"https://mail.google.com/mail/?view=cm&fs=1&to={addresses}&"


def _outlook(addresses: str) -> str:
    return f"https://outlook.office.com/mail/deeplink/compose?to={addresses}&"


PROGRAMS = {
    # Firefox takes 2,008 characters, Chrome and Outlook on Windows 2,046; what is more is cut off or opens nothing.
    "mailto": Program("a mail program", _mailto, 2000),
    # Gmail answers "400 Bad Request" beyond 4,096.
    "gmail": Program("Gmail", _gmail, 4000),
    # A text of 8,000 characters arrived whole in August 2026; 2,048 is what its makers once promised.
    "outlook": Program("Outlook on the web", _outlook, 8000),
}


def compose_link(draft: Draft, program: str) -> str:
    """The link for one of :data:`PROGRAMS`; raises :class:`Mistake` that says by how much it is too long."""
    opens = PROGRAMS[program]
    fields = {
        "cc": _addresses(draft.cc),
        "bcc": _addresses(draft.bcc),
        ("su" if program == "gmail" else "subject"): one_line(draft.letter.body.subject),
        "body": mail_text(draft, width=None).rstrip("\n").replace("\n", "\r\n"),
    }
    given = {name: text for name, text in fields.items() if text}
    link = opens.begins(quote(_addresses(draft.to), safe="@,")) + urlencode(given, quote_via=quote, safe="@,")
    if len(link) > opens.longest:
        raise Mistake(
            f"the link has {len(link)} characters, {len(link) - opens.longest} more than {opens.name} takes",
            "choose fewer requests with --requests, or leave --link away: a draft has no such bound",
        )
    return link


def _addresses(mailboxes: tuple[Mailbox, ...]) -> str:
    return ",".join(one.address for one in mailboxes)
