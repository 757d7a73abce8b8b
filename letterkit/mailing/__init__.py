"""One mailing: which letters are due, and writing them. One bad letter never stops the others."""

from letterkit.mailing.manifest import Made, Outcome, manifest
from letterkit.mailing.plan import Dispatch, Plan, Wishes, about, choose, compose_for, plan, said_once, voice
from letterkit.mailing.write import would_write, write

__all__ = [
    "Dispatch",
    "Made",
    "Outcome",
    "Plan",
    "Wishes",
    "about",
    "choose",
    "compose_for",
    "manifest",
    "plan",
    "said_once",
    "voice",
    "would_write",
    "write",
]
