"""The certificate's last day, read from a real server; and a server that says nothing is left after two seconds."""

import socket
import ssl
import threading
import time
from datetime import UTC, datetime, timedelta

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from network.watch import certificates
from network.watch.certificates import CertificateError, expiry_of

pytestmark = pytest.mark.capability("T11")


def certificate(folder, *, days):
    """A certificate for localhost that signs itself, and its key, in one file."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "localhost")])
    now = datetime.now(UTC).replace(microsecond=0)
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(days=90))
        .not_valid_after(now + timedelta(days=days))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName("localhost")]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    path = folder / "both.pem"
    path.write_bytes(
        made.public_bytes(serialization.Encoding.PEM)
        + key.private_bytes(
            serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
        )
    )
    return path, now + timedelta(days=days)


@pytest.fixture
def served(tmp_path):
    """Starts a TLS server with a certificate of so many days; its port, the last day, and who trusts it."""
    listening = []

    def start(days):
        path, last_day = certificate(tmp_path, days=days)
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(path)
        server = socket.create_server(("127.0.0.1", 0))
        listening.append(server)

        def answer():
            try:
                line, _ = server.accept()
                with line, context.wrap_socket(line, server_side=True) as secured:
                    secured.recv(1)
            except OSError:
                return

        threading.Thread(target=answer, daemon=True).start()
        return server.getsockname()[1], last_day, ssl.create_default_context(cafile=path)

    yield start
    for server in listening:
        server.close()


def test_the_last_day_is_read(served):
    port, last_day, trusting = served(40)

    assert expiry_of("localhost", port, context=trusting) == last_day


def test_an_expired_one_says_so(served):
    port, _, trusting = served(-1)

    with pytest.raises(CertificateError) as refusal:
        expiry_of("localhost", port, context=trusting)

    assert refusal.value.code == "expired"


def test_one_that_nobody_vouches_for_says_so(served):
    port, _, _ = served(40)

    with pytest.raises(CertificateError) as refusal:
        expiry_of("localhost", port)

    assert refusal.value.code == "untrusted"


def test_nobody_there():
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]

    with pytest.raises(CertificateError) as refusal:
        expiry_of("127.0.0.1", port)

    assert refusal.value.code == "unreachable"


def test_a_server_that_says_nothing_is_left(monkeypatch):
    monkeypatch.setattr(certificates, "PATIENCE", 0.3)
    begun = time.monotonic()

    with socket.create_server(("127.0.0.1", 0)) as silent, pytest.raises(CertificateError) as refusal:
        expiry_of("127.0.0.1", silent.getsockname()[1])

    assert refusal.value.code == "unreachable"
    assert time.monotonic() - begun < 2
