"""The logo in a letterhead: the sender's own, or that of the templates; PNG or SVG, checked before it is used."""

from base64 import b64encode
from dataclasses import dataclass, replace
from io import BytesIO
from pathlib import Path

from PIL import Image, UnidentifiedImageError

from letterkit.errors import Mistake, Problem
from letterkit.folders import TEMPLATES, data_file, remembered
from letterkit.model.letter import SenderParts
from letterkit.typeset.layouts import Box
from letterkit.typeset.pages import lay_out_html, noted, pdf_of
from letterkit.typeset.svg import read_svg

NAMES = ("logo.svg", "logo.png")
WORDS = "logo.txt"
LARGEST_FILE = 2_000_000
MOST_PIXELS = 16_000_000
PNG = b"\x89PNG\r\n\x1a\n"
TALLEST, SMALLEST = 20.0, 6.0
"""Millimetres; a letterhead that leaves less room than the smallest has none for a logo."""
GAP = 2.0
"""Millimetres between the logo and the lines below it."""


@dataclass(frozen=True)
class Logo:
    """A picture that was checked: its address (the picture itself), its width by its height, and what it says."""

    address: str
    ratio: float
    text: str
    """For those who can't see it."""


@dataclass(frozen=True)
class PlacedLogo:
    """A logo with its size on paper, in millimetres."""

    address: str
    text: str
    w: float
    h: float


def logo_of(parts: SenderParts) -> Logo | None:
    """The sender's logo, else that of the templates in use; raises :class:`Mistake` that names the file."""
    if parts.logo:
        logo = read_logo(Path(parts.logo))
        return replace(logo, text=parts.logo_text or logo.text or parts.signature[0])
    file = next((file for name in NAMES if (file := data_file(TEMPLATES, name))), None)
    return _of_the_templates(file) if file else None


def _of_the_templates(file: Path) -> Logo:
    logo, words = read_logo(file), data_file(TEMPLATES, WORDS)
    text = " ".join(words.read_text(encoding="utf-8-sig", errors="replace").split()) if words else logo.text
    if not text:
        remedy = f"write into {file.with_name(WORDS)} what it says, for those who can't see it"
        raise Mistake(Problem("this logo has no words for those who can't see it", remedy, str(file)))
    return replace(logo, text=text)


def placed(logo: Logo, box: Box, taken: float) -> PlacedLogo:
    """The logo as large as there is room for above ``taken`` mm of text; raises :class:`Mistake` for too little."""
    height = min(TALLEST, box.h - taken - GAP, box.w / logo.ratio)
    if height < min(SMALLEST, box.w / logo.ratio):
        raise Mistake(
            "the letterhead has no room for a logo",
            "leave some of your details away, or choose another layout: --layout",
        )
    return PlacedLogo(logo.address, logo.text, round(height * logo.ratio, 2), round(height, 2))


@remembered
def read_logo(file: Path) -> Logo:
    """The picture in a file; raises :class:`Mistake` with its name where it is none, or none that a letter can bear."""
    try:
        data = _bytes(file)
        return _png(data) if data.startswith(PNG) else _svg(data)
    except Mistake as error:
        raise Mistake(replace(one, file=str(file)) for one in error.problems) from error


def _bytes(file: Path) -> bytes:
    try:
        with file.open("rb") as opened:
            data = opened.read(LARGEST_FILE + 1)
    except OSError as error:
        reason = (error.strerror or "can't be read").lower()
        raise Mistake(
            f"can't read the logo: {reason}", "a name in a profile counts from the profile's folder"
        ) from error
    if len(data) > LARGEST_FILE:
        raise Mistake(f"the logo is larger than {LARGEST_FILE // 1_000_000} MB", "make it smaller")
    if not data.startswith(PNG) and b"<svg" not in data[:10_000]:
        raise Mistake("this is neither a PNG nor an SVG", "save the logo as one of these")
    return data


def _png(data: bytes) -> Logo:
    """A raster picture, written anew so that nothing but its points goes into a letter."""
    broken = Mistake("this PNG is broken", "save the logo again")
    width, height = int.from_bytes(data[16:20]), int.from_bytes(data[20:24])
    if width * height > MOST_PIXELS:
        raise Mistake(f"the logo has {width} × {height} points, more than any page can show", "make it smaller")
    try:
        with Image.open(BytesIO(data), formats=("PNG",)) as image:
            points = image.convert("RGBA")
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError, EOFError) as error:
        raise broken from error
    if not (width and height and 0.01 < width / height < 100):
        raise broken
    written = BytesIO()
    points.save(written, "PNG")
    return Logo(_address("image/png", written.getvalue()), width / height, "")


def _svg(data: bytes) -> Logo:
    drawing = read_svg(data)
    logo = Logo(_address("image/svg+xml", drawing.data), drawing.ratio, drawing.title)
    page = f'<html lang="en"><title>x</title><p><img src="{logo.address}" alt="x" width="100"></p></html>'
    with noted() as findings:
        pdf_of(lay_out_html(page, picture=logo.address))
    if findings:
        raise Mistake("this drawing can't be drawn on a letter", "save it as plain SVG, or as a PNG")
    return logo


def _address(kind: str, data: bytes) -> str:
    return f"data:{kind};base64,{b64encode(data).decode()}"
