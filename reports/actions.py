"""Writes of the reports app."""

from __future__ import annotations

from collections.abc import Sequence

from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.db import transaction
from django.utils import timezone

from indicators.models import PerjanjianKinerja
from reports.calculations import ATURAN_BAKU, Aturan, periksa_aturan, sidik_aturan
from reports.enums import JenisDokumen, StatusPermintaan
from reports.models import AturanStatus, PermintaanDokumen
from reports.queries import aturan_status
from reports.rules import kenapa_tidak_aturan
from reports.triggers import ATURAN
from workforce.actions import Ditolak, atas_nama
from workforce.models import PerangkatDaerah, User
from workforce.rules import MENYUNTING, wewenang

BERUBAH = (
    "Orang lain mengubah aturan sesudah halaman ini dibuka. Bandingkan isian Anda dengan aturan "
    "yang berlaku sekarang, lalu simpan lagi."
)


@transaction.atomic
def minta_dokumen(
    *,
    pd: PerangkatDaerah,
    tahun: int,
    jenis: JenisDokumen,
    perjanjian: PerjanjianKinerja | None = None,
    pilihan: str = "",
    by: User,
) -> PermintaanDokumen:
    """Keep a wish for a document and queue its rendering once the wish is stored.

    `pilihan` are period and filters of a dashboard as its address has them.
    """
    from reports.tasks import render

    wish = PermintaanDokumen.objects.create(
        pd=pd, tahun=tahun, jenis=jenis, perjanjian=perjanjian, pilihan=pilihan, pengguna=by
    )
    transaction.on_commit(lambda: render.enqueue(wish.pk))
    return wish


def catat_kemajuan(*, permintaan: PermintaanDokumen, tahap: str, persen: int) -> None:
    """Note how far the rendering is; at most 99, because finishing is another step."""
    permintaan.status = StatusPermintaan.DIKERJAKAN
    permintaan.tahap = tahap[:120]
    permintaan.persen = min(persen, 99)
    permintaan.save(update_fields=["status", "tahap", "persen"])


@transaction.atomic
def selesaikan_dokumen(*, permintaan: PermintaanDokumen, nama: str, isi: bytes) -> None:
    """Store the finished file."""
    permintaan.berkas.save(nama, ContentFile(isi), save=False)
    permintaan.status = StatusPermintaan.SELESAI
    permintaan.tahap = "Selesai"
    permintaan.persen = 100
    permintaan.selesai = timezone.now()
    permintaan.save()


def gagalkan_dokumen(*, permintaan: PermintaanDokumen, pesan: str) -> None:
    """Note why a document could not be made."""
    permintaan.status = StatusPermintaan.GAGAL
    permintaan.pesan = pesan
    permintaan.selesai = timezone.now()
    permintaan.save(update_fields=["status", "pesan", "selesai"])


@transaction.atomic
def simpan_aturan_status(
    *, pd: PerangkatDaerah, aturan: Sequence[Aturan], dilihat: str, by: User
) -> None:
    """Put the rules of status of an agency in place of those it has; the defaults keep no rows.

    `dilihat` is `sidik_aturan` of the rules that were changed. Raises Ditolak when the account
    may not, ValidationError with the gaps when some indicator would get no status, and when
    somebody else was faster.
    """
    refused = kenapa_tidak_aturan(wewenang(by, MENYUNTING, pd))
    if refused:
        raise Ditolak(refused)
    problems = periksa_aturan(aturan)
    if problems:
        raise ValidationError(list(problems))
    # Whoever saves at the same time waits here, so that two sets of rules never mix.
    PerangkatDaerah.objects.select_for_update().get(pk=pd.pk)
    if sidik_aturan(aturan_status(pd)) != dilihat:
        raise ValidationError(BERUBAH)
    with atas_nama(by) as tulisan:
        own = AturanStatus.objects.of_pd(pd)
        tulisan.tambah(ATURAN, *own.values_list("pk", flat=True))
        own.delete()
        if tuple(aturan) != ATURAN_BAKU:
            created = AturanStatus.objects.bulk_create(
                AturanStatus(
                    pd=pd, urutan=number, syarat=rule.syarat, batas=rule.batas, status=rule.status
                )
                for number, rule in enumerate(aturan, start=1)
            )
            tulisan.tambah(ATURAN, *(row.pk for row in created))
