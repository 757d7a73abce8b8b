"""Drafts into a mailbox: which account, its password, its folder, and what lies there already."""

from letterkit.cli import screen
from letterkit.cli.due import Noting
from letterkit.errors import MissingHere, Mistake
from letterkit.export.drafts_folder import OpenMailbox, open_mailbox
from letterkit.export.passwords import keep_password, known_password, service
from letterkit.mailing import Made, Outcome
from letterkit.mailing.drafts import Drafting, put_into, without_those_there
from letterkit.model.mail_account import MailAccount


def put_into_mailbox(drafting: Drafting, noting: Noting, account: MailAccount, *, quiet: bool) -> Outcome:
    """Puts the drafts that are not there yet into the account's folder for drafts, and notes each."""
    known = known_password(account)
    password = known or _asked(account)
    with open_mailbox(account, password) as mailbox:
        if not known and screen.confirm("Keep this password in the keyring of your system?"):
            kept = keep_password(account, password)
            screen.say("Kept." if kept else "There is no keyring here: it was not kept.", quiet=quiet)
        folder = mailbox.drafts_folder() or _asked_folder(mailbox, account)
        keys = [drafting.key(dispatch) for dispatch in drafting.mailing.dispatches]
        drafting, found = without_those_there(drafting, mailbox.keys_in(folder, keys), f"{folder!r} of {account}")
        for dispatch in found:
            noting.note_once(Made(dispatch, {}))
        with screen.progress(len(drafting.mailing.dispatches), "drafts", quiet=quiet) as advance:

            def tell(made: Made | None) -> None:
                if made:
                    noting.note(made)
                advance()

            return put_into(drafting, lambda message: mailbox.add(folder, message), tell)


def _asked(account: MailAccount) -> str:
    if not screen.asks():
        raise MissingHere(
            f"no password for {account}, and nobody to ask for it",
            f"put it into the keyring of your system: keyring set {service(account)} {account.user}",
        )
    return screen.ask_hidden(f"Password of {account}")


def _asked_folder(mailbox: OpenMailbox, account: MailAccount) -> str:
    """The folder that a person names where the server marks none; it is used as it was typed."""
    folders = ", ".join(mailbox.folders())
    if not screen.asks():
        raise Mistake(f"{account.host} marks no folder for drafts", f"--drafts-folder names one of: {folders}")
    screen.say(f"{account.host} marks no folder for drafts. It has: {folders}")
    return screen.ask("Put the drafts into", "Drafts")
