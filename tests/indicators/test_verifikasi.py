"""The inbox of verifiers, one value with everything beside it, the decisions."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from django.test import Client
from django.urls import reverse
from django.utils.datastructures import MultiValueDict

from indicators import triggers
from indicators.actions import Isian, ajukan, simpan_realisasi, tarik, verifikasi
from indicators.actions_bukti import simpan_bukti, simpan_semua_bukti
from indicators.forms import BuktiForm
from indicators.models import (
    BuktiDukung,
    KomponenRealisasi,
    PeriodePelaporan,
    Realisasi,
)
from tests.indicators.values import TW4, draft, pdf, picture, submitted, upload, xlsx
from workforce.enums import AksiJejak, Peran
from workforce.models import JejakAudit, PenugasanPeran, UnitKerja, User

SENDIRI = "Anda sendiri yang mengajukan nilai ini; verifikasi dilakukan oleh orang lain."
HAK = (
    "Hak memverifikasi realisasi pada Dinas Contoh dimiliki oleh: Verifikator. "
    "Peran Anda tidak termasuk."
)


@pytest.fixture
def perencana(akun, contoh) -> User:
    return akun(Peran.PERENCANA, contoh)


@pytest.fixture
def verifikator(akun, contoh) -> User:
    return akun(Peran.VERIFIKATOR, contoh)


@pytest.fixture
def client(verifikator) -> Client:
    client = Client()
    client.force_login(verifikator)
    return client


@pytest.fixture
def antrean(contoh, perencana) -> list[Realisasi]:
    """Three values of the fourth quarter, handed in one after the other."""
    values = (("I01", "95.5"), ("I02", "8"), ("I03", "4"))
    return [submitted(contoh, perencana, kode, nilai) for kode, nilai in values]


def inbox() -> str:
    return reverse("verifikasi", args=["CONTOH"])


def address(value: Realisasi, verb: str = "nilai") -> str:
    return reverse(f"verifikasi_{verb}", args=["CONTOH", value.pk])


def said(response) -> str:
    return " ".join(str(m) for m in response.context["messages"])


# --- The inbox -------------------------------------------------------------------------------


def test_an_empty_inbox_says_so(client):
    page = client.get(inbox())
    assert page.status_code == 200
    assert "Tidak ada nilai yang menunggu keputusan Anda." in page.text
    assert "jumlah-menu" not in page.text


def test_the_inbox_lists_what_waits_oldest_first(client, antrean):
    page = client.get(inbox())
    rows = page.context["antrean"]
    assert [row.realisasi for row in rows] == antrean
    assert "3 nilai menunggu keputusan, yang terlama di atas." in page.text
    assert "Perencana" in str(rows[0].realisasi.diajukan_oleh).title()
    assert page.text.count("TW IV 2023") == 3


def test_the_menu_counts_what_waits(client, antrean):
    page = client.get(inbox()).text
    assert 'aria-current="page">Verifikasi <span class="jumlah-menu">3<' in page


def test_a_draft_and_a_returned_value_do_not_wait(client, contoh, perencana, antrean):
    tarik(realisasi=antrean[0], versi=antrean[0].versi, by=perencana)
    client.post(address(antrean[1], "kembalikan"), {"versi": 2, "alasan": "Bukti keliru"})
    assert [row.realisasi for row in client.get(inbox()).context["antrean"]] == [antrean[2]]


@pytest.mark.parametrize("peran", [Peran.ADMIN_PD, Peran.PERENCANA, Peran.PEMBACA])
def test_other_roles_read_who_verifies(peran, masuk, akun, contoh, perencana, antrean):
    reader = Client()
    reader.force_login(perencana if peran == Peran.PERENCANA else akun(peran, contoh))
    for url in (inbox(), address(antrean[0])):
        page = reader.get(url)
        assert page.status_code == 403
        assert HAK in page.text
    assert not JejakAudit.objects.filter(aksi=AksiJejak.DITOLAK).exists()
    for verb in ("terima", "kembalikan"):
        answer = reader.post(address(antrean[0], verb), {"versi": 2, "alasan": "x"})
        assert answer.status_code == 403
        assert HAK in answer.text
    denied = JejakAudit.objects.filter(aksi=AksiJejak.DITOLAK)
    assert [(d.tabel, d.baris, d.alasan) for d in denied] == [
        (triggers.REALISASI, antrean[0].pk, HAK)
    ] * 2
    antrean[0].refresh_from_db()
    assert antrean[0].status == "diajukan"


def test_a_stranger_gets_404(masuk, bpsdm, antrean):
    stranger = masuk(Peran.VERIFIKATOR, bpsdm)
    assert stranger.get(inbox()).status_code == 404
    assert stranger.get(address(antrean[0])).status_code == 404
    assert stranger.post(address(antrean[0], "terima"), {"versi": 2}).status_code == 404
    assert stranger.post(address(antrean[0], "kembalikan"), {"versi": 2}).status_code == 404
    other = reverse("verifikasi_nilai", args=["BPSDM", antrean[0].pk])
    assert stranger.get(other).status_code == 404


def test_decisions_are_posts(client, antrean):
    assert client.get(address(antrean[0], "terima")).status_code == 405
    assert client.get(address(antrean[0], "kembalikan")).status_code == 405


@pytest.mark.parametrize("number", [1, 3])
def test_inbox_reads_with_the_same_queries(
    number, client, contoh, perencana, django_assert_num_queries
):
    for kode in ("I01", "I02", "I03")[:number]:
        submitted(contoh, perencana, kode)
    with django_assert_num_queries(15):
        client.get(inbox())


@pytest.mark.parametrize("number", [1, 3])
def test_one_value_reads_with_the_same_queries(
    number, client, contoh, perencana, django_assert_num_queries
):
    rows = []
    for kode in ("I01", "I02", "I03")[:number]:
        row = draft(contoh, perencana, kode)
        for n in range(number):
            simpan_bukti(bukti=BuktiDukung(realisasi=row, judul=f"Surat {n}"), by=perencana)
        rows.append(ajukan(realisasi=row, versi=row.versi, kurang=(), by=perencana))
    with django_assert_num_queries(18):
        client.get(address(rows[0]))


# --- One value -------------------------------------------------------------------------------


def test_the_page_shows_the_value_and_everything_beside_it(client, antrean):
    value = antrean[1]
    Realisasi.objects.filter(pk=value.pk).update(catatan="Dari aplikasi antrean")
    page = client.get(address(value))
    row = page.context["b"]
    assert (row.nilai, row.hasil.penjelasan) == (value.nilai, row.hasil.penjelasan)
    text = page.text
    for part in ("Sebab", "Tindakan", "Dari aplikasi antrean", "Semakin rendah semakin baik"):
        assert part in text
    assert row.hasil.penjelasan in text
    assert "Nilai ini diajukan tanpa bukti." in text
    assert "· 2 dari 3" in text


def test_previous_and_next_follow_the_queue(client, antrean):
    first, middle, last = (client.get(address(value)).text for value in antrean)
    assert 'rel="prev"' not in first
    assert address(antrean[1]) in first
    assert address(antrean[0]) in middle
    assert address(antrean[2]) in middle
    assert 'rel="next"' not in last


def test_components_are_shown(client, antrean, contoh, perencana):
    KomponenRealisasi.objects.create(realisasi=antrean[0], pembilang=191, penyebut=200)
    page = client.get(address(antrean[0])).text
    assert "Layanan tepat waktu" in page
    assert ">191<" in page


def test_questions_of_plausibility_stand_beside_the_value(client, contoh, perencana):
    value = submitted(contoh, perencana, "I01", "195.5")
    page = client.get(address(value))
    assert page.context["b"].pertanyaan == (
        "Nilai 195,5 lebih dari 120% target 90. Periksa angka dan satuannya.",
    )
    assert "? Nilai 195,5 lebih dari 120% target 90." in page.text


def test_a_value_that_nobody_promised_says_so(client, contoh, antrean):
    moved = Realisasi.objects.create(
        indikator=antrean[0].indikator,
        tahun=2022,
        periode=TW4,
        nilai=5,
        status="diajukan",
        diajukan_oleh=antrean[0].diajukan_oleh,
    )
    page = client.get(address(moved)).text
    assert "Indikator ini tidak ada dalam Perjanjian Kinerja yang berlaku pada tahun 2022" in page
    assert moved.indikator.nama in client.get(inbox()).text


@pytest.fixture
def berbukti(contoh, perencana) -> Realisasi:
    """A value with a PDF, a picture, a workbook and a pointer."""
    row = draft(contoh, perencana)
    form = BuktiForm({}, files())
    assert form.is_valid()
    simpan_semua_bukti(realisasi=row, bukti=form.bukti(row), by=perencana)
    simpan_bukti(
        bukti=BuktiDukung(realisasi=row, judul="Surat BKN", rujukan="halaman 2"), by=perencana
    )
    return ajukan(realisasi=row, versi=row.versi, kurang=(), by=perencana)


def files() -> MultiValueDict:
    sent = [upload("ba.pdf", pdf()), upload("foto.png", picture()), upload("r.xlsx", xlsx())]
    return MultiValueDict({"berkas": sent})


def test_evidence_opens_in_the_page_the_first_one_first(client, berbukti):
    first, second, third, fourth = berbukti.bukti.all()
    page = client.get(address(berbukti)).text
    assert f'src="{reverse("bukti_lihat", args=[first.pk])}#view=FitH' in page
    assert 'title="Bukti: ba"' in page
    picture_page = client.get(address(berbukti), {"bukti": second.pk}).text
    assert f'<img class="pratinjau" src="{reverse("bukti_lihat", args=[second.pk])}"' in (
        picture_page
    )
    assert "Excel tidak ditampilkan di peramban. Unduh untuk membukanya." in (
        client.get(address(berbukti), {"bukti": third.pk}).text
    )
    assert "Rujukan tanpa berkas: periksa pada sumbernya." in (
        client.get(address(berbukti), {"bukti": fourth.pk}).text
    )
    assert "<iframe" in client.get(address(berbukti), {"bukti": "lain"}).text


# --- Decisions -------------------------------------------------------------------------------


def test_accepting_goes_on_to_the_next(client, antrean, verifikator):
    answer = client.post(address(antrean[0], "terima"), {"versi": 2}, follow=True)
    assert answer.redirect_chain == [(address(antrean[1]), 302)]
    assert said(answer) == "I01 TW IV 2023 diverifikasi. Nilai berikutnya terbuka di bawah ini."
    antrean[0].refresh_from_db()
    assert (antrean[0].status, antrean[0].diverifikasi_oleh, antrean[0].versi) == (
        "diverifikasi",
        verifikator,
        3,
    )
    assert antrean[0].diverifikasi_pada is not None


def test_after_the_last_the_passed_over_comes_and_then_the_empty_inbox(client, antrean):
    answer = client.post(address(antrean[2], "terima"), {"versi": 2})
    assert answer["Location"] == address(antrean[1])
    client.post(address(antrean[1], "terima"), {"versi": 2})
    answer = client.post(address(antrean[0], "terima"), {"versi": 2}, follow=True)
    assert answer.redirect_chain == [(inbox(), 302)]
    assert said(answer).endswith("I01 TW IV 2023 diverifikasi. Antrean Anda kosong.")


def test_returning_gives_the_reason_to_the_planner(client, antrean, perencana):
    reason = "Berita acara belum ditandatangani."
    answer = client.post(
        address(antrean[0], "kembalikan"), {"versi": 2, "alasan": reason}, follow=True
    )
    assert said(answer) == "I01 TW IV 2023 dikembalikan. Nilai berikutnya terbuka di bawah ini."
    planner = Client()
    planner.force_login(perencana)
    grid = planner.get(reverse("pengukuran_isi", args=["CONTOH", 2023, TW4])).text
    assert f"Dikembalikan: {reason}" in grid


def test_returning_without_a_reason_is_asked_back(client, antrean):
    answer = client.post(address(antrean[0], "kembalikan"), {"versi": 2, "alasan": "  "})
    assert answer.status_code == 422
    assert "Isi alasan pengembalian agar pengisi tahu perbaikannya." in answer.text
    antrean[0].refresh_from_db()
    assert antrean[0].status == "diajukan"


def test_a_reason_that_is_too_long_keeps_what_was_typed(client, antrean):
    answer = client.post(address(antrean[0], "kembalikan"), {"versi": 2, "alasan": "a" * 4001})
    assert answer.status_code == 422
    assert "a" * 4001 in answer.text


def test_four_eyes_show_the_sentence_instead_of_buttons(client, contoh, verifikator, antrean):
    PenugasanPeran.objects.create(pengguna=verifikator, peran=Peran.PERENCANA, pd=contoh)
    tarik(realisasi=antrean[0], versi=2, by=verifikator)
    own = ajukan(realisasi=antrean[0], versi=3, kurang=(), by=verifikator)
    page = client.get(address(own)).text
    assert SENDIRI in page
    assert "data-terima" not in page
    assert "Menunggu orang lain, karena Anda yang mengajukan." in client.get(inbox()).text
    assert 'jumlah-menu">2<' in page
    answer = client.post(address(own, "kembalikan"), {"versi": 4, "alasan": "Keliru"})
    assert answer.status_code == 403
    assert SENDIRI in answer.text
    assert "Alasan yang Anda ketik: Keliru" in answer.text
    denied = JejakAudit.objects.get(aksi=AksiJejak.DITOLAK)
    assert (denied.baris, denied.alasan, denied.pelaku) == (own.pk, SENDIRI, verifikator)


def test_someone_faster_shows_what_changed_and_keeps_the_reason(client, contoh, perencana, antrean):
    value = antrean[1]
    seen = client.get(address(value)).context["riwayat"][0].nomor
    value = tarik(realisasi=value, versi=2, by=perencana)
    value = simpan_realisasi(
        indikator=value.indikator,
        tahun=2023,
        periode=TW4,
        isian=Isian(nilai=Decimal("9.5"), penyebab="Sebab", tindak_lanjut="Tindakan"),
        versi=3,
        by=perencana,
    )
    value = ajukan(realisasi=value, versi=4, kurang=(), by=perencana)
    posted = {"versi": 2, "jejak": seen, "alasan": "Nilai 8 keliru"}
    answer = client.post(address(value, "kembalikan"), posted)
    assert answer.status_code == 409
    assert "Nilai ini berubah sesudah halaman Anda dibuka" in answer.text
    changes = answer.context["perubahan"]
    assert [c.kalimat for c in changes] == [
        "Diajukan kepada verifikator",
        "Isian diubah",
        "Pengajuan ditarik kembali",
    ]
    assert changes[1].rincian == ("Realisasi: 8 menjadi 9,5",)
    assert "Nilai 8 keliru</textarea>" in answer.text
    assert '<input type="hidden" name="versi" value="5">' in answer.text
    again = {"versi": 5, "jejak": changes[0].nomor, "alasan": "Nilai 9,5 pun keliru"}
    assert client.post(address(value, "kembalikan"), again).status_code == 302


def test_a_page_without_events_shows_every_change(client, antrean, perencana):
    tarik(realisasi=antrean[0], versi=2, by=perencana)
    answer = client.post(address(antrean[0], "terima"), {"versi": 2})
    assert answer.status_code == 409
    assert answer.context["perubahan"][0].kalimat == "Pengajuan ditarik kembali"


def test_a_decided_value_shows_who_decided(client, antrean, verifikator):
    verifikasi(realisasi=antrean[0], versi=2, by=verifikator)
    page = client.get(address(antrean[0]))
    assert "Hanya nilai yang diajukan dapat diverifikasi atau dikembalikan." in page.text
    assert f"Diverifikasi oleh {verifikator}" in page.text
    assert page.context["posisi"].nomor == 0
    assert page.context["posisi"].berikutnya == antrean[1]
    answer = client.post(address(antrean[0], "terima"), {"versi": 3})
    assert answer.status_code == 403
    assert JejakAudit.objects.filter(aksi=AksiJejak.DITOLAK).count() == 1


def test_the_last_decided_value_leads_nowhere(client, contoh, perencana, verifikator):
    value = submitted(contoh, perencana)
    verifikasi(realisasi=value, versi=2, by=verifikator)
    assert client.get(address(value)).context["posisi"].berikutnya is None


def test_after_the_window_the_sentence_names_the_day(client, contoh, antrean):
    PeriodePelaporan.objects.of_pd(contoh).filter(tahun=2023, periode=TW4).update(
        batas_isi=date(2024, 1, 5), batas_verifikasi=date(2024, 1, 15)
    )
    page = client.get(address(antrean[0])).text
    assert "Batas verifikasi TW IV 2023 sudah lewat pada 15 Januari 2024." in page
    assert client.post(address(antrean[0], "terima"), {"versi": 2}).status_code == 403


def test_a_status_sent_by_a_client_changes_nothing(client, antrean):
    client.post(
        address(antrean[0], "kembalikan"),
        {"versi": 2, "alasan": "", "status": "diverifikasi", "diverifikasi_oleh": 1},
    )
    antrean[0].refresh_from_db()
    assert antrean[0].status == "diajukan"


def test_a_verifier_of_a_unit_has_the_values_of_her_unit_alone(contoh, antrean):
    limited = User.objects.create_user("verifikator-sekretariat")
    unit = UnitKerja.objects.get(pd=contoh, kode="SEK-CONTOH")
    PenugasanPeran.objects.create(pengguna=limited, peran=Peran.VERIFIKATOR, pd=contoh, unit=unit)
    client = Client()
    client.force_login(limited)
    page = client.get(inbox())
    assert [row.realisasi for row in page.context["antrean"]] == [antrean[2]]
    assert 'jumlah-menu">1<' in page.text
    refused = "Hak memverifikasi realisasi untuk Bidang Layanan dimiliki oleh: Verifikator."
    assert refused in client.get(address(antrean[0])).text
    assert client.post(address(antrean[0], "terima"), {"versi": 2}).status_code == 403
    assert client.post(address(antrean[2], "terima"), {"versi": 2}).status_code == 302


def test_the_whole_way_of_a_value(client, contoh, perencana):
    """Entered, evidenced, handed in, returned, mended, handed in again, accepted, frozen."""
    planner = Client()
    planner.force_login(perencana)
    grid = reverse("pengukuran_isi", args=["CONTOH", 2023, TW4])
    hand_in = reverse("pengukuran_ajukan", args=["CONTOH", 2023, TW4])
    evidence = reverse("bukti", args=["CONTOH", 2023, TW4, "I02"])
    row = {
        "I02-versi": 0,
        "I02-nilai": "12",
        "I02-status_data": "ada",
        "I02-penyebab": "Aplikasi lambat",
        "I02-tindak_lanjut": "Peladen diganti",
    }
    assert planner.post(grid, row).status_code == 302
    value = Realisasi.objects.get(indikator__kode="I02", indikator__pd=contoh, periode=TW4)
    assert planner.post(evidence, {"berkas": [upload("ba.pdf", pdf())]}).status_code == 302
    planner.post(hand_in)
    assert client.get(inbox()).context["antrean"][0].realisasi == value
    client.post(address(value, "kembalikan"), {"versi": 2, "alasan": "Salah baris"})
    assert "Dikembalikan: Salah baris" in planner.get(grid).text
    planner.post(grid, row | {"I02-versi": 3, "I02-nilai": "11,5"})
    planner.post(hand_in)
    client.post(address(value, "terima"), {"versi": 5})
    value.refresh_from_db()
    assert value.status == "diverifikasi"
    assert triggers.BEKU in planner.get(evidence).text
    told = [e.kalimat for e in client.get(address(value)).context["riwayat"]]
    assert told == [
        "Diverifikasi",
        "Diajukan kepada verifikator",
        "Isian diubah",
        "Dikembalikan",
        "Diajukan kepada verifikator",
        "Bukti ditambahkan: ba",
        "Nilai dicatat",
    ]
