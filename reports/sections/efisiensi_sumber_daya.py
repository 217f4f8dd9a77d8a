"""Unspent money per unit beside the output: it is a saving only where the output was reached."""

from budget.queries import BarisAnggaran
from lkip.tables import TIDAK_TERSEDIA, Column, Kind, Tanpa, Value
from reports.sections import TableSection

COLUMNS = (
    Column("nama", "Unit kerja", width=34),
    Column("sisa", "Sisa anggaran (Rp)", Kind.RUPIAH, 18, total=True),
    Column("efisiensi", "Efisiensi", Kind.PERCENT, 11),
    Column("keluaran", "Keluaran", Kind.PERCENT, 12),
    Column("arti", "Arti sisa anggaran", width=25),
)


def _row(unit: BarisAnggaran) -> dict[str, Value]:
    output = unit.capaian_keluaran
    if output is None:
        meaning = "Belum dapat dinilai: keluaran tidak tersedia"
    else:
        meaning = "Penghematan" if output >= 100 else "Bukan penghematan: keluaran belum tercapai"
    return {
        "nama": unit.nama,
        "sisa": unit.sisa,
        "efisiensi": unit.efisiensi,
        "keluaran": Tanpa(TIDAK_TERSEDIA) if output is None else output,
        "arti": meaning,
    }


SECTION = TableSection(
    slug="efisiensi-sumber-daya-unit",
    title=lambda k: f"Sisa anggaran dan keluaran per unit tahun {k.tahun}",
    columns=COLUMNS,
    rows=lambda k: map(_row, k.anggaran_unit),
    total="Jumlah",
    notes=lambda k: ("Efisiensi adalah sisa anggaran dibagi pagu.",),
)
