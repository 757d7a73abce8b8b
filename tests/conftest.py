"""What every test can rely on: a home of its own, one clock zone, and no silent skips where all must run."""

import os
import shutil
from collections.abc import Callable, Generator
from pathlib import Path

import pytest
from hypothesis import settings

settings.register_profile("here", deadline=None)
settings.register_profile("ci", deadline=None, derandomize=True)
NO_SKIPS = os.environ.get("LETTERKIT_NO_SKIPS") == "1"
settings.load_profile("ci" if NO_SKIPS else "here")

ROOT = Path(__file__).parent.parent


@pytest.fixture(autouse=True)
def home(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A test's own settings, ledger and cache, and an environment that is the same on every machine."""
    folder = tmp_path_factory.mktemp("home")
    for name in [name for name in os.environ if name.startswith(("LETTERKIT_", "LC_"))]:
        monkeypatch.delenv(name)
    for name, value in {
        "LETTERKIT_HOME": str(folder),
        "HOME": str(folder),
        "LANG": "C.UTF-8",
        "TZ": "UTC",
        "NO_COLOR": "1",
        "COLUMNS": "100",
    }.items():
        monkeypatch.setenv(name, value)
    return folder


@pytest.fixture(scope="session")
def root() -> Path:
    """The checkout."""
    return ROOT


@pytest.fixture(scope="session")
def program() -> Callable[[str], str]:
    """Where a real program lies; a test that needs one that isn't there is skipped."""

    def find(name: str) -> str:
        return shutil.which(name) or pytest.skip(f"{name} is not installed: `make rig` brings it")

    return find


def judge_skip(report: pytest.TestReport | pytest.CollectReport) -> None:
    """A skip where all must run, or one that doesn't say how to end it, is a failure."""
    reason = report.longrepr[2] if isinstance(report.longrepr, tuple) else str(report.longrepr)
    if NO_SKIPS:
        report.outcome, report.longrepr = "failed", f"skipped, where every test must run: {reason}"
    elif "make rig" not in reason:
        report.outcome, report.longrepr = (
            "failed",
            f"skipped without saying that `make rig` brings what it needs: {reason}",
        )


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport() -> Generator[None, pytest.TestReport, pytest.TestReport]:
    report = yield
    if report.skipped and not hasattr(report, "wasxfail"):
        judge_skip(report)
    return report


@pytest.hookimpl(wrapper=True)
def pytest_make_collect_report() -> Generator[None, pytest.CollectReport, pytest.CollectReport]:
    report = yield
    if report.skipped:
        judge_skip(report)
    return report
