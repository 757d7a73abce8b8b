"""The formats in which a letter can be written, each a file's ending and the function that makes its bytes."""

import re
from collections.abc import Callable, Collection
from dataclasses import dataclass

from letterkit.errors import Mistake, WrongUsage
from letterkit.model.finding import Finding
from letterkit.model.letter import Letter

DOCTYPE = re.compile(r"\s*<!doctype[^>]*>", re.IGNORECASE)
SEAL = (
    '<meta http-equiv="Content-Security-Policy" '
    "content=\"default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'none'\">"
)


@dataclass(frozen=True)
class Written:
    """The bytes of a file, and how many pages it has where it has pages."""

    data: bytes
    pages: int | None = None
    findings: tuple[Finding, ...] = ()


@dataclass(frozen=True)
class Format:
    """A format: the ending of its files, what makes them, whether they have pages."""

    ending: str
    make: Callable[[Letter], Written]
    has_pages: bool = False


def _pdf(letter: Letter) -> Written:
    from letterkit.typeset.letters import set_letter
    from letterkit.typeset.remarks import located

    pages = set_letter(letter)
    remarks = tuple(located(pages.findings, pages.html)) if pages.findings else ()
    return Written(pages.pdf, pages.pages, remarks)


def _html(letter: Letter) -> Written:
    from letterkit.typeset.letter_page import letter_html

    return Written(_sealed(letter_html(letter)).encode())


def _sealed(html: str) -> str:
    """A page that a browser lets run and load nothing, whatever a template of somebody else's put into it.

    Raises :class:`Mistake` where it would send its reader elsewhere, which no policy forbids a page.
    """
    if "http-equiv" in html.lower():
        raise Mistake("the letter tells a browser what to do (http-equiv)", "take that out of the template")
    doctype = DOCTYPE.match(html)
    return f"{doctype[0] if doctype else '<!doctype html>'}\n{SEAL}\n{html[doctype.end() if doctype else 0 :].lstrip()}"


def _text(letter: Letter) -> Written:
    from letterkit.export.text import letter_text

    return Written(letter_text(letter).encode())


FORMATS = {
    "pdf": Format(".pdf", _pdf, has_pages=True),
    "text": Format(".txt", _text),
    "html": Format(".html", _html),
}


def formats(words: str, known: Collection[str] = FORMATS) -> tuple[str, ...]:
    """The formats that ``pdf,text`` names; raises :class:`WrongUsage` for one that is not among those ``known``."""
    chosen = tuple(dict.fromkeys(word.strip().lower() for word in words.split(",") if word.strip()))
    unknown = [word for word in chosen if word not in known]
    if unknown or not chosen:
        raise WrongUsage(f"there is no format {' '.join(unknown) or words!r}", f"--format takes {', '.join(known)}")
    return chosen
