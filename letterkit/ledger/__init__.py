"""What was made, what was sent, what came back: noted by appeal, addressee, sender and channel."""

from letterkit.ledger.entry import STATES, Entry, State
from letterkit.ledger.notes import Ledger, ledger_if_there, open_ledger

__all__ = ["STATES", "Entry", "Ledger", "State", "ledger_if_there", "open_ledger"]
