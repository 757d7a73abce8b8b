"""The appeal file: YAML that people edit, read with file, line, field and remedy for every mistake at once."""

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from io import StringIO
from pathlib import Path
from typing import Any, cast
from warnings import catch_warnings

from pydantic import ValidationError
from ruamel.yaml import YAML
from ruamel.yaml.comments import CommentedMap, CommentedSeq
from ruamel.yaml.constructor import RoundTripConstructor
from ruamel.yaml.error import MarkedYAMLError
from ruamel.yaml.scalarstring import LiteralScalarString

from letterkit.address_book import address_book, find_entry
from letterkit.appeals.fax_fields import take_fax_numbers
from letterkit.appeals.mistakes import mistakes_in, strange_values, unknown_codes
from letterkit.errors import LetterkitError, Mistake, Problem
from letterkit.model.appeal import Appeal
from letterkit.model.finding import Finding, Kind, Reading

SUFFIXES = (".yaml", ".yml")
INDENT = 2
FORMAT = re.compile(r"format:\s{0,9}\d{1,3}\s*$")
REMARK = re.compile(
    r"\s*# (?P<kind>repaired|guessed|missing|ignored|doubtful)(?: \(line (?P<line>\d+)\))?: (?P<message>.+)"
)
PARAGRAPHS = re.compile(r"\S[^\n]*(?<! )(\n+[^\s\x7f-\x9f][^\n]*(?<! ))+")
"""Text of several lines that YAML's literal style keeps as it is, line by line."""
MOST_BYTES = 2_000_000
MOST_VALUES = 50_000
"""An appeal has hundreds of values; aliases that multiply into more are an attack or an accident."""


def is_appeal_file(path: Path) -> bool:
    """Whether a path is meant as an appeal file rather than as a published document."""
    return path.suffix.lower() in SUFFIXES


def is_appeal_text(data: bytes) -> bool:
    """Whether bytes without a name are an appeal file: its first field is one of ours, and its format is stated."""
    lines = data[:MOST_BYTES].decode("utf-8-sig", "replace").splitlines()
    first = next((line for line in lines if line.strip() and not line.startswith(("#", "---"))), "")
    ours = first.partition(":")[0] in Appeal.model_fields and ":" in first
    return ours and any(FORMAT.match(line) for line in lines)


def read_appeal_file(path: Path) -> Reading:
    """The appeal in a file, with the line of each field; raises :class:`Mistake` with all that is wrong in it."""
    try:
        return read_appeal_text(path.read_bytes(), path)
    except OSError as error:
        reason = (error.strerror or "can't be read").lower()
        raise Mistake(Problem(f"can't read it: {reason}", "check the name", str(path))) from error


def read_appeal_text(data: bytes, path: Path) -> Reading:
    """The appeal in the bytes of an appeal file; ``path`` stands in messages. Raises as :func:`read_appeal_file`.

    Fax numbers that are written wrongly are left out, and named in the reading.
    """
    text = _text_of(data, path)
    tree = _load(text, path)
    plain = _plain(tree, [MOST_VALUES])
    lines: dict[str, int] = dict(_lines(tree, ""))
    books: dict[str, list[str]] = {}
    problems = [*strange_values(plain, path, lines), *_resolve_references(plain, path, lines, books)]
    faxes = take_fax_numbers(plain, path, lines)
    try:
        appeal = Appeal.model_validate_json(json.dumps(plain, default=str))
    except ValidationError as error:
        problems += mistakes_in(error, path, lines)
    else:
        problems += unknown_codes(appeal, path, lines)
    if problems:
        raise Mistake(sorted((*problems, *faxes.unusable), key=lambda problem: problem.line or 0))
    findings = (*_unconfirmed(text, lines), *_as_old_as_their_book(books, lines))
    return Reading(appeal, findings, lines, faxes.spelled, tuple(faxes.unusable))


def appeal_schema() -> dict[str, Any]:
    """JSON Schema of the appeal file, by which editors complete it and check it."""
    schema = Appeal.model_json_schema()
    reference = {"type": "string", "pattern": "^[a-z]{2}/[a-z0-9-]+$", "description": "An entry of an address book."}
    for field in ("addressees", "copies_to"):
        schema["properties"][field]["items"] = {"anyOf": [{"$ref": "#/$defs/Addressee"}, reference]}
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **schema}


def appeal_file_text(reading: Reading, source: str) -> str:
    """The appeal as an appeal file; comments say from which line of the source a value came and what was found."""
    tree = _commented(reading.appeal.model_dump(exclude_defaults=True))
    tree.insert(0, "format", 1)
    remarks = _remarks(reading)
    _write_comments(tree, "", remarks)
    rest = [remark for path, found in remarks.items() for remark in found if path == ""]
    head = [
        f"Appeal file, read from {' '.join(source.split())}. Compare it with the source, and edit it as you like.",
        "A comment that begins with guessed, doubtful, missing or repaired: take it away when you have looked.",
        *rest,
    ]
    tree.yaml_set_start_comment("\n".join(head) + "\n")
    return _text(tree)


# Reading


def _unconfirmed(text: str, lines: Mapping[str, int]) -> Iterator[Finding]:
    """The findings that still stand as comments: who has looked at one takes its comment away."""
    by_line = sorted((line, path) for path, line in lines.items())
    for number, line in enumerate(text.splitlines(), 1):
        remark = REMARK.match(line)
        if remark:
            field = next((path for below, path in by_line if below > number), "")
            of_source = f" (line {remark['line']} of the source)" if remark["line"] else ""
            kind = cast("Kind", remark["kind"])
            yield Finding(field=field, line=number, kind=kind, message=remark["message"] + of_source)


class _DatesAsText(RoundTripConstructor):
    """Leaves dates to the model, which says by field and line what is wrong with one."""


_DatesAsText.add_constructor("tag:yaml.org,2002:timestamp", RoundTripConstructor.construct_yaml_str)


def _yaml() -> YAML:
    yaml = YAML(typ="rt")
    yaml.Constructor = _DatesAsText
    yaml.width = 100
    yaml.indent(mapping=INDENT, sequence=2 * INDENT, offset=INDENT)
    return yaml


def _text_of(data: bytes, path: Path) -> str:
    if len(data) > MOST_BYTES:
        raise Mistake(Problem("too long for an appeal file", "is this the right file?", str(path)))
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        raise Mistake(Problem("this is not UTF-8 text", "save the file as UTF-8", str(path), line)) from error


def _load(text: str, path: Path) -> CommentedMap:
    try:
        with catch_warnings(action="ignore"):
            tree = _yaml().load(text)
    except MarkedYAMLError as error:
        marked: int | None = error.problem_mark.line + 1 if error.problem_mark else None
        what = f"this is not valid YAML: {error.problem}"
        raise Mistake(Problem(what, "mend that line, or the one above it", str(path), marked)) from error
    except Exception as error:  # ruamel raises whatever a tagged value makes it stumble on
        raise Mistake(Problem("this is not valid YAML", "mend it in a text editor", str(path))) from error
    if not isinstance(tree, CommentedMap):
        remedy = "letterkit import PUBLISHED-TEXT -o FILE.yaml writes one to start from"
        raise Mistake(Problem("an appeal file holds fields such as 'title: …'", remedy, str(path), 1))
    return tree


def _lines(node: Any, path: str) -> Iterator[tuple[str, int]]:
    if isinstance(node, CommentedMap):
        for key, value in node.items():
            here = f"{path}.{key}" if path else str(key)
            if key in (node.lc.data or ()):  # what a merge key (<<) brings along has no line of its own
                yield here, node.lc.key(key)[0] + 1
            yield from _lines(value, here)
    elif isinstance(node, CommentedSeq):
        for at, value in enumerate(node):
            here = f"{path}[{at}]"
            yield here, node.lc.item(at)[0] + 1
            yield from _lines(value, here)


def _plain(node: Any, left: list[int]) -> Any:
    """Plain lists and dicts; ``left`` counts down, so that nested aliases can't fill the memory."""
    left[0] -= 1
    if left[0] < 0:
        raise Mistake("the appeal file holds far too many values", "write out its aliases (&, *), or leave them away")
    if isinstance(node, Mapping):
        return {str(key): _plain(value, left) for key, value in node.items()}
    if isinstance(node, list):
        return [_plain(value, left) for value in node]
    return node


def _resolve_references(
    plain: dict[str, Any], path: Path, lines: Mapping[str, int], books: dict[str, list[str]]
) -> Iterator[Problem]:
    """Replaces ``cn/minister-of-justice`` by the entry of the address book, in place; yields what can't be found.

    ``books`` takes for each book the ids of what was found in it.
    """
    for field in ("addressees", "copies_to"):
        entries = plain.get(field)
        if not isinstance(entries, list):
            continue
        for at, entry in enumerate(entries):
            if isinstance(entry, str):
                where = f"{field}[{at}]"
                try:
                    found = find_entry(entry)
                    entries[at] = found.model_dump(mode="json", exclude_defaults=True)
                    books.setdefault(entry.partition("/")[0], []).append(found.id)
                except LetterkitError as error:
                    entries[at] = {"id": "unknown"}
                    for what in error.problems:
                        here = replace(what, file=str(path), line=lines.get(where), field=where)
                        yield what if what.file else here


def _as_old_as_their_book(books: Mapping[str, list[str]], lines: Mapping[str, int]) -> Iterator[Finding]:
    for country, ids in books.items():
        book = address_book(country)
        message = (
            f"{', '.join(ids)}: from the address book {country!r}, which was last known to be right in {book.as_of}"
        )
        yield Finding(field="addressees", line=lines.get("addressees"), kind="doubtful", message=message)


# Writing


def _remarks(reading: Reading) -> dict[str, list[str]]:
    """For each field path what its comment says: the source line, then the findings."""
    remarks: dict[str, list[str]] = {}
    for path, line in reading.lines.items():
        remarks.setdefault(path, []).append(f"line {line}")
    for finding in reading.findings:
        remarks.setdefault(_anchor(finding, reading), []).append(_remark(finding))
    return remarks


def _remark(finding: Finding) -> str:
    where = f" (line {finding.line})" if finding.line else ""
    return f"{finding.kind}{where}: {' '.join(finding.message.split())}"


def _anchor(finding: Finding, reading: Reading) -> str:
    """The field that carries the comment: the finding's own, or the record around it when the field is absent."""
    path = finding.field
    dumped = reading.appeal.model_dump(mode="json", exclude_defaults=True)
    while path and not _holds(dumped, path):
        path = path[: max(path.rfind("."), path.rfind("["), 0)]
    return path


def _holds(data: Any, path: str) -> bool:
    for part in path.replace("[", ".[").split("."):
        if part.startswith("["):
            at = int(part[1:-1])
            if not isinstance(data, list) or at >= len(data):
                return False
            data = data[at]
        elif isinstance(data, dict) and part in data:
            data = data[part]
        else:
            return False
    return True


def _commented(node: Any) -> Any:
    if isinstance(node, dict):
        return CommentedMap((key, _commented(value)) for key, value in node.items())
    if isinstance(node, tuple):
        return CommentedSeq(_commented(value) for value in node)
    if isinstance(node, str):
        return LiteralScalarString(node) if PARAGRAPHS.fullmatch(node) else str(node)
    return node


def _write_comments(node: Any, path: str, remarks: Mapping[str, list[str]]) -> None:
    indent = INDENT * (path.count(".") + path.count("[") + bool(path))
    keys = list(node) if isinstance(node, CommentedMap) else range(len(node)) if isinstance(node, CommentedSeq) else ()
    for key in keys:
        here = f"{path}[{key}]" if isinstance(key, int) else f"{path}.{key}" if path else key
        if here in remarks:
            node.yaml_set_comment_before_after_key(key, before="\n".join(remarks[here]), indent=indent)
        _write_comments(node[key], here, remarks)


def _text(tree: CommentedMap) -> str:
    out = StringIO()
    _yaml().dump(tree, out)
    # ruamel ends the lines of a folded text with the blank at which it folds; reading drops it either way.
    return "\n".join(line.rstrip(" ") for line in out.getvalue().split("\n"))
