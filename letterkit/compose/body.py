"""The body of a letter: all that takes part in page breaking, the same for every sender of one voice."""

from datetime import date, timedelta

from letterkit.compose.address import compose_address
from letterkit.compose.form import form_for
from letterkit.compose.gaps import refuse_gaps
from letterkit.compose.relation import relation
from letterkit.compose.requests import chosen_requests, request_list
from letterkit.compose.typography import typeset_marks
from letterkit.compose.wording import Wording, wording
from letterkit.errors import Mistake
from letterkit.model.appeal import Addressee, Appeal
from letterkit.model.letter import Block, Body, Paragraph, Quotation, Voice
from letterkit.protocol.conventions import joined, written_date
from letterkit.protocol.countries import country_named

SOME_TIME = timedelta(days=183)
"""After half a year a letter asks how the matter stands today."""


def compose_body(appeal: Appeal, addressee: Addressee, voice: Voice, on: date) -> Body:
    """The body of the letter to one addressee, dated ``on``.

    Raises :class:`Mistake` where the appeal lacks what no letter can do without: a title, requests in the language.
    """
    words = wording(voice.language, voice.country)
    form = form_for(addressee, appeal, voice)
    requests = chosen_requests(appeal, voice, words)
    lead_in = getattr(words.lead_in, relation(addressee, appeal))
    blocks: list[Block] = [Paragraph(text=_opening(appeal, voice, words, lower=form.first_word_lower))]
    if appeal.summary:
        blocks.append(Quotation(introduction=words.case, text=appeal.summary))
    blocks.append(request_list(requests, lead_in, words))
    own_words = (typeset_marks(text, words.typography) for text in voice.own_words)
    blocks += [Paragraph(text=text) for text in (*own_words, *_ending(appeal, words, on))]
    _refuse_code(appeal, blocks)
    copies = tuple(copy_line(copy) for copy in appeal.copies_to if is_somebody(copy))
    refuse_gaps((*voice.own_words, *voice.enclosures, voice.salutation or "", voice.group or ""), "what you added")
    subject = typeset_marks(subject_line(appeal), words.typography)
    refuse_gaps((subject, appeal.summary or "", form.salutation), "the appeal")
    address = compose_address(addressee, voice, words, form)
    return Body(
        language=voice.language,
        layout=voice.layout,
        route_note=words.route if addressee.care_of else None,
        address=address,
        subject=subject,
        salutation=form.salutation,
        blocks=tuple(blocks),
        room_for_a_line=voice.room_for_a_line,
        close=form.close,
        continuation=continuation(address[0], voice, words, on),
        page=words.page,
        names=appeal.subjects,
        copies_label=words.copies if copies else "",
        copies=copies,
        enclosures_label=words.enclosures if voice.enclosures else "",
        enclosures=voice.enclosures,
    )


def continuation(to: str, voice: Voice, words: Wording, on: date) -> str:
    """The head of the pages after the first: to whom the letter goes, and its date."""
    return f"{to} · {written_date(on, voice.language, voice.country, first_of_month=words.first_of_month)}"


def subject_line(appeal: Appeal) -> str:
    """The title without the country that stands before its colon; never the code."""
    if not appeal.title:
        raise Mistake("the appeal has no title, which is the letter's subject", "add `title: …` to the appeal file")
    before, colon, rest = appeal.title.partition(":")
    title = rest.strip() if colon and rest.strip() and country_named(before.strip()) else appeal.title
    if appeal.code and appeal.code in title:
        title = title.replace(appeal.code, "").strip(" -–—/:,;()[]")
    if not title:
        raise Mistake("the appeal's title is nothing but its code", "give it a title that says what it is about")
    return title[:1].upper() + title[1:]


def copy_line(addressee: Addressee) -> str:
    """One who gets a copy, on one line: the name, the office and the organisation that are given."""
    name = " ".join(part for part in (addressee.honorific, addressee.name) if part) if addressee.name else None
    parts = [part for part in (name, addressee.office, addressee.organisation) if part]
    if not parts:
        raise Mistake(f"{addressee.id}, who gets a copy, has neither name nor office", "say who it is, or take it out")
    return ", ".join(parts)


def is_somebody(addressee: Addressee) -> bool:
    """Whether one who gets a copy is anyone in particular, not "diplomatic representatives in your country"."""
    reachable = addressee.address or addressee.faxes or addressee.emails
    return bool(reachable or addressee.name or addressee.organisation) or not addressee.office


def _refuse_code(appeal: Appeal, blocks: list[Block]) -> None:
    """The code is for the report: raises :class:`Mistake` where a text of the appeal would carry it into a letter."""
    for block in blocks if appeal.code else ():
        if str(appeal.code) in block.model_dump_json().replace('\\"', '"'):
            remedy = "take it out of the summary, or choose other requests: a code is for the report to the issuer"
            raise Mistake(f"the appeal's code {appeal.code!r} would stand in the letter", remedy)


def _opening(appeal: Appeal, voice: Voice, words: Wording, *, lower: bool) -> str:
    opening = words.opening_for_a_group.format(group=voice.group) if voice.group else words.opening
    first = opening[:1].lower() if lower else opening[:1].upper()
    sentences = [first + opening[1:], _source(appeal, voice, words)]
    if appeal.subjects:
        sentence = words.subjects if len(appeal.subjects) > 1 else words.subject
        sentences.append(sentence.format(subjects=_subjects(appeal, voice, words)))
    if voice.wrote_on:
        sentences.append(words.follow_up.format(date=_written(voice.wrote_on, voice, words)))
    return " ".join(sentences)


def _subjects(appeal: Appeal, voice: Voice, words: Wording) -> str:
    text = joined(appeal.subjects, voice.language, voice.country)
    return words.joining.of(text, appeal.subjects[-1]) if words.joining and len(appeal.subjects) > 1 else text


def _written(day: date, voice: Voice, words: Wording) -> str:
    return written_date(day, voice.language, voice.country, first_of_month=words.first_of_month)


def _source(appeal: Appeal, voice: Voice, words: Wording) -> str:
    issuers = "; ".join(issuer.name for issuer in appeal.issuers)
    day = _written(appeal.date, voice, words) if appeal.date else ""
    if issuers and day:
        return words.source.format(issuers=issuers, date=day)
    if issuers:
        return words.source_without_date.format(issuers=issuers)
    return words.source_without_issuers.format(date=day) if day else words.source_plain


def _ending(appeal: Appeal, words: Wording, on: date) -> tuple[str, ...]:
    if appeal.date and on - appeal.date > SOME_TIME:
        return (words.time_has_passed, words.thanks)
    return (words.thanks,)
