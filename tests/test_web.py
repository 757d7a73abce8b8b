"""An address is fetched only from the open internet, within limits of time, size and redirects."""

import gzip
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import ClassVar

import pytest

from letterkit.appeals.open import open_appeal
from letterkit.appeals.read import read_document
from letterkit.appeals.source import LARGEST, Source
from letterkit.appeals.web import MOST_REDIRECTS, is_public, read_web
from letterkit.errors import Mistake
from tests import published

ANSWERS: dict[str, Callable[[], tuple[str, bytes, str]]] = {
    "page": lambda: ("text/html; charset=utf-8", published.page().encode(), ""),
    "pdf": lambda: ("application/pdf", published.pdf(), ""),
    "latin": lambda: ("text/plain; charset=iso-8859-1", published.plain().encode("cp1252"), ""),
    "packed": lambda: ("text/html", gzip.compress(published.page().encode()), "gzip"),
    "bomb": lambda: ("text/html", gzip.compress(b"<html>" + b" " * 50_000_000), "gzip"),
    "film": lambda: ("video/mp4", b"\0\0\0", ""),
    "huge": lambda: ("text/plain", b"a word " * (LARGEST // 6), ""),
}
DRIPS = {"endless": (b"a word " * 100_000, 0.0), "slow": (b"a", 0.1)}


class Host(BaseHTTPRequestHandler):
    """Answers by the path; remembers what was asked."""

    asked: ClassVar[list[tuple[str, dict[str, str]]]] = []

    def do_GET(self) -> None:
        self.asked.append((self.path, dict(self.headers)))
        name, _, rest = self.path[1:].replace("%5B", "[").replace("%5D", "]").partition("/")
        name = name.partition("?")[0]
        if name == "hop":
            self.redirect(f"/hop/{int(rest) - 1}" if int(rest) else "/page")
        elif name == "to":
            self.redirect(rest)
        elif name in DRIPS:
            self.drip(*DRIPS[name])
        elif name in ANSWERS:
            self.answer(*ANSWERS[name]())
        else:
            self.send_error(404)

    def answer(self, kind: str, data: bytes, encoding: str) -> None:
        self.send_response(200)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(data)))
        if encoding:
            self.send_header("Content-Encoding", encoding)
        self.end_headers()
        self.write(data)

    def drip(self, data: bytes, seconds: float) -> None:
        self.send_response(200)
        self.send_header("Content-Type", "text/plain")
        self.end_headers()
        for _ in range(100):
            if not self.write(data):
                break
            time.sleep(seconds)

    def redirect(self, target: str) -> None:
        self.send_response(302)
        self.send_header("Location", target)
        self.send_header("Set-Cookie", "who=you")
        self.send_header("Content-Length", "0")
        self.end_headers()

    def write(self, data: bytes) -> bool:
        try:
            self.wfile.write(data)
        except OSError:
            return False
        return True

    def log_message(self, *args: object) -> None:
        """Says nothing."""


@pytest.fixture(scope="module")
def host() -> Iterator[str]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), Host)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_address[1]}"
    server.shutdown()
    server.server_close()
    thread.join()


def anywhere(address: str) -> bool:
    return True


def fetched(url: str, seconds: float = 20) -> Source:
    return read_web(url, allowed=anywhere, seconds=seconds)


@contextmanager
def refused(says: str) -> Iterator[None]:
    with pytest.raises(Mistake, match=says) as caught:
        yield
    assert caught.value.problems[0].remedy
    assert caught.value.problems[0].file.startswith("http")


@pytest.mark.parametrize("path", ["page", "pdf", "latin", "packed", f"hop/{MOST_REDIRECTS - 1}"])
def test_the_content_type_decides_how_an_address_is_read(host: str, path: str) -> None:
    source = fetched(f"{host}/{path}")
    assert read_document(source).appeal.requests == published.REQUESTS
    assert source.name == f"{host}/{path}"


def test_the_request_is_honest_and_carries_nothing_of_the_person(host: str) -> None:
    Host.asked.clear()
    fetched(f"{host}/to//page?a=b%20c")
    assert [path for path, _ in Host.asked] == ["/to//page?a=b%20c", "/page?a=b%20c"]
    for _, headers in Host.asked:
        assert headers["User-Agent"] == "letterkit/0.1"
        assert set(headers) == {"Host", "User-Agent", "Accept", "Accept-Encoding", "Connection"}


@pytest.mark.parametrize(
    ("path", "says"),
    [("film", "video/mp4"), ("huge", "larger than"), ("endless", "larger than"), ("bomb", "larger than"),
     (f"hop/{MOST_REDIRECTS}", "on and on"), ("nothing", "answers 404"),
     ("to/ftp://host.example/x", "no web address"),
     ("to/file:///a", "no web address")],
)  # fmt: skip
def test_what_is_no_document_within_limits_is_refused(host: str, path: str, says: str) -> None:
    with refused(says):
        fetched(f"{host}/{path}")


def test_a_host_that_talks_slowly_is_cut_off_when_the_time_is_over(host: str) -> None:
    start = time.monotonic()
    with refused("in time"):
        fetched(f"{host}/slow", seconds=0.7)
    assert time.monotonic() - start < 5


@pytest.mark.parametrize(
    "where",
    ["127.0.0.1", "localhost", "[::1]", "169.254.169.254", "10.1.2.3", "192.168.0.1", "172.16.5.5", "100.64.0.1",
     "0.0.0.0", "224.0.0.1", "[::ffff:127.0.0.1]", "[fe80::1]", "[fc00::1]", "[64:ff9b::7f00:1]", "[2002:7f00:1::]",
     "2130706433", "0x7f.1"],
)  # fmt: skip
def test_nothing_is_fetched_from_this_machine_or_its_network(where: str) -> None:
    with refused("own network"):
        read_web(f"http://{where}/appeal.html")


@pytest.mark.parametrize(
    "where", ["http://169.254.169.254/latest/", "http://[::1]/", "http://10.0.0.1/", "//192.168.1.1/"]
)
def test_a_redirect_into_the_network_is_refused(host: str, where: str) -> None:
    own = "127.0.0.1"
    with refused("own network"):
        read_web(f"{host}/to/{where}", allowed=lambda address: address == own or is_public(address))


def test_a_name_that_resolves_to_this_machine_is_refused_however_it_is_called(monkeypatch: pytest.MonkeyPatch) -> None:
    import socket

    both = [(2, 1, 6, "", ("93.184.215.14", 80)), (2, 1, 6, "", ("127.0.0.1", 80))]
    monkeypatch.setattr(socket, "getaddrinfo", lambda *args, **named: both)
    with refused("own network"):
        read_web("http://innocent.example/")


def test_the_name_is_looked_up_once_so_that_a_second_answer_can_t_mislead(
    host: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    import socket

    port = int(host.rpartition(":")[2])
    answers = [[(2, 1, 6, "", ("127.0.0.1", port))]]
    real = socket.getaddrinfo

    def once(name: str | None, *args: object, **named: object) -> object:
        return answers.pop() if name == "rebound.example" else real(name, port)

    monkeypatch.setattr(socket, "getaddrinfo", once)
    assert fetched(f"http://rebound.example:{port}/page").lines
    assert not answers


@pytest.mark.parametrize("address", ["8.8.8.8", "2001:4860:4860::8888"])
def test_a_public_address_is_public(address: str) -> None:
    assert is_public(address)


@pytest.mark.parametrize(
    "url", ["http://", "http://a b/", "https://x:99999/", "http://[::1", "http://user:pw@host.example/", "http://\x00/"]
)
def test_what_is_no_address_is_refused(url: str) -> None:
    with refused("not a web address|password"):
        read_web(url)


def test_an_address_is_a_source_wherever_an_appeal_is_named() -> None:
    with refused("own network"):
        open_appeal("http://127.0.0.1:9/appeal.yaml")
