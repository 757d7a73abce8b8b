"""A reading as the JSON object that scripts rely on."""

from typing import Any

from letterkit.model.finding import Reading


def reading_json(reading: Reading) -> dict[str, Any]:
    """The JSON contract of ``letterkit import --json``: absent is ``null`` or ``[]``; an addressee has its ``line``.

    Of requests in several languages it has those in the appeal's own.
    """
    found = reading.appeal.model_dump(mode="json", exclude={"status"})
    found["requests"] = list(reading.appeal.requests_in(reading.appeal.language))
    for field in ("addressees", "copies_to"):
        for at, addressee in enumerate(found[field]):
            addressee["line"] = reading.lines.get(f"{field}[{at}]")
    found["findings"] = [finding.model_dump(mode="json") for finding in reading.findings]
    return found
