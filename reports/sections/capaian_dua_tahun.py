"""Target, realisasi and achievement of this year and the year before."""

from indicators.queries import BarisIndikator
from lkip.tables import TIDAK_TERSEDIA, Column, Kind, Tanpa, Value
from reports.context import Konteks
from reports.keterangan import keterangan_nilai
from reports.sections import Each, TableSection


def _columns(tahun: int) -> tuple[Column, ...]:
    this, last = str(tahun), str(tahun - 1)
    return (
        Column("nomor", "No", width=4),
        Column("nama", "Indikator", width=28),
        Column("satuan", "Satuan", width=8),
        Column("target_lalu", "Target", Kind.NUMBER, 9, span=last),
        Column("realisasi_lalu", "Realisasi", Kind.NUMBER, 9, span=last),
        Column("capaian_lalu", "Capaian", Kind.PERCENT, 10, span=last),
        Column("target", "Target", Kind.NUMBER, 9, span=this),
        Column("realisasi", "Realisasi", Kind.NUMBER, 9, span=this),
        Column("capaian", "Capaian", Kind.PERCENT, 10, span=this),
        Column("dasar", "Dasar penilaian", width=22),
    )


def _last_year(row: BarisIndikator) -> dict[str, Value]:
    """The comparator; an indicator that is new this year says that there is none."""
    last = row.lalu
    if last.realisasi is None and last.target is None:
        missing = Tanpa(TIDAK_TERSEDIA, f"Tidak ada target dan realisasi tahun {last.tahun}.")
        return dict.fromkeys(("target_lalu", "realisasi_lalu", "capaian_lalu"), missing)
    return {
        "target_lalu": last.sel_target,
        "realisasi_lalu": last.sel_realisasi,
        "capaian_lalu": last.sel_capaian,
    }


def _rows(konteks: Konteks) -> list[dict[str, Value]]:
    return [
        {
            "jenis": row.sasaran.get_jenis_display(),
            "nomor": str(row.nomor),
            "nama": row.nama,
            "satuan": row.satuan,
            **_last_year(row),
            "target": row.target,
            "realisasi": row.realisasi,
            "capaian": row.capaian,
            "dasar": row.dasar_penilaian,
        }
        for row in konteks.indikator
    ]


def _notes(konteks: Konteks) -> list[str]:
    return [
        f"{row.kode}: {row.lalu.hasil.penjelasan}"
        for row in konteks.indikator
        if row.lalu.realisasi is not None and row.lalu.realisasi.skala_berbeda
    ] + keterangan_nilai((row.kode, row.tahunan) for row in konteks.indikator)


def _make(konteks: Konteks) -> list[TableSection]:
    tahun = konteks.tahun
    return [
        TableSection(
            slug="capaian-dua-tahun",
            title=f"Target, realisasi, dan capaian tahun {tahun - 1} dan {tahun}",
            columns=_columns(tahun),
            rows=_rows,
            group=lambda row: row["jenis"],
            notes=_notes,
            landscape=True,
        )
    ]


SECTION = Each(slug="capaian-dua-tahun-semua", make=_make)
