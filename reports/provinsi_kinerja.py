"""Results of an invented agency: indicators, agreements, targets, values in all their states."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from random import Random

from indicators.enums import (
    JenisNilai,
    JenisSasaran,
    Konsolidasi,
    Periode,
    Polaritas,
    StatusData,
    StatusPerjanjian,
    StatusRealisasi,
    StatusTarget,
    SumberTarget,
)
from indicators.models import (
    BuktiDukung,
    Indikator,
    ItemPerjanjian,
    PeriodePelaporan,
    PerjanjianKinerja,
    Realisasi,
    Sasaran,
    SkalaPredikat,
    SkemaPengukuran,
    TargetTahunan,
    TargetTriwulan,
    TingkatSkala,
)
from lkip.periods import Triwulan
from reports.provinsi_dasar import Kantor, Ukuran, simpan

CAPAIAN = (
    ("ST", "Sangat tinggi", 90, None),
    ("T", "Tinggi", 75, 90),
    ("S", "Sedang", 65, 75),
    ("R", "Rendah", 50, 65),
    ("SR", "Sangat rendah", 0, 50),
)
AKIP = (
    ("AA", "Sangat memuaskan", 90, 100),
    ("A", "Memuaskan", 80, 90),
    ("BB", "Sangat baik", 70, 80),
    ("B", "Baik", 60, 70),
    ("CC", "Cukup", 50, 60),
    ("C", "Kurang", 30, 50),
    ("D", "Sangat kurang", 0, 30),
)
SKALA = (
    ("CAPAIAN", "Kategori capaian rekaan", CAPAIAN),
    ("AKIP", "Predikat SAKIP rekaan", AKIP),
)
CARA = (
    Konsolidasi.NILAI_TERAKHIR,
    Konsolidasi.RATA_RATA,
    Konsolidasi.JUMLAH,
    Konsolidasi.TAHUNAN,
)
BAGIAN = {
    Konsolidasi.JUMLAH: ("0.2", "0.25", "0.25", "0.3"),
    Konsolidasi.NILAI_TERAKHIR: ("0.25", "0.5", "0.75", "1"),
    Konsolidasi.RATA_RATA: ("1", "1", "1", "1"),
}
SASARAN = 5
DUA = Decimal("0.01")
BERBUKTI = 0.7
# Of a hundred values that are there: the rest was verified.
LANGKAH = (
    (5, StatusRealisasi.DRAF),
    (9, StatusRealisasi.DIKEMBALIKAN),
    (18, StatusRealisasi.DIAJUKAN),
)
SEBAB = ("Sebab rekaan: layanan lebih cepat.", "Sebab rekaan: pengadaan tertunda.", "")


@dataclass
class _Tabel:
    """What the years of an agency add, kept until it is inserted."""

    item: list[ItemPerjanjian] = field(default_factory=list)
    triwulan: list[TargetTriwulan] = field(default_factory=list)
    tahunan: list[TargetTahunan] = field(default_factory=list)
    realisasi: list[Realisasi] = field(default_factory=list)
    bukti: list[BuktiDukung] = field(default_factory=list)
    periode: list[PeriodePelaporan] = field(default_factory=list)
    skema: list[SkemaPengukuran] = field(default_factory=list)

    def simpan(self) -> int:
        """Insert everything, owners before what hangs on them; the number of rows."""
        for model, rows in (
            (ItemPerjanjian, self.item),
            (TargetTriwulan, self.triwulan),
            (TargetTahunan, self.tahunan),
            (Realisasi, self.realisasi),
            (BuktiDukung, self.bukti),
            (PeriodePelaporan, self.periode),
            (SkemaPengukuran, self.skema),
        ):
            simpan(model, rows)
        return sum(map(len, vars(self).values()))


@dataclass(frozen=True)
class _Watak:
    """How an agency works: what it reaches (1 is the target), what it hands in, and how soon."""

    mutu: float
    disiplin: float
    tepat: float


def isi_kinerja(kantor: Kantor, ukuran: Ukuran, acak: Random) -> int:
    """Fill the years of an agency and return the number of rows."""
    watak = _Watak(
        mutu=acak.uniform(0.85, 1.1),
        # A third hands in everything.
        disiplin=min(1.0, acak.uniform(0.85, 1.08)),
        tepat=acak.uniform(0.5, 1.0),
    )
    capaian_, akip = (_skala(kantor, *scale) for scale in SKALA)
    indikator = _indikator(kantor, ukuran, akip)
    tabel = _Tabel()
    for tahun in ukuran.daftar_tahun:
        akhir = tahun == ukuran.sampai
        _tahun(kantor, tahun, indikator, tabel, watak, acak, akhir=akhir)
        tabel.periode += _periode(kantor, tahun, terkunci=not akhir)
        tabel.skema.append(SkemaPengukuran(pd=kantor.pd, tahun=tahun, skala_capaian=capaian_))
    return len(indikator) + tabel.simpan()


def _skala(
    kantor: Kantor, kode: str, nama: str, steps: tuple[tuple[str, str, int, int | None], ...]
) -> SkalaPredikat:
    skala = SkalaPredikat.objects.create(
        pd=kantor.pd, kode=kode, nama=nama, sumber="Rekaan", berlaku_sejak=2000
    )
    rows = (
        TingkatSkala(
            skala=skala,
            urutan=number,
            kode=code,
            sebutan=name,
            batas_bawah=low,
            batas_atas=high,
            inklusif=low == 0,
        )
        for number, (code, name, low, high) in enumerate(steps, start=1)
    )
    simpan(TingkatSkala, rows)
    return skala


def _indikator(kantor: Kantor, ukuran: Ukuran, akip: SkalaPredikat) -> list[Indikator]:
    """The first is the SAKIP grade of the agency; every sixth of the others counts downwards."""
    rows = []
    for number in range(1, ukuran.indikator + 1):
        grade = number == 1
        rows.append(
            Indikator(
                pd=kantor.pd,
                kode=f"I{number:02}",
                urutan=number,
                nama="Predikat SAKIP rekaan" if grade else f"Indikator rekaan nomor {number}",
                satuan="Predikat" if grade else "Nilai",
                jenis_nilai=JenisNilai.PREDIKAT if grade else JenisNilai.ANGKA,
                polaritas=Polaritas.MINIMAL if number % 6 == 0 else Polaritas.MAKSIMAL,
                konsolidasi=Konsolidasi.TAHUNAN if grade else CARA[number % len(CARA)],
                skala=akip if grade else None,
                unit=kantor.unit[1 + number % (len(kantor.unit) - 1)],
                berlaku_sejak=ukuran.daftar_tahun[0],
            )
        )
    return simpan(Indikator, rows)


def _tahun(
    kantor: Kantor,
    tahun: int,
    indikator: list[Indikator],
    tabel: _Tabel,
    watak: _Watak,
    acak: Random,
    *,
    akhir: bool,
) -> None:
    perjanjian = _perjanjian(kantor, tahun)
    sasaran = _sasaran(kantor, tahun)
    for number, satu in enumerate(indikator):
        target = Decimal(acak.randrange(60, 81) if number == 0 else acak.randrange(10, 1000))
        item = ItemPerjanjian(
            perjanjian=perjanjian,
            urutan=number + 1,
            sasaran=sasaran[number * len(sasaran) // len(indikator)],
            indikator=satu,
            target=target,
            sumber_data="Rekaan",
        )
        tabel.item.append(item)
        tabel.tahunan.append(
            TargetTahunan(indikator=satu, tahun=tahun, sumber=SumberTarget.PERJANJIAN, nilai=target)
        )
        _nilai(item, target, tahun, tabel, watak, acak, akhir=akhir)


def _perjanjian(kantor: Kantor, tahun: int) -> PerjanjianKinerja:
    return PerjanjianKinerja.objects.create(
        pd=kantor.pd,
        tahun=tahun,
        jabatan=kantor.kepala.jabatan,
        pihak_pertama=kantor.kepala,
        pihak_kedua=kantor.atasan,
        jabatan_pihak_pertama=kantor.kepala.jabatan.nama,
        jabatan_pihak_kedua=kantor.atasan.jabatan.nama,
        tanggal=date(tahun, 1, 20),
        status=StatusPerjanjian.BERLAKU,
    )


def _sasaran(kantor: Kantor, tahun: int) -> list[Sasaran]:
    kinds = tuple(JenisSasaran)
    rows = (
        Sasaran(
            pd=kantor.pd,
            tahun=tahun,
            kode=f"S{number:02}",
            urutan=number,
            jenis=kinds[(number - 1) * len(kinds) // SASARAN],
            sasaran=f"Sasaran rekaan nomor {number}",
        )
        for number in range(1, SASARAN + 1)
    )
    return simpan(Sasaran, rows)


def _nilai(
    item: ItemPerjanjian,
    setahun: Decimal,
    tahun: int,
    tabel: _Tabel,
    watak: _Watak,
    acak: Random,
    *,
    akhir: bool,
) -> None:
    """Targets of the quarters, and values of quarters and year."""
    parts = BAGIAN.get(Konsolidasi(item.indikator.konsolidasi), ())
    reached = Decimal(str(round(acak.gauss(watak.mutu, 0.08), 4)))
    if item.indikator.polaritas == Polaritas.MINIMAL:
        reached = max(2 - reached, Decimal(0))
    for quarter in range(1, 5):
        target = setahun * Decimal(parts[quarter - 1]) if parts else None
        tabel.triwulan.append(
            TargetTriwulan(
                item=item,
                triwulan=quarter,
                target=target,
                status=StatusTarget.DITETAPKAN if parts else StatusTarget.TIDAK_ADA,
            )
        )
        if target is not None:
            value = target * reached * Decimal(str(round(acak.uniform(0.95, 1.05), 4)))
            _realisasi(item, tahun, Periode(quarter), value, tabel, watak, acak, akhir=akhir)
    _realisasi(item, tahun, Periode.TAHUN, setahun * reached, tabel, watak, acak, akhir=akhir)


def _realisasi(
    item: ItemPerjanjian,
    tahun: int,
    periode: Periode,
    nilai: Decimal,
    tabel: _Tabel,
    watak: _Watak,
    acak: Random,
    *,
    akhir: bool,
) -> None:
    """A value as it came in: missing, awaited, draft, returned, handed in late, or verified."""
    gap = (1 - watak.disiplin) * (1 if akhir else 0.25)
    if acak.random() < gap:
        return
    awaited = acak.random() < gap / 5
    status = StatusRealisasi.DRAF if awaited else _langkah(acak, akhir=akhir)
    row = Realisasi(
        indikator=item.indikator,
        tahun=tahun,
        periode=periode,
        nilai=None if awaited else nilai.quantize(DUA),
        status_data=StatusData.BELUM_RILIS if awaited else StatusData.ADA,
        dasar_penilaian="Rekaan",
        status=status,
        penyebab=acak.choice(SEBAB),
        diajukan_pada=_diajukan(tahun, periode, watak, acak, status),
    )
    tabel.realisasi.append(row)
    if acak.random() < BERBUKTI:
        tabel.bukti.append(BuktiDukung(realisasi=row, judul="Bukti rekaan", rujukan="Rekaan"))


def _langkah(acak: Random, *, akhir: bool) -> StatusRealisasi:
    """Where a value stands; those of years gone by were all verified."""
    drawn = acak.randrange(100)
    found = (status for limit, status in LANGKAH if akhir and drawn < limit)
    return next(found, StatusRealisasi.DIVERIFIKASI)


def _diajukan(
    tahun: int, periode: Periode, watak: _Watak, acak: Random, status: StatusRealisasi
) -> datetime | None:
    """When it was handed in: by day 5 of the month that follows, or up to three weeks late."""
    if status == StatusRealisasi.DRAF:
        return None
    day = acak.randrange(1, 6) if acak.random() < watak.tepat else acak.randrange(6, 27)
    opening = _akhir(tahun, periode) + timedelta(days=day)
    return datetime(opening.year, opening.month, opening.day, 4, tzinfo=UTC)


def _akhir(tahun: int, periode: Periode) -> date:
    return Triwulan(min(periode, 4)).tanggal_akhir(tahun)


def _periode(kantor: Kantor, tahun: int, *, terkunci: bool) -> list[PeriodePelaporan]:
    rows = [PeriodePelaporan.usulan(kantor.pd, tahun, periode) for periode in Periode]
    for row in rows:
        row.terkunci = terkunci
    return rows
