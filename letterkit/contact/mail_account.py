"""Which mailbox a person means: one of the settings by its name, or the user and the server as typed."""

import re
from collections.abc import Mapping

from letterkit.errors import Mistake, WrongUsage
from letterkit.model.mail_account import IMAPS, MailAccount

TYPED = re.compile(r"(?P<user>\S+)@(?P<host>[^\s@:]+|\[[0-9a-fA-F:]+\])(?::(?P<port>\d{1,5}))?")


def mail_account(
    words: str, known: Mapping[str, MailAccount], ca_file: str | None = None, folder: str | None = None
) -> MailAccount:
    """The account named, or ``user@server``, ``ada@example.org@imap.example.org:993``; the rest wins over settings."""
    account = known.get(words) or _typed(words, known)
    given = {"ca_file": ca_file, "folder": folder}
    return account.model_copy(update={name: value for name, value in given.items() if value})


def _typed(words: str, known: Mapping[str, MailAccount]) -> MailAccount:
    found = TYPED.fullmatch(words)
    if not found:
        names = f"accounts in your settings: {', '.join(known)}; or " if known else ""
        raise Mistake(
            f"there is no account {words!r}", f"{names}give user and server: --imap ada@example.org@imap.example.org"
        )
    port = int(found["port"] or IMAPS)
    if not 1 <= port <= 65535:
        raise WrongUsage(f"{port} is no port", "leave it away, or write one as in ada@imap.example.org:993")
    return MailAccount(host=found["host"].strip("[]"), user=found["user"], port=port)
