"""What running text asks for, in letters and in sentences to the reader, becomes the requests, each whole and once."""

import pytest

from letterkit.appeals.read import read_document
from letterkit.appeals.source import source_of


def asked(text: str) -> list[str]:
    reading = read_document(source_of(f"Ada Muster\n\n{text}\n".encode(), "text.txt"))
    return list(reading.appeal.requests_in(reading.appeal.language))


@pytest.mark.parametrize(
    ("letter", "requests"),
    [
        (
            "Sehr geehrter Herr Minister,\n\nDeswegen bitten wir Sie, die Verhandlungen zu unterstützen.\n\n"
            "Ferner bitte ich Sie, an dem Vorhaben festzuhalten. In seinem Beschluss fordert der Bundestag mehr "
            "Zeit.\n\n"
            "Zuletzt möchte ich Sie noch bitten, dafür zu sorgen, dass die Runden Tische zustande kommen.\n\n"
            "Mit freundlichen Grüßen,",
            [
                "die Verhandlungen zu unterstützen",
                "an dem Vorhaben festzuhalten",
                "dafür zu sorgen, dass die Runden Tische zustande kommen",
            ],
        ),
        (
            "Sehr geehrter Herr Präsident,\n\nich bitte Sie eindringlich um die sofortige Freilassung von Ada "
            "Muster und "
            "um eine unabhängige Untersuchung der Vorwürfe.\n\nHochachtungsvoll",
            ["die sofortige Freilassung von Ada Muster", "eine unabhängige Untersuchung der Vorwürfe"],
        ),
        (
            "Sehr geehrter Herr Präsident,\n\nAda Muster ist in Haft. Bitte lassen Sie Ada Muster frei. Sorgen "
            "Sie dafür, "
            "dass sie einen Arzt sieht. Haben Sie Dank für Ihre Mühe.\n\nHochachtungsvoll",
            ["lassen Sie Ada Muster frei", "Sorgen Sie dafür, dass sie einen Arzt sieht"],
        ),
        (
            "Dear Minister,\n\nAda Muster was arrested on 3 March. Please release her immediately and drop all "
            "charges. "
            "Please also allow her family to visit her. Please accept my regards.\n\nYours sincerely,",
            ["release her immediately and drop all charges", "allow her family to visit her"],
        ),
        (
            "Monsieur le Préfet,\n\nJe demande que Madame Ada Muster soit libérée, qu'elle puisse rejoindre ses "
            "enfants "
            "et que son dossier soit réexaminé.\n\nVeuillez agréer, Monsieur le Préfet, mes salutations.",
            [
                "Madame Ada Muster soit libérée",
                "elle puisse rejoindre ses enfants",
                "son dossier soit réexaminé",
            ],
        ),
        (
            "Señor Presidente:\n\nLe solicito respetuosamente que ordene la liberación de Ada Muster y que se "
            "investiguen "
            "los hechos. Asimismo le pido garantizar su integridad física.\n\nAtentamente,",
            [
                "ordene la liberación de Ada Muster",
                "se investiguen los hechos",
                "garantizar su integridad física",
            ],
        ),
        (
            "Gentile Ministro,\n\nLe chiedo di rilasciare subito Ada Muster. La esorto inoltre ad aprire "
            "un'indagine sui "
            "fatti.\n\nDistinti saluti,",
            ["rilasciare subito Ada Muster", "aprire un'indagine sui fatti"],
        ),
        (
            "Senhor Ministro,\n\nSolicito que Ada Muster seja libertada e que se investiguem as denúncias. Peço "
            "ainda que "
            "a sua família seja protegida.\n\nAtenciosamente,",
            ["Ada Muster seja libertada", "se investiguem as denúncias", "a sua família seja protegida"],
        ),
    ],
)
def test_a_letter_is_asked_for_what_it_asks_in_its_own_words(letter: str, requests: list[str]) -> None:
    assert asked(letter) == requests


def test_the_letter_of_an_appeal_outranks_the_sentence_that_tells_readers_to_write_it() -> None:
    text = (
        "SUGGESTED ACTION:\nPlease write to the authorities listed below requesting an inquiry into the torture of Ada "
        "Muster.\n\nSAMPLE LETTER:\n\nDear __________,\n\nI am concerned about the torture of Ada Muster by the "
        "police. "
        "I therefore request your intervention to ensure that the officers are prosecuted. I also urge you to provide "
        "her with protection.\n\nYours sincerely,\n\nPLEASE SEND YOUR LETTERS TO:\n1. Karl Beispiel\nMinister of "
        "Interior\nIslamabad\nPAKISTAN\nFax: +92 51 920 2624"
    )
    assert asked(text) == ["ensure that the officers are prosecuted", "provide her with protection"]


def test_what_follows_auf_and_a_comma_is_asked_for() -> None:
    text = (
        "Schreiben Sie an den Justizminister und fordern Sie ihn auf, Ada Muster freizulassen.\n\nJustizminister Karl "
        "Beispiel\nHauptstr. 1\nTiflis\nGeorgien\nFax: +995 32 275 82 00"
    )
    assert asked(text) == ["Ada Muster freizulassen"]


def test_a_sentence_that_asks_for_more_than_the_letter_below_it_is_kept() -> None:
    text = (
        "Bitte schreiben Sie an den Präsidenten. Fordern Sie ihn auf, die Rodungen zu stoppen, das Land der Leute zu "
        "schützen und die Landtitel zurückzugeben.\n\nPräsident Karl Beispiel\nPalacio de López\nAsunción\nParaguay\n"
        "Fax: 00595 21 446 448\n\nMusterbrief:\nExzellenz,\nich fordere Sie auf, die Rodungen zu stoppen.\n"
        "Hochachtungsvoll"
    )
    assert asked(text) == ["die Rodungen zu stoppen", "das Land der Leute zu schützen", "die Landtitel zurückzugeben"]


def test_a_demand_ends_before_the_words_that_say_where_it_is_to_be_sent() -> None:
    text = (
        "Letters of protest, demanding that the company pay all wages and reinstate all workers, should be sent to:\n\n"
        "Mr Karl Beispiel, Managing Director, 1 Harbour Rd, Poti, Georgia. Fax +995 32 275 82 00"
    )
    assert asked(text) == ["the company pay all wages and reinstate all workers"]


def test_the_slogans_under_a_lead_that_ends_in_demanding_are_the_requests() -> None:
    text = (
        "Please keep on sending faxes to the ministry and the foreigners' authority and demand:\nFreedom for Ada!\n"
        "No deportation!\nAbolition of the residence law!\n\nAn:\nInnenminister Karl Beispiel\nSteigerstraße 24\n"
        "99096 Erfurt\nFax: 0361/37 93 111"
    )
    assert asked(text) == ["Freedom for Ada!", "No deportation!", "Abolition of the residence law!"]


def test_a_letter_asks_too_for_what_it_says_must_be_behind_its_demands() -> None:
    text = (
        "Sehr geehrte Frau Ministerin,\n\nDänemark wird eine Streichung verlangen und eine Verhandlung anregen. "
        "Das muss "
        "nun geschehen.\n\nIch bitte Sie, für ein Verbot zu sorgen. Es sollten auch sofort Maßnahmen "
        "eingeleitet werden."
        "\n\nHochachtungsvoll"
    )
    assert asked(text) == ["für ein Verbot zu sorgen", "Es sollten auch sofort Maßnahmen eingeleitet werden."]


@pytest.mark.parametrize(
    ("sentence", "requests"),
    [
        (
            "Please write to the Prime Minister of Georgia, asking for her immediate release, for an end to the trial, "
            "and for an inquiry into the beatings.",
            ["her immediate release", "an end to the trial", "an inquiry into the beatings"],
        ),
        (
            "Escriban al Primer Ministro para instarle a que ordene su libertad inmediata, a que respete el "
            "derecho a la "
            "protesta y a que se abra un diálogo.",
            ["ordene su libertad inmediata", "respete el derecho a la protesta", "se abra un diálogo"],
        ),
        (
            "Écrivez au Premier ministre, en demandant qu'elle soit libérée, qu'elle voie un médecin et que "
            "les plaintes "
            "soient retirées.",
            ["elle soit libérée", "elle voie un médecin", "les plaintes soient retirées"],
        ),
    ],
)
def test_demands_that_stand_in_a_row_are_parted_at_their_commas(sentence: str, requests: list[str]) -> None:
    address = "Prime Minister Karl Beispiel\n7 Ingorokva Street\nTbilisi\nGeorgia\nFax: +995 32 299 09 00"
    assert asked(f"{sentence}\n\n{address}") == requests


def test_points_that_begin_with_a_word_and_a_demand_are_requests_even_below_a_lead_to_send() -> None:
    text = (
        "Nous vous invitons à envoyer des lettres :\n\n"
        "- exhortant les autorités à libérer Ada Muster ; et\n"
        "- dans cette attente, lui garantir la visite de ses avocats.\n"
    )
    english = (
        "The network invites letters and faxes to be sent:\n\n"
        "- politely urging the authorities to release Ada Muster; and\n"
        "- until then, ensuring that she sees her lawyers.\n"
    )
    assert [len(asked(text)), len(asked(english))] == [2, 2]
    assert asked(english)[0] == "politely urging the authorities to release Ada Muster; and"


@pytest.mark.parametrize(
    "lead", ["Sie können auch den folgenden Musterbrief verwenden:", "Può servire questo modello di lettera:"]
)
def test_a_sentence_that_leads_to_a_letter_ends_what_readers_are_asked(lead: str) -> None:
    text = f"Bitte schreiben Sie an den Minister.\n\n{lead}\n\nHerr Minister\n\nBitte lassen Sie Ada Muster frei."
    letter = read_document(source_of(f"Ada Muster\n\n{text}\n".encode(), "text.txt")).appeal.model_letter
    assert letter is not None
    assert letter.startswith("Herr Minister")


def test_points_under_a_wikis_number_signs_are_no_headings() -> None:
    text = (
        "== Was wir fordern ==\nFordern Sie den Minister auf:\n# das Gesetz zurückzuziehen;\n# die Akten zu öffnen.\n"
    )
    assert asked(text) == ["das Gesetz zurückzuziehen;", "die Akten zu öffnen."]


@pytest.mark.parametrize(
    ("sentence", "requests"),
    [
        (
            "Je vous demande de bien vouloir libérer Ada Muster et de veiller à ce qu'elle soit autorisée à voir un "
            "médecin, à lire et à écrire.",
            [
                "libérer Ada Muster",
                "veiller à ce qu'elle soit autorisée à voir un médecin, à lire et à écrire",
            ],
        ),
        (
            "Vi chiedo di garantire che siano invitati a parlare, a votare e a farsi assistere.",
            ["garantire che siano invitati a parlare, a votare e a farsi assistere"],
        ),
    ],
)
def test_a_demand_is_not_cut_at_a_word_that_governs_something_within_it(sentence: str, requests: list[str]) -> None:
    assert asked(f"Monsieur le Ministre,\n\n{sentence}\n\nVeuillez agréer mes salutations.") == requests


@pytest.mark.parametrize(
    ("letter", "requests"),
    [
        (
            "Sehr geehrte Frau Ministerin,\n\nAda Muster muss sofort freigelassen werden. Sie sitzt in Haft.\n\n"
            "Ich fordere Sie auf, die Akten zu öffnen.\n\nMit freundlichen Grüßen",
            ["Ada Muster muss sofort freigelassen werden.", "die Akten zu öffnen"],
        ),
        (
            "Estimada ministra:\n\nLos tres presos deben salir de la cárcel. Le pido que abra los archivos.\n\n"
            "Atentamente",
            ["Los tres presos deben salir de la cárcel.", "abra los archivos"],
        ),
    ],
)
def test_a_letter_that_begins_by_saying_what_must_be_asks_for_it(letter: str, requests: list[str]) -> None:
    assert asked(letter) == requests


def test_a_clause_behind_a_colon_is_what_the_word_before_it_demands() -> None:
    assert asked("Signor Ministro,\n\nAda Muster sta male. Chiediamo: che sia liberata oggi stesso.\n\nSaluti") == [
        "sia liberata oggi stesso"
    ]


@pytest.mark.parametrize("heading", ["MODEL LETTER FOR YOUR OWN USE", "MODEL LETTER: COPY IT OR USE YOUR OWN WORDS"])
def test_a_line_in_capitals_that_begins_as_a_heading_opens_a_letter_whatever_it_says_besides(heading: str) -> None:
    letter = "I write for Kofi Sample, who was beaten.\nOrder an inquiry.\nYours sincerely\n"
    reading = read_document(source_of(f"Kofi Sample\n\n{heading}\n{letter}".encode(), "text.txt"))
    assert (reading.appeal.model_letter or "").split("\n\n") == letter.splitlines()
