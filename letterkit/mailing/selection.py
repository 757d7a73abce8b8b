"""Which letters a person means: those in the ledger, in a manifest, or of an appeal that was written to by hand."""

import json
from collections.abc import Collection, Sequence
from pathlib import Path
from typing import Any

from letterkit.errors import Mistake, Problem
from letterkit.ledger import Entry, Ledger
from letterkit.mailing.manifest import NAME
from letterkit.mailing.plan import ids_named
from letterkit.model.appeal import Channel


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
    found = _manifest(file)
    appeal, sender = found["appeal"]["key"], found["sender_id"]
    listed = {row["addressee"] for row in found["letters"]}
    return [entry for entry in ledger.find(appeal=appeal, sender=sender) if entry.addressee in listed]


def _manifest(file: Path) -> dict[str, Any]:
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


def letters_of(folder: Path, senders: Collection[str]) -> list[Path]:
    """The files below a folder that manifests there say are these senders' letters, and the manifests themselves."""
    found: list[Path] = []
    for file in sorted(folder.rglob(NAME)):
        try:
            made = _manifest(file)
        except Mistake:
            continue
        if made["sender_id"] in senders:
            named = [str(name) for row in made["letters"] for name in dict(row.get("files", {})).values()]
            beside = [file.parent / Path(name).name for name in named]
            found += [*(one for one in beside if one.is_file()), file]
    return found
