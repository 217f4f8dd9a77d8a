"""Filter and order of the province's dashboard; both stand in the address."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from django import forms

from reports.enums import StatusKinerja, sebutan_pd
from reports.filters import alamat
from reports.queries_provinsi import BarisProvinsi, Peringkat, Provinsi
from workforce.enums import JenisPerangkatDaerah

SEMUA = ("", "Semua")
URUT = (
    ("", "Nama"),
    ("peringkat", "Peringkat dalam jenisnya"),
    ("capaian", "Capaian, terendah dahulu"),
    ("serapan", "Serapan, terendah dahulu"),
    ("tepat", "Tepat waktu, terendah dahulu"),
    ("lengkap", "Kelengkapan, terendah dahulu"),
    ("verifikasi", "Verifikasi, terendah dahulu"),
)
TIADA = Decimal(-1)


class SaringProvinsi(forms.Form):
    """Kind of agency, status, order. The period stands beside them and stays."""

    jenis = forms.ChoiceField(
        label="Jenis", required=False, choices=[SEMUA, *JenisPerangkatDaerah.choices]
    )
    status = forms.ChoiceField(
        label="Keadaan",
        required=False,
        choices=[SEMUA, *((s.value, sebutan_pd(s)) for s in StatusKinerja)],
    )
    urut = forms.ChoiceField(label="Urutkan", required=False, choices=URUT)

    def __init__(self, data: Mapping[str, Any] | None, papan: Provinsi) -> None:
        super().__init__(data)
        self.papan = papan
        for field in self.fields.values():
            field.widget.attrs["class"] = "form-select"

    @property
    def menyaring(self) -> bool:
        """Whether something is left out."""
        return self.is_valid() and any(self.cleaned_data[name] for name in ("jenis", "status"))

    @property
    def terbuka(self) -> bool:
        """Whether the form stands open: something was chosen or is to be mended."""
        return not self.is_valid() or any(self.cleaned_data.values())

    @property
    def hitungan(self) -> tuple[tuple[StatusKinerja, str, int, str], ...]:
        """Standings that occur with their words, how often, and the way to those agencies."""
        chosen = {k: v for k, v in self.cleaned_data.items() if v} if self.is_valid() else {}
        return tuple(
            (s, sebutan_pd(s), n, alamat(self.papan.periode, {**chosen, "status": s.value}))
            for s, n in self.papan.hitungan.items()
            if n
        )

    @property
    def baris(self) -> tuple[tuple[BarisProvinsi, Peringkat | None], ...]:
        """The agencies that pass with their ranks, in the order asked for.

        An invalid choice changes nothing and is shown as an error.
        """
        ranks = self.papan.peringkat
        return tuple((row, ranks.get(row.pd.pk)) for row in self._baris())

    def _baris(self) -> tuple[BarisProvinsi, ...]:
        if not self.is_valid():
            return self.papan.baris
        wanted = self.cleaned_data
        rows = (
            row
            for row in self.papan.baris
            if wanted["jenis"] in ("", row.pd.jenis)
            and wanted["status"] in ("", row.status.status.value)
        )
        return tuple(sorted(rows, key=lambda row: self._kunci(row, wanted["urut"])))

    def _kunci(self, row: BarisProvinsi, urut: str) -> tuple[Any, ...]:
        if urut != "peringkat":
            return _angka(row, urut), row.pd.nama
        rank = self.papan.peringkat.get(row.pd.pk)
        return rank is None, row.pd.jenis, rank.nomor if rank else 0, row.pd.nama


def _angka(row: BarisProvinsi, urut: str) -> Decimal:
    """A figure to sort by; what is unknown comes first, because it needs somebody most."""
    punctual, complete, verified = (mutu.persen for mutu in row.mutu)
    figures = {
        "capaian": row.capaian.rata_rata,
        "serapan": row.serapan,
        "tepat": punctual,
        "lengkap": complete,
        "verifikasi": verified,
    }
    figure = figures.get(urut)
    return TIADA if figure is None else figure
