"""Nothing is invented: whatever an addressee has stands in the document, or a finding says what was repaired."""

import re
from collections.abc import Iterator
from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from letterkit.appeals.read import read_document
from letterkit.appeals.source import source_of
from letterkit.errors import LetterkitError
from letterkit.model.appeal import Addressee
from letterkit.model.finding import Reading

ON = date(2026, 11, 23)
WHO = [
    *("President Ada Muster", "Minister of Justice", "H.E. Otto Beispiel", "Ministry of Labour", "Mme Ada Exemple"),
    *(
        "Hon. Prof. Paul Sample and Vice-President Ota Muster",
        "General Counsel's Office",
        "Ambassador",
        "Ottavia Esempio",
    ),
    *("Minister of Defence: His Excellency General Ali Sample", "c/o Embassy of Chad", "through the Embassy of Chad"),
    *("Commander Bad Sample, who ordered the arrest", "embassies of Chad in your country", "Zhang Sample Buzhang"),
]
WHERE = [
    *(
        "State House",
        "P.O. Box 40530",
        "12",
        "rue de l'Exemple",
        "1201 Genève",
        "Nairobi",
        "Kenya",
        "Suisse",
        "B.P. 74",
    ),
    *("Washington, D.C., 20008", "USA", "Jl. Contoh No 8", "Suite 4", "Via Esempio 2"),
]
HOW = [
    *("Fax: +254 20 225 0264", "Tel/Fax: +41 22 793 70 14 / 15", "T/F: 00 41 22 793 70 14", "(fax) +01 202 588-0032"),
    *("ada [at] justice DOT example", "E-mail: a@b.example", "E-mail:", "Fax: ?", "Fax: 99", "Telex: 123", "ext. 12"),
    *("Salutation: Dear Minister", "Dear Ambassador / Your Excellency", "fax only", "www.example.org/form", "12345678"),
]
GLUE = ["\n", "\n", "\n\n", ", ", ", ", "; ", " and ", " / ", " | ", "\n- ", "\n2. ", ". "]
LEADS = [
    "Please send appeals to:\n",
    "Addresses:\n",
    "Write, before 1 June 2023, to:\n",
    "Send protests to ",
    "\n",
    "Copies to:\n",
]

_blocks = st.lists(
    st.tuples(st.sampled_from(WHO + WHERE + HOW) | st.text(max_size=8), st.sampled_from(GLUE)).map("".join),
    max_size=30,
).map("".join)


def letters(text: str) -> str:
    """A text without all that separates words."""
    return "".join(c for c in text.casefold() if c.isalnum())


def digits(text: str) -> str:
    return "".join(c for c in text if "0" <= c <= "9")


def parts(addressee: Addressee) -> Iterator[str]:
    """What was read for an addressee, cut where it was put together."""
    lines = addressee.address.lines if addressee.address else ()
    read = (addressee.name, addressee.office, addressee.organisation, addressee.care_of, addressee.salutation, *lines)
    for value in filter(None, read):
        yield from value.split(", ")
    yield from (addressee.honorific or "").split()


def check_honest(reading: Reading, text: str) -> None:
    written = letters(text)
    people = {"addressees": reading.appeal.addressees, "copies_to": reading.appeal.copies_to}
    for root, place, one in ((root, place, one) for root, found in people.items() for place, one in enumerate(found)):
        assert [part for part in parts(one) if letters(part) not in written] == []
        mended = {f.field for f in reading.findings if f.kind in ("repaired", "doubtful") and f.field.startswith(root)}
        for name in ("faxes", "phones"):
            numbers = [] if f"{root}[{place}].{name}" in mended else getattr(one, name)
            assert [number for number in numbers if number[-6:] not in digits(text)] == []
        emails = [] if f"{root}[{place}].emails" in mended else one.emails
        assert [email for email in emails if email not in text] == []


@given(st.sampled_from(LEADS), _blocks, st.sampled_from(LEADS), _blocks)
def test_what_an_addressee_has_stands_in_the_document(lead: str, block: str, second: str, other: str) -> None:
    text = (
        f"Kenya: Free Amina Example\n\nUrge the authorities to:\n- release her.\n\n{lead}{block}\n\n{second}{other}\n"
    )
    clean = re.sub(r"[^\n\w ,;:.|/()\[\]@+'?-]", " ", text)
    try:
        reading = read_document(source_of(clean.encode(), "given"), on=ON)
    except LetterkitError:
        return
    check_honest(reading, clean)
