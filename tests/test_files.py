"""Files appear whole or not at all; a run that was killed is taken up by the next; no letter is written over."""

import json
import os
import signal
import stat
import subprocess
import sys
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import pytest
from typer.testing import Result

from letterkit import folders
from letterkit.appeals.file import appeal_file_text
from letterkit.folders import file_name, whole_file
from letterkit.model.appeal import Appeal
from letterkit.model.finding import Reading

Letterkit = Callable[..., Result]
TODAY = ("--date", "2026-11-23")
KILLED_AT_A_RENAME = (
    "import os, signal, sys\n"
    "from pathlib import Path\n"
    "left, rename = [int(sys.argv.pop(1))], Path.replace\n"
    "def killed(part, whole):\n"
    "    left[0] -= 1\n"
    "    os.kill(os.getpid(), signal.SIGKILL) if not left[0] else rename(part, whole)\n"
    "Path.replace = killed\n"
    "from letterkit.cli import main\n"
    "main()\n"
)
"""The program, killed as it is about to give its nth file the name it keeps."""


def written(appeal: Appeal, file: Path) -> Path:
    file.write_text(appeal_file_text(Reading(appeal, (), {}), "a text"), encoding="utf-8")
    return file


def say_who(letterkit: Letterkit, name: str, *more: str) -> None:
    assert letterkit("me", "--name", name, "--address", "Rue 12", "--country", "ch", *more).exit_code == 0


def below(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


@pytest.mark.parametrize("at", [1, 2, 4, 5])
def test_a_run_that_was_killed_and_started_again_ends_with_the_same_files(
    letterkit: Letterkit, appeal_file: Path, tmp_path: Path, at: int
) -> None:
    say_who(letterkit, "Ada Muster")
    words = ("write", str(appeal_file), "--format", "text,html", *TODAY)
    assert letterkit(*words, "-o", tmp_path / "whole").exit_code == 0
    out = tmp_path / "killed"
    killed = [sys.executable, "-c", KILLED_AT_A_RENAME, str(at), *words, "-o", str(out)]
    assert subprocess.run(killed, capture_output=True, check=False).returncode == -signal.SIGKILL
    assert any(name.endswith(".part") for name in below(out))
    assert letterkit(*words, "-o", out).exit_code == 0
    assert below(out) == below(tmp_path / "whole")


def test_a_file_that_could_not_be_finished_leaves_nothing(tmp_path: Path) -> None:
    with suppress(RuntimeError), whole_file(tmp_path / "a.txt") as file:
        file.write(b"half")
        raise RuntimeError
    assert list(tmp_path.iterdir()) == []


def test_what_lies_where_a_file_is_begun_is_neither_followed_nor_kept(tmp_path: Path) -> None:
    elsewhere = tmp_path / "elsewhere"
    elsewhere.write_bytes(b"precious")
    (tmp_path / ".a.txt.part").symlink_to(elsewhere)
    os.link(elsewhere, tmp_path / ".b.txt.part")
    empty = tmp_path / "empty"
    empty.touch(0o600)
    os.link(empty, tmp_path / ".c.txt.part")
    for name in ("a.txt", "b.txt", "c.txt"):
        with whole_file(tmp_path / name, private=True) as file:
            file.write(b"new")
        assert (tmp_path / name).read_bytes() == b"new"
        assert (tmp_path / name).stat().st_mode & 0o777 == 0o600
    assert elsewhere.read_bytes() == b"precious"
    assert empty.read_bytes() == b""
    assert {path.name for path in tmp_path.iterdir()} == {"a.txt", "b.txt", "c.txt", "elsewhere", "empty"}


def test_the_manifest_tells_of_all_letters_of_the_mailing_not_of_the_last_run_alone(
    letterkit: Letterkit, appeal_file: Path, tmp_path: Path
) -> None:
    say_who(letterkit, "Ada Muster")
    words = ("write", appeal_file, "--format", "text", "-o", tmp_path / "out")
    letterkit(*words, *TODAY)
    letterkit(*words, "--to", "ambassadeur", "--date", "2026-11-24")
    (manifest,) = (tmp_path / "out").rglob("manifest.json")
    found = json.loads(manifest.read_text(encoding="utf-8"))
    assert [(row["addressee"], row["date"]) for row in found["letters"]] == [
        ("minister-of-justice", "2026-11-23"),
        ("ambassadeur", "2026-11-24"),
    ]
    assert found["planned"] == 2
    (manifest.parent / "01-minister-of-justice.txt").unlink()
    letterkit(*words, "--to", "ambassadeur", *TODAY)
    assert [row["addressee"] for row in json.loads(manifest.read_text())["letters"]] == ["ambassadeur"]


def test_a_manifest_that_can_not_be_read_is_made_anew(letterkit: Letterkit, appeal_file: Path, tmp_path: Path) -> None:
    say_who(letterkit, "Ada Muster")
    words = ("write", appeal_file, "--format", "text", "-o", tmp_path / "out", *TODAY)
    letterkit(*words)
    (manifest,) = (tmp_path / "out").rglob("manifest.json")
    good = manifest.read_text()
    for spoilt in ("{", "[]", '{"letters": 3}', good.replace('"number": 1', '"number": "x"')):
        manifest.write_text(spoilt)
        assert letterkit(*words).exit_code == 0
        assert manifest.read_text() == good


def test_another_senders_letters_lie_in_a_folder_of_their_own(
    letterkit: Letterkit, appeal_file: Path, tmp_path: Path
) -> None:
    say_who(letterkit, "Ada Muster")
    say_who(letterkit, "Bea Beispiel", "--profile", "bea")
    words = ("write", appeal_file, "--format", "text", "-o", tmp_path / "out", *TODAY)
    assert letterkit(*words).exit_code == 0
    before = below(tmp_path / "out")
    done = letterkit(*words, "--as", "bea")
    assert all(Path(line).parent.name == "bea-beispiel" for line in done.stdout.splitlines())
    assert before.items() <= below(tmp_path / "out").items()
    assert len(below(tmp_path / "out")) == 2 * len(before)


def test_two_appeals_without_code_never_share_a_folder(letterkit: Letterkit, appeal: Appeal, tmp_path: Path) -> None:
    say_who(letterkit, "Ada Muster")
    long = "China: the detention of very many people in very many places, "
    titles = (long + "first call", long + "second call", "呼吁", "申诉", "Call")
    bare = appeal.model_copy(update={"code": None})
    for title in titles:
        file = written(bare.model_copy(update={"title": title}), tmp_path / "appeal.yaml")
        letterkit("write", file, "--format", "html", "-o", tmp_path / "out", *TODAY)
    file = written(bare.model_copy(update={"title": "Call", "date": None}), tmp_path / "appeal.yaml")
    letterkit("write", file, "--format", "html", "-o", tmp_path / "out", *TODAY)
    folders = [path.name for path in (tmp_path / "out").iterdir()]
    assert len(folders) == len(titles) + 1
    assert {"call", "call-2026-09-01"} <= set(folders)
    assert sum(name.endswith("-2026-09-01") for name in folders) == len(titles)


def test_a_file_name_is_safe_short_and_the_same_every_time() -> None:
    assert file_name("CHN 002 / 0505 / OBS 028") == "chn-002-0505-obs-028"
    assert file_name("Genève: été") == "geneve-ete"
    assert file_name("呼吁") == file_name("呼吁") != file_name("申诉")
    assert file_name("2026") == "2026"
    assert all(len(file_name(text * 50)) <= 60 for text in ("a", "ab ", "李", "é/"))


def test_a_power_cut_can_leave_no_half_file_under_its_name(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[str] = []
    sync = os.fsync

    def synced(opened: int) -> None:
        what = os.fstat(opened)
        written = "whole" if what.st_size == len(b"all of it") else "empty"
        seen.append("folder" if stat.S_ISDIR(what.st_mode) else written)
        sync(opened)

    monkeypatch.setattr(os, "fsync", synced)
    monkeypatch.setattr(folders, "moment", lambda at: seen.append("appears") if "appeared" in at else None)
    for many in (True, False):
        with whole_file(tmp_path / f"{many}.txt", one_of_many=many) as file:
            file.write(b"all of it")
    assert seen == ["whole", "appears", "whole", "appears", "folder"]


def test_the_last_thing_done_in_a_folder_of_letters_is_to_have_it_on_the_disk_for_good(
    letterkit: Letterkit, appeal_file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    say_who(letterkit, "Ada Muster")
    seen: list[str] = []
    monkeypatch.setattr(folders, "moment", lambda at: seen.append(at) if "after" in at and "note" not in at else None)
    letterkit("write", appeal_file, "--format", "text", "-o", tmp_path / "out", *TODAY)
    note, letters, manifest = seen[:2], seen[2:4], seen[4:]
    assert letters == ["after the file appeared"] * 2
    assert note == manifest == ["after the file appeared", "after the folder was synced"]
