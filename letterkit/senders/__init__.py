"""Senders: a profile of one's own, or a members' list."""

from letterkit.senders.profile import (
    checked_sender,
    country_code,
    find_sender,
    forget_profile,
    profile_names,
    save_profile,
)

__all__ = ["checked_sender", "country_code", "find_sender", "forget_profile", "profile_names", "save_profile"]
