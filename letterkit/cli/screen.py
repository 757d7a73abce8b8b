"""What a person sees: tables by Rich on a terminal, plain lines otherwise; stdout is data, stderr is talk."""

import json
import re
import sys
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any, Protocol

import typer

from letterkit.model.appeal import Appeal
from letterkit.model.finding import Finding


def data(text: str) -> None:
    """Prints what a program may go on with, on stdout: exactly as it is, but never so that it steers a terminal."""
    exact = text if text.endswith("\n") else f"{text}\n"
    typer.echo(harmless(exact) if sys.stdout.isatty() else exact.encode("utf-8", "surrogateescape"), nl=False)


def reading_matter(text: str) -> None:
    """Prints what is made for reading, on stdout; it is cleaned wherever it goes."""
    typer.echo(harmless(text))


def json_text(value: Any) -> str:
    """A value as JSON whose text can't steer a terminal: control and direction characters stand there escaped."""
    text = json.dumps(value, ensure_ascii=False, indent=2)
    return "".join(c if c == "\n" or not _steers(c) else f"\\u{ord(c):04x}" for c in text) + "\n"


def data_json(value: Any) -> None:
    """Prints a value as JSON, on stdout."""
    data(json_text(value))


def say(text: str, *, quiet: bool = False) -> None:
    """Says something to the person, on stderr."""
    if not quiet:
        typer.echo(harmless(text), err=True)


def remark(text: str | None, *, quiet: bool = False) -> None:
    """Says something that may be known or not as a sentence of its own."""
    if text:
        say(f"{text[:1].upper()}{text[1:]}.", quiet=quiet)


def say_findings(findings: Iterable[Finding], appeal: Appeal, *, quiet: bool = False) -> None:
    """Says what was found, by line, in words that fit a terminal of any width."""
    rows = finding_rows(findings, appeal)
    if rows and not quiet:
        table(("", "", "field", "what was found"), rows, err=True)


def finding_line(finding: Finding) -> str:
    """A finding on one line: ``letter.css:12, doubtful: …``."""
    place = f"{finding.field}:{finding.line}" if finding.line else finding.field
    return f"{place}, {finding.kind}: {finding.message}"


def finding_rows(findings: Iterable[Finding], appeal: Appeal) -> list[tuple[str, str, str, str]]:
    """Findings as rows of a table: kind, line, field, message; addressees by their ids, requests by their numbers."""
    return [
        (one.kind, f"line {one.line}" if one.line else "", _by_name(one.field, appeal), _by_name(one.message, appeal))
        for one in findings
    ]


def _by_name(text: str, appeal: Appeal) -> str:
    def name(match: re.Match[str]) -> str:
        field, at = match[1].partition(".")[0], int(match[2])
        people = {"addressees": appeal.addressees, "copies_to": appeal.copies_to}.get(field, ())
        after = " " if match[3] else ""
        return (people[at].id if at < len(people) else f"{field.removesuffix('s')} {at + 1}") + after

    return re.sub(r"\b(addressees|copies_to|requests(?:\.\w+)?|issuers|subjects)\[(\d+)\](\.?)", name, text)


def counted(number: int, one: str, several: str = "") -> str:
    """``1 letter``, ``2 letters``."""
    return f"{number} {one if number == 1 else several or one + 's'}"


def table(head: Sequence[str], rows: Sequence[Sequence[str]], *, err: bool = False) -> None:
    """A table: drawn by Rich on a terminal, as lines with tabs between the cells otherwise."""
    stream = sys.stderr if err else sys.stdout
    if not stream.isatty():
        for row in rows:
            typer.echo("\t".join(harmless(cell).replace("\n", "; ") for cell in row), err=err)
        return
    from rich import box
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    drawn = Table(box=box.SIMPLE, show_header=any(head), pad_edge=False)
    for at, title in enumerate(head):
        # The first column is what a person types next: an id that is cut off is of no use.
        drawn.add_column(title, overflow="fold", no_wrap=at == 0)
    for row in rows:
        drawn.add_row(*(Text(harmless(cell)) for cell in row))
    Console(stderr=err).print(drawn)


DIRECTIONS = frozenset("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
"""Characters that turn the direction of what follows: text could read otherwise than it is."""
JOINERS = frozenset("\u200c\u200d")


def harmless(text: str) -> str:
    """Foreign text that can't steer a terminal: what would is shown by its code, other invisible characters go."""
    return "".join(_shown(c) for c in text)


def _shown(character: str) -> str:
    if character in "\n\t" or character in JOINERS:
        return character
    if _steers(character):
        return f"\\u{ord(character):04x}"
    return "" if unicodedata.category(character) == "Cf" else character


def _steers(character: str) -> bool:
    return unicodedata.category(character) in ("Cc", "Cs") or character in DIRECTIONS


def asks() -> bool:
    """Whether there is a person at a terminal who can be asked."""
    return sys.stdin.isatty() and sys.stderr.isatty()


def confirm(question: str) -> bool:
    """Asks yes or no."""
    return typer.confirm(harmless(question), err=True)


def ask(question: str, default: str = "") -> str:
    """Asks for a line of text; empty is an answer."""
    shown = f"{question} [{default}]" if default else question
    answer: str = typer.prompt(harmless(shown), default=default, show_default=False, err=True)
    return answer.strip()


def ask_hidden(question: str) -> str:
    """Asks for what nobody may read over the shoulder."""
    answer: str = typer.prompt(harmless(question), hide_input=True, err=True)
    return answer


class Advance(Protocol):
    """What is called after a step, or after several."""

    def __call__(self, number: int = 1) -> None:
        """Says that so many more are done."""


FEW = 20
"""Steps that are over before anybody asks how long they take."""


@contextmanager
def progress(total: int, what: str, *, quiet: bool = False) -> Iterator[Advance]:
    """Gives the function to call after each step or several: a bar with speed and time left on a terminal.

    Otherwise a line for every tenth, where there are more than a few steps.
    """
    if quiet:
        yield lambda number=1: None
    elif sys.stderr.isatty():
        with _bar(total, what) as advance:
            yield advance
    else:
        yield _lines(total, what) if total > FEW else lambda number=1: None


@contextmanager
def _bar(total: int, what: str) -> Iterator[Advance]:
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    rate = TextColumn("{task.fields[rate]}")
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), rate, TimeRemainingColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task(what, total=total, rate="")

        def advance(number: int = 1) -> None:
            speed = bar.tasks[0].speed
            bar.update(task, advance=number, rate=f"{speed:.1f} {what}/s" if speed else "")

        yield advance


def _lines(total: int, what: str) -> Advance:
    done = 0

    def advance(number: int = 1) -> None:
        nonlocal done
        done += number
        if number and done * 10 // total > (done - number) * 10 // total:
            say(f"{done * 100 // total} %: {done} of {total} {what}")

    return advance
