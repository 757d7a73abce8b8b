"""One fax as files: the fax file for a modem, the PDF for a copy shop or a service, the proof of what arrives."""

from collections.abc import Sequence
from dataclasses import dataclass

from letterkit.compose.cover import Cover
from letterkit.export.fax_format import THRESHOLD
from letterkit.export.fax_pages import FaxPage, check_ink, fax_pages
from letterkit.export.fax_tiff import Strip, fax_file
from letterkit.model.fax import Coding, Quality
from letterkit.model.finding import Finding
from letterkit.model.letter import Letter
from letterkit.model.record import Record

CALL_SECONDS, PAGE_SECONDS, BITS_PER_SECOND = 13.3, 4, 14400
"""A usual call: until the machines agree, between pages, on the line. Measured: within 4 per cent of V.17 calls."""
OLD_CALL_SECONDS = 13.7
OLD_PAGE_SECONDS = {Quality.STANDARD: 30, Quality.FINE: 58}
"""A machine of the eighties takes 20 ms a row; superfine it can't."""


class Drawing(Record):
    """How the pages of faxes are drawn and coded."""

    quality: Quality = Quality.FINE
    coding: Coding = Coding.MH
    threshold: int = THRESHOLD


@dataclass(frozen=True)
class FaxFiles:
    """The bytes of one fax, and what is to be known of them."""

    tiff: bytes
    pdf: bytes
    pages: tuple[FaxPage, ...]
    starts: tuple[int, ...]
    """The page on which each letter begins, counted from 1."""
    findings: tuple[Finding, ...] = ()

    @property
    def line_seconds(self) -> int:
        """How long a usual call takes."""
        sent = sum(len(page.coded(Coding.MMR)) * 8 / BITS_PER_SECOND for page in self.pages)
        return round(CALL_SECONDS + PAGE_SECONDS * len(self.pages) + sent)

    @property
    def old_machine_seconds(self) -> int | None:
        """How long an old machine takes; None where it can't receive such pages."""
        seconds = OLD_PAGE_SECONDS.get(self.pages[0].quality)
        return round(OLD_CALL_SECONDS + seconds * len(self.pages)) if seconds else None


def fax_files(cover: Cover | None, letters: Sequence[Letter], foot: str, drawing: Drawing) -> FaxFiles:
    """Sets, draws and codes one fax; ``foot`` says on each page whose it is.

    Raises :class:`Mistake` for a character that our font lacks, and for a page that would arrive blank or black.
    """
    from letterkit.typeset.faxes import set_fax
    from letterkit.typeset.pages import noted

    with noted() as findings:
        sheets = set_fax(cover, letters, foot)
        pdf = sheets.pdf
    pages = tuple(fax_pages(pdf, drawing.quality, drawing.threshold))
    check_ink(pages)
    return FaxFiles(tiff_of(pages, drawing), pdf, pages, sheets.starts, tuple(findings))


def tiff_of(pages: Sequence[FaxPage], drawing: Drawing) -> bytes:
    """The fax file of pages that were drawn."""
    strips = [Strip(page.coded(drawing.coding), page.rows) for page in pages]
    return fax_file(strips, drawing.quality, drawing.coding)
