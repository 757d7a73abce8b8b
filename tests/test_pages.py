"""What a reader sees on the pages: fit, page numbers, the signature, the characters; and what a page may never do."""

import re
import subprocess
from collections.abc import Callable, Iterator
from datetime import date
from io import BytesIO
from itertools import pairwise
from pathlib import Path

import pypdfium2
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from letterkit.compose import compose
from letterkit.errors import Mistake
from letterkit.mailing import Wishes, voice
from letterkit.model.appeal import Appeal, PostalAddress
from letterkit.model.letter import Letter, Paragraph
from letterkit.model.sender import Sender
from letterkit.typeset.fits import BY_HAND, FITS
from letterkit.typeset.letters import set_letter
from letterkit.typeset.pages import lay_out_html
from letterkit.typeset.scripts import font_files
from letterkit.typeset.templates import fill
from tests.pages import lines_of, pdf_pages

TODAY = date(2026, 11, 23)


def letter_of(appeal: Appeal, sender: Sender) -> Letter:
    return compose(appeal, appeal.addressees[0], sender, voice(appeal, sender, Wishes(on=TODAY)), TODAY)


def with_requests(appeal: Appeal, count: int, words: int = 30) -> Appeal:
    text = "release " + " ".join(["everyone"] * words)
    return appeal.model_copy(update={"requests": tuple(f"{text} {number};" for number in range(count))})


def pages_of(letter: Letter) -> list[str]:
    document = pypdfium2.PdfDocument(BytesIO(set_letter(letter).pdf))
    return [" ".join(page.get_textpage().get_text_bounded().split()) for page in document]


def test_a_short_letter_is_set_generously_on_one_page(appeal: Appeal, sender: Sender) -> None:
    pages = set_letter(letter_of(appeal, sender))
    assert (pages.pages, pages.fit) == (1, FITS[0])


def test_spacing_gives_way_before_size_and_size_never_goes_below_10_pt(appeal: Appeal, sender: Sender) -> None:
    fits = [set_letter(letter_of(with_requests(appeal, count), sender)) for count in range(3, 9)]
    assert {one.pages for one in fits} == {1}
    tightness = [FITS.index(one.fit) for one in fits]
    assert tightness == sorted(tightness)
    assert tightness[0] < tightness[-1]
    assert min(fit.size for fit in FITS) == 10
    assert [fit.size for fit in FITS[:3]] == [11, 11, 11]


def test_no_looser_fit_would_have_kept_the_letter_on_one_page(appeal: Appeal, sender: Sender) -> None:
    for count in range(3, 9):
        letter = letter_of(with_requests(appeal, count), sender)
        chosen = set_letter(letter)
        if chosen.pages == 1 and chosen.fit != FITS[0]:
            looser = FITS[FITS.index(chosen.fit) - 1]
            assert len(lay_out_html(html_at(letter, looser)).pages) == 2


def html_at(letter: Letter, fit: object) -> str:
    from letterkit.typeset.letter_page import letter_html

    return letter_html(letter, fit)  # type: ignore[arg-type]  # a Fit of FITS


@pytest.mark.parametrize("count", range(10, 34, 3))
def test_a_long_letter_counts_its_pages_and_keeps_the_signature_with_the_text(
    appeal: Appeal, sender: Sender, count: int
) -> None:
    pages = pages_of(letter_of(with_requests(appeal, count), sender))
    assert "Page 1" not in pages[0]
    for number, page in enumerate(pages[1:], 2):
        assert page.endswith(f"Page {number} of {len(pages)}") or f"Page {number} of {len(pages)}" in page
    last = pages[-1]
    assert "Ada Muster" in last
    before_the_close = last[: last.index("Yours ")].replace(f"Page {len(pages)} of {len(pages)}", "")
    assert len(before_the_close.split()) > 10


@pytest.mark.parametrize("count", range(10, 40, 3))
def test_the_pages_after_the_first_say_to_whom_and_when_and_bear_two_lines_before_the_close(
    appeal: Appeal, sender: Sender, count: int
) -> None:
    thanks = "Thank you."
    body = letter_of(with_requests(appeal, count, words=count % 7 + 9), sender).body
    blocks = (*body.blocks[:-1], Paragraph(text=thanks), Paragraph(text=thanks))
    letter = letter_of(appeal, sender).model_copy(update={"body": body.model_copy(update={"blocks": blocks})})
    pages = [lines_of(page) for page in pdf_pages(letter)]
    for number, page in enumerate(pages[1:], 2):
        head = [line.text for line in page if line.box.y < 25]
        assert head == ["Ms. Jane Doe · 23 November 2026", f"Page {number} of {len(pages)}"]
    said = [line.text for line in pages[-1]]
    assert said.index("Yours sincerely,") >= 2


@pytest.mark.parametrize("count", range(9, 15))
def test_no_line_of_a_request_stands_alone_on_a_page(appeal: Appeal, sender: Sender, count: int) -> None:
    letter = letter_of(with_requests(appeal, count, words=60), sender)
    pages = [[line for line in lines_of(page) if "everyone" in line.text] for page in pdf_pages(letter)]
    numbered = [[line.text.split(".")[0].isdigit() for line in page] for page in pages]
    for page, following in pairwise(numbered):
        assert not page[-1]
        assert following[0] or not following[1]


def test_a_name_and_its_title_stay_on_one_line_and_are_copied_as_they_are(appeal: Appeal, sender: Sender) -> None:
    name, other = "Ms. Example Wanjiru", "Amina Bint Example"
    known = appeal.model_copy(update={"subjects": (name, other)})
    for width in range(1, 30):
        text = f"release {'m' * width} " + f"{name} and {other} " * 5 + "now;"
        letter = letter_of(known.model_copy(update={"requests": (text,)}), sender)
        lines = [line.text for page in pdf_pages(letter) for line in lines_of(page)]
        assert text in " ".join(lines)
        assert sum(line.count(name) for line in lines) == 6
        assert sum(line.count(other) for line in lines) == 6


def test_room_for_a_line_by_hand_is_left_above_the_close_and_takes_part_in_page_breaking(
    appeal: Appeal, sender: Sender
) -> None:
    def close_of(letter: Letter) -> float:
        return next(line.box.y for line in lines_of(pdf_pages(letter)[0]) if line.text == letter.body.close)

    wishes = Wishes(on=TODAY, room_for_a_line=True)
    with_room = compose(appeal, appeal.addressees[0], sender, voice(appeal, sender, wishes), TODAY)
    assert close_of(with_room) - close_of(letter_of(appeal, sender)) == pytest.approx(BY_HAND, abs=0.1)
    full = with_requests(appeal, 7)
    assert (
        set_letter(letter_of(full, sender)).fit
        != set_letter(compose(full, full.addressees[0], sender, voice(full, sender, wishes), TODAY)).fit
    )


def test_the_tags_give_heading_list_and_text_in_the_order_in_which_they_are_seen(
    appeal: Appeal, sender: Sender, program: Callable[[str], str], tmp_path: Path
) -> None:
    letter = letter_of(appeal, sender)
    file = tmp_path / "letter.pdf"
    file.write_bytes(set_letter(letter).pdf)
    shown = subprocess.run(
        [program("pdfinfo"), "-struct-text", file], capture_output=True, text=True, check=True
    ).stdout
    tags = [line.split()[0] for line in shown.splitlines() if line.strip() and not line.lstrip().startswith('"')]
    assert tags.count("H1") == tags.count("L") == tags.count("BlockQuote") == 1
    assert tags.count("LI") == tags.count("LBody") == len(appeal.requests)
    assert tags.index("H1") < tags.index("BlockQuote") < tags.index("L")
    said = "".join(re.findall(r'"(.*)"$', shown, re.MULTILINE))
    lines = "".join(line.text for line in lines_of(pdf_pages(letter)[0]))
    assert "".join(said.split()) == "".join(lines.split())


def test_names_from_all_of_europe_africa_and_viet_nam_print_as_they_are(appeal: Appeal, sender: Sender) -> None:
    names = (
        "Mr. Đặng Nguyễn Thị Huệ",
        "Ms. Kọ́láwọlé Ọ̀ṣun",
        "Mr. Łukasz Źdźbło",
        "Ms. Şükran Çağlı",
        "Mr. Þórður Æðelsson",
        "Ms. Ŋàló Ɓembe Ƙoɗa",
        "Mr. Γιώργος Ελύτης",
        "Ms. Любовь Њежић",
        "Mr. Őry Ţepeş",
    )
    (page,) = pages_of(letter_of(appeal.model_copy(update={"subjects": names}), sender))
    for name in names:
        assert name in page


@pytest.fixture
def no_fonts(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """A machine without fonts for other scripts."""
    monkeypatch.setattr("letterkit.typeset.scripts.FONT_FOLDERS", ())
    font_files.cache_clear()
    yield
    font_files.cache_clear()


def test_a_character_whose_font_is_not_here_is_an_error_that_names_it_and_what_to_install(
    appeal: Appeal, sender: Sender, no_fonts: None
) -> None:
    foreign = appeal.model_copy(update={"requests": ("release 刘京生;",)})
    with pytest.raises(Mistake, match=r"U\+5218.*CJK.*Noto Serif CJK.*release 刘京生") as caught:
        set_letter(letter_of(foreign, sender))
    assert "apt-get install fonts-noto-cjk" in str(caught.value)
    assert "brew install --cask font-noto-serif-cjk" in str(caught.value)


def test_a_character_that_no_font_of_the_list_has_is_an_error_that_names_it(appeal: Appeal, sender: Sender) -> None:
    runes = appeal.model_copy(update={"requests": ("release ᚱᚢᚾ;",)})
    with pytest.raises(Mistake, match=r"U\+16B1.*RUNIC.*release ᚱᚢᚾ"):
        set_letter(letter_of(runes, sender))


def test_nothing_is_hyphenated_and_no_ligature_or_hyphen_changes(appeal: Appeal, sender: Sender) -> None:
    text = "release " + "Unabhängigkeitsbewegungsmitglied efficient affluent self-determination " * 12 + "now;"
    (page,) = pages_of(letter_of(appeal.model_copy(update={"requests": (text,)}), sender))
    assert text in page


@settings(max_examples=15)
@given(
    text=st.text(st.characters(codec="latin-1", categories=("L", "N", "P", "Zs"), exclude_characters="\u00ad\u00a0"))
)
def test_requests_come_out_of_the_pdf_as_they_went_in(text: str) -> None:
    request = " ".join(f"release {text} now;".split())
    appeal = Appeal(title="A case", requests=(request,), addressees=({"id": "a", "office": "Minister"},))
    (page,) = pages_of(letter_of(appeal, Sender(name="Ada Muster")))
    assert request in page


def test_markup_in_an_appeal_is_text(appeal: Appeal, sender: Sender) -> None:
    evil = '<img src="file:///etc/passwd"><b>free</b> & "her" {{ 7 * 7 }} {% include "letter.css" %}'
    (page,) = pages_of(letter_of(appeal.model_copy(update={"requests": (evil,)}), sender))
    assert evil in page


@pytest.mark.parametrize("address", ["file:///etc/hostname", "http://127.0.0.1:1/x.png", "data:text/css,p{}"])
def test_a_page_reaches_no_file_and_no_network(address: str) -> None:
    with pytest.raises(Mistake, match="can't load"):
        lay_out_html(f'<html lang=en><title>x</title><link rel=stylesheet href="{address}"><p>A page.')


@pytest.mark.parametrize(
    "template",
    [
        "{{ body.__class__.__mro__ }}",
        "{{ ''.__class__.__base__.__subclasses__() }}",
        "{% include '/etc/passwd' %}",
        "{% include '../../etc/passwd' %}",
        "{{ body.subjekt }}",
        "{{ no_such_thing }}",
        "{% for %}",
    ],
)
def test_a_users_template_can_do_nothing_but_set_letters(
    template: str, home: Path, appeal: Appeal, sender: Sender
) -> None:
    own = home / "letter_templates"
    own.mkdir()
    (own / "letter.html.j2").write_text(f"<p>\n{template}\n</p>", encoding="utf-8")
    with pytest.raises(Mistake) as caught:
        set_letter(letter_of(appeal, sender))
    problem = caught.value.problems[0]
    assert "letter.html.j2" in problem.file
    assert problem.line == 2


def test_a_template_is_filled_with_what_it_is_given(home: Path) -> None:
    own = home / "letter_templates"
    own.mkdir()
    (own / "note.txt").write_text("Dear {{ name }}", encoding="utf-8")
    assert fill("note.txt", {"name": "<Ada>"}) == "Dear &lt;Ada&gt;"


@pytest.mark.parametrize("width", range(1, 14))
def test_a_hyphenated_word_is_never_broken_at_its_hyphen(appeal: Appeal, sender: Sender, width: int) -> None:
    request = f"release {'m' * width} " + "well-known self-determination anti-torture non-governmental " * 6 + "people;"
    (page,) = pages_of(letter_of(appeal.model_copy(update={"requests": (request,)}), sender))
    assert request in page


@pytest.mark.parametrize("character", ["\u00ad", "\u200b", "\u2060", "\u202e", "\ufeff"])
def test_a_character_that_nobody_can_see_is_an_error_that_names_it(
    appeal: Appeal, sender: Sender, character: str
) -> None:
    with pytest.raises(Mistake, match=f"U\\+{ord(character):04X}"):
        set_letter(letter_of(appeal.model_copy(update={"requests": (f"release{character} her",)}), sender))


def address_of(appeal: Appeal, *lines: str, office: str = "Minister of Justice") -> Appeal:
    long = appeal.addressees[0].model_copy(
        update={"address": PostalAddress(lines=lines, country="MX"), "office": office, "name": None, "honorific": None}
    )
    return appeal.model_copy(update={"addressees": (long,)})


def test_an_address_that_is_too_wide_goes_on_in_a_second_line_and_is_never_cut_off(
    appeal: Appeal, sender: Sender
) -> None:
    lines = (
        "Periférico Sur 3469, Edificio Héctor Fix Zamudio, Colonia San Jerónimo Lídice",
        "Delegación Magdalena Contreras",
        "10200 Ciudad de México",
    )
    wide = address_of(appeal, *lines, office="Presidente de la Comisión Nacional de los Derechos Humanos")
    (page,) = pages_of(letter_of(wide, sender))
    for part in (*lines, "Comisión Nacional de los Derechos Humanos", "MEXICO"):
        assert part in page


def test_an_address_that_no_window_holds_is_refused(appeal: Appeal, sender: Sender) -> None:
    line = "Ministerio de Asuntos Exteriores, Unión Europea y Cooperación, Dirección General de Asuntos Consulares " * 2
    with pytest.raises(Mistake, match="does not fit the window"):
        set_letter(
            letter_of(address_of(appeal, line, line.replace("Consulares", "Migratorios"), "28012 Madrid"), sender)
        )


@pytest.mark.parametrize(
    ("change", "part"),
    [
        ({"address": tuple(f"Line {number}" for number in range(20))}, "the letterhead takes"),
        ({"place": "Llanfairpwllgwyngyllgogerychwyrndrobwllllantysiliogogogoch " * 4}, "place and date takes"),
    ],
)
def test_what_a_senders_slot_can_not_hold_is_refused_not_cut_off(
    appeal: Appeal, sender: Sender, change: dict[str, object], part: str
) -> None:
    with pytest.raises(Mistake, match=part):
        set_letter(letter_of(appeal, sender.model_copy(update=change)))
