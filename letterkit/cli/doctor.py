"""``letterkit doctor``: whether this machine has what letterkit needs, each with the line that mends it."""

import os
import platform
import sys
from collections.abc import Callable
from pathlib import Path

import typer

from letterkit.cli import screen
from letterkit.cli.options import Json, Verbose
from letterkit.errors import LetterkitError, MissingHere, Problem
from letterkit.folders import config_folder, data_folder, shipped

app = typer.Typer(rich_markup_mode=None, add_completion=False)


@app.command()
def doctor(json: Json = False, verbose: Verbose = False) -> None:
    """Look whether this machine has what letterkit needs; exit code 4 when something is missing."""
    results = [(name, *_examine(look)) for name, look in EXAMINATIONS.items()]
    if json:
        screen.data_json([{"what": name, "ok": problem is None, "found": found} for name, found, problem in results])
    else:
        screen.table(
            ("", "", ""), [("ok" if problem is None else "MISSING", name, found) for name, found, problem in results]
        )
    missing = [problem for _, _, problem in results if problem]
    if missing:
        raise MissingHere(missing)


def _examine(look: Callable[[], str]) -> tuple[str, Problem | None]:
    try:
        return look(), None
    except LetterkitError as error:
        return error.problems[0].message, error.problems[0]


def _python() -> str:
    if sys.version_info < (3, 11):
        raise MissingHere(f"Python {platform.python_version()} is too old", "install Python 3.11 or later")
    return platform.python_version()


def _text_layout() -> str:
    from letterkit.typeset.pages import library_versions

    return library_versions()


def _fonts() -> str:
    from letterkit.typeset.fonts import FAMILY
    from letterkit.typeset.scripts import known_scripts, scripts_for

    scripts_for(["Łódź, Đà Nẵng, Gödöllő, Ẹ̀kọ́, Αθήνα, Київ"], "en")
    absent = [script.name for script in known_scripts() if not script.faces]
    return (
        f"{FAMILY}; not on this machine, and needed only for letters in it: {', '.join(absent)}" if absent else FAMILY
    )


def _page() -> str:
    from letterkit.typeset.pages import lay_out_html, pdf_of

    size = len(pdf_of(lay_out_html("<html lang=en><title>x</title><p>A page.")))
    return f"a page of {size} bytes"


def _fax_page() -> str:
    from letterkit.export.fax_files import Drawing, tiff_of
    from letterkit.export.fax_pages import fax_pages
    from letterkit.typeset.pages import lay_out_html, pdf_of

    pages = list(fax_pages(pdf_of(lay_out_html("<html lang=en><title>x</title><p>A page.")), Drawing().quality))
    return f"a page of {len(tiff_of(pages, Drawing()))} bytes"


def _data() -> str:
    return ", ".join(str(shipped(name)) for name in ("addressees", "letter_templates"))


def _writable(folder: Path) -> str:
    there = folder
    while not there.exists():
        there = there.parent
    if not os.access(there, os.W_OK):
        raise MissingHere(
            f"{folder} can't be written", f"set LETTERKIT_HOME to a folder of your own, or: chmod u+w {there}"
        )
    return str(folder)


EXAMINATIONS: dict[str, Callable[[], str]] = {
    "Python": _python,
    "Pango, HarfBuzz": _text_layout,
    "fonts": _fonts,
    "a PDF page": _page,
    "a fax page": _fax_page,
    "data files": _data,
    "settings folder": lambda: _writable(config_folder()),
    "data folder": lambda: _writable(data_folder()),
}
