"""Choices in the lists of words stand for all their combinations, in whatever list the importer looks them up."""

import re
from itertools import product
from pathlib import Path

import pytest

from letterkit.appeals.read import read_document
from letterkit.appeals.source import source_of
from letterkit.appeals.vocabulary import FOLDER, SINGLE
from letterkit.folders import read_data
from letterkit.model.appeal import Appeal

HEAD = """KENYA: Two teachers held without charge
15 August 2011

Amina Example and John Muster, two teachers, were arrested in Nairobi on 10 August 2011 and are held without charge.

Please write to the authorities, urging them to:
- release both teachers;
- drop the charges.

President of the Republic of Kenya, State House, P.O. Box 40530, Nairobi, Kenya. Fax: +254 20 2250264

"""
CHOICES = re.compile(r"(?:[^{}|]|\{[^{}]*\|[^{}]*\})*")
WORD_BY_WORD = ("small", "common", "months", *SINGLE)
"""Lists of which each entry is taken as it stands."""


def read(behind: str) -> Appeal:
    return read_document(source_of(f"{HEAD}{behind}\n".encode(), "text.txt")).appeal


COPIES = {
    "en": (
        ("Send", "Please send", "Also send"),
        ("copies of your", "copies of these", "a copy of these"),
        ("letters", "e-mails", "faxes"),
        ("to the League of Sample, 2 Sample Road, Nairobi, Kenya",),
    ),
    "fr": (
        ("Envoyez", "Adressez-en", "Merci d'envoyer"),
        ("copie", "une copie"),
        ("à la Ligue du Modèle, 2 rue du Modèle, 1000 Bruxelles, Belgique",),
    ),
    "es": (
        ("Envíen", "Manden", "Se ruega remitir"),
        ("copia", "copias", "una copia"),
        ("a la Liga de la Muestra, Calle Muestra 2, San José, Costa Rica",),
    ),
    "de": (
        ("Schicken Sie", "Bitte senden Sie", "Schickt bitte"),
        ("eine Kopie", "Kopien", "einen Durchschlag"),
        ("an die Liga Beispiel, Musterstr. 2, 39104 Magdeburg, Deutschland",),
    ),
    "it": (
        ("Inviate", "Spedite", "Si prega di inviare"),
        ("copia", "una copia", "copie"),
        ("alla Lega Esempio, Via Esempio 2, 00185 Roma, Italia",),
    ),
    "pt": (
        ("Envie", "Mandem", "Por favor enviem"),
        ("cópia", "cópias", "uma cópia"),
        ("para a Liga do Exemplo, Rua do Exemplo 2, Lisboa, Portugal",),
    ),
}
ASKED = [" ".join(words) for groups in COPIES.values() for words in product(*groups)]


@pytest.mark.parametrize("asked", ASKED)
def test_copies_are_asked_for_in_all_combinations_of_verb_and_noun(asked: str) -> None:
    appeal = read(f"{asked}.")
    assert [one.office for one in appeal.addressees] == ["President of the Republic of Kenya"]
    (copied,) = appeal.copies_to
    assert (copied.organisation or copied.name or "").split()[0] in ("League", "Ligue", "Liga", "Lega")


NOUNS = [
    *(f"{article}{noun}" for article, noun in product(("the ", "a ", ""), ("withdrawal of it", "review of it"))),
    *(f"{article} {kind} hearing" for article, kind in product(("the", "a"), ("fair", "public", "prompt", "full"))),
]


@pytest.mark.parametrize("noun", NOUNS)
def test_a_noun_in_a_row_is_a_demand_with_any_article_and_kind(noun: str) -> None:
    call = f"Please write to the President demanding the release of both teachers, {noun} and respect for their rights."
    text = HEAD.replace(HEAD[HEAD.index("Please") : HEAD.index("President")], f"{call}\n\n")
    appeal = read_document(source_of(text.encode(), "text.txt")).appeal
    assert appeal.requests == ("the release of both teachers", noun, "respect for their rights")


def phrases(value: object) -> list[str]:
    if isinstance(value, dict):
        return [phrase for inner in value.values() for phrase in phrases(inner)]
    return [phrase for inner in value for phrase in phrases(inner)] if isinstance(value, list) else [str(value)]


@pytest.mark.parametrize("file", sorted(FOLDER.glob("*.yaml")), ids=lambda path: path.stem)
def test_choices_are_closed_and_stand_only_where_they_are_told_apart(file: Path) -> None:
    words = read_data(file)
    assert [phrase for phrase in phrases(words) if not CHOICES.fullmatch(phrase)] == []
    assert [phrase for key in WORD_BY_WORD for phrase in phrases(words.get(key, [])) if "{" in phrase] == []
