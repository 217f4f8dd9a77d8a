"""The checks of a report: every rule in its order, what it found, and what was accepted."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from reports.checks import Pemeriksaan, Temuan, anggaran, kinerja, laporan, pegawai
from reports.context import Konteks
from reports.enums import Keparahan
from reports.models import PengecualianTemuan

PEMERIKSAAN: tuple[Pemeriksaan, ...] = (
    *kinerja.PEMERIKSAAN,
    *anggaran.PEMERIKSAAN,
    *pegawai.PEMERIKSAAN,
    *laporan.PEMERIKSAAN,
)


@dataclass(frozen=True)
class BarisTemuan:
    """A finding, and the exception that was made for it."""

    temuan: Temuan
    pengecualian: PengecualianTemuan | None

    @property
    def berlaku(self) -> bool:
        """Whether an exception was made for exactly these figures."""
        return self.pengecualian is not None and self.pengecualian.kalimat == self.temuan.kalimat

    @property
    def kedaluwarsa(self) -> bool:
        """Whether an exception was made for other figures."""
        return self.pengecualian is not None and not self.berlaku


@dataclass(frozen=True)
class HasilPemeriksaan:
    """A rule with what it found."""

    isi: Pemeriksaan
    baris: tuple[BarisTemuan, ...]
    ada: bool = True

    @property
    def terbuka(self) -> tuple[BarisTemuan, ...]:
        """Findings that wait to be mended or accepted."""
        return tuple(row for row in self.baris if not row.berlaku)

    @property
    def dikecualikan(self) -> tuple[BarisTemuan, ...]:
        """Findings that were accepted with a reason."""
        return tuple(row for row in self.baris if row.berlaku)


@dataclass(frozen=True)
class LaporanPemeriksaan:
    """All rules over one report."""

    hasil: tuple[HasilPemeriksaan, ...]

    def jumlah(self, keparahan: Keparahan) -> int:
        """Open findings of a weight."""
        return sum(len(row.terbuka) for row in self.hasil if row.isi.keparahan == keparahan)

    @property
    def hitungan(self) -> tuple[tuple[Keparahan, int], ...]:
        """Every weight with its open findings."""
        return tuple((weight, self.jumlah(weight)) for weight in Keparahan)

    @property
    def terbuka(self) -> tuple[HasilPemeriksaan, ...]:
        """Rules with open findings, the heaviest first."""
        order = list(Keparahan)
        rows = [row for row in self.hasil if row.terbuka]
        return tuple(sorted(rows, key=lambda row: order.index(row.isi.keparahan)))

    @property
    def lulus(self) -> tuple[Pemeriksaan, ...]:
        """Rules that looked at something and have no open findings."""
        return tuple(row.isi for row in self.hasil if row.ada and not row.terbuka)

    @property
    def tanpa_objek(self) -> tuple[Pemeriksaan, ...]:
        """Rules that had nothing to look at; they neither passed nor failed."""
        return tuple(row.isi for row in self.hasil if not row.ada and not row.terbuka)

    @property
    def dikecualikan(self) -> tuple[tuple[Pemeriksaan, BarisTemuan], ...]:
        """Accepted findings with their rules."""
        return tuple((row.isi, found) for row in self.hasil for found in row.dikecualikan)

    @property
    def kalimat(self) -> str:
        """What the report looks like to the checks, in one sentence."""
        counts = [f"{n} {w.label.lower()}" for w, n in self.hitungan if n]
        passed, idle = len(self.lulus), len(self.tanpa_objek)
        if passed == len(self.hasil):
            return f"Semua {passed} pemeriksaan lulus."
        said = [f"{passed} dari {len(self.hasil)} pemeriksaan lulus"]
        said += [f"pada {idle} lainnya tidak ada yang diperiksa"] if idle else []
        said += [f"temuan: {', '.join(counts)}"] if counts else []
        return f"{'; '.join(said)}."


def periksa(konteks: Konteks) -> LaporanPemeriksaan:
    """Run every rule over the records of a year; raises `UkuranTidakDikenal`."""
    accepted = {(row.pemeriksaan, row.kunci): row for row in konteks.pengecualian}
    return LaporanPemeriksaan(tuple(_hasil(rule, konteks, accepted) for rule in PEMERIKSAAN))


def _hasil(
    rule: Pemeriksaan,
    konteks: Konteks,
    accepted: Mapping[tuple[str, str], PengecualianTemuan],
) -> HasilPemeriksaan:
    rows = tuple(_baris(rule, rule.cari(konteks), accepted))
    return HasilPemeriksaan(rule, rows, bool(rows) or rule.ada(konteks))


def _baris(
    rule: Pemeriksaan,
    found: Iterable[Temuan],
    accepted: Mapping[tuple[str, str], PengecualianTemuan],
) -> Iterable[BarisTemuan]:
    for temuan in found:
        yield BarisTemuan(temuan, accepted.get((rule.kode, temuan.kunci)))


def cari_temuan(konteks: Konteks, kode: str, kunci: str) -> Temuan | None:
    """One finding as the records give it now; None when it is gone or was never there."""
    rule = next((rule for rule in PEMERIKSAAN if rule.kode == kode), None)
    if rule is None:
        return None
    return next((found for found in rule.cari(konteks) if found.kunci == kunci), None)
