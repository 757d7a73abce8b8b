"""The faxes of a group: each member's in a folder of its own, and all calls in one order for whoever has the modem."""

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import Any

from letterkit.mailing.bodies import Bodies
from letterkit.mailing.earlier import Earlier
from letterkit.mailing.fax_folder import (
    FaxOutcome,
    script_of,
    slip_of,
    would_write_faxes,
    write_faxes,
    write_private,
)
from letterkit.mailing.fax_manifest import csv_of, dialled_from, sent_in
from letterkit.mailing.faxes import FaxPlan, FaxWishes, Reach, Transmission, fax_plan
from letterkit.mailing.manifest import NAME, Made, earlier_manifest
from letterkit.mailing.members import GroupPlan, Share, Tell, group_plan, own_wishes
from letterkit.mailing.plan import Plan, Wishes, plan_for
from letterkit.mailing.whereabouts import remember
from letterkit.model.appeal import Addressee
from letterkit.model.fax import FaxRow, faxes_of
from letterkit.model.sender import Sender
from letterkit.senders import MembersList

TABLE, SLIP, SCRIPT = "all-calls.csv", "all-calls.pdf", "send-all-by-hylafax.sh"


@dataclass(frozen=True)
class Calls:
    """The calls of a group: which machines they go to, and by what each member asks for and sends them."""

    reach: Reach
    of: Callable[[Sender], tuple[FaxWishes, Transmission]]
    line: str | None = None
    """The country of the line from which all calls are made, if it was said; else it is that of most members."""

    def planned(self, listed: MembersList, wishes: Wishes, sent: Earlier) -> GroupPlan:
        """What the members are to fax. Whom no fax reaches is rejected for all of them: that is no member's fault."""
        group = group_plan(self.reach.reading.appeal, listed, wishes, sent)
        unreached = {one.about for one in self.reach.unreached}
        return replace(group, planning=partial(_planned, self.reach), at_fault=group.at_fault | unreached)

    def faxes(self, share: Share, wishes: Wishes) -> FaxPlan:
        """The faxes of one member."""
        how, _ = self.of(share.member.sender)
        return fax_plan(self.reach, share.plan, own_wishes(share.member, wishes), how)


def _planned(reach: Reach, bodies: Bodies, chosen: Sequence[Addressee], sender: Sender, wishes: Wishes) -> Plan:
    found = plan_for(bodies, [one for one in chosen if one.id in reach.machines], sender, wishes)
    return replace(found, rejected=(*found.rejected, *reach.unreached))


def write_group_faxes(
    group: GroupPlan, calls: Calls, folder: Path, tell: Tell
) -> Iterator[tuple[Share, FaxPlan, FaxOutcome]]:
    """Writes the faxes of one member after the other, then the papers of all; raises what ``write_faxes`` does."""
    layout = ""
    for share in group.shares():
        faxes = calls.faxes(share, group.wishes)
        _, transmission = calls.of(share.member.sender)

        def heard(letters: Sequence[Made], whose: Plan = share.plan) -> None:
            for one in letters or (None,):
                tell(whose, one)

        own = folder / share.member.sender.key
        yield share, faxes, write_faxes(faxes, calls.reach.reading, own, transmission, heard)
        layout = layout or next((one.letter.body.layout for one in share.plan.dispatches), "")
    if layout:
        _write_papers(group, folder, layout, calls.line)


def would_write_group_faxes(
    group: GroupPlan, calls: Calls, folder: Path
) -> Iterator[tuple[Share, FaxPlan, FaxOutcome]]:
    """What :func:`write_group_faxes` would make; draws nothing, writes nothing."""
    for share in group.shares():
        faxes = calls.faxes(share, group.wishes)
        yield share, faxes, would_write_faxes(faxes, folder / share.member.sender.key)


def _write_papers(group: GroupPlan, folder: Path, layout: str, line: str | None) -> None:
    """Table, slip and script of all faxes that lie there for this appeal, whichever run has made them."""
    told = list(_manifests(folder, group.appeal.key))
    if not told:
        return
    countries = Counter(str(one["from_country"]) for _, one in told if one.get("from_country"))
    line = line or next((country for country, _ in countries.most_common(1)), None)
    found = _in_order((sender, dialled_from(row, line)) for name, one in told for sender, row in _calls(name, one))
    table, slip, script = folder / TABLE, folder / SLIP, folder / SCRIPT
    rows = [row for _, row in found]
    senders = {sender for sender, _ in found}
    for file in (slip, script):
        remember(file, senders)
    write_private(table, csv_of(found, group.appeal.key, sent_in(table)))
    write_private(script, script_of(rows))
    write_private(slip, slip_of(rows, layout, group.wishes.on, TABLE))


def _manifests(folder: Path, appeal: str) -> Iterator[tuple[str, dict[str, Any]]]:
    """The members' manifests of faxes for an appeal, each with the name of its folder."""
    for file in sorted(folder.glob(f"*/{NAME}")):
        told = earlier_manifest(file)
        about = told.get("appeal")
        if isinstance(about, dict) and about.get("key") == appeal and faxes_of(told):
            yield file.parent.name, told


def _calls(folder: str, told: dict[str, Any]) -> Iterator[tuple[str, FaxRow]]:
    """The faxes of a manifest with their sender's id; their files by the paths from the folder above."""
    for row in faxes_of(told):
        below = {"file": f"{folder}/{row.file}", "pdf": f"{folder}/{row.pdf}"}
        yield str(told.get("sender_id")), row.model_copy(update=below)


def _in_order(found: Iterator[tuple[str, FaxRow]]) -> list[tuple[str, FaxRow]]:
    """One machine after the other, for each has its hours; the calls to one by the members' names."""
    rows = list(found)
    first: dict[object, int] = {}
    for _, row in rows:
        first[row.machine] = min(row.order, first.get(row.machine, row.order))
    return sorted(
        rows, key=lambda one: (first[one[1].machine], one[1].fax_e164, one[1].from_name, one[0], one[1].order)
    )
