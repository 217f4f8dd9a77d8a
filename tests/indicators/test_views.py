"""Pages of indicators: who may see them, what they say."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from indicators.models import BuktiDukung, ItemPerjanjian, PerjanjianKinerja, Realisasi
from workforce.enums import Peran


def _daftar(kode: str = "CONTOH", tahun: int = 2023) -> str:
    return reverse("indikator_daftar", kwargs={"kode": kode, "tahun": tahun})


def _rinci(indikator: str, kode: str = "CONTOH", tahun: int = 2023) -> str:
    return reverse("indikator_rinci", kwargs={"kode": kode, "tahun": tahun, "indikator": indikator})


@pytest.fixture
def klien(masuk, contoh) -> Client:
    return masuk(Peran.PEMBACA, contoh)


@pytest.fixture
def klien_bpsdm(masuk, bpsdm) -> Client:
    return masuk(Peran.PEMBACA, bpsdm)


@pytest.mark.parametrize("url", [_daftar("BPSDM"), _rinci("I01", "BPSDM"), _daftar("TIDAKADA")])
def test_page_of_a_foreign_agency_is_not_found(klien, url):
    assert klien.get(url).status_code == 404


@pytest.mark.parametrize("url", [_daftar(), _rinci("I01")])
def test_page_sends_an_anonymous_reader_to_the_login(db, url):
    response = Client().get(url)
    assert response.status_code == 302
    assert response.url == f"{reverse('masuk')}?next={url}"


@pytest.mark.parametrize("peran", [Peran.PEMBACA, Peran.PERENCANA, Peran.VERIFIKATOR])
def test_list_of_the_own_agency_opens_for_every_role(masuk, contoh, peran):
    assert masuk(peran, contoh).get(_daftar()).status_code == 200


def test_administrator_of_the_system_opens_every_agency(masuk, contoh):
    client = masuk(Peran.ADMIN_SISTEM)
    assert client.get(_daftar("BPSDM")).status_code == 200
    assert client.get(_rinci("I01")).status_code == 200


# --- List --------------------------------------------------------------------------------------


def test_list_by_kind_of_sasaran(klien_bpsdm):
    response = klien_bpsdm.get(_daftar("BPSDM"))
    assert [(label, len(rows)) for label, rows in response.context["kelompok"]] == [
        ("Sasaran Strategis", 6),
        ("Sasaran Khusus", 13),
        ("Sasaran Operasional", 3),
    ]
    text = response.content.decode()
    assert "Menampilkan 22 dari 22 indikator." in text
    assert "122,58%" in text
    assert "Capaian 122,58% = realisasi 38 ÷ target 31 × 100." in text
    assert "data belum rilis" in text.lower()


def test_filters_of_the_list_combine(klien_bpsdm):
    response = klien_bpsdm.get(_daftar("BPSDM"), {"jenis": "khusus", "status": "melampaui"})
    ((label, rows),) = response.context["kelompok"]
    assert label == "Sasaran Khusus"
    assert [row.kode for row in rows] == ["I10", "I14", "I15", "I19"]
    assert "Menampilkan 4 dari 22 indikator." in response.content.decode()


def test_filter_that_nothing_passes_says_how_to_go_on(klien):
    text = klien.get(_daftar(), {"cari": "tidak ada"}).content.decode()
    assert "Tidak ada indikator yang cocok dengan saringan." in text
    assert "Menampilkan 0 dari 3 indikator." in text


def test_unknown_choice_shows_its_error_and_all_rows(klien):
    text = klien.get(_daftar(), {"status": "asal"}).content.decode()
    assert "asal" in text
    assert "errorlist" in text
    assert "Menampilkan 3 dari 3 indikator." in text


def test_words_of_the_filter_are_escaped(klien):
    text = klien.get(_daftar(), {"cari": '"><script>'}).content.decode()
    assert '"><script>' not in text


def test_year_without_agreement_says_so(klien):
    text = klien.get(_daftar(tahun=2022)).content.decode()
    assert "Belum ada Perjanjian Kinerja yang berlaku pada tahun 2022." in text


@pytest.mark.parametrize("banyak", [1, 3])
def test_queries_of_the_list(klien, contoh, banyak, tanpa_pemicu, django_assert_num_queries):
    ItemPerjanjian.objects.of_pd(contoh).filter(urutan__gt=banyak).delete()
    with django_assert_num_queries(16):
        response = klien.get(_daftar())
    assert response.context["hitungan"].jumlah == banyak


# --- One indicator -----------------------------------------------------------------------------


def test_indicator_explains_its_achievement(klien):
    """191 ÷ 200 = 95,5 against 90."""
    text = klien.get(_rinci("I01")).content.decode()
    assert "Persentase layanan selesai tepat waktu" in text
    assert "Capaian 106,11% = realisasi 95,5 ÷ target 90 × 100." in text
    assert "Semakin tinggi semakin baik" in text
    assert "Rata-rata triwulan" in text


def test_indicator_on_another_scale_says_why_last_year_has_no_achievement(klien_bpsdm):
    text = klien_bpsdm.get(_rinci("I01", "BPSDM")).content.decode()
    assert (
        "Capaian tidak dihitung: Realisasi memakai skala penilaian 100–400, target memakai "
        "skala 38." in text
    )
    assert "N/A" in text


def test_indicator_without_data_waits(klien_bpsdm):
    response = klien_bpsdm.get(_rinci("I02", "BPSDM"))
    assert "data belum rilis" in response.content.decode().lower()
    assert response.context["baris"].tahunan.hasil.persen is None


@pytest.mark.parametrize(
    ("kode", "sebelum", "sesudah"),
    [("I01", None, "I02"), ("I02", "I01", "I03"), ("I03", "I02", None)],
)
def test_neighbours_of_an_indicator(klien, kode, sebelum, sesudah):
    context = klien.get(_rinci(kode)).context
    neighbours = [context[name] and context[name].kode for name in ("sebelum", "sesudah")]
    assert neighbours == [sebelum, sesudah]


def test_evidence_of_an_indicator(klien, contoh):
    realisasi = Realisasi.objects.of_pd(contoh).get(indikator__kode="I01")
    BuktiDukung.objects.create(realisasi=realisasi, judul="Rekap layanan 2023")
    response = klien.get(_rinci("I01"))
    assert [row.judul for row in response.context["bukti"]] == ["Rekap layanan 2023"]
    assert "Rekap layanan 2023" in response.content.decode()


def test_indicator_without_realisasi_has_no_evidence(klien, contoh):
    Realisasi.objects.of_pd(contoh).filter(indikator__kode="I03").delete()
    response = klien.get(_rinci("I03"))
    assert response.status_code == 200
    assert response.context["bukti"] == []


@pytest.mark.parametrize("url", [_rinci("I99"), _rinci("I22"), _rinci("I01", tahun=2022)])
def test_unknown_indicator_is_not_found(klien, url):
    assert klien.get(url).status_code == 404


def test_indicator_of_an_agreement_not_in_force_is_not_found(klien, contoh, tanpa_pemicu):
    PerjanjianKinerja.objects.of_pd(contoh).update(status="draf")
    assert klien.get(_rinci("I01")).status_code == 404


@pytest.mark.parametrize("banyak", [1, 3])
def test_queries_of_an_indicator(klien, contoh, banyak, tanpa_pemicu, django_assert_num_queries):
    ItemPerjanjian.objects.of_pd(contoh).filter(urutan__gt=banyak).delete()
    with django_assert_num_queries(16):
        assert klien.get(_rinci("I01")).status_code == 200
