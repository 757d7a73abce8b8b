"""A mailbox on a server."""

from pydantic import Field

from letterkit.model.record import Record, Text

IMAPS = 993


class MailAccount(Record):
    """How a mailbox is reached by IMAP over TLS; never with its password."""

    host: Text
    user: Text
    port: int = Field(IMAPS, ge=1, le=65535)
    ca_file: Text | None = Field(None, description="Certificates (PEM) to trust, for a server of one's own.")
    folder: Text | None = Field(None, description="The folder for drafts, where the server does not mark one.")

    def __str__(self) -> str:
        return f"{self.user} at {self.host}"
