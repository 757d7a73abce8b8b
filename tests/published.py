"""One invented appeal in every container in which appeals are sent round, for the tests of the importer's sources."""

import base64
import textwrap
from email.message import EmailMessage
from html import escape
from io import BytesIO

import docx
import weasyprint
from odf import teletype
from odf.opendocument import OpenDocumentText
from odf.table import Table, TableCell, TableRow
from odf.text import H, List, ListItem, P

TITLE = "Kenya: Arbitrary detention of Ms. Example Wanjiru"
HEAD = "Case KEN 004 / 0926 / OBS 112"
DAY = "14 September 2026"
FACTS = (
    "The Example Observatory has received information about the arbitrary detention of Ms. Example Wanjiru, a member of"
    " the fictitious Lakeside Tenants’ League, by officers of the county police in Kisumu, Kenya.",
    "According to the information received, on 9 September 2026 eleven officers entered her office without a warrant,"
    " took two computers and brought her to an unknown place. Her family heard of her on 11 September 2026.",
)
LEAD = "Please write to the authorities in Kenya, urging them to:"
REQUESTS = (
    "release Ms. Example Wanjiru immediately and unconditionally, since her detention is arbitrary;",
    "guarantee in all circumstances her physical and mental integrity, and let her see “a lawyer of her choice”;",
    "put an end to all acts of harassment against tenants’ leagues and their members in Kenya.",
)
ADDRESSEES = (
    ("Hon. Jane Example, Minister of Justice", "P.O. Box 10000, Nairobi, Kenya", "Fax: +254 20 555 0101"),
    ("Mr. John Invented, Inspector General of Police", "P.O. Box 20000, Nairobi, Kenya", "E-mail: ig@police.example"),
    ("Embassy of Kenya in Geneva, Avenue de l’Exemple 1, 1202 Geneva, Switzerland", "Fax: +41 22 555 01 03"),
)


def plain() -> str:
    """The appeal as plain text, a paragraph a line."""
    points = [f"{number}. {point}" for number, point in zip(("i", "ii", "iii"), REQUESTS, strict=True)]
    blocks = ["\n".join(lines) for lines in ADDRESSEES]
    return "\n\n".join([HEAD, TITLE, DAY, *FACTS, LEAD, "\n".join(points), "Addresses:", *blocks]) + "\n"


def wrapped(width: int = 72) -> str:
    """The same, hard-wrapped as mail programs do."""
    lines = [textwrap.wrap(line, width) or [""] for line in plain().split("\n")]
    return "\n".join(line for group in lines for line in group)


def body() -> str:
    """The appeal as the inside of a web page."""
    facts = "".join(f"<p>{escape(fact)}</p>\n" for fact in FACTS)
    points = "".join(f"<li>{escape(point)}</li>\n" for point in REQUESTS)
    blocks = "".join(f"<p>{'<br>'.join(map(escape, lines))}</p>\n" for lines in ADDRESSEES)
    head = f"<p>{HEAD}</p>\n<h1>{TITLE}</h1>\n<p>{DAY}</p>\n"
    return f'{head}{facts}<p>{LEAD}</p>\n<ol type="i">\n{points}</ol>\n<p>Addresses:</p>\n{blocks}'


def page() -> str:
    """A page as a content system writes it: the appeal in the middle of everything else."""
    menu = "".join(f'<li><a href="/{name}">{name}</a></li>' for name in ("Home", "About", "News", "Donate", "Contact"))
    return f"""<!DOCTYPE html>
<html lang="en"><head><meta charset="utf-8"><title>{TITLE} | Example Observatory</title>
<style>p {{ color: red }}</style><script>document.write("Fax: +1 202 555 0000")</script></head>
<body class="single post">
<div id="cookie-banner"><p>We use cookies. Write to the data officer at privacy@site.example to object.</p></div>
<header><nav><ul>{menu}</ul></nav></header>
<div class="wrap"><main><article>
{body()}
<p style="display: none">Fax: +254 20 555 9999</p>
</article></main></div>
<div class="links">{menu}</div>
<footer><p>Example Observatory, Rue Inventée 8, 1211 Geneva</p></footer>
</body></html>"""


def archived() -> str:
    """The appeal as a mailing list's archive keeps it."""
    return f"<html><body><h1>{TITLE}</h1><pre>{escape(wrapped())}</pre></body></html>"


def pdf(*, style: str = "", inside: str | None = None) -> bytes:
    """The appeal, printed; with page numbers, and a head on each page."""
    css = f"""@page {{ size: A5; margin: 2.2cm; @top-left {{ content: "Example Observatory – urgent appeal" }}
        @bottom-center {{ content: counter(page) " / " counter(pages) }} }} body {{ font: 10.5pt serif }} {style}"""
    source = f'<html lang="en"><style>{css}</style>{body() if inside is None else inside}</html>'
    data: bytes = weasyprint.HTML(string=source).write_pdf()
    return data


def word() -> bytes:
    """The appeal as a Word document with a numbered list; its addressees stand in a table, two cells a row."""
    document = docx.Document()
    document.sections[0].header.paragraphs[0].text = "Fax: +1 202 555 0000"
    document.add_paragraph(HEAD)
    document.add_heading(TITLE, 1)
    for text in (DAY, *FACTS, LEAD):
        document.add_paragraph(text)
    for point in REQUESTS:
        document.add_paragraph(point, style="List Number")
    document.add_paragraph("Addresses:")
    table = document.add_table(rows=0, cols=2)
    for lines in ADDRESSEES:
        cells = table.add_row().cells
        cells[0].text = ", ".join(lines[:-1])
        cells[1].text = lines[-1]
    out = BytesIO()
    document.save(out)
    return out.getvalue()


def open_document() -> bytes:
    """The appeal as an OpenDocument text."""
    document = OpenDocumentText()
    for text in (HEAD, None, DAY, *FACTS, LEAD):
        document.text.addElement(P(text=text) if text else H(outlinelevel=1, text=TITLE))
    points = List()
    for point in REQUESTS:
        item = ListItem()
        item.addElement(P(text=point))
        points.addElement(item)
    document.text.addElement(points)
    document.text.addElement(P(text="Addresses:"))
    table = Table()
    for lines in ADDRESSEES:
        row = TableRow()
        for text in (", ".join(lines[:-1]), lines[-1]):
            cell = TableCell()
            paragraph = P()
            teletype.addTextToElement(paragraph, text)
            cell.addElement(paragraph)
            row.addElement(cell)
        table.addElement(row)
    document.text.addElement(table)
    out = BytesIO()
    document.write(out)
    return out.getvalue()


def mail(text: str | None = None, *, page_too: str | None = None) -> EmailMessage:
    """The appeal as a mail; with a page beside the text if one is given."""
    message = EmailMessage()
    message["From"] = "Invented Member <member@group.example>"
    message["To"] = "group@list.example"
    message["Subject"] = f"Fwd: {TITLE}"
    message["Message-ID"] = "<1@group.example>"
    message.set_content(plain() if text is None else text, cte="quoted-printable")
    if page_too is not None:
        message.add_alternative(page_too, subtype="html")
    return message


def forwarded() -> bytes:
    """The appeal as a message that is attached to a message, packed in base64."""
    outer = EmailMessage()
    outer["From"] = "second@group.example"
    outer["Subject"] = "have you seen this?"
    outer["Message-ID"] = "<2@group.example>"
    outer.set_content("Please do sign this one.\n")
    inner = mail()
    inner.set_content(plain(), cte="base64")
    outer.add_attachment(inner)
    return outer.as_bytes()


def quoted() -> str:
    """The appeal as it arrives after two people have passed it on."""
    sender = "From: Example Observatory <appeals@observatory.example>"
    block = f"{sender}\nSent: Monday, 14 September 2026 10:12\nTo: all\nSubject: {TITLE}"
    inner = f"-----Original Message-----\n{block}\n\n{wrapped(66)}\n-- \nExample Observatory\nFax: +41 22 555 99 99\n"
    once = "\n".join(f"> {line}".rstrip() for line in inner.split("\n"))
    twice = "\n".join(f"> {line}" for line in f"Please read this.\n\n{once}".split("\n"))
    return f"Dear all, see below.\n\nOn 15 Sep 2026, at 09:30, Invented Member <m@group.example> wrote:\n\n{twice}\n"


def hidden_address(address: str, key: int = 0x42) -> str:
    """An e-mail address as a host hides it from robots."""
    return bytes([key, *(key ^ byte for byte in address.encode())]).hex()


def packed(data: bytes) -> str:
    """Base64, as in a mail."""
    return base64.b64encode(data).decode()
