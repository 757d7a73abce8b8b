"""Who writes."""

from pydantic import Field

from letterkit.folders import file_name
from letterkit.model.appeal import EmailAddress
from letterkit.model.record import CountryCode, Gender, LanguageCode, PlainName, Record, Text


class Sender(Record):
    """A supporter: what stands in the letterhead, and what the letter's wording may depend on."""

    name: Text
    id: PlainName | None = Field(None, description="Tells two senders of one name apart in the ledger.")
    address: tuple[Text, ...] = Field((), description="Street and town, without the country.")
    country: CountryCode | None = None
    place: Text | None = Field(None, description="The place before the date; else the town of the last address line.")
    language: LanguageCode | None = None
    email: EmailAddress | None = None
    phone: Text | None = None
    gender: Gender | None = Field(
        None, description="Only if the sender states it; some languages' closes depend on it."
    )
    layout: PlainName | None = None
    group: Text | None = Field(None, description="A letter-writing group as whose member the sender writes.")
    logo: Text | None = Field(None, description="A PNG or SVG file, beside the profile.")
    logo_text: Text | None = Field(None, description="What the logo says, for those who can't see it.")

    @property
    def key(self) -> str:
        """By which folders and the ledger know this sender."""
        return self.id or file_name(self.name)


class Showing(Record):
    """What of the sender stands on a letter: the address unless withheld, telephone and e-mail only when asked."""

    address: bool = True
    phone: bool = False
    email: bool = False


AS_USUAL = Showing()
