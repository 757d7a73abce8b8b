"""Drafts are put into a real mailbox: whole, once, over TLS, with a password that lies in no file."""

import json
import re
import socket
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import suppress
from email import message_from_bytes, policy
from pathlib import Path

import keyring
import pytest
from keyring.backend import KeyringBackend
from typer.testing import Result

from letterkit.appeals.file import appeal_file_text
from letterkit.cli import screen
from letterkit.model.appeal import Appeal
from letterkit.model.finding import Reading
from tests.mail_server import FOLDER, PASSWORD, MailServer, certify, cut_after, free_port, mail_server

Letterkit = Callable[..., Result]
DAY = "2026-09-10"


class Drawer(KeyringBackend):
    """A keyring that lasts as long as a test."""

    priority = 1.0
    kept: dict[tuple[str, str], str]

    def get_password(self, service: str, username: str) -> str | None:
        return self.kept.get((service, username))

    def set_password(self, service: str, username: str, password: str) -> None:
        self.kept[service, username] = password


@pytest.fixture
def drawer() -> Iterator[Drawer]:
    """The keyring of this test; it knows the password of ada."""
    before, drawer = keyring.get_keyring(), Drawer()  # type: ignore[no-untyped-call]  # its base class is untyped
    drawer.kept = {("letterkit:127.0.0.1", "ada@example.org"): PASSWORD}
    keyring.set_keyring(drawer)
    yield drawer
    keyring.set_keyring(before)


@pytest.fixture(scope="module")
def running(program: Callable[[str], str]) -> Iterator[MailServer]:
    with mail_server(program("dovecot"), marked=True) as server:
        yield server


@pytest.fixture(scope="module")
def unmarked(program: Callable[[str], str]) -> Iterator[MailServer]:
    """A server that does not say which folder is for drafts."""
    with mail_server(program("dovecot"), marked=False) as server:
        yield server


def emptied(server: MailServer) -> MailServer:
    with server.login("ada@example.org") as connection:
        connection.select_folder(server.folder)
        connection.delete_messages(connection.search())
        connection.expunge()
    return server


@pytest.fixture
def server(running: MailServer) -> MailServer:
    """The server, ada's folder for drafts empty."""
    return emptied(running)


@pytest.fixture
def file(appeal: Appeal, tmp_path: Path, ada: None) -> Path:
    """An appeal of whom three addressees have an e-mail address."""
    minister, ambassador = appeal.addressees
    people = (
        minister.model_copy(update={"emails": ("minister@example.org",)}),
        ambassador,
        ambassador.model_copy(update={"id": "consul", "office": "Consul", "office_class": None}),
    )
    file = tmp_path / "appeal.yaml"
    reading = Reading(appeal.model_copy(update={"addressees": people}), (), {})
    file.write_text(appeal_file_text(reading, "a text"), encoding="utf-8")
    return file


def put(letterkit: Letterkit, file: Path, server: MailServer, *words: str, port: int | None = None) -> Result:
    account = f"ada@example.org@127.0.0.1:{port or server.port}"
    return letterkit("email", file, "--imap", account, "--ca-file", server.ca_file, "--date", DAY, *words)


def test_drafts_arrive_in_the_folder_that_the_server_marks_for_them(
    letterkit: Letterkit, drawer: Drawer, server: MailServer, file: Path
) -> None:
    done = put(letterkit, file, server)
    assert done.exit_code == 0, done.stderr
    assert "3 planned: 3 written, 0 skipped, 0 rejected. They wait among the drafts of" in done.stderr
    found = [message_from_bytes(one, policy=policy.default) for one in server.drafts("ada@example.org")]
    assert [str(one["To"]) for one in found] == [
        '"Ms. Jane Doe" <minister@example.org>',
        *("The Ambassador <ambassade@example.org>", "Consul <ambassade@example.org>"),
    ]
    entries = json.loads(letterkit("ledger", "--json").stdout)["entries"]
    assert {(one["channel"], one["state"]) for one in entries} == {("email", "written")}
    assert len(entries) == 3


def test_running_twice_leaves_no_double_drafts(
    letterkit: Letterkit, drawer: Drawer, server: MailServer, file: Path
) -> None:
    put(letterkit, file, server, "--to", "consul")
    before = server.drafts("ada@example.org")
    done = put(letterkit, file, server, "--note", "Something else than before.")
    assert f"skipped consul: its draft lies in '{FOLDER}' of ada@example.org at 127.0.0.1 already" in done.stderr
    assert "3 planned: 2 written, 1 skipped" in done.stderr
    assert put(letterkit, file, server).exit_code == 0
    after = server.drafts("ada@example.org")
    assert (after[:1], len(after)) == (before, 3)


def test_a_draft_that_is_there_but_was_not_noted_is_noted(
    letterkit: Letterkit,
    drawer: Drawer,
    server: MailServer,
    file: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    put(letterkit, file, server)
    monkeypatch.setenv("LETTERKIT_LEDGER", str(tmp_path / "other.sqlite"))
    put(letterkit, file, server)
    entries = json.loads(letterkit("ledger", "--json").stdout)["entries"]
    assert {one["addressee"] for one in entries} == {"minister-of-justice", "ambassadeur", "consul"}


def test_a_second_letter_after_one_that_was_sent_is_a_draft_of_its_own(
    letterkit: Letterkit, drawer: Drawer, server: MailServer, file: Path
) -> None:
    put(letterkit, file, server, "--to", "consul")
    letterkit("mark", file, "consul", "--sent", "email", "--date", DAY)
    assert "1 skipped" in put(letterkit, file, server, "--to", "consul").stderr
    assert "1 written" in put(letterkit, file, server, "--to", "consul", "--again").stderr
    assert len(server.drafts("ada@example.org")) == 2


def test_the_header_by_which_a_draft_is_known_tells_others_nothing(
    letterkit: Letterkit, drawer: Drawer, server: MailServer, file: Path
) -> None:
    put(letterkit, file, server)
    keys = [message_from_bytes(one)["X-Letterkit-Draft"] for one in server.drafts("ada@example.org")]
    assert len(set(keys)) == 3
    assert all(re.fullmatch("[0-9a-f]{32}", key) for key in keys)


@pytest.mark.parametrize("octets", [300, 1_500, 2_500, 4_000, 12_000, 30_000, 44_000, 60_000])
def test_a_connection_that_is_cut_leaves_nothing_half_and_the_next_run_makes_the_rest(
    letterkit: Letterkit, drawer: Drawer, server: MailServer, file: Path, octets: int
) -> None:
    with cut_after(server.port, octets) as port:
        done = put(letterkit, file, server, "--attach", port=port)
    assert done.exit_code in (1, 3, 4), done.stderr
    left = server.drafts("ada@example.org")
    assert f"{len(left)} written" in done.stderr or not left
    assert (done.exit_code == 3) == bool(left)
    assert octets < 1_000 or "the connection to 127.0.0.1 was lost\n  → the same command makes the rest" in done.stderr
    assert put(letterkit, file, server, "--attach").exit_code == 0
    found = [message_from_bytes(one, policy=policy.default) for one in server.drafts("ada@example.org")]
    assert len({one["X-Letterkit-Draft"] for one in found}) == len(found) == 3
    for one in found:
        (attached,) = one.iter_attachments()
        assert attached.get_content().endswith(b"%%EOF\n")
    assert len(json.loads(letterkit("ledger", "--json").stdout)["entries"]) == 3


def test_a_password_that_is_wrong_is_not_repeated_in_what_is_said(
    letterkit: Letterkit, drawer: Drawer, server: MailServer, file: Path
) -> None:
    drawer.kept["letterkit:127.0.0.1", "ada@example.org"] = "falsch-4711"
    done = put(letterkit, file, server, "--verbose")
    assert (done.exit_code, "127.0.0.1 does not take this password for ada@example.org" in done.stderr) == (1, True)
    assert "falsch" not in done.stderr + done.stdout


def test_a_password_is_asked_for_once_and_kept_in_the_keyring_if_wanted(
    letterkit: Letterkit, drawer: Drawer, server: MailServer, file: Path, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    drawer.kept.clear()
    assert "keyring set letterkit:127.0.0.1 ada@example.org" in put(letterkit, file, server).stderr
    monkeypatch.setattr(screen, "asks", lambda: True)
    command = ("email", file, "--imap", f"ada@example.org@127.0.0.1:{server.port}", "--ca-file", server.ca_file)
    done = letterkit(*command, "--date", DAY, typed=f"{PASSWORD}\ny\n")
    assert done.exit_code == 0, done.stderr
    assert PASSWORD not in done.stderr + done.stdout
    assert drawer.kept == {("letterkit:127.0.0.1", "ada@example.org"): PASSWORD}
    files = [one for folder in (home, file.parent) for one in folder.rglob("*") if one.is_file()]
    assert [one for one in files if PASSWORD.encode() in one.read_bytes()] == []


def test_a_server_that_can_not_prove_who_it_is_gets_no_password(
    letterkit: Letterkit, drawer: Drawer, server: MailServer, file: Path, tmp_path: Path
) -> None:
    (tmp_path / "other").mkdir()
    certify(tmp_path / "other")
    account = ("--imap", f"ada@example.org@127.0.0.1:{server.port}")
    for words in (account, (*account, "--ca-file", str(tmp_path / "other" / "ca.pem"))):
        done = letterkit("email", file, *words)
        assert (done.exit_code, "can't prove that it is 127.0.0.1" in done.stderr) == (4, True), done.stderr


def test_a_server_without_tls_hears_nothing_that_can_be_read(letterkit: Letterkit, drawer: Drawer, file: Path) -> None:
    heard = bytearray()

    def listen(listener: socket.socket) -> None:
        near, _ = listener.accept()
        with near, suppress(OSError):
            near.sendall(b"* OK ready\r\n")
            while data := near.recv(1000):
                heard.extend(data)

    with socket.create_server(("127.0.0.1", 0)) as listener:
        thread = threading.Thread(target=listen, args=(listener,))
        thread.start()
        done = letterkit("email", file, "--imap", f"ada@example.org@127.0.0.1:{listener.getsockname()[1]}")
        thread.join()
    assert (done.exit_code, "there is no TLS" in done.stderr) == (4, True), done.stderr
    assert b"LOGIN" not in heard.upper()
    assert b"AUTHENTICATE" not in heard.upper()


def test_where_no_folder_is_marked_a_person_names_one(
    letterkit: Letterkit, drawer: Drawer, unmarked: MailServer, file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    emptied(unmarked)
    done = put(letterkit, file, unmarked)
    assert (done.exit_code, f"--drafts-folder names one of: {FOLDER}, INBOX" in done.stderr) == (1, True), done.stderr
    done = put(letterkit, file, unmarked, "--drafts-folder", "Nowhere")
    assert (done.exit_code, "has no folder 'Nowhere'" in done.stderr) == (1, True), done.stderr
    assert put(letterkit, file, unmarked, "--drafts-folder", FOLDER, "--to", "consul").exit_code == 0
    assert len(unmarked.drafts("ada@example.org")) == 1
    monkeypatch.setattr(screen, "asks", lambda: True)
    monkeypatch.setattr(screen, "ask", lambda question, default="": FOLDER)
    assert put(letterkit, file, unmarked, "--yes").exit_code == 0
    assert len(unmarked.drafts("ada@example.org")) == 3


def test_an_account_has_a_name_in_ones_own_settings_and_never_in_a_folders(
    letterkit: Letterkit, drawer: Drawer, server: MailServer, file: Path, home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    account = f'host = "127.0.0.1"\nuser = "ada@example.org"\nport = {server.port}\nca_file = "{server.ca_file}"\n'
    (home / "config.toml").write_text(f"[accounts.work]\n{account}", encoding="utf-8")
    assert letterkit("email", file, "--imap", "work").exit_code == 0
    assert len(server.drafts("ada@example.org")) == 3
    assert "accounts in your settings: work" in letterkit("email", file, "--imap", "wrok").stderr
    monkeypatch.chdir(file.parent)
    (file.parent / "letterkit.toml").write_text(f"[accounts.work]\n{account}", encoding="utf-8")
    done = letterkit("email", file, "--imap", "work")
    assert (done.exit_code, "a folder may not set this" in done.stderr) == (1, True)


def test_a_server_that_is_not_there_is_named(letterkit: Letterkit, drawer: Drawer, file: Path) -> None:
    port = free_port()
    done = letterkit("email", file, "--imap", f"ada@example.org@127.0.0.1:{port}")
    assert (done.exit_code, f"127.0.0.1 does not answer on port {port}" in done.stderr) == (4, True), done.stderr


def test_without_the_packages_for_mailboxes_it_is_said_how_to_get_them(
    letterkit: Letterkit, file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for module in ("letterkit.cli.mailbox", "letterkit.export.drafts_folder"):
        monkeypatch.delitem(sys.modules, module, raising=False)
    monkeypatch.setitem(sys.modules, "imapclient", None)
    done = letterkit("email", file, "--imap", "ada@imap.example.org")
    assert (done.exit_code, "pip install 'letterkit[imap]'" in done.stderr) == (4, True), done.stderr
