"""Headers of an e-mail: foreign text can't add one, break one, or be read as anything but itself.

The standard library encodes the words; only where they are put together is ours. Its newer interface folds long
headers so that some versions lose or add blanks in them, and reads ``=?…?=`` in a plain text as an encoded word.
"""

import re
import unicodedata
from collections.abc import Iterable
from email.header import Header
from email.policy import EmailPolicy
from email.utils import quote
from typing import Any

from letterkit.model.draft import Mailbox

PLAIN = re.compile(r"(?!.*=\?)[ -~]{0,60}")
"""Printable ASCII that fits on a line and can't be taken for an encoded word."""
WORDS = re.compile(r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~ -]*")
"""Atoms and blanks of RFC 5322: a name that needs no quotation marks."""
LONGEST_LINE = 75


class AsEncoded(EmailPolicy):
    """Messages whose address and subject headers are stored as they are: encoded and folded already."""

    def header_store_parse(self, name: str, value: Any) -> tuple[str, Any]:
        """Keeps what this module has made, and lets the library make the rest."""
        return (name, value) if isinstance(value, Encoded) else super().header_store_parse(name, value)


class Encoded(str):
    """The value of a header, as its lines stand in the message."""

    __slots__ = ()


MAIL = AsEncoded(linesep="\r\n", refold_source="none", max_line_length=76)
"""Lines of at most 76 characters, as RFC 2045 wants them of quoted-printable text; the library's own bound is 78."""


def one_line(text: str) -> str:
    """Text as a header can mean it: on one line, with single blanks, without control characters."""
    kept = (c for c in text if c.isspace() or unicodedata.category(c) not in ("Cc", "Cs"))
    return " ".join("".join(kept).split())


def text_header(name: str, text: str) -> Encoded:
    """The value of a header that is text, such as the subject."""
    return Encoded(_words(one_line(text), len(name) + 2))


def address_header(mailboxes: Iterable[Mailbox]) -> Encoded:
    """The value of a header that lists mailboxes, one on a line."""
    return Encoded(",\r\n ".join(map(_mailbox, mailboxes)))


def _mailbox(mailbox: Mailbox) -> str:
    name = one_line(mailbox.name)
    if not name:
        return mailbox.address
    return f"{_name(name)}\r\n <{mailbox.address}>"


def _name(name: str) -> str:
    if not PLAIN.fullmatch(name):
        return _words(name, 1)
    return name if WORDS.fullmatch(name) else f'"{quote(name)}"'


def _words(text: str, before: int) -> str:
    """Text as it stands, or as encoded words of RFC 2047, each on a line of at most 75 characters."""
    if PLAIN.fullmatch(text):
        return text
    words = Header(maxlinelen=LONGEST_LINE, header_name="x" * before)
    words.append(text, "utf-8")
    return words.encode(linesep="\r\n")
