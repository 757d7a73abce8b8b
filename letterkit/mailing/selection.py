"""Which letters a person means: those in the ledger, in a manifest, or of an appeal that was written to by hand."""

import json
from collections.abc import Sequence
from datetime import date as Date
from pathlib import Path
from typing import Any

from letterkit.errors import Mistake, Problem
from letterkit.export.csv_table import csv_rows
from letterkit.ledger import Entry, Ledger
from letterkit.mailing.plan import ids_named
from letterkit.model.appeal import Channel

TABLE_COLUMNS = {"sent_at", "appeal", "sender_id", "letter_ids"}


def noted_letters(ledger: Ledger, appeal: str, who: Sequence[str], sender: str | None) -> list[Entry]:
    """The entries of an appeal; of the addressees named, if any is. Raises :class:`Mistake` when there are none."""
    found = ledger.find(appeal=appeal, sender=sender)
    if not found:
        whose = f" of {sender}" if sender else ""
        raise Mistake(f"the ledger has no letter{whose} for {appeal!r}", "letterkit ledger lists what it has")
    if not who:
        return found
    ids = list(dict.fromkeys(entry.addressee for entry in found))
    wanted = {one for word in who for one in ids_named(word, ids)}
    return [entry for entry in found if entry.addressee in wanted]


def letters_by_hand(appeal: str, addressees: Sequence[str], sender: str) -> list[Entry]:
    """Entries for letters that were not made here, to be marked; nothing is known of them yet."""
    return [Entry(appeal=appeal, addressee=one, sender=sender, channel=Channel.POST) for one in addressees]


def letters_in_manifest(ledger: Ledger, file: Path) -> list[Entry]:
    """The entries of the letters that a manifest lists; raises :class:`Mistake` naming what is wrong with it."""
    found = read_manifest(file)
    appeal, sender = found["appeal"]["key"], found["sender_id"]
    listed = {row["addressee"] for row in found["letters"]}
    return [entry for entry in ledger.find(appeal=appeal, sender=sender) if entry.addressee in listed]


def letters_in_table(ledger: Ledger, file: Path) -> list[tuple[Entry, Date | None]]:
    """The entries of the letters in a table of faxes that a person has noted as sent, each with the day, if it is one.

    Raises :class:`Mistake` where nothing is noted, or where the table is none of ours.
    """
    try:
        rows = csv_rows(file.read_bytes())
    except OSError as error:
        reason = (error.strerror or "can't be read").lower()
        raise Mistake(Problem(f"can't read it: {reason}", "check the name", str(file))) from error
    if not rows or not set(rows[0]) >= TABLE_COLUMNS:
        remedy = "name the manifest.csv that lies beside faxes made by letterkit"
        raise Mistake(Problem("this is no table of faxes", remedy, str(file)))
    sent = [row for row in rows if row.get("sent_at", "").strip()]
    if not sent:
        remedy = "write the day (2026-05-03) into the column sent_at of the faxes that went through"
        raise Mistake(Problem("no fax is noted as sent", remedy, str(file)))
    return [
        (entry, _day_in(row["sent_at"]))
        for row in sent
        for entry in ledger.find(appeal=row["appeal"], sender=row["sender_id"])
        if entry.addressee in row["letter_ids"].split()
    ]


def _day_in(text: str) -> Date | None:
    try:
        return Date.fromisoformat(text.strip()[:10])
    except ValueError:
        return None


def read_manifest(file: Path) -> dict[str, Any]:
    """The manifest in a file; raises :class:`Mistake` for what is none."""
    try:
        found = json.loads(file.read_bytes())
        known = isinstance(found["appeal"]["key"], str) and isinstance(found["sender_id"], str)
        known = known and all(isinstance(row["addressee"], str) for row in found["letters"])
    except OSError as error:
        reason = (error.strerror or "can't be read").lower()
        raise Mistake(Problem(f"can't read it: {reason}", "check the name", str(file))) from error
    except (ValueError, RecursionError, KeyError, TypeError, AttributeError):
        known = False
    if not known:
        remedy = "name the manifest.json that lies beside letters made by letterkit"
        raise Mistake(Problem("this is no manifest of letters", remedy, str(file)))
    assert isinstance(found, dict)
    return found
