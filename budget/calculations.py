"""Arithmetic of budget performance: absorption, efficiency, quality, implementation.

Pure Decimal functions. Amounts are rupiah, percentages are percentage points (95.53 is 95,53%).
Nothing is rounded; ``None`` means "not computable" and comes with a reason.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Context, Decimal
from enum import StrEnum
from itertools import accumulate

from budget.enums import DasarEfisiensi
from indicators.calculations import Alasan, HasilNilai, HasilPersen
from lkip.numbers import format_number, format_percent, format_rupiah

NOL = Decimal(0)
SERATUS = Decimal(100)
# DKI: an absorption below this counts in part only.
AMBANG_SERAPAN = Decimal(80)
BATAS_EFISIENSI = Decimal(20)
# Our limit for the efficiency part: the text states a maximum of 100 for the whole.
POIN_EFISIENSI_MAKSIMAL = Decimal(10)


# --- Ceilings and sums -------------------------------------------------------------------------


def pagu_berlaku(*, murni: Decimal | None, perubahan: Decimal | None) -> Decimal | None:
    """The ceiling in force: the amended one (DPPA) as soon as there is one."""
    return murni if perubahan is None else perubahan


def jumlah_diketahui(values: Iterable[Decimal | None]) -> Decimal | None:
    """The sum of what is known; None when nothing is."""
    known = [value for value in values if value is not None]
    return sum(known, NOL) if known else None


# --- Absorption and efficiency -----------------------------------------------------------------


def serapan(*, pagu: Decimal | None, realisasi: Decimal | None) -> HasilPersen:
    """Absorption: realisasi ÷ pagu × 100. ``pagu`` is that of the DPPA if there is one."""
    if pagu is None or realisasi is None:
        return _persen_kosong("Serapan", "karena pagu atau realisasi belum ada")
    if pagu == 0:
        return _persen_kosong("Serapan", "karena pagu nol", Alasan.PENYEBUT_NOL)
    persen = realisasi * SERATUS / pagu
    return HasilPersen(
        persen,
        Alasan.TIDAK_ADA,
        f"Serapan {format_percent(persen)} = realisasi {format_rupiah(realisasi)} ÷ pagu "
        f"{format_rupiah(pagu)} × 100.",
        _catatan_lebih(pagu, realisasi),
    )


def sisa(*, pagu: Decimal | None, realisasi: Decimal | None) -> HasilNilai:
    """What is left of the pagu, in rupiah; negative when more was spent."""
    if pagu is None or realisasi is None:
        return _nilai_kosong("Sisa anggaran", "karena pagu atau realisasi belum ada")
    nilai = pagu - realisasi
    return HasilNilai(
        nilai,
        Alasan.TIDAK_ADA,
        f"Sisa {format_rupiah(nilai)} = pagu {format_rupiah(pagu)} − realisasi "
        f"{format_rupiah(realisasi)}.",
        _catatan_lebih(pagu, realisasi),
    )


def efisiensi(
    *,
    pagu: Decimal | None,
    realisasi: Decimal | None,
    dasar: DasarEfisiensi = DasarEfisiensi.PAGU,
    keluaran: Decimal | None = None,
) -> HasilPersen:
    """Efficiency: what is left ÷ the base × 100; the sentence always names the base.

    ``keluaran`` is the output achievement in percent: money left while the output was not
    reached, or is unknown, is no saving, and a note says so.
    """
    if pagu is None or realisasi is None:
        return _persen_kosong("Efisiensi", "karena pagu atau realisasi belum ada")
    pembagi = pagu if dasar == DasarEfisiensi.PAGU else realisasi
    if pembagi == 0:
        return _persen_kosong("Efisiensi", f"karena {dasar.value} nol", Alasan.PENYEBUT_NOL)
    persen = (pagu - realisasi) * SERATUS / pembagi
    return HasilPersen(
        persen,
        Alasan.TIDAK_ADA,
        f"Efisiensi {format_percent(persen)} terhadap {dasar.value} = sisa "
        f"{format_rupiah(pagu - realisasi)} ÷ {dasar.value} {format_rupiah(pembagi)} × 100.",
        _catatan_lebih(pagu, realisasi) + _catatan_keluaran(pagu - realisasi, keluaran),
    )


def capaian_keluaran(*, target: Decimal | None, realisasi: Decimal | None) -> HasilPersen:
    """Output achievement: realisasi ÷ target × 100, without cap."""
    if target is None or realisasi is None:
        return _persen_kosong("Capaian keluaran", "karena target atau realisasi belum ada")
    if target == 0:
        return _persen_kosong("Capaian keluaran", "karena target nol", Alasan.TARGET_NOL)
    persen = realisasi * SERATUS / target
    return HasilPersen(
        persen,
        Alasan.TIDAK_ADA,
        f"Capaian keluaran {format_percent(persen)} = realisasi {format_number(realisasi)} ÷ "
        f"target {format_number(target)} × 100.",
    )


def _catatan_lebih(pagu: Decimal, realisasi: Decimal) -> tuple[str, ...]:
    return ("Realisasi melebihi pagu.",) if realisasi > pagu else ()


def _catatan_keluaran(sisa_anggaran: Decimal, keluaran: Decimal | None) -> tuple[str, ...]:
    if sisa_anggaran <= 0 or (keluaran is not None and keluaran >= SERATUS):
        return ()
    if keluaran is None:
        return ("Capaian keluaran belum ada, sisa anggaran belum dapat disebut efisiensi.",)
    return (f"Keluaran baru tercapai {format_percent(keluaran)}, sisa anggaran bukan penghematan.",)


# --- Kualitas Pelaksanaan Anggaran, DKI Jakarta ------------------------------------------------


class CabangKualitas(StrEnum):
    """Which of the four cases applies: absorption from 80%, output from 100%."""

    SERAPAN_DAN_KELUARAN = "serapan dan keluaran tercapai"
    KELUARAN_KURANG = "keluaran tidak tercapai"
    KEDUANYA_KURANG = "serapan dan keluaran tidak tercapai"
    SERAPAN_KURANG = "serapan tidak tercapai"


@dataclass(frozen=True)
class HasilKualitas:
    """Quality of budget execution, 0..100; ``cabang_kami`` marks the branch that we added."""

    nilai: Decimal | None
    alasan: str
    penjelasan: str
    cabang: CabangKualitas | None = None
    cabang_kami: bool = False
    catatan: tuple[str, ...] = ()


def kualitas_pelaksanaan_anggaran(
    *, serapan: Decimal | None, efisiensi: Decimal | None, keluaran: Decimal | None
) -> HasilKualitas:
    """Quality of budget execution by the definition in the Perjanjian Kinerja of DKI Jakarta.

    All arguments in percent, efficiency on the base of the pagu. The text leaves out absorption
    below 80% with the output reached; that branch is ours and marked, as is the limit of 10 for
    the efficiency part (the text states a maximum of 100 for the whole).
    """
    if serapan is None or efisiensi is None or keluaran is None:
        return HasilKualitas(
            None,
            Alasan.MENUNGGU_DATA,
            "Kualitas pelaksanaan anggaran belum dihitung karena serapan, efisiensi atau "
            "capaian keluaran belum ada.",
        )
    cabang = _cabang(serapan, keluaran)
    poin_serapan = Decimal(40) if serapan >= AMBANG_SERAPAN else serapan * 40 / SERATUS
    poin_efisiensi = _poin_efisiensi(efisiensi) if keluaran >= SERATUS else NOL
    poin_keluaran = min(keluaran, SERATUS) / 2
    nilai = poin_serapan + poin_efisiensi + poin_keluaran
    kami = cabang == CabangKualitas.SERAPAN_KURANG
    return HasilKualitas(
        nilai,
        Alasan.TIDAK_ADA,
        f"Kualitas pelaksanaan anggaran {format_number(nilai, 2)} = serapan "
        f"{format_number(poin_serapan, 2)} + efisiensi {format_number(poin_efisiensi, 2)} + "
        f"keluaran {format_number(poin_keluaran, 2)} ({cabang.value}).",
        cabang,
        kami,
        _catatan_kualitas(kami, poin_efisiensi, efisiensi),
    )


def _cabang(serapan: Decimal, keluaran: Decimal) -> CabangKualitas:
    if keluaran >= SERATUS:
        tercapai = serapan >= AMBANG_SERAPAN
        return CabangKualitas.SERAPAN_DAN_KELUARAN if tercapai else CabangKualitas.SERAPAN_KURANG
    if serapan >= AMBANG_SERAPAN:
        return CabangKualitas.KELUARAN_KURANG
    return CabangKualitas.KEDUANYA_KURANG


def _poin_efisiensi(efisiensi: Decimal) -> Decimal:
    return min(POIN_EFISIENSI_MAKSIMAL, efisiensi * 10 / BATAS_EFISIENSI)


def _catatan_kualitas(kami: bool, poin_efisiensi: Decimal, efisiensi: Decimal) -> tuple[str, ...]:
    catatan = []
    if kami:
        catatan.append(
            "Serapan di bawah 80% dengan keluaran tercapai tidak diatur dalam ketentuan; "
            "rumus cabang ini ditetapkan oleh aplikasi."
        )
    if poin_efisiensi == POIN_EFISIENSI_MAKSIMAL and efisiensi > BATAS_EFISIENSI:
        catatan.append("Poin efisiensi dibatasi 10; batas ini ditetapkan oleh aplikasi.")
    return tuple(catatan)


# --- Aspek implementasi, PMK 22/2021 -----------------------------------------------------------


@dataclass(frozen=True)
class BobotImplementasi:
    """Weights in percent of the aspect of implementation; dated data."""

    penyerapan: Decimal
    konsistensi: Decimal
    keluaran: Decimal
    efisiensi: Decimal


BOBOT_IMPLEMENTASI_2021 = BobotImplementasi(
    Decimal("9.7"), Decimal("18.2"), Decimal("43.5"), Decimal("28.6")
)

# Enough spare digits that the root of equal values is that value exactly.
_TELITI = Context(prec=60)
_BAKU = Context(prec=28)


def rata_rata_geometrik(values: Iterable[Decimal]) -> Decimal | None:
    """Geometric mean, by which PMK 22/2021 combines output achievements of several levels.

    None without values, zero as soon as one value is zero. Raises ValueError when one is
    negative.
    """
    nilai = list(values)
    if any(satu < 0 for satu in nilai):
        raise ValueError("Rata-rata geometrik tidak berlaku untuk nilai negatif.")
    if not nilai:
        return None
    if 0 in nilai:
        return NOL
    hasil_kali = Decimal(1)
    for satu in nilai:
        hasil_kali = _TELITI.multiply(hasil_kali, satu)
    akar = _TELITI.power(hasil_kali, _TELITI.divide(Decimal(1), Decimal(len(nilai))))
    return _BAKU.plus(akar)


def konsistensi(*, rencana: Sequence[Decimal], realisasi: Sequence[Decimal | None]) -> HasilPersen:
    """Consistency of absorption with the plan: mean over months of (RPD − |RPD − R|) ÷ RPD × 100.

    Both are amounts per month, January first; they are accumulated here. Months from the first
    one without realisasi are left out, and so are months before anything was planned. The
    cumulative reading of PMK 22/2021 is unverified. Raises ValueError for unequal lengths.
    """
    if len(rencana) != len(realisasi):
        raise ValueError("Rencana dan realisasi bulanan harus sama banyaknya.")
    bulan = zip(accumulate(rencana), accumulate(list(_sampai_kosong(realisasi))), strict=False)
    nilai = [(rpd - abs(rpd - r)) * SERATUS / rpd for rpd, r in bulan if rpd > 0]
    if not nilai:
        return _persen_kosong("Konsistensi", "karena belum ada bulan dengan rencana dan realisasi")
    persen = sum(nilai, NOL) / len(nilai)
    return HasilPersen(
        persen,
        Alasan.TIDAK_ADA,
        f"Konsistensi {format_percent(persen)} = rata-rata {len(nilai)} bulan terhadap rencana "
        "penarikan dana kumulatif.",
    )


def _sampai_kosong(nilai: Iterable[Decimal | None]) -> Iterator[Decimal]:
    for satu in nilai:
        if satu is None:
            return
        yield satu


def efisiensi_keluaran(
    *, pagu: Decimal | None, realisasi: Decimal | None, keluaran: Decimal | None
) -> HasilPersen:
    """Efficiency of output: (pagu × output − realisasi) ÷ (pagu × output) × 100, within ±20.

    ``keluaran`` is the output achievement in percent.
    """
    if pagu is None or realisasi is None or keluaran is None:
        return _persen_kosong(
            "Efisiensi keluaran", "karena pagu, realisasi atau keluaran belum ada"
        )
    seharusnya = pagu * keluaran / SERATUS
    if seharusnya == 0:
        return _persen_kosong(
            "Efisiensi keluaran", "karena pengeluaran seharusnya nol", Alasan.PENYEBUT_NOL
        )
    penuh = (seharusnya - realisasi) * SERATUS / seharusnya
    persen = _batasi_efisiensi(penuh)
    return HasilPersen(
        persen,
        Alasan.TIDAK_ADA,
        f"Efisiensi keluaran {format_percent(persen)} = (pengeluaran seharusnya "
        f"{format_rupiah(seharusnya)} − realisasi {format_rupiah(realisasi)}) ÷ pengeluaran "
        "seharusnya × 100.",
        () if penuh == persen else (f"Dibatasi dari {format_percent(penuh)}.",),
    )


def nilai_efisiensi(efisiensi: Decimal | None) -> HasilNilai:
    """Efficiency −20..20 as a score 0..100: 50 + E ÷ 20 × 50, limited at both ends."""
    if efisiensi is None:
        return _nilai_kosong("Nilai efisiensi", "karena efisiensi belum ada")
    terbatas = _batasi_efisiensi(efisiensi)
    nilai = 50 + terbatas * 50 / BATAS_EFISIENSI
    return HasilNilai(
        nilai,
        Alasan.TIDAK_ADA,
        f"Nilai efisiensi {format_number(nilai, 2)} = 50 + {format_number(terbatas, 2)} ÷ 20 × 50.",
    )


def aspek_implementasi(
    *,
    penyerapan: Decimal | None,
    konsistensi: Decimal | None,
    keluaran: Decimal | None,
    efisiensi: Decimal | None = None,
    nilai_efisiensi: Decimal | None = None,
    bobot: BobotImplementasi = BOBOT_IMPLEMENTASI_2021,
) -> HasilNilai:
    """Budget performance in the aspect of implementation (NKI): weighted sum of four parts.

    All in percent. Give the efficiency E (−20..20), which is transformed, or its score NE;
    ValueError for both.
    """
    if efisiensi is not None and nilai_efisiensi is not None:
        raise ValueError("Isi efisiensi atau nilai efisiensi, tidak keduanya.")
    skor = nilai_efisiensi if efisiensi is None else _skor_efisiensi(efisiensi)
    if penyerapan is None or konsistensi is None or keluaran is None or skor is None:
        return _nilai_kosong("Nilai kinerja implementasi", "karena komponennya belum lengkap")
    nilai = (
        bobot.penyerapan * penyerapan
        + bobot.konsistensi * konsistensi
        + bobot.keluaran * keluaran
        + bobot.efisiensi * skor
    ) / SERATUS
    return HasilNilai(
        nilai,
        Alasan.TIDAK_ADA,
        f"Nilai kinerja implementasi {format_number(nilai, 2)} = "
        f"{format_percent(bobot.penyerapan, 1)} × penyerapan {format_number(penyerapan, 2)} + "
        f"{format_percent(bobot.konsistensi, 1)} × konsistensi {format_number(konsistensi, 2)} + "
        f"{format_percent(bobot.keluaran, 1)} × keluaran {format_number(keluaran, 2)} + "
        f"{format_percent(bobot.efisiensi, 1)} × nilai efisiensi {format_number(skor, 2)}.",
    )


def _batasi_efisiensi(efisiensi: Decimal) -> Decimal:
    return max(-BATAS_EFISIENSI, min(BATAS_EFISIENSI, efisiensi))


def _skor_efisiensi(efisiensi: Decimal) -> Decimal | None:
    return nilai_efisiensi(efisiensi).nilai


# --- PMK 62/2023 (central bodies) --------------------------------------------------------------


def ikpa(
    *, perencanaan: Decimal | None, pelaksanaan: Decimal | None, hasil: Decimal | None
) -> HasilNilai:
    """IKPA: planning 20%, execution 55%, output 25% (PER-5/PB/2022)."""
    return _berbobot(
        "IKPA",
        ("perencanaan", Decimal(20), perencanaan),
        ("pelaksanaan", Decimal(55), pelaksanaan),
        ("hasil", Decimal(25), hasil),
    )


def nka_pmk62(*, perencanaan: Decimal | None, pelaksanaan: Decimal | None) -> HasilNilai:
    """NKA of PMK 62/2023: half the planning score, half the execution score (IKPA)."""
    return _berbobot(
        "Nilai kinerja anggaran",
        ("perencanaan", Decimal(50), perencanaan),
        ("pelaksanaan", Decimal(50), pelaksanaan),
    )


def _berbobot(nama: str, *bagian: tuple[str, Decimal, Decimal | None]) -> HasilNilai:
    ada = [(apa, bobot, nilai) for apa, bobot, nilai in bagian if nilai is not None]
    if len(ada) < len(bagian):
        return _nilai_kosong(nama, "karena komponennya belum lengkap")
    nilai = sum((bobot * satu for _, bobot, satu in ada), NOL) / SERATUS
    rincian = " + ".join(
        f"{format_percent(bobot, 0)} × {apa} {format_number(satu, 2)}" for apa, bobot, satu in ada
    )
    return HasilNilai(nilai, Alasan.TIDAK_ADA, f"{nama} {format_number(nilai, 2)} = {rincian}.")


# --- Reconciliation ----------------------------------------------------------------------------


@dataclass(frozen=True)
class HasilRekonsiliasi:
    """Whether breakdowns of one amount agree; the difference is shown, never hidden."""

    selisih: Decimal
    penjelasan: str

    @property
    def cocok(self) -> bool:
        """Whether all breakdowns give the same total."""
        return self.selisih == 0


def rekonsiliasi(jumlah: Mapping[str, Decimal]) -> HasilRekonsiliasi:
    """Compare totals of one amount by breakdown ("program", "unit"); rupiah.

    Raises ValueError without any total.
    """
    if not jumlah:
        raise ValueError("Rekonsiliasi memerlukan sedikitnya satu jumlah.")
    selisih = max(jumlah.values()) - min(jumlah.values())
    rincian = ", ".join(f"{nama} {format_rupiah(nilai)}" for nama, nilai in jumlah.items())
    if selisih == 0:
        return HasilRekonsiliasi(selisih, f"Jumlah cocok: {rincian}.")
    return HasilRekonsiliasi(selisih, f"Jumlah berselisih {format_rupiah(selisih)}: {rincian}.")


def _persen_kosong(nama: str, sebab: str, alasan: Alasan = Alasan.MENUNGGU_DATA) -> HasilPersen:
    return HasilPersen(None, alasan, f"{nama} tidak dihitung {sebab}.")


def _nilai_kosong(nama: str, sebab: str) -> HasilNilai:
    return HasilNilai(None, Alasan.MENUNGGU_DATA, f"{nama} tidak dihitung {sebab}.")
