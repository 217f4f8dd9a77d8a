"""Budget quality per unit, and the activities of each unit that stand behind it."""

from decimal import Decimal

from budget.queries import AktivitasUnit, BarisAnggaran
from lkip.numbers import format_rupiah
from lkip.tables import TIDAK_TERSEDIA, Column, Kind, Tanpa, Value
from reports.charts import Chart, Titik
from reports.context import Konteks
from reports.keterangan import keterangan_anggaran
from reports.sections import ChartSection, Each, TableSection, always

RECAP = (
    Column("nama", "Unit kerja", width=28),
    Column("pagu", "Anggaran (Rp)", Kind.RUPIAH, 17, total=True),
    Column("realisasi", "Realisasi (Rp)", Kind.RUPIAH, 17, total=True),
    Column("serapan", "Serapan", Kind.PERCENT, 10, ratio=("realisasi", "pagu")),
    Column("sisa", "Sisa (Rp)", Kind.RUPIAH, 16, total=True),
    Column("efisiensi", "Efisiensi", Kind.PERCENT, 10, ratio=("sisa", "pagu")),
    Column("keluaran", "Keluaran", Kind.PERCENT, 10),
    Column("kualitas", "Kualitas", Kind.NUMBER, 10, places=2),
)
DETAIL = (
    Column("nama", "Sub kegiatan", width=20),
    Column("pagu", "Anggaran (Rp)", Kind.RUPIAH, 13, total=True),
    Column("realisasi", "Realisasi (Rp)", Kind.RUPIAH, 13, total=True),
    Column("serapan", "Serapan", Kind.PERCENT, 8, ratio=("realisasi", "pagu")),
    Column("sisa", "Efisiensi (Rp)", Kind.RUPIAH, 12, total=True),
    Column("efisiensi", "Efisiensi", Kind.PERCENT, 8, ratio=("sisa", "pagu")),
    Column("indikator", "Indikator keluaran", width=20),
    Column("target", "Target", Kind.NUMBER, 7),
    Column("satuan", "Satuan", width=7),
    Column("capaian", "Capaian", Kind.NUMBER, 7),
    Column("persen", "Capaian (%)", Kind.PERCENT, 8),
)


def _recap_row(row: BarisAnggaran) -> dict[str, Value]:
    missing = Tanpa(TIDAK_TERSEDIA, row.hasil_kualitas.penjelasan)
    return {
        "nama": row.nama,
        "pagu": row.pagu,
        "realisasi": row.realisasi,
        "serapan": row.serapan,
        "sisa": row.sisa,
        "efisiensi": row.efisiensi,
        "keluaran": missing if row.capaian_keluaran is None else row.capaian_keluaran,
        "kualitas": missing if row.kualitas is None else row.kualitas,
    }


def _recap_notes(konteks: Konteks) -> list[str]:
    told = keterangan_anggaran(konteks.anggaran_unit)
    own = [u.nama for u in konteks.anggaran_unit if u.hasil_kualitas.cabang_kami]
    if not own:
        return told
    return [
        f"Untuk {', '.join(own)} berlaku cabang rumus yang ditetapkan aplikasi: serapan di bawah "
        "80% dengan keluaran tercapai tidak diatur dalam ketentuan.",
        *told,
    ]


def _detail_row(row: BarisAnggaran) -> dict[str, Value]:
    output = row.keluaran[0] if row.keluaran else None
    return {
        "nama": row.nama,
        "pagu": row.pagu,
        "realisasi": row.realisasi,
        "serapan": row.serapan,
        "sisa": row.sisa,
        "efisiensi": row.efisiensi,
        "indikator": output.indikator if output else None,
        "target": output.target if output else None,
        "satuan": output.satuan if output else None,
        "capaian": output.capaian if output else None,
        "persen": output.persen if output else None,
    }


def _detail_notes(konteks: Konteks, part: AktivitasUnit) -> list[str]:
    unit = next(u for u in konteks.anggaran_unit if u.objek == part.anggaran_unit)
    notes = [unit.hasil_kualitas.penjelasan, *unit.hasil_kualitas.catatan]
    total = sum((row.pagu for row in part.baris if row.pagu is not None), Decimal(0))
    if unit.pagu is not None and total != unit.pagu:
        notes.append(
            f"Jumlah baris {format_rupiah(total)} berbeda dengan anggaran unit "
            f"{format_rupiah(unit.pagu)}; selisih {format_rupiah(total - unit.pagu)}."
        )
    notes += [f"{r.nama}: {r.objek.catatan}" for r in part.baris if r.objek.catatan]
    return notes + keterangan_anggaran(part.baris)


def _details(konteks: Konteks) -> list[TableSection]:
    return [
        TableSection(
            slug=f"kualitas-{part.anggaran_unit.unit.kode.lower()}",
            title=f"Pelaksanaan anggaran {part.anggaran_unit.unit.nama}",
            columns=DETAIL,
            rows=always(tuple(map(_detail_row, part.baris))),
            total="Jumlah",
            notes=always(_detail_notes(konteks, part)),
            landscape=True,
        )
        for part in konteks.aktivitas
    ]


def _chart(konteks: Konteks) -> Chart:
    return Chart(
        bentuk="batang",
        titik=tuple(Titik(u.nama, u.kualitas) for u in konteks.anggaran_unit),
        satuan="nilai kualitas",
        keterangan="Kualitas pelaksanaan anggaran per unit; unit tanpa batang belum dapat dinilai.",
        desimal=2,
    )


SECTION = TableSection(
    slug="kualitas-rekap",
    title=lambda k: f"Kualitas pelaksanaan anggaran per unit tahun {k.tahun}",
    columns=RECAP,
    rows=lambda k: map(_recap_row, k.anggaran_unit),
    total="Jumlah",
    notes=_recap_notes,
    landscape=True,
)
DETAILS = Each(slug="kualitas-unit", make=_details)
CHART = ChartSection(
    slug="grafik-kualitas-unit",
    title=lambda k: f"Kualitas pelaksanaan anggaran per unit tahun {k.tahun}",
    chart=_chart,
    landscape=True,
)
