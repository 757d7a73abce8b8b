"""Senders: a profile of one's own, or a members' list."""

from letterkit.senders.choosing import chosen
from letterkit.senders.members import Member, MembersList, Rejected, most_live_in, read_members, rejected
from letterkit.senders.newcomers import Newcomers, address_sum, newcomers
from letterkit.senders.profile import (
    checked_sender,
    country_code,
    find_sender,
    forget_profile,
    names_by_key,
    profile_names,
    read_sender,
    save_profile,
    sender_file,
)
from letterkit.senders.rejects import rejects_csv, rejects_without
from letterkit.senders.stall import unknown_members

__all__ = [
    "Member",
    "MembersList",
    "Newcomers",
    "Rejected",
    "address_sum",
    "checked_sender",
    "chosen",
    "country_code",
    "find_sender",
    "forget_profile",
    "most_live_in",
    "names_by_key",
    "newcomers",
    "profile_names",
    "read_members",
    "read_sender",
    "rejected",
    "rejects_csv",
    "rejects_without",
    "save_profile",
    "sender_file",
    "unknown_members",
]
