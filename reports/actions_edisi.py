"""Writes of editions: prepared, frozen by a worker, finalised by another person, sent."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from lkip.numbers import format_date
from reports.actions_pemeriksaan import PALING_PENDEK
from reports.context import Konteks
from reports.cuplikan import sidik_cuplikan
from reports.enums import JenisBerkasEdisi, JenisEdisi, KeadaanEdisi, TujuanKirim
from reports.models import BerkasEdisi, Edisi, PengirimanEdisi
from reports.models.edisi import TERBUKA
from reports.prasyarat import prasyarat_final
from reports.rules_edisi import (
    kenapa_tidak_memfinalkan,
    kenapa_tidak_mengulang,
    kenapa_tidak_menutup_edisi,
    kenapa_tidak_menyiapkan,
)
from reports.triggers_edisi import PENGIRIMAN
from workforce.actions import atas_nama, segel_jejak, tolak
from workforce.models import PerangkatDaerah, User
from workforce.querysets import hari_ini
from workforce.rules import MEMFINALKAN, MENYIAPKAN_EDISI, wewenang

PENDEK = "Alasan terbaca “{}”. Tulis sekurang-kurangnya {} huruf."
AKHIRAN = {
    JenisBerkasEdisi.CUPLIKAN: "json",
    JenisBerkasEdisi.HTML: "html",
    JenisBerkasEdisi.PDF: "pdf",
    JenisBerkasEdisi.XLSX: "xlsx",
}


class Digantikan(RuntimeError):
    """Another worker was sent for the edition, or it was ended: what this one makes is not kept."""


@dataclass(frozen=True)
class IsianEdisi:
    """What is said of a new edition."""

    jenis: JenisEdisi
    judul: str
    catatan: str = ""
    alasan: str = ""


def _alasan(field: str, text: str) -> str:
    reason = " ".join(text.split())
    if len(reason) < PALING_PENDEK:
        raise ValidationError({field: PENDEK.format(reason, PALING_PENDEK)})
    return reason


def _pegang(edisi: Edisi) -> Edisi:
    """The edition as it is stored now, held until the end of the transaction.

    People are read after the wait: joined to the row, PostgreSQL would give those of before it.
    """
    row: Edisi = Edisi.objects.select_for_update().get(pk=edisi.pk)
    return row


def _simpan(edisi: Edisi, by: User) -> Edisi:
    edisi.versi += 1
    edisi.diubah_oleh = by
    edisi.full_clean(validate_constraints=False)
    edisi.save()
    transaction.on_commit(segel_jejak)
    return edisi


def _antrekan(edisi: Edisi) -> None:
    """Send a worker once what it looks for is stored."""
    from reports.tasks import bekukan

    pk, attempt = edisi.pk, edisi.percobaan
    transaction.on_commit(lambda: bekukan.enqueue(pk, attempt))


@transaction.atomic
def siapkan_edisi(*, pd: PerangkatDaerah, tahun: int, isian: IsianEdisi, by: User) -> Edisi:
    """Begin an edition and send a worker for it.

    A final one asks for its preconditions or a reason, is the only open one of its year, and
    corrects the last final edition. Raises Ditolak, and ValidationError by field.
    """
    tolak(kenapa_tidak_menyiapkan(wewenang(by, MENYIAPKAN_EDISI, pd)))
    # Whoever prepares at the same time waits here; numbers and the open final one are per agency.
    PerangkatDaerah.objects.select_for_update().get(pk=pd.pk)
    title, note = isian.judul.strip(), isian.catatan.strip()
    if not title:
        raise ValidationError({"judul": "Judul edisi masih kosong. Tulis untuk apa edisi ini."})
    reason, corrects = "", None
    if isian.jenis == JenisEdisi.FINAL:
        _tanpa_final_terbuka(pd, tahun)
        reason = _alasan_prasyarat(Konteks(pd, tahun), isian.alasan)
        corrects = final_terakhir(pd, tahun)
        if corrects is not None and not note:
            raise ValidationError(
                {"catatan": f"Edisi ini mengoreksi {corrects.nomor}. Tulis apa yang dikoreksi."}
            )
    years = Edisi.objects.of_pd(pd).filter(tahun=tahun)
    now = timezone.now()
    row = Edisi.objects.create(
        pd=pd,
        tahun=tahun,
        urutan=(years.aggregate(n=Max("urutan"))["n"] or 0) + 1,
        jenis=isian.jenis,
        judul=title,
        catatan=note,
        alasan=reason,
        mengoreksi=corrects,
        kemajuan_pada=now,
        dibuat_oleh=by,
        dibuat_pada=now,
        diubah_oleh=by,
    )
    transaction.on_commit(segel_jejak)
    _antrekan(row)
    return row


def _tanpa_final_terbuka(pd: PerangkatDaerah, tahun: int) -> None:
    opened = (
        Edisi.objects.of_pd(pd)
        .filter(tahun=tahun, jenis=JenisEdisi.FINAL, keadaan__in=TERBUKA)
        .select_related("dibuat_oleh")
        .first()
    )
    if opened is not None:
        raise ValidationError(
            {
                "jenis": f"Edisi final nomor urut {opened.urutan} sedang disiapkan oleh "
                f"{opened.dibuat_oleh} ({opened.sebutan_keadaan.lower()}). Tunggu sampai "
                "difinalkan, atau hentikan edisi itu dahulu."
            }
        )


def _alasan_prasyarat(konteks: Konteks, alasan: str) -> str:
    """The reason for open preconditions; empty when none is open."""
    opened = [row.judul for row in prasyarat_final(konteks) if not row.terpenuhi]
    if not opened:
        return ""
    if not alasan.strip():
        raise ValidationError(
            {
                "alasan": f"Belum terpenuhi: {'; '.join(opened)}. Lengkapi, atau tulis mengapa "
                "edisi final tetap dibuat; alasannya tercetak dalam lampiran."
            }
        )
    return _alasan("alasan", alasan)


def final_terakhir(pd: PerangkatDaerah, tahun: int) -> Edisi | None:
    """The final edition that no other one has corrected; one query."""
    rows = Edisi.objects.of_pd(pd).filter(tahun=tahun, keadaan=KeadaanEdisi.FINAL)
    newest: Edisi | None = rows.order_by("-urutan").first()
    return newest


@transaction.atomic
def mulai_bekukan(*, pk: int, percobaan: int) -> Edisi:
    """Take an edition for a worker; raises Digantikan when it is not the one that was sent."""
    rows = Edisi.objects.select_related("pd", "mengoreksi", "dibuat_oleh")
    row: Edisi = rows.select_for_update(of=("self",)).get(pk=pk)
    if row.keadaan != KeadaanEdisi.ANTRE or row.percobaan != percobaan:
        raise Digantikan
    row.keadaan, row.tahap, row.persen = KeadaanEdisi.DIKERJAKAN, "Memeriksa prasyarat", 2
    row.kemajuan_pada, row.pesan = timezone.now(), ""
    return _simpan(row, row.dibuat_oleh)


def catat_kemajuan_edisi(*, edisi: Edisi, tahap: str, persen: int) -> None:
    """Note how far the freezing is; raises Digantikan when another worker took over."""
    mine = Edisi.objects.filter(
        pk=edisi.pk, keadaan=KeadaanEdisi.DIKERJAKAN, percobaan=edisi.percobaan
    )
    if not mine.update(tahap=tahap[:120], persen=min(persen, 99), kemajuan_pada=timezone.now()):
        raise Digantikan


def _milik_pekerja(edisi: Edisi) -> Edisi:
    """The edition held for its worker's last step; raises Digantikan."""
    row = _pegang(edisi)
    if row.keadaan != KeadaanEdisi.DIKERJAKAN or row.percobaan != edisi.percobaan:
        raise Digantikan
    return row


def bekukan_edisi(
    *,
    edisi: Edisi,
    nomor: str,
    berkas: Mapping[JenisBerkasEdisi, bytes],
    rincian: Mapping[str, Any],
) -> Edisi:
    """Store snapshot and files, all or nothing; raises Digantikan."""
    stored: list[BerkasEdisi] = []
    try:
        with transaction.atomic():
            row = _milik_pekerja(edisi)
            for kind in JenisBerkasEdisi:
                stored.append(_berkas(row, kind, nomor, berkas[kind]))
            row.keadaan, row.tahap, row.persen = KeadaanEdisi.BEKU, "Selesai", 100
            row.sidik = sidik_cuplikan(berkas[JenisBerkasEdisi.CUPLIKAN])
            row.nomor, row.rincian = nomor, dict(rincian)
            row.dibekukan_pada = row.kemajuan_pada = timezone.now()
            return _simpan(row, row.dibuat_oleh)
    except BaseException:
        # The database forgets them with the transaction; the storage does not.
        for file in stored:
            file.berkas.delete(save=False)
        raise


def _berkas(edisi: Edisi, kind: JenisBerkasEdisi, nomor: str, content: bytes) -> BerkasEdisi:
    row = BerkasEdisi(edisi=edisi, jenis=kind, sha256=sidik_cuplikan(content), ukuran=len(content))
    row.berkas.save(f"{nomor}.{AKHIRAN[kind]}", ContentFile(content), save=False)
    try:
        row.save()
    except BaseException:
        row.berkas.delete(save=False)
        raise
    return row


@transaction.atomic
def gagalkan_edisi(*, edisi: Edisi, pesan: str) -> None:
    """Note why an edition could not be frozen; raises Digantikan."""
    row = _milik_pekerja(edisi)
    row.keadaan, row.pesan, row.kemajuan_pada = KeadaanEdisi.GAGAL, pesan, timezone.now()
    _simpan(row, row.dibuat_oleh)


@transaction.atomic
def ulangi_edisi(*, edisi: Edisi, by: User) -> Edisi:
    """Send another worker after one that failed or died; raises Ditolak."""
    row = _pegang(edisi)
    hak = wewenang(by, MENYIAPKAN_EDISI, row.pd)
    tolak(kenapa_tidak_mengulang(hak=hak, edisi=row, sekarang=timezone.now()))
    row.keadaan, row.tahap, row.persen, row.pesan = KeadaanEdisi.ANTRE, "", 0, ""
    row.percobaan += 1
    row.kemajuan_pada = timezone.now()
    _antrekan(row)
    return _simpan(row, by)


@transaction.atomic
def tutup_edisi(*, edisi: Edisi, alasan: str, by: User) -> Edisi:
    """End an edition that does not become final; raises Ditolak, ValidationError on `alasan`."""
    row = _pegang(edisi)
    tolak(
        kenapa_tidak_menutup_edisi(
            siapkan=wewenang(by, MENYIAPKAN_EDISI, row.pd),
            finalkan=wewenang(by, MEMFINALKAN, row.pd),
            edisi=row,
        )
    )
    row.alasan_tutup = _alasan("alasan", alasan)
    row.keadaan = KeadaanEdisi.BATAL
    row.ditutup_oleh, row.ditutup_pada = by, timezone.now()
    return _simpan(row, by)


@transaction.atomic
def finalkan_edisi(*, edisi: Edisi, dilihat: str, by: User) -> Edisi:
    """Make the frozen edition that the page showed final, exactly as it was frozen.

    `dilihat` is the hash of its snapshot. Raises Ditolak, and ValidationError when it is another
    one, when a file was touched, or when another final edition came in between.
    """
    row = _pegang(edisi)
    tolak(kenapa_tidak_memfinalkan(user=by, hak=wewenang(by, MEMFINALKAN, row.pd), edisi=row))
    if row.sidik != dilihat:
        raise ValidationError(
            "Halaman Anda menunjukkan cuplikan yang lain. Muat ulang, baca lagi, lalu finalkan."
        )
    for file in row.berkas.all():
        if masalah := masalah_berkas(file):
            raise ValidationError(masalah)
    row.keadaan = KeadaanEdisi.FINAL
    row.difinalkan_oleh, row.difinalkan_pada = by, timezone.now()
    _simpan(row, by)
    with atas_nama(by) as tulisan:
        for number, (kind, words, due) in enumerate(pengiriman_baku(row.tahun), start=1):
            sent = PengirimanEdisi.objects.create(
                edisi=row, urutan=number, tujuan=kind, uraian=words, tenggat=due
            )
            tulisan.tambah(PENGIRIMAN, sent.pk)
    return row


def masalah_berkas(file: BerkasEdisi) -> str:
    """What is wrong with a stored file, as a sentence; empty when it is the one that was made."""
    try:
        with file.berkas.open("rb") as stream:
            same = sidik_cuplikan(stream.read()) == file.sha256
    except FileNotFoundError:
        return (
            f"Berkas {file.get_jenis_display()} edisi ini hilang dari penyimpanan. Kembalikan "
            "dari cadangan, atau hentikan edisi ini dan siapkan yang baru."
        )
    return (
        ""
        if same
        else f"Berkas {file.get_jenis_display()} edisi ini di penyimpanan berbeda dari SHA-256 "
        "yang dicatat. Kembalikan dari cadangan, atau hentikan edisi ini dan siapkan yang baru."
    )


def pengiriman_baku(tahun: int) -> tuple[tuple[TujuanKirim, str, date], ...]:
    """Where the report of a year goes and until when, as a new final edition begins with.

    Two months after the year to the governor (Perpres 29/2014); the proof of upload to esr and
    the web page by the end of March.
    """
    march = date(tahun + 1, 3, 31)
    return (
        (TujuanKirim.GUBERNUR, "Laporan kepada gubernur", date(tahun + 1, 3, 1) - timedelta(1)),
        (TujuanKirim.ESR, "Unggahan ke esr.menpan.go.id", march),
        (TujuanKirim.SITUS, "Pengumuman pada situs resmi", march),
    )


@dataclass(frozen=True)
class IsianKirim:
    """What is said of a sending: until when, and when it was done; None says that it was not."""

    tenggat: date
    dikirim: date | None = None
    tanda_terima: str = ""


@transaction.atomic
def tandai_kirim(*, pengiriman: PengirimanEdisi, isian: IsianKirim, by: User) -> PengirimanEdisi:
    """Note that an edition was sent or was not, and until when it has to be.

    Raises Ditolak, and ValidationError on `dikirim` for a day to come.
    """
    rows = PengirimanEdisi.objects.select_related("edisi__pd").select_for_update(of=("self",))
    row: PengirimanEdisi = rows.get(pk=pengiriman.pk)
    tolak(kenapa_tidak_menyiapkan(wewenang(by, MENYIAPKAN_EDISI, row.edisi.pd)))
    sent = isian.dikirim
    if sent is not None and sent > hari_ini():
        raise ValidationError(
            {
                "dikirim": f"{row.uraian}: tanggal dikirim terbaca {format_date(sent)}, padahal "
                "hari itu belum tiba. Tandai sesudah benar-benar dikirim."
            }
        )
    row.tenggat, row.dikirim = isian.tenggat, sent
    row.tanda_terima = isian.tanda_terima.strip() if sent else ""
    row.ditandai_oleh, row.ditandai_pada = (by, timezone.now()) if sent else (None, None)
    row.full_clean()
    with atas_nama(by) as tulisan:
        row.save()
        tulisan.tambah(PENGIRIMAN, row.pk)
    return row
