"""What was made, what was sent, what came back: noted by appeal, addressee, sender and channel."""

from letterkit.ledger.entry import STATES, Channel, Entry, State
from letterkit.ledger.notes import Ledger, ledger_if_there, open_ledger

__all__ = ["STATES", "Channel", "Entry", "Ledger", "State", "ledger_if_there", "open_ledger"]
