"""The address book at the terminal, and how an office is addressed."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from typer.testing import Result

Run = Callable[..., Result]


@pytest.fixture
def own_book(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An address book of the user's own."""
    monkeypatch.setenv("LETTERKIT_HOME", str(tmp_path))
    (tmp_path / "addressees").mkdir()
    file = tmp_path / "addressees" / "ke.yaml"
    file.write_text(
        'country: KE\nas_of: 2026\nsource: "a letter of 2026"\naddressees:\n  - id: ombudsman\n    office: Ombudsman\n'
        '    address: {lines: ["1 Example Road", Nairobi], country: KE}\n    emails: [office@example.org]\n',
        encoding="utf-8",
    )
    return file


def references(done: Result) -> list[str]:
    return [line.partition("\t")[0] for line in done.stdout.splitlines()]


def test_the_address_book_is_listed_with_what_an_appeal_file_calls_each(letterkit: Run) -> None:
    done = letterkit("addressees")
    assert done.exit_code == 0
    assert "cn/minister-of-justice" in references(done)
    assert "Known to be right in 2005" in done.stderr


@pytest.mark.parametrize(
    ("words", "found"),
    [
        (("justice",), ["cn/minister-of-justice"]),
        (("minister", "foreign"), ["cn/minister-of-foreign-affairs"]),
        (("geneva",), ["cn/president-care-of-permanent-mission-geneva", "cn/permanent-representative-geneva"]),
        (("PRESID", "washington"), ["cn/president-care-of-embassy-us"]),
        (("nairobi",), ["ke/ombudsman"]),
        (("kenya",), ["ke/ombudsman"]),
    ],
)
def test_all_words_must_tell_of_the_addressee(
    letterkit: Run, own_book: Path, words: tuple[str, ...], found: list[str]
) -> None:
    assert references(letterkit("addressees", *words)) == found


def test_a_script_gets_the_whole_entry_with_its_source(letterkit: Run, own_book: Path) -> None:
    (entry,) = json.loads(letterkit("addressees", "ombudsman", "--json").stdout)
    assert entry["reference"] == "ke/ombudsman"
    assert (entry["as_of"], entry["source"], entry["emails"]) == (2026, "a letter of 2026", ["office@example.org"])
    assert entry["address"] == {"lines": ["1 Example Road", "Nairobi"], "country": "KE"}


def test_a_miss_names_the_nearest_word_or_the_books(letterkit: Run) -> None:
    done = letterkit("addressees", "justise")
    assert done.exit_code == 1
    assert "nearest: justice" in done.stderr
    assert "there are books for: cn" in letterkit("addressees", "qqqq").stderr


def test_a_mistake_in_an_own_book_is_named_with_file_and_field(letterkit: Run, own_book: Path) -> None:
    own_book.write_text(own_book.read_text(encoding="utf-8").replace("office:", "offfice:"), encoding="utf-8")
    done = letterkit("addressees")
    assert done.exit_code == 1
    assert str(own_book) in done.stderr
    assert "offfice" in done.stderr


@pytest.mark.parametrize(
    ("words", "office_class"),
    [
        (("ambassador",), "ambassador"),
        (("Minister", "of", "Justice"), "minister_justice"),
        (("police chief",), "police_chief"),
        (("Zhang Muster Buzhang",), "minister"),
        (("Ministry", "of", "Justice"), "institution"),
        (("Garde", "des", "Sceaux"), "minister_justice"),
    ],
)
def test_an_office_is_asked_for_by_its_class_or_by_words_of_an_addressee_line(
    letterkit: Run, words: tuple[str, ...], office_class: str
) -> None:
    assert json.loads(letterkit("forms", *words, "--json").stdout)["office_class"] == office_class


def test_the_form_is_shown_with_close_style_and_source(letterkit: Run) -> None:
    shown = letterkit("forms", "ambassador", "--language", "fr").stdout
    for part in (
        "Monsieur l’Ambassadeur,",
        "Excellence,",
        "ma très haute considération.",
        "Votre Excellence (3e personne)",
    ):
        assert part in shown
    assert "A: archimail.com" in shown


def test_scripts_get_what_the_contract_names(letterkit: Run) -> None:
    form = json.loads(letterkit("forms", "judge", "--language", "FR", "--json").stdout)
    assert list(form) == ["office_class", "language", "salutation", "close", "second_person", "evidence"]
    assert set(form["salutation"]) == {"m", "f", "unknown"}


def test_what_depends_on_the_sender_s_gender_or_the_reader_s_name_is_shown(letterkit: Run) -> None:
    assert "from a man to a man\tMon Général," in letterkit("forms", "General", "--language", "fr").stdout
    assert "close, from a woman" in letterkit("forms", "judge", "--language", "fr").stdout
    assert "by name, not known\tDear …," in letterkit("forms", "official_unknown_name").stdout


def test_a_language_without_forms_names_those_there_are(letterkit: Run) -> None:
    done = letterkit("forms", "judge", "--language", "xx")
    assert done.exit_code == 1
    assert "use --language with ar, de, en" in done.stderr
    assert letterkit("forms", "judge", "--language", "french").exit_code == 2
