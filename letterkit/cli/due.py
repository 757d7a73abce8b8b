"""Which letters are due, and what became of them: what every command that makes letters begins and ends with."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from letterkit.cli import screen
from letterkit.cli.options import Manner
from letterkit.cli.writer import sender_of, what_stands_on_it
from letterkit.errors import DoneInPart, Mistake, Problem
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
    manifest,
    plan,
    said_once,
    spared,
)
from letterkit.model.appeal import Channel
from letterkit.model.finding import Reading
from letterkit.review.findings import out_of_date, recommended_routes, unseen
from letterkit.settings import Settings, read_settings


@dataclass(frozen=True)
class Due:
    """The letters that are due, and those that left earlier."""

    mailing: Plan
    earlier: Earlier


class Noting:
    """Notes letters of one mailing in the ledger that is set, as they are made."""

    def __init__(self, mailing: Plan, earlier: Earlier, channel: Channel) -> None:
        self._ledger = open_ledger(read_settings().ledger)
        self._mailing, self._earlier, self._channel = mailing, earlier, channel

    def note(self, made: Made) -> None:
        """Notes a letter as soon as it is there."""
        self._ledger.note(entries_of([made], self._mailing, self._channel, self._earlier))

    def note_once(self, made: Made) -> None:
        """Notes a letter that is there already, if the run that made it could not do so any more."""
        (entry,) = entries_of([made], self._mailing, self._channel, self._earlier)
        chosen = {name: str(getattr(entry, name)) for name in ("appeal", "addressee", "sender", "channel")}
        if all(known.turn != entry.turn for known in self._ledger.find(**chosen)):
            self._ledger.note([entry])


def due_letters(
    reading: Reading, wanted: Wishes, profile: str, settings: Settings, manner: Manner, left_out: Iterable[Problem] = ()
) -> Due:
    """The letters that are due, after the person was told and asked what there is to know before.

    ``left_out`` are addressees whom the command can't reach, each with what to do instead.
    """
    ask_whether_too_old(out_of_date(reading.appeal, wanted.on), silent=manner.yes or manner.dry_run, quiet=manner.quiet)
    mailing = plan(reading.appeal, sender_of(profile, keep=not manner.dry_run), wanted)
    mailing = replace(mailing, skipped=(*mailing.skipped, *left_out))
    earlier = earlier_letters(ledger_if_there(settings.ledger), mailing.appeal.key)
    if not manner.again:
        mailing = spared(mailing, earlier)
    say_what_to_know(mailing, wanted, quiet=manner.quiet)
    return Due(mailing, earlier)


def ask_whether_too_old(reason: str | None, *, silent: bool, quiet: bool) -> None:
    """Asks at a terminal whether to write all the same; raises :class:`Mistake` when not."""
    if reason is None:
        return
    if silent or not screen.asks():
        screen.say(f"Mind: {reason}. Ask the issuer how things stand.", quiet=quiet)
    elif not screen.confirm(f"Mind: {reason}. Write all the same?"):
        raise Mistake("nothing was written", "ask the issuer how things stand")


def say_what_to_know(mailing: Plan, wanted: Wishes, *, quiet: bool) -> None:
    """What will stand on each letter, and which route is the nearest, before anything is written."""
    screen.say(what_stands_on_it(mailing.sender, wanted.showing), quiet=quiet)
    for remark in recommended_routes(mailing.addressees, mailing.sender.country):
        screen.say(remark, quiet=quiet or wanted.nearest_route)
    screen.remark(unseen(mailing.dispatches[0].letter.body.language) if mailing.dispatches else None, quiet=quiet)
    letters = len(mailing.dispatches)
    if wanted.salutation and letters > 1:
        screen.say(f"{wanted.salutation!r} stands on all {letters} letters; --to names one.", quiet=quiet)


def report(
    outcome: Outcome, mailing: Plan, remarks: Iterable[str], manner: Manner, *, where: str | None = None
) -> None:
    """Prints what was made, says the remarks on it and the sum; raises when letters could not be made.

    ``where`` is a sentence that says where they are; None for a dry run.
    """
    if manner.json:
        screen.data_json(manifest(mailing, outcome))
    else:
        for line in dict.fromkeys(line for made in outcome.written for line in made.shown):
            screen.data(line)
    for remark in (*remarks, *_sum(outcome, where)):
        screen.say(remark, quiet=manner.quiet)
    if outcome.rejected:
        problems = said_once(outcome.rejected, of=outcome.planned)
        raise (DoneInPart if outcome.written else Mistake)(problems)


def _sum(outcome: Outcome, where: str | None) -> Iterator[str]:
    yield from (screen.finding_line(finding) for finding in outcome.findings)
    yield from (f"skipped {line}" for line in outcome.skipped)
    if where is None:
        yield f"Would write {screen.counted(len(outcome.written), 'letter')}; nothing was written."
        return
    rejected = len(about(outcome.rejected))
    counts = f"{len(outcome.written)} written, {len(outcome.skipped)} skipped, {rejected} rejected"
    yield f"{outcome.planned} planned: {counts}.{f' {where}' if outcome.written else ''}"
