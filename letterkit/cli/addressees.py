"""``letterkit addressees``: the address book, to read and to search."""

from collections.abc import Sequence
from difflib import get_close_matches
from typing import Annotated

import typer

from letterkit.address_book import Entry, address_book_files, entries
from letterkit.cli import screen
from letterkit.cli.options import Json, Quiet, Verbose
from letterkit.errors import Mistake
from letterkit.protocol.conventions import country_name
from letterkit.protocol.phrases import words_of

app = typer.Typer(rich_markup_mode=None, add_completion=False)


@app.command()
def addressees(
    words: Annotated[
        list[str] | None,
        typer.Argument(metavar="WORDS", help="Only those of whom all these words, or their beginnings, tell."),
    ] = None,
    json: Json = False,
    quiet: Quiet = False,
    verbose: Verbose = False,
) -> None:
    """List and search the address book: those of whom all words tell, by office, country, town or route."""
    found = _found(entries(), words or ())
    if json:
        screen.data_json([_as_data(entry) for entry in found])
        return
    screen.table(("addressee", "who and where"), [(entry.reference, _who(entry)) for entry in found])
    years = sorted({entry.book.as_of for entry in found})
    screen.say(f"Known to be right in {', '.join(map(str, years))}: look whether they still are.", quiet=quiet)
    screen.say(f"Next: write `- {found[0].reference}` under `addressees:` in an appeal file.", quiet=quiet)


def _found(book: Sequence[Entry], words: Sequence[str]) -> list[Entry]:
    if not book:
        raise Mistake("the address book is empty", "see addressees/cn.yaml for how to write one")
    wanted = [word.folded for word in words_of(" ".join(words))]
    told = {entry.reference: _told(entry) for entry in book}
    found = [entry for entry in book if all(_begins_one(word, told[entry.reference]) for word in wanted)]
    if found:
        return found
    known = sorted(set().union(*told.values()))
    near = [match for word in wanted for match in get_close_matches(word, known, n=1, cutoff=0.6)]
    books = ", ".join(file.stem for file in address_book_files())
    remedy = f"nearest: {' '.join(near)}" if near else f"letterkit addressees lists all; there are books for: {books}"
    raise Mistake(f"nobody in the address book is found by {' '.join(words)!r}", remedy)


def _told(entry: Entry) -> set[str]:
    """The words that tell of an addressee, folded."""
    one = entry.addressee
    place = (*one.address.lines, country_name(one.address.country or "", "en")) if one.address else ()
    texts = (
        entry.reference,
        one.office,
        one.name,
        one.organisation,
        one.care_of,
        *place,
        country_name(entry.book.country, "en"),
    )
    return {word.folded for word in words_of(" ".join(text for text in texts if text))}


def _begins_one(word: str, words: set[str]) -> bool:
    return any(one.startswith(word) for one in words)


def _who(entry: Entry) -> str:
    one = entry.addressee
    route = f"c/o {one.care_of}" if one.care_of else None
    place = ", ".join(one.address.lines) if one.address else None
    where = country_name(one.address.country, "en") if one.address and one.address.country else None
    head = ", ".join(part for part in (one.name, one.office, one.organisation) if part)
    reached = ", ".join((*(f"fax {number}" for number in one.faxes), *one.emails))
    return "\n".join(line for line in (head, route, ", ".join(filter(None, (place, where))), reached) if line)


def _as_data(entry: Entry) -> dict[str, object]:
    data = entry.addressee.model_dump(mode="json")
    return {"reference": entry.reference, **data, "as_of": entry.book.as_of, "source": entry.book.source}
