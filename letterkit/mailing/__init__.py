"""One mailing: which letters are due, and writing them. One bad letter never stops the others."""

from letterkit.mailing.earlier import Earlier, earlier_letters, entries_of, spared
from letterkit.mailing.follow_up import follow_up_plan
from letterkit.mailing.manifest import Made, Outcome, folder_for, manifest
from letterkit.mailing.plan import Dispatch, Plan, Wishes, about, choose, compose_for, plan, said_once, voice
from letterkit.mailing.selection import letters_by_hand, letters_in_manifest, letters_of, noted_letters
from letterkit.mailing.write import would_write, write

__all__ = [
    "Dispatch",
    "Earlier",
    "Made",
    "Outcome",
    "Plan",
    "Wishes",
    "about",
    "choose",
    "compose_for",
    "earlier_letters",
    "entries_of",
    "folder_for",
    "follow_up_plan",
    "letters_by_hand",
    "letters_in_manifest",
    "letters_of",
    "manifest",
    "noted_letters",
    "plan",
    "said_once",
    "spared",
    "voice",
    "would_write",
    "write",
]
