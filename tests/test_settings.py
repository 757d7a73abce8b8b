"""Settings: which of them wins, and what each may say."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from typer.testing import Result

from letterkit.appeals.file import appeal_file_text
from letterkit.model.appeal import Appeal
from letterkit.model.finding import Reading
from letterkit.settings import Settings, read_settings

Letterkit = Callable[..., Result]
TODAY = ("--date", "2026-11-23")


@pytest.fixture
def bilingual(appeal: Appeal, tmp_path: Path, letterkit: Letterkit) -> Path:
    letterkit("me", "--name", "Ada Muster", "--country", "ch")
    requests = {"en": appeal.requests, "fr": ("libérer Mme Example Person ;",)}
    file = tmp_path / "appeal.yaml"
    text = appeal_file_text(Reading(appeal.model_copy(update={"requests": requests}), (), {}), "a text")
    file.write_text(text, encoding="utf-8")
    return file


def test_each_setting_comes_from_the_nearest_place_that_says_it(
    home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert read_settings(tmp_path) == Settings()
    (home / "config.toml").write_text('format = "text"\noutput = "/elsewhere"\nlanguage = "de"\n')
    assert read_settings(tmp_path) == Settings(format="text", output="/elsewhere", language="de")
    (tmp_path / "letterkit.toml").write_text('format = "html"\noutput = "here"\n')
    assert read_settings(tmp_path) == Settings(format="html", output="here", language="de")
    monkeypatch.setenv("LETTERKIT_FORMAT", "pdf")
    monkeypatch.setenv("LETTERKIT_LANGUAGE", "")
    assert read_settings(tmp_path) == Settings(format="pdf", output="here", language="de")


def test_a_flag_wins_over_every_setting(
    letterkit: Letterkit, bilingual: Path, monkeypatch: pytest.MonkeyPatch, home: Path
) -> None:
    monkeypatch.chdir(bilingual.parent)
    monkeypatch.setenv("LETTERKIT_OUTPUT", "by-environment")
    monkeypatch.setenv("LETTERKIT_FORMAT", "html")
    monkeypatch.setenv("LETTERKIT_LANGUAGE", "en")
    done = letterkit("write", bilingual, "-n", "-o", "by-flag", "--format", "text", "--language", "fr", *TODAY)
    assert done.stdout.splitlines()[0] == "by-flag/xyz-001-0926/01-minister-of-justice.txt"
    assert letterkit("write", bilingual, "-n", *TODAY).stdout.startswith("by-environment/")
    found = json.loads(letterkit("write", bilingual, "-n", "--json", "--language", "fr", *TODAY).stdout)
    assert {row["language"] for row in found["letters"]} == {"fr"}


@pytest.mark.parametrize(
    ("setting", "flag", "language"),
    [
        ("fr", (), "fr"),
        ("de", (), "en"),
        ("fr", ("--language", "en"), "en"),
        ("fr", ("--language", "de"), None),
    ],
)
def test_a_set_language_is_a_wish_and_only_the_flag_insists(
    letterkit: Letterkit, bilingual: Path, home: Path, setting: str, flag: tuple[str, ...], language: str | None
) -> None:
    (home / "config.toml").write_text(f'language = "{setting}"\n')
    done = letterkit("preview", bilingual, "--json", *flag, *TODAY)
    assert done.exit_code == (1 if language is None else 0)
    assert language is None or json.loads(done.stdout)["body"]["language"] == language


@pytest.mark.parametrize(
    ("name", "value", "part"),
    [
        ("LETTERKIT_LANGUAGE", "English", "in small letters: en, fr"),
        ("LETTERKIT_LAYOUT", "../x", "the name of a layout"),
        ("LETTERKIT_FORMAT", "docx", "--format takes pdf"),
    ],
)
def test_a_setting_of_the_environment_that_can_not_be_right_is_named(
    letterkit: Letterkit, bilingual: Path, monkeypatch: pytest.MonkeyPatch, name: str, value: str, part: str
) -> None:
    monkeypatch.setenv(name, value)
    done = letterkit("write", bilingual, "-n", *TODAY)
    assert done.exit_code in (1, 2)
    assert part in done.stderr
    assert name in done.stderr or name == "LETTERKIT_FORMAT"
