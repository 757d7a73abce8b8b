"""Markdown, and HTML within it, as a reader sees it; headings, points and bold stay marked, and every line its place.

The marks are those of CommonMark 0.31 and, for converted wikis, of Pandoc: ``{#id}``, ``"wikilink"``, code as layout.
"""

import re
from functools import cache
from html import unescape
from itertools import islice

GAP = "   "
"""What parts two lines of a cell."""
NESTED = 2
"""Links in the words of links."""
FEWEST_BREAKS = 3
"""Lines that end in a backslash, or backslashes before marks, that show a text to be Markdown."""


UNSEEN = (("<!--", "-->"), ("<style", "</style>"), ("<script", "</script>"))
"""What opens and what closes a stretch that no reader sees."""
TAGS = """a abbr b big blockquote br center div em figure font i iframe img li ol p small span strong table tbody td th
thead tr u ul"""


@cache
def _patterns() -> dict[str, re.Pattern[str]]:
    target = r"\((?:mailto:)?[^()\s]{1,500}(?:\s+\"[^\"]{0,200}\")?\)"
    marks = r"^\{\{|<ref\b|<nowiki>|<s>|^__[A-Z]+__"
    return {
        "shown": re.compile(rf"^#{{1,6}} \S|\]{target}|^</?(?:div|p|h\d|ul|ol|style)\b|{marks}", re.MULTILINE),
        "break": re.compile(r"\\(?:$|[^\w\s]|_)", re.MULTILINE),
        "settings": re.compile(r"(?:\d\.\s+){0,2}-\\?\*-[^\n]{0,200}\n?[^\n]{0,200}-\\?\*-"),
        "template": re.compile(r"^\{\{[^{}]{0,4000}\}\}\s*$|^__[A-Z]+__$", re.MULTILINE),
        "struck": re.compile(
            r"<(s|del|strike|ref)\b[^<>/\n]{0,200}>[^<>]{0,1000}</\1>|<ref\b[^<>\n]{0,200}/>|~~[^~\n]{1,500}~~"
        ),
        "value": re.compile(r"\{\{[^{}|\n]{1,30}\|([^{}|\n]{1,200})\}\}"),
        "fence": re.compile(r"^(?:```|~~~)[^\n]*$", re.MULTILINE),
        "heading": re.compile(r"<h([1-6])\b[^<>]*>(.{0,300}?)</h\1>", re.DOTALL | re.IGNORECASE),
        "raw": re.compile(r"\{=\w{1,20}\}|\{\{[^{}\s]{1,20}:[^{}\n]{1,500}\}\}"),
        "point": re.compile(r"<li\b[^<>\n]*>[ \t]*", re.IGNORECASE),
        "line": re.compile(r"<br\s*/?>(?!\s*$)", re.IGNORECASE | re.MULTILINE),
        "tag": re.compile(rf"</?(?:{'|'.join(TAGS.split())})\b[^<>]{{0,2000}}>", re.IGNORECASE),
        "coded break": re.compile(r"&(?:#0*1[03]|#[xX]0*[aAdD]|NewLine);?"),
        "auto link": re.compile(r"<((?:https?://|mailto:)?[^\s<>]{3,200}[@/.][^\s<>]{1,200})>"),
        "code": re.compile(r"`([^`\n]{0,1000})`"),
        "link": re.compile(rf"!?\[([^\[\]]{{0,300}})\]{target}"),
        "mailto": re.compile(r"\bmailto:(?=[^\s@]{1,200}@)"),
        "escaped": re.compile(r"\\([^\w\s]|_)"),
        "hard break": re.compile(r"\\$", re.MULTILINE),
    }


def is_markdown(text: str) -> bool:
    """Whether a text is written in Markdown: by a heading, a link, a block of HTML, or its backslashes."""
    shown, breaks = _patterns()["shown"].search(text), _patterns()["break"].finditer(text)
    return shown is not None or len(list(islice(breaks, FEWEST_BREAKS))) == FEWEST_BREAKS


def seen_of(text: str) -> str:
    """The text without what only lays it out; as many lines as before. Blocks that are nothing but links go."""
    patterns = _patterns()
    for opening, closing in UNSEEN:
        text = _without(text, opening, closing)
    for unseen in ("settings", "fence", "struck"):
        text = patterns[unseen].sub(_empty, text)
    text = patterns["template"].sub(_template, text)
    text = patterns["heading"].sub(_heading, patterns["value"].sub(r"\1", text))
    text = patterns["line"].sub(lambda found: GAP + _empty(found), patterns["point"].sub("- ", text))
    text = unescape(
        patterns["tag"].sub(_empty, patterns["auto link"].sub(r"\1", patterns["coded break"].sub(" ", text)))
    )
    text = _without_menus(patterns["raw"].sub("", patterns["code"].sub(r"\1", text)))
    for _ in range(NESTED):
        text = patterns["link"].sub(lambda found: found[1] + "\n" * (found[0].count("\n") - found[1].count("\n")), text)
    return patterns["hard break"].sub("", patterns["escaped"].sub(r"\1", patterns["mailto"].sub("", text)))


def _without(text: str, opening: str, closing: str) -> str:
    """The text without what stands between two marks; what is never closed stays."""
    parts, place = [], 0
    first, last = (re.compile(re.escape(mark), re.IGNORECASE) for mark in (opening, closing))
    while (begin := first.search(text, place)) and (end := last.search(text, begin.end())):
        parts += [text[place : begin.start()], "\n" * text.count("\n", begin.start(), end.end())]
        place = end.end()
    return "".join([*parts, text[place:]])


def _empty(found: re.Match[str]) -> str:
    """Nothing, on as many lines."""
    return "\n" * found[0].count("\n")


def _template(found: re.Match[str]) -> str:
    """Nothing for a wiki's template; a place to fill in, "{{YOUR NAME}}", stays."""
    return _empty(found) if found[0].startswith("__") or "|" in found[0] or "=" in found[0] else found[0]


def _heading(found: re.Match[str]) -> str:
    words = _patterns()["tag"].sub("", found[2])
    return f"{'#' * int(found[1])} {' '.join(words.split())}" + "\n" * found[0].count("\n")


def _without_menus(text: str) -> str:
    """The text with empty lines in place of blocks that hold links and no other words, as menus of wikis do."""
    parts = re.split(r"(\n[ \t]*\n)", text)
    return "".join("\n" * part.count("\n") if _is_menu(part) else part for part in parts)


def _is_menu(block: str) -> bool:
    rest = block
    for _ in range(NESTED):
        rest = _patterns()["link"].sub("", rest)
    return rest != block and "@" not in block and not any(c.isalpha() for c in rest)
