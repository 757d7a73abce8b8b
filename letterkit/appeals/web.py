"""A document at an http(s) address, fetched only when that address was given as the source.

Every host on the way is looked up once, all its addresses must be public, and the connection goes to the one that was
checked. The standard library is enough: a client library would look the name up again behind our back.
"""

import http.client
import ipaddress
import socket
import ssl
import threading
import time
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from urllib.parse import SplitResult, quote, urljoin, urlsplit

from letterkit.appeals.source import LARGEST, Source, source_of
from letterkit.errors import Mistake, Problem

SECONDS = 20
MOST_REDIRECTS = 5
_AGENT = "letterkit/0.1"
_SAVE = "open it in a browser, save the page, and import that file"
_READ = {
    "text/html": "page.html",
    "application/xhtml+xml": "page.html",
    "text/plain": "page.txt",
    "text/markdown": "page.txt",
    "application/pdf": "page.pdf",
    "application/x-pdf": "page.pdf",
    "message/rfc822": "mail.eml",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": "page.docx",
    "application/vnd.oasis.opendocument.text": "page.odt",
    "application/rtf": "page.rtf",
    "text/rtf": "page.rtf",
    "application/msword": "page.doc",
    "application/octet-stream": "page",
    "": "page",
}
"""The types of content that may be an appeal, and a name by which the kind of document is recognised."""

Allowed = Callable[[str], bool]


def is_public(address: str) -> bool:
    """Whether an IP address is somebody's on the open internet, and not this machine's or this network's."""
    ip = ipaddress.ip_address(address.partition("%")[0])
    if isinstance(ip, ipaddress.IPv6Address):
        inner = ip.ipv4_mapped or ip.sixtofour or (ip.teredo[1] if ip.teredo else None)
        if inner is None and ip in ipaddress.ip_network("64:ff9b::/96"):
            inner = ipaddress.IPv4Address(int(ip) & 0xFFFFFFFF)
        if inner is not None and not is_public(str(inner)):
            return False
    return ip.is_global and not (ip.is_multicast or ip.is_reserved or ip.is_loopback or ip.is_link_local)


def read_web(url: str, *, allowed: Allowed = is_public, seconds: float = SECONDS) -> Source:
    """The document at an address. ``allowed`` decides which IP addresses may be connected to."""
    try:
        found = _fetch(url, allowed, time.monotonic() + seconds)
        return _source(url, found)
    except Mistake as mistake:
        raise Mistake([Problem(one.message, one.remedy, file=one.file or url) for one in mistake.problems]) from mistake


@dataclass(frozen=True)
class _Found:
    data: bytes
    content_type: str
    charset: str | None


def _source(url: str, found: _Found) -> Source:
    name = _READ.get(found.content_type)
    if name is None:
        raise Mistake(f"what stands there is {found.content_type}, not a document with text", _SAVE)
    if name == "page":
        name = urlsplit(url).path.rpartition("/")[2] or name
    try:
        source = source_of(found.data, name, found.charset)
    except Mistake as mistake:
        raise Mistake([Problem(one.message, one.remedy) for one in mistake.problems]) from mistake
    return Source(url, source.lines, source.findings)


def _fetch(url: str, allowed: Allowed, until: float) -> _Found:
    """Follows redirects; one from https to http is not followed, since it would give up what the address promised."""
    for _ in range(MOST_REDIRECTS + 1):
        parts = _parts(url)
        with _answer(parts, allowed, until) as answer:
            if answer.status not in (301, 302, 303, 307, 308):
                return _content(answer, until)
            target = urljoin(url, answer.getheader("Location", ""))
        if not target.lower().startswith(("http://", "https://")):
            raise Mistake("it leads to something that is no web address", _SAVE)
        if parts.scheme == "https" and target.lower().startswith("http:"):
            raise Mistake("it leads from https to http, where anybody on the way can change the text", _SAVE)
        url = target
    raise Mistake(f"it leads on and on, more than {MOST_REDIRECTS} times", _SAVE)


def _parts(url: str) -> SplitResult:
    try:
        parts = urlsplit(url.strip())
        port_is_sound = parts.port is None or parts.port > 0
    except ValueError as error:
        raise Mistake("this is not a web address", "copy it again from the browser") from error
    if not parts.hostname or not port_is_sound or any(c.isspace() or not c.isprintable() for c in url.strip()):
        raise Mistake("this is not a web address", "copy it again from the browser")
    if parts.username is not None:
        raise Mistake("an address with a user's name or password is not fetched", _SAVE)
    return parts


@contextmanager
def _answer(parts: SplitResult, allowed: Allowed, until: float) -> Iterator[http.client.HTTPResponse]:
    """The answer of one host; the connection is cut when the time is over, however slowly it talks."""
    host = parts.hostname or ""
    port = parts.port or (443 if parts.scheme == "https" else 80)
    address = _looked_up(host, port, allowed, until)
    connection = http.client.HTTPConnection(host, port)
    timer: threading.Timer | None = None
    try:
        plain = socket.create_connection((address, port), timeout=_left(until))
        connection.sock = plain
        timer = threading.Timer(_left(until), _cut, (plain,))
        timer.daemon = True
        timer.start()
        if parts.scheme == "https":
            connection.sock = ssl.create_default_context().wrap_socket(plain, server_hostname=host)
        connection.request("GET", _path(parts), headers=_headers(parts))
        with connection.getresponse() as answer:
            yield answer
    except ssl.SSLError as error:
        raise _unreached(until, "its certificate or encryption is not sound") from error
    except (OSError, http.client.HTTPException, ValueError) as error:
        raise _unreached(until, str(error) or type(error).__name__) from error
    finally:
        if timer:
            timer.cancel()
        connection.close()


def _path(parts: SplitResult) -> str:
    """What is asked for, with what can't stand in a request spelled by its code."""
    path = quote(parts.path or "/", safe="/%:@!$&'()*+,;=~-._")
    query = quote(parts.query, safe="/%:@!$&'()*+,;=~-._?")
    return f"{path}?{query}" if query else path


def _headers(parts: SplitResult) -> dict[str, str]:
    host = parts.hostname or ""
    host = f"[{host}]" if ":" in host else host.encode("idna").decode("ascii")
    return {
        "Host": f"{host}:{parts.port}" if parts.port else host,
        "User-Agent": _AGENT,
        "Accept": "text/html, application/pdf, text/plain, */*;q=0.5",
        "Accept-Encoding": "identity",
        "Connection": "close",
    }


def _unreached(until: float, reason: str) -> Mistake:
    if time.monotonic() >= until:
        return Mistake("it didn't answer in time", f"try again, or {_SAVE}")
    return Mistake(f"it can't be fetched: {reason}", f"check the address, or {_SAVE}")


def _left(until: float) -> float:
    left = until - time.monotonic()
    if left <= 0:
        raise TimeoutError("the time is over")
    return left


def _cut(connection: socket.socket) -> None:
    try:
        connection.shutdown(socket.SHUT_RDWR)
    except OSError:
        connection.close()


def _looked_up(host: str, port: int, allowed: Allowed, until: float) -> str:
    """The IP address to connect to; refused when any address of the host is not allowed."""
    found: list[str] = []

    def look_up() -> None:
        try:
            found.extend(str(entry[4][0]) for entry in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM))
        except (OSError, ValueError):  # UnicodeError, for a name that no host can have, is one of these
            found.clear()

    thread = threading.Thread(target=look_up, daemon=True)  # a resolver has no time limit of its own
    thread.start()
    thread.join(max(until - time.monotonic(), 0))
    addresses = list(found)
    if not addresses:
        raise Mistake(f"the host {host!r} is not known", f"check the address and the connection, or {_SAVE}")
    if not all(allowed(address) for address in addresses):
        raise Mistake(f"{host!r} is on this machine or in its own network, from where nothing is fetched", _SAVE)
    return addresses[0]


def _content(answer: http.client.HTTPResponse, until: float) -> _Found:
    if answer.status != 200:
        raise Mistake(f"the host answers {answer.status} {answer.reason}".strip(), f"check the address, or {_SAVE}")
    stated = answer.getheader("Content-Length", "")
    size = int(stated) if stated.isdecimal() and len(stated) < 15 else 0
    data = answer.read(LARGEST + 1) if size <= LARGEST else b""
    _left(until)  # a connection that was cut reads like one that ended
    if max(size, len(data)) > LARGEST:
        raise _too_large()
    if len(data) < size:
        raise http.client.IncompleteRead(data, size - len(data))
    kind = answer.headers.get_content_type() if answer.getheader("Content-Type") else ""
    return _Found(_unpacked(data, answer), kind, answer.headers.get_content_charset())


def _too_large() -> Mistake:
    return Mistake(f"larger than {LARGEST // 1_000_000} MB: no appeal is that long", _SAVE)


def _unpacked(data: bytes, answer: http.client.HTTPResponse) -> bytes:
    """Some hosts pack what was asked for unpacked."""
    packing = answer.getheader("Content-Encoding", "identity").strip().lower()
    if packing in ("", "identity"):
        return data
    if packing not in ("gzip", "x-gzip", "deflate"):
        raise Mistake("the host sends it packed in a way that was not asked for", _SAVE)
    try:
        unpacked = zlib.decompressobj(47).decompress(data, LARGEST + 1)
    except zlib.error as error:
        raise Mistake("what the host sent can't be unpacked", f"try again, or {_SAVE}") from error
    if len(unpacked) > LARGEST:
        raise _too_large()
    return unpacked
