"""Requests: as printed, whole, in order, and none for the reader."""

import re
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from letterkit.appeals.read import read_document
from letterkit.appeals.source import source_of
from letterkit.appeals.text import HIDDEN
from letterkit.appeals.vocabulary import FOLDER
from letterkit.errors import LetterkitError
from letterkit.model.finding import Reading

ON = date(2026, 11, 23)
HEAD = """KENYA: Two teachers held without charge
15 August 2011

Amina Example and John Muster, two teachers, were arrested in Nairobi on 10 August 2011 and are held without charge.

"""
TO = """
Addresses:
President of the Republic of Kenya, State House, P.O. Box 40530, Nairobi, Kenya. Fax: +254 20 2250264
"""
LEAD = "Please write to the authorities, urging them to:\n"


def read(text: str) -> Reading:
    return read_document(source_of(text.encode("utf-8", "surrogatepass"), "given"), on=ON)


def requests(asked: str) -> list[str]:
    appeal = read(HEAD + asked + TO).appeal
    return list(appeal.requests_in(appeal.language))


SIGNS = (
    *("- -", "• •", "· ·", "* *", "o o", "– –", "— —", "§ §", "► ►", "→ →", "✓ ✓", "» »", "+ +"),
    *("1. 2.", "1) 2)", "(1) (2)", "1.- 2.-", "1º 2º", "a. b.", "(a) (b)", "i. ii.", "(i) (ii)", "A. B.", "I. II."),
)


@pytest.mark.parametrize("signs", SIGNS)
def test_every_usual_sign_of_a_list_parts_requests(signs: str) -> None:
    first, second = signs.split()
    points = f"{first} release both teachers at once;\n{second} take care that nobody else is held;\n"
    assert requests(LEAD + points) == ["release both teachers at once;", "take care that nobody else is held;"]


def test_points_under_a_point_stay_in_it_as_printed() -> None:
    points = (
        "a) release all, in particular:\n   i) Amina Example;\n   ii) John Muster;\nb) respect the right to strike.\n"
    )
    assert requests(LEAD + points) == [
        "release all, in particular: i) Amina Example; ii) John Muster;",
        "respect the right to strike.",
    ]


def test_the_ninth_letter_of_a_list_is_no_roman_one_in_it() -> None:
    points = "".join(f"{letter}) respect right number {at};\n" for at, letter in enumerate("abcdefghi", 1))
    assert len(requests(LEAD + points)) == 9


def test_points_under_a_step_for_the_reader_are_requests_of_their_own() -> None:
    steps = "What you can do\n\n1. Write to the President, urging him to:\n - release both;\n - drop the charges now.\n"
    assert requests(steps + "2. Sign the petition on our page.\n3. Share this page.\n") == [
        "release both;",
        "drop the charges now.",
    ]


@pytest.mark.parametrize("heading", ["Requests", "Demands", "WHAT WE ASK", "Our demands:", "Forderungen", "Demandes"])
def test_a_bare_heading_opens_the_requests(heading: str) -> None:
    asked = "Release both teachers at once.\nDrop all charges against them.\n"
    assert requests(f"{heading}\n\n{asked}") == asked.splitlines()


def test_what_a_semicolon_joins_and_what_must_be_besides_is_not_lost() -> None:
    call = "Please send letters to the President demanding that both teachers be released at once; that all charges "
    assert requests(call + "be dropped; and that the police be told. The guards must also be tried.\n") == [
        "both teachers be released at once",
        "all charges be dropped",
        "the police be told",
        "The guards must also be tried.",
    ]


def test_what_one_to_governs_stays_one_request() -> None:
    call = "Please write to the President asking him to release both teachers, drop the charges and pay them.\n"
    assert requests(call) == ["release both teachers, drop the charges and pay them"]


def test_each_with_a_to_of_its_own_is_a_request_of_its_own() -> None:
    call = "Please write to the President asking him to release both teachers, to drop the charges and to pay them.\n"
    assert requests(call) == ["release both teachers", "drop the charges", "pay them"]


@pytest.mark.parametrize(
    ("sentence", "demands"),
    [
        (
            "Demand the release of both teachers, the withdrawal of the charges and an inquiry into their arrest.",
            ["the release of both teachers", "the withdrawal of the charges", "an inquiry into their arrest"],
        ),
        (
            "Exijan la libertad de los dos maestros, el retiro de los cargos y una investigación de su detención.",
            ["la libertad de los dos maestros", "el retiro de los cargos", "una investigación de su detención"],
        ),
        (
            "Exigez la libération des deux enseignants, le retrait des plaintes et une enquête sur leur arrestation.",
            ["la libération des deux enseignants", "le retrait des plaintes", "une enquête sur leur arrestation"],
        ),
        (
            "Fordern Sie die sofortige Freilassung der beiden, die Einstellung des Verfahrens und ein faires Urteil.",
            ["die sofortige Freilassung der beiden", "die Einstellung des Verfahrens", "ein faires Urteil"],
        ),
        (
            "Bitte fordern Sie ihn auf, alle, die ohne Urteil in Haft sitzen, freizulassen und den Streik zuzulassen.",
            ["alle, die ohne Urteil in Haft sitzen, freizulassen", "den Streik zuzulassen"],
        ),
        (
            "Bitte fordern Sie ihn auf, beide freizulassen und die Anklage, die niemand kennt, fallen zu lassen.",
            ["beide freizulassen", "die Anklage, die niemand kennt, fallen zu lassen"],
        ),
    ],
)
def test_nouns_and_german_infinitives_in_a_row_are_demands_of_their_own(sentence: str, demands: list[str]) -> None:
    assert requests(f"{sentence}\n") == demands


BOTH = ["release both teachers;", "drop the charges."]


@pytest.mark.parametrize("lead", ["I therefore urge you to", "I call on you to", "We ask the government to"])
def test_a_list_behind_the_to_of_a_verb_that_asks_is_what_is_asked(lead: str) -> None:
    appeal = read(f"{HEAD}{lead}\n- release both teachers;\n- drop the charges.\n{TO}").appeal
    assert (appeal.lead_in, list(appeal.requests_in("en"))) == (lead, BOTH)


@pytest.mark.parametrize(
    ("behind", "besides"),
    [
        ("I also request that their wages be paid.", ["their wages be paid"]),
        ("Furthermore, we call on you to pay their wages.", ["pay their wages"]),
        ("Finally, I thank you for your attention.", []),
        ("In addition, please send us a copy of your letter.", []),
        ("We also ask our readers to share this page.", []),
        ("The union asks you to pay their wages.", []),
    ],
)
def test_what_is_asked_for_besides_a_list_is_a_request_and_thanks_and_steps_are_none(
    behind: str, besides: list[str]
) -> None:
    assert requests(f"{LEAD}- release both teachers;\n- drop the charges.\n\n{behind}\n") == [*BOTH, *besides]


def test_what_the_issuer_itself_has_asked_for_is_no_request() -> None:
    call = "Please write to the President asking him to release both teachers at once.\n\n"
    own = "The Network is also writing to the court, calling for a hearing of the case.\n"
    assert requests(f"Suggested action:\n{call}{own}") == ["release both teachers at once"]


def test_a_list_goes_on_behind_the_head_of_a_page_whose_code_is_kept() -> None:
    points = "- release both teachers, and see to it that nobody\n\nAI Index: AFR 32/004/2011     Page 1 of 2\n\n"
    reading = read(HEAD + LEAD + points + "else is arrested;\n- drop the charges.\n" + TO)
    assert reading.appeal.requests == (
        "release both teachers, and see to it that nobody else is arrested;",
        "drop the charges.",
    )
    assert reading.appeal.code == "AFR 32/004/2011"


BROKEN = {
    "imme-\ndiate release of both teachers": "immediate release of both teachers",
    "trial before a non-\nmilitary court": "trial before a non-military court",
    "end of all pre- and\npost-trial detention": "end of all pre- and post-trial detention",
    "release of the UN-\nExperten": "release of the UN-Experten",
    "uncondi\u00ad\ntional release of both": "unconditional release of both",
}


@pytest.mark.parametrize("printed", BROKEN)
def test_a_word_broken_by_a_line_is_one_word_again_and_a_compound_keeps_its_hyphen(printed: str) -> None:
    quoted = "".join(f"> {line}\n" for line in f"{HEAD}{LEAD}- grant the {printed};\n{TO}".splitlines())
    reading = read(quoted)
    assert reading.appeal.requests == (f"grant the {BROKEN[printed]};",)
    repaired = [finding.line for finding in reading.findings if finding.kind == "repaired"]
    whole = "-" not in BROKEN[printed]
    assert repaired == ([reading.lines["requests[0]"]] if whole else [])


def test_requests_in_two_languages_are_kept_by_language() -> None:
    french = (
        "Veuillez écrire aux autorités en leur demandant de :\n- libérer les deux enseignants ;\n- les indemniser.\n"
    )
    appeal = read(HEAD + LEAD + "- release both teachers;\n- compensate them for it.\n\n" + french + TO).appeal
    assert appeal.requests == {
        "en": ("release both teachers;", "compensate them for it."),
        "fr": ("libérer les deux enseignants ;", "les indemniser."),
    }


@pytest.mark.parametrize("heading", ["URGENT APPEAL {}", "Appeal No. {} of 2: A teacher held", "Case {}", "Fall {}/2"])
def test_appeals_that_are_counted_in_their_headings_are_several(heading: str) -> None:
    one = "\n".join([HEAD, LEAD, "- release both teachers;", "- drop the charges.", TO])
    with pytest.raises(LetterkitError) as caught:
        read(f"{heading.format(1)}\n\n{one}\n\n{heading.format(2)}\n\n{one.replace('Amina', 'Grace')}")
    assert [problem.remedy for problem in caught.value.problems] == [
        "choose it with --appeal 1",
        "choose it with --appeal 2",
    ]


SHREDS = (
    *("Please write to the authorities, urging them to:", "- release her at once;", "i. drop all charges", "ii. "),
    *(
        "   a) be inde-",
        "pendent; ",
        "b) publish what it finds.",
        "(i) one thing; (ii) another thing;",
        "• Respect",
        "o ",
    ),
    *("Page 2 of 3", "- 2 -", "Our demands", "asking him to free them; and to pay her.", "They must be tried. ", "“We"),
    *(
        "urge you to stop”",
        "Dear Minister,",
        "Sincerely,",
        "Minister of Justice, Fax: +254 20 2250264",
        "\n",
        "\n\n",
        " ",
    ),
    *(
        "calling for an end to it and the release of all; ",
        "et de libérer ; ",
        "1. ",
        "2. Write letters to:",
        "— ",
        ", ",
    ),
)


def as_one_line(text: str) -> str:
    """What a reader sees, on one line; no matter whether a space follows a hyphen or a stop."""
    seen = " ".join(line.translate(HIDDEN) for line in re.split("[\r\n]", text))
    return re.sub(r"(?<=[-:;,.]) ", "", " ".join(seen.split()))


@given(st.lists(st.sampled_from(SHREDS) | st.text("abc é.;:,-\n\u00ad(", max_size=9), max_size=40).map("".join))
def test_every_request_stands_in_its_source_unless_a_finding_says_what_was_repaired(text: str) -> None:
    try:
        reading = read(text)
    except LetterkitError:
        return
    mended = {finding.line for finding in reading.findings if finding.field == "source"}
    left_out = any("feet and numbers of pages" in finding.message for finding in reading.findings)
    for at, request in enumerate(reading.appeal.requests_in(reading.appeal.language)):
        line = reading.lines.get(f"requests[{at}]", reading.lines.get(f"requests.en[{at}]"))
        assert as_one_line(request) in as_one_line(text) or line in mended or left_out


def test_no_list_of_words_stands_twice_in_a_file_where_the_second_would_hide_the_first() -> None:
    for file in sorted(FOLDER.glob("*.yaml")):
        keys = [line.partition(":")[0] for line in file.read_text("utf-8").splitlines() if re.match(r"\w+:", line)]
        assert len(keys) == len(set(keys)), file.name


SENTENCES = {
    "Please write urging that Amina Example be released.": ["Amina Example be released"],
    "Écrivez au ministre pour lui demander la libération d'Amina Example.": ["la libération d'Amina Example"],
    "Vous pouvez écrire au ministre en lui demandant que la peine soit commuée et qu'elle puisse voir un médecin.": [
        "la peine soit commuée",
        "elle puisse voir un médecin",
    ],
    "Les pedimos que escriban al ministro para exigirle que libere a los maestros y que investigue los golpes.": [
        "libere a los maestros",
        "investigue los golpes",
    ],
    "Escriban cartas exigiendo al gobierno que respete la vida de los maestros.": ["respete la vida de los maestros"],
    "Bitte setzen Sie sich beim Minister dafür ein, dass Amina Example freigelassen wird.": [
        "Amina Example freigelassen wird"
    ],
    "Please contact the minister to request an independent inquiry into the arrests.": [
        "an independent inquiry into the arrests"
    ],
    "Adressez un courrier au ministre pour protester contre les arrestations et exiger leur libération.": [
        "leur libération"
    ],
    "Schreiben Sie, dass Sie in Sorge sind, und bitten Sie um ihre Freilassung.": ["ihre Freilassung"],
    "Protestieren Sie gegen die Verhaftung und fordern Sie ihre sofortige Freilassung.": ["ihre sofortige Freilassung"],
}


@pytest.mark.parametrize("sentence", SENTENCES)
def test_what_a_sentence_asks_readers_to_demand_is_a_request(sentence: str) -> None:
    assert requests(f"{sentence}\n") == SENTENCES[sentence]


def test_a_noun_behind_a_small_word_is_no_demand_of_its_own() -> None:
    asked = "Nous demandons la libération de la journaliste et de son fils.\n"
    assert requests(asked) == ["la libération de la journaliste et de son fils"]


@pytest.mark.parametrize(
    ("sentence", "found"),
    [
        (
            "Escriban al Presidente. Pedimos a las autoridades la libertad de los presos y el retiro de los cargos.",
            ["la libertad de los presos", "el retiro de los cargos"],
        ),
        (
            "Schreiben Sie an den Minister und bitten Sie ihn, Ada Muster freizulassen und zu entschädigen.",
            ["Ada Muster freizulassen und zu entschädigen"],
        ),
        ("Please write to the President and ask him to resign.", ["resign"]),
        (
            "Please write to the President and demand a fair retrial and an end to the detention of all five.",
            ["a fair retrial", "an end to the detention of all five"],
        ),
    ],
)
def test_what_is_demanded_stands_without_those_it_is_demanded_of_and_says_enough(
    sentence: str, found: list[str]
) -> None:
    assert requests(f"{sentence}\n") == found


def test_courtesies_at_the_end_of_a_letter_ask_for_nothing() -> None:
    letter = "Je vous demande d'ouvrir une enquête indépendante sur ces trois décès.\n\nDans l'attente, je vous prie "
    text = f"Écrivez au ministre de la Justice.\n\nMonsieur le Ministre,\n\n{letter}d'agréer mes salutations.\n"
    assert requests(text) == ["ouvrir une enquête indépendante sur ces trois décès"]
