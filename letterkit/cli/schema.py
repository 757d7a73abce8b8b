"""``letterkit schema``: the appeal file's JSON Schema."""

import typer

from letterkit.appeals.file import appeal_schema
from letterkit.cli import screen

app = typer.Typer(rich_markup_mode=None, add_completion=False)


@app.command()
def schema() -> None:
    """Print the JSON Schema of the appeal file, by which editors complete and check it."""
    screen.data_json(appeal_schema())
