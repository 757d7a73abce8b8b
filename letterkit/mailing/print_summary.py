"""What the run sheet says of a print run: counts, sheets, grams, who signs what, and the postage both ways."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from letterkit.mailing.envelopes import doors_of
from letterkit.mailing.members import NOBODY
from letterkit.mailing.plan import voice
from letterkit.mailing.postage import postage_both_ways, sheet_grams
from letterkit.mailing.print_run import SetGroup
from letterkit.model.postage import GRAMMAGE, BothWays, LetterToPost, Tariff
from letterkit.model.print_run import AddresseeSum, LeftOut, Printing, RunSheet, SenderSum
from letterkit.typeset.layouts import layout
from letterkit.typeset.run_sheet import MOST_SENDERS
from letterkit.typeset.setting import Way

WAYS: Mapping[Way, str] = {
    "shaped": "fast",
    "laid out": "line by line (another script, or a long line)",
    "whole": "as a whole (lines to fill in, or that need more room)",
}
Left = Mapping[str, int]
"""Why letters are left out, and how many."""


@dataclass(frozen=True)
class Posting:
    """How heavy the paper is, and what postage costs where the letters are posted."""

    grammage: float = GRAMMAGE
    tariff: Tariff | None = None
    country: str | None = None


def run_sheet(run: SetGroup, planned: int, left: tuple[Left, Left], posting: Posting) -> RunSheet:
    """The sheet in front of a run; ``left``: letters that are skipped, and those that are rejected."""
    name = _layout(run)
    addressees, senders = _sums(run)
    sheets = sum(one.sheets for one in addressees)
    skipped, rejected = (tuple(LeftOut(why=why, letters=count) for why, count in one.items()) for one in left)
    return RunSheet(
        appeal=run.group.appeal.title or "",
        on=run.group.wishes.on,
        layout=name,
        planned=planned,
        letters=sum(one.letters for one in addressees),
        pages=sum(count for chunk in run.chunks for count in chunk.counts),
        sheets=sheets,
        grams=round(sheets * sheet_grams(layout(name), posting.grammage), 1),
        printing=Printing(duplex=run.how.duplex, collated_by=run.how.by, paper_sheets=sheets),
        addressees=addressees,
        senders=() if run.group.by_hand else tuple(senders[:MOST_SENDERS]),
        sender_count=len(senders),
        set_by=ways_told(run),
        skipped=skipped,
        rejected=rejected,
        postage=_postage(run, name, posting),
    )


def ways_told(run: SetGroup) -> dict[str, int]:
    """In which ways the letters were set, in words, and how many in each."""
    ways = sum((Counter(chunk.ways) for chunk in run.chunks), Counter[Way]())
    return {WAYS[way]: ways[way] for way in WAYS if ways[way]}


def _layout(run: SetGroup) -> str:
    """The layout of the first letter: the run sheet shows its window."""
    sender = next((signer.member.sender for _, _, signer in run.signers), NOBODY)
    return voice(run.group.appeal, sender, run.group.wishes).layout


def _sums(run: SetGroup) -> tuple[tuple[AddresseeSum, ...], list[SenderSum]]:
    letters: Counter[str] = Counter()
    sheets: Counter[str] = Counter()
    senders = []
    for chunk, _, signer in run.signers:
        made = [(to, run.how.sheets_of(pages)) for _, to, pages in run.made(chunk, signer)]
        for to, count in made:
            letters[to] += 1
            sheets[to] += count
        if made:
            total = sum(count for _, count in made)
            senders.append(SenderSum(sender=signer.member.sender.name, letters=len(made), sheets=total))
    chosen = (one.id for one in run.group.chosen if letters[one.id])
    found = (
        AddresseeSum(addressee=to, shown=run.shown[to][0], letters=letters[to], sheets=sheets[to]) for to in chosen
    )
    return tuple(found), senders


def _postage(run: SetGroup, name: str, posting: Posting) -> BothWays | None:
    """None where nobody's address is known. Senders whose letters are all alike to the post are counted as one."""
    doors = doors_of(run.group.chosen)
    alike: Counter[tuple[tuple[str, int], ...]] = Counter(
        tuple((to, run.how.sheets_of(pages)) for _, to, pages in run.made(chunk, signer) if to in doors)
        for chunk, _, signer in run.signers
    )
    letters = [
        LetterToPost(str(kind), to, doors[to].shared_by, doors[to].country, sheets, times)
        for kind, (made, times) in enumerate(alike.items())
        for to, sheets in made
    ]
    if not letters:
        return None
    return postage_both_ways(
        letters, layout(name), grammage=posting.grammage, tariff=posting.tariff, posted_in=posting.country
    )
