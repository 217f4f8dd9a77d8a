"""Rules about texts, control figures and what the report owes its readers."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from hashlib import sha256

from reports.angka_ketikan import angka_diketik, dugaan
from reports.checks import KUNCI, Pemeriksaan, Tautan, Temuan, ada_teks
from reports.context import Konteks
from reports.enums import Keparahan
from reports.facts import Fakta, FaktaTidakDikenal
from reports.katalog_fakta import bernilai
from reports.queries_tulis import NARASI, BagianLaporan, daftar_bagian
from reports.rekonsiliasi import ada_kontrol, baris_kontrol
from reports.teks import CHIP


def _halaman(part: BagianLaporan) -> Tautan:
    return Tautan("penulisan_bagian", (part.slug,))


def teks_kosong(konteks: Konteks) -> Iterable[Temuan]:
    """A part of the report has no text. Analyses have a rule of their own."""
    for part in daftar_bagian(konteks):
        if part.jenis == NARASI and not part.teks.strip():
            yield Temuan(part.slug, f"Bagian “{part.nama}” belum mempunyai teks.", _halaman(part))


def fakta_tidak_dikenal(konteks: Konteks) -> Iterable[Temuan]:
    """A text points to a fact that the records do not give."""
    fakta = Fakta(konteks, {})
    for part in daftar_bagian(konteks):
        for address in dict.fromkeys(a.strip() for a in CHIP.findall(part.teks)):
            # References to tables and figures are known only when the report is put together.
            if address.startswith("lihat."):
                continue
            try:
                fakta.text(address)
            except FaktaTidakDikenal as error:
                key = f"{part.slug}-{address}"[:KUNCI]
                yield Temuan(key, f"Bagian “{part.nama}”: {error}", _halaman(part))


def angka_tanpa_fakta(konteks: Konteks) -> Iterable[Temuan]:
    """A number in a text was typed: it matches no record, or only by luck."""
    typed = [
        (f"{part.slug}-{number}"[:KUNCI], part, found)
        for part in daftar_bagian(konteks)
        for number, found in enumerate(angka_diketik(part.teks), start=1)
    ]
    known = bernilai(Fakta(konteks, {})) if typed else ()
    facts = [(row.alamat, row.nama, row.nilai) for row in known]
    guesses = dugaan([found for *_, found in typed], facts)
    for (key, part, found), guess in zip(typed, guesses, strict=True):
        same = "; ".join(f"{name} {value}" for _, name, value in guess.fakta)
        hint = (
            f"Fakta yang bernilai sama: {same}." if same else "Tidak ada fakta yang bernilai sama."
        )
        yield Temuan(
            key,
            f"Bagian “{part.nama}”, paragraf {found.paragraf}: angka {found.teks} diketik pada "
            f"“{found.sekitar}”. {hint}",
            _halaman(part),
        )


def angka_kontrol(konteks: Konteks) -> Iterable[Temuan]:
    """A printed figure differs from the records, and nobody has said why."""
    for row in baris_kontrol(konteks):
        if not row.sama and not row.penjelasan.strip():
            printed, computed, difference = row.teks
            yield Temuan(
                sha256(f"{row.sumber}/{row.uraian}".encode()).hexdigest()[:16],
                f"{row.uraian} ({row.sumber}): tercetak {printed}, hitungan {computed}, "
                f"selisih {difference}. Belum ada penjelasan.",
                Tautan("rekonsiliasi"),
            )


def rencana_ganda(konteks: Konteks) -> Iterable[Temuan]:
    """One planned action stands in the plan twice."""
    first: dict[tuple[str, ...], int] = {}
    for row in konteks.rencana_aksi:
        known = first.setdefault((row.kelompok, row.rencana_aksi, row.target), row.urutan)
        if known != row.urutan:
            yield Temuan(
                str(row.urutan),
                f"Rencana aksi {row.tahun} baris {row.urutan} mengulang baris {known}: "
                f"{row.rencana_aksi}.",
                Tautan("laporan"),
            )


def tanpa_bagian(konteks: Konteks) -> Iterable[Temuan]:
    """Records without which a chapter stays empty."""
    parts: Mapping[str, tuple[Sequence[object], str, Tautan]] = {
        "perjanjian": (
            (konteks.perjanjian,) if konteks.perjanjian else (),
            "Perjanjian Kinerja yang berlaku",
            Tautan("perjanjian_daftar"),
        ),
        "program": (konteks.program, "program dan anggarannya", Tautan("anggaran")),
        "pegawai": (konteks.pegawai, "data pegawai", Tautan("pegawai")),
        "pembanding": (konteks.pembanding, "pembanding nasional", Tautan("laporan")),
        "rencana-aksi": (
            konteks.rencana_aksi,
            f"rencana aksi {konteks.tahun + 1}",
            Tautan("perencanaan"),
        ),
        "rekomendasi": (
            konteks.rekomendasi,
            "rekomendasi evaluasi dan tindak lanjutnya",
            Tautan("laporan"),
        ),
        "regulasi": (konteks.regulasi, "dasar hukum", Tautan("perencanaan")),
    }
    for key, (rows, name, page) in parts.items():
        if not rows:
            yield Temuan(key, f"Belum ada {name} untuk laporan {konteks.tahun}.", page)


PEMERIKSAAN = (
    Pemeriksaan(
        "bagian-kosong",
        "Bagian laporan tanpa data",
        Keparahan.PENTING,
        "PermenPANRB 53/2014, lampiran II: susunan laporan",
        tanpa_bagian,
    ),
    Pemeriksaan(
        "fakta-tidak-dikenal",
        "Teks yang menunjuk fakta yang tidak ada",
        Keparahan.PENTING,
        "Angka dalam teks berasal dari data",
        fakta_tidak_dikenal,
        ada_teks,
    ),
    Pemeriksaan(
        "angka-diketik",
        "Angka yang diketik dalam teks",
        Keparahan.PERINGATAN,
        "Angka dalam teks berasal dari data",
        angka_tanpa_fakta,
        ada_teks,
    ),
    Pemeriksaan(
        "angka-kontrol",
        "Angka kontrol yang berbeda tanpa penjelasan",
        Keparahan.PENTING,
        "Rekonsiliasi dengan dokumen terbit",
        angka_kontrol,
        ada_kontrol,
    ),
    Pemeriksaan(
        "rencana-ganda",
        "Rencana aksi yang berulang",
        Keparahan.PERINGATAN,
        "Satu rencana dicatat satu kali",
        rencana_ganda,
        lambda konteks: bool(konteks.rencana_aksi),
    ),
    Pemeriksaan(
        "teks-kosong",
        "Bagian laporan tanpa teks",
        Keparahan.CATATAN,
        "PermenPANRB 53/2014, lampiran II: susunan laporan",
        teks_kosong,
    ),
)
