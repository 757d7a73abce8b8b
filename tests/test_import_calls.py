"""Whom sentences tell readers to call, fax or write to: those are written to, and nobody else whom a sentence names."""

from collections.abc import Sequence

import pytest

from letterkit.appeals.read import read_document
from letterkit.appeals.source import source_of
from letterkit.model.appeal import Addressee, Appeal

CASE = (
    "Ada Exemple, a nurse of Springfield, Illinois, USA, has been held in jail since 2 April 2026 for giving first aid."
)
CALL = "Call Gov. Ada Muster at 217-555-0144 and demand her release."


def appeal(sentences: str) -> Appeal:
    text = f"Free Ada Exemple!\n\n4 May 2026\n\n{CASE}\n\n{sentences}\n"
    return read_document(source_of(text.encode(), "text.txt")).appeal


def reached(addressees: Sequence[Addressee]) -> list[tuple[str | None, list[str]]]:
    """The names, and the numbers and e-mail addresses by which they are reached."""
    return [(one.name, [*one.phones, *one.faxes, *one.emails]) for one in addressees]


@pytest.mark.parametrize(
    "told",
    [
        "Activists called Gov. Ada Muster at 217-555-0144 last week.",
        "Her family wrote to Gov. Ada Muster, 2 Sample Street, Springfield, IL 62701.",
        "Her friends have sent faxes and a letter. Her family complained to Gov. Ada Muster at 217-555-0144.",
    ],
)
def test_nobody_is_written_to_where_a_sentence_tells_what_others_did(told: str) -> None:
    assert reached(appeal(f"{told}\n\nA vigil is held at the jail on Friday.").addressees) == []


@pytest.mark.parametrize(
    "told",
    [
        "Her family wrote to Judge Otto Beispiel, 2 Sample Street, Lincoln, IL 62656.",
        "Her friends have written to the union, and by calling Judge Otto Beispiel at 217-555-0190 they learnt more.",
        "Her lawyers will call Judge Otto Beispiel at 217-555-0190.",
        "The jail refuses to let her phone Judge Otto Beispiel at 217-555-0190.",
    ],
)
def test_one_whom_others_turn_to_is_not_written_to_beside_the_one_who_is(told: str) -> None:
    assert reached(appeal(f"{CALL} {told}").addressees) == [("Ada Muster", ["+12175550144"])]


@pytest.mark.parametrize("whom", ["your Senator", "your own Representative", "the people of Springfield"])
def test_those_whom_only_the_reader_knows_and_the_public_are_not_written_to(whom: str) -> None:
    assert reached(appeal(f"Call {whom} and demand her release.").addressees) == []
    assert reached(appeal(f"{CALL} Call {whom}.").addressees) == [("Ada Muster", ["+12175550144"])]


@pytest.mark.parametrize(
    "other",
    [
        "Please do not send faxes to Mr Otto Beispiel at 217-555-0190.",
        "For more information, call the Sample Committee at 217-555-0190.",
        "For more information, call Eva Modelo at 217-555-0190.",
        "Contact us at 217-555-0190.",
        "Please e-mail copies of your letters to eva@committee.example.",
        "Contact: Eva Modelo, Sample Lane 2.",
        "Call friends of Ada Exemple at 217-555-0190.",
        "Her lawyer Eva Modelo is at 217-555-0190.",
        "Her lawyer is at 217-555-0190.",
    ],
)
def test_the_number_of_a_sentence_that_asks_nobody_to_call_is_nobodys(other: str) -> None:
    assert reached(appeal(f"{CALL} {other}").addressees) == [("Ada Muster", ["+12175550144"])]


@pytest.mark.parametrize("verb", ["call", "please call", "contact"])
def test_one_who_tells_more_is_not_written_to_though_named_first(verb: str) -> None:
    asked = appeal(f"For more information, {verb} Eva Modelo at 217-555-0190. {CALL}")
    assert reached(asked.addressees) == [("Ada Muster", ["+12175550144"])]


def test_the_committee_that_tells_more_is_the_issuer() -> None:
    issuers = appeal(f"{CALL} For more information, call the Sample Committee at 217-555-0190.").issuers
    assert [(one.name, list(one.phones)) for one in issuers] == [("Sample Committee", ["+12175550190"])]


def test_the_labels_of_later_sentences_belong_to_the_one_called_before() -> None:
    asked = appeal("Demand her release. Call Gov. Ada Muster at 217-555-0144. Fax: 217-555-0145. Fax: 217-555-0146.")
    assert reached(asked.addressees) == [("Ada Muster", ["+12175550144", "+12175550145", "+12175550146"])]


def test_a_number_before_anybody_is_named_is_that_of_the_next_one() -> None:
    asked = appeal(
        "Call 217-555-0144 and urge Gov. Ada Muster to release her. Call Judge Otto Beispiel at 217-555-0190."
    )
    assert reached(asked.addressees) == [("Ada Muster", ["+12175550144"]), ("Otto Beispiel", ["+12175550190"])]


def test_a_demand_ends_where_the_sentence_says_whom_to_call() -> None:
    asked = appeal("Demand her release by contacting Gov. Ada Muster at 217-555-0144 or gov@state.example.")
    assert list(asked.requests_in("en")) == ["her release"]


def test_one_who_is_named_behind_a_semicolon_has_numbers_of_their_own() -> None:
    asked = appeal("Call Gov. Ada Muster at 217-555-0144; Judge Otto Beispiel at 217-555-0190; and demand her release.")
    assert reached(asked.addressees) == [("Ada Muster", ["+12175550144"]), ("Otto Beispiel", ["+12175550190"])]


def test_one_who_is_called_at_the_verbs_own_number_has_it_and_the_next_one_has_the_next() -> None:
    text = (
        "Innsbruck: Familie soll bleiben\n\n17. April 2026\n\nDie Familie Muster aus Innsbruck, Österreich, soll am "
        "30. April 2026 abgeschoben werden.\n\nRufen Sie Landeshauptmann Otto Beispiel unter 0512 555 0100 an. Faxen "
        "Sie an Bürgermeisterin Eva Probe unter 0512 555 0111 und fordern Sie Bleiberecht für die Familie.\n"
    )
    told = read_document(source_of(text.encode(), "text.txt")).appeal
    assert reached(told.addressees) == [("Otto Beispiel", ["+435125550100"]), ("Eva Probe", ["+435125550111"])]


@pytest.mark.parametrize("verb", ["asking", "demanding"])
def test_one_to_whom_something_is_to_be_delivered_is_not_written_to(verb: str) -> None:
    asked = appeal(f"{CALL} Send a letter {verb} that the parcels to Otto Beispiel be delivered, fax 217-555-0190.")
    assert reached(asked.addressees) == [("Ada Muster", ["+12175550144"])]


@pytest.mark.parametrize(
    ("sentence", "whom"),
    [
        ("In the U.S., call Gov. Ada Muster at 217-555-0144.", [("Ada Muster", ["+12175550144"])]),
        (
            "Call Sens. Ada Muster (217-555-0144) and Otto Probe (217-555-0145).",
            [("Ada Muster", ["+12175550144"]), ("Otto Probe", ["+12175550145"])],
        ),
        (
            "Call Example Career Services at 217-555-0144 and Student Affairs at 217-555-0145.",
            [(None, ["+12175550144"]), (None, ["+12175550145"])],
        ),
        (
            "Call Gov. Ada Muster, 2 Sample Street, Springfield, IL 62701. The switchboard is 217-555-0144.",
            [("Ada Muster", ["+12175550144"])],
        ),
    ],
)
def test_each_of_those_whom_a_sentence_names_has_the_numbers_told_of_them(
    sentence: str, whom: list[tuple[str | None, list[str]]]
) -> None:
    assert reached(appeal(f"{sentence} Demand her release.").addressees) == whom


@pytest.mark.parametrize(
    "other",
    [
        "To find out how to donate, call 217-555-0190.",
        "Our office's fax is 217-555-0190.",
        "She was brought before a judge at the courthouse, 217-555-0190.",
        "Please send letters demanding her release to the embassy, fax 217-555-0190.",
    ],
)
def test_a_number_of_others_is_not_given_to_the_one_who_is_called(other: str) -> None:
    assert reached(appeal(f"{CALL} {other}").addressees)[0] == ("Ada Muster", ["+12175550144"])


def test_somebody_whom_no_name_tells_is_not_written_to_and_ours_is_no_part_of_an_office() -> None:
    minister = "Écrivez une lettre au ministre de la Justice, Me Jean Exemple, 18 avenue Modèle, Port-au-Prince"
    purpose = "pour demander que Rose Modèle soit présentée à un juge et que la prison de Fort-Liberté soit inspectée"
    deputy = "Écrivez aussi à notre députée Mme Ada Exemple, 1 rue Modèle, 14000 Caen."
    offices = [one.office for one in appeal(f"{minister}, {purpose}. {deputy}").addressees]
    assert offices == ["ministre de la Justice", "députée"]
