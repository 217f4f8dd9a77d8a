"""Reporting periods: proposal, windows, more time for a unit, the lock; who may and who may not."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.urls import reverse

from indicators import triggers
from indicators.actions import Ditolak
from indicators.actions_periode import buat_periode, kunci_periode, perpanjang, simpan_periode
from indicators.enums import Periode
from indicators.models import PeriodePelaporan, PerpanjanganPeriode
from tests.indicators.values import TW4, draft, submitted
from workforce.enums import AksiJejak, Peran
from workforce.models import JejakAudit, UnitKerja
from workforce.querysets import hari_ini

TETAP = "Periode sudah dikunci; jadwalnya tidak berubah lagi."
DILARANG = (
    "Hak mengelola periode pelaporan pada Dinas Contoh dimiliki oleh: Administrator sistem, "
    "Administrator perangkat daerah. Peran Anda tidak termasuk."
)
# Session, account, roles, agency; years of periods and of agreements; periods with their
# extensions, the units and the authors of these; notices of the menu.
QUERIES_LIST = 11
FORMS = ("periode_ubah", "periode_perpanjang", "periode_kunci")


@pytest.fixture
def admin(akun, contoh):
    return akun(Peran.ADMIN_PD, contoh)


@pytest.fixture
def client(client, admin):
    client.force_login(admin)
    return client


@pytest.fixture
def tw4(contoh) -> PeriodePelaporan:
    return PeriodePelaporan.objects.get(pd=contoh, tahun=2023, periode=TW4)


@pytest.fixture
def bidang(contoh) -> UnitKerja:
    return UnitKerja.objects.get(pd=contoh, kode="BID-LAYANAN")


def address(name: str, periode: int = TW4, pd: str = "CONTOH") -> str:
    return reverse(name, args=[pd, 2023, periode])


def windows(row: PeriodePelaporan) -> tuple[date, date, date]:
    return row.mulai, row.batas_isi, row.batas_verifikasi


def fields(row: PeriodePelaporan, **changes: object) -> dict[str, object]:
    """What the page of a period sends back."""
    posted = {
        "semula": row.jadwal,
        "mulai": row.mulai,
        "batas_isi": row.batas_isi,
        "batas_verifikasi": row.batas_verifikasi,
        "keterangan": "",
    }
    return posted | changes


def trail(row: PeriodePelaporan) -> list[JejakAudit]:
    return list(JejakAudit.objects.filter(tabel=triggers.PERIODE, baris=row.pk).order_by("pk"))


# --- Proposal ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("periode", "expected"),
    [
        (Periode.TW1, (date(2024, 4, 1), date(2024, 4, 5), date(2024, 4, 15))),
        (Periode.TW2, (date(2024, 7, 1), date(2024, 7, 5), date(2024, 7, 15))),
        (Periode.TW3, (date(2024, 10, 1), date(2024, 10, 5), date(2024, 10, 15))),
        (Periode.TW4, (date(2025, 1, 1), date(2025, 1, 5), date(2025, 1, 15))),
        (Periode.TAHUN, (date(2025, 1, 1), date(2025, 1, 5), date(2025, 1, 15))),
    ],
)
def test_proposal_opens_after_the_quarter_and_closes_on_day_five(contoh, periode, expected):
    row = PeriodePelaporan.usulan(contoh, 2024, periode)
    assert windows(row) == expected
    assert row.pk is None


def test_proposal_page_shows_all_periods_and_stores_what_was_edited(client, contoh, admin):
    page = client.get(reverse("periode_buat", args=["CONTOH", 2024]))
    rows = page.context["baris"]
    assert [row.periode.periode for row in rows] == [1, 2, 3, 4, 5]
    posted = {
        f"p{row.periode.periode}-{name}": value
        for row in rows
        for name, value in fields(row.periode, semula="").items()
    }
    posted["p1-batas_isi"] = "2024-04-08"
    answer = client.post(reverse("periode_buat", args=["CONTOH", 2024]), posted, follow=True)
    assert "5 periode tahun 2024 dibuat." in answer.content.decode()
    stored = PeriodePelaporan.objects.filter(pd=contoh, tahun=2024).order_by("periode")
    assert windows(stored[0]) == (date(2024, 4, 1), date(2024, 4, 8), date(2024, 4, 15))
    assert windows(stored[4]) == (date(2025, 1, 1), date(2025, 1, 5), date(2025, 1, 15))
    assert [entry.pelaku for entry in trail(stored[0])] == [admin]


def test_one_faulty_period_stores_none_and_keeps_what_was_typed(client, contoh):
    rows = client.get(reverse("periode_buat", args=["CONTOH", 2024])).context["baris"]
    posted = {
        f"p{row.periode.periode}-{name}": value
        for row in rows
        for name, value in fields(row.periode, semula="").items()
    }
    posted |= {"p2-batas_isi": "2024-06-01", "p3-keterangan": "Hari libur"}
    page = client.post(reverse("periode_buat", args=["CONTOH", 2024]), posted).content.decode()
    assert "Urutan tanggal: dibuka, batas pengisian, lalu batas verifikasi." in page
    assert 'value="Hari libur"' in page
    assert not PeriodePelaporan.objects.filter(pd=contoh, tahun=2024).exists()


def test_proposal_leaves_out_what_exists(client, contoh):
    PeriodePelaporan.usulan(contoh, 2024, Periode.TW1).save()
    rows = client.get(reverse("periode_buat", args=["CONTOH", 2024])).context["baris"]
    assert [row.periode.periode for row in rows] == [2, 3, 4, 5]


def test_year_with_all_periods_has_nothing_to_propose(client):
    page = client.get(reverse("periode_buat", args=["CONTOH", 2023])).content.decode()
    assert "Semua periode tahun 2023 sudah ada" in page


@pytest.mark.parametrize("tahun", [1999, 2101])
def test_impossible_year_is_not_found(client, tahun):
    assert client.get(reverse("periode_buat", args=["CONTOH", tahun])).status_code == 404


def test_period_made_by_somebody_else_meanwhile_is_refused(client, contoh, admin):
    rows = client.get(reverse("periode_buat", args=["CONTOH", 2024])).context["baris"]
    periods = [row.periode for row in rows]
    PeriodePelaporan.usulan(contoh, 2024, Periode.TW3).save()
    with pytest.raises(ValidationError, match=r"TW III 2024 sudah dibuat\."):
        buat_periode(periode=periods, by=admin)
    assert PeriodePelaporan.objects.filter(pd=contoh, tahun=2024).count() == 1


# --- List --------------------------------------------------------------------------------------


def test_list_shows_windows_locks_and_actions(client):
    page = client.get(reverse("periode", args=["CONTOH"]), {"tahun": 2023}).content.decode()
    assert "5 April 2023" in page
    assert page.count("Terkunci") == 3
    assert address("periode_ubah") in page
    assert address("periode_ubah", 1) not in page


def test_list_of_a_reader_has_no_actions(masuk, contoh):
    reader = masuk(Peran.PEMBACA, contoh)
    page = reader.get(reverse("periode", args=["CONTOH"]), {"tahun": 2023}).content.decode()
    assert "5 April 2023" in page
    assert "Tindakan" not in page
    empty = reader.get(reverse("periode", args=["CONTOH"]), {"tahun": 2024}).content.decode()
    assert "Belum ada periode tahun 2024" in empty
    assert "Administrator perangkat daerah membuatnya." in empty


def test_list_of_a_year_without_periods_offers_to_make_them(client):
    page = client.get(reverse("periode", args=["CONTOH"]), {"tahun": 2024}).content.decode()
    assert reverse("periode_buat", args=["CONTOH", 2024]) in page


def test_list_reaches_from_the_first_year_to_next_year(client):
    years = client.get(reverse("periode", args=["CONTOH"])).context["daftar_tahun"]
    assert years == list(range(hari_ini().year + 1, 2022, -1))


@pytest.mark.parametrize("wanted", ["abc", "1800", "²"])
def test_what_is_no_year_is_not_found(client, wanted):
    assert client.get(reverse("periode", args=["CONTOH"]), {"tahun": wanted}).status_code == 404


@pytest.mark.parametrize("wanted", ["", "2041"])
def test_year_that_is_asked_for_is_shown_even_empty(client, wanted):
    page = client.get(reverse("periode", args=["CONTOH"]), {"tahun": wanted})
    year = int(wanted or hari_ini().year)
    assert page.context["tahun"] == year
    assert year in page.context["daftar_tahun"]


@pytest.mark.parametrize("extensions", [1, 3])
def test_list_needs_the_same_queries_for_any_number_of_extensions(
    client, tw4, admin, contoh, extensions, django_assert_num_queries
):
    for unit in UnitKerja.objects.filter(pd=contoh)[:extensions]:
        PerpanjanganPeriode.objects.create(
            periode=tw4, unit=unit, sampai=date(2036, 1, 1), alasan="Banjir", oleh=admin
        )
    with django_assert_num_queries(QUERIES_LIST):
        client.get(reverse("periode", args=["CONTOH"]), {"tahun": 2023})


# --- Windows -----------------------------------------------------------------------------------


def test_changed_window_is_stored_with_its_author(client, tw4, admin):
    answer = client.post(
        address("periode_ubah"), fields(tw4, batas_isi="2024-01-09", keterangan="Libur")
    )
    assert answer.url == f"{reverse('periode', args=['CONTOH'])}?tahun=2023"
    tw4.refresh_from_db()
    assert tw4.batas_isi == date(2024, 1, 9)
    entry = trail(tw4)[-1]
    assert (entry.aksi, entry.pelaku) == (AksiJejak.UBAH, admin)
    assert [c[0] for c in entry.perubahan] == ["batas_isi"]


def test_opening_before_the_quarter_begins_is_refused(client, tw4):
    page = client.post(address("periode_ubah"), fields(tw4, mulai="2022-01-02")).content.decode()
    assert (
        "2 Januari 2022 mendahului TW IV 2023, yang dimulai pada 1 Oktober 2023. "
        "Periksa tahunnya." in page
    )


def test_yearly_opening_is_compared_with_the_year(client, contoh):
    row = PeriodePelaporan.objects.get(pd=contoh, tahun=2023, periode=Periode.TAHUN)
    url = address("periode_ubah", Periode.TAHUN)
    page = client.post(url, fields(row, mulai="2022-12-31")).content.decode()
    assert "yang dimulai pada 1 Januari 2023" in page


def test_windows_changed_by_somebody_else_are_shown(client, tw4):
    posted = fields(tw4, batas_isi="2024-01-09")
    PeriodePelaporan.objects.filter(pk=tw4.pk).update(batas_isi=date(2024, 1, 7))
    page = client.post(address("periode_ubah"), posted)
    assert (
        "Yang tersimpan sekarang: dibuka 2 Januari 2024, batas pengisian 7 Januari 2024, "
        "batas verifikasi 31 Desember 2035. Periksa, lalu simpan lagi." in page.content.decode()
    )
    # What was typed is still there, and the next attempt is based on what the page shows.
    again = {name: page.context["form"][name].value() for name in posted}
    assert again["batas_isi"] == "2024-01-09"
    client.post(address("periode_ubah"), again)
    tw4.refresh_from_db()
    assert tw4.batas_isi == date(2024, 1, 9)


def test_locked_period_shows_why_it_does_not_change(client):
    for name in ("periode_ubah", "periode_perpanjang"):
        assert TETAP in client.get(address(name, 1)).content.decode()


def test_locked_period_refuses_a_post_and_records_it(client, contoh):
    row = PeriodePelaporan.objects.get(pd=contoh, tahun=2023, periode=1)
    client.post(address("periode_ubah", 1), fields(row, batas_isi="2023-04-10"))
    entry = trail(row)[-1]
    assert (entry.aksi, entry.alasan) == (AksiJejak.DITOLAK, TETAP)
    row.refresh_from_db()
    assert row.batas_isi == date(2023, 4, 5)


def test_stale_copy_does_not_take_off_a_lock(tw4, admin):
    stale = PeriodePelaporan.objects.get(pk=tw4.pk)
    kunci_periode(periode=tw4, by=admin)
    with pytest.raises(Ditolak, match=TETAP):
        simpan_periode(periode=stale, by=admin)


def test_storing_a_window_does_not_lock_it(tw4, admin):
    tw4.terkunci = True
    with pytest.raises(Ditolak, match=TETAP):
        simpan_periode(periode=tw4, by=admin)


# --- More time for a unit ----------------------------------------------------------------------


def test_extension_is_given_to_a_unit(client, tw4, bidang, admin):
    page = client.post(
        address("periode_perpanjang"),
        {"unit": bidang.pk, "sampai": "2036-01-20", "alasan": " Banjir "},
        follow=True,
    ).content.decode()
    assert "Bidang Layanan dapat mengisi TW IV 2023 lebih lama." in page
    assert "Bidang Layanan sampai 20 Januari 2036: Banjir" in page
    entry = PerpanjanganPeriode.objects.get(periode=tw4)
    assert (entry.unit, entry.sampai, entry.alasan, entry.oleh) == (
        bidang,
        date(2036, 1, 20),
        "Banjir",
        admin,
    )
    tw4.refresh_from_db()
    assert tw4.batas_verifikasi == date(2036, 1, 20)
    assert (trail(tw4)[-1].pelaku, trail(tw4)[-1].alasan) == (admin, "Banjir")


def test_extension_within_the_verification_window_does_not_move_it(tw4, bidang, admin):
    PeriodePelaporan.objects.filter(pk=tw4.pk).update(batas_isi=date(2030, 1, 5))
    perpanjang(periode=tw4, unit=bidang, sampai=date(2030, 1, 9), alasan="Banjir", by=admin)
    tw4.refresh_from_db()
    assert tw4.batas_verifikasi == date(2035, 12, 31)


def test_extension_for_a_foreign_unit_is_refused(client, tw4, bpsdm, admin):
    foreign = UnitKerja.objects.get(pd=bpsdm, kode="SEKRETARIAT")
    posted = {"unit": foreign.pk, "sampai": "2036-01-20", "alasan": "Banjir"}
    assert client.post(address("periode_perpanjang"), posted).context["form"].errors["unit"]
    with pytest.raises(ValidationError) as error:
        perpanjang(periode=tw4, unit=foreign, sampai=date(2036, 1, 20), alasan="Banjir", by=admin)
    assert error.value.message_dict == {"unit": [f"{foreign} bukan unit kerja Dinas Contoh."]}


def test_extension_must_reach_beyond_the_one_before(client, tw4, bidang, admin):
    perpanjang(periode=tw4, unit=bidang, sampai=date(2036, 1, 20), alasan="Banjir", by=admin)
    posted = {"unit": bidang.pk, "sampai": "2036-01-20", "alasan": "Masih banjir"}
    page = client.post(address("periode_perpanjang"), posted).content.decode()
    assert (
        "Perpanjangan harus sesudah batas pengisian Bidang Layanan, yaitu 20 Januari 2036." in page
    )
    assert "Masih banjir" in page


def test_extension_into_the_past_is_refused(contoh, bidang, admin):
    row = PeriodePelaporan.usulan(contoh, 2024, Periode.TW1)
    row.save()
    with pytest.raises(ValidationError) as error:
        perpanjang(periode=row, unit=bidang, sampai=date(2024, 4, 8), alasan="Lupa", by=admin)
    assert error.value.message_dict == {"sampai": ["Tanggal 8 April 2024 sudah lewat."]}


def test_extension_needs_a_reason(client, bidang, tw4, admin):
    posted = {"unit": bidang.pk, "sampai": "2036-01-20", "alasan": "  "}
    page = client.post(address("periode_perpanjang"), posted).content.decode()
    assert "Isi alasan perpanjangan." in page
    with pytest.raises(ValidationError):
        perpanjang(periode=tw4, unit=bidang, sampai=date(2036, 1, 20), alasan=" ", by=admin)


def test_locked_period_is_not_extended(contoh, bidang, admin):
    row = PeriodePelaporan.objects.get(pd=contoh, tahun=2023, periode=1)
    with pytest.raises(Ditolak, match=TETAP):
        perpanjang(periode=row, unit=bidang, sampai=date(2036, 1, 1), alasan="Banjir", by=admin)


# --- Lock --------------------------------------------------------------------------------------


def test_confirmation_counts_what_the_lock_would_close(client, contoh, akun):
    draft(contoh, akun(Peran.PERENCANA, contoh))
    page = client.get(address("periode_kunci")).content.decode()
    # I01 and I03 have a target and no value; I02 has a draft without a target.
    assert "0 dari 3" in page
    assert "3 nilai belum diverifikasi, 2 di antaranya kosong." in page
    assert "Batas verifikasi belum lewat: 31 Desember 2035." in page
    assert "<strong>tidak dapat dibatalkan</strong>, juga oleh administrator sistem" in page


def test_lock_closes_the_period_for_good(client, tw4, admin):
    page = client.post(address("periode_kunci"), follow=True).content.decode()
    assert "TW IV 2023 dikunci. Nilainya hanya berubah melalui koreksi." in page
    tw4.refresh_from_db()
    assert (tw4.terkunci, tw4.dikunci_oleh) == (True, admin)
    assert trail(tw4)[-1].pelaku == admin
    assert "Periode sudah dikunci." in client.get(address("periode_kunci")).content.decode()


def test_value_that_waits_for_a_decision_holds_up_the_lock(client, contoh, tw4, akun):
    submitted(contoh, akun(Peran.PERENCANA, contoh))
    sentence = (
        "Masih ada 1 nilai yang diajukan dan belum diputuskan. "
        "Verifikasi atau kembalikan lebih dahulu."
    )
    assert sentence in client.get(address("periode_kunci")).content.decode()
    assert sentence in client.post(address("periode_kunci"), follow=True).content.decode()
    tw4.refresh_from_db()
    assert not tw4.terkunci
    assert (trail(tw4)[-1].aksi, trail(tw4)[-1].alasan) == (AksiJejak.DITOLAK, sentence)


def test_period_that_has_not_opened_is_not_locked(contoh, admin):
    day = hari_ini() + timedelta(days=1)
    row = PeriodePelaporan(
        pd=contoh, tahun=day.year, periode=1, mulai=day, batas_isi=day, batas_verifikasi=day
    )
    row.save()
    with pytest.raises(Ditolak, match="baru dibuka pada"):
        kunci_periode(periode=row, by=admin)


CHANGES = {
    "lock taken off": {"terkunci": False},
    "window moved": {"batas_isi": date(2023, 4, 7)},
    "year moved": {"tahun": 2022},
    "lock given to somebody else": {"dikunci_oleh": None},
}


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES)
def test_lock_holds_in_the_database(tw4, admin, change):
    kunci_periode(periode=tw4, by=admin)
    locked = PeriodePelaporan.objects.filter(pk=tw4.pk)
    with pytest.raises(IntegrityError, match=triggers.PERIODE_TETAP), transaction.atomic():
        locked.update(**change)


def test_locked_period_is_not_deleted(contoh):
    locked = PeriodePelaporan.objects.filter(pd=contoh, tahun=2023, periode=1)
    with pytest.raises(IntegrityError, match=triggers.PERIODE_TETAP), transaction.atomic():
        locked.delete()


def test_note_of_a_locked_period_may_change(contoh):
    locked = PeriodePelaporan.objects.filter(pd=contoh, tahun=2023, periode=1)
    assert locked.update(keterangan="Dikunci setelah reviu") == 1


# --- Who may -----------------------------------------------------------------------------------


@pytest.mark.parametrize("name", FORMS)
@pytest.mark.parametrize(
    "peran", [Peran.PERENCANA, Peran.VERIFIKATOR, Peran.PIMPINAN, Peran.EVALUATOR, Peran.PEMBACA]
)
def test_other_roles_are_told_the_rule(masuk, contoh, tw4, name, peran):
    client = masuk(peran, contoh)
    assert DILARANG in client.get(address(name)).content.decode()
    answer = client.post(address(name))
    assert answer.status_code == 403
    assert reverse("hak") in answer.content.decode()
    entry = trail(tw4)[-1]
    assert (entry.aksi, entry.alasan) == (AksiJejak.DITOLAK, DILARANG)


def test_planner_may_not_make_periods(masuk, contoh):
    url = reverse("periode_buat", args=["CONTOH", 2024])
    assert masuk(Peran.PERENCANA, contoh).post(url).status_code == 403
    entry = JejakAudit.objects.filter(aksi=AksiJejak.DITOLAK).latest("pk")
    assert (entry.tabel, entry.baris, entry.alasan) == (triggers.PERIODE, 0, DILARANG)


@pytest.mark.parametrize("name", FORMS)
def test_system_administrator_manages_periods_of_every_agency(masuk, name):
    client = masuk(Peran.ADMIN_SISTEM)
    assert client.get(address(name)).status_code == 200
    assert client.get(address(name, pd="BPSDM")).status_code == 200


@pytest.mark.parametrize("name", FORMS)
def test_foreign_agency_and_missing_period_are_not_found(client, name):
    assert client.get(address(name, pd="BPSDM")).status_code == 404
    assert client.post(address(name, pd="BPSDM")).status_code == 404
    assert client.get(address(name, 6)).status_code == 404


def test_foreign_agency_has_no_list_and_no_proposal(client):
    assert client.get(reverse("periode", args=["BPSDM"])).status_code == 404
    assert client.get(reverse("periode_buat", args=["BPSDM", 2024])).status_code == 404


def test_actions_refuse_accounts_without_the_right(akun, contoh, tw4, bidang):
    planner = akun(Peran.PERENCANA, contoh)
    with pytest.raises(Ditolak, match="mengelola periode"):
        simpan_periode(periode=tw4, by=planner)
    with pytest.raises(Ditolak, match="mengelola periode"):
        perpanjang(periode=tw4, unit=bidang, sampai=date(2036, 1, 1), alasan="x", by=planner)
    with pytest.raises(Ditolak, match="mengelola periode"):
        kunci_periode(periode=tw4, by=planner)
