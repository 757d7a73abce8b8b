"""What stands at the head of an appeal: its code, title, date and country; and until when it asks for letters."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date as Date

from letterkit.appeals.around import LONGEST as LONGEST_TITLE
from letterkit.appeals.case_country import country_of
from letterkit.appeals.codes import Read, code_in, document_number_in, updated_in
from letterkit.appeals.deadlines import closed_in, deadline_in
from letterkit.appeals.draft import Draft
from letterkit.appeals.letter_heads import is_subject
from letterkit.appeals.lines import Line
from letterkit.appeals.notes import Notes
from letterkit.appeals.parts import Part, Section
from letterkit.appeals.publication import published_on
from letterkit.appeals.stories import story_with
from letterkit.appeals.telling import without_marks
from letterkit.appeals.titles import title_in, without_label
from letterkit.appeals.vocabulary import vocabulary

HEAD = 3
"""Lines above a call that is the headline itself: a date, a place."""


@dataclass(frozen=True)
class Head:
    """The head of an appeal; None is what it does not say."""

    code: str | None
    title: Read | None
    country: str | None
    date: Date | None
    expires: Date | None
    status: str
    updates: str | None


def read_head(
    lines: Sequence[Line],
    sections: Sequence[Section],
    issuers: Sequence[tuple[str, int]],
    drafts: Sequence[Draft],
    language: str,
    notes: Notes,
) -> Head:
    """Reads the head; ``issuers`` are those who published, with their lines, ``drafts`` all who are written to."""
    top = _top(lines, sections, drafts)
    story = set(story_with(lines, min((draft.line for draft in drafts), default=0)))
    title = _read_title([line for line in top if line in story], lines, issuers, notes)
    updated = updated_in(lines)
    code = _read_code(lines, updated, notes)
    day = _read_date(lines, language, notes)
    country = country_of(title, code, top, lines, drafts, language)
    notes.at("updates", updated.line if updated else None)
    if country:
        notes.at("country", country.line)
        if country.guess:
            notes.note("country", country.line, "guessed", country.guess)
    return Head(
        code=code.value if code else None,
        title=title,
        country=country.code if country else None,
        date=day,
        expires=_read_deadline(lines, day, notes),
        status=_read_status(lines, notes),
        updates=updated.value if updated else None,
    )


def _top(lines: Sequence[Line], sections: Sequence[Section], drafts: Sequence[Draft]) -> Sequence[Line]:
    """The lines above requests and addressees, where a title stands; those of no such part when these come first."""
    asking = (Part.REQUESTS, Part.ADDRESSEES)
    first = next((s.opening or s.lines[0] for s in sections if s.part in asking and (s.opening or s.lines)), None)
    heads = first is not None and first.level == 1
    to_whom = min((draft.line for draft in drafts), default=0)
    end = first.number + heads if first else to_whom
    above = [line for line in lines if line.number < end]
    if above:
        return above
    others = (Part.ADDRESSEES, Part.COPIES, Part.MODEL, Part.END)
    inside = {line.number for section in sections if section.part in others for line in section.lines}
    return [line for line in lines if line.number not in inside]


def _read_title(
    top: Sequence[Line], lines: Sequence[Line], issuers: Sequence[tuple[str, int]], notes: Notes
) -> Read | None:
    title = title_in(top, issuers) or title_in(_with_call(top, lines), issuers)
    if title is None and (title := _title_of_letter(lines)):
        notes.note("title", title.line, "guessed", "the subject of the letter; no line above reads like a title")
    if title is None:
        return None
    notes.at("title", title.line)
    bare = without_marks(title.value)
    if bare != title.value:
        notes.note("title", title.line, "repaired", "marks of a wiki or of Markdown were taken off")
    return title._replace(value=bare)


def _with_call(top: Sequence[Line], lines: Sequence[Line]) -> Sequence[Line]:
    """The few lines of a head and the call below them, which may be the headline: "Write for Ada Muster"."""
    call = (
        lines[len(top)] if 0 < len(top) <= HEAD and len(top) < len(lines) and lines[len(top) - 1] == top[-1] else None
    )
    called = call and call.gap and call.text[-1:].isalnum() and vocabulary().opens("calls", call.text)
    return [*top, call] if call and called else []


def _title_of_letter(lines: Sequence[Line]) -> Read | None:
    """The subject of a letter or a mail in the text, which stands for a title where no line reads like one."""
    subject = next((line for line in lines if len(line.text) <= LONGEST_TITLE and is_subject(line.text)), None)
    return Read(without_label(subject.text), subject.number) if subject else None


def _read_code(lines: Sequence[Line], updated: Read | None, notes: Notes) -> Read | None:
    code = code_in(lines)
    if code is None and updated:
        code = updated
        notes.note("code", code.line, "guessed", "the code of the appeal that this one updates; it gives no other")
    code = code or document_number_in(lines)
    notes.at("code", code.line if code else None)
    return code


def _read_date(lines: Sequence[Line], language: str, notes: Notes) -> Date | None:
    published = published_on(lines, language)
    if published is None:
        return None
    if published.doubt:
        notes.note("date", published.line, "guessed" if published.day else "doubtful", published.doubt)
    notes.at("date", published.line if published.day else None)
    return published.day


def _read_deadline(lines: Sequence[Line], published: Date | None, notes: Notes) -> Date | None:
    found = deadline_in(lines, published)
    if found is None:
        return None
    if found.day is None:
        notes.note("expires", found.line, "doubtful", "a deadline without its year; add it if you know it")
    elif found.guessed:
        notes.note("expires", found.line, "guessed", f"{found.day}, counted from the day of publication")
    notes.at("expires", found.line if found.day else None)
    return found.day


def _read_status(lines: Sequence[Line], notes: Notes) -> str:
    closed = closed_in(lines)
    if closed is None:
        return "open"
    notes.at("status", closed.line)
    notes.note("status", closed.line, "guessed", "the appeal seems to ask for no more letters")
    return f"closed: {closed.value}"
