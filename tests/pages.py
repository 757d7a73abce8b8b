"""What a reader finds on laid-out pages, and where: lines of text with their boxes in mm from the upper left corner."""

from dataclasses import dataclass
from io import BytesIO
from typing import Any

import pypdfium2

from letterkit.model.letter import Letter
from letterkit.typeset.layouts import Box
from letterkit.typeset.letters import set_letter

MM = 25.4 / 72
COLUMN_GAP = 8


@dataclass(frozen=True)
class Line:
    """A line of text and what its ink covers."""

    text: str
    box: Box


def pdf_pages(letter: Letter) -> Any:
    """The pages of a letter's PDF."""
    return pypdfium2.PdfDocument(BytesIO(set_letter(letter).pdf))


def lines_of(page: Any) -> list[Line]:
    """The lines of a page in reading order; two that stand far apart on one height are two."""
    text, height = page.get_textpage(), page.get_height()
    lines: list[tuple[str, list[Box]]] = [("", [])]
    for at in range(text.count_chars()):
        character = text.get_text_range(at, 1)
        left, bottom, right, top = text.get_charbox(at)
        box = Box(x=left * MM, y=(height - top) * MM, w=(right - left) * MM, h=(top - bottom) * MM)
        said, boxes = lines[-1]
        if character in ("\r", "\n", ""):
            lines.append(("", []))
        elif character.strip() and boxes and box.x - (boxes[-1].x + boxes[-1].w) > COLUMN_GAP:
            lines.append((character, [box]))
        else:
            lines[-1] = (said + character, [*boxes, box] if character.strip() else boxes)
    return [Line(said.strip(), around(boxes)) for said, boxes in lines if boxes]


def around(boxes: list[Box]) -> Box:
    """The smallest box that holds all of them."""
    x, y = min(box.x for box in boxes), min(box.y for box in boxes)
    right, bottom = max(box.x + box.w for box in boxes), max(box.y + box.h for box in boxes)
    return Box(x=x, y=y, w=right - x, h=bottom - y)
