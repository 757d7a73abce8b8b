"""What every test can rely on: a home of its own, one clock zone, and no silent skips where all must run."""

import os
import shutil
from collections.abc import Callable, Generator
from datetime import date
from pathlib import Path

import pytest
from hypothesis import settings
from typer.testing import CliRunner, Result

from letterkit.appeals.file import appeal_file_text
from letterkit.cli import app
from letterkit.folders import TEMPLATES, choose_own_folder
from letterkit.model.appeal import Addressee, Appeal, Issuer, PostalAddress
from letterkit.model.finding import Reading
from letterkit.model.sender import Sender

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
    choose_own_folder(TEMPLATES, None)
    return folder


@pytest.fixture(scope="session")
def root() -> Path:
    """The checkout."""
    return ROOT


@pytest.fixture(scope="session")
def program() -> Callable[[str], str]:
    """Where a real program lies; a test that needs one that isn't there is skipped."""

    def find(name: str) -> str:
        servers = sorted(Path("/usr/lib/postgresql").glob("*/bin"))  # Debian keeps them off the path
        path = os.pathsep.join([os.environ["PATH"], *map(str, servers), "/usr/sbin"])
        return shutil.which(name, path=path) or pytest.skip(f"{name} is not installed: `make rig` brings it")

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


@pytest.fixture
def appeal() -> Appeal:
    """An invented appeal with a decider, a conveyor by an embassy, and one who gets a copy."""
    return Appeal(
        code="XYZ 001 / 0926",
        title="China: Detention of Ms. Example Person",
        country="CN",
        date=date(2026, 9, 1),
        issuers=(Issuer(name="Example Rights Watch", phones=("+41227000000",)),),
        subjects=("Ms. Example Person",),
        summary="On 1 August 2026 Ms. Example Person was taken from her home.",
        situation=("On 1 August 2026 Ms. Example Person was taken from her home.", "She had written a poem."),
        lead_in="Please write to the authorities, urging them to:",
        requests=(
            "release Ms. Example Person at once;",
            "ensure that she sees “a lawyer of her choice”;",
            "guarantee her safety.",
        ),
        addressees=(
            Addressee(
                id="minister-of-justice",
                name="Jane Doe",
                honorific="Ms.",
                gender="f",
                office="Minister of Justice",
                office_class="minister_justice",
                organisation="Ministry of Justice",
                address=PostalAddress(lines=("1 Example Street", "100000 Exampletown"), country="CN"),
                faxes=("+861065292345",),
                language="en",
            ),
            Addressee(
                id="ambassadeur",
                office="Ambassadeur",
                office_class="ambassador",
                organisation="Ambassade de Chine",
                address=PostalAddress(lines=("Rue de l’Exemple 3", "3000 Berne"), country="CH"),
                emails=("ambassade@example.org",),
                language="fr",
            ),
        ),
        copies_to=(Addressee(id="ombudsman", office="Ombudsman", organisation="Office of the Ombudsman"),),
    )


@pytest.fixture
def sender() -> Sender:
    """An invented sender in Geneva."""
    return Sender(name="Ada Muster", address=("Rue de l’Exemple 12", "1200 Genève"), country="CH", place="Geneva")


@pytest.fixture
def seed() -> Path:
    """The seed appeal, as published."""
    return ROOT / "examples" / "appeal-chn-002.txt"


@pytest.fixture
def letterkit() -> Callable[..., Result]:
    """Runs a command as a person would, without a terminal; gives its exit code, stdout and stderr."""

    def run(*words: str | Path, typed: str | None = None) -> Result:
        return CliRunner().invoke(app, [str(word) for word in words], input=typed)

    return run


@pytest.fixture
def appeal_file(appeal: Appeal, tmp_path: Path) -> Path:
    """The invented appeal as an appeal file."""
    file = tmp_path / "appeal.yaml"
    file.write_text(appeal_file_text(Reading(appeal, (), {}), "a text"), encoding="utf-8")
    return file


@pytest.fixture
def members(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    """The members' list that the module calls MEMBERS, as a file."""
    file = tmp_path / "members.csv"
    file.write_text(request.module.MEMBERS, encoding="utf-8")
    return file


@pytest.fixture
def ada(letterkit: Callable[..., Result]) -> None:
    """A sender who has said who she is."""
    done = letterkit("me", "--name", "Ada Muster", "--address", "Rue 12", "--address", "1200 Genève", "--country", "ch")
    assert done.exit_code == 0, done.stderr


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--rewrite-expected", action="store_true", help="write the expected appeal files anew")
