"""What was spent, level by level; an amount stands once, at the level that owns it."""

from decimal import Decimal

from budget.queries import BarisAnggaran
from lkip.tables import Column, Kind, Value
from reports.charts import Chart, Titik
from reports.context import Konteks
from reports.keterangan import keterangan_anggaran
from reports.sections import ChartSection, Each, TableSection, always
from reports.sections.ikhtisar_program import BASE_NOTE

MONEY = (
    Column("pagu", "Pagu (Rp)", Kind.RUPIAH, 16),
    Column("realisasi", "Realisasi (Rp)", Kind.RUPIAH, 16),
    Column("serapan", "Serapan", Kind.PERCENT, 9),
    Column("sisa", "Sisa (Rp)", Kind.RUPIAH, 15),
    Column("efisiensi", "Efisiensi", Kind.PERCENT, 9),
)
LEVEL = (Column("nama", "Uraian", width=30), Column("indikator", "Indikator", width=30), *MONEY)


def _row(row: BarisAnggaran) -> dict[str, Value]:
    return {
        "program": row.objek.program.nama,
        "nama": row.nama,
        "indikator": "; ".join(output.indikator for output in row.keluaran),
        "pagu": row.pagu,
        "realisasi": row.realisasi,
        "serapan": row.serapan,
        "sisa": row.sisa,
        "efisiensi": row.efisiensi,
    }


def _programs(konteks: Konteks) -> list[TableSection]:
    return [
        TableSection(
            slug=f"serapan-program-{program.kode.lower()}",
            title=f"Realisasi {program.nama} tahun {konteks.tahun}",
            columns=(Column("nama", "Program", width=30), *MONEY),
            rows=always((program,)),
            notes=always(
                (
                    program.hasil_serapan.penjelasan,
                    program.hasil_efisiensi.penjelasan,
                    *program.keterangan,
                ),
            ),
        )
        for program in konteks.program
    ]


def _chart(rows: tuple[BarisAnggaran, ...], what: str) -> Chart:
    return Chart(
        bentuk="batang",
        titik=tuple(Titik(row.nama, row.serapan) for row in rows),
        satuan="serapan (%)",
        keterangan=f"Realisasi dibagi pagu menurut {what}.",
        desimal=2,
        acuan=Decimal(100),
    )


PROGRAMS = Each(slug="serapan-program-semua", make=_programs)
KEGIATAN = TableSection(
    slug="serapan-kegiatan",
    title=lambda k: f"Realisasi anggaran per kegiatan tahun {k.tahun}",
    columns=LEVEL,
    rows=lambda k: map(_row, k.kegiatan),
    group=lambda row: row["program"],
    notes=lambda k: (
        BASE_NOTE,
        "Tanda - berarti kegiatan tidak mempunyai anggaran sendiri pada sumber; jumlahnya "
        "tercatat pada program.",
        *keterangan_anggaran(k.kegiatan),
    ),
    landscape=True,
)
SUB_KEGIATAN = TableSection(
    slug="serapan-sub-kegiatan",
    title=lambda k: f"Realisasi anggaran per sub kegiatan tahun {k.tahun}",
    columns=LEVEL,
    rows=lambda k: map(_row, k.sub_kegiatan),
    group=lambda row: row["program"],
    notes=lambda k: (BASE_NOTE, *keterangan_anggaran(k.sub_kegiatan)),
    landscape=True,
)
PROGRAM_CHART = ChartSection(
    slug="grafik-serapan-program",
    title=lambda k: f"Serapan anggaran per program tahun {k.tahun}",
    chart=lambda k: _chart(k.program, "program"),
)
UNIT_CHART = ChartSection(
    slug="grafik-serapan-unit",
    title=lambda k: f"Serapan anggaran per unit tahun {k.tahun}",
    chart=lambda k: _chart(k.anggaran_unit, "unit kerja"),
)
