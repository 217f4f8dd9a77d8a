"""Which notices a day asks for: every boundary of the due date, leaders, words and links."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from indicators.actions import kembalikan
from indicators.actions_periode import perpanjang
from indicators.enums import JenisPemberitahuan, JenisTugas, Periode
from indicators.models import Pemberitahuan, PeriodePelaporan, PerjanjianKinerja, Realisasi
from indicators.pemberitahuan import MINTA, Kabar, Pekerjaan, kabar_hari, kapan, pekerjaan
from indicators.tugas import Tugas
from tests.indicators.test_tugas import limited
from tests.indicators.values import TW4, submitted
from workforce.enums import Peran
from workforce.models import PenugasanPeran, UnitKerja, User

BATAS = date(2024, 1, 5)
VERIFIKASI = date(2024, 1, 15)


@pytest.fixture
def tw4(contoh) -> PeriodePelaporan:
    """The only open window of the small agency, long enough for every reminder."""
    PeriodePelaporan.objects.filter(pd=contoh, periode=Periode.TAHUN).delete()
    PeriodePelaporan.objects.filter(pd=contoh, terkunci=False).update(
        mulai=date(2023, 12, 1), batas_isi=BATAS, batas_verifikasi=VERIFIKASI
    )
    return PeriodePelaporan.objects.get(pd=contoh, tahun=2023, periode=TW4)


@pytest.fixture
def perencana(tw4, contoh, akun) -> User:
    return akun(Peran.PERENCANA, contoh, "perencana")


def sisa(days: int, due: date = BATAS) -> date:
    """The day with so many days left until a due date."""
    return due - timedelta(days=days)


def marks(kabar: Kabar, user: User) -> list[tuple[str, str, str]]:
    return [(n.jenis, n.langkah, n.tanda) for n in kabar.baru if n.pengguna == user]


# --- The days ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("left", "tanda"),
    [(7, "H-7"), (3, "H-3"), (0, "H"), (-1, "H+1")],
)
def test_open_work_is_called_to_mind_on_four_days(perencana, left, tanda):
    (notice,) = kabar_hari(sisa(left)).baru
    assert (notice.pengguna, notice.jenis, notice.langkah, notice.tanda, notice.jatuh_tempo) == (
        perencana,
        "tenggat",
        "isi",
        tanda,
        BATAS,
    )


@pytest.mark.parametrize("left", [30, 8, 6, 5, 4, 2, 1, -2, -3, -7, -30, -31])
def test_on_other_days_nothing_is_said(perencana, left):
    kabar = kabar_hari(sisa(left))
    assert kabar.baru == ()
    # The work is open all the same.
    assert {key[1:] for key in kabar.terbuka} == {("isi", "CONTOH/2023/4", BATAS)}


@pytest.mark.parametrize("left", [7, 3, 0, -1, -2])
def test_whoever_has_finished_is_left_alone(perencana, contoh, akun, left):
    for kode in ("I01", "I03"):
        _masuk(contoh, perencana, kode, _jam(2, 9))
    akun(Peran.PIMPINAN, contoh)
    assert kabar_hari(sisa(left)) == Kabar(sisa(left), (), frozenset())


def test_a_window_that_is_not_open_yet_says_nothing(perencana, tw4):
    PeriodePelaporan.objects.filter(pk=tw4.pk).update(mulai=sisa(6))
    assert kabar_hari(sisa(7)).baru == ()


def test_accounts_without_a_role_and_closed_ones_are_told_nothing(perencana, contoh, akun):
    User.objects.create_user("tanpa-peran")
    closed = akun(Peran.PERENCANA, contoh, "tutup")
    User.objects.filter(pk=closed.pk).update(is_active=False)
    over = akun(Peran.PERENCANA, contoh, "lalu")
    PenugasanPeran.objects.filter(pengguna=over).update(
        mulai=date(2023, 1, 1), selesai=date(2023, 12, 31)
    )
    assert [n.pengguna for n in kabar_hari(sisa(3)).baru] == [perencana]


def test_an_account_with_two_roles_is_told_once(perencana, contoh):
    PenugasanPeran.objects.create(pengguna=perencana, peran=Peran.PIMPINAN, pd=contoh)
    assert len(kabar_hari(sisa(3)).baru) == 1


# --- More time for a unit ----------------------------------------------------------------------


@pytest.fixture
def lebih_lama(perencana, tw4, contoh, akun) -> date:
    """One of the two units with a value to enter has five days more."""
    PeriodePelaporan.objects.filter(pk=tw4.pk).update(
        batas_isi=date(2035, 1, 1), batas_verifikasi=date(2035, 1, 1)
    )
    entry = perpanjang(
        periode=tw4,
        unit=UnitKerja.objects.get(pd=contoh, kode="SEK-CONTOH"),
        sampai=date(2035, 1, 6),
        alasan="Banjir",
        by=akun(Peran.ADMIN_PD, contoh),
    )
    User.objects.filter(pk=entry.oleh.pk).update(is_active=False)
    return entry.sampai


@pytest.mark.parametrize(
    ("hari", "expected"),
    [
        (date(2034, 12, 25), [("H-7", "CONTOH/2023/4", date(2035, 1, 1))]),
        (date(2034, 12, 30), [("H-7", "CONTOH/2023/4/SEK-CONTOH", date(2035, 1, 6))]),
        (date(2035, 1, 1), [("H", "CONTOH/2023/4", date(2035, 1, 1))]),
        (date(2035, 1, 6), [("H", "CONTOH/2023/4/SEK-CONTOH", date(2035, 1, 6))]),
        (date(2035, 1, 7), [("H+1", "CONTOH/2023/4/SEK-CONTOH", date(2035, 1, 6))]),
    ],
)
def test_an_extension_moves_the_days_of_its_unit(perencana, lebih_lama, hari, expected):
    found = [
        (n.tanda, n.kunci, n.jatuh_tempo) for n in kabar_hari(hari).baru if n.jenis == "tenggat"
    ]
    assert found == expected


# --- Leaders -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("left", "told"),
    [(0, False), (-1, False), (-2, True), (-3, True), (-30, True), (-31, False)],
)
def test_leaders_are_told_from_the_second_day(perencana, contoh, akun, left, told):
    leader = akun(Peran.PIMPINAN, contoh)
    expected = [("atasan", "isi", "atasan")] if told else []
    assert marks(kabar_hari(sisa(left)), leader) == expected


def test_leaders_read_who_has_not_finished_what(perencana, contoh, akun):
    other = akun(Peran.ADMIN_PD, contoh, "adminpd")
    other.first_name, other.last_name = "Sari", "Contoh"
    other.save()
    # Years without periods are another task of administrators; here only values count.
    leader = akun(Peran.PIMPINAN, contoh)
    kabar = kabar_hari(sisa(-2))
    (notice,) = [n for n in kabar.baru if n.pengguna == leader and n.langkah == "isi"]
    assert notice.kalimat == (
        "Belum selesai: Isi 2 realisasi TW IV 2023: 2 belum diisi. "
        "Yang bertugas: perencana, Sari Contoh"
    )
    assert notice.tautan == "/pengukuran/CONTOH/2023/"
    assert (leader.pk, "isi", "CONTOH/2023/4", BATAS) in kabar.terbuka


def test_the_leader_of_the_unit_comes_before_that_of_the_agency(tw4, contoh, akun):
    limited(akun, contoh, "BID-LAYANAN")
    head = akun(Peran.PIMPINAN, contoh, "kepala-bidang")
    PenugasanPeran.objects.filter(pengguna=head).update(
        unit=UnitKerja.objects.get(pd=contoh, kode="BID-LAYANAN")
    )
    akun(Peran.PIMPINAN, contoh, "kepala-dinas")
    assert [n.pengguna for n in kabar_hari(sisa(-2)).baru] == [head]


def test_late_work_without_a_leader_is_named(perencana):
    kabar = kabar_hari(sisa(-2))
    assert kabar.baru == ()
    assert kabar.tanpa_atasan == ("Dinas Contoh: Isi 2 realisasi TW IV 2023: 2 belum diisi",)


def test_a_period_to_lock_is_no_delay_for_leaders(tw4, contoh, akun):
    admin = akun(Peran.ADMIN_PD, contoh)
    leader = akun(Peran.PIMPINAN, contoh)
    after = kabar_hari(sisa(-1, VERIFIKASI))
    assert ("tenggat", "kunci", "H+1") in marks(after, admin)
    later = kabar_hari(sisa(-2, VERIFIKASI))
    assert "kunci" not in [langkah for _, langkah, _ in marks(later, leader)]


# --- What came in ------------------------------------------------------------------------------


def _masuk(contoh, user: User, kode: str, moment: datetime) -> None:
    window = PeriodePelaporan.objects.filter(pd=contoh, terkunci=False)
    window.update(batas_isi=date(2035, 1, 1), batas_verifikasi=date(2035, 1, 1))
    row = submitted(contoh, user, kode, "91")
    Realisasi.objects.filter(pk=row.pk).update(diajukan_pada=moment)
    window.update(batas_isi=BATAS, batas_verifikasi=VERIFIKASI)


def _jam(day: int, hour: int) -> datetime:
    return datetime(2024, 1, day, hour, tzinfo=ZoneInfo("Asia/Jakarta"))


@pytest.mark.parametrize(
    ("hari", "tanda"),
    [
        (date(2024, 1, 3), []),
        (date(2024, 1, 4), ["2024-01-03"]),
        (date(2024, 1, 6), ["2024-01-03"]),
    ],
)
def test_a_verifier_is_told_once_for_a_day_that_is_over(perencana, contoh, akun, hari, tanda):
    _masuk(contoh, perencana, "I01", _jam(2, 9))
    Realisasi.objects.filter(status="diajukan").update(diajukan_pada=None)
    _masuk(contoh, perencana, "I03", _jam(3, 0))
    verifier = akun(Peran.VERIFIKATOR, contoh)
    found = [n for n in kabar_hari(hari).baru if n.pengguna == verifier]
    assert [n.tanda for n in found] == tanda
    assert all(n.jenis == JenisPemberitahuan.NILAI_MASUK for n in found)
    assert all(n.kalimat == "Verifikasi 2 realisasi TW IV 2023" for n in found)


def test_several_days_are_one_notice(perencana, contoh, akun):
    _masuk(contoh, perencana, "I01", _jam(2, 9))
    _masuk(contoh, perencana, "I03", _jam(4, 23))
    verifier = akun(Peran.VERIFIKATOR, contoh)
    kabar = kabar_hari(date(2024, 1, 5))
    assert marks(kabar, verifier) == [("nilai_masuk", "verifikasi", "2024-01-04")]


def test_own_submission_is_no_news(perencana, contoh):
    PenugasanPeran.objects.create(pengguna=perencana, peran=Peran.VERIFIKATOR, pd=contoh)
    _masuk(contoh, perencana, "I01", _jam(2, 9))
    assert "nilai_masuk" not in [jenis for jenis, _, _ in marks(kabar_hari(sisa(3)), perencana)]


# --- Words and links ---------------------------------------------------------------------------


def _tugas(contoh, jenis: JenisTugas, **lain) -> Tugas:
    fields = {"tahun": 2023, "jatuh_tempo": BATAS, "sisa": 3, "periode": Periode.TW4} | lain
    return Tugas(jenis=jenis, pd=contoh, **fields)


def _bagian(contoh) -> UnitKerja:
    return UnitKerja.objects.get(pd=contoh, kode="SEK-CONTOH")


def test_entry_of_a_unit(contoh):
    work = Pekerjaan(
        _tugas(contoh, JenisTugas.ISI, unit=_bagian(contoh), keterangan="1 belum diisi")
    )
    assert work.kunci == "CONTOH/2023/4/SEK-CONTOH"
    assert work.kalimat == "Isi 1 realisasi TW IV 2023, Sekretariat Dinas Contoh: 1 belum diisi"
    assert work.tautan == "/pengukuran/CONTOH/2023/4/?unit=SEK-CONTOH"


def test_entry_of_a_unit_with_more_time_names_it_once(contoh):
    words = "1 belum diisi; diperpanjang untuk Sekretariat Dinas Contoh"
    work = Pekerjaan(_tugas(contoh, JenisTugas.ISI, unit=_bagian(contoh), keterangan=words))
    assert work.kalimat == f"Isi 1 realisasi TW IV 2023: {words}"


def test_returned_values_of_a_window_are_one_piece_of_work(perencana, contoh, akun, tw4):
    PeriodePelaporan.objects.filter(pk=tw4.pk).update(
        batas_isi=date(2035, 1, 1), batas_verifikasi=date(2035, 1, 1)
    )
    verifier = akun(Peran.VERIFIKATOR, contoh)
    for kode in ("I01", "I03"):
        row = submitted(contoh, perencana, kode, "91")
        kembalikan(realisasi=row, versi=row.versi, alasan="Bukti.", by=verifier)
    kabar = kabar_hari(date(2034, 12, 29))
    (notice,) = kabar.baru
    assert notice.kalimat == "Perbaiki I01, I03 TW IV 2023, dikembalikan verifikator"
    assert notice.tautan == "/pengukuran/CONTOH/2023/4/#baris-I01"
    assert {key[2] for key in kabar.terbuka} == {
        "CONTOH/2023/4",
        "CONTOH/2023/4/I01",
        "CONTOH/2023/4/I03",
    }


@pytest.mark.parametrize(
    ("jenis", "lain", "kunci", "kalimat", "tautan", "tautan_atasan"),
    [
        (
            JenisTugas.VERIFIKASI,
            {"jumlah": 3},
            "CONTOH/2023/4",
            "Verifikasi 3 realisasi TW IV 2023",
            "/verifikasi/CONTOH/",
            "/pengukuran/CONTOH/2023/",
        ),
        (
            JenisTugas.KUNCI,
            {},
            "CONTOH/2023/4",
            "Kunci periode TW IV 2023; batas verifikasinya sudah lewat",
            "/periode/CONTOH/2023/4/kunci/",
            "/pengukuran/CONTOH/2023/",
        ),
        (
            JenisTugas.BUAT_PERIODE,
            {"periode": None, "jumlah": 2, "keterangan": "TW IV, Tahunan"},
            "CONTOH/2023",
            "Buat 2 periode tahun 2023: TW IV, Tahunan",
            "/periode/CONTOH/2023/buat/",
            "/periode/CONTOH/?tahun=2023",
        ),
        (
            JenisTugas.LAIN,
            {"judul": "Isi anggaran TW IV", "alamat": "/lain/", "keterangan": "3 baris kosong"},
            "CONTOH/2023/4",
            "Isi anggaran TW IV, 3 baris kosong",
            "/lain/",
            "/lain/",
        ),
    ],
)
def test_words_and_links(contoh, jenis, lain, kunci, kalimat, tautan, tautan_atasan):
    (work,) = pekerjaan([_tugas(contoh, jenis, **lain)])
    assert (work.kunci, work.kalimat, work.tautan, work.tautan_atasan) == (
        kunci,
        kalimat,
        tautan,
        tautan_atasan,
    )


def test_words_and_link_of_an_agreement(contoh):
    row = PerjanjianKinerja.objects.get(pd=contoh, tahun=2023)
    work = Pekerjaan(_tugas(contoh, JenisTugas.SETUJUI_PK, periode=None, perjanjian=row))
    assert work.kunci == f"perjanjian/{row.pk}"
    assert work.kalimat == "Setujui perjanjian 2023: Kepala Dinas Contoh"
    assert work.tautan == work.tautan_atasan == f"/perjanjian/{row.pk}/"


@pytest.mark.parametrize(("left", "added"), [(0, ""), (-1, MINTA)])
def test_the_day_after_it_says_how_to_get_more_time(perencana, left, added):
    (notice,) = kabar_hari(sisa(left)).baru
    assert notice.kalimat == f"Isi 2 realisasi TW IV 2023: 2 belum diisi{added}"


@pytest.mark.parametrize(
    ("langkah", "left", "words"),
    [
        ("isi", 7, "jatuh tempo 5 Januari 2024, 7 hari lagi"),
        ("isi", 0, "jatuh tempo 5 Januari 2024, hari ini"),
        ("isi", -1, "jatuh tempo 5 Januari 2024, terlambat 1 hari"),
        ("isi", -60, "jatuh tempo 5 Januari 2024, terlambat 60 hari"),
        ("isi", -61, "jatuh tempo 5 Januari 2024"),
        ("kunci", -1, "verifikasi berakhir 5 Januari 2024"),
    ],
)
def test_when_it_is_due_in_words_of_the_day_of_reading(langkah, left, words):
    row = Pemberitahuan(langkah=langkah, jatuh_tempo=BATAS)
    assert kapan(row, sisa(left)) == words


def test_of_what_was_read_only_the_date_is_told():
    row = Pemberitahuan(langkah="isi", jatuh_tempo=BATAS, dibaca=_jam(2, 9))
    assert kapan(row, sisa(-300)) == "jatuh tempo 5 Januari 2024"


def test_news_without_a_due_date_is_never_due():
    assert kapan(Pemberitahuan(langkah="kunci", jatuh_tempo=None), BATAS) == ""
