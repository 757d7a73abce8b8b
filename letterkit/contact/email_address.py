"""E-mail addresses: as they stand in a header, and which of them no header can carry."""

import re

from letterkit.errors import Mistake

HOST_NAME = re.compile(r"(?!-)[a-z0-9-]{1,63}(?<!-)(?:\.(?!-)[a-z0-9-]{1,63}(?<!-))+", re.IGNORECASE)
LOCAL_PART = re.compile(r"(?=.{1,64}@)(?:[\w!#$%&'*+/=?^`{|}~-]+\.)*[\w!#$%&'*+/=?^`{|}~-]+@", re.ASCII)
"""Atoms of RFC 5322 in ASCII, up to the @: others need quotation marks, or servers that all know RFC 6531."""


def ascii_address(address: str) -> str:
    """The address as it goes into a header: the domain in ASCII (RFC 5891), the part before the @ as it stands.

    Raises :class:`Mistake` for one that no mail program would send to.
    """
    local, _, domain = address.rpartition("@")
    try:
        domain = domain.encode("idna").decode()
    except UnicodeError:
        domain = ""
    if not (LOCAL_PART.fullmatch(f"{local}@") and HOST_NAME.fullmatch(domain)):
        raise Mistake(f"{address!r} can't be an e-mail address", "mend it in the appeal file, or your profile")
    return f"{local}@{domain}"


def same_mailbox(address: str) -> str:
    """What two spellings of one address have in common: nobody gives two people addresses that differ in case."""
    return address.casefold()
