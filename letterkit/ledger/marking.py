"""What a person says became of letters: sent by post, fax or e-mail, answered, come back."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date as Date

from letterkit.errors import Mistake
from letterkit.ledger.entry import Entry, State
from letterkit.ledger.tables import KEY
from letterkit.model.appeal import Channel


@dataclass(frozen=True)
class Mark:
    """What is said, and of which day; ``channel`` is by which way it was sent, None where that is not asked."""

    state: State
    on: Date
    channel: Channel | None = None
    remind: Date | None = None


def marked(found: Sequence[Entry], mark: Mark) -> list[Entry]:
    """The entries as they become: for each sender and addressee the letter that the mark is about.

    Raises :class:`Mistake` for an answer to a letter that nobody has said was sent.
    """
    letters = _by_people(found)
    if mark.state == "sent":
        return [_sent(theirs, mark) for theirs in letters.values()]
    return [entry for theirs in letters.values() for entry in _heard_of(theirs, mark)]


def waiting(found: Sequence[Entry], channel: Channel | None) -> list[Entry]:
    """Of all letters those that may now have left by this way: made for it and not said to be sent yet.

    Where none was made for it, those that were made for another way, of which nothing is said.
    """
    latest = [_latest(pair) for pair in _by_people(found).values()]
    made_for_it = [one for theirs in latest for one in theirs if one.channel == channel]
    if made_for_it:
        return [one for one in made_for_it if one.state == "written"]
    return [one for theirs in latest if all(one.state == "written" for one in theirs) for one in theirs]


def _by_people(found: Iterable[Entry]) -> dict[tuple[str, str], list[Entry]]:
    letters: dict[tuple[str, str], list[Entry]] = {}
    for entry in found:
        letters.setdefault((entry.sender, entry.addressee), []).append(entry)
    return letters


def _latest(theirs: Sequence[Entry]) -> list[Entry]:
    turn = max(entry.turn for entry in theirs)
    return [entry for entry in theirs if entry.turn == turn]


def _sent(theirs: Sequence[Entry], mark: Mark) -> Entry:
    """The latest letter, by the way it was sent; where it was made for another way, an entry beside that one.

    An answer stays with the letter whose day is mended; a letter that came back and was sent once more is on its way.
    """
    latest = _latest(theirs)
    same_way = [entry for entry in latest if entry.channel == mark.channel]
    entry = (same_way or latest)[0]
    if same_way and entry.state == "answered":
        return entry.model_copy(update={"sent": mark.on})
    said = {"state": "sent", "sent": mark.on, "answered": None, "returned": None, "remind": mark.remind or entry.remind}
    digest = entry.digest if same_way else None
    return entry.model_copy(update={**said, "channel": mark.channel, "digest": digest})


def _heard_of(theirs: Sequence[Entry], mark: Mark) -> list[Entry]:
    sent = [entry for entry in theirs if entry.sent and mark.channel in (None, entry.channel)]
    if not sent:
        one = theirs[0]
        raise Mistake(
            f"{one.addressee}: nobody has said yet that the letter of {one.sender} was sent",
            f"letterkit mark {one.appeal} {one.addressee} --as {one.sender} --sent post",
        )
    turn = max(entry.turn for entry in sent)
    said = {"state": mark.state, mark.state: mark.on, **({"remind": mark.remind} if mark.remind else {})}
    return [entry.model_copy(update=said) for entry in sent if entry.turn == turn]


def merged(here: Iterable[Entry], there: Iterable[Entry]) -> list[Entry]:
    """The entries of another ledger that say more than ours: those that are new, or further on, to be put in place."""
    known = {_key(entry): entry for entry in here}
    return [entry for entry in there if _says_more(entry, known.get(_key(entry)))]


def _key(entry: Entry) -> tuple[object, ...]:
    return tuple(getattr(entry, name) for name in KEY)


def _says_more(entry: Entry, known: Entry | None) -> bool:
    return known is None or _days(entry) > _days(known)


def _days(entry: Entry) -> tuple[int, ...]:
    """How much is known of a letter, most telling first: whether it was heard of, was sent, was written, and when."""
    heard = (entry.answered or entry.returned, entry.sent, entry.written)
    return tuple(day.toordinal() if day else 0 for day in heard)
