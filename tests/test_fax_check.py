"""A fax file under the eyes of `letterkit check`: what fails on the line, what only some machines refuse."""

import json
import struct
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image, ImageDraw
from typer.testing import Result

from letterkit.errors import Mistake
from letterkit.export.fax_check import look_at_fax
from letterkit.export.fax_pages import FaxPage
from letterkit.export.fax_tiff import Strip, fax_file
from letterkit.model.fax import Coding, Quality

Letterkit = Callable[..., Result]


def page(width: int = 1728, rows: int = 2291, ink: float = 0.1) -> Image.Image:
    """A page with a black bar over a share of it; a set bit is ink."""
    bitmap = Image.new("1", (width, rows), 0)
    if ink:
        ImageDraw.Draw(bitmap).rectangle((0, 0, width, int(rows * ink)), fill=255)
    return bitmap


def fax(*pages: Image.Image, quality: Quality = Quality.FINE, coding: Coding = Coding.MH) -> bytes:
    strips = [Strip(FaxPage(one, quality).coded(coding), one.height) for one in pages]
    return fax_file(strips, quality, coding)


def said(data: bytes) -> dict[str, bool]:
    return {remark.message: remark.fails for remark in look_at_fax(data)[1]}


def test_nothing_is_said_of_what_we_write() -> None:
    looks, remarks = look_at_fax(fax(page(), page(ink=0.2)))
    assert remarks == []
    assert [(look.width, look.rows, look.dpi, look.page_number) for look in looks] == [
        (1728, 2291, (204, 196), (0, 2)),
        (1728, 2291, (204, 196), (1, 2)),
    ]
    assert [round(look.ink or 0, 2) for look in looks] == [0.1, 0.2]


@pytest.mark.parametrize(
    ("data", "part", "fails"),
    [
        (fax(page(ink=0)), "blank", True),
        (fax(page(ink=0.9)), "white on black", True),
        (fax(page(ink=0.4)), "takes minutes", False),
        (fax(page(rows=2292)), "297.02 mm long", False),
        (fax(page(rows=4571), quality=Quality.SUPERFINE), "superfine", False),
        (fax(page(), coding=Coding.MMR), "efax", False),
        (fax(page(), coding=Coding.MR), "efax", False),
    ],
)
def test_what_is_amiss_is_said_with_whether_the_call_fails(data: bytes, part: str, fails: bool) -> None:
    assert [one for message, one in said(data).items() if part in message] == [fails]


def test_a_file_that_was_cut_off_is_refused() -> None:
    with pytest.raises(Mistake, match="cut off"):
        look_at_fax(fax(page())[:3000])


@pytest.mark.parametrize(
    ("mode", "options", "parts"),
    [
        ("L", {"dpi": (204, 196)}, ["grey or coloured", "not coded as a fax"]),
        ("1", {"dpi": (72, 72), "compression": "group3"}, ["72 × 72 dots"]),
        ("1", {"compression": "group3"}, ["0 × 0 dots"]),
        ("1", {"dpi": (204, 196), "compression": "group4"}, ["0 is black", "several strips", "not marked as one page"]),
    ],
)
def test_files_of_other_programs_are_seen_through(
    mode: str, options: dict[str, Any], parts: list[str], tmp_path: Path
) -> None:
    file = tmp_path / "other.tif"
    paper = page().point([255] + [0] * 255, "1").convert(mode)
    paper.save(file, **options)
    found = said(file.read_bytes())
    for part in parts:
        assert any(part in message for message in found), part


def test_a_narrow_page_fails(tmp_path: Path) -> None:
    file = tmp_path / "narrow.tif"
    page(width=1700).save(file, compression="group3", dpi=(204, 196))
    assert any("1700 pixels wide" in message and fails for message, fails in said(file.read_bytes()).items())


def test_the_command_prints_the_pages_and_fails_for_what_fails(letterkit: Letterkit, tmp_path: Path) -> None:
    good, blank = tmp_path / "good.tif", tmp_path / "blank.tif"
    good.write_bytes(fax(page()))
    blank.write_bytes(fax(page(), page(ink=0), page(ink=0)))
    done = letterkit("check", good)
    assert (done.exit_code, done.stdout.split("\t")[1]) == (0, "1728 × 2291")
    assert "goes through as it is" in done.stderr
    done = letterkit("check", blank)
    assert done.exit_code == 1
    assert f"{blank}: pages 2, 3: blank" in done.stderr
    assert len(json.loads(letterkit("check", blank, "--json").stdout)["pages"]) == 3


def test_what_is_no_fax_file_is_refused_in_words(letterkit: Letterkit, tmp_path: Path) -> None:
    text = tmp_path / "text.tif"
    text.write_text("Dear Minister,", encoding="utf-8")
    for file, part in ((text, "no fax file"), (tmp_path / "none.tif", "can't read it")):
        done = letterkit("check", file)
        assert done.exit_code == 1
        assert part in done.stderr


def test_pages_in_a_circle_end() -> None:
    data = bytearray(fax(page()))
    (first,) = struct.unpack_from("<I", data, 4)
    (count,) = struct.unpack_from("<H", data, first)
    struct.pack_into("<I", data, first + 2 + 12 * count, first)
    with pytest.raises(Mistake, match="circle"):
        look_at_fax(bytes(data))


WHOLE = fax(page(rows=40), page(rows=40))


@given(changes=st.lists(st.tuples(st.integers(4, len(WHOLE) - 1), st.integers(0, 255)), max_size=6))
def test_no_spoilt_file_ends_in_anything_but_words(changes: list[tuple[int, int]]) -> None:
    data = bytearray(WHOLE)
    for at, value in changes:
        data[at] = value
    with suppress(Mistake):
        look_at_fax(bytes(data))
