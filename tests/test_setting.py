"""A sender's parts set into a body that was laid out: the same letter, to the eye and to who copies from it."""

import subprocess
from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import pypdf
import pypdfium2
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image, ImageChops

from letterkit.errors import Mistake
from letterkit.folders import forget_data
from letterkit.model.letter import Body, Letter, Paragraph, SenderParts
from letterkit.typeset.fonts import our_characters
from letterkit.typeset.layouts import layout_names
from letterkit.typeset.letters import SetLetter, set_letter, set_whole
from letterkit.typeset.scripts import known_scripts

DIACRITICS = "ÀÁÂÃÄÅÆÇÈÉÊËÌÍÎÏÐÑÒÓÔÕÖØÙÚÛÜÝÞßàáâãäåæçèéêëìíîïðñòóôõöøùúûüýþÿ"
EXTENDED = "ĀăĄćĈċČďĐēĔėĘěĜğĠģĤħĨīĬįİĵĶļĽŁłŃņňŌŏŐœŔŗŘśŜşŠţŤŧŨūŬůŰųŴŷŸźŻžƠơƯưȘșȚțẠảẤầẾệỒữỲỹ"


def batches(text: str, size: int) -> list[str]:
    return [text[at : at + size] for at in range(0, len(text), size)]


TEXTS = {"ar": "أكتب إليكم بصفتي الشخصية بشأن القضية المذكورة أعلاه وأناشدكم باحترام. "}


def letter(parts: SenderParts, *, paragraphs: int = 2, language: str = "en", layout: str = "din5008b") -> Letter:
    text = TEXTS.get(language, "I am writing about the member of a union held since May without a charge, today too. ")
    body = Body(
        language=language,
        layout=layout,
        route_note="Kindly pass on to the addressee",
        address=("The Minister of Justice", "1 Example Street", "10000 EXAMPLE CITY", "EXAMPLELAND"),
        subject="The release of an example person",
        salutation="Dear Minister,",
        blocks=tuple(Paragraph(text=f"{number}. {text * 4}".strip()) for number in range(paragraphs)),
        close="Yours faithfully,",
        continuation="The Minister of Justice, 23 November 2026",
        page="Page {n} of {m}",
    )
    return Letter(addressee="minister", body=body, parts=parts)


def parts(name: str, street: str = "Beispielweg 12", town: str = "12345 Musterstadt", *more: str) -> SenderParts:
    lines = (name, street, town, *more)
    return SenderParts(
        letterhead=lines,
        return_address=" · ".join(lines[:3]),
        place_and_date="Musterstadt, 23 November 2026",
        signature=(name,),
    )


def pictures(one: SetLetter) -> list[Image.Image]:
    document = pypdfium2.PdfDocument(BytesIO(one.pdf))
    return [page.render(scale=1.5).to_pil().convert("L") for page in document]


def texts(one: SetLetter) -> list[str]:
    return [page.get_textpage().get_text_bounded() for page in pypdfium2.PdfDocument(BytesIO(one.pdf))]


def same_to_the_eye(one: SetLetter, other: SetLetter) -> bool:
    pairs = zip(pictures(one), pictures(other), strict=True)
    return all(ImageChops.difference(a, b).getbbox() is None for a, b in pairs)


def whole(one: Letter) -> SetLetter:
    return set_whole(one, set_letter(one).fit)


SENDERS = {
    "plain": parts("Ada Muster"),
    "kerning": parts("AVATAR To. Wyłowić", "“Tęcza” 7–9, Łódź’s", "Ytterån, V. L’Aquila"),
    **{letters: parts(letters, letters[::-1], "12345 Ort") for letters in batches(DIACRITICS + EXTENDED, 16)},
    "many lines": parts("Ada Muster", "c/o Beispiel", "Hof 3", "Weg 1", "12345 Ort", "Germany", "+49 30 1234567"),
    "no address": SenderParts(
        letterhead=("A. M.",), return_address="", place_and_date="23 May 2026", signature=("A. M.",)
    ),
}


@pytest.mark.parametrize("name", SENDERS)
@pytest.mark.parametrize("paragraphs", [2, 14], ids=["one page", "two pages"])
def test_a_shaped_letter_is_the_letter_laid_out_as_a_whole_pixel_by_pixel(name: str, paragraphs: int) -> None:
    one = letter(SENDERS[name], paragraphs=paragraphs)
    made = set_letter(one)
    assert made.way == "shaped"
    assert made.pages == (1 if paragraphs == 2 else 2)
    assert same_to_the_eye(made, whole(one))
    assert texts(made) == texts(whole(one))


@pytest.mark.parametrize("layout", layout_names())
def test_on_every_layout_a_letter_is_shaped_and_the_same(layout: str) -> None:
    one = letter(SENDERS["kerning"], layout=layout)
    made = set_letter(one)
    assert made.way == "shaped"
    assert same_to_the_eye(made, whole(one))


@pytest.mark.parametrize(
    ("name", "language"),
    [("Олександра Приклад", "en"), ("Олена Ґудзь", "ru"), ("Ελένη Παράδειγμα", "en")],
)
def test_a_name_in_another_script_is_laid_out_and_is_the_same_pixel_by_pixel(name: str, language: str) -> None:
    for paragraphs in (2, 14):
        one = letter(parts(name), language=language, paragraphs=paragraphs)
        made = set_letter(one)
        assert made.way == "laid out"
        assert same_to_the_eye(made, whole(one))
        assert texts(made) == texts(whole(one))


@pytest.mark.parametrize("language", ["en", "ar"])
def test_so_is_an_arabic_one_in_a_letter_that_is_read_from_either_side(language: str) -> None:
    if not all(script.faces for script in known_scripts() if script.name == "Arabic"):
        pytest.skip("the Arabic font is not installed: `make rig` brings it")
    for name in ("محمد المثال", "Ada Muster"):
        one = letter(parts(name), language=language)
        made = set_letter(one)
        assert made.way == ("shaped" if (name, language) == ("Ada Muster", "en") else "laid out")
        assert same_to_the_eye(made, whole(one))
        assert texts(made) == texts(whole(one))


def test_a_line_that_goes_on_in_a_second_one_is_laid_out_and_not_cut_off() -> None:
    one = letter(parts("Ada Muster", "Straße der Beispielhaften Vereinigung zur Förderung der Briefe an Minister 112"))
    made = set_letter(one)
    assert made.way == "laid out"
    assert " ".join("".join(texts(made)).split()).count("Straße der Beispielhaften") == 2
    assert same_to_the_eye(made, whole(one))


def test_what_no_slot_holds_is_refused_as_it_is_for_the_whole_letter() -> None:
    one = letter(parts("Ada Muster", *(f"Line {number}" for number in range(40))))
    with pytest.raises(Mistake, match="letterhead"):
        set_letter(one)


def test_a_letter_with_a_mark_over_it_that_unicode_has_no_sign_for_is_the_same() -> None:
    one = letter(parts("Á̧da M̀uster"))
    made = set_letter(one)
    assert made.way != "shaped"
    assert same_to_the_eye(made, whole(one))
    assert texts(made) == texts(whole(one))


def test_two_senders_letters_differ_in_nothing_but_the_senders_lines() -> None:
    ada, ben = (texts(set_letter(letter(parts(name))))[0].splitlines() for name in ("Ada Muster", "Ben Beispiel"))
    assert [line for line in ada if "Ada" not in line] == [line for line in ben if "Ben" not in line]


def test_a_letter_is_the_same_bytes_whoever_was_written_for_before() -> None:
    alone = set_letter(letter(SENDERS["plain"])).pdf
    forget_data()
    for one in SENDERS.values():
        set_letter(letter(one))
    assert set_letter(letter(SENDERS["plain"])).pdf == alone


def test_the_fonts_of_a_letter_tell_nothing_of_another_sender(program: Callable[[str], str]) -> None:
    def embedded(name: str) -> list[bytes]:
        reader = pypdf.PdfReader(BytesIO(set_letter(letter(parts(name))).pdf))
        fonts = reader.pages[0]["/Resources"]["/Font"]  # type: ignore[index]  # pypdf: any object
        return [one.get_object()["/ToUnicode"].get_data() for one in fonts.values()]

    before = embedded("Ada Muster")
    assert embedded("Łukasz Przykład") != before
    assert embedded("Ben Beispiel") == before


def test_a_set_letter_is_tagged_as_the_whole_one_is(program: Callable[[str], str], tmp_path: Path) -> None:
    pdfinfo = program("pdfinfo")
    one = letter(SENDERS["plain"], paragraphs=14)
    said = []
    for name, made in {"set": set_letter(one), "whole": whole(one)}.items():
        file = tmp_path / f"{name}.pdf"
        file.write_bytes(made.pdf)
        told = subprocess.run([pdfinfo, "-struct-text", str(file)], capture_output=True, text=True, check=True)
        said.append(told.stdout)
    assert said[0] == said[1]
    assert "Ada Muster" in said[0]


def test_a_set_letter_is_a_file_without_fault(program: Callable[[str], str], tmp_path: Path) -> None:
    for name, sender in SENDERS.items():
        file = tmp_path / f"{name}.pdf"
        file.write_bytes(set_letter(letter(sender)).pdf)
        subprocess.run([program("qpdf"), "--check", str(file)], capture_output=True, check=True)


TEMPLATES_OF_OTHERS = {
    "a name in the text too": ("letter.html.j2", "<main>", "<main><p>I, {{ parts.signature[0] }}, write to you.</p>"),
    "a letterhead at the right": ("letter.css", ".letterhead {", ".letterhead { text-align: right;"),
    "letters set wide": ("letter.css", ".signature {", ".signature { letter-spacing: 1mm;"),
    "capitals": ("letter.css", ".letterhead {", ".letterhead { text-transform: uppercase;"),
    "a frame as long as the name": (
        "letter.css",
        ".signature p",
        ".signature p { display: inline-block; border: 1px solid }\n.x",
    ),
    "a part left away": ("letter.html.j2", '<div class="signature">', '<div class="signature" style="display: none">'),
}


@pytest.mark.parametrize("name", TEMPLATES_OF_OTHERS)
def test_in_a_groups_own_style_a_letter_is_also_the_one_that_is_laid_out_as_a_whole(
    name: str, home: Path, root: Path
) -> None:
    file, before, after = TEMPLATES_OF_OTHERS[name]
    text = (root / "letter_templates" / file).read_text(encoding="utf-8")
    own = home / "letter_templates" / file
    own.parent.mkdir()
    own.write_text(text.replace(before, after, 1) if before in text else f"{text}\n{after}", encoding="utf-8")
    forget_data()
    for sender in (SENDERS["plain"], SENDERS["many lines"]):
        one = letter(sender)
        made = set_letter(one)
        assert made.way in ("laid out", "whole")
        assert same_to_the_eye(made, whole(one))
        assert texts(made) == texts(whole(one))


WORDS = st.text(
    st.characters(min_codepoint=0x20, max_codepoint=0x24F, categories=["Lu", "Ll", "Nd", "Zs", "Pd"]), max_size=30
)


@settings(max_examples=30)
@given(name=WORDS, street=WORDS)
def test_any_latin_name_is_set_as_it_is_laid_out(name: str, street: str) -> None:
    name, street = ("".join(c for c in text if c in our_characters()).strip() or "A" for text in (name, street))
    one = letter(parts(name, street))
    assert texts(set_letter(one)) == texts(whole(one))
