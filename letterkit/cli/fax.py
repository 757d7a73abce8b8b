"""``letterkit fax``: the letters of an appeal as faxes, one for each number."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated

import typer

from letterkit.appeals.open import open_appeal
from letterkit.cli import screen
from letterkit.cli.calling import Calling, Faxing, remarks_on_faxes
from letterkit.cli.due import ask_whether_too_old
from letterkit.cli.group_fax import fax_for_group
from letterkit.cli.options import AppealArgument, AppealNumber, Asked, HelpAll, Manner, OutputFolder, Verbose
from letterkit.cli.spread import spread
from letterkit.cli.whose import OF_LIST, Whose
from letterkit.cli.writer import sender_of, what_stands_on_it
from letterkit.errors import DoneInPart, Mistake
from letterkit.ledger import Ledger, ledger_if_there, open_ledger
from letterkit.mailing import (
    Earlier,
    Made,
    Wishes,
    about,
    alone_in,
    earlier_letters,
    entries_of,
    folder_for,
    said_once,
    voice,
)
from letterkit.mailing.fax_folder import FaxOutcome, fax_manifest, would_write_faxes, write_faxes
from letterkit.mailing.faxes import FaxPlan, plan_faxes
from letterkit.mailing.whereabouts import remember
from letterkit.model.appeal import Channel
from letterkit.model.sender import Sender
from letterkit.review.findings import out_of_date, unseen
from letterkit.settings import read_settings

app = typer.Typer(rich_markup_mode=None, add_completion=False)


@dataclass(frozen=True)
class FaxManner(Manner):
    """The same, in the words that faxes take."""

    dry_run: Annotated[bool, typer.Option("--dry-run", "-n", help="Say what would be made; make nothing.")] = False


@app.command()
@spread
def fax(
    appeal: AppealArgument,
    asked: Asked,
    faxing: Faxing,
    *,
    number: AppealNumber = None,
    whose: Annotated[Whose, OF_LIST],
    output: OutputFolder = None,
    manner: FaxManner,
    verbose: Verbose = False,
    help_all: HelpAll = False,
) -> None:
    """Make the letters of an appeal ready to fax: one call for each number, with its cover sheet.

    TIFF for a modem, PDF for a copy shop or a fax service, a slip to print, a table of what was sent. Nothing is sent.
    """
    settings = asked.settings()
    people = whose.people(asked.sender, settings.sender)
    reading = open_appeal(appeal, appeal_number=number, without_bad_faxes=True)
    wanted = asked.wishes(settings, to=manner.to, nearest_route=manner.nearest_route)
    base = (output or Path(settings.output)) / reading.appeal.key / "fax"
    if people:
        calling = faxing.calling(reading, appeal, [one.sender for one in people.members], phone=asked.phone)
        fax_for_group(calling, people, wanted, base, manner, whose.part)
        return
    silent = manner.yes or manner.dry_run
    ask_whether_too_old(out_of_date(reading.appeal, wanted.on), silent=silent, quiet=manner.quiet)
    who = sender_of(asked.sender or settings.sender, keep=not manner.dry_run)
    _fax_for_one(faxing.calling(reading, appeal, [who], phone=asked.phone), who, wanted, base, manner)


def _fax_for_one(calling: Calling, who: Sender, wanted: Wishes, base: Path, manner: Manner) -> None:
    how, transmission = calling.of(who)
    setting, quiet = read_settings().ledger, manner.quiet
    ledger = ledger_if_there(setting) if manner.dry_run else open_ledger(setting)
    earlier = earlier_letters(ledger, calling.reading.appeal.key)
    faxes = plan_faxes(calling.reading, who, wanted, how, None if manner.again else earlier)
    screen.say(what_stands_on_it(who, wanted.showing), quiet=quiet)
    screen.remark(unseen(voice(calling.reading.appeal, who, wanted).language), quiet=quiet)
    for remark in remarks_on_faxes(faxes, transmission, nearest_route=wanted.nearest_route):
        screen.say(remark, quiet=quiet)
    if manner.dry_run:
        _report(would_write_faxes(faxes, folder_for(base, who.name)), faxes, manner)
        return
    remember(base.parent)
    with alone_in(base), screen.progress(len(faxes.faxes), "faxes", quiet=quiet) as advance:
        tell = _noting(ledger, faxes, earlier, advance)
        outcome = write_faxes(faxes, calling.reading, folder_for(base, who.name), transmission, tell)
    _report(outcome, faxes, manner)


def _noting(
    ledger: Ledger | None, faxes: FaxPlan, earlier: Earlier, advance: Callable[[], None]
) -> Callable[[Sequence[Made]], None]:
    """What is to be done after each fax: the ledger notes its letters, the bar moves on."""

    def tell(made: Sequence[Made]) -> None:
        if made and ledger:
            ledger.note(entries_of(made, faxes.mailing, Channel.FAX, earlier))
        advance()

    return tell


def _report(outcome: FaxOutcome, faxes: FaxPlan, manner: Manner) -> None:
    if manner.json:
        screen.data_json(fax_manifest(faxes, outcome, None if manner.dry_run else outcome.rows))
    elif manner.dry_run:
        for fax in faxes.faxes:
            screen.data(str(outcome.folder / f"{fax.stem}.tif"))
    else:
        for row in outcome.rows:
            for name in row.files:
                screen.data(str(outcome.folder / name))
    for remark in _sum(outcome, faxes, dry_run=manner.dry_run):
        screen.say(remark, quiet=manner.quiet)
    if outcome.rejected:
        problems = said_once(outcome.rejected, of=outcome.planned)
        raise (DoneInPart if outcome.rows or manner.dry_run else Mistake)(problems)


def _sum(outcome: FaxOutcome, faxes: FaxPlan, *, dry_run: bool) -> Iterator[str]:
    yield from (screen.finding_line(finding) for finding in outcome.findings)
    yield from (f"skipped {line}" for line in outcome.skipped)
    if dry_run:
        made = f"{screen.counted(len(faxes.faxes), 'fax', 'faxes')} with {screen.counted(faxes.letters, 'letter')}"
        yield f"Would make {made}; nothing was written."
        return
    seconds = sum(row.line_seconds_typical for row in outcome.rows)
    pages = screen.counted(sum(row.pages for row in outcome.rows), "page")
    yield (
        f"{screen.counted(outcome.planned, 'letter')} planned: {len(outcome.written)} in "
        f"{screen.counted(len(outcome.rows), 'fax', 'faxes')}, {len(set(about(outcome.skipped)))} skipped, "
        f"{len(outcome.without_fax)} rejected. {pages}, about {max(1, round(seconds / 60))} min on the line."
    )
    if outcome.rows:
        yield f"Faxes are in {outcome.folder}: slip.pdf says what to dial, manifest.csv what was sent."
