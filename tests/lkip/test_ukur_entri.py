"""The benchmark of entry: what it prints, that nothing stays, and what it refuses."""

from __future__ import annotations

import re
from io import StringIO

import pytest
from django.contrib.sessions.models import Session
from django.core.management import CommandError, call_command
from django.http import HttpResponseForbidden
from django.urls import path

from indicators.models import Indikator, Realisasi
from workforce.enums import Peran
from workforce.models import JejakAudit, PenugasanPeran, UnitKerja

LINE = (
    r"(.+?) +halaman +[\d.]+,\d md, CPU +[\d.]+,\d md +(\d+) kueri +[\d.]+ bita"
    r"  simpan +[\d.]+,\d md, CPU +[\d.]+,\d md +(\d+) kueri +\d+ bita"
)


def measure(kode: str = "CONTOH", tahun: int = 2023, putaran: int = 1) -> list[str]:
    out = StringIO()
    call_command("ukur_entri", kode, str(tahun), putaran=putaran, stdout=out)
    return out.getvalue().splitlines()


def everything() -> tuple[object, ...]:
    """What a saving would change."""
    rows = list(Realisasi.objects.order_by("pk").values())
    return rows, JejakAudit.objects.count(), Session.objects.count()


@pytest.mark.parametrize("kode", ["CONTOH", "BPSDM"])
def test_rounds_medians_and_the_cell_that_was_measured(contoh, bpsdm, akun, kode):
    akun(Peran.PERENCANA, contoh)
    akun(Peran.PERENCANA, bpsdm)
    before = everything()

    *costs, about = measure(kode, putaran=2)

    found = [re.fullmatch(LINE, line).groups() for line in costs]
    # Statements of the page, and of a saving with components, its savepoints and its seal. Levels
    # are read where an indicator is measured on a scale.
    page = "14" if kode == "BPSDM" else "13"
    assert found == [(when, page, "25") for when in ("Putaran 1", "Putaran 2", "Median")]
    assert re.match(rf"TW IV 2023, sel {'I01' if kode == 'CONTOH' else 'I18'}, basis data", about)
    assert everything() == before


def test_cell_without_components_is_measured_where_there_is_no_other(contoh, akun):
    akun(Peran.PERENCANA, contoh)
    Indikator.objects.filter(pd=contoh).update(pembilang="", penyebut="")
    *costs, about = measure()
    assert [re.fullmatch(LINE, line).groups()[2] for line in costs] == ["22", "22"]
    assert about.startswith("TW IV 2023, sel I01, basis data")


@pytest.mark.parametrize(
    ("given", "sentence"),
    [
        pytest.param(
            {"kode": "TIDAKADA"}, "Perangkat daerah TIDAKADA tidak ditemukan.", id="agency"
        ),
        pytest.param({"putaran": 0}, "Jumlah putaran paling sedikit 1.", id="rounds"),
        pytest.param(
            {"tahun": 2031},
            "Tidak ada sel yang terbuka pada 2031. Buka periodenya lebih dahulu.",
            id="year",
        ),
    ],
)
def test_what_cannot_be_measured_is_refused(contoh, akun, given, sentence):
    akun(Peran.PERENCANA, contoh)
    with pytest.raises(CommandError, match=f"^{re.escape(sentence)}$"):
        measure(**given)


def test_account_of_one_unit_or_of_a_reader_does_not_serve(contoh, akun):
    akun(Peran.PEMBACA, contoh)
    limited = akun(Peran.PERENCANA, contoh)
    PenugasanPeran.objects.filter(pengguna=limited).update(
        unit=UnitKerja.objects.get(pd=contoh, kode="SEK-CONTOH")
    )
    with pytest.raises(CommandError, match=r"^Tidak ada akun yang berhak mengisi realisasi"):
        measure()


def _refuse(request, **place):
    return HttpResponseForbidden()


class _Alamat:
    """Addresses of the test below: a page that refuses everybody."""

    urlpatterns = (
        path("isi/<kode>/<tahun>/<periode>/", _refuse, name="pengukuran_isi"),
        path("simpan/<kode>/<tahun>/<periode>/<indikator>/", _refuse, name="pengukuran_simpan"),
        path("masuk/", _refuse, name="masuk"),
    )


def test_answer_that_is_no_page_ends_the_measurement(contoh, akun, settings):
    akun(Peran.PERENCANA, contoh)
    settings.ROOT_URLCONF = _Alamat
    with pytest.raises(CommandError, match=r"^Jawaban 403: pengukuran dihentikan\.$"):
        measure()
