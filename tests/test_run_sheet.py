"""The run sheet and the sheet to sign by: what a secretary reads there, and what can be measured on it."""

from datetime import date
from decimal import Decimal
from io import BytesIO
from typing import Any

import pypdfium2
import pytest

from letterkit.errors import Mistake
from letterkit.mailing.postage import postage_both_ways
from letterkit.model.postage import LetterToPost, Tariff, Zone
from letterkit.model.print_run import AddresseeSum, LeftOut, LetterToSign, Printing, RunSheet, SenderSum, SignSheet
from letterkit.typeset.layouts import Box, layout, layout_names
from letterkit.typeset.pages import pdf_of
from letterkit.typeset.run_sheet import (
    lay_out_run_sheet,
    lay_out_sign_here,
    name_slot,
    run_sheet_html,
    sign_here_html,
)
from tests.pages import MM, around, lines_of

TARIFF = Tariff(
    currency="CHF",
    zones={
        "domestic": Zone(countries=("CH",), steps={100: Decimal("1.20")}),
        "world": Zone(countries="others", steps={20: Decimal("2.50"), 50: Decimal("4.00"), 250: Decimal("10.50")}),
    },
)


def run_sheet(
    layout_name: str = "sn_right", senders: int = 23, tariff: Tariff | None = TARIFF, **changed: Any
) -> RunSheet:
    posted = [
        LetterToPost(f"member-{at}", to, (to,), country, 1)
        for at in range(min(senders, 200))
        for to, country in (("minister", "CN"), ("ambassador", "CH"))
    ]
    sheet = RunSheet(
        appeal="Exampleland: Detention of Ms. Example Person",
        on=date(2026, 11, 26),
        layout=layout_name,
        planned=senders * 2 + 6,
        letters=senders * 2,
        pages=senders * 3,
        sheets=senders * 2,
        grams=senders * 10,
        printing=Printing(duplex=True, paper_sheets=senders * 3 + 1),
        addressees=tuple(
            AddresseeSum(addressee=one, shown=f"The {one.title()}", letters=senders, sheets=senders)
            for one in ("minister", "ambassador")
        ),
        senders=tuple(
            SenderSum(sender=f"Member No. {at}", letters=2, sheets=2) for at in range(1, min(senders, 500) + 1)
        ),
        sender_count=senders,
        set_by={"stamped": senders * 2 - 1, "laid out whole": 1},
        skipped=(LeftOut(why="minister: a letter was sent by post on 2026-11-01", letters=4),),
        rejected=(LeftOut(why="row 7: no name", letters=2),),
        postage=postage_both_ways(posted, layout(layout_name), tariff=tariff, posted_in="CH"),
    )
    return sheet.model_copy(update=changed)


def sign_sheet(sender: str = "Ada Muster", layout_name: str = "sn_right") -> SignSheet:
    letters = (
        LetterToSign(shown="The Minister of Justice", organisation="Ministry of Justice", pages=2),
        LetterToSign(shown="The Ambassador", pages=1),
    )
    return SignSheet(sender=sender, layout=layout_name, letters=letters)


def pages(document: Any) -> list[Any]:
    return list(pypdfium2.PdfDocument(BytesIO(pdf_of(document))))


def said(document: Any) -> str:
    return " ".join(line.text for page in pages(document) for line in lines_of(page))


def strokes(page: Any) -> list[Box]:
    """What is drawn and is no text, from the upper left corner in mm."""
    found = []
    for one in page.get_objects(filter=[pypdfium2.raw.FPDF_PAGEOBJ_PATH]):
        left, bottom, right, top = one.get_bounds()
        height = page.get_height()
        found.append(Box(x=left * MM, y=(height - top) * MM, w=(right - left) * MM, h=(top - bottom) * MM))
    return found


def test_the_run_sheet_says_what_is_in_the_run_and_its_numbers_add_up() -> None:
    text = said(lay_out_run_sheet(run_sheet()))
    assert "46 letters, 46 sheets, 230 g" in text
    assert "52 planned: 46 here, 4 skipped, 2 rejected." in text
    assert "How they were set: 45 stamped, 1 laid out whole." in text
    assert "minister: a letter was sent by post on 2026-11-01" in text
    assert "row 7: no name" in text
    assert "Who signs: 23 senders" in text
    assert "Member No. 23: 2" in text


def test_the_run_sheet_says_what_to_choose_in_the_print_dialogue() -> None:
    duplex = said(lay_out_run_sheet(run_sheet()))
    assert "Print at 100 %" in duplex
    assert "choose A4 and two-sided, long edge" in duplex
    assert "Lay in 70 sheets." in duplex
    simplex = run_sheet("us_10", printing=Printing(duplex=False, collated_by="addressee", paper_sheets=24))
    assert "choose US Letter and one-sided" in said(lay_out_run_sheet(simplex))
    assert "one envelope to each office" in said(lay_out_run_sheet(simplex))


def test_the_run_sheet_gives_the_postage_both_ways() -> None:
    lines = [line.text for line in lines_of(pages(lay_out_run_sheet(run_sheet()))[0])]
    text = " ".join(lines)
    assert "letters singly" in text
    assert "CHF 57.50" in text
    assert "CHF 27.60" in text
    assert "in all 46" in text
    assert "CHF 85.10" in text
    assert "the letters to ambassador take 2 envelopes" in text


def test_without_a_tariff_the_run_sheet_has_grams_and_says_how_to_get_prices() -> None:
    text = said(lay_out_run_sheet(run_sheet(tariff=None)))
    assert "CHF" not in text
    assert "--tariff FILE" in text
    assert "abroad 23" in text


@pytest.mark.parametrize("name", layout_names())
def test_the_ruler_is_a_hundred_millimetres_long(name: str) -> None:
    page = pages(lay_out_run_sheet(run_sheet(name)))[0]
    place = layout(name)
    assert (page.get_width() * MM, page.get_height() * MM) == pytest.approx((place.paper.w, place.paper.h), abs=0.05)
    ruler = next(one for one in strokes(page) if one.w == pytest.approx(100, abs=0.02) and one.h < 10)
    ticks = [
        one.x + one.w / 2 - ruler.x for one in strokes(page) if one.w < 0.4 and ruler.y < one.y < ruler.y + ruler.h
    ]
    assert sorted(ticks) == pytest.approx(list(range(0, 101, 10)), abs=0.05)


@pytest.mark.parametrize("name", [one for one in layout_names() if layout(one).windows])
def test_the_frame_lies_where_every_window_of_the_layout_shows_it(name: str) -> None:
    page = pages(lay_out_run_sheet(run_sheet(name)))[0]
    place = layout(name)
    drawn = around([one for one in strokes(page) if one.y < place.text_y - 6 and one.x > 12])
    for window in place.windows.values():
        assert wider(window.always_visible).holds(drawn)
    assert wider(drawn).holds(place.address)


def wider(box: Box, by: float = 0.4) -> Box:
    """A box with what a pen's width may add to it."""
    return Box(x=box.x - by, y=box.y - by, w=box.w + 2 * by, h=box.h + 2 * by)


def test_a_layout_without_a_window_sends_to_envelopes_and_labels() -> None:
    text = said(lay_out_run_sheet(run_sheet("plain")))
    assert "Fold this sheet" not in text
    assert "letterkit envelopes" in text


def test_the_run_sheet_of_a_usual_group_is_one_page_and_of_a_national_section_two() -> None:
    assert len(lay_out_run_sheet(run_sheet()).pages) == 1
    national = lay_out_run_sheet(run_sheet(senders=20_000))
    assert len(national.pages) <= 2
    assert "and 19,940 more" in said(national)


def test_the_name_stands_alone_in_its_slot_and_moves_nothing_else() -> None:
    short, long = (lines_of(pages(lay_out_sign_here(sign_sheet(name)))[0]) for name in ("Ada", "Inés " * 12))
    slot = name_slot(layout("sn_right"))
    for lines in (short, long):
        (name,) = [line for line in lines if slot.holds(line.box)]
        assert name.box.x == pytest.approx(slot.x, abs=0.6)
    rest = [[(one.text, one.box) for one in lines if not slot.holds(one.box)] for lines in (short, long)]
    assert rest[0] == rest[1]


def test_but_for_the_name_s_own_element_the_sheets_of_two_senders_are_the_same() -> None:
    one, other = (
        sign_here_html(sign_sheet(name)).split('<p class="sign-here-name"') for name in ("Ada Muster", "Paul Modèle")
    )
    assert one[0] == other[0]
    assert one[1].partition("</p>")[2] == other[1].partition("</p>")[2]


def test_the_sheet_to_sign_by_lists_the_letters_and_their_pages() -> None:
    text = said(lay_out_sign_here(sign_sheet()))
    assert "2 letters lie under this sheet, together 3 pages." in text
    assert "1 The Minister of Justice" in text
    assert "Ministry of Justice" in text


def test_a_name_in_another_script_is_set_or_refused_by_name() -> None:
    assert "Юлия Пример" in said(lay_out_sign_here(sign_sheet("Юлия Пример")))
    with pytest.raises(Mistake, match="U\\+1F58A"):
        lay_out_sign_here(sign_sheet("Ada 🖊"))


def test_what_a_list_or_an_appeal_says_stays_text() -> None:
    hostile = "<b>Ada</b> {{ 7 * 7 }}"
    assert "&lt;b&gt;Ada&lt;/b&gt; {{ 7 * 7 }}" in run_sheet_html(run_sheet(appeal=hostile))
    assert "&lt;b&gt;Ada&lt;/b&gt; {{ 7 * 7 }}" in sign_here_html(sign_sheet(hostile))


def test_the_same_run_gives_the_same_bytes() -> None:
    assert pdf_of(lay_out_run_sheet(run_sheet())) == pdf_of(lay_out_run_sheet(run_sheet()))
