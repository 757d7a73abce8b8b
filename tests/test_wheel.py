"""The thing people install: built, put into an environment of its own, run from a folder that knows nothing of us."""

import os
import subprocess
import sys
import sysconfig
import venv
from pathlib import Path
from zipfile import ZipFile

import pytest

from letterkit import __version__

ROOT = Path(__file__).parent.parent
DATA = ("addressees", "letter_templates")


def run(*command: str | Path, cwd: Path) -> str:
    """What a command says; the checkout can't be seen by it."""
    env = {name: value for name, value in os.environ.items() if not name.startswith("PYTHON")}
    done = subprocess.run(command, cwd=cwd, env=env, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def data_files() -> set[str]:
    listed = run("git", "ls-files", "-z", "--cached", "--others", "--exclude-standard", *DATA, cwd=ROOT)
    return {name for name in listed.split("\0") if name}


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("wheel")
    run(sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", folder, ROOT, cwd=ROOT)
    (wheel,) = folder.glob("letterkit-*.whl")
    return wheel


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of programs of an environment that holds the wheel; what it depends on is borrowed from ours."""
    folder = tmp_path_factory.mktemp("installed")
    venv.create(folder, with_pip=False, symlinks=True)
    python = folder / "bin" / "python"
    pip = (sys.executable, "-m", "pip", "--python", python, "install", "--quiet", "--no-deps", "--no-index")
    run(*pip, "--disable-pip-version-check", wheel, cwd=folder)
    (packages,) = folder.glob("lib/python*/site-packages")
    (packages / "borrowed.pth").write_text(sysconfig.get_path("purelib") + "\n", encoding="utf-8")
    return folder / "bin"


def test_the_wheel_holds_both_data_folders_byte_for_byte(wheel: Path) -> None:
    with ZipFile(wheel) as archive:
        held = {name: archive.read(name) for name in archive.namelist() if name.startswith("letterkit/shipped/")}
    assert held == {f"letterkit/shipped/{name}": (ROOT / name).read_bytes() for name in data_files()}


def test_the_wheel_holds_the_licences_and_nothing_of_the_workshop(wheel: Path) -> None:
    with ZipFile(wheel) as archive:
        names = archive.namelist()
    info = f"letterkit-{__version__}.dist-info"
    assert {f"{info}/licenses/LICENSE", f"{info}/licenses/letter_templates/fonts/OFL.txt"} <= set(names)
    assert {name.split("/")[0] for name in names} == {"letterkit", info}
    assert "letterkit/py.typed" in names


@pytest.mark.parametrize("folder", DATA)
def test_the_installed_package_finds_its_data(folder: str, installed: Path, tmp_path: Path) -> None:
    ask = f"from letterkit.folders import shipped; print(shipped({folder!r}))"
    found = Path(run(installed / "python", "-c", ask, cwd=tmp_path).strip())
    assert found.is_relative_to(installed.parent)
    assert any(found.iterdir())


def test_the_installed_command_runs_anywhere(installed: Path, tmp_path: Path) -> None:
    assert run(installed / "letterkit", "--version", cwd=tmp_path).strip() == f"letterkit {__version__}"
    assert "write" in run(installed / "letterkit", "--help", cwd=tmp_path)
    assert list(tmp_path.iterdir()) == []
