"""The report to an issuer on its ways out: an e-mail, a letter, a fax, each as any other letter goes."""

from dataclasses import dataclass, replace
from hashlib import sha256
from pathlib import Path

from letterkit.compose.draft import Posting, compose_draft
from letterkit.errors import Mistake, WrongUsage
from letterkit.export.email_draft import Attached, Enclosing, email_draft
from letterkit.export.formats import FORMATS, Written, formats
from letterkit.mailing.faxes import FaxPlan, FaxWishes, faxes_of
from letterkit.mailing.plan import Dispatch, Plan, Wishes
from letterkit.model.appeal import Appeal, Channel
from letterkit.model.finding import Reading
from letterkit.model.letter import Letter
from letterkit.model.record import PlainName
from letterkit.model.sender import Sender, Showing
from letterkit.report import Account
from letterkit.report.letter import issuer_of, report_letter

ENDINGS = {"eml": ".eml"} | {name: one.ending for name, one in FORMATS.items()}
"""The forms of a report that are a file."""
FAX = "fax"


@dataclass(frozen=True)
class Reporting:
    """An account, who tells it to the issuer, and how."""

    appeal: Appeal
    account: Account
    sender: Sender
    layout: PlainName
    account_file: str
    """The same account as JSON, for the officer's machine."""
    named: frozenset[str] = frozenset()
    """Ids of those whom the account names."""

    def letter(self, by: Channel | None = None) -> Letter:
        """The letter to the issuer; raises :class:`Mistake` where the appeal gives no such way to it."""
        return report_letter(self.appeal, self.account, self.sender, self.layout, Showing(), by)

    def file(self, form: str) -> Written:
        """The bytes of the report in one of :data:`ENDINGS`."""
        return self._message() if form == "eml" else FORMATS[form].make(self.letter())

    def _message(self) -> Written:
        issuer = issuer_of(self.appeal, Channel.EMAIL)
        whom = (str(issuer.organisation),)
        key = sha256(f"report {self.appeal.key} {self.sender.key}".encode()).hexdigest()[:32]
        draft = compose_draft(self.letter(Channel.EMAIL), whom, issuer, self.sender, Posting(), key)
        return email_draft(draft, Enclosing(files=(Attached(name="report.json", json_text=self.account_file),)))

    def faxes(self) -> tuple[FaxPlan, Reading]:
        """The fax to the issuer as a mailing of one letter, and what it is drawn from."""
        issuer, on = issuer_of(self.appeal, Channel.FAX), self.account.on
        told = self.appeal.model_copy(update={"addressees": (issuer,)})
        dispatch = Dispatch(1, issuer, self.letter(Channel.FAX))
        reading = Reading(told, (), {})
        wishes = Wishes(on=on, language=self.account.language, layout=self.layout)
        try:
            faxes = faxes_of(reading, wishes, FaxWishes(), lambda _: Plan(told, self.sender, on, (dispatch,)))
        except Mistake as mistake:
            remedy = "mend it under `issuers:` in the appeal file, or take another way: --format text,pdf"
            raise Mistake(replace(one, remedy=remedy) for one in mistake.problems) from mistake
        return faxes, reading


def forms(wanted: str | None, output: Path | None, appeal: Appeal) -> tuple[str, ...]:
    """The forms that were asked for, by name or by the ending of the file; else an e-mail where one can go, and text.

    Raises :class:`WrongUsage` for one there is not.
    """
    if wanted:
        return formats(wanted, (*ENDINGS, FAX))
    if output is None:
        return ("eml", "text") if any(one.emails for one in appeal.issuers) else ("text",)
    found = tuple(name for name, ending in ENDINGS.items() if ending == output.suffix.lower())
    if not found:
        remedy = "letterkit report APPEAL -o report.txt"
        raise WrongUsage(f"{output} has none of the endings {', '.join(ENDINGS.values())}", remedy)
    return found
