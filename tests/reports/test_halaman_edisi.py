"""Pages of editions, and the proof of a final one for everybody."""

from __future__ import annotations

from datetime import date, timedelta
from io import BytesIO

import pytest
from django.core.cache import cache
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from reports.actions_edisi import finalkan_edisi
from reports.enums import JenisBerkasEdisi, JenisEdisi, KeadaanEdisi
from reports.models import Edisi
from reports.rules_edisi import MACET
from reports.views import bukti as halaman_bukti
from tests.reports.edisi import NOMOR, cuplikan, edisi_beku
from workforce.enums import AksiJejak, Peran
from workforce.models import JejakAudit

ALASAN = "Reviu dijadwalkan sesudah tenggat."


@pytest.fixture
def klien_admin(admin) -> Client:
    client = Client()
    client.force_login(admin)
    return client


@pytest.fixture
def klien_kepala(kepala) -> Client:
    client = Client()
    client.force_login(kepala)
    return client


@pytest.fixture
def beku(contoh, admin) -> Edisi:
    return edisi_beku(contoh, admin)


@pytest.fixture
def final(beku, kepala) -> Edisi:
    return finalkan_edisi(edisi=beku, dilihat=beku.sidik, by=kepala)


def url(nama: str, *lanjutan: object) -> str:
    return reverse(nama, args=("CONTOH", 2023, *lanjutan))


# --- list --------------------------------------------------------------------------------------


@pytest.mark.parametrize("rows", [1, 3])
def test_list_takes_as_many_queries_for_one_edition_as_for_three(
    contoh, admin, klien_admin, rows, django_assert_num_queries
):
    for number in range(1, rows + 1):
        edisi_beku(contoh, admin, urutan=number, jenis=JenisEdisi.DRAF)
    klien_admin.get(url("edisi"))

    with django_assert_num_queries(6):
        page = klien_admin.get(url("edisi")).content.decode()

    assert page.count("◆</span> Dibekukan") == rows
    assert "Siapkan edisi" in page


def test_empty_list_says_who_begins(masuk, klien_admin, contoh):
    assert "Mulailah dengan draf" in klien_admin.get(url("edisi")).content.decode()
    page = masuk(Peran.PEMBACA, contoh).get(url("edisi")).content.decode()
    assert "Edisi disiapkan oleh administrator perangkat daerah" in page
    assert "Siapkan edisi" not in page


def test_list_names_the_final_edition(final, masuk, contoh):
    page = masuk(Peran.PEMBACA, contoh).get(url("edisi")).content.decode()

    assert "<h2>Laporan 2023 sudah final</h2>" in page
    assert reverse("bukti_edisi", args=(final.nomor,)) in page


def test_head_sees_what_is_missing_before_an_edition_is_prepared(masuk, contoh):
    head = masuk(Peran.PIMPINAN, contoh).get(url("edisi")).content.decode()
    reader = masuk(Peran.PEMBACA, contoh).get(url("edisi")).content.decode()

    assert "0 dari 2 teks yang tercetak sudah disetujui." in head
    assert ": Semua teks disetujui</span></a>" in head
    # What is mended on this page needs no link to it.
    assert ": Telah direviu APIP</span></a>" not in head
    assert "Prasyarat edisi final" not in reader


def test_final_edition_asks_the_head_for_nothing_more(final, client):
    client.force_login(final.difinalkan_oleh)
    page = client.get(url("edisi")).content.decode()

    assert "Prasyarat edisi final" not in page


# --- preparing ---------------------------------------------------------------------------------


def test_form_shows_the_checklist_and_begins_an_edition(klien_admin):
    page = klien_admin.get(url("edisi_siapkan")).content.decode()
    assert "0 dari 2 teks yang tercetak sudah disetujui." in page
    assert reverse("penulisan", args=("CONTOH", 2023)) in page

    response = klien_admin.post(url("edisi_siapkan"), {"jenis": "draf", "judul": "Untuk tim"})

    row = Edisi.objects.get()
    assert response.url == url("edisi_rinci", 1)
    assert (row.judul, row.jenis, row.keadaan) == ("Untuk tim", "draf", KeadaanEdisi.ANTRE)


def test_form_keeps_what_was_typed_when_a_reason_is_missing(klien_admin):
    response = klien_admin.post(url("edisi_siapkan"), {"jenis": "final", "judul": "Naskah akhir"})

    page = response.content.decode()
    assert response.status_code == 422
    assert "Belum terpenuhi: Semua teks disetujui;" in page
    assert 'value="Naskah akhir"' in page
    assert not Edisi.objects.exists()


# --- one edition -------------------------------------------------------------------------------


def test_page_of_an_edition_shows_files_and_hashes(beku, masuk, contoh):
    page = masuk(Peran.PEMBACA, contoh).get(url("edisi_rinci", 1)).content.decode()

    for file in beku.berkas.all():
        assert file.sha256 in page
    assert "0 dari 1." in page
    assert "Pimpinan perangkat daerah yang memfinalkannya." in page
    assert "Finalkan edisi ini" not in page


def test_head_reads_and_makes_it_final(beku, klien_kepala):
    page = klien_kepala.get(url("edisi_rinci", 1)).content.decode()
    assert "Finalkan edisi ini" in page

    response = klien_kepala.post(url("edisi_finalkan", 1), {"dilihat": beku.sidik}, follow=True)

    assert "Halaman buktinya terbuka untuk umum." in response.content.decode()
    assert Edisi.objects.get().keadaan == KeadaanEdisi.FINAL


def test_second_head_reads_who_was_faster(beku, kepala, masuk, contoh, akun):
    other = Client()
    other.force_login(akun(Peran.PIMPINAN, contoh, name="wakil"))
    finalkan_edisi(edisi=beku, dilihat=beku.sidik, by=kepala)

    response = other.post(url("edisi_finalkan", 1), {"dilihat": beku.sidik}, follow=True)

    page = response.content.decode()
    assert response.status_code == 200
    assert f"Edisi ini sudah difinalkan oleh {kepala} pada " in page
    assert JejakAudit.objects.filter(aksi=AksiJejak.DITOLAK, tabel="reports_edisi").count() == 1


def test_page_that_showed_another_snapshot_finalises_nothing(beku, klien_kepala):
    response = klien_kepala.post(url("edisi_finalkan", 1), {"dilihat": "0" * 64})

    assert response.status_code == 422
    assert "menunjukkan cuplikan yang lain" in response.content.decode()
    assert Edisi.objects.get().keadaan == KeadaanEdisi.BEKU


def test_preparer_finalises_nothing(beku, klien_admin):
    response = klien_admin.post(url("edisi_finalkan", 1), {"dilihat": beku.sidik})

    assert response.status_code == 403
    assert "Hak memfinalkan edisi laporan" in response.content.decode()


def test_edition_is_ended_with_a_reason(beku, klien_admin):
    short = klien_admin.post(url("edisi_tutup", 1), {"alasan": "Salah"})
    assert short.status_code == 422
    assert "Alasan terbaca “Salah”" in short.content.decode()

    response = klien_admin.post(url("edisi_tutup", 1), {"alasan": ALASAN}, follow=True)

    page = response.content.decode()
    assert f"Tidak dilanjutkan oleh {Edisi.objects.get().ditutup_oleh}" in page
    assert "Hentikan edisi ini" not in page


@pytest.mark.parametrize("state", [KeadaanEdisi.ANTRE, KeadaanEdisi.DIKERJAKAN])
def test_progress_comes_by_itself_until_the_edition_is_there(contoh, admin, klien_admin, state):
    klien_admin.post(url("edisi_siapkan"), {"jenis": "draf", "judul": "Untuk tim"})
    Edisi.objects.update(keadaan=state, persen=40, tahap="12 halaman tertata")

    response = klien_admin.get(url("edisi_rinci", 1), headers={"hx-request": "true"})

    page = response.content.decode()
    assert 'hx-trigger="every 2s"' in page
    assert 'value="40"' in page
    assert "<html" not in page
    assert "HX-Refresh" not in response.headers


def test_finished_edition_shows_its_whole_page(beku, klien_admin):
    response = klien_admin.get(url("edisi_rinci", 1), headers={"hx-request": "true"})

    assert response.headers["HX-Refresh"] == "true"


def test_edition_without_news_can_be_begun_again(klien_admin):
    klien_admin.post(url("edisi_siapkan"), {"jenis": "draf", "judul": "Untuk tim"})
    fresh = klien_admin.get(url("edisi_rinci", 1)).content.decode()
    assert "Ulangi pembekuan" not in fresh
    assert klien_admin.post(url("edisi_ulangi", 1)).status_code == 403
    Edisi.objects.update(kemajuan_pada=timezone.now() - MACET - timedelta(seconds=1))

    page = klien_admin.get(url("edisi_rinci", 1)).content.decode()
    assert "Pekerjanya mungkin terhenti" in page
    response = klien_admin.post(url("edisi_ulangi", 1), follow=True)

    assert "Pembekuan diulang." in response.content.decode()
    assert Edisi.objects.get().percobaan == 2


# --- files -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("jenis", "name", "kind"),
    [
        ("cuplikan", f"{NOMOR}.json", "application/json"),
        ("html", f"{NOMOR}.html", "text/html; charset=utf-8"),
        ("pdf", f"{NOMOR}.pdf", "application/pdf"),
    ],
)
def test_file_is_handed_out_as_it_was_stored(beku, masuk, contoh, jenis, name, kind):
    response = masuk(Peran.PEMBACA, contoh).get(url("edisi_berkas", 1, jenis))

    content = b"".join(response.streaming_content)
    file = beku.berkas.get(jenis=jenis)
    assert len(content) == file.ukuran
    assert response.headers["Content-Disposition"] == f'attachment; filename="{name}"'
    assert response.headers["Content-Type"] == kind


def test_lost_file_is_told(beku, masuk, contoh, settings):
    file = beku.berkas.get(jenis=JenisBerkasEdisi.PDF)
    (settings.MEDIA_ROOT / file.berkas.name).unlink()

    response = masuk(Peran.PEMBACA, contoh).get(url("edisi_berkas", 1, "pdf"))

    assert response.status_code == 422
    assert "Kembalikan dari cadangan." in response.content.decode()


def test_report_is_read_from_the_snapshot(beku, masuk, contoh, settings):
    client = masuk(Peran.PEMBACA, contoh)

    page = client.get(url("edisi_baca", 1)).content.decode()
    assert "<svg>gambar</svg>" in page
    assert NOMOR in page

    file = beku.berkas.get(jenis=JenisBerkasEdisi.CUPLIKAN)
    (settings.MEDIA_ROOT / file.berkas.name).unlink()
    assert client.get(url("edisi_baca", 1)).status_code == 422


def test_edition_that_is_not_frozen_is_not_read(klien_admin):
    klien_admin.post(url("edisi_siapkan"), {"jenis": "draf", "judul": "Untuk tim"})

    assert klien_admin.get(url("edisi_baca", 1)).status_code == 404
    assert klien_admin.get(url("edisi_berkas", 1, "pdf")).status_code == 404


# --- sending -----------------------------------------------------------------------------------


def test_sending_is_ticked_on_the_page(final, klien_admin, admin):
    response = klien_admin.post(
        url("edisi_kirim", 1, 1),
        {"tenggat": "2024-02-29", "dikirim": "2024-02-28", "tanda_terima": "12/2024"},
        follow=True,
    )

    page = response.content.decode()
    sent = final.pengiriman.get(urutan=1)
    assert (sent.dikirim, sent.ditandai_oleh) == (date(2024, 2, 28), admin)
    assert "Dikirim 28 Februari 2024; 12/2024." in " ".join(page.split())
    assert page.count("Lewat tenggat") == 2


def test_sending_with_an_impossible_date_says_so(final, klien_admin):
    data = {"tenggat": "2024-02-29", "dikirim": "31-02-2024x"}
    response = klien_admin.post(url("edisi_kirim", 1, 1), data)

    assert response.status_code == 422
    assert "Laporan kepada gubernur: Masukkan tanggal yang valid." in response.content.decode()


# --- proof for everybody -----------------------------------------------------------------------


def bukti(nomor: str) -> str:
    return reverse("bukti_edisi", args=(nomor,))


def test_everybody_reads_the_proof_of_a_final_edition(final, django_assert_num_queries):
    with django_assert_num_queries(3):
        response = Client().get(bukti(final.nomor))

    page = response.content.decode()
    assert response.status_code == 200
    for file in final.berkas.all():
        assert file.sha256 in page
    assert "Kepala Rekaan, Kepala Dinas Contoh" in page
    assert "Sumber: Surat BKN" in page
    assert "Diverifikasi verifikator, 20 Februari 2024" in page
    assert "a" * 64 in page
    # No name of staff, and nothing that leads inside.
    assert "Rahasia Dagang" not in page
    assert str(final.dibuat_oleh) not in page
    assert str(final.difinalkan_oleh) not in page
    assert response.headers["Content-Security-Policy"].startswith("default-src 'none'")


def test_number_is_found_in_small_letters_too(final):
    assert Client().get(bukti(final.nomor.lower())).status_code == 200


@pytest.mark.parametrize("jenis", [JenisEdisi.DRAF, JenisEdisi.FINAL])
def test_edition_that_is_not_final_has_no_proof(contoh, admin, masuk, jenis):
    row = edisi_beku(contoh, admin, jenis=jenis)

    assert Client().get(bukti(row.nomor)).status_code == 404
    assert masuk(Peran.PEMBACA, contoh).get(bukti(row.nomor)).status_code == 404


def test_correction_and_what_it_corrects_lead_to_each_other(final, contoh, admin, kepala):
    second = edisi_beku(contoh, admin, cuplikan(urutan=2, mengoreksi=final.nomor), induk=final)
    second = finalkan_edisi(edisi=second, dilihat=second.sidik, by=kepala)

    old, new = (Client().get(bukti(n)).content.decode() for n in (final.nomor, second.nomor))

    assert f'Yang berlaku sekarang: <a href="{bukti(second.nomor)}">' in old
    assert f'<a href="{bukti(final.nomor)}">{final.nomor}</a>' in new


def periksa(nomor: str, content: bytes | None):
    data = {} if content is None else {"berkas": BytesIO(content)}
    return Client(enforce_csrf_checks=True).post(
        reverse("bukti_edisi_periksa", args=(nomor,)), data
    )


@pytest.fixture(autouse=True)
def _hitung_dari_nol(db):
    cache.clear()


def test_right_file_is_the_same_and_a_changed_one_is_not(final, settings):
    file = final.berkas.get(jenis=JenisBerkasEdisi.XLSX)
    with file.berkas.open("rb") as stream:
        content = stream.read()

    same = periksa(final.nomor, content).content.decode()
    other = periksa(final.nomor, content + b" ").content.decode()

    assert "Berkas Anda sama bita demi bita dengan berkas Excel edisi ini." in same
    assert "Berkas Anda bukan salah satu berkas edisi ini." in other
    kept = [p for p in settings.MEDIA_ROOT.rglob("*") if p.is_file()]
    assert len(kept) == 4


def test_check_without_a_file_says_so(final):
    response = periksa(final.nomor, None)

    assert response.status_code == 422
    assert "Belum ada berkas yang dipilih." in response.content.decode()


@pytest.mark.parametrize("limit", [10, -10_000], ids=["saat-dibaca", "menurut-kepala"])
def test_file_that_is_too_large_is_not_read(final, monkeypatch, limit):
    monkeypatch.setattr(halaman_bukti, "MAKS_BITA", limit)

    response = periksa(final.nomor, b"x" * 200)

    assert response.status_code == 413
    assert "jadi tidak diperiksa" in response.content.decode()


def test_too_many_checks_have_to_wait(final, monkeypatch):
    monkeypatch.setattr(halaman_bukti, "BANYAK", 1)

    assert periksa(final.nomor, b"x").status_code == 200
    response = periksa(final.nomor, b"x")

    assert response.status_code == 429
    assert "Terlalu banyak berkas diperiksa dari alamat Anda." in response.content.decode()


def test_count_that_ran_out_begins_anew(final, monkeypatch):
    monkeypatch.setattr(halaman_bukti, "SELAMA", 0)

    assert periksa(final.nomor, b"x").status_code == 200


def test_file_of_an_edition_that_is_not_final_is_not_checked(beku):
    assert periksa(beku.nomor, b"x").status_code == 404
