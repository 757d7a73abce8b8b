"""What o'clock it is where a number rings, from ``addressees/time_zones.yaml``."""

from datetime import date, datetime, time, timedelta
from functools import cache
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from letterkit.contact.numbers import calling_code
from letterkit.errors import MissingHere
from letterkit.folders import data_file, read_data
from letterkit.model.fax import OfficeHours

OFFICE_OPENS, OFFICE_CLOSES = 8, 20
"""Hours between which a fax disturbs nobody."""
LONGEST_CODE = 4


def time_zone(e164: str) -> str | None:
    """The time zone of a number, as the IANA calls it; None where its first digits don't tell."""
    digits = e164.removeprefix("+")[:LONGEST_CODE]
    return next((zone for end in range(len(digits), 0, -1) if (zone := _zones().get(digits[:end]))), None)


def own_zone(country: str | None) -> str | None:
    """The zone of somebody in a country; None where it has several, or is not known."""
    return time_zone(calling_code(country)) if country else None


def there(e164: str, now: datetime) -> datetime | None:
    """The local time at a number; None where it is not known."""
    zone = _zone(time_zone(e164))
    return now.astimezone(zone) if zone else None


def is_disturbing(local: datetime) -> bool:
    """Whether a machine that rings now may wake somebody."""
    return not OFFICE_OPENS <= local.hour < OFFICE_CLOSES


def office_hours(e164: str, on: date, own_zone: str | None) -> OfficeHours | None:
    """When to send, by the sender's own clock (by UTC where that is not known); None when the number doesn't tell."""
    zone, own = _zone(time_zone(e164)), _zone(own_zone or "UTC")
    if zone is None or own is None:
        return None
    opens = datetime.combine(on, time(OFFICE_OPENS), zone)
    closes = opens + timedelta(hours=OFFICE_CLOSES - OFFICE_OPENS)
    own_opens, own_closes = (moment.astimezone(own).strftime("%H:%M") for moment in (opens, closes))
    return OfficeHours(opens=own_opens, closes=own_closes, clock=own.key)


def _zone(name: str | None) -> ZoneInfo | None:
    """None where the system brings no such zone: a hint less, not a fax less."""
    try:
        return ZoneInfo(name) if name else None
    except ZoneInfoNotFoundError:
        return None


@cache
def _zones() -> dict[str, str]:
    """First digits → zone."""
    file = data_file("addressees", "time_zones.yaml")
    if file is None:
        raise MissingHere("the data file addressees/time_zones.yaml is missing", "install letterkit again")
    return {str(code): zone for zone, codes in read_data(file)["zones"].items() for code in codes}
