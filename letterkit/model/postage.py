"""What a mailing weighs and what its postage costs: letters, a group's own tariff, and the sums."""

from datetime import date
from decimal import Decimal
from typing import Annotated, Literal, NamedTuple

from pydantic import Field, field_validator, model_validator

from letterkit.model.record import CountryCode, Record, Text

Grams = Annotated[float, Field(gt=0)]
Price = Annotated[Decimal, Field(ge=0)]
OTHERS = "others"
GRAMMAGE = 80.0
"""Grams a square metre of usual paper."""


class Zone(Record):
    """Countries to which letters of one weight cost the same."""

    countries: tuple[CountryCode, ...] | Literal["others"]
    """``others``: all that no other zone names."""
    steps: Annotated[dict[Grams, Price], Field(min_length=1)]
    """Weight in grams up to which a price holds → the price."""

    @property
    def heaviest(self) -> float:
        """The last step: what weighs more can't be sent at any of the prices."""
        return max(self.steps)

    def price(self, grams: float) -> Decimal | None:
        """What an envelope costs; None beyond the last step."""
        return next((self.steps[step] for step in sorted(self.steps) if grams <= step), None)


class Tariff(Record):
    """A group's own table of postage: prices change every year, so letterkit ships none."""

    currency: Text
    valid_from: date | None = None
    zones: Annotated[dict[Text, Zone], Field(min_length=1)]
    """By name, as the group calls them: domestic, Europe, world."""

    @field_validator("zones", mode="after")
    @classmethod
    def _each_country_is_in_one(cls, zones: dict[str, Zone]) -> dict[str, Zone]:
        rest = [name for name, zone in zones.items() if zone.countries == OTHERS]
        if len(rest) > 1:
            raise ValueError(f"only one zone can be for all others, not {' and '.join(rest)}")
        named = [country for zone in zones.values() if zone.countries != OTHERS for country in zone.countries]
        twice = sorted({country for country in named if named.count(country) > 1})
        if twice:
            raise ValueError(f"two zones name {', '.join(twice)}")
        return zones

    def zone_of(self, country: str | None) -> str | None:
        """The name of the zone of a country of delivery; None where the table has none for it."""
        if country is None:
            return None
        named = (name for name, zone in self.zones.items() if zone.countries != OTHERS and country in zone.countries)
        others = (name for name, zone in self.zones.items() if zone.countries == OTHERS)
        return next(named, next(others, None))


class LetterToPost(NamedTuple):
    """One letter, as far as the post cares; no record, for there may be a hundred thousand."""

    sender: str
    """The sender's key."""
    addressee: str
    address: tuple[str, ...]
    """The same for letters that may share an envelope."""
    country: str | None
    """Of delivery."""
    sheets: int
    times: int = 1
    """How many senders write such letters: those whose letters are all alike may be counted as one."""


class ZoneSum(Record):
    """What goes to one zone."""

    zone: str
    envelopes: int
    grams: float
    price: Decimal | None
    """None without a tariff, or where it has no price for some of them."""


class TooHeavy(Record):
    """Envelopes that the tariff has no price for, since a letter can't be split."""

    addressee: str
    grams: float
    """The heaviest."""
    limit: float
    envelopes: int


class Split(Record):
    """Letters to one address that don't go into one envelope."""

    addressee: str
    envelopes: int


class Postage(Record):
    """The sum of one way of putting letters into envelopes."""

    envelopes: int
    grams: float
    price: Decimal | None
    zones: tuple[ZoneSum, ...]
    sizes: dict[str, int]
    """Envelope's name → how many of them."""
    too_heavy: tuple[TooHeavy, ...] = ()
    split: tuple[Split, ...] = ()


class BothWays(Record):
    """Postage of the same letters: each sender's own envelopes, or one heavy envelope for each address."""

    singly: Postage
    together: Postage
    currency: str | None = None

    @model_validator(mode="after")
    def _has_a_currency_where_it_has_prices(self) -> "BothWays":
        if self.currency is None and (self.singly.price is not None or self.together.price is not None):
            raise ValueError("a price needs a currency")
        return self
