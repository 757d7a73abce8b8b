"""The base of all records."""

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, StringConstraints


class Record(BaseModel):
    """A closed, frozen record: unknown fields are errors, equal records are equal."""

    model_config = ConfigDict(frozen=True, extra="forbid")


Text = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1)]
CountryCode = Annotated[str, StringConstraints(pattern=r"^[A-Z]{2}$")]
"""ISO 3166-1 alpha-2."""
LanguageCode = Annotated[str, StringConstraints(pattern=r"^[a-z]{2,3}$")]
"""ISO 639."""
E164 = Annotated[str, StringConstraints(pattern=r"^\+[1-9]\d{4,14}$")]
"""An international number, digits only, after a plus sign."""
FaxNumber = Annotated[str, StringConstraints(pattern=r"^\+[1-9][0-9]{4,14}(;ext=[0-9]{1,7})?(;isub=[0-9]{1,20})?$")]
"""An international number, with the extension and the sub-address to be dialled after it, as RFC 3966 writes them."""
PlainName = Annotated[str, StringConstraints(pattern=r"^[\w-]+$")]
"""The name of a file without folder and ending: letters, digits and hyphens."""
Gender = Literal["m", "f"]
