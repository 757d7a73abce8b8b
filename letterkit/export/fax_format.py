"""The geometry of a fax page (ITU-T T.4).

A page is 1728 pixels wide, 204 to the inch; the lines of an inch depend on the quality, so pixels are not square.
"""

from letterkit.model.fax import Quality

WIDTH = 1728
"""Pixels of a line: 215 mm, which every machine knows; A4 and Letter stand in its middle."""
DOTS_PER_INCH = 204
LONGEST_PAGE = 297
"""Millimetres. A page that is longer by a line is scaled by some senders, and so blurred."""
MM_PER_INCH = 25.4
THRESHOLD = 176
"""Of 0 (black) to 255 (white): what is darker becomes ink. Measured to be read best at standard quality."""


def rows_of(height: float, quality: Quality) -> int:
    """The rows of a page of that height in mm, never more than A4 has: 1145, 2291 or 4571."""
    return int(min(height, LONGEST_PAGE) / MM_PER_INCH * quality.lines_per_inch + 1e-3)
