"""Styles that a group owns: what can be edited, where it is taken from, and what a mistake in it says."""

import json
import re
from collections.abc import Callable, Iterator
from io import BytesIO
from pathlib import Path
from typing import Any

import pypdf
import pytest
from PIL import Image
from typer.testing import Result

Letterkit = Callable[..., Result]
TODAY = ("--date", "2026-11-23")
SVG = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 30 10">{}<path d="M0 0H30V10Z" fill="#246"/></svg>'


@pytest.fixture
def style(tmp_path: Path, letterkit: Letterkit, ada: None) -> Path:
    """A copy of all that can be edited."""
    folder = tmp_path / "ours"
    assert letterkit("templates", "copy", "-o", folder, "-q").exit_code == 0
    return folder


def edit(file: Path, before: str, after: str) -> int:
    """Changes a file; gives the line that was changed, from 1."""
    text = file.read_text(encoding="utf-8")
    assert before in text
    file.write_text(text.replace(before, after, 1), encoding="utf-8")
    return text[: text.index(before)].count("\n") + 1


def png(width: int = 30, height: int = 10) -> bytes:
    data = BytesIO()
    Image.new("RGB", (width, height), "teal").save(data, "PNG")
    return data.getvalue()


def test_what_is_copied_is_all_that_is_listed(letterkit: Letterkit, style: Path) -> None:
    listed = {row["file"]: row for row in json.loads(letterkit("templates", "list", "--json").stdout)}
    assert {"letter.html.j2", "letter.css", "wording/en.yaml", "layouts/din5008b.yaml"} <= set(listed)
    assert {row["from"] for row in listed.values()} == {"shipped"}
    assert {path.relative_to(style).as_posix() for path in style.rglob("*") if path.is_file()} == set(listed)
    own = json.loads(letterkit("templates", "list", "--templates", style, "--json").stdout)
    assert {row["from"] for row in own} == {"own, as shipped"}


@pytest.mark.parametrize("command", ["write", "preview", "fax", "email", "follow-up", "report"])
def test_every_command_that_makes_letters_takes_templates(
    letterkit: Letterkit, appeal_file: Path, ada: None, command: str
) -> None:
    done = letterkit(command, appeal_file, "--templates", "nowhere")
    assert done.exit_code == 1
    assert "there is no folder of templates 'nowhere'" in done.stderr


def test_a_copy_says_what_to_type_next_and_can_be_of_some_files_only(letterkit: Letterkit, tmp_path: Path) -> None:
    done = letterkit("templates", "copy", "letter.css", "wording", "-o", tmp_path / "ours")
    assert done.exit_code == 0
    assert f"letterkit preview APPEAL --open --templates {tmp_path / 'ours'}" in done.stderr
    names = {Path(line).relative_to(tmp_path / "ours").as_posix() for line in done.stdout.splitlines()}
    assert {"letter.css", "wording/en.yaml"} <= names
    assert {name.partition("/")[0] for name in names} == {"letter.css", "wording"}
    missed = letterkit("templates", "copy", "lettr.css", "-o", tmp_path / "ours")
    assert (missed.exit_code, "did you mean letter.css?" in missed.stderr) == (1, True)


def test_what_was_edited_is_never_copied_over_unless_by_force(letterkit: Letterkit, style: Path) -> None:
    (style / "letter.css").write_text("mine", encoding="utf-8")
    again = letterkit("templates", "copy", "-o", style)
    assert again.exit_code == 3
    assert "letter.css" in again.stderr
    assert "--force" in again.stderr
    assert letterkit("templates", "copy", "letter.css", "-o", style).exit_code == 1
    assert (style / "letter.css").read_text(encoding="utf-8") == "mine"
    assert letterkit("templates", "copy", "letter.css", "-o", style, "--force").exit_code == 0
    assert (style / "letter.css").read_text(encoding="utf-8") != "mine"


def test_the_shipped_files_themselves_are_no_place_to_copy_to(letterkit: Letterkit, root: Path) -> None:
    done = letterkit("templates", "copy", "-o", root / "letter_templates", "--force")
    assert done.exit_code == 1
    assert "where the shipped templates lie" in done.stderr


def test_a_file_that_letterkit_does_not_read_is_shown_with_the_one_that_was_meant(
    letterkit: Letterkit, style: Path
) -> None:
    (style / "letter.css").rename(style / "letter.ccs")
    listed = letterkit("templates", "list", "--templates", style).stdout
    assert "letter.ccs\tnot read by letterkit; did you mean letter.css?\town" in listed
    assert "letter.css\tstyle sheet\tshipped" in listed


def opening(letterkit: Letterkit, appeal_file: Path, *words: str | Path) -> str:
    done = letterkit("preview", appeal_file, *words, "--json", *TODAY)
    assert done.exit_code == 0, done.stderr
    return str(json.loads(done.stdout)["body"]["blocks"][0]["text"])


def test_templates_come_from_the_flag_then_the_environment_then_ones_own_settings(
    letterkit: Letterkit, appeal_file: Path, home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, ada: None
) -> None:
    words = "opening: I am writing to you as a private person"
    for name in ("by-flag", "by-environment", "by-settings", "letter_templates"):
        folder = (home if name in ("by-settings", "letter_templates") else tmp_path) / name
        assert letterkit("templates", "copy", "wording/en.yaml", "-o", folder).exit_code == 0
        edit(folder / "wording" / "en.yaml", words, f"opening: {name}, I am writing to you as a private person")
    monkeypatch.chdir(tmp_path)
    assert opening(letterkit, appeal_file).startswith("Letter_templates,")
    (home / "config.toml").write_text('templates = "by-settings"\n', encoding="utf-8")
    assert opening(letterkit, appeal_file).startswith("By-settings,")
    monkeypatch.setenv("LETTERKIT_TEMPLATES", "by-environment")
    assert opening(letterkit, appeal_file).startswith("By-environment,")
    assert opening(letterkit, appeal_file, "--templates", "by-flag").startswith("By-flag,")
    monkeypatch.delenv("LETTERKIT_TEMPLATES")
    assert opening(letterkit, appeal_file).startswith("By-settings,")


@pytest.mark.parametrize(("made", "part"), [(False, "there is no folder of templates"), (True, "nothing in")])
def test_a_folder_that_can_not_be_meant_is_refused(
    letterkit: Letterkit, appeal_file: Path, tmp_path: Path, ada: None, made: bool, part: str
) -> None:
    folder = tmp_path / "ours"
    if made:
        folder.mkdir()
        (folder / "notes.txt").write_text("x", encoding="utf-8")
    done = letterkit("preview", appeal_file, "--templates", folder)
    assert done.exit_code == 1
    assert part in done.stderr
    assert f"letterkit templates copy -o {folder}" in done.stderr


def test_a_letter_is_made_again_when_its_templates_or_its_logo_have_changed(
    letterkit: Letterkit, appeal_file: Path, style: Path, tmp_path: Path
) -> None:
    (tmp_path / "logo.svg").write_text(SVG.format(""), encoding="utf-8")
    (tmp_path / "me.toml").write_text('name = "Ada Muster"\nlogo = "logo.svg"\n', encoding="utf-8")
    words = ("--templates", style, "--as", tmp_path / "me.toml")
    first = written(letterkit, appeal_file, *words)[1].read_bytes()
    assert written(letterkit, appeal_file, *words)[1].read_bytes() == first
    edit(style / "letter.css", "p, li { orphans", "h1 { color: teal } p, li { orphans")
    second = written(letterkit, appeal_file, *words)[1].read_bytes()
    assert second != first
    (tmp_path / "logo.svg").write_text(SVG.format("<title>Another</title>"), encoding="utf-8")
    assert written(letterkit, appeal_file, *words)[1].read_bytes() != second


@pytest.mark.parametrize("name", ["letter.css", "wording"])
def test_a_link_that_leads_out_of_the_folder_is_refused(
    letterkit: Letterkit, appeal_file: Path, style: Path, tmp_path: Path, name: str
) -> None:
    outside = tmp_path / "secret"
    (style / name).rename(outside)
    (style / name).symlink_to(outside)
    done = letterkit("preview", appeal_file, "--templates", style)
    assert done.exit_code == 1
    assert f"{style / name}: this link leads out of the folder" in done.stderr


@pytest.mark.parametrize(
    ("change", "part"),
    [
        (("letter.html.j2", "{% if body.copies %}", "{% if body.copies"), "end of"),
        (("letter.html.j2", "{{ body.close }}", "{{ boddy.close }}"), "did you mean 'body'?"),
        (("letter.html.j2", "{{ body.close }}", "{{ body.closs }}"), "did you mean 'close'?"),
        (("letter.html.j2", "{{ body.close }}", "{{ body.__class__ }}"), "unsafe"),
        (("letter.html.j2", "{{ body.close }}", "{% include 'x.j2' %}"), "there is no template 'x.j2'"),
        (("letter.html.j2", "{{ body.close }}", "{{ lipsum() }}"), "'lipsum' is undefined"),
        (("letter.css", "{{ fit.size }}pt", "{{ fit.sise }}pt"), "sise"),
        (("wording/en.yaml", "opening: I am", "opening: I {x} am"), "opening: "),
        (("wording/en.yaml", "opening: I am", "openning: I am"), "did you mean 'opening'?"),
        (("wording/en.yaml", "opening: I am", "opening I am"), "not valid YAML"),
        (("layouts/din5008b.yaml", "text_y: 99", "text_y: low"), "text_y: "),
    ],
)
def test_a_mistake_in_ones_own_file_names_the_file_and_the_line(
    letterkit: Letterkit, appeal_file: Path, style: Path, change: tuple[str, str, str], part: str
) -> None:
    name, before, after = change
    line = edit(style / name, before, after)
    done = letterkit("write", appeal_file, "-o", style.parent / "out", "--templates", style, *TODAY)
    assert done.exit_code == 1, done.stderr
    assert re.search(rf"{style / name}:({line}|{line + 1})\b", done.stderr), done.stderr
    assert part in done.stderr
    assert "→" in done.stderr


@pytest.mark.parametrize(
    ("change", "part"),
    [
        (("letter.css", "li { margin", "li { colour: red; margin"), "“colour: red” is ignored: unknown property; did"),
        (("letter.css", "li { margin", "li { margin: {{ fit.gap }}zz; margin"), "zz” is ignored: invalid value"),
        (("letter.css", "li { margin", "li:hovver { margin"), "selector"),
        (("letter.css", "li { margin", "@foo; li { margin"), "Unknown empty rule"),
        (("letter.html.j2", '<p class="close">', '<p class="close" style="bordre: 0">'), "“bordre: 0” is ignored"),
        (("letter.html.j2", '<p class="close">', '<img src="x.png" alt="x"><p class="close">'), "x.png"),
    ],
)
def test_what_the_page_makers_pass_over_is_a_finding_on_its_line(
    letterkit: Letterkit, appeal_file: Path, style: Path, change: tuple[str, str, str], part: str
) -> None:
    name, before, after = change
    line = edit(style / name, before, after)
    done = letterkit("write", appeal_file, "-o", style.parent / "out", "--templates", style, "--json", *TODAY)
    assert done.exit_code == 0, done.stderr
    (found,) = [one for one in json.loads(done.stdout)["findings"] if part in one["message"]]
    assert (found["field"], found["line"]) == (str(style / name), line)


@pytest.mark.parametrize(
    "markup",
    [
        '<link rel="attachment" href="file:///etc/hostname">',
        '<a rel="attachment" href="file:///etc/hostname">x</a>',
        '<img src="file:///etc/hostname" alt="x">',
        '<p style="background: url(http://127.0.0.1:1/x)">x</p>',
        '<img src="data:image/png;base64,iVBORw0KGgo=" alt="x">',
    ],
)
def test_a_template_loads_and_attaches_nothing(
    letterkit: Letterkit, appeal_file: Path, style: Path, markup: str
) -> None:
    edit(style / "letter.html.j2", '<p class="close">', f'{markup}<p class="close">')
    done = letterkit("write", appeal_file, "-o", style.parent / "out", "--templates", style, *TODAY)
    assert done.exit_code == 1
    assert "a letter can't load" in done.stderr


def figures(pdf: Path) -> list[str]:
    """The words for those who can't see them, of all pictures in a PDF."""
    return list(_words_of(pypdf.PdfReader(pdf).root_object["/StructTreeRoot"]))


def _words_of(element: Any) -> Iterator[str]:
    found = element.get_object()
    if isinstance(found, list):
        yield from (words for one in found for words in _words_of(one))
    elif isinstance(found, dict):
        yield from ([str(found["/Alt"])] if found.get("/S") == "/Figure" else [])
        yield from _words_of(found["/K"]) if "/K" in found else ()


def written(letterkit: Letterkit, appeal_file: Path, *words: str | Path) -> tuple[Result, Path]:
    out = appeal_file.parent / "out"
    done = letterkit("write", appeal_file, "-o", out, "--to", "minister-of-justice", *words, *TODAY)
    return done, out / "xyz-001-0926" / "01-minister-of-justice.pdf"


@pytest.mark.parametrize(
    ("data", "more", "words"),
    [
        (png(), "", "Ada Muster"),
        (png(), 'logo_text = "A teal bar"', "A teal bar"),
        (SVG.format("").encode(), "", "Ada Muster"),
        (SVG.format("<title>A blue wedge</title>").encode(), "", "A blue wedge"),
    ],
)
def test_a_senders_logo_stands_in_the_letterhead_with_words_for_those_who_can_not_see_it(
    letterkit: Letterkit, appeal_file: Path, tmp_path: Path, data: bytes, more: str, words: str
) -> None:
    (tmp_path / "us").mkdir()
    (tmp_path / "us" / "logo").write_bytes(data)
    profile = tmp_path / "us" / "me.toml"
    profile.write_text(f'name = "Ada Muster"\ncountry = "CH"\nlogo = "logo"\n{more}\n', encoding="utf-8")
    done, pdf = written(letterkit, appeal_file, "--as", profile)
    assert done.exit_code == 0, done.stderr
    assert figures(pdf) == [words]


def test_me_keeps_a_logo_that_letters_can_bear_and_refuses_any_other(
    letterkit: Letterkit, appeal_file: Path, tmp_path: Path, ada: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "logo.gif").write_bytes(b"GIF89a")
    (tmp_path / "logo.png").write_bytes(png())
    assert "neither a PNG nor an SVG" in letterkit("me", "--logo", "logo.gif").stderr
    assert letterkit("me", "--logo", "logo.png", "--logo-text", "A teal bar").exit_code == 0
    assert letterkit("me", "--phone", "+41 22 700 00 00").exit_code == 0
    monkeypatch.chdir("/")
    done, pdf = written(letterkit, appeal_file)
    assert (done.exit_code, figures(pdf)) == (0, ["A teal bar"])


def test_a_logo_among_the_templates_is_everybodys_and_a_senders_own_wins(
    letterkit: Letterkit, appeal_file: Path, tmp_path: Path, ada: None
) -> None:
    style = tmp_path / "ours"
    style.mkdir()
    (style / "logo.png").write_bytes(png())
    done, pdf = written(letterkit, appeal_file, "--templates", style)
    assert done.exit_code == 1
    assert f"write into {style / 'logo.txt'} what it says" in done.stderr
    (style / "logo.txt").write_text("Group 12\n", encoding="utf-8")
    done, pdf = written(letterkit, appeal_file, "--templates", style)
    assert (done.exit_code, figures(pdf)) == (0, ["Group 12"])
    (tmp_path / "mine.svg").write_text(SVG.format(""), encoding="utf-8")
    (tmp_path / "me.toml").write_text('name = "Ada Muster"\nlogo = "mine.svg"\n', encoding="utf-8")
    done, pdf = written(letterkit, appeal_file, "--templates", style, "--as", tmp_path / "me.toml")
    assert (done.exit_code, figures(pdf)) == (0, ["Ada Muster"])


BOMB = "".join(f'<g id="{at}">' + f'<use href="#{at + 1}"/>' * 9 + "</g>" for at in range(9))


@pytest.mark.parametrize(
    ("inside", "part"),
    [
        ('<image href="http://example.org/x.png"/>', "another picture"),
        ('<use href="http://example.org/x.svg#a"/>', "it asks for 'http://example.org/x.svg#a'"),
        ('<use xmlns:x="http://www.w3.org/1999/xlink" x:href="file:///etc/hostname"/>', "'file:///etc/hostname'"),
        ('<rect style="fill: url( &quot;http://example.org/x&quot;)"/>', "it asks for 'http://example.org/x'"),
        ("<style>@import 'http://example.org/x.css';</style>", "http://example.org/x.css"),
        (r"<style>rect{fill:u\72l(http://example.org)}</style>", "style asks for something outside"),
        ("<style>@font-face{src:url(x.woff)}</style>", "it asks for 'x.woff'"),
        ("<script>alert(1)</script>", "a script"),
        ('<rect onload="alert(1)"/>', "a script (onload)"),
        ("<foreignObject/>", "no drawing"),
        ("<text>Us</text>", "turn it into paths"),
        ('<g id="a"><use href="#a"/></g>', "shapes"),
        (BOMB, "shapes"),
        ("<g>", "XML can't be read"),
    ],
)
def test_a_drawing_that_reaches_out_or_runs_anything_is_refused_by_name(
    letterkit: Letterkit, appeal_file: Path, tmp_path: Path, inside: str, part: str
) -> None:
    (tmp_path / "logo.svg").write_text(SVG.format(inside), encoding="utf-8")
    (tmp_path / "me.toml").write_text('name = "Ada Muster"\nlogo = "logo.svg"\n', encoding="utf-8")
    done, _ = written(letterkit, appeal_file, "--as", tmp_path / "me.toml")
    assert done.exit_code == 1, done.stderr
    assert f"{tmp_path / 'logo.svg'}: " in done.stderr
    assert part in done.stderr


@pytest.mark.parametrize(
    ("data", "part"),
    [
        (None, "no such file"),
        (b"GIF89a", "neither a PNG nor an SVG"),
        (b"root:x:0:0", "neither a PNG nor an SVG"),
        (png()[:40], "this PNG is broken"),
        (png()[:16] + (60_000).to_bytes(4, "big") * 2 + png()[24:], "60000 × 60000 points"),
        (b"\x89PNG\r\n\x1a\n" + bytes(2_000_000), "larger than 2 MB"),
        (b'<!DOCTYPE svg [<!ENTITY a "b">]><svg xmlns="http://www.w3.org/2000/svg"/>', "entities"),
        (b'<svg xmlns="http://www.w3.org/2000/svg"><path d="M0 0"/></svg>', "how large it is"),
        (b"<html><svg/></html>", "this is no SVG"),
    ],
)
def test_a_logo_that_is_none_is_refused_and_nothing_of_it_is_quoted(
    letterkit: Letterkit, appeal_file: Path, tmp_path: Path, data: bytes | None, part: str
) -> None:
    if data is not None:
        (tmp_path / "logo").write_bytes(data)
    (tmp_path / "me.toml").write_text('name = "Ada Muster"\nlogo = "logo"\n', encoding="utf-8")
    done, _ = written(letterkit, appeal_file, "--as", tmp_path / "me.toml")
    assert done.exit_code == 1, done.stderr
    assert f"{tmp_path / 'logo'}: " in done.stderr
    assert part in done.stderr
    assert "root:" not in done.stderr


def test_a_logo_never_stands_over_the_senders_lines(letterkit: Letterkit, appeal_file: Path, tmp_path: Path) -> None:
    (tmp_path / "logo.png").write_bytes(png(10, 10))
    lines = ", ".join(f'"Line {number}"' for number in range(10))
    profile = tmp_path / "me.toml"
    profile.write_text(f'name = "Ada"\naddress = [{lines}]\ncountry = "CH"\nlogo = "logo.png"\n', encoding="utf-8")
    done, _ = written(letterkit, appeal_file, "--as", profile)
    assert done.exit_code == 1
    assert "no room for a logo" in done.stderr


def test_what_an_editor_noted_in_a_logo_stays_out_of_the_letter(
    letterkit: Letterkit, appeal_file: Path, tmp_path: Path
) -> None:
    noted = '<metadata>my-machine</metadata><g xmlns:e="urn:e" e:file="my-machine"><e:view a="my-machine"/></g>'
    (tmp_path / "logo.svg").write_text(SVG.format(noted), encoding="utf-8")
    (tmp_path / "me.toml").write_text('name = "Ada Muster"\nlogo = "logo.svg"\n', encoding="utf-8")
    from letterkit.typeset.svg import read_svg

    done, _ = written(letterkit, appeal_file, "--as", tmp_path / "me.toml")
    assert done.exit_code == 0, done.stderr
    assert b"my-machine" not in read_svg((tmp_path / "logo.svg").read_bytes()).data
