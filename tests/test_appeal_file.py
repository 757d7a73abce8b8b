"""The appeal file: read with all its mistakes named, written so that nothing is lost."""

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from letterkit.appeals.file import appeal_file_text, appeal_schema, read_appeal_file
from letterkit.errors import Mistake
from letterkit.model.appeal import Appeal
from letterkit.model.finding import Finding, Reading

WORDS = st.text(
    st.characters(codec="utf-8", exclude_categories=("Cs", "Cc"), include_characters="\n"), min_size=1, max_size=200
).filter(lambda text: text.strip())
APPEALS = st.builds(
    Appeal,
    code=st.none() | WORDS,
    title=st.none() | WORDS,
    date=st.none() | st.dates(),
    summary=st.none() | WORDS,
    situation=st.lists(WORDS, max_size=3).map(tuple),
    requests=st.lists(WORDS, max_size=4).map(tuple),
    subjects=st.lists(WORDS, max_size=2).map(tuple),
    model_letter=st.none() | WORDS,
)


def mistakes(text: str, tmp_path: Path) -> str:
    file = tmp_path / "appeal.yaml"
    file.write_text(text, encoding="utf-8")
    with pytest.raises(Mistake) as caught:
        read_appeal_file(file)
    return str(caught.value).replace(str(file), "appeal.yaml")


@given(appeal=APPEALS)
def test_what_is_written_is_read_back_without_loss(appeal: Appeal, tmp_path_factory: pytest.TempPathFactory) -> None:
    file = tmp_path_factory.mktemp("round") / "appeal.yaml"
    file.write_text(appeal_file_text(Reading(appeal, (), {}), "a text"), encoding="utf-8")
    assert read_appeal_file(file).appeal == appeal


def test_a_whole_appeal_comes_back_with_its_addressees(appeal: Appeal, tmp_path: Path) -> None:
    file = tmp_path / "appeal.yaml"
    file.write_text(appeal_file_text(Reading(appeal, (), {}), "a text"), encoding="utf-8")
    assert read_appeal_file(file).appeal == appeal


def test_comments_say_from_which_line_a_value_came_and_what_was_found(appeal: Appeal) -> None:
    finding = Finding(field="addressees[0].faxes", line=7, kind="repaired", message="+01 read as +1")
    written = appeal_file_text(Reading(appeal, (finding,), {"requests[1]": 5, "title": 1}), "call.txt")
    lines = written.splitlines()
    assert "call.txt" in lines[0]
    assert lines[lines.index("title: 'China: Detention of Ms. Example Person'") - 1] == "# line 1"
    assert "  # line 5" in lines
    assert "    # repaired (line 7): +01 read as +1" in lines


def test_all_mistakes_are_named_at_once_with_line_field_and_remedy(tmp_path: Path) -> None:
    said = mistakes(
        "titel: A call\ndate: 2005-13-01\ncountry: China\naddressees:\n"
        "  - id: a\n    faxes: ['+01 202']\n  - id: b\n    adress: x\n",
        tmp_path,
    )
    for part in (
        "appeal.yaml:1, titel: unknown field",
        "did you mean 'title'?",
        "appeal.yaml:2, date:",
        "2026-05-03",
        "appeal.yaml:3, country: 'China' is not valid here",
        "appeal.yaml:6, addressees[0].faxes[0]: '+01 202'",
        "+41227937014",
        "appeal.yaml:8, addressees[1].adress",
        "did you mean 'address'?",
    ):
        assert part in said


@pytest.mark.parametrize(
    ("text", "part"),
    [
        ("title: [unclosed\n", "not valid YAML"),
        ("just words\n", "holds fields such as"),
        ("title: a\ntitle: b\n", "not valid YAML"),
        (
            "a: &a [x, x]\nb: &b [*a, *a]\n" + "".join(f"c{i}: &c{i} [{', '.join(['*b'] * 9)}]\n" for i in range(3)),
            "unknown",
        ),
        ("format: 2\n", "format"),
        ("", "holds fields such as"),
    ],
)
def test_what_is_no_appeal_file_is_refused_in_words(text: str, part: str, tmp_path: Path) -> None:
    assert part in mistakes(text, tmp_path)


def test_nested_aliases_can_not_fill_the_memory(tmp_path: Path) -> None:
    bomb = "a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n"
    bomb += "".join(f"a{i}: &a{i} [{', '.join([f'*a{i - 1}'] * 10)}]\n" for i in range(1, 9))
    assert "far too many values" in mistakes(bomb, tmp_path)


def test_two_addressees_with_one_id_are_a_mistake(tmp_path: Path) -> None:
    assert "two addressees have the id same" in mistakes("addressees: [{id: same}, {id: same}]\n", tmp_path)


def test_a_reference_takes_its_addressee_from_the_address_book(tmp_path: Path) -> None:
    file = tmp_path / "appeal.yaml"
    file.write_text("addressees:\n  - cn/minister-of-justice\n", encoding="utf-8")
    (addressee,) = read_appeal_file(file).appeal.addressees
    assert addressee.organisation == "Sifabu"


def test_a_reference_that_leads_nowhere_names_the_nearest(tmp_path: Path) -> None:
    said = mistakes("addressees:\n  - cn/minister-justice\n  - zz/king\n", tmp_path)
    assert "appeal.yaml:2" in said
    assert "cn/minister-of-justice" in said
    assert "no address book for 'zz'" in said


def test_the_schema_admits_references_and_forbids_unknown_keys() -> None:
    schema = appeal_schema()
    assert json.dumps(schema)
    assert schema["additionalProperties"] is False
    assert {"type": "string"}.items() <= schema["properties"]["addressees"]["items"]["anyOf"][1].items()
    assert all("additionalProperties" in model for model in schema["$defs"].values() if model["type"] == "object")


def test_windows_bytes_in_an_appeal_file_are_named_by_line(tmp_path: Path) -> None:
    file = tmp_path / "appeal.yaml"
    file.write_bytes(b"format: 1\ntitle: caf\xe9\n")
    with pytest.raises(Mistake, match="UTF-8") as caught:
        read_appeal_file(file)
    assert caught.value.problems[0].line == 2


def test_what_nobody_has_looked_at_yet_is_found_again_and_what_was_taken_away_is_not(
    appeal: Appeal, tmp_path: Path
) -> None:
    found = (
        Finding(field="addressees[0].faxes", line=7, kind="repaired", message="+01 read as +1"),
        Finding(field="summary", line=3, kind="guessed", message="the first paragraph"),
        Finding(field="expires", line=None, kind="missing", message="no deadline"),
    )
    file = tmp_path / "appeal.yaml"
    file.write_text(appeal_file_text(Reading(appeal, found, {}), "a text"), encoding="utf-8")
    assert {(one.field, one.line, one.kind, one.message) for one in read_appeal_file(file).findings} == {
        ("addressees[0].faxes", 38, "repaired", "+01 read as +1 (line 7 of the source)"),
        ("summary", 15, "guessed", "the first paragraph (line 3 of the source)"),
        ("format", 3, "missing", "no deadline"),
    }
    told = {one.line: one.message.partition(" (")[0] for one in read_appeal_file(file).findings if one.line}
    lines = file.read_text("utf-8").splitlines()
    assert all(message in lines[line - 1] for line, message in told.items())
    looked = "\n".join(line for line in file.read_text(encoding="utf-8").splitlines() if "guessed (" not in line)
    file.write_text(looked, encoding="utf-8")
    assert [one.kind for one in read_appeal_file(file).findings] == ["missing", "repaired"]
