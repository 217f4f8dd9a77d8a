"""Rows of the entry grid: what stands beside a cell, its state, and what the page costs."""

from __future__ import annotations

import gzip
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.urls import reverse

from indicators.entri import BarisEntri, Entri, antrean_verifikasi, ringkasan_entri
from indicators.enums import KeadaanSel, Periode, StatusData, StatusTarget
from indicators.models import (
    BuktiDukung,
    Indikator,
    ItemPerjanjian,
    KomponenRealisasi,
    KoreksiRealisasi,
    PeriodePelaporan,
    PerjanjianKinerja,
    Realisasi,
    TargetTriwulan,
)
from indicators.queries import item_dijanjikan
from indicators.triggers import TERKUNCI
from lkip.numbers import round_half_up
from lkip.tables import Tanpa
from workforce.enums import Peran
from workforce.rules import MEMVERIFIKASI, MENGISI, Wewenang

D = Decimal
HARI = date(2024, 1, 5)


def entri(pd: Any, *, hari: date = HARI, **changes: Any) -> Entri:
    return Entri(pd, 2023, hak=Wewenang(MENGISI, pd, None), hari=hari, **changes)


def row(pd: Any, kode: str, periode: Periode, **changes: Any) -> BarisEntri:
    (found,) = [b for b in entri(pd, **changes).baris(periode) if b.indikator.kode == kode]
    return found


# --- The demo data -----------------------------------------------------------------------------


def test_row_of_the_published_report(bpsdm):
    """I01 of 2023: target 31, realisasi 38, and the value of 2022 on another scale."""
    b = row(bpsdm, "I01", Periode.TAHUN)
    assert (b.target, b.nilai, b.tahun_lalu, b.sebelumnya) == (D(31), D(38), D("335.5"), None)
    assert b.hasil.persen is not None
    assert round_half_up(b.hasil.persen, 2) == D("122.58")
    assert (b.keadaan, b.kenapa_tidak, b.versi, b.komponen) == (
        KeadaanSel.DIVERIFIKASI,
        "",
        1,
        False,
    )
    assert b.pertanyaan == ("Nilai 38 lebih dari 120% target 31. Periksa angka dan satuannya.",)
    assert b.kurang == ("Faktor keberhasilan belum diisi: capaian melampaui target.",)
    assert (b.terverifikasi, b.siap_diajukan) == (True, False)
    assert (b.sel_target, b.sel_nilai) == (D(31), D(38))
    assert [p.judul for p in b.bukti] == [
        "Nilai e-SAKIP Bappeda Provinsi DKI Jakarta",
        "Berita acara penilaian mandiri sistem merit",
    ]


def test_row_whose_data_is_not_released(bpsdm):
    b = row(bpsdm, "I02", Periode.TAHUN)
    assert (b.target, b.nilai, b.tahun_lalu) == (D("38.7"), None, D("38.16"))
    assert (b.keadaan, b.hasil.persen) == (KeadaanSel.MENUNGGU_DATA, None)
    assert b.sel_nilai == Tanpa("data belum rilis")
    assert b.kurang == ("Data belum rilis; ajukan setelah nilainya terbit.",)


def test_row_with_components_and_the_quarter_before(bpsdm):
    """I18: 40, 80, 100 percent from its components."""
    b = row(bpsdm, "I18", Periode.TW4)
    assert (b.target, b.nilai, b.sebelumnya, b.komponen) == (D(100), D(100), D(80), True)
    assert row(bpsdm, "I18", Periode.TW3).sebelumnya == D(40)
    assert row(bpsdm, "I18", Periode.TW1).sebelumnya is None


def test_row_of_a_locked_quarter(bpsdm):
    b = row(bpsdm, "I04", Periode.TW1)
    assert (b.keadaan, b.kenapa_tidak, b.dapat_diisi) == (KeadaanSel.TERKUNCI, TERKUNCI, False)
    assert b.terverifikasi


def test_row_without_a_target(bpsdm):
    b = row(bpsdm, "I01", Periode.TW4)
    assert (b.target, b.target_teks, b.sel_target) == (None, "", Tanpa("N/A"))
    assert (b.keadaan, b.nilai, b.sel_nilai, b.bukti, b.koreksi) == (
        KeadaanSel.KOSONG,
        None,
        None,
        [],
        [],
    )


def test_row_whose_target_is_a_word(bpsdm):
    b = row(bpsdm, "I07", Periode.TAHUN)
    assert (b.target, b.target_teks, b.sel_target) == (
        D(3),
        "(3) WTP",
        Tanpa("(3) WTP"),
    )


def test_year_without_an_agreement_has_no_rows(contoh):
    empty = Entri(contoh, 2031, hak=Wewenang(MENGISI, contoh, None), hari=HARI)
    assert (empty.baris(Periode.TW1), empty.unit, empty.periode) == ((), [], {})


def test_units_of_the_agreement(contoh):
    assert [u.kode for u in entri(contoh).unit] == ["BID-LAYANAN", "SEK-CONTOH"]


def test_one_indicator_alone_has_the_same_row(bpsdm):
    owner = Indikator.objects.get(pd=bpsdm, kode="I18")
    alone = entri(bpsdm, item=item_dijanjikan(bpsdm, 2023, "I18"))
    assert alone.satu(owner, Periode.TW4) == row(bpsdm, "I18", Periode.TW4)
    assert [b.indikator for b in alone.baris(Periode.TW4)] == [owner]
    other = Indikator.objects.get(pd=bpsdm, kode="I01")
    assert alone.satu(other, Periode.TW4) is None


@pytest.mark.parametrize(
    ("periode", "jumlah", "terverifikasi", "siap"),
    [
        (Periode.TW1, 5, 2, 0),
        (Periode.TW4, 11, 2, 0),
        (Periode.TAHUN, 22, 21, 0),
    ],
)
def test_progress_of_a_period(bpsdm, periode, jumlah, terverifikasi, siap):
    found = ringkasan_entri(entri(bpsdm).baris(periode))
    assert (found.jumlah, found.terverifikasi, found.siap) == (jumlah, terverifikasi, siap)


def test_progress_by_state(bpsdm):
    found = ringkasan_entri(entri(bpsdm).baris(Periode.TAHUN))
    assert found.menurut_keadaan == {KeadaanSel.DIVERIFIKASI: 21, KeadaanSel.MENUNGGU_DATA: 1}


# --- States ------------------------------------------------------------------------------------


@pytest.fixture
def indikator(contoh) -> Indikator:
    return Indikator.objects.get(pd=contoh, kode="I03")


STATES: dict[KeadaanSel, dict[str, Any] | None] = {
    KeadaanSel.KOSONG: None,
    KeadaanSel.DRAF: {},
    KeadaanSel.DIAJUKAN: {"status": "diajukan"},
    KeadaanSel.DIKEMBALIKAN: {"status": "dikembalikan"},
    KeadaanSel.DIVERIFIKASI: {"status": "diverifikasi"},
    KeadaanSel.MENUNGGU_DATA: {"nilai": None, "status_data": StatusData.BELUM_RILIS},
}


@pytest.mark.parametrize("state", STATES)
def test_state_of_a_cell(contoh, indikator, state):
    values = STATES[state]
    if values is not None:
        Realisasi.objects.create(
            **{"indikator": indikator, "tahun": 2023, "periode": 4, "nilai": 2} | values
        )
    assert row(contoh, "I03", Periode.TW4).keadaan == state


@pytest.mark.parametrize("state", STATES)
def test_state_of_a_cell_in_a_locked_period(contoh, indikator, state):
    values = STATES[state]
    if values is not None:
        Realisasi.objects.create(
            **{"indikator": indikator, "tahun": 2023, "periode": 4, "nilai": 2} | values
        )
    PeriodePelaporan.objects.filter(pd=contoh, periode=4).update(terkunci=True)
    assert row(contoh, "I03", Periode.TW4).keadaan == KeadaanSel.TERKUNCI


@pytest.mark.parametrize(
    ("hari", "state"),
    [
        (date(2024, 1, 1), KeadaanSel.BELUM_JATUH_TEMPO),
        (date(2024, 1, 2), KeadaanSel.KOSONG),
    ],
)
def test_cell_before_its_window(contoh, hari, state):
    assert row(contoh, "I03", Periode.TW4, hari=hari).keadaan == state


def test_cell_without_a_period(contoh):
    PeriodePelaporan.objects.filter(pd=contoh, periode=4).delete()
    b = row(contoh, "I03", Periode.TW4)
    assert b.keadaan == KeadaanSel.BELUM_JATUH_TEMPO
    assert b.kenapa_tidak.startswith("Periode ini belum dibuat.")


def test_every_state_is_tested():
    assert {*STATES, KeadaanSel.TERKUNCI, KeadaanSel.BELUM_JATUH_TEMPO} == set(KeadaanSel)


def test_cell_that_is_ready(contoh, indikator):
    value = Realisasi.objects.create(indikator=indikator, tahun=2023, periode=4, nilai=0)
    assert not row(contoh, "I03", Periode.TW4).siap_diajukan
    BuktiDukung.objects.create(realisasi=value, judul="LHP")
    b = row(contoh, "I03", Periode.TW4)
    assert (b.kurang, b.siap_diajukan) == ((), True)
    limited = Entri(contoh, 2023, hak=Wewenang(MENGISI, contoh, frozenset()), hari=HARI)
    assert not limited.satu(indikator, Periode.TW4).siap_diajukan


def test_value_that_does_not_exist(contoh, indikator):
    Realisasi.objects.create(
        indikator=indikator, tahun=2023, periode=4, status_data=StatusData.TIDAK_TERSEDIA
    )
    assert row(contoh, "I03", Periode.TW4).sel_nilai == Tanpa("tidak tersedia")


def test_correction_is_the_value_in_force(contoh, indikator, akun):
    value = Realisasi.objects.create(indikator=indikator, tahun=2023, periode=4, nilai=2)
    KoreksiRealisasi.objects.create(
        realisasi=value,
        nilai_sebelum=2,
        nilai=5,
        alasan="Salah hitung",
        dasar_hukum="LHP",
        oleh=akun(Peran.ADMIN_PD, contoh),
    )
    b = row(contoh, "I03", Periode.TW4)
    assert (b.nilai, [k.nilai for k in b.koreksi]) == (D(5), [D(5)])


def test_queue_of_a_verifier_oldest_first(contoh, akun):
    planner = akun(Peran.PERENCANA, contoh)
    rows = [
        Realisasi.objects.create(
            indikator=i,
            tahun=2023,
            periode=4,
            nilai=1,
            status="diajukan",
            diajukan_oleh=planner,
            diajukan_pada=f"2024-01-0{9 - n} 08:00+07:00",
        )
        for n, i in enumerate(Indikator.objects.filter(pd=contoh).order_by("kode"))
    ]
    whole = Wewenang(MEMVERIFIKASI, contoh, None)
    assert antrean_verifikasi(contoh, whole) == tuple(reversed(rows))
    one_unit = Wewenang(MEMVERIFIKASI, contoh, frozenset({rows[2].indikator.unit_id}))
    assert antrean_verifikasi(contoh, one_unit) == (rows[2],)


# --- What a page costs -------------------------------------------------------------------------


def _year(pd: Any, count: int) -> None:
    """An agreement for 2024 with so many indicators, all open, with values in every quarter."""
    agreement = PerjanjianKinerja.objects.get(pd=pd, tahun=2023)
    goal = agreement.item.first().sasaran
    unit = Indikator.objects.get(pd=pd, kode="I03").unit
    agreement.pk, agreement.tahun = None, 2024
    agreement.save()
    PeriodePelaporan.objects.bulk_create(
        PeriodePelaporan(
            pd=pd,
            tahun=2024,
            periode=p,
            mulai="2024-04-01",
            batas_isi="2035-12-31",
            batas_verifikasi="2035-12-31",
        )
        for p in Periode
    )
    promised = Indikator.objects.bulk_create(
        Indikator(
            pd=pd,
            unit=unit,
            kode=f"X{n:02}",
            urutan=n + 10,
            nama=f"Persentase pegawai yang memenuhi standar kompetensi jabatan ke-{n}",
            satuan="Persen",
            jenis_nilai="persen",
            polaritas="maksimal",
            konsolidasi="nilai_terakhir",
            pembilang="Pegawai yang memenuhi" if n % 5 == 0 else "",
            penyebut="Seluruh pegawai" if n % 5 == 0 else "",
            berlaku_sejak=2023,
        )
        for n in range(count)
    )
    items = ItemPerjanjian.objects.bulk_create(
        ItemPerjanjian(
            perjanjian=agreement, urutan=n, sasaran=goal, indikator=i, target=100, sumber_data="-"
        )
        for n, i in enumerate(promised, start=1)
    )
    TargetTriwulan.objects.bulk_create(
        TargetTriwulan(item=i, triwulan=q, target=q * 25, status=StatusTarget.DITETAPKAN)
        for i in items
        for q in range(1, 5)
    )
    values = Realisasi.objects.bulk_create(
        Realisasi(
            indikator=i,
            tahun=2024,
            periode=p,
            nilai=D("98.75"),
            penyebab=f"Sebagian pegawai unit {i.kode} mengikuti pelatihan pada tahun berikutnya.",
            tindak_lanjut=f"Jadwal pelatihan {i.kode} disusun sejak triwulan pertama.",
        )
        for i in promised
        for p in Periode
    )
    BuktiDukung.objects.bulk_create(BuktiDukung(realisasi=v, judul="Laporan") for v in values)
    KomponenRealisasi.objects.bulk_create(
        KomponenRealisasi(realisasi=v, pembilang=79, penyebut=80)
        for v in values
        if v.indikator.pembilang
    )


GRID = reverse("pengukuran_isi", args=("CONTOH", 2024, 4))
OVERVIEW = reverse("pengukuran", args=("CONTOH", 2024))


@pytest.mark.parametrize("count", [1, 3, 60])
@pytest.mark.parametrize("url", [GRID, OVERVIEW], ids=["grid", "overview"])
def test_page_costs_the_same_queries_and_little_to_send(
    contoh, masuk, django_assert_num_queries, url, count
):
    _year(contoh, count)
    client = masuk(Peran.PERENCANA, contoh)
    client.get(url)
    # The overview leads to other years.
    with django_assert_num_queries(13 + (url == OVERVIEW)):
        response = client.get(url, headers={"accept-encoding": "gzip"})
    assert len(response.content) < 150_000
    page = gzip.decompress(response.content).decode()
    assert page.count("X00") >= 1
    assert page.count(f"X{count - 1:02}") >= 1


@pytest.mark.parametrize("count", [1, 60])
def test_saving_a_cell_costs_the_same_queries(contoh, masuk, django_assert_num_queries, count):
    _year(contoh, count)
    client = masuk(Peran.PERENCANA, contoh)
    url = reverse("pengukuran_simpan", args=("CONTOH", 2024, 4, "X00"))
    data = {"X00-versi": "1", "X00-pembilang": "77", "X00-penyebut": "80", "X00-status_data": "ada"}
    client.post(url, data)
    data |= {"X00-versi": "2", "X00-pembilang": "78"}
    with django_assert_num_queries(19):
        response = client.post(url, data)
    assert response.json()["versi"] == 3
