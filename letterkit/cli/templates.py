"""``letterkit templates``: what letters are made of, and a copy of it to edit."""

from pathlib import Path
from typing import Annotated

import typer

from letterkit.cli import screen
from letterkit.cli.options import Json, Quiet, Templates, Verbose
from letterkit.errors import DoneInPart, Mistake, Problem
from letterkit.folders import config_folder
from letterkit.settings import read_settings
from letterkit.styles import StyleFile, copy_style, nearest_name, style_files, use_style

app = typer.Typer(
    rich_markup_mode=None,
    add_completion=False,
    no_args_is_help=True,
    help="See what letters are made of, and copy it to make it your own.",
)


@app.command("list")
def list_templates(
    templates: Templates = None, json: Json = False, quiet: Quiet = False, verbose: Verbose = False
) -> None:
    """List what can be edited, and whether it is yours."""
    use_style(templates or read_settings().templates)
    files = style_files()
    if json:
        rows = [
            {"file": one.name, "kind": one.kind or None, "from": one.source, "path": str(one.path)} for one in files
        ]
        screen.data_json(rows)
        return
    screen.table(("file", "what it is", "from"), [(one.name, _kind(one), one.source) for one in files])
    screen.say("Next: letterkit templates copy", quiet=quiet)


@app.command("copy")
def copy_templates(
    names: Annotated[
        list[str] | None, typer.Argument(metavar="FILE", help="Only these: letter.css, wording. Default: all.")
    ] = None,
    output: Annotated[Path, typer.Option("--output", "-o", metavar="DIR", help="Folder.")] = Path("templates"),
    force: Annotated[bool, typer.Option("--force", help="Also over files that you have edited.")] = False,
    json: Json = False,
    quiet: Quiet = False,
    verbose: Verbose = False,
) -> None:
    """Copy shipped files into a folder, to edit them there.

    What is not in the folder, letters go on taking from letterkit.
    """
    copied, kept = copy_style(output, tuple(names or ()), force=force)
    if json:
        screen.data_json({"copied": [str(path) for path in copied], "kept": [str(path) for path in kept]})
    else:
        for path in copied:
            screen.data(str(path))
    if kept:
        raise (DoneInPart if copied else Mistake)(_kept(path) for path in kept)
    screen.say(
        f"Edit what you like and delete the rest: letters take it from letterkit.\n"
        f"Next: letterkit preview APPEAL --open --templates {output}\n"
        f'To use them always: templates = "{output.resolve()}" in {config_folder() / "config.toml"}',
        quiet=quiet,
    )


def _kind(file: StyleFile) -> str:
    if file.kind:
        return file.kind
    near = nearest_name(file.name)
    return f"not read by letterkit; did you mean {near}?" if near else "not read by letterkit"


def _kept(path: Path) -> Problem:
    return Problem("kept: it differs from the shipped file", "--force replaces it", str(path))
