"""HTML → pages → PDF: the only place that knows WeasyPrint."""

import logging
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from copy import copy
from dataclasses import dataclass, field
from difflib import get_close_matches
from functools import cache, cached_property, lru_cache
from pathlib import Path
from typing import Any

from letterkit.errors import MissingHere, Mistake
from letterkit.model.finding import Finding
from letterkit.typeset.fonts import Face, use_only_our_fonts

use_only_our_fonts()

try:
    import weasyprint
    from weasyprint.css.properties import INITIAL_VALUES
    from weasyprint.text.fonts import FontConfiguration
    from weasyprint.urls import FatalURLFetchingError, URLFetcher, URLFetcherResponse
except OSError as error:
    raise MissingHere(
        f"a library that lays out text is missing ({str(error).splitlines()[0]})",
        "Debian: sudo apt-get install libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0 · macOS: brew install pango",
    ) from error

TAGGED = "pdf/ua-1"


class NothingOutside(URLFetcher):  # type: ignore[misc]  # WeasyPrint is untyped
    """Serves no address but a picture that was checked: a letter needs nothing but its own text and our fonts."""

    def __init__(self, picture: str | None) -> None:
        super().__init__(allowed_protocols=("data",), allow_redirects=False)
        self._picture = picture

    def fetch(self, url: str, headers: Any = None) -> Any:
        """Gives the picture, whose address is the picture itself; refuses all else."""
        if url == self._picture:
            return super().fetch(url, headers)
        raise FatalURLFetchingError(f"a letter can't load {url[:100]}: it uses nothing but its own text")


class OneFont(URLFetcher):  # type: ignore[misc]  # WeasyPrint is untyped
    """Serves one font file, and nothing else."""

    def __init__(self, file: Path) -> None:
        super().__init__()
        self.file = file

    def fetch(self, url: str, headers: Any = None) -> Any:
        """The file's bytes; refuses any other address."""
        if url != self.file.as_uri():
            raise FatalURLFetchingError(f"{url[:100]} is not the font that was asked for")
        return URLFetcherResponse(url, self.file.read_bytes())


class _Notes(logging.Handler):
    """Keeps what WeasyPrint and fontTools warn of while pages are made."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.findings: list[Finding] | None = None

    def emit(self, record: logging.LogRecord) -> None:
        """Keeps one warning as a finding of ours."""
        if self.findings is not None:
            self.findings.append(Finding(field="templates", kind="doubtful", message=record.getMessage()))


_NOTES = _Notes()
for _library in ("weasyprint", "fontTools"):
    logging.getLogger(_library).setLevel(logging.WARNING)
    logging.getLogger(_library).addHandler(_NOTES)


@contextmanager
def noted() -> Iterator[list[Finding]]:
    """What laying out and writing pages gives occasion to say while this is open."""
    before, _NOTES.findings = _NOTES.findings, []
    try:
        yield _NOTES.findings
    finally:
        _NOTES.findings = before


def lay_out_html(html: str, faces: Iterable[Face] = (), *, picture: str | None = None) -> Any:
    """The pages of an HTML text, whose families may be those of ``faces``; ``len(document.pages)`` counts them.

    ``picture`` is the one address that it may ask for.

    Raises :class:`Mistake` when it asks for a file or a page of the network, as a user's template may.
    """
    for face in faces:
        _load(face)
    with _nothing_outside():
        page = weasyprint.HTML(string=html, url_fetcher=_fetcher(picture))
        return page.render(font_config=_fonts(), pdf_variant=TAGGED)


def height_on_first_page(document: Any, element: str) -> float | None:
    """How many mm of the first page an element takes; None where it has no box there."""
    boxes = (box for box in document.pages[0]._page_box.descendants() if box.element_tag == element)
    found = next(boxes, None)
    return found.height * 25.4 / 96 if found else None


def pdf_of(document: Any, *, full_size: bool = False) -> bytes:
    """A laid-out document as a tagged PDF/UA-1 file: the same bytes for the same pages.

    ``full_size``: the file asks the print dialogue not to scale it, as what must meet an envelope or a label does.
    Raises :class:`Mistake` when a file is to be attached to it, as a user's template may want.
    """
    with _nothing_outside():
        data: bytes = document.write_pdf(pdf_variant=TAGGED, finisher=_ask_for_full_size if full_size else None)
    return data


def _ask_for_full_size(_document: Any, pdf: Any) -> None:
    pdf.catalog["ViewerPreferences"]["PrintScaling"] = "/None"


@dataclass(frozen=True)
class Painted:
    """Pages as a PDF file has them, not yet written: its objects by their numbers, the pages' contents apart.

    ``pages`` and ``contents`` are numbers of objects, ``streams`` what draws the pages. By the names of the fonts in
    them: ``faces`` their families and weights, ``said`` what their glyphs say.
    """

    objects: Mapping[int, bytes]
    pages: tuple[int, ...]
    contents: tuple[int, ...]
    streams: tuple[bytes, ...]
    catalog: int
    information: int
    faces: Mapping[str, tuple[str, int]]
    said: Mapping[str, Mapping[int, str]]


@dataclass(frozen=True, eq=False)
class Glyphs:
    """The fonts that pages were painted with, and which glyphs of them: those that are embedded."""

    fonts: dict[int, Any] = field(default_factory=dict)
    documents: tuple[Any, ...] = ()
    """The pages themselves, which hold the fonts in memory."""

    def has(self, face: str, numbers: Iterable[int]) -> bool:
        """Whether all glyphs of these numbers are in a font, by its name in the pages."""
        return self._numbers.get(face, frozenset()).issuperset(numbers)

    @cached_property
    def _numbers(self) -> dict[str, frozenset[int]]:
        return {font.hash: frozenset(font.to_unicode) for font in self.fonts.values()}

    @property
    def count(self) -> int:
        """How many glyphs of all fonts."""
        return sum(len(font.to_unicode) for font in self.fonts.values())

    def apart(self) -> "Glyphs":
        """The same, so that more can be added without changing these."""
        return Glyphs({key: _apart(font) for key, font in self.fonts.items()}, self.documents)


def _apart(font: Any) -> Any:
    twin = copy(font)
    twin.widths, twin.to_unicode, twin.missing = dict(font.widths), dict(font.to_unicode), dict(font.missing)
    return twin


def paint(documents: Sequence[Any], glyphs: Glyphs | None = None) -> tuple[Painted, Glyphs]:
    """The pages of laid-out documents as one tagged PDF/UA-1 file whose fonts also have the glyphs that are given.

    Gives it with its glyphs. Raises :class:`Mistake` as :func:`pdf_of` does.
    """
    used = (glyphs or Glyphs()).apart()
    whole = documents[0].copy([page for document in documents for page in document.pages])
    whole.fonts = used.fonts
    taken: list[Painted] = []
    with _nothing_outside():
        whole.write_pdf(pdf_variant=TAGGED, finisher=lambda _, pdf: taken.append(_take(pdf, [*whole.fonts.values()])))
    return taken[0], Glyphs(used.fonts, (*used.documents, *documents))


def _take(pdf: Any, fonts: Sequence[Any]) -> Painted:
    """The objects of a PDF file that is about to be written; what is not needed any more is then not written."""
    pdf.add_object(pdf.info)
    pages = tuple(pdf.pages["Kids"][::3])
    contents = tuple(int(pdf.objects[number]["Contents"].split()[0]) for number in pages)
    painted = Painted(
        {one.number: one.data for one in pdf.objects[1:] if one.number not in contents},
        pages,
        contents,
        tuple(b"\n".join(_bytes(item) for item in pdf.objects[number].stream) + b"\n" for number in contents),
        pdf.catalog.number,
        pdf.info.number,
        {font.hash: (font.family, font.weight) for font in fonts},
        {font.hash: font.to_unicode for font in fonts},
    )
    del pdf.objects[pdf.catalog.number + 1 :]
    return painted


def _bytes(item: Any) -> bytes:
    """An operator of a content stream, which pydyf keeps as bytes, text or an object."""
    if isinstance(item, bytes):
        return item
    data: bytes = item.data if hasattr(item, "data") else str(item).encode("ascii")
    return data


@contextmanager
def _nothing_outside() -> Iterator[None]:
    try:
        yield
    except FatalURLFetchingError as error:  # no Exception, so that WeasyPrint does not go on without what it asked for
        raise Mistake(str(error), "take that out of the template") from error


def nearest_property(name: str) -> str:
    """The CSS property that was probably meant; empty where none is near."""
    return next(iter(get_close_matches(name, (one.replace("_", "-") for one in INITIAL_VALUES), n=1)), "")


@cache
def _load(face: Face) -> None:
    """Makes a font file known in this process, by its family and weight alone."""
    source = f'src: url("{face.file.as_uri()}")'
    rule = f'@font-face {{ font-family: "{face.family}"; font-weight: {face.weight}; {source} }}'
    weasyprint.CSS(string=rule, font_config=_fonts(), url_fetcher=OneFont(face.file))


@cache
def _fonts() -> FontConfiguration:
    return FontConfiguration()


@lru_cache(maxsize=4)
def _fetcher(picture: str | None) -> NothingOutside:
    return NothingOutside(picture)


def library_versions() -> str:
    """WeasyPrint and the Pango beneath it."""
    from weasyprint.text.ffi import pango

    version = pango.pango_version()
    return f"WeasyPrint {weasyprint.__version__}, Pango {version // 10000}.{version // 100 % 100}.{version % 100}"
