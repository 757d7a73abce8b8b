"""``letterkit fax --senders``: the faxes of a group, and all its calls on one slip."""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from letterkit.cli import screen
from letterkit.cli.calling import Calling, remarks_on_faxes
from letterkit.cli.group import write_for_group
from letterkit.cli.group_told import Making, Shares, WayOut
from letterkit.cli.options import Manner
from letterkit.cli.taken_up import Part
from letterkit.contact.numbers import country_of_number
from letterkit.mailing import Earlier, GroupPlan, Wishes
from letterkit.mailing.fax_folder import FaxOutcome, fax_manifest
from letterkit.mailing.fax_group import SLIP, TABLE, Calls, would_write_group_faxes, write_group_faxes
from letterkit.mailing.faxes import FaxPlan, reached_by_fax
from letterkit.mailing.members import Tell
from letterkit.model.appeal import Channel
from letterkit.senders import MembersList, most_live_in


@dataclass
class _Line:
    """What the members' calls come to."""

    folder: Path
    calls: int = 0
    pages: int = 0
    seconds: int = 0
    latest: dict[str, Any] = field(default_factory=dict)
    """The manifest of the member whose faxes were made last."""

    def add(self, faxes: FaxPlan, outcome: FaxOutcome, *, drawn: bool) -> None:
        self.calls += len(outcome.rows)
        self.pages += sum(row.pages for row in outcome.rows)
        self.seconds += sum(row.line_seconds_typical for row in outcome.rows)
        self.latest = fax_manifest(faxes, outcome, outcome.rows if drawn else None)

    def __str__(self) -> str:
        calls, pages = screen.counted(self.calls, "call"), screen.counted(self.pages, "page")
        return (
            f"{calls}, {pages}, about {max(1, round(self.seconds / 60))} min on the line. "
            f"Faxes are in {self.folder}: {SLIP} says what to dial, one number after the other; {TABLE} what was sent."
        )


def fax_for_group(
    calling: Calling, listed: MembersList, wanted: Wishes, folder: Path, manner: Manner, part: Part
) -> None:
    """Makes the faxes of all members, or says in a dry run what it would make; notes each letter in the ledger."""
    line = country_of_number(calling.machine.e164) if calling.machine else None
    calls = Calls(reached_by_fax(calling.reading, wanted, calling.how), calling.of, line)
    _say_of_calls(calls, calling, listed, wanted, quiet=manner.quiet)
    making = Making(
        folder,
        _way_out(calls, calling, folder),
        manner,
        part,
        plan=lambda _, members, wishes, sent: calls.planned(members, wishes, sent),
    )
    write_for_group(calling.reading.appeal, listed, wanted, making)


def _way_out(calls: Calls, calling: Calling, folder: Path) -> WayOut:
    line = _Line(folder)

    def make(group: GroupPlan, _: Earlier, tell: Tell) -> Shares:
        for share, faxes, outcome in write_group_faxes(group, calls, folder, tell):
            line.add(faxes, outcome, drawn=True)
            yield share, outcome

    def would_make(group: GroupPlan, _: Earlier) -> Shares:
        for share, faxes, outcome in would_write_group_faxes(group, calls, folder):
            line.add(faxes, outcome, drawn=False)
            yield share, outcome

    machine = calling.machine.shown if calling.machine else None
    options = {**calling.how.model_dump(mode="json"), **calling.transmission.model_dump(mode="json")}
    return WayOut(
        Channel.FAX,
        make,
        would_make,
        line,
        {**options, "from number": machine},
        lambda _share, _outcome: line.latest,
    )


def _say_of_calls(calls: Calls, calling: Calling, listed: MembersList, wanted: Wishes, *, quiet: bool) -> None:
    """What to know of the machines: of each once, as a member of each country sees it."""
    seen = {member.sender.country: member for member in reversed(listed.members)}
    those = calls.planned(replace(listed, members=tuple(seen.values())), wanted, Earlier())
    for remark in dict.fromkeys(_remarks(calls, calling, those, calls.line or most_live_in(listed.members))):
        screen.say(remark, quiet=quiet)


def _remarks(calls: Calls, calling: Calling, group: GroupPlan, line: str | None) -> Iterator[str]:
    for share in group.shares():
        _, transmission = calling.of(share.member.sender)
        yield from remarks_on_faxes(calls.faxes(share, group.wishes), transmission, nearest_route=True, line=line)
