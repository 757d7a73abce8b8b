"""Who looks like an addressee and is none: web forms, petitions, those accused. Each gets a finding with its line."""

from collections.abc import Iterator, Sequence

from letterkit.appeals.lines import Line
from letterkit.appeals.vocabulary import vocabulary
from letterkit.model.finding import Finding

LONGEST = 500
"""Characters of a line that is looked at; a longer one tells a story."""


def bystanders(lines: Sequence[Line]) -> Iterator[Finding]:
    """Findings about lines that name nobody to write to, however much they look like it."""
    words = vocabulary()
    for line in lines:
        if len(line.text) > LONGEST:
            continue
        accused = words.sets["accused"].at_start(line.text)
        if accused and line.text[accused.end :].lstrip().startswith(":"):
            yield _ignored(line, "those accused: nobody to write to")
        elif ("://" in line.text or "www." in line.text) and words.says("web_forms", line.text):
            yield _ignored(line, "a form or petition on the web: no letter goes there")


def _ignored(line: Line, message: str) -> Finding:
    return Finding(field="addressees", line=line.number, kind="ignored", message=message)
