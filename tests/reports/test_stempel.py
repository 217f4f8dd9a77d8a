"""No dashboard shows an old number: stamps of agencies, and the parts that are kept by them."""

from __future__ import annotations

import re
from datetime import date, timedelta

import pytest
from django.apps import apps
from django.core.cache import caches
from django.core.cache.backends.locmem import LocMemCache
from django.db import connection
from django.db.models import F
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import translation

from budget.models import (
    AnggaranBulanan,
    KeluaranBulanan,
    KoreksiAnggaran,
    KoreksiKeluaran,
    Program,
)
from budget.triggers import PEMICU_KOREKSI
from budget.triggers import PEMICU_TANDA as TANDA_ANGGARAN
from indicators.enums import Periode
from indicators.models import (
    KoreksiRealisasi,
    PeriodePelaporan,
    PerpanjanganPeriode,
    Realisasi,
)
from indicators.triggers_tanda import PEMICU_TANDA as TANDA_KINERJA
from lkip.management.commands.ukur_dasbor import HALAMAN
from lkip.triggers import Marks
from reports import simpanan
from reports.grafik import Grafik
from reports.models import AturanStatus
from reports.provinsi import buat_provinsi
from reports.provinsi_dasar import Ukuran
from reports.simpanan import Potongan, per_pd, potongan
from reports.triggers import PEMICU_TANDA as TANDA_ATURAN
from reports.views import dasbor as halaman
from reports.views import provinsi as halaman_provinsi
from workforce.enums import JenisPerangkatDaerah, Peran
from workforce.models import Pegawai, PenugasanPeran, PerangkatDaerah, Perubahan, UnitKerja
from workforce.triggers import PEMICU_TANDA as TANDA_PEGAWAI

TANDA_KOREKSI = tuple(mark for mark in PEMICU_KOREKSI if isinstance(mark, Marks))
TANDA = {
    m.table: m
    for m in (
        *TANDA_PEGAWAI,
        *TANDA_KINERJA,
        *TANDA_ANGGARAN,
        *TANDA_KOREKSI,
        *TANDA_ATURAN,
    )
}
MODEL = {model._meta.db_table: model for model in apps.get_models()}
TAHUN = 2023


def stempel(pd: PerangkatDaerah) -> str | None:
    return PerangkatDaerah.objects.berstempel().get(pk=pd.pk).stempel


def alamat(nama: str, milik_pd: bool, kode: str = "BPSDM") -> str:
    where = {"kode": kode, "tahun": TAHUN} if milik_pd else {"tahun": TAHUN}
    return reverse(nama, kwargs=where)


# --- every table that a dashboard reads --------------------------------------------------------


def test_every_table_behind_a_dashboard_changes_the_stamp(masuk, monkeypatch, bpsdm, contoh):
    """Complete by construction: whatever a part reads while it is made must have triggers."""
    read: set[str] = set()
    made: list[object] = []

    def watched(kunci, buat):
        with CaptureQueriesContext(connection) as queries:
            part = buat()
        for query in queries.captured_queries:
            read.update(re.findall(r'(?:FROM|JOIN) "(\w+)"', query["sql"]))
        made.append(kunci[0])
        return part.isi

    monkeypatch.setattr(halaman, "potongan", watched)
    monkeypatch.setattr(halaman_provinsi, "potongan", watched)
    client = masuk(Peran.ADMIN_SISTEM)
    for name, of_agency in HALAMAN:
        for kode in ("BPSDM", "CONTOH") if of_agency else ("",):
            for periode in Periode:
                page = client.get(alamat(name, of_agency, kode), {"periode": periode.value})
                assert page.status_code == 200

    # Every dashboard keeps its part; whoever adds one adds it to the benchmark's list.
    assert len(set(made)) == len(HALAMAN)
    assert read <= set(TANDA), sorted(read - set(TANDA))
    assert len(read) > 30


@pytest.fixture
def berisi(bpsdm, akun) -> None:
    """A row in each of those tables that the demo leaves empty."""
    by = akun(Peran.ADMIN_PD, bpsdm, "pengisi")
    value = Realisasi.objects.filter(indikator__pd=bpsdm, tahun=TAHUN, periode=5).first()
    KoreksiRealisasi.objects.create(
        realisasi=value, nilai_sebelum=1, nilai=2, alasan="Salah.", dasar_hukum="BA", oleh=by
    )
    for model in (AnggaranBulanan, KeluaranBulanan):
        month = model.objects.of_pd(bpsdm).filter(bulan=12).first()
        PeriodePelaporan.objects.filter(pd=bpsdm, tahun=TAHUN, periode=4).update(terkunci=True)
        month.koreksi.create(nilai_sebelum=1, nilai=2, alasan="Salah.", dasar_hukum="BA", oleh=by)
    window = PeriodePelaporan.objects.of_pd(bpsdm).first()
    unit = UnitKerja.objects.of_pd(bpsdm).first()
    PerpanjanganPeriode.objects.create(
        periode=window, unit=unit, sampai=window.batas_isi + timedelta(3), alasan="Data", oleh=by
    )
    AturanStatus.objects.create(pd=bpsdm, urutan=1, syarat="tanpa_target", status="tanpa_target")


@pytest.mark.parametrize("table", sorted(TANDA))
def test_a_changed_row_changes_the_stamp_of_its_agency_alone(table, berisi, bpsdm, contoh):
    """Through `update`, which no code of ours sees; tables that only grow are tried by hand."""
    model = MODEL[table]
    row = model._default_manager.of_pd(bpsdm).first()
    assert row is not None, f"{table} kosong"
    before, other = stempel(bpsdm), stempel(contoh)
    field = next(f for f in model._meta.concrete_fields if not f.primary_key)

    with connection.cursor() as cursor:
        for trigger in tuple(_penjaga(table)):
            cursor.execute(trigger)
    model._base_manager.filter(pk=row.pk).update(**{field.name: F(field.name)})

    assert stempel(bpsdm) != before
    assert stempel(contoh) == other


def _penjaga(table: str):
    """What takes the guard of a table that only grows away, for the test's transaction."""
    if table in (
        KoreksiRealisasi._meta.db_table,
        KoreksiAnggaran._meta.db_table,
        KoreksiKeluaran._meta.db_table,
    ):
        name = f"{table}_tetap_ubah"
        where = "" if connection.vendor == "sqlite" else f" ON {table}"
        yield f"DROP TRIGGER {name}{where}"


def _unit(pd: PerangkatDaerah, number: int) -> UnitKerja:
    top = UnitKerja.objects.get(pd=pd, induk=None)
    return UnitKerja(
        pd=pd, induk=top, kode=f"X{number}", urutan=50 + number, jenis="bidang", nama="X"
    )


def test_insert_update_delete_and_a_move_are_noted(bpsdm, contoh):
    def stamps():
        return stempel(bpsdm), stempel(contoh)

    seen = [stamps()]
    program = Program.objects.create(
        pd=contoh, tahun=2020, kode="X", urutan=1, nama="Program", jenis="penunjang"
    )
    seen.append(stamps())
    Program.objects.filter(pk=program.pk).update(nama="Lain")
    seen.append(stamps())
    Program.objects.filter(pk=program.pk).delete()
    seen.append(stamps())
    unit = _unit(contoh, 1)
    unit.save()
    seen.append(stamps())
    assert len({mine for _, mine in seen}) == 5
    assert len({other for other, _ in seen}) == 1

    UnitKerja.objects.filter(pk=unit.pk).update(pd=bpsdm)
    assert stempel(bpsdm) != seen[-1][0]
    assert stempel(contoh) != seen[-1][1]


def test_statement_outside_the_application_is_noted(bpsdm, contoh):
    before, other = stempel(contoh), stempel(bpsdm)
    with connection.cursor() as cursor:
        cursor.execute("UPDATE workforce_unitkerja SET nama = nama WHERE pd_id = %s", [contoh.pk])
    assert stempel(contoh) != before
    assert stempel(bpsdm) == other


def test_row_of_no_known_owner_concerns_all(bpsdm, contoh):
    before = stempel(bpsdm), stempel(contoh)
    Perubahan.objects.create()
    after = stempel(bpsdm), stempel(contoh)
    assert after[0] != before[0]
    assert after[1] != before[1]


def test_nothing_changed_is_not_noted_by_a_statement(contoh):
    before = stempel(contoh)
    UnitKerja.objects.filter(pk=0).update(nama="X")
    assert stempel(contoh) == before


def test_bulk_writing_leaves_few_notes(contoh):
    Perubahan.objects.all().delete()
    UnitKerja.objects.bulk_create(_unit(contoh, number) for number in range(20))
    assert Perubahan.objects.filter(pd=contoh).count() == 1


def test_number_that_is_seen_late_still_changes_the_stamp(contoh):
    """Two transactions: the one with the lower number is seen after the other."""
    late, _ = (Perubahan.objects.create(pd=contoh).pk for _ in range(2))
    Perubahan.objects.filter(pk=late).delete()
    before = stempel(contoh)
    Perubahan.objects.create(pk=late, pd=contoh)
    assert stempel(contoh) != before


def test_new_agency_has_a_stamp(db):
    pd = PerangkatDaerah.objects.create(
        kode="BARU", nama="Dinas Baru", singkatan="Baru", jenis=JenisPerangkatDaerah.DINAS
    )
    assert stempel(pd)


# --- what is kept ------------------------------------------------------------------------------


def test_part_is_made_once_until_its_key_changes(db):
    made = []

    def part(*kunci):
        return potongan(kunci, lambda: made.append(kunci) or Potongan(str(kunci)))

    assert part("a", 1) == part("a", 1) == "('a', 1)"
    part("a", 2)
    with translation.override("en"):
        part("a", 1)
    assert made == [("a", 1), ("a", 2), ("a", 1)]


def test_other_software_makes_its_own(monkeypatch):
    made = []
    for version in ("satu", "dua", "satu"):
        monkeypatch.setattr(simpanan, "_perangkat_lunak", lambda version=version: version)
        potongan(("a",), lambda: made.append(1) or Potongan("isi"))
    assert len(made) == 2


def test_part_that_does_not_last_is_not_kept(db):
    for _ in range(2):
        assert potongan(("b",), lambda: Potongan("galat", tetap=False)) == "galat"
    assert potongan(("b",), lambda: Potongan("baik")) == "baik"


def test_only_changed_agencies_are_made_again(bpsdm, contoh):
    asked = []

    def make(missing):
        asked.append({pd.kode for pd in missing})
        return {pd.pk: len(asked) for pd in missing}

    def read():
        return per_pd(("c",), PerangkatDaerah.objects.berstempel(), make)

    assert read() == read() == {bpsdm.pk: 1, contoh.pk: 1}
    UnitKerja.objects.filter(pd=contoh).update(nama="X")
    assert read() == {bpsdm.pk: 1, contoh.pk: 2}
    assert asked == [{"BPSDM", "CONTOH"}, {"CONTOH"}]


# --- pages -------------------------------------------------------------------------------------


def _ubah_nilai(pd):
    row = Realisasi.objects.filter(indikator__pd=pd, tahun=TAHUN, periode=5).first()
    Realisasi.objects.filter(pk=row.pk).update(penyebab="Sebab yang baru saja dicatat")


def _ubah_serapan(pd):
    AnggaranBulanan.objects.of_pd(pd).filter(program__tahun=TAHUN).update(realisasi=12_345)


def _ubah_pegawai(pd):
    keep = Pegawai.objects.of_pd(pd).values_list("pk", flat=True)[:7]
    Pegawai.objects.of_pd(pd).exclude(pk__in=list(keep)).update(keluar=date(TAHUN, 6, 1))


def _ubah_nama(pd):
    PerangkatDaerah.objects.filter(pk=pd.pk).update(nama="Dinas yang Berganti Nama")


UBAH = {
    "dasbor": (_ubah_nilai, "Sebab yang baru saja dicatat"),
    "dasbor_anggaran": (_ubah_serapan, "Rp12.345<"),
    "dasbor_sdm": (_ubah_pegawai, "7 pegawai per 31 Desember 2023"),
    "dasbor_provinsi": (_ubah_nama, "Dinas yang Berganti Nama"),
}


@pytest.mark.parametrize("bersama", [True, False], ids=["one store", "a store per worker"])
@pytest.mark.parametrize(("nama", "milik_pd"), HALAMAN)
def test_page_shows_the_new_number_at_once(
    nama, milik_pd, bersama, masuk, contoh, monkeypatch, tanpa_pemicu
):
    """Whichever worker answers, and whether it or the other was asked before the change."""
    change, sees = UBAH[nama]
    client, url = masuk(Peran.ADMIN_SISTEM), alamat(nama, milik_pd, "CONTOH")
    first = LocMemCache("pekerja-1", {})
    second = first if bersama else LocMemCache("pekerja-2", {})
    first.clear()
    second.clear()

    def answer(store) -> str:
        monkeypatch.setattr(simpanan, "caches", {"dasbor": store})
        return client.get(url).content.decode()

    assert sees not in answer(first)
    assert sees not in answer(second)
    change(contoh)
    assert sees in answer(second)
    assert sees in answer(first)
    assert sees in answer(first)


def test_day_makes_another_page(masuk, contoh, monkeypatch, django_assert_num_queries):
    client, url = masuk(Peran.PEMBACA, contoh), alamat("dasbor_anggaran", True, "CONTOH")
    client.get(url)
    with django_assert_num_queries(5):
        client.get(url)
    monkeypatch.setattr(halaman, "hari_ini", lambda: date(2024, 5, 5))
    with django_assert_num_queries(13):
        client.get(url)


@pytest.mark.parametrize("first", [Peran.ADMIN_PD, Peran.PEMBACA])
def test_small_counts_do_not_come_from_the_page_of_another(masuk, bpsdm, first):
    """Whoever was there before: small counts are for those who administer the staff."""
    clients = {peran: masuk(peran, bpsdm) for peran in (Peran.ADMIN_PD, Peran.PEMBACA)}
    url = alamat("dasbor_sdm", True)
    clients[first].get(url)
    for _ in range(2):
        assert "&lt;5" not in clients[Peran.ADMIN_PD].get(url).content.decode()
        assert "&lt;5" in clients[Peran.PEMBACA].get(url).content.decode()


@pytest.mark.parametrize("first", [Peran.PERENCANA, Peran.PEMBACA])
def test_button_is_for_those_who_may_print(masuk, contoh, first):
    clients = {peran: masuk(peran, contoh) for peran in (Peran.PERENCANA, Peran.PEMBACA)}
    url = alamat("dasbor", True, "CONTOH")
    clients[first].get(url)
    for _ in range(2):
        page = clients[Peran.PERENCANA].get(url).content.decode()
        assert page.count("buat-pdf") == 2
        assert "buat-pdf" not in clients[Peran.PEMBACA].get(url).content.decode()


def test_stranger_gets_nothing_of_a_kept_page(masuk, bpsdm, contoh):
    own, stranger = masuk(Peran.PEMBACA, bpsdm), masuk(Peran.PEMBACA, contoh)
    for url in (alamat(name, True) for name, of_agency in HALAMAN if of_agency):
        assert own.get(url).status_code == 200
        assert stranger.get(url).status_code == 404


def test_province_of_another_reach_is_another_page(masuk, bpsdm, contoh):
    buat_provinsi(3, Ukuran(2, 2, 1, 1, 0, TAHUN), paksa=True)
    everybody, url = masuk(Peran.ADMIN_SISTEM), alamat("dasbor_provinsi", False)
    everybody.get(url)
    client = masuk(Peran.EVALUATOR, bpsdm)
    user = PenugasanPeran.objects.get(pd=bpsdm).pengguna
    PenugasanPeran.objects.create(pengguna=user, peran=Peran.EVALUATOR, pd=contoh)

    for _ in range(2):
        page = client.get(url).content.decode()
        assert "Perangkat daerah (2)" in page
        assert "Rekaan" not in page
        assert "Perangkat daerah (4)" in everybody.get(url).content.decode()


def test_nothing_of_an_account_or_address_is_kept(masuk, bpsdm, contoh):
    client = masuk(Peran.ADMIN_SISTEM)
    for name, of_agency in HALAMAN:
        client.get(alamat(name, of_agency), {"asing": "kata-dari-alamat", "periode": "5"})
    kept = b"".join(caches["dasbor"]._cache.values())

    # Two rows of agencies beside the four pages, the years of one agency and of all.
    assert len(caches["dasbor"]._cache) == len(HALAMAN) + 4
    for secret in (b"csrfmiddlewaretoken", b"administrator_sistem", b"admin_sistem", b"kata-dari"):
        assert secret not in kept
    assert b"Perlu keputusan" in kept


@pytest.mark.parametrize("saringan", [{"status": "hijau"}, {"unit": "TIADA"}, {"jenis": "x"}])
def test_invalid_filter_is_not_kept(masuk, contoh, saringan):
    client = masuk(Peran.PEMBACA, contoh)
    page = client.get(alamat("dasbor", True, "CONTOH"), saringan).content.decode()

    assert "errorlist" in page
    # The years alone.
    assert len(caches["dasbor"]._cache) == 1


def test_page_with_a_failed_chart_is_not_kept(masuk, contoh, monkeypatch):
    client, url = masuk(Peran.PEMBACA, contoh), alamat("dasbor_anggaran", True, "CONTOH")
    with monkeypatch.context() as broken:
        broken.setattr(Grafik, "svg", "")
        assert "Grafik tidak dapat digambar" in client.get(url).content.decode()
    assert len(caches["dasbor"]._cache) == 1
    assert "Grafik tidak dapat digambar" not in client.get(url).content.decode()
    assert len(caches["dasbor"]._cache) == 2


def test_filters_stay_with_period_and_year(masuk, contoh, bpsdm):
    client = masuk(Peran.ADMIN_SISTEM)
    page = client.get(
        alamat("dasbor", True, "CONTOH"), {"periode": "2", "jenis": "strategis", "lain": "x"}
    ).content.decode()
    assert 'href="?periode=3&amp;jenis=strategis"' in page
    assert "lain=x" not in page
    page = client.get(
        alamat("dasbor_provinsi", False), {"periode": "2", "urut": "capaian"}
    ).content.decode()
    assert 'href="?periode=1&amp;urut=capaian"' in page
    assert 'href="/dashboard/provinsi/2022/?periode=2&amp;urut=capaian"' in page


def test_software_is_told_by_its_files():
    assert re.fullmatch(r"[0-9a-f]{64}", simpanan._perangkat_lunak())
