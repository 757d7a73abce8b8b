"""A published appeal as letterkit knows it; these models are also the appeal file's format and its JSON Schema."""

from collections import Counter
from datetime import date as Date
from datetime import timedelta
from enum import StrEnum
from typing import Annotated, Literal, Self

from pydantic import Field, StringConstraints, model_validator

from letterkit.folders import file_name
from letterkit.model.record import E164, CountryCode, FaxNumber, Gender, LanguageCode, Record, Text

AddresseeId = Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$")]
EMAIL_ADDRESS = r"^[^@\s<>,;:]+@[^@\s<>,;:]+\.[^@\s<>,;:.]+$"
EmailAddress = Annotated[str, StringConstraints(strip_whitespace=True, pattern=EMAIL_ADDRESS)]
Status = Annotated[str, StringConstraints(strip_whitespace=True, pattern=r"^(open|closed(: .+)?)$")]

NAMES_STAY_TRUE = timedelta(days=365)
"""How long the people and numbers that an appeal names are taken to be those of today."""


class Channel(StrEnum):
    """A way by which a letter reaches its addressee."""

    POST = "post"
    FAX = "fax"
    EMAIL = "email"


class PostalAddress(Record):
    """Where the post delivers: lines from the street to the town, and the country of delivery."""

    lines: tuple[Text, ...] = Field(min_length=1, description="Street, PO box, town, as the appeal prints them.")
    country: CountryCode | None = Field(None, description="Country of delivery (ISO alpha-2).")


class Addressee(Record):
    """One who is written to: an office and the route to it."""

    id: AddresseeId = Field(
        description="Office and route, unique in the appeal: minister-of-justice, president-care-of-embassy."
    )
    name: Text | None = Field(None, description="The holder's name, without titles.")
    honorific: Text | None = Field(None, description="A courtesy title as printed: H.E., Mr., Mme.")
    gender: Gender | None = Field(None, description="Only from a feminine form or a courtesy title; never from a name.")
    office: Text | None = Field(None, description="The office in the words of the appeal.")
    office_class: Text | None = Field(None, description="The kind of office: `letterkit forms` lists them.")
    organisation: Text | None = Field(None, description="Ministry, court, mission.")
    care_of: Text | None = Field(None, description="The route: who passes the letter on, without 'c/o'.")
    address: PostalAddress | None = None
    faxes: tuple[FaxNumber, ...] = ()
    phones: tuple[E164, ...] = ()
    emails: tuple[EmailAddress, ...] = ()
    channels: tuple[Channel, ...] = Field((), description="The channels that the appeal prefers; empty: any.")
    salutation: Text | None = Field(None, description="The salutation that the appeal states.")
    language: LanguageCode | None = Field(
        None, description="Language of this entry; the letter's is that of the requests."
    )


class Issuer(Record):
    """Who published the appeal, with its own numbers: never an addressee."""

    name: Text
    phones: tuple[E164, ...] = ()
    faxes: tuple[E164, ...] = ()
    emails: tuple[EmailAddress, ...] = ()


Requests = tuple[Text, ...]


class Appeal(Record):
    """A published call for letters."""

    format: Literal[1] = 1
    code: Text | None = Field(None, description="The issuer's code: quoted in the report, never in a letter.")
    title: Text | None = None
    country: CountryCode | None = Field(None, description="Country of the case (ISO alpha-2).")
    date: Date | None = Field(None, description="Day of publication.")
    expires: Date | None = Field(None, description="Last day for letters.")
    status: Status = Field("open", description="open, or closed with a reason: 'closed: released, stop writing'.")
    language: LanguageCode = Field("en", description="Language of the appeal and of its requests.")
    issuers: tuple[Issuer, ...] = ()
    subjects: tuple[Text, ...] = Field((), description="On whose behalf: people or bodies, with their courtesy titles.")
    summary: Text | None = Field(
        None, description="The paragraph that reports the facts, verbatim; it stands in the letter."
    )
    situation: tuple[Text, ...] = Field((), description="All paragraphs that describe the case.")
    lead_in: Text | None = None
    requests: Requests | dict[LanguageCode, Requests] = Field(
        (), description="Verbatim: a list, or a list per language."
    )
    model_letter: Text | None = None
    addressees: tuple[Addressee, ...] = ()
    copies_to: tuple[Addressee, ...] = ()
    updates: Text | None = Field(None, description="The code of the appeal that this one updates.")
    report_back: Text | None = Field(None, description="How the issuer wants to hear what was done.")

    @model_validator(mode="after")
    def _ids_are_unique(self) -> Self:
        ids = [addressee.id for addressee in self.addressees]
        twice = sorted(one for one, often in Counter(ids).items() if often > 1)
        if twice:
            raise ValueError(f"two addressees have the id {', '.join(twice)}: an id names one office and one route")
        return self

    @property
    def key(self) -> str:
        """The name of this appeal's folder and ledger entries: its code, else its title and date."""
        if self.code:
            return file_name(self.code)
        return "-".join((file_name(self.title or "appeal"), *([str(self.date)] if self.date else [])))

    def may_name_former_holders(self, on: Date) -> bool:
        """Whether the appeal is so old that holders, numbers and addresses in it have probably changed."""
        return self.date is not None and on - self.date > NAMES_STAY_TRUE

    @property
    def request_languages(self) -> tuple[str, ...]:
        """The languages in which the requests are given."""
        return tuple(self.requests) if self.requests and isinstance(self.requests, dict) else (self.language,)

    def request_field(self, language: str, at: int) -> str:
        """The path of a request, as findings and the lines of an appeal file have it: ``requests[1]``."""
        return f"requests.{language}[{at}]" if isinstance(self.requests, dict) else f"requests[{at}]"

    def requests_in(self, language: str) -> Requests:
        """The requests in one language; empty when the appeal does not give them in it."""
        if isinstance(self.requests, dict):
            return self.requests.get(language, ())
        return self.requests if language == self.language else ()
