"""The letter's own sentences: complete in every language, with the typography of each."""

import re
from pathlib import Path

import pytest

from letterkit.compose.requests import is_bare_verb
from letterkit.compose.typography import typeset_marks
from letterkit.compose.wording import languages, wording
from letterkit.errors import Mistake
from letterkit.folders import data_files, forget_data, shipped
from letterkit.protocol.forms import languages as languages_of_forms
from letterkit.protocol.forms import missing_entries

LANGUAGES = ("en", "fr", "es", "de", "pt", "it")
NO_BREAK, NARROW = "\u00a0", "\u202f"


def sentences(language: str) -> dict[str, str]:
    """All texts of a language by their place in its file."""

    def walk(value: object, place: str) -> dict[str, str]:
        if isinstance(value, str):
            return {place: value}
        if not isinstance(value, dict):
            return {}
        return {key: text for name, one in value.items() for key, text in walk(one, f"{place}.{name}").items()}

    return walk(
        wording(language).model_dump(exclude={"request_verbs", "variants", "of_state", "typography", "joining"}), ""
    )


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_sentence_is_missing_or_blank(language: str) -> None:
    texts = sentences(language)
    assert all(text.strip() for text in texts.values())
    optional = {".first_of_month", ".drop_before_verb"}
    governed = {place for place in sentences("en") if place.endswith((".governed", ".participles"))}
    assert set(sentences("en")) - set(texts) - optional - governed == set()


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_sentence_has_the_slots_it_has_in_english(language: str) -> None:
    english = sentences("en")
    for place, text in sentences(language).items():
        if place in english:
            assert sorted(re.findall(r"{\w+}", text)) == sorted(re.findall(r"{\w+}", english[place])), place


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_sentence_has_an_unfilled_slot_once_it_is_filled(language: str) -> None:
    letter = ("issuers", "date", "subjects", "place", "n", "m", "name", "office", "group")
    report = ("appeal", "senders", "letters", "days", "answered", "names")
    slots = dict.fromkeys((*letter, *report), "X")
    for text in sentences(language).values():
        assert not re.search(r"[{}]", text.format_map(slots))


def test_a_language_with_sentences_has_a_form_of_address_for_every_office() -> None:
    languages = [file.stem for file in data_files("letter_templates", "wording/*.yaml")]
    assert set(LANGUAGES) <= set(languages)
    assert {language: missing_entries(language) for language in languages} == dict.fromkeys(languages, ())


def test_french_sentences_have_no_break_spaces_and_typographic_apostrophes() -> None:
    for place, text in sentences("fr").items():
        assert "'" not in text, place
        assert not re.search(rf"[^{NO_BREAK}]:", text), place
        assert not re.search(rf"[^{NARROW}][;!?]", text), place


def test_the_first_of_the_month_is_an_ordinal_in_french() -> None:
    assert wording("fr").first_of_month == "1er"
    assert wording("de").first_of_month is None


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_governed_lead_in_comes_with_a_test_of_first_words(language: str) -> None:
    words = wording(language)
    leads = (words.lead_in.decides, words.lead_in.conveys, words.lead_in.intercedes)
    if any(lead.governed for lead in leads):
        assert words.request_verbs.words
    if any(lead.participles for lead in leads):
        assert words.request_verbs.participles


@pytest.mark.parametrize(
    ("language", "request_text", "passes"),
    [
        ("en", "Put an immediate end to all acts of harassment;", True),
        ("en", "to release them", True),
        ("en", "The authorities must release them", False),
        ("en", "Review of the trial", False),
        ("fr", "Se conformer aux dispositions de la Déclaration ;", False),
        ("fr", "Mettre un terme à tout acte de harcèlement ;", True),
        ("fr", "Garantir en toutes circonstances l’intégrité physique de M. X ;", True),
        ("fr", "Dossier de M. X", False),
        ("fr", "Mesures de protection", False),
        ("es", "Velar por que se respeten los derechos humanos;", True),
        ("es", "Abstenerse de todo acto de hostigamiento;", True),
        ("es", "Lugar de detención", False),
        ("de", "Freilassen", False),
        ("en", "release of Ms. Example Person", False),
        ("en", "End to torture", False),
        ("en", "end torture", True),
        ("fr", "Danger pour sa vie", False),
        ("es", "Pilar de la democracia", False),
    ],
)
def test_the_first_word_shows_whether_a_request_is_a_bare_verb(language: str, request_text: str, passes: bool) -> None:
    assert is_bare_verb(request_text, wording(language)) is passes


def test_a_swiss_sender_writes_no_eszett_in_german() -> None:
    assert wording("de").enclosures == "Anlage:"
    assert wording("de", "CH").enclosures == "Beilage:"
    assert "ß" not in wording("de", "CH").model_dump_json()


def test_a_language_with_forms_but_without_sentences_says_what_it_lacks() -> None:
    for language in set(languages_of_forms()) - set(languages()):
        with pytest.raises(Mistake, match=rf"forms of address in it, but no sentences(.|\n)*wording/{language}.yaml"):
            wording(language)
    with pytest.raises(Mistake, match=r"can't be written in 'xx' yet\n(.|\n)*one of de, en, es, fr"):
        wording("xx")


def test_a_wording_file_that_lacks_a_sentence_is_named_with_the_sentence(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LETTERKIT_HOME", str(tmp_path))
    (tmp_path / "letter_templates" / "wording").mkdir(parents=True)
    own = tmp_path / "letter_templates" / "wording" / "pt.yaml"
    text = (shipped("letter_templates") / "wording" / "pt.yaml").read_text(encoding="utf-8")
    own.write_text(re.sub(r"^thanks: .*\n", "", text, flags=re.MULTILINE), encoding="utf-8")
    forget_data()
    with pytest.raises(Mistake, match="thanks") as mistake:
        wording("pt")
    assert str(own) in str(mistake.value)


def test_sentences_that_no_native_reader_has_seen_say_so() -> None:
    assert {language for language in languages() if wording(language).review} == {"pt", "it"}


@pytest.mark.parametrize(
    ("language", "typed", "printed"),
    [
        ("en", """I don't "agree".""", "I don’t “agree”."),
        ("de", 'Ich sage "nein".', "Ich sage „nein“."),
        ("fr", 'Pourquoi "non"? L\'heure: 10:30; https://example.org', None),
        ("es", 'Digo "no".', "Digo «no»."),
        ("en", 'a nail of 6" and one of 8"', 'a nail of 6" and one of 8"'),
        ("en", "“Done”", "“Done”"),
    ],
)
def test_typewriter_marks_become_those_of_the_language(language: str, typed: str, printed: str | None) -> None:
    french = f"Pourquoi «{NO_BREAK}non{NO_BREAK}»{NARROW}? L’heure{NO_BREAK}: 10:30{NARROW}; https://example.org"
    assert typeset_marks(typed, wording(language).typography) == (printed or french)
    assert typeset_marks(printed or french, wording(language).typography) == (printed or french)
