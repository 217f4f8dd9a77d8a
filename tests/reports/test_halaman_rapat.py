"""The pages of a meeting: opening, one indicator after another, a decision and its forms."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from django.test import Client
from django.urls import reverse

from reports.models import KeputusanRapat
from tests.reports.keputusan import keputusan
from workforce.enums import AksiJejak, Peran
from workforce.models import JejakAudit, PenugasanPeran, UnitKerja, User
from workforce.querysets import hari_ini

RAPAT = "/dashboard/BPSDM/2023/rapat/"
# Session, account, roles, agency; the dashboard; open decisions; notices of the menu.
QUERIES_BUKA = 20
# The same with the decisions about the indicator, and units and people for the form.
QUERIES_HENTI = 23


@pytest.fixture
def pimpinan(akun, contoh) -> User:
    return akun(Peran.PIMPINAN, contoh)


@pytest.fixture
def klien(pimpinan) -> Client:
    client = Client()
    client.force_login(pimpinan)
    return client


def url(name: str, row: KeputusanRapat) -> str:
    return reverse(f"dasbor_keputusan{name}", args=("CONTOH", row.pk))


def text(response) -> str:
    return " ".join(response.content.decode().split())


# --- Walking -----------------------------------------------------------------------------------


def test_opening_leads_to_the_first_and_lists_the_agenda(masuk, bpsdm):
    page = text(masuk(Peran.PIMPINAN, bpsdm).get(RAPAT, {"periode": "3"}))

    assert "13 indikator perlu keputusan." in page
    assert 'rel="next" href="?periode=3&amp;indikator=I06">Mulai: I06 →</a>' in page
    assert "Tidak ada tindak lanjut yang masih terbuka." in page
    assert page.count("Belum dilaporkan</span>") == 9


def test_stops_know_their_number_and_neighbours(masuk, bpsdm):
    client = masuk(Peran.PIMPINAN, bpsdm)

    def links(kode: str) -> tuple[str, list[str]]:
        page = text(client.get(RAPAT, {"periode": "3", "indikator": kode}))
        found = [
            part.split('"')[0].rpartition("indikator=")[2]
            for relation in ("prev", "next")
            for part in page.split(f'rel="{relation}" href="')[1:2]
        ]
        return page.partition(" dari 13</strong>")[0].rpartition("<strong>")[2], found

    assert links("I06") == ("1", [f"{RAPAT}?periode=3", "I07"])
    assert links("I07") == ("2", ["I06", "I08"])
    assert links("I17") == ("9", ["I15", "I03"])
    assert links("I18") == ("13", ["I05"])


def test_indicator_that_needs_no_decision_leads_to_the_opening(masuk, bpsdm):
    page = text(masuk(Peran.PIMPINAN, bpsdm).get(RAPAT, {"periode": "3", "indikator": "I01"}))

    assert "I01 tidak ada dalam acara TW III 2023" in page
    assert "Mulai: I06" in page


def test_meeting_without_agenda_says_so(masuk, contoh):
    page = text(masuk(Peran.PEMBACA, contoh).get("/dashboard/CONTOH/2019/rapat/"))

    assert "Belum ada Perjanjian Kinerja kepala Dinas Contoh yang berlaku pada tahun 2019" in page
    assert "Mulai:" not in page


def test_stop_shows_numbers_reasons_texts_and_evidence(masuk, bpsdm):
    page = text(masuk(Peran.PIMPINAN, bpsdm).get(RAPAT, {"periode": "5", "indikator": "I02"}))

    assert "Aturan 3 dari 7, Belum dilaporkan" in page
    assert "<strong>38,7</strong>Target Tahunan" in page
    assert "<dt>Penyebab</dt> <dd>Belum ditulis.</dd>" in page
    assert "Bidang Pengembangan Kompetensi Dasar, Manajerial dan Fungsional" in page
    assert "Belum ada keputusan rapat tentang indikator ini." in page


# --- Recording ---------------------------------------------------------------------------------


@pytest.fixture
def tanpa_nilai(contoh):
    """Quarter III of the small agency: I01 has a target and no value."""
    return reverse("dasbor_putuskan", args=("CONTOH", 2023, 3, "I01"))


def typed(**lain: str) -> dict[str, str]:
    due = (hari_ini() + timedelta(days=7)).isoformat()
    return {"keputusan": "Tambah loket.", "unit": "BID-LAYANAN", "tenggat": due} | lain


def test_decision_is_recorded_and_stands_on_the_page(klien, tanpa_nilai, pimpinan):
    page = text(klien.get("/dashboard/CONTOH/2023/rapat/?periode=3&indikator=I01"))
    assert '<option value="BID-LAYANAN" selected>Bidang Layanan</option>' in page

    response = klien.post(tanpa_nilai, typed(pelaksana=str(pimpinan.pk)), follow=True)

    assert response.redirect_chain == [
        ("/dashboard/CONTOH/2023/rapat/?periode=3&indikator=I01", 302)
    ]
    page = text(response)
    assert "Keputusan tentang I01 dicatat." in page
    assert '<p class="isi-keputusan">Tambah loket.</p>' in page
    assert "7 hari lagi" in page
    assert KeputusanRapat.objects.get().pelaksana == pimpinan


@pytest.mark.parametrize(
    ("lain", "sentence"),
    [
        ({"keputusan": " "}, "Keputusan masih kosong. Tulis apa yang dikerjakan."),
        ({"tenggat": "2023-10-09"}, "Terbaca 9 Oktober 2023, yang sudah lewat."),
        ({"tenggat": ""}, "Tenggat"),
        ({"unit": "BPSDM"}, "Pilih"),
    ],
)
def test_faulty_decision_comes_back_with_what_was_typed(klien, tanpa_nilai, lain, sentence):
    response = klien.post(tanpa_nilai, typed(**lain))

    assert response.status_code == 422
    assert sentence in text(response)
    assert 'class="galat"' in text(response)
    assert "1 dari 2" in text(response)
    assert not KeputusanRapat.objects.exists()


def test_reader_sees_why_and_leaves_a_trail(masuk, contoh, tanpa_nilai):
    client = masuk(Peran.PEMBACA, contoh)
    page = text(client.get("/dashboard/CONTOH/2023/rapat/?periode=3&indikator=I01"))
    assert "Hak mencatat keputusan rapat untuk Bidang Layanan dimiliki oleh" in page
    assert "<h2>Catat keputusan</h2>" not in page

    assert client.post(tanpa_nilai, typed()).status_code == 403
    entry = JejakAudit.objects.first()
    assert (entry.aksi, entry.tabel) == (AksiJejak.DITOLAK, "reports_keputusanrapat")


def test_limited_role_is_refused_outside_its_unit(masuk, contoh, tanpa_nilai):
    client = masuk(Peran.PERENCANA, contoh)
    PenugasanPeran.objects.update(unit=UnitKerja.objects.get(pd=contoh, kode="BID-DATA"))

    response = client.post(tanpa_nilai, typed(unit="BID-DATA"))

    assert response.status_code == 403
    assert JejakAudit.objects.first().alasan.startswith("Hak mencatat keputusan rapat untuk Bidang")


@pytest.mark.parametrize(("periode", "kode"), [(6, "I01"), (3, "I99")])
def test_decision_about_nothing_is_not_found(klien, periode, kode):
    path = reverse("dasbor_putuskan", args=("CONTOH", 2023, periode, kode))
    assert klien.post(path, typed()).status_code == 404


# --- Follow-ups --------------------------------------------------------------------------------


def test_opening_shows_follow_ups_overdue_first_with_their_forms(klien, contoh, pimpinan):
    keputusan(contoh, pimpinan, keputusan="Belum lewat.")
    late = keputusan(contoh, pimpinan, "I02", tenggat=hari_ini() - timedelta(days=3))

    page = text(klien.get("/dashboard/CONTOH/2023/rapat/"))

    assert "Tindak lanjut rapat terdahulu (2)" in page
    assert page.index("Terlambat 3 hari") < page.index("Belum lewat.")
    assert "<summary>Tutup I02 TW III 2023</summary>" in page
    assert f'id="lanjutform-{late.pk}-tenggat"' in page


def test_reader_sees_follow_ups_without_forms(masuk, contoh, pimpinan):
    keputusan(contoh, pimpinan)
    page = text(masuk(Peran.PEMBACA, contoh).get("/dashboard/CONTOH/2023/rapat/"))

    assert "Tambah satu loket." in page
    assert "<summary>Tutup" not in page


def test_meeting_closes_and_stays_where_it_was(klien, contoh, pimpinan):
    row = keputusan(contoh, pimpinan)
    data = {"versi": "1", "keadaan": "selesai", "hasil": "Loket dibuka.", "rapat": "2023-3"}

    response = klien.post(url("_tutup", row), data, follow=True)

    assert response.redirect_chain == [("/dashboard/CONTOH/2023/rapat/?periode=3", 302)]
    assert "Keputusan ditutup." in text(response)
    assert "Tindak lanjut rapat terdahulu (0)" in text(response)
    page = text(klien.get(url("", row)))
    assert "Selesai</span> ditutup" in page
    assert "sudah selesai oleh" in page


@pytest.mark.parametrize("meeting", ["", "99-3", "2023-6", "https://contoh.go.id/"])
def test_without_a_meeting_the_way_leads_to_the_decision(klien, contoh, pimpinan, meeting):
    row = keputusan(contoh, pimpinan)
    data = {"versi": "1", "tenggat": "2099-12-31", "catatan": "Menunggu.", "rapat": meeting}

    response = klien.post(url("_lanjut", row), data, follow=True)

    assert response.redirect_chain == [(url("", row), 302)]
    assert "tenggat 31 Desember 2099 (semula 31 Januari 2099: Menunggu.)" in text(response)


def test_unit_reports_and_the_meeting_reads_it(masuk, contoh, pimpinan, klien):
    row = keputusan(contoh, pimpinan)
    page = text(klien.get(url("", row)))
    assert "Hasil dilaporkan oleh pengisi realisasi Bidang Layanan." in page
    assert "<h2>Tutup</h2>" in page
    clerk = masuk(Peran.PERENCANA, contoh)

    response = clerk.post(url("_lapor", row), {"versi": "1", "hasil": "Loket dibuka."}, follow=True)

    assert "Hasil dilaporkan. Rapat berikutnya menutup" in text(response)
    opening = text(klien.get("/dashboard/CONTOH/2023/rapat/"))
    assert "<strong>Hasil:</strong> Loket dibuka." in opening


def test_reader_of_a_decision_sees_both_rules(masuk, contoh, pimpinan):
    page = text(masuk(Peran.PEMBACA, contoh).get(url("", keputusan(contoh, pimpinan))))

    assert "Hasil dilaporkan oleh pengisi realisasi Bidang Layanan." in page
    assert "Hak mencatat keputusan rapat untuk Bidang Layanan dimiliki oleh" in page


def test_overtaken_form_keeps_the_text_and_can_be_saved_again(klien, contoh, pimpinan):
    row = keputusan(contoh, pimpinan)
    KeputusanRapat.objects.filter(pk=row.pk).update(versi=2, catatan="Sudah.", diubah_oleh=pimpinan)
    data = {"versi": "1", "keadaan": "batal", "hasil": "Tidak perlu lagi."}

    response = klien.post(url("_tutup", row), data)

    assert response.status_code == 409
    page = text(response)
    assert "mengubah keputusan ini sesudah halaman Anda dibuka" in page
    assert "Tidak perlu lagi.</textarea>" in page
    assert f'name="versi" value="2" id="tutupform-{row.pk}-versi"' in page
    assert klien.post(url("_tutup", row), data | {"versi": "2"}).status_code == 302
    assert "Dibatalkan</span> oleh" in text(klien.get(url("", row)))


def test_faulty_form_of_a_decision_comes_back(klien, contoh, pimpinan):
    row = keputusan(contoh, pimpinan)
    assert klien.post(url("_tutup", row), {"versi": "1", "keadaan": "terbuka"}).status_code == 422
    response = klien.post(
        url("_lanjut", row), {"versi": "1", "tenggat": "2023-01-01", "catatan": "Menunggu."}
    )
    assert response.status_code == 422
    assert "Tenggat baru harus sesudah 31 Januari 2099." in text(response)


def test_decision_of_another_agency_is_not_found(klien, bpsdm, akun):
    row = keputusan(bpsdm, akun(Peran.PIMPINAN, bpsdm))
    assert klien.get(url("", row)).status_code == 404


def test_carried_on_after_a_report_says_that_the_report_is_old(klien, contoh, pimpinan):
    row = keputusan(contoh, pimpinan, hasil="Baru separuh.", tenggat=date(2099, 1, 1))
    assert "<strong>Hasil laporan sebelumnya:</strong> Baru separuh." in text(
        klien.get(url("", row))
    )


# --- Closed decisions --------------------------------------------------------------------------

TERTUTUP = "/dashboard/CONTOH/keputusan/"


def ditutup(pd, by, hari: int, **isi) -> KeputusanRapat:
    when = datetime(2024, 3, hari, 5, tzinfo=UTC)
    closed = {"keadaan": "selesai", "ditutup_oleh": by, "ditutup_pada": when, "hasil": "Selesai."}
    return keputusan(pd, by, **closed | isi)


def test_closed_decisions_are_listed_the_last_first(klien, contoh, pimpinan, bpsdm):
    keputusan(contoh, pimpinan, keputusan="Masih terbuka.")
    ditutup(contoh, pimpinan, 1, keputusan="Tambah loket.", hasil="Loket ditambah.")
    ditutup(contoh, pimpinan, 9, keputusan="Ganti vendor.", keadaan="batal")
    ditutup(bpsdm, pimpinan, 5, keputusan="Milik perangkat daerah lain.")
    page = text(klien.get(TERTUTUP))

    assert page.index("Ganti vendor.") < page.index("Tambah loket.")
    assert "Loket ditambah." in page
    assert "Dibatalkan" in page
    assert "9 Maret 2024" in page
    assert "Masih terbuka." not in page
    assert "Milik perangkat daerah lain." not in page
    assert f'href="{TERTUTUP}"' in text(klien.get("/dashboard/CONTOH/2023/rapat/"))


def test_closed_decisions_come_page_by_page(klien, contoh, pimpinan):
    assert "Belum ada" in text(klien.get(TERTUTUP))
    for number in range(1, 22):
        ditutup(contoh, pimpinan, number, keputusan=f"Keputusan ke-{number}.")

    first, second = (text(klien.get(TERTUTUP, {"halaman": page})) for page in (1, 2))
    assert "Keputusan ke-2." in first
    assert "Keputusan ke-1." not in first
    assert 'rel="next" href="?halaman=2"' in first
    assert "Keputusan ke-1." in second
    assert "Halaman 2 dari 2" in second


@pytest.mark.parametrize("jumlah", [1, 3])
def test_queries_of_closed_decisions_do_not_grow(
    klien, contoh, pimpinan, jumlah, django_assert_num_queries
):
    for number in range(jumlah):
        ditutup(contoh, pimpinan, number + 1)
    klien.get(TERTUTUP)

    # Session, account, roles, agency, how many, decisions, notices.
    with django_assert_num_queries(7):
        assert len(klien.get(TERTUTUP).context["keputusan"]) == jumlah


# --- Queries -----------------------------------------------------------------------------------


@pytest.mark.parametrize("jumlah", [1, 3])
def test_queries_of_the_opening_do_not_grow(
    klien, contoh, pimpinan, jumlah, django_assert_num_queries
):
    for _ in range(jumlah):
        keputusan(contoh, pimpinan, pelaksana=pimpinan)
    path = "/dashboard/CONTOH/2023/rapat/"
    klien.get(path)

    with django_assert_num_queries(QUERIES_BUKA):
        page = klien.get(path)
    assert len(page.context["tindak_lanjut"]) == jumlah


@pytest.mark.parametrize("jumlah", [1, 3])
def test_queries_of_a_stop_do_not_grow(klien, contoh, pimpinan, jumlah, django_assert_num_queries):
    for _ in range(jumlah):
        keputusan(contoh, pimpinan, pelaksana=pimpinan)
    path = "/dashboard/CONTOH/2023/rapat/?periode=3&indikator=I01"
    klien.get(path)

    with django_assert_num_queries(QUERIES_HENTI):
        page = klien.get(path)
    assert len(page.context["rapat"].keputusan) == jumlah
