"""``letterkit forms``: how an office is addressed, and on whose authority."""

from difflib import get_close_matches
from typing import Annotated

import typer

from letterkit.cli import screen
from letterkit.cli.options import Json, Verbose
from letterkit.errors import Mistake
from letterkit.protocol.forms import FormEntry, form_entry, office_classes
from letterkit.protocol.offices import find_office

app = typer.Typer(rich_markup_mode=None, add_completion=False)


@app.command()
def forms(
    office: Annotated[
        str, typer.Argument(metavar="OFFICE", help="A class of office, or words as in an addressee line.")
    ],
    language: Annotated[str, typer.Option("--language", metavar="CODE", help="Language of the letter.")] = "en",
    json: Json = False,
    verbose: Verbose = False,
) -> None:
    """Show how an office is addressed, and on whose authority: salutation, complimentary close, evidence."""
    entry = form_entry(_office_class(office), language)
    if json:
        screen.data_json(entry.model_dump(mode="json"))
    else:
        screen.table(("", ""), _rows(entry))


def _office_class(words: str) -> str:
    if words in office_classes():
        return words
    found = find_office(words)
    if found is None:
        near = get_close_matches(words.lower().replace(" ", "_"), office_classes(), n=3, cutoff=0.5)
        remedy = f"nearest: {', '.join(near)}" if near else f"classes: {', '.join(office_classes())}"
        raise Mistake(f"no office is known by {words!r}", remedy)
    return found.office_class


def _rows(entry: FormEntry) -> list[tuple[str, str]]:
    salutation = entry.salutation
    rows = [("office", entry.office_class.replace("_", " ")), ("language", entry.language)]
    if salutation.m == salutation.f == salutation.unknown:
        rows.append(("salutation", salutation.unknown))
    else:
        rows += [
            ("salutation, a man", salutation.m),
            ("salutation, a woman", salutation.f),
            ("salutation, not known", salutation.unknown),
        ]
    rows.append(("close", entry.close))
    rows += [(f"evidence, {field}", ", ".join(map(str, grades))) for field, grades in entry.evidence.items()]
    return rows
