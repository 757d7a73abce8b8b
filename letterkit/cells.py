"""Cells of tables for spreadsheet programs: none is ever taken for a formula."""

FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "'")
"""What a spreadsheet takes for a formula when a cell begins with it; an apostrophe before it makes the cell text."""


def as_text(value: str) -> str:
    """The cell as it is written, so that it stays text."""
    return f"'{value}" if value.startswith(FORMULA_STARTS) else value


def as_was(cell: str) -> str:
    """The cell as it was before :func:`as_text`."""
    return cell[1:] if cell.startswith("'") and cell[1:].startswith(FORMULA_STARTS) else cell
