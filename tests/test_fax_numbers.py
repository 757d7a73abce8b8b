"""Fax numbers as people write them, as they are dialled, and what o'clock it is where they ring."""

from datetime import UTC, date, datetime

import pytest

from letterkit.contact.fax import doubt, fax_machine, read_fax, refuse_unfit
from letterkit.contact.gateway import check_gateway, gateway_address
from letterkit.contact.local_time import is_disturbing, office_hours, own_zone, there, time_zone
from letterkit.contact.numbers import station_id
from letterkit.errors import Mistake, WrongUsage


@pytest.mark.parametrize(
    ("written", "country", "number"),
    [
        ("+41 22 793 70 14", None, "+41227937014"),
        ("++41 22 793 70 14", None, "+41227937014"),
        ("(+94) 11 232 6163", None, "+94112326163"),
        ("+44 (0)20 7219 3000", None, "+442072193000"),
        ("0041 22 793 70 14", None, "+41227937014"),
        ("020 7219 3000", "GB", "+442072193000"),
        ("+1 202 588-0032 ext. 12", None, "+12025880032;ext=12"),
        ("+12025880032;ext=12;isub=34", None, "+12025880032;ext=12;isub=34"),
        ("+41 22 793 70 14 #77", None, "+41227937014;isub=77"),
        ("+41227937014/T33S=77", None, "+41227937014;isub=77"),
    ],
)
def test_usual_spellings_are_one_machine(written: str, country: str | None, number: str) -> None:
    machine = read_fax(written, country)
    assert machine.number == number
    assert fax_machine(number) == machine


@pytest.mark.parametrize(
    ("written", "country", "part"),
    [
        ("+01 202 588-0032", "US", "did you mean +1 202-588-0032?"),
        ("+0041 22 793 70 14", None, "did you mean +41 22 793 70 14?"),
        ("+52 1 55 5093 5321", None, "did you mean +52 55 5093 5321?"),
        ("020 7219 3000", None, "the country is not known"),
        ("(202) 588-0032", "GB", "not in any known range"),
        ("+41 22 793 70 14 / +41 22 793 70 15", None, "more than one number"),
        ("+41 22 793 70 14 Fax", None, "letters in the number: Fax"),
        ("+" + "1" * 400, None, "too long"),
    ],
)
def test_nothing_is_mended_or_guessed_where_a_number_is_dialled(written: str, country: str | None, part: str) -> None:
    with pytest.raises(Mistake) as caught:
        read_fax(written, country)
    assert part in str(caught.value)


def test_what_is_dialled_depends_on_where_the_sender_is() -> None:
    embassy, mission = fax_machine("+12025880032;ext=12"), fax_machine("+41227937014")
    assert [embassy.dialled_from(country) for country in ("CH", "US", None)] == [
        "00 1 202-588-0032 ext. 12",
        "1 (202) 588-0032 ext. 12",
        "+1 202-588-0032 ext. 12",
    ]
    assert [mission.dialled_from(country) for country in ("CH", "US")] == ["022 793 70 14", "011 41 22 793 70 14"]


def test_a_satellite_number_is_of_every_country() -> None:
    refuse_unfit(fax_machine("+870773111632"), "CN")
    with pytest.raises(Mistake, match="number of US, and the addressee is in CN"):
        refuse_unfit(fax_machine("+12025880032"), "CN")


def test_a_number_of_a_length_in_use_is_only_doubted() -> None:
    refuse_unfit(fax_machine("+491888575500"), "DE")
    assert "no known range" in (doubt(fax_machine("+491888575500")) or "")
    assert doubt(fax_machine("+41227937014")) is None


def test_a_station_id_has_at_most_twenty_digits_and_blanks() -> None:
    assert station_id("+12025880032") == "+1 202 588 0032"
    assert len(station_id("+498912345678901")) <= 20
    assert station_id(None) == ""


def test_mail_addresses_of_services_hold_the_number_in_their_way() -> None:
    machine = fax_machine("+12025880032;isub=7")
    assert gateway_address("FAX=%e@fax.example", machine) == "FAX=+12025880032/T33S=7@fax.example"
    assert gateway_address("%d@fax.example", machine) == "12025880032@fax.example"
    for pattern in ("someone@fax.example", "%e", "%e@fax.example, other@fax.example"):
        with pytest.raises(WrongUsage):
            check_gateway(pattern)


@pytest.mark.parametrize(
    ("number", "zone"),
    [
        ("+12025880032", "America/New_York"),
        ("+14155550100", "America/Los_Angeles"),
        ("+81355501000", "Asia/Tokyo"),
        ("+861065292345", "Asia/Shanghai"),
        ("+74956062202", "Europe/Moscow"),
        ("+77172745631", "Asia/Almaty"),
        ("+61262771111", "Australia/Sydney"),
        ("+556134111200", "America/Sao_Paulo"),
        ("+38338200000", "Europe/Belgrade"),
        ("+870773111632", None),
    ],
)
def test_the_first_digits_tell_the_time_zone(number: str, zone: str | None) -> None:
    assert time_zone(number) == zone


def test_night_at_the_machine_is_seen_and_the_day_there_is_told_by_the_senders_clock() -> None:
    local = there("+861065292345", datetime(2026, 11, 23, 16, 0, tzinfo=UTC))
    assert local is not None
    assert (local.hour, is_disturbing(local)) == (0, True)
    hours = office_hours("+861065292345", date(2026, 11, 23), own_zone("CH"))
    assert hours is not None
    assert (hours.opens, hours.closes, hours.clock) == ("01:00", "13:00", "Europe/Zurich")
    summer = office_hours("+861065292345", date(2026, 7, 1), own_zone("CH"))
    assert summer is not None
    assert summer.opens == "02:00"
    assert own_zone("US") is None
