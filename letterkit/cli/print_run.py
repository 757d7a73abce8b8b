"""``letterkit print``: the letters of a group in one file for the printer, in the order in which they are signed."""

import re
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated

import typer

from letterkit.appeals.open import open_appeal
from letterkit.cli import screen
from letterkit.cli.due import ask_whether_too_old
from letterkit.cli.group import only_new, say_what_to_know
from letterkit.cli.options import AppealArgument, AppealNumber, Asked, Manner, Verbose, not_a_folder
from letterkit.cli.printed import report
from letterkit.cli.printing import Printing, print_group, would_print
from letterkit.cli.spread import spread
from letterkit.cli.whose import Whose
from letterkit.errors import WrongUsage
from letterkit.ledger import ledger_if_there
from letterkit.mailing import earlier_letters, group_plan
from letterkit.mailing.print_order import Collating
from letterkit.mailing.print_summary import Posting
from letterkit.mailing.tariff import read_tariff
from letterkit.model.postage import Tariff
from letterkit.model.print_run import Collation
from letterkit.protocol.conventions import country_name
from letterkit.review.findings import out_of_date
from letterkit.senders import MembersList, most_live_in
from letterkit.settings import Settings

MOST_OF_A_NAME = 60
app = typer.Typer(rich_markup_mode=None, add_completion=False)


@dataclass(frozen=True)
class Lying:
    """How the sheets are to lie, and which of them are wanted: each field is an option."""

    collate: Annotated[
        Collation, typer.Option("--collate", help="All letters of a sender, or all to an addressee.")
    ] = "sender"
    simplex: Annotated[bool, typer.Option("--simplex", help="Print on one side only.")] = False
    sheets: Annotated[
        str | None, typer.Option("--sheets", metavar="37-41", help="Only these sheets of the run, after a jam.")
    ] = None
    split: Annotated[int | None, typer.Option(min=2, metavar="N", help="Files of no more than N sheets each.")] = None
    test: Annotated[bool, typer.Option("--test", help="One sheet, to try the printer with.")] = False
    tariff: Annotated[Path | None, typer.Option(metavar="FILE", help="Your own table of postage.")] = None

    def name(self, *of: str) -> str:
        """The file of a run of some members, or of some of its sheets: it never takes the place of the whole run's."""
        ranges = _ranges(self.sheets)
        wanted = ",".join(f"{one.start}-{one.stop - 1}" if len(one) > 1 else str(one.start) for one in ranges)
        sheets = f"sheets-{wanted[:MOST_OF_A_NAME]}" if ranges else ""
        return "-".join(("run", *filter(None, (*of, "test" if self.test else sheets)))) + ".pdf"

    def collating(self) -> Collating:
        """The same as a record; raises :class:`WrongUsage` for sheets that can't be meant."""
        return Collating(self.collate, not self.simplex, self.split, _ranges(self.sheets), self.test)


def _ranges(text: str | None) -> tuple[range, ...]:
    found = []
    for part in re.split(r"[\s,]+", (text or "").strip()):
        numbers = re.fullmatch(r"(\d{1,7})(?:[-–](\d{1,7}))?", part)
        if part and not numbers:
            raise WrongUsage(f"{part!r} names no sheets", "write their numbers: --sheets 37-41 or --sheets 12,37-41")
        if numbers:
            first, last = int(numbers[1]), int(numbers[2] or numbers[1])
            if not 0 < first <= last:
                raise WrongUsage(
                    f"{part!r} names no sheets", "the first is 1, and the smaller number comes first: --sheets 37-41"
                )
            found.append(range(first, last + 1))
    return tuple(found)


@dataclass(frozen=True)
class PrintManner(Manner):
    """The same, in the words that a printer takes."""

    yes: Annotated[bool, typer.Option("--yes", "-y", help="Don't ask, print.")] = False


@app.command("print")
@spread
def print_run(
    appeal: AppealArgument,
    asked: Asked,
    lying: Lying,
    *,
    number: AppealNumber = None,
    whose: Whose,
    output: Annotated[
        Path | None,
        typer.Option(
            "--output", "-o", metavar="FILE", help="Default: run.pdf beside the letters; run-only.pdf and so on."
        ),
    ] = None,
    manner: PrintManner,
    verbose: Verbose = False,
) -> None:
    """Put a group's letters into one file for the printer, in order, with sheets to sign by."""
    settings = asked.settings()
    how = lying.collating()
    not_a_folder(output)
    if whose.new and lying.sheets:
        raise WrongUsage("whoever was new in that run is new no more", 'print them by name: --only "Name"')
    listed = whose.people(asked.sender, settings.sender) if whose.senders or whose.blank else None
    if listed is None:
        raise WrongUsage("nobody was named who signs", "add --senders members.csv, or --blank 20 for a stall")
    reading = open_appeal(appeal, appeal_number=number)
    wanted = asked.wishes(settings, to=manner.to, nearest_route=manner.nearest_route)
    name = lying.name(whose.part.strip("-"), "blank" if whose.blank else "")
    path = output or Path(settings.output) / reading.appeal.key / name
    silent = manner.yes or manner.dry_run
    ask_whether_too_old(out_of_date(reading.appeal, wanted.on), silent=silent, quiet=manner.quiet)
    earlier = earlier_letters(ledger_if_there(settings.ledger), reading.appeal.key)
    if whose.new:
        listed = only_new(reading.appeal, listed, path.parent, quiet=manner.quiet)
    group = group_plan(reading.appeal, listed, wanted, None if manner.again else earlier)
    say_what_to_know(group, quiet=manner.quiet)
    posting = Posting(tariff=_tariff(lying.tariff, settings), country=most_live_in(listed.members))
    screen.remark(_where_posted(listed, posting), quiet=manner.quiet)
    printing = Printing(group, how, posting, path, earlier, whose.part)
    if manner.dry_run:
        report(would_print(printing), manner)
    else:
        print_group(printing, settings, manner)


def _tariff(file: Path | None, settings: Settings) -> Tariff | None:
    chosen = file or (Path(settings.tariff) if settings.tariff else None)
    return read_tariff(chosen) if chosen else None


def _where_posted(listed: MembersList, posting: Posting) -> str | None:
    """By what the postage on the run sheet goes, where members live in several countries; None where in one."""
    there = sum(member.sender.country == posting.country for member in listed.members)
    if not posting.country or there == len(listed.members):
        return None
    if posting.tariff:
        return "postage on the run sheet goes by your tariff, wherever a member lives"
    lives = f"{there} of {len(listed.members)} members live"
    return f"postage on the run sheet goes as from {country_name(posting.country, 'en')}, where {lives}"
