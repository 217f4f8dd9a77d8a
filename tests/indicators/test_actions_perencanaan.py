"""Writes of plans: making, changing together, removing, retiring, order; each with its author."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection
from django.test.utils import CaptureQueriesContext

from indicators import triggers
from indicators.actions import Ditolak
from indicators.actions_perencanaan import (
    RencanaBentrok,
    buat,
    geser,
    hapus,
    nonaktifkan,
    pemilik,
    sebagai_teks,
    teks_isian,
    ubah,
)
from indicators.models import (
    DokumenPerencanaan,
    Indikator,
    Sasaran,
    SasaranRenstra,
    TargetTahunan,
    Tujuan,
)
from tests.indicators.test_rules_perencanaan import limited
from workforce.enums import Peran
from workforce.models import JejakAudit, UnitKerja


@pytest.fixture
def perencana(akun, contoh):
    return akun(Peran.PERENCANA, contoh)


@pytest.fixture
def dokumen(contoh):
    return DokumenPerencanaan.objects.get(pd=contoh)


@pytest.fixture
def i01(contoh):
    return Indikator.objects.get(pd=contoh, kode="I01")


def new(pd, **fields) -> Indikator:
    """An indicator of a unit, not stored yet."""
    return Indikator(
        **{
            "pd": pd,
            "kode": "I04",
            "nama": "Jumlah layanan",
            "satuan": "Layanan",
            "jenis_nilai": "angka",
            "polaritas": "maksimal",
            "konsolidasi": "jumlah",
            "unit": UnitKerja.objects.get(pd=pd, kode="BID-DATA"),
            "berlaku_sejak": 2023,
        }
        | fields
    )


def trail(row) -> list[tuple[str, str]]:
    """What was done to a row, and by whom."""
    found = JejakAudit.objects.filter(tabel=row._meta.db_table, baris=row.pk).order_by("pk")
    return [(e.aksi, str(e.pelaku.username if e.pelaku else "")) for e in found]


def seen(row, *names: str) -> dict[str, str]:
    """What a page of the row shows."""
    return {name: teks_isian(row, name) for name in names}


# --- Texts -----------------------------------------------------------------------------------


def test_values_become_comparable_texts(i01):
    assert [sebagai_teks(v) for v in (None, Decimal("38.7000"), " a\r\nb ", 2023, i01.unit)] == [
        "",
        "38,7",
        "a\nb",
        "2023",
        str(i01.unit_id),
    ]
    assert teks_isian(i01, "unit") == str(i01.unit_id)
    assert teks_isian(i01, "skala") == ""


def test_every_record_knows_its_agency(contoh, dokumen, i01):
    goal = Tujuan.objects.get(dokumen=dokumen)
    rows = (dokumen, goal, SasaranRenstra.objects.get(tujuan=goal), i01)
    assert {pemilik(row) for row in rows} == {contoh}


# --- Making ----------------------------------------------------------------------------------


def test_a_plan_is_made_from_above(contoh, perencana):
    document = buat(
        baris=DokumenPerencanaan(
            pd=contoh, kode="R2", jenis="renstra", nama="Renstra", tahun_awal=2027, tahun_akhir=2031
        ),
        by=perencana,
    )
    goal = buat(baris=Tujuan(dokumen=document, kode="T2", tujuan="Tujuan"), by=perencana)
    below = buat(baris=SasaranRenstra(tujuan=goal, kode="SR2", sasaran="Hasil"), by=perencana)
    for row in (document, goal, below):
        assert trail(row) == [("buat", "perencana-contoh")]
    entry = JejakAudit.objects.get(tabel=triggers.SASARAN_RENSTRA, baris=below.pk)
    assert (entry.pd, entry.segel) == (contoh, "")
    assert entry.sesudah["sasaran"] == "Hasil"


def test_an_indicator_is_put_at_the_end(contoh, perencana):
    row = buat(baris=new(contoh), by=perencana)
    assert row.urutan == 4
    assert trail(row) == [("buat", "perencana-contoh")]


def test_the_first_row_of_an_agency_is_number_one(contoh, perencana):
    goal = Sasaran(pd=contoh, tahun=2030, kode="S01", jenis="khusus", sasaran="Hasil")
    assert buat(baris=goal, by=perencana).urutan == 1


def test_a_sasaran_follows_those_of_its_kind(contoh, perencana):
    row = buat(
        baris=Sasaran(pd=contoh, tahun=2023, kode="S03", jenis="strategis", sasaran="Hasil"),
        by=perencana,
    )
    assert row.urutan == 2
    order = Sasaran.objects.filter(pd=contoh, tahun=2023).order_by("urutan")
    assert [(s.kode, s.urutan) for s in order] == [("S01", 1), ("S03", 2), ("S02", 3)]


def test_a_code_in_use_is_refused_with_its_owner(contoh, perencana):
    with pytest.raises(ValidationError) as caught:
        buat(baris=new(contoh, kode="i01"), by=perencana)
    assert caught.value.message_dict == {
        "kode": [
            "Kode i01 sudah dipakai oleh “Persentase layanan selesai tepat waktu”. "
            "Tulis kode yang lain."
        ]
    }


def test_a_code_of_a_tujuan_is_unique_in_the_agency(contoh, perencana):
    other = DokumenPerencanaan.objects.create(
        pd=contoh, kode="R2", jenis="rpd", nama="RPD", tahun_awal=2023, tahun_akhir=2026
    )
    with pytest.raises(ValidationError, match="Kode T1 sudah dipakai"):
        buat(baris=Tujuan(dokumen=other, kode="T1", tujuan="Lain"), by=perencana)


def test_a_reader_makes_nothing(contoh, akun, dokumen):
    reader = akun(Peran.PEMBACA, contoh)
    with pytest.raises(Ditolak, match="Peran Anda tidak termasuk"):
        buat(baris=Tujuan(dokumen=dokumen, kode="T2", tujuan="Tujuan"), by=reader)
    with pytest.raises(Ditolak, match="Peran Anda tidak termasuk"):
        buat(baris=new(contoh), by=reader)
    assert Tujuan.objects.of_pd(contoh).count() == 1


# --- Changing --------------------------------------------------------------------------------


def test_a_change_names_its_author_and_both_values(i01, perencana):
    shown = seen(i01, "nama", "formula")
    ubah(
        baris=i01,
        isian={"nama": i01.nama, "formula": "tepat waktu ÷ seluruhnya"},
        dilihat=shown,
        by=perencana,
    )
    entry = JejakAudit.objects.get(tabel=triggers.INDIKATOR, baris=i01.pk, aksi="ubah")
    assert entry.pelaku == perencana
    assert (entry.sebelum["formula"], entry.sesudah["formula"]) == ("", "tepat waktu ÷ seluruhnya")


def test_two_people_change_different_fields(i01, perencana):
    shown = seen(i01, "definisi", "formula")
    Indikator.objects.filter(pk=i01.pk).update(definisi="Dari orang lain")
    typed = {"definisi": i01.definisi, "formula": "Rumus"}
    row = ubah(baris=i01, isian=typed, dilihat=shown, by=perencana)
    assert (row.definisi, row.formula) == ("Dari orang lain", "Rumus")


def test_two_people_change_the_same_field(i01, perencana):
    shown = seen(i01, "formula")
    Indikator.objects.filter(pk=i01.pk).update(formula="Rumus lain")
    with pytest.raises(RencanaBentrok) as caught:
        ubah(baris=i01, isian={"formula": "Rumus saya"}, dilihat=shown, by=perencana)
    assert caught.value.tersimpan == {"formula": "Rumus lain"}
    i01.refresh_from_db()
    assert i01.formula == "Rumus lain"
    # She saw both and saves again.
    row = ubah(
        baris=i01,
        isian={"formula": "Rumus saya"},
        dilihat=caught.value.tersimpan,
        by=perencana,
    )
    assert row.formula == "Rumus saya"


def test_two_people_who_agree_do_not_clash(i01, perencana):
    shown = seen(i01, "formula")
    Indikator.objects.filter(pk=i01.pk).update(formula="Sama")
    row = ubah(baris=i01, isian={"formula": "Sama"}, dilihat=shown, by=perencana)
    assert row.formula == "Sama"


def test_a_promised_indicator_keeps_what_it_measures(i01, perencana):
    with pytest.raises(ValidationError) as caught:
        ubah(
            baris=i01,
            isian={"satuan": "Hari", "berlaku_sejak": 2024},
            dilihat=seen(i01, "satuan", "berlaku_sejak"),
            by=perencana,
        )
    assert sorted(caught.value.message_dict) == ["berlaku_sejak", "satuan"]
    i01.refresh_from_db()
    assert i01.satuan == "Persen"


def test_an_indicator_is_not_handed_to_a_unit_out_of_reach(contoh, akun, i01):
    user = limited(akun, contoh, "BID-LAYANAN")
    with pytest.raises(Ditolak, match="untuk Bidang Data"):
        ubah(
            baris=i01,
            isian={"unit": UnitKerja.objects.get(pd=contoh, kode="BID-DATA")},
            dilihat=seen(i01, "unit"),
            by=user,
        )
    with pytest.raises(Ditolak, match="untuk Sekretariat"):
        ubah(baris=Indikator.objects.get(pd=contoh, kode="I03"), isian={}, dilihat={}, by=user)


def test_a_document_keeps_the_years_of_its_targets(dokumen, perencana):
    with pytest.raises(ValidationError) as caught:
        ubah(
            baris=dokumen,
            isian={"tahun_awal": 2024},
            dilihat=seen(dokumen, "tahun_awal"),
            by=perencana,
        )
    assert caught.value.message_dict == {
        "tahun_awal": [
            "Terbaca 2024, padahal dokumen ini bertarget untuk tahun 2023. "
            "Kosongkan dahulu target tahun itu."
        ]
    }
    with pytest.raises(ValidationError) as caught:
        ubah(
            baris=dokumen,
            isian={"tahun_akhir": 2023},
            dilihat=seen(dokumen, "tahun_akhir"),
            by=perencana,
        )
    assert list(caught.value.message_dict) == ["tahun_akhir"]
    row = ubah(
        baris=dokumen,
        isian={"tahun_akhir": 2025},
        dilihat=seen(dokumen, "tahun_akhir"),
        by=perencana,
    )
    assert row.tahun_akhir == 2025


# --- Removing and retiring -------------------------------------------------------------------


def test_a_loose_record_is_removed_and_the_trail_keeps_it(dokumen, perencana):
    goal = buat(baris=Tujuan(dokumen=dokumen, kode="T2", tujuan="Tujuan"), by=perencana)
    number = goal.pk
    hapus(baris=goal, by=perencana)
    entry = JejakAudit.objects.get(tabel=triggers.TUJUAN, baris=number, aksi="hapus")
    assert (entry.pelaku, entry.sebelum["tujuan"]) == (perencana, "Tujuan")


def test_what_is_used_is_not_removed(i01, dokumen, perencana):
    with pytest.raises(Ditolak, match="masih dipakai oleh 1 tujuan"):
        hapus(baris=dokumen, by=perencana)
    with pytest.raises(Ditolak, match="masih dipakai oleh 1 indikator, 1 item perjanjian"):
        hapus(baris=i01, by=perencana)


def test_a_change_from_outside_is_not_laid_to_the_one_who_removes(contoh, perencana):
    row = Indikator.objects.create(
        **{k: v for k, v in vars(new(contoh)).items() if k[0] != "_"} | {"urutan": 9}
    )
    hapus(baris=row, by=perencana)
    entries = JejakAudit.objects.filter(tabel=triggers.INDIKATOR).order_by("pk")
    assert [(e.aksi, e.pelaku) for e in entries if e.sesudah is None or e.sesudah["kode"] == "I04"][
        -2:
    ] == [("buat", None), ("hapus", perencana)]


def test_an_indicator_is_retired(i01, perencana):
    row = nonaktifkan(indikator=i01, sampai=2024, by=perencana)
    assert row.berlaku_sampai == 2024
    assert trail(row)[-1] == ("ubah", "perencana-contoh")


@pytest.mark.parametrize(
    ("year", "sentence"),
    [
        (2022, "padahal indikator ini berlaku sejak 2023"),
        (2023, "diperjanjikan atau diukur pada tahun 2024"),
    ],
)
def test_an_indicator_is_not_retired_before_its_work_is_done(i01, perencana, year, sentence):
    i01.realisasi.create(tahun=2024, periode=1, nilai=1)
    with pytest.raises(ValidationError) as caught:
        nonaktifkan(indikator=i01, sampai=year, by=perencana)
    assert sentence in caught.value.message_dict["sampai"][0]


# --- Order -----------------------------------------------------------------------------------


def order(pd) -> list[tuple[str, int]]:
    rows = Indikator.objects.of_pd(pd).order_by("urutan")
    return [(r.kode, r.urutan) for r in rows]


def test_neighbours_change_places_once(contoh, perencana):
    i01, i02 = Indikator.objects.of_pd(contoh).order_by("urutan")[:2]
    assert geser(baris=i02, tetangga=i01, naik=True, by=perencana) is True
    assert order(contoh) == [("I02", 1), ("I01", 2), ("I03", 3)]
    # The same button on a page that is not fresh any more.
    assert geser(baris=i02, tetangga=i01, naik=True, by=perencana) is False
    assert geser(baris=i02, tetangga=i01, naik=False, by=perencana) is True
    assert order(contoh) == [("I01", 1), ("I02", 2), ("I03", 3)]


def test_equal_numbers_are_parted(contoh, perencana):
    Indikator.objects.of_pd(contoh).update(urutan=5)
    i01, _, i03 = Indikator.objects.of_pd(contoh).order_by("pk")
    geser(baris=i03, tetangga=i01, naik=True, by=perencana)
    assert order(contoh) == [("I03", 5), ("I02", 6), ("I01", 7)]


def test_sasaran_change_places_though_their_numbers_are_unique(contoh, perencana):
    first, second = Sasaran.objects.filter(pd=contoh, tahun=2023).order_by("urutan")
    geser(baris=first, tetangga=second, naik=False, by=perencana)
    rows = Sasaran.objects.filter(pd=contoh, tahun=2023).order_by("urutan")
    assert [(r.kode, r.urutan) for r in rows] == [("S02", 1), ("S01", 2)]


def test_a_reader_moves_nothing(contoh, akun):
    i01, i02 = Indikator.objects.of_pd(contoh).order_by("urutan")[:2]
    with pytest.raises(Ditolak):
        geser(baris=i02, tetangga=i01, naik=True, by=akun(Peran.PEMBACA, contoh))
    assert order(contoh)[0] == ("I01", 1)


def test_a_neighbour_that_is_gone_moves_nothing(contoh, perencana):
    first, second = Sasaran.objects.filter(pd=contoh, tahun=2023).order_by("urutan")
    gone = Sasaran.objects.create(
        pd=contoh, tahun=2023, kode="S09", urutan=9, jenis="khusus", sasaran="Hasil"
    )
    Sasaran.objects.filter(pk=gone.pk).delete()
    assert geser(baris=second, tetangga=gone, naik=False, by=perencana) is False
    other_year = Sasaran.objects.create(
        pd=contoh, tahun=2024, kode="S01", urutan=1, jenis="khusus", sasaran="Hasil"
    )
    assert geser(baris=first, tetangga=other_year, naik=False, by=perencana) is False


# --- Two at the same instant -----------------------------------------------------------------


def test_codes_and_places_of_an_agency_are_given_out_one_at_a_time(contoh, perencana):
    first, second = Sasaran.objects.filter(pd=contoh, tahun=2023).order_by("urutan")
    new_row = Sasaran(pd=contoh, tahun=2023, kode="S03", jenis="khusus", sasaran="Hasil")
    for write in (
        lambda: buat(baris=new_row, by=perencana),
        lambda: ubah(baris=first, isian={}, dilihat={}, by=perencana),
        lambda: geser(baris=first, tetangga=second, naik=False, by=perencana),
    ):
        with CaptureQueriesContext(connection) as queries:
            write()
        # The agency before the record, so that no two wait for each other. Writers of SQLite wait
        # for each other anyway.
        mark = " FOR " if connection.vendor == "postgresql" else "SELECT"
        held = [q["sql"] for q in queries if mark in q["sql"]]
        assert 'FROM "workforce_perangkatdaerah"' in held[0]
        assert mark == "SELECT" or "FOR NO KEY UPDATE" in held[0]


@pytest.fixture
def didahului(monkeypatch) -> Callable[..., None]:
    """Let a settings page store a sasaran after ours was checked and before it is stored."""

    def arrange(**fields) -> None:
        def check(row: Sasaran) -> None:
            values = {"pd": row.pd, "tahun": 2023, "jenis": "khusus", "sasaran": "Lebih cepat"}
            Sasaran.objects.create(**values | fields)

        monkeypatch.setattr(Sasaran, "full_clean", check)

    return arrange


def test_a_code_taken_at_the_same_instant_is_a_fault_of_the_form(contoh, perencana, didahului):
    didahului(kode="S03", urutan=9)
    with pytest.raises(ValidationError) as caught:
        buat(
            baris=Sasaran(pd=contoh, tahun=2023, kode="S03", jenis="khusus", sasaran="Hasil"),
            by=perencana,
        )
    assert caught.value.message_dict == {
        "kode": ["Kode S03 sudah dipakai oleh “Lebih cepat”. Tulis kode yang lain."]
    }


def test_a_place_taken_at_the_same_instant_asks_to_save_again(contoh, perencana, didahului):
    didahului(kode="S04", urutan=3)
    with pytest.raises(ValidationError) as caught:
        buat(
            baris=Sasaran(pd=contoh, tahun=2023, kode="S03", jenis="khusus", sasaran="Hasil"),
            by=perencana,
        )
    assert caught.value.messages == [
        "Orang lain menambah sasaran pada saat yang sama. Simpan sekali lagi."
    ]


def test_what_the_database_refuses_else_is_no_fault_of_the_form(i01, perencana, monkeypatch):
    monkeypatch.setattr("indicators.actions_perencanaan.masalah_tetap", lambda *_: {})
    with pytest.raises(IntegrityError, match="tidak lagi berupa draf"):
        ubah(baris=i01, isian={"satuan": "Hari"}, dilihat=seen(i01, "satuan"), by=perencana)


def test_targets_stay_when_an_indicator_is_retired(i01, perencana):
    nonaktifkan(indikator=i01, sampai=2023, by=perencana)
    assert TargetTahunan.objects.filter(indikator=i01).count() == 2
