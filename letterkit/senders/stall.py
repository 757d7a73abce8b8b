"""A list of people whom nobody knows yet: each will fill in name and address by hand."""

from letterkit.model.sender import Sender
from letterkit.senders.members import Member, MembersList
from letterkit.senders.table import Row, Table


def unknown_members(copies: int, like: Sender | None) -> MembersList:
    """So many of them, of the country and language of the sender who stands at the stall, on the same layout."""
    known = like.model_dump(include={"country", "language", "layout"}) if like else {}
    width = max(2, len(str(copies)))
    rows = tuple(Row(number, (f"{number:0{width}}",)) for number in range(1, copies + 1))
    members = (Member(row=row.number, sender=Sender(name="-", id=row.cells[0], **known), by_hand=True) for row in rows)
    return MembersList(Table(rows), Row(0, ("id",)), tuple(members))
