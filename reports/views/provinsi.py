"""The dashboard of a province, for accounts that see several agencies."""

from __future__ import annotations

from datetime import date

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from indicators.enums import Periode
from reports.filters import alamat, periode_dari, saringan_dari, tautan_periode
from reports.filters_provinsi import SaringProvinsi
from reports.queries import periode_baku
from reports.queries_provinsi import BarisProvinsi, baris_provinsi, susun
from reports.simpanan import Potongan, per_pd, potongan, potongan_dari, sidik
from reports.views.tahun import pilihan_tahun
from workforce.models import PerangkatDaerah
from workforce.querysets import hari_ini


def kinerja(request: HttpRequest, tahun: int) -> HttpResponse:
    """All agencies that the account sees, side by side; a sentence when there is only one."""
    agencies = tuple(PerangkatDaerah.objects.visible_to(request.user).berstempel())
    if len(agencies) < 2:
        return render(request, "reports/provinsi_satu.html", {"daftar": agencies, "tahun": tahun})
    hari = hari_ini()
    periode = periode_dari(request.GET, periode_baku(tahun, hari))
    saringan = saringan_dari(request.GET, SaringProvinsi)
    kunci = ("provinsi", tahun, periode.value, hari, saringan, tuple(map(sidik, agencies)))
    context = {
        "tahun": tahun,
        "daftar_tahun": pilihan_tahun(
            "dasbor_provinsi", tahun, agencies, alamat(periode, saringan)
        ),
        "alamat": alamat(periode, saringan),
        "daftar_periode": tautan_periode(periode, saringan),
        "isi": potongan(kunci, lambda: _isi(agencies, tahun, periode, saringan, hari)),
    }
    return render(request, "reports/provinsi.html", context)


def _isi(
    agencies: tuple[PerangkatDaerah, ...],
    tahun: int,
    periode: Periode,
    saringan: dict[str, str],
    hari: date,
) -> Potongan:
    def baru(missing: tuple[PerangkatDaerah, ...]) -> dict[int, BarisProvinsi]:
        return baris_provinsi(missing, tahun, periode, hari=hari)

    rows = per_pd(("baris provinsi", tahun, periode.value, hari), agencies, baru)
    papan = susun(agencies, tahun, periode, rows)
    form = SaringProvinsi(saringan, papan)
    context = {"tahun": tahun, "papan": papan, "form": form}
    return potongan_dari("reports/provinsi_isi.html", context, tetap=form.is_valid())
