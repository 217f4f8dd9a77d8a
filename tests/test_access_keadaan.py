"""Every address that depends on the state of a period or of an agreement, in every state.

`tests/test_access.py` says who reaches which address; here stands when it does something, and
what. Each row is tried for every role in the own agency and in a foreign one, and the stored rows
are compared before and after.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import timedelta
from enum import Enum
from typing import Any

import pytest
from django.core.files.base import ContentFile
from django.db import connection
from django.test import Client
from django.urls import reverse

from budget.calculations_entri import sidik_rencana
from budget.models import (
    AnggaranBulanan,
    AnggaranUnit,
    Keluaran,
    KeluaranBulanan,
    KoreksiAnggaran,
    KoreksiKeluaran,
)
from indicators.enums import StatusPerjanjian
from indicators.models import (
    BuktiDukung,
    Indikator,
    ItemPerjanjian,
    KomponenRealisasi,
    KoreksiRealisasi,
    PeriodePelaporan,
    PerjanjianKinerja,
    PerpanjanganPeriode,
    Realisasi,
    Sasaran,
    SuratSumber,
    TargetTriwulan,
)
from reports.models import KeputusanRapat
from tests.indicators.values import pdf, upload
from tests.test_access import (
    CARA_LAIN,
    DITOLAK,
    OK,
    PEMUTUS,
    PENCETAK,
    PENGELOLA,
    PENGISI,
    PINDAH,
    SEMUA,
    TIADA,
    tanpa_bekas,
)
from tests.test_access import TABEL as ALAMAT
from workforce.actions import segel_jejak
from workforce.enums import Peran
from workforce.models import PenugasanPeran, PerangkatDaerah, User
from workforce.querysets import hari_ini

TAHUN, TW4, DESEMBER, KODE = 2024, 4, 12, "I03"
VERIFIKATOR, PIMPINAN = (Peran.VERIFIKATOR,), (Peran.PIMPINAN,)
# The foreign account that is no stranger.
DI_MANA_PUN = Peran.ADMIN_SISTEM


class Jendela(Enum):
    """States of the period of a value."""

    TANPA = "tahun tanpa periode"
    BELUM = "belum dibuka"
    DIBUKA = "dibuka"
    LEWAT = "tertutup, lewat tanggal"
    DIPERPANJANG = "tertutup, diperpanjang untuk unit"
    TERKUNCI = "terkunci"


class Nilai(Enum):
    """States of the value that an address is about."""

    KOSONG = "kosong"
    DRAF = "draf"
    DIAJUKAN = "diajukan"
    SAH = "diverifikasi"


@dataclass(frozen=True)
class Hasil:
    """What an address answers, and which tables have changed by then."""

    status: int
    berubah: frozenset[str] = frozenset()


def ubah(status: int, *tabel: str) -> Hasil:
    """It does what was asked, in these tables."""
    return Hasil(status, frozenset(tabel))


@dataclass
class Dunia:
    """What the requests of one test are about."""

    pd: PerangkatDaerah
    orang: User
    perjanjian: PerjanjianKinerja
    item: ItemPerjanjian
    anggaran: AnggaranUnit
    keluaran: Keluaran
    nilai: Realisasi | None = None
    bukti: BuktiDukung | None = None

    def url(self, nama: str) -> str:
        """An address of this world by its name."""
        (alamat,) = [a for a in ALAMAT if a.nama == nama]
        parts = {
            "kode": self.pd.kode,
            "tahun": TAHUN,
            "periode": TW4,
            "bulan": DESEMBER,
            "tingkat": self.anggaran.TINGKAT,
            "indikator": KODE,
            "item": self.item.pk,
        }
        if "pk" in alamat.bagian:
            parts["pk"] = getattr(self, OBJEK[alamat.objek]).pk
        return reverse(nama, kwargs={name: parts[name] for name in alamat.bagian})


# Tables that an address of a period or of an agreement can change, with the way to their agency.
ISIAN = {
    "realisasi": (Realisasi, "indikator__pd"),
    "komponen": (KomponenRealisasi, "realisasi__indikator__pd"),
    "bukti": (BuktiDukung, "realisasi__indikator__pd"),
    "koreksi": (KoreksiRealisasi, "realisasi__indikator__pd"),
    "periode": (PeriodePelaporan, "pd"),
    "perpanjangan": (PerpanjanganPeriode, "periode__pd"),
    "keputusan_rapat": (KeputusanRapat, "pd"),
    "anggaran_bulanan": (AnggaranBulanan, "pd"),
    "keluaran_bulanan": (KeluaranBulanan, "keluaran__pd"),
    "koreksi_anggaran": (KoreksiAnggaran, "bulanan__pd"),
    "koreksi_keluaran": (KoreksiKeluaran, "bulanan__keluaran__pd"),
}
JANJI = {
    "perjanjian": (PerjanjianKinerja, "pd"),
    "item": (ItemPerjanjian, "perjanjian__pd"),
    "target": (TargetTriwulan, "item__perjanjian__pd"),
}


def potret(pd: PerangkatDaerah, tabel: Mapping[str, tuple[Any, str]]) -> dict[str, list[Any]]:
    """The stored rows of an agency, by table."""
    return {
        name: list(model._base_manager.filter(**{owner: pd}).order_by("pk").values_list())
        for name, (model, owner) in tabel.items()
    }


OBJEK = {
    "realisasi": "nilai",
    "bukti": "bukti",
    "perjanjian": "perjanjian",
    "program": "anggaran",
}
Isi = Callable[[Dunia], Mapping[str, Any]]


def tanpa_isi(_: Dunia) -> Mapping[str, Any]:
    """A request that sends nothing."""
    return {}


# --- What is sent ------------------------------------------------------------------------------


def sel(dunia: Dunia) -> Mapping[str, Any]:
    """One cell of the grid, filled in."""
    versi = dunia.nilai.versi if dunia.nilai else 0
    return {f"{KODE}-versi": versi, f"{KODE}-nilai": "7", f"{KODE}-status_data": "ada"}


def berkas(_: Dunia) -> Mapping[str, Any]:
    """One file of evidence."""
    return {"berkas": [upload("lhp.pdf", pdf("LHP"))], "judul": "LHP"}


def surat(dunia: Dunia) -> Mapping[str, Any]:
    """A known letter."""
    assert dunia.nilai is not None
    letter = SuratSumber.objects.get(pd=dunia.pd, kode="keadaan")
    return {"versi": dunia.nilai.versi, "surat": letter.pk}


def keputusan(dunia: Dunia) -> Mapping[str, Any]:
    """A verifier's decision."""
    assert dunia.nilai is not None
    return {"versi": dunia.nilai.versi, "alasan": "Belum lengkap."}


def keputusan_rapat(dunia: Dunia) -> Mapping[str, Any]:
    """What a meeting decides about the indicator."""
    unit = Indikator.objects.get(pd=dunia.pd, kode=KODE).unit.kode
    due = f"{hari_ini() + timedelta(30):%Y-%m-%d}"
    return {"keputusan": "Tambah satu loket.", "unit": unit, "tenggat": due}


def pembetulan(_: Dunia) -> Mapping[str, Any]:
    """A correction."""
    return {"terakhir": 0, "nilai": "3", "alasan": "Salah hitung", "dasar_hukum": "BA 1"}


def belanja(dunia: Dunia) -> Mapping[str, Any]:
    """Realisasi of the unit's budget and its output, as the grid of a month sends them."""
    row, output = dunia.anggaran, f"keluaran-{dunia.keluaran.pk}"
    level = f"{row.TINGKAT}-{row.pk}"
    return {
        "unit": row.unit.kode,
        f"{level}-versi": 0,
        f"{level}-realisasi": "5",
        f"{output}-versi": 0,
        f"{output}-capaian": "7",
    }


def rencana_kas(dunia: Dunia) -> Mapping[str, Any]:
    """A plan for December."""
    row = dunia.anggaran
    level = f"{row.TINGKAT}-{row.pk}"
    sidik = sidik_rencana([None] * DESEMBER)
    return {"unit": row.unit.kode, f"{level}-sidik": sidik, f"{level}-b{DESEMBER}": "5"}


def jadwal(dunia: Dunia) -> Mapping[str, Any]:
    """Windows one day later, of the period that is there and of all that are not."""
    window = PeriodePelaporan.objects.filter(pd=dunia.pd, tahun=TAHUN, periode=TW4).first()
    dates = {
        "mulai": "2025-01-01",
        "batas_isi": f"{hari_ini() + timedelta(50):%Y-%m-%d}",
        "batas_verifikasi": f"{hari_ini() + timedelta(60):%Y-%m-%d}",
    }
    new = {f"p{p}-{name}": value for p in range(1, 6) for name, value in dates.items()}
    return dates | new | {"semula": window.jadwal if window else ""}


def tambahan_waktu(dunia: Dunia) -> Mapping[str, Any]:
    """More time for the unit of the value."""
    unit = Indikator.objects.get(pd=dunia.pd, kode=KODE).unit_id
    return {"unit": unit, "sampai": f"{hari_ini() + timedelta(90):%Y-%m-%d}", "alasan": "Gangguan"}


def target(dunia: Dunia) -> Mapping[str, Any]:
    """Other targets of the agreement's only item."""
    prefix = f"item{dunia.item.pk}"
    numbers = {f"{prefix}-tw{q}": "1" for q in range(1, 5)}
    return numbers | {f"{prefix}-tahunan": "4", "suntingan": dunia.perjanjian.suntingan}


def janji(dunia: Dunia) -> Mapping[str, Any]:
    """One more indicator."""
    goal = dunia.item.sasaran_id
    return {"sasaran": goal, "indikator": Indikator.objects.get(pd=dunia.pd, kode="I02").pk}


def tanggal(_: Dunia) -> Mapping[str, Any]:
    """Today, and what a step asks beside it."""
    today = f"{hari_ini():%Y-%m-%d}"
    return {"tanggal": today, "hari": today, "dasar": "DPPA", "alasan": "Periksa lagi."}


# --- Period ------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Baris:
    """One way of calling an address: whom it serves, and what it does in which state.

    Roles not in `boleh` get `selain`, in every state that is not in `ditiadakan`: there, nobody
    finds the address.
    """

    nama: str
    metode: str
    hasil: Mapping[Any, Hasil]
    boleh: tuple[Peran, ...] = SEMUA
    selain: Hasil = Hasil(DITOLAK)
    nilai: Nilai = Nilai.DRAF
    isi: Isi = tanpa_isi
    ditiadakan: tuple[Any, ...] = ()

    def harap(self, keadaan: Any, peran: Peran, *, asing: bool) -> Hasil:
        """The exact result for a role in a state."""
        if keadaan in self.ditiadakan or (asing and peran != DI_MANA_PUN):
            return Hasil(TIADA)
        return self.hasil[keadaan] if peran in self.boleh else self.selain


def selalu(hasil: Hasil) -> dict[Jendela, Hasil]:
    """The same in every state of a period."""
    return dict.fromkeys(Jendela, hasil)


def bila_terbuka(hasil: Hasil, selain: Hasil) -> dict[Jendela, Hasil]:
    """While the window of the unit is open; else the other result."""
    return selalu(selain) | {Jendela.DIBUKA: hasil, Jendela.DIPERPANJANG: hasil}


BACA = selalu(Hasil(OK))
# A decision waits for nothing but the lock and its own last day.
PUTUSAN = selalu(ubah(PINDAH, "realisasi")) | {
    Jendela.LEWAT: Hasil(DITOLAK),
    Jendela.TERKUNCI: Hasil(DITOLAK),
}
TANPA = (Jendela.TANPA,)
BELANJA = ("anggaran_bulanan", "keluaran_bulanan")


def bila_bulan_terbuka(hasil: Hasil, selain: Hasil) -> dict[Jendela, Hasil]:
    """A month that is over opens before its quarter does."""
    return bila_terbuka(hasil, selain) | {Jendela.BELUM: hasil}


def kecuali_terkunci(hasil: Hasil, selain: Hasil) -> dict[Jendela, Hasil]:
    """A plan waits for nothing but the lock."""
    return selalu(hasil) | {Jendela.TERKUNCI: selain}


PERIODE = (
    Baris("pengukuran", "get", BACA),
    Baris("pengukuran_isi", "get", BACA),
    Baris(
        "pengukuran_isi",
        "post",
        # Nothing that was typed is lost: the page comes back with it.
        bila_terbuka(ubah(PINDAH, "realisasi"), Hasil(OK)),
        PENGISI,
        Hasil(OK),
        Nilai.KOSONG,
        sel,
    ),
    Baris(
        "pengukuran_simpan",
        "post",
        bila_terbuka(ubah(OK, "realisasi"), Hasil(DITOLAK)),
        PENGISI,
        Hasil(DITOLAK),
        Nilai.KOSONG,
        sel,
    ),
    Baris("pengukuran_pratinjau", "post", BACA, nilai=Nilai.KOSONG, isi=sel),
    Baris(
        "pengukuran_ajukan",
        "post",
        bila_terbuka(ubah(PINDAH, "realisasi"), Hasil(PINDAH)),
        PENGISI,
        Hasil(PINDAH),
    ),
    Baris(
        "pengukuran_tarik",
        "post",
        selalu(ubah(PINDAH, "realisasi")) | {Jendela.TERKUNCI: Hasil(PINDAH)},
        PENGISI,
        Hasil(PINDAH),
        Nilai.DIAJUKAN,
    ),
    Baris("pengukuran_usulan", "post", selalu(Hasil(PINDAH)), PENGISI, Hasil(PINDAH)),
    Baris("bukti", "get", BACA),
    Baris(
        "bukti",
        "post",
        bila_terbuka(ubah(PINDAH, "bukti"), Hasil(DITOLAK)),
        PENGISI,
        isi=berkas,
    ),
    Baris(
        "bukti_surat",
        "post",
        bila_terbuka(ubah(PINDAH, "realisasi"), Hasil(DITOLAK)),
        PENGISI,
        isi=surat,
    ),
    Baris("bukti_lihat", "get", BACA),
    Baris("bukti_hapus", "get", BACA),
    Baris("bukti_hapus", "post", bila_terbuka(ubah(PINDAH, "bukti"), Hasil(DITOLAK)), PENGISI),
    Baris("verifikasi", "get", BACA, VERIFIKATOR, nilai=Nilai.DIAJUKAN),
    Baris("verifikasi_nilai", "get", BACA, VERIFIKATOR, nilai=Nilai.DIAJUKAN),
    Baris("verifikasi_terima", "post", PUTUSAN, VERIFIKATOR, nilai=Nilai.DIAJUKAN, isi=keputusan),
    Baris(
        "verifikasi_kembalikan", "post", PUTUSAN, VERIFIKATOR, nilai=Nilai.DIAJUKAN, isi=keputusan
    ),
    # A meeting decides about a period in any of its states.
    Baris(
        "dasbor_putuskan",
        "post",
        selalu(ubah(PINDAH, "keputusan_rapat")),
        PEMUTUS,
        isi=keputusan_rapat,
    ),
    Baris("anggaran_isi", "get", BACA),
    Baris(
        "anggaran_isi",
        "post",
        bila_bulan_terbuka(ubah(PINDAH, *BELANJA), Hasil(OK)),
        PENGISI,
        Hasil(OK),
        isi=belanja,
    ),
    Baris(
        "anggaran_simpan",
        "post",
        bila_bulan_terbuka(ubah(OK, "anggaran_bulanan"), Hasil(DITOLAK)),
        PENGISI,
        isi=belanja,
    ),
    Baris("anggaran_pratinjau", "post", BACA, isi=belanja),
    Baris("anggaran_koreksi", "get", BACA, nilai=Nilai.SAH),
    Baris(
        "anggaran_koreksi",
        "post",
        selalu(Hasil(DITOLAK)) | {Jendela.TERKUNCI: ubah(PINDAH, "koreksi_anggaran")},
        (Peran.ADMIN_PD,),
        nilai=Nilai.SAH,
        isi=pembetulan,
    ),
    Baris("anggaran_rencana", "get", BACA),
    Baris(
        "anggaran_rencana",
        "post",
        kecuali_terkunci(ubah(PINDAH, "anggaran_bulanan"), Hasil(OK)),
        PENGISI,
        Hasil(OK),
        isi=rencana_kas,
    ),
    Baris(
        "anggaran_rencana_simpan",
        "post",
        kecuali_terkunci(ubah(OK, "anggaran_bulanan"), Hasil(DITOLAK)),
        PENGISI,
        isi=rencana_kas,
    ),
    Baris("anggaran_rencana_pratinjau", "post", BACA, isi=rencana_kas),
    Baris("koreksi", "get", BACA, nilai=Nilai.SAH),
    Baris(
        "koreksi",
        "post",
        selalu(Hasil(DITOLAK)) | {Jendela.TERKUNCI: ubah(PINDAH, "koreksi")},
        (Peran.ADMIN_PD,),
        nilai=Nilai.SAH,
        isi=pembetulan,
    ),
    Baris("koreksi_tanpa_nilai", "get", BACA, nilai=Nilai.KOSONG),
    Baris(
        "koreksi_tanpa_nilai",
        "post",
        selalu(Hasil(DITOLAK)) | {Jendela.TERKUNCI: ubah(PINDAH, "realisasi", "koreksi")},
        (Peran.ADMIN_PD,),
        nilai=Nilai.KOSONG,
        isi=pembetulan,
    ),
    Baris("periode", "get", BACA),
    Baris("periode_buat", "get", BACA, PENGELOLA),
    # Periods that are not there are made, whatever the state of the one that is.
    Baris("periode_buat", "post", selalu(ubah(PINDAH, "periode")), PENGELOLA, isi=jadwal),
    Baris("periode_ubah", "get", BACA, PENGELOLA, ditiadakan=TANPA),
    Baris(
        "periode_ubah",
        "post",
        selalu(ubah(PINDAH, "periode")) | {Jendela.TERKUNCI: Hasil(OK)},
        PENGELOLA,
        isi=jadwal,
        ditiadakan=TANPA,
    ),
    Baris("periode_perpanjang", "get", BACA, PENGELOLA, ditiadakan=TANPA),
    Baris(
        "periode_perpanjang",
        "post",
        # The window of verification is not shorter than that of entry.
        selalu(ubah(PINDAH, "perpanjangan", "periode")) | {Jendela.TERKUNCI: Hasil(OK)},
        PENGELOLA,
        isi=tambahan_waktu,
        ditiadakan=TANPA,
    ),
    Baris("periode_kunci", "get", BACA, PENGELOLA, ditiadakan=TANPA),
    Baris(
        "periode_kunci",
        "post",
        selalu(ubah(PINDAH, "periode"))
        | {Jendela.TERKUNCI: Hasil(PINDAH), Jendela.BELUM: Hasil(PINDAH)},
        PENGELOLA,
        ditiadakan=TANPA,
    ),
)


# --- Agreement ---------------------------------------------------------------------------------


def hanya(keadaan: StatusPerjanjian, hasil: Hasil, selain: int) -> dict[StatusPerjanjian, Hasil]:
    """In one state of an agreement; in all others nothing changes."""
    return dict.fromkeys(StatusPerjanjian, Hasil(selain)) | {keadaan: hasil}


BACA_PERJANJIAN = dict.fromkeys(StatusPerjanjian, Hasil(OK))
DRAF = StatusPerjanjian.DRAF
ISI_PERJANJIAN = ("perjanjian", "item", "target")

PERJANJIAN = (
    Baris("perjanjian", "get", BACA_PERJANJIAN),
    Baris(
        "perjanjian_simpan",
        "post",
        hanya(DRAF, ubah(PINDAH, *ISI_PERJANJIAN), OK),
        PENGISI,
        isi=target,
    ),
    Baris(
        "perjanjian_item",
        "post",
        hanya(DRAF, ubah(PINDAH, "perjanjian", "item"), OK),
        PENGISI,
        isi=janji,
    ),
    Baris("perjanjian_periksa", "post", BACA_PERJANJIAN, isi=target),
    Baris(
        "perjanjian_item_hapus", "post", hanya(DRAF, ubah(PINDAH, *ISI_PERJANJIAN), PINDAH), PENGISI
    ),
    Baris("perjanjian_item_urungkan", "post", hanya(DRAF, Hasil(PINDAH), PINDAH), PENGISI),
    Baris("perjanjian_item_rencana", "post", hanya(DRAF, Hasil(PINDAH), PINDAH), PENGISI),
    Baris("perjanjian_ajukan", "post", hanya(DRAF, ubah(PINDAH, "perjanjian"), PINDAH), PENGISI),
    Baris(
        "perjanjian_setujui",
        "post",
        hanya(StatusPerjanjian.DIAJUKAN, ubah(PINDAH, "perjanjian"), PINDAH),
        PIMPINAN,
    ),
    Baris(
        "perjanjian_kembalikan",
        "post",
        hanya(StatusPerjanjian.DIAJUKAN, ubah(PINDAH, "perjanjian"), OK),
        PIMPINAN,
        isi=tanggal,
    ),
    Baris(
        "perjanjian_tanda",
        "post",
        hanya(StatusPerjanjian.DISETUJUI, ubah(PINDAH, "perjanjian"), OK),
        PENGISI,
        isi=tanggal,
    ),
    Baris(
        "perjanjian_ubah",
        "post",
        hanya(StatusPerjanjian.BERLAKU, ubah(PINDAH, *ISI_PERJANJIAN), OK),
        PENGISI,
        isi=tanggal,
    ),
    # A first version has none before it.
    Baris("perjanjian_banding", "get", {}, ditiadakan=tuple(StatusPerjanjian)),
    Baris("perjanjian_pdf", "post", dict.fromkeys(StatusPerjanjian, Hasil(PINDAH)), PENCETAK),
)


# --- The world of a test -----------------------------------------------------------------------


@pytest.fixture(autouse=True)
def _files(settings, semodul) -> None:
    """The files of the shared rows are found by every test."""
    settings.MEDIA_ROOT = semodul


@pytest.fixture(scope="module")
def dunia_semula(semodul) -> Dunia:
    """A year of the small agency with a draft agreement of one item, on target and complete."""
    contoh = PerangkatDaerah.objects.get(kode="CONTOH")
    person = User.objects.create(username="pengaju")
    PenugasanPeran.objects.create(pengguna=person, peran=Peran.PERENCANA, pd=contoh)
    model = PerjanjianKinerja.objects.get(pd=contoh, tahun=2023)
    agreement = PerjanjianKinerja.objects.create(
        pd=contoh,
        tahun=TAHUN,
        jabatan=model.jabatan,
        pihak_pertama=model.pihak_pertama,
        pihak_kedua=model.pihak_kedua,
        jabatan_pihak_pertama=model.jabatan_pihak_pertama,
        jabatan_pihak_kedua=model.jabatan_pihak_kedua,
    )
    goal = Sasaran.objects.filter(pd=contoh).first()
    goal.pk, goal.tahun = None, TAHUN
    goal.save()
    item = ItemPerjanjian.objects.create(
        perjanjian=agreement,
        urutan=1,
        sasaran=goal,
        indikator=Indikator.objects.get(pd=contoh, kode=KODE),
        target=0,
        sumber_data="LHP",
    )
    for quarter in range(1, 5):
        TargetTriwulan.objects.create(item=item, triwulan=quarter, target=0, status="ditetapkan")
    SuratSumber.objects.create(
        pd=contoh,
        kode="keadaan",
        lembaga="Inspektorat",
        nomor="1/LHP/2024",
        tanggal="2025-01-02",
        perihal="Hasil pemeriksaan",
    )
    unit = AnggaranUnit.objects.create(pd=contoh, tahun=TAHUN, unit=item.indikator.unit, urutan=1)
    output = Keluaran.objects.create(
        pd=contoh, anggaran_unit=unit, indikator="Layanan", satuan="layanan", target=10
    )
    return Dunia(contoh, person, agreement, item, unit, output)


@pytest.fixture
def dunia(dunia_semula, db) -> Dunia:
    """The world of one test, which may lead it on."""
    return replace(dunia_semula)


def capai(dunia: Dunia, keadaan: StatusPerjanjian) -> None:
    """Lead the agreement to a state, step by step, as the database wants it."""
    steps = [s for s in StatusPerjanjian if s != DRAF]
    for step in steps[: steps.index(keadaan) + 1] if keadaan != DRAF else []:
        PerjanjianKinerja.objects.filter(pk=dunia.perjanjian.pk).update(
            status=step, tanggal="2024-01-20", diajukan_oleh=dunia.orang
        )


def isi_sel(dunia: Dunia, keadaan: Nilai) -> None:
    """Put a value into the cell, with one file of evidence."""
    if keadaan == Nilai.KOSONG:
        return
    dunia.nilai = Realisasi.objects.create(
        indikator=dunia.item.indikator,
        tahun=TAHUN,
        periode=TW4,
        nilai=0,
        status=keadaan.value,
        diajukan_oleh=None if keadaan == Nilai.DRAF else dunia.orang,
    )
    dunia.bukti = BuktiDukung(
        realisasi=dunia.nilai,
        judul="Laporan",
        sha256="0" * 64,
        jenis_isi="pdf",
        ukuran=9,
        nama_berkas="laporan.pdf",
    )
    if keadaan != Nilai.SAH:  # The evidence of a verified value is frozen.
        dunia.bukti.berkas.save("laporan.pdf", ContentFile(b"%PDF-1.7\n"), save=False)
        dunia.bukti.save()
    else:
        unit = dunia.anggaran
        AnggaranBulanan.objects.create(pd=dunia.pd, anggaran_unit=unit, bulan=DESEMBER, realisasi=4)


def buka_jendela(dunia: Dunia, keadaan: Jendela) -> None:
    """Make the period of the cell as a state wants it; the other periods are not made."""
    if keadaan == Jendela.TANPA:
        return
    first, last, decision = {
        Jendela.BELUM: (10, 20, 30),
        Jendela.LEWAT: (-30, -20, -10),
        Jendela.DIPERPANJANG: (-30, -20, 10),
    }.get(keadaan, (-30, 20, 30))
    today = hari_ini()
    window = PeriodePelaporan.objects.create(
        pd=dunia.pd,
        tahun=TAHUN,
        periode=TW4,
        mulai=today + timedelta(first),
        batas_isi=today + timedelta(last),
        batas_verifikasi=today + timedelta(decision),
        terkunci=keadaan == Jendela.TERKUNCI,
    )
    if keadaan == Jendela.DIPERPANJANG:
        PerpanjanganPeriode.objects.create(
            periode=window,
            unit=dunia.item.indikator.unit,
            sampai=today + timedelta(10),
            alasan="Gangguan jaringan",
            oleh=dunia.orang,
        )


@contextmanager
def tulisan(tabel: Mapping[str, tuple[Any, str]]) -> Iterator[list[str]]:
    """Statements that write to some tables."""
    names = [f'"{model._meta.db_table}"' for model, _ in tabel.values()]
    found: list[str] = []

    def watch(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        if not sql.startswith("SELECT") and any(name in sql for name in names):
            found.append(sql)
        return execute(sql, params, many, context)

    with connection.execute_wrapper(watch):
        yield found


def panggil(client: Client, dunia: Dunia, baris: Baris) -> int:
    """Call an address; what it answers."""
    response = getattr(client, baris.metode)(dunia.url(baris.nama), baris.isi(dunia))
    # A file is read to its end, so that it is closed.
    b"".join(response) if response.streaming else response.content
    return response.status_code


def semua_peran(
    dunia: Dunia,
    baris: Baris,
    keadaan: Any,
    tabel: Mapping[str, tuple[Any, str]],
    klien: Mapping[tuple[Peran, bool], Client],
) -> None:
    """Compare every role in both agencies with what the row says."""
    # Else every refusal would seal again what the world of the test has left.
    segel_jejak()
    before = potret(dunia.pd, tabel)
    found, expected = {}, {}
    for (peran, foreign), client in klien.items():
        with tanpa_bekas():
            with tulisan(tabel) as written:
                status = panggil(client, dunia, baris)
            # Where nothing was sent to these tables, nothing has changed in them.
            after = potret(dunia.pd, tabel) if written else before
        changed = frozenset(name for name, rows in after.items() if rows != before[name])
        found[peran.value, foreign] = Hasil(status, changed)
        expected[peran.value, foreign] = baris.harap(keadaan, peran, asing=foreign)
    assert found == expected, keadaan


def ids(baris: Baris) -> str:
    return f"{baris.metode} {baris.nama}"


@pytest.mark.parametrize("baris", PERIODE, ids=ids)
def test_address_in_every_state_of_the_period(dunia, klien, baris):
    capai(dunia, StatusPerjanjian.BERLAKU)
    isi_sel(dunia, baris.nilai)
    for keadaan in Jendela:
        with tanpa_bekas():
            buka_jendela(dunia, keadaan)
            semua_peran(dunia, baris, keadaan, ISIAN, klien)


@pytest.mark.parametrize("baris", PERJANJIAN, ids=ids)
def test_address_in_every_state_of_the_agreement(dunia, klien, baris):
    for keadaan in StatusPerjanjian:
        with tanpa_bekas():
            capai(dunia, keadaan)
            semua_peran(dunia, baris, keadaan, JANJI, klien)


# --- Nothing is left out -----------------------------------------------------------------------

AWALAN = (
    "pengukuran",
    "bukti",
    "verifikasi",
    "koreksi",
    "periode",
    "realisasi",
    "anggaran_rencana",
)


def bergantung(nama: str, bagian: tuple[str, ...], objek: str) -> tuple[Baris, ...] | None:
    """The table in which an address belongs, by its name and parts; None for most."""
    if nama.startswith("bukti_edisi"):  # The proof of an edition is no evidence of a value.
        return None
    if nama.startswith(AWALAN) or {"periode", "bulan"} & set(bagian):
        return PERIODE
    if "pk" in bagian and objek in ("realisasi", "bukti"):
        return PERIODE
    if "pk" in bagian and objek == "perjanjian":
        return PERJANJIAN
    return None


def test_every_address_of_a_state_has_its_row_or_does_not_serve_the_method(dunia, klien):
    isi_sel(dunia, Nilai.DRAF)
    missing = []
    for alamat in ALAMAT:
        table = bergantung(alamat.nama, alamat.bagian, alamat.objek)
        for method in ("get", "post") if table else ():
            rows = [row for row in table if (row.nama, row.metode) == (alamat.nama, method)]
            assert len(rows) < 2, alamat.nama
            call = getattr(klien[DI_MANA_PUN, False], method)
            if not rows and call(dunia.url(alamat.nama)).status_code != CARA_LAIN:
                missing.append((method, alamat.nama))
    assert missing == []


def test_every_row_is_of_an_address_and_knows_every_state():
    assert {row.nama for row in (*PERIODE, *PERJANJIAN)} <= {alamat.nama for alamat in ALAMAT}
    for states, table in ((Jendela, PERIODE), (StatusPerjanjian, PERJANJIAN)):
        for row in table:
            assert set(row.hasil) | set(row.ditiadakan) == set(states), row.nama
