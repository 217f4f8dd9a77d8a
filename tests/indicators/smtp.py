"""A mail server on this machine, with all that a real one does to a sender."""

from __future__ import annotations

import socket
import ssl
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from email import message_from_bytes, policy
from email.message import EmailMessage
from ipaddress import IPv4Address
from pathlib import Path
from typing import Any

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import AuthResult, LoginPassword
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec

MASUK = LoginPassword(b"pengirim", b"sandi-surel")


@dataclass(frozen=True)
class Terima:
    """A message as the server took it."""

    dari: str
    kepada: tuple[str, ...]
    isi: bytes
    tls: bool
    sesi: int

    @property
    def surat(self) -> EmailMessage:
        """The message, parsed."""
        return message_from_bytes(self.isi, policy=policy.default)


@dataclass
class Kotak:
    """The server's handler: keeps what it takes, refuses what it was told to."""

    alamat_ditolak: set[str] = field(default_factory=set)
    isi_ditolak: set[str] = field(default_factory=set)
    putus_sesudah: int | None = None
    diterima: list[Terima] = field(default_factory=list)
    sesi: int = 0

    async def handle_EHLO(self, server, session, envelope, hostname, responses):  # noqa: N802
        session.host_name = hostname
        self.sesi += 1
        return responses

    async def handle_RCPT(self, server, session, envelope, address, options):  # noqa: N802
        if address in self.alamat_ditolak:
            return "550 5.1.1 Alamat tidak dikenal"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server, session, envelope):  # noqa: N802
        if self.putus_sesudah == len(self.diterima):
            server.transport.abort()
            return "421 Sibuk"
        if self.isi_ditolak & set(envelope.rcpt_tos):
            return "554 5.7.1 Dianggap sampah"
        self.diterima.append(
            Terima(
                envelope.mail_from,
                tuple(envelope.rcpt_tos),
                envelope.original_content,
                session.ssl is not None,
                self.sesi,
            )
        )
        return "250 Diterima"


def _masuk(server: Any, session: Any, envelope: Any, mechanism: str, data: Any) -> AuthResult:
    return AuthResult(success=data == MASUK, handled=False)


def port_bebas() -> int:
    """A port on which nothing listens."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def melayani(kotak: Kotak, port: int, **lain: Any) -> Iterator[None]:
    """Serve on a port of this machine."""
    controller = Controller(
        kotak, hostname="127.0.0.1", port=port, server_hostname="surel.contoh.test", **lain
    )
    controller.start()
    try:
        yield
    finally:
        controller.stop()


def wajib_masuk(**lain: Any) -> dict[str, Any]:
    """Options of a server that takes nothing from strangers."""
    return {"authenticator": _masuk, "auth_required": True, **lain}


def tls(folder: Path) -> tuple[ssl.SSLContext, Path]:
    """A server's side of TLS with a fresh certificate for 127.0.0.1, and where that lies."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "127.0.0.1")])
    now = datetime.now(UTC)
    certificate = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .add_extension(
            x509.SubjectAlternativeName([x509.IPAddress(IPv4Address("127.0.0.1"))]), critical=False
        )
        .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        .sign(key, hashes.SHA256())
    )
    public, private = folder / "sertifikat.pem", folder / "kunci.pem"
    public.write_bytes(certificate.public_bytes(serialization.Encoding.PEM))
    private.write_bytes(
        key.private_bytes(
            serialization.Encoding.PEM,
            serialization.PrivateFormat.PKCS8,
            serialization.NoEncryption(),
        )
    )
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(public, private)
    return context, public
