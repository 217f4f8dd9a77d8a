"""Action plans of regional strategic activities, one table per sub KSD and period."""

from indicators.queries import KelompokKSD
from lkip.tables import Column, Kind
from reports.context import Konteks
from reports.sections import Each, TableSection

COLUMNS = (
    Column("keluaran", "Keluaran", width=30),
    Column("target_capaian", "Target capaian", width=34),
    Column("target", "Target", Kind.PERCENT, 10, places=0),
    Column("realisasi", "Realisasi", Kind.PERCENT, 10, places=0),
    Column("catatan_verifikator", "Catatan verifikator", width=16),
)


def _section(group: KelompokKSD) -> TableSection:
    return TableSection(
        slug=f"ksd-{group.indikator.kode.lower()}-{group.periode.lower()}",
        title=f"Rencana aksi KSD {group.sub_ksd} periode {group.periode}",
        columns=COLUMNS,
        rows=lambda k: group.langkah,
    )


def _make(konteks: Konteks) -> list[TableSection]:
    return [_section(group) for group in konteks.ksd]


SECTION = Each(slug="ksd-semua", make=_make)
