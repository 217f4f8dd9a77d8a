"""Files of the report's texts, and the order in which an agency's folder is read."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import tablib
from django.db import transaction

import budget.resources
import indicators.resources
import workforce.resources
from indicators.models import TabelPendukung
from indicators.resources import BarisTabelResource
from lkip.loading import BerkasDitolak, Kesalahan, import_rows, read_csv
from lkip.resources import PDResource, integer_column, resource_meta, text_column
from reports import models
from workforce.models import PerangkatDaerah
from workforce.resources import PerangkatDaerahResource


class NarasiResource(PDResource):
    """Narrative of the report."""

    tahun = integer_column("tahun")
    bagian = text_column("bagian")
    isi = text_column("isi")
    Meta = resource_meta(models.Narasi, "tahun", "bagian")


# Periods come last: a locked one lets nothing in behind it.
BERKAS: tuple[tuple[str, type[PDResource]], ...] = tuple(
    sorted(
        (
            *workforce.resources.BERKAS,
            *indicators.resources.BERKAS,
            *budget.resources.BERKAS,
            ("narasi", NarasiResource),
        ),
        key=lambda entry: entry[0] == "periode",
    )
)


def load_folder(folder: Path) -> tuple[PerangkatDaerah, int]:
    """Load an agency's folder and return the agency and the number of rows read.

    Every file is optional except `perangkat_daerah.csv`, which names the agency. Loading
    twice changes nothing. Raises BerkasDitolak, and then nothing is stored.
    """
    with transaction.atomic():
        pd, count = _load_agency(folder)
        for name, resource_class in BERKAS:
            path = folder / f"{name}.csv"
            if path.exists():
                count += _load_file(path, resource_class(pd))
        for table in TabelPendukung.objects.of_pd(pd):
            path = folder / "tabel" / f"{table.kode}.csv"
            if path.exists():
                count += _load_table(path, table, pd)
    return pd, count


def write_folder(pd: PerangkatDaerah, folder: Path) -> int:
    """Write all of an agency's records as the files that `load_folder` reads; return the rows."""
    (folder / "tabel").mkdir(parents=True, exist_ok=True)
    agency = PerangkatDaerahResource(pd).export(PerangkatDaerah.objects.of_pd(pd))
    count = _write(folder / "perangkat_daerah.csv", agency)
    for name, resource_class in BERKAS:
        resource = resource_class(pd)
        count += _write(folder / f"{name}.csv", resource.export(_in_order(resource)))
    for table in TabelPendukung.objects.of_pd(pd).prefetch_related("kolom", "baris"):
        codes = [column.kode for column in table.kolom.all() if not column.hitung]
        dataset = tablib.Dataset(headers=codes)
        for row in table.baris.all():
            dataset.append([row.isi.get(code, "") for code in codes])
        count += _write(folder / "tabel" / f"{table.kode}.csv", dataset)
    return count


def _in_order(resource: PDResource) -> Any:
    """Rows in the order of their model; what it leaves open follows the order of entry."""
    rows = resource.scoped_queryset()
    return rows.order_by(*rows.model._meta.ordering, "pk")


def _write(path: Path, dataset: tablib.Dataset) -> int:
    path.write_text(dataset.export("csv", lineterminator="\n"), encoding="utf-8", newline="")
    return len(dataset)


def _load_agency(folder: Path) -> tuple[PerangkatDaerah, int]:
    path = folder / "perangkat_daerah.csv"
    if not path.exists():
        raise BerkasDitolak([Kesalahan(path.name, "Berkas ini wajib ada: ia menyebut PD-nya.")])
    dataset = read_csv(path, PerangkatDaerahResource.columns())
    if len(dataset) != 1:
        raise BerkasDitolak(
            [Kesalahan(path.name, f"Diharapkan tepat satu baris; terbaca {len(dataset)}.")]
        )
    import_rows(PerangkatDaerahResource(None), dataset, berkas=path.name)
    return PerangkatDaerah.objects.get(kode=dataset["kode"][0]), 1


def _load_file(path: Path, resource: PDResource) -> int:
    rows = read_csv(path, resource.columns())
    return import_rows(resource, rows, berkas=path.name, historis=True)


def _load_table(path: Path, table: TabelPendukung, pd: PerangkatDaerah) -> int:
    codes = [column.kode for column in table.kolom.all() if not column.hitung]
    rows = read_csv(path, codes)
    dataset = tablib.Dataset(headers=["tahun", "tabel", "urutan", "isi"])
    for number, cells in enumerate(rows.dict, start=1):
        dataset.append([table.tahun, table.kode, number, _cells(cells)])
    return import_rows(BarisTabelResource(pd), dataset, berkas=f"tabel/{path.name}")


def _cells(row: dict[str, Any]) -> dict[str, str]:
    return {code: text for code, text in row.items() if text != ""}
