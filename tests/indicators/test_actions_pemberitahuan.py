"""Notices are made once, replaced by later ones, closed with their work, taken by one run."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.utils import timezone

from indicators.actions_pemberitahuan import (
    BASI,
    MACET,
    ambil,
    atur_surel,
    catat,
    catat_gagal,
    catat_terkirim,
    tandai_dibaca,
    terbitkan,
)
from indicators.models import Pemberitahuan, PilihanSurel
from indicators.pemberitahuan import Kabar
from workforce.enums import Peran
from workforce.models import PenugasanPeran, User
from workforce.querysets import hari_ini

BATAS = date(2024, 1, 5)
TERBUKA = ("isi", "CONTOH/2023/4", BATAS)


@pytest.fixture
def perencana(contoh, akun) -> User:
    return akun(Peran.PERENCANA, contoh)


@pytest.fixture
def baru(contoh, perencana):
    """Make an unsaved notice: `baru(tanda="H-3")`."""

    def make(**lain) -> Pemberitahuan:
        fields = {
            "pengguna": perencana,
            "pd": contoh,
            "jenis": "tenggat",
            "langkah": "isi",
            "kunci": "CONTOH/2023/4",
            "tanda": "H-7",
            "jatuh_tempo": BATAS,
            "kalimat": "Isi 2 realisasi TW IV 2023",
            "tautan": "/pengukuran/CONTOH/2023/4/",
        }
        return Pemberitahuan(**(fields | lain))

    return make


def unread() -> list[tuple[str, str]]:
    rows = Pemberitahuan.objects.belum_dibaca().order_by("pk")
    return [(row.jenis, row.tanda) for row in rows]


def kabar(user: User, *notices: Pemberitahuan) -> Kabar:
    return Kabar(hari_ini(), notices, frozenset({(user.pk, *TERBUKA)}))


def test_a_notice_is_made_once_however_often_the_job_runs(baru, perencana):
    assert terbitkan(kabar=kabar(perencana, baru())) == 1
    first = Pemberitahuan.objects.get()
    tandai_dibaca(by=perencana, pemberitahuan=first)
    assert terbitkan(kabar=kabar(perencana, baru(kalimat="Isi 1 realisasi TW IV 2023"))) == 0
    again = Pemberitahuan.objects.get()
    # Read stays read, and the sentence is that of the day on which it was told.
    assert again.dibaca is not None
    assert again.kalimat == "Isi 2 realisasi TW IV 2023"


def test_a_later_notice_replaces_the_earlier_one_about_the_same_work(baru, perencana, akun, contoh):
    other = akun(Peran.PERENCANA, contoh, "lain")
    kept = [
        baru(pengguna=other),
        baru(kunci="CONTOH/2023/3"),
        baru(langkah="perbaiki"),
        baru(jatuh_tempo=date(2024, 1, 12)),
    ]
    assert catat(daftar=[baru(), *kept]) == 5
    assert catat(daftar=[baru(tanda="H-3")]) == 1
    assert unread() == [("tenggat", "H-7")] * 4 + [("tenggat", "H-3")]


def test_news_without_a_due_date_replaces_its_kind_only(baru):
    catat(daftar=[baru(), baru(jenis="dikunci", tanda="", jatuh_tempo=None)])
    assert unread() == [("tenggat", "H-7"), ("dikunci", "")]


def test_a_notice_ends_with_its_work(baru, perencana):
    news = [
        baru(jenis="diperpanjang", tanda="", jatuh_tempo=date(2024, 1, 12)),
        baru(jenis="dikunci", tanda="", langkah="kunci", jatuh_tempo=None),
    ]
    terbitkan(kabar=kabar(perencana, baru()))
    catat(daftar=news)
    terbitkan(kabar=kabar(perencana))
    assert unread() == [("tenggat", "H-7"), ("diperpanjang", ""), ("dikunci", "")]
    terbitkan(kabar=Kabar(hari_ini(), (), frozenset()))
    assert unread() == [("diperpanjang", ""), ("dikunci", "")]


@pytest.mark.parametrize(("days", "closed"), [(-1, False), (0, True), (1, True)])
def test_a_missed_day_closes_nothing(baru, perencana, days, closed):
    terbitkan(kabar=kabar(perencana, baru()))
    # On that day the work was not open yet.
    terbitkan(kabar=Kabar(hari_ini() + timedelta(days=days), (), frozenset()))
    assert unread() == ([] if closed else [("tenggat", "H-7")])


def test_a_reminder_of_a_missed_day_does_not_replace_the_later_one(baru, perencana):
    terbitkan(kabar=kabar(perencana, baru(tanda="H-3")))
    missed = Kabar(hari_ini() - timedelta(days=4), (baru(tanda="H-7"),), frozenset())
    assert terbitkan(kabar=missed) == 1
    assert unread() == [("tenggat", "H-3")]
    # Nor does it come up when the later one was read.
    tandai_dibaca(by=perencana)
    Pemberitahuan.objects.get(tanda="H-7").delete()
    terbitkan(kabar=missed)
    assert unread() == []


def test_reading_one_or_all_touches_own_notices_alone(baru, perencana, akun, contoh):
    other = akun(Peran.PERENCANA, contoh, "lain")
    catat(daftar=[baru(), baru(kunci="CONTOH/2023/3"), baru(pengguna=other)])
    own = Pemberitahuan.objects.filter(pengguna=perencana).order_by("pk")
    foreign = Pemberitahuan.objects.get(pengguna=other)
    assert tandai_dibaca(by=perencana, pemberitahuan=foreign) == 0
    assert tandai_dibaca(by=perencana, pemberitahuan=own[0]) == 1
    assert tandai_dibaca(by=perencana) == 1
    assert tandai_dibaca(by=perencana) == 0
    assert Pemberitahuan.objects.belum_dibaca().get() == foreign


def test_the_choice_of_email_is_kept_once(perencana):
    atur_surel(nyala=False, by=perencana)
    assert str(PilihanSurel.objects.get()) == f"{perencana}: surel tidak dikirim"
    atur_surel(nyala=True, by=perencana)
    assert str(PilihanSurel.objects.get()) == f"{perencana}: surel dikirim"


# --- For the e-mail ----------------------------------------------------------------------------


def test_what_waits_is_taken_once_by_due_date(baru, perencana):
    notices = [
        baru(jenis="dikunci", tanda="", langkah="kunci", jatuh_tempo=None),
        baru(),
        baru(langkah="verifikasi", jatuh_tempo=date(2024, 1, 3)),
    ]
    catat(daftar=notices)
    taken = ambil(pengguna=perencana)
    assert [row.langkah for row in taken] == ["verifikasi", "isi", "kunci"]
    # Another run at the same time finds nothing.
    assert ambil(pengguna=perencana) == []


def test_what_failed_is_given_back_with_its_error(baru, perencana):
    catat(daftar=[baru()])
    catat_gagal(daftar=ambil(pengguna=perencana), galat="x" * 301)
    assert Pemberitahuan.objects.get().galat == "x" * 300
    catat_terkirim(daftar=ambil(pengguna=perencana))
    row = Pemberitahuan.objects.get()
    assert (row.galat, row.dikirim is not None) == ("", True)
    assert ambil(pengguna=perencana) == []


@pytest.mark.parametrize(
    ("field", "age", "taken"),
    [
        ("diambil", MACET - timedelta(minutes=1), 0),
        ("diambil", MACET + timedelta(minutes=1), 1),
        ("dibuat", BASI - timedelta(minutes=1), 1),
        ("dibuat", BASI + timedelta(minutes=1), 0),
        ("dibaca", timedelta(), 0),
        ("dikirim", timedelta(), 0),
    ],
)
def test_what_is_old_read_sent_or_with_another_run_is_not_taken(baru, perencana, field, age, taken):
    catat(daftar=[baru()])
    Pemberitahuan.objects.update(**{field: timezone.now() - age})
    assert len(ambil(pengguna=perencana)) == taken


def test_a_notice_about_an_agency_that_was_left_is_neither_shown_nor_sent(baru, perencana):
    catat(daftar=[baru()])
    PenugasanPeran.objects.filter(pengguna=perencana).delete()
    user = User.objects.get(pk=perencana.pk)
    assert ambil(pengguna=user) == []
    assert not Pemberitahuan.objects.visible_to(user).exists()


def test_a_notice_is_called_by_its_sentence(baru):
    assert str(baru()) == "Isi 2 realisasi TW IV 2023"
