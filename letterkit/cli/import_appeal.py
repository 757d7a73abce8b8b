"""``letterkit import``: a published document becomes an appeal file."""

from pathlib import Path
from typing import Annotated

import typer

from letterkit.appeals.file import appeal_file_text
from letterkit.appeals.open import open_appeal
from letterkit.appeals.rendering import reading_json
from letterkit.cli import screen
from letterkit.cli.options import AppealNumber, Json, Quiet, Verbose
from letterkit.folders import whole_file

app = typer.Typer(rich_markup_mode=None, add_completion=False)


@app.command()
def import_appeal(
    source: Annotated[str, typer.Argument(metavar="SOURCE", help="The published document; - is standard input.")],
    output: Annotated[
        Path | None, typer.Option("--output", "-o", metavar="FILE", help="Write the appeal file here.")
    ] = None,
    appeal: AppealNumber = None,
    json: Json = False,
    quiet: Quiet = False,
    verbose: Verbose = False,
) -> None:
    """Read a published appeal into an appeal file; say what was found, repaired, missing.

    Without -o the appeal file is printed. Compare it with the source: every value says from which line it came.
    """
    reading = open_appeal(source, appeal_number=appeal)
    if json:
        screen.data_json(reading_json(reading))
        return
    text = appeal_file_text(reading, Path(source).name if source != "-" else "standard input")
    if output is None:
        screen.data(text.rstrip("\n"))
    else:
        with whole_file(output) as file:
            file.write(text.encode())
    screen.say_findings(reading.findings, quiet=quiet)
    if output is not None:
        screen.say(f"\n{output} is written. Next: letterkit check {output}", quiet=quiet)
