"""What a letter says: its wording, address, routes and privacy."""

from datetime import date

import pytest

from letterkit.compose.relation import relation
from letterkit.contact.routes import route_groups
from letterkit.errors import LetterkitError
from letterkit.export.text import letter_text
from letterkit.mailing import Wishes, compose_for, plan, voice
from letterkit.model.appeal import Addressee, Appeal, PostalAddress
from letterkit.model.finding import Reading
from letterkit.model.letter import Letter, Quotation, RequestList
from letterkit.model.sender import Sender, Showing
from letterkit.review.findings import findings

TODAY = date(2026, 11, 23)


def letter(appeal: Appeal, sender: Sender, to: str = "minister-of-justice", **wishes: object) -> Letter:
    made = plan(appeal, sender, Wishes(on=TODAY, to=(to,), **wishes))
    return made.dispatches[0].letter


def requests_of(letter: Letter) -> RequestList:
    return next(block for block in letter.body.blocks if isinstance(block, RequestList))


def test_two_senders_with_the_same_voice_get_an_equal_body(appeal: Appeal, sender: Sender) -> None:
    other = Sender(name="Bea Beispiel", address=("Gasse 1", "8000 Zürich"), country="CH", email="bea@example.org")
    assert letter(appeal, sender).body == letter(appeal, other).body
    assert hash(letter(appeal, sender).body) == hash(letter(appeal, other).body)
    assert letter(appeal, sender).parts != letter(appeal, other).parts


def test_a_body_depends_on_own_words_and_chosen_requests(appeal: Appeal, sender: Sender) -> None:
    bodies = {
        letter(appeal, sender).body,
        letter(appeal, sender, own_words=("I teach literature.",)).body,
        letter(appeal, sender, requests=(1, 3)).body,
    }
    assert len(bodies) == 3


def test_requests_are_verbatim_under_the_governed_lead_in_when_all_begin_with_a_bare_verb(
    appeal: Appeal, sender: Sender
) -> None:
    asked = requests_of(letter(appeal, sender))
    assert asked.lead_in == "I respectfully urge you, within the powers of your office, to:"
    assert asked.requests == appeal.requests


@pytest.mark.parametrize(
    "request_text",
    [
        "The authorities must act.",
        "that she be released",
        "RELEASE her",
        "an end to torture",
        "“Release her”",
        "Releasing her",
    ],
)
def test_one_request_of_another_grammar_takes_the_lead_in_that_accepts_any(
    appeal: Appeal, sender: Sender, request_text: str
) -> None:
    mixed = appeal.model_copy(update={"requests": (*appeal.requests, request_text)})
    asked = requests_of(letter(mixed, sender))
    assert asked.lead_in.endswith("the following requests, given in the words of the appeal:")
    assert asked.requests[-1] == request_text


@pytest.mark.parametrize(("given", "printed"), [("Release her.", "release her."), ("to release her.", "release her.")])
def test_under_a_governed_lead_in_a_capital_is_lowered_and_a_doubled_to_dropped(
    appeal: Appeal, sender: Sender, given: str, printed: str
) -> None:
    assert requests_of(letter(appeal.model_copy(update={"requests": (given,)}), sender)).requests == (printed,)


def test_chosen_requests_keep_their_order_and_the_last_ends_the_sentence(appeal: Appeal, sender: Sender) -> None:
    assert requests_of(letter(appeal, sender, requests=(2, 1))).requests == (
        "release Ms. Example Person at once;",
        "ensure that she sees “a lawyer of her choice”.",
    )


def test_a_request_number_that_is_not_there_is_named(appeal: Appeal, sender: Sender) -> None:
    with pytest.raises(LetterkitError, match=r"no request 4(.|\n)*1 to 3"):
        letter(appeal, sender, requests=(1, 4))


def test_a_letter_is_never_translated(appeal: Appeal, sender: Sender) -> None:
    with pytest.raises(LetterkitError, match="never translates"):
        letter(appeal, sender, language="fr")


def test_requests_given_in_two_languages_are_chosen_by_the_sender_or_the_flag(appeal: Appeal, sender: Sender) -> None:
    both = appeal.model_copy(update={"requests": {"en": ("release her.",), "fr": ("libérer Mme Example Person.",)}})
    assert letter(both, sender).body.language == "en"
    assert letter(both, sender.model_copy(update={"language": "fr"})).body.language == "fr"
    french = letter(both, sender, language="fr")
    assert "Monsieur" not in french.body.salutation
    assert "le 23 novembre 2026" in french.parts.place_and_date


def test_the_subject_is_the_title_without_the_country_and_never_the_code(appeal: Appeal, sender: Sender) -> None:
    assert letter(appeal, sender).body.subject == "Detention of Ms. Example Person"
    coded = appeal.model_copy(update={"title": "XYZ 001 / 0926: Hunger strike"})
    assert letter(coded, sender).body.subject == "Hunger strike"


def test_the_code_stands_nowhere_in_a_letter(appeal: Appeal, sender: Sender) -> None:
    assert "XYZ 001" not in letter_text(letter(appeal, sender))


def test_the_case_stands_verbatim_before_the_requests_and_the_subjects_before_it(
    appeal: Appeal, sender: Sender
) -> None:
    blocks = letter(appeal, sender).body.blocks
    kinds = [block.kind for block in blocks]
    assert kinds[:3] == ["paragraph", "quotation", "requests"]
    assert "Ms. Example Person" in str(blocks[0])
    assert isinstance(blocks[1], Quotation)
    assert blocks[1].text == appeal.summary


def test_an_ambassador_is_asked_to_convey_in_the_letters_language(appeal: Appeal, sender: Sender) -> None:
    made = letter(appeal, sender, to="ambassadeur")
    assert "convey my concern to the competent authorities of your country" in requests_of(made).lead_in
    assert made.body.salutation == "Your Excellency,"
    assert made.body.address[0] == "The Ambassador"


def test_the_minister_of_another_state_is_asked_to_intercede(appeal: Appeal, sender: Sender) -> None:
    own = Addressee(
        id="own-minister",
        office="Minister of Foreign Affairs",
        office_class="minister_foreign",
        address=PostalAddress(lines=("3003 Bern",), country="CH"),
    )
    made = letter(appeal.model_copy(update={"addressees": (own,)}), sender, to="own-minister")
    assert "raise this case with the authorities concerned" in requests_of(made).lead_in


def test_a_recent_appeal_names_the_holder_and_an_old_one_only_the_office(appeal: Appeal, sender: Sender) -> None:
    assert letter(appeal, sender).body.address[0] == "Ms. Jane Doe"
    old = appeal.model_copy(update={"date": date(2005, 5, 3)})
    assert letter(old, sender).body.address[0] == "The Minister of Justice"
    assert letter(old, sender, holder="name").body.address[0] == "Ms. Jane Doe"
    assert letter(appeal, sender, holder="office").body.address[0] == "The Minister of Justice"


def test_only_an_old_appeal_says_that_time_has_passed(appeal: Appeal, sender: Sender) -> None:
    old = appeal.model_copy(update={"date": date(2026, 1, 3)})
    assert "some time has passed" in letter_text(letter(old, sender)).lower().replace("\n", " ")
    assert "some time has passed" not in letter_text(letter(appeal, sender)).lower().replace("\n", " ")


def test_the_country_line_is_last_in_capitals_and_absent_at_home(appeal: Appeal, sender: Sender) -> None:
    assert letter(appeal, sender).body.address[-1] == "CHINA"
    assert letter(appeal, sender, to="ambassadeur").body.address[-1] == "3000 Berne"
    abroad = sender.model_copy(update={"country": "DE"})
    assert letter(appeal, abroad, to="ambassadeur").body.address[-1] == "SWITZERLAND"


def test_the_appeals_own_country_line_and_ours_are_one(appeal: Appeal, sender: Sender) -> None:
    minister = appeal.addressees[0]
    printed = PostalAddress(
        lines=("1 Example Street", "100000 Exampletown", "People’s Republic of China"), country="CN"
    )
    doubled = appeal.model_copy(update={"addressees": (minister.model_copy(update={"address": printed}),)})
    assert letter(doubled, sender).body.address[-2:] == ("100000 Exampletown", "CHINA")


def test_an_address_never_has_more_than_six_lines_and_loses_nothing(appeal: Appeal, sender: Sender) -> None:
    long = appeal.addressees[0].model_copy(
        update={
            "office": "Minister of Justice of the People’s Republic of China",
            "address": PostalAddress(
                lines=(
                    "Building 4",
                    "Entrance B",
                    "10 Example Avenue",
                    "Old District",
                    "100000 Town",
                    "North Province",
                ),
                country="CN",
            ),
        }
    )
    block = letter(appeal.model_copy(update={"addressees": (long,)}), sender).body.address
    assert len(block) == 6
    printed = " ".join(block)
    for part in ("Jane Doe", "Minister of Justice", "Ministry of Justice", *long.address.lines, "CHINA"):  # type: ignore[union-attr]  # it has an address
        assert part in printed


def test_a_route_stands_as_care_of_with_the_line_that_asks_to_pass_on(appeal: Appeal, sender: Sender) -> None:
    by_embassy = appeal.addressees[0].model_copy(update={"care_of": "Embassy of China"})
    body = letter(appeal.model_copy(update={"addressees": (by_embassy,)}), sender).body
    assert body.route_note == "Kindly pass on to the addressee"
    assert "c/o Embassy of China" in body.address


def test_one_person_by_two_routes_is_written_to_by_the_nearest_when_asked(appeal: Appeal, sender: Sender) -> None:
    direct = appeal.addressees[0]
    near = direct.model_copy(
        update={
            "id": "minister-care-of-embassy",
            "care_of": "Embassy of China",
            "address": PostalAddress(lines=("3000 Berne",), country="CH"),
        }
    )
    both = appeal.model_copy(update={"addressees": (direct, near)})
    assert len(plan(both, sender, Wishes(on=TODAY)).dispatches) == 2
    chosen = plan(both, sender, Wishes(on=TODAY, nearest_route=True))
    assert [dispatch.addressee.id for dispatch in chosen.dispatches] == ["minister-care-of-embassy"]
    assert len(chosen.skipped) == 1
    german = sender.model_copy(update={"country": "DE"})
    far = plan(both, german, Wishes(on=TODAY, nearest_route=True))
    assert [dispatch.addressee.id for dispatch in far.dispatches] == ["minister-of-justice"]


def test_the_appeals_salutation_wins_and_the_senders_wins_over_it(appeal: Appeal, sender: Sender) -> None:
    stated = appeal.addressees[0].model_copy(update={"salutation": "Honourable Minister"})
    changed = appeal.model_copy(update={"addressees": (stated,)})
    assert letter(changed, sender).body.salutation == "Honourable Minister,"
    assert letter(changed, sender, salutation="Dear Madam").body.salutation == "Dear Madam,"


def test_the_senders_address_can_be_withheld_entirely(appeal: Appeal, sender: Sender) -> None:
    hidden = letter(appeal, sender, showing=Showing(address=False))
    assert "Rue de l’Exemple 12" not in letter_text(hidden)
    assert hidden.parts.return_address == ""
    assert hidden.parts.place_and_date.startswith("Geneva")


def test_telephone_and_e_mail_stand_on_a_letter_only_when_asked(appeal: Appeal, sender: Sender) -> None:
    full = sender.model_copy(update={"email": "ada@example.org", "phone": "+41 22 700 00 00"})
    assert "ada@example.org" not in letter_text(letter(appeal, full))
    shown = letter_text(letter(appeal, full, showing=Showing(email=True, phone=True)))
    assert "ada@example.org" in shown
    assert "+41 22 700 00 00" in shown


def test_those_who_get_a_copy_are_named_at_the_end(appeal: Appeal, sender: Sender) -> None:
    assert letter_text(letter(appeal, sender)).rstrip().endswith("Copy to: Ombudsman, Office of the Ombudsman")


def test_a_closed_appeal_is_refused_with_its_reason(appeal: Appeal, sender: Sender) -> None:
    closed = appeal.model_copy(update={"status": "closed: released, stop writing"})
    with pytest.raises(LetterkitError, match="released, stop writing"):
        plan(closed, sender, Wishes(on=TODAY))


def test_a_letter_can_be_made_from_an_appeal_without_issuer_date_or_summary(appeal: Appeal, sender: Sender) -> None:
    bare = appeal.model_copy(update={"issuers": (), "date": None, "summary": None, "subjects": (), "copies_to": ()})
    text = letter_text(letter(bare, sender))
    assert "()" not in text
    assert "None" not in text
    assert "It came to my attention through a published appeal." in text.replace("\n", " ")


def test_one_voice_serves_all_addressees(appeal: Appeal, sender: Sender) -> None:
    wishes = Wishes(on=TODAY)
    made = [compose_for(appeal, addressee, sender, wishes) for addressee in appeal.addressees]
    assert {one.body.language for one in made} == {voice(appeal, sender, wishes).language}


@pytest.mark.parametrize("gap", ["[YOUR NAME]", "{{ name }}", "XYZ", "XXXX", "________", "<name>"])
def test_a_place_that_was_not_filled_in_never_reaches_a_letter(appeal: Appeal, sender: Sender, gap: str) -> None:
    with pytest.raises(LetterkitError, match="not filled in"):
        letter(appeal, sender, own_words=(f"I am {gap} from Geneva.",))
    with pytest.raises(LetterkitError, match="not filled in"):
        letter(appeal.model_copy(update={"summary": f"On 3 May {gap} was arrested."}), sender)


@pytest.mark.parametrize(
    ("organisation", "asked"),
    [
        ("National Human Rights Commission", "decides"),
        ("Consultative Assembly", "decides"),
        ("Permanent Mission of China to the United Nations", "conveys"),
        ("Misión Permanente de China ante las Naciones Unidas", "conveys"),
        ("Consulate General of China", "conveys"),
        ("Ständige Vertretung der Volksrepublik China", "conveys"),
    ],
)
def test_only_missions_are_asked_to_convey(appeal: Appeal, organisation: str, asked: str) -> None:
    body = Addressee(id="body", office_class="institution", organisation=organisation)
    assert relation(body, appeal) == asked


def test_a_president_at_an_embassy_abroad_is_still_asked_to_decide(appeal: Appeal) -> None:
    president = Addressee(
        id="president",
        office="President",
        office_class="head_of_state_republic",
        organisation="Embassy of China",
        address=PostalAddress(lines=("3000 Berne",), country="CH"),
    )
    assert relation(president, appeal) == "decides"


def test_a_request_that_points_to_another_is_not_chosen_alone(appeal: Appeal, sender: Sender) -> None:
    pointing = appeal.model_copy(update={"requests": ("release her;", "end what point i. names;", "pay her.")})
    assert len(requests_of(letter(pointing, sender)).requests) == 3
    with pytest.raises(LetterkitError, match="refers to another by its number"):
        letter(pointing, sender, requests=(2,))


def test_a_salutation_that_names_the_holder_goes_with_the_holder(appeal: Appeal, sender: Sender) -> None:
    named = appeal.addressees[0].model_copy(update={"salutation": "Dear Ms. Doe"})
    old = appeal.model_copy(update={"addressees": (named,), "date": date(2005, 1, 1)})
    assert letter(old, sender).body.salutation == "Dear Minister,"
    assert letter(old, sender, holder="name").body.salutation == "Dear Ms. Doe,"


def test_a_salutation_in_another_language_than_the_letters_is_not_used(appeal: Appeal, sender: Sender) -> None:
    french = appeal.addressees[1].model_copy(update={"salutation": "Monsieur l’Ambassadeur"})
    made = letter(appeal.model_copy(update={"addressees": (french,)}), sender, to="ambassadeur")
    assert made.body.salutation == "Your Excellency,"


def test_a_code_that_would_reach_a_letter_stops_it(appeal: Appeal, sender: Sender) -> None:
    with pytest.raises(LetterkitError, match="code 'XYZ 001 / 0926' would stand"):
        letter(appeal.model_copy(update={"summary": "See XYZ 001 / 0926."}), sender)
    with pytest.raises(LetterkitError, match="nothing but its code"):
        letter(appeal.model_copy(update={"title": appeal.code}), sender)


def test_marks_of_a_title_stay_when_no_code_is_taken_out_of_it(appeal: Appeal, sender: Sender) -> None:
    titled = appeal.model_copy(update={"title": "China: Arrest of a poet (Beijing)"})
    assert letter(titled, sender).body.subject == "Arrest of a poet (Beijing)"


def test_who_is_nobody_gets_neither_letter_nor_copy(appeal: Appeal, sender: Sender) -> None:
    with pytest.raises(LetterkitError, match="neither office nor name nor address"):
        letter(appeal.model_copy(update={"addressees": (Addressee(id="nobody"),)}), sender, to="nobody")
    with pytest.raises(LetterkitError, match="who gets a copy"):
        letter(appeal.model_copy(update={"copies_to": (Addressee(id="nobody"),)}), sender)


def test_a_country_is_written_as_the_senders_post_reads_it(appeal: Appeal, sender: Sender) -> None:
    spanish = appeal.model_copy(update={"requests": {"es": ("liberar a la Sra. Example Person.",)}, "language": "es"})
    assert letter(spanish, sender).body.address[-1] == "CHINA"
    german = Addressee(id="x", office="Ministro", address=PostalAddress(lines=("10115 Berlin",), country="DE"))
    abroad = spanish.model_copy(update={"addressees": (german,), "country": "DE"})
    assert letter(abroad, sender, to="x").body.address[-1] == "GERMANY"
    at_home = sender.model_copy(update={"country": "ES"})
    assert letter(abroad, at_home, to="x").body.address[-1] == "ALEMANIA"


def test_one_office_by_two_routes_is_one_person_without_a_name_too() -> None:
    office = "President of the People’s Republic of China"
    routes = [Addressee(id=f"by-{place}", office=office, care_of=f"Embassy in {place}") for place in ("bern", "rome")]
    assert len(route_groups(routes)) == 1


def test_requests_that_say_what_the_writer_does_follow_a_sentence_that_takes_them(
    appeal: Appeal, sender: Sender
) -> None:
    participles = (
        "Urging the authorities to release Ms. Example Person;",
        "calling on them to let her see a lawyer;",
        "Expressing concern for her health.",
    )
    asked = requests_of(letter(appeal.model_copy(update={"requests": participles}), sender))
    assert asked.lead_in.startswith("I respectfully write to you")
    assert asked.requests == participles


def test_a_copy_for_nobody_in_particular_is_left_out_of_the_letter(appeal: Appeal, sender: Sender) -> None:
    vague = Addressee(id="diplomats", office="diplomatic representatives accredited to your country")
    told = appeal.model_copy(update={"copies_to": (*appeal.copies_to, vague)})
    assert letter(told, sender).body.copies == ("Ombudsman, Office of the Ombudsman",)
    assert letter(appeal.model_copy(update={"copies_to": (vague,)}), sender).body.copies_label == ""
    remarks = findings(Reading(told, (), {}), TODAY)
    assert any(one.field == "copies_to[1]" and "nobody in particular" in one.message for one in remarks)


def official(**facts: object) -> Addressee:
    return Addressee(id="official", office="Sample Officer", office_class="official_unknown_name", **facts)


@pytest.mark.parametrize(
    ("name", "gender", "country", "salutation"),
    [
        ("Jane Doe", "f", "GB", "Dear Ms Doe,"),
        ("Jane Doe", None, "GB", "Dear Jane Doe,"),
        ("Muster Zhang", "m", "CN", "Dear Mr Muster Zhang,"),
        ("MUSTER Zhang", "m", "CN", "Dear Mr Muster,"),
        ("Nguyen Van Mau", "m", "VN", "Dear Mr Nguyen Van Mau,"),
        ("Minta Bela", "f", "HU", "Dear Ms Minta Bela,"),
        ("Contoh", "m", "ID", "Dear Mr Contoh,"),
        ("Juana Ejemplo Pérez", "f", "ES", "Dear Ms Juana Ejemplo Pérez,"),
        ("P. Sample", "m", "GB", "Dear Mr P. Sample,"),
        (None, "m", "GB", "Dear Sir,"),
        (None, None, "GB", "Dear Sir or Madam,"),
    ],
)
def test_a_salutation_says_the_family_name_only_where_it_is_sure(
    appeal: Appeal, sender: Sender, name: str | None, gender: str | None, country: str, salutation: str
) -> None:
    at_home = appeal.model_copy(update={"country": country, "addressees": (official(name=name, gender=gender),)})
    assert letter(at_home, sender, to="official").body.salutation == salutation


def test_an_envoy_abroad_keeps_the_names_of_home(appeal: Appeal, sender: Sender) -> None:
    envoy = official(name="Muster Zhang", gender="m", address=PostalAddress(lines=("1 Road", "London"), country="GB"))
    made = letter(appeal.model_copy(update={"addressees": (envoy,)}), sender, to="official")
    assert made.body.salutation == "Dear Mr Muster Zhang,"


def test_an_american_sender_writes_mr_with_a_point_and_the_name_as_it_is(appeal: Appeal, sender: Sender) -> None:
    there = appeal.model_copy(update={"country": "GB", "addressees": (official(name="Jo Honour", gender="m"),)})
    american = sender.model_copy(update={"country": "US"})
    assert letter(there, american, to="official").body.salutation == "Dear Mr. Honour:"


@pytest.mark.parametrize(
    ("writer", "reader", "salutation"),
    [
        ("m", "m", "Mon Général,"),
        ("f", "m", "Général,"),
        (None, "m", "Général,"),
        ("m", "f", "Général,"),
        ("m", None, "Général,"),
    ],
)
def test_a_french_officer_is_mon_general_from_a_man_to_a_man_alone(
    appeal: Appeal, sender: Sender, writer: str | None, reader: str | None, salutation: str
) -> None:
    general = Addressee(id="general", office="Général", office_class="military_officer", gender=reader, language="fr")
    french = appeal.model_copy(update={"addressees": (general,), "requests": {"fr": ("Libérer Mme X.",)}})
    made = letter(french, sender.model_copy(update={"gender": writer}), to="general")
    assert made.body.salutation == salutation
    assert f"agréer, {salutation} mes" in made.body.close


def test_the_gender_that_a_sender_states_changes_no_other_sentence(appeal: Appeal, sender: Sender) -> None:
    bodies = {letter(appeal, sender.model_copy(update={"gender": gender})).body for gender in ("m", "f", None)}
    assert len(bodies) == 1


def test_a_member_of_a_letter_writing_group_says_so(appeal: Appeal, sender: Sender) -> None:
    member = sender.model_copy(update={"group": "Group 14"})
    text = letter_text(letter(appeal, member)).replace("\n", " ")
    assert "I am writing to you as a member of a letter-writing group (Group 14) about the matter named above." in text
    assert "as a private person" not in text


def test_what_is_enclosed_is_named_before_those_who_get_a_copy(appeal: Appeal, sender: Sender) -> None:
    text = letter_text(letter(appeal, sender, enclosures=("A postcard", "A stamp")))
    assert text.rstrip().endswith("Enclosed: A postcard; A stamp\n\nCopy to: Ombudsman, Office of the Ombudsman")


def test_a_salutation_in_another_language_than_the_letter_s_is_not_used(appeal: Appeal, sender: Sender) -> None:
    stated = appeal.addressees[1].model_copy(update={"salutation": "Monsieur l’Ambassadeur"})
    made = letter(appeal.model_copy(update={"addressees": (stated,)}), sender, to="ambassadeur")
    assert made.body.salutation == "Your Excellency,"


def test_a_title_has_the_quotation_marks_of_the_letter_and_requests_keep_theirs(appeal: Appeal, sender: Sender) -> None:
    typed = appeal.model_copy(update={"title": 'Closure of "The Example"', "requests": ('reopen "The Example".',)})
    body = letter(typed, sender).body
    assert body.subject == "Closure of “The Example”"
    assert requests_of(letter(typed, sender)).requests == ('reopen "The Example".',)


def test_a_law_by_its_number_is_no_reference_to_another_request(appeal: Appeal, sender: Sender) -> None:
    law = appeal.model_copy(update={"requests": ("release her;", "repeal Law No. 3;", "pay her.")})
    assert len(requests_of(letter(law, sender, requests=(2,))).requests) == 1


def test_a_place_to_fill_in_never_reaches_a_letter_by_a_stated_salutation(appeal: Appeal, sender: Sender) -> None:
    stated = appeal.addressees[0].model_copy(update={"salutation": "Dear [NAME],"})
    with pytest.raises(LetterkitError, match=r"\[NAME\]"):
        compose_for(appeal, stated, sender, Wishes(on=date(2026, 9, 10)))
