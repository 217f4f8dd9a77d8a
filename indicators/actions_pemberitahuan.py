"""Writes of notices: stored once, read, taken for an e-mail. They leave no audit trail."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import timedelta

from django.db import transaction
from django.db.models import F, Q
from django.utils import timezone

from indicators.enums import JenisPemberitahuan, TandaHari
from indicators.models import Pemberitahuan, PilihanSurel
from indicators.pemberitahuan import Kabar
from workforce.models import User
from workforce.querysets import hari_ini

# What makes two notices the same one.
SEKALI = ("pengguna", "jenis", "langkah", "kunci", "jatuh_tempo", "tanda")
# News stays until somebody reads it; everything else ends with the work that it is about.
BERITA = (
    JenisPemberitahuan.DIPERPANJANG,
    JenisPemberitahuan.DIKUNCI,
    JenisPemberitahuan.PK_MENILAI,
    JenisPemberitahuan.DIKOREKSI,
)
# Marks of days in their order; of versions and dates the later made is the later one.
URUTAN = {tanda.value: n for n, tanda in enumerate(TandaHari)}
# After this time a notice is no longer sent by e-mail, whatever held it up.
BASI = timedelta(days=30)
# A run that took a notice and did not finish within this time is taken for broken off.
MACET = timedelta(minutes=10)


@transaction.atomic
def terbitkan(*, kabar: Kabar) -> int:
    """Store the notices of a day and close those whose work is done; return how many are new.

    A missed day closes nothing: it does not know the work that is open today.
    """
    made = catat(daftar=kabar.baru)
    if kabar.hari < hari_ini():
        return made
    done = [
        row.pk
        for row in Pemberitahuan.objects.belum_dibaca().exclude(jenis__in=BERITA)
        if (row.pengguna_id, row.langkah, row.kunci, row.jatuh_tempo) not in kabar.terbuka
    ]
    Pemberitahuan.objects.filter(pk__in=done).update(dibaca=timezone.now())
    return made


@transaction.atomic
def catat(*, daftar: Iterable[Pemberitahuan]) -> int:
    """Store notices that are not there yet; return how many were made.

    A new one replaces earlier ones to the same account about the same work and due date. One of
    an earlier day than such a notice, whose run was missed, comes in read.
    """
    made = 0
    for notice in daftar:
        row, new = Pemberitahuan.objects.get_or_create(
            **{name: getattr(notice, name) for name in SEKALI},
            defaults={name: getattr(notice, name) for name in ("pd", "kalimat", "tautan")},
        )
        if new:
            made += 1
            others = Pemberitahuan.objects.filter(
                pengguna=row.pengguna,
                langkah=row.langkah,
                kunci=row.kunci,
                jatuh_tempo=row.jatuh_tempo,
            ).exclude(pk=row.pk)
            late = row.tanda in URUTAN and any(_lebih_baru(row, other) for other in others)
            read = Pemberitahuan.objects.filter(pk=row.pk) if late else others.belum_dibaca()
            read.update(dibaca=timezone.now())
    return made


def _lebih_baru(row: Pemberitahuan, other: Pemberitahuan) -> bool:
    """Whether another notice about the same work has the mark of a later day."""
    return URUTAN.get(other.tanda, -1) > URUTAN[row.tanda]


@transaction.atomic
def tandai_dibaca(*, by: User, pemberitahuan: Pemberitahuan | None = None) -> int:
    """Mark one notice of an account as read, or all of them; return how many changed."""
    rows = Pemberitahuan.objects.visible_to(by).belum_dibaca()
    if pemberitahuan is not None:
        rows = rows.filter(pk=pemberitahuan.pk)
    return rows.update(dibaca=timezone.now())


@transaction.atomic
def atur_surel(*, nyala: bool, by: User) -> None:
    """Whether an account wants its notices by e-mail."""
    PilihanSurel.objects.update_or_create(pengguna=by, defaults={"nyala": nyala})


def ambil(*, pengguna: User) -> list[Pemberitahuan]:
    """Take what waits to be sent to an account, by due date; nothing when another run has it."""
    now = timezone.now()
    waiting = Pemberitahuan.objects.visible_to(pengguna).belum_dibaca()
    waiting = waiting.filter(Q(diambil=None) | Q(diambil__lt=now - MACET))
    waiting.filter(dikirim=None, dibuat__gte=now - BASI).update(diambil=now)
    rows = Pemberitahuan.objects.filter(pengguna=pengguna, diambil=now, dikirim=None)
    return list(
        rows.select_related("pd").order_by(F("jatuh_tempo").asc(nulls_last=True), "pd__nama", "pk")
    )


def catat_terkirim(*, daftar: Sequence[Pemberitahuan]) -> None:
    """The e-mail with these notices was accepted by the mail server."""
    rows = Pemberitahuan.objects.filter(pk__in=[row.pk for row in daftar])
    rows.update(dikirim=timezone.now(), galat="")


def catat_gagal(*, daftar: Sequence[Pemberitahuan], galat: str) -> None:
    """Give these notices back to the next run, with what went wrong."""
    rows = Pemberitahuan.objects.filter(pk__in=[row.pk for row in daftar])
    rows.update(diambil=None, galat=galat[:300])
