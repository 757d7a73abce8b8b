"""Letters that an earlier run left, and that this run would make the same: they stay, and need no time."""

from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from functools import cache
from hashlib import sha256
from importlib.metadata import version
from pathlib import Path
from typing import Any

from letterkit import __version__
from letterkit.folders import data_digest
from letterkit.mailing.manifest import NAME, Made, earlier_manifest
from letterkit.mailing.plan import Dispatch
from letterkit.model.finding import Finding
from letterkit.model.letter import Letter


def made_from(letter: Letter) -> str:
    """A sum of all that decides how a letter comes out: its text, logo, templates, fonts, the programs that set it."""
    logo = _digest_of(Path(letter.parts.logo)) if letter.parts.logo else None
    return sha256(f"{letter.model_dump_json()} {logo} {tools()}".encode()).hexdigest()


def tools() -> str:
    """By what letters are set: the programs, and a sum of the templates in use."""
    return f"{_programs()} {data_digest('letter_templates')}"


@cache
def _programs() -> str:
    return f"{__version__} {version('weasyprint')}"


class Standing:
    """What lies in a folder of letters, by its manifest."""

    def __init__(self, folder: Path) -> None:
        told = earlier_manifest(folder / NAME)
        self._rows = {row["addressee"]: row for row in _rows(told, "letters") if isinstance(row.get("addressee"), str)}
        self._findings = tuple(_findings(_rows(told, "findings")))

    def find(self, dispatch: Dispatch, files: Mapping[str, Path]) -> Made | None:
        """The letter that lies in these files, if it is this one, byte for byte as it was made."""
        row = self._rows.get(dispatch.addressee.id)
        if row is None:
            return None
        digests, source = row.get("digests"), made_from(dispatch.letter)
        if row.get("made_from") != source or not isinstance(digests, dict):
            return None
        found = {name: digest for name, path in files.items() if (digest := _digest_of(path))}
        if found != {name: digests.get(name) for name in files}:
            return None
        pages = row.get("pages")
        return Made(
            dispatch,
            files,
            pages=pages if isinstance(pages, int) else None,
            digest=next(iter(found.values())),
            findings=self._findings,
            digests=found,
            made_from=source,
            stood=True,
        )


def _digest_of(path: Path) -> str | None:
    try:
        return sha256(path.read_bytes()).hexdigest()
    except OSError:
        return None


def _rows(told: Mapping[str, Any], name: str) -> list[dict[str, Any]]:
    found = told.get(name)
    return [row for row in found if isinstance(row, dict)] if isinstance(found, list) else []


def _findings(rows: Iterable[Mapping[str, Any]]) -> Iterator[Finding]:
    for row in rows:
        with suppress(ValueError):
            yield Finding.model_validate(row)
