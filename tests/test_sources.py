"""Whatever container an appeal comes in, it says the same; what can't be read is refused with what to do."""

import resource
import zipfile
import zlib
from collections.abc import Callable
from contextlib import suppress
from datetime import date
from io import BytesIO

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from letterkit.appeals.lines import Line
from letterkit.appeals.read import read_document
from letterkit.appeals.source import source_of
from letterkit.errors import LetterkitError, Mistake
from letterkit.model.finding import Reading
from tests import published

ON = date(2026, 11, 23)


def lines_of(data: bytes | str, name: str = "given") -> list[Line]:
    return list(source_of(data.encode() if isinstance(data, str) else data, name).lines)


def texts(data: bytes | str, name: str = "given") -> list[str]:
    return [line.text for line in lines_of(data, name)]


def read(data: bytes | str, name: str = "given") -> Reading:
    return read_document(source_of(data.encode() if isinstance(data, str) else data, name), on=ON)


def said(reading: Reading) -> tuple[object, ...]:
    """What a letter depends on: requests, and who is written to and how."""
    appeal = reading.appeal
    people = [(one.name, one.office, one.faxes, one.emails, one.office_class) for one in appeal.addressees]
    return appeal.requests, people, appeal.code, appeal.title, appeal.date, appeal.country


def refusal(data: bytes, name: str = "given") -> str:
    with pytest.raises(Mistake) as caught:
        source_of(data, name)
    problem = caught.value.problems[0]
    assert problem.remedy
    assert problem.file == name
    return problem.message


def read_or_refuse(data: bytes) -> None:
    """Reads what may be read; a refusal must say what to do."""
    refused: LetterkitError | None = None
    try:
        read(data)
    except LetterkitError as error:
        refused = error
    assert refused is None or refused.problems[0].remedy


@pytest.fixture(scope="module")
def expected() -> tuple[object, ...]:
    return said(read(published.plain()))


def test_the_invented_appeal_itself_is_read_whole(expected: tuple[object, ...]) -> None:
    requests, people, code, title, day, country = expected
    assert requests == published.REQUESTS
    assert isinstance(people, list)
    assert [one[2] + one[3] for one in people] == [("+254205550101",), ("ig@police.example",), ("+41225550103",)]
    assert (code, title, day, country) == ("KEN 004 / 0926 / OBS 112", published.TITLE, date(2026, 9, 14), "KE")


CONTAINERS: dict[str, Callable[[], bytes]] = {
    "wrapped text": lambda: published.wrapped().encode(),
    "old Mac line ends": lambda: published.plain().replace("\n", "\r").encode(),
    "UTF-16 without mark": lambda: published.plain().encode("utf-16-le"),
    "Windows-1252": lambda: published.plain().encode("cp1252"),
    "a web page": lambda: published.page().encode(),
    "a page in UTF-16": lambda: published.page().encode("utf-16"),
    "a page in Windows-1252 that says Latin-1": lambda: (
        published.page().replace('"utf-8"', '"iso-8859-1"').encode("cp1252")
    ),
    "an archived mail in a page": lambda: published.archived().encode(),
    "a PDF": published.pdf,
    "a justified PDF": lambda: published.pdf(style="p, li { text-align: justify; hyphens: auto }"),
    "a PDF in two narrow columns": lambda: published.pdf(style="@page { size: A4 } body { columns: 2 }"),
    "a PDF in two columns": lambda: published.pdf(
        style="@page { size: A4 landscape } body { columns: 2; column-gap: 1cm }"
    ),
    "a Word document": published.word,
    "an OpenDocument text": published.open_document,
    "a mail": lambda: published.mail().as_bytes(),
    "a mail with a page": lambda: published.mail("View this in a browser.", page_too=published.page()).as_bytes(),
    "a forwarded mail": published.forwarded,
    "a quoted mail": lambda: published.quoted().encode(),
    "a mail with a quoted mail": lambda: published.mail(published.quoted()).as_bytes(),
}


@pytest.mark.parametrize("container", CONTAINERS)
def test_every_container_gives_the_same_requests_and_addressees(container: str, expected: tuple[object, ...]) -> None:
    assert said(read(CONTAINERS[container]())) == expected


# Text and what mail programs add


def test_a_signature_and_header_blocks_leave_no_number_behind() -> None:
    told = "\n".join(texts(published.quoted()))
    assert "555 99 99" not in told
    assert "Sent:" not in told
    assert "wrote:" not in told


def test_a_press_release_with_labels_at_its_head_keeps_them() -> None:
    text = "From: Example Observatory\nDate: 3 May 2026\nSubject: Detention\n\nThe Observatory is concerned.\n"
    assert "Date: 3 May 2026" in texts(text)


def test_flowed_lines_are_joined_and_quotes_of_two_depths_are_not() -> None:
    message = published.mail("x")
    message.replace_header("Content-Type", 'text/plain; charset="utf-8"; format=flowed')
    message.set_payload("A line that \r\ngoes on.\r\n> quoted \r\n>> deeper\r\n> back\r\n")
    told = texts(message.as_bytes().replace(b"quoted-printable", b"8bit"))
    assert told[-4:] == ["A line that goes on.", "quoted", "deeper", "back"]


def test_the_subject_is_the_title_only_where_the_text_has_none() -> None:
    facts = f"Dear friends,\n\n{published.FACTS[0]}\n\n{published.LEAD}\n- {published.REQUESTS[0]}\n"
    assert read(published.mail(facts).as_bytes()).appeal.title == published.TITLE
    other = published.mail()
    other.replace_header("Subject", "Fwd: please read this and sign it")
    assert read(other.as_bytes()).appeal.title == published.TITLE


def test_lines_of_a_mail_are_those_of_its_file() -> None:
    data = published.mail().as_bytes()
    printed = data.decode().splitlines()
    reading = read(data)
    assert published.REQUESTS[2][:20] in printed[reading.lines["requests[2]"] - 1]


def test_an_attached_document_is_read_when_the_mail_has_no_appeal(expected: tuple[object, ...]) -> None:
    message = published.mail("Please find our appeal attached.\n")
    message.add_attachment(published.word(), maintype="application", subtype="octet-stream", filename="appeal.docx")
    reading = read(message.as_bytes())
    assert said(reading)[:2] == expected[:2]
    assert any("appeal.docx" in finding.message for finding in reading.findings)


def test_an_attached_document_is_named_when_the_mail_has_an_appeal(expected: tuple[object, ...]) -> None:
    message = published.mail()
    message.add_attachment(b"%PDF-1.7 broken", maintype="application", subtype="pdf", filename="same.pdf")
    reading = read(message.as_bytes())
    assert said(reading) == expected
    assert ("source", "ignored") in [(one.field, one.kind) for one in reading.findings if "same.pdf" in one.message]


def test_a_cell_of_a_wiki_table_says_what_its_column_holds() -> None:
    assert texts("| Minister | Fax |\n|---|---|\n| A. Person | +41 22 555 01 01 |\n") == [
        "Minister   Fax",
        "A. Person   Fax: +41 22 555 01 01",
    ]


def test_a_header_block_within_a_page_is_left_out() -> None:
    block = "<b>From:</b> A. Person &lt;a@b.example&gt;<br><b>Sent:</b> 14 September 2026 10:12<br><b>To:</b> all<br>"
    page = f"<div>{block}<b>Subject:</b> see this</div>{published.page()}"
    told = texts(published.mail("x", page_too=page).as_bytes())
    assert not any("a@b.example" in text or "Sent:" in text for text in told)


def test_signs_of_strong_print_go_in_pairs_and_other_underlines_stay() -> None:
    assert texts("# Act\n\n**Send** __this__ '''now'''\n\nin the name of ____ and 0__ here\n") == [
        "Act",
        "Send this now",
        "in the name of ____ and 0__ here",
    ]


@pytest.mark.parametrize(
    "unit",
    ["aaaa bbbb cccc dddd eeee ffff gggg hhhh iiii jjjj kkkk llll\n", "-- \n", "> -- \nx\n",
     "On 1 2005 x\n", "From: a\n", "| a | b |\n", "word ", "**a ", "__a"],
)  # fmt: skip
def test_a_text_of_one_mark_again_and_again_is_read(unit: str) -> None:
    assert lines_of(unit * (100_000 // len(unit)) + "end")


# Pages


def test_what_stands_around_a_page_is_left_out_and_said() -> None:
    source = source_of(published.page().encode(), "given")
    told = "\n".join(line.text for line in source.lines)
    assert not any(word in told for word in ("cookies", "Donate", "555 9999", "555 0000", "Rue Inventée"))
    assert [finding.kind for finding in source.findings] == ["ignored"]


def test_a_page_that_stands_in_a_sidebar_is_still_read() -> None:
    page = f'<html><body><div class="sidebar">{published.body()}</div></body></html>'
    assert read(page).appeal.requests == published.REQUESTS


def test_numbers_of_lists_are_counted_as_a_browser_does() -> None:
    page = "<html><ol start=3><li>a<ol type=a><li>b<li>c</ol><li>d</ol><ul><li>e</ul>"
    assert [(line.marker, line.text) for line in lines_of(page)] == [
        ("3.", "a"),
        ("a.", "b"),
        ("b.", "c"),
        ("4.", "d"),
        ("•", "e"),
    ]


def test_cells_stay_on_the_line_of_their_row_and_get_the_label_of_their_column() -> None:
    page = "<html><table><tr><th>Office<th>Fax<tr><td><p>Minister</p><td><p>+41 22 555 01 01</p></table>"
    assert texts(page) == ["Office   Fax", "Minister   Fax: +41 22 555 01 01"]
    labels = "<html><table><tr><th>Fax<td>+41 22 555 01 01<tr><th>Tel<td>+41 22 555 01 02</table>"
    assert texts(labels) == ["Fax   +41 22 555 01 01", "Tel   +41 22 555 01 02"]


def test_a_definition_after_a_label_stands_on_its_line() -> None:
    page = "<html><dl><dt>Minister of Justice</dt><dd>Nairobi</dd><dt>Fax</dt><dd>+254 20 555 0101</dd></dl>"
    assert texts(page) == ["Minister of Justice", "Nairobi", "Fax: +254 20 555 0101"]


def test_an_address_that_only_the_link_has_is_kept() -> None:
    link = '<a href="mailto:m@gov.example?subject=x">e-mail</a>'
    page = f'<html><p>The Minister ({link})<p>To <a href="mailto:a@b.example">a@b.example</a>'
    assert [" ".join(text.split()) for text in texts(page)] == [
        "The Minister ( e-mail m@gov.example )",
        "To a@b.example",
    ]


def test_an_address_hidden_from_robots_is_decoded() -> None:
    code = published.hidden_address("minister@gov.example")
    span = f'<span class="__cf_email__" data-cfemail="{code}">[email&#160;protected]</span>'
    page = f'<html><p>E-mail: <a href="/cdn-cgi/l/email-protection#{code}">{span}</a><p>Fax: 1'
    assert texts(page) == ["E-mail: minister@gov.example", "Fax: 1"]
    link = f'<html><p>E-mail: <a href="/cdn-cgi/l/email-protection#{code}">[email protected]</a>'
    assert texts(link) == ["E-mail: minister@gov.example"]


@pytest.mark.parametrize(
    "unit",
    ["<div>", "<!--", "<a href='", '<a b="', "<a '='>", "</p", "<![CDATA[", "<textarea>", "<title>", "<p ", "&amp",
     "<td><table>", "<ol><li>", "<pre>", "<article>", "<svg></x>", "<a =\"'>", "x "],
)  # fmt: skip
def test_a_page_of_one_mark_again_and_again_is_read_or_refused(unit: str) -> None:
    with suppress(Mistake):
        lines_of("<html><body>" + unit * (100_000 // len(unit)))


# PDF


def test_heads_and_numbers_of_pages_are_left_out_and_said() -> None:
    source = source_of(published.pdf(), "given")
    told = [line.text for line in source.lines]
    assert sum("urgent appeal" in text for text in told) == 1
    assert not any(text.startswith(("1 /", "2 /")) for text in told)
    assert any("feet and numbers of pages" in finding.message for finding in source.findings)


def test_a_hyphen_that_belongs_to_a_word_stays_and_one_that_breaks_it_goes() -> None:
    inside = """<div style="width: 30mm"><p>unconditional and self-determination</p>
        <p>aaaaaaaaaaaa uncon-<br>ditional bbbbbbbb self-<br>determination cccc</p></div>"""
    told = " ".join(texts(published.pdf(inside=inside + "<p>" + "word " * 40)))
    assert "aaaaaaaaaaaa unconditional bbbbbbbb self-determination cccc" in told


def test_a_table_in_a_pdf_keeps_its_rows() -> None:
    rows = "".join(f"<tr><td>Minister {n}<td>Fax: +41 22 555 01 0{n}" for n in range(1, 6))
    told = texts(published.pdf(inside=f"<p>{published.FACTS[0]}<table style='width: 100%'>{rows}</table>"))
    assert "Minister 3   Fax: +41 22 555 01 03" in told


def test_a_scan_is_refused_with_the_program_that_reads_it() -> None:
    data = published.pdf(
        inside='<svg width="50" height="50"><rect width="50" height="50"/></svg>',
        style="@page { @top-left { content: none } @bottom-center { content: none } }",
    )
    with pytest.raises(Mistake, match="picture of pages") as caught:
        source_of(data, "scan.pdf")
    assert "ocrmypdf" in caught.value.problems[0].remedy


def test_a_locked_pdf_and_a_broken_one_are_told_apart() -> None:
    from pypdf import PdfReader, PdfWriter

    writer = PdfWriter(clone_from=PdfReader(BytesIO(published.pdf())))
    writer.encrypt("secret", algorithm="RC4-128")
    out = BytesIO()
    writer.write(out)
    assert "password" in refusal(out.getvalue())
    assert "broken" in refusal(published.pdf()[:600])


def test_a_pdf_of_far_too_many_pages_is_refused_at_once() -> None:
    from pypdf import PdfWriter

    writer = PdfWriter()
    for _ in range(1000):
        writer.add_blank_page(100, 100)
    out = BytesIO()
    writer.write(out)
    assert "1000 pages" in refusal(out.getvalue())


def pdf_with(content: bytes) -> bytes:
    """A page with this content, packed as it is given."""
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 600 800]/Contents 4 0 R>>",
        b"<</Length %d/Filter/FlateDecode>>stream\n%s\nendstream" % (len(content), content),
    ]
    data = b"%PDF-1.4\n"
    table = b"xref\n0 5\n0000000000 65535 f \n"
    for number, one in enumerate(objects, 1):
        table += b"%010d 00000 n \n" % len(data)
        data += b"%d 0 obj%sendobj\n" % (number, one)
    return data + table + b"trailer<</Size 5/Root 1 0 R>>startxref\n%d\n%%%%EOF" % len(data)


def test_a_pdf_that_unpacks_to_gigabytes_is_refused_and_leaves_the_memory_alone() -> None:
    packer = zlib.compressobj(9)
    blanks = b" " * 10_000_000
    first = packer.compress(blanks) + packer.flush(zlib.Z_FULL_FLUSH)
    block = packer.compress(blanks) + packer.flush(zlib.Z_FULL_FLUSH)
    before = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss
    assert "memory or time" in refusal(pdf_with(first + block * 200 + packer.flush()))
    assert max(before, 500_000) >= resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss


# Zipped documents


def zipped(parts: dict[str, bytes]) -> bytes:
    out = BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
    return out.getvalue()


W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'


def word_of(body: str) -> bytes:
    return zipped({"word/document.xml": f"<w:document {W}><w:body>{body}</w:body></w:document>".encode()})


def test_word_documents_lose_deleted_and_hidden_text_and_keep_the_rest() -> None:
    body = """<w:p><w:r><w:t>kept</w:t></w:r><w:del><w:r><w:delText>lost</w:delText></w:r></w:del>
        <w:ins><w:r><w:t xml:space="preserve"> added</w:t></w:r></w:ins>
        <w:r><w:rPr><w:vanish/></w:rPr><w:t>x</w:t></w:r></w:p>
        <w:p><w:r><w:t>one</w:t><w:br/><w:t>two</w:t></w:r></w:p>"""
    assert texts(word_of(body)) == ["kept added", "one", "two"]


def test_a_text_box_is_read_once() -> None:
    box = "<w:txbxContent><w:p><w:r><w:t>in the box</w:t></w:r></w:p></w:txbxContent>"
    mc = 'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
    both = (
        f"<mc:AlternateContent {mc}><mc:Choice>{box}</mc:Choice><mc:Fallback>{box}</mc:Fallback></mc:AlternateContent>"
    )
    assert texts(word_of(f"<w:p><w:r>{both}</w:r><w:r><w:t>outside</w:t></w:r></w:p>")) == ["in the box", "outside"]


def test_a_document_that_declares_entities_is_refused() -> None:
    bomb = '<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><w:document>&b;</w:document>'
    assert "entities" in refusal(zipped({"word/document.xml": bomb.encode()}))


def test_a_document_that_unpacks_to_gigabytes_is_refused() -> None:
    assert "unpacked" in refusal(zipped({"word/document.xml": b"<w>" + b" " * 120_000_000}))


def test_a_document_nested_deep_is_read_or_refused() -> None:
    nested = "<w:tbl><w:tr><w:tc>" * 100_000
    assert "broken" in refusal(word_of(nested))


@pytest.mark.parametrize(
    ("data", "says"),
    [(b"{\\rtf1 x}", "RTF"), (b"\xd0\xcf\x11\xe0" + b"x" * 50, "old Word"),
     (b"PK\x03\x04" + b"\0" * 50, "neither DOCX"),
     (b"\x89PNG\r\n", "picture")],
)  # fmt: skip
def test_what_has_no_reader_is_refused_by_its_name(data: bytes, says: str) -> None:
    assert says in refusal(data)


MAGIC = [b"%PDF-1.7\n", b"PK\x03\x04word/document.xml", b"<html>", b"{\\rtf", b"\xd0\xcf\x11\xe0", b"\xff\xfe",
         b"\xfe\xff",
         b"From: a@b.example\nMIME-Version: 1.0\nSubject: x\nContent-Type: multipart/mixed; boundary=x\n\n--x\n",
         b"From: a\nMIME-Version: 1.0\nContent-Type: text/plain; charset=utf-7; format=flowed\n\n"]  # fmt: skip


@given(st.sampled_from(MAGIC), st.binary(max_size=300))
def test_any_bytes_behind_any_sign_are_read_or_refused(magic: bytes, data: bytes) -> None:
    read_or_refuse(magic + data)


@pytest.fixture(scope="module")
def documents() -> list[bytes]:
    return [
        published.pdf(),
        published.word(),
        published.open_document(),
        published.forwarded(),
        published.page().encode(),
    ]


@settings(max_examples=60)
@given(which=st.integers(0, 4), cuts=st.lists(st.tuples(st.floats(0, 1), st.binary(max_size=8)), max_size=6))
def test_a_damaged_document_is_read_or_refused(
    documents: list[bytes], which: int, cuts: list[tuple[float, bytes]]
) -> None:
    data = bytearray(documents[which])
    for place, bits in cuts:
        at = int(place * len(data))
        data[at : at + len(bits)] = bits
    read_or_refuse(bytes(data))
