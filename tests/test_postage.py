"""Postage: grams, zones and prices both ways, out of the group's own tariff; nothing is left out of a sum unsaid."""

import re
from decimal import Decimal
from pathlib import Path

import pytest

from letterkit.errors import Mistake
from letterkit.mailing.envelopes import doors_of
from letterkit.mailing.postage import postage_both_ways, sheet_grams
from letterkit.mailing.tariff import read_tariff
from letterkit.model.appeal import Addressee, PostalAddress
from letterkit.model.postage import BothWays, LetterToPost, Postage, Tariff, Zone
from letterkit.settings import read_settings
from letterkit.typeset.layouts import layout

SWISS, AMERICAN = layout("sn_right"), layout("us_10")
TARIFF = Tariff(
    currency="CHF",
    zones={
        "domestic": Zone(countries=("CH", "LI"), steps={100: Decimal("1.20")}),
        "Europe": Zone(countries=("DE", "FR"), steps={20: Decimal("1.90"), 50: Decimal("3.10")}),
        "world": Zone(countries="others", steps={20: Decimal("2.50"), 50: Decimal("4.00"), 100: Decimal("5.90")}),
    },
)
TABLE = """\
currency: CHF
valid_from: 2026-01-01
zones:
  domestic: {countries: [CH, LI], steps: {100: 1.20}}
  Europe: {countries: [DE, FR], steps: {20: 1.90, 50: 3.10}}
  world: {countries: others, steps: {20: 2.50, 50: 4.00, 100: 5.90}}
"""


def letters(senders: int, country: str | None = "CN", sheets: int = 1) -> list[LetterToPost]:
    return [
        LetterToPost(f"member-{at}", f"minister-{country}", (f"door-{country}",), country, sheets)
        for at in range(senders)
    ]


def zones_of(postage: Postage) -> list[tuple[str, int, Decimal | None]]:
    return [(one.zone, one.envelopes, one.price) for one in postage.zones]


def weighed(*lists: list[LetterToPost], tariff: Tariff | None = TARIFF) -> BothWays:
    return postage_both_ways([one for some in lists for one in some], SWISS, tariff=tariff, posted_in="CH")


def test_a_sheet_weighs_what_its_paper_does() -> None:
    assert sheet_grams(SWISS) == pytest.approx(4.99, abs=0.005)
    assert sheet_grams(SWISS, grammage=100) == pytest.approx(6.24, abs=0.005)
    assert sheet_grams(AMERICAN, grammage=75) == pytest.approx(4.52, abs=0.005)


def test_the_same_letters_are_priced_singly_and_together() -> None:
    both = weighed(letters(5), letters(5, "DE"), letters(5, "CH"))
    assert zones_of(both.singly) == [
        ("domestic", 5, Decimal("6.00")),
        ("Europe", 5, Decimal("9.50")),
        ("world", 5, Decimal("12.50")),
    ]
    assert zones_of(both.together) == [
        ("domestic", 1, Decimal("1.20")),
        ("Europe", 1, Decimal("3.10")),
        ("world", 1, Decimal("4.00")),
    ]
    assert (both.singly.price, both.together.price, both.currency) == (Decimal("28.00"), Decimal("8.30"), "CHF")
    assert both.singly.grams == pytest.approx(15 * (4.99 + 4.8), abs=0.5)
    assert both.singly.sizes == {"C6/5": 15}


def test_the_grammage_decides_on_the_step() -> None:
    three_sheets = letters(1, "DE", sheets=3)
    light = postage_both_ways(three_sheets, SWISS, tariff=TARIFF)
    heavy = postage_both_ways(three_sheets, SWISS, tariff=TARIFF, grammage=90)
    assert (light.singly.price, heavy.singly.price) == (Decimal("1.90"), Decimal("3.10"))


def test_letters_of_one_sender_to_one_address_share_an_envelope() -> None:
    mine = [LetterToPost("ada", one, ("embassy",), "CH", 1) for one in ("president", "ambassador")]
    assert weighed(mine).singly.envelopes == 1


def test_senders_whose_letters_are_alike_may_be_counted_as_one() -> None:
    of_all = [one._replace(times=40) for country in ("CN", "DE") for one in letters(1, country)]
    assert weighed(of_all) == weighed(letters(40), letters(40, "DE"))


def test_what_is_heavier_than_the_last_step_together_is_split_and_named() -> None:
    both = weighed(letters(23))
    assert both.together.sizes == {"C5": 1, "C6/5": 1}
    assert [(one.addressee, one.envelopes) for one in both.together.split] == [("minister-CN", 2)]
    assert both.together.price is not None
    assert both.together.too_heavy == ()


def test_a_letter_that_no_step_reaches_is_named_and_leaves_the_sum_open() -> None:
    both = weighed(letters(3), letters(2, "DE", sheets=12))
    (heavy,) = both.singly.too_heavy
    assert (heavy.addressee, heavy.envelopes, heavy.limit) == ("minister-DE", 2, 50)
    assert heavy.grams == pytest.approx(12 * 4.99 + 6.8, abs=0.1)
    assert both.singly.price is None
    assert zones_of(both.singly) == [("Europe", 2, None), ("world", 3, Decimal("7.50"))]


def test_more_sheets_than_any_envelope_holds_are_split_without_a_tariff_too() -> None:
    both = weighed(letters(250), tariff=None)
    assert both.together.sizes == {"C4": 3}
    assert both.together.envelopes == 3


def test_without_a_tariff_there_are_grams_and_counts_alone() -> None:
    both = weighed(letters(2), letters(1, "CH"), letters(1, None), tariff=None)
    assert zones_of(both.singly) == [("domestic", 1, None), ("abroad", 2, None), ("country not known", 1, None)]
    assert (both.singly.price, both.currency) == (None, None)


def test_a_country_in_no_zone_is_counted_and_leaves_the_sum_open() -> None:
    home = Tariff(currency="CHF", zones={"domestic": TARIFF.zones["domestic"]})
    both = weighed(letters(1, "CH"), letters(2, "CN"), tariff=home)
    assert zones_of(both.singly) == [("domestic", 1, Decimal("1.20")), ("in no zone of the tariff", 2, None)]
    assert both.singly.price is None


def test_american_letters_go_into_american_envelopes() -> None:
    both = postage_both_ways(letters(8), AMERICAN, posted_in="US")
    assert both.singly.sizes == {"#10": 8}
    assert both.together.sizes == {"9x12": 1}


def test_who_has_one_door_is_told_for_the_letters_of_all() -> None:
    berne = PostalAddress(lines=("Rue de l’Exemple 3", "3000 Berne"), country="CH")
    embassy = [
        Addressee(id="president", office="President", care_of="Embassy", address=berne),
        Addressee(id="ambassador", office="Ambassador", organisation="Embassy", address=berne),
        Addressee(id="nowhere", office="Minister"),
    ]
    doors = doors_of(embassy)
    assert doors["president"] == doors["ambassador"] == (("ambassador", "president"), "CH")
    assert "nowhere" not in doors


def test_a_tariff_is_read_as_it_is_written(tmp_path: Path) -> None:
    file = tmp_path / "tariff.yaml"
    file.write_text(TABLE, encoding="utf-8")
    found = read_tariff(file)
    assert found.zones == TARIFF.zones
    assert [found.zone_of(country) for country in ("LI", "FR", "CN", None)] == ["domestic", "Europe", "world", None]


@pytest.mark.parametrize(
    ("wrong", "right", "place", "said", "remedy"),
    [
        ("currency: CHF", "", (None, "currency"), "this field is missing", "currency: CHF"),
        ("[DE, FR]", "[DE, UK]", (5, "zones.Europe.countries"), "there is no country 'UK'", "GB, not UK"),
        ("[DE, FR]", "[DE, CH]", (3, "zones"), "two zones name CH", "a name for each"),
        ("[DE, FR]", "others", (3, "zones"), "only one zone can be for all others", "a name for each"),
        ("[DE, FR]", "Europe", (5, "zones.Europe.countries"), "Europe", "the word others"),
        ("50: 3.10", "50: free", (5, "zones.Europe.steps[50]"), "free", "grams and price"),
        ("50: 3.10", "50: -1", (5, "zones.Europe.steps[50]"), "greater than or equal to 0", "grams and price"),
        ("CH, LI], steps", "CH, LI], stepps", (4, "zones.domestic.stepps"), "unknown field", "did you mean 'steps'"),
    ],
)
def test_a_mistake_in_a_tariff_is_told_with_line_field_and_remedy(
    tmp_path: Path, wrong: str, right: str, place: tuple[int | None, str], said: str, remedy: str
) -> None:
    file = tmp_path / "tariff.yaml"
    file.write_text(TABLE.replace(wrong, right, 1), encoding="utf-8")
    with pytest.raises(Mistake) as raised:
        read_tariff(file)
    problem = next(one for one in raised.value.problems if one.field.startswith(place[1]))
    assert problem.line == place[0]
    assert said in problem.message
    assert remedy in problem.remedy


def test_a_tariff_that_is_not_there_is_a_mistake(tmp_path: Path) -> None:
    with pytest.raises(Mistake, match="can't read it"):
        read_tariff(tmp_path / "tariff.yaml")


def test_the_settings_name_a_tariff_beside_them_but_a_folder_may_not(home: Path, tmp_path: Path) -> None:
    (home / "config.toml").write_text('tariff = "post.yaml"\n', encoding="utf-8")
    assert read_settings(tmp_path).tariff == str(home / "post.yaml")
    (tmp_path / "letterkit.toml").write_text('tariff = "/etc/passwd"\n', encoding="utf-8")
    with pytest.raises(Mistake, match="--tariff"):
        read_settings(tmp_path)


def test_the_tariff_in_the_readme_can_be_copied(root: Path, tmp_path: Path) -> None:
    (table,) = re.findall(r"```yaml\n(currency: .*?)```", (root / "README.md").read_text(encoding="utf-8"), re.DOTALL)
    file = tmp_path / "tariff.yaml"
    file.write_text(table, encoding="utf-8")
    assert list(read_tariff(file).zones) == ["domestic", "Europe", "world"]
