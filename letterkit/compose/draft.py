"""Letter → e-mail: who is named above it, in which mailboxes it arrives, who gets a copy."""

from letterkit.compose.body import copy_line
from letterkit.contact.email_address import ascii_address, same_mailbox
from letterkit.model.appeal import Addressee
from letterkit.model.draft import Draft, Mailbox
from letterkit.model.letter import Letter
from letterkit.model.record import Record
from letterkit.model.sender import Sender


class Posting(Record):
    """How letters go out as e-mails."""

    cc: tuple[Addressee, ...] = ()
    bcc: tuple[Addressee, ...] = ()
    all_addresses: bool = False
    """To every address of an addressee, not to the first alone."""


def compose_draft(
    letter: Letter, whom: tuple[str, ...], addressee: Addressee, sender: Sender, posting: Posting, key: str
) -> Draft:
    """The letter as an e-mail; raises :class:`Mistake` for an address that no header can carry.

    ``whom`` are the lines of :func:`whom_lines` of the address. A blind copy is not named in the letter either.
    """
    to = _mailboxes(addressee, addressee.care_of or " ".join(whom[:1]), posting)
    known = {same_mailbox(one.address) for one in to}
    if posting.bcc:
        letter = letter.model_copy(update={"body": letter.body.model_copy(update={"copies_label": "", "copies": ()})})
    return Draft(
        letter=letter,
        whom=whom,
        sender=Mailbox(name=sender.name, address=ascii_address(sender.email)) if sender.email else None,
        to=to,
        cc=_copies(posting.cc, posting, known),
        bcc=_copies(posting.bcc, posting, known),
        key=key,
    )


def _mailboxes(addressee: Addressee, name: str, posting: Posting) -> tuple[Mailbox, ...]:
    chosen = addressee.emails if posting.all_addresses else addressee.emails[:1]
    return tuple(Mailbox(name=name, address=ascii_address(address)) for address in dict.fromkeys(chosen))


def _copies(people: tuple[Addressee, ...], posting: Posting, known: set[str]) -> tuple[Mailbox, ...]:
    """The mailboxes of those who get a copy, each once, and none that has the letter itself."""
    found: list[Mailbox] = []
    for person in people:
        for mailbox in _mailboxes(person, copy_line(person), posting):
            if same_mailbox(mailbox.address) not in known:
                known.add(same_mailbox(mailbox.address))
                found.append(mailbox)
    return tuple(found)
