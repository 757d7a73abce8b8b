"""From what the model finds wrong in an appeal file to what a person can mend."""

from collections.abc import Iterator, Mapping
from difflib import get_close_matches
from pathlib import Path
from typing import Any

from pydantic import BaseModel, ValidationError

from letterkit.errors import Problem
from letterkit.model.appeal import Addressee, Appeal, Issuer, PostalAddress
from letterkit.protocol.conventions import is_country
from letterkit.protocol.countries import country_named
from letterkit.protocol.forms import office_classes

REMEDIES = {
    "date_parsing": "write the date as year-month-day, 2026-05-03",
    "literal_error": "use one of the values named above",
    "enum": "use one of the values named above",
    "string_type": "put the value between quotation marks",
    "string_too_short": "fill it in, or delete the line",
    "tuple_type": "write a list: one item per line, each after '- '",
}
PATTERN_REMEDIES = {
    "country": "use the two-letter code of ISO 3166, in capitals: CN, CH, US",
    "language": "use the two-letter code of ISO 639, in small letters: en, fr",
    "faxes": "write the number with its country code and digits only: +41227937014",
    "phones": "write the number with its country code and digits only: +41227937014",
    "emails": "write one e-mail address per line: name@example.org",
    "id": "use small letters, digits and hyphens: minister-of-justice",
    "status": "write open, or closed, or 'closed: ' and the reason",
}


def problems_of(error: ValidationError, path: Path, lines: Mapping[str, int]) -> list[Problem]:
    """Every mistake with its line, its field, what is wrong and what to type; ``lines`` has the line of each field."""
    return [_problem(dict(one), path, lines) for one in error.errors() if not _is_other_shape(dict(one))]


def _problem(error: dict[str, Any], path: Path, lines: Mapping[str, int]) -> Problem:
    where = _field_path(error["loc"])
    line = lines.get(where) or _nearest_line(where, lines)
    message, remedy = _message(error, where)
    return Problem(message, remedy, str(path), line, where)


def _is_other_shape(error: dict[str, Any]) -> bool:
    """Requests are a list or a list per language; what pydantic says of the shape that was not meant is no mistake."""
    return error["type"] == "dict_type" or (error["type"] == "tuple_type" and isinstance(error["input"], dict))


def _field_path(loc: tuple[str | int, ...]) -> str:
    """``addressees[2].country``; the names of union members that pydantic puts in between are left out."""
    path = ""
    for part in loc:
        if isinstance(part, int):
            path += f"[{part}]"
        elif part.isidentifier() and not part.startswith(("tuple", "dict", "function")):
            path += f".{part}" if path else part
    return path


def _nearest_line(where: str, lines: Mapping[str, int]) -> int | None:
    while where and where not in lines:
        where = where[: max(where.rfind("."), where.rfind("["), 0)]
    return lines.get(where)


def _message(error: dict[str, Any], where: str) -> tuple[str, str]:
    kind, field = error["type"], where.rsplit(".", 1)[-1].partition("[")[0]
    if kind == "extra_forbidden":
        known = _fields_beside(where)
        near = get_close_matches(field, known, n=1)
        remedy = f"did you mean {near[0]!r}?" if near else f"the fields here are: {', '.join(known)}"
        return f"unknown field {field!r}", remedy
    if kind == "string_pattern_mismatch":
        named = country_named(str(error["input"])) if field == "country" else None
        remedy = f"did you mean {named}?" if named else PATTERN_REMEDIES.get(field, "compare with the schema")
        return f"{error['input']!r} is not valid here", remedy
    if kind == "missing":
        return "this field is needed", f"add '{field}: …'"
    if kind.startswith("date_"):
        return f"{error['input']!r} is not a date", REMEDIES["date_parsing"]
    message = error["msg"].removeprefix("Value error, ")
    given = "" if isinstance(error["input"], dict | list) else f"{error['input']!r}: "
    return f"{given}{message[:1].lower()}{message[1:]}", REMEDIES.get(kind, "see `letterkit schema`")


def _fields_beside(where: str) -> list[str]:
    if "address." in where:
        model: type[BaseModel] = PostalAddress
    elif where.startswith(("addressees[", "copies_to[")):
        model = Addressee
    else:
        model = Issuer if where.startswith("issuers[") else Appeal
    return list(model.model_fields)


def unknown_codes(appeal: Appeal, path: Path, lines: Mapping[str, int]) -> list[Problem]:
    """Countries and classes of office that have the right form and do not exist."""
    return [
        Problem(f"{value!r} is not known", remedy, str(path), lines.get(where) or _nearest_line(where, lines), where)
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
