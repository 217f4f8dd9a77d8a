"""An invented province, seeded: agencies with years of results, budgets and staff to measure with.

Nothing in it is real: names say "Rekaan", every agency says so in its note, and its staff are
marked as invented people. The same seed gives the same rows. Rows come in bulk while the triggers
of their tables are lifted, all in one transaction, so the audit trail tells nothing of them.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from random import Random
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction

from budget.triggers import PEMICU as PEMICU_ANGGARAN
from indicators.triggers import PEMICU, PEMICU_PERJANJIAN
from indicators.triggers_perencanaan import PEMICU_PERENCANAAN
from lkip.triggers import lifted
from reports.provinsi_anggaran import isi_anggaran
from reports.provinsi_dasar import Kantor, Ukuran, simpan
from reports.provinsi_kinerja import isi_kinerja
from reports.provinsi_sdm import isi_pegawai
from workforce.enums import JenisPerangkatDaerah, JenisUnit, SifatPemangku
from workforce.models import Jabatan, PemangkuJabatan, PerangkatDaerah, UnitKerja

AWALAN = "REKA-"
PEMERINTAH = "Pemerintah Provinsi Rekaan"
CATATAN = (
    "Perangkat daerah ini beserta seluruh angka, unit, dan pegawainya rekaan, dibuat dari "
    "benih {benih} untuk mengukur aplikasi."
)
# Kinds in turn: a province has more dinas than anything else.
JENIS = (
    JenisPerangkatDaerah.DINAS,
    JenisPerangkatDaerah.DINAS,
    JenisPerangkatDaerah.BADAN,
    JenisPerangkatDaerah.DINAS,
    JenisPerangkatDaerah.BIRO,
    JenisPerangkatDaerah.DINAS,
)
BIDANG = ("Perencanaan", "Layanan", "Pembinaan", "Data")


def buat_provinsi(
    benih: int,
    ukuran: Ukuran,
    *,
    paksa: bool = False,
    lapor: Callable[[str], Any] = lambda _: None,
) -> int:
    """Make the province and return its number of rows; whole or not at all.

    Refuses to stand beside agencies that it did not make unless `paksa`, and beside its own.
    `lapor` hears one sentence per agency.
    """
    _periksa(paksa)
    count = 0
    with transaction.atomic(), lifted(_pemicu()):
        for number in range(1, ukuran.pd + 1):
            # Of its own seed: an agency is the same in a small and in a large province.
            acak = Random(f"{benih}-{number}")
            kantor = _kantor(number, benih)
            rows = isi_kinerja(kantor, ukuran, acak)
            rows += isi_anggaran(kantor, ukuran, acak)
            rows += isi_pegawai(kantor, _bagian(ukuran, number), ukuran.sampai, acak)
            count += rows
            lapor(f"{kantor.pd}: {rows} baris.")
    return count


def _pemicu() -> tuple[Any, ...]:
    return (*PEMICU, *PEMICU_PERJANJIAN, *PEMICU_PERENCANAAN, *PEMICU_ANGGARAN)


def _periksa(paksa: bool) -> None:
    if PerangkatDaerah.objects.filter(kode__startswith=AWALAN).exists():
        raise ValidationError(
            "Provinsi rekaan sudah ada di basis data ini; pakai basis data yang baru."
        )
    found = PerangkatDaerah.objects.order_by("kode").values_list("kode", flat=True)[:3]
    if found and not paksa:
        raise ValidationError(
            f"Basis data ini berisi perangkat daerah lain ({', '.join(found)}); data rekaan "
            "tidak dicampurkan kecuali dengan --paksa."
        )


def _bagian(ukuran: Ukuran, number: int) -> int:
    """Staff of an agency: an even share, the rest with the first ones."""
    share, rest = divmod(ukuran.pegawai, ukuran.pd)
    return share + (number <= rest)


def _kantor(number: int, benih: int) -> Kantor:
    jenis = JENIS[(number - 1) % len(JENIS)]
    pd = PerangkatDaerah.objects.create(
        kode=f"{AWALAN}{number:02}",
        nama=f"{jenis.label} Rekaan {number:02}",
        singkatan=f"{jenis.label} R{number:02}",
        jenis=jenis,
        pemerintah_daerah=PEMERINTAH,
        kota="Kota Rekaan",
        tempat_tanda_tangan="Kota Rekaan",
        catatan_data=CATATAN.format(benih=benih),
    )
    unit = _unit(pd)
    superior = Jabatan.objects.create(pd=pd, kode="GUBERNUR", nama="Gubernur Rekaan")
    head = Jabatan.objects.create(
        pd=pd,
        kode="KEPALA",
        nama=f"Kepala {pd.nama}",
        unit=unit[0],
        atasan=superior,
        eselon="II.a",
        kepala_pd=True,
    )
    return Kantor(
        pd, unit, _pemangku(head, f"Kepala Rekaan {number:02}"), _pemangku(superior, "Orang Rekaan")
    )


def _pemangku(jabatan: Jabatan, nama: str) -> PemangkuJabatan:
    return PemangkuJabatan.objects.create(
        jabatan=jabatan, nama=nama, sifat=SifatPemangku.DEFINITIF, sejak=date(2000, 1, 1)
    )


def _unit(pd: PerangkatDaerah) -> tuple[UnitKerja, ...]:
    top = UnitKerja.objects.create(
        pd=pd, kode="PUNCAK", urutan=1, jenis=JenisUnit.DINAS, nama=pd.nama
    )
    below = [
        UnitKerja(
            pd=pd,
            induk=top,
            kode=f"BIDANG-{number}",
            urutan=number + 1,
            jenis=JenisUnit.BIDANG,
            nama=f"Bidang {name} Rekaan",
        )
        for number, name in enumerate(BIDANG, start=1)
    ]
    return (top, *simpan(UnitKerja, below))
