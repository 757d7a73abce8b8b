"""A group's second letters: each member's follow up what he or she sent, by the day on which it was sent."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from typer.testing import Result

Letterkit = Callable[..., Result]
ON = ("--date", "2026-11-23")
MEMBERS = (
    "name,address,country,language\n"
    "Ada Muster,1200 Genève,CH,en\n"
    "Bea Weber,3000 Bern,CH,en\n"
    "Carl Weber,3000 Bern,CH,en\n"
)
"""Three members, whose first letters are written and none of them sent."""
BAD = "Dora,3000 Bern,Utopia,en\n"


@pytest.fixture
def run(letterkit: Letterkit, appeal_file: Path, members: Path, tmp_path: Path) -> Callable[..., Result]:
    """A command for the list."""

    def run(command: str, *words: str | Path) -> Result:
        out = ("-o", tmp_path / "out", "--format", "text")
        return letterkit(command, appeal_file, "--senders", members, *out, *words)

    return run


@pytest.fixture
def sent(run: Callable[..., Result], letterkit: Letterkit, appeal_file: Path) -> None:
    """Ada sent hers in September, Bea hers in October and has one answer; Carl sent none."""
    run("write", "--date", "2026-09-01")
    letterkit("mark", appeal_file, "--all", "--as", "ada-muster", "--sent", "post", "--date", "2026-09-02")
    letterkit("mark", appeal_file, "--all", "--as", "bea-weber", "--sent", "fax", "--date", "2026-10-03")
    done = letterkit("mark", appeal_file, "ambassadeur", "--as", "bea-weber", "--answered", "--date", "2026-11-01")
    assert done.exit_code == 0, done.stderr


def second_letters(tmp_path: Path) -> dict[str, str]:
    found = (tmp_path / "out").rglob("follow-up-2026-11-23/*/*.txt")
    return {f"{one.parent.name}/{one.name}": " ".join(one.read_text("utf-8").split()) for one in sorted(found)}


@pytest.mark.usefixtures("sent")
def test_each_member_s_second_letter_names_the_day_on_which_that_member_s_first_was_sent(
    run: Callable[..., Result], tmp_path: Path
) -> None:
    done = run("follow-up", *ON)
    assert done.exit_code == 0, done.stderr
    days = {name: day for name, text in second_letters(tmp_path).items() for day in DAYS if f"On {day} I wrote" in text}
    assert days == {
        "ada-muster/01-minister-of-justice.txt": DAYS[0],
        "ada-muster/02-ambassadeur.txt": DAYS[0],
        "bea-weber/01-minister-of-justice.txt": DAYS[1],
    }


DAYS = ("2 September 2026", "3 October 2026")


@pytest.mark.usefixtures("sent")
def test_who_sent_nothing_or_has_an_answer_is_skipped_by_name_and_counted(run: Callable[..., Result]) -> None:
    done = run("follow-up", *ON)
    assert "6 planned: 3 written, 3 skipped, 0 rejected." in done.stderr
    assert "skipped Bea Weber, ambassadeur: answered on 2026-11-01" in done.stderr
    assert "skipped Carl Weber, minister-of-justice, ambassadeur: no letter is marked as sent" in done.stderr


@pytest.mark.usefixtures("sent")
def test_second_letters_are_noted_beside_the_first_and_the_first_stay_sent(
    run: Callable[..., Result], letterkit: Letterkit
) -> None:
    run("follow-up", *ON)
    entries = json.loads(letterkit("ledger", "--as", "ada-muster", "--json").stdout)["entries"]
    assert sorted((one["turn"], one["state"]) for one in entries) == [(1, "sent")] * 2 + [(2, "written")] * 2


@pytest.mark.usefixtures("sent")
def test_a_bad_row_is_rejected_beside_the_second_letters_and_the_sums_add_up(
    run: Callable[..., Result], members: Path, tmp_path: Path
) -> None:
    members.write_text(MEMBERS + BAD, encoding="utf-8")
    done = run("follow-up", *ON, "--json")
    found = json.loads(done.stdout)
    assert (done.exit_code, [found[name] for name in ("planned", "written", "skipped", "rejected")]) == (
        3,
        [8, 3, 3, 2],
    )
    (rejects,) = (tmp_path / "out").rglob("rejects.csv")
    assert rejects.parent.name == "follow-up-2026-11-23"
    assert "Utopia" in rejects.read_text("utf-8-sig")


@pytest.mark.usefixtures("sent")
def test_members_are_chosen_from_the_list_as_in_every_command(run: Callable[..., Result], tmp_path: Path) -> None:
    done = run("follow-up", *ON, "--only", "Bea", "--dry-run")
    assert [Path(line).parent.name for line in done.stdout.splitlines()] == ["bea-weber"]
    assert not second_letters(tmp_path)
    run("follow-up", *ON, "--only", "Bea")
    assert list(second_letters(tmp_path)) == ["bea-weber/01-minister-of-justice.txt"]


def test_where_no_member_has_sent_a_letter_nothing_is_written_and_it_is_said(
    run: Callable[..., Result], tmp_path: Path
) -> None:
    done = run("follow-up", *ON)
    assert (done.exit_code, "no member has a letter to follow up" in done.stderr) == (1, True)
    assert "6 planned: 0 written, 6 skipped, 0 rejected." in done.stderr
    assert not (tmp_path / "out").exists()


@pytest.mark.usefixtures("sent")
def test_nobody_follows_up_on_an_appeal_that_is_closed(
    run: Callable[..., Result], appeal_file: Path, tmp_path: Path
) -> None:
    with appeal_file.open("a", encoding="utf-8") as file:
        file.write('\nstatus: "closed: released"\n')
    done = run("follow-up", *ON)
    assert (done.exit_code, "this appeal is closed (released)" in done.stderr) == (1, True), done.stderr
    assert not second_letters(tmp_path)
