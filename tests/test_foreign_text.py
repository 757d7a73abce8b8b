"""Foreign text is data: an appeal file, a wording, a template, a folder's settings can't run, leak, steer or crash."""

import json
import os
import pty
import subprocess
import sys
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st
from typer.testing import Result

from letterkit.appeals.file import appeal_file_text, read_appeal_file
from letterkit.appeals.open import open_appeal
from letterkit.errors import Mistake
from letterkit.model.appeal import Appeal
from letterkit.model.finding import Reading

Letterkit = Callable[..., Result]
WORDING = Path(__file__).parent.parent / "letter_templates" / "wording" / "en.yaml"
TODAY = ("--date", "2026-11-23")
FIELDS = st.sampled_from([*Appeal.model_fields, "id", "name", "address", "lines", "<<", "en", "fr", "x"])
VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.dates() | st.binary(max_size=3) | st.text(max_size=8),
    lambda inside: st.lists(inside, max_size=3) | st.dictionaries(FIELDS, inside, max_size=3),
    max_leaves=12,
)
SNIPPETS = st.lists(
    st.sampled_from(
        [
            *("title: ", "requests: ", "addressees: ", "date: ", "<<: ", "<‹: ", "- ", "? ", ": ", "{", "}", "[", "]"),
            *("&a ", "*a", "!!python/object/apply:os.system ", "!!binary ", "!!set ", "!!bool ", "!x ", "|\n", ">-\n"),
            *("\n", "\n  ", "\n- ", "a", "'", '"', '"\\ud800"', "0x1F", "1e400", ".nan", "2026-13-40", "%YAML 1.1\n"),
            *("---\n", "# guessed: x\n", "\t", "\x85", "cn/minister-of-justice", "en: ", "id: a", ", "),
        ]
    ),
    max_size=14,
).map("".join)


@given(
    text=st.text(max_size=60)
    | SNIPPETS
    | VALUES.map(yaml.dump)
    | st.dictionaries(FIELDS, VALUES, max_size=4).map(lambda found: yaml.dump(found, allow_unicode=True))
)
def test_any_text_as_an_appeal_file_is_an_appeal_or_a_mistake(
    text: str, tmp_path_factory: pytest.TempPathFactory
) -> None:
    file = tmp_path_factory.mktemp("any") / "appeal.yaml"
    file.write_bytes(text.encode("utf-8", "surrogatepass"))
    with suppress(Mistake):
        assert open_appeal(str(file)).appeal.request_languages


@pytest.mark.parametrize(
    ("text", "part"),
    [
        ("requests: {}\n", "no requests"),
        ("date: !!python/object/apply:os.system ls\n", "appeal.yaml:1, date: this kind of value has no place here"),
        ("title: !!binary aGk=\n", "appeal.yaml:1, title: this kind of value"),
        ("a: !!bool x\n", "not valid YAML"),
        (f"title: {'[' * 500}{']' * 500}\n", "not valid YAML"),
        ("title: &a {b: *a}\n", "appeal.yaml"),
        ("<‹: {title: x}\n", "unknown field"),
        ("x: &x {name: y}\nissuers:\n  - <<: *x\n    fon: 1\n", "appeal.yaml:4, issuers[0].fon: unknown field"),
        ("LATIN-1", "UTF-8"),
    ],
)
def test_a_slip_in_an_appeal_file_is_a_mistake_and_no_bug(
    letterkit: Letterkit, ada: None, tmp_path: Path, text: str, part: str
) -> None:
    file = tmp_path / "appeal.yaml"
    more = "title: t\naddressees: [{id: a, office: Judge}]\n" if text == "requests: {}\n" else ""
    file.write_bytes(b"title: caf\xe9\n" if text == "LATIN-1" else (text + more).encode())
    done = letterkit("write", file, "-o", tmp_path / "out", *TODAY)
    assert done.exit_code == 1, done.stderr
    assert part in done.stderr


def test_a_merge_key_brings_its_fields_along(tmp_path: Path) -> None:
    file = tmp_path / "appeal.yaml"
    file.write_text("issuers:\n  - &a {name: One, emails: [a@example.org]}\n  - {<<: *a, name: Two}\n")
    assert [one.emails for one in read_appeal_file(file).appeal.issuers] == [("a@example.org",)] * 2


def own(home: Path, path: str, data: str | bytes) -> Path:
    file = home / path
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(data.encode() if isinstance(data, str) else data)
    return file


@pytest.mark.parametrize(
    ("before", "after", "field"),
    [
        ("({issuers}, {date})", "({issuers.__class__.__mro__}, {date})", "source"),
        ("({issuers}, {date})", "({issuers!r}, {date})", "source"),
        ("({issuers}, {date})", "({issuers:>9999}, {date})", "source"),
        ("({issuers}, {date})", "({issuer}, {date})", "source"),
        ("({issuers}, {date})", "({issuers})", "source"),
        ("({issuers}, {date})", "({issuers}, {date}, {{x}})", "source"),
        ("({issuers}, {date})", "({issuers}, {date}, {)", "source"),
        ("opening: I am", "opening: I {name} am", "opening"),
        ("route: Kindly pass on to the addressee", 'route: "Kindly \\x1b pass on"', "route"),
        ("urge you, within the powers", "urge you, within the {0} powers", "lead_in.decides.governed"),
    ],
)
@pytest.mark.usefixtures("ada")
def test_a_wording_has_exactly_its_slots(
    letterkit: Letterkit, home: Path, appeal_file: Path, before: str, after: str, field: str
) -> None:
    text = WORDING.read_text(encoding="utf-8")
    assert before in text
    changed = text.replace(before, after, 1)
    file = own(home, "letter_templates/wording/en.yaml", changed)
    key = field.rpartition(".")[2]
    line = next(at for at, one in enumerate(changed.splitlines(), 1) if one.strip().startswith(f"{key}:"))
    done = letterkit("preview", appeal_file, *TODAY)
    assert done.exit_code == 1, done.stderr
    assert f"{file}:{line}, {field}: " in done.stderr
    assert "object" not in done.stdout + done.stderr


@pytest.mark.parametrize(
    ("path", "data"),
    [
        ("letter_templates/wording/en.yaml", b"language: caf\xe9\n"),
        ("letter_templates/wording/en.yaml", b"language: \x1b\n"),
        ("letter_templates/wording/en.yaml", b"language: !!bool x\n"),
        ("letter_templates/wording/en.yaml", b"[]"),
        ("letter_templates/letter.html.j2", b"{{ 1/0 }}"),
        ("letter_templates/letter.html.j2", b"\n{{ body.subject() }}"),
        ("letter_templates/letter.html.j2", b"{{ nothing }}"),
        ("letter_templates/letter.html.j2", b"{% if %}"),
        ("letter_templates/letter.html.j2", b"caf\xe9"),
        ("letter_templates/letter.css", b"{{ 'x' * body.subject }}"),
    ],
)
@pytest.mark.usefixtures("ada")
def test_a_spoilt_data_file_of_ones_own_is_a_mistake_that_names_it(
    letterkit: Letterkit, home: Path, appeal_file: Path, path: str, data: bytes
) -> None:
    file = own(home, path, data)
    done = letterkit("write", appeal_file, "-o", appeal_file.parent / "out", *TODAY)
    assert done.exit_code == 1, done.stderr
    assert file.name in done.stderr
    assert "bug" not in done.stderr


@pytest.mark.parametrize(
    ("path", "data"), [("offices.yaml", "{}"), ("countries.yaml", ""), ("countries.yaml", "a: &a [*a, *b]")]
)
def test_a_spoilt_list_of_words_of_ones_own_is_a_mistake_that_names_it(
    home: Path, seed: Path, path: str, data: str
) -> None:
    file = own(home, f"addressees/{path}", data)
    words = [sys.executable, "-m", "letterkit", "import", str(seed)]
    done = subprocess.run(words, capture_output=True, text=True, check=False)
    assert done.returncode == 1, done.stderr
    assert str(file) in done.stderr


@pytest.mark.parametrize(
    ("path", "data", "said"),
    [
        (
            "offices.yaml",
            "precedence: [mayor]\noffices:\n  en: {judge: Judge}\n",
            ":3, offices.en.judge",
        ),
        ("countries.yaml", "countries:\n  FR: {name: [France]}\n", "did you mean 'names'?"),
        ("countries.yaml", "countries:\n  FR: {names: France}\n", ":2, countries.FR.names"),
    ],
)
def test_words_of_ones_own_in_the_wrong_shape_are_named_by_line_and_field(
    home: Path, seed: Path, path: str, data: str, said: str
) -> None:
    own(home, f"addressees/{path}", data)
    words = [sys.executable, "-m", "letterkit", "import", str(seed)]
    done = subprocess.run(words, capture_output=True, text=True, check=False)
    assert done.returncode == 1, done.stderr
    assert said in done.stderr


def test_an_alias_that_contains_itself_is_named(home: Path, tmp_path: Path) -> None:
    book = own(home, "addressees/xx.yaml", "country: XX\nas_of: 2026\nsource: x\naddressees: &a\n  - *a\n")
    file = tmp_path / "appeal.yaml"
    file.write_text("addressees: [xx/a]\n")
    with pytest.raises(Mistake, match=str(book)):
        read_appeal_file(file)


def test_data_files_know_the_booleans_of_yaml_1_2_alone(home: Path, tmp_path: Path) -> None:
    own(home, "addressees/no.yaml", "country: NO\nas_of: 2026\nsource: x\naddressees: [{id: on, name: Yes}]\n")
    file = tmp_path / "appeal.yaml"
    file.write_text("addressees: [no/on]\n")
    assert read_appeal_file(file).appeal.addressees[0].name == "Yes"


def test_a_mistake_in_an_address_book_has_its_line(home: Path, tmp_path: Path) -> None:
    book = own(home, "addressees/xx.yaml", "country: XX\nas_of: 2026\nsource: x\naddressees:\n  - id: a\n    fone: 1\n")
    file = tmp_path / "appeal.yaml"
    file.write_text("addressees: [xx/a]\n")
    with pytest.raises(Mistake) as caught:
        read_appeal_file(file)
    assert "unknown field 'fone'" in str(caught.value)
    assert "did you mean 'phones'?" in str(caught.value)
    assert f"{book}:6" in str(caught.value)


STEERING = "\x1b]0;x\x07\x9b31m\u202e"


@pytest.mark.parametrize("field", ["title", "code", "id", "colour" + STEERING])
def test_what_is_said_of_foreign_text_can_not_steer_a_terminal(
    letterkit: Letterkit, ada: None, tmp_path: Path, field: str
) -> None:
    file = tmp_path / "appeal.yaml"
    file.write_text(f"{json.dumps(field)}: {json.dumps(STEERING)}\ncountry: {json.dumps('CN' + STEERING)}\n")
    for command in ("check", "show", "preview", "write"):
        done = letterkit(command, file)
        assert done.exit_code == 1
        assert not set("\x1b\x07\x9b\u202e") & set(done.stdout + done.stderr)
        assert "\\u001b" in done.stderr or "\\x1b" in done.stderr


def test_the_message_of_a_bug_and_of_wrong_usage_is_cleaned_too(
    letterkit: Letterkit, monkeypatch: pytest.MonkeyPatch, appeal_file: Path
) -> None:
    def broken(*_: object) -> None:
        raise RuntimeError(STEERING)

    monkeypatch.setattr("letterkit.review.findings.out_of_date", broken)
    for words in (("check", appeal_file), ("check", appeal_file, "-v"), ("check", f"--{STEERING}"), (STEERING,)):
        done = letterkit(*words)
        assert done.exit_code in (2, 70)
        assert not set("\x1b\x07\x9b\u202e") & set(done.stderr)


def test_json_escapes_what_would_steer_and_loses_nothing(letterkit: Letterkit, appeal: Appeal, tmp_path: Path) -> None:
    file = tmp_path / "appeal.yaml"
    title = f"China: {STEERING}Łódź\u200d"
    text = appeal_file_text(Reading(appeal.model_copy(update={"title": title}), (), {}), "a text")
    file.write_text(text, encoding="utf-8")
    done = letterkit("check", file, "--json", *TODAY)
    assert not set("\x1b\x07\x9b\u202e") & set(done.stdout)
    printed = letterkit("import", file, "--json").stdout
    assert json.loads(printed)["title"] == title
    assert "Łódź" in printed
    assert not set("\x1b\x07\x9b\u202e") & set(printed)


def test_what_is_printed_to_a_file_is_what_is_written_to_one(letterkit: Letterkit, seed: Path, tmp_path: Path) -> None:
    for flags in ((), ("--json",)):
        name = f"file{len(flags)}"
        assert letterkit("import", seed, *flags, "-o", tmp_path / name).exit_code == 0
        piped = subprocess.run(
            [sys.executable, "-m", "letterkit", "import", str(seed), *flags],
            env={**os.environ, "PYTHONIOENCODING": "latin-1"},
            capture_output=True,
            check=True,
        )
        assert piped.stdout == (tmp_path / name).read_bytes()
    assert json.loads((tmp_path / "file1").read_text(encoding="utf-8"))["country"] == "CN"


def test_a_terminal_shows_by_its_code_what_a_file_gets_as_it_is(appeal: Appeal, tmp_path: Path) -> None:
    file = tmp_path / "appeal.yaml"
    turned = appeal.model_copy(update={"title": "China: \u202edetention"})
    file.write_text(appeal_file_text(Reading(turned, (), {}), "a text"), encoding="utf-8")
    words = [sys.executable, "-m", "letterkit", "import", str(file), "-q"]
    piped = subprocess.run(words, capture_output=True, check=True).stdout.decode()
    mine, theirs = pty.openpty()
    shown = b""
    with subprocess.Popen(words, stdin=subprocess.DEVNULL, stdout=theirs):
        os.close(theirs)
        with suppress(OSError):
            while read := os.read(mine, 10_000):
                shown += read
    os.close(mine)
    assert "China: \u202edetention" in piped
    assert "China: \\u202edetention" in shown.decode()
    assert "\u202e" not in shown.decode()


@pytest.mark.parametrize(
    ("settings", "part"),
    [
        ('output = "../elsewhere"', "outside of it"),
        ('output = "/tmp/elsewhere"', "outside of it"),
        ('output = "link/elsewhere"', "outside of it"),
        ('layout = "../../etc/x"', "layout: '../../etc/x' is not valid here"),
        ('templates = "mine"', "templates: a folder may not set this: it may be someone else's"),
        ('ledger = "x"', "ledger: a folder may not set this"),
        ('langauge = "en"', "did you mean 'language'?"),
        ("language = 3", "language"),
    ],
)
def test_a_folders_settings_can_not_lead_out_of_it(
    letterkit: Letterkit, appeal_file: Path, ada: None, monkeypatch: pytest.MonkeyPatch, settings: str, part: str
) -> None:
    here = appeal_file.parent / "here"
    here.mkdir()
    (here / "link").symlink_to(appeal_file.parent)
    (here / "letterkit.toml").write_text(settings)
    monkeypatch.chdir(here)
    done = letterkit("write", appeal_file, "--format", "text", *TODAY)
    assert done.exit_code == 1, done.stderr
    assert part in done.stderr
    assert "letterkit.toml" in done.stderr
    assert not list(appeal_file.parent.rglob("*.txt"))


@pytest.mark.parametrize("name", ["../din5008b", "/etc/passwd", "a/b"])
def test_a_layout_is_a_name_and_no_path(letterkit: Letterkit, appeal_file: Path, ada: None, name: str) -> None:
    done = letterkit("preview", appeal_file, "--layout", name)
    assert done.exit_code == 2
    assert "can't be the name of a layout" in done.stderr
    profile = appeal_file.parent / "me.toml"
    profile.write_text(f'name = "A"\nlayout = "{name}"\n')
    done = letterkit("preview", appeal_file, "--as", profile)
    assert (done.exit_code, "layout" in done.stderr) == (1, True)
