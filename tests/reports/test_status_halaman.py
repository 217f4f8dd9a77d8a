"""Every word of status on the page of the dashboard, at its boundaries, with shape and colour."""

from __future__ import annotations

from decimal import Decimal

import pytest
from django.urls import reverse

from indicators.enums import StatusData, StatusTarget
from indicators.models import ItemPerjanjian, KomponenRealisasi, Realisasi, TargetTriwulan
from reports.enums import StatusKinerja
from workforce.enums import Peran

S = StatusKinerja


@pytest.fixture
def baris(masuk, contoh, tanpa_pemicu):
    """The row of I01 in a period: its target is 90, and the agreement holds nothing else."""
    items = ItemPerjanjian.objects.filter(perjanjian__pd=contoh, perjanjian__tahun=2023)
    items.exclude(indikator__kode="I01").delete()
    client = masuk(Peran.PIMPINAN, contoh)
    url = reverse("dasbor", kwargs={"kode": "CONTOH", "tahun": 2023})

    def row(periode: int) -> tuple[str, str]:
        page = " ".join(client.get(url, {"periode": periode}).content.decode().split())
        (found,) = [part for part in page.split("<tr>")[1:] if "I01 · " in part]
        return page, found

    return row


def value(contoh, nilai: str | None, periode: int = 5) -> None:
    """Put a value of I01, which is computed from its parts; None takes it away."""
    rows = Realisasi.objects.filter(indikator__pd=contoh, indikator__kode="I01", tahun=2023)
    parts = KomponenRealisasi.objects.filter(realisasi__in=rows)
    if nilai is None:
        parts.delete()
        rows.update(nilai=None, status_data=StatusData.BELUM_RILIS, status="draf")
        return
    number = Decimal(nilai)
    rows.update(nilai=number, periode=periode)
    parts.update(pembilang=number, penyebut=100)


def without_target(**quarters: int) -> None:
    """Take targets of quarters of I01 away."""
    rows = TargetTriwulan.objects.filter(item__indikator__kode="I01", **quarters)
    rows.filter(item__indikator__pd__kode="CONTOH").update(
        target=None, status=StatusTarget.TIDAK_ADA
    )


def shows(found: tuple[str, str], status: StatusKinerja) -> None:
    page, row = found
    badge = (
        f'<span class="keadaan-lencana d-{status.value}">'
        f'<span aria-hidden="true">{status.lambang}</span> {status.label}</span>'
    )
    assert badge in row
    assert f"Mengapa {status.label.lower()}?" in row
    assert f"Dari 1 indikator: 1 {status.label.lower()}." in page


@pytest.mark.parametrize(
    ("nilai", "status"),
    [
        ("90.0001", S.TERCAPAI),
        ("90", S.TERCAPAI),
        ("89.9999", S.PERLU_PERHATIAN),
        ("81", S.PERLU_PERHATIAN),
        ("80.9999", S.TERTINGGAL),
        ("0", S.TERTINGGAL),
        (None, S.BELUM_DILAPORKAN),
    ],
)
def test_word_of_a_year(baris, contoh, nilai, status):
    value(contoh, nilai)
    shows(baris(5), status)


@pytest.mark.parametrize(
    ("nilai", "status"),
    [("90", S.SESUAI_JALUR), ("89.9999", S.PERLU_PERHATIAN), ("80.9999", S.TERTINGGAL)],
)
def test_word_of_a_quarter_whose_mean_can_still_fall(baris, contoh, nilai, status):
    value(contoh, nilai, periode=3)
    without_target(triwulan__lt=3)
    shows(baris(3), status)


def test_word_without_target(baris, contoh):
    ItemPerjanjian.objects.filter(perjanjian__pd=contoh, indikator__kode="I01").update(target=None)
    shows(baris(5), S.TANPA_TARGET)


def test_word_where_nothing_falls_due(baris):
    without_target()
    shows(baris(3), S.BELUM_JATUH_TEMPO)


def test_older_value_names_its_quarter(baris, contoh):
    value(contoh, "90", periode=1)
    _, row = baris(3)
    assert '<td data-judul="Pemeriksaan">TW I diverifikasi</td>' in row


def test_every_status_has_a_shape_of_its_own():
    assert len({status.lambang for status in StatusKinerja}) == len(StatusKinerja) == 7
