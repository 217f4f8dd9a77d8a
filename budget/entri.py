"""Rows of the grid in which realisasi and outputs of a month are entered."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from functools import cached_property
from typing import Any

from budget.calculations import jumlah_diketahui
from budget.calculations_entri import periksa_realisasi
from budget.kumulatif import Kumulatif, dalam_tahun
from budget.lingkup import BarisLingkup, Lingkup
from budget.models import (
    AnggaranBulanan,
    Keluaran,
    KeluaranBulanan,
    KoreksiAnggaran,
    KoreksiKeluaran,
)
from budget.models.koreksi import Koreksi
from budget.queries import BarisAnggaran, BarisKeluaran, baris_unit, jumlah, versi_realisasi
from budget.rules import batas, kenapa_tertutup, kenapa_tidak_isi, kenapa_tidak_koreksi
from lkip.numbers import format_date, format_rupiah
from lkip.periods import Triwulan
from workforce.models import PerangkatDaerah, UnitKerja
from workforce.rules import Wewenang


@dataclass(frozen=True)
class Terkunci:
    """What a locked month has beside its figure: recorded corrections, and whether one may come."""

    koreksi: tuple[Koreksi, ...] = ()
    dapat_dikoreksi: bool = False


@dataclass(frozen=True)
class BarisEntri:
    """The realisasi of a level up to a month with everything that stands beside it.

    `angka` holds the figure in force; `bulanan` is the row of this very month, if there is one.
    """

    lingkup: BarisLingkup
    bulan: int
    angka: BarisAnggaran
    rencana: Decimal | None
    bulanan: AnggaranBulanan | None
    sebelumnya: Decimal | None
    bawah: Decimal | None
    dihitung: bool
    kenapa_tidak: str
    pertanyaan: tuple[str, ...]
    terkunci: Terkunci

    @property
    def kunci(self) -> str:
        """Name of the row on the page and in its form."""
        return "{}-{}".format(*self.lingkup.kunci)

    @property
    def nilai(self) -> Decimal | None:
        """What was entered for this month, or corrected since."""
        return self.bulanan.berlaku if self.bulanan else None

    @property
    def versi(self) -> int:
        """Version that an entry is based on; 0 for an empty cell."""
        return versi_realisasi(self.bulanan)

    @property
    def dapat_diisi(self) -> bool:
        """Whether the cell is open for this account today."""
        return not self.kenapa_tidak

    @property
    def berlaku(self) -> str:
        """Which figure holds while the cell of this month is empty, as a sentence."""
        value = self.angka.realisasi
        if self.dihitung or self.nilai is not None or value is None:
            return ""
        source = "bulan sebelumnya" if value == self.sebelumnya else "jumlah baris di bawahnya"
        return f"Belum diisi; berlaku {source} {format_rupiah(value)}."

    @property
    def selisih(self) -> str:
        """How far a level's own figure is from the sum of those below it, as a sentence."""
        own = self.angka.realisasi
        if self.dihitung or self.bawah is None or own is None or own == self.bawah:
            return ""
        return (
            f"Jumlah baris di bawahnya {format_rupiah(self.bawah)}, berbeda "
            f"{format_rupiah(abs(own - self.bawah))} dari angka ini."
        )


@dataclass(frozen=True)
class BarisKeluaranEntri:
    """An output up to a month with everything that stands beside it."""

    lingkup: BarisLingkup
    angka: BarisKeluaran
    bulanan: KeluaranBulanan | None
    sebelumnya: Decimal | None
    kenapa_tidak: str
    terkunci: Terkunci

    @property
    def kunci(self) -> str:
        """Name of the row on the page and in its form."""
        return f"keluaran-{self.angka.keluaran.pk}"

    @property
    def nilai(self) -> Decimal | None:
        """What was entered for this month, or corrected since."""
        return self.bulanan.berlaku if self.bulanan else None

    @property
    def versi(self) -> int:
        """Version that an entry is based on; 0 for an empty cell."""
        return self.bulanan.versi if self.bulanan else 0

    @property
    def dapat_diisi(self) -> bool:
        """Whether the cell is open for this account today."""
        return not self.kenapa_tidak

    @property
    def pertanyaan(self) -> tuple[str, ...]:
        """Questions of plausibility."""
        if self.nilai is None or self.sebelumnya is None or self.nilai >= self.sebelumnya:
            return ()
        return ("Lebih rendah daripada bulan sebelumnya, padahal angka ini kumulatif.",)

    def dengan(self, capaian: Decimal | None) -> BarisKeluaranEntri:
        """The row as it would be with a value that is being typed."""
        month = None
        if capaian is not None:
            month = KeluaranBulanan(keluaran=self.angka.keluaran, capaian=capaian)
        return replace(self, angka=replace(self.angka, capaian=capaian), bulanan=month)


class Entri:
    """The grid of a month, fetched with a fixed number of queries."""

    def __init__(
        self,
        pd: PerangkatDaerah,
        tahun: int,
        bulan: int,
        *,
        hak: Wewenang,
        hak_koreksi: Wewenang,
        hari: date,
        unit: str = "",
    ) -> None:
        self.bulan, self.hak, self.hak_koreksi, self.hari = bulan, hak, hak_koreksi, hari
        self.lingkup = Lingkup(pd, tahun, unit)
        self.periode = self.lingkup.periode.get(Triwulan.dari_bulan(bulan))
        self._realisasi = Kumulatif(self.lingkup.bulanan, sampai=bulan)
        self._rencana = Kumulatif(self.lingkup.bulanan, kolom="rencana", sampai=bulan)
        self._sendiri: dict[tuple[str, int, int], AnggaranBulanan] = {
            (row.tingkat, getattr(row, f"{row.tingkat}_id"), row.bulan): row
            for row in self.lingkup.bulanan
        }
        self.baris = tuple(self._baris(row) for row in self.lingkup.baris)

    def satu(self, tingkat: str, pk: int) -> BarisEntri | None:
        """One row; None when the page does not show it."""
        return next((b for b in self.baris if b.lingkup.kunci == (tingkat, pk)), None)

    def satu_keluaran(self, pk: int) -> BarisKeluaranEntri | None:
        """One output; None when the page does not show it."""
        return next((b for b in self.keluaran if b.angka.keluaran.pk == pk), None)

    @property
    def keterangan(self) -> str:
        """Whether the month is open for the agency at large, as a sentence."""
        closed = kenapa_tertutup(
            unit=self._unit_lingkup, periode=self.periode, bulan=self.bulan, hari=self.hari
        )
        if closed or self.periode is None:
            return closed
        last = batas(self.periode, self._unit_lingkup)
        return f"Pengisian terbuka sampai {format_date(last)}. {self.periode.keterangan}".strip()

    @property
    def _unit_lingkup(self) -> tuple[UnitKerja, ...]:
        return (self.lingkup.unit.unit,) if self.lingkup.unit else ()

    @property
    def boleh_isi(self) -> bool:
        """Whether any cell is open for this account today."""
        return any(b.dapat_diisi for b in self.baris) or any(b.dapat_diisi for b in self.keluaran)

    @property
    def jumlah(self) -> BarisAnggaran:
        """The total of the page: programs, or the activities of a unit."""
        return jumlah(b.angka for b in self._summed)

    @property
    def jumlah_rencana(self) -> Decimal | None:
        """The plan of the same rows up to the month."""
        return jumlah_diketahui(b.rencana for b in self._summed)

    @property
    def _summed(self) -> list[BarisEntri]:
        level = "program" if self.lingkup.unit is None else "aktivitas"
        return [b for b in self.baris if b.lingkup.kunci[0] == level]

    @cached_property
    def unit_tercetak(self) -> BarisAnggaran | None:
        """The unit as the budget page and the report print it, up to this month."""
        if self.lingkup.unit is None:
            return None
        units = baris_unit(self.lingkup.pd, self.lingkup.tahun, self.bulan)
        return next(row for row in units if row.objek == self.lingkup.unit)

    @cached_property
    def keluaran(self) -> tuple[BarisKeluaranEntri, ...]:
        """Outputs of the rows, in the same order."""
        rows = {row.kunci: row for row in self.lingkup.baris}
        outputs = (
            Keluaran.objects.of_pd(self.lingkup.pd)
            .filter(dalam_tahun(self.lingkup.tahun, *self.lingkup.tingkat))
            .prefetch_related("bulanan__diubah_oleh")
            .order_by("urutan")
        )
        found = [
            self._keluaran(rows[key], output)
            for output in outputs
            if (key := (output.tingkat, getattr(output, f"{output.tingkat}_id"))) in rows
        ]
        order = list(rows)
        return tuple(sorted(found, key=lambda b: order.index(b.lingkup.kunci)))

    def pertanyaan(self, baris: BarisLingkup, realisasi: Decimal | None) -> tuple[str, ...]:
        """Questions of plausibility about a realisasi of the month."""
        if realisasi is None:
            return ()
        before, after = self._sebelumnya(baris), self._sesudahnya(baris)
        return periksa_realisasi(
            realisasi=realisasi,
            sebelumnya=before,
            sesudahnya=after,
            pagu=baris.pagu,
            rencana=self._rencana.nilai(*baris.kunci),
        )

    def angka(self, baris: BarisLingkup, realisasi: Decimal | None) -> BarisAnggaran:
        """The figures of a row with a realisasi, stored or typed."""
        return BarisAnggaran(
            objek=baris.objek,
            kode=baris.kode,
            nama=baris.nama,
            pagu_murni=None,
            pagu=baris.pagu,
            realisasi=realisasi,
        )

    def _baris(self, baris: BarisLingkup) -> BarisEntri:
        summed = baris.ada_bawahan and not self._realisasi.punya_sendiri(*baris.kunci)
        month = self._sendiri.get((*baris.kunci, self.bulan))
        return BarisEntri(
            lingkup=baris,
            bulan=self.bulan,
            angka=self.angka(baris, self._realisasi.nilai(*baris.kunci)),
            rencana=self._rencana.nilai(*baris.kunci),
            bulanan=month,
            sebelumnya=self._sebelumnya(baris),
            bawah=self._realisasi.bawah(*baris.kunci),
            dihitung=summed,
            kenapa_tidak=self._kenapa_tidak(baris, dihitung=summed),
            pertanyaan=self.pertanyaan(baris, month.berlaku if month else None),
            terkunci=self._terkunci(baris, month, self._koreksi_anggaran),
        )

    def _kenapa_tidak(self, baris: BarisLingkup, *, dihitung: bool = False) -> str:
        return kenapa_tidak_isi(
            hak=self.hak,
            unit=baris.unit,
            periode=self.periode,
            bulan=self.bulan,
            hari=self.hari,
            dihitung=dihitung,
        )

    def _terkunci(
        self,
        baris: BarisLingkup,
        month: AnggaranBulanan | KeluaranBulanan | None,
        corrections: Mapping[int, list[Koreksi]],
    ) -> Terkunci:
        if month is None:
            return Terkunci()
        refused = kenapa_tidak_koreksi(
            hak=self.hak_koreksi,
            unit=baris.unit,
            periode=self.periode,
            ada=month.angka is not None,
        )
        return Terkunci(tuple(corrections.get(month.pk, ())), not refused)

    @cached_property
    def _koreksi_anggaran(self) -> Mapping[int, list[Koreksi]]:
        return self._koreksi(KoreksiAnggaran)

    @cached_property
    def _koreksi_keluaran(self) -> Mapping[int, list[Koreksi]]:
        return self._koreksi(KoreksiKeluaran)

    def _koreksi(self, model: Any) -> Mapping[int, list[Koreksi]]:
        """Corrections of the month by the row that they stand beside; an open month has none."""
        found: defaultdict[int, list[Koreksi]] = defaultdict(list)
        if self.periode is not None and self.periode.terkunci:
            rows = model.objects.of_pd(self.lingkup.pd).filter(bulanan__bulan=self.bulan)
            for row in rows.order_by("pk"):
                found[row.bulanan_id].append(row)
        return found

    def _sebelumnya(self, baris: BarisLingkup) -> Decimal | None:
        return self._terdekat(baris, range(self.bulan - 1, 0, -1))

    def _sesudahnya(self, baris: BarisLingkup) -> Decimal | None:
        return self._terdekat(baris, range(self.bulan + 1, 13))

    def _terdekat(self, baris: BarisLingkup, bulan: range) -> Decimal | None:
        """The first known realisasi of the row's own in these months."""
        rows = (self._sendiri.get((*baris.kunci, b)) for b in bulan)
        return next((r.berlaku for r in rows if r and r.berlaku is not None), None)

    def _keluaran(self, baris: BarisLingkup, keluaran: Keluaran) -> BarisKeluaranEntri:
        months = {row.bulan: row for row in keluaran.bulanan.all()}
        known = [months[b].berlaku for b in sorted(months) if b <= self.bulan]
        before = [months[b].berlaku for b in sorted(months) if b < self.bulan]
        return BarisKeluaranEntri(
            lingkup=baris,
            angka=BarisKeluaran(keluaran, known[-1] if known else None),
            bulanan=months.get(self.bulan),
            sebelumnya=before[-1] if before else None,
            kenapa_tidak=self._kenapa_tidak(baris),
            terkunci=self._terkunci(baris, months.get(self.bulan), self._koreksi_keluaran),
        )
