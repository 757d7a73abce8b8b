"""E-mail drafts say what was meant, to whom it was meant, and open in a mail program as not sent yet."""

import io
import json
import mailbox
import os
import re
import signal
import socket
import stat
import subprocess
import sys
from collections.abc import Callable
from contextlib import closing
from email import message_from_bytes, policy
from email.header import decode_header, make_header
from email.message import EmailMessage
from email.utils import getaddresses
from getpass import getuser
from pathlib import Path
from urllib.parse import parse_qs, unquote, urlsplit

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from pypdf import PdfReader
from typer.testing import Result

from letterkit.appeals.file import appeal_file_text
from letterkit.contact.email_address import ascii_address
from letterkit.errors import Mistake
from letterkit.export.email_draft import Enclosing, email_draft
from letterkit.export.mail_headers import one_line
from letterkit.export.mbox import mbox
from letterkit.export.text import mail_text
from letterkit.model.appeal import Addressee, Appeal
from letterkit.model.draft import Draft, Mailbox
from letterkit.model.finding import Reading
from letterkit.model.letter import Body, Letter, Paragraph, SenderParts
from tests.test_ledger import KILLED, MOMENTS

Letterkit = Callable[..., Result]
DAY = "2026-09-10"


@pytest.fixture
def zoe(letterkit: Letterkit) -> None:
    """A sender with an e-mail address and a name beyond ASCII."""
    named = ("--name", "Zoë Müller, Präsidentin", "--address", "Rue 12", "--address", "1200 Genève", "--country", "ch")
    assert letterkit("me", *named, "--email", "zoe@example.org").exit_code == 0


@pytest.fixture
def reachable(appeal: Appeal, tmp_path: Path) -> Path:
    """The invented appeal, whose addressees both have e-mail addresses, and two of those who get copies."""
    minister, ambassador = appeal.addressees
    people = (
        minister.model_copy(update={"emails": ("minister@example.org", "office@example.org")}),
        ambassador.model_copy(update={"emails": ("Ambassade@example.org",), "care_of": "Embassy of China"}),
    )
    copies = (
        appeal.copies_to[0].model_copy(update={"emails": ("ombud@bücher.example",)}),
        Addressee(id="observer", office="Observer", organisation="Office of Observers"),
    )
    return written_to(
        tmp_path / "reachable.yaml", appeal.model_copy(update={"addressees": people, "copies_to": copies})
    )


def written_to(file: Path, appeal: Appeal) -> Path:
    file.write_text(appeal_file_text(Reading(appeal, (), {}), "a text"), encoding="utf-8")
    return file


def drafts(folder: Path) -> dict[str, EmailMessage]:
    found = {
        file.stem[3:]: message_from_bytes(file.read_bytes(), policy=policy.default) for file in folder.rglob("*.eml")
    }
    assert all(isinstance(one, EmailMessage) for one in found.values())
    return found


def text_of(message: EmailMessage) -> str:
    part = message.get_body(("plain",))
    assert part is not None
    return str(part.get_content()).replace("\r\n", "\n")


def made(letterkit: Letterkit, appeal: Path, folder: Path, *words: str) -> Result:
    return letterkit("email", appeal, "-o", folder, "--date", DAY, *words)


def test_a_draft_opens_as_not_sent_and_leaves_date_and_id_to_the_program_that_sends_it(
    letterkit: Letterkit, zoe: None, reachable: Path, tmp_path: Path
) -> None:
    assert made(letterkit, reachable, tmp_path / "drafts").exit_code == 0
    message = drafts(tmp_path / "drafts")["minister-of-justice"]
    assert (message["X-Unsent"], message["Date"], message["Message-ID"]) == ("1", None, None)
    assert message["Subject"] == "Detention of Ms. Example Person"
    assert str(message["From"]) == '"Zoë Müller, Präsidentin" <zoe@example.org>'
    assert [one.addr_spec for one in message["To"].addresses] == ["minister@example.org"]
    assert (message["Content-Language"], message.get_content_charset()) == ("en", "utf-8")
    assert (message.get_content_type(), message["Cc"], message["Bcc"]) == ("text/plain", None, None)


def test_the_text_is_the_letter_without_what_only_paper_needs(
    letterkit: Letterkit, zoe: None, reachable: Path, tmp_path: Path
) -> None:
    made(letterkit, reachable, tmp_path / "drafts")
    found = {name: text_of(message) for name, message in drafts(tmp_path / "drafts").items()}
    lines = found["ambassadeur"].splitlines()
    assert lines[:6] == [
        "Kindly pass on to the addressee",
        "The Ambassador",
        "Ambassade de Chine",
        "c/o Embassy of China",
        "",
        "Your Excellency,",
    ]
    assert max(map(len, lines)) <= 72
    assert "1. release Ms. Example Person at once;" in lines
    assert lines[-7:] == [
        "Zoë Müller, Präsidentin",
        "Rue 12",
        "1200 Genève",
        "Switzerland",
        "",
        "Copy to: Ombudsman, Office of the Ombudsman; Observer, Office of",
        "Observers",
    ]
    assert "XYZ 001" not in found["ambassadeur"]
    assert "Berne" not in found["ambassadeur"]


def test_html_and_the_tagged_pdf_come_only_when_asked_for(
    letterkit: Letterkit, zoe: None, reachable: Path, tmp_path: Path
) -> None:
    made(letterkit, reachable, tmp_path / "drafts", "--html", "--attach", "--to", "ambassadeur")
    message = drafts(tmp_path / "drafts")["ambassadeur"]
    html = message.get_body(("html",))
    (attached,) = message.iter_attachments()
    assert html is not None
    assert "<li>ensure that she sees “a lawyer of her choice”;</li>" in html.get_content()
    assert '<html lang="en">' in html.get_content()
    assert (attached.get_content_type(), attached.get_filename()) == (
        "application/pdf",
        "detention-of-ms-example-person.pdf",
    )
    assert "/StructTreeRoot" in list(PdfReader(io.BytesIO(attached.get_content())).root_object)
    assert "release Ms. Example Person at once;" in text_of(message)


def test_copies_go_by_choice_and_a_blind_one_is_not_named_in_the_letter(
    letterkit: Letterkit, zoe: None, reachable: Path, tmp_path: Path
) -> None:
    done = made(letterkit, reachable, tmp_path / "open", "--cc")
    assert "observer gets no copy by e-mail: no address is known." in done.stderr
    seen = drafts(tmp_path / "open")["ambassadeur"]
    assert [one.addr_spec for one in seen["Cc"].addresses] == ["ombud@xn--bcher-kva.example"]
    assert "Copy to: Ombudsman" in text_of(seen)
    made(letterkit, reachable, tmp_path / "blind", "--bcc")
    blind = drafts(tmp_path / "blind")["ambassadeur"]
    assert ([one.addr_spec for one in blind["Bcc"].addresses], blind["Cc"]) == (["ombud@xn--bcher-kva.example"], None)
    assert "Ombudsman" not in text_of(blind)
    assert made(letterkit, reachable, tmp_path / "both", "--cc", "--bcc").exit_code == 2


def test_the_first_of_several_addresses_is_used_unless_all_are_asked_for(
    letterkit: Letterkit, zoe: None, reachable: Path, tmp_path: Path
) -> None:
    done = made(letterkit, reachable, tmp_path / "first")
    assert (
        "minister-of-justice has other addresses too: office@example.org; --all-addresses writes to all." in done.stderr
    )
    made(letterkit, reachable, tmp_path / "all", "--all-addresses")
    to = drafts(tmp_path / "all")["minister-of-justice"]["To"].addresses
    assert [one.addr_spec for one in to] == ["minister@example.org", "office@example.org"]


def test_those_who_share_an_address_are_pointed_out(
    letterkit: Letterkit, zoe: None, appeal: Appeal, tmp_path: Path
) -> None:
    emails = (("Post@example.org",), ("post@Example.org",))
    people = tuple(
        one.model_copy(update={"emails": found}) for one, found in zip(appeal.addressees, emails, strict=True)
    )
    file = written_to(tmp_path / "shared.yaml", appeal.model_copy(update={"addressees": people}))
    done = made(letterkit, file, tmp_path / "drafts")
    assert (
        "minister-of-justice and ambassadeur share post@example.org: letters to 2 addressees arrive there."
        in done.stderr
    )


def test_what_to_type_instead_and_next_is_for_the_profile_that_was_named(
    letterkit: Letterkit, ada: None, appeal_file: Path, tmp_path: Path
) -> None:
    done = letterkit("email", appeal_file, "--as", "me", "-o", tmp_path)
    assert f"letterkit fax {appeal_file} --as me --to minister-of-justice" in done.stderr
    assert f"letterkit mark {appeal_file} --all --as me --sent email" in done.stderr


def test_who_has_no_address_is_listed_with_what_to_type_instead(
    letterkit: Letterkit, zoe: None, appeal: Appeal, tmp_path: Path
) -> None:
    nowhere = Addressee(id="nowhere", office="President", office_class="head_of_state_republic")
    people = (*appeal.addressees, nowhere)
    file = written_to(tmp_path / "my appeal.yaml", appeal.model_copy(update={"addressees": people}))
    done = made(letterkit, file, tmp_path / "drafts")
    assert done.exit_code == 0, done.stderr
    assert (
        f"→ letterkit fax '{file}' --to minister-of-justice or: letterkit write '{file}' --to minister-of-justice"
        in done.stderr
    )
    assert "skipped nowhere: no e-mail address is known\n  → no way to reach it is known" in done.stderr
    assert "3 planned: 1 written, 2 skipped, 0 rejected" in done.stderr
    alone = made(letterkit, file, tmp_path / "drafts", "--to", "minister")
    assert (alone.exit_code, "--to minister-of-justice" in alone.stderr) == (1, True)


def test_an_address_that_can_not_be_one_rejects_its_letter_alone(
    letterkit: Letterkit, zoe: None, appeal: Appeal, tmp_path: Path
) -> None:
    minister, ambassador = appeal.addressees
    people = (minister.model_copy(update={"emails": ('"x"(y)@example.org',)}), ambassador)
    file = written_to(tmp_path / "wrong.yaml", appeal.model_copy(update={"addressees": people}))
    done = made(letterkit, file, tmp_path / "drafts")
    assert done.exit_code == 3
    assert "minister-of-justice: '\"x\"(y)@example.org' can't be an e-mail address" in done.stderr
    assert list(drafts(tmp_path / "drafts")) == ["ambassadeur"]


def test_drafts_are_private_the_same_in_every_run_and_name_neither_machine_nor_user(
    letterkit: Letterkit, zoe: None, reachable: Path, tmp_path: Path
) -> None:
    for folder in ("one", "two"):
        made(letterkit, reachable, tmp_path / folder, "--html", "--attach")
    files = {file.name: file.read_bytes() for file in (tmp_path / "one").rglob("*") if file.is_file()}
    assert files == {file.name: file.read_bytes() for file in (tmp_path / "two").rglob("*") if file.is_file()}
    assert set(files) == {"01-minister-of-justice.eml", "02-ambassadeur.eml", "manifest.json"}
    assert {stat.S_IMODE(file.stat().st_mode) for file in tmp_path.glob("one/*/email/*")} == {0o600}
    here = (socket.gethostname(), getuser(), str(tmp_path), os.environ["HOME"])
    for name, data in files.items():
        heads = data if name.endswith(".json") else b"\n".join(re.findall(rb"^[\w-]+:.*(?:\r\n[ \t].*)*", data, re.M))
        assert [word for word in here if re.search(rf"\b{re.escape(word)}\b".encode(), heads)] == []


def test_a_draft_is_noted_as_written_by_email_and_a_sent_letter_is_not_made_again(
    letterkit: Letterkit, zoe: None, reachable: Path, tmp_path: Path
) -> None:
    made(letterkit, reachable, tmp_path / "drafts")
    found = json.loads(letterkit("ledger", "--json").stdout)["entries"]
    assert {(one["addressee"], one["channel"], one["state"]) for one in found} == {
        ("ambassadeur", "email", "written"),
        ("minister-of-justice", "email", "written"),
    }
    letterkit("mark", next(tmp_path.glob("drafts/*/email/manifest.json")), "--sent", "email", "--date", DAY)
    done = made(letterkit, reachable, tmp_path / "drafts")
    assert "skipped ambassadeur: a letter was sent by e-mail on 2026-09-10" in done.stderr
    assert "2 planned: 0 written, 2 skipped" in done.stderr
    assert "2 planned: 2 written" in made(letterkit, reachable, tmp_path / "drafts", "--again").stderr


@pytest.mark.parametrize("moment", MOMENTS)
def test_drafts_and_ledger_agree_after_the_next_start_whenever_a_run_was_killed(
    letterkit: Letterkit, zoe: None, reachable: Path, tmp_path: Path, moment: str
) -> None:
    def command(folder: str) -> list[str]:
        return ["email", str(reachable), "-o", str(tmp_path / folder), "--date", DAY]

    letterkit(*command("undisturbed"))
    undisturbed = letterkit("ledger", "--json").stdout
    killed = [sys.executable, "-c", KILLED, moment, "2", *command("drafts")]
    assert subprocess.run(killed, capture_output=True, check=False).returncode == -signal.SIGKILL
    assert letterkit(*command("drafts")).exit_code == 0
    assert letterkit("ledger", "--json").stdout == undisturbed
    files = {file.name: file.read_bytes() for file in (tmp_path / "drafts").rglob("*") if file.is_file()}
    assert files == {file.name: file.read_bytes() for file in (tmp_path / "undisturbed").rglob("*") if file.is_file()}


def test_a_dry_run_lists_the_drafts_and_makes_none(
    letterkit: Letterkit, zoe: None, reachable: Path, tmp_path: Path, home: Path
) -> None:
    done = made(letterkit, reachable, tmp_path / "drafts", "--dry-run", "--attach")
    assert [Path(line).name for line in done.stdout.splitlines()] == [
        "01-minister-of-justice.eml",
        "02-ambassadeur.eml",
    ]
    file = tmp_path / "drafts.mbox"
    assert letterkit("email", reachable, "--mbox", file, "-n").stdout == f"{file}\n"
    assert letterkit("email", reachable, "--imap", "zoe@imap.example.invalid", "-n").stdout.splitlines() == [
        "minister-of-justice\tminister@example.org\tDetention of Ms. Example Person",
        "ambassadeur\tAmbassade@example.org\tDetention of Ms. Example Person",
    ]
    assert letterkit("email", reachable, "--link", "outlook", "-n").exit_code == 0
    assert not (tmp_path / "drafts").exists()
    assert not (tmp_path / "drafts.mbox").exists()
    assert not (home / "data").exists()


def test_one_file_for_all_drafts_is_read_back_as_the_same_messages(
    letterkit: Letterkit, zoe: None, reachable: Path, tmp_path: Path
) -> None:
    file = tmp_path / "drafts.mbox"
    made(letterkit, reachable, tmp_path / "drafts", "--html")
    done = letterkit("email", reachable, "--mbox", file, "--html", "--date", DAY)
    assert (done.exit_code, done.stdout) == (0, f"{file}\n")
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    single = [one.read_bytes().replace(b"\r\n", b"\n") for one in sorted((tmp_path / "drafts").rglob("*.eml"))]
    assert messages_in(file) == single


def messages_in(file: Path) -> list[bytes]:
    with closing(mailbox.mbox(file)) as box:
        return [one.as_bytes() for one in box]


def fields_of(link: str) -> tuple[str, dict[str, str]]:
    parts = urlsplit(link)
    return unquote(parts.path), {name: values[0] for name, values in parse_qs(parts.query).items()}


@pytest.mark.parametrize(("program", "subject"), [("mailto", "subject"), ("gmail", "su"), ("outlook", "subject")])
def test_a_link_carries_address_subject_and_text(
    letterkit: Letterkit, zoe: None, reachable: Path, program: str, subject: str
) -> None:
    done = letterkit("email", reachable, "--to", "ambassadeur", "--link", program, "--cc", "--date", DAY)
    assert done.exit_code == 0, done.stderr
    path, fields = fields_of(done.stdout.strip())
    assert "Ambassade@example.org" in (path, fields.get("to", ""))
    assert (fields[subject], fields["cc"]) == ("Detention of Ms. Example Person", "ombud@xn--bcher-kva.example")
    assert "2. ensure that she sees “a lawyer of her choice”;\r\n\r\n3." in fields["body"]


def test_a_link_that_is_too_long_for_its_program_is_refused_by_how_much(
    letterkit: Letterkit, zoe: None, reachable: Path
) -> None:
    note = "I have read of it. " * 60
    done = letterkit("email", reachable, "--to", "ambassadeur", "--link", "mailto", "--note", note)
    assert done.exit_code == 1
    told = re.search(r"the link has ([\d,]+) characters, ([\d,]+) more than a mail program takes", done.stderr)
    assert told is not None
    length = int(told[1])
    assert int(told[2]) == length - 2000
    assert "--requests" in done.stderr
    assert done.stdout == ""
    assert letterkit("email", reachable, "--to", "ambassadeur", "--link", "gmail", "--note", note).exit_code == 0


@pytest.mark.parametrize(
    "words",
    [
        ("--mbox", "x.mbox", "--link", "gmail"),
        ("--imap", "a@b.example", "-o", "x"),
        ("--link", "mailto", "--attach"),
        ("--ca-file", "ca.pem"),
    ],
)
def test_what_can_not_be_meant_together_is_refused(
    letterkit: Letterkit, zoe: None, reachable: Path, words: tuple[str, ...]
) -> None:
    done = letterkit("email", reachable, *words)
    assert (done.exit_code, "→" in done.stderr) == (2, True)


# --- foreign text ---------------------------------------------------------------------------------------------------

SPECIMENS = (
    *("Ada\r\nBcc: thief@example.org", "a\nb", "=?utf-8?q?=0D=0ABcc:_x?=", '"quoted" \\ name', "Müller, Zoë <x@y.z>"),
    *("中华人民共和国司法部部长" * 4, "Александра Константиновна " * 3, "x" * 300, "ü" * 300, "a  b\tc", "\u202eevil"),
    *("name\x00with\x0bcontrols\x1f", "From the start", "(comment)", "list: a@b.c;", "’“„"),
)
foreign = st.one_of(
    st.sampled_from(SPECIMENS),
    st.text(max_size=120),
    st.lists(st.sampled_from((*SPECIMENS, "=?", "?=", " ", "\r\n", ",", ";", '"', "\\", "é")), max_size=6).map("".join),
)


def draft_of(name: str, subject: str, text: str) -> Draft:
    parts = SenderParts(letterhead=(name or "-", text), return_address="", place_and_date="", signature=(name or "-",))
    body = Body(
        language="en",
        layout="din5008b",
        route_note=None,
        address=(name,),
        subject=subject,
        salutation=text,
        blocks=(Paragraph(text=text),),
        close="",
        continuation="",
        page="{n}",
    )
    mailboxes = (Mailbox(name=name, address="one@example.org"), Mailbox(name="Two", address="two@example.org"))
    return Draft(
        letter=Letter(addressee="a", body=body, parts=parts),
        whom=(name,),
        sender=mailboxes[0],
        to=mailboxes,
        cc=mailboxes[1:],
        bcc=mailboxes[:1],
        key="0" * 32,
    )


def read_addresses(value: str) -> list[tuple[str, str]]:
    """Names and addresses of a raw header, by the library's older interface, which follows RFC 2047 to the letter."""
    return [(str(make_header(decode_header(name))), address) for name, address in getaddresses([value])]


@given(name=foreign, subject=foreign, text=foreign)
@example(name="Ада" * 30, subject="=?utf-8?q?x?=" * 20, text="From here\nFrom there")
@example(name="", subject="", text="From 000000000000000000000000000000000000\x80\x80\x80\x80\x80\x80")
def test_whatever_stands_in_names_subject_and_text_is_read_back_as_it_was_meant(
    name: str, subject: str, text: str
) -> None:
    draft = draft_of(name, subject, text)
    data = email_draft(draft, Enclosing(key=True)).data
    assert data.isascii()
    assert max(map(len, data.split(b"\r\n"))) <= 78
    assert max(map(len, data.partition(b"\r\n\r\n")[2].split(b"\r\n"))) <= 76
    message, raw = message_from_bytes(data, policy=policy.default), message_from_bytes(data)
    expected = {"X-Unsent", "From", "To", "Cc", "Bcc", "Subject", "X-Letterkit-Draft", "MIME-Version"}
    content = {"Content-Type", "Content-Transfer-Encoding", "Content-Language"}
    assert sorted(raw.keys()) == sorted(expected | content)
    assert str(message["Subject"]) == one_line(subject)
    assert str(make_header(decode_header(raw["Subject"]))) == one_line(subject)
    one, two = (one_line(name), "one@example.org"), ("Two", "two@example.org")
    assert read_addresses(raw["From"]) == read_addresses(raw["Bcc"]) == [one]
    assert (read_addresses(raw["To"]), read_addresses(raw["Cc"])) == ([one, two], [two])
    assert [one.addr_spec for one in message["To"].addresses] == ["one@example.org", "two@example.org"]
    assert list(message.defects) == []
    meant = mail_text(draft).replace("\r\n", "\n").replace("\r", "\n")
    assert text_of(message) == meant


def test_half_a_character_in_the_text_is_refused_and_gone_from_a_header() -> None:
    assert b"Subject: B\r\n" in email_draft(draft_of("A", "B\ud800", "C"), Enclosing()).data
    with pytest.raises(Mistake, match="no character at all"):
        email_draft(draft_of("A", "B", "a stray \udcff here"), Enclosing())


@given(texts=st.lists(foreign, min_size=1, max_size=4))
def test_messages_in_one_file_are_never_split_by_what_stands_in_them(
    texts: list[str], tmp_path_factory: pytest.TempPathFactory
) -> None:
    file = tmp_path_factory.mktemp("mbox") / "drafts.mbox"
    messages = [email_draft(draft_of("A", "B", f"From {text}\nFrom {text}"), Enclosing()).data for text in texts]
    file.write_bytes(mbox(messages))
    assert messages_in(file) == [one.replace(b"\r\n", b"\n") for one in messages]


@pytest.mark.parametrize(
    "address",
    ["a b@example.org", "a\r\nBcc: x@example.org", "a@b@example.org", '"a"@example.org', "zoë@example.org", "a@-x.org"],
)
def test_an_address_that_no_header_can_carry_is_refused(address: str) -> None:
    with pytest.raises(Mistake, match="can't be an e-mail address"):
        ascii_address(address)


def test_a_domain_beyond_ascii_is_written_as_servers_know_it() -> None:
    assert ascii_address("Info+a.b@Bücher.example") == "Info+a.b@xn--bcher-kva.example"
