"""What a mailing weighs and costs, both ways: every sender's own envelopes, or one heavy envelope for each address."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from itertools import repeat

from letterkit.model.postage import GRAMMAGE, BothWays, LetterToPost, Postage, Split, Tariff, TooHeavy, Zone, ZoneSum
from letterkit.typeset.envelopes import EnvelopeSize, envelope_holding, usual_envelope
from letterkit.typeset.layouts import Layout

UNKNOWN = "country not known"
NO_ZONE = "in no zone of the tariff"
DOMESTIC, ABROAD = "domestic", "abroad"
MANY = 1_000_000
"""Sheets that no envelope holds."""


def sheet_grams(place: Layout, grammage: float = GRAMMAGE) -> float:
    """What a sheet of a layout's paper weighs; A4 of 80 g/m² is 4.99 g."""
    return place.paper.w * place.paper.h * grammage / 1_000_000


def postage_both_ways(
    letters: Iterable[LetterToPost],
    place: Layout,
    *,
    grammage: float = GRAMMAGE,
    tariff: Tariff | None = None,
    posted_in: str | None = None,
) -> BothWays:
    """The postage of letters on the paper of a layout, posted in one country; without a tariff grams and counts alone.

    Letters that don't go into one envelope, or weigh more than the tariff's last step together, take several; a single
    one that does is named.
    """
    scales = _Scales(sheet_grams(place, grammage), usual_envelope(place), tariff, posted_in)
    by_sender: dict[tuple[str, ...], list[LetterToPost]] = defaultdict(list)
    by_address: dict[tuple[str, ...], list[LetterToPost]] = defaultdict(list)
    for letter in letters:
        by_sender[letter.sender, *letter.address].append(letter)
        by_address[letter.address].append(letter)
    currency = tariff.currency if tariff else None
    together = ([one for letter in group for one in repeat(letter, letter.times)] for group in by_address.values())
    return BothWays(
        singly=scales.sum((group, group[0].times) for group in by_sender.values()),
        together=scales.sum((group, 1) for group in together),
        currency=currency,
    )


@dataclass(frozen=True)
class _Weighed:
    """One envelope with what lies in it."""

    addressee: str
    zone: str
    size: str
    grams: float
    price: Decimal | None
    limit: float | None


@dataclass
class _Scales:
    """What weighs letters and looks up what they cost."""

    sheet: float
    usual: EnvelopeSize
    tariff: Tariff | None
    posted_in: str | None

    def __post_init__(self) -> None:
        """Most letters of a mailing are alike: each kind is weighed once."""
        self._most = cache(self._most_sheets)
        self._envelope = cache(self._weigh)

    def sum(self, groups: Iterable[tuple[Sequence[LetterToPost], int]]) -> Postage:
        """The sum over groups of letters that go to one address, each with how often there is such a group."""
        envelopes: Counter[_Weighed] = Counter()
        split: Counter[str] = Counter()
        for group, times in groups:
            weighed = self._weighed(group)
            for one in weighed:
                envelopes[one] += times
            if len(weighed) > 1:
                split[group[0].addressee] += len(weighed) * times
        zones = tuple(self._zone_sum(name, envelopes) for name in self._order(envelopes))
        sizes: Counter[str] = Counter()
        for one, count in envelopes.items():
            sizes[one.size] += count
        return Postage(
            envelopes=envelopes.total(),
            grams=round(sum(zone.grams for zone in zones), 1),
            price=_total([(zone.price, 1) for zone in zones]) if self.tariff else None,
            zones=zones,
            sizes=dict(sizes),
            too_heavy=tuple(_too_heavy(envelopes)),
            split=tuple(Split(addressee=one, envelopes=count) for one, count in split.items()),
        )

    def _weighed(self, group: Sequence[LetterToPost]) -> list[_Weighed]:
        """The envelopes that letters to one address need: each as full as it may be."""
        addressee, country = group[0].addressee, group[0].country
        filled = [0]
        for letter in group:
            if filled[-1] and filled[-1] + letter.sheets > self._most(country):
                filled.append(0)
            filled[-1] += letter.sheets
        return [self._envelope(addressee, country, sheets) for sheets in filled]

    def _weigh(self, addressee: str, country: str | None, sheets: int) -> _Weighed:
        name, zone = self._zone(country)
        grams = self._grams(sheets)
        price, limit = (zone.price(grams), zone.heaviest) if zone else (None, None)
        return _Weighed(addressee, name, envelope_holding(sheets, self.usual).name, grams, price, limit)

    def _grams(self, sheets: int) -> float:
        return round(sheets * self.sheet + envelope_holding(sheets, self.usual).weight, 2)

    def _most_sheets(self, country: str | None) -> int:
        """How many sheets an envelope may hold: what the largest takes, and what the last step lets it weigh."""
        capacity, (_, zone) = envelope_holding(MANY, self.usual).holds, self._zone(country)
        fitting = (sheets for sheets in range(capacity, 0, -1) if not zone or self._grams(sheets) <= zone.heaviest)
        return next(fitting, 1)

    def _zone(self, country: str | None) -> tuple[str, Zone | None]:
        if country is None or (self.tariff is None and self.posted_in is None):
            return UNKNOWN, None
        if self.tariff is None:
            return (DOMESTIC if country == self.posted_in else ABROAD), None
        name = self.tariff.zone_of(country)
        return (name, self.tariff.zones[name]) if name else (NO_ZONE, None)

    def _order(self, envelopes: Iterable[_Weighed]) -> list[str]:
        """The zones there are letters to, in the tariff's order."""
        there = {one.zone for one in envelopes}
        known = (*(self.tariff.zones if self.tariff else (DOMESTIC, ABROAD)), NO_ZONE, UNKNOWN)
        return [name for name in known if name in there]

    def _zone_sum(self, name: str, envelopes: Mapping[_Weighed, int]) -> ZoneSum:
        here = {one: count for one, count in envelopes.items() if one.zone == name}
        return ZoneSum(
            zone=name,
            envelopes=sum(here.values()),
            grams=round(sum(one.grams * count for one, count in here.items()), 1),
            price=_total([(one.price, count) for one, count in here.items()]) if self.tariff else None,
        )


def _total(prices: Sequence[tuple[Decimal | None, int]]) -> Decimal | None:
    """None where one of them is not known: a sum that leaves something out would be taken for the whole."""
    known = [price * count for price, count in prices if price is not None]
    return sum(known, Decimal(0)) if len(known) == len(prices) else None


def _too_heavy(envelopes: Mapping[_Weighed, int]) -> Iterator[TooHeavy]:
    found: dict[str, dict[_Weighed, int]] = defaultdict(dict)
    for one, count in envelopes.items():
        if one.limit is not None and one.price is None:
            found[one.addressee][one] = count
    for addressee, heavy in found.items():
        heaviest = max(heavy, key=lambda one: one.grams)
        limit = heaviest.limit or 0
        yield TooHeavy(addressee=addressee, grams=heaviest.grams, limit=limit, envelopes=sum(heavy.values()))
