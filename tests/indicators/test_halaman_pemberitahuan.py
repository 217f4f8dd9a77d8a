"""The page of notices: own ones alone, unread first, read by opening or by a button."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from indicators.models import Pemberitahuan, PilihanSurel
from indicators.views.pemberitahuan import PER_HALAMAN
from workforce.enums import Peran
from workforce.models import User
from workforce.querysets import hari_ini

# Session, account, roles; count and rows with their agencies; the choice of e-mail; the menu.
QUERIES = 7


@pytest.fixture
def perencana(contoh, akun) -> User:
    return akun(Peran.PERENCANA, contoh, "perencana")


@pytest.fixture
def klien(client, perencana):
    client.force_login(perencana)
    return client


@pytest.fixture
def beri(contoh, perencana):
    """Store a notice: `beri("H-3", dibaca=...)`."""

    def make(tanda: str = "H-7", user: User = perencana, **lain) -> Pemberitahuan:
        fields = {
            "jenis": "tenggat",
            "langkah": "isi",
            "kunci": "CONTOH/2023/4",
            "jatuh_tempo": hari_ini() + timedelta(days=7),
            "kalimat": f"Isi 2 realisasi TW IV 2023 ({tanda})",
            "tautan": "/pengukuran/CONTOH/2023/4/?unit=SEK-CONTOH#baris-I01",
        }
        fields |= lain
        return Pemberitahuan.objects.create(pengguna=user, pd=contoh, tanda=tanda, **fields)

    return make


def halaman(klien) -> str:
    return klien.get(reverse("pemberitahuan")).content.decode()


def test_unread_notices_stand_before_read_ones(klien, beri):
    now = timezone.now()
    rows = [
        beri("H-7", dibaca=now - timedelta(hours=1)),
        beri("H-3"),
        beri("H", dibaca=now),
        beri("H+1"),
    ]
    context = klien.get(reverse("pemberitahuan")).context
    assert [row for row, _ in context["baru"]] == [rows[3], rows[1]]
    assert [row for row, _ in context["lama"]] == [rows[2], rows[0]]
    page = halaman(klien)
    assert page.index("Belum dibaca") < page.index("Sudah dibaca atau selesai")
    assert page.count("Tandai dibaca<") == 2


def test_a_notice_says_what_it_is_where_and_until_when(klien, beri):
    notice = beri("H-7")
    page = halaman(klien)
    assert f'<a href="/pemberitahuan/{notice.pk}/">Isi 2 realisasi TW IV 2023 (H-7)</a>' in page
    assert '<span aria-hidden="true">◆</span> Tenggat H-7</span>' in page
    assert "7 hari lagi" in page


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"dikirim": timezone.now()}, "dikirim lewat surel"),
        ({"galat": "Server surat tidak dapat dipakai: x"}, "surel belum terkirim dan akan dicoba"),
    ],
)
def test_a_notice_tells_about_its_email(klien, beri, fields, words):
    beri(**fields)
    assert words in halaman(klien)


def test_opening_a_notice_leads_to_the_work_and_marks_it_read(klien, beri):
    notice, other = beri("H-7"), beri("H-3")
    response = klien.get(reverse("pemberitahuan_buka", args=[notice.pk]))
    assert response.status_code == 302
    assert response.url == "/pengukuran/CONTOH/2023/4/?unit=SEK-CONTOH#baris-I01"
    assert Pemberitahuan.objects.belum_dibaca().get() == other


def test_one_and_all_are_marked_read_by_a_button(klien, beri):
    first = beri("H-7")
    beri("H-3")
    beri("H")
    assert klien.get(reverse("pemberitahuan_baca", args=[first.pk])).status_code == 405
    assert klien.get(reverse("pemberitahuan_semua")).status_code == 405
    assert Pemberitahuan.objects.belum_dibaca().count() == 3
    response = klien.post(reverse("pemberitahuan_baca", args=[first.pk]))
    assert response.url == reverse("pemberitahuan")
    assert Pemberitahuan.objects.belum_dibaca().count() == 2
    page = klien.post(reverse("pemberitahuan_semua"), follow=True).content.decode()
    assert "2 pemberitahuan ditandai sudah dibaca." in page
    assert "Semua pemberitahuan sudah dibaca." in page
    assert "Tandai semua" not in page


def test_notices_of_others_do_not_exist(klien, beri, contoh, akun):
    foreign = beri(user=akun(Peran.PERENCANA, contoh, "lain"), kalimat="Rahasia")
    assert "Rahasia" not in halaman(klien)
    assert klien.get(reverse("pemberitahuan_buka", args=[foreign.pk])).status_code == 404
    assert klien.post(reverse("pemberitahuan_baca", args=[foreign.pk])).status_code == 404
    klien.post(reverse("pemberitahuan_semua"))
    assert Pemberitahuan.objects.belum_dibaca().get() == foreign


def test_an_empty_page_says_when_something_comes(klien):
    page = halaman(klien)
    assert "Belum ada pemberitahuan" in page
    assert f'href="{reverse("tugas")}">Ke Tugas saya</a>' in page


def test_the_menu_counts_what_is_unread(klien, beri):
    beri("H-7", dibaca=timezone.now())
    beri("H-3")
    beri("H")
    menu = klien.get(reverse("tugas")).context["menu"]
    assert [(m.url, m.jumlah) for k in menu for m in k.isi if m.label == "Pemberitahuan"] == [
        ("/pemberitahuan/", 2)
    ]
    assert '2<span class="visually-hidden"> belum dibaca</span>' in halaman(klien)


# --- The choice of e-mail ----------------------------------------------------------------------


def test_without_an_address_there_is_nothing_to_choose(klien):
    page = halaman(klien)
    assert "Akun ini belum mempunyai alamat surel" in page
    assert reverse("pemberitahuan_surel") not in page


def test_email_is_turned_off_and_on(klien, perencana):
    User.objects.filter(pk=perencana.pk).update(email="perencana@contoh.test")
    assert "Jangan kirim surel" in halaman(klien)
    page = klien.post(reverse("pemberitahuan_surel"), {"nyala": "0"}, follow=True).content.decode()
    assert "Pemberitahuan tidak lagi dikirim lewat surel." in page
    assert "Kirim juga lewat surel" in page
    assert PilihanSurel.objects.get(pengguna=perencana).nyala is False
    page = klien.post(reverse("pemberitahuan_surel"), {"nyala": "1"}, follow=True).content.decode()
    assert "Pemberitahuan akan dikirim juga lewat surel." in page
    assert "Jangan kirim surel" in page
    assert PilihanSurel.objects.get(pengguna=perencana).nyala is True


# --- Many --------------------------------------------------------------------------------------


def test_many_notices_are_paged(klien, beri):
    for number in range(PER_HALAMAN + 1):
        beri("H", jatuh_tempo=date(2024, 1, 1) + timedelta(days=number), dibaca=timezone.now())
    first = klien.get(reverse("pemberitahuan"))
    assert "Halaman 1 dari 2" in first.content.decode()
    second = klien.get(reverse("pemberitahuan"), {"halaman": "2"})
    assert len(second.context["lama"]) == 1
    # What is unread is on the first page, so the second does not say that all is read.
    assert "Semua pemberitahuan sudah dibaca." not in second.content.decode()


@pytest.mark.parametrize("count", [1, 3])
def test_the_page_needs_the_same_queries_for_any_number(
    count, klien, beri, django_assert_num_queries
):
    for number in range(count):
        beri("H", jatuh_tempo=date(2024, 1, 1) + timedelta(days=number))
    klien.get(reverse("pemberitahuan"))
    with django_assert_num_queries(QUERIES):
        klien.get(reverse("pemberitahuan"))
