"""The page that ``preview --open`` shows: all letters of an appeal, in one file that needs no other."""

from base64 import b64encode
from dataclasses import dataclass
from hashlib import sha256
from typing import Any

from letterkit.cli import screen
from letterkit.cli.addressed import NO_WAY, route, ways, what_it_can_do
from letterkit.export.pictures import Picture
from letterkit.export.text import letter_text
from letterkit.mailing import Plan
from letterkit.mailing.pictures import Pictured, Pictures
from letterkit.model.finding import Finding
from letterkit.typeset.templates import fill

PAGE, STYLE, SCRIPT = "preview.html.j2", "preview.css", "preview.js"


@dataclass(frozen=True)
class Shown:
    """What the page says beside the letters."""

    overview: list[dict[str, Any]]
    findings: list[Finding]
    shared_numbers: dict[str, list[str]]
    routes: list[str]
    sender: str
    """What of the sender stands on each letter."""
    next_command: str
    watched: bool = False


def preview_page(plan: Plan, pictures: Pictures, shown: Shown) -> str:
    """The page as HTML. A browser that opens it loads nothing and runs nothing but the script that we ship."""
    rows = {row["id"]: row for row in shown.overview}
    return fill(
        PAGE,
        {
            "appeal": plan.appeal,
            "on": plan.on.isoformat(),
            "shown": shown,
            "counted": screen.counted,
            "letters": [_letter(one, rows[one.dispatch.addressee.id]) for one in pictures.letters],
            "rejected": pictures.rejected,
            "skipped": plan.skipped,
            "findings": screen.finding_rows([*pictures.findings, *shown.findings], plan.appeal),
            "hashes": {name: _hash(name) for name in (STYLE, SCRIPT)},
        },
        own=False,
    )


def _letter(pictured: Pictured, row: dict[str, Any]) -> dict[str, Any]:
    letter = pictured.dispatch.letter
    return {
        "number": pictured.dispatch.number,
        "id": pictured.dispatch.addressee.id,
        "who": ", ".join(part for part in (row["name"], row["office"], row["organisation"]) if part)
        or pictured.dispatch.addressee.id,
        "care_of": row["care_of"],
        "body": letter.body,
        "can": what_it_can_do(row),
        "ways": ", ".join(ways(row)) or NO_WAY,
        "route": route(row),
        "shares": row["shares_a_number_with"],
        "pages": [
            {"address": _address(page), "w": round(page.w * 4), "h": round(page.h * 4)} for page in pictured.pages
        ],
        "text": letter_text(letter),
    }


def _address(page: Picture) -> str:
    return f"data:image/png;base64,{b64encode(page.data).decode()}"


def _hash(name: str) -> str:
    """What a browser compares with a style sheet or script before it lets it count."""
    return b64encode(sha256(fill(name, {}, own=False).encode()).digest()).decode()
