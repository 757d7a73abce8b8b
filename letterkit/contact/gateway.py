"""The mail address by which a fax service takes a fax (RFC 3192, and what services make of it)."""

import re

from letterkit.contact.fax import FaxMachine
from letterkit.errors import WrongUsage
from letterkit.model.appeal import EMAIL_ADDRESS

WITH_PLUS, DIGITS = "%e", "%d"
STANDARD_FORM = "FAX="


def check_gateway(pattern: str) -> str:
    """The pattern; raises :class:`WrongUsage` when it makes no mail address, or would not hold the number."""
    numbered = WITH_PLUS in pattern or DIGITS in pattern
    if not numbered or not re.fullmatch(EMAIL_ADDRESS, pattern.replace(WITH_PLUS, "1").replace(DIGITS, "1")):
        remedy = "write the service's address with %e for +12025880032 or %d for 12025880032: --gateway %d@fax.example"
        raise WrongUsage(f"{pattern!r} is no address of a fax service", remedy)
    return pattern


def gateway_address(pattern: str, machine: FaxMachine) -> str:
    """The address for one machine; only the standard form can carry a sub-address (``FAX=+1…/T33S=12@…``)."""
    after = f"/T33S={machine.subaddress}" if machine.subaddress and pattern.startswith(STANDARD_FORM) else ""
    plus = machine.e164 + after
    return pattern.replace(WITH_PLUS, plus).replace(DIGITS, plus.removeprefix("+"))
