"""The dashboard of a province: the numbers of every agency's own dashboard, side by side."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from django.core.cache import caches
from django.urls import reverse

from budget.models import Aktivitas, AnggaranBulanan, AnggaranUnit, Kegiatan, Program, SubKegiatan
from budget.queries import baris_program, jumlah
from budget.queries_jumlah import jumlah_pd
from indicators.enums import Periode, StatusData, StatusRealisasi
from indicators.models import BuktiDukung, KoreksiRealisasi, Realisasi
from reports.actions import simpan_aturan_status
from reports.calculations import ATURAN_BAKU, Aturan, sidik_aturan, status_pd
from reports.enums import StatusKinerja, SyaratStatus
from reports.provinsi import buat_provinsi
from reports.provinsi_dasar import Ukuran
from reports.queries import aturan_status, dasbor
from reports.queries_provinsi import dasbor_banyak, provinsi
from workforce.enums import Peran
from workforce.models import PenugasanPeran, PerangkatDaerah, UnitKerja

HARI = date(2025, 2, 1)
UKURAN = Ukuran(pd=6, indikator=6, tahun=2, sub_kegiatan=6, pegawai=0, sampai=2024)


@pytest.fixture
def rekaan(db) -> list[PerangkatDaerah]:
    """Six invented agencies: four dinas, a badan and a biro."""
    buat_provinsi(3, UKURAN, paksa=True)
    return list(PerangkatDaerah.objects.filter(kode__startswith="REKA-").order_by("kode"))


def lengkapi(pd: PerangkatDaerah, *, persen: int) -> None:
    """Give every indicator of an agency a yearly value of some percent of its target."""
    for row in dasbor(pd, 2024, Periode.TAHUN, hari=HARI).baris:
        share = Decimal(persen) / 100
        if row.indikator.polaritas == "minimal":
            share = 2 - share
        Realisasi.objects.update_or_create(
            indikator=row.indikator,
            tahun=2024,
            periode=Periode.TAHUN,
            defaults={
                "nilai": row.target * share,
                "status_data": StatusData.ADA,
                "status": "draf",
            },
        )


@pytest.mark.parametrize("periode", Periode)
def test_numbers_are_those_of_every_agencys_own_dashboard(rekaan, bpsdm, contoh, akun, periode):
    strict = (*ATURAN_BAKU[:4], *ATURAN_BAKU[5:])
    simpan_aturan_status(
        pd=rekaan[0],
        aturan=strict,
        dilihat=sidik_aturan(aturan_status(rekaan[0])),
        by=akun(Peran.ADMIN_PD, rekaan[0]),
    )
    # Two years, so that agencies with and without an agreement stand beside each other.
    for tahun in (2023, 2024):
        agencies = [*rekaan, bpsdm, contoh]
        for board in dasbor_banyak(agencies, tahun, periode, hari=HARI):
            own = dasbor(board.pd, tahun, periode, hari=HARI)
            for row, there in zip(board.baris, own.baris, strict=True):
                assert (row.target, row.nilai, row.hasil) == (
                    there.target,
                    there.nilai,
                    there.hasil,
                )
                assert (row.status, row.realisasi) == (there.status, there.realisasi)
                assert row.isi.predikat_nilai == there.isi.predikat_nilai
            assert (board.pokok, board.aturan, board.jendela) == (
                own.pokok, own.aturan, own.jendela,
            )  # fmt: skip
            assert (board.tepat_waktu, board.lengkap, board.terverifikasi) == (
                own.tepat_waktu, own.lengkap, own.terverifikasi,
            )  # fmt: skip


def test_correction_is_the_value_in_force_here_too(bpsdm, akun):
    value = Realisasi.objects.get(indikator__pd=bpsdm, indikator__kode="I03", tahun=2023, periode=5)
    for number in (50, 60):
        KoreksiRealisasi.objects.create(
            realisasi=value,
            nilai_sebelum=value.nilai,
            nilai=number,
            alasan="Salah hitung.",
            dasar_hukum="Berita acara",
            oleh=akun(Peran.ADMIN_PD, bpsdm, f"pengoreksi-{number}"),
        )

    (board,) = dasbor_banyak([bpsdm], 2023, Periode.TAHUN, hari=HARI)
    assert {row.isi.kode: row.nilai for row in board.baris}["I03"] == 60


def test_budget_is_the_sum_of_the_programs_of_the_report(rekaan, bpsdm, contoh):
    for tahun in (2023, 2024):
        found = jumlah_pd([*rekaan, bpsdm, contoh], tahun)
        for pd in (*rekaan, bpsdm, contoh):
            assert found[pd.pk] == jumlah(baris_program(pd, tahun))
    assert jumlah_pd([contoh], 2023, sampai=6)[contoh.pk].realisasi == 450_000_000
    assert jumlah_pd([contoh], 2023, sampai=3)[contoh.pk].realisasi is None


def _bulan(pd: PerangkatDaerah, bulan: int, nilai: int, **owner: object) -> None:
    AnggaranBulanan.objects.create(pd=pd, bulan=bulan, realisasi=nilai, **owner)


def test_budget_without_own_figure_is_that_of_the_level_below(contoh, tanpa_pemicu):
    """Sub kegiatan before kegiatan; an activity counts where its sub kegiatan says nothing."""
    AnggaranBulanan.objects.of_pd(contoh).delete()
    program = Program.objects.get(pd=contoh, tahun=2023)
    kegiatan = Kegiatan.objects.get(program=program)
    _bulan(contoh, 3, 70, kegiatan=kegiatan)
    assert jumlah_pd([contoh], 2023)[contoh.pk].realisasi == 70

    first, second = (
        SubKegiatan.objects.create(
            program=program, kegiatan=kegiatan, kode=f"SK{n}", urutan=n, nama="Sub"
        )
        for n in (1, 2)
    )
    owner = UnitKerja.objects.filter(pd=contoh)[0]
    unit = AnggaranUnit.objects.create(pd=contoh, tahun=2023, unit=owner, urutan=1)
    for number, sub in enumerate((first, second), start=1):
        part = Aktivitas.objects.create(
            anggaran_unit=unit, sub_kegiatan=sub, urutan=number, kode=f"A{number}", nama="Aktivitas"
        )
        _bulan(contoh, 2, 5 * number, aktivitas=part)
    _bulan(contoh, 1, 30, sub_kegiatan=first)
    _bulan(contoh, 4, 20, sub_kegiatan=first)

    found = jumlah_pd([contoh], 2023)[contoh.pk]
    # The latest of the first, though it is less than before, and the activity of the second.
    assert found.realisasi == 20 + 10
    assert found == jumlah(baris_program(contoh, 2023))


# --- standing and rank -------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("indikator", "ditagih", "lengkap", "capaian", "status"),
    [
        pytest.param(0, 0, True, None, StatusKinerja.TANPA_TARGET, id="no agreement"),
        pytest.param(3, 0, True, None, StatusKinerja.BELUM_JATUH_TEMPO, id="nothing due"),
        pytest.param(3, 3, False, 120, StatusKinerja.BELUM_DILAPORKAN, id="missing, though good"),
        pytest.param(3, 3, True, 100, StatusKinerja.TERCAPAI, id="reached"),
        pytest.param(3, 3, True, 90, StatusKinerja.PERLU_PERHATIAN, id="attention"),
        pytest.param(3, 3, True, "89.99", StatusKinerja.TERTINGGAL, id="behind"),
    ],
)
def test_standing_of_an_agency(indikator, ditagih, lengkap, capaian, status):
    mean = None if capaian is None else Decimal(capaian)
    found = status_pd(indikator=indikator, ditagih=ditagih, lengkap=lengkap, capaian=mean)
    assert found.status == status


def test_only_the_same_kind_and_only_the_complete_are_ranked(rekaan, tanpa_pemicu):
    first, second, badan, third, biro, fourth = rekaan
    for pd, persen in ((first, 95), (second, 104), (third, 95), (badan, 110), (biro, 110)):
        lengkapi(pd, persen=persen)
    Realisasi.objects.filter(
        indikator__pd=fourth, indikator__kode="I02", tahun=2024, periode=Periode.TAHUN
    ).delete()
    papan = provinsi(rekaan, 2024, Periode.TAHUN, hari=HARI)

    assert {row.pd.kode: papan.peringkat.get(row.pd.pk) for row in papan.baris} == {
        "REKA-01": (2, 3),
        "REKA-02": (1, 3),
        "REKA-03": None,
        "REKA-04": (2, 3),
        "REKA-05": None,
        "REKA-06": None,
    }
    assert [row.sebutan for row in papan.baris] == [
        "Perlu perhatian", "Tercapai", "Tercapai", "Perlu perhatian", "Tercapai", "Belum lengkap",
    ]  # fmt: skip
    assert papan.baris[0].capaian.rata_rata == 95
    assert papan.belum_lengkap == 1
    assert papan.pokok == (
        "Dari 6 perangkat daerah: 2 perlu perhatian, 1 belum lengkap, 3 tercapai."
    )


def test_grade_of_sakip_is_read_where_it_is_recorded(rekaan, bpsdm, contoh):
    papan = provinsi([bpsdm, contoh], 2023, Periode.TAHUN, hari=HARI)

    assert [row.sakip and row.sakip.kode for row in papan.baris] == ["A", None]


# --- the page ----------------------------------------------------------------------------------


@pytest.fixture
def evaluator(akun, masuk, rekaan):
    """Sign in as an evaluator of the first agencies: `evaluator(3)`."""

    def sign_in(count: int):
        client = masuk(Peran.EVALUATOR, rekaan[0])
        user = PenugasanPeran.objects.get(pd=rekaan[0]).pengguna
        for pd in rekaan[1:count]:
            PenugasanPeran.objects.create(pengguna=user, peran=Peran.EVALUATOR, pd=pd)
        return client

    return sign_in


URL = "/dashboard/provinsi/2024/"


def test_page_shows_those_that_the_account_may_see(evaluator, rekaan):
    response = evaluator(3).get(URL, {"periode": "5"})
    page = response.content.decode()

    assert [row.pd.kode for row in response.context["papan"].baris] == [
        "REKA-03", "REKA-01", "REKA-02",
    ]  # fmt: skip
    assert "Dinas Rekaan 04" not in page
    assert reverse("dasbor", args=("REKA-01", 2024)) + "?periode=5" in page
    assert "Peringkat hanya diberikan di antara perangkat daerah yang sejenis" in page
    assert "3 perangkat daerah: Perangkat daerah ini beserta seluruh angka" in page


def test_administrator_of_the_system_sees_all(masuk, rekaan):
    assert len(masuk(Peran.ADMIN_SISTEM).get(URL).context["papan"].baris) == 8


@pytest.mark.parametrize(("count", "sees"), [(1, "akun Anda melihat 1.")])
def test_one_agency_is_not_set_beside_anything(evaluator, count, sees):
    page = evaluator(count).get(URL).content.decode()

    assert sees in page
    assert "Ke dashboard Dinas R01" in page


def test_entry_of_the_menu_is_for_those_who_see_several(evaluator, rekaan):
    client = evaluator(1)
    home = reverse("dasbor", args=("REKA-01", 2024))
    assert URL not in client.get(home).content.decode()

    user = PenugasanPeran.objects.get(pd=rekaan[0]).pengguna
    PenugasanPeran.objects.create(pengguna=user, peran=Peran.EVALUATOR, pd=rekaan[1])
    menu = {m.label: m for k in client.get(home).context["menu"] for m in k.isi}
    assert (menu["Provinsi"].url, menu["Provinsi"].current) == (URL, False)
    assert menu["Dashboard"].current
    client.get(reverse("beranda"))
    menu = {m.label: m for k in client.get(URL).context["menu"] for m in k.isi}
    assert menu["Provinsi"].current
    assert not menu["Dashboard"].current


def _codes(response) -> list[str]:
    return [row.pd.kode.removeprefix("REKA-") for row, _ in response.context["form"].baris]


def test_filter_and_order_by_the_address(evaluator, rekaan, tanpa_pemicu):
    for pd, persen in zip(rekaan, (95, 104, 110, 80, 100, 90), strict=True):
        lengkapi(pd, persen=persen)
    client = evaluator(6)

    def shown(**data: str) -> list[str]:
        return _codes(client.get(URL, {"periode": "5", **data}))

    assert shown() == ["03", "05", "01", "02", "04", "06"]
    assert shown(jenis="dinas") == ["01", "02", "04", "06"]
    assert shown(status="tertinggal") == ["04"]
    assert shown(urut="capaian") == ["04", "06", "01", "05", "02", "03"]
    assert shown(urut="peringkat") == ["02", "01", "06", "04", "03", "05"]
    assert shown(urut="warna") == ["03", "05", "01", "02", "04", "06"]
    verified = Realisasi.objects.filter(tahun=2024, periode=Periode.TAHUN)
    for pd, count in ((rekaan[0], 1), (rekaan[1], 3), (rekaan[2], 2)):
        first = verified.filter(indikator__pd=pd).order_by("indikator__urutan")[:count]
        verified.filter(pk__in=list(first.values_list("pk", flat=True))).update(
            status=StatusRealisasi.DIVERIFIKASI
        )
    unreported = verified.filter(indikator__pd=rekaan[4], indikator__kode__endswith="1")
    BuktiDukung.objects.filter(realisasi__in=unreported).delete()
    unreported.delete()
    # The least first, as with achievement: what needs a look stands on top.
    assert shown(urut="verifikasi")[-3:] == ["01", "03", "02"]
    assert shown(urut="lengkap")[0] == "05"
    page = client.get(URL, {"periode": "5", "jenis": "dinas"}).content.decode()
    # Every standing with its number leads to its agencies, with the filters that are chosen.
    assert 'href="?periode=5&amp;jenis=dinas&amp;status=tertinggal"' in page
    assert '<details class="kartu" open>' in page
    assert "<summary>Saring dan urutkan</summary>" in page
    assert '<details class="kartu">' in client.get(URL, {"periode": "5"}).content.decode()
    page = client.get(URL, {"periode": "5", "jenis": "kota"}).content.decode()
    assert "Tidak ada perangkat daerah yang cocok dengan saringan." in page
    assert "Tampilkan semua" in page


@pytest.mark.parametrize("count", [2, 6])
def test_queries_do_not_grow_with_the_agencies(evaluator, count, django_assert_num_queries):
    client = evaluator(count)
    client.get(URL)

    caches["dasbor"].clear()
    with django_assert_num_queries(20):
        response = client.get(URL)
    assert len(response.context["papan"].baris) == count
    with django_assert_num_queries(5):
        assert f"Perangkat daerah ({count})" in client.get(URL).content.decode()


@pytest.mark.parametrize("count", [1, 3, 42])
def test_reading_asks_as_much_of_one_agency_as_of_forty_two(db, count, django_assert_num_queries):
    buat_provinsi(5, Ukuran(count, 2, 1, 1, 0, 2024), paksa=True)
    agencies = list(PerangkatDaerah.objects.filter(kode__startswith="REKA-"))

    for periode, queries in ((Periode.TW3, 15), (Periode.TAHUN, 14)):
        with django_assert_num_queries(queries):
            papan = provinsi(agencies, 2024, periode, hari=HARI)
        assert len(papan.baris) == count


def test_rule_of_an_agency_does_not_judge_it_among_others(rekaan, akun, tanpa_pemicu):
    lengkapi(rekaan[0], persen=85)
    mild = (
        *ATURAN_BAKU[:5],
        Aturan(SyaratStatus.CAPAIAN_PERIODE, StatusKinerja.PERLU_PERHATIAN, Decimal(80)),
        ATURAN_BAKU[6],
    )
    simpan_aturan_status(
        pd=rekaan[0],
        aturan=mild,
        dilihat=sidik_aturan(aturan_status(rekaan[0])),
        by=akun(Peran.ADMIN_PD, rekaan[0]),
    )

    (row, *_) = provinsi(rekaan, 2024, Periode.TAHUN, hari=HARI).baris
    own = dasbor(rekaan[0], 2024, Periode.TAHUN, hari=HARI)
    assert {r.status.status for r in own.baris} == {StatusKinerja.PERLU_PERHATIAN}
    assert row.status.status == StatusKinerja.TERTINGGAL
