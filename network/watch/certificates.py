"""A named trade: asks a server for its certificate and reads the last day; never waits longer than two seconds."""

import socket
import ssl
from datetime import UTC, datetime

PATIENCE = 2.0  # seconds


class CertificateError(Exception):
    """The last day could not be read; `code` is "unreachable", "expired" or "untrusted"."""

    def __init__(self, code: str):
        super().__init__(code)
        self.code = code


def expiry_of(host: str, port: int, *, context: ssl.SSLContext | None = None) -> datetime:
    """The certificate's last day, as a browser that trusts the usual authorities sees it."""
    context = context or ssl.create_default_context()
    try:
        with (
            socket.create_connection((host, port), timeout=PATIENCE) as line,
            context.wrap_socket(line, server_hostname=host) as secured,
        ):
            last_day = secured.getpeercert()["notAfter"]
    except ssl.SSLCertVerificationError as refusal:
        expired = refusal.verify_code == 10  # X509_V_ERR_CERT_HAS_EXPIRED
        raise CertificateError("expired" if expired else "untrusted") from refusal
    except OSError as refusal:
        raise CertificateError("unreachable") from refusal
    return datetime.fromtimestamp(ssl.cert_time_to_seconds(last_day), tz=UTC)
