"""Routes: one person may be reached directly, by an embassy, or by a mission; which way is nearest to the sender."""

from collections.abc import Iterable

from letterkit.model.appeal import Addressee


def route_groups(addressees: Iterable[Addressee]) -> list[tuple[Addressee, ...]]:
    """The addressees, those who are one person by several routes together, in the appeal's order."""
    groups: dict[tuple[str, ...], list[Addressee]] = {}
    for addressee in addressees:
        groups.setdefault(_person(addressee), []).append(addressee)
    return [tuple(group) for group in groups.values()]


def nearest(group: tuple[Addressee, ...], sender_country: str | None) -> Addressee:
    """The route in the sender's own country, else the direct one, else the first that the appeal gives."""
    for addressee in group:
        if sender_country and addressee.address and addressee.address.country == sender_country:
            return addressee
    return next((addressee for addressee in group if not addressee.care_of), group[0])


def nearest_ids(addressees: Iterable[Addressee], sender_country: str | None) -> frozenset[str]:
    """The ids of the addressees that remain when each person is written to by the nearest route only."""
    return frozenset(nearest(group, sender_country).id for group in route_groups(addressees))


def _person(addressee: Addressee) -> tuple[str, ...]:
    """What makes two entries the same person: a name and the office; without a name the office and its organisation."""
    if not addressee.office:
        return (addressee.id,)
    return (addressee.office.casefold(), (addressee.name or addressee.organisation or "").casefold())
