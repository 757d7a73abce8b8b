"""The commands as a person meets them: what they print, where, and with which exit code."""

import json
import shlex
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from typer.testing import Result

from letterkit.appeals.file import appeal_file_text
from letterkit.cli import COMMANDS
from letterkit.model.appeal import Appeal
from letterkit.model.finding import Reading

Letterkit = Callable[..., Result]
TODAY = ("--date", "2026-11-23")


def test_the_root_help_names_every_command_and_loads_none() -> None:
    watch = (
        "import sys; sys.argv = ['letterkit', '--help']\n"
        "from letterkit.cli import main\n"
        "try: main()\n"
        "except SystemExit: pass\n"
        "heavy = {'weasyprint', 'jinja2', 'ruamel', 'sqlalchemy', 'pydantic', 'phonenumbers', 'babel', 'yaml'}\n"
        "print('LOADED', sorted(heavy & set(sys.modules)))"
    )
    shown = subprocess.run([sys.executable, "-c", watch], capture_output=True, text=True, check=True).stdout
    assert shown.rstrip().endswith("LOADED []")
    for name in COMMANDS:
        assert f"\n  {name} " in shown


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_has_help_within_80_columns(
    letterkit: Letterkit, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "80")
    shown = letterkit(name, "--help")
    assert shown.exit_code == 0
    assert max(map(len, shown.stdout.splitlines())) <= 80


def test_the_first_sentence_of_a_commands_help_is_what_the_root_says(letterkit: Letterkit) -> None:
    for name, (_, line) in COMMANDS.items():
        said = " ".join(letterkit(name, "--help").stdout.split())
        assert line.split(":")[0].split(";")[0].rstrip(".") in said, name


def test_import_of_several_appeals_lists_the_choices_and_fails(letterkit: Letterkit, tmp_path: Path) -> None:
    one = "{0}: A lawyer arrested\n{1} 001 / 0110 / OBS 001\nPlease write to the authorities, urging them to:\n"
    one += "1. release Mr. Paul Sample.\nAddresses:\n- President of {0}, P.O. Box 1, {0}, Fax: +41 22 793 70 1{2}\n"
    file = tmp_path / "two.txt"
    file.write_text(one.format("Kenya", "KEN", 4) + one.format("Uganda", "UGA", 5), encoding="utf-8")
    done = letterkit("import", file, "--json")
    assert done.exit_code == 1
    assert [finding["line"] for finding in json.loads(done.stdout)["findings"]] == [1, 7]
    assert json.loads(letterkit("import", file, "--json", "--appeal", "2").stdout)["country"] == "UG"


def test_an_appeal_file_holds_no_second_appeal(letterkit: Letterkit, root: Path) -> None:
    file = root / "examples" / "appeal-chn-002.yaml"
    assert letterkit("check", file, "--appeal", "1").exit_code == 0
    done = letterkit("check", file, "--appeal", "2")
    assert (done.exit_code, "holds one appeal" in done.stderr) == (1, True)


def test_import_prints_the_whole_contract_as_json(letterkit: Letterkit, seed: Path) -> None:
    done = letterkit("import", seed, "--json")
    assert done.exit_code == 0
    found = json.loads(done.stdout)
    contract = {
        *("format", "code", "title", "country", "date", "expires", "language", "issuers", "subjects", "summary"),
        *("situation", "lead_in", "requests", "model_letter", "addressees", "copies_to", "updates", "report_back"),
        "findings",
    }
    assert contract == set(found)
    assert {"name", "phones", "faxes", "emails"} == set(found["issuers"][0])
    addressee = "id name honorific gender office office_class organisation care_of address faxes phones emails channels"
    assert {*addressee.split(), "salutation", "language", "line"} == set(found["addressees"][0])
    assert found["addressees"][0]["line"] == 46
    assert {"field", "line", "kind", "message"} == set(found["findings"][0])


def test_import_writes_an_appeal_file_and_says_what_comes_next(
    letterkit: Letterkit, seed: Path, tmp_path: Path
) -> None:
    file = tmp_path / "appeal.yaml"
    done = letterkit("import", seed, "-o", file)
    assert done.exit_code == 0
    assert done.stdout == ""
    assert f"letterkit check {file}" in done.stderr
    assert letterkit("check", file, *TODAY).exit_code == 0


def test_a_document_can_come_by_standard_input(letterkit: Letterkit, seed: Path) -> None:
    done = letterkit("import", "-", "--json", typed=seed.read_text(encoding="utf-8"))
    assert done.exit_code == 0, done.stderr
    assert json.loads(done.stdout)["code"] == "CHN 002 / 0505 / OBS 028"


def test_an_appeal_file_can_come_by_standard_input_too(letterkit: Letterkit, seed: Path, tmp_path: Path) -> None:
    file = tmp_path / "appeal.yaml"
    letterkit("import", seed, "-o", file)
    text = file.read_text(encoding="utf-8")
    assert json.loads(letterkit("import", "-", "--json", typed=text).stdout)["date"] == "2005-05-03"
    spoilt = letterkit("check", "-", typed=text.replace("\ntitle:", "\ntitel:"))
    assert spoilt.exit_code == 1
    assert "did you mean 'title'?" in spoilt.stderr


def test_windows_bytes_are_read_with_a_finding(letterkit: Letterkit, seed: Path, tmp_path: Path) -> None:
    file = tmp_path / "windows.txt"
    file.write_bytes(seed.read_text(encoding="utf-8").encode("cp1252"))
    found = json.loads(letterkit("import", file, "--json").stdout)
    assert found["requests"] == json.loads(letterkit("import", seed, "--json").stdout)["requests"]
    assert any("Windows-1252" in finding["message"] for finding in found["findings"])


def test_check_repeats_what_import_found_and_changes_nothing(letterkit: Letterkit, seed: Path) -> None:
    before = seed.read_bytes()
    found = json.loads(letterkit("check", seed, "--json", *TODAY).stdout)
    assert seed.read_bytes() == before
    kinds = [finding["kind"] for finding in found]
    assert kinds.count("missing") == 3
    assert any("21 years old" in finding["message"] for finding in found)


def test_show_says_who_shares_a_number_and_which_route_is_near(letterkit: Letterkit, seed: Path, ada: None) -> None:
    rows = {row["id"]: row for row in json.loads(letterkit("show", seed, "--json", *TODAY).stdout)}
    assert rows["president-care-of-permanent-mission"]["route"] == "nearest"
    assert rows["president-care-of-embassy"]["route"] == "farther"
    assert rows["ambassadeur"]["shares_a_number_with"] == ["president-care-of-permanent-mission"]
    assert rows["ambassadeur"]["relation"] == "conveys"
    assert rows["ambassadeur"]["salutation"] == "Your Excellency,"


def all_below(*folders: Path) -> dict[Path, bytes]:
    files = [path for folder in folders for path in folder.rglob("*") if path.is_file()]
    return {path: path.read_bytes() for path in files}


def test_show_has_the_salutation_of_the_letter_that_would_be_written(
    letterkit: Letterkit, appeal: Appeal, tmp_path: Path
) -> None:
    letterkit("me", "--name", "Ada Muster", "--country", "ch", "--language", "fr")
    requests = {"en": appeal.requests, "fr": ("libérer Mme Example Person ;",)}
    bilingual = appeal.model_copy(update={"requests": requests})
    file = tmp_path / "appeal.yaml"
    file.write_text(appeal_file_text(Reading(bilingual, (), {}), "a text"), encoding="utf-8")
    for row in json.loads(letterkit("show", file, "--json", *TODAY).stdout):
        letter = json.loads(letterkit("preview", file, row["id"], "--json", *TODAY).stdout)
        assert letter["body"]["language"] == "fr"
        assert row["salutation"] == letter["body"]["salutation"]


def test_one_addressee_who_can_not_be_addressed_does_not_hide_the_others(
    letterkit: Letterkit, appeal_file: Path, home: Path, root: Path
) -> None:
    forms = (root / "addressees" / "forms_of_address" / "en.yaml").read_text(encoding="utf-8")
    start = forms.index("  ambassador:")
    end = forms.index("\n\n", start)
    own = home / "addressees" / "forms_of_address" / "en.yaml"
    own.parent.mkdir(parents=True)
    without = forms[:start] + forms[end:].replace("    like: ambassador\n", "    like: minister\n")
    own.write_text(without, encoding="utf-8")
    done = letterkit("show", appeal_file, *TODAY)
    assert done.exit_code == 0, done.stderr
    assert "Dear Minister," in done.stdout
    assert "no salutation: English has no form of address for 'ambassador' yet" in done.stdout


def test_preview_prints_the_letter_and_writes_nothing(
    letterkit: Letterkit, appeal_file: Path, ada: None, home: Path
) -> None:
    before = all_below(appeal_file.parent, home)
    done = letterkit("preview", appeal_file, "ambassadeur", *TODAY)
    assert done.exit_code == 0, done.stderr
    assert "Your Excellency," in done.stdout
    assert "1. release Ms. Example Person at once;" in done.stdout
    assert max(map(len, done.stdout.splitlines())) <= 80
    assert all_below(appeal_file.parent, home) == before


def test_the_readme_shows_what_preview_prints(
    letterkit: Letterkit, root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(root)
    blocks = [
        block.partition("\n")
        for block in (root / "README.md").read_text(encoding="utf-8").split("```")
        if "$ " in block
    ]
    commands = [
        (shlex.split(first or rest.partition("\n")[0])[2:], rest.partition("\n")[2])
        for first, _, rest in blocks
        if rest.startswith("$ letterkit")
    ]
    assert [words[0] for words, _ in commands] == ["me", "preview"]
    for words, shown in commands:
        done = letterkit(*words)
        assert done.exit_code == 0, done.stderr
        assert done.stdout == shown


def test_write_lists_its_files_on_stdout_and_talks_on_stderr(
    letterkit: Letterkit, appeal_file: Path, ada: None, tmp_path: Path
) -> None:
    done = letterkit("write", appeal_file, "-o", tmp_path / "out", "--format", "text", *TODAY)
    assert done.exit_code == 0, done.stderr
    paths = [Path(line) for line in done.stdout.splitlines()]
    assert [path.name for path in paths] == ["01-minister-of-justice.txt", "02-ambassadeur.txt"]
    assert all(path.is_file() for path in paths)
    assert "On each letter stand your name and your postal address" in done.stderr
    assert "2 planned: 2 written, 0 skipped, 0 rejected" in done.stderr


def test_a_dry_run_lists_the_files_that_a_run_would_write_and_writes_nothing(
    letterkit: Letterkit, appeal_file: Path, ada: None, tmp_path: Path
) -> None:
    words = ("write", appeal_file, "-o", tmp_path / "out", "--format", "text,html", *TODAY)
    before = all_below(tmp_path)
    dry = letterkit(*words, "-n")
    assert dry.exit_code == 0
    assert "Would write 2 letters; nothing was written." in dry.stderr
    assert all_below(tmp_path) == before
    assert letterkit(*words).stdout == dry.stdout
    assert letterkit(*words, "-n", "-q").stderr == ""


def test_a_dry_run_tells_what_is_skipped_and_what_would_be_rejected(
    letterkit: Letterkit, appeal: Appeal, ada: None, tmp_path: Path
) -> None:
    minister, ambassador = appeal.addressees
    same = {"office": "Minister of Justice", "name": "Jane Doe"}
    everyone = (
        minister.model_copy(update={"name": "\U0001d4d9ane Doe"}),
        ambassador.model_copy(update={"id": "near", **same}),
        ambassador.model_copy(
            update={"id": "far", **same, "address": None, "care_of": "an embassy", "emails": ("b@example.org",)}
        ),
        ambassador,
    )
    file = tmp_path / "appeal.yaml"
    mixed = appeal.model_copy(update={"addressees": everyone})
    file.write_text(appeal_file_text(Reading(mixed, (), {}), "a text"), encoding="utf-8")
    words = ("write", file, "-o", tmp_path / "out", "--nearest-route", *TODAY)
    dry = letterkit(*words, "-n", "--json")
    found = json.loads(dry.stdout)
    assert dry.exit_code == 3
    assert [row["addressee"] for row in found["letters"]] == ["near", "ambassadeur"]
    assert [row["addressee"] for row in found["skipped"]] == ["far"]
    assert [row["addressee"] for row in found["rejected"]] == ["minister-of-justice"]
    assert found["planned"] == 4
    assert not (tmp_path / "out").exists()
    done = letterkit(*words, "--json")
    assert done.exit_code == 3
    assert {**json.loads(done.stdout), "letters": []} == {**found, "letters": []}


def test_to_takes_whole_words_of_an_id(letterkit: Letterkit, appeal_file: Path, ada: None) -> None:
    words = ("write", appeal_file, "-n", *TODAY, "--to")
    assert letterkit(*words, "e").exit_code == 1
    assert letterkit(*words, "minister").stdout.splitlines()[0].endswith("01-minister-of-justice.pdf")
    assert letterkit(*words, "ambassad").exit_code == 1
    assert len(letterkit(*words, "of justice").stdout.splitlines()) == 1


def test_quiet_says_nothing(letterkit: Letterkit, appeal_file: Path, ada: None, tmp_path: Path) -> None:
    assert letterkit("write", appeal_file, "-q", "-o", tmp_path, "--format", "text", *TODAY).stderr == ""


def test_a_problem_of_all_letters_is_said_once(letterkit: Letterkit, appeal: Appeal, ada: None, tmp_path: Path) -> None:
    file = tmp_path / "appeal.yaml"
    odd = appeal.model_copy(update={"title": "China: \U0001d4d9ustice"})
    file.write_text(appeal_file_text(Reading(odd, (), {}), "a text"), encoding="utf-8")
    done = letterkit("write", file, "-o", tmp_path / "out", *TODAY)
    assert done.exit_code == 1
    assert done.stderr.count("U+1D4D9") == 1
    assert "2 planned: 0 written, 0 skipped, 2 rejected" in done.stderr


def test_one_bad_letter_never_stops_the_others(letterkit: Letterkit, appeal: Appeal, ada: None, tmp_path: Path) -> None:
    odd = appeal.addressees[0].model_copy(update={"office": "Minister of \U0001d4d9ustice"})
    mixed = appeal.model_copy(update={"addressees": (odd, appeal.addressees[1])})
    file = tmp_path / "appeal.yaml"
    file.write_text(appeal_file_text(Reading(mixed, (), {}), "a text"), encoding="utf-8")
    done = letterkit("write", file, "-o", tmp_path / "out", *TODAY)
    assert done.exit_code == 3
    assert "U+1D4D9" in done.stderr
    assert "2 planned: 1 written, 0 skipped, 1 rejected" in done.stderr
    assert [path.name for path in (tmp_path / "out").rglob("*.pdf")] == ["02-ambassadeur.pdf"]


def test_me_keeps_the_profile_for_its_owner_alone(letterkit: Letterkit, ada: None, home: Path) -> None:
    file = home / "senders" / "me.toml"
    assert file.stat().st_mode & 0o777 == 0o600
    shown = json.loads(letterkit("me", "--json").stdout)
    assert shown["name"] == "Ada Muster"
    assert shown["country"] == "CH"


def test_me_keeps_a_layout_that_there_is(letterkit: Letterkit, ada: None, appeal_file: Path) -> None:
    assert letterkit("me", "--layout", "sn_left").exit_code == 0
    assert json.loads(letterkit("preview", appeal_file, "--json").stdout)["body"]["layout"] == "sn_left"
    done = letterkit("me", "--layout", "sn_lft")
    assert (done.exit_code, "did you mean 'sn_left'" in done.stderr) == (1, True)


def test_preview_shows_the_room_that_is_left_for_a_line_by_hand(
    letterkit: Letterkit, appeal_file: Path, ada: None
) -> None:
    shown = letterkit("preview", appeal_file, "--room-for-a-line", *TODAY).stdout
    assert "reply.\n\n\n\n\nYours sincerely," in shown
    assert "reply.\n\nYours sincerely," in letterkit("preview", appeal_file, *TODAY).stdout


def test_me_adds_to_what_is_known(letterkit: Letterkit, ada: None) -> None:
    assert letterkit("me", "--email", "ada@example.org").exit_code == 0
    shown = json.loads(letterkit("me", "--json").stdout)
    assert (shown["name"], shown["email"]) == ("Ada Muster", "ada@example.org")


def test_doctor_finds_everything_where_the_tests_run(letterkit: Letterkit) -> None:
    done = letterkit("doctor", "--json")
    assert done.exit_code == 0, done.stderr
    assert all(row["ok"] for row in json.loads(done.stdout))


def test_schema_prints_json(letterkit: Letterkit) -> None:
    assert "addressees" in json.loads(letterkit("schema").stdout)["properties"]


def test_forms_takes_a_class_or_words_of_an_addressee_line(letterkit: Letterkit) -> None:
    found = json.loads(letterkit("forms", "ambassador", "--language", "fr", "--json").stdout)
    assert set(found) >= {"office_class", "language", "salutation", "close", "second_person", "evidence"}
    assert set(found["salutation"]) == {"m", "f", "unknown"}
    assert "{salutation}" in found["close"]
    by_words = json.loads(letterkit("forms", "Minister of Justice", "--json").stdout)
    assert by_words["office_class"] == "minister_justice"


def test_forms_shows_people_whole_sentences_and_a_title_by_its_own_salutation(letterkit: Letterkit) -> None:
    shown = letterkit("forms", "ambassador", "--language", "fr").stdout
    assert "{" not in shown
    assert "close, a woman\tVeuillez agréer, Madame l’Ambassadrice, " in shown
    assert "salutation\tYour Eminence," in letterkit("forms", "Cardinal").stdout
    assert json.loads(letterkit("forms", "Cardinal", "--json").stdout)["salutation"]["unknown"] == "Your Eminence"


def test_forms_that_no_native_reader_has_seen_are_said_to_be_so(letterkit: Letterkit) -> None:
    assert "No native reader" in letterkit("forms", "ambassador", "--language", "ar").stderr
    assert letterkit("forms", "ambassador", "--language", "fr").stderr == ""


@pytest.mark.parametrize(
    ("make", "part"),
    [
        (b"", "the file is empty"),
        (b"\xff\xd8\xff\xe0\x00\x10JFIF" + bytes(200), "picture"),
        (b"a" * 50_000_000, "larger than"),
        (b"\x00\x01\x02\x03" * 100, "not text"),
    ],
    ids=["empty", "a JPEG", "50 MB", "binary"],
)
def test_what_is_no_appeal_is_refused_in_one_sentence(
    letterkit: Letterkit, tmp_path: Path, ada: None, make: bytes, part: str
) -> None:
    file = tmp_path / "call.txt"
    file.write_bytes(make)
    done = letterkit("write", file, "-o", tmp_path / "out")
    assert done.exit_code == 1
    assert part in done.stderr
    assert str(file) in done.stderr
    assert "→" in done.stderr
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize(
    ("words", "code", "part"),
    [
        (("--to", "minister of healt"), 1, "nearest: minister-of-justice"),
        (("--requests", "9"), 1, "there is no request 9"),
        (("--requests", "one"), 2, "--requests 1,3"),
        (("--date", "3 May"), 2, "--date 2026-05-03"),
        (("--format", "docx"), 2, "pdf, text, html"),
        (("--language", "fr"), 1, "never translates"),
        (("--layout", "din5008"), 1, "did you mean 'din5008b'? layouts: din5008a, din5008b"),
        (("--as", "nobody"), 1, "--profile nobody"),
        (("--as", "missing.toml"), 1, "missing.toml"),
        (("--note", "  "), 1, "the note is empty"),
        (("--holder", "friend"), 2, "holder"),
    ],
)
def test_a_wish_that_can_not_be_met_is_answered_with_what_to_type(
    letterkit: Letterkit, appeal_file: Path, ada: None, words: tuple[str, ...], code: int, part: str
) -> None:
    done = letterkit("write", appeal_file, "-o", appeal_file.parent / "out", *words)
    assert (done.exit_code, part in done.stderr) == (code, True), done.stderr
    assert not list(appeal_file.parent.rglob("*.pdf"))


def test_without_sender_and_terminal_the_command_to_type_is_named(letterkit: Letterkit, appeal_file: Path) -> None:
    done = letterkit("write", appeal_file)
    assert done.exit_code == 1
    assert 'letterkit me --name "Your Name"' in done.stderr


def test_a_folder_that_can_not_be_written_is_named(
    letterkit: Letterkit, appeal_file: Path, ada: None, tmp_path: Path
) -> None:
    blocked = tmp_path / "blocked"
    blocked.write_text("a file where a folder should be")
    done = letterkit("write", appeal_file, "-o", blocked)
    assert done.exit_code == 1
    assert str(blocked) in done.stderr
    assert "-o" in done.stderr
    assert blocked.read_text() == "a file where a folder should be"


def test_a_bug_is_one_line_with_code_70(
    letterkit: Letterkit, monkeypatch: pytest.MonkeyPatch, appeal_file: Path
) -> None:
    def broken(*_: object) -> None:
        raise RuntimeError("boom")

    monkeypatch.setattr("letterkit.review.findings.out_of_date", broken)
    done = letterkit("check", appeal_file)
    assert done.exit_code == 70
    assert "This is a bug in letterkit: RuntimeError: boom" in done.stderr
    assert "Traceback" not in done.stderr


def test_a_word_that_is_no_command_is_wrong_usage(letterkit: Letterkit) -> None:
    assert letterkit("wirte").exit_code == 2


def test_foreign_text_can_not_steer_the_terminal(letterkit: Letterkit, tmp_path: Path, seed: Path, ada: None) -> None:
    file = tmp_path / "call.txt"
    text = seed.read_text(encoding="utf-8").replace("China: Closure", "China: \x1b[31mClosure\x07")
    file.write_text(text, encoding="utf-8")
    done = letterkit("preview", file, *TODAY)
    assert "\x1b" not in done.stdout + done.stderr
    assert "\x07" not in done.stdout + done.stderr


def test_group_enclosures_and_an_own_salutation_reach_the_letter(
    letterkit: Letterkit, ada: None, appeal_file: Path
) -> None:
    assert letterkit("me", "--group", "Group 14").exit_code == 0
    shown = letterkit(
        "preview",
        appeal_file,
        "minister-of-justice",
        "--enclose",
        "A postcard",
        "--salutation",
        "Dear Chancellor",
        *TODAY,
    )
    assert "(Group 14)" in shown.stdout
    assert "\nDear Chancellor,\n" in shown.stdout
    assert "\nEnclosed: A postcard\n" in shown.stdout


def test_letters_in_a_language_that_no_native_reader_has_seen_say_so(
    letterkit: Letterkit, ada: None, appeal: Appeal, tmp_path: Path
) -> None:
    file = tmp_path / "appeal.yaml"
    both = appeal.model_copy(update={"requests": {"en": appeal.requests, "it": ("Liberare la signora Person.",)}})
    file.write_text(appeal_file_text(Reading(both, (), {}), "a text"), encoding="utf-8")
    assert "No native reader" in letterkit("write", file, "--language", "it", "-o", tmp_path / "l", *TODAY).stderr
    assert "No native reader" in letterkit("preview", file, "--language", "it", *TODAY).stderr
    assert "No native reader" not in letterkit("preview", file, *TODAY).stderr


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("--holder", "x"), "Invalid value for '--holder': 'x' is not one of 'name', 'office'."),
        (("--blank", "0"), "Invalid value for '--blank': it should be greater than or equal to 1"),
        (("--blank", "x"), "Invalid value for '--blank': write a whole number"),
    ],
)
def test_a_value_that_an_option_does_not_take_is_refused_in_plain_words(
    letterkit: Letterkit, appeal_file: Path, words: tuple[str, ...], said: str
) -> None:
    done = letterkit("print", appeal_file, *words)
    assert (done.exit_code, said in done.stderr) == (2, True), done.stderr


@pytest.mark.parametrize("command", [("print",), ("envelopes",), ("labels", "--sheet", "l7163")])
@pytest.mark.parametrize("folder", ["/", "."])
def test_a_folder_in_place_of_a_file_is_refused_before_anything_is_made(
    letterkit: Letterkit, appeal_file: Path, command: tuple[str, ...], folder: str
) -> None:
    name, *more = command
    done = letterkit(name, appeal_file, *more, "-o", folder)
    assert (done.exit_code, f"{folder} is a folder" in done.stderr) == (2, True), done.stderr


@pytest.mark.parametrize("command", ["write", "print", "email", "fax", "follow-up", "envelopes"])
def test_what_is_wrong_with_the_list_is_said_before_the_appeal_is_read(letterkit: Letterkit, command: str) -> None:
    done = letterkit(command, "no-appeal.yaml", "--senders", "no-list.csv")
    assert done.stderr.splitlines()[0] == "no-list.csv: can't read it: no such file or directory"
