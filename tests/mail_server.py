"""A real Dovecot, started by the tests as an ordinary process on a free port, with TLS by a certificate of its own."""

import grp
import os
import pwd
import shutil
import socket
import ssl
import subprocess
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import imapclient
import trustme

PASSWORD = "geheim-ÿ€"
FOLDER = "Entwürfe"
USUAL = """
protocols = imap
base_dir = {folder}/run
state_dir = {folder}/run
log_path = {folder}/log
listen = 127.0.0.1
ssl = required
ssl_cert = <{folder}/cert.pem
ssl_key = <{folder}/key.pem
default_internal_user = {user}
default_login_user = {user}
default_internal_group = {group}
mail_location = maildir:{folder}/mail/%u
first_valid_uid = 1
passdb {{
  driver = static
  args = password={password}
}}
userdb {{
  driver = static
  args = uid={uid} gid={gid} home={folder}/mail/%u
}}
"""
SINCE_2_4 = """
dovecot_config_version = 2.4.0
dovecot_storage_version = 2.4.0
protocols = imap
base_dir = {folder}/run
state_dir = {folder}/run
log_path = {folder}/log
listen = 127.0.0.1
ssl = required
ssl_server_cert_file = {folder}/cert.pem
ssl_server_key_file = {folder}/key.pem
default_internal_user = {user}
default_login_user = {user}
default_internal_group = {group}
mail_driver = maildir
mail_path = {folder}/mail/%{{user}}
first_valid_uid = 1
passdb static {{
  password = {password}
}}
userdb static {{
  fields {{
    uid = {uid}
    gid = {gid}
    home = {folder}/mail/%{{user}}
  }}
}}
"""
SHARED = """
namespace inbox {{
  inbox = yes
  mailbox "{drafts}" {{
    {mark}
    auto = create
  }}
}}
service imap-login {{
  chroot =
  inet_listener imap {{
    port = 0
  }}
  inet_listener imaps {{
    port = {port}
    ssl = yes
  }}
}}
service anvil {{
  chroot =
}}
"""


@dataclass(frozen=True)
class MailServer:
    """How it is reached: by any user, each with a mailbox that is made at the first login."""

    port: int
    ca_file: Path
    folder: str = FOLDER

    def drafts(self, user: str) -> list[bytes]:
        """The messages in a user's folder for drafts; each must be marked as one."""
        with self.login(user) as connection:
            connection.select_folder(self.folder, readonly=True)
            found = connection.fetch(connection.search(), ["BODY.PEEK[]", "FLAGS"])
        assert all(b"\\Draft" in one[b"FLAGS"] for one in found.values())
        return [one[b"BODY[]"] for one in found.values()]

    def login(self, user: str) -> imapclient.IMAPClient:
        """A connection of the tests' own."""
        context = ssl.create_default_context(cafile=str(self.ca_file))
        connection = imapclient.IMAPClient("127.0.0.1", self.port, ssl_context=context, timeout=10)
        connection.plain_login(user, PASSWORD)
        return connection


def free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])


@contextmanager
def mail_server(program: str, *, marked: bool) -> Iterator[MailServer]:
    """A server as long as it is needed; ``marked`` says whether it marks the folder for drafts as such."""
    folder = Path(tempfile.mkdtemp(prefix="letterkit-"))
    server = MailServer(free_port(), folder / "ca.pem")
    owner = pwd.getpwnam("nobody") if os.geteuid() == 0 else pwd.getpwuid(os.geteuid())
    certify(folder)
    version = subprocess.run([program, "--version"], capture_output=True, text=True, check=True).stdout
    text = (USUAL if version.startswith("2.3") else SINCE_2_4) + SHARED
    values = {
        **{"folder": folder, "port": server.port, "password": PASSWORD, "drafts": FOLDER},
        **{"user": owner.pw_name, "group": grp.getgrgid(owner.pw_gid).gr_name},
        **{"uid": owner.pw_uid, "gid": owner.pw_gid, "mark": "special_use = \\Drafts" if marked else ""},
    }
    (folder / "dovecot.conf").write_text(text.format(**values), encoding="utf-8")
    for path in (folder, *folder.iterdir()):
        os.chown(path, owner.pw_uid, owner.pw_gid)
    command = [program, "-F", "-c", str(folder / "dovecot.conf")]
    ordinary: dict[str, Any] = (
        {"user": owner.pw_uid, "group": owner.pw_gid, "extra_groups": []} if os.geteuid() == 0 else {}
    )
    process = subprocess.Popen(command, stderr=subprocess.PIPE, **ordinary)
    try:
        wait_for(server.port, process)
        yield server
    finally:
        process.terminate()
        process.communicate(timeout=30)
        shutil.rmtree(folder)


def wait_for(port: int, process: subprocess.Popen[bytes]) -> None:
    """Comes back when the server listens; fails with its own words when it has ended."""
    while process.poll() is None:
        with suppress(OSError), socket.create_connection(("127.0.0.1", port), timeout=10):
            return
        time.sleep(0.05)
    raise AssertionError(process.communicate()[1].decode(errors="replace"))


def certify(folder: Path) -> None:
    """Puts a certificate for this machine, its key, and the authority that vouches for it into the folder."""
    authority = trustme.CA()
    certificate = authority.issue_cert("localhost", "127.0.0.1")
    authority.cert_pem.write_to_path(str(folder / "ca.pem"))
    certificate.private_key_pem.write_to_path(str(folder / "key.pem"))
    (folder / "cert.pem").write_bytes(b"".join(part.bytes() for part in certificate.cert_chain_pems))


@contextmanager
def cut_after(port: int, octets: int) -> Iterator[int]:
    """The port of a wire to a server that is cut when so many octets have gone there."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        thread = threading.Thread(target=_carry, args=(listener, port, octets))
        thread.start()
        yield int(listener.getsockname()[1])
        thread.join()


def _carry(listener: socket.socket, port: int, octets: int) -> None:
    near, _ = listener.accept()
    with near, socket.create_connection(("127.0.0.1", port)) as far:
        back = threading.Thread(target=_carry_back, args=(far, near))
        back.start()
        while octets > 0 and (data := near.recv(min(octets, 1000))):
            far.sendall(data)
            octets -= len(data)
        for end in (far, near):
            with suppress(OSError):
                end.shutdown(socket.SHUT_RDWR)
        back.join()


def _carry_back(far: socket.socket, near: socket.socket) -> None:
    with suppress(OSError):
        while data := far.recv(65536):
            near.sendall(data)
