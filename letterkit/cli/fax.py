"""``letterkit fax``: the letters of an appeal as faxes, one for each number."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated

import typer

from letterkit.appeals.open import open_appeal
from letterkit.cli import screen
from letterkit.cli.due import ask_whether_too_old
from letterkit.cli.options import (
    Again,
    AppealArgument,
    AppealNumber,
    Asked,
    HelpAll,
    Json,
    NearestRoute,
    Quiet,
    To,
    Verbose,
    spread,
)
from letterkit.cli.writer import sender_of, what_stands_on_it
from letterkit.contact.fax import read_fax
from letterkit.contact.gateway import check_gateway
from letterkit.contact.local_time import is_disturbing, office_hours, own_zone, there
from letterkit.contact.numbers import international, read_number, station_id
from letterkit.errors import DoneInPart, Mistake, WrongUsage
from letterkit.export.fax_files import Drawing
from letterkit.export.fax_format import THRESHOLD
from letterkit.ledger import Ledger, ledger_if_there, open_ledger
from letterkit.mailing import (
    Earlier,
    Made,
    about,
    alone_in,
    choose,
    earlier_letters,
    entries_of,
    folder_for,
    said_once,
    voice,
)
from letterkit.mailing.fax_folder import FaxOutcome, fax_manifest, would_write_faxes, write_faxes
from letterkit.mailing.faxes import CoverChoice, FaxPlan, FaxWishes, SameNumber, Transmission, plan_faxes
from letterkit.mailing.whereabouts import remember
from letterkit.model.appeal import Channel
from letterkit.model.fax import Coding, Quality
from letterkit.model.finding import Reading
from letterkit.review.findings import out_of_date, recommended_routes, unseen

app = typer.Typer(rich_markup_mode=None, add_completion=False)
REPORTING = "tell the reader of the fax where to say that a page is missing: --phone, or --from-number +1…"


@app.command()
@spread
def fax(
    appeal: AppealArgument,
    asked: Asked,
    number: AppealNumber = None,
    output: Annotated[
        Path | None, typer.Option("--output", "-o", metavar="DIR", help="Folder. Default: letters.")
    ] = None,
    to: To = None,
    quality: Annotated[
        Quality, typer.Option("--quality", metavar="standard|fine", help="How finely pages are drawn.")
    ] = Quality.FINE,
    cover: Annotated[
        CoverChoice, typer.Option("--cover", help="A cover sheet; auto: only where letters have to be passed on.")
    ] = "always",
    same_number: Annotated[
        SameNumber, typer.Option("--same-number", help="Letters to one number: one call, or one each.")
    ] = "together",
    use_number: Annotated[
        list[str] | None, typer.Option("--number", metavar="WHO=+41…", help="The number of an addressee.")
    ] = None,
    gateway: Annotated[
        str | None, typer.Option("--gateway", metavar="%d@HOST", help="Mail address of a fax service; %e is +41….")
    ] = None,
    proof: Annotated[bool, typer.Option("--proof", help="Also PNGs of exactly what arrives.")] = False,
    nearest_route: NearestRoute = False,
    again: Again = False,
    from_number: Annotated[
        str | None, typer.Option("--from-number", metavar="+41…", hidden=True, help="The number you fax from.")
    ] = None,
    coding: Annotated[
        Coding, typer.Option("--coding", hidden=True, help="mh opens everywhere; mr and mmr make smaller files.")
    ] = Coding.MH,
    threshold: Annotated[
        int, typer.Option("--threshold", min=1, max=254, hidden=True, help="What is darker becomes ink.")
    ] = THRESHOLD,
    dry_run: Annotated[bool, typer.Option("--dry-run", "-n", help="Say what would be made; make nothing.")] = False,
    yes: Annotated[bool, typer.Option("--yes", "-y", help="Don't ask, write.")] = False,
    json: Json = False,
    quiet: Quiet = False,
    verbose: Verbose = False,
    help_all: HelpAll = False,
) -> None:
    """Make the letters of an appeal ready to fax: one call for each number, with its cover sheet.

    TIFF for a modem, PDF for a copy shop or a fax service, a slip to print, a table of what was sent. Nothing is sent.
    """
    settings = asked.settings()
    reading = open_appeal(appeal, appeal_number=number, without_bad_faxes=True)
    wanted = asked.wishes(settings, to=tuple(to or ()), nearest_route=nearest_route)
    ask_whether_too_old(out_of_date(reading.appeal, wanted.on), silent=yes or dry_run, quiet=quiet)
    who = sender_of(asked.sender or settings.sender, keep=not dry_run)
    telephone, station = _called_back(from_number, who.phone if asked.phone else None, who.country)
    given = _given(use_number or (), reading)
    how = FaxWishes(cover=cover, same_number=same_number, numbers=given, telephone=telephone, source=appeal)
    ledger = ledger_if_there(settings.ledger) if dry_run else open_ledger(settings.ledger)
    earlier = earlier_letters(ledger, reading.appeal.key)
    faxes = plan_faxes(reading, who, wanted, how, None if again else earlier)
    transmission = Transmission(
        drawing=Drawing(quality=quality, coding=coding, threshold=threshold),
        telephone=telephone,
        station_id=station,
        gateway=check_gateway(gateway) if gateway else None,
        proof=proof,
    )
    screen.say(what_stands_on_it(who, wanted.showing), quiet=quiet)
    screen.remark(unseen(voice(reading.appeal, who, wanted).language), quiet=quiet)
    for remark in remarks_on_faxes(faxes, transmission, nearest_route=wanted.nearest_route):
        screen.say(remark, quiet=quiet)
    base = (output or Path(settings.output)) / reading.appeal.key / "fax"
    if dry_run:
        _report(would_write_faxes(faxes, folder_for(base, who.name)), faxes, json=json, quiet=quiet, dry_run=True)
        return
    remember(base.parent)
    with alone_in(base), screen.progress(len(faxes.faxes), "faxes", quiet=quiet) as advance:
        tell = _noting(ledger, faxes, earlier, advance)
        outcome = write_faxes(faxes, reading, folder_for(base, who.name), transmission, tell)
    _report(outcome, faxes, json=json, quiet=quiet)


def _noting(
    ledger: Ledger | None, faxes: FaxPlan, earlier: Earlier, advance: Callable[[], None]
) -> Callable[[Sequence[Made]], None]:
    """What is to be done after each fax: the ledger notes its letters, the bar moves on."""

    def tell(made: Sequence[Made]) -> None:
        if made and ledger:
            ledger.note(entries_of(made, faxes.mailing, Channel.FAX, earlier))
        advance()

    return tell


def _called_back(given: str | None, phone: str | None, country: str | None) -> tuple[str | None, str]:
    """Where the sender can be told that a page is missing, and the same as a machine gives its own number."""
    if given is None and phone is None:
        return None, ""
    if given is None:
        reading = read_number(phone or "", country)
        return phone, station_id(reading.e164)
    machine = read_fax(given, country)
    return machine.shown, station_id(machine.e164)


def _given(pairs: Iterable[str], reading: Reading) -> dict[str, str]:
    """The numbers given on the command line, by the id of their addressee."""
    found: dict[str, str] = {}
    for pair in pairs:
        who, equals, written = pair.partition("=")
        if not equals:
            raise WrongUsage(f"{pair!r} gives no number", "write the addressee and the number: --number WHO=+41…")
        for addressee in choose(reading.appeal, (who,)):
            country = addressee.address.country if addressee.address else None
            found[addressee.id] = read_fax(written, country).number
    return found


def remarks_on_faxes(faxes: FaxPlan, how: Transmission, *, nearest_route: bool) -> Iterator[str]:
    """What to know before the faxes are made."""
    mailing = faxes.mailing
    if not nearest_route:
        yield from recommended_routes(mailing.addressees, mailing.sender.country)
    if how.drawing.quality is Quality.SUPERFINE:
        yield "Many machines can't receive superfine, and hang up: nothing arrives there. --quality fine is sure."
    if mailing.sender.country == "US" and not how.telephone:
        yield f"A fax from the US has to bear a telephone number (47 CFR 68.318(d)); {REPORTING}."
    if how.gateway:
        covered = any(fax.cover for fax in faxes.faxes)
        yield (
            "Our cover sheet is the first page: switch off the one that your fax service adds."
            if covered
            else "No cover sheet of ours: your fax service may add its own."
        )
    for fax in faxes.faxes:
        yield from fax.warnings
        if how.gateway and fax.machine.extension:
            yield f"{fax.machine.shown}: no mail address carries an extension; send this one another way."
        yield from _hour(fax.machine.e164, faxes)


def _hour(e164: str, faxes: FaxPlan) -> Iterator[str]:
    """A hint where it is night at the machine, or early, or late."""
    local = there(e164, datetime.now(UTC))
    if local and is_disturbing(local):
        hours = office_hours(e164, local.date(), own_zone(faxes.mailing.sender.country))
        when = f"; 8 to 20 h there is {hours.opens} to {hours.closes} ({hours.clock})" if hours else ""
        yield f"{international(e164)}: it is {local:%H:%M} there now{when}."


def _report(outcome: FaxOutcome, faxes: FaxPlan, *, json: bool, quiet: bool, dry_run: bool = False) -> None:
    if json:
        screen.data_json(fax_manifest(faxes, outcome, None if dry_run else outcome.rows))
    elif dry_run:
        for fax in faxes.faxes:
            screen.data(str(outcome.folder / f"{fax.stem}.tif"))
    else:
        for row in outcome.rows:
            for name in row.files:
                screen.data(str(outcome.folder / name))
    for remark in _sum(outcome, faxes, dry_run):
        screen.say(remark, quiet=quiet)
    if outcome.rejected:
        problems = said_once(outcome.rejected, of=outcome.planned)
        raise (DoneInPart if outcome.rows or dry_run else Mistake)(problems)


def _sum(outcome: FaxOutcome, faxes: FaxPlan, dry_run: bool) -> Iterator[str]:
    yield from (screen.finding_line(finding) for finding in outcome.findings)
    yield from (f"skipped {line}" for line in outcome.skipped)
    if dry_run:
        made = f"{screen.counted(len(faxes.faxes), 'fax', 'faxes')} with {screen.counted(faxes.letters, 'letter')}"
        yield f"Would make {made}; nothing was written."
        return
    seconds = sum(row.line_seconds_typical for row in outcome.rows)
    pages = screen.counted(sum(row.pages for row in outcome.rows), "page")
    yield (
        f"{screen.counted(outcome.planned, 'letter')} planned: {outcome.letters} in "
        f"{screen.counted(len(outcome.rows), 'fax', 'faxes')}, {len(set(about(outcome.skipped)))} skipped, "
        f"{len(outcome.without_fax)} rejected. {pages}, about {max(1, round(seconds / 60))} min on the line."
    )
    if outcome.rows:
        yield f"Faxes are in {outcome.folder}: slip.pdf says what to dial, manifest.csv what was sent."
