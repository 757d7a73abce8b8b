"""From what the model finds wrong in an appeal file to what a person can mend."""

from collections.abc import Iterator, Mapping
from difflib import get_close_matches
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from letterkit.errors import Problem
from letterkit.model.appeal import Appeal
from letterkit.protocol.conventions import is_country
from letterkit.protocol.countries import country_named
from letterkit.protocol.forms import office_classes
from letterkit.records import line_of, problems_of

PATTERN_REMEDIES = {
    "country": "use the two-letter code of ISO 3166, in capitals: CN, CH, US",
    "language": "use the two-letter code of ISO 639, in small letters: en, fr",
    "faxes": "write the number with its country code and digits only: +41227937014",
    "phones": "write the number with its country code and digits only: +41227937014",
    "emails": "write one e-mail address per line: name@example.org",
    "id": "use small letters, digits and hyphens: minister-of-justice",
    "status": "write open, or closed, or 'closed: ' and the reason",
}


def mistakes_in(error: ValidationError, path: Path, lines: Mapping[str, int]) -> list[Problem]:
    """Every mistake with its line, its field, what is wrong and what to type; ``lines`` has the line of each field."""
    return problems_of(error, Appeal, path, lines, _remedy)


def _remedy(field: str, given: object) -> str:
    named = country_named(given) if field == "country" and isinstance(given, str) else None
    return f"did you mean {named}?" if named else PATTERN_REMEDIES.get(field, "")


def unknown_codes(appeal: Appeal, path: Path, lines: Mapping[str, int]) -> list[Problem]:
    """Countries and classes of office that have the right form and do not exist."""
    return [
        Problem(f"{value!r} is not known", remedy, str(path), line_of(where, lines), where)
        for where, value, remedy in _codes(appeal)
    ]


def _codes(appeal: Appeal) -> Iterator[tuple[str, str, str]]:
    """Field, value and remedy of each code that names nothing."""
    countries = [("country", appeal.country)]
    for field in ("addressees", "copies_to"):
        for at, one in enumerate(getattr(appeal, field)):
            if one.office_class and one.office_class not in office_classes():
                near = get_close_matches(one.office_class, office_classes(), n=1)
                remedy = f"did you mean {near[0]!r}?" if near else f"classes: {', '.join(office_classes())}"
                yield f"{field}[{at}].office_class", one.office_class, remedy
            if one.address:
                countries.append((f"{field}[{at}].address.country", one.address.country))
    for where, code in countries:
        if code and not is_country(code):
            named = country_named(code)
            yield where, code, f"did you mean {named!r}?" if named else PATTERN_REMEDIES["country"]


def strange_values(node: Any, path: Path, lines: Mapping[str, int], where: str = "") -> Iterator[Problem]:
    """What YAML can hold and an appeal file can't: values with a tag (``!!binary``), sets, numbers without an end."""
    if isinstance(node, dict):
        for key, value in node.items():
            yield from strange_values(value, path, lines, f"{where}.{key}" if where else key)
    elif isinstance(node, list):
        for at, value in enumerate(node):
            yield from strange_values(value, path, lines, f"{where}[{at}]")
    elif not isinstance(node, str | int | float | None):
        remedy = "write it as plain text, without !!tags"
        yield Problem("this kind of value has no place here", remedy, str(path), line_of(where, lines), where)
