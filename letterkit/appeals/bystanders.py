"""Who looks like an addressee and is none, and in which languages letters are asked for: findings with their lines."""

from collections.abc import Iterable, Iterator, Sequence

from letterkit.appeals.lines import Line
from letterkit.appeals.missions import missions_in
from letterkit.appeals.numbers import contacts_in
from letterkit.appeals.parts import Part, Section
from letterkit.appeals.vocabulary import vocabulary
from letterkit.model.finding import Finding, Kind

LONGEST = 500
"""Characters of a line that is looked at; a longer one tells a story."""
LONGEST_BLOCK = 6
"""Lines from the name of a body to its bank account."""
NEAR = 30
"""Characters between "please write in" and the first language."""


def bystanders(lines: Sequence[Line], sections: Sequence[Section]) -> Iterator[Finding]:
    """Findings about lines that name nobody to write to, however much they look like it."""
    words = vocabulary()
    listed = {
        line.number for section in sections if section.part in (Part.ADDRESSEES, Part.COPIES) for line in section.lines
    }
    for line in lines:
        if len(line.text) > LONGEST:
            continue
        accused = words.sets["accused"].at_start(line.text)
        labelled = accused is not None and line.text[accused.end :].lstrip().startswith(":")
        if labelled or (line.number in listed and is_accused(line.text)):
            yield _finding(line, "ignored", "those accused: nobody to write to")
        elif line.number in listed and words.says("accounts", line.text):
            yield _finding(line, "ignored", "a bank account, so the block is the issuer's own: nobody to write to")
        elif ("://" in line.text or "www." in line.text) and words.says("web_forms", line.text):
            yield _finding(line, "ignored", "a form or petition on the web: no letter goes there")
        elif line.number in listed and words.opens("not_an_addressee", line.text) and contacts_in(line.text):
            yield _finding(line, "ignored", "nobody to write to")
        elif (missions := missions_in(line.text)) and not words.says("copies", line.text):
            yield _finding(line, "missing", f"{missions}: no address is given; look it up, and write there too")


def without_accounts(lines: Iterable[Line]) -> list[Line]:
    """The lines without a block that ends in a bank account: the issuer's own, which asks for donations."""
    kept: list[Line] = []
    for line in lines:
        if not vocabulary().says("accounts", line.text):
            kept.append(line)
            continue
        begins = line.gap or not kept
        while not begins and kept and kept[-1].number >= line.number - LONGEST_BLOCK:
            begins = kept.pop().gap
    return kept


def is_accused(text: str) -> bool:
    """Whether a line among the addressees names somebody for what they did: "Commander X, who ordered the arrest"."""
    return vocabulary().says("accusing", text) and not any(contact.written for contact in contacts_in(text))


def languages_asked(lines: Sequence[Line]) -> Iterator[Finding]:
    """A finding about the languages in which letters are asked for: "Please write in Spanish, English or your own"."""
    for line in lines:
        if stretch := _languages_in(line.text[:LONGEST]):
            message = f"letters are asked for in {stretch}; yours will be in the language of the requests"
            yield Finding(field="language", line=line.number, kind="guessed", message=message)
            return


def _languages_in(text: str) -> str:
    for asked in vocabulary().sets["write_in"].find(text):
        after = text[asked.end :].partition(".")[0]
        languages = list(vocabulary().sets["languages"].find(after))
        if languages and languages[0].start <= NEAR:
            near = [languages[0]]
            for language in languages[1:]:
                near += [language] if language.start - near[-1].end < NEAR else []
            return after[near[0].start : near[-1].end]
    return ""


def _finding(line: Line, kind: Kind, message: str) -> Finding:
    return Finding(field="addressees", line=line.number, kind=kind, message=message)
