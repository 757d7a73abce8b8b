"""Whose letters are made where they are not one sender's: a list's members', or people's who are yet unknown."""

from dataclasses import dataclass

from letterkit.cli.options import Blank, New, Only, SendersList
from letterkit.cli.spread import Without
from letterkit.cli.taken_up import Part
from letterkit.cli.writer import sender_of
from letterkit.errors import WrongUsage
from letterkit.senders import MembersList, chosen, find_sender, read_members, unknown_members
from letterkit.settings import DEFAULT_PROFILE

OF_LIST = Without(("new", "blank"))
"""Marks that a command makes letters of a list's members alone, whether or not they had some before."""


@dataclass(frozen=True)
class Whose:
    """Whose letters are wanted: each field is an option of the commands that make letters for a group."""

    senders: SendersList = None
    only: Only = None
    new: New = False
    blank: Blank = None

    @property
    def part(self) -> Part:
        """The option by which only some members of the list are chosen."""
        return "--only" if self.only else "--new" if self.new else ""

    def people(self, named: str | None, usual: str) -> MembersList | None:
        """Who they are; None for one sender. ``named`` is the profile of ``--as``, ``usual`` that of the settings."""
        if self.blank:
            return self._unknown(named or usual, self.blank)
        return self._members(named) if self.senders or self.only or self.new else None

    def _members(self, profile: str | None) -> MembersList:
        if self.only and self.new:
            raise WrongUsage("--only and --new both choose members", "leave one of the two away")
        if self.senders is None:
            raise WrongUsage(f"{self.part} chooses members of a list", "add --senders members.csv")
        if profile:
            raise WrongUsage("--as names one sender, --senders a list of them", "leave one of the two away")
        return chosen(read_members(self.senders), self.only or ())

    def _unknown(self, profile: str, copies: int) -> MembersList:
        """Those who fill letters in by hand, like the one who makes them."""
        if self.senders or self.only or self.new:
            raise WrongUsage("--blank makes letters for people who are on no list", "leave --senders away, or --blank")
        like = find_sender(profile)
        if like is None and profile != DEFAULT_PROFILE:
            sender_of(profile, keep=False)
        return unknown_members(copies, like)
