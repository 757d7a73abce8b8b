"""``letterkit check FAX.tif``: whether machines can receive a fax file, whoever made it."""

from collections.abc import Iterable
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

from letterkit.cli import screen
from letterkit.errors import Mistake, Problem

if TYPE_CHECKING:
    from letterkit.export.fax_check import Remark

FAX_SUFFIXES = (".tif", ".tiff")


def check_fax(path: Path, *, json: bool, quiet: bool) -> None:
    """Says what each page is like; raises :class:`Mistake` for a file with which a call fails."""
    from letterkit.export.fax_check import look_at_fax

    pages, remarks = look_at_fax(_read(path))
    if json:
        screen.data_json({"pages": list(map(asdict, pages)), "remarks": list(map(asdict, remarks))})
    else:
        head = ("page", "pixels", "dots to the inch", "coded", "black")
        rows = [
            (
                str(look.page),
                f"{look.width} × {look.rows}",
                f"{look.dpi[0]:g} × {look.dpi[1]:g}",
                look.coding,
                "?" if look.ink is None else f"{look.ink:.1%}",
            )
            for look in pages
        ]
        screen.table(head, rows)
    for message, numbers in _said_once(remark for remark in remarks if not remark.fails).items():
        screen.say(f"{numbers}: {message}", quiet=quiet)
    if not remarks:
        screen.say("Nothing to remark: it goes through as it is.", quiet=quiet)
    failing = _said_once(remark for remark in remarks if remark.fails)
    if failing:
        remedy = "letterkit fax makes one that goes through"
        raise Mistake(Problem(f"{numbers}: {what}", remedy, str(path)) for what, numbers in failing.items())


def _said_once(remarks: "Iterable[Remark]") -> dict[str, str]:
    """What is to be said → of which pages."""
    pages: dict[str, list[int]] = {}
    for remark in remarks:
        pages.setdefault(remark.message, []).append(remark.page)
    return {
        message: f"page {found[0]}" if len(found) == 1 else f"pages {', '.join(map(str, found))}"
        for message, found in pages.items()
    }


def _read(path: Path) -> bytes:
    from letterkit.export.fax_check import MOST_BYTES, is_tiff

    try:
        with path.open("rb") as file:
            data = file.read(MOST_BYTES + 1)
    except OSError as error:
        reason = (error.strerror or "can't be read").lower()
        raise Mistake(Problem(f"can't read it: {reason}", "check the name", str(path))) from error
    if not is_tiff(data) or len(data) > MOST_BYTES:
        raise Mistake(Problem("this is no fax file (TIFF)", "letterkit fax makes one", str(path)))
    return data
