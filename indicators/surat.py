"""Notices by e-mail: one message for each account and run, with all that waits for it."""

from __future__ import annotations

import logging
from collections.abc import Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from smtplib import SMTPDataError, SMTPRecipientsRefused
from typing import Any

from django.conf import settings
from django.core.mail import EmailMultiAlternatives, get_connection
from django.template.loader import render_to_string
from django.urls import reverse

from indicators.actions_pemberitahuan import ambil, catat_gagal, catat_terkirim
from indicators.models import Pemberitahuan
from indicators.pemberitahuan import kapan
from lkip.numbers import format_date
from workforce.models import User

logger = logging.getLogger(__name__)


@dataclass(frozen=True)
class Pengiriman:
    """What a run of e-mails came to, in messages."""

    terkirim: int
    gagal: int


@dataclass(frozen=True)
class BarisSurat:
    """A notice as the message shows it, with its full address."""

    kalimat: str
    keterangan: str
    tautan: str


@dataclass(frozen=True)
class Galat:
    """Why a message did not leave; `server` when no other one would leave either."""

    kalimat: str
    server: bool = False


def kirim_surat(*, hari: date) -> Pengiriman:
    """Send what waits. What fails is kept with its error, and the next run sends it.

    A refused recipient or message fails alone. When the server is away, or refuses login or
    sender, it is not asked again in this run.
    """
    sent = failed = 0
    away: Galat | None = None
    connection = get_connection()
    for user in _penerima():
        rows = ambil(pengguna=user)
        if not rows:
            continue
        fault = away or _serahkan(connection, surat(user, rows, hari))
        if fault is None:
            sent += 1
            catat_terkirim(daftar=rows)
            continue
        failed += 1
        catat_gagal(daftar=rows, galat=fault.kalimat)
        if fault is not away:
            logger.warning("Surel belum terkirim, dicoba lagi nanti. %s", fault.kalimat)
        away = fault if fault.server else away
    with suppress(OSError):  # A server that is gone needs no farewell.
        connection.close()
    return Pengiriman(sent, failed)


def _penerima() -> Iterable[User]:
    """Accounts that want e-mail, have an address, and something that was not sent to it."""
    waiting = Pemberitahuan.objects.belum_dibaca().filter(dikirim=None).values("pengguna")
    rows = User.objects.filter(is_active=True, pk__in=waiting).exclude(email="")
    return rows.exclude(pilihan_surel__nyala=False).order_by("pk")


def _serahkan(connection: Any, message: EmailMultiAlternatives) -> Galat | None:
    """Hand a message to the server over one connection for the whole run."""
    (address,) = message.to
    try:
        connection.open()
        connection.send_messages([message])
    except SMTPRecipientsRefused as error:
        code, words = next(iter(error.recipients.values()))
        return Galat(f"Server surat menolak alamat {address}: {code} {_teks(words)}")
    except SMTPDataError as error:
        return Galat(
            f"Server surat menolak surel kepada {address}: {error.smtp_code} "
            f"{_teks(error.smtp_error)}"
        )
    except OSError as error:  # Those of smtplib are among them.
        return Galat(f"Server surat tidak dapat dipakai: {error}", server=True)
    except ValueError as error:
        return Galat(f"Alamat surel {address} tidak dapat dipakai: {error}")
    return None


def _teks(words: bytes | str) -> str:
    return words.decode("utf-8", "replace") if isinstance(words, bytes) else words


def surat(pengguna: User, daftar: Sequence[Pemberitahuan], hari: date) -> EmailMultiAlternatives:
    """The message with these notices, as plain text and as HTML."""
    context = {
        "pengguna": pengguna,
        "baris": [_baris(row, hari) for row in daftar],
        "semua": settings.ALAMAT + reverse("pemberitahuan"),
    }
    message = EmailMultiAlternatives(
        subject=settings.EMAIL_SUBJECT_PREFIX + _perihal(daftar, hari),
        body=render_to_string("indicators/surat.txt", context),
        to=[pengguna.email],
        # Asks programs that answer for absent people to keep still (RFC 3834).
        headers={"Auto-Submitted": "auto-generated"},
    )
    message.attach_alternative(render_to_string("indicators/surat.html", context), "text/html")
    return message


def _perihal(daftar: Sequence[Pemberitahuan], hari: date) -> str:
    """The nearest due date: the next to come, else the last one passed."""
    due = [row.jatuh_tempo for row in daftar if row.jatuh_tempo]
    ahead = [day for day in due if day >= hari]
    if not due:
        return f"{len(daftar)} pemberitahuan"
    nearest = min(ahead) if ahead else max(due)
    return f"jatuh tempo {format_date(nearest)} ({len(daftar)} pemberitahuan)"


def _baris(row: Pemberitahuan, hari: date) -> BarisSurat:
    parts = (row.pd.singkatan, kapan(row, hari))
    return BarisSurat(
        kalimat=row.kalimat,
        keterangan=", ".join(part for part in parts if part),
        tautan=settings.ALAMAT + reverse("pemberitahuan_buka", args=[row.pk]),
    )
