"""Writes of agreements: drafting, approval, signing, amendment, opening a year.

PermenPANRB 53/2014: an agreement is amended only for a change of official, of strategy
(programme, activity, budget), or a significant change of priority or assumption; the earlier
version is kept.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction

from indicators import triggers
from indicators.actions import Ditolak
from indicators.actions_item import pegang_draf, sentuh, tambah_item
from indicators.actions_pemberitahuan import catat
from indicators.enums import StatusPerjanjian
from indicators.kabar import (
    perjanjian_disetujui,
    perjanjian_kembali,
    perjanjian_masuk,
    perjanjian_menilai,
)
from indicators.models import (
    ItemPerjanjian,
    PerjanjianKinerja,
    Sasaran,
    TargetTriwulan,
)
from indicators.queries_akibat import akibat_versi
from indicators.rules_perjanjian import kenapa_tidak_setujui, kenapa_tidak_susun, masalah_perjanjian
from lkip.numbers import format_date
from workforce.actions import Tulisan, atas_nama, segel_jejak, tolak
from workforce.models import Jabatan, PemangkuJabatan, PerangkatDaerah, User
from workforce.querysets import hari_ini


def pemangku_pada(jabatan: Jabatan, hari: date) -> PemangkuJabatan:
    """Who holds a post on a date; raises ValidationError when nobody does."""
    holder: PemangkuJabatan | None = jabatan.pemangku.on(hari).order_by("-sejak").first()
    if holder is None:
        raise ValidationError(
            f"Tidak ada pemangku {jabatan.nama} pada {format_date(hari)}. "
            "Lengkapi pemangku jabatan di Pengaturan."
        )
    return holder


def _superior(jabatan: Jabatan) -> Jabatan:
    if jabatan.atasan is None:
        raise ValidationError(f"Atasan {jabatan.nama} belum ditetapkan di Pengaturan.")
    return jabatan.atasan


@transaction.atomic
def susun_perjanjian(*, jabatan: Jabatan, tahun: int, hari: date, by: User) -> PerjanjianKinerja:
    """Begin the first version of an agreement; the parties hold their posts on that day."""
    tolak(kenapa_tidak_susun(user=by, pd=jabatan.pd, perjanjian=None))
    if PerjanjianKinerja.objects.filter(jabatan=jabatan, tahun=tahun).exists():
        raise Ditolak(
            f"Perjanjian Kinerja {tahun} untuk {jabatan.nama} sudah ada; "
            "buka versinya atau buat perubahan."
        )
    atasan = _superior(jabatan)
    agreement = PerjanjianKinerja(
        pd=jabatan.pd,
        tahun=tahun,
        jabatan=jabatan,
        pihak_pertama=pemangku_pada(jabatan, hari),
        pihak_kedua=pemangku_pada(atasan, hari),
        jabatan_pihak_pertama=jabatan.nama,
        jabatan_pihak_kedua=atasan.nama,
        diubah_oleh=by,
    )
    agreement.full_clean()
    agreement.save()
    transaction.on_commit(segel_jejak)
    return agreement


@transaction.atomic
def ajukan_perjanjian(*, perjanjian: PerjanjianKinerja, by: User) -> PerjanjianKinerja:
    """Hand a draft in; every item must have targets that follow its consolidation rule."""
    row = pegang_draf(perjanjian, None, by)
    tolak(" ".join(masalah_perjanjian(row)))
    row.status, row.diajukan_oleh, row.alasan = StatusPerjanjian.DIAJUKAN, by, ""
    sentuh(row, by)
    catat(daftar=perjanjian_masuk(row))
    return row


def _decide(perjanjian: PerjanjianKinerja, by: User) -> PerjanjianKinerja:
    row = (
        PerjanjianKinerja.objects.select_for_update(of=("self",))
        .select_related("pd", "jabatan")
        .get(pk=perjanjian.pk)
    )
    tolak(kenapa_tidak_setujui(user=by, perjanjian=row))
    return row


@transaction.atomic
def setujui_perjanjian(*, perjanjian: PerjanjianKinerja, by: User) -> PerjanjianKinerja:
    """Approve an agreement; from now on it waits for its signatures."""
    row = _decide(perjanjian, by)
    row.status, row.disetujui_oleh = StatusPerjanjian.DISETUJUI, by
    sentuh(row, by)
    catat(daftar=perjanjian_disetujui(row))
    return row


@transaction.atomic
def kembalikan_perjanjian(
    *, perjanjian: PerjanjianKinerja, alasan: str, by: User
) -> PerjanjianKinerja:
    """Return an agreement to its author with a reason."""
    row = _decide(perjanjian, by)
    if not alasan.strip():
        raise ValidationError({"alasan": "Isi alasan pengembalian."})
    author, row.diajukan_oleh = row.diajukan_oleh, None
    row.status, row.alasan = StatusPerjanjian.DRAF, alasan.strip()
    sentuh(row, by)
    catat(daftar=perjanjian_kembali(row, author))
    return row


@transaction.atomic
def tandatangani(*, perjanjian: PerjanjianKinerja, tanggal: date, by: User) -> PerjanjianKinerja:
    """Put an approved agreement in force from its signing; the version before it is replaced.

    Verifiers are told which decided values it judges anew.
    """
    row = (
        PerjanjianKinerja.objects.select_for_update(of=("self",))
        .select_related("pd", "jabatan")
        .get(pk=perjanjian.pk)
    )
    tolak(kenapa_tidak_susun(user=by, pd=row.pd, perjanjian=None))
    if row.status != StatusPerjanjian.DISETUJUI:
        raise Ditolak("Hanya perjanjian yang disetujui dapat ditandatangani.")
    if tanggal > hari_ini():
        raise ValidationError({"tanggal": "Tanggal penandatanganan belum tiba."})
    old = PerjanjianKinerja.objects.filter(
        jabatan=row.jabatan, tahun=row.tahun, status=StatusPerjanjian.BERLAKU
    ).first()
    if old is not None:
        if old.tanggal and tanggal < old.tanggal:
            raise ValidationError(
                {
                    "tanggal": f"Versi {old.versi} ditandatangani {format_date(old.tanggal)}; "
                    "versi baru tidak mungkin lebih awal."
                }
            )
        old.status = StatusPerjanjian.DIGANTI
        sentuh(old, by)
    akibat = akibat_versi(row)
    row.status, row.tanggal = StatusPerjanjian.BERLAKU, tanggal
    sentuh(row, by)
    catat(daftar=perjanjian_menilai(row, akibat or (), by))
    return row


@transaction.atomic
def ubah_perjanjian(
    *, perjanjian: PerjanjianKinerja, dasar: str, hari: date, by: User
) -> PerjanjianKinerja:
    """Begin an amendment of the agreement in force: a new version with its legal ground."""
    tolak(kenapa_tidak_susun(user=by, pd=perjanjian.pd, perjanjian=None))
    if perjanjian.status != StatusPerjanjian.BERLAKU:
        raise Ditolak("Perubahan dibuat dari perjanjian yang berlaku.")
    if not dasar.strip():
        raise ValidationError(
            {"dasar": "Isi dasar perubahan, misalnya DPPA atau pergantian pejabat."}
        )
    jabatan = perjanjian.jabatan
    last = PerjanjianKinerja.objects.filter(jabatan=jabatan, tahun=perjanjian.tahun).order_by(
        "-versi"
    )
    newest = last[0]
    if newest.status in (
        StatusPerjanjian.DRAF,
        StatusPerjanjian.DIAJUKAN,
        StatusPerjanjian.DISETUJUI,
    ):
        raise Ditolak(f"Versi {newest.versi} belum selesai; lanjutkan versi itu.")
    atasan = _superior(jabatan)
    version = PerjanjianKinerja(
        pd=perjanjian.pd,
        tahun=perjanjian.tahun,
        jabatan=jabatan,
        versi=newest.versi + 1,
        dasar_perubahan=dasar.strip(),
        pihak_pertama=pemangku_pada(jabatan, hari),
        pihak_kedua=pemangku_pada(atasan, hari),
        jabatan_pihak_pertama=jabatan.nama,
        jabatan_pihak_kedua=atasan.nama,
        diubah_oleh=by,
    )
    version.full_clean()
    with atas_nama(by) as tulisan:
        version.save()
        _copy_items(perjanjian.item.prefetch_related("triwulan"), version, tulisan)
    return version


def _copy_items(
    items: Iterable[ItemPerjanjian], target: PerjanjianKinerja, tulisan: Tulisan
) -> None:
    for item in items:
        copy = ItemPerjanjian.objects.create(
            perjanjian=target,
            urutan=item.urutan,
            sasaran=item.sasaran,
            indikator=item.indikator,
            target=item.target,
            target_teks=item.target_teks,
            sumber_data=item.sumber_data,
            turunan_dari=item.turunan_dari,
        )
        tulisan.tambah(triggers.ITEM, copy.pk)
        for quarter in item.triwulan.all():
            made = TargetTriwulan.objects.create(
                item=copy,
                triwulan=quarter.triwulan,
                target=quarter.target,
                target_teks=quarter.target_teks,
                status=quarter.status,
            )
            tulisan.tambah(triggers.TARGET, made.pk)


@transaction.atomic
def buka_tahun(*, pd: PerangkatDaerah, dari: int, by: User) -> tuple[int, int]:
    """Copy the sasaran of a year and draft its agreements for the next; return both counts.

    Copied are sasaran and promised indicators with their sources. Targets are proposed from the
    Renstra alone: last year's targets and results never become this year's.
    """
    tolak(kenapa_tidak_susun(user=by, pd=pd, perjanjian=None))
    tahun = dari + 1
    if Sasaran.objects.of_pd(pd).filter(tahun=tahun).exists():
        raise Ditolak(f"Tahun {tahun} sudah dibuka.")
    goals: dict[int, Sasaran] = {}
    with atas_nama(by) as tulisan:
        for goal in Sasaran.objects.of_pd(pd).filter(tahun=dari):
            goals[goal.pk] = Sasaran.objects.create(
                pd=pd,
                tahun=tahun,
                kode=goal.kode,
                urutan=goal.urutan,
                jenis=goal.jenis,
                sasaran=goal.sasaran,
            )
        tulisan.tambah(triggers.SASARAN, *(copy.pk for copy in goals.values()))
    if not goals:
        raise Ditolak(f"Tahun {dari} belum mempunyai sasaran yang dapat disalin.")
    agreements = (
        PerjanjianKinerja.objects.of_pd(pd)
        .filter(tahun=dari, status=StatusPerjanjian.BERLAKU)
        .select_related("jabatan__atasan", "jabatan__pd")
    )
    made = 0
    for agreement in agreements:
        draft = susun_perjanjian(jabatan=agreement.jabatan, tahun=tahun, hari=hari_ini(), by=by)
        for item in agreement.item.select_related("indikator").order_by("urutan"):
            if item.indikator.berlaku_pada(tahun):
                tambah_item(
                    perjanjian=draft,
                    sasaran=goals[item.sasaran_id],
                    indikator=item.indikator,
                    by=by,
                )
        made += 1
    return len(goals), made
