"""What an addressee can do for the subjects: decide, convey, or intercede."""

from letterkit.compose.wording import Relation
from letterkit.model.appeal import Addressee, Appeal
from letterkit.protocol.offices import find_institutions

CONVEYING = frozenset({"ambassador", "permanent_representative", "charge_daffaires", "consul"})
INTERCEDING = frozenset({"un_official"})
HEADLESS = frozenset({None, "institution", "un_official", "official_unknown_name"})
MISSIONS = frozenset({"embassy", "permanent_mission", "consulate"})


def relation(addressee: Addressee, appeal: Appeal) -> Relation:
    """Heads of mission convey; UN bodies and authorities of other states intercede; all others decide."""
    if addressee.office_class in CONVEYING or (addressee.office_class in HEADLESS and _is_mission(addressee)):
        return "conveys"
    if addressee.office_class in INTERCEDING or _is_of_another_state(addressee, appeal):
        return "intercedes"
    return "decides"


def _is_mission(addressee: Addressee) -> bool:
    """Whether the first institution that the entry names is an embassy, a permanent mission or a consulate."""
    found = find_institutions(addressee.organisation or addressee.office or "")
    return bool(found) and found[0].meaning.kind in MISSIONS


def _is_of_another_state(addressee: Addressee, appeal: Appeal) -> bool:
    """An office that is written to abroad, by nobody's care, belongs to the state where its letters are delivered."""
    where = addressee.address.country if addressee.address else None
    abroad = None not in (where, appeal.country) and where != appeal.country
    return abroad and not addressee.care_of and not _is_mission(addressee)
