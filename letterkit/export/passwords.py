"""Passwords of mailboxes, in the system's own keyring and nowhere else."""

from typing import Any

from letterkit.errors import MissingHere
from letterkit.model.mail_account import MailAccount


def known_password(account: MailAccount) -> str | None:
    """The password that the keyring has for an account; None where it has none, or where there is no keyring."""
    keyring, failure = _keyring()
    try:
        found = keyring.get_password(service(account), account.user)
    except failure:
        return None
    return str(found) if found else None


def keep_password(account: MailAccount, password: str) -> bool:
    """Puts the password into the keyring; whether it is there now."""
    keyring, failure = _keyring()
    try:
        keyring.set_password(service(account), account.user, password)
    except failure:
        return False
    return True


def service(account: MailAccount) -> str:
    """The name under which the keyring has it: ``keyring set letterkit:imap.example.org ada@example.org``."""
    return f"letterkit:{account.host}"


def _keyring() -> tuple[Any, type[Exception]]:
    try:
        import keyring
        from keyring.errors import KeyringError
    except ImportError as error:
        raise MissingHere(
            "drafts in a mailbox need the packages imapclient and keyring, which are not installed",
            "python -m pip install 'letterkit[imap]'",
        ) from error
    return keyring, KeyringError
