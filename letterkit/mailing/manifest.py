"""What was made of a mailing, for scripts: on stdout, and beside the letters as ``manifest.json``."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from letterkit.errors import Problem
from letterkit.folders import file_name, whole_file
from letterkit.mailing.plan import Dispatch, Plan
from letterkit.model.finding import Finding
from letterkit.senders import address_sum

NAME = "manifest.json"


@dataclass(frozen=True)
class Made:
    """One letter that was written: its files, by format, and its pages."""

    dispatch: Dispatch
    files: Mapping[str, Path]
    pages: int | None = None
    digest: str | None = None
    """SHA-256 of the first of its files."""
    findings: tuple[Finding, ...] = ()
    link: str | None = None
    """Where the letter is no file but a link that opens a window to write it in."""
    digests: Mapping[str, str] = field(default_factory=dict)
    """SHA-256 of its files, by format."""
    made_from: str | None = None
    """A sum of all that decided how it came out."""
    stood: bool = False
    """Whether it lay there already, made by an earlier run."""

    @property
    def shown(self) -> tuple[str, ...]:
        """What a script goes on with: the paths of its files, or the link."""
        return (self.link,) if self.link else tuple(str(path) for path in self.files.values())


@dataclass
class Outcome:
    """What became of a plan: planned = written + skipped + rejected."""

    planned: int
    folder: Path
    written: list[Made] = field(default_factory=list)
    skipped: list[Problem] = field(default_factory=list)
    rejected: list[Problem] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)
    """What laying out the pages gave occasion to say; each once."""
    papers: list[Path] = field(default_factory=list)
    """Files beside the letters, but for the manifest, that say of all of them."""


def manifest(plan: Plan, outcome: Outcome) -> dict[str, Any]:
    """What this run made."""
    return {
        "format": 1,
        "appeal": {"key": plan.appeal.key, "code": plan.appeal.code, "title": plan.appeal.title},
        "sender": plan.sender.name,
        "sender_id": plan.sender.key,
        "sender_address_sum": address_sum(plan.sender),
        "date": plan.on.isoformat(),
        "planned": outcome.planned,
        "letters": [_row(plan, made) for made in outcome.written],
        "skipped": [_problem(one) for one in outcome.skipped],
        "rejected": [_problem(one) for one in outcome.rejected],
        "findings": [one.model_dump(mode="json") for one in outcome.findings],
    }


def folder_for(folder: Path, sender: str) -> Path:
    """Where a sender's letters of an appeal lie: in its folder, or below it when another sender's are there already."""
    there = earlier_manifest(folder / NAME).get("sender", sender)
    return folder if there == sender else folder / file_name(sender)


def write_manifest(plan: Plan, outcome: Outcome) -> None:
    """The manifest beside the letters: what lies there of this mailing, from this run and from those before it."""
    path = outcome.folder / NAME
    found = manifest(plan, outcome)
    earlier = earlier_manifest(path)
    if all(earlier.get(key) == found[key] for key in ("format", "appeal", "sender")):
        found = _merged(earlier, found, outcome.folder)
    with whole_file(path, private=True) as file:
        file.write((json.dumps(found, ensure_ascii=False, indent=2) + "\n").encode())


def _row(plan: Plan, made: Made) -> dict[str, Any]:
    addressee = made.dispatch.addressee
    return {
        "number": made.dispatch.number,
        "addressee": addressee.id,
        "date": plan.on.isoformat(),
        "address": list(made.dispatch.letter.body.address),
        "language": made.dispatch.letter.body.language,
        "pages": made.pages,
        "files": {name: path.name for name, path in made.files.items()},
        "faxes": list(addressee.faxes),
        "emails": list(addressee.emails),
        **({"link": made.link} if made.link else {}),
        **({"digests": dict(made.digests), "made_from": made.made_from} if made.made_from else {}),
    }


def _problem(one: Problem) -> dict[str, str]:
    return {"addressee": one.about, "message": one.message, "remedy": one.remedy}


def earlier_manifest(path: Path) -> dict[str, Any]:
    """The manifest that lies there; empty where there is none that we can read."""
    try:
        found = json.loads(path.read_bytes())
    except (OSError, ValueError, RecursionError):
        return {}
    return found if isinstance(found, dict) else {}


def _merged(earlier: dict[str, Any], found: dict[str, Any], folder: Path) -> dict[str, Any]:
    """This run's manifest, with what earlier runs said of addressees that this one made nothing for."""
    lists = ("letters", "skipped", "rejected")
    made = {row["addressee"] for name in ("letters", "rejected") for row in found[name]}
    merged = {**found, "letters": _sorted(_standing(earlier, "letters", made, folder), found["letters"])}
    told = made | {row["addressee"] for row in merged["letters"]}
    merged["skipped"] = [row for row in found["skipped"] if row["addressee"] not in told]
    told |= {row["addressee"] for row in merged["skipped"]}
    for name in ("skipped", "rejected"):
        merged[name] = _sorted(_standing(earlier, name, told, folder), merged[name])
    merged["planned"] = len({row["addressee"] for name in lists for row in merged[name]})
    return merged


def _standing(earlier: dict[str, Any], name: str, told: set[str], folder: Path) -> list[Any]:
    rows = earlier.get(name)
    return [row for row in rows if _stands(row, told, folder)] if isinstance(rows, list) else []


def _sorted(earlier: list[Any], found: list[Any]) -> list[Any]:
    return sorted([*earlier, *found], key=_number)


def _number(row: dict[str, Any]) -> int:
    number = row.get("number")
    return number if isinstance(number, int) else 0


def _stands(row: Any, now: set[str], folder: Path) -> bool:
    """Whether an earlier row still holds: not made anew, and its files are there."""
    if not isinstance(row, dict) or not isinstance(row.get("addressee"), str) or row["addressee"] in now:
        return False
    files = row.get("files", {})
    return isinstance(files, dict) and all((folder / Path(str(name)).name).is_file() for name in files.values())
