"""Scripts that our own font lacks: one named font each, where it is; letters that are read from right to left."""

from collections.abc import Callable
from pathlib import Path

import pypdf
import pypdfium2
import pytest
from typer.testing import Result

from letterkit.errors import Mistake
from letterkit.model.letter import Body, Letter, Paragraph, Quotation, RequestList, SenderParts
from letterkit.typeset.layouts import layout, layout_names
from letterkit.typeset.letters import set_letter
from letterkit.typeset.scripts import is_right_to_left, known_scripts, scripts_for
from tests.pages import lines_of, pdf_pages

REQUEST = "الإفراج فوراً عن السيدة Example Person؛"
WORDS = {
    "Arabic": "محمد",
    "Hebrew": "דנה",
    "Chinese, Japanese or Korean": "刘京生、やまだ、김철수",
    "Devanagari": "राम",
    "Bengali": "রাম",
    "Tamil": "குமார்",
    "Sinhala": "කුමාර",
    "Thai": "สมชาย",
    "Lao": "ສົມ",
    "Khmer": "សុខ",
    "Burmese": "မောင်",
    "Tibetan": "བཀྲ་ཤིས",
    "Ethiopic": "አበበ",
    "Armenian": "Արամ",
    "Georgian": "ნინო",
}


@pytest.fixture
def fonts() -> None:
    """The fonts that ``make rig`` installs."""
    absent = [script.family for script in known_scripts() if not script.faces]
    if absent:
        pytest.skip(f"{', '.join(absent)} not installed: `make rig` brings them")


def letter_in(language: str, name: str, *, address: tuple[str, ...]) -> Letter:
    body = Body(
        language=language,
        layout=name,
        route_note=None,
        address=address,
        subject="إغلاق مركز المثال لحقوق المواطنين",
        salutation="معالي الوزير،",
        blocks=(
            Paragraph(text="أكتب إليكم بصفتي الشخصية بشأن القضية المذكورة أعلاه. " * 3),
            Quotation(introduction="جاء في النداء:", text="أغلقت الشرطة المركز في 3 مايو 2005."),
            RequestList(lead_in="أناشدكم باحترام:", requests=(REQUEST, "ضمان سلامتها.")),
        ),
        close="وتفضلوا بقبول فائق الاحترام",
        continuation="وزير العدل",
        page="{n} / {m}",
    )
    parts = SenderParts(
        letterhead=("Ada Muster", "Rue de l’Exemple 12", "1200 Genève"),
        return_address="Ada Muster · Rue de l’Exemple 12 · 1200 Genève",
        place_and_date="Genève, 23.11.2026",
        signature=("Ada Muster",),
    )
    return Letter(addressee="minister", body=body, parts=parts)


def test_the_tests_know_a_word_of_each_script() -> None:
    assert set(WORDS) == {script.name for script in known_scripts()}


@pytest.mark.parametrize("name", WORDS)
def test_a_word_in_another_script_is_printed_in_the_one_font_that_is_named_for_it(
    name: str, fonts: None, tmp_path: Path
) -> None:
    (script,) = scripts_for([WORDS[name]], "en")
    assert script.name == name
    latin = letter_in("en", "plain", address=("Minister", "Exampletown"))
    body = latin.body.model_copy(
        update={"subject": "A case", "salutation": "Dear Minister,", "close": "Yours,", "blocks": ()}
    )
    body = body.model_copy(update={"blocks": (Paragraph(text=f"I write about {WORDS[name]}."),), "continuation": ""})
    file = tmp_path / "letter.pdf"
    file.write_bytes(set_letter(latin.model_copy(update={"body": body})).pdf)
    copied = "".join(line.text for line in lines_of(pypdfium2.PdfDocument(file)[0]))
    assert script.right_to_left or WORDS[name] in copied.replace(" ", "")
    page = pypdf.PdfReader(file).pages[0]
    used = {str(font.get_object()["/BaseFont"]) for font in page["/Resources"]["/Font"].values()}  # type: ignore[index]  # pypdf knows no types here
    ours = "Gentium-Book-Plus"
    assert {font.partition("+")[2].removesuffix("-Bold") for font in used} == {ours, script.family.replace(" ", "-")}


@pytest.mark.parametrize("name", layout_names())
@pytest.mark.parametrize("address", [("The Minister", "1 Street", "CHINA"), ("معالي وزير العدل", "القاهرة", "EGYPT")])
def test_an_arabic_letter_is_mirrored_but_its_address_stays_in_the_window(
    name: str, address: tuple[str, ...], fonts: None
) -> None:
    place = layout(name)
    letter = letter_in("ar", name, address=address)
    lines = lines_of(pdf_pages(letter)[0])
    text = [line for line in lines if line.box.y > place.text_y - 1]
    head = [line for line in lines if line not in text]
    shown = [line for line in head if any(line.text == part for part in address)]
    assert len(shown) == len(address)
    for window in place.windows.values():
        assert all(window.always_visible.holds(line.box) for line in shown)
    right = place.paper.w - place.margins.right
    assert max(line.box.x + line.box.w for line in text) == pytest.approx(right, abs=1)
    signature = text[-1]
    assert signature.text == "Ada Muster"
    assert signature.box.x + signature.box.w == pytest.approx(right, abs=1)
    said = [line.text for line in head]
    assert "Genève, 23.11.2026" in said
    assert (letter.parts.return_address in said) == bool(place.return_address)


def test_right_to_left_is_said_of_the_page_and_only_where_it_is_so(fonts: None) -> None:
    html = set_letter(letter_in("ar", "plain", address=("The Minister", "CHINA"))).html
    assert '<html lang="ar" dir="rtl">' in html
    assert [language for language in ("ar", "fa", "he", "en", "zh", "ru") if is_right_to_left(language)] == [
        "ar",
        "fa",
        "he",
    ]


def test_a_joiner_belongs_to_persian_and_not_to_latin_text(fonts: None) -> None:
    assert scripts_for(["می‌خواهم"], "fa")
    with pytest.raises(Mistake, match=r"U\+200C"):
        scripts_for(["re‌lease"], "en")


def test_doctor_says_which_scripts_this_machine_can_not_print(
    letterkit: Callable[..., Result], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("letterkit.typeset.scripts.font_files", dict)
    shown = letterkit("doctor")
    assert shown.exit_code == 0
    assert "Arabic" in shown.stdout
