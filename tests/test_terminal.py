"""What happens at a terminal: questions and answers, stopping, the log, and what this machine lacks."""

import json
import os
import pty
import signal
import subprocess
import sys
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import pytest
from typer.testing import Result

Letterkit = Callable[..., Result]
TODAY = ("--date", "2026-11-23")
ANSWERS = "Ada Muster\nHouse of Examples\nRue 12\n1200 Genève\n\nCH\n"


@pytest.fixture
def at_a_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("letterkit.cli.screen.asks", lambda: True)


@pytest.mark.parametrize(
    ("words", "kept"),
    [
        (("preview",), False),
        (("write", "-n"), False),
        (("write", "--format", "text"), True),
    ],
)
@pytest.mark.usefixtures("at_a_terminal")
def test_only_what_may_change_something_keeps_a_profile(
    letterkit: Letterkit, appeal_file: Path, home: Path, words: tuple[str, ...], kept: bool
) -> None:
    more = ("-o", str(appeal_file.parent / "out")) if words[0] == "write" else ()
    done = letterkit(words[0], appeal_file, *words[1:], *more, *TODAY, typed=ANSWERS)
    assert done.exit_code == 0, done.stderr
    assert ("Your answers are not kept" in done.stderr) is not kept
    assert {path.name for path in home.glob("*")} == ({"senders", "data"} if kept else set())


@pytest.mark.usefixtures("at_a_terminal")
def test_me_asks_for_an_address_line_by_line_and_keeps_what_was_right_after_a_wrong_answer(
    letterkit: Letterkit, home: Path
) -> None:
    done = letterkit("me", typed=ANSWERS.replace("CH\n", "Nowhere\nSwitzerland\n"))
    assert done.exit_code == 0, done.stderr
    assert "'Nowhere' is no country" in done.stderr
    found = json.loads(letterkit("me", "--json").stdout)
    assert found["name"] == "Ada Muster"
    assert found["address"] == ["House of Examples", "Rue 12", "1200 Genève"]
    assert found["country"] == "CH"
    letterkit("me", typed="\n-\n\n\n\n\n\n")
    assert json.loads(letterkit("me", "--json").stdout)["address"] == ["Rue 12", "1200 Genève"]


HEEDING_INTERRUPTS = (
    "import signal\nsignal.signal(signal.SIGINT, signal.default_int_handler)\nfrom letterkit.cli import main\nmain()\n"
)
"""Tests that run in the background hand down that interrupts are ignored."""


def code_after_interrupt(asking: subprocess.Popen[bytes]) -> int | None:
    """An interrupt just before a question waits for its answer is not heard: a person presses the keys again."""
    for _ in range(20):
        asking.send_signal(signal.SIGINT)
        with suppress(subprocess.TimeoutExpired):
            return asking.wait(2)
    asking.kill()
    return None


def test_stopping_at_a_question_is_code_130_and_leaves_nothing(appeal_file: Path, home: Path) -> None:
    mine, theirs = pty.openpty()
    out = appeal_file.parent / "out"
    words = [sys.executable, "-c", HEEDING_INTERRUPTS, "write", str(appeal_file), "-o", str(out)]
    with subprocess.Popen(words, stdin=theirs, stderr=theirs, stdout=subprocess.PIPE) as asking:
        said = b""
        while b"Your name" not in said:
            said += os.read(mine, 1000)
        assert code_after_interrupt(asking) == 130
    os.set_blocking(mine, False)
    said += os.read(mine, 1000)
    os.close(mine)
    os.close(theirs)
    assert b"the same command makes the rest" in said
    assert not (appeal_file.parent / "out").exists()
    assert list(home.iterdir()) == []


WITHOUT_PANGO = (
    "import sys\n"
    "class Missing:\n"
    "    def find_spec(self, name, *_):\n"
    "        if name == 'weasyprint': raise OSError('cannot load library libpango-1.0-0')\n"
    "sys.meta_path.insert(0, Missing())\n"
    "from letterkit.cli import main\n"
    "main()\n"
)


def without_pango(*words: str | Path) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-c", WITHOUT_PANGO, *map(str, words)]
    return subprocess.run(command, capture_output=True, text=True, check=False)


def test_without_pango_write_says_once_what_to_install(letterkit: Letterkit, appeal_file: Path) -> None:
    letterkit("me", "--name", "Ada Muster", "--country", "ch")
    out = appeal_file.parent / "out"
    done = without_pango("write", appeal_file, "-o", out, *TODAY)
    assert done.returncode == 4
    assert done.stderr.count("sudo apt-get") == 1, done.stderr
    assert "libpango-1.0-0" in done.stderr
    assert "rejected" not in done.stderr
    assert not out.exists()
    assert without_pango("check", appeal_file, "--for-issuer", *TODAY).returncode == 4


def test_without_pango_all_that_needs_no_pages_works(letterkit: Letterkit, appeal_file: Path) -> None:
    letterkit("me", "--name", "Ada Muster", "--country", "ch")
    out = ("-o", appeal_file.parent / "out")
    for words in (
        ("check", appeal_file),
        ("show", appeal_file),
        ("preview", appeal_file),
        ("write", appeal_file, "-n", *out),
        ("write", appeal_file, "--format", "text", *out),
    ):
        done = without_pango(*words, *TODAY)
        assert done.returncode == 0, done.stderr


def test_what_the_page_makers_warn_of_is_a_finding_said_once(
    letterkit: Letterkit, appeal_file: Path, home: Path, root: Path
) -> None:
    letterkit("me", "--name", "Ada Muster", "--country", "ch")
    own = home / "letter_templates" / "letter.css"
    own.parent.mkdir()
    shipped = (root / "letter_templates" / "letter.css").read_text(encoding="utf-8")
    own.write_text(shipped + "\nbody { colour: red; }\n", encoding="utf-8")
    words = ("write", appeal_file, "-o", appeal_file.parent / "out", *TODAY)
    done = letterkit(*words)
    found = json.loads(letterkit(*words, "--json").stdout)["findings"]
    quiet = letterkit(*words, "-q")
    assert done.exit_code == 0
    assert done.stderr.count("colour") == 1
    assert f"{own}:{shipped.count(chr(10)) + 2}, doubtful: “colour: red” is ignored: unknown property" in done.stderr
    assert [(one["field"], one["kind"]) for one in found] == [(str(own), "doubtful")]
    assert quiet.stderr == ""


def test_the_shipped_templates_give_no_occasion_for_a_finding(letterkit: Letterkit, appeal_file: Path) -> None:
    letterkit("me", "--name", "Ada Muster", "--country", "ch")
    done = letterkit("write", appeal_file, "-o", appeal_file.parent / "out", "--json", *TODAY)
    assert json.loads(done.stdout)["findings"] == []


@pytest.mark.parametrize("words", [("check", "-v"), ("-v", "check"), ("check", "-qv"), ("check", "--verbose")])
def test_verbose_logs_to_stderr_wherever_it_stands(
    letterkit: Letterkit, appeal_file: Path, home: Path, words: tuple[str, ...]
) -> None:
    (home / "addressees").mkdir()
    (home / "addressees" / "cn.yaml").write_text("country: CN\nas_of: 2026\nsource: x\naddressees: [{id: a}]\n")
    appeal_file.write_text("title: t\naddressees: [cn/a]\n")
    done = letterkit(*words, appeal_file, *TODAY)
    assert done.exit_code == 0, done.stderr
    assert "letterkit.folders: reading " in done.stderr
    assert "letterkit.folders" not in done.stdout
    assert "letterkit.folders" not in letterkit("check", appeal_file, *TODAY).stderr


def test_verbose_shows_where_a_bug_is(letterkit: Letterkit, monkeypatch: pytest.MonkeyPatch, appeal_file: Path) -> None:
    def broken(*_: object) -> None:
        raise RuntimeError("boom")

    monkeypatch.setattr("letterkit.review.findings.out_of_date", broken)
    for words in (("check", appeal_file, "-v"), ("-v", "check", appeal_file), ("check", "-qv", appeal_file)):
        done = letterkit(*words)
        assert done.exit_code == 70
        assert "Traceback" in done.stderr
        assert "in broken" in done.stderr


def test_check_alone_loads_nothing_that_lays_out_pages(appeal_file: Path) -> None:
    watch = (
        f"import sys; sys.argv = ['letterkit', 'check', {str(appeal_file)!r}]\n"
        "from letterkit.cli import main\n"
        "try: main()\n"
        "except SystemExit: pass\n"
        "print('LOADED', sorted({'weasyprint', 'jinja2', 'fontTools'} & set(sys.modules)))"
    )
    shown = subprocess.run([sys.executable, "-c", watch], capture_output=True, text=True, check=True).stdout
    assert shown.rstrip().endswith("LOADED []")
