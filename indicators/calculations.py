"""Arithmetic of performance measurement: achievement, consolidation, roll-up, LKE.

Pure Decimal functions. Nothing is rounded here; numbers are rounded only inside the
explaining sentences. ``None`` means "not computable" and always comes with a reason.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from enum import StrEnum
from itertools import pairwise
from typing import Protocol

from indicators.enums import KebijakanTargetNol, Konsolidasi, Polaritas, VarianMinimal
from lkip.numbers import format_number, format_percent, round_half_up
from lkip.periods import Triwulan
from lkip.scales import Skala, Tingkat, predikat

NOL = Decimal(0)
SERATUS = Decimal(100)
# Above this an achievement is nearly always a target and a realisasi in different units,
# such as 335,5 on a scale of 400 against 31 on a scale of 38.
BATAS_WAJAR = Decimal(300)
# PermenPANRB 8/2021 and the Kemenkeu scorecard give a target of zero that is met at most this.
SERATUS_DUA_PULUH = Decimal(120)


class Alasan(StrEnum):
    """Why a value is None; the empty text means that it is not."""

    TIDAK_ADA = ""
    MENUNGGU_DATA = "menunggu data"
    TANPA_TARGET = "tidak ada target"
    TARGET_NOL = "target nol"
    REALISASI_NOL = "realisasi nol"
    NILAI_NEGATIF = "nilai negatif"
    PENYEBUT_NOL = "penyebut nol"
    BOBOT_TIDAK_SERATUS = "jumlah bobot tidak 100"
    TAHUNAN_SAJA = "diukur tahunan"


class StatusCapaian(StrEnum):
    """Where an indicator stands; shown by word and shape, not by colour alone."""

    MELAMPAUI = "melampaui"
    TERCAPAI = "tercapai"
    BELUM_TERCAPAI = "belum_tercapai"
    MENUNGGU_DATA = "menunggu_data"
    TANPA_TARGET = "tanpa_target"
    TIDAK_DAPAT_DIHITUNG = "tidak_dapat_dihitung"

    @property
    def label(self) -> str:
        """What the user reads."""
        return _LABEL_STATUS[self]

    @property
    def arti(self) -> str:
        """What the word means, for the table of words."""
        return _ARTI_STATUS[self]


_LABEL_STATUS = {
    StatusCapaian.MELAMPAUI: "Melampaui target",
    StatusCapaian.TERCAPAI: "Tepat target",
    StatusCapaian.BELUM_TERCAPAI: "Belum tercapai",
    StatusCapaian.MENUNGGU_DATA: "Belum dilaporkan",
    StatusCapaian.TANPA_TARGET: "Tanpa target",
    StatusCapaian.TIDAK_DAPAT_DIHITUNG: "Tidak dapat dihitung",
}
_ARTI_STATUS = {
    StatusCapaian.MELAMPAUI: "capaian di atas 100% target; di dashboard tahunan: tercapai",
    StatusCapaian.TERCAPAI: "capaian tepat 100% target; di dashboard tahunan: tercapai",
    StatusCapaian.BELUM_TERCAPAI: "capaian di bawah 100% target; di dashboard tahunan dibedakan "
    "menjadi perlu perhatian dan tertinggal",
    StatusCapaian.MENUNGGU_DATA: "nilai yang ditagih belum ada, apa pun sebabnya",
    StatusCapaian.TANPA_TARGET: "target belum ditetapkan",
    StatusCapaian.TIDAK_DAPAT_DIHITUNG: "nilai dan target ada, tetapi rumus tidak berlaku bagi "
    "keduanya; di dashboard: belum dilaporkan",
}


@dataclass(frozen=True)
class Skema:
    """What the regulations leave open; dated data, one per agency and year.

    ``batas_atas`` (the cap) and ``batas_bawah`` (the floor) are percentages; no cap by default.
    ``kebijakan_target_nol`` answers for a target of zero. ``nilai_terburuk`` is the worst value
    of an indicator whose target is zero findings, in its unit, above zero. The range is for
    polaritas rentang, and ``polaritas_rentang`` the formula outside of it.

    Raises ValueError for bounds that contradict each other.
    """

    varian_minimal: VarianMinimal = VarianMinimal.A
    batas_atas: Decimal | None = None
    batas_bawah: Decimal = NOL
    kebijakan_target_nol: KebijakanTargetNol = KebijakanTargetNol.TIDAK_DIHITUNG
    nilai_terburuk: Decimal | None = None
    rentang_bawah: Decimal | None = None
    rentang_atas: Decimal | None = None
    polaritas_rentang: Polaritas = Polaritas.MAKSIMAL

    def __post_init__(self) -> None:
        """Refuse contradictions here, so that no formula has to."""
        if self.batas_atas is not None and self.batas_atas < self.batas_bawah:
            raise ValueError("Batas atas capaian tidak boleh di bawah batas bawahnya.")
        if self.nilai_terburuk is not None and self.nilai_terburuk <= 0:
            raise ValueError("Nilai terburuk harus lebih dari nol.")
        if self.rentang is not None and self.rentang[0] > self.rentang[1]:
            raise ValueError("Batas bawah rentang tidak boleh melebihi batas atasnya.")
        if self.polaritas_rentang not in (Polaritas.MAKSIMAL, Polaritas.MINIMAL):
            raise ValueError("Di luar rentang hanya berlaku polaritas maksimal atau minimal.")

    @property
    def rentang(self) -> tuple[Decimal, Decimal] | None:
        """Both bounds of the range, or None unless both are set."""
        if self.rentang_bawah is None or self.rentang_atas is None:
            return None
        return self.rentang_bawah, self.rentang_atas

    def batasi(self, persen: Decimal) -> Decimal:
        """Apply floor and cap."""
        atas = persen if self.batas_atas is None else min(persen, self.batas_atas)
        return max(atas, self.batas_bawah)


SKEMA_BAKU = Skema()


@dataclass(frozen=True)
class HasilCapaian:
    """An achievement in percent: raw, and with floor and cap applied."""

    persen: Decimal | None
    persen_berbatas: Decimal | None
    alasan: str
    penjelasan: str
    peringatan: tuple[str, ...] = ()

    @property
    def dinilai(self) -> bool:
        """Whether it counts towards "n of N measured": only when there is a target."""
        return self.alasan != Alasan.TANPA_TARGET


@dataclass(frozen=True)
class HasilNilai:
    """A value in the unit of its indicator, with the reason when it is None."""

    nilai: Decimal | None
    alasan: str
    penjelasan: str
    catatan: tuple[str, ...] = ()


@dataclass(frozen=True)
class HasilPersen:
    """A percentage, with the reason when it is None."""

    persen: Decimal | None
    alasan: str
    penjelasan: str
    catatan: tuple[str, ...] = ()


@dataclass(frozen=True)
class _Mentah:
    """A formula's answer before floor, cap and sentence."""

    persen: Decimal | None
    uraian: str
    alasan: Alasan = Alasan.TIDAK_ADA
    peringatan: tuple[str, ...] = ()


_Rumus = Callable[[Decimal, Decimal, Skema], _Mentah]


# --- Achievement -----------------------------------------------------------------------------


def capaian(
    *,
    target: Decimal | None,
    realisasi: Decimal | None,
    polaritas: Polaritas,
    skema: Skema = SKEMA_BAKU,
    rentang_bawah: Decimal | None = None,
    rentang_atas: Decimal | None = None,
    satuan_target: str = "",
    satuan_realisasi: str = "",
) -> HasilCapaian:
    """Achievement of a target in percent, unrounded.

    - maksimal, predikat, tahapan: R ÷ T × 100; for a negative T (1 + (1 − R ÷ T)) × 100.
    - minimal: variant A (2T − R) ÷ T × 100 (PermenPANRB 8/2021), variant B T ÷ R × 100.
    - stabil: closeness Ca on the line through Ca 90 -> 100 and Ca 100 -> 120 (Kemenkeu).
    - rentang: 100 inside, outside the formula of ``skema.polaritas_rentang`` against the
      nearest bound. The bounds given here go before those of the scheme.

    ``target`` and ``realisasi`` are in the unit of the indicator; predicates as their number,
    milestones as the weighted sum of ``nilai_tahapan``. A missing realisasi is not a zero.
    """
    if polaritas == Polaritas.RENTANG:
        skema = _dengan_rentang(skema, rentang_bawah, rentang_atas)
        target = skema.rentang_bawah if skema.rentang else None
    if target is None:
        return _tanpa_nilai(
            Alasan.TANPA_TARGET, "Capaian tidak dihitung karena tidak ada target pada periode ini."
        )
    if realisasi is None:
        return _tanpa_nilai(
            Alasan.MENUNGGU_DATA, "Capaian belum dihitung karena belum ada nilai realisasi."
        )
    mentah = _RUMUS[polaritas](target, realisasi, skema)
    return _selesai(mentah, skema, _peringatan_satuan(satuan_target, satuan_realisasi))


def status_capaian(hasil: HasilCapaian) -> StatusCapaian:
    """Standing by the raw achievement: above, at or below 100, or why there is none."""
    if hasil.persen is None:
        return _STATUS_TANPA_NILAI.get(hasil.alasan, StatusCapaian.TIDAK_DAPAT_DIHITUNG)
    if hasil.persen > SERATUS:
        return StatusCapaian.MELAMPAUI
    return StatusCapaian.TERCAPAI if hasil.persen == SERATUS else StatusCapaian.BELUM_TERCAPAI


_STATUS_TANPA_NILAI: dict[str, StatusCapaian] = {
    Alasan.MENUNGGU_DATA: StatusCapaian.MENUNGGU_DATA,
    Alasan.TANPA_TARGET: StatusCapaian.TANPA_TARGET,
}


def _dengan_rentang(skema: Skema, bawah: Decimal | None, atas: Decimal | None) -> Skema:
    return replace(
        skema,
        rentang_bawah=skema.rentang_bawah if bawah is None else bawah,
        rentang_atas=skema.rentang_atas if atas is None else atas,
    )


def _maksimal(target: Decimal, realisasi: Decimal, skema: Skema) -> _Mentah:
    if target == 0:
        return _target_nol(realisasi, skema)
    if target < 0:
        return _maksimal_negatif(target, realisasi)
    if realisasi < 0:
        return _negatif(target, realisasi)
    return _Mentah(
        realisasi * SERATUS / target,
        f"realisasi {_angka(realisasi)} ÷ target {_angka(target)} × 100",
    )


def _maksimal_negatif(target: Decimal, realisasi: Decimal) -> _Mentah:
    return _Mentah(
        (2 * target - realisasi) * SERATUS / target,
        f"(1 + (1 − realisasi {_angka(realisasi)} ÷ target {_angka(target)})) × 100",
        peringatan=("Target bernilai negatif, capaian dihitung dengan rumus khusus.",),
    )


def _minimal(target: Decimal, realisasi: Decimal, skema: Skema) -> _Mentah:
    if target < 0 or realisasi < 0:
        return _negatif(target, realisasi)
    if target == 0:
        return _minimal_target_nol(realisasi, skema)
    if skema.varian_minimal == VarianMinimal.B:
        return _minimal_b(target, realisasi)
    return _Mentah(
        (2 * target - realisasi) * SERATUS / target,
        f"(2 × target {_angka(target)} − realisasi {_angka(realisasi)})"
        f" ÷ target {_angka(target)} × 100",
    )


def _minimal_b(target: Decimal, realisasi: Decimal) -> _Mentah:
    if realisasi == 0:
        return _Mentah(
            None,
            "Capaian tidak dapat dihitung karena realisasi 0 dan rumusnya membagi target "
            "dengan realisasi. Isi capaian secara manual beserta alasannya.",
            Alasan.REALISASI_NOL,
        )
    return _Mentah(
        target * SERATUS / realisasi,
        f"target {_angka(target)} ÷ realisasi {_angka(realisasi)} × 100",
    )


def _minimal_target_nol(realisasi: Decimal, skema: Skema) -> _Mentah:
    """Zero findings promised: met is 100 (or 120 by scheme), missed is never left out.

    Leaving a miss out of the averages while counting a hit would flatter, so without a worst
    value the achievement is 0 with a warning.
    """
    if realisasi == 0:
        dua_puluh = KebijakanTargetNol.SERATUS_DUA_PULUH_BILA_NOL
        persen = SERATUS_DUA_PULUH if skema.kebijakan_target_nol == dua_puluh else SERATUS
        return _Mentah(persen, "ketentuan skema untuk target 0 dan realisasi 0")
    terburuk = skema.nilai_terburuk
    if terburuk is None:
        return _Mentah(
            NOL,
            f"target 0 tidak terpenuhi (realisasi {_angka(realisasi)})",
            peringatan=(
                (
                    "Target 0 tanpa nilai terburuk: capaian dinilai 0%. Isi nilai terburuk "
                    "pada skema atau tetapkan capaian secara manual."
                ),
            ),
        )
    return _Mentah(
        (terburuk - realisasi) * SERATUS / terburuk,
        f"(nilai terburuk {_angka(terburuk)} − realisasi {_angka(realisasi)})"
        f" ÷ nilai terburuk {_angka(terburuk)} × 100",
    )


def _stabil(target: Decimal, realisasi: Decimal, skema: Skema) -> _Mentah:
    if target < 0 or realisasi < 0:
        return _negatif(target, realisasi)
    if target == 0:
        return _target_nol(realisasi, skema)
    rasio = realisasi * SERATUS / target
    kedekatan = rasio if realisasi <= target else 2 * SERATUS - rasio
    return _Mentah(
        SERATUS + 2 * (kedekatan - 90),
        f"100 + 2 × (kedekatan {format_percent(kedekatan)} − 90), dengan realisasi "
        f"{_angka(realisasi)} terhadap target {_angka(target)}",
    )


def _rentang(bawah: Decimal, realisasi: Decimal, skema: Skema) -> _Mentah:
    atas = bawah if skema.rentang_atas is None else skema.rentang_atas
    if bawah <= realisasi <= atas:
        return _Mentah(
            SERATUS,
            f"realisasi {_angka(realisasi)} berada dalam rentang target "
            f"{_angka(bawah)} sampai {_angka(atas)}",
        )
    terdekat = bawah if realisasi < bawah else atas
    return _RUMUS[skema.polaritas_rentang](terdekat, realisasi, skema)


_RUMUS: dict[Polaritas, _Rumus] = {
    Polaritas.MAKSIMAL: _maksimal,
    Polaritas.MINIMAL: _minimal,
    Polaritas.STABIL: _stabil,
    Polaritas.RENTANG: _rentang,
    Polaritas.PREDIKAT: _maksimal,
    Polaritas.TAHAPAN: _maksimal,
}


def _target_nol(realisasi: Decimal, skema: Skema) -> _Mentah:
    persen = _PERSEN_TARGET_NOL.get(skema.kebijakan_target_nol)
    if realisasi == 0 and persen is not None:
        return _Mentah(persen, "ketentuan skema untuk target 0 dan realisasi 0")
    return _Mentah(
        None,
        f"Capaian tidak dapat dihitung karena target 0 (realisasi {_angka(realisasi)}).",
        Alasan.TARGET_NOL,
    )


_PERSEN_TARGET_NOL = {
    KebijakanTargetNol.SERATUS_BILA_NOL: SERATUS,
    KebijakanTargetNol.SERATUS_DUA_PULUH_BILA_NOL: SERATUS_DUA_PULUH,
}


def _negatif(target: Decimal, realisasi: Decimal) -> _Mentah:
    return _Mentah(
        None,
        f"Capaian tidak dihitung karena perbandingan realisasi {_angka(realisasi)} dengan target "
        f"{_angka(target)} tidak bermakna bila ada nilai negatif. Isi capaian secara manual "
        "beserta alasannya.",
        Alasan.NILAI_NEGATIF,
    )


def _selesai(mentah: _Mentah, skema: Skema, peringatan: tuple[str, ...]) -> HasilCapaian:
    persen = mentah.persen
    if persen is None:
        return _tanpa_nilai(mentah.alasan, mentah.uraian, peringatan)
    berbatas = skema.batasi(persen)
    return HasilCapaian(
        persen=persen,
        persen_berbatas=berbatas,
        alasan=Alasan.TIDAK_ADA,
        penjelasan=f"Capaian {format_percent(persen)} = {mentah.uraian}."
        + _kalimat_batas(persen, berbatas),
        peringatan=mentah.peringatan + _peringatan_wajar(persen) + peringatan,
    )


def _tanpa_nilai(alasan: Alasan, penjelasan: str, peringatan: tuple[str, ...] = ()) -> HasilCapaian:
    return HasilCapaian(None, None, alasan, penjelasan, peringatan)


def _kalimat_batas(persen: Decimal, berbatas: Decimal) -> str:
    if persen == berbatas:
        return ""
    sisi = "batas atas" if berbatas < persen else "batas bawah"
    return f" Nilai yang dipakai {format_percent(berbatas)} sesuai {sisi} skema."


def _peringatan_wajar(persen: Decimal) -> tuple[str, ...]:
    if persen <= BATAS_WAJAR:
        return ()
    kalimat = (
        f"Capaian {format_percent(persen)} melebihi 300%. "
        "Periksa apakah target dan realisasi memakai satuan dan skala yang sama."
    )
    return (kalimat,)


def _peringatan_satuan(target: str, realisasi: str) -> tuple[str, ...]:
    if not target or not realisasi or target.strip().lower() == realisasi.strip().lower():
        return ()
    return (f"Satuan berbeda: target dalam {target}, realisasi dalam {realisasi}.",)


def _angka(nilai: Decimal) -> str:
    """A number inside a sentence: four decimals at most, however long the quotient."""
    return format_number(round_half_up(nilai, 4))


# --- Components, shares and milestones -------------------------------------------------------


@dataclass(frozen=True)
class Tahapan:
    """A milestone: its weight in percent and whether it is done."""

    bobot: Decimal
    selesai: bool
    nama: str = ""


def nilai_komponen(
    pembilang: Decimal | None, penyebut: Decimal | None, pengali: Decimal = SERATUS
) -> HasilNilai:
    """The value of an indicator from its components: numerator ÷ denominator × multiplier."""
    if pembilang is None or penyebut is None:
        return HasilNilai(
            None, Alasan.MENUNGGU_DATA, "Nilai belum dihitung karena komponennya belum lengkap."
        )
    if penyebut == 0:
        return HasilNilai(
            None, Alasan.PENYEBUT_NOL, "Nilai tidak dapat dihitung karena penyebutnya 0."
        )
    nilai = pembilang * pengali / penyebut
    return HasilNilai(
        nilai,
        Alasan.TIDAK_ADA,
        f"Nilai {format_number(nilai, 2)} = {_angka(pembilang)} ÷ {_angka(penyebut)}"
        f" × {_angka(pengali)}.",
    )


def pangsa(bagian: Decimal | None, keseluruhan: Decimal | None) -> HasilPersen:
    """Share of a part in a whole, in percent; computed, never truncated."""
    hasil = nilai_komponen(bagian, keseluruhan)
    if bagian is None or keseluruhan is None or hasil.nilai is None:
        return HasilPersen(None, hasil.alasan, hasil.penjelasan.replace("Nilai", "Pangsa", 1))
    return HasilPersen(
        hasil.nilai,
        Alasan.TIDAK_ADA,
        f"Pangsa {format_percent(hasil.nilai)} = {_angka(bagian)} ÷ {_angka(keseluruhan)} × 100.",
    )


def nilai_tahapan(tahapan: Sequence[Tahapan]) -> HasilNilai:
    """Weighted sum of the milestones done, 0..100; the weights must add up to 100."""
    bobot = sum((satu.bobot for satu in tahapan), NOL)
    if bobot != SERATUS:
        return HasilNilai(
            None,
            Alasan.BOBOT_TIDAK_SERATUS,
            f"Nilai tahapan tidak dihitung karena jumlah bobotnya {_angka(bobot)}, bukan 100.",
        )
    selesai = [satu for satu in tahapan if satu.selesai]
    nilai = sum((satu.bobot for satu in selesai), NOL)
    return HasilNilai(
        nilai,
        Alasan.TIDAK_ADA,
        f"Nilai {_angka(nilai)} = jumlah bobot {len(selesai)} dari {len(tahapan)} tahapan "
        "yang selesai.",
    )


# --- Quarters into a year --------------------------------------------------------------------

NilaiTriwulan = Mapping[Triwulan, Decimal | None]


@dataclass(frozen=True)
class HasilKonsolidasi:
    """Target and realisasi of the quarters up to a quarter, as one value.

    ``sementara`` is the value of the quarters that are known when ``realisasi`` is None
    because others are not; it is shown apart and never enters an average.
    """

    target: Decimal | None
    realisasi: Decimal | None
    sementara: Decimal | None
    alasan: str
    penjelasan: str


def konsolidasi(
    *,
    cara: Konsolidasi,
    target_per_triwulan: NilaiTriwulan,
    realisasi_per_triwulan: NilaiTriwulan,
    sampai: Triwulan,
) -> HasilKonsolidasi:
    """Combine quarters I to ``sampai`` that have a target (None or absent is N/A).

    Sum and average need the realisasi of each of them. Nilai terakhir takes the last one,
    which is cumulative already, so an earlier gap does not matter. Adding up percentages
    (168% of 85%) is the mistake that this choice prevents.
    """
    if cara == Konsolidasi.TAHUNAN:
        return HasilKonsolidasi(
            None,
            None,
            None,
            Alasan.TAHUNAN_SAJA,
            "Indikator ini hanya diukur setahun sekali, triwulannya tidak digabungkan.",
        )
    target = _terisi(target_per_triwulan, (tw for tw in Triwulan if tw <= sampai))
    if not target:
        return HasilKonsolidasi(
            None, None, None, Alasan.TANPA_TARGET, f"Tidak ada target sampai {sampai.label}."
        )
    nilai = _terisi(realisasi_per_triwulan, target)
    diperlukan = [max(target)] if cara == Konsolidasi.NILAI_TERAKHIR else list(target)
    kurang = [tw for tw in diperlukan if tw not in nilai]
    gabungan = _gabung(cara, nilai)
    return HasilKonsolidasi(
        target=_gabung(cara, target),
        realisasi=None if kurang else gabungan,
        sementara=gabungan if kurang else None,
        alasan=Alasan.MENUNGGU_DATA if kurang else Alasan.TIDAK_ADA,
        penjelasan=_kalimat_konsolidasi(cara, nilai, gabungan, kurang)
        + _kalimat_diabaikan(target, realisasi_per_triwulan, sampai),
    )


def periksa_target(
    *,
    cara: Konsolidasi,
    target_per_triwulan: NilaiTriwulan,
    target_tahunan: Decimal | None,
    polaritas: Polaritas = Polaritas.MAKSIMAL,
) -> tuple[str, ...]:
    """Problems between quarterly and yearly targets, as sentences; empty when they agree.

    A cumulative target may fall only where less is better or closer is better.
    """
    target = _terisi(target_per_triwulan, Triwulan)
    if target_tahunan is None:
        return ("Target tahunan belum diisi.",)
    if cara == Konsolidasi.TAHUNAN:
        terisi = ", ".join(tw.label for tw in target)
        return (f"Indikator tahunan tidak memiliki target triwulan: {terisi}.",) if target else ()
    gabungan = _gabung(cara, target)
    if gabungan is None:
        return ("Belum ada target triwulan.",)
    masalah = _penurunan(target) if _harus_naik(cara, polaritas) else ()
    # Targets are written with two decimals at most, an average of three quarters is not.
    if round_half_up(gabungan, 2) == round_half_up(target_tahunan, 2):
        return masalah
    selisih = (
        f"{_NAMA_GABUNGAN[cara]} target triwulan {_angka(gabungan)} tidak sama dengan target "
        f"tahunan {_angka(target_tahunan)}."
    )
    return (*masalah, selisih)


def pilih_konsolidasi_baku(satuan: str) -> Konsolidasi:
    """Default for a unit of measure: rates average, indices take the last, counts add up.

    A proposal for the form only; the owner of the indicator decides.
    """
    kata = frozenset(satuan.lower().replace("%", " persen ").split())
    if kata & _SATUAN_RATA_RATA:
        return Konsolidasi.RATA_RATA
    return Konsolidasi.NILAI_TERAKHIR if kata & _SATUAN_TERAKHIR else Konsolidasi.JUMLAH


_SATUAN_RATA_RATA = frozenset({"persen", "persentase", "rasio"})
_SATUAN_TERAKHIR = frozenset({"indeks", "nilai", "predikat", "skor", "opini", "poin", "level"})
_NAMA_GABUNGAN = {
    Konsolidasi.JUMLAH: "Jumlah",
    Konsolidasi.RATA_RATA: "Rata-rata",
    Konsolidasi.NILAI_TERAKHIR: "Nilai terakhir",
}


def _terisi(nilai: NilaiTriwulan, triwulan: Iterable[Triwulan]) -> dict[Triwulan, Decimal]:
    ada = ((tw, nilai.get(tw)) for tw in triwulan)
    return {tw: satu for tw, satu in ada if satu is not None}


def _gabung(cara: Konsolidasi, nilai: Mapping[Triwulan, Decimal]) -> Decimal | None:
    if not nilai:
        return None
    if cara == Konsolidasi.NILAI_TERAKHIR:
        return nilai[max(nilai)]
    jumlah = sum(nilai.values(), NOL)
    return jumlah / len(nilai) if cara == Konsolidasi.RATA_RATA else jumlah


def _kalimat_konsolidasi(
    cara: Konsolidasi,
    nilai: Mapping[Triwulan, Decimal],
    gabungan: Decimal | None,
    kurang: Sequence[Triwulan],
) -> str:
    nama = _NAMA_GABUNGAN[cara]
    rincian = ", ".join(f"{tw.label} {_angka(satu)}" for tw, satu in nilai.items())
    if not kurang:
        return f"{nama} {_angka(gabungan or NOL)} dari {rincian}."
    belum = ", ".join(tw.label for tw in kurang)
    kalimat = f"Realisasi belum lengkap: {belum} belum ada."
    if gabungan is None:
        return kalimat
    return f"{kalimat} {nama} sementara {_angka(gabungan)} dari {rincian}."


def _kalimat_diabaikan(
    target: Mapping[Triwulan, Decimal], realisasi: NilaiTriwulan, sampai: Triwulan
) -> str:
    """Name what is left out, so that no reported figure disappears silently."""
    tanpa_target = (tw for tw in Triwulan if tw <= sampai and tw not in target)
    diabaikan = ", ".join(tw.label for tw in _terisi(realisasi, tanpa_target))
    if not diabaikan:
        return ""
    return f" Realisasi {diabaikan} tidak dihitung karena tidak ada target."


def _harus_naik(cara: Konsolidasi, polaritas: Polaritas) -> bool:
    return cara == Konsolidasi.NILAI_TERAKHIR and polaritas in (
        Polaritas.MAKSIMAL,
        Polaritas.PREDIKAT,
        Polaritas.TAHAPAN,
    )


def _penurunan(target: Mapping[Triwulan, Decimal]) -> tuple[str, ...]:
    urut = sorted(target)
    return tuple(
        f"Target kumulatif turun dari {_angka(target[lalu])} pada {lalu.label} menjadi "
        f"{_angka(target[kini])} pada {kini.label}."
        for lalu, kini in pairwise(urut)
        if target[kini] < target[lalu]
    )


# --- Roll-up ---------------------------------------------------------------------------------


class BagianRingkasan(Protocol):
    """What can be averaged: an achievement, or the summary of a sasaran."""

    @property
    def persen_berbatas(self) -> Decimal | None:
        """Achievement with floor and cap, or None while unmeasured."""

    @property
    def dinilai(self) -> bool:
        """Whether it counts towards the number of parts."""


@dataclass(frozen=True)
class HasilRingkasan:
    """Mean achievement of a sasaran or of a Perjanjian Kinerja, and n of N measured."""

    rata_rata: Decimal | None
    terukur: int
    jumlah: int
    penjelasan: str

    @property
    def persen_berbatas(self) -> Decimal | None:
        """The mean, so that summaries can be summarised in turn."""
        return self.rata_rata

    @property
    def dinilai(self) -> bool:
        """Whether any of its parts has a target."""
        return self.jumlah > 0


def ringkas(
    capaian: Sequence[BagianRingkasan], bobot: Sequence[Decimal] | None = None
) -> HasilRingkasan:
    """Mean of the (capped) achievements that are measured, weighted only if weights exist.

    Parts without a target do not count; parts that wait for data count as not measured.
    Raises ValueError when weights are negative or do not match the parts.
    """
    if bobot is None:
        bobot = [Decimal(1)] * len(capaian)
    if len(bobot) != len(capaian) or any(satu < 0 for satu in bobot):
        raise ValueError("Setiap bagian memerlukan satu bobot yang tidak negatif.")
    pasangan = [
        (satu.persen_berbatas, berat)
        for satu, berat in zip(capaian, bobot, strict=True)
        if satu.persen_berbatas is not None
    ]
    jumlah = sum(1 for satu in capaian if satu.dinilai)
    total_bobot = sum((berat for _, berat in pasangan), NOL)
    rata = sum((p * b for p, b in pasangan), NOL) / total_bobot if total_bobot else None
    return HasilRingkasan(
        rata, len(pasangan), jumlah, _kalimat_ringkasan(rata, len(pasangan), jumlah)
    )


def _kalimat_ringkasan(rata: Decimal | None, terukur: int, jumlah: int) -> str:
    if jumlah == 0:
        return "Tidak ada target yang dinilai."
    cakupan = f"{terukur} dari {jumlah} yang dinilai sudah terukur"
    if rata is None:
        return f"Rata-rata belum dihitung: {cakupan}."
    return f"Rata-rata capaian {format_percent(rata)}: {cakupan}."


# --- LKE: internal evaluation of AKIP, PermenPANRB 88/2021 -----------------------------------


class JawabanLke(StrEnum):
    """Answer to a sub-component of the evaluation worksheet."""

    AA = "AA"
    A = "A"
    BB = "BB"
    B = "B"
    CC = "CC"
    C = "C"
    D = "D"
    E = "E"


NILAI_JAWABAN_LKE: Mapping[JawabanLke, Decimal] = {
    JawabanLke.AA: Decimal(100),
    JawabanLke.A: Decimal(90),
    JawabanLke.BB: Decimal(80),
    JawabanLke.B: Decimal(70),
    JawabanLke.CC: Decimal(60),
    JawabanLke.C: Decimal(50),
    JawabanLke.D: Decimal(30),
    JawabanLke.E: Decimal(0),
}


@dataclass(frozen=True)
class SubKomponenLke:
    """A sub-component of the worksheet: its weight in percent and its number of criteria."""

    kode: str
    komponen: str
    aspek: str
    bobot: Decimal
    jumlah_kriteria: int


def _sub_komponen(
    nomor: int, komponen: str, *bobot_dan_kriteria: tuple[str, int]
) -> tuple[SubKomponenLke, ...]:
    aspek = (("a", "Keberadaan"), ("b", "Kualitas"), ("c", "Pemanfaatan"))
    return tuple(
        SubKomponenLke(f"{nomor}{huruf}", komponen, nama, Decimal(bobot), kriteria)
        for (huruf, nama), (bobot, kriteria) in zip(aspek, bobot_dan_kriteria, strict=True)
    )


# PermenPANRB 88/2021, annex: weights 30/30/15/25 in three aspects, 80 criteria.
LKE_2021: tuple[SubKomponenLke, ...] = (
    *_sub_komponen(1, "Perencanaan Kinerja", ("6", 6), ("9", 11), ("15", 8)),
    *_sub_komponen(2, "Pengukuran Kinerja", ("6", 3), ("9", 7), ("15", 10)),
    *_sub_komponen(3, "Pelaporan Kinerja", ("3", 6), ("4.5", 9), ("7.5", 7)),
    *_sub_komponen(4, "Evaluasi Akuntabilitas Kinerja Internal", ("5", 3), ("7.5", 5), ("12.5", 5)),
)


@dataclass(frozen=True)
class HasilLke:
    """Score of the worksheet 0..100 and its predicate; None while answers are missing."""

    nilai: Decimal | None
    tingkat: Tingkat | None
    alasan: str
    penjelasan: str


def jawaban_dari_kriteria(*, terpenuhi: int, jumlah: int) -> JawabanLke:
    """The answer that the criteria met support, at most BB.

    BB all, B more than 75%, CC more than 50%, C more than 25%, D some, E none. A and AA ask for
    years kept or innovation beside all criteria and are given by the evaluator.
    Raises ValueError unless 0 <= terpenuhi <= jumlah and jumlah is above zero.
    """
    if jumlah < 1 or not 0 <= terpenuhi <= jumlah:
        raise ValueError(f"Kriteria terpenuhi {terpenuhi} dari {jumlah} tidak mungkin.")
    if terpenuhi == jumlah:
        return JawabanLke.BB
    perempat = terpenuhi * 4
    if perempat > 3 * jumlah:
        return JawabanLke.B
    if perempat > 2 * jumlah:
        return JawabanLke.CC
    if perempat > jumlah:
        return JawabanLke.C
    return JawabanLke.D if terpenuhi else JawabanLke.E


def nilai_lke(
    jawaban: Mapping[str, JawabanLke],
    *,
    sub_komponen: Sequence[SubKomponenLke] = LKE_2021,
    tingkat: Sequence[Tingkat] | None = None,
) -> HasilLke:
    """Score of the worksheet: sum of weight × answer value ÷ 100 over the sub-components.

    ``jawaban`` maps the code of a sub-component ("1a") to its answer. Every sub-component needs
    one, and the weights must add up to 100, otherwise the score is None with the reason.
    """
    bobot = sum((satu.bobot for satu in sub_komponen), NOL)
    if bobot != SERATUS:
        return _lke_kosong(
            Alasan.BOBOT_TIDAK_SERATUS, f"jumlah bobot LKE {_angka(bobot)}, bukan 100"
        )
    belum = [satu.kode for satu in sub_komponen if satu.kode not in jawaban]
    if belum:
        return _lke_kosong(Alasan.MENUNGGU_DATA, f"subkomponen {', '.join(belum)} belum dijawab")
    butir = (satu.bobot * NILAI_JAWABAN_LKE[jawaban[satu.kode]] for satu in sub_komponen)
    nilai = sum(butir, NOL) / SERATUS
    dicapai = predikat(nilai, SKALA_AKIP_2021.tingkat if tingkat is None else tingkat)
    sebutan = f", predikat {dicapai.kode} ({dicapai.sebutan})" if dicapai else ""
    return HasilLke(
        nilai, dicapai, Alasan.TIDAK_ADA, f"Nilai AKIP {format_number(nilai, 2)}{sebutan}."
    )


def _lke_kosong(alasan: Alasan, sebab: str) -> HasilLke:
    return HasilLke(None, None, alasan, f"Nilai AKIP belum dihitung karena {sebab}.")


# --- Default scales, to seed dated data ------------------------------------------------------


def _di_atas(kode: str, sebutan: str, bawah: str, atas: str | None) -> Tingkat:
    """A level above its lower bound, up to and including its upper one."""
    return Tingkat(kode, sebutan, Decimal(bawah), None if atas is None else Decimal(atas))


def _mulai(kode: str, sebutan: str, bawah: str, atas: str | None) -> Tingkat:
    """A level that includes its lower bound."""
    return replace(_di_atas(kode, sebutan, bawah, atas), inklusif_bawah=True)


SKALA_AKIP_2021 = Skala(
    kode="akip-2021",
    nama="Predikat AKIP",
    sumber="PermenPANRB 88/2021",
    terverifikasi=True,
    tingkat=(
        # Strict lower bounds: a score of exactly 90,00 is A.
        _di_atas("AA", "Sangat Memuaskan", "90", "100"),
        _di_atas("A", "Memuaskan", "80", "90"),
        _di_atas("BB", "Sangat Baik", "70", "80"),
        _di_atas("B", "Baik", "60", "70"),
        _di_atas("CC", "Cukup (Memadai)", "50", "60"),
        _di_atas("C", "Kurang", "30", "50"),
        _mulai("D", "Sangat Kurang", "0", "30"),
    ),
)

SKALA_CAPAIAN_2017 = Skala(
    kode="capaian-2017",
    nama="Kategori capaian kinerja",
    sumber="Permendagri 86/2017 (menurut sumber sekunder; nilai di antara bilangan bulat "
    "diperlakukan sebagai di atas 90, 75, 65 dan 50)",
    terverifikasi=False,
    tingkat=(
        _di_atas("ST", "Sangat Tinggi", "90", None),
        _di_atas("T", "Tinggi", "75", "90"),
        _di_atas("S", "Sedang", "65", "75"),
        _di_atas("R", "Rendah", "50", "65"),
        _mulai("SR", "Sangat Rendah", "0", "50"),
    ),
)

SKALA_ANGGARAN = Skala(
    kode="anggaran",
    nama="Kategori kinerja anggaran",
    sumber="PMK 2/2021 (batas nilai); PMK 22/2021 belum diverifikasi",
    terverifikasi=False,
    tingkat=(
        _di_atas("SB", "Sangat Baik", "90", None),
        _di_atas("B", "Baik", "80", "90"),
        _di_atas("C", "Cukup", "60", "80"),
        _di_atas("K", "Kurang", "50", "60"),
        _mulai("SK", "Sangat Kurang", "0", "50"),
    ),
)

SKALA_SKP_2021 = Skala(
    kode="skp-2021",
    nama="Kategori capaian SKP",
    sumber="PermenPANRB 8/2021 (dicabut oleh PermenPANRB 6/2022)",
    terverifikasi=True,
    tingkat=(
        _mulai("B", "Baik", "100", None),
        _mulai("C", "Cukup", "80", "99"),
        _mulai("K", "Kurang", "60", "79"),
        _mulai("SK", "Sangat Kurang", "0", "59"),
    ),
)

SKALA_OPINI_BPK = Skala(
    kode="opini-bpk",
    nama="Opini BPK",
    sumber="UU 15/2004 Pasal 16; bobot menurut Perjanjian Kinerja DKI Jakarta",
    terverifikasi=True,
    tingkat=(
        _mulai("WTP", "Wajar Tanpa Pengecualian", "3", "3"),
        _mulai("WDP", "Wajar Dengan Pengecualian", "2", "2"),
        _mulai("TW", "Tidak Wajar", "1", "1"),
        _mulai("TMP", "Tidak Menyatakan Pendapat", "0", "0"),
    ),
)


# --- Plausibility ----------------------------------------------------------------------------

# A value this far over its path is more often a slip of the pen than a success.
LINTASAN_WAJAR = Decimal("1.2")


def periksa_kewajaran(
    *,
    nilai: Decimal,
    sebelumnya: Decimal | None,
    target: Decimal | None,
    polaritas: Polaritas,
    cara: Konsolidasi,
) -> tuple[str, ...]:
    """Questions about a value that was just entered, as sentences; they never refuse it.

    ``sebelumnya`` is the value of the quarter before, ``target`` the one of the period, all in
    the unit of the indicator. Asked are: a cumulative value that falls where it should rise,
    more than 120 percent of the expected path, and the very value of the last quarter.
    """
    questions = []
    naik = polaritas in (Polaritas.MAKSIMAL, Polaritas.PREDIKAT, Polaritas.TAHAPAN)
    if sebelumnya is not None:
        if cara == Konsolidasi.NILAI_TERAKHIR and naik and nilai < sebelumnya:
            questions.append(
                f"Nilai kumulatif turun dari {_angka(sebelumnya)} menjadi {_angka(nilai)}. "
                "Benarkah?"
            )
        if nilai == sebelumnya and nilai != target:
            questions.append(
                f"Nilai sama persis dengan triwulan sebelumnya, {_angka(nilai)}. Sudah diperbarui?"
            )
    if naik and target is not None and target > 0 and nilai > target * LINTASAN_WAJAR:
        questions.append(
            f"Nilai {_angka(nilai)} lebih dari 120% target {_angka(target)}. "
            "Periksa angka dan satuannya."
        )
    return tuple(questions)
