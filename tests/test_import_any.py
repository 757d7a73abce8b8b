"""Any text at all gives an appeal or a clear refusal, in time that grows with its length."""

import random
from datetime import date
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from letterkit.appeals.read import read_document
from letterkit.appeals.source import LARGEST, read_source, source_of
from letterkit.errors import LetterkitError, Mistake
from letterkit.model.finding import Reading

SEED = (Path(__file__).parent.parent / "examples" / "appeal-chn-002.txt").read_bytes()
ON = date(2026, 11, 23)
SHREDS = [
    *("Fax: +41 22 793 70 14", "c/o Embassy of", "- ", "i. release her;", "Please write to:", "President", "Mr. "),
    *(
        "E-mail:",
        "a@b.org",
        "Copies to:",
        "\n",
        "\n\n",
        ", ",
        "; ",
        "Kenya",
        "1. ",
        "Salutation:",
        "Dear ",
        "Sincerely,",
    ),
    *("http://x.org/a", "(0)", "Tel/Fax", "before 30 October 2012", "Ministre de l'Intérieur", "Genève", "=== A ==="),
    *(
        "> ",
        "|",
        "[[a|b]]",
        "\x00",
        "\u202e",
        "İ",
        "ß",
        "…",
        "email 12345678",
        "http://a Fax",
        "/ 17",
        "Zhang Buzhang ",
    ),
]


def read(data: bytes) -> Reading:
    return read_document(source_of(data, "given"), on=ON)


def read_or_refuse(data: bytes) -> None:
    """Reads what may be read; a refusal must say what to do."""
    refusal: LetterkitError | None = None
    try:
        read(data)
    except LetterkitError as error:
        refusal = error
    assert refusal is None or refusal.problems[0].remedy


@given(st.lists(st.sampled_from(SHREDS) | st.text(max_size=12), max_size=60).map("".join))
def test_any_text_gives_an_appeal_or_a_clear_refusal(text: str) -> None:
    read_or_refuse(text.encode("utf-8", "surrogatepass"))


@given(st.binary(max_size=400))
def test_any_bytes_give_an_appeal_or_a_clear_refusal(data: bytes) -> None:
    read_or_refuse(data)


@given(st.binary(max_size=200).map(lambda data: b"<html><body>" + data))
def test_any_page_gives_an_appeal_or_a_clear_refusal(data: bytes) -> None:
    read_or_refuse(data)


@given(st.randoms(use_true_random=False))
def test_a_seed_with_lines_lost_doubled_or_moved_is_still_read(chance: random.Random) -> None:
    lines = [line for line in SEED.splitlines() for _ in range(chance.choice((0, 1, 1, 1, 2)))]
    if chance.random() < 0.3:
        chance.shuffle(lines)
    printed = "\n".join(line.decode() for line in lines)
    if printed:
        assert all(request in printed for request in read(printed.encode()).appeal.requests_in("en"))


# Many backslashes are those of Markdown, which stand before signs and are no part of the text.
@given(
    st.lists(
        st.text(st.characters(categories=["L", "N", "P"], exclude_characters="\\"), min_size=3, max_size=60).map(
            str.strip
        ),
        min_size=2,
        max_size=6,
    )
)
@example(points=["HEAD/OF/GOVERNMENT", "000"])
@example(points=["everyone", "1200 prisoners"])
def test_marked_requests_come_back_character_for_character(points: list[str]) -> None:
    given_points = [f"release {point} now;" for point in points]
    marked = "".join(f"{number}) {point}\n" for number, point in enumerate(given_points, 1))
    text = f"Please write to the authorities, urging them to:\n{marked}"
    assert read(text.encode()).appeal.requests == tuple(given_points)


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (b"", "empty"),
        (b" \n\n", "empty"),
        (b"\xff\xd8\xff\xe0" + bytes(range(256)), "picture"),
        (b"%PDF-1.7", "PDF"),
        (b"PK\x03\x04" + b"\0" * 40, "DOCX"),
        (b"\x00\x01\x02\x03\x81" * 50, "not text"),
        (b"a" * (LARGEST + 1), "larger than"),
    ],
)
def test_what_is_no_appeal_is_refused_with_file_and_remedy(data: bytes, says: str) -> None:
    with pytest.raises(Mistake, match=says) as refusal:
        source_of(data, "photo.txt")
    problem = refusal.value.problems[0]
    assert problem.file == "photo.txt"
    assert problem.remedy


def test_a_file_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(Mistake, match="can't be read"):
        read_source(tmp_path / "nothing.txt")


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-8-sig"])
def test_other_encodings_give_the_same_appeal(encoding: str) -> None:
    assert read(SEED.decode().encode(encoding)).appeal == read(SEED).appeal


def test_windows_1252_is_read_with_a_finding() -> None:
    reading = read(SEED.decode().encode("cp1252"))
    assert reading.appeal == read(SEED).appeal
    assert any(finding.field == "source" and finding.kind == "doubtful" for finding in reading.findings)


@pytest.mark.parametrize(
    "unit",
    [
        b"1 ",
        b"+1 (",
        b"a@",
        b"Fax: ",
        b"(i) ",
        b"Mr. A ",
        b"<div>",
        b"x, ",
        b"President of ",
        b"President A B, Fax: +254 20 222 2222; ",
        b"\n- a",
    ],
)
def test_one_thing_again_and_again_is_read_or_refused(unit: bytes) -> None:
    read(b"Kenya\n" + unit * (20_000 // len(unit)))
