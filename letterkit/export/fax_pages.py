"""Pages of a PDF → pages of a fax: drawn in grey at the fax's own geometry, then black or white, never dithered.

The only place that draws pages (pypdfium2) and knows images (Pillow).
"""

from collections.abc import Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass
from io import BytesIO

import pypdfium2
from PIL import Image, ImageChops
from pypdfium2 import raw

from letterkit.errors import MissingHere, Mistake
from letterkit.export.fax_format import DOTS_PER_INCH, MM_PER_INCH, THRESHOLD, WIDTH, rows_of
from letterkit.model.fax import Coding, Quality

LEAST_INK, MOST_INK = 0.002, 0.25
"""Shares of a page. Less is a page whose text got lost, more is a page of grey or black that takes minutes to send."""
POINTS_PER_INCH = 72
BITS_REVERSED = bytes(int(f"{byte:08b}"[::-1], 2) for byte in range(256))
ROWS_PER_STRIP, STRIP_OFFSETS, STRIP_SIZES, T4_OPTIONS = 278, 273, 279, 292
CODED_AS: dict[Coding, tuple[str, dict[int, int]]] = {
    Coding.MH: ("group3", {T4_OPTIONS: 4}),
    Coding.MR: ("group3", {T4_OPTIONS: 5}),
    Coding.MMR: ("group4", {}),
}
"""libtiff's name and its options: whole bytes between the ends of lines, and for MR two dimensions."""


@dataclass(frozen=True)
class FaxPage:
    """One page, a bit a pixel; a set bit is ink."""

    bitmap: Image.Image
    quality: Quality

    @property
    def rows(self) -> int:
        """Its height in pixels."""
        return self.bitmap.height

    @property
    def ink(self) -> float:
        """The black share of the page."""
        return share_of_ink(self.bitmap)

    def coded(self, coding: Coding) -> bytes:
        """The page as one strip, the first pixel in the lowest bit of a byte.

        libtiff codes the rows; the file around them is ours, because Pillow's lacks what fax software asks for.
        """
        compression, options = CODED_AS[coding]
        around = BytesIO()
        try:
            self.bitmap.save(around, "TIFF", compression=compression, tiffinfo={ROWS_PER_STRIP: self.rows, **options})
        except OSError as error:
            raise MissingHere(
                "this Pillow was built without libtiff", "pip install --force-reinstall pillow"
            ) from error
        with Image.open(around) as written:
            tags = written.tag_v2  # type: ignore[attr-defined]  # a TIFF has tags
            (offset,), (size,) = tags[STRIP_OFFSETS], tags[STRIP_SIZES]
        return around.getvalue()[offset : offset + size].translate(BITS_REVERSED)

    def proof(self) -> bytes:
        """A PNG with square pixels, of exactly what arrives."""
        size = (self.bitmap.width, round(self.rows * DOTS_PER_INCH / self.quality.lines_per_inch))
        out = BytesIO()
        ImageChops.invert(self.bitmap).resize(size, Image.Resampling.NEAREST).save(out, "PNG", optimize=False)
        return out.getvalue()


def fax_pages(pdf: bytes, quality: Quality, threshold: int = THRESHOLD) -> Iterator[FaxPage]:
    """The pages of a PDF as a fax has them, one after the other."""
    table = [255] * threshold + [0] * (256 - threshold)
    with closing(pypdfium2.PdfDocument(pdf)) as document:
        for page in document:
            with closing(page):
                yield FaxPage(_drawn(page, quality).point(table, "1"), quality)


def check_ink(pages: Sequence[FaxPage]) -> None:
    """Raises :class:`Mistake` for a page that arrives blank, or so black that nobody can read it."""
    for number, page in enumerate(pages, 1):
        if not LEAST_INK <= page.ink <= MOST_INK:
            what = "hardly any ink" if page.ink < LEAST_INK else "more ink than paper"
            raise Mistake(
                f"page {number} of the fax would arrive with {what} ({page.ink:.1%} black)",
                "a fax knows black on white only: compare fax.css and the templates of a fax with the shipped ones",
            )


def ink_in(tiff: bytes, page: int) -> float | None:
    """The black share of a page of a fax file, counted from 0; None where its rows can't be decoded."""
    try:
        with Image.open(BytesIO(tiff), formats=("TIFF",)) as image:
            image.seek(page)
            return 1 - share_of_ink(image.convert("1", dither=Image.Dither.NONE))
    except Exception:  # Pillow raises whatever a spoilt file makes it stumble on
        return None


def share_of_ink(bitmap: Image.Image) -> float:
    """How many of its bits are set."""
    return bitmap.histogram()[255] / (bitmap.width * bitmap.height)


def _drawn(page: pypdfium2.PdfPage, quality: Quality) -> Image.Image:
    """The page in grey; narrower paper stands in the middle, wider paper is cut at both sides."""
    width, height = (points / POINTS_PER_INCH * MM_PER_INCH for points in page.get_size())
    rows = rows_of(height, quality)
    across = round(width / MM_PER_INCH * DOTS_PER_INCH)
    down = round(height / MM_PER_INCH * quality.lines_per_inch)
    bitmap = pypdfium2.PdfBitmap.new_native(WIDTH, rows, raw.FPDFBitmap_Gray)
    bitmap.fill_rect((255, 255, 255, 255), 0, 0, WIDTH, rows)
    place = ((WIDTH - across) // 2, 0, across, down)
    raw.FPDF_RenderPageBitmap(bitmap, page, *place, 0, raw.FPDF_GRAYSCALE | raw.FPDF_ANNOT)
    grey: Image.Image = bitmap.to_pil()
    return grey
