"""``letterkit import``: a published document becomes an appeal file."""

from pathlib import Path
from typing import Annotated

import typer

from letterkit.appeals.corrections import confirmed, corrected, value_at
from letterkit.appeals.file import appeal_file_text
from letterkit.appeals.open import open_appeal
from letterkit.appeals.rendering import reading_json
from letterkit.appeals.several import SeveralAppeals
from letterkit.cli import screen
from letterkit.cli.options import AppealNumber, Json, Quiet, Verbose
from letterkit.errors import Mistake, WrongUsage
from letterkit.folders import whole_file
from letterkit.model.appeal import Addressee, Appeal
from letterkit.model.finding import Finding, Reading

app = typer.Typer(rich_markup_mode=None, add_completion=False)


@app.command()
def import_appeal(
    source: Annotated[str, typer.Argument(metavar="SOURCE", help="The published document; - is standard input.")],
    output: Annotated[
        Path | None, typer.Option("--output", "-o", metavar="FILE", help="Write the appeal file here.")
    ] = None,
    force: Annotated[bool, typer.Option("--force", help="Write over an appeal file that is there.")] = False,
    appeal: AppealNumber = None,
    interactive: Annotated[bool, typer.Option("--interactive", "-i", help="Ask about each guess and doubt.")] = False,
    json: Json = False,
    quiet: Quiet = False,
    verbose: Verbose = False,
) -> None:
    """Read a published appeal into an appeal file; say what was found, repaired, missing.

    Without -o the appeal file is printed. Compare it with the source: every value says from which line it came.
    """
    if output and output.exists() and not force:
        raise Mistake(f"{output} is there already, perhaps with your corrections", "--force writes over it")
    reading = _opened(source, appeal, json)
    if interactive:
        reading = _ask_about(reading)
    if json:
        text = screen.json_text(reading_json(reading))
    else:
        text = appeal_file_text(reading, Path(source).name if source != "-" else "standard input")
    if output is None:
        screen.data(text)
    else:
        with whole_file(output) as file:
            file.write(text.encode("utf-8", "surrogateescape"))
    if json and output is None:
        return
    if not quiet:
        _summarise(reading)
    screen.say_findings(reading.findings, reading.appeal, quiet=quiet)
    if output is not None:
        following = "" if json else f" Next: letterkit check {output}"
        screen.say(f"\n{output} is written.{following}", quiet=quiet)


def _opened(source: str, appeal: int | None, json: bool) -> Reading:
    """The document as read; where it holds several appeals, a script gets the choices before the refusal."""
    try:
        return open_appeal(source, appeal_number=appeal)
    except SeveralAppeals as several:
        if json:
            screen.data_json(reading_json(_choices(several)))
        raise


def _choices(several: SeveralAppeals) -> Reading:
    """The appeals of a document as findings, for a script to choose from."""
    findings = (
        Finding(field="appeal", line=problem.line, kind="doubtful", message=f"{problem.message}: {problem.remedy}")
        for problem in several.problems
    )
    return Reading(Appeal(), tuple(findings), {})


ASKED = ("guessed", "doubtful", "repaired")


def _ask_about(reading: Reading) -> Reading:
    """Walks a person through guesses, doubts and repairs: enter keeps, other text takes the value's place."""
    if not screen.asks():
        raise WrongUsage("--interactive needs a terminal to ask at", "leave it away, and edit the appeal file")
    for finding in [one for one in reading.findings if one.kind in ASKED]:
        where = f" (line {finding.line})" if finding.line else ""
        screen.say(f"\n{finding.field}{where}, {finding.kind}: {finding.message}")
        reading = _answered(reading, finding)
    return reading


def _answered(reading: Reading, finding: Finding) -> Reading:
    """The reading after a person's answer to one finding; asks again as long as the answer can't stand there."""
    value = value_at(reading, finding.field)
    items = value if isinstance(value, list) else [value]
    if value is None or any(isinstance(item, dict) for item in items):
        return confirmed(reading, finding) if screen.confirm("Looked at?") else reading
    screen.say(f"  {'; '.join(map(str, items))}")
    while True:
        answer = screen.ask("Enter keeps it, ? leaves it open, other text replaces it")
        if answer == "?":
            return reading
        try:
            return corrected(reading, finding, answer) if answer else confirmed(reading, finding)
        except Mistake as error:
            screen.say(str(error))


def _summarise(reading: Reading) -> None:
    """What was read, short enough to be compared with the source in a minute."""
    appeal = reading.appeal
    facts = {
        "title": appeal.title,
        "code": appeal.code,
        "date": appeal.date.isoformat() if appeal.date else None,
        "letters until": appeal.expires.isoformat() if appeal.expires else None,
        "country": appeal.country,
        "language": appeal.language,
        "issuers": "; ".join(issuer.name for issuer in appeal.issuers),
        "subjects": "; ".join(appeal.subjects),
        "lead-in": appeal.lead_in,
    }
    rows = [(name, value) for name, value in facts.items() if value]
    rows += [(f"request {at}", _shortened(text)) for at, text in enumerate(appeal.requests_in(appeal.language), 1)]
    rows += [(f"to {at}", _line(one)) for at, one in enumerate(appeal.addressees, 1)]
    rows += [("copy to", _line(one)) for one in appeal.copies_to]
    screen.table(("", "what was read"), rows, err=True)
    screen.say("")


def _line(addressee: Addressee) -> str:
    where = (addressee.address.country or "?") if addressee.address else "no postal address"
    named = (addressee.name, addressee.office, addressee.organisation)
    route = f"c/o {addressee.care_of}" if addressee.care_of else None
    faxes, emails = (f"fax {number}" for number in addressee.faxes), addressee.emails
    return ", ".join(part for part in (*named, route, where, *faxes, *emails) if part)


def _shortened(text: str) -> str:
    """The beginning and the end of a long text, by which one sees that it is whole."""
    return text if len(text) <= 110 else f"{text[:60].rstrip()} … {text[-40:].lstrip()}"
