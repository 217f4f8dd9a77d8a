"""Everything that one annual report reads, fetched once and frozen while it is composed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from budget.queries import (
    AktivitasUnit,
    BarisAnggaran,
    BarisAnggaranIndikator,
    PenunjangIndikator,
    aktivitas_per_unit,
    anggaran_indikator,
    baris_kegiatan,
    baris_program,
    baris_sub_kegiatan,
    baris_unit,
    jumlah,
    penunjang_indikator,
)
from indicators.enums import JenisSasaran
from indicators.models import (
    IsuStrategis,
    Pembanding,
    PerjanjianKinerja,
    Regulasi,
    Rekomendasi,
    RencanaAksi,
)
from indicators.queries import (
    BarisIndikator,
    Hitungan,
    KelompokKSD,
    RingkasanSasaran,
    TabelIsi,
    TargetRenstra,
    baris_indikator,
    hitungan,
    kelompok_ksd,
    pembanding,
    perjanjian_berlaku,
    ringkasan_sasaran,
    tabel_pendukung,
    target_renstra,
    tingkat_capaian,
)
from indicators.queries_akibat import AkibatNilai, akibat_versi
from lkip.periods import akhir_tahun
from lkip.scales import Tingkat
from reports.models import Narasi, PengecualianTemuan
from workforce.models import FungsiOrganisasi, PerangkatDaerah
from workforce.queries import (
    PegawaiPada,
    PensiunTahun,
    RincianStatistik,
    SimpulUnit,
    pegawai_pada,
    pensiun,
    pohon_unit,
    statistik_asn,
)


@dataclass(frozen=True, eq=False)
class Konteks:
    """One agency and year. Each property reads the database at most once."""

    pd: PerangkatDaerah
    tahun: int
    versi: PerjanjianKinerja | None = None
    # Preconditions of the edition that is being frozen which are open, and why it is frozen still.
    pengecualian_edisi: tuple[Mapping[str, str], ...] = ()

    @property
    def tanggal(self) -> date:
        """Cut-off date of staff and statistics: 31 Desember."""
        return akhir_tahun(self.tahun)

    @cached_property
    def narasi(self) -> Mapping[str, str]:
        """Texts by section."""
        return {n.bagian: n.isi for n in Narasi.objects.of_pd(self.pd).filter(tahun=self.tahun)}

    @cached_property
    def perjanjian(self) -> PerjanjianKinerja | None:
        """The agreement that was asked for, else the one in force."""
        return self.versi or perjanjian_berlaku(self.pd, self.tahun)

    @cached_property
    def indikator(self) -> tuple[BarisIndikator, ...]:
        """Promised indicators."""
        return baris_indikator(self.pd, self.tahun, self.perjanjian)

    @cached_property
    def akibat(self) -> tuple[AkibatNilai, ...]:
        """Decided values that the amendment in force judges anew."""
        return (akibat_versi(self.perjanjian) if self.perjanjian else None) or ()

    def indikator_jenis(self, jenis: JenisSasaran) -> tuple[BarisIndikator, ...]:
        """Promised indicators of one kind of sasaran."""
        return tuple(b for b in self.indikator if b.sasaran.jenis == jenis)

    @cached_property
    def hitungan(self) -> Hitungan:
        """Indicators by status."""
        return hitungan(self.indikator)

    @cached_property
    def sasaran(self) -> tuple[RingkasanSasaran, ...]:
        """Sasaran with their mean achievement."""
        return ringkasan_sasaran(self.indikator)

    @cached_property
    def tingkat_capaian(self) -> tuple[Tingkat, ...]:
        """The scale of achievement of the year."""
        return tingkat_capaian(self.pd, self.tahun)

    @cached_property
    def renstra(self) -> tuple[TargetRenstra, ...]:
        """Targets of the Renstra."""
        return target_renstra(self.pd)

    @cached_property
    def tabel(self) -> Mapping[str, TabelIsi]:
        """Supporting tables by code."""
        return tabel_pendukung(self.pd, self.tahun)

    @cached_property
    def ksd(self) -> tuple[KelompokKSD, ...]:
        """Action plans of regional strategic activities."""
        return kelompok_ksd(self.pd, self.tahun)

    @cached_property
    def pembanding(self) -> tuple[Pembanding, ...]:
        """Comparators."""
        return pembanding(self.pd, self.tahun)

    @cached_property
    def program(self) -> tuple[BarisAnggaran, ...]:
        """Programs."""
        return baris_program(self.pd, self.tahun)

    @cached_property
    def jumlah_program(self) -> BarisAnggaran:
        """The agency's budget: the sum of its programs."""
        return jumlah(self.program)

    @cached_property
    def kegiatan(self) -> tuple[BarisAnggaran, ...]:
        """Activities."""
        return baris_kegiatan(self.pd, self.tahun)

    @cached_property
    def sub_kegiatan(self) -> tuple[BarisAnggaran, ...]:
        """Sub-activities."""
        return baris_sub_kegiatan(self.pd, self.tahun)

    @cached_property
    def anggaran_unit(self) -> tuple[BarisAnggaran, ...]:
        """Budgets of units."""
        return baris_unit(self.pd, self.tahun)

    @cached_property
    def aktivitas(self) -> tuple[AktivitasUnit, ...]:
        """Activities per unit."""
        return aktivitas_per_unit(self.pd, self.tahun)

    @cached_property
    def anggaran_indikator(self) -> tuple[BarisAnggaranIndikator, ...]:
        """Budgets per indicator."""
        return anggaran_indikator(self.pd, self.tahun)

    @cached_property
    def penunjang(self) -> tuple[PenunjangIndikator, ...]:
        """Which part of the budget serves which indicator."""
        return penunjang_indikator(self.pd, self.tahun)

    @cached_property
    def pegawai(self) -> tuple[PegawaiPada, ...]:
        """Staff at the cut-off date."""
        return pegawai_pada(self.pd, self.tanggal)

    @cached_property
    def pensiun(self) -> tuple[PensiunTahun, ...]:
        """Who retires within five years."""
        return pensiun(self.pegawai, self.tanggal)

    @cached_property
    def statistik(self) -> tuple[RincianStatistik, ...]:
        """Published breakdowns of the government's staff."""
        return statistik_asn(self.pd, self.tanggal)

    @cached_property
    def pohon_unit(self) -> SimpulUnit | None:
        """The unit tree."""
        return pohon_unit(self.pd)

    @cached_property
    def fungsi(self) -> tuple[FungsiOrganisasi, ...]:
        """Functions of the agency."""
        return tuple(FungsiOrganisasi.objects.of_pd(self.pd))

    @cached_property
    def isu(self) -> tuple[IsuStrategis, ...]:
        """Strategic issues of the plans that cover the year."""
        rows = IsuStrategis.objects.of_pd(self.pd).filter(
            dokumen__tahun_awal__lte=self.tahun, dokumen__tahun_akhir__gte=self.tahun
        )
        return tuple(rows)

    @cached_property
    def regulasi(self) -> tuple[Regulasi, ...]:
        """Regulations that the report rests on."""
        return tuple(Regulasi.objects.of_pd(self.pd).filter(tahun__lte=self.tahun))

    @cached_property
    def rencana_aksi(self) -> tuple[RencanaAksi, ...]:
        """Actions planned for the coming year."""
        return tuple(RencanaAksi.objects.of_pd(self.pd).filter(tahun=self.tahun + 1))

    @cached_property
    def rekomendasi(self) -> tuple[Rekomendasi, ...]:
        """Recommendations and their follow-up."""
        return tuple(Rekomendasi.objects.of_pd(self.pd).filter(tahun=self.tahun))

    @cached_property
    def pengecualian(self) -> tuple[PengecualianTemuan, ...]:
        """Findings of checks that were accepted, with their reasons."""
        return tuple(PengecualianTemuan.objects.of_pd(self.pd).filter(tahun=self.tahun))
