"""Every address of the project, for every role, in the own agency and in a foreign one."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import timedelta
from decimal import Decimal

import pytest
from django.conf import settings
from django.core.files.base import ContentFile
from django.db import transaction
from django.test import Client
from django.urls import URLPattern, URLResolver, path, resolve, reverse
from django.utils import timezone
from django.views.defaults import server_error

from budget.calculations_entri import sidik_rencana
from budget.models import Program
from indicators.models import (
    BuktiDukung,
    DokumenPerencanaan,
    Indikator,
    Pemberitahuan,
    PerjanjianKinerja,
    Realisasi,
    Sasaran,
    SasaranRenstra,
    Tujuan,
)
from lkip.urls import urlpatterns
from reports.enums import JenisDokumen, StatusPermintaan
from reports.models import KeputusanRapat, PengecualianTemuan, PermintaanDokumen
from reports.teks import sidik_teks
from tests.reports.edisi import NOMOR, SIDIK, edisi_beku
from workforce.actions import segel_jejak
from workforce.actions_undangan import sidik
from workforce.enums import Peran
from workforce.models import PenugasanPeran, PerangkatDaerah, Undangan, User


def _kesimpulan() -> str:
    with (settings.BASE_DIR / "fixtures/contoh-2023/narasi.csv").open(encoding="utf-8") as file:
        (text,) = (row["isi"] for row in csv.DictReader(file) if row["bagian"] == "kesimpulan")
    return text


OK, PINDAH, DITOLAK, TIADA, CARA_LAIN = 200, 302, 403, 404, 405
SEMUA = tuple(Peran)
PENCETAK = tuple(peran for peran in Peran if peran != Peran.PEMBACA)
PENGISI = (Peran.ADMIN_PD, Peran.PERENCANA)
PEMUTUS = (Peran.ADMIN_PD, Peran.PERENCANA, Peran.PIMPINAN)
PENERIMA = (Peran.ADMIN_PD, Peran.PIMPINAN)
PENGELOLA = (Peran.ADMIN_SISTEM, Peran.ADMIN_PD)
PENGAWAS = (
    Peran.ADMIN_SISTEM,
    Peran.ADMIN_PD,
    Peran.VERIFIKATOR,
    Peran.PIMPINAN,
    Peran.EVALUATOR,
)
TOKEN = "token-undangan"
PERENCANA = (Peran.ADMIN_SISTEM, Peran.ADMIN_PD, Peran.PERENCANA)
SEL = ("kode", "tahun", "periode", "indikator")
BAGIAN = ("kode", "tahun", "bagian")
EDISI = ("kode", "tahun", "urutan")
BARIS_ANGGARAN = ("kode", "tahun", "tingkat", "pk")
SEL_ANGGARAN = (*BARIS_ANGGARAN, "bulan")
ISI_ANGGARAN = {"{tingkat}-{pk}-versi": "1", "{tingkat}-{pk}-realisasi": "900.000.000"}
ISI_RENCANA = {
    "{tingkat}-{pk}-sidik": sidik_rencana(
        [None] * 5 + [Decimal(500_000_000)] + [None] * 5 + [Decimal(1_000_000_000)]
    ),
    "{tingkat}-{pk}-b6": "500.000.000",
    "{tingkat}-{pk}-b12": "400.000.000",
}
RENCANA = ("kode", "tahun", "pk")
ISI_KEPUTUSAN = {
    "keputusan": "Tambah satu loket.",
    "unit": "BID-LAYANAN",
    "tenggat": "2099-12-31",
}
# What the text of the small agency's conclusion is told by.
DILIHAT = {"dilihat": sidik_teks(_kesimpulan())}
ISI_SEL = {"I01-versi": "0", "I01-pembilang": "9", "I01-penyebut": "10", "I01-status_data": "ada"}


@dataclass(frozen=True)
class Alamat:
    """An address: its parts, the method that it serves, and the roles that it serves with what.

    Roles not named in `boleh` get `selain`. A foreign agency is not found for everyone but the
    administrator of the system; addresses without an agency (`milik_pd` false) know no foreigner.
    """

    nama: str
    bagian: tuple[str, ...] = ("kode", "tahun")
    metode: str = "get"
    hasil: int = OK
    boleh: tuple[Peran, ...] = SEMUA
    selain: int = DITOLAK
    milik_pd: bool = True
    terbuka: bool = False
    objek: str = "dokumen"
    data: Mapping[str, str] = field(default_factory=dict)

    def url(self, pd: PerangkatDaerah, objek: Mapping[str, int]) -> str:
        """The address in an agency; `objek` are the numbers of its records."""
        parts = {
            "kode": pd.kode,
            "tahun": 2025 if self.nama in ("periode_buat", "perjanjian_susun") else 2023,
            "periode": 4,
            "bulan": 12,
            "tingkat": "program",
            "indikator": "I01",
            "jenis": JenisDokumen.PK_PDF.value,
            "pk": objek[self.objek],
            "token": TOKEN,
            "uidb36": "1",
            "key": "tidak-sah",
            "item": objek["item"],
            "nama": "anggaran-kurva",
            "bentuk": "xlsx",
            "bagian": "kesimpulan",
            "urutan": 1,
            "berkas": "xlsx",
            "nomor": 1,
            "nomor_edisi": NOMOR,
        }
        # Two addresses call their last part by a name that stands for something else elsewhere.
        names = {"berkas": "jenis", "nomor_edisi": "nomor"}
        chosen = {names.get(name, name): parts[name] for name in self.bagian}
        return reverse(self.nama, kwargs=chosen)


TABEL = (
    Alamat("masuk", (), hasil=PINDAH, milik_pd=False, terbuka=True),
    Alamat("keluar", (), "post", PINDAH, milik_pd=False),
    Alamat("beranda", (), milik_pd=False),
    Alamat("organisasi", (), milik_pd=False),
    Alamat("unit", ("kode",)),
    Alamat("pegawai"),
    Alamat("indikator_daftar"),
    Alamat("indikator_rinci", ("kode", "tahun", "indikator")),
    Alamat("anggaran"),
    Alamat("anggaran_isi", ("kode", "tahun", "bulan")),
    Alamat(
        "anggaran_simpan", SEL_ANGGARAN, "post", OK, PENGISI, objek="program", data=ISI_ANGGARAN
    ),
    Alamat("anggaran_pratinjau", SEL_ANGGARAN, "post", objek="program", data=ISI_ANGGARAN),
    Alamat("anggaran_koreksi", SEL_ANGGARAN, objek="program"),
    Alamat("anggaran_rencana"),
    Alamat(
        "anggaran_rencana_simpan",
        BARIS_ANGGARAN,
        "post",
        OK,
        PENGISI,
        objek="program",
        data=ISI_RENCANA,
    ),
    Alamat("anggaran_rencana_pratinjau", BARIS_ANGGARAN, "post", objek="program", data=ISI_RENCANA),
    Alamat("dasbor"),
    Alamat("dasbor_anggaran"),
    Alamat("dasbor_sdm"),
    Alamat("dasbor_grafik", ("kode", "tahun", "nama", "bentuk")),
    Alamat("dasbor_aturan", ("kode",)),
    # With one agency there is nothing to set side by side, and the page says so.
    Alamat("dasbor_provinsi", ("tahun",), milik_pd=False),
    Alamat("dasbor_xlsx"),
    Alamat("dasbor_pdf", metode="post", hasil=PINDAH, boleh=PENCETAK),
    Alamat("dasbor_banding"),
    # Meetings: everybody of the agency reads; who enters values of the unit reports.
    Alamat("dasbor_rapat"),
    Alamat("dasbor_putuskan", SEL, "post", PINDAH, PEMUTUS, data=ISI_KEPUTUSAN),
    Alamat("dasbor_keputusan_tertutup", ("kode",)),
    Alamat("dasbor_keputusan", ("kode", "pk"), objek="keputusan"),
    Alamat(
        "dasbor_keputusan_lapor",
        ("kode", "pk"),
        "post",
        PINDAH,
        PENGISI,
        objek="keputusan",
        data={"versi": "1", "hasil": "Loket ditambah."},
    ),
    Alamat(
        "dasbor_keputusan_tutup",
        ("kode", "pk"),
        "post",
        PINDAH,
        PEMUTUS,
        objek="keputusan",
        data={"versi": "1", "keadaan": "selesai", "hasil": "Loket ditambah."},
    ),
    Alamat(
        "dasbor_keputusan_lanjut",
        ("kode", "pk"),
        "post",
        PINDAH,
        PEMUTUS,
        objek="keputusan",
        data={"versi": "1", "tenggat": "2099-12-31", "catatan": "Menunggu petugas."},
    ),
    Alamat("laporan"),
    Alamat("laporan_xlsx"),
    # Writing the report: everybody of the agency reads the list and the texts.
    Alamat("penulisan"),
    Alamat(
        "penulisan_bagi",
        metode="post",
        hasil=PINDAH,
        boleh=PENGISI,
        data={"bagian": "kesimpulan", "tenggat": "2099-12-31"},
    ),
    # No text of the year before: a sentence says so on the list.
    Alamat("penulisan_salin", metode="post", hasil=PINDAH, boleh=PENGISI),
    Alamat("penulisan_bagian", BAGIAN),
    Alamat("penulisan_fakta", BAGIAN),
    Alamat(
        "penulisan_simpan", BAGIAN, "post", PINDAH, PENGISI, data=DILIHAT | {"isi": "Teks baru."}
    ),
    Alamat("penulisan_pratinjau", BAGIAN, "post", data={"isi": "Teks baru."}),
    Alamat("penulisan_tinjau", BAGIAN, "post", PINDAH, PENGISI, data=DILIHAT),
    Alamat("penulisan_ajukan", BAGIAN, "post", PINDAH, PENGISI, data=DILIHAT),
    # The text was not handed in, so there is nothing to decide about for anybody.
    Alamat("penulisan_setujui", BAGIAN, "post", DITOLAK, data=DILIHAT),
    Alamat("penulisan_kembalikan", BAGIAN, "post", DITOLAK, data=DILIHAT | {"alasan": "x"}),
    Alamat("penulisan_buka", BAGIAN, "post", DITOLAK),
    # Editions: everybody of the agency reads them; one prepares, another finalises.
    Alamat("edisi"),
    Alamat("edisi_siapkan", boleh=(Peran.ADMIN_PD,)),
    Alamat("edisi_banding"),
    Alamat("edisi_rinci", EDISI),
    Alamat("edisi_baca", EDISI),
    Alamat("edisi_berkas", (*EDISI, "berkas")),
    Alamat(
        "edisi_finalkan",
        EDISI,
        "post",
        PINDAH,
        (Peran.PIMPINAN,),
        data={"dilihat": SIDIK},
    ),
    Alamat(
        "edisi_tutup", EDISI, "post", PINDAH, PENERIMA, data={"alasan": "Diganti edisi lain lagi."}
    ),
    # It is frozen already: there is nothing to begin again for anybody.
    Alamat("edisi_ulangi", EDISI, "post", DITOLAK),
    # No sending before it is final.
    Alamat(
        "edisi_kirim", (*EDISI, "nomor"), "post", TIADA, (Peran.ADMIN_PD,), data={"dikirim": ""}
    ),
    # Proof for everybody; the edition of these tests is not final, so it is not there.
    Alamat("bukti_edisi", ("nomor_edisi",), hasil=TIADA, milik_pd=False, terbuka=True),
    Alamat("bukti_edisi_periksa", ("nomor_edisi",), "post", TIADA, milik_pd=False, terbuka=True),
    Alamat("dokumen_minta", ("kode", "tahun", "jenis"), "post", PINDAH, PENCETAK),
    Alamat("dokumen_keadaan", ("pk",)),
    Alamat("dokumen_unduh", ("pk",)),
    Alamat("pemeriksaan"),
    # The finding shown is not the one of now: nothing is accepted unseen.
    Alamat("pemeriksaan_terima", metode="post", hasil=422, boleh=PENERIMA),
    Alamat(
        "pemeriksaan_buka", ("kode", "tahun", "pk"), "post", PINDAH, PENERIMA, objek="pengecualian"
    ),
    Alamat("rekonsiliasi"),
    Alamat("tugas", (), milik_pd=False),
    # Notices are personal: those of somebody else exist for no role.
    Alamat("pemberitahuan", (), milik_pd=False),
    Alamat("pemberitahuan_semua", (), "post", PINDAH, milik_pd=False),
    Alamat("pemberitahuan_surel", (), "post", PINDAH, milik_pd=False),
    Alamat("pemberitahuan_buka", ("pk",), hasil=TIADA, objek="pemberitahuan"),
    Alamat("pemberitahuan_baca", ("pk",), "post", TIADA, objek="pemberitahuan"),
    Alamat("hak", (), milik_pd=False),
    Alamat("jejak", ("kode",), boleh=PENGAWAS),
    # Login and the own account.
    Alamat("account_login", (), hasil=PINDAH, milik_pd=False, terbuka=True),
    Alamat("account_inactive", (), milik_pd=False, terbuka=True),
    Alamat("mfa_authenticate", (), hasil=PINDAH, milik_pd=False),
    Alamat("akun", (), milik_pd=False),
    Alamat("sesi_akhiri", (), "post", PINDAH, milik_pd=False),
    Alamat("delegasi", ("pk",), hasil=TIADA, milik_pd=False, objek="penugasan"),
    Alamat("delegasi_cabut", ("pk",), "post", TIADA, milik_pd=False, objek="penugasan"),
    Alamat("account_change_password", (), milik_pd=False),
    Alamat("account_reset_password", (), milik_pd=False, terbuka=True),
    Alamat("account_reset_password_done", (), milik_pd=False, terbuka=True),
    Alamat("account_reset_password_from_key", ("uidb36", "key"), milik_pd=False, terbuka=True),
    Alamat("account_reauthenticate", (), milik_pd=False),
    Alamat("mfa_reauthenticate", (), hasil=PINDAH, milik_pd=False),
    Alamat("mfa_index", (), hasil=PINDAH, milik_pd=False),
    Alamat("mfa_activate_totp", (), hasil=PINDAH, milik_pd=False),
    Alamat("mfa_deactivate_totp", (), hasil=TIADA, milik_pd=False),
    Alamat("mfa_view_recovery_codes", (), hasil=TIADA, milik_pd=False),
    Alamat("mfa_generate_recovery_codes", (), hasil=PINDAH, milik_pd=False),
    Alamat("mfa_download_recovery_codes", (), hasil=TIADA, milik_pd=False),
    # Accounts of an agency.
    Alamat("undangan", ("token",), milik_pd=False, terbuka=True),
    Alamat("undangan_terima", ("token",), "post", PINDAH, milik_pd=False),
    Alamat("pengguna", ("kode",), boleh=PENGELOLA),
    Alamat("undang", ("kode",), boleh=PENGELOLA),
    Alamat("undangan_perbarui", ("kode", "pk"), "post", PINDAH, PENGELOLA, objek="undangan"),
    Alamat("undangan_cabut", ("kode", "pk"), "post", PINDAH, PENGELOLA, objek="undangan"),
    Alamat("pengguna_rinci", ("kode", "pk"), boleh=PENGELOLA, objek="pengguna"),
    Alamat("peran_beri", ("kode", "pk"), boleh=PENGELOLA, objek="pengguna"),
    Alamat("peran_ubah", ("kode", "pk"), boleh=PENGELOLA, objek="penugasan"),
    Alamat("peran_akhiri", ("kode", "pk"), "post", PINDAH, PENGELOLA, objek="penugasan"),
    Alamat("pengguna_nonaktifkan", ("kode", "pk"), "post", PINDAH, PENGELOLA, objek="pengguna"),
    Alamat("pengguna_aktifkan", ("kode", "pk"), "post", PINDAH, PENGELOLA, objek="pengguna"),
    Alamat("pengguna_faktor_lepas", ("kode", "pk"), "post", PINDAH, PENGELOLA, objek="pengguna"),
    # Measurement: everybody of the agency reads; the right decides about the rest.
    Alamat("pengukuran"),
    Alamat("pengukuran_isi", ("kode", "tahun", "periode")),
    Alamat("pengukuran_ajukan", ("kode", "tahun", "periode"), "post", PINDAH),
    Alamat("pengukuran_simpan", SEL, "post", OK, PENGISI, data=ISI_SEL),
    Alamat("pengukuran_pratinjau", SEL, "post", OK, data=ISI_SEL),
    Alamat("pengukuran_tarik", SEL, "post", PINDAH),
    Alamat("pengukuran_usulan", ("kode", "tahun", "indikator"), "post", PINDAH),
    Alamat("bukti", SEL),
    Alamat("bukti_surat", SEL, "post", TIADA),
    Alamat("bukti_lihat", ("pk",), objek="bukti"),
    Alamat("bukti_hapus", ("pk",), objek="bukti"),
    Alamat("verifikasi", ("kode",), boleh=(Peran.VERIFIKATOR,)),
    Alamat("verifikasi_nilai", ("kode", "pk"), boleh=(Peran.VERIFIKATOR,), objek="realisasi"),
    Alamat(
        "verifikasi_terima",
        ("kode", "pk"),
        "post",
        PINDAH,
        (Peran.VERIFIKATOR,),
        objek="realisasi",
        data={"versi": "1"},
    ),
    Alamat(
        "verifikasi_kembalikan",
        ("kode", "pk"),
        "post",
        PINDAH,
        (Peran.VERIFIKATOR,),
        objek="realisasi",
        data={"versi": "1", "alasan": "Belum lengkap."},
    ),
    Alamat("koreksi", ("kode", "pk"), objek="realisasi"),
    Alamat("koreksi_tanpa_nilai", SEL),
    Alamat("periode", ("kode",)),
    Alamat("periode_buat", ("kode", "tahun"), boleh=PENGELOLA),
    Alamat("periode_ubah", ("kode", "tahun", "periode"), boleh=PENGELOLA),
    Alamat("periode_perpanjang", ("kode", "tahun", "periode"), boleh=PENGELOLA),
    Alamat("periode_kunci", ("kode", "tahun", "periode"), boleh=PENGELOLA),
    # Plans.
    Alamat("perencanaan"),
    Alamat("perencanaan_dokumen_tambah", boleh=PERENCANA),
    Alamat("perencanaan_dokumen_ubah", RENCANA, boleh=PERENCANA, objek="rencana"),
    Alamat("perencanaan_dokumen_hapus", RENCANA, boleh=PERENCANA, objek="rencana"),
    Alamat("perencanaan_target", RENCANA, boleh=PERENCANA, objek="rencana"),
    Alamat("perencanaan_tujuan_tambah", RENCANA, boleh=PERENCANA, objek="rencana"),
    Alamat("perencanaan_tujuan_ubah", RENCANA, boleh=PERENCANA, objek="tujuan"),
    Alamat("perencanaan_tujuan_hapus", RENCANA, boleh=PERENCANA, objek="tujuan"),
    Alamat("perencanaan_sasaran_renstra_tambah", RENCANA, boleh=PERENCANA, objek="tujuan"),
    Alamat("perencanaan_sasaran_renstra_ubah", RENCANA, boleh=PERENCANA, objek="sasaran_renstra"),
    Alamat("perencanaan_sasaran_renstra_hapus", RENCANA, boleh=PERENCANA, objek="sasaran_renstra"),
    Alamat("perencanaan_sasaran_tambah", boleh=PERENCANA),
    Alamat("perencanaan_sasaran_ubah", RENCANA, boleh=PERENCANA, objek="sasaran"),
    Alamat("perencanaan_sasaran_hapus", RENCANA, boleh=PERENCANA, objek="sasaran"),
    Alamat(
        "perencanaan_sasaran_geser",
        RENCANA,
        "post",
        PINDAH,
        PERENCANA,
        objek="sasaran",
        data={"turun": "S02"},
    ),
    Alamat("perencanaan_indikator_tambah", boleh=PERENCANA),
    Alamat("perencanaan_indikator", ("kode", "tahun", "indikator")),
    Alamat("perencanaan_indikator_ubah", ("kode", "tahun", "indikator"), boleh=PERENCANA),
    Alamat("perencanaan_indikator_hapus", ("kode", "tahun", "indikator"), boleh=PERENCANA),
    Alamat("perencanaan_indikator_nonaktif", ("kode", "tahun", "indikator"), boleh=PERENCANA),
    Alamat(
        "perencanaan_indikator_geser",
        ("kode", "tahun", "indikator"),
        "post",
        PINDAH,
        PERENCANA,
        data={"turun": "I02"},
    ),
    # Agreements.
    Alamat("perjanjian_daftar"),
    Alamat("perjanjian_pohon"),
    Alamat("perjanjian_susun", boleh=PENGISI),
    Alamat("tahun_buka", ("kode", "tahun"), "post", PINDAH, PENGISI),
    Alamat("perjanjian", ("pk",), objek="perjanjian"),
    Alamat("perjanjian_simpan", ("pk",), "post", PINDAH, PENGISI, objek="perjanjian"),
    Alamat("perjanjian_item", ("pk",), "post", OK, PENGISI, objek="perjanjian"),
    Alamat("perjanjian_periksa", ("pk", "item"), "post", OK, objek="perjanjian"),
    Alamat("perjanjian_item_hapus", ("pk", "item"), "post", PINDAH, PENGISI, objek="perjanjian"),
    Alamat("perjanjian_item_urungkan", ("pk", "item"), "post", PINDAH, PENGISI, objek="perjanjian"),
    Alamat("perjanjian_item_rencana", ("pk", "item"), "post", PINDAH, PENGISI, objek="perjanjian"),
    Alamat("perjanjian_ajukan", ("pk",), "post", PINDAH, PENGISI, objek="perjanjian"),
    Alamat("perjanjian_setujui", ("pk",), "post", PINDAH, (Peran.PIMPINAN,), objek="perjanjian"),
    Alamat("perjanjian_kembalikan", ("pk",), "post", OK, (Peran.PIMPINAN,), objek="perjanjian"),
    Alamat("perjanjian_tanda", ("pk",), "post", OK, PENGISI, objek="perjanjian"),
    Alamat("perjanjian_ubah", ("pk",), "post", OK, PENGISI, objek="perjanjian"),
    Alamat("perjanjian_banding", ("pk",), hasil=TIADA, selain=TIADA, objek="perjanjian"),
    Alamat("perjanjian_pdf", ("pk",), "post", PINDAH, PENCETAK, objek="perjanjian"),
)


def _names(patterns) -> set[str]:
    """Names of all addresses below some patterns, the settings pages left aside."""
    found: set[str] = set()
    for entry in patterns:
        if isinstance(entry, URLResolver):
            if entry.app_name != "admin":
                found |= _names(entry.url_patterns)
        else:
            assert isinstance(entry, URLPattern)
            assert entry.name, f"{entry.pattern} has no name"
            found.add(entry.name)
    return found


@pytest.fixture(autouse=True)
def _files(settings, semodul) -> None:
    """The files of the shared rows are found by every test."""
    settings.MEDIA_ROOT = semodul


@pytest.fixture(scope="module")
def objek(semodul):
    """Numbers of the small agency's records that addresses name."""
    contoh = PerangkatDaerah.objects.get(kode="CONTOH")
    person = User.objects.create(username="peminta")
    role = PenugasanPeran.objects.create(pengguna=person, peran=Peran.PIMPINAN, pd=contoh)
    # A finished document, asked for by somebody else.
    wish = PermintaanDokumen(
        pd=contoh,
        tahun=2023,
        jenis=JenisDokumen.PK_PDF,
        pengguna=person,
        status=StatusPermintaan.SELESAI,
    )
    wish.berkas.save("pk.pdf", ContentFile(b"%PDF-1.7 isi"), save=False)
    wish.save()
    agreement = PerjanjianKinerja.objects.get(pd=contoh, tahun=2023)
    value = Realisasi.objects.create(
        indikator=Indikator.objects.get(pd=contoh, kode="I02"),
        tahun=2023,
        periode=4,
        nilai=8,
        status="diajukan",
        diajukan_oleh=person,
        diubah_oleh=person,
    )
    piece = BuktiDukung(
        realisasi=value,
        judul="Laporan",
        sha256="0" * 64,
        jenis_isi="pdf",
        ukuran=9,
        nama_berkas="laporan.pdf",
    )
    piece.berkas.save("laporan.pdf", ContentFile(b"%PDF-1.7\n"), save=False)
    piece.save()
    invitation = Undangan.objects.create(
        pd=contoh,
        nama="Orang Undangan",
        email="undangan@contoh.go.id",
        peran=Peran.PEMBACA,
        oleh=person,
        sidik_token=sidik(TOKEN),
        kedaluwarsa=timezone.now() + timedelta(days=1),
    )
    edisi_beku(contoh, person)
    numbers = {
        "pengguna": person.pk,
        "penugasan": role.pk,
        "undangan": invitation.pk,
        "dokumen": wish.pk,
        "keputusan": KeputusanRapat.objects.create(
            pd=contoh,
            tahun=2023,
            periode=4,
            indikator=value.indikator,
            keputusan="Tambah satu loket.",
            unit=value.indikator.unit,
            tenggat_awal=timezone.localdate(),
            tenggat=timezone.localdate(),
            dibuat_oleh=person,
            diubah_oleh=person,
        ).pk,
        "pengecualian": PengecualianTemuan.objects.create(
            pd=contoh,
            tahun=2023,
            pemeriksaan="bukti-kosong",
            kunci="I01",
            kalimat="Temuan.",
            alasan="Sudah dikonfirmasi.",
            oleh=person,
        ).pk,
        "perjanjian": agreement.pk,
        "item": agreement.item.first().pk,
        "realisasi": value.pk,
        "program": Program.objects.of_pd(contoh).get().pk,
        "bukti": piece.pk,
        "rencana": DokumenPerencanaan.objects.get(pd=contoh).pk,
        "tujuan": Tujuan.objects.of_pd(contoh).get().pk,
        "sasaran_renstra": SasaranRenstra.objects.of_pd(contoh).get().pk,
        "sasaran": Sasaran.objects.get(pd=contoh, tahun=2023, kode="S01").pk,
        "pemberitahuan": Pemberitahuan.objects.create(pd=contoh, pengguna=person).pk,
    }
    # Else every request that is refused would seal all of it again.
    segel_jejak()
    return numbers


def _data(alamat: Alamat, url: str) -> dict[str, str]:
    """What is sent; names of fields may hold parts of the address."""
    parts = resolve(url).kwargs
    return {name.format(**parts): value for name, value in alamat.data.items()}


def _status(client: Client, alamat: Alamat, url: str) -> int:
    response = getattr(client, alamat.metode)(url, _data(alamat, url))
    # A file is read to its end, so that it is closed.
    b"".join(response) if response.streaming else response.content
    return response.status_code


def test_table_has_every_address_of_the_project():
    assert sorted(alamat.nama for alamat in TABEL) == sorted(_names(urlpatterns))


@contextmanager
def tanpa_bekas() -> Iterator[None]:
    """Whatever is written inside is taken back."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


@pytest.mark.parametrize("alamat", TABEL, ids=lambda alamat: alamat.nama)
def test_address_for_every_role_of_the_own_agency_and_of_a_foreign_one(
    klien, objek, contoh, alamat
):
    url = alamat.url(contoh, objek)
    found, expected = {}, {}
    for (peran, foreign), client in klien.items():
        if foreign and not alamat.milik_pd:
            continue
        with tanpa_bekas():
            found[peran.value, foreign] = _status(client, alamat, url)
        served = alamat.hasil if peran in alamat.boleh else alamat.selain
        stranger = foreign and peran != Peran.ADMIN_SISTEM
        expected[peran.value, foreign] = TIADA if stranger else served
    assert found == expected


@pytest.mark.parametrize("alamat", TABEL, ids=lambda alamat: alamat.nama)
def test_address_for_an_anonymous_reader(objek, contoh, alamat):
    url = alamat.url(contoh, objek)
    response = getattr(Client(), alamat.metode)(url, alamat.data)

    if alamat.terbuka:
        assert response.status_code == (TIADA if alamat.hasil == TIADA else OK)
    else:
        assert response.status_code == PINDAH
        assert response.url.split("?")[0] == reverse("masuk")


@pytest.mark.parametrize("nama", ["keluar", "dokumen_minta"])
def test_address_that_changes_something_is_not_reached_by_a_link(masuk, objek, contoh, nama):
    alamat = next(a for a in TABEL if a.nama == nama)

    response = masuk(Peran.PERENCANA, contoh).get(alamat.url(contoh, objek))

    assert response.status_code == CARA_LAIN


def test_form_without_its_token_is_refused_in_indonesian(contoh, akun):
    client = Client(enforce_csrf_checks=True)
    client.force_login(akun(Peran.PERENCANA, contoh))

    response = client.post(
        reverse("dokumen_minta", kwargs={"kode": "CONTOH", "tahun": 2023, "jenis": "pk_pdf"})
    )

    assert response.status_code == DITOLAK
    assert "<h1>Formulir kedaluwarsa</h1>" in response.content.decode()


# --- error pages -----------------------------------------------------------------------------


def test_missing_page_says_so_in_indonesian(masuk, contoh):
    response = masuk(Peran.PEMBACA, contoh).get("/tidak/ada/")

    page = response.content.decode()
    assert response.status_code == TIADA
    assert '<html lang="id">' in page
    assert "<h1>Halaman tidak ditemukan</h1>" in page


def test_foreign_agency_looks_like_one_that_does_not_exist(masuk, contoh):
    client = masuk(Peran.PEMBACA, contoh)

    foreign, missing = (
        client.get(reverse("unit", kwargs={"kode": kode})).content for kode in ("BPSDM", "TIADA")
    )

    assert foreign == missing
    assert "<h1>Halaman tidak ditemukan</h1>" in foreign.decode()


def test_refused_action_names_the_rule(masuk, contoh):
    before = PermintaanDokumen.objects.count()
    response = masuk(Peran.PEMBACA, contoh).post(
        reverse(
            "dokumen_minta",
            kwargs={"kode": "CONTOH", "tahun": 2023, "jenis": JenisDokumen.PK_PDF.value},
        )
    )

    page = response.content.decode()
    assert response.status_code == DITOLAK
    assert "<h1>Tidak diizinkan</h1>" in page
    assert "Hak membuat dokumen pada Dinas Contoh dimiliki oleh: Administrator sistem" in page
    assert PermintaanDokumen.objects.count() == before


def _broken(request):
    raise RuntimeError("rahasia")


class _Alamat:
    """Addresses of the test below: one page that breaks."""

    urlpatterns = (path("rusak/", _broken),)
    handler500 = staticmethod(server_error)


def test_broken_page_says_so_in_indonesian_and_tells_nothing(settings, masuk, contoh, caplog):
    client = masuk(Peran.PEMBACA, contoh)
    client.raise_request_exception = False
    settings.ROOT_URLCONF = _Alamat

    response = client.get("/rusak/")

    page = response.content.decode()
    assert response.status_code == 500
    assert "<h1>Terjadi gangguan</h1>" in page
    assert "rahasia" not in page
