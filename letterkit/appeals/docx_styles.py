"""What a Word document says beside its text: styles of paragraphs, lists, the addresses behind links."""

import re
from collections import Counter
from dataclasses import dataclass, field

from letterkit.appeals.collector import point_marker
from letterkit.zipped import Archive, Attributes, Open, read_xml

_DEEPEST_STYLE = 10


@dataclass
class Style:
    """A style, or what a paragraph itself says: the level of a heading, a point of a list."""

    based_on: str = ""
    level: int = 0
    list_id: str = ""
    list_level: int = 0

    def take(self, name: str, value: str) -> None:
        """Takes in one property of a paragraph."""
        match name:
            case "w:pStyle" | "w:basedOn":
                self.based_on = value
            case "w:numId":
                self.list_id = value
            case "w:ilvl":
                self.list_level = number(value)
            case "w:outlineLvl" if not self.level and number(value) < 6:
                self.level = number(value) + 1


@dataclass
class _Level:
    style: str = "bullet"
    start: int = 1


@dataclass
class Around:
    """Styles by their id, lists by theirs, addresses by the id of their link."""

    styles: dict[str, Style] = field(default_factory=dict)
    links: dict[str, str] = field(default_factory=dict)
    _lists: dict[str, str] = field(default_factory=dict)
    _levels: dict[tuple[str, int], _Level] = field(default_factory=dict)
    _counts: Counter[tuple[str, int]] = field(default_factory=Counter)

    def inherited(self, own: Style) -> Style:
        """What a paragraph says, and where it says nothing, what its styles say."""
        found = style = own
        for _ in range(_DEEPEST_STYLE):
            if style.based_on not in self.styles:
                break
            style = self.styles[style.based_on]
            level, list_id = found.level or style.level, found.list_id or style.list_id
            found = Style("", level, list_id, found.list_level or style.list_level)
        return found

    def marker(self, list_id: str, depth: int) -> str:
        """The sign of the next point of a list; deeper levels begin anew."""
        level = self._levels.get((self._lists.get(list_id, ""), depth), _Level())
        for deeper in [key for key in self._counts if key[0] == list_id and key[1] > depth]:
            del self._counts[deeper]
        self._counts[list_id, depth] += 1
        return point_marker(level.start + self._counts[list_id, depth] - 1, level.style)


def number(value: str) -> int:
    """A number in an attribute; 0 for anything else."""
    return int(value) if value.isdecimal() and len(value) < 5 else 0


def read_around(archive: Archive, main: str) -> Around:
    """What the parts beside the ``main`` one say."""
    around = Around()
    _feed(archive.part(f"word/_rels/{main}.rels"), _links(around))
    _feed(archive.part("word/styles.xml"), _styles(around))
    _feed(archive.part("word/numbering.xml"), _lists(around))
    return around


def _feed(data: bytes, opens: Open) -> None:
    if data:
        read_xml(data, opens, lambda name: None, lambda text: None)


def _links(around: Around) -> Open:
    def opens(name: str, told: Attributes) -> None:
        target = told.get("Target", "")
        if name == "rel:Relationship" and target.lower().startswith("mailto:"):
            around.links[told.get("Id", "")] = target[7:].partition("?")[0]

    return opens


def _styles(around: Around) -> Open:
    now = Style()

    def opens(name: str, told: Attributes) -> None:
        nonlocal now
        if name == "w:style":
            now = around.styles.setdefault(told.get("w:styleId", ""), Style())
        elif name == "w:name":
            now.level = _heading_level(told.get("w:val", ""))
        else:
            now.take(name, told.get("w:val", ""))

    return opens


def _heading_level(name: str) -> int:
    found = re.fullmatch(r"heading ([1-6])", name[:20].lower())
    return int(found[1]) if found else int(name.lower() == "title")


def _lists(around: Around) -> Open:
    abstract, concrete = "", ""
    level = _Level()

    def opens(name: str, told: Attributes) -> None:
        nonlocal abstract, level, concrete
        value = told.get("w:val", "")
        match name:
            case "w:abstractNum":
                abstract = told.get("w:abstractNumId", "")
            case "w:lvl":
                level = around._levels.setdefault((abstract, number(told.get("w:ilvl", ""))), _Level())
            case "w:start":
                level.start = number(value)
            case "w:numFmt":
                level.style = value
            case "w:num":
                concrete = told.get("w:numId", "")
            case "w:abstractNumId":
                around._lists[concrete] = value

    return opens
