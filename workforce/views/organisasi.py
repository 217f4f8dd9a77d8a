"""Pages of organisation and staff; aggregates only."""

from __future__ import annotations

from collections.abc import Mapping

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from lkip.periods import akhir_tahun
from lkip.tables import Column, Kind, build
from workforce.calculations_sel import samarkan, terbuka
from workforce.enums import KelompokJabatan
from workforce.models import PemangkuJabatan, PerangkatDaerah
from workforce.queries import (
    DIMENSI,
    BarisSebaran,
    PegawaiPada,
    pegawai_pada,
    pensiun,
    pohon_unit,
    sebaran,
)
from workforce.querysets import hari_ini
from workforce.rules import MELIHAT_SEL_KECIL, may
from workforce.views.akses import pd_or_404


def organisasi(request: HttpRequest) -> HttpResponse:
    """Agencies that the user may see."""
    rows = PerangkatDaerah.objects.visible_to(request.user)
    return render(request, "workforce/organisasi.html", {"daftar": rows})


def unit(request: HttpRequest, kode: str) -> HttpResponse:
    """The unit tree of an agency and the holders of its posts."""
    pd = pd_or_404(request, kode)
    holders = PemangkuJabatan.objects.of_pd(pd).select_related("jabatan__unit")
    context = {"pd": pd, "pohon": pohon_unit(pd), "pemangku": holders}
    return render(request, "workforce/unit.html", context)


def pegawai(request: HttpRequest, kode: str, tahun: int) -> HttpResponse:
    """Staff of an agency at the end of a year, in every breakdown.

    Breakdowns by class of posts count single persons, so they are for those who administer the
    staff; everybody else sees counts with the small ones hidden.
    """
    pd = pd_or_404(request, kode)
    day = akhir_tahun(tahun)
    people = pegawai_pada(pd, day)
    rinci = may(request.user, MELIHAT_SEL_KECIL, pd)
    hide = terbuka if rinci else samarkan
    groups = hide([sum(p.kelas.kelompok == k for p in people) for k in KelompokJabatan])
    years = pensiun(people, day)
    retiring = hide([year.jumlah for year in years])
    context = {
        "pd": pd,
        "tahun": tahun,
        "tanggal": day,
        "ada": bool(people),
        "belum_tiba": day > hari_ini(),
        "rinci": rinci,
        "jumlah": groups.jumlah,
        "menyamarkan": groups.menyamarkan or retiring.menyamarkan,
        "rekaan": any(p.pegawai.rekaan for p in people),
        "kelompok": list(zip((k.label for k in KelompokJabatan), groups.sel, strict=True)),
        "tabel": _tables(pd, people) if people and rinci else [],
        "pensiun": list(zip((year.tahun for year in years), retiring.sel, strict=True)),
    }
    return render(request, "workforce/pegawai.html", context)


def _tables(pd: PerangkatDaerah, people: tuple[PegawaiPada, ...]) -> list[tuple[str, object]]:
    return [(d.judul, _table(d.kelas, sebaran(pd, people, d))) for d in DIMENSI]


def _table(classes: Mapping[str, str], rows: tuple[BarisSebaran, ...]) -> object:
    columns = (
        Column("nama", "Jabatan", width=34),
        *(Column(key, label, Kind.NUMBER, 8, total=True) for key, label in classes.items()),
        Column("jumlah", "Jumlah", Kind.NUMBER, 9, total=True),
    )
    records = [
        {"kelompok": r.kelompok.label, "nama": r.kelas.nama, **r.isi, "jumlah": r.jumlah}
        for r in rows
    ]
    return build(
        columns, records, group=lambda r: r["kelompok"], subtotal="Jumlah", total="Seluruhnya"
    )
