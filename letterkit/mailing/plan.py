"""Which letters a mailing consists of: to whom, in which words, on which day."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from difflib import get_close_matches

from letterkit.compose import compose, compose_parts
from letterkit.compose.holder import Holder, addressed_by
from letterkit.contact.routes import nearest_ids
from letterkit.errors import LetterkitError, MissingHere, Mistake, Problem
from letterkit.folders import file_name, remembered
from letterkit.mailing.bodies import Bodies
from letterkit.model.appeal import Addressee, Appeal
from letterkit.model.letter import Letter, Voice
from letterkit.model.record import LanguageCode, PlainName, Record
from letterkit.model.sender import Sender, Showing
from letterkit.typeset.layouts import layout, layout_for


class Wishes(Record):
    """What a person asked for: to whom, in which words, on which day."""

    on: date
    language: LanguageCode | None = None
    """Insisted on: an appeal that gives no requests in it gets no letter."""
    usual_language: LanguageCode | None = None
    """Used where the appeal gives its requests in it."""
    layout: PlainName | None = None
    usual_layout: PlainName | None = None
    """Used where a layout is not insisted on."""
    requests: tuple[int, ...] | None = None
    own_words: tuple[str, ...] = ()
    enclosures: tuple[str, ...] = ()
    room_for_a_line: bool = False
    holder: Holder | None = None
    salutation: str | None = None
    showing: Showing = Showing()
    wrote_on: date | None = None
    """The day of the letter that this one follows up."""
    to: tuple[str, ...] = ()
    """Addressees by id, or by words of it; empty is all."""
    nearest_route: bool = False


@dataclass(frozen=True)
class Dispatch:
    """One letter of a mailing: its number in it, and to whom."""

    number: int
    addressee: Addressee
    letter: Letter

    @property
    def stem(self) -> str:
        """The name of its files, without their ending."""
        return f"{self.number:02}-{self.addressee.id}"


@dataclass(frozen=True)
class Plan:
    """The letters of a mailing, who is left out and why, and which letters can't be composed."""

    appeal: Appeal
    sender: Sender
    on: date
    dispatches: tuple[Dispatch, ...]
    skipped: tuple[Problem, ...] = ()
    rejected: tuple[Problem, ...] = ()

    @property
    def addressees(self) -> tuple[Addressee, ...]:
        """Who is written to."""
        return tuple(dispatch.addressee for dispatch in self.dispatches)

    @property
    def planned(self) -> int:
        """How many letters were asked for: those that can be written, those left out, those that can't be."""
        return len(self.dispatches) + len(about(self.skipped)) + len(about(self.rejected))


def plan(appeal: Appeal, sender: Sender, wishes: Wishes) -> Plan:
    """The letters that are due; raises :class:`Mistake` for wishes that can't be met at all."""
    refuse_closed(appeal)
    chosen = choose(appeal, wishes.to)
    planned = plan_for(Bodies(appeal, wishes.on, wishes.holder), chosen, sender, wishes)
    if planned.rejected and not planned.dispatches:
        raise Mistake(said_once(planned.rejected, of=len(chosen)))
    return planned


def refuse_closed(appeal: Appeal) -> None:
    """Raises :class:`Mistake` for an appeal whose issuer wants no more letters."""
    if appeal.status != "open":
        reason = appeal.status.partition(":")[2].strip() or "no reason is given"
        raise Mistake(
            f"this appeal is closed ({reason}): no more letters", "status: open in the appeal file reopens it"
        )


def plan_for(bodies: Bodies, chosen: Sequence[Addressee], sender: Sender, wishes: Wishes) -> Plan:
    """The letters of one sender to those who were chosen; raises :class:`Mistake` for a layout that there is not."""
    appeal = bodies.appeal
    own_voice = voice(appeal, sender, wishes)
    layout(own_voice.layout)
    near = nearest_ids(chosen, sender.country) if wishes.nearest_route else frozenset()
    dispatches: list[Dispatch] = []
    skipped: list[Problem] = []
    rejected: list[Problem] = []
    parts = compose_parts(sender, own_voice, wishes.on, wishes.showing)
    for addressee in chosen:
        if wishes.nearest_route and addressee.id not in near:
            skipped.append(Problem("another route to the same person is nearer", about=addressee.id))
            continue
        try:
            body = bodies.body(addressee, own_voice)
        except MissingHere:
            raise
        except LetterkitError as error:
            rejected += concerning(addressee, error)
        else:
            letter = Letter(addressee=addressee.id, body=body, parts=parts)
            dispatches.append(Dispatch(bodies.number(addressee), addressee, letter))
    return Plan(appeal, sender, wishes.on, tuple(dispatches), tuple(skipped), tuple(rejected))


@remembered
def _usual_layout(country: str | None) -> str:
    return layout_for(country)


def compose_for(appeal: Appeal, addressee: Addressee, sender: Sender, wishes: Wishes) -> Letter:
    """The letter to one addressee as the wishes want it."""
    addressee = addressed_by(addressee, appeal, wishes.on, wishes.holder)
    return compose(appeal, addressee, sender, voice(appeal, sender, wishes), wishes.on, wishes.showing)


def voice(appeal: Appeal, sender: Sender | None, wishes: Wishes) -> Voice:
    """What of sender and wishes the body may depend on; the language is that of the requests."""
    sender = sender or Sender(name="-")
    languages = appeal.request_languages
    own = [language for language in (wishes.usual_language, sender.language) if language in languages]
    return Voice(
        language=wishes.language or (*own, *languages)[0],
        layout=wishes.layout or wishes.usual_layout or sender.layout or _usual_layout(sender.country),
        country=sender.country,
        gender=sender.gender,
        requests=wishes.requests,
        own_words=wishes.own_words,
        enclosures=wishes.enclosures,
        group=sender.group,
        room_for_a_line=wishes.room_for_a_line,
        salutation=wishes.salutation,
        wrote_on=wishes.wrote_on,
    )


def choose(appeal: Appeal, to: tuple[str, ...]) -> tuple[Addressee, ...]:
    """The addressees whose id, or words of it, were given; all when none was; a miss names the nearest."""
    if not appeal.addressees:
        raise Mistake("the appeal names no addressee", "add one under `addressees:` in the appeal file")
    if not to:
        return appeal.addressees
    found = {addressee.id for wanted in to for addressee in _matching(appeal, wanted)}
    return tuple(addressee for addressee in appeal.addressees if addressee.id in found)


def _matching(appeal: Appeal, wanted: str) -> list[Addressee]:
    """By number as in the file names, by id, by the holder's name, or by words of the id."""
    key = file_name(wanted)
    everyone = appeal.addressees
    numbered = [one for number, one in enumerate(everyone, 1) if wanted.strip() and key == str(number)]
    named = [one for one in everyone if one.name and key == file_name(one.name)]
    if numbered or named:
        return numbered or named
    ids = ids_named(wanted, [one.id for one in everyone])
    return [one for one in everyone if one.id in ids]


def ids_named(wanted: str, ids: Sequence[str]) -> list[str]:
    """The ids of addressees that were meant: the whole id, or words of it; a miss names the nearest."""
    if not wanted.strip():
        raise Mistake("an addressee without a name", f"name one of {', '.join(ids)}")
    key = file_name(wanted)
    matching = [one for one in ids if one == key] or [one for one in ids if f"-{key}-" in f"-{one}-"]
    if matching:
        return matching
    near = get_close_matches(key, ids, n=3, cutoff=0.0)
    raise Mistake(f"the appeal has no addressee {wanted!r}", f"nearest: {', '.join(near)}")


def concerning(addressee: Addressee, error: LetterkitError) -> list[Problem]:
    """What is wrong with the letter to one addressee."""
    return [replace(problem, about=addressee.id) for problem in error.problems]


def about(problems: Iterable[Problem]) -> list[str]:
    """The addressees whom problems concern, each once."""
    return list(dict.fromkeys(problem.about for problem in problems))


def said_once(problems: Iterable[Problem], *, of: int) -> list[Problem]:
    """The same problem of several letters as one that names them all; of all ``of`` letters, as one of the appeal."""
    shared: dict[Problem, list[str]] = {}
    for problem in problems:
        shared.setdefault(replace(problem, about=""), []).append(problem.about)
    return [
        replace(problem, about="" if len(set(ids)) == of else ", ".join(dict.fromkeys(ids)))
        for problem, ids in shared.items()
    ]
