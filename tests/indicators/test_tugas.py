"""Tasks of an account: what, how many, until when, over all its agencies; and the page."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.urls import reverse

from indicators.actions import Isian, kembalikan, simpan_realisasi
from indicators.actions_periode import perpanjang
from indicators.enums import JenisTugas, Periode, StatusData
from indicators.models import Indikator, PeriodePelaporan, PerjanjianKinerja, Realisasi
from indicators.tugas import Tugas, tugas_saya
from tests.indicators.values import TW4, draft, submitted
from workforce.enums import Peran
from workforce.models import PenugasanPeran, PerangkatDaerah, UnitKerja, User
from workforce.querysets import hari_ini

BATAS = date(2024, 1, 5)
VERIFIKASI = date(2024, 1, 15)
HARI = date(2024, 1, 3)
# Session and account; roles; agencies; windows and extensions; items and their quarters; values;
# agreements that wait; the newest agreement for the menu; notices. Windows, extensions, ceilings
# and months of the budget. Follow-ups of meetings.
QUERIES_PAGE = 18


@pytest.fixture
def tw4(contoh) -> PeriodePelaporan:
    """The only open window of the small agency."""
    PeriodePelaporan.objects.filter(pd=contoh, periode=Periode.TAHUN).delete()
    PeriodePelaporan.objects.filter(pd=contoh, terkunci=False).update(
        mulai=date(2024, 1, 1), batas_isi=BATAS, batas_verifikasi=VERIFIKASI
    )
    return PeriodePelaporan.objects.get(pd=contoh, tahun=2023, periode=TW4)


@pytest.fixture
def luas(contoh) -> None:
    """The window open for years, as the demo data has it."""
    PeriodePelaporan.objects.filter(pd=contoh, periode=Periode.TAHUN).delete()


@pytest.fixture
def perencana(akun, contoh) -> User:
    return akun(Peran.PERENCANA, contoh)


def fresh(user: User) -> User:
    """The account as the next request sees it, without remembered roles."""
    return User.objects.get(pk=user.pk)


def tasks(user: User, hari: date = HARI) -> list[Tugas]:
    return list(tugas_saya(fresh(user), hari).tugas)


def limited(akun, pd: PerangkatDaerah, *units: str, peran: Peran = Peran.PERENCANA) -> User:
    """An account whose role reaches some units only."""
    user = akun(peran, pd)
    PenugasanPeran.objects.filter(pengguna=user).delete()
    for kode in units:
        unit = UnitKerja.objects.get(pd=pd, kode=kode)
        PenugasanPeran.objects.create(pengguna=user, peran=peran, pd=pd, unit=unit)
    return user


# --- Planners ----------------------------------------------------------------------------------


def test_planner_fills_what_has_a_target(tw4, perencana, contoh):
    assert tasks(perencana) == [
        Tugas(
            jenis=JenisTugas.ISI,
            pd=contoh,
            tahun=2023,
            jatuh_tempo=BATAS,
            sisa=2,
            jumlah=2,
            periode=Periode.TW4,
            keterangan="2 belum diisi",
        )
    ]


@pytest.mark.parametrize(
    ("hari", "sisa", "terlambat"),
    [
        (date(2024, 1, 1), 4, False),
        (BATAS, 0, False),
        (BATAS + timedelta(days=1), -1, True),
    ],
)
def test_due_date_at_its_boundaries(tw4, perencana, hari, sisa, terlambat):
    (task,) = tasks(perencana, hari)
    assert (task.sisa, task.terlambat) == (sisa, terlambat)
    assert task.terlambat_hari == -sisa


@pytest.mark.parametrize(("lewat", "lama"), [(60, False), (61, True)])
def test_long_past_the_date_says_more_than_the_days(tw4, perencana, lewat, lama):
    (task,) = tasks(perencana, BATAS + timedelta(days=lewat))
    assert task.lama == lama


def test_window_that_opens_tomorrow_comes_next(tw4, perencana):
    mine = tugas_saya(perencana, date(2023, 12, 31))
    assert mine.tugas == ()
    assert [str(window) for window in mine.berikutnya] == ["TW IV 2023"]


def test_locked_window_is_no_task(tw4, perencana):
    PeriodePelaporan.objects.filter(pk=tw4.pk).update(terkunci=True)
    assert tasks(perencana) == []


def test_drafts_and_values_without_target_count(luas, perencana, contoh):
    draft(contoh, perencana, "I01", "91")
    draft(contoh, perencana, "I02", "8")
    (task,) = tasks(perencana)
    assert (task.jumlah, task.keterangan) == (3, "1 belum diisi, 2 masih draf")


@pytest.mark.parametrize(
    ("release", "count", "words"),
    [
        (date(2024, 2, 1), 1, "1 belum diisi, 1 menunggu rilis data"),
        (HARI, 2, "1 belum diisi, 1 masih draf"),
    ],
)
def test_data_not_released_yet_waits_until_its_date(luas, perencana, contoh, release, count, words):
    simpan_realisasi(
        indikator=Indikator.objects.get(pd=contoh, kode="I03"),
        tahun=2023,
        periode=TW4,
        isian=Isian(status_data=StatusData.BELUM_RILIS, perkiraan_rilis=release),
        versi=0,
        by=perencana,
    )
    (task,) = tasks(perencana)
    assert (task.jumlah, task.keterangan) == (count, words)


def test_returned_value_stands_alone_with_its_reason(luas, perencana, contoh, akun):
    row = submitted(contoh, perencana, "I01", "91")
    verifier = akun(Peran.VERIFIKATOR, contoh)
    kembalikan(realisasi=row, versi=row.versi, alasan="Bukti tidak terbaca.", by=verifier)
    mend, fill = tasks(perencana)
    assert (mend.jenis, mend.indikator.kode, mend.keterangan) == (
        JenisTugas.PERBAIKI,
        "I01",
        "Bukti tidak terbaca.",
    )
    assert (fill.jenis, fill.jumlah) == (JenisTugas.ISI, 1)


def test_submitted_values_are_no_task_of_the_planner(luas, perencana, contoh):
    for kode in ("I01", "I03"):
        submitted(contoh, perencana, kode, "91")
    assert tasks(perencana) == []


def test_limited_planner_gets_a_task_per_unit(tw4, contoh, akun):
    user = limited(akun, contoh, "BID-LAYANAN", "SEK-CONTOH")
    assert [(t.unit.kode, t.jumlah) for t in tasks(user)] == [
        ("BID-LAYANAN", 1),
        ("SEK-CONTOH", 1),
    ]


def test_planner_of_a_unit_without_indicator_has_no_task(tw4, contoh, akun):
    assert tasks(limited(akun, contoh, "BID-DATA")) == []


def test_role_in_a_unit_reaches_the_units_below(tw4, contoh, akun):
    user = limited(akun, contoh, "DINAS-CONTOH")
    assert sum(task.jumlah for task in tasks(user)) == 2


def test_extended_unit_has_a_due_date_of_its_own(luas, perencana, contoh, akun):
    window = PeriodePelaporan.objects.get(pd=contoh, tahun=2023, periode=TW4)
    perpanjang(
        periode=window,
        unit=UnitKerja.objects.get(pd=contoh, kode="SEK-CONTOH"),
        sampai=date(2036, 1, 20),
        alasan="Banjir",
        by=akun(Peran.ADMIN_PD, contoh),
    )
    usual, longer = tasks(perencana)
    assert (usual.jatuh_tempo, usual.unit) == (date(2035, 12, 31), None)
    assert (longer.jatuh_tempo, longer.unit.kode) == (date(2036, 1, 20), "SEK-CONTOH")
    assert longer.keterangan == "1 belum diisi; diperpanjang untuk Sekretariat Dinas Contoh"


def test_agreement_that_is_not_in_force_asks_for_nothing(tw4, perencana, contoh):
    PerjanjianKinerja.objects.filter(pd=contoh).update(status="diganti")
    assert tasks(perencana) == []


# --- Verifiers ---------------------------------------------------------------------------------


def test_verifier_sees_how_many_wait_until_when(luas, perencana, contoh, akun):
    for kode in ("I01", "I03"):
        submitted(contoh, perencana, kode, "91")
    (task,) = tasks(akun(Peran.VERIFIKATOR, contoh))
    assert (task.jenis, task.jumlah, task.jatuh_tempo) == (
        JenisTugas.VERIFIKASI,
        2,
        date(2035, 12, 31),
    )


def test_own_submission_waits_for_somebody_else(luas, contoh, akun):
    user = akun(Peran.PERENCANA, contoh)
    PenugasanPeran.objects.create(pengguna=user, peran=Peran.VERIFIKATOR, pd=contoh)
    submitted(contoh, user, "I01", "91")
    assert [task.jenis for task in tasks(user)] == [JenisTugas.ISI]


def test_verifier_of_a_unit_sees_its_values_only(luas, perencana, contoh, akun):
    for kode in ("I01", "I03"):
        submitted(contoh, perencana, kode, "91")
    user = limited(akun, contoh, "SEK-CONTOH", peran=Peran.VERIFIKATOR)
    assert [task.jumlah for task in tasks(user)] == [1]


# --- Administrators ----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("hari", "kinds"),
    [
        (VERIFIKASI, [JenisTugas.ISI]),
        (VERIFIKASI + timedelta(days=1), [JenisTugas.ISI, JenisTugas.KUNCI]),
    ],
)
def test_administrator_locks_after_the_verification_window(tw4, contoh, akun, hari, kinds):
    PeriodePelaporan.usulan(contoh, 2023, Periode.TAHUN).save()
    PeriodePelaporan.objects.filter(pd=contoh, periode=Periode.TAHUN).update(
        mulai=date(2030, 1, 1), batas_isi=date(2030, 1, 1), batas_verifikasi=date(2030, 1, 1)
    )
    found = tasks(akun(Peran.ADMIN_PD, contoh), hari)
    assert [task.jenis for task in found] == kinds
    # A lock only becomes possible on that day; that is not too late.
    assert not any(task.terlambat for task in found if task.jenis == JenisTugas.KUNCI)


def test_administrator_makes_the_periods_of_a_year_with_an_agreement(tw4, contoh, akun):
    (task,) = [t for t in tasks(akun(Peran.ADMIN_PD, contoh)) if t.jenis == JenisTugas.BUAT_PERIODE]
    assert (task.tahun, task.jumlah, task.keterangan) == (2023, 1, "Tahunan")
    assert task.jatuh_tempo == date(2024, 1, 1)


def test_periods_of_years_long_gone_are_not_asked_for(tw4, contoh, akun):
    found = tasks(akun(Peran.ADMIN_PD, contoh), date(2025, 1, 1))
    assert JenisTugas.BUAT_PERIODE not in [task.jenis for task in found]


def test_system_administrator_has_tasks_in_every_agency_but_enters_nothing(tw4, akun):
    found = tasks(akun(Peran.ADMIN_SISTEM), date(2024, 2, 1))
    assert [(t.jenis, t.pd.kode) for t in found] == [
        (JenisTugas.BUAT_PERIODE, "CONTOH"),
        (JenisTugas.KUNCI, "CONTOH"),
    ]


# --- Everybody ---------------------------------------------------------------------------------


@pytest.mark.parametrize("peran", [Peran.PIMPINAN, Peran.EVALUATOR, Peran.PEMBACA])
def test_readers_have_no_task(tw4, contoh, akun, peran):
    assert tasks(akun(peran, contoh)) == []


def test_tasks_of_several_agencies_come_by_due_date(tw4, bpsdm, contoh, perencana):
    PenugasanPeran.objects.create(pengguna=perencana, peran=Peran.PERENCANA, pd=bpsdm)
    found = tasks(perencana)
    assert [(t.pd.kode, t.jatuh_tempo) for t in found] == [
        ("CONTOH", BATAS),
        ("BPSDM", date(2035, 12, 31)),
    ]


def test_inactive_agency_asks_for_nothing(tw4, contoh, perencana):
    PerangkatDaerah.objects.filter(pk=contoh.pk).update(aktif=False)
    assert tasks(perencana) == []


def test_account_without_a_role_has_no_task(db):
    assert tugas_saya(User.objects.create_user("tanpa-peran"), HARI).tugas == ()


# --- Page --------------------------------------------------------------------------------------


def test_login_leads_to_the_tasks(client, perencana):
    posted = {"login": perencana.username, "password": "sandi-yang-panjang"}
    assert client.post(reverse("masuk"), posted).url == reverse("tugas")


def test_page_of_a_planner_links_to_her_grid(client, luas, contoh, akun):
    client.force_login(limited(akun, contoh, "BID-LAYANAN"))
    page = client.get(reverse("tugas")).content.decode()
    assert "Isi 1 realisasi TW IV 2023" in page
    assert "/pengukuran/CONTOH/2023/4/?unit=BID-LAYANAN" in page
    assert "jatuh tempo 31 Desember 2035" in page


def test_page_marks_what_is_late_by_word_and_shape(client, tw4, perencana):
    client.force_login(perencana)
    page = client.get(reverse("tugas")).content.decode()
    assert '<span aria-hidden="true">▲</span> Lewat</span>' in page
    assert "jatuh tempo 5 Januari 2024" in page
    assert "Terlambat" not in page
    assert "Mintalah perpanjangan kepada administrator perangkat daerah." in page


@pytest.mark.parametrize(
    ("days", "words"),
    [(0, "◆</span> Hari ini"), (7, "◆</span> 7 hari lagi"), (8, "○</span> 8 hari lagi")],
)
def test_page_tells_how_much_time_is_left(client, tw4, perencana, days, words):
    due = hari_ini() + timedelta(days=days)
    PeriodePelaporan.objects.filter(pk=tw4.pk).update(batas_isi=due, batas_verifikasi=due)
    client.force_login(perencana)
    assert words in client.get(reverse("tugas")).content.decode()


def test_page_shows_the_reason_of_a_return(client, luas, perencana, contoh, akun):
    row = submitted(contoh, perencana, "I01", "91")
    verifier = akun(Peran.VERIFIKATOR, contoh)
    kembalikan(realisasi=row, versi=row.versi, alasan="Bukti tidak terbaca.", by=verifier)
    client.force_login(perencana)
    page = client.get(reverse("tugas")).content.decode()
    assert "Perbaiki I01 TW IV 2023, dikembalikan verifikator" in page
    assert "/pengukuran/CONTOH/2023/4/#baris-I01" in page
    assert "Alasan: Bukti tidak terbaca." in page


def test_page_of_a_verifier_links_to_the_inbox(client, luas, perencana, contoh, akun):
    submitted(contoh, perencana, "I01", "91")
    client.force_login(akun(Peran.VERIFIKATOR, contoh))
    page = client.get(reverse("tugas")).content.decode()
    assert "Verifikasi 1 realisasi TW IV 2023" in page
    assert f'href="{reverse("verifikasi", args=["CONTOH"])}"' in page


def test_page_of_an_administrator_links_to_lock_and_proposal(client, tw4, contoh, akun):
    tahun = hari_ini().year
    agreement = PerjanjianKinerja.objects.get(pd=contoh)
    agreement.pk, agreement.tahun = None, tahun
    agreement.save()
    client.force_login(akun(Peran.ADMIN_PD, contoh))
    page = client.get(reverse("tugas")).content.decode()
    assert "Kunci periode TW IV 2023" in page
    assert "verifikasi berakhir 15 Januari 2024" in page
    assert f"Buat 5 periode tahun {tahun}" in page


def test_page_of_a_reader_is_calm(client, luas, contoh, akun):
    client.force_login(akun(Peran.PEMBACA, contoh))
    page = client.get(reverse("tugas")).content.decode()
    assert "Tidak ada yang menunggu Anda" in page
    assert reverse("laporan", args=["CONTOH", 2023]) in page
    # The menu speaks of an agency and a year from the first page on.
    assert reverse("pengukuran", args=["CONTOH", 2023]) in page


def test_page_of_an_account_without_role_links_home(client, db):
    client.force_login(User.objects.create_user("tanpa-peran"))
    page = client.get(reverse("tugas")).content.decode()
    assert "Tidak ada yang menunggu Anda" in page
    assert "Baca Laporan Kinerja" not in page


def test_page_tells_which_window_opens_next(client, tw4, perencana):
    day = hari_ini() + timedelta(days=3)
    PeriodePelaporan.objects.filter(pk=tw4.pk).update(
        mulai=day, batas_isi=day, batas_verifikasi=day
    )
    client.force_login(perencana)
    page = client.get(reverse("tugas")).content.decode()
    assert "Contoh: pengisian TW IV 2023 dibuka" in page


def test_page_keeps_the_agency_looked_at_last(client, bpsdm, contoh, perencana):
    PenugasanPeran.objects.create(pengguna=perencana, peran=Peran.PERENCANA, pd=bpsdm)
    client.force_login(perencana)
    client.get(reverse("beranda"), {"pd": "CONTOH"})
    client.get(reverse("tugas"))
    assert client.session["pd"] == "CONTOH"


def test_anonymous_visitor_is_sent_to_the_login(client, db):
    assert client.get(reverse("tugas")).url == f"{reverse('masuk')}?next={reverse('tugas')}"


@pytest.mark.parametrize("count", [1, 3])
def test_page_needs_the_same_queries_for_any_number_of_agencies(
    client, luas, contoh, perencana, count, django_assert_num_queries
):
    for number in range(count - 1):
        _copy(contoh, f"SALINAN{number}", perencana)
    client.force_login(perencana)
    client.get(reverse("tugas"))
    with django_assert_num_queries(QUERIES_PAGE):
        page = client.get(reverse("tugas"))
    assert len(page.context["daftar"]) == count


def _copy(pd: PerangkatDaerah, kode: str, user: User) -> None:
    """Another agency with an open window, an agreement and a draft."""
    agreement = PerjanjianKinerja.objects.get(pd=pd)
    item = agreement.item.first()
    indikator = item.indikator
    pd = PerangkatDaerah.objects.get(pk=pd.pk)
    pd.pk, pd.kode = None, kode
    pd.save()
    indikator.pk, indikator.pd = None, pd
    indikator.save()
    post = agreement.jabatan
    post.pk, post.pd = None, pd
    post.save()
    agreement.pk, agreement.pd, agreement.jabatan, agreement.status = None, pd, post, "draf"
    agreement.save()
    item.pk, item.perjanjian, item.indikator = None, agreement, indikator
    item.save()
    for step in ("diajukan", "disetujui", "berlaku"):
        PerjanjianKinerja.objects.filter(pk=agreement.pk).update(status=step)
    PenugasanPeran.objects.create(pengguna=user, peran=Peran.PERENCANA, pd=pd)
    PeriodePelaporan.objects.create(
        pd=pd,
        tahun=2023,
        periode=TW4,
        mulai=date(2024, 1, 1),
        batas_isi=date(2035, 12, 31),
        batas_verifikasi=date(2035, 12, 31),
    )
    Realisasi.objects.create(indikator=indikator, tahun=2023, periode=TW4, nilai=Decimal(1))


# --- Agreements --------------------------------------------------------------------------------


def _waiting(contoh, user: User, *steps: str, **fields) -> PerjanjianKinerja:
    """The agreement of 2024, brought to a step."""
    first = PerjanjianKinerja.objects.get(pd=contoh, tahun=2023)
    row = PerjanjianKinerja.objects.create(
        pd=contoh,
        tahun=2024,
        jabatan=first.jabatan,
        pihak_pertama=first.pihak_pertama,
        pihak_kedua=first.pihak_kedua,
        jabatan_pihak_pertama="Kepala",
        jabatan_pihak_kedua="Wali Kota",
        diajukan_oleh=user,
        **fields,
    )
    for step in steps:
        PerjanjianKinerja.objects.filter(pk=row.pk).update(status=step)
    return row


@pytest.mark.parametrize(
    ("steps", "fields", "peran", "jenis"),
    [
        (("diajukan",), {}, Peran.PIMPINAN, JenisTugas.SETUJUI_PK),
        (("diajukan", "disetujui"), {}, Peran.PERENCANA, JenisTugas.TANDA_PK),
        ((), {"alasan": "Target rendah"}, Peran.PERENCANA, JenisTugas.PERBAIKI_PK),
    ],
)
def test_agreement_waits_for_whoever_acts_next(tw4, contoh, akun, steps, fields, peran, jenis):
    row = _waiting(contoh, akun(Peran.ADMIN_PD, contoh, "pengaju"), *steps, **fields)
    own = [t for t in tasks(akun(peran, contoh)) if t.perjanjian]
    assert [(t.jenis, t.perjanjian, t.jatuh_tempo) for t in own] == [
        (jenis, row, date(2024, 1, 31))
    ]
    other = Peran.VERIFIKATOR
    assert [t for t in tasks(akun(other, contoh)) if t.perjanjian] == []


def test_draft_that_nobody_returned_is_no_task(tw4, contoh, perencana):
    _waiting(contoh, perencana)
    assert [t for t in tasks(perencana) if t.perjanjian] == []


def test_own_agreement_waits_for_somebody_else(tw4, contoh, akun):
    both = akun(Peran.PIMPINAN, contoh)
    _waiting(contoh, both, "diajukan")
    assert [t for t in tasks(both) if t.perjanjian] == []


def test_page_leads_to_the_agreement(client, tw4, contoh, akun):
    row = _waiting(contoh, akun(Peran.PERENCANA, contoh), "diajukan")
    client.force_login(akun(Peran.PIMPINAN, contoh))
    page = client.get(reverse("tugas")).content.decode()
    assert f'href="/perjanjian/{row.pk}/"' in page
    assert "Setujui perjanjian 2024: Kepala Dinas Contoh" in page
