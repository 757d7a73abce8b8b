"""A script that hands the faxes of a folder to HylaFAX."""

import shlex
from collections.abc import Iterable

from letterkit.model.fax import Quality

RESOLUTION = {Quality.STANDARD: "-l", Quality.FINE: "-m", Quality.SUPERFINE: "-G"}
HEAD = """#!/bin/sh
# Hands the faxes of this folder to HylaFAX, each once: what was queued has a file .queued beside it.
# Options stand before -d, since sendfax applies them to the numbers after them; -n: no cover sheet but ours.
set -eu
cd "$(dirname "$0")"

send() {
    if [ -e "$1.queued" ]; then
        echo "$1: queued before, passed over" >&2
        return
    fi
    sendfax -n "$2" -d "$3" "$1"
    : >"$1.queued"
}

"""


def sendfax_script(faxes: Iterable[tuple[str, Quality, str]]) -> bytes:
    """The script for (file, quality, number): numbers in international form, which the server's dial rules turn."""
    lines = (shlex.join(("send", file, RESOLUTION[quality], number)) for file, quality, number in faxes)
    return (HEAD + "".join(f"{line}\n" for line in lines)).encode()
