"""What an addressee can do for the subjects: decide, convey, or intercede."""

from letterkit.compose.wording import Relation
from letterkit.model.appeal import Addressee, Appeal

CONVEYING = frozenset({"ambassador", "permanent_representative", "charge_daffaires", "consul"})
INTERCEDING = frozenset({"un_official"})
HEADLESS = frozenset({None, "institution", "un_official", "official_unknown_name"})
EMBASSIES = (
    *("embassy", "mission", "ambassade", "embajada", "botschaft", "embaixada", "ambasciata"),
    *("consul", "konsul", "high commission", "misión", "vertretung", "missão", "missione"),
)


def relation(addressee: Addressee, appeal: Appeal) -> Relation:
    """Heads of mission convey; UN bodies and authorities of other states intercede; all others decide."""
    if addressee.office_class in CONVEYING or _is_mission(addressee):
        return "conveys"
    if addressee.office_class in INTERCEDING or _is_of_another_state(addressee, appeal):
        return "intercedes"
    return "decides"


def _is_mission(addressee: Addressee) -> bool:
    name = f"{addressee.organisation or ''} {addressee.office or ''}".lower()
    return addressee.office_class in HEADLESS and any(word in name for word in EMBASSIES)


def _is_of_another_state(addressee: Addressee, appeal: Appeal) -> bool:
    """An office that is written to abroad, by no one's care, belongs to the state where its letters are delivered."""
    where = addressee.address.country if addressee.address else None
    return None not in (where, appeal.country) and where != appeal.country and not addressee.care_of
