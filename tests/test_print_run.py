"""A group's evening on paper: one file, every letter on a front of its own, in the order in which people sign it."""

import json
import os
import re
import stat
import subprocess
from collections.abc import Callable, Sequence
from pathlib import Path

import pypdf
import pytest
from typer.testing import Result

from letterkit.appeals.file import appeal_file_text
from letterkit.mailing import print_chunks
from letterkit.model.appeal import Addressee, Appeal
from letterkit.model.finding import Reading
from letterkit.typeset.scripts import known_scripts

Letterkit = Callable[..., Result]
Print = Callable[..., Result]
TODAY = ("--date", "2026-11-23")
HEAD = "Name;Strasse;PLZ;Ort;Land;Sprache;Requests;Eigene Worte\n"
LONG = "I have followed this case for many years and cannot understand what was done there. " * 45
ROWS = (
    "Ada Muster;Rue 12;1200;Genève;CH;en;;\n"
    "Bea Weber;Weg 3;3000;Bern;CH;fr;;\n"
    f"Carl Weber;;;;CH;en;;{LONG}\n"
    "Ірина Зразкова;Weg 5;3000;Bern;CH;en;;I am a nurse.\n"
)
MEMBERS = HEAD + ROWS
"""Four members: two languages, two scripts, one without an address who has much to say."""
OWN_WORDS = "".join(f"Member {chr(65 + at)}. Example;Weg {at};3000;Bern;CH;en;;My word is {at}.\n" for at in range(6))


@pytest.fixture
def called(appeal: Appeal, tmp_path: Path) -> Path:
    """The invented appeal with requests in two languages, as an appeal file."""
    requests: dict[str, tuple[str, ...]] = {
        "en": ("release Ms. Example Person at once;", "guarantee her safety."),
        "fr": ("libérer Mme Example Person sans délai ;", "garantir sa sécurité."),
    }
    update = {"requests": requests, "lead_in": None}
    file = tmp_path / "appeal.yaml"
    text = appeal_file_text(Reading(appeal.model_copy(update=update), (), {}), "a text")
    file.write_text(text, encoding="utf-8")
    return file


@pytest.fixture
def run(letterkit: Letterkit, called: Path, members: Path, tmp_path: Path) -> Print:
    """Prints the letters of a list into the folder ``out``."""

    def go(*words: str | Path, senders: Path = members) -> Result:
        return letterkit("print", called, "--senders", senders, *TODAY, *words)

    (tmp_path / "out").mkdir()
    os.chdir(tmp_path / "out")
    return go


@pytest.fixture(autouse=True)
def _here(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever goes into a folder comes back."""
    monkeypatch.chdir(Path.cwd())


def folder(tmp_path: Path) -> Path:
    return tmp_path / "out" / "letters" / "xyz-001-0926"


def pages(path: Path) -> list[str]:
    """What a reader sees on each page."""
    return [" ".join(page.extract_text().split()) for page in pypdf.PdfReader(path).pages]


def fronts(path: Path) -> list[str]:
    """What lies on top of each sheet."""
    return pages(path)[::2]


def wishes_of(path: Path) -> dict[str, str]:
    """How the file wants to be shown and printed."""
    told = pypdf.PdfReader(path).root_object["/ViewerPreferences"].get_object()
    assert isinstance(told, pypdf.generic.DictionaryObject)
    return {str(name): str(value) for name, value in told.items()}


def bookmarks(path: Path) -> dict[str, tuple[int, list[str]]]:
    """Each bookmark with its page, counted from 0, and the titles below it."""
    reader = pypdf.PdfReader(path)
    found: dict[str, tuple[int, list[str]]] = {}
    for one in reader.outline:
        if isinstance(one, list):
            found[list(found)[-1]][1].extend(str(below["/Title"]) for below in one if not isinstance(below, list))
        else:
            found[str(one.title)] = (reader.get_destination_page_number(one) or 0, [])
    return found


def test_every_letter_begins_on_a_front_and_the_backs_of_others_are_empty(run: Print, tmp_path: Path) -> None:
    done = run()
    assert done.exit_code == 0, done.stderr
    file = folder(tmp_path) / "run.pdf"
    assert Path(done.stdout.strip()).resolve() == file
    seen = pages(file)
    assert len(seen) % 2 == 0
    letters = [
        at for at, text in enumerate(seen) if re.search(r"Your Excellency|Dear |Monsieur|Madame|Excellence", text)
    ]
    assert len(letters) == 8
    assert all(at % 2 == 0 for at in letters)
    backs = [at for at in range(1, len(seen), 2) if seen[at]]
    assert backs == [at + 1 for at in letters if LONG[:40] in seen[at]]
    assert len(backs) == 2


def test_a_letter_counts_its_own_pages(run: Print, tmp_path: Path) -> None:
    run("--only", "Carl")
    second = [text for text in pages(folder(tmp_path) / "run-only.pdf")[1::2] if text]
    assert len(second) == 2
    assert all("page 2 of 2" in text.lower() for text in second)


def test_letters_lie_by_sender_under_the_list_of_what_to_sign(run: Print, tmp_path: Path) -> None:
    run()
    seen = fronts(folder(tmp_path) / "run.pdf")
    assert "Print run" in seen[0]
    lists = [at for at, text in enumerate(seen) if "Please sign these letters" in text]
    assert lists == [1, 4, 7, 10]
    for at, name in zip(lists, ("Ada Muster", "Bea Weber", "Carl Weber", "Ірина Зразкова"), strict=True):
        assert "2 letters lie under this sheet" in seen[at]
        assert all(name in text for text in seen[at : at + 2])
    assert "Ministère" not in seen[1]
    assert "Mme Example Person" in seen[5]
    assert "Ms. Example Person" in seen[2]


def test_letters_lie_by_addressee_for_one_envelope_to_each_office(run: Print, tmp_path: Path) -> None:
    run("--collate", "addressee")
    seen = fronts(folder(tmp_path) / "run.pdf")
    assert len(seen) == 9
    assert not [text for text in seen if "Please sign" in text]
    assert ["100000" in text for text in seen[1:]] == [True] * 4 + [False] * 4


def test_on_one_side_there_are_no_empty_backs(run: Print, tmp_path: Path) -> None:
    run("--simplex")
    file = folder(tmp_path) / "run.pdf"
    assert all(pages(file))
    assert len(pages(file)) == 1 + 4 + 8 + 2
    assert "one-sided" in pages(file)[0]
    assert wishes_of(file)["/Duplex"] == "/Simplex"


def test_the_run_sheet_says_how_many_sheets_lie_where(run: Print, tmp_path: Path) -> None:
    run()
    first = pages(folder(tmp_path) / "run.pdf")[0]
    assert "8 planned: 8 here, 0 skipped, 0 rejected." in first
    assert "8 letters, 8 sheets, 40 g" in first
    assert "Lay in 13 sheets." in first
    assert "Ada Muster: 2 (sheets 2–4)" in first
    assert "Carl Weber: 2 (sheets 8–10)" in first
    assert "How they were set: 6 fast, 2 line by line" in first or "How they were set: 8 fast" in first


def test_the_file_asks_for_its_true_size_and_for_two_sides(run: Print, tmp_path: Path) -> None:
    run()
    wanted = wishes_of(folder(tmp_path) / "run.pdf")
    assert (wanted["/PrintScaling"], wanted["/Duplex"]) == ("/None", "/DuplexFlipLongEdge")


def test_bookmarks_lead_to_each_sender_s_sheets_and_letters(run: Print, tmp_path: Path) -> None:
    run()
    found = bookmarks(folder(tmp_path) / "run.pdf")
    assert list(found) == [
        "Run sheet (sheet 1)",
        "Ada Muster (sheets 2–4)",
        "Bea Weber (sheets 5–7)",
        "Carl Weber (sheets 8–10)",
        "Ірина Зразкова (sheets 11–13)",
    ]
    assert [page for page, _ in found.values()] == [0, 2, 8, 14, 20]
    assert [len(below) for _, below in found.values()] == [0, 2, 2, 2, 2]


def test_sheets_by_number_are_exactly_those_of_the_run(run: Print, tmp_path: Path) -> None:
    run()
    before = (folder(tmp_path) / "run.pdf").read_bytes()
    whole = pages(folder(tmp_path) / "run.pdf")
    done = run("--sheets", "3-4, 9")
    assert done.exit_code == 0, done.stderr
    assert "3 sheets of the run." in done.stderr
    assert pages(folder(tmp_path) / "run-sheets-3-4,9.pdf") == [*whole[4:8], *whole[16:18]]
    assert (folder(tmp_path) / "run.pdf").read_bytes() == before


@pytest.mark.parametrize(("wanted", "code"), [("14", 1), ("x", 2), ("0", 2), ("5-3", 2), ("99999999", 2)])
def test_sheets_that_there_are_not_are_named_and_leave_nothing(
    run: Print, tmp_path: Path, wanted: str, code: int
) -> None:
    done = run("--sheets", wanted)
    assert done.exit_code == code
    assert wanted in done.stderr
    assert "--sheets" in done.stderr
    assert not [path for path in (tmp_path / "out").rglob("*") if path.is_file()]


def test_sheets_are_refused_when_the_run_would_number_them_otherwise_now(
    run: Print, letterkit: Letterkit, called: Path, members: Path
) -> None:
    run()
    letterkit("mark", called, "--all", "--as", "Ada Muster", "--sent", "post")
    done = run("--sheets", "4")
    assert done.exit_code == 1
    assert "which letters are marked as sent changed since that run was made" in done.stderr
    assert run("--sheets", "4", "--again").exit_code == 0
    members.write_text(HEAD + ROWS.partition("\n")[2], encoding="utf-8")
    done = run("--sheets", "4", "--again")
    assert done.exit_code == 1
    assert "the members' list changed since that run was made: its sheets have other numbers now" in done.stderr
    assert '--only "Name"' in done.stderr


def test_a_run_of_some_never_takes_the_place_of_the_whole_run(
    run: Print, letterkit: Letterkit, called: Path, members: Path, tmp_path: Path
) -> None:
    run()
    whole = (folder(tmp_path) / "run.pdf").read_bytes()
    members.write_text(MEMBERS + "Dora Example;Weg 9;3000;Bern;CH;en;;\n", encoding="utf-8")
    for words in (("--only", "Weber"), ("--test",), ("--new",), ("--new", "--test")):
        assert run(*words).exit_code == 0
    assert letterkit("print", called, "--blank", "2", *TODAY).exit_code == 0
    names = sorted(path.name for path in folder(tmp_path).glob("*.pdf"))
    assert names == ["run-blank.pdf", "run-new.pdf", "run-only.pdf", "run-test.pdf", "run.pdf"]
    assert (folder(tmp_path) / "run.pdf").read_bytes() == whole
    assert len(bookmarks(folder(tmp_path) / "run-only.pdf")) == 3


def test_new_prints_only_members_for_whom_the_ledger_has_no_letters(run: Print, members: Path, tmp_path: Path) -> None:
    run()
    done = run("--new")
    assert done.exit_code == 0
    assert "0 planned: 0 written, 0 skipped, 0 rejected. There is nothing to print." in done.stderr
    members.write_text(MEMBERS + "Dora Example;Weg 9;3000;Bern;CH;en;;\n", encoding="utf-8")
    assert "2 planned: 2 written" in run("--new").stderr
    assert list(bookmarks(folder(tmp_path) / "run-new.pdf")) == ["Run sheet (sheet 1)", "Dora Example (sheets 2–4)"]
    assert run("--new", "--sheets", "2").exit_code == 2


def test_a_test_sheet_has_the_ruler_on_its_front_and_a_letter_on_its_back(run: Print, tmp_path: Path) -> None:
    done = run("--test")
    assert "1 sheet of the run." in done.stderr
    front, back = pages(folder(tmp_path) / "run-test.pdf")
    assert "this line is 100 mm long" in front
    assert "Ada Muster" in back


def test_letters_to_fill_in_have_no_list_to_sign_by_and_are_noted_nowhere(
    letterkit: Letterkit, called: Path, tmp_path: Path
) -> None:
    done = letterkit("print", called, "--blank", "3", *TODAY, "-o", tmp_path / "stall.pdf")
    assert "6 planned: 6 written" in done.stderr
    assert list(bookmarks(tmp_path / "stall.pdf"))[1:] == [
        f"Copy {at} (sheets {at * 2}–{at * 2 + 1})" for at in (1, 2, 3)
    ]
    assert "Who signs" not in pages(tmp_path / "stall.pdf")[0]
    assert json.loads(letterkit("ledger", "--json").stdout)["entries"] == []


def test_several_files_have_no_more_sheets_than_asked_and_hold_the_whole_run(run: Print, tmp_path: Path) -> None:
    run()
    whole = pages(folder(tmp_path) / "run.pdf")
    done = run("--split", "4")
    files = [Path(line) for line in done.stdout.splitlines()]
    assert [file.name for file in files] == [f"run-{at}-of-{len(files)}.pdf" for at in range(1, len(files) + 1)]
    parts = [pages(file) for file in files]
    assert all(len(part) <= 8 for part in parts)
    assert [text for part in parts for text in part][2:] == whole[2:]
    assert f"The run comes in {len(files)} files: run-1-of-{len(files)}.pdf" in parts[0][0]
    assert "run.pdf is of an earlier run, and no part of this one" in done.stderr


def test_23_members_by_5_addressees_with_four_bad_rows_make_95_letters_and_4_rejects(
    letterkit: Letterkit, appeal: Appeal, tmp_path: Path
) -> None:
    more = tuple(Addressee(id=f"office-{at}", office=f"Office {at}", language="en") for at in range(3))
    five = appeal.model_copy(update={"addressees": (*appeal.addressees, *more)})
    (tmp_path / "five.yaml").write_text(appeal_file_text(Reading(five, (), {}), "a text"), encoding="utf-8")
    rows = [f"Member {chr(65 + at)}. Example;Weg {at};3000;Bern;CH;en;;" for at in range(23)]
    rows[4] = ";Weg 4;3000;Bern;CH;en;;"
    rows[9] = rows[9].replace(";CH;", ";Utopia;")
    rows[14] = rows[14].replace(";en;;", ";en;9;")
    rows[19] = rows[19].replace(";en;", ";Elvish;")
    (tmp_path / "list.csv").write_text(HEAD + "\n".join(rows) + "\n", encoding="utf-8")
    words = ("print", tmp_path / "five.yaml", "--senders", tmp_path / "list.csv", "-o", tmp_path / "out" / "run.pdf")
    done = letterkit(*words, *TODAY)
    assert done.exit_code == 3
    assert "115 planned: 95 written, 0 skipped, 20 rejected." in done.stderr
    first = pages(tmp_path / "out" / "run.pdf")[0]
    assert "115 planned: 95 here, 0 skipped, 20 rejected." in first
    assert "Who signs: 19 senders" in first
    rejects = (tmp_path / "out" / "rejects.csv").read_text("utf-8-sig").splitlines()[1:]
    assert len(rejects) == 4
    for number, reason in ((6, "there is no name"), (11, "'Utopia' is no country"), (16, "no request 9")):
        assert re.search(rf"row {number}\b.*{reason}", done.stderr)
    found = json.loads(letterkit(*words, "--json", *TODAY).stdout)
    assert found["planned"] == found["written"] + found["skipped"] + found["rejected"] == 115
    assert (found["sheets"], found["set"]) == (1 + 19 + 95, {"fast": 95})


def test_a_letter_that_was_sent_is_skipped_and_counted(
    run: Print, letterkit: Letterkit, called: Path, tmp_path: Path
) -> None:
    run()
    letterkit("mark", called, "minister-of-justice", "--as", "Ada Muster", "--sent", "post")
    done = run()
    assert "8 planned: 7 written, 1 skipped, 0 rejected." in done.stderr
    assert "8 planned: 7 here, 1 skipped, 0 rejected." in pages(folder(tmp_path) / "run.pdf")[0]
    letterkit("mark", called, "--all", "--sent", "post")
    done = run()
    assert (done.exit_code, "8 planned: 0 written, 8 skipped, 0 rejected." in done.stderr) == (0, True)
    assert "There is nothing to print." in done.stderr
    assert "8 planned: 8 written" in run("--again").stderr


def test_the_same_list_gives_the_same_bytes_and_a_dry_run_none(run: Print, tmp_path: Path) -> None:
    done = run("--dry-run")
    assert "Would print 8 letters; nothing was written." in done.stderr
    assert not list((tmp_path / "out").iterdir())
    run()
    first = (folder(tmp_path) / "run.pdf").read_bytes()
    run()
    assert (folder(tmp_path) / "run.pdf").read_bytes() == first


def test_one_and_two_processes_give_the_same_bytes(
    run: Print, members: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    members.write_text(HEAD + OWN_WORDS, encoding="utf-8")
    monkeypatch.setattr(print_chunks, "MOST_BODIES", 4)
    monkeypatch.setattr(print_chunks, "FEW_BODIES", 1)
    made = []
    for processors in ({0}, {0, 1}):
        monkeypatch.setattr(os, "sched_getaffinity", lambda _, some=processors: some)
        assert run().exit_code == 0
        made.append((folder(tmp_path) / "run.pdf").read_bytes())
    assert made[0] == made[1]


def spoilt(path: Path) -> None:
    path.write_bytes(b'{"letters": [[7, 7]]}')


def planted(path: Path) -> None:
    sum_of_it, _, data = path.read_bytes().partition(b"\n")
    found = json.loads(data)
    found["bodies"][0]["cuts"][0] = ["BT (You owe me money) Tj ET"]
    path.write_bytes(sum_of_it + b"\n" + json.dumps(found).encode())


def open_to_others(path: Path) -> None:
    path.chmod(0o666)


@pytest.mark.parametrize("meddle", [spoilt, planted, open_to_others, Path.touch])
def test_what_a_stopped_run_has_kept_is_taken_up_only_if_nobody_meddled_with_it(
    run: Print, members: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, meddle: Callable[[Path], None]
) -> None:
    members.write_text(HEAD + OWN_WORDS, encoding="utf-8")
    monkeypatch.setattr(print_chunks, "FEW_BODIES", 1)
    run()
    whole = (folder(tmp_path) / "run.pdf").read_bytes()
    (folder(tmp_path) / "run.pdf").unlink()

    def stop(at: str) -> None:
        if at == "before the run is put together":
            raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr("letterkit.mailing.print_files.moment", stop)
        assert run().exit_code == 130
    kept = [path for path in folder(tmp_path).rglob("*.json") if "parts" in path.parent.name]
    assert kept
    for path in kept:
        assert stat.S_IMODE(path.stat().st_mode) == 0o600
        meddle(path)
    assert run().exit_code == 0
    assert (folder(tmp_path) / "run.pdf").read_bytes() == whole
    assert sorted(path.name for path in folder(tmp_path).iterdir()) == [".run.pdf.made-from", "run.pdf"]


def test_a_letter_that_can_t_be_set_is_no_reason_to_set_the_others_of_a_stopped_run_again(
    run: Print, members: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    long = "Maximiliane Wilhelmine von und zu Überlingen-Rothenbach am See " * 4
    members.write_text(HEAD + OWN_WORDS + f"{long};Weg 9;3000;Bern;CH;en;;I write too.\n", encoding="utf-8")
    monkeypatch.setattr(print_chunks, "FEW_BODIES", 1)
    told = run().stderr

    def stop(at: str) -> None:
        if at == "before the run is put together":
            raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr("letterkit.mailing.print_files.moment", stop)
        run()
    monkeypatch.setattr(print_chunks, "set_run", None)
    done = run()
    assert (done.exit_code, done.stderr) == (3, told)
    assert "14 planned: 12 written, 0 skipped, 2 rejected" in told


def test_what_a_group_s_own_style_gives_occasion_to_say_is_said_once(
    run: Print, letterkit: Letterkit, members: Path, tmp_path: Path
) -> None:
    letterkit("templates", "copy", "letter.css", "-o", tmp_path / "style")
    style = tmp_path / "style" / "letter.css"
    style.write_text(style.read_text().replace("li { margin", "li { colour: red; margin"))
    told = run("--templates", tmp_path / "style").stderr
    assert told.count("“colour: red” is ignored") == 1


def test_only_its_owner_reads_the_file_and_it_tells_nothing_of_the_machine(run: Print, tmp_path: Path) -> None:
    run()
    assert {stat.S_IMODE(path.stat().st_mode) for path in folder(tmp_path).iterdir()} == {0o600}
    file = folder(tmp_path) / "run.pdf"
    reader = pypdf.PdfReader(file)
    told = {name: str(value) for name, value in (reader.metadata or {}).items()}
    assert told == {"/Title": "China: Detention of Ms. Example Person", "/Producer": "letterkit"}
    assert "/ID" not in reader.trailer
    assert "/Metadata" not in reader.root_object


def test_the_ledger_knows_every_letter_of_the_run(run: Print, letterkit: Letterkit) -> None:
    run()
    entries = json.loads(letterkit("ledger", "--json").stdout)["entries"]
    assert len({(one["sender"], one["addressee"]) for one in entries}) == 8
    assert {(one["state"], one["channel"]) for one in entries} == {("written", "post")}


def test_whoever_is_forgotten_is_in_no_run_any_more_and_it_is_said_that_others_were(
    run: Print, letterkit: Letterkit, tmp_path: Path
) -> None:
    run("--split", "4")
    run("--only", "Bea", "-o", tmp_path / "bea.pdf")
    done = letterkit("forget", "Bea Weber", "--yes")
    assert done.exit_code == 0, done.stderr
    assert not (tmp_path / "bea.pdf").exists()
    left = [path for path in folder(tmp_path).glob("*.pdf") if any("Bea Weber" in text for text in pages(path))]
    assert left == []
    assert list(folder(tmp_path).glob("*.pdf"))
    assert re.search(r"Others' names were in .*run-1-of-\d\.pdf too: if it is still needed, make it again", done.stderr)
    assert "bea.pdf too" not in done.stderr


def test_a_name_in_arabic_stands_in_the_run_as_in_the_list(run: Print, members: Path, tmp_path: Path) -> None:
    if not all(script.faces for script in known_scripts() if script.name == "Arabic"):
        pytest.skip("the Arabic font is not installed: `make rig` brings it")
    members.write_text(HEAD + "محمد المثال;Weg 5;3000;Bern;CH;en;;\nAda Muster;Weg 6;3000;Bern;CH;en;;\n", "utf-8")
    done = run()
    assert done.exit_code == 0, done.stderr
    assert "How they were set: 2 fast, 2 line by line" in done.stderr
    assert "محمد المثال (sheets 2–4)" in bookmarks(folder(tmp_path) / "run.pdf")


def test_without_an_address_the_place_of_the_address_is_empty(run: Print, tmp_path: Path) -> None:
    run("--no-sender-address")
    assert not [text for text in pages(folder(tmp_path) / "run.pdf") if "Rue 12" in text or "Weg 3" in text]


def test_a_run_is_a_file_without_fault(run: Print, tmp_path: Path, program: Callable[[str], str]) -> None:
    run()
    done = subprocess.run(
        [program("qpdf"), "--check", folder(tmp_path) / "run.pdf"], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert "No syntax or stream encoding errors found" in done.stdout


WRONG: Sequence[tuple[tuple[str, ...], str]] = (
    ((), "add --senders members.csv, or --blank 20 for a stall"),
    (("--blank", "2", "--only", "Ada"), "leave --senders away, or --blank"),
    (("--only", "Ada"), "add --senders members.csv"),
)


@pytest.mark.parametrize(("words", "remedy"), WRONG)
def test_what_can_t_be_meant_is_wrong_usage_with_what_to_type(
    letterkit: Letterkit, called: Path, words: tuple[str, ...], remedy: str
) -> None:
    done = letterkit("print", called, *words, *TODAY)
    assert (done.exit_code, remedy in done.stderr) == (2, True)


def test_by_which_country_s_postage_a_run_goes_is_said_where_members_live_in_several(
    run: Print, members: Path, tmp_path: Path
) -> None:
    assert "Postage" not in run("--dry-run").stderr
    members.write_text(MEMBERS + "Dora Example;Weg 9;75000;Paris;FR;en;;\n", encoding="utf-8")
    said = "Postage on the run sheet goes as from Switzerland, where 4 of 5 members live.\n"
    assert said in run("--dry-run").stderr
    tariff = tmp_path / "tariff.yaml"
    tariff.write_text("currency: CHF\nzones:\n  world: {countries: others, steps: {20: 2.50}}\n", encoding="utf-8")
    said = "Postage on the run sheet goes by your tariff, wherever a member lives.\n"
    assert said in run("--dry-run", "--tariff", tariff).stderr
