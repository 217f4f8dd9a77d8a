"""Rules about targets, realisasi, achievement and evidence."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal

from indicators.calculations import StatusCapaian
from indicators.models import BuktiDukung
from indicators.queries import BarisIndikator
from lkip.numbers import format_percent
from reports.checks import Pemeriksaan, Tautan, Temuan, ada_indikator, ada_nilai, angka
from reports.context import Konteks
from reports.enums import Keparahan

# An achievement above this comes from two scales more often than from work (domain: unit mismatch).
BATAS_CAPAIAN = Decimal(300)
PENGUKURAN = "PermenPANRB 53/2014, lampiran II"


def _halaman(row: BarisIndikator) -> Tautan:
    return Tautan("indikator_rinci", (row.kode,))


def _temuan(row: BarisIndikator, sentence: str) -> Temuan:
    return Temuan(row.kode, f"{row.kode} {row.nama}: {sentence}", _halaman(row))


def _value(row: BarisIndikator) -> str:
    return angka(row.tahunan.nilai, row.satuan)


def _target(row: BarisIndikator) -> str:
    return angka(row.tahunan.target, row.satuan)


def tanpa_realisasi(konteks: Konteks) -> Iterable[Temuan]:
    """A promised indicator has no value for the year."""
    for row in konteks.indikator:
        if row.tahunan.nilai is None:
            cell = row.tahunan.sel_realisasi
            why = f" Catatan: {cell}." if cell else ""
            yield _temuan(
                row, f"realisasi {konteks.tahun} belum ada, targetnya {_target(row)}.{why}"
            )


def tanpa_capaian(konteks: Konteks) -> Iterable[Temuan]:
    """A value is there, but no achievement follows from it."""
    for row in konteks.indikator:
        if row.tahunan.nilai is not None and row.tahunan.hasil.persen is None:
            yield _temuan(row, f"realisasi {_value(row)}. {row.tahunan.hasil.penjelasan}")


def beda_satuan(konteks: Konteks) -> Iterable[Temuan]:
    """Value and target do not seem to be on one scale."""
    for row in konteks.indikator:
        persen = row.tahunan.hasil.persen
        if persen is not None and persen > BATAS_CAPAIAN:
            yield _temuan(
                row,
                f"realisasi {_value(row)} terhadap target {_target(row)} memberi capaian "
                f"{format_percent(persen)}. Pastikan keduanya bersatuan sama.",
            )


def sama_dengan_tahun_lalu(konteks: Konteks) -> Iterable[Temuan]:
    """The value is last year's to the last decimal, and not simply the target that both reached."""
    for row in konteks.indikator:
        value = row.tahunan.nilai
        if value is not None and value == row.lalu.nilai and value != row.tahunan.target:
            yield _temuan(
                row,
                f"realisasi {konteks.tahun} sama persis dengan {konteks.tahun - 1}, yaitu "
                f"{_value(row)}. Pastikan angka tahun lalu tidak terbawa.",
            )


def target_berbeda(konteks: Konteks) -> Iterable[Temuan]:
    """The agreement promises something else than the plan."""
    plan = {row.indikator.pk: row.target.get(konteks.tahun) for row in konteks.renstra}
    for row in konteks.indikator:
        planned = plan.get(row.indikator.pk)
        if planned is not None and row.tahunan.target not in (None, planned):
            yield _temuan(
                row,
                f"target Perjanjian Kinerja {_target(row)}, target Renstra "
                f"{angka(planned, row.satuan)}. Jelaskan bedanya dalam laporan.",
            )


def tanpa_bukti(konteks: Konteks) -> Iterable[Temuan]:
    """Nothing stands behind a value."""
    for row in konteks.indikator:
        realisasi = row.tahunan.realisasi
        if row.tahunan.nilai is None or realisasi is None:
            continue
        if realisasi.surat_id is None and not realisasi.bukti.all():
            yield _temuan(
                row, f"realisasi {_value(row)} tidak disertai bukti dukung atau surat sumber."
            )


def belum_diverifikasi(konteks: Konteks) -> Iterable[Temuan]:
    """No second person accepted a value."""
    for row in konteks.indikator:
        if row.tahunan.nilai is not None and not row.tahunan.terverifikasi:
            state = row.tahunan.realisasi.get_status_display() if row.tahunan.realisasi else ""
            yield _temuan(row, f"realisasi {_value(row)} masih {state.lower()}.")


def berkas_rusak(konteks: Konteks) -> Iterable[Temuan]:
    """A file of evidence is gone, or is not the one that was handed in."""
    for row in konteks.indikator:
        realisasi = row.tahunan.realisasi
        for bukti in realisasi.bukti.all() if realisasi else ():
            fault = _rusak(bukti)
            if fault:
                sentence = f"bukti dukung “{bukti.judul}” {fault}."
                yield Temuan(
                    f"{row.kode}-{bukti.urutan}",
                    f"{row.kode} {row.nama}: {sentence}",
                    _halaman(row),
                )


def _rusak(bukti: BuktiDukung) -> str:
    if not bukti.berkas:
        return ""
    try:
        with bukti.berkas.open("rb") as file:
            size = sum(len(part) for part in iter(lambda: file.read(1 << 16), b""))
    except OSError:
        return "tidak dapat dibuka dari penyimpanan"
    if size != bukti.ukuran:
        return f"berukuran {size} bita, seharusnya {bukti.ukuran} bita"
    return ""


def tanpa_analisis(konteks: Konteks) -> Iterable[Temuan]:
    """The report owes the cause of success or failure, and below target the remedy."""
    for row in konteks.indikator:
        if row.tahunan.hasil.persen is None:
            continue
        written = row.analisis
        missing = [] if written and written.penyebab.strip() else ["penyebab"]
        if row.status == StatusCapaian.BELUM_TERCAPAI and not (written and written.solusi.strip()):
            missing.append("alternatif solusi")
        if missing:
            yield _temuan(
                row,
                f"capaian {format_percent(row.tahunan.hasil.persen)}, tetapi analisisnya belum "
                f"memuat {' dan '.join(missing)}.",
            )


def nama_ganda(konteks: Konteks) -> Iterable[Temuan]:
    """Two promises carry one name."""
    first: dict[str, BarisIndikator] = {}
    for row in konteks.indikator:
        known = first.setdefault(" ".join(row.nama.lower().split()), row)
        if known is not row:
            yield _temuan(row, f"namanya sama dengan {known.kode}.")


PEMERIKSAAN = (
    Pemeriksaan(
        "realisasi-kosong",
        "Indikator tanpa realisasi",
        Keparahan.PENTING,
        PENGUKURAN,
        tanpa_realisasi,
        ada_indikator,
    ),
    Pemeriksaan(
        "capaian-kosong",
        "Realisasi tanpa capaian",
        Keparahan.PERINGATAN,
        PENGUKURAN,
        tanpa_capaian,
        ada_nilai,
    ),
    Pemeriksaan(
        "satuan-berbeda",
        "Realisasi dan target tampak beda satuan",
        Keparahan.PENTING,
        "Capaian di atas 300% hampir selalu berarti dua skala",
        beda_satuan,
        ada_nilai,
    ),
    Pemeriksaan(
        "tahun-lalu",
        "Angka tahun lalu pada kolom tahun ini",
        Keparahan.PERINGATAN,
        "Realisasi tidak disalin dari tahun lain",
        sama_dengan_tahun_lalu,
        ada_nilai,
    ),
    Pemeriksaan(
        "target-renstra",
        "Target perjanjian berbeda dari Renstra",
        Keparahan.PERINGATAN,
        "Formulir reviu PermenPANRB 53/2014, substansi",
        target_berbeda,
        ada_indikator,
    ),
    Pemeriksaan(
        "bukti-kosong",
        "Realisasi tanpa bukti dukung",
        Keparahan.PERINGATAN,
        "Formulir reviu PermenPANRB 53/2014, mekanisme",
        tanpa_bukti,
        ada_nilai,
    ),
    Pemeriksaan(
        "belum-diverifikasi",
        "Realisasi yang belum diverifikasi",
        Keparahan.PENTING,
        "Empat mata: pengisi dan verifikator adalah dua orang",
        belum_diverifikasi,
        ada_nilai,
    ),
    Pemeriksaan(
        "berkas-rusak",
        "Bukti dukung yang tidak terbaca",
        Keparahan.PENTING,
        "Bukti dibekukan saat diverifikasi",
        berkas_rusak,
        ada_indikator,
    ),
    Pemeriksaan(
        "analisis-kosong",
        "Capaian tanpa analisis",
        Keparahan.PERINGATAN,
        "PermenPANRB 53/2014, lampiran II, Bab III A angka 5",
        tanpa_analisis,
        ada_nilai,
    ),
    Pemeriksaan(
        "nama-ganda",
        "Indikator bernama sama",
        Keparahan.PERINGATAN,
        "Satu ukuran dicatat satu kali",
        nama_ganda,
        ada_indikator,
    ),
)
