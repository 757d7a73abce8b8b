"""A group's faxes: a set for each member, and one order in which whoever has the modem makes all calls."""

import csv
import io
import json
import re
import stat
from collections.abc import Callable
from datetime import datetime, tzinfo
from pathlib import Path
from typing import Self

import pypdfium2
import pytest
from typer.testing import Result

Letterkit = Callable[..., Result]
TODAY = ("--date", "2026-11-23")
MEMBERS = (
    "name,address,country,language,phone\nZoe Muster,1200 Genève,CH,en,022 731 12 34\nBea Weber,3000 Bern,CH,en,\n"
)
"""Two members, not in the order of their names."""
BAD = "Dora,3000 Bern,Utopia,en,\n"
EMBASSY = "+41313514573"


@pytest.fixture
def fax(letterkit: Letterkit, appeal_file: Path, members: Path, tmp_path: Path) -> Callable[..., Result]:
    """Makes the faxes of the list; of the two addressees only the minister has a fax number."""

    def run(*words: str | Path) -> Result:
        out = ("-o", tmp_path / "out", "--quality", "standard")
        return letterkit("fax", appeal_file, "--senders", members, *out, *TODAY, *words)

    return run


@pytest.fixture
def both(fax: Callable[..., Result]) -> Callable[..., Result]:
    """The same with a number for the embassy: two calls for each member."""
    return lambda *words: fax("--number", f"ambassadeur={EMBASSY}", *words)


def base(tmp_path: Path) -> Path:
    return tmp_path / "out" / "xyz-001-0926" / "fax"


def table(file: Path) -> list[dict[str, str]]:
    rows = csv.DictReader(io.StringIO(file.read_text("utf-8-sig")))
    return [{name: cell.lstrip("'") for name, cell in row.items()} for row in rows]


def text_of(pdf: Path) -> str:
    with pypdfium2.PdfDocument(pdf) as document:
        return " ".join(" ".join(page.get_textpage().get_text_range() for page in document).split())


def test_each_member_has_faxes_with_manifest_slip_and_script_in_a_folder_of_his_or_her_own(
    both: Callable[..., Result], tmp_path: Path
) -> None:
    done = both()
    assert done.exit_code == 0, done.stderr
    papers = {"manifest.csv", "manifest.json", "slip.pdf", "send-by-hylafax.sh"}
    for who in ("bea-weber", "zoe-muster"):
        found = {file.name for file in (base(tmp_path) / who).iterdir()}
        assert found > papers
        assert sorted(re.sub(r"-\d+-", "-", name) for name in found - papers) == [
            f"{stem}.{ending}" for stem in ("01-minister-of-justice", "02-ambassadeur") for ending in ("pdf", "tif")
        ]
    assert "4 planned: 4 written, 0 skipped, 0 rejected." in done.stderr
    assert {stat.S_IMODE(file.stat().st_mode) for file in base(tmp_path).rglob("*") if file.is_file()} == {0o600}


def test_all_calls_stand_in_one_order_number_by_number_and_then_by_the_members_names(
    both: Callable[..., Result], tmp_path: Path
) -> None:
    both()
    rows = table(base(tmp_path) / "all-calls.csv")
    assert [(one["fax_e164"], one["from_name"]) for one in rows] == [
        ("+861065292345", "Bea Weber"),
        ("+861065292345", "Zoe Muster"),
        (EMBASSY, "Bea Weber"),
        (EMBASSY, "Zoe Muster"),
    ]
    script = (base(tmp_path) / "send-all-by-hylafax.sh").read_text("utf-8")
    assert re.findall(r"^send (\S+) ", script, re.MULTILINE) == [one["file"] for one in rows]
    assert all((base(tmp_path) / one["file"]).is_file() for one in rows)
    slip = text_of(base(tmp_path) / "all-calls.pdf")
    assert "2 senders, 2026-11-23: 4 faxes" in slip
    assert "from Bea Weber" in slip
    assert "into the column sent_at of all-calls.csv" in slip


def test_pages_and_minutes_are_those_of_all_members_faxes(both: Callable[..., Result], tmp_path: Path) -> None:
    done = both("--json")
    sums = [(one["total_pages"], one["total_line_seconds"]) for one in json.loads(done.stdout)["senders"]]
    rows = table(base(tmp_path) / "all-calls.csv")
    assert sum(pages for pages, _ in sums) == sum(int(one["pages"]) for one in rows) > 4
    minutes = round(sum(seconds for _, seconds in sums) / 60)
    assert f"4 calls, {sum(pages for pages, _ in sums)} pages, about {minutes} min on the line." in done.stderr


def test_whom_no_fax_reaches_is_told_once_with_what_to_type_and_counted_for_every_member(
    fax: Callable[..., Result], members: Path, tmp_path: Path
) -> None:
    members.write_text(MEMBERS + BAD, encoding="utf-8")
    done = fax()
    assert done.exit_code == 3
    assert done.stderr.count("ambassadeur: no fax number is known (2 letters)") == 1
    assert "6 planned: 2 written, 0 skipped, 4 rejected." in done.stderr
    assert "Utopia" in (base(tmp_path) / "rejects.csv").read_text("utf-8-sig")


def test_what_is_said_of_a_machine_is_said_once_for_all_members(
    fax: Callable[..., Result],
) -> None:
    done = fax("--number", "ambassadeur=+861065292345", "--gateway", "%d@fax.example")
    assert done.stderr.count("share +86 10 6529 2345") == 1
    assert done.stderr.count("switch off the one that your fax service adds") == 1
    assert "2 calls" in done.stderr


def test_the_day_in_the_table_of_all_calls_is_read_by_mark_and_stays_when_faxes_are_made_anew(
    fax: Callable[..., Result], letterkit: Letterkit, tmp_path: Path
) -> None:
    fax()
    file = base(tmp_path) / "all-calls.csv"
    rows = list(csv.reader(io.StringIO(file.read_text("utf-8-sig"))))
    rows[2][0] = "2026-11-24"
    saved = io.StringIO()
    csv.writer(saved, delimiter=";").writerows(rows)
    file.write_text(saved.getvalue(), encoding="utf-8")
    done = letterkit("mark", file, "--sent", "fax")
    assert done.exit_code == 0, done.stderr
    entries = json.loads(letterkit("ledger", "--json").stdout)["entries"]
    assert {one["sender"]: one["state"] for one in entries} == {"bea-weber": "written", "zoe-muster": "sent"}
    again = fax()
    assert "skipped Zoe Muster, minister-of-justice: a letter was sent by fax on 2026-11-24" in again.stderr
    assert [one["sent_at"] for one in table(file)] == ["", "2026-11-24"]


def test_one_member_s_faxes_made_anew_leave_the_others_in_the_table_of_all_calls(
    fax: Callable[..., Result], tmp_path: Path
) -> None:
    fax()
    before = (base(tmp_path) / "all-calls.csv").read_bytes()
    assert fax("--only", "Zoe").exit_code == 3
    assert (base(tmp_path) / "all-calls.csv").read_bytes() == before


def test_each_member_is_called_back_on_his_or_her_own_number_or_on_the_one_machine_s(
    fax: Callable[..., Result], tmp_path: Path
) -> None:
    fax("--phone")
    rows = table(base(tmp_path) / "all-calls.csv")
    assert [one["from_number"] for one in rows] == ["", "022 731 12 34"]
    fax("--from-number", "022 731 00 00")
    rows = table(base(tmp_path) / "all-calls.csv")
    assert [one["from_number"] for one in rows] == ["+41 22 731 00 00"] * 2


def test_numbers_are_dialled_from_the_country_of_the_line_whoever_s_the_fax_is(
    both: Callable[..., Result], members: Path, tmp_path: Path
) -> None:
    members.write_text(MEMBERS + "Emma Beispiel,10115 Berlin,DE,en,\nFritz Muster,3000 Bern,CH,en,\n", encoding="utf-8")
    both()
    dialled = {one["dial_from_sender"] for one in table(base(tmp_path) / "all-calls.csv") if one["fax_e164"] == EMBASSY}
    assert dialled == {"031 351 45 73"}
    both("--from-number", "+49301234567")
    dialled = {one["dial_from_sender"] for one in table(base(tmp_path) / "all-calls.csv") if one["fax_e164"] == EMBASSY}
    assert dialled == {"00 41 31 351 45 73"}


def test_a_dry_run_names_the_faxes_and_makes_none(fax: Callable[..., Result], tmp_path: Path) -> None:
    done = fax("--dry-run")
    assert [Path(line).parent.name for line in done.stdout.splitlines()] == ["zoe-muster", "bea-weber"]
    assert not (tmp_path / "out").exists()


def test_whoever_is_forgotten_is_in_no_paper_of_all_calls(
    fax: Callable[..., Result], letterkit: Letterkit, tmp_path: Path
) -> None:
    fax()
    assert letterkit("forget", "Zoe Muster", "--yes").exit_code == 0
    left = [file for file in (tmp_path / "out").rglob("*") if file.is_file()]
    assert not [file for file in left if b"zoe-muster" in file.read_bytes() or b"Zoe Muster" in file.read_bytes()]
    assert [one["sender_id"] for one in table(base(tmp_path) / "all-calls.csv")] == ["bea-weber"]
    assert not (base(tmp_path) / "all-calls.pdf").exists()


def test_the_hour_at_a_machine_is_told_once_by_the_clock_of_most_members(
    both: Callable[..., Result], members: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    class AtNight(datetime):
        @classmethod
        def now(cls, tz: tzinfo | None = None) -> Self:
            return cls(2026, 11, 23, 22, 30, tzinfo=tz)

    monkeypatch.setattr("letterkit.cli.calling.datetime", AtNight)
    members.write_text(MEMBERS + "Emma Beispiel,10115 Berlin,DE,en,\n", encoding="utf-8")
    said = [line for line in both("--dry-run").stderr.splitlines() if "there now" in line]
    assert said == [
        "+86 10 6529 2345: it is 06:30 there now; send from 01:00 to 13:00, Zurich time.",
        "+41 31 351 45 73: it is 23:30 there now; send from 08:00 to 20:00, Zurich time.",
    ]
