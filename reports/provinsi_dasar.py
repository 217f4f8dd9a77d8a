"""What the parts of the invented province share: its size, an agency with its people, inserting."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, fields
from typing import Any

from django.core.exceptions import ValidationError

from workforce.models import PemangkuJabatan, PerangkatDaerah, UnitKerja


@dataclass(frozen=True)
class Ukuran:
    """How large the province is; years end with `sampai`, staff are those of all agencies."""

    pd: int = 42
    indikator: int = 22
    tahun: int = 10
    sub_kegiatan: int = 200
    pegawai: int = 20_000
    sampai: int = 2025

    def __post_init__(self) -> None:
        """Refuse sizes below one; only staff may be none."""
        for size in fields(self):
            found, least = getattr(self, size.name), 0 if size.name == "pegawai" else 1
            if found < least:
                raise ValidationError(
                    f"Ukuran {size.name} terbaca {found}; paling sedikit {least}."
                )

    @property
    def daftar_tahun(self) -> range:
        """The years, oldest first."""
        return range(self.sampai - self.tahun + 1, self.sampai + 1)


@dataclass(frozen=True)
class Kantor:
    """An invented agency with its units, and the holders that sign its agreements."""

    pd: PerangkatDaerah
    unit: tuple[UnitKerja, ...]
    kepala: PemangkuJabatan
    atasan: PemangkuJabatan


def simpan(model: Any, rows: Iterable[Any]) -> list[Any]:
    """Insert rows in batches; they come back with their numbers."""
    made: list[Any] = model.objects.bulk_create(rows, batch_size=2000)
    return made
