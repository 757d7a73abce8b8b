"""The folder for drafts of a mailbox, by IMAP over TLS: what is in it, and putting a draft there.

A draft arrives whole or not at all: the server keeps a message only when all of it has come.
"""

import logging
import ssl
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from letterkit.errors import LetterkitError, MissingHere, Mistake
from letterkit.export.email_draft import KEY_HEADER
from letterkit.model.mail_account import MailAccount

try:
    import imapclient
    from imapclient.exceptions import IMAPClientAbortError, IMAPClientError, LoginError
except ImportError as error:
    raise MissingHere(
        "drafts in a mailbox need the packages imapclient and keyring, which are not installed",
        "python -m pip install 'letterkit[imap]'",
    ) from error

log = logging.getLogger(__name__)
PATIENCE = 30
"""Seconds to wait for an answer."""
DRAFTS_FLAG = b"\\Drafts"
"""What a server marks the folder for drafts with (RFC 6154)."""
DRAFT_FLAG = b"\\Draft"
NOT_FOR_MESSAGES = b"\\Noselect"


class OpenMailbox:
    """A mailbox that we are logged into."""

    def __init__(self, connection: Any, account: MailAccount) -> None:
        self._connection = connection
        self._account = account

    def drafts_folder(self) -> str | None:
        """The folder for drafts: the one that the account names, else the one that the server marks as such."""
        if self._account.folder:
            return self._account.folder
        return next((name for flags, name in self._listed() if DRAFTS_FLAG in flags), None)

    def folders(self) -> list[str]:
        """All folders that can hold messages."""
        return [name for flags, name in self._listed() if NOT_FOR_MESSAGES not in flags]

    def keys_in(self, folder: str, keys: list[str]) -> set[str]:
        """Which of our drafts lie in a folder, by their keys; raises :class:`Mistake` when there is no such folder."""
        with self._said_for_people():
            try:
                self._connection.select_folder(folder, readonly=True)
            except IMAPClientAbortError:
                raise
            except IMAPClientError as error:
                folders = ", ".join(self.folders())
                raise Mistake(f"{self._account} has no folder {folder!r}", f"its folders: {folders}") from error
            return {key for key in keys if self._connection.search(["UNDELETED", "HEADER", KEY_HEADER, key])}

    def add(self, folder: str, message: bytes) -> None:
        """Puts a draft into the folder."""
        with self._said_for_people():
            self._connection.append(folder, message, (DRAFT_FLAG,))

    def _listed(self) -> list[tuple[tuple[bytes, ...], str]]:
        with self._said_for_people():
            return [(flags, str(name)) for flags, _, name in self._connection.list_folders()]

    @contextmanager
    def _said_for_people(self) -> Iterator[None]:
        remedy = "the same command makes the rest: what lies there is not put there twice"
        try:
            yield
        except LetterkitError:
            raise
        except (IMAPClientAbortError, OSError) as error:
            log.info("%s", error)
            raise Mistake(f"the connection to {self._account.host} was lost", remedy) from error
        except IMAPClientError as error:
            raise Mistake(f"{self._account.host} refused it: {_reason(error)}", remedy) from error


@contextmanager
def open_mailbox(account: MailAccount, password: str) -> Iterator[OpenMailbox]:
    """A mailbox, logged into over TLS and left again.

    Raises :class:`MissingHere` when the server can't be reached or is not the one its certificate names,
    :class:`Mistake` when it does not take the password.
    """
    with _connected(account) as connection:
        _log_in(connection, account, password)
        yield OpenMailbox(connection, account)


def _connected(account: MailAccount) -> Any:
    try:
        context = ssl.create_default_context(cafile=account.ca_file)
    except OSError as error:
        raise Mistake(
            f"{account.ca_file} holds no certificates that can be read: {_reason(error)}", "name a file in PEM form"
        ) from error
    try:
        return imapclient.IMAPClient(account.host, port=account.port, ssl_context=context, timeout=PATIENCE)
    except ssl.SSLCertVerificationError as error:
        raise MissingHere(
            f"{account.host} can't prove that it is {account.host}: {error.verify_message}",
            "check the server's name; for a server of your own, --ca-file names its certificate",
        ) from error
    except (OSError, IMAPClientError) as error:
        raise MissingHere(
            f"{account.host} does not answer on port {account.port}: {_reason(error)}",
            "check the server's name, which is often imap.…: --imap ada@example.org@imap.example.org",
        ) from error


def _log_in(connection: Any, account: MailAccount, password: str) -> None:
    try:
        if connection.has_capability("AUTH=PLAIN"):  # LOGIN knows only ASCII
            connection.plain_login(account.user, password)
        else:
            connection.login(account.user, password)
    except UnicodeError as error:
        raise Mistake(f"{account.host} takes no password beyond ASCII", "set another password there") from error
    except LoginError as error:
        raise Mistake(
            f"{account.host} does not take this password for {account.user}: {_reason(error)}",
            "many providers want a password made for programs (“app password”), to be had in the account's settings",
        ) from error
    except (OSError, IMAPClientError) as error:
        raise MissingHere(f"{account.host} does not answer: {_reason(error)}", "try again later") from error


def _reason(error: Exception) -> str:
    """What the system or the server says, in one line."""
    if isinstance(error, ssl.SSLError):
        return f"there is no TLS ({error.reason})"
    text = (error.strerror if isinstance(error, OSError) else None) or str(error) or type(error).__name__
    return " ".join(text.split())
