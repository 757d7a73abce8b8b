"""Markdown as a reader sees it: marks go, words stay, and every line keeps its number."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from letterkit.appeals.markdown import is_markdown, seen_of

MARKS = {
    "a comment": ("<!-- kept\nout -->", ""),
    "a style": ("<style>\np {}\n</style>", ""),
    "a script": ("<script>\nrun()\n</script>", ""),
    "settings of an editor": ("-*- mode: wiki\nfill -*-", ""),
    "a template of a wiki": ("{{Infobox\n| name = Ada\n}}", ""),
    "a switch of a wiki": ("__NOTOC__", ""),
    "struck words": ("<del>kept\nout</del>", ""),
    "words between tildes": ("~~kept out~~", ""),
    "a footnote": ("<ref>kept\nout</ref>", ""),
    "a footnote without words": ('<ref name="two" />', ""),
    "a value": ("for {{lang|Ada Muster}} here", "for Ada Muster here"),
    "a fence": ("```text\nwords\n```", "words"),
    "a heading": ("<h2\nid=a>Free\nAda</h2>", "## Free Ada"),
    "a raw mark": ("words`{=html}", "words`"),
    "a picture of a wiki": ("{{wiki:ada.png}}", ""),
    "a point": ('<li class="a"> words</li>', "- words"),
    "a break in a line": ("Ada<br/>Muster", "Ada   Muster"),
    "a tag": ('<div\nclass="a">words</div>', "words"),
    "an address in angles": ("<ada@example.org>", "ada@example.org"),
    "code": ("`words`", "words"),
    "a link": ("see [the\npage](https://www.example.org) of us", "see the\npage of us"),
    "a link with a title": ('see [it](https://www.example.org\n"a title") here', "see it\n here"),
    "a link in a link": ("see [a [b](https://b.example) c](https://c.example) now", "see a b c now"),
    "a picture": ("see ![Ada](ada.png) here", "see Ada here"),
    "an address to write to": ("mailto:ada@example.org", "ada@example.org"),
    "an escaped mark": (r"ada\_muster\*", "ada_muster*"),
    "a hard break": ("Ada\\\nMuster", "Ada\nMuster"),
    "signs by their names": ("Ada &amp; Eva", "Ada & Eva"),
    "a menu": ("[Home](https://a.example)\n[News](https://b.example)", ""),
}


@pytest.mark.parametrize("mark", MARKS)
def test_a_mark_goes_and_the_words_beside_it_keep_their_lines(mark: str) -> None:
    written, seen = MARKS[mark]
    text = seen_of(f"above\n\n{written}\n\nbelow\n")
    assert text.split() == ["above", *seen.split(), "below"]
    assert text.split("\n").index("below") == 4 + written.count("\n")


@pytest.mark.parametrize("mark", ["<!-- never closed\n", "<style> p\n", "[a](b\n", "{{a|\n", "<div\n", "~~a\n", "`a\n"])
def test_words_behind_a_mark_that_is_never_closed_are_kept(mark: str) -> None:
    assert seen_of(f"{mark}words").endswith("words")


@given(
    st.lists(
        st.sampled_from([written for written, _ in MARKS.values()])
        | st.sampled_from(["<!--", "-->", "<h2>", "</h2>", "[", "](", ")", "{{", "|", "}}", "<del>", "</del>", "\\"])
        | st.text("ab<>[](){}|\\`~*-_=#@.: \n", max_size=6),
        max_size=25,
    ).map("".join)
)
def test_a_text_has_as_many_lines_without_its_marks(text: str) -> None:
    assert seen_of(text).count("\n") == text.count("\n")


@pytest.mark.parametrize(
    ("text", "markdown"),
    [
        ("# Free Ada", True),
        ("see [us](https://www.example.org)", True),
        ("Ada\\\nMuster\\\nLane 2\\\n", True),
        ("Free Ada [Muster], at once", False),
        ("#1 of 3 appeals", False),
    ],
)
def test_a_text_is_markdown_only_where_it_shows_it(text: str, markdown: bool) -> None:
    assert is_markdown(text) is markdown
