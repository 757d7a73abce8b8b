"""The letter to the issuer: what was done for its appeal, in the appeal's language, quoting the code."""

from collections.abc import Iterator
from datetime import date as Date

from letterkit.compose.body import continuation
from letterkit.compose.form import form_for
from letterkit.compose.parts import compose_parts
from letterkit.compose.typography import typeset_marks
from letterkit.compose.wording import Wording, wording
from letterkit.errors import Mistake
from letterkit.model.appeal import Addressee, Appeal, Channel, Issuer
from letterkit.model.letter import Block, Body, Letter, Paragraph, RequestList, Voice
from letterkit.model.sender import Sender, Showing
from letterkit.protocol.conventions import joined, written_date
from letterkit.report.account import Account, Done

ISSUER = "issuer"
WAYS = {Channel.EMAIL: ("e-mail address", "emails"), Channel.FAX: ("fax number", "faxes")}
"""Ways that may be insisted on: what one needs for them, and its field in the appeal file."""


def issuer_of(appeal: Appeal, by: Channel | None = None) -> Addressee:
    """The issuer as one who is written to: of several the first with an e-mail address, else with a fax.

    ``by`` insists on one of these ways. Raises :class:`Mistake` when the appeal gives no way, or not this one.
    """
    by_mail = [one for one in appeal.issuers if one.emails]
    by_fax = [one for one in appeal.issuers if one.faxes]
    called = [one for one in appeal.issuers if one.phones]
    insisted: dict[Channel | None, list[Issuer]] = {Channel.EMAIL: by_mail, Channel.FAX: by_fax}
    reachable = insisted.get(by, by_mail or by_fax or called)
    if not reachable:
        raise _unreachable(appeal, by)
    chosen = reachable[0]
    return Addressee(
        id=ISSUER, organisation=chosen.name, emails=chosen.emails, faxes=chosen.faxes, phones=chosen.phones
    )


def _unreachable(appeal: Appeal, by: Channel | None) -> Mistake:
    if appeal.issuers and by in WAYS:
        needed, field = WAYS[by]
        remedy = f"add `{field}:` under `issuers:`, or take another way: --format text,pdf"
        return Mistake(f"the appeal file names no {needed} of its issuer", remedy)
    missing = "no way to reach its issuer" if appeal.issuers else "no issuer"
    remedy = "add under `issuers:` the name, and `emails:` or `faxes:` as the appeal gives them"
    return Mistake(f"the appeal file names {missing}", remedy)


def report_letter(
    appeal: Appeal, account: Account, sender: Sender, layout: str, showing: Showing, by: Channel | None = None
) -> Letter:
    """The account as a letter, dated as the account is. It alone of all letters bears the appeal's code.

    ``by`` is the way it goes, as :func:`issuer_of` has it.
    """
    words = wording(account.language, sender.country)
    voice = Voice(language=account.language, layout=layout, country=sender.country, gender=sender.gender)
    addressee = issuer_of(appeal, by)
    form = form_for(addressee, appeal, voice)
    body = Body(
        language=account.language,
        layout=layout,
        route_note=None,
        address=(str(addressee.organisation),),
        subject=words.report.subject.format(appeal=_quoted(account)),
        salutation=form.salutation,
        blocks=tuple(_blocks(account, words, voice, lower=form.first_word_lower)),
        close=form.close,
        continuation=continuation(str(addressee.organisation), voice, words, account.on),
        page=words.page,
    )
    return Letter(addressee=ISSUER, body=body, parts=compose_parts(sender, voice, account.on, showing))


def _quoted(account: Account) -> str:
    """The code, as the issuer asks; the title of an appeal that has none."""
    return account.appeal.code or account.appeal.title or account.appeal.key


def _blocks(account: Account, words: Wording, voice: Voice, *, lower: bool) -> Iterator[Block]:
    said = words.report
    named = " · ".join(part for part in (account.appeal.code, account.appeal.title) if part) or account.appeal.key
    opening = said.opening.format(appeal=typeset_marks(named, words.typography))
    yield Paragraph(text=opening[:1].lower() + opening[1:] if lower else opening)
    yield Paragraph(
        text=said.counts.format(
            senders=account.senders,
            letters=account.letters,
            days=_days(account.done, words, voice),
            answered=account.answered,
        )
    )
    yield RequestList(lead_in=said.list, requests=tuple(_lines(account, words)))
    if account.names:
        yield Paragraph(text=said.names.format(names=joined(account.names, voice.language, voice.country)))
    yield Paragraph(text=said.thanks)


def _days(done: tuple[Done, ...], words: Wording, voice: Voice) -> str:
    def day(of: Date) -> str:
        return written_date(of, voice.language, voice.country, first_of_month=words.first_of_month)

    first, last = min(one.first for one in done), max(one.last for one in done)
    return day(first) if first == last else f"{day(first)} – {day(last)}"


def _lines(account: Account, words: Wording) -> Iterator[str]:
    for addressee in dict.fromkeys(one.addressee for one in account.done):
        theirs = [one for one in account.done if one.addressee == addressee]
        parts = [str(getattr(words.report, one.channel.value)).format(n=one.letters) for one in theirs]
        for name in ("answered", "returned"):
            number = sum(getattr(one, name) for one in theirs)
            parts += [str(getattr(words.report, name)).format(n=number)] if number else []
        yield f"{theirs[0].who} – {'; '.join(parts)}"
