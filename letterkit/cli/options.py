"""Arguments and options that mean the same in every command."""

import re
from datetime import date
from typing import Annotated, Any, Literal

import typer

from letterkit.errors import Mistake, WrongUsage
from letterkit.mailing import Wishes
from letterkit.model.sender import Showing
from letterkit.settings import read_settings

AppealArgument = Annotated[
    str, typer.Argument(metavar="APPEAL", help="An appeal file, or the published document itself; - is standard input.")
]
AppealNumber = Annotated[
    int | None, typer.Option("--appeal", metavar="N", help="Which appeal, where a document has several.")
]
As = Annotated[str | None, typer.Option("--as", metavar="ME", help="Who writes: a profile's name, or a file.")]
To = Annotated[
    list[str] | None, typer.Option("--to", metavar="ADDRESSEE", help="Only to this one; may be given again.")
]
Requests = Annotated[str | None, typer.Option("--requests", metavar="1,3", help="Only these requests.")]
Note = Annotated[str | None, typer.Option("--note", metavar="TEXT", help="A paragraph of your own.")]
Day = Annotated[
    str | None, typer.Option("--date", metavar="DATE", help="Date of the letters: 2026-05-03. Default: today.")
]
Language = Annotated[
    str | None, typer.Option("--language", metavar="CODE", help="Language, if the appeal gives its requests in it.")
]
LayoutName = Annotated[str | None, typer.Option("--layout", metavar="NAME", help="Page layout. Default: din5008b.")]
Holder = Annotated[
    Literal["name", "office"] | None, typer.Option("--holder", help="Write to the person, or to the office alone.")
]
Salutation = Annotated[str | None, typer.Option("--salutation", metavar="TEXT", help="A salutation of your own.")]
NearestRoute = Annotated[bool, typer.Option("--nearest-route", help="Only one route to each person: the nearest.")]
NoAddress = Annotated[bool, typer.Option("--no-sender-address", help="Leave your postal address out.")]
ShowPhone = Annotated[bool, typer.Option("--phone", help="Show your telephone number.")]
ShowEmail = Annotated[bool, typer.Option("--email", help="Show your e-mail address.")]
Quiet = Annotated[bool, typer.Option("--quiet", "-q", help="Say nothing but errors.")]
Json = Annotated[bool, typer.Option("--json", help="Print JSON for scripts.")]
Verbose = Annotated[bool, typer.Option("--verbose", "-v", help="Say more, for finding a fault.")]


def day(text: str | None) -> date:
    """The date of the letters; today when none was given."""
    if text is None:
        return date.today()
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise WrongUsage(f"{text!r} is not a date", "write it as year-month-day: --date 2026-05-03") from error


def request_numbers(text: str | None) -> tuple[int, ...] | None:
    """The chosen requests; None is all."""
    if text is None:
        return None
    try:
        return tuple(number for part in text.split(",") for number in _numbers(part))
    except ValueError as error:
        raise WrongUsage(f"{text!r} does not name requests", "write their numbers: --requests 1,3") from error


def language_code(text: str | None) -> str | None:
    """A language by its code in whatever case; raises :class:`WrongUsage` for a word that is none."""
    code = text.strip().lower() if text else None
    if code and not re.fullmatch("[a-z]{2,3}", code):
        raise WrongUsage(f"{text!r} is not the code of a language", "use --language with en, fr, es or de")
    return code


def _numbers(part: str) -> range:
    first, dash, last = part.partition("-")
    return range(int(first), int(last if dash else first) + 1)


def wishes(*, on: str | None, requests: str | None, note: str | None, **asked: Any) -> Wishes:
    """The wishes of a mailing from what was typed; ``asked`` are those that need no reading."""
    settings = read_settings()
    showing = Showing(**{part: asked.pop(part) for part in ("address", "phone", "email")})
    asked["language"] = language_code(asked.get("language") or settings.language)
    asked["layout"] = asked.get("layout") or settings.layout
    return Wishes(on=day(on), requests=request_numbers(requests), own_words=paragraphs(note), showing=showing, **asked)


def paragraphs(text: str | None) -> tuple[str, ...]:
    """The sender's own words, a paragraph for each blank line between; raises :class:`Mistake` for an empty note."""
    if text is None:
        return ()
    found = tuple(" ".join(part.split()) for part in text.replace("\r\n", "\n").split("\n\n") if part.strip())
    if not found:
        raise Mistake("the note is empty", "write a sentence after --note, or leave it away")
    return found
