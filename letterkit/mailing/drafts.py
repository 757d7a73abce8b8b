"""The letters of a mailing as e-mails: who is reached by e-mail, what else to do, and the drafts in their ways out."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from hashlib import sha256
from pathlib import Path
from shlex import quote

from letterkit.compose.address import whom_lines
from letterkit.compose.draft import Posting, compose_draft
from letterkit.compose.holder import addressed_by
from letterkit.contact.email_address import same_mailbox
from letterkit.errors import Problem
from letterkit.export.compose_link import compose_link
from letterkit.export.email_draft import Enclosing, email_draft
from letterkit.export.formats import Written
from letterkit.export.mbox import mbox
from letterkit.folders import whole_file
from letterkit.mailing.earlier import Earlier
from letterkit.mailing.manifest import Made, Outcome, write_manifest
from letterkit.mailing.members import GroupPlan, Share, own_wishes
from letterkit.mailing.plan import Dispatch, Plan, Wishes, choose, voice
from letterkit.mailing.whereabouts import remember
from letterkit.mailing.write import Tell, make_each
from letterkit.model.appeal import Addressee, Appeal
from letterkit.model.draft import Draft

ENDING = ".eml"


@dataclass(frozen=True)
class Drafting:
    """A mailing by e-mail: the letters that are due, and how each becomes a draft."""

    mailing: Plan
    earlier: Earlier
    wishes: Wishes
    posting: Posting
    enclosing: Enclosing

    def draft(self, dispatch: Dispatch) -> Draft:
        """The draft of one letter; raises :class:`Mistake` for an address that can't be written to."""
        appeal, sender = self.mailing.appeal, self.mailing.sender
        addressee = addressed_by(dispatch.addressee, appeal, self.wishes.on, self.wishes.holder)
        whom = whom_lines(addressee, appeal, voice(appeal, sender, self.wishes))
        return compose_draft(dispatch.letter, whom, addressee, sender, self.posting, self.key(dispatch))

    def key(self, dispatch: Dispatch) -> str:
        """By which a mailbox knows the draft: the same in every run, another one for a second letter."""
        sender, addressee = self.mailing.sender.key, dispatch.addressee.id
        turn = self.earlier.turn(sender, addressee)
        return sha256("\n".join((self.mailing.appeal.key, addressee, sender, str(turn))).encode()).hexdigest()[:32]

    def message(self, dispatch: Dispatch) -> Written:
        """The message of one letter."""
        return email_draft(self.draft(dispatch), self.enclosing)


def reached_by_email(
    appeal: Appeal, wishes: Wishes, called: str, *, sender: str | None = None, senders: Path | None = None
) -> tuple[Wishes, tuple[Problem, ...]]:
    """The wishes for those who have an e-mail address; for the others what to do instead, and what to type.

    ``called`` is the appeal as the person named it, ``sender`` the profile, ``senders`` the members' list, if named.
    """
    chosen = choose(appeal, wishes.to)
    named = {"--as": sender, "--senders": senders}
    words = " ".join((quote(called), *(f"{name} {quote(str(value))}" for name, value in named.items() if value)))
    if len(chosen) > 1 and not any(one.emails for one in chosen):
        return wishes.model_copy(update={"to": ()}), (_instead_for_all(chosen, wishes, words),)
    others = tuple(_instead(one, words) for one in chosen if not one.emails)
    return wishes.model_copy(update={"to": tuple(one.id for one in chosen if one.emails)}), others


def _instead_for_all(addressees: Sequence[Addressee], wishes: Wishes, words: str) -> Problem:
    to = "".join(f" --to {one.id}" for one in addressees) if wishes.to else ""
    what = f"no e-mail address is known of any of these {len(addressees)}: {', '.join(one.id for one in addressees)}"
    return Problem(what, _other_ways(addressees, f"{words}{to}"))


def _instead(addressee: Addressee, words: str) -> Problem:
    remedy = _other_ways([addressee], f"{words} --to {addressee.id}")
    return Problem("no e-mail address is known", remedy, about=addressee.id)


def _other_ways(addressees: Sequence[Addressee], words: str) -> str:
    """The commands by which some of these are reached."""
    ways = {"fax": any(one.faxes for one in addressees), "write": any(one.address for one in addressees)}
    commands = [f"letterkit {command} {words}" for command, known in ways.items() if known]
    return " or: ".join(commands) or "no way to reach it is known: add `emails:` in the appeal file"


def remarks_on_addresses(addressees: Iterable[Addressee], posting: Posting) -> Iterator[str]:
    """Who shares an address, who has more than one, and who gets no copy by e-mail."""
    holders: dict[str, list[str]] = {}
    for addressee in addressees:
        for address in addressee.emails if posting.all_addresses else addressee.emails[:1]:
            holders.setdefault(same_mailbox(address), []).append(addressee.id)
        if len(addressee.emails) > 1 and not posting.all_addresses:
            more = ", ".join(addressee.emails[1:])
            yield f"{addressee.id} has other addresses too: {more}; --all-addresses writes to all."
    for address, ids in holders.items():
        if len(ids) > 1:
            yield f"{' and '.join(ids)} share {address}: letters to {len(ids)} addressees arrive there."
    for copy in (*posting.cc, *posting.bcc):
        if not copy.emails:
            yield f"{copy.id} gets no copy by e-mail: no address is known."


def draftings(
    group: GroupPlan, earlier: Earlier, posting: Posting, enclosing: Enclosing
) -> Iterator[tuple[Share, Drafting]]:
    """The drafts of a group, one member after the other."""
    for share in group.shares():
        yield share, Drafting(share.plan, earlier, own_wishes(share.member, group.wishes), posting, enclosing)


def write_drafts(drafting: Drafting, folder: Path, tell: Tell) -> Outcome:
    """A file for each draft, and the manifest beside them; raises what :func:`make_each` does."""

    def keep(dispatch: Dispatch, message: Written) -> Made:
        path = draft_path(dispatch, folder)
        with whole_file(path, private=True, one_of_many=True) as file:  # the manifest comes after them
            file.write(message.data)
        return _made(dispatch, message, {"eml": path})

    outcome = make_each(drafting.mailing, folder, drafting.message, keep, tell)
    if outcome.written:
        write_manifest(drafting.mailing, outcome)
    return outcome


def write_mbox(drafting: Drafting, path: Path, tell: Tell) -> Outcome:
    """All drafts in one file; ``tell`` hears of them when it is there."""
    messages: list[bytes] = []

    def keep(dispatch: Dispatch, message: Written) -> Made:
        messages.append(message.data)
        return _made(dispatch, message, {"mbox": path})

    outcome = make_each(drafting.mailing, path.parent, drafting.message, keep, lambda _: None)
    if messages:
        remember(path, [drafting.mailing.sender.key])
        with whole_file(path, private=True) as file:
            file.write(mbox(messages))
    for made in outcome.written:
        tell(made)
    return outcome


def make_links(drafting: Drafting, program: str, tell: Tell) -> Outcome:
    """A link for each draft, which opens a window to write in; one that is too long is rejected."""

    def make(dispatch: Dispatch) -> str:
        return compose_link(drafting.draft(dispatch), program)

    def keep(dispatch: Dispatch, link: str) -> Made:
        return Made(dispatch, {}, digest=sha256(link.encode()).hexdigest(), link=link)

    return make_each(drafting.mailing, Path(), make, keep, tell)


def put_into(drafting: Drafting, add: Callable[[bytes], None], tell: Tell) -> Outcome:
    """Each draft by ``add`` into a mailbox; one that it refuses, or that comes after a lost connection, is rejected."""

    def make(dispatch: Dispatch) -> Written:
        message = drafting.message(dispatch)
        add(message.data)
        return message

    return make_each(drafting.mailing, Path(), make, lambda dispatch, message: _made(dispatch, message, {}), tell)


def without_those_there(drafting: Drafting, there: set[str], where: str) -> tuple[Drafting, tuple[Dispatch, ...]]:
    """The drafts that a mailbox has not yet, by their keys; and the letters whose drafts it has."""
    found = tuple(one for one in drafting.mailing.dispatches if drafting.key(one) in there)
    due = tuple(one for one in drafting.mailing.dispatches if one not in found)
    said = tuple(
        Problem(f"its draft lies in {where} already", "delete it there to have it made anew", about=one.addressee.id)
        for one in found
    )
    mailing = replace(drafting.mailing, dispatches=due, skipped=(*drafting.mailing.skipped, *said))
    return replace(drafting, mailing=mailing), found


def would_draft(drafting: Drafting, files: Callable[[Dispatch], Mapping[str, Path]]) -> Outcome:
    """What would be made, as far as can be told without laying out a page; ``files`` says which files of a letter."""

    from letterkit.typeset.scripts import scripts_for

    plain = replace(drafting, enclosing=drafting.enclosing.model_copy(update={"pdf": False}))

    def make(dispatch: Dispatch) -> Mapping[str, Path]:
        if drafting.enclosing.pdf:
            scripts_for(dispatch.letter.texts, dispatch.letter.body.language)
        plain.message(dispatch)
        return files(dispatch)

    return make_each(drafting.mailing, Path(), make, Made, lambda _: None)


def draft_path(dispatch: Dispatch, folder: Path) -> Path:
    """The file of a draft in its folder."""
    return folder / f"{dispatch.stem}{ENDING}"


def _made(dispatch: Dispatch, message: Written, files: Mapping[str, Path]) -> Made:
    return Made(dispatch, files, message.pages, sha256(message.data).hexdigest(), message.findings)
