"""Pages of the reports app: own, foreign and anonymous readers; documents on request."""

from __future__ import annotations

from io import BytesIO

import pytest
from django.core.files.base import ContentFile
from django.test import Client
from django.urls import reverse
from django_tasks_db.models import DBTaskResult
from openpyxl import load_workbook

from budget.models import AngkaKontrol
from indicators.models import PerjanjianKinerja
from lkip.security import BERKALA
from reports.enums import JenisDokumen, StatusPermintaan
from reports.models import Narasi, PermintaanDokumen
from workforce.enums import Peran
from workforce.models import PenugasanPeran

PAGES = ("laporan", "laporan_xlsx", "rekonsiliasi")


def _url(name: str, kode: str = "CONTOH", tahun: int = 2023, **extra: str) -> str:
    return reverse(name, kwargs={"kode": kode, "tahun": tahun, **extra})


@pytest.fixture
def permintaan(contoh, akun):
    """Make a wish in some state."""

    def make(status: StatusPermintaan, **fields) -> PermintaanDokumen:
        user = akun(Peran.PERENCANA, contoh, name=f"peminta-{status}")
        wish = PermintaanDokumen(
            pd=contoh, tahun=2023, jenis=JenisDokumen.PK_PDF, pengguna=user, status=status, **fields
        )
        if status == StatusPermintaan.SELESAI:
            wish.berkas.save("pk-contoh-2023.pdf", ContentFile(b"%PDF-1.7 isi"), save=False)
        wish.save()
        return wish

    return make


@pytest.mark.parametrize("name", PAGES)
def test_page_of_a_foreign_agency_is_not_found(masuk, bpsdm, name):
    client = masuk(Peran.PERENCANA, bpsdm)

    assert client.get(_url(name)).status_code == 404
    assert client.get(_url(name, kode="TIDAKADA")).status_code == 404


@pytest.mark.parametrize("name", PAGES)
def test_page_sends_an_anonymous_reader_to_the_login(db, name):
    response = Client().get(_url(name))

    assert response.status_code == 302
    assert response.url == f"{reverse('masuk')}?next={_url(name)}"


@pytest.mark.parametrize("year", ["0", "999", "9999", "99999999999999999999", "-1"])
def test_number_that_is_no_year_is_not_found(masuk, contoh, year):
    client = masuk(Peran.PEMBACA, contoh)

    for path in ("laporan", "rekonsiliasi", "anggaran", "indikator", "sdm"):
        assert client.get(f"/{path}/CONTOH/{year}/").status_code == 404


def test_beranda_counts_the_indicators_of_the_latest_year(masuk, bpsdm):
    client = masuk(Peran.PIMPINAN, bpsdm)

    response = client.get(reverse("beranda"))

    assert response.context["tahun"] == 2023
    page = " ".join(response.content.decode().split())
    assert "Dari 22 indikator: 1 belum dilaporkan, 21 tercapai." in page
    assert "5 dari yang tercapai melampaui target." in page
    assert "Perlu pimpinan sekarang (3 dari 8)" in page
    assert 'href="/dashboard/BPSDM/2023/?periode=5&amp;status=belum_dilaporkan"' in page
    assert (client.session["pd"], client.session["tahun"]) == ("BPSDM", 2023)


@pytest.mark.parametrize("year", ["2023", "1999", ""])
def test_beranda_keeps_to_years_with_an_agreement(masuk, contoh, year):
    response = masuk(Peran.PEMBACA, contoh).get(reverse("beranda"), {"tahun": year})

    assert response.context["tahun"] == 2023
    told = "Tahun 1999 belum berisi Perjanjian Kinerja" in response.content.decode()
    assert told == (year == "1999")


def test_beranda_of_what_is_no_year_is_not_found(masuk, contoh):
    client = masuk(Peran.PEMBACA, contoh)
    assert client.get(reverse("beranda"), {"tahun": "besok"}).status_code == 404


def test_beranda_shows_the_agency_that_was_chosen(akun, bpsdm, contoh):
    user = akun(Peran.EVALUATOR, bpsdm)
    PenugasanPeran.objects.create(pengguna=user, peran=Peran.EVALUATOR, pd=contoh)
    client = Client()
    client.force_login(user)

    assert client.get(reverse("beranda"), {"pd": "CONTOH"}).context["pd"] == contoh
    assert client.get(reverse("beranda")).context["pd"] == contoh
    assert client.get(reverse("beranda"), {"pd": "TIDAKADA"}).status_code == 404


def test_beranda_without_any_role_says_what_to_do(akun, contoh):
    user = akun(Peran.PEMBACA, contoh)
    PenugasanPeran.objects.all().delete()
    client = Client()
    client.force_login(user)

    text = client.get(reverse("beranda")).content.decode()

    assert "Akun Anda belum mempunyai peran pada perangkat daerah mana pun." in text


def test_beranda_without_agreement_says_what_to_do(masuk, kosong):
    response = masuk(Peran.PERENCANA, kosong).get(reverse("beranda"))

    assert "Belum ada Perjanjian Kinerja" in response.content.decode()
    assert response.context["tahun"] is None


def test_laporan_shows_contents_and_chapters(masuk, contoh):
    response = masuk(Peran.PERENCANA, contoh).get(_url("laporan"))
    html = response.content.decode()

    assert '<a href="#bab-penutup">BAB IV Penutup</a>' in html
    assert 'id="triwulan-i01"' in html
    assert "Buat PDF" in html


def test_laporan_offers_documents_only_to_who_may_make_them(masuk, contoh):
    html = masuk(Peran.PEMBACA, contoh).get(_url("laporan")).content.decode()

    assert "Buat PDF" not in html
    assert "Unduh Excel" in html


def test_laporan_of_a_year_without_records_says_so(masuk, kosong):
    html = masuk(Peran.PERENCANA, kosong).get(_url("laporan", "KOSONG")).content.decode()

    assert "Laporan masih kosong" in html
    assert "Belum ada data untuk tahun 2023." in html


@pytest.mark.parametrize("name", ["laporan", "laporan_xlsx"])
def test_laporan_with_an_unknown_fact_names_it(masuk, contoh, name):
    Narasi.objects.create(pd=contoh, tahun=2023, bagian="saran", isi="<p>[[pd.gaji]]</p>")

    response = masuk(Peran.PERENCANA, contoh).get(_url(name))

    assert response.status_code == 422
    assert "Bagian saran: Fakta “pd.gaji” tidak ditemukan." in response.content.decode()


def test_laporan_xlsx_is_a_workbook(masuk, contoh, laporan_contoh):
    response = masuk(Peran.PEMBACA, contoh).get(_url("laporan_xlsx"))

    assert response.headers["Content-Disposition"] == (
        'attachment; filename="tabel-lkip-contoh-2023.xlsx"'
    )
    assert response.headers["Content-Type"] == (
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
    )
    book = load_workbook(BytesIO(response.content))
    assert book.sheetnames == ["Daftar", *(t.label for t in laporan_contoh.tables)]


def test_dokumen_minta_queues_and_leads_to_its_state(
    masuk, contoh, django_capture_on_commit_callbacks
):
    client = masuk(Peran.PIMPINAN, contoh)

    with django_capture_on_commit_callbacks(execute=True):
        response = client.post(_url("dokumen_minta", jenis="lkip_pdf"))

    wish = PermintaanDokumen.objects.get()
    assert response.url == reverse("dokumen_keadaan", args=[wish.pk])
    assert (wish.pd, wish.tahun, wish.jenis) == (contoh, 2023, JenisDokumen.LKIP_PDF)
    assert wish.pengguna.username == "pimpinan-contoh"
    assert DBTaskResult.objects.count() == 1


def test_dokumen_minta_takes_only_posts(masuk, contoh):
    assert (
        masuk(Peran.PERENCANA, contoh).get(_url("dokumen_minta", jenis="pk_pdf")).status_code == 405
    )
    assert PermintaanDokumen.objects.count() == 0


def test_dokumen_minta_of_an_unknown_kind_is_not_found(masuk, contoh):
    response = masuk(Peran.PERENCANA, contoh).post(_url("dokumen_minta", jenis="gaji"))

    assert response.status_code == 404
    assert PermintaanDokumen.objects.count() == 0


def test_dokumen_minta_of_a_foreign_agency_is_not_found(masuk, bpsdm):
    response = masuk(Peran.PERENCANA, bpsdm).post(_url("dokumen_minta", jenis="pk_pdf"))

    assert response.status_code == 404
    assert PermintaanDokumen.objects.count() == 0


def test_dokumen_minta_without_the_right_names_who_has_it(masuk, contoh):
    response = masuk(Peran.PEMBACA, contoh).post(_url("dokumen_minta", jenis="pk_pdf"))

    assert response.status_code == 403
    assert "Hak membuat dokumen pada Dinas Contoh dimiliki oleh:" in response.content.decode()
    assert PermintaanDokumen.objects.count() == 0


def test_dokumen_minta_without_token_is_refused(akun, contoh):
    client = Client(enforce_csrf_checks=True)
    client.force_login(akun(Peran.PERENCANA, contoh))

    response = client.post(_url("dokumen_minta", jenis="pk_pdf"))

    assert response.status_code == 403
    assert "Formulir kedaluwarsa" in response.content.decode()


@pytest.mark.parametrize(
    ("status", "fields", "shown", "polls"),
    [
        (StatusPermintaan.ANTRE, {}, "Menunggu giliran", True),
        (
            StatusPermintaan.DIKERJAKAN,
            {"tahap": "Menata halaman 30", "persen": 24},
            "Menata halaman 30",
            True,
        ),
        (StatusPermintaan.SELESAI, {}, "Unduh Perjanjian Kinerja (PDF)", False),
        (StatusPermintaan.GAGAL, {"pesan": "Fakta “x” tidak ada."}, "Fakta “x” tidak ada.", False),
    ],
)
def test_dokumen_keadaan_polls_until_it_is_done(
    masuk, contoh, permintaan, status, fields, shown, polls
):
    url = reverse("dokumen_keadaan", args=[permintaan(status, **fields).pk])

    html = masuk(Peran.PEMBACA, contoh).get(url).content.decode()

    assert shown in html
    assert (f'hx-get="{url}"' in html) is polls
    # What asks by itself says so, else it would keep a session that nobody uses.
    assert (f"""hx-headers='{{"{BERKALA}": "ya"}}'""" in html) is polls


def test_dokumen_keadaan_gives_htmx_the_part_alone(masuk, contoh, permintaan):
    url = reverse("dokumen_keadaan", args=[permintaan(StatusPermintaan.ANTRE).pk])
    client = masuk(Peran.PEMBACA, contoh)

    whole = client.get(url).content.decode()
    part = client.get(url, headers={"HX-Request": "true"}).content.decode()

    assert "<html" in whole
    assert "<html" not in part
    assert 'id="keadaan-dokumen"' in part
    assert part.strip() in whole


def test_dokumen_unduh_hands_out_the_file(masuk, contoh, permintaan):
    wish = permintaan(StatusPermintaan.SELESAI)

    response = masuk(Peran.PEMBACA, contoh).get(reverse("dokumen_unduh", args=[wish.pk]))

    assert b"".join(response.streaming_content) == b"%PDF-1.7 isi"
    assert response.headers["Content-Type"] == "application/pdf"
    assert response.headers["Content-Disposition"] == (
        'attachment; filename="perjanjian-kinerja-contoh-2023.pdf"'
    )


def test_the_file_of_an_agreement_is_named_after_post_and_version(masuk, contoh, permintaan):
    row = PerjanjianKinerja.objects.get(pd=contoh, tahun=2023)
    wish = permintaan(StatusPermintaan.SELESAI, perjanjian=row)

    response = masuk(Peran.PEMBACA, contoh).get(reverse("dokumen_unduh", args=[wish.pk]))

    assert b"".join(response.streaming_content) == b"%PDF-1.7 isi"
    assert response.headers["Content-Disposition"] == (
        'attachment; filename="perjanjian-kinerja-contoh-2023-kepala-contoh-v1.pdf"'
    )
    wish.jenis = JenisDokumen.LKIP_PDF
    assert wish.nama_berkas == "lkip-contoh-2023.pdf"


@pytest.mark.parametrize("status", [s for s in StatusPermintaan if s != StatusPermintaan.SELESAI])
def test_dokumen_unduh_before_it_is_done_is_not_found(masuk, contoh, permintaan, status):
    url = reverse("dokumen_unduh", args=[permintaan(status).pk])

    assert masuk(Peran.PERENCANA, contoh).get(url).status_code == 404


@pytest.mark.parametrize("name", ["dokumen_keadaan", "dokumen_unduh"])
def test_document_of_a_foreign_agency_is_not_found(masuk, bpsdm, permintaan, name):
    url = reverse(name, args=[permintaan(StatusPermintaan.SELESAI).pk])

    assert masuk(Peran.PERENCANA, bpsdm).get(url).status_code == 404
    assert Client().get(url).status_code == 302


def test_rekonsiliasi_shows_the_differences_first(masuk, bpsdm):
    client = masuk(Peran.EVALUATOR, bpsdm)

    short = client.get(_url("rekonsiliasi", "BPSDM"))
    full = client.get(_url("rekonsiliasi", "BPSDM"), {"semua": "1"})

    assert (short.context["jumlah"], short.context["beda"]) == (749, 90)
    assert len(short.context["baris"]) == 90
    assert len(full.context["baris"]) == 749
    assert "51.354.127.794" in short.content.decode()
    assert "62.585.234.558" in short.content.decode()


def test_rekonsiliasi_without_control_figures_says_what_to_do(masuk, contoh):
    html = masuk(Peran.PEMBACA, contoh).get(_url("rekonsiliasi", tahun=2022)).content.decode()

    assert "Muat berkas angka_kontrol.csv." in html


def test_rekonsiliasi_with_an_unknown_measure_names_it(masuk, contoh):
    AngkaKontrol.objects.of_pd(contoh).update(ukuran="gaji")

    response = masuk(Peran.PEMBACA, contoh).get(_url("rekonsiliasi"))

    assert response.status_code == 422
    assert "ukuran “gaji”" in response.content.decode()
