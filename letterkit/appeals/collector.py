"""Lines, collected from a document's events: words come, lines end, cells of a row stay apart."""

from letterkit.appeals.lines import Line, is_rule, take_marker
from letterkit.appeals.numbers import MEANS
from letterkit.appeals.text import HIDDEN
from letterkit.appeals.vocabulary import vocabulary

CELL = "\x1f"
"""What parts the cells of a row, and words before and after a tab."""
_ON_ONE_LINE = {**HIDDEN, 9: " ", 10: " ", 13: " ", 0xA0: " ", **dict.fromkeys([0xF0A7, 0xF0B7, 0xF0D8], "•")}
MOST_LINES = 200_000


class Collector:
    """Collects lines. Whoever feeds it says where blocks, rows and cells begin and end."""

    def __init__(self) -> None:
        self.lines: list[Line] = []
        self.links: set[int] = set()
        """The places among the lines of those that are nothing but links."""
        self._parts: list[str] = []
        self._number = 1
        self._gap = False
        self._level = 0
        self._marker = ""
        self._depth = 0
        self._cell_lines = 0
        self._cell_start = 0
        self._label = ""
        self._heads: list[str] = []
        self._row: list[str] = []
        self._row_is_head = False
        self._break_due = False
        self._gap_due = False
        self._linked = True

    @property
    def holds_words(self) -> bool:
        """Whether a line has begun."""
        return bool(self._parts)

    @property
    def place(self) -> int:
        """Where the next words of this line will stand; for :meth:`words_since`."""
        return len(self._parts)

    def words_since(self, place: int) -> str:
        """What was added to this line since then."""
        return "".join(self._parts[place:])

    def add(self, text: str, number: int, *, linked: bool = False) -> None:
        """Words; ``number`` is the line of the source on which they begin; ``linked`` says that they are a link's."""
        blank = not text.strip()
        if self._break_due and not blank:
            self.end_line()
            self._gap = self._gap_due
        if not self._parts:
            if blank:
                return
            self._number, self._linked = number, True
        if not blank:
            self._linked = self._linked and linked
            text, self._label = self._label + text, ""
        self._parts.append(text)

    def replace_since(self, place: int, text: str) -> None:
        """Other words in place of those added to this line since then."""
        self._parts[place:] = [text]
        self._linked = False

    def open_gap(self) -> None:
        """The next line stands apart from the one before."""
        if self._break_due:
            self._gap_due = True
        else:
            self._gap = True

    def open_heading(self, level: int) -> None:
        """The next line is a heading."""
        self._level, self._marker = level, ""

    def open_point(self, marker: str, lists: int = 0) -> None:
        """The next line is a point of a list; ``lists`` says how many stand around it, where that is known."""
        self._marker, self._depth = marker, 4 * lists

    def close_heading(self) -> None:
        """What follows is no heading."""
        self._level = 0

    def open_table(self) -> None:
        """A table begins: the heads of its columns are not known yet."""
        self._heads = []

    def open_row(self) -> None:
        """A row begins, on a line of its own."""
        self.end_line()
        self._row, self._row_is_head, self._label = [], True, ""

    def open_cell(self, *, head: bool) -> None:
        """A cell begins. Where the head of its column is a label ("Fax"), the label goes before its words."""
        self._close_cell()
        self._break_due = False
        if self._parts and len(self.lines) > self._cell_lines:
            self.end_line()
        if self._parts:
            self._parts.append(CELL)
        self._cell_lines, self._cell_start = len(self.lines), len(self._parts)
        column = len(self._row)
        label = self._heads[column] if not head and column < len(self._heads) else ""
        self._label = f"{label}: " if label and vocabulary().labels.whole(label) in MEANS else ""
        self._row_is_head = self._row_is_head and head
        self._row.append("")

    def close_row(self) -> None:
        """A row ends; one that has only heads names the columns below it."""
        self._close_cell()
        self._label = ""
        if self._row and (self._row_is_head or self._reads_as_heads()):
            self._heads = self._row
        self.end_line()
        self._row = []

    def _close_cell(self) -> None:
        if self._row and len(self.lines) == self._cell_lines:
            self._row[-1] = " ".join("".join(self._parts[self._cell_start :]).replace(CELL, " ").split())

    def _reads_as_heads(self) -> bool:
        """Whether the first row of a table is made of labels, though it is not marked as its head."""
        first = not self._heads and len(self._row) > 1
        return first and sum(vocabulary().labels.whole(cell) in MEANS for cell in self._row[1:]) * 2 >= len(self._row)

    def end_block(self) -> None:
        """A paragraph ends. In a cell its line may go on with the next cell, so that a row stands on one line."""
        if not self._row:
            self.end_line()
        elif "".join(self._parts[self._cell_start :]).strip():
            self._break_due, self._gap_due = True, False

    def end_line(self) -> None:
        """Ends the line that is being collected."""
        cells = (" ".join(cell.translate(_ON_ONE_LINE).split()) for cell in "".join(self._parts).split(CELL))
        text = "   ".join(filter(None, cells))
        self._parts, self._cell_start, self._break_due = [], 0, False
        if not text or is_rule(text) or len(self.lines) >= MOST_LINES:
            return
        line = Line(self._number, text, self._gap or self._level > 0, self._level, self._marker, self._depth)
        if self._linked:
            self.links.add(len(self.lines))
        self.lines.append(take_marker(line))
        self._gap, self._marker, self._depth = False, "", 0


def point_marker(number: int, style: str) -> str:
    """The sign of a numbered point: ``3.``, ``c.``, ``iii.``; a bullet for any other style."""
    match style:
        case "1" | "decimal":
            return f"{number}."
        case "a" | "A" | "lower-alpha" | "upper-alpha" | "lowerLetter" | "upperLetter" if 1 <= number <= 26:
            letter = chr(96 + number)
            return f"{letter.upper() if style.startswith(('A', 'upper')) else letter}."
        case "i" | "I" | "lower-roman" | "upper-roman" | "lowerRoman" | "upperRoman" if 1 <= number <= 99:
            roman = _roman(number)
            return f"{roman.upper() if style.startswith(('I', 'upper')) else roman}."
    return "•"


def _roman(number: int) -> str:
    tens, ones = divmod(number, 10)
    numerals = ("", "i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix")
    return numerals[tens].translate(str.maketrans("xvi", "clx")) + numerals[ones]
