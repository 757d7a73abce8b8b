"""``letterkit email``: the letters of an appeal as e-mails that wait to be sent."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from shlex import quote
from typing import Annotated, Literal, Self

import typer

from letterkit.appeals.open import open_appeal
from letterkit.cli import screen
from letterkit.cli.due import Noting, due_letters, report
from letterkit.cli.group import write_for_group
from letterkit.cli.group_told import Making, Shares, WayOut
from letterkit.cli.options import AppealArgument, AppealNumber, Asked, Manner, OutputFolder, Verbose, not_a_folder
from letterkit.cli.spread import spread
from letterkit.cli.whose import OF_LIST, Whose
from letterkit.compose.draft import Posting
from letterkit.contact.mail_account import mail_account
from letterkit.errors import Mistake, WrongUsage
from letterkit.export.email_draft import Enclosing
from letterkit.export.mail_headers import one_line
from letterkit.mailing import Dispatch, Earlier, GroupPlan, Made, Outcome, alone_in, choose, folder_for
from letterkit.mailing.drafts import (
    Drafting,
    draft_path,
    draftings,
    make_links,
    reached_by_email,
    remarks_on_addresses,
    would_draft,
    write_drafts,
    write_mbox,
)
from letterkit.mailing.members import Tell as GroupTell
from letterkit.mailing.whereabouts import remember
from letterkit.model.appeal import Addressee, Channel
from letterkit.model.mail_account import MailAccount
from letterkit.model.sender import Sender

app = typer.Typer(rich_markup_mode=None, add_completion=False)
Program = Literal["mailto", "gmail", "outlook"]
ANYBODY = Sender(name="…", id="MEMBER")
"""Stands for each member where it is said how files are named."""


@dataclass(frozen=True)
class Way:
    """The way out: the folder of files, unless one of the others is given."""

    folder: Path
    mbox: Path | None = None
    account: MailAccount | None = None
    link: Program | None = None

    def files(self, dispatch: Dispatch) -> dict[str, Path]:
        """In which file a draft comes to lie; none in a mailbox."""
        if self.account:
            return {}
        return {"mbox": self.mbox} if self.mbox else {"eml": draft_path(dispatch, self.folder)}

    def below(self, sender: Sender) -> Self:
        """The same way for one person, beside whom others may have drafts there."""
        return replace(self, folder=folder_for(self.folder, sender.name))

    def of(self, member: Sender) -> Self:
        """The same way for one member of a list."""
        return replace(self, folder=self.folder / member.key, mbox=self._mbox_of(member.key))

    def _mbox_of(self, whose: str) -> Path | None:
        return self.mbox.parent / f"{self.mbox.stem}-{whose}{self.mbox.suffix}" if self.mbox else None


@app.command()
@spread
def email(
    appeal: AppealArgument,
    asked: Asked,
    *,
    number: AppealNumber = None,
    whose: Annotated[Whose, OF_LIST],
    output: OutputFolder = None,
    mbox: Annotated[
        Path | None,
        typer.Option("--mbox", metavar="FILE", help="All drafts in one file, to import; with --senders one for each."),
    ] = None,
    imap: Annotated[
        str | None, typer.Option("--imap", metavar="ACCOUNT", help="Into the drafts of a mailbox: ada@imap.example.org")
    ] = None,
    drafts_folder: Annotated[
        str | None, typer.Option("--drafts-folder", metavar="NAME", help="Which folder there, if none is marked.")
    ] = None,
    ca_file: Annotated[
        str | None, typer.Option("--ca-file", metavar="FILE", help="Certificates (PEM) of a server of your own.")
    ] = None,
    link: Annotated[Program | None, typer.Option("--link", help="Links that open a window to write in.")] = None,
    cc: Annotated[bool, typer.Option("--cc", help="Copies to those whom the appeal names for them.")] = False,
    bcc: Annotated[bool, typer.Option("--bcc", help="The same, but blind: the letter does not name them.")] = False,
    all_addresses: Annotated[
        bool, typer.Option("--all-addresses", help="To all addresses of a person, not the first alone.")
    ] = False,
    html: Annotated[bool, typer.Option("--html", help="Also as HTML, beside the plain text.")] = False,
    attach: Annotated[bool, typer.Option("--attach", help="With the letter as PDF; filters may hold it back.")] = False,
    manner: Manner,
    verbose: Verbose = False,
) -> None:
    """Make e-mail drafts of the letters: you look at each in your mail program, and send it. Nothing is sent."""
    _refuse(
        {"-o": output, "--mbox": mbox, "--imap": imap, "--link": link},
        {"--cc": cc, "--bcc": bcc, "--html": html, "--attach": attach},
        {"--drafts-folder": drafts_folder, "--ca-file": ca_file},
    )
    not_a_folder(mbox, "--mbox")
    settings = asked.settings()
    people = whose.people(asked.sender, settings.sender)
    if people:
        _refuse_for_a_group({"--imap": imap, "--link": link})
    account = mail_account(imap, settings.accounts, ca_file, drafts_folder) if imap else None
    reading = open_appeal(appeal, appeal_number=number)
    wanted = asked.wishes(settings, to=manner.to, nearest_route=manner.nearest_route)
    wanted, others = reached_by_email(reading.appeal, wanted, appeal, sender=asked.sender, senders=whose.senders)
    if not wanted.to:
        raise Mistake(others)
    copies = reading.appeal.copies_to
    posting = Posting(cc=copies if cc else (), bcc=copies if bcc else (), all_addresses=all_addresses)
    enclosing = Enclosing(html=html, pdf=attach, key=account is not None)
    base = (output or Path(settings.output)) / reading.appeal.key / "email"
    if people:
        _say_of_addresses(choose(reading.appeal, wanted.to), posting, quiet=manner.quiet)
        making = Making(base, _for_a_group(Way(base, mbox), posting, enclosing), manner, whose.part, others)
        made = write_for_group(reading.appeal, people, wanted, making)
        _say_what_comes_next(appeal, None, quiet=manner.quiet or manner.dry_run or not made)
        return
    due = due_letters(reading, wanted, asked.sender or settings.sender, settings, manner, others)
    drafting = Drafting(due.mailing, due.earlier, wanted, posting, enclosing)
    _say_of_addresses(due.mailing.addressees, posting, quiet=manner.quiet)
    if not (manner.dry_run or account or link):
        remember(base)
    way = Way(base, mbox, account, link)
    if manner.dry_run:
        outcome, where = _would_make(drafting, way.below(due.mailing.sender)), None
    else:
        outcome, where = _make(drafting, way, quiet=manner.quiet)
    if manner.dry_run and account and not manner.json:
        _list(outcome)
    report(outcome, due.mailing, (), manner, where=where)
    _say_what_comes_next(appeal, asked.sender, quiet=manner.quiet or not (outcome.written and where))


def _say_of_addresses(addressees: Iterable[Addressee], posting: Posting, *, quiet: bool) -> None:
    for remark in remarks_on_addresses(addressees, posting):
        screen.say(remark, quiet=quiet)


def _list(outcome: Outcome) -> None:
    """Drafts for a mailbox have no files to be named by: their addressees, addresses and subjects are."""
    for made in outcome.written:
        addressee, body = made.dispatch.addressee, made.dispatch.letter.body
        screen.data("\t".join((addressee.id, addressee.emails[0], one_line(body.subject))))


def _say_what_comes_next(appeal: str, sender: str | None, *, quiet: bool) -> None:
    whose = f" --as {quote(sender)}" if sender else ""
    screen.say(f"When they are sent: letterkit mark {quote(appeal)} --all{whose} --sent email", quiet=quiet)


def _refuse_for_a_group(ways: dict[str, object]) -> None:
    """Refuses ways out that lead into one person's mail program."""
    for name, value in ways.items():
        if value:
            what = f"{name} leads into one person's mail program, and each member sends from his or her own"
            raise WrongUsage(what, f"leave {name} away: each member gets a folder of drafts, or with --mbox a file")


def _refuse(ways: dict[str, object], enclosed: dict[str, bool], of_imap: dict[str, object]) -> None:
    """Refuses what can't be meant together."""
    for choice in (ways, {name: enclosed[name] for name in ("--cc", "--bcc")}):
        given = [name for name, value in choice.items() if value]
        if len(given) > 1:
            raise WrongUsage(f"{' and '.join(given)} exclude one another", f"leave {given[-1]} away")
    for name in ("--html", "--attach"):
        if ways["--link"] and enclosed[name]:
            raise WrongUsage(f"a link carries plain text alone, not {name}", f"leave {name} away")
    for name, value in of_imap.items():
        if value and not ways["--imap"]:
            raise WrongUsage(f"{name} says something of a mailbox, and none is named", "add --imap ACCOUNT")


def _for_a_group(way: Way, posting: Posting, enclosing: Enclosing) -> WayOut:
    """The drafts of each member: a folder of files, or one file, so that nobody is given another member's."""

    def make(group: GroupPlan, earlier: Earlier, tell: GroupTell) -> Shares:
        for share, drafting in draftings(group, earlier, posting, enclosing):
            own, heard = way.of(share.member.sender), partial(tell, share.plan)
            yield (
                share,
                write_mbox(drafting, own.mbox, heard) if own.mbox else write_drafts(drafting, own.folder, heard),
            )

    def would_make(group: GroupPlan, earlier: Earlier) -> Shares:
        for share, drafting in draftings(group, earlier, posting, enclosing):
            yield share, _would_make(drafting, way.of(share.member.sender))

    where = way.of(ANYBODY).mbox or way.folder
    options = {**posting.model_dump(mode="json"), **enclosing.model_dump(mode="json"), "mbox": way.mbox}
    return WayOut(Channel.EMAIL, make, would_make, f"Drafts are in {where}.", options)


def _would_make(drafting: Drafting, way: Way) -> Outcome:
    if way.link:
        return make_links(drafting, way.link, lambda _: None)
    return would_draft(drafting, way.files)


def _make(drafting: Drafting, way: Way, *, quiet: bool) -> tuple[Outcome, str]:
    """What was made, and a sentence that says where it is."""
    noting = Noting(drafting.mailing, drafting.earlier, Channel.EMAIL)
    if way.account:
        from letterkit.cli.mailbox import put_into_mailbox

        outcome = put_into_mailbox(drafting, noting, way.account, quiet=quiet)
        return outcome, f"They wait among the drafts of {way.account}."
    with screen.progress(len(drafting.mailing.dispatches), "drafts", quiet=quiet) as advance:

        def tell(made: Made | None) -> None:
            if made:
                noting.note(made)
            advance()

        if way.link:
            return make_links(drafting, way.link, tell), "Each link opens a window to write in."
        if way.mbox:
            with alone_in(way.mbox.parent, way.mbox.name):
                return write_mbox(drafting, way.mbox, tell), f"Drafts are in {way.mbox}."
        with alone_in(way.folder):
            folder = way.below(drafting.mailing.sender).folder
            return write_drafts(drafting, folder, tell), f"Drafts are in {folder}."
