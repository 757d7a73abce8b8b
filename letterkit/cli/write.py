"""``letterkit write``: the letters of an appeal."""

from collections.abc import Iterator
from pathlib import Path
from typing import Annotated

import typer

from letterkit.appeals.open import open_appeal
from letterkit.cli import screen
from letterkit.cli.options import (
    Again,
    AppealArgument,
    AppealNumber,
    As,
    Day,
    DryRun,
    Enclosures,
    HolderChoice,
    Json,
    Language,
    LayoutName,
    NearestRoute,
    NoAddress,
    Note,
    Quiet,
    Requests,
    Salutation,
    ShowEmail,
    ShowPhone,
    To,
    Verbose,
    wishes,
)
from letterkit.cli.writer import sender_of, what_stands_on_it
from letterkit.errors import DoneInPart, Mistake
from letterkit.export.formats import formats
from letterkit.ledger import ledger_if_there, open_ledger
from letterkit.mailing import (
    Earlier,
    Made,
    Outcome,
    Plan,
    Wishes,
    about,
    earlier_letters,
    entries_of,
    folder_for,
    manifest,
    plan,
    said_once,
    spared,
    would_write,
    write,
)
from letterkit.model.appeal import Channel
from letterkit.review.findings import out_of_date, recommended_routes, unseen
from letterkit.settings import read_settings

app = typer.Typer(rich_markup_mode=None, add_completion=False)


@app.command("write")
def write_letters(
    appeal: AppealArgument,
    number: AppealNumber = None,
    sender: As = None,
    output: Annotated[
        Path | None, typer.Option("--output", "-o", metavar="DIR", help="Folder. Default: letters.")
    ] = None,
    file_format: Annotated[str | None, typer.Option("--format", metavar="pdf,text,html", help="Default: pdf.")] = None,
    to: To = None,
    requests: Requests = None,
    note: Note = None,
    enclose: Enclosures = None,
    on: Day = None,
    language: Language = None,
    layout: LayoutName = None,
    holder: HolderChoice = None,
    salutation: Salutation = None,
    nearest_route: NearestRoute = False,
    again: Again = False,
    no_sender_address: NoAddress = False,
    phone: ShowPhone = False,
    email: ShowEmail = False,
    dry_run: DryRun = False,
    yes: Annotated[bool, typer.Option("--yes", "-y", help="Don't ask, write.")] = False,
    json: Json = False,
    quiet: Quiet = False,
    verbose: Verbose = False,
) -> None:
    """Write the letters of an appeal, one for each addressee, ready to sign."""
    settings = read_settings()
    chosen = formats(file_format or settings.format)
    profile = sender or settings.sender
    reading = open_appeal(appeal, appeal_number=number)
    wanted = wishes(
        settings,
        on=on,
        requests=requests,
        note=note,
        language=language,
        layout=layout,
        holder=holder,
        salutation=salutation,
        enclosures=tuple(enclose or ()),
        nearest_route=nearest_route,
        address=not no_sender_address,
        phone=phone,
        email=email,
        to=tuple(to or ()),
    )
    if reading.findings:
        remarks = screen.counted(len(reading.findings), "remark")
        screen.say(f"{remarks} on the appeal; to read them: letterkit check {appeal}", quiet=quiet or json)
    _ask_whether_too_old(out_of_date(reading.appeal, wanted.on), silent=yes or dry_run, quiet=quiet)
    who = sender_of(profile, keep=not dry_run)
    mailing = plan(reading.appeal, who, wanted)
    earlier = earlier_letters(ledger_if_there(settings.ledger), mailing.appeal.key)
    if not again:
        mailing = spared(mailing, earlier)
    _say_what_to_know(mailing, wanted, quiet=quiet)
    folder = folder_for((output or Path(settings.output)) / mailing.appeal.key, who.name)
    make(mailing, folder, chosen, earlier, dry_run=dry_run, json=json, quiet=quiet)


def make(
    mailing: Plan,
    folder: Path,
    chosen: tuple[str, ...],
    earlier: Earlier,
    *,
    dry_run: bool,
    json: bool,
    quiet: bool,
) -> None:
    """Makes the letters of a plan and notes each in the ledger; a dry run says what it would make."""
    if dry_run:
        _report(would_write(mailing, folder, chosen), mailing, json=json, quiet=quiet, dry_run=True)
        return
    ledger = open_ledger(read_settings().ledger)
    with screen.progress(len(mailing.dispatches), "letters", quiet=quiet) as advance:

        def tell(made: Made | None) -> None:
            if made:
                ledger.note(entries_of([made], mailing, Channel.POST, earlier))
            advance()

        outcome = write(mailing, folder, chosen, tell)
    _report(outcome, mailing, json=json, quiet=quiet)


def _ask_whether_too_old(reason: str | None, *, silent: bool, quiet: bool) -> None:
    if reason is None:
        return
    if silent or not screen.asks():
        screen.say(f"Mind: {reason}. Ask the issuer how things stand.", quiet=quiet)
    elif not screen.confirm(f"Mind: {reason}. Write all the same?"):
        raise Mistake("nothing was written", "ask the issuer how things stand")


def _say_what_to_know(mailing: Plan, wanted: Wishes, *, quiet: bool) -> None:
    """What will stand on each letter, and which route is the nearest, before anything is written."""
    screen.say(what_stands_on_it(mailing.sender, wanted.showing), quiet=quiet)
    for remark in recommended_routes(mailing.addressees, mailing.sender.country):
        screen.say(remark, quiet=quiet or wanted.nearest_route)
    screen.remark(unseen(mailing.dispatches[0].letter.body.language) if mailing.dispatches else None, quiet=quiet)
    letters = len(mailing.dispatches)
    if wanted.salutation and letters > 1:
        screen.say(f"{wanted.salutation!r} stands on all {letters} letters; --to names one.", quiet=quiet)


def _report(outcome: Outcome, mailing: Plan, *, json: bool, quiet: bool, dry_run: bool = False) -> None:
    if json:
        screen.data_json(manifest(mailing, outcome))
    else:
        for made in outcome.written:
            for path in made.files.values():
                screen.data(str(path))
    for remark in _remarks(outcome, dry_run):
        screen.say(remark, quiet=quiet)
    if outcome.rejected:
        problems = said_once(outcome.rejected, of=outcome.planned)
        raise (DoneInPart if outcome.written else Mistake)(problems)


def _remarks(outcome: Outcome, dry_run: bool) -> Iterator[str]:
    """What a person should know of the letters that were made, then the sum."""
    for made in outcome.written:
        if made.pages and made.pages > 1:
            yield f"{made.dispatch.addressee.id}: {made.pages} pages; --requests chooses fewer requests."
        if not made.dispatch.letter.body.address:
            yield f"{made.dispatch.addressee.id}: no address; the letter has none either."
    yield from (f"{finding.field}, {finding.kind}: {finding.message}" for finding in outcome.findings)
    yield from (f"skipped {line}" for line in outcome.skipped)
    if dry_run:
        yield f"Would write {screen.counted(len(outcome.written), 'letter')}; nothing was written."
        return
    rejected = len(about(outcome.rejected))
    counts = f"{len(outcome.written)} written, {len(outcome.skipped)} skipped, {rejected} rejected"
    where = f" Letters are in {outcome.folder}" if outcome.written else ""
    yield f"{outcome.planned} planned: {counts}.{where}"
