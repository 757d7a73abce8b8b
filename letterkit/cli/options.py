"""Arguments and options that mean the same in every command."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, fields
from datetime import date
from pathlib import Path
from shlex import quote
from typing import Annotated

import typer

from letterkit.cli.verbose import Verbose
from letterkit.compose.holder import Holder
from letterkit.errors import Mistake, WrongUsage
from letterkit.mailing import Wishes
from letterkit.model.letter import numbers_in
from letterkit.model.sender import Showing
from letterkit.settings import Settings, read_settings
from letterkit.styles import use_style

__all__ = ["Verbose"]  # one of the options, though it lives where the root can load it fast

AppealArgument = Annotated[
    str, typer.Argument(metavar="APPEAL", help="An appeal file, or the published document itself; - is standard input.")
]
AppealNumber = Annotated[
    int | None, typer.Option("--appeal", metavar="N", help="Which appeal, where a document has several.")
]
As = Annotated[str | None, typer.Option("--as", metavar="ME", help="Who writes: a profile's name, or a file.")]
SendersList = Annotated[
    Path | None, typer.Option("--senders", metavar="FILE", help="A members' list: CSV, XLSX or ODS.")
]
Only = Annotated[
    list[str] | None, typer.Option("--only", metavar="MEMBER", help="Only this one of the list; may be given again.")
]
New = Annotated[bool, typer.Option("--new", help="Only members for whom no letter was written yet.")]
MOST_BLANK = 10_000
Blank = Annotated[
    int | None,
    typer.Option(min=1, max=MOST_BLANK, metavar="N", help="N of each, with lines for name and address, for a stall."),
]
To = Annotated[
    list[str] | None, typer.Option("--to", metavar="ADDRESSEE", help="Only to this one; may be given again.")
]
Requests = Annotated[str | None, typer.Option("--requests", metavar="1,3", help="Only these requests.")]
Note = Annotated[str | None, typer.Option("--note", metavar="TEXT", help="A paragraph of your own.")]
Enclosures = Annotated[
    list[str] | None,
    typer.Option("--enclose", metavar="TEXT", help="What else lies in the envelope; may be given again."),
]
Day = Annotated[
    str | None, typer.Option("--date", metavar="DATE", help="Date of the letters: 2026-05-03. Default: today.")
]
Language = Annotated[
    str | None, typer.Option("--language", metavar="CODE", help="Language, if the appeal gives its requests in it.")
]
FileFormat = Annotated[str | None, typer.Option("--format", metavar="pdf,text,html", help="Default: pdf.")]
OutputFolder = Annotated[Path | None, typer.Option("--output", "-o", metavar="DIR", help="Folder. Default: letters.")]
LayoutName = Annotated[
    str | None, typer.Option("--layout", metavar="NAME", help="Page layout. Default: your country’s.")
]
RoomForALine = Annotated[
    bool, typer.Option("--room-for-a-line", help="Leave room above the close for a sentence by hand.")
]
Templates = Annotated[
    Path | None, typer.Option("--templates", metavar="DIR", help="How letters look: letterkit templates copy.")
]
HolderChoice = Annotated[Holder | None, typer.Option("--holder", help="Write to the person, or to the office alone.")]
Salutation = Annotated[str | None, typer.Option("--salutation", metavar="TEXT", help="A salutation of your own.")]
NearestRoute = Annotated[bool, typer.Option("--nearest-route", help="Only one route to each person: the nearest.")]
NoAddress = Annotated[bool, typer.Option("--no-sender-address", help="Leave your postal address out.")]
ShowPhone = Annotated[bool, typer.Option("--phone", help="Show your telephone number.")]
ShowEmail = Annotated[bool, typer.Option("--email", help="Show your e-mail address.")]
Again = Annotated[bool, typer.Option("--again", help="Write also to people to whom a letter was sent.")]
DryRun = Annotated[bool, typer.Option("--dry-run", "-n", help="Say what would be written; write nothing.")]
Yes = Annotated[bool, typer.Option("--yes", "-y", help="Don't ask, write.")]
Quiet = Annotated[bool, typer.Option("--quiet", "-q", help="Say nothing but errors.")]
Json = Annotated[bool, typer.Option("--json", help="Print JSON for scripts.")]


def _show_all(ctx: typer.Context, wanted: bool) -> None:
    if wanted:
        for option in ctx.command.params:
            option.hidden = False  # type: ignore[attr-defined]  # options have it, arguments ignore it
            if "|" in (option.metavar or ""):
                option.metavar = None  # a choice of choices, where few need the others
        typer.echo(ctx.get_help())
        raise typer.Exit


HelpAll = Annotated[
    bool, typer.Option("--help-all", is_eager=True, callback=_show_all, help="Show also the options that few need.")
]


def day(text: str | None, option: str = "--date") -> date:
    """The day that an option names; today when none was given."""
    if text is None:
        return date.today()
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise WrongUsage(f"{text!r} is not a date", f"write it as year-month-day: {option} 2026-05-03") from error


def not_a_folder(file: Path | None, option: str = "-o") -> None:
    """Raises :class:`WrongUsage` where a file is to be named and a folder is, before an hour of work is in vain."""
    if file and (file.is_dir() or not file.name):
        raise WrongUsage(f"{file} is a folder", f"name the file in it: {option} {quote(str(file / 'run.pdf'))}")


def request_numbers(text: str | None) -> tuple[int, ...] | None:
    """The chosen requests; None is all."""
    if text is None:
        return None
    try:
        return numbers_in(text)
    except ValueError as error:
        raise WrongUsage(f"{text!r} does not name requests", "write their numbers: --requests 1,3") from error


def language_code(text: str | None) -> str | None:
    """A language by its code in whatever case; raises :class:`WrongUsage` for a word that is none."""
    code = text.strip().lower() if text else None
    if code and not re.fullmatch("[a-z]{2,3}", code):
        raise WrongUsage(f"{text!r} is not the code of a language", "two letters, as in --language fr")
    return code


def layout_name(text: str | None) -> str | None:
    """A layout by its name; raises :class:`WrongUsage` for what can't be one, such as a path."""
    if text and not re.fullmatch(r"[\w-]+", text):
        raise WrongUsage(f"{text!r} can't be the name of a layout", "use --layout with letters, digits and hyphens")
    return text or None


@dataclass(frozen=True)
class Asked:
    """What a person may ask of letters: each field is an option of every command that makes some."""

    sender: As = None
    requests: Requests = None
    note: Note = None
    enclose: Enclosures = None
    room_for_a_line: RoomForALine = False
    on: Day = None
    language: Language = None
    layout: LayoutName = None
    templates: Templates = None
    holder: HolderChoice = None
    salutation: Salutation = None
    no_sender_address: NoAddress = False
    phone: ShowPhone = False
    email: ShowEmail = False

    def typed(self) -> Iterator[str]:
        """The options as they were typed, for another command that makes the same letters."""
        for one in fields(self):
            value = getattr(self, one.name)
            option = one.type.__metadata__[0].default  # type: ignore[union-attr]  # where Typer has its first word
            if value is True:
                yield option
            elif value:
                yield from (f"{option} {quote(str(part))}" for part in (value if isinstance(value, list) else [value]))

    def settings(self) -> Settings:
        """The settings in force; letters look from here on as the templates named there or typed say."""
        found = read_settings()
        use_style(self.templates or found.templates)
        return found

    def wishes(self, settings: Settings, *, to: Sequence[str] | None = None, nearest_route: bool = False) -> Wishes:
        """The wishes of a mailing, from what was typed and what is set."""
        return Wishes(
            on=day(self.on),
            requests=request_numbers(self.requests),
            own_words=paragraphs(self.note),
            language=language_code(self.language),
            usual_language=settings.language,
            layout=layout_name(self.layout),
            usual_layout=settings.layout,
            holder=self.holder,
            salutation=self.salutation,
            enclosures=tuple(self.enclose or ()),
            room_for_a_line=self.room_for_a_line,
            showing=Showing(address=not self.no_sender_address, phone=self.phone, email=self.email),
            to=tuple(to or ()),
            nearest_route=nearest_route,
        )


@dataclass(frozen=True)
class Manner:
    """To whom and how a command is to go about it: each field is an option of the commands that make letters."""

    to: To = None
    nearest_route: NearestRoute = False
    again: Again = False
    dry_run: DryRun = False
    yes: Yes = False
    json: Json = False
    quiet: Quiet = False


def paragraphs(text: str | None) -> tuple[str, ...]:
    """The sender's own words, a paragraph for each blank line between; raises :class:`Mistake` for an empty note."""
    if text is None:
        return ()
    found = tuple(" ".join(part.split()) for part in text.replace("\r\n", "\n").split("\n\n") if part.strip())
    if not found:
        raise Mistake("the note is empty", "write a sentence after --note, or leave it away")
    return found
