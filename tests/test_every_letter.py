"""Every kind of office, in every language, to a man, a woman and one of unknown gender: a whole letter as text."""

import re
from datetime import date

import pytest

from letterkit.compose import compose
from letterkit.compose.wording import languages, wording
from letterkit.export.text import letter_text
from letterkit.model.appeal import Addressee, Appeal, PostalAddress
from letterkit.model.letter import Voice
from letterkit.model.record import Gender
from letterkit.model.sender import Sender
from letterkit.protocol.forms import office_classes

ON = date(2026, 5, 1)
CONVEYING = {"ambassador", "permanent_representative", "charge_daffaires", "consul"}
SENDERS = (
    Sender(name="Ada Muster", address=("Gasse 1", "8000 Zürich"), country="CH", gender="f"),
    Sender(name="Bo Sample", address=("1 Example Street", "Springfield"), country="US", gender="m"),
    Sender(name="Kim Exemple"),
)
POWERS = {
    "en": "within the powers of your office",
    "fr": "dans le cadre de vos attributions",
    "es": "en el ámbito de sus competencias",
    "de": "im Rahmen Ihrer Zuständigkeit",
    "pt": "no âmbito das suas competências",
    "it": "nell’ambito delle competenze di codesto ufficio",
}


def letter_to(office_class: str, language: str, gender: Gender | None, sender: Sender) -> str:
    asked = f"Request in {language}."
    addressee = Addressee(
        id="reader",
        name="Kim Vorlage",
        gender=gender,
        office="Office",
        office_class=office_class,
        organisation="Body",
        address=PostalAddress(lines=("1 Example Street", "100000 Exampletown"), country="CN"),
        language="en",
    )
    appeal = Appeal(
        title="China: Detention of Ms. Example Person",
        country="CN",
        date=date(2025, 9, 1),
        subjects=("Ms. Example Person", "Inés Ejemplo"),
        summary="On 1 August 2025 Ms. Example Person was taken from her home.",
        requests={language: (asked,)},
        addressees=(addressee,),
    )
    voice = Voice(language=language, layout="din5008b", country=sender.country, gender=sender.gender)
    return letter_text(compose(appeal, addressee, sender, voice, ON))


@pytest.mark.parametrize("language", languages())
@pytest.mark.parametrize("office_class", office_classes())
def test_every_kind_of_office_gets_a_whole_letter_in_every_language(office_class: str, language: str) -> None:
    for gender in ("m", "f", None):
        for sender in SENDERS:
            text = letter_to(office_class, language, gender, sender)
            assert not re.search(r"[{}\[\]<>]|None|\(\)|  \S+/|\s,", text), text
            assert f"1. Request in {language}." in text
            assert text.rstrip().endswith(sender.name)


@pytest.mark.parametrize("language", languages())
@pytest.mark.parametrize("office_class", office_classes())
def test_whoever_decides_is_urged_within_the_powers_of_the_office(office_class: str, language: str) -> None:
    text = " ".join(letter_to(office_class, language, None, SENDERS[2]).split())
    asked_to_act = office_class not in CONVEYING | {"un_official"}
    assert (POWERS[language] in text) is asked_to_act


def test_the_powers_of_the_office_are_told_in_every_language() -> None:
    assert set(POWERS) == set(languages())


@pytest.mark.parametrize(
    ("language", "country", "line"),
    [
        ("fr", "CH", "Zürich, le 1er mai 2026"),
        ("it", "IT", "Zürich, 1º maggio 2026"),
        ("pt", "BR", "Zürich, 1º de maio de 2026"),
        ("pt", "PT", "Zürich, 1 de maio de 2026"),
        ("es", "ES", "Zürich, 1 de mayo de 2026"),
        ("de", "DE", "Zürich, 1. Mai 2026"),
        ("en", "US", "Zürich, May 1, 2026"),
        ("en", "CH", "Zürich, 1 May 2026"),
    ],
)
def test_the_first_of_may_is_written_as_the_language_does_in_the_sender_s_country(
    language: str, country: str, line: str
) -> None:
    sender = SENDERS[0].model_copy(update={"country": country})
    assert line in letter_to("minister", language, None, sender).splitlines()


@pytest.mark.parametrize(
    ("language", "names"),
    [("es", "Ms. Example Person e Inés Ejemplo"), ("en", "Ms. Example Person and Inés Ejemplo")],
)
def test_names_are_joined_as_the_language_does(language: str, names: str) -> None:
    assert names in " ".join(letter_to("minister", language, None, SENDERS[0]).split())


@pytest.mark.parametrize(
    ("language", "country", "begins"),
    [
        ("de", "DE", "als Privatperson"),
        ("de", "CH", "Als Privatperson"),
        ("it", "IT", "scrivo a titolo personale"),
        ("es", "ES", "Me dirijo a usted"),
        ("pt", "BR", "Escrevo a título pessoal"),
    ],
)
def test_the_text_goes_on_after_the_salutation_as_the_language_does(language: str, country: str, begins: str) -> None:
    sender = SENDERS[0].model_copy(update={"country": country})
    assert f"\n\n{begins}" in letter_to("minister", language, "f", sender)


def test_every_language_of_letters_has_all_its_sentences() -> None:
    for language in languages():
        assert wording(language).language == language
