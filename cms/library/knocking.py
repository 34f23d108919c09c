"""A named trade: knocks at an address on the web and says what came back; loads nothing."""

import http.client
import socket
import ssl
from urllib.parse import quote, urljoin, urlsplit

from cms.library.rules import FOR_GOOD, Knock, may_knock

PATIENCE_SECONDS = 10
MOST_HOPS = 5
REDIRECTS = (301, 302, 303, 307, 308)
# Some servers know no HEAD; they are asked for the page and left before it comes.
NO_HEAD = (400, 403, 404, 405, 501, 503)
KNOWN_AS = "Tasuki link check"


def knock(url: str) -> Knock:
    """Follow an address to its end. Every hop's host must stand in the public network, redirected ones too."""
    moved = False
    for _hop in range(MOST_HOPS):
        try:
            status, location = _ask_twice(url)
        except (OSError, http.client.HTTPException, ValueError):
            return Knock(None, url, moved)
        if status not in REDIRECTS or not location:
            return Knock(status, url, moved)
        moved = moved or status in FOR_GOOD
        url = urljoin(url, location)
    return Knock(None, url, moved)


def _ask_twice(url: str) -> tuple[int, str]:
    status, location = _ask(url, "HEAD")
    return _ask(url, "GET") if status in NO_HEAD else (status, location)


def _ask(url: str, method: str) -> tuple[int, str]:
    parts = urlsplit(url)
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise ValueError(parts.scheme)
    secure = parts.scheme == "https"
    port = parts.port or (443 if secure else 80)
    # The address that was looked at is the one that is called: a name may answer differently the next time.
    address = _public_address(parts.hostname, port)
    connection = http.client.HTTPConnection(parts.hostname, port, timeout=PATIENCE_SECONDS)
    connection.sock = socket.create_connection((address, port), PATIENCE_SECONDS)
    try:
        if secure:
            context = ssl.create_default_context()
            connection.sock = context.wrap_socket(connection.sock, server_hostname=parts.hostname)
        path = quote(parts.path or "/", safe="/%:@!$&'()*+,;=~-._") + (
            f"?{parts.query}" if parts.query else ""
        )
        host = parts.hostname if parts.port is None else f"{parts.hostname}:{parts.port}"
        connection.request(method, path, headers={"Host": host, "User-Agent": KNOWN_AS, "Accept": "*/*"})
        answer = connection.getresponse()
        return answer.status, answer.getheader("Location") or ""
    finally:
        connection.close()


def _public_address(host: str, port: int) -> str:
    found = [row[4][0] for row in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)]
    if not may_knock(found):
        raise ValueError(host)
    return found[0]
