"""A members' list is read as people have it, and nobody on it is lost: a member, a repeated row, or a row to mend."""

import io
import zipfile
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from letterkit.errors import Mistake
from letterkit.senders import MembersList, chosen, read_members, rejects_csv
from letterkit.senders.columns import words

Read = Callable[..., MembersList]
Cells = Sequence[Sequence[object]]
Make = Callable[[Cells], bytes]
ADA = ("Ada Muster", "Rue 12", "1200", "Genève", "CH")


@pytest.fixture
def read(tmp_path: Path) -> Read:
    def read_data(data: str | bytes, name: str = "members.csv") -> MembersList:
        file = tmp_path / name
        file.write_bytes(data.encode() if isinstance(data, str) else data)
        return read_members(file)

    return read_data


def refusal(read: Read, data: str | bytes) -> str:
    with pytest.raises(Mistake) as caught:
        read(data)
    return str(caught.value)


def only(listed: MembersList) -> dict[str, object]:
    assert [one.reason for one in listed.rejected] == []
    assert len(listed.members) == 1
    found = listed.members[0].sender.model_dump(exclude_none=True)
    return {field: value for field, value in found.items() if value}


TEXT = "Vorname;Nachname;Straße;Hausnummer;PLZ;Ort;Land;Sprache\r\nJörg;Muster;Weg;3;3000;Bern;Schweiz;Deutsch\r\n"
JOERG = {"name": "Jörg Muster", "address": ("Weg 3", "3000 Bern"), "country": "CH", "place": "Bern", "language": "de"}


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "cp1252"])
def test_a_list_is_read_in_any_usual_encoding(read: Read, encoding: str) -> None:
    assert only(read(TEXT.encode(encoding))) == JOERG


@pytest.mark.parametrize("separator", [",", ";", "\t", "|"])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_a_list_is_read_with_any_separator_and_line_end(read: Read, separator: str, end: str) -> None:
    assert only(read(TEXT.replace(";", separator).replace("\r\n", end))) == JOERG


def test_the_line_by_which_excel_names_the_separator_is_no_row(read: Read) -> None:
    assert only(read(f"sep=;\r\n{TEXT}")) == JOERG


def test_a_title_above_the_header_empty_rows_and_stray_blanks_do_no_harm(read: Read) -> None:
    listed = read("Group 14, members;;\n;;\n Name ;\u00a0Address ;Country\n;;\n  Ada\u00a0 Muster ; Rue 12 ;ch \n\n")
    assert only(listed) == {"name": "Ada Muster", "address": ("Rue 12",), "country": "CH"}
    assert listed.members[0].row == 5


def test_a_quoted_line_break_parts_the_lines_of_an_address_and_the_paragraphs_of_own_words(read: Read) -> None:
    listed = read('Name,Address,Country,Own words\nAda,"Rue 12\n1200 Genève",CH,"One.\n\nTwo,\n three."\n')
    assert only(listed)["address"] == ("Rue 12", "1200 Genève")
    assert listed.members[0].own_words == ("One.", "Two,", "three.")


def test_an_address_in_one_cell_is_parted_at_its_commas_but_not_before_a_state(read: Read) -> None:
    listed = read("Name;Address\nAda;Rue 12, 1200 Genève\nBob;1 Sample St, Springfield, IL 62701\n")
    assert [one.sender.address for one in listed.members] == [
        ("Rue 12", "1200 Genève"),
        ("1 Sample St", "Springfield, IL 62701"),
    ]


@pytest.mark.parametrize(
    ("country", "lines"),
    [
        ("CH", ("Sample 7", "1200 Town")),
        ("FR", ("7 Sample", "1200 Town")),
        ("GB", ("7 Sample", "Town", "1200")),
        ("US", ("7 Sample", "Town, XY 1200")),
        ("", ("Sample 7", "1200 Town")),
    ],
)
def test_street_and_town_are_joined_as_the_country_writes_them(
    read: Read, country: str, lines: tuple[str, ...]
) -> None:
    listed = read(f"name,street,house number,town,postcode,state,country\nAda,Sample,7,Town,1200,XY,{country}\n")
    assert listed.members[0].sender.address == lines


@pytest.mark.parametrize(
    ("header", "name"),
    [
        ("Name,Address", "Ada"),
        ("Vorname,Name", "Ada Muster"),
        ("Nom,Prénom", "Muster Ada"),
        ("Nombre,Apellidos", "Ada Muster"),
        ("First Name,Surname", "Ada Muster"),
        ("first_name,last_name", "Ada Muster"),
        ("Nom et prénom,Rue", "Ada"),
    ],
)
def test_name_means_the_whole_name_alone_and_a_part_of_it_beside_another_column(
    read: Read, header: str, name: str
) -> None:
    first, last = ("Ada", "Muster")
    assert read(f"{header}\n{first},{last}\n").members[0].sender.name == name


def test_an_export_of_action_network_is_read(read: Read) -> None:
    listed = read(
        "uuid,first_name,last_name,email,can2_phone,can2_user_address,can2_user_city,can2_state_abbreviated,zip_code,"
        "country,language,can2_subscription_status,can2_user_tags\n"
        "0a1b,Ada,Sample,ada@example.org,15550100,1 Sample St,Sampleton,IL,60000,US,en,subscribed,volunteer\n"
    )
    assert only(listed) == {
        "name": "Ada Sample",
        "id": "ada-sample-0a1b",
        "address": ("1 Sample St", "Sampleton, IL 60000"),
        "country": "US",
        "place": "Sampleton",
        "language": "en",
        "email": "ada@example.org",
        "phone": "15550100",
    }
    ignored = [one.message for one in listed.findings if one.kind == "ignored"]
    assert ignored == ["columns that are passed over: can2_subscription_status, can2_user_tags"]


def test_an_export_of_civicrm_is_read_and_its_notes_about_people_stay_out_of_letters(read: Read) -> None:
    listed = read(
        '"Internal Contact ID","Display Name","First Name","Last Name","Individual Prefix","Gender",'
        '"Home-Street Address","Home-Supplemental Address 1","Home-City","Home-Postal Code","Home-Country",'
        '"Preferred Language","Group(s)","Note(s)","Contact Source"\n'
        '"17","Ms. Ada Muster","Ada","Muster","Ms.","Female","Rue 12","Bât. B","Genève","1200","Switzerland",'
        '"French (France)","Newsletter; Members","pays late","stall"\n'
    )
    assert only(listed) == {
        "name": "Ada Muster",
        "id": "ada-muster-17",
        "address": ("Rue 12", "Bât. B", "1200 Genève"),
        "country": "CH",
        "place": "Genève",
        "language": "fr",
        "gender": "f",
    }
    assert listed.members[0].own_words == ()


def test_every_word_for_a_column_means_one_thing() -> None:
    meanings: dict[str, set[str]] = {}
    for column, found in words().columns.items():
        for word in found:
            meanings.setdefault(word.casefold(), set()).add(column)
    assert {word: found for word, found in meanings.items() if len(found) > 1} == {}


def test_what_is_a_member_s_own_is_read(read: Read) -> None:
    listed = read('name,language,layout,requests,own words\nAda,de_CH,us_letter,"1, 3-4",I teach.\nBea,,,,\n')
    ada, bea = listed.members
    assert (ada.sender.language, ada.sender.layout, ada.requests) == ("de", "us_letter", (1, 3, 4))
    assert ada.own_words == ("I teach.",)
    assert (bea.requests, bea.own_words) == (None, ())
    said = [one.message for one in listed.findings]
    assert "the column of own words is printed in letters: there are some in 1 of 2" in said


def test_a_list_without_names_says_which_words_it_has_and_which_are_known(read: Read) -> None:
    said = refusal(read, "Wer,Wo\nAda,Genf\n")
    assert "members.csv:1: no column of names: the first row says Wer, Wo" in said
    assert "full name" in said


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", "the list is empty"),
        ("name,country\n", "nobody below the names"),
        (b"name\n" + bytes(range(256)), "this is no text"),
        ('name,address\nAda,Rue\nBea,"Weg\nCarl,Via\n', "members.csv:3: this row can't be read"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "old Excel sheet"),
        (b"PK\x03\x04nonsense", "zip archive can't be read"),
    ],
)
def test_what_is_no_list_is_refused_with_what_to_do(read: Read, data: str | bytes, said: str) -> None:
    refused = refusal(read, data)
    assert said in refused
    assert "\n  → " in refused


BAD = """name,address,town,country,language,email,layout,requests
Ada,Rue 12,Genève,CH,,,,
,Weg 3,Bern,CH,,,,
Carl,Via 5,Lugano,Utopia,,,,
Dora,Weg 7,Bern,CH,Klingon,,,
Emil,Weg 9,Bern,CH,,nobody,,
Fritz,Weg 11,Bern,CH,,,../x,
Gerd,Weg 13,Bern,CH,,,,first
Hans,Weg 15,Bern,Nowhere,Elvish,,,
"""


def test_a_bad_row_is_rejected_with_every_reason_and_stops_nobody(read: Read) -> None:
    listed = read(BAD)
    assert [one.sender.name for one in listed.members] == ["Ada"]
    reasons = {one.row.number: one.reason for one in listed.rejected}
    assert list(reasons) == [3, 4, 5, 6, 7, 8, 9]
    assert reasons[3] == "there is no name"
    assert "'Utopia' is no country" in reasons[4]
    assert "'Klingon' is no language" in reasons[5]
    assert reasons[6].startswith("email: 'nobody' is not valid here")
    assert reasons[7].startswith("layout: '../x' is not valid here")
    assert "'first' does not name requests" in reasons[8]
    assert "'Nowhere' is no country" in reasons[9]
    assert "'Elvish' is no language" in reasons[9]


def test_rejects_have_the_columns_as_they_came_and_once_mended_can_be_read_again(read: Read) -> None:
    listed = read(BAD)
    again = read(rejects_csv(listed, listed.rejected))
    assert [one.reason for one in again.rejected] == [one.reason for one in listed.rejected]
    assert not any(one.kind == "ignored" for one in again.findings)
    mended = rejects_csv(listed, listed.rejected).decode("utf-8-sig").replace("Utopia", "CH").replace("Klingon", "de")
    assert [one.sender.name for one in read(mended).members] == ["Carl", "Dora"]
    assert mended.splitlines()[0] == "name,address,town,country,language,email,layout,requests,row,reason"


CELLS = st.text(st.characters(exclude_categories=("Cs", "Cc")), max_size=12)


@given(cells=st.lists(st.tuples(CELLS, CELLS), min_size=1, max_size=4), separator=st.sampled_from(",;\t"))
def test_no_reject_can_be_a_formula_and_every_cell_comes_back(
    cells: Sequence[tuple[str, str]], separator: str, tmp_path_factory: pytest.TempPathFactory
) -> None:
    import csv

    file = tmp_path_factory.mktemp("list") / "members.csv"
    text = io.StringIO()
    writer = csv.writer(text, delimiter=separator)
    writer.writerows([("name", "phone", "country"), *((*pair, "Utopia") for pair in cells)])
    file.write_text(text.getvalue(), encoding="utf-8", newline="")
    listed = read_members(file)
    written = rejects_csv(listed, listed.rejected)
    rows = list(csv.reader(io.StringIO(written.decode("utf-8-sig"), newline=""), delimiter=listed.table.separator))
    assert not [cell for row in rows for cell in row if cell.lstrip().startswith(("=", "+", "-", "@"))]
    file.write_bytes(written)
    again = read_members(file)
    assert [one.row.cells[:3] for one in again.rejected] == [one.row.cells for one in listed.rejected]


def test_namesakes_are_told_apart_by_their_number_else_by_their_address_whatever_their_order(read: Read) -> None:
    rows = ["Ada Muster,Rue 12,", "Ada Muster,Weg 3,", "Bea,Weg 4,", "Ada Muster,Rue 12,17"]
    keys = {}
    for order in (rows, rows[::-1]):
        listed = read("name,address,id\n" + "\n".join(order) + "\n")
        keys[order[0]] = {(one.sender.address, one.sender.key) for one in listed.members}
        assert len({one.sender.key for one in listed.members}) == 4
    assert len(set(map(frozenset, keys.values()))) == 1
    assert {"bea", "ada-muster-17"} < {key for found in keys.values() for _, key in found}


def test_who_has_a_name_of_his_own_keeps_the_same_id_when_he_moves(read: Read) -> None:
    ids = [read(f"name,address\nAda Muster,{address}\n").members[0].sender.key for address in ("Rue 12", "Weg 3")]
    assert ids == ["ada-muster", "ada-muster"]


def test_a_repeated_row_is_noticed_and_one_that_nothing_tells_apart_is_rejected(read: Read) -> None:
    listed = read("name,address\nAda,Rue 12\nada, RUE 12\nBea,\nBea,Weg 1\n")
    assert [one.about for one in listed.repeated] == ["row 3, ada"]
    assert [one.row.number for one in listed.rejected] == [4]
    assert [one.row for one in listed.members] == [2, 5]
    assert [one.row.number for one in read("name\nAda\nAda\n").rejected] == [3]


def test_members_are_chosen_by_words_of_their_names(read: Read) -> None:
    listed = read("name,country\nAda Muster,\nBea Muster-Weber,\nCarl Weber,Utopia\n")
    found = chosen(listed, ["weber"])
    assert [one.sender.name for one in found.members] == ["Bea Muster-Weber"]
    assert [one.name for one in found.rejected] == ["Carl Weber"]
    with pytest.raises(Mistake, match="nobody on the list is called 'Webr'"):
        chosen(listed, ["Webr"])


# --- spreadsheets -----------------------------------------------------------------------------------------------------

SHEET: Cells = [
    ["Name", "Address", "Postcode", "Town", "Country", "Phone", "Own words"],
    ["Ada Muster", "Rue 12", 1200, "Genève", "CH", 41220000000.0, "One.\nTwo."],
    [None, None, None, None, None, None, None],
    ["Bea Beispiel", "Weg 3", "03000", "Bern", "CH", None, None],
]


def xlsx(rows: Cells, *more: str) -> bytes:
    from openpyxl import Workbook

    book = Workbook()
    assert book.active is not None
    for row in rows:
        book.active.append(list(row))
    for title in more:
        book.create_sheet(title)
    data = io.BytesIO()
    book.save(data)
    return data.getvalue()


def ods(rows: Cells) -> bytes:
    from odf.opendocument import OpenDocumentSpreadsheet
    from odf.table import Table, TableCell, TableRow
    from odf.text import P

    book = OpenDocumentSpreadsheet()
    table = Table(name="Members")
    for row in rows:
        line = TableRow()
        for value in row:
            cell = TableCell()
            for text in str(value).removesuffix(".0").split("\n") if value is not None else ():
                cell.addElement(P(text=text))
            line.addElement(cell)
        table.addElement(line)
    last = TableRow(numberrowsrepeated=1_048_000)
    last.addElement(TableCell(numbercolumnsrepeated=16_000))
    table.addElement(last)
    book.spreadsheet.addElement(table)
    data = io.BytesIO()
    book.save(data)
    return data.getvalue()


@pytest.mark.parametrize("make", [xlsx, ods])
def test_a_spreadsheet_is_read_as_its_csv_would_be(read: Read, make: Make) -> None:
    ada, bea = read(make(SHEET), "members").members
    assert (ada.row, bea.row) == (2, 4)
    assert ada.sender.address == ("Rue 12", "1200 Genève")
    assert ada.sender.phone == "41220000000"
    assert ada.own_words == ("One.", "Two.")
    assert bea.sender.address == ("Weg 3", "03000 Bern")


def test_only_the_first_sheet_is_read_and_that_is_said(read: Read) -> None:
    listed = read(xlsx(SHEET, "Old"))
    assert "only the first sheet, 'Sheet', is read" in [one.message for one in listed.findings]


def repacked(data: bytes, name: str, change: Callable[[bytes], bytes]) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as new:
        for one in old.namelist():
            new.writestr(one, change(old.read(one)) if one == name else old.read(one))
    return packed.getvalue()


def test_a_sheet_with_a_cell_in_its_last_corner_costs_no_memory(read: Read) -> None:
    far = b'<row r="1048576"><c r="A1048576" s="1"/><c r="XFD1048576"><v>1</v></c></row></sheetData>'
    data = repacked(xlsx(SHEET), "xl/worksheets/sheet1.xml", lambda part: part.replace(b"</sheetData>", far))
    assert [one.sender.name for one in read(data).members] == ["Ada Muster", "Bea Beispiel"]


def test_a_row_that_is_repeated_a_million_times_is_refused(read: Read) -> None:
    def repeat(part: bytes) -> bytes:
        return part.replace(b"<table:table-row>", b'<table:table-row table:number-rows-repeated="1000000">')

    assert "more than 500000 rows" in refusal(read, repacked(ods(SHEET), "content.xml", repeat))


ENTITY = b'<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa">]>'


@pytest.mark.parametrize(("make", "part"), [(xlsx, "xl/workbook.xml"), (ods, "content.xml")])
def test_a_sheet_that_declares_entities_is_refused(read: Read, make: Make, part: str) -> None:
    def declare(xml: bytes) -> bytes:
        head, mark, rest = xml.partition(b"?>")
        return head + mark + ENTITY + rest if mark else ENTITY + xml

    assert "entities" in refusal(read, repacked(make(SHEET), part, declare))


@pytest.mark.parametrize(("make", "part"), [(xlsx, "xl/worksheets/sheet1.xml"), (ods, "content.xml")])
def test_a_sheet_that_unpacks_to_more_than_any_list_is_refused(read: Read, make: Make, part: str) -> None:
    assert "unpacked" in refusal(read, repacked(make(SHEET), part, lambda xml: xml + b" " * 60_000_000))


@pytest.mark.parametrize(("make", "part"), [(xlsx, "xl/worksheets/sheet1.xml"), (ods, "content.xml")])
def test_a_broken_sheet_is_refused_with_what_to_do(read: Read, make: Make, part: str) -> None:
    assert "\n  → " in refusal(read, repacked(make(SHEET), part, lambda xml: xml[: len(xml) // 2]))
