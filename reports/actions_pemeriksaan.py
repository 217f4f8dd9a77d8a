"""Accepting findings of checks, and taking it back."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.db import transaction

from reports.context import Konteks
from reports.models import PengecualianTemuan
from reports.pemeriksaan import cari_temuan
from reports.rules_pemeriksaan import kenapa_tidak_mengecualikan
from reports.triggers import PENGECUALIAN
from workforce.actions import Ditolak, atas_nama
from workforce.models import PerangkatDaerah, User
from workforce.rules import MENGECUALIKAN, wewenang

HILANG = "Temuan ini sudah tidak ada; datanya telah diperbaiki. Buka lagi halaman pemeriksaan."
BERUBAH = (
    "Angka pada temuan ini berubah sesudah halaman dibuka, menjadi: {}. Baca lagi, lalu terima "
    "atau perbaiki."
)
PENDEK = "Alasan terbaca “{}”. Tulis sekurang-kurangnya {} huruf: mengapa temuan ini dibiarkan."
# Shorter texts explain nothing to a reader of the annex.
PALING_PENDEK = 15


@transaction.atomic
def kecualikan(
    *,
    pd: PerangkatDaerah,
    tahun: int,
    pemeriksaan: str,
    kunci: str,
    sidik: str,
    alasan: str,
    by: User,
) -> PengecualianTemuan:
    """Accept a finding with a reason that the annex of the report prints.

    `sidik` is that of the finding as the page showed it. Raises Ditolak when the account may
    not, ValidationError when the finding is gone or has other figures, and for a short reason.
    """
    _wajib(pd, by)
    found = cari_temuan(Konteks(pd, tahun), pemeriksaan, kunci)
    if found is None:
        raise ValidationError(HILANG)
    if found.sidik != sidik:
        raise ValidationError(BERUBAH.format(found.kalimat))
    reason = " ".join(alasan.split())
    if len(reason) < PALING_PENDEK:
        raise ValidationError({"alasan": PENDEK.format(reason, PALING_PENDEK)})
    # Whoever accepts the same finding at the same time waits here.
    PerangkatDaerah.objects.select_for_update().get(pk=pd.pk)
    with atas_nama(by) as tulisan:
        row, _ = PengecualianTemuan.objects.update_or_create(
            pd=pd,
            tahun=tahun,
            pemeriksaan=pemeriksaan,
            kunci=kunci,
            defaults={"kalimat": found.kalimat, "alasan": reason, "oleh": by},
        )
        tulisan.tambah(PENGECUALIAN, row.pk)
    return row


@transaction.atomic
def batalkan(*, pengecualian: PengecualianTemuan, by: User) -> None:
    """Open a finding again; raises Ditolak."""
    _wajib(pengecualian.pd, by)
    with atas_nama(by) as tulisan:
        tulisan.tambah(PENGECUALIAN, pengecualian.pk)
        pengecualian.delete()


def _wajib(pd: PerangkatDaerah, by: User) -> None:
    refused = kenapa_tidak_mengecualikan(wewenang(by, MENGECUALIKAN, pd))
    if refused:
        raise Ditolak(refused)
