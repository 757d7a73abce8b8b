"""The fax numbers of an appeal file, spelled as people spell them, in the form in which an appeal keeps them."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from letterkit.contact.fax import read_fax
from letterkit.errors import Mistake, Problem
from letterkit.records import line_of


@dataclass
class FaxFields:
    """How numbers were spelled (by field and number), and those that can't be used."""

    spelled: dict[str, str] = field(default_factory=dict)
    unusable: list[Problem] = field(default_factory=list)


def take_fax_numbers(plain: dict[str, Any], path: Path, lines: Mapping[str, int]) -> FaxFields:
    """Reads the fax numbers of all addressees, in place; those that can't be read are taken out.

    Whatever is no list of addressees with lists of numbers is left to the model, which says what is wrong with it.
    """
    found = FaxFields()
    addressees = plain.get("addressees")
    for at, entry in enumerate(addressees if isinstance(addressees, list) else ()):
        if isinstance(entry, dict) and isinstance(entry.get("faxes"), list):
            entry["faxes"] = _numbers(entry, f"addressees[{at}].faxes", found, path, lines)
    return found


def _numbers(entry: dict[str, Any], where: str, found: FaxFields, path: Path, lines: Mapping[str, int]) -> list[Any]:
    kept: list[Any] = []
    for at, written in enumerate(entry["faxes"]):
        if not isinstance(written, str):
            kept.append(written)
            continue
        try:
            number = read_fax(written, _country(entry)).number
        except Mistake as mistake:
            (problem,) = mistake.problems
            here = f"{where}[{at}]"
            about = str(entry.get("id", ""))
            found.unusable.append(
                Problem(problem.message, problem.remedy, str(path), line_of(here, lines), here, about)
            )
        else:
            found.spelled[f"{where} {number}"] = written
            kept += [number] if number not in kept else []
    return kept


def _country(entry: dict[str, Any]) -> str | None:
    address = entry.get("address")
    country = address.get("country") if isinstance(address, dict) else None
    return country if isinstance(country, str) else None
