"""Pages as pictures, as they look on screen and on paper."""

from contextlib import closing
from dataclasses import dataclass
from io import BytesIO

import pypdfium2

FOR_SCREEN, FOR_FILES = 144, 200
"""Dots per inch."""
FAST_OCTREE = 2
"""Pillow's number of a quantizer that is quick and looks well on grey edges."""


@dataclass(frozen=True)
class Picture:
    """A page as PNG, with its size on paper in millimetres."""

    data: bytes
    w: float
    h: float


def page_pictures(pdf: bytes, dpi: int) -> tuple[Picture, ...]:
    """Each page of a PDF of ours as a picture; the same pages give the same bytes."""
    with closing(pypdfium2.PdfDocument(pdf)) as document:
        return tuple(_picture(page, dpi) for page in document)


def _picture(page: pypdfium2.PdfPage, dpi: int) -> Picture:
    width, height = page.get_size()
    image = page.render(scale=dpi / 72).to_pil()
    data = BytesIO()
    # Text on paper needs few colours: with 64 of them a picture takes a third of the room.
    image.convert("RGB").quantize(64, method=FAST_OCTREE).save(data, "PNG")
    return Picture(data.getvalue(), width / 72 * 25.4, height / 72 * 25.4)
