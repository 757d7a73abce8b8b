"""HTML → pages → PDF: the only place that knows WeasyPrint."""

import logging
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from difflib import get_close_matches
from functools import cache, lru_cache
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


def pdf_of(document: Any) -> bytes:
    """A laid-out document as a tagged PDF/UA-1 file: the same bytes for the same pages.

    Raises :class:`Mistake` when a file is to be attached to it, as a user's template may want.
    """
    with _nothing_outside():
        data: bytes = document.write_pdf(pdf_variant=TAGGED)
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
