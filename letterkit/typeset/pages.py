"""HTML → pages → PDF: the only place that knows WeasyPrint."""

import logging
from functools import cache
from typing import Any

from letterkit.errors import MissingHere, Mistake
from letterkit.typeset.fonts import use_only_our_fonts

use_only_our_fonts()

try:
    import weasyprint
    from weasyprint.text.fonts import FontConfiguration
    from weasyprint.urls import FatalURLFetchingError, URLFetcher
except OSError as error:
    raise MissingHere(
        f"a library that lays out text is missing ({str(error).splitlines()[0]})",
        "Debian: sudo apt-get install libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0 · macOS: brew install pango",
    ) from error

TAGGED = "pdf/ua-1"


class NothingOutside(URLFetcher):  # type: ignore[misc]  # WeasyPrint is untyped
    """Serves no address at all: a letter needs nothing but its own text and our fonts."""

    def fetch(self, url: str, headers: Any = None) -> Any:
        """Refuses."""
        raise FatalURLFetchingError(f"a letter can't load {url[:100]}: it uses nothing but its own text")


def lay_out_html(html: str) -> Any:
    """The pages of an HTML text; ``len(document.pages)`` counts them.

    Raises :class:`Mistake` when it asks for a file or a page of the network, as a user's template may.
    """
    try:
        return weasyprint.HTML(string=html, url_fetcher=_fetcher()).render(font_config=_fonts(), pdf_variant=TAGGED)
    except FatalURLFetchingError as error:
        raise Mistake(str(error), "take that out of the template") from error


def pdf_of(document: Any) -> bytes:
    """A laid-out document as a tagged PDF/UA-1 file: the same bytes for the same pages."""
    data: bytes = document.write_pdf(pdf_variant=TAGGED)
    return data


@cache
def _fonts() -> FontConfiguration:
    return FontConfiguration()


@cache
def _fetcher() -> NothingOutside:
    logging.getLogger("weasyprint").setLevel(logging.ERROR)
    logging.getLogger("fontTools").setLevel(logging.ERROR)
    return NothingOutside()


def library_versions() -> str:
    """WeasyPrint and the Pango beneath it."""
    from weasyprint.text.ffi import pango

    version = pango.pango_version()
    return f"WeasyPrint {weasyprint.__version__}, Pango {version // 10000}.{version // 100 % 100}.{version % 100}"
