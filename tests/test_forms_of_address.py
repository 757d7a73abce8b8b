"""How each office is addressed in each language, and what the data files may hold."""

import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml

from letterkit.errors import Mistake
from letterkit.folders import read_data, shipped
from letterkit.model.record import Gender
from letterkit.protocol.forms import (
    FormOfAddress,
    Reader,
    Writer,
    form_entry,
    form_of_address,
    languages,
    missing_entries,
    office_classes,
)

COMPLETE = ("en", "fr", "es", "de", "pt", "it")
GENDERS: tuple[Gender | None, ...] = ("m", "f", None)
COUNTRIES = (None, "GB", "US", "CH", "DE")

SHIPPED = [
    (office, language)
    for language in languages()
    for office in office_classes()
    if office not in missing_entries(language)
]

ONE_GENDER_ALONE = {
    "en": r"\b(Mr|Ms|Mrs|his|her)\b|^Dear (Sir|Madam)$",
    "fr": r"^(?!.*Madame.*Monsieur).*\b(Monsieur|Madame)\b",
    "es": r"\b(Señora?|Sra?|mío|mía|Excelentísim[oa]|Ilustrísim[oa])\b",
    "de": r"^(?!.*Frau.*Herr).*\b(Frau|Herr)\b",
    "pt": r"^(?!.*Senhora.*Senhor).*\b(Senhora?|Excelentíssim[oa])\b",
    "it": r"^(?!.*, egregio ).*\b(Signora?|Egregio|Ministra|Direttrice|Sindaca)\b",
    "ru": r"^(?!.*госпожа.*господин).*\b(госпожа|господин)\b",
    "ar": r"الرئيس|الوزير|السفير|رئيس|صاحب|^السيدة? ",
    "zh": r"^(?!.*女士.*先生).*(先生|女士|国王|女王)",
}
"""A salutation for an unknown gender that matches would take the reader for a man, or for a woman."""


def addressed(
    office_class: str | None,
    language: str,
    *,
    gender: Gender | None = None,
    office: str | None = None,
    sender_country: str | None = None,
    stated: str | None = None,
) -> FormOfAddress:
    reader = Reader(gender=gender, office=office)
    return form_of_address(office_class, language, reader, Writer(country=sender_country), stated=stated)


def every_form(office: str, language: str) -> list[FormOfAddress]:
    return [
        addressed(office, language, gender=gender, sender_country=country)
        for gender in GENDERS
        for country in COUNTRIES
    ]


def titles(language: str) -> Iterator[tuple[str, str]]:
    """Every office with the words that choose a salutation within its class."""
    file = shipped("addressees") / "forms_of_address" / f"{language}.yaml"
    for office, entry in read_data(file)["offices"].items():
        yield from ((office, word) for title in entry.get("titles", ()) for word in title["words"])


@pytest.fixture
def own_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of the English forms in the user's own folder, to be edited."""
    monkeypatch.setenv("LETTERKIT_HOME", str(tmp_path))
    folder = tmp_path / "addressees" / "forms_of_address"
    folder.mkdir(parents=True)
    return Path(shutil.copy(shipped("addressees") / "forms_of_address" / "en.yaml", folder))


def edit(file: Path, before: str, after: str) -> None:
    text = file.read_text(encoding="utf-8")
    assert before in text
    file.write_text(text.replace(before, after, 1), encoding="utf-8")


@pytest.mark.parametrize("language", COMPLETE)
def test_a_complete_language_addresses_every_class_of_office(language: str) -> None:
    assert len(office_classes()) == 29
    assert missing_entries(language) == ()


@pytest.mark.parametrize(("office", "language"), SHIPPED)
def test_every_entry_has_all_its_forms_and_says_what_they_rest_on(office: str, language: str) -> None:
    entry = form_entry(office, language)
    assert all((entry.salutation.m, entry.salutation.f, entry.salutation.unknown, entry.close, entry.second_person))
    assert {"salutation", "close"} <= set(entry.evidence)
    assert all(grade.title and grade.where for grades in entry.evidence.values() for grade in grades)


@pytest.mark.parametrize(("office", "language"), SHIPPED)
def test_no_slash_bracket_or_slot_reaches_a_letter(office: str, language: str) -> None:
    for form in every_form(office, language):
        printed = f"{form.salutation} {form.close} {form.office_name or ''}"
        assert not re.search(r"[{}\[\]()<>/／（）]", printed), printed


@pytest.mark.parametrize(("office", "language"), SHIPPED)
def test_nobody_is_taken_for_a_man_or_a_woman_without_evidence(office: str, language: str) -> None:
    salutation = form_entry(office, language).salutation.unknown
    assert not re.search(ONE_GENDER_ALONE[language], salutation), salutation


@pytest.mark.parametrize("language", languages())
def test_every_title_has_a_salutation_of_its_own_and_a_neutral_one(language: str) -> None:
    for office, word in titles(language):
        form = addressed(office, language, office=word)
        assert form.evidence["salutation"]
        assert not re.search(r"[{}\[\]()<>/]", form.salutation + form.close)
        assert not re.search(ONE_GENDER_ALONE[language], form.salutation[:-1]), form.salutation


@pytest.mark.parametrize(
    ("office", "salutation"),
    [
        ("head_of_state_republic", "Your Excellency,"),
        ("minister_justice", "Dear Minister,"),
        ("minister_foreign", "Your Excellency,"),
        ("permanent_representative", "Your Excellency,"),
        ("ambassador", "Your Excellency,"),
        ("minister", "Dear Minister,"),
    ],
)
def test_the_offices_of_the_first_appeal_are_addressed_as_they_should_be(office: str, salutation: str) -> None:
    assert addressed(office, "en").salutation == salutation
    assert addressed(office, "en", gender="f", sender_country="CH").salutation == salutation


def test_a_language_that_no_native_reader_has_seen_says_so() -> None:
    unseen = {language for language in languages() if addressed(None, language).review}
    assert unseen == {"ru", "ar", "zh"}


def test_a_charge_daffaires_is_never_an_excellency() -> None:
    for language in languages():
        if "charge_daffaires" not in missing_entries(language):
            for form in every_form("charge_daffaires", language):
                assert not re.search(r"E[xk][cz]el+en", form.salutation + form.close, re.IGNORECASE)


@pytest.mark.parametrize("office", [office for office in office_classes() if office != "monarch"])
@pytest.mark.parametrize("gender", GENDERS)
def test_a_french_close_repeats_the_salutation_and_ends_with_a_full_stop(office: str, gender: Gender | None) -> None:
    form = addressed(office, "fr", gender=gender)
    assert f", {form.salutation.removesuffix(',')}, " in form.close
    assert form.close.endswith(".")


def test_a_french_close_to_a_monarch_says_votre_majeste() -> None:
    assert "prie Votre Majesté d’agréer" in addressed("monarch", "fr").close


def test_a_french_close_expresses_no_greetings() -> None:
    assert not any("expression de mes salutations" in form_entry(office, "fr").close for office in office_classes())


def test_french_letters_have_typographic_apostrophes() -> None:
    for office in office_classes():
        for form in every_form(office, "fr"):
            assert "'" not in form.salutation + form.close + (form.office_name or "")


def test_a_colon_follows_the_salutation_from_the_united_states() -> None:
    assert addressed("minister", "en", sender_country="US").salutation == "Dear Minister:"
    assert addressed("judge", "en", sender_country="US").salutation == "Your Honor:"
    assert addressed("judge", "en", sender_country="IE").salutation == "Your Honour,"


def test_swiss_letters_in_german_take_no_comma_a_capital_and_no_eszett() -> None:
    swiss = addressed("judge", "de", gender="f", sender_country="CH")
    assert (swiss.salutation, swiss.close) == ("Sehr geehrte Frau Richterin", "Mit freundlichen Grüssen")
    assert not swiss.first_word_lower
    german = addressed("judge", "de", gender="f", sender_country="DE")
    assert (german.salutation, german.close) == ("Sehr geehrte Frau Richterin,", "Mit freundlichen Grüßen")
    assert german.first_word_lower


def test_a_spanish_salutation_takes_a_colon_and_a_close_that_is_a_sentence_a_full_stop() -> None:
    form = addressed("ambassador", "es")
    assert form.salutation == "Excelencia:"
    assert form.close == "Le ruego acepte, Excelencia, las seguridades de mi distinguida consideración."
    assert addressed("ambassador", "es", stated="Estimado señor Embajador").close == "Atentamente,"
    assert ", Señora Embajadora, " in addressed("ambassador", "es", stated="Señora Embajadora:").close


def test_in_german_a_single_office_of_unknown_gender_gets_both_forms_and_a_body_ladies_and_gentlemen() -> None:
    assert addressed("judge", "de").salutation == "Sehr geehrte Frau Richterin, sehr geehrter Herr Richter,"
    assert addressed("institution", "de").salutation == "Sehr geehrte Damen und Herren,"


def test_a_known_gender_gets_its_form() -> None:
    assert addressed("minister", "fr", gender="f").salutation == "Madame la Ministre,"
    assert addressed("minister", "fr", gender="m").salutation == "Monsieur le Ministre,"


def test_a_stated_salutation_wins_with_the_languages_own_end_mark() -> None:
    for given in ("Dear Acting Attorney General", "Dear Acting Attorney General,", " Dear  Acting Attorney General: "):
        form = addressed("minister", "en", stated=given)
        assert form.salutation == "Dear Acting Attorney General,"
        assert "salutation" not in form.evidence


def test_a_stated_salutation_of_nothing_but_a_mark_is_none() -> None:
    assert addressed("minister", "en", stated=" , ").salutation == "Dear Minister,"


def test_a_close_that_repeats_the_salutation_repeats_the_stated_one() -> None:
    form = addressed("minister", "fr", stated="Monsieur le Garde des Sceaux")
    assert ", Monsieur le Garde des Sceaux, " in form.close
    prince = addressed("monarch", "fr", stated="Altesse Royale,")
    assert ", Altesse Royale, " in prince.close
    assert "Majesté" not in prince.close


def test_a_stated_salutation_that_no_sentence_can_repeat_gets_a_plain_close() -> None:
    form = addressed("minister", "fr", stated="Dear Minister")
    assert form.close == "Je vous prie d’agréer l’expression de ma considération distinguée."
    assert addressed("monarch", "en", stated="Dear King").close == "Yours respectfully,"


def test_dear_sir_closes_faithfully_and_a_salutation_by_office_sincerely() -> None:
    assert addressed("minister", "en", stated="Dear Sir").close == "Yours faithfully,"
    assert addressed(None, "en", stated="Dear Administrator").close == "Yours sincerely,"
    assert addressed("police_chief", "en").close == "Yours faithfully,"
    assert addressed("police_chief", "en", office="Commissioner of Police").close == "Yours sincerely,"


@pytest.mark.parametrize(
    ("office_class", "office", "salutation"),
    [
        ("religious_leader_christian", "Cardinal Archbishop of Managua", "Your Eminence,"),
        ("religious_leader_christian", "Archbishop of San Salvador", "Your Excellency,"),
        ("military_officer", "Lieutenant General, Commander of the Third Army", "Dear General,"),
        ("military_officer", "Lieutenant Colonel", "Dear Colonel,"),
        ("consul", "Honorary Consul", "Dear Consul,"),
        ("consul", "Consul General in Zurich", "Dear Consul General,"),
        ("chief_justice", "President of the Supreme Court", "Dear President,"),
        ("head_of_government", "Federal Chancellor", "Dear Chancellor,"),
        ("un_official", "Special Rapporteur on the situation of human rights defenders", "Dear Special Rapporteur,"),
        ("un_official", "Chief of Section", "Dear Sir or Madam,"),
        ("attorney_general", "Acting Attorney General", "Dear Acting Attorney General,"),
        ("minister_justice", "Secretary of State for Justice", "Dear Secretary of State,"),
        ("monarch", "Crown Prince and Prime Minister", "Your Royal Highness,"),
        ("governor", "Governor General", "Your Excellency,"),
    ],
)
def test_the_words_of_the_office_choose_within_a_class(office_class: str, office: str, salutation: str) -> None:
    assert addressed(office_class, "en", office=office).salutation == salutation


def test_the_words_of_the_office_are_found_with_either_apostrophe_and_without_accents() -> None:
    for words in ("Secrétaire d’État aux droits humains", "Secretaire d'Etat"):
        form = addressed("minister", "fr", gender="m", office=words)
        assert form.salutation == "Monsieur le Secrétaire d’État,"


def test_without_a_class_the_reader_is_an_official_of_whom_nothing_is_known() -> None:
    assert addressed(None, "en").office_class == "official_unknown_name"
    assert addressed(None, "fr").salutation == "Madame, Monsieur,"


def test_a_class_that_says_less_than_the_appeal_leaves_the_appeals_words() -> None:
    assert addressed("minister", "fr").office_name is None
    assert addressed("minister_justice", "fr").office_name == "Ministre de la Justice"
    expected = "The Ambassador and Permanent Representative"
    assert addressed("permanent_representative", "en").office_name == expected


def test_an_unknown_class_or_language_is_a_mistake_that_names_what_there_is() -> None:
    with pytest.raises(Mistake, match=r"nearest: ambassador, mayor, monarch$"):
        addressed("ambasador", "en")
    with pytest.raises(Mistake, match=r"--language with .*en, .*fr"):
        addressed("judge", "xx")
    with pytest.raises(Mistake, match="no forms of address"):
        addressed("judge", "../cn")


def test_an_incomplete_language_says_what_is_missing(own_file: Path) -> None:
    data = yaml.safe_load(own_file.read_text(encoding="utf-8"))
    del data["offices"]["judge"], data["offices"]["mayor"]
    own_file.write_text(yaml.safe_dump(data), encoding="utf-8")
    assert missing_entries("en") == ("judge", "mayor")
    with pytest.raises(Mistake, match="English has no form of address for 'judge' yet"):
        addressed("judge", "en")
    assert addressed("judge", "en", stated="Dear Judge").salutation == "Dear Judge,"


def test_a_users_own_file_comes_first(own_file: Path) -> None:
    edit(own_file, "salutation: Dear Mayor", "salutation: Worshipful Mayor")
    assert addressed("mayor", "en").salutation == "Worshipful Mayor,"


@pytest.mark.parametrize(
    ("before", "after", "field", "remedy"),
    [
        ("    salutation: Dear Mayor\n", "", "offices.mayor.salutation", "is missing"),
        ("    salutation: Dear Mayor\n", "    salutaton: Dear Mayor\n", "offices.mayor.salutaton", "salutation"),
        ("  mayor:\n", "  major:\n", "offices.major", "mayor"),
        ("salutation: Dear Mayor", "salutation: Dear {rank}", "offices.mayor.salutation", "no place in a letter"),
        ("salutation: Dear Mayor", "salutation: Dear Sir/Madam", "offices.mayor.salutation", "no place in a letter"),
        ("salutation: Dear Mayor", "salutation: Dear Mayor,", "offices.mayor.salutation", "end mark"),
        ("close: Yours respectfully", "close: Yours, {name}", "close", "no place in a letter"),
        ("[A leon_us], close", "[A leonus], close", "leonus", "not under sources"),
        ("[A leon_us], close", "[D leon_us], close", "offices.mayor.evidence.salutation", "'A', 'B' or 'C'"),
        ("salutation_end:", "salutation_ends:", "salutation_ends", "did you mean 'salutation_end'"),
        ("  official_unknown_name:\n", "  judge_unknown:\n", "judge_unknown", "unknown field"),
        ("    salutation: Dear Mayor\n", "    like: mayors\n", "mayor", "like 'mayors'"),
    ],
)
def test_what_is_wrong_in_a_users_own_file_is_named_with_file_and_field(
    own_file: Path, before: str, after: str, field: str, remedy: str
) -> None:
    edit(own_file, before, after)
    with pytest.raises(Mistake) as mistake:
        addressed("mayor", "en")
    message = str(mistake.value)
    assert str(own_file) in message
    assert field in message
    assert remedy in message


def test_a_users_own_file_must_say_how_an_unknown_official_is_addressed(own_file: Path) -> None:
    data = yaml.safe_load(own_file.read_text(encoding="utf-8"))
    del data["offices"]["official_unknown_name"]
    own_file.write_text(yaml.safe_dump(data), encoding="utf-8")
    with pytest.raises(Mistake, match="official_unknown_name"):
        addressed("mayor", "en")


def test_an_entry_like_another_takes_what_it_does_not_say_itself(own_file: Path) -> None:
    data = yaml.safe_load(own_file.read_text(encoding="utf-8"))
    data["offices"]["mayor"] = {"like": "governor", "close": "Yours truly"}
    own_file.write_text(yaml.safe_dump(data), encoding="utf-8")
    form = addressed("mayor", "en")
    assert (form.salutation, form.close) == ("Dear Governor,", "Yours truly,")
