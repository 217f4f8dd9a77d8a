"""Status of an indicator by ordered rules, and where it is heading. Percent unless said otherwise.

No regulation says when an indicator is "on course"; the default rules are ours. They are data, so
that an agency can set its own limits, and every status can name the rule that gave it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from hashlib import sha256

from indicators.enums import Konsolidasi, Polaritas
from lkip.numbers import format_number
from reports.enums import Arah, StatusKinerja, SyaratStatus

BERBATAS = (SyaratStatus.CAPAIAN_TAHUN, SyaratStatus.CAPAIAN_PERIODE)
# A figure that is not there passes neither for a good nor for a bad one: these come first, in this
# order, and their words stand for nothing else.
WAJIB = {
    SyaratStatus.TANPA_TARGET: StatusKinerja.TANPA_TARGET,
    SyaratStatus.BELUM_JATUH_TEMPO: StatusKinerja.BELUM_JATUH_TEMPO,
    SyaratStatus.TANPA_CAPAIAN: StatusKinerja.BELUM_DILAPORKAN,
}


@dataclass(frozen=True)
class Aturan:
    """A rule: the first whose condition holds gives the status. `batas` in percent."""

    syarat: SyaratStatus
    status: StatusKinerja
    batas: Decimal | None = None

    @property
    def kalimat(self) -> str:
        """The rule in words."""
        limit = "" if self.batas is None else f" {format_number(self.batas)}%"
        return f"{StatusKinerja(self.status).label}: {SyaratStatus(self.syarat).label}{limit}"


ATURAN_BAKU = (
    Aturan(SyaratStatus.TANPA_TARGET, StatusKinerja.TANPA_TARGET),
    Aturan(SyaratStatus.BELUM_JATUH_TEMPO, StatusKinerja.BELUM_JATUH_TEMPO),
    Aturan(SyaratStatus.TANPA_CAPAIAN, StatusKinerja.BELUM_DILAPORKAN),
    Aturan(SyaratStatus.CAPAIAN_TAHUN, StatusKinerja.TERCAPAI, Decimal(100)),
    Aturan(SyaratStatus.CAPAIAN_PERIODE, StatusKinerja.SESUAI_JALUR, Decimal(100)),
    Aturan(SyaratStatus.CAPAIAN_PERIODE, StatusKinerja.PERLU_PERHATIAN, Decimal(90)),
    Aturan(SyaratStatus.LAINNYA, StatusKinerja.TERTINGGAL),
)


def sidik_aturan(aturan: Sequence[Aturan]) -> str:
    """A mark of a set of rules, by which a page knows that they are still those it showed."""
    said = "|".join(f"{r.syarat.value}:{r.batas}:{r.status.value}" for r in aturan)
    return sha256(said.encode()).hexdigest()[:16]


@dataclass(frozen=True)
class Ukuran:
    """What the rules look at. `capaian_tahun` is None while the year's value can still fall."""

    ada_target: bool
    ditagih: bool
    capaian_periode: Decimal | None
    capaian_tahun: Decimal | None

    @property
    def jatuh_tempo(self) -> bool:
        """Whether a value is due: promised, and asked for by now, whatever the rules say."""
        return self.ada_target and self.ditagih

    @property
    def hilang(self) -> bool:
        """Whether a due value is not there, or cannot be measured."""
        return self.jatuh_tempo and self.capaian_periode is None and self.capaian_tahun is None


@dataclass(frozen=True)
class HasilStatus:
    """A status with the rule that gave it and the numbers behind it."""

    status: StatusKinerja
    aturan: Aturan
    penjelasan: str


class AturanBercelah(ValueError):
    """No rule holds for some indicator."""


def tentukan_status(ukuran: Ukuran, aturan: Sequence[Aturan]) -> HasilStatus:
    """Status by the first rule that holds; raises AturanBercelah when none does."""
    for number, rule in enumerate(aturan, start=1):
        if _berlaku(rule, ukuran):
            sentence = (
                f"Aturan {number} dari {len(aturan)}, {rule.kalimat}. {_angka_ukuran(ukuran)}"
            )
            return HasilStatus(rule.status, rule, sentence)
    raise AturanBercelah("Tidak ada aturan yang cocok; aturan terakhir harus “selain itu”.")


def _berlaku(rule: Aturan, ukuran: Ukuran) -> bool:
    if rule.syarat == SyaratStatus.TANPA_TARGET:
        return not ukuran.ada_target
    if rule.syarat == SyaratStatus.BELUM_JATUH_TEMPO:
        return not ukuran.ditagih
    if rule.syarat == SyaratStatus.TANPA_CAPAIAN:
        return ukuran.capaian_periode is None and ukuran.capaian_tahun is None
    if rule.syarat == SyaratStatus.LAINNYA:
        return True
    year = rule.syarat == SyaratStatus.CAPAIAN_TAHUN
    reached = ukuran.capaian_tahun if year else ukuran.capaian_periode
    return reached is not None and rule.batas is not None and reached >= rule.batas


def _angka_ukuran(ukuran: Ukuran) -> str:
    known = (
        ("terhadap target periode", ukuran.capaian_periode),
        ("terhadap target tahun", ukuran.capaian_tahun),
    )
    said = [f"{what} {_angka(value)}%" for what, value in known if value is not None]
    return f"Capaian {', '.join(said)}." if said else "Capaian belum dapat dihitung."


def status_pd(
    *, indikator: int, ditagih: int, lengkap: bool, capaian: Decimal | None
) -> HasilStatus:
    """Standing of an agency among others: the default rules on its mean achievement in percent.

    The rules are the same for all, whatever an agency set for itself. `indikator` counts what is
    promised, `ditagih` what is due; unless everything is there the mean does not speak, so
    missing figures never look like a result.
    """
    known = capaian if lengkap else None
    measured = Ukuran(
        ada_target=indikator > 0,
        ditagih=ditagih > 0,
        capaian_periode=known,
        capaian_tahun=known,
    )
    return tentukan_status(measured, ATURAN_BAKU)


def periksa_aturan(aturan: Sequence[Aturan]) -> tuple[str, ...]:
    """Gaps and rules that never hold, as sentences; empty when every indicator gets a status.

    Missing figures must be sorted out before any limit is looked at, a limit must be below the
    one before it on the same figure, and the last rule must take what is left.
    """
    kinds = [rule.syarat for rule in aturan]
    problems = [f"Belum ada aturan untuk “{kind.label}”." for kind in WAJIB if kind not in kinds]
    if not kinds or kinds[-1] != SyaratStatus.LAINNYA:
        problems.append("Aturan terakhir harus “selain itu”, agar tidak ada indikator yang lolos.")
    limits: dict[SyaratStatus, Decimal] = {}
    seen: set[SyaratStatus] = set()
    for number, rule in enumerate(aturan, start=1):
        problems += _masalah(number, rule, limits, seen, len(aturan))
        seen.add(rule.syarat)
        if rule.syarat in BERBATAS and rule.batas is not None:
            limits[rule.syarat] = rule.batas
    return tuple(problems)


def _masalah(
    number: int,
    rule: Aturan,
    limits: dict[SyaratStatus, Decimal],
    seen: set[SyaratStatus],
    count: int,
) -> list[str]:
    name = f"Aturan {number} ({rule.kalimat})"
    if rule.status != WAJIB.get(rule.syarat, rule.status):
        right = WAJIB[rule.syarat].label
        return [f"{name} menyesatkan; statusnya harus “{right}”."]
    if rule.syarat not in WAJIB and rule.status in WAJIB.values():
        return [f"{name} menyesatkan; status itu hanya untuk nilai yang tidak ada."]
    if rule.syarat not in BERBATAS:
        if rule.batas is not None:
            return [f"{name} tidak memakai batas; kosongkan batasnya."]
        if rule.syarat in seen or (rule.syarat == SyaratStatus.LAINNYA and number < count):
            return [f"{name} membuat aturan lain tidak pernah berlaku; hapus atau pindahkan."]
        if rule.syarat in WAJIB and seen - set(_sebelum(rule.syarat)):
            return [f"{name} terlalu akhir; urutan awal: {_URUTAN}."]
        return []
    if rule.batas is None:
        return [f"{name} memerlukan batas dalam persen."]
    above = limits.get(rule.syarat)
    if above is not None and rule.batas >= above:
        limit = format_number(above)
        return [f"{name} tidak pernah berlaku; batasnya harus di bawah {limit}%."]
    return []


def _sebelum(kind: SyaratStatus) -> tuple[SyaratStatus, ...]:
    """The conditions that may stand before one of the obligatory ones."""
    order = tuple(WAJIB)
    return order[: order.index(kind)]


_URUTAN = ", ".join(f"“{kind.label}”" for kind in WAJIB)


# --- Where it is heading ---------------------------------------------------------------------


@dataclass(frozen=True)
class HasilProyeksi:
    """A projected value at the end of the year and the assumption behind it."""

    nilai: Decimal | None
    asumsi: str


def proyeksi(
    *,
    cara: Konsolidasi,
    nilai: Decimal | None,
    target_periode: Decimal | None,
    target_tahun: Decimal | None,
) -> HasilProyeksi:
    """The value at the end of the year if the rest of the year goes as the year so far.

    Sums and cumulative values keep their ratio to the path of targets; an average stays as it
    is. Ours; no regulation asks for a projection.
    """
    if nilai is None:
        return HasilProyeksi(None, "Belum ada nilai untuk diproyeksikan.")
    if cara == Konsolidasi.TAHUNAN:
        return HasilProyeksi(None, "Indikator tahunan tidak diproyeksikan dari triwulan.")
    if cara == Konsolidasi.RATA_RATA:
        return HasilProyeksi(nilai, "Rata-rata triwulan berikutnya sama dengan sampai saat ini.")
    if not target_periode or target_tahun is None:
        return HasilProyeksi(None, "Tidak ada jalur target untuk proyeksi.")
    return HasilProyeksi(
        nilai * target_tahun / target_periode,
        "Perbandingan dengan jalur target sampai akhir tahun sama dengan sampai saat ini.",
    )


def harapan(
    *,
    hari: date,
    mulai: date,
    akhir: date,
    sebelumnya: Decimal | None,
    target: Decimal | None,
) -> Decimal | None:
    """What the path of targets expects on a day: between two period ends in a straight line.

    `mulai` and `akhir` are the first and last day of the period; before it nothing more than the
    target before is expected, after it the whole target.
    """
    if target is None or hari >= akhir:
        return target
    base = sebelumnya or Decimal(0)
    if hari < mulai:
        return base
    passed = Decimal((hari - mulai).days + 1) / Decimal((akhir - mulai).days + 1)
    return base + (target - base) * passed


def berakhir_pasti(cara: Konsolidasi, polaritas: Polaritas) -> bool:
    """Whether a yearly target, once reached, stays reached: a growing value of "more is better"."""
    growing = cara in (Konsolidasi.JUMLAH, Konsolidasi.NILAI_TERAKHIR)
    return growing and polaritas in (Polaritas.MAKSIMAL, Polaritas.TAHAPAN)


@dataclass(frozen=True)
class HasilArah:
    """Where an achievement went. `selisih` in percentage points; None where one side is missing."""

    arah: Arah
    selisih: Decimal | None
    kalimat: str


def arah(sebelum: Decimal | None, sesudah: Decimal | None) -> HasilArah:
    """Compare two achievements in percent: more is better whatever the polarity of the values.

    A missing side stays missing: it is neither a fall nor a rise.
    """
    if sebelum is None or sesudah is None:
        if sebelum is None and sesudah is None:
            missing = "Capaian kedua periode belum ada."
        else:
            which = "pertama" if sebelum is None else "kedua"
            missing = f"Capaian periode {which} belum ada."
        return HasilArah(Arah.TIDAK_TERBANDING, None, missing)
    change = sesudah - sebelum
    ends = f"dari {_angka(sebelum)}% menjadi {_angka(sesudah)}%"
    if not change:
        return HasilArah(Arah.TETAP, change, f"Tetap {_angka(sesudah)}%.")
    where = Arah.MEMBAIK if change > 0 else Arah.MEMBURUK
    verb = "Naik" if change > 0 else "Turun"
    return HasilArah(where, change, f"{verb} {_angka(abs(change))} poin, {ends}.")


def _angka(nilai: Decimal) -> str:
    return format_number(nilai, 2)
