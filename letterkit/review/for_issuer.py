"""What supporters will miss in an appeal that is about to go out."""

from collections.abc import Iterator
from datetime import date

from letterkit.compose import compose
from letterkit.errors import LetterkitError
from letterkit.model.appeal import Addressee, Appeal
from letterkit.model.finding import Finding, Reading
from letterkit.model.letter import Voice
from letterkit.model.sender import Sender
from letterkit.typeset.layouts import layout_for
from letterkit.typeset.letters import set_letter

LONGEST_SUMMARY = 80
"""Words. A longer summary pushes the requests to a second page."""
SOMEONE = Sender(name="A Supporter", address=("1 Example Street", "1000 Example Town"), country="CH")


def missing_for_supporters(reading: Reading, on: date) -> list[Finding]:
    """What makes the letters weaker or harder to write than they need be; nothing of it is a mistake."""
    return [*_missing_facts(reading), *_addressees(reading), *_too_long(reading, on)]


def _missing_facts(reading: Reading) -> Iterator[Finding]:
    wanted = {
        "code": "no code: supporters can't say which appeal they answered",
        "expires": "no last day: people will still be writing in twenty years (expires: 2027-01-31)",
        "report_back": "no word on how supporters should tell you what they did",
        "subjects": "no subjects: the letter names nobody before its requests",
    }
    for field, message in wanted.items():
        if not getattr(reading.appeal, field):
            yield Finding(field=field, line=None, kind="missing", message=message)
    summary = reading.appeal.summary
    if summary and len(summary.split()) > LONGEST_SUMMARY:
        message = f"{len(summary.split())} words; {LONGEST_SUMMARY} leave room for the requests on one page"
        yield Finding(field="summary", line=reading.lines.get("summary"), kind="doubtful", message=message)


def _addressees(reading: Reading) -> Iterator[Finding]:
    for at, addressee in enumerate(reading.appeal.addressees):
        field = f"addressees[{at}]"
        line = reading.lines.get(field)
        if not addressee.salutation:
            message = f"{addressee.id}: no salutation; supporters get the usual one for the office"
            yield Finding(field=f"{field}.salutation", line=line, kind="missing", message=message)
        if not addressee.office_class:
            message = f"{addressee.id}: no known office; the salutation will be a general one"
            yield Finding(field=f"{field}.office_class", line=line, kind="missing", message=message)


def _too_long(reading: Reading, on: date) -> Iterator[Finding]:
    appeal = reading.appeal
    for addressee in appeal.addressees[:1]:
        try:
            pages = _pages(appeal, addressee, on)
        except LetterkitError as error:
            yield Finding(field="requests", line=None, kind="doubtful", message=error.problems[0].message)
            continue
        if pages > 1:
            message = f"a letter with all requests takes {pages} pages; shorter requests are read to the end"
            yield Finding(field="requests", line=reading.lines.get("requests[0]"), kind="doubtful", message=message)


def _pages(appeal: Appeal, addressee: Addressee, on: date) -> int:
    voice = Voice(language=appeal.request_languages[0], layout=layout_for(SOMEONE.country), country=SOMEONE.country)
    return set_letter(compose(appeal, addressee, SOMEONE, voice, on)).pages
