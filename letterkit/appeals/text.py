"""Plain text → lines: encodings, the marks of wikis and of Markdown; what mail programs add goes first."""

import re
from dataclasses import replace
from functools import cache
from itertools import pairwise

from letterkit.appeals.given import with_title
from letterkit.appeals.hyphens import SOFT
from letterkit.appeals.lines import Line, is_rule, join_wrapped, take_marker
from letterkit.appeals.markdown import is_markdown, seen_of
from letterkit.appeals.page_marks import with_heads, without_page_marks
from letterkit.appeals.quoted import unquoted
from letterkit.appeals.tables import columns_apart, rows_told, unboxed
from letterkit.decoding import decode
from letterkit.model.finding import Finding

HIDDEN: dict[int, str | None] = dict.fromkeys(
    [*range(32), *range(127, 160), 0xAD, 0x200B, 0xFEFF, *range(0x202A, 0x202F), *range(0x2066, 0x206A)]
)
"""Characters that a reader does not see, and that may deceive one: controls, directions, joiners of no width."""
HIDDEN[9] = "   "  # a tab parts columns, as several spaces do


LONGEST_SETTINGS = 60
"""Lines of the settings at the top of a page."""


def is_text(data: bytes) -> bool:
    """Whether the bytes are text in an encoding that we read."""
    return decode(data) is not None


def encoding_findings(encoding: str) -> list[Finding]:
    """What a person should know about the encoding: only an old one that was guessed is worth a word."""
    if encoding != "cp1252":
        return []
    message = "the file is not UTF-8; read as Windows-1252, so look at accents and quotation marks"
    return [Finding(field="source", kind="doubtful", message=message)]


def read_text(data: bytes, declared: str | None = None) -> tuple[list[Line], list[Finding]]:
    """The lines of a plain text: wrapped paragraphs joined, marks of wikis and Markdown turned into what they mean."""
    decoded = decode(data, declared)
    if decoded is None:
        return [], []
    text, encoding = decoded
    lines, findings = lines_of(text)
    return lines, findings + encoding_findings(encoding)


def lines_of(text: str, first: int = 1, *, mail: bool = False) -> tuple[list[Line], list[Finding]]:
    """The lines of a text that begins on line ``first`` of its source; ``mail`` says that it is the text of a mail."""
    text = re.sub(r"\r\n?", "\n", text)
    bare = unquoted((seen_of(text) if is_markdown(text) else text).split("\n"), mail=mail)
    unpaged = without_page_marks(unboxed([_seen(line) for line in bare.lines]))
    lines, joined = join_wrapped(columns_apart(_lines(rows_told(unpaged.lines))))
    lines, findings = with_heads(lines, unpaged.heads), unpaged.findings + joined
    lines = with_title(lines, bare.subject, bare.subject_at + 1)
    if first > 1:
        lines = [replace(line, number=line.number + first - 1) for line in lines]
        findings = [found.model_copy(update={"line": (found.line or 1) + first - 1}) for found in findings]
    return lines, findings


def _seen(line: str) -> str:
    """What a reader sees of a line, and the soft hyphen that breaks its last word."""
    seen = _patterns()["written twice"].sub("", line.translate(HIDDEN)).rstrip()
    return f"{seen}{SOFT}" if seen and line.rstrip().endswith(SOFT) else seen


@cache
def _patterns() -> dict[str, re.Pattern[str]]:
    return {
        "written twice": re.compile(r"(?<=\S)\s?<mailto:[^<>\s]{1,200}>", re.IGNORECASE),
        "wiki heading": re.compile(r"(={1,6})\s*([^=].*?)\s*=+\s*$"),
        "markdown heading": re.compile(r"(#{1,6})\s+(\S.*?)(?:\s*\{#[^{}\s]{1,200}\})?$"),
        "link": re.compile(r"\[\[(?:[^\[\]|]{0,500}\|)?\s*([^\[\]|]{1,500})\]\]"),
        "strong": re.compile(r"('{2,3}|\*\*)(?=\S)([^\n]{1,300}?)(?<=\S)\1"),
        "underlined": re.compile(r"(?<![\w_])__(?=[^\W_])([^\n]{1,300}?)(?<=[^\s_])__(?![\w_])"),
        "half strong": re.compile(r"^(?:'{3}|\*\*)(?=\w)|(?<=[\w.,:;!?])(?:'{3}|\*\*)$"),
        "instruction": re.compile(r"#.*-\*-|#(?:format|language|acl|pragma|redirect)\b"),
        "setting": re.compile(r"\s*$|#|\s+\S|-\s|[\w-]{1,30}\s?:(?:\s|$)"),
        "front matter": re.compile(r"([A-Za-z_]{2,20}):\s+(\S.*)$"),
    }


def _lines(raw: list[str | None]) -> list[Line]:
    lines: list[Line] = []
    gap = False
    front_matter = _front_matter(raw)
    wiki = any(_shows_wiki(text.lstrip()) for text in raw if text)
    points = _points_of_wiki(raw) if wiki else frozenset()
    for number, text in enumerate(raw, 1):
        if text is None:
            continue
        if number <= front_matter:
            lines += _setting(number, text)
            continue
        point = number in points
        line = _marked(number, text[1:] if point else text, wiki=wiki)
        if line is None or not line.text:
            gap = True
            continue
        above = lines[-1].text if lines else ""
        line = replace(line, gap=gap or line.level > 0, marker="#" if point else line.marker)
        lines.append(take_marker(line, above))
        gap = False
    return lines


def _points_of_wiki(raw: list[str | None]) -> frozenset[int]:
    """The numbers of the lines with ``#`` right below each other: the points of a wiki's list; headings stand apart."""
    signed = [text is not None and text.startswith("# ") for text in raw]
    pairs = (number for number, (one, two) in enumerate(pairwise(signed), 1) if one and two)
    return frozenset(at for number in pairs for at in (number, number + 1))


def _shows_wiki(text: str) -> bool:
    """Whether a line is a heading or holds a link as wikis and Markdown write them."""
    patterns = _patterns()
    if text.startswith(("=", "#")) and (
        patterns["wiki heading"].match(text) or patterns["markdown heading"].match(text)
    ):
        return True
    return "[" in text and bool(patterns["link"].search(text))


def _marked(number: int, text: str, *, wiki: bool) -> Line | None:
    """One line without the marks of a wiki; None for a rule or an instruction. Other texts keep every character."""
    patterns = _patterns()
    stripped = text.strip()
    if is_rule(stripped) or patterns["instruction"].match(stripped):
        return None
    if not wiki:
        return None if is_rule(stripped) else Line(number, stripped, depth=_indent(text))
    if stripped.startswith((":", "*:")):
        stripped = stripped.lstrip(":") if stripped[0] == ":" else stripped[2:].strip()
    if "[" in stripped:
        if "@" not in stripped and not any(c.isalnum() for c in patterns["link"].sub("", stripped)):
            return None  # a menu of the wiki
        stripped = patterns["link"].sub(r"\1", stripped)
    heading = patterns["wiki heading"].match(stripped) or patterns["markdown heading"].match(stripped)
    stripped = patterns["strong"].sub(r"\2", heading[2] if heading else stripped)
    stripped = patterns["underlined"].sub(r"\1", stripped)
    stripped = patterns["half strong"].sub("", stripped).strip()
    return Line(number, stripped, level=len(heading[1]) if heading else 0, depth=_indent(text))


def _indent(text: str) -> int:
    return len(text) - len(text.lstrip())


def _front_matter(raw: list[str | None]) -> int:
    """The number of the line that ends a block of settings between two ``---`` at the top; 0 when there is none."""
    if not raw or (raw[0] or "").strip() != "---":
        return 0
    end = next((place for place, line in enumerate(raw[1:LONGEST_SETTINGS], 1) if line and line.strip() == "---"), 0)
    setting = _patterns()["setting"]
    return end + 1 if end and all(not line or setting.match(line) for line in raw[1:end]) else 0


def _setting(number: int, text: str) -> list[Line]:
    """Of the settings of a page only its title and its date are the appeal's."""
    found = _patterns()["front matter"].match(text)
    if not found or found[1].lower() not in ("title", "date"):
        return []
    value = found[2].strip("\"' ")
    return [Line(number, value, gap=True, level=1 if found[1].lower() == "title" else 0)]
