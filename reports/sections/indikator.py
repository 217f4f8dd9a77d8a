"""The pages of one indicator: what it is, its quarters, its trend, its analysis, its evidence."""

from collections.abc import Callable, Iterable, Mapping
from decimal import Decimal
from typing import Any

from indicators.enums import JenisSasaran, Periode
from indicators.queries import BarisIndikator, NilaiTahun, NilaiTriwulan
from indicators.queries_akibat import keterangan_akibat
from lkip.tables import Column, Kind, Value
from reports.charts import Chart, Titik
from reports.context import Konteks
from reports.keterangan import keterangan_nilai, uraian_pengisian
from reports.sections import (
    ChartSection,
    Each,
    Heading,
    RecordTextSection,
    Section,
    TableSection,
    TemplateSection,
)

TAHUN = str(Periode.TAHUN.label)
QUARTERS = (
    Column("periode", "Periode", width=20),
    Column("target", "Target", Kind.NUMBER, 18),
    Column("realisasi", "Realisasi", Kind.NUMBER, 22),
    Column("capaian", "Capaian", Kind.PERCENT, 20),
)


def per_jenis(jenis: JenisSasaran) -> Each:
    """All indicators of one kind of sasaran."""

    def make(konteks: Konteks) -> Iterable[Section]:
        return [_heading(row) for row in konteks.indikator_jenis(jenis)]

    return Each(slug=f"indikator-{jenis.value}", make=make)


def _heading(row: BarisIndikator) -> Heading:
    code = row.kode.lower()
    return Heading(
        slug=f"indikator-{code}",
        title=row.nama,
        parts=(
            TemplateSection(
                slug=f"profil-{code}",
                template="reports/bagian/profil_indikator.html",
                context=_profile(row),
            ),
            TableSection(
                slug=f"triwulan-{code}",
                title=lambda k: f"Target, realisasi, dan capaian {row.kode} tahun {k.tahun}",
                columns=QUARTERS,
                rows=lambda k: _quarters(row),
                notes=lambda k: _notes(row) + _akibat(k, row),
            ),
            ChartSection(
                slug=f"grafik-{code}",
                title=f"Perkembangan {row.kode}: target dan realisasi",
                chart=lambda k: _chart(row),
            ),
            *_analysis(row),
            TemplateSection(
                slug=f"bukti-{code}",
                template="reports/bagian/bukti_indikator.html",
                context=_evidence(row),
            ),
        ),
    )


def _profile(row: BarisIndikator) -> Callable[[Konteks], Mapping[str, Any]]:
    return lambda konteks: {"baris": row, "indikator": row.indikator}


ANALYSIS = (
    ("gambaran", "Gambaran"),
    ("penyebab", "Penyebab keberhasilan atau kegagalan"),
    ("solusi", "Alternatif solusi"),
    ("sumber_daya", "Penggunaan sumber daya"),
    ("program_penunjang", "Program dan kegiatan penunjang"),
    ("rencana", "Rencana ke depan"),
)


def slug_analisis(name: str, kode: str) -> str:
    """The section in which a part of an indicator's analysis stands."""
    return f"{name.replace('_', '-')}-{kode.lower()}"


def _analysis(row: BarisIndikator) -> list[RecordTextSection]:
    return [
        RecordTextSection(
            slug=slug_analisis(name, row.kode),
            title=title,
            html=getattr(row.analisis, name, ""),
            cadangan="".join(f"<p>{typed.kalimat}</p>" for typed in uraian_pengisian(row, name)),
        )
        for name, title in ANALYSIS
    ]


def _evidence(row: BarisIndikator) -> Callable[[Konteks], Mapping[str, Any] | None]:
    def context(konteks: Konteks) -> Mapping[str, Any] | None:
        links = next((p.tingkat for p in konteks.penunjang if p.indikator == row.indikator), ())
        realisasi = row.tahunan.realisasi
        evidence = list(realisasi.bukti.all()) if realisasi else []
        note = row.indikator.catatan_mutu_pada(konteks.tahun)
        if not (links or evidence or note):
            return None
        return {"penunjang": links, "bukti": evidence, "mutu": note}

    return context


def _quarters(row: BarisIndikator) -> list[dict[str, Value]]:
    rows = [_quarter(quarter) for quarter in row.triwulan]
    year: dict[str, Value] = {
        "periode": TAHUN,
        "target": row.target,
        "realisasi": row.realisasi,
        "capaian": row.capaian,
    }
    return [*rows, year]


def _quarter(quarter: NilaiTriwulan) -> dict[str, Value]:
    known = quarter.isi.target is not None
    return {
        "periode": str(quarter.periode.label),
        "target": quarter.sel_target,
        "realisasi": quarter.isi.sel_realisasi,
        "capaian": quarter.isi.sel_capaian if known else None,
    }


def _notes(row: BarisIndikator) -> list[str]:
    quarters = [q.isi.realisasi.catatan for q in row.triwulan if q.isi.realisasi]
    values = [*((str(q.periode.label), q.isi) for q in row.triwulan), (TAHUN, row.tahunan)]
    notes = [row.tahunan.hasil.penjelasan, *row.tahunan.hasil.peringatan, *quarters]
    notes += keterangan_nilai(values)
    return list(dict.fromkeys(note for note in notes if note))


def _akibat(konteks: Konteks, row: BarisIndikator) -> list[str]:
    """What an amendment changed for values that were decided before it."""
    if konteks.perjanjian is None:
        return []
    told = keterangan_akibat(konteks.perjanjian, konteks.akibat, row.indikator)
    return [told] if told else []


def _chart(row: BarisIndikator) -> Chart | None:
    years: tuple[NilaiTahun, ...] = (row.lalu, row.tahunan)
    if any(y.realisasi is not None and y.realisasi.skala_berbeda for y in years):
        years = (row.tahunan,)
    points = [
        Titik(str(year.tahun), value, series)
        for year in years
        for series, value in (("Target", year.target), ("Realisasi", year.nilai))
        if value is not None
    ]
    return Chart(
        bentuk="kolom",
        titik=tuple(points),
        satuan=row.satuan,
        keterangan=f"Target dan realisasi {row.kode} per tahun; tahun tanpa batang belum ada data.",
        tinggi=110,
        desimal=min(row.indikator.desimal, max(map(_angka_desimal, points), default=0)),
    )


def _angka_desimal(titik: Titik) -> int:
    """Decimals that the label of a point needs, so that it says what the table says."""
    exponent = Decimal(titik.nilai or 0).normalize().as_tuple().exponent
    return max(0, -int(exponent))
