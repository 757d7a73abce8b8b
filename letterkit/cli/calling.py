"""How faxes go out, whoever writes them, and what to know before they are made."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Annotated

import typer

from letterkit.contact.fax import FaxMachine, read_fax
from letterkit.contact.gateway import check_gateway
from letterkit.contact.local_time import is_disturbing, office_hours, own_zone, there
from letterkit.contact.numbers import international, read_number, station_id
from letterkit.errors import WrongUsage
from letterkit.export.fax_files import Drawing
from letterkit.export.fax_format import THRESHOLD
from letterkit.mailing import choose
from letterkit.mailing.faxes import CoverChoice, FaxPlan, FaxWishes, SameNumber, Transmission
from letterkit.model.fax import Coding, Quality
from letterkit.model.finding import Reading
from letterkit.model.sender import Sender
from letterkit.review.findings import recommended_routes

REPORTING = "tell the reader of the fax where to say that a page is missing: --phone, or --from-number +1…"


@dataclass(frozen=True)
class Calling:
    """What was asked of the faxes of an appeal.

    ``machine`` is the one they are sent from; where there is none, ``phone`` gives the sender's own number.
    """

    reading: Reading
    how: FaxWishes
    transmission: Transmission
    machine: FaxMachine | None
    phone: bool

    def of(self, sender: Sender) -> tuple[FaxWishes, Transmission]:
        """The same for one sender: with where he or she can be told that a page is missing."""
        telephone, station = self._called_back(sender)
        return (
            self.how.model_copy(update={"telephone": telephone}),
            self.transmission.model_copy(update={"telephone": telephone, "station_id": station}),
        )

    def _called_back(self, sender: Sender) -> tuple[str | None, str]:
        """The number for a person, and the same as a machine gives its own number."""
        if self.machine:
            return self.machine.shown, station_id(self.machine.e164)
        if not self.phone or sender.phone is None:
            return None, ""
        return sender.phone, station_id(read_number(sender.phone, sender.country).e164)


@dataclass(frozen=True)
class Faxing:
    """What a person may ask of faxes: each field is an option."""

    quality: Annotated[
        Quality, typer.Option("--quality", metavar="standard|fine", help="How finely pages are drawn.")
    ] = Quality.FINE
    cover: Annotated[
        CoverChoice, typer.Option("--cover", help="A cover sheet; auto: only where letters have to be passed on.")
    ] = "always"
    same_number: Annotated[
        SameNumber, typer.Option("--same-number", help="Letters to one number: one call, or one each.")
    ] = "together"
    use_number: Annotated[
        list[str] | None, typer.Option("--number", metavar="WHO=+41…", help="The number of an addressee.")
    ] = None
    gateway: Annotated[
        str | None, typer.Option("--gateway", metavar="%d@HOST", help="Mail address of a fax service; %e is +41….")
    ] = None
    proof: Annotated[bool, typer.Option("--proof", help="Also PNGs of exactly what arrives.")] = False
    from_number: Annotated[
        str | None, typer.Option("--from-number", metavar="+41…", hidden=True, help="The number you fax from.")
    ] = None
    coding: Annotated[
        Coding, typer.Option("--coding", hidden=True, help="mh opens everywhere; mr and mmr make smaller files.")
    ] = Coding.MH
    threshold: Annotated[
        int, typer.Option("--threshold", min=1, max=254, hidden=True, help="What is darker becomes ink.")
    ] = THRESHOLD

    def calling(self, reading: Reading, source: str, senders: Sequence[Sender], *, phone: bool) -> Calling:
        """The same for the faxes of an appeal, which the person called ``source``.

        Raises :class:`Mistake` for what is no number, such as one without a country where senders live in several.
        """
        countries = {sender.country for sender in senders}
        given = _given(self.use_number or (), reading)
        gateway = check_gateway(self.gateway) if self.gateway else None
        drawing = Drawing(quality=self.quality, coding=self.coding, threshold=self.threshold)
        return Calling(
            reading,
            FaxWishes(cover=self.cover, same_number=self.same_number, numbers=given, source=source),
            Transmission(drawing=drawing, gateway=gateway, proof=self.proof),
            read_fax(self.from_number, countries.pop() if len(countries) == 1 else None) if self.from_number else None,
            phone,
        )


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


def remarks_on_faxes(
    faxes: FaxPlan, how: Transmission, *, nearest_route: bool, line: str | None = None
) -> Iterator[str]:
    """What to know before the faxes are made; they are sent in the country of ``line``, else in the sender's own."""
    mailing = faxes.mailing
    by_clock = own_zone(line or mailing.sender.country)
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
        yield from _hour(fax.machine.e164, by_clock)


def _hour(e164: str, by_clock: str | None) -> Iterator[str]:
    """A hint where it is night at the machine, or early, or late."""
    local = there(e164, datetime.now(UTC))
    if local and is_disturbing(local):
        hours = office_hours(e164, local.date(), by_clock)
        when = f"; send from {hours.opens} to {hours.closes}, {_town(hours.clock)}" if hours else ""
        yield f"{international(e164)}: it is {local:%H:%M} there now{when}."


def _town(clock: str) -> str:
    """``Zurich time`` of ``Europe/Zurich``."""
    town = clock.rpartition("/")[2].replace("_", " ")
    return town if town == "UTC" else f"{town} time"
