"""How large the type is in which the address block and the sender's slots are set: as large as their lines allow."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from letterkit.errors import Mistake
from letterkit.model.letter import Body, SenderParts
from letterkit.typeset.fits import RAGGED
from letterkit.typeset.fonts import POINTS_PER_MM, unit_width, widest
from letterkit.typeset.layouts import Box, Layout, Size


@dataclass(frozen=True)
class Type:
    """Type size in points, leading in mm."""

    size: float
    leading: float


@dataclass(frozen=True)
class Ladder:
    """Sizes in points from the one that is wished for to the smallest; leadings as multiples of the size."""

    sizes: tuple[float, ...]
    leading: float
    tightest: float

    def steps(self) -> Iterator[tuple[float, float, bool]]:
        """Size, leading, and whether a line may go on in a second one: only when the smallest size did not help."""
        for may_go_on in (False, True):
            yield from ((size, self.leading, may_go_on) for size in self.sizes)
            yield self.sizes[-1], self.tightest, may_go_on


TOO_MANY = 99
LETTERHEAD = Ladder((9.5, 9, 8.5, 8), 1.3, 1.15)
NAME_IN_LETTERHEAD = 1.15
"""The sender's name is bold, and larger by this."""
BOLDER = 1.08
"""By how much bold type is wider."""
DATE = Ladder((10.5, 10, 9.5, 9), 1.3, 1.15)
RETURN_ADDRESS = Ladder((7.5, 7, 6.5, 6), 1.2, 1.1)
ADDRESS = Ladder((10.5, 10, 9.5, 9, 8.5, 8), 1.15, 0.975)
"""DIN 5008 and USPS allow 8 pt and more. Solid lines at 8 pt only where a window shows no more than six of those."""
LONG_ADDRESS = Ladder((8,), 1.1, 0.975)
"""Where it needs the room above its box: no more of that than it must."""
OUTSIDE = Ladder((12, 11.5, 11, 10.5, 10, 9.5, 9, 8.5, 8), 1.2, 1)
"""On envelopes and labels, which sorting machines read: 8 pt is the smallest that USPS allows."""
SMALLER = Ladder((9.5, 9, 8.5, 8), 1.2, 1)
"""The return address, which nobody may take for the other."""
LOOSEST_ADDRESS = 1.25
HANGING = 0.61
"""From the middle of a line to the lower end of a g, in the font's own measures."""
ROUTE = Type(7.5, 3.1)


@dataclass(frozen=True)
class SenderTypes:
    """The type of each slot that the sender's parts fill."""

    letterhead: Type
    return_address: Type
    place_and_date: Type


@dataclass(frozen=True)
class SlotTypes(SenderTypes):
    """The type of each slot, and of the address block."""

    address: Type
    route: Type = ROUTE

    @property
    def address_hangs(self) -> float:
        """How far, in mm, the last line of a tightly set address hangs below its line."""
        return max(0, _hanging(self.address.size) - self.address.leading / 2)


def sender_types(parts: SenderParts, place: Layout) -> SenderTypes:
    """The type of each slot; raises :class:`Mistake` for what a slot can't hold: nothing is ever cut off."""
    return SenderTypes(
        letterhead=_slot("the letterhead", place.letterhead, _letterhead(parts), LETTERHEAD),
        return_address=_return_address(parts, place),
        place_and_date=_slot("place and date", place.place_and_date, [_Line(parts.place_and_date)], DATE),
    )


def slot_types(body: Body, types: SenderTypes, place: Layout) -> SlotTypes:
    """The sender's types, and that of the address block; raises what :func:`address_type` raises."""
    return SlotTypes(types.letterhead, types.return_address, types.place_and_date, address_type(body, place))


def letterhead_depth(parts: SenderParts, place: Layout) -> float:
    """How many mm of its slot the lines of the letterhead take."""
    lines, across = _letterhead(parts), place.letterhead.w
    chosen = _slot("the letterhead", place.letterhead, lines, LETTERHEAD)
    return sum(line.pieces(chosen.size * RAGGED, across) for line in lines) * chosen.leading


@dataclass(frozen=True)
class _Line:
    """A line as it was given, and by how much its type is wider than the slot's."""

    text: str
    wider: float = 1

    def pieces(self, size: float, across: float) -> int:
        """How many lines it takes at a size in points where there are so many mm across; a word is never broken."""
        if unit_width(self.text) * size * self.wider <= across:
            return 1
        lines, used, blank = 1, 0.0, widest((" ",), size * self.wider)
        for word in self.text.split():
            width = widest((word,), size * self.wider)
            if width > across:
                return TOO_MANY
            goes_on = not used or used + blank + width <= across
            lines += not goes_on
            used = used + (blank if used else 0) + width if goes_on else width
        return lines


def _letterhead(parts: SenderParts) -> list[_Line]:
    name, *rest = (_Line(line) for line in parts.letterhead)
    return [replace(name, wider=NAME_IN_LETTERHEAD * BOLDER), *rest]


def address_type(body: Body, place: Layout) -> Type:
    """The type of the address block, below the route's line where that stands within its box.

    Lines that are too long at the smallest size go on in a second one, as long as the box holds them all. Raises
    :class:`Mistake` when it can't: an address must never be cut off.
    """
    lines = [_Line(line) for line in body.address]
    above = ROUTE.leading if body.route_note else 0
    inside = place.address.h - (0 if place.room_above_address else above)
    at_most = place.address.h + place.room_above_address + place.room_below_address - above
    for room, ladder in ((inside, ADDRESS), (at_most, LONG_ADDRESS)):
        found = _fitting(lines, place.address.w, room, ladder)
        if found:
            return found[0] if ladder is LONG_ADDRESS else _spread(*found, room)
    longest = max(body.address, key=len)
    raise Mistake(f"the address does not fit the window: “{longest}”", "shorten that line in the appeal file")


def _return_address(parts: SenderParts, place: Layout) -> Type:
    box = place.return_address
    if not box or not parts.return_address:
        return Type(RETURN_ADDRESS.sizes[0], 0)
    return _slot("the return address", box, [_Line(parts.return_address)], RETURN_ADDRESS)


def type_outside(lines: Sequence[str], room: Size, ladder: Ladder = OUTSIDE) -> tuple[Type, int] | None:
    """The largest type in which lines fit a part of an envelope or a label, and how many they are then.

    None where they don't at any size: a line is never cut off, and a word never broken.
    """
    return _fitting([_Line(line) for line in lines], room.w, room.h, ladder)


def _slot(name: str, box: Box, lines: Sequence[_Line], ladder: Ladder) -> Type:
    found = _fitting(lines, box.w, box.h, ladder)
    if found is None:
        remedy = "shorten the sender's name, address or contacts: letterkit me, or the row of the members' list"
        raise Mistake(f"{name} takes more lines than the layout has room for", remedy)
    return found[0]


def _fitting(lines: Sequence[_Line], across: float, room: float, ladder: Ladder) -> tuple[Type, int] | None:
    """The first step of the ladder at which the lines fit, and how many they are then."""
    for size, leading, may_go_on in ladder.steps():
        count = sum(line.pieces(size * RAGGED, across) for line in lines)
        if count > len(lines) and not may_go_on:
            continue
        step = size * leading / POINTS_PER_MM
        if max(count * step, (count - 0.5) * step + _hanging(size)) <= room:
            return Type(size, step), count
    return None


def _spread(tightest: Type, count: int, room: float) -> Type:
    """The same size with as much leading as the room allows, up to a limit."""
    loosest = tightest.size * LOOSEST_ADDRESS / POINTS_PER_MM
    leading = min(loosest, room / count, (room - _hanging(tightest.size)) / (count - 0.5))
    return Type(tightest.size, leading)


def _hanging(size: float) -> float:
    """How far below the middle of its line the letter g ends; solid lines let it hang out of the last one."""
    return size * HANGING / POINTS_PER_MM
