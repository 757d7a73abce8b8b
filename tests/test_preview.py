"""The page that preview opens, its pictures, and watching: all letters, nothing loaded."""

import json
import os
import re
import signal
import stat
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, HTTPServer
from io import BytesIO
from pathlib import Path
from threading import Thread, Timer
from typing import IO, ClassVar, Literal

import pytest
from PIL import Image
from playwright.sync_api import Browser, Page, sync_playwright
from typer.testing import Result

from letterkit.appeals.file import appeal_file_text
from letterkit.model.appeal import Appeal
from letterkit.model.finding import Reading

Letterkit = Callable[..., Result]
TODAY = ("--date", "2026-11-23")
QUIET_BROWSER = (
    *("--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run"),
    *("--disable-background-networking", "--disable-component-update", "--disable-sync"),
)
"""Without a sandbox of its own, which root can't have; and without looking up anybody's hosts."""


@pytest.fixture(scope="module")
def browser(program: Callable[[str], str]) -> Iterator[Browser]:
    chromium = program("chromium")
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=chromium, args=list(QUIET_BROWSER))
        yield opened
        opened.close()


class Watched:
    """A page in the browser, with all that it asked for and complained of."""

    def __init__(self, browser: Browser, file: Path, width: int = 1280, scheme: str = "light") -> None:
        self.asked: list[str] = []
        self.complaints: list[str] = []
        dark: Literal["dark", "light"] = "dark" if scheme == "dark" else "light"
        context = browser.new_context(viewport={"width": width, "height": 900}, color_scheme=dark)
        self.page: Page = context.new_page()
        self.page.on("request", lambda request: self.asked.append(request.url))
        self.page.on("console", lambda message: self.complaints.append(message.text))
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))
        self.page.goto(file.as_uri())

    @property
    def loaded(self) -> list[str]:
        """What it asked for beside the pictures that it carries."""
        return [url for url in self.asked if not url.startswith("data:image/png;")]

    @property
    def focused(self) -> str:
        return str(self.page.evaluate("document.activeElement.id"))


@pytest.fixture(scope="module")
def seed_page(root: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The page of the seed's letters, made once."""
    folder = tmp_path_factory.mktemp("seed")
    words = ("preview", root / "examples" / "appeal-chn-002.txt", "--as", root / "examples" / "sender.toml")
    command = [sys.executable, "-m", "letterkit", *map(str, words), "--open", "-o", str(folder / "seed.html"), *TODAY]
    env = {name: value for name, value in os.environ.items() if "DISPLAY" not in name and name != "BROWSER"}
    subprocess.run(command, env=env | {"LETTERKIT_HOME": str(folder)}, check=True, capture_output=True)
    return folder / "seed.html"


IDS = (
    "president-care-of-embassy",
    "president-care-of-permanent-mission",
    "minister-of-justice",
    "minister-of-foreign-affairs",
    "ambassadeur",
)


def test_all_letters_are_shown_with_what_is_known_of_each_and_nothing_is_loaded(
    seed_page: Path, browser: Browser
) -> None:
    seen = Watched(browser, seed_page)
    page = seen.page
    assert [section.get_attribute("id") for section in page.locator("main > section").all()] == list(IDS)
    assert page.locator("nav a").count() == len(IDS)
    for picture in page.locator("img").all():
        assert picture.evaluate("image => image.complete && image.naturalWidth") > 1000
        assert re.fullmatch(
            r"Page \d of \d of the letter to .+; its text follows\.", picture.get_attribute("alt") or ""
        )
    said = page.locator("#ambassadeur").inner_text()
    for part in (
        "Your Excellency,",
        "fax +41227937014",
        "is asked to convey it",
        "president-care-of-permanent-mission",
    ):
        assert part in said
    assert "the nearest of several routes" in page.locator("#president-care-of-permanent-mission").inner_text()
    assert "Fax +41227937014 is shared by" in page.locator("aside").inner_text()
    assert "21 years old" in (page.locator("aside details").text_content() or "")
    assert "conform with the Declaration" in (page.locator("#ambassadeur pre").text_content() or "")
    assert (seen.loaded, seen.complaints) == ([seed_page.as_uri()], [])


def test_the_page_is_used_by_keyboard_alone(seed_page: Path, browser: Browser) -> None:
    seen = Watched(browser, seed_page)
    keys = seen.page.keyboard
    keys.press("Tab")
    assert seen.page.evaluate("document.activeElement.textContent") == "Skip to the letters"
    assert seen.page.locator(".skip").bounding_box()["x"] >= 0  # type: ignore[index]  # it is there
    keys.press("Enter")
    assert seen.focused == "letters"
    went = []
    for key in ("ArrowRight", "ArrowRight", "ArrowLeft", "ArrowLeft", *["ArrowRight"] * 6):
        keys.press(key)
        went.append(seen.focused)
    assert went == [IDS[0], IDS[1], IDS[0], IDS[0], *IDS[1:], IDS[-1], IDS[-1]]
    seen.page.locator("nav a").nth(2).focus()
    keys.press("Enter")
    assert seen.focused == IDS[2]
    width = seen.page.locator(f"#{IDS[2]} h2").evaluate("heading => getComputedStyle(heading).outlineWidth")
    assert width == "3px"
    keys.press("Tab")
    keys.press("Enter")
    assert seen.page.locator(f"#{IDS[2]} pre").is_visible()
    assert seen.complaints == []


@pytest.mark.parametrize(("width", "scheme"), [(1280, "dark"), (400, "light")])
def test_the_page_fits_every_screen_light_or_dark(seed_page: Path, browser: Browser, width: int, scheme: str) -> None:
    page = Watched(browser, seed_page, width, scheme).page
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    ground = page.evaluate("getComputedStyle(document.body).backgroundColor")
    light = sum(map(int, re.findall(r"\d+", ground))) > 400
    assert light is (scheme == "light")


def test_a_printed_page_leaves_out_what_only_a_screen_needs(seed_page: Path, browser: Browser) -> None:
    page = Watched(browser, seed_page).page
    page.emulate_media(media="print")
    assert not page.locator("nav").is_visible()
    assert page.locator("img").first.is_visible()


class Listener(BaseHTTPRequestHandler):
    """Notes what is asked of it."""

    heard: ClassVar[list[str]] = []

    def do_GET(self) -> None:
        self.heard.append(self.path)
        self.send_error(404)

    def log_message(self, *_: object) -> None:
        """Says nothing."""


@pytest.fixture
def evil() -> Iterator[str]:
    """Markup that runs a script and asks a server for things; the server fails the test when it is asked."""
    Listener.heard.clear()
    server = HTTPServer(("127.0.0.1", 0), Listener)
    Thread(target=server.serve_forever, daemon=True).start()
    there = f"http://127.0.0.1:{server.server_port}"
    run = "document.title='run'"
    yield f"<script id='x'>{run}</script><img src={there}/img onerror={run}><link rel=stylesheet href={there}/css>"
    server.shutdown()
    server.server_close()
    assert Listener.heard == []


def test_markup_in_an_appeal_is_text_on_the_page_too(
    letterkit: Letterkit, appeal: Appeal, tmp_path: Path, browser: Browser, evil: str
) -> None:
    letterkit("me", "--name", "Ada Muster", "--country", "ch")
    people = tuple(one.model_copy(update={"organisation": f"Office {evil}"}) for one in appeal.addressees)
    foreign = appeal.model_copy(
        update={"title": f"China: {evil}", "requests": (f"release {evil}",), "addressees": people}
    )
    file = tmp_path / "appeal.yaml"
    file.write_text(appeal_file_text(Reading(foreign, (), {}), "a text"), encoding="utf-8")
    done = letterkit("preview", file, "ambassadeur", "--open", "-o", tmp_path / "page.html", *TODAY)
    assert (tmp_path / "page.html").exists(), done.stderr
    seen = Watched(browser, tmp_path / "page.html")
    assert evil in seen.page.title()
    assert evil in seen.page.locator("h1").inner_text()
    assert (seen.loaded, seen.complaints) == ([(tmp_path / "page.html").as_uri()], [])


def test_a_letter_as_html_runs_and_loads_nothing_whatever_its_template_says(
    letterkit: Letterkit, appeal_file: Path, tmp_path: Path, browser: Browser, evil: str
) -> None:
    letterkit("me", "--name", "Ada Muster", "--country", "ch")
    style = tmp_path / "theirs"
    letterkit("templates", "copy", "letter.html.j2", "-o", style, "-q")
    template = style / "letter.html.j2"
    template.write_text(f"<!-- <head> -->{evil}" + template.read_text(encoding="utf-8"), encoding="utf-8")
    words = ("--templates", style, "--format", "html", "-o", tmp_path / "out", "--to", "ambassadeur")
    done = letterkit("write", appeal_file, *words, *TODAY)
    assert done.exit_code == 0, done.stderr
    seen = Watched(browser, Path(done.stdout.strip()))
    assert seen.page.title() != "run"
    assert any("Content Security Policy" in complaint for complaint in seen.complaints)


def test_a_template_can_not_send_the_readers_of_a_letter_elsewhere(
    letterkit: Letterkit, appeal_file: Path, tmp_path: Path, ada: None
) -> None:
    style = tmp_path / "theirs"
    letterkit("templates", "copy", "letter.html.j2", "-o", style, "-q")
    template = style / "letter.html.j2"
    there = "<META content='0;url=http://127.0.0.1:9/?{{ parts.letterhead }}' Http-Equiv=refresh>"
    template.write_text(there + template.read_text(encoding="utf-8"), encoding="utf-8")
    done = letterkit("write", appeal_file, "--templates", style, "--format", "html", "-o", tmp_path / "out", *TODAY)
    assert done.exit_code == 1
    assert "http-equiv" in done.stderr


def test_a_folder_of_templates_has_no_say_in_the_page_itself(
    letterkit: Letterkit, appeal_file: Path, tmp_path: Path, ada: None
) -> None:
    style = tmp_path / "theirs"
    style.mkdir()
    (style / "letter.css").write_text("", encoding="utf-8")
    for name in ("preview.html.j2", "preview.css", "preview.js"):
        (style / name).write_text("theirs", encoding="utf-8")
    page = tmp_path / "page.html"
    assert letterkit("preview", appeal_file, "--open", "-o", page, "--templates", style, *TODAY).exit_code == 0
    assert "theirs" not in page.read_text(encoding="utf-8")


def test_one_bad_letter_is_named_on_the_page_and_the_others_are_shown(
    letterkit: Letterkit, appeal: Appeal, tmp_path: Path, ada: None
) -> None:
    bad = appeal.addressees[1].model_copy(update={"organisation": "\U00013000"})
    file = tmp_path / "appeal.yaml"
    changed = appeal.model_copy(update={"addressees": (appeal.addressees[0], bad)})
    file.write_text(appeal_file_text(Reading(changed, (), {}), "a text"), encoding="utf-8")
    done = letterkit("preview", file, "--open", "-o", tmp_path / "page.html", *TODAY)
    assert done.exit_code == 3
    assert "U+13000" in done.stderr
    page = (tmp_path / "page.html").read_text(encoding="utf-8")
    assert "U+13000" in page
    assert page.count("<img") == 1


def test_pictures_are_one_file_a_page_for_their_owner_alone(
    letterkit: Letterkit, appeal_file: Path, tmp_path: Path, ada: None
) -> None:
    done = letterkit("preview", appeal_file, "--png", "-o", tmp_path / "pictures", *TODAY)
    assert done.exit_code == 0, done.stderr
    files = [Path(line) for line in done.stdout.splitlines()]
    assert [file.name for file in files] == ["01-minister-of-justice-1.png", "02-ambassadeur-1.png"]
    for file in files:
        assert stat.S_IMODE(file.stat().st_mode) == 0o600
        with Image.open(BytesIO(file.read_bytes())) as image:
            assert image.size == (1654, 2339)
    again = letterkit("preview", appeal_file, "ambassadeur", "--png", "-o", tmp_path / "again", "--json", *TODAY)
    (only,) = json.loads(again.stdout)["pictures"]
    assert Path(only).read_bytes() == files[1].read_bytes()


def test_the_page_goes_to_a_private_folder_and_is_opened_where_there_is_a_screen(
    letterkit: Letterkit, appeal_file: Path, tmp_path: Path, ada: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened: list[str] = []
    monkeypatch.setattr("webbrowser.open", lambda address: opened.__iadd__([address]))
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    monkeypatch.setattr("sys.platform", "linux")
    for name in ("DISPLAY", "WAYLAND_DISPLAY", "BROWSER"):
        monkeypatch.delenv(name, raising=False)
    without = letterkit("preview", appeal_file, "--open", *TODAY)
    page = Path(without.stdout.strip())
    assert opened == []
    assert "open that file in one" in without.stderr
    monkeypatch.setenv("DISPLAY", ":0")
    assert letterkit("preview", appeal_file, "--open", *TODAY).exit_code == 0
    assert opened == [page.as_uri()]
    assert stat.S_IMODE(page.stat().st_mode) == 0o600
    assert stat.S_IMODE(page.parent.stat().st_mode) == 0o700


def test_preview_changes_nothing_but_what_it_is_told_to_write(
    letterkit: Letterkit, appeal_file: Path, home: Path, tmp_path: Path, ada: None
) -> None:
    def files() -> dict[Path, bytes]:
        return {path: path.read_bytes() for folder in (home, tmp_path) for path in folder.rglob("*") if path.is_file()}

    before = files()
    page = tmp_path / "page.html"
    assert letterkit("preview", appeal_file, "--open", "-o", page, *TODAY).exit_code == 0
    after = files()
    assert set(after) - set(before) == {page}
    assert all(after[path] == data for path, data in before.items())


@pytest.mark.parametrize(
    ("words", "part"),
    [
        (("-o", "x"), "-o is for pages"),
        (("--png", "-o", "x.html"), "pictures don't go into x.html"),
        (("--watch", "-"), "--watch needs files"),
        (("--watch", "https://example.org/appeal"), "--watch needs files"),
    ],
)
def test_what_can_not_be_meant_is_wrong_usage(
    letterkit: Letterkit, appeal_file: Path, ada: None, words: tuple[str, ...], part: str
) -> None:
    given = words if words[-1] in ("-", "https://example.org/appeal") else (appeal_file, *words)
    done = letterkit("preview", *given)
    assert done.exit_code == 2
    assert part in done.stderr


HEEDING_INTERRUPTS = (
    "import signal\nsignal.signal(signal.SIGINT, signal.default_int_handler)\nfrom letterkit.cli import main\nmain()\n"
)
"""Tests that run in the background hand down that interrupts are ignored."""


@contextmanager
def watching(*words: str | Path, **env: str) -> Iterator[subprocess.Popen[str]]:
    """A preview that watches; it is killed where it never ends, so that the test fails instead of waiting."""
    command = [sys.executable, "-c", HEEDING_INTERRUPTS, "preview", *map(str, words), "--watch", *TODAY]
    everything = {**os.environ, "PYTHONUNBUFFERED": "1", **env}
    with subprocess.Popen(
        command, env=everything, text=True, stdout=subprocess.PIPE, stderr=subprocess.STDOUT
    ) as process:
        limit = Timer(120, process.kill)
        limit.start()
        try:
            yield process
        finally:
            limit.cancel()
            process.kill()


def until(stream: IO[str], part: str) -> str:
    """Reads lines until one says the part."""
    said = ""
    while part not in said:
        line = stream.readline()
        assert line, said
        said += line
    return said


def test_watching_shows_it_again_on_each_change_goes_on_after_a_mistake_and_ends_with_130(
    letterkit: Letterkit, appeal_file: Path, tmp_path: Path, ada: None
) -> None:
    style = tmp_path / "ours"
    letterkit("templates", "copy", "wording/en.yaml", "-o", style, "-q")
    wording = style / "wording" / "en.yaml"
    with watching(appeal_file, "--templates", style) as process:
        assert process.stdout
        assert "as a private person" in until(process.stdout, "Ctrl-C")
        text = wording.read_text(encoding="utf-8")
        wording.write_text(text.replace("as a private person", "as a teacher"), encoding="utf-8")
        assert "as a teacher" in until(process.stdout, "Next:")
        wording.write_text("language: [", encoding="utf-8")
        assert "Changed:" in until(process.stdout, "this is not valid YAML")
        wording.write_text(text, encoding="utf-8")
        assert "as a private person" in until(process.stdout, "Next:")
        appeal_file.write_text(appeal_file.read_text().replace("at once", "without delay"), encoding="utf-8")
        assert "without delay" in until(process.stdout, "Next:")
        process.send_signal(signal.SIGINT)
        assert "Stopped watching." in until(process.stdout, "Stopped")
        assert process.wait(20) == 130


def test_a_page_that_is_watched_is_renewed_when_its_reader_comes_back(
    letterkit: Letterkit, appeal_file: Path, tmp_path: Path, ada: None, browser: Browser
) -> None:
    page = tmp_path / "page.html"
    with watching(appeal_file, "--open", "-o", page, BROWSER="true") as process:
        assert process.stdout
        until(process.stdout, "Ctrl-C")
        seen = Watched(browser, page)
        appeal_file.write_text(appeal_file.read_text().replace("Detention of", "Arrest of"), encoding="utf-8")
        until(process.stdout, "Next:")
        with seen.page.expect_navigation():
            seen.page.evaluate("window.dispatchEvent(new Event('focus'))")
        assert "Arrest of" in seen.page.locator("h1").inner_text()
        process.send_signal(signal.SIGINT)
        assert process.wait(20) == 130
