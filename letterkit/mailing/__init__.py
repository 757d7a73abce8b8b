"""One mailing: which letters are due, and writing them. One bad letter never stops the others."""

from letterkit.mailing.alone import alone_in
from letterkit.mailing.earlier import Earlier, earlier_letters, entries_of, spared, written_for
from letterkit.mailing.follow_up import follow_up_plan, group_follow_up
from letterkit.mailing.manifest import Made, Outcome, folder_for, manifest
from letterkit.mailing.members import GroupPlan, Share, Total, group_plan, own_wishes, would_write_group, write_group
from letterkit.mailing.plan import Dispatch, Plan, Wishes, about, choose, compose_for, plan, said_once, voice
from letterkit.mailing.selection import (
    letters_by_hand,
    letters_in_manifest,
    letters_in_table,
    noted_letters,
)
from letterkit.mailing.unfinished import basis, left_by_it, until_finished
from letterkit.mailing.write import would_write, write

__all__ = [
    "Dispatch",
    "Earlier",
    "GroupPlan",
    "Made",
    "Outcome",
    "Plan",
    "Share",
    "Total",
    "Wishes",
    "about",
    "alone_in",
    "basis",
    "choose",
    "compose_for",
    "earlier_letters",
    "entries_of",
    "folder_for",
    "follow_up_plan",
    "group_follow_up",
    "group_plan",
    "left_by_it",
    "letters_by_hand",
    "letters_in_manifest",
    "letters_in_table",
    "manifest",
    "noted_letters",
    "own_wishes",
    "plan",
    "said_once",
    "spared",
    "until_finished",
    "voice",
    "would_write",
    "would_write_group",
    "write",
    "write_group",
    "written_for",
]
