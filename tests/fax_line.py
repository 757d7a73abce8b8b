"""A telephone line with a fax machine at each end, all in software: libspandsp's T.30 machines, wired to each other.

The caller is given a fax file, the other machine writes what it receives. Samples of 8 kHz go both ways in blocks of
20 ms, through the A-law of a telephone exchange, weakened and with noise if asked. Nothing is dialled.
"""

import ctypes
import os
from collections.abc import Callable
from ctypes import POINTER, c_char_p, c_int, c_int16, c_uint8, c_void_p
from ctypes.util import find_library
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from random import Random

import pytest
from PIL import Image, ImageChops, ImageSequence

BLOCK = 160
BLOCKS_PER_SECOND = 50
LONGEST_CALL = 600 * BLOCKS_PER_SECOND
HANG_UP = BLOCKS_PER_SECOND
GIVES_UP = 60 * BLOCKS_PER_SECOND
LOUDEST = 32767
BELOW_FULL_SCALE = 3.14
"""Decibels from a sine of 0 dBm0 to the loudest one."""
A_LAW = 0
ALL_MODEMS = 0b111
MH, MR, MMR = 0x2, 0x4, 0x8
STANDARD, FINE, SUPERFINE, R8 = 0x1, 0x2, 0x4, 0x20000
A4_WIDE, ANY_LENGTH, A4_LONG, LETTER_LONG = 0x1, 0x10000, 0x20000, 0x80000
RECEIVED_AS_T6 = 3

Ended = ctypes.CFUNCTYPE(None, c_void_p, c_void_p, c_int)


@dataclass(frozen=True)
class Machine:
    """What a machine is able to do: codings, resolutions, lengths of paper, error correction, ms for a row."""

    codings: int = MH | MR | MMR
    resolutions: int = STANDARD | FINE | SUPERFINE | R8
    sizes: int = A4_WIDE | ANY_LENGTH | A4_LONG | LETTER_LONG
    corrects: bool = True
    row_ms: int = 0


FULL = Machine(resolutions=STANDARD | FINE | SUPERFINE | R8 | 0x40000 | 0x100000 | 0x200000, sizes=0x1F0007)
OFFICE = Machine()
BASIC = Machine(MH, STANDARD | FINE | R8, A4_WIDE | A4_LONG | LETTER_LONG, corrects=False, row_ms=20)
"""A machine of the eighties."""


@dataclass(frozen=True)
class Line:
    """How bad the line is: decibels lost on the way, and noise in dBm0."""

    loss: float = 0
    noise: float | None = None


CLEAR = Line()
NOISY = Line(loss=10, noise=-50)


def pages_in(file: Path) -> list[Image.Image]:
    """The pages of a fax file, paper white."""
    if not file.exists() or not file.stat().st_size:
        return []
    with Image.open(file) as image:
        return [page.convert("1") for page in ImageSequence.Iterator(image)]


def arrives(file: Path, received: Path, machine: Machine = FULL, line: Line = CLEAR) -> bool:
    """Whether a call ends well at both ends, and every page of it arrives pixel for pixel."""
    if _call(file, received, machine, line) != [0, 0]:
        return False
    sent, got = pages_in(file), pages_in(received)
    same = (a.size == b.size and not ImageChops.logical_xor(a, b).getbbox() for a, b in zip(sent, got, strict=False))
    return len(sent) == len(got) > 0 and all(same)


def _call(file: Path, received: Path, machine: Machine, line: Line) -> list[int | None]:
    """How the call ended for the caller and for the other machine; 0 is well, None is not at all."""
    spandsp = _spandsp()
    caller, other = _End(FULL, calls=True), _End(machine, calls=False)
    spandsp.t30_set_tx_file(caller.t30, os.fsencode(file), -1, -1)
    spandsp.t30_set_rx_file(other.t30, os.fsencode(received), -1)
    spandsp.t30_set_rx_encoding(other.t30, RECEIVED_AS_T6)
    there, back = _wire(line, seed=11), _wire(line, seed=12)
    alone = 0
    for _ in range(LONGEST_CALL):
        spoken, answered = there(caller.speaks()), back(other.speaks())
        other.hears(spoken)
        caller.hears(answered)
        ended = [caller.result is not None, other.result is not None]
        alone += any(ended)
        if alone > (HANG_UP if all(ended) else GIVES_UP):
            break
    caller.hang_up()
    other.hang_up()
    return [caller.result, other.result]


class _End:
    def __init__(self, machine: Machine, *, calls: bool) -> None:
        self.spandsp = _spandsp()
        self.fax = self.spandsp.fax_init(None, int(calls))
        self.t30 = self.spandsp.fax_get_t30_state(self.fax)
        self.result: int | None = None
        self.block = (c_int16 * BLOCK)()
        self.ended = Ended(self._ends)  # kept, since C holds it only as an address
        self.spandsp.t30_set_phase_e_handler(self.t30, self.ended, None)
        self.spandsp.fax_set_transmit_on_idle(self.fax, 1)
        self.spandsp.t30_set_ecm_capability(self.t30, int(machine.corrects))
        self.spandsp.t30_set_supported_modems(self.t30, ALL_MODEMS)
        self.spandsp.t30_set_supported_compressions(self.t30, machine.codings)
        self.spandsp.t30_set_supported_resolutions(self.t30, machine.resolutions)
        self.spandsp.t30_set_supported_image_sizes(self.t30, machine.sizes)
        self.spandsp.t30_set_minimum_scan_line_time(self.t30, machine.row_ms)

    def _ends(self, _state: int, _user: int, result: int) -> None:
        self.result = result

    def speaks(self) -> "ctypes.Array[c_int16]":
        length = self.spandsp.fax_tx(self.fax, self.block, BLOCK)
        for at in range(max(length, 0), BLOCK):
            self.block[at] = 0
        return self.block

    def hears(self, block: "ctypes.Array[c_int16]") -> None:
        self.spandsp.fax_rx(self.fax, block, BLOCK)

    def hang_up(self) -> None:
        if self.result is None:
            self.spandsp.t30_terminate(self.t30)
        self.spandsp.fax_free(self.fax)


def _wire(line: Line, seed: int) -> Callable[["ctypes.Array[c_int16]"], "ctypes.Array[c_int16]"]:
    spandsp = _spandsp()
    codec = spandsp.g711_init(None, A_LAW)
    octets = (c_uint8 * BLOCK)()
    share = 10 ** (-line.loss / 20)
    gauss = Random(seed).gauss
    power = 0.0 if line.noise is None else LOUDEST / 2**0.5 * 10 ** ((line.noise - BELOW_FULL_SCALE) / 20)

    def carry(block: "ctypes.Array[c_int16]") -> "ctypes.Array[c_int16]":
        if line != CLEAR:
            block[:] = [max(-LOUDEST, min(LOUDEST, int(value * share + gauss(0, power)))) for value in block]
        spandsp.g711_decode(codec, block, octets, spandsp.g711_encode(codec, octets, block, BLOCK))
        return block

    return carry


@cache
def _spandsp() -> ctypes.CDLL:
    """The library with the types of its functions; without it the test is skipped."""
    try:
        library = ctypes.CDLL(find_library("spandsp") or "libspandsp.so.2")
    except OSError:
        pytest.skip("libspandsp is not installed: `make rig` brings it")
    samples, octets = POINTER(c_int16), POINTER(c_uint8)
    for name, result, *arguments in (
        ("fax_init", c_void_p, c_void_p, c_int),
        ("fax_free", c_int, c_void_p),
        ("fax_rx", c_int, c_void_p, samples, c_int),
        ("fax_tx", c_int, c_void_p, samples, c_int),
        ("fax_set_transmit_on_idle", None, c_void_p, c_int),
        ("fax_get_t30_state", c_void_p, c_void_p),
        ("t30_set_tx_file", None, c_void_p, c_char_p, c_int, c_int),
        ("t30_set_rx_file", None, c_void_p, c_char_p, c_int),
        ("t30_set_rx_encoding", c_int, c_void_p, c_int),
        ("t30_set_ecm_capability", c_int, c_void_p, c_int),
        ("t30_set_minimum_scan_line_time", c_int, c_void_p, c_int),
        ("t30_set_supported_modems", c_int, c_void_p, c_int),
        ("t30_set_supported_compressions", c_int, c_void_p, c_int),
        ("t30_set_supported_resolutions", c_int, c_void_p, c_int),
        ("t30_set_supported_image_sizes", c_int, c_void_p, c_int),
        ("t30_set_phase_e_handler", None, c_void_p, Ended, c_void_p),
        ("t30_terminate", None, c_void_p),
        ("g711_init", c_void_p, c_void_p, c_int),
        ("g711_encode", c_int, c_void_p, octets, samples, c_int),
        ("g711_decode", c_int, c_void_p, samples, octets, c_int),
    ):
        function = getattr(library, str(name))
        function.restype, function.argtypes = result, arguments
    return library
