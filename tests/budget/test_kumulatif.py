"""Figures up to a month: a level's own, or the sum of the levels below it."""

from __future__ import annotations

from budget.kumulatif import PEMILIK, Kumulatif, beserta_turunan, dalam_tahun
from budget.models import (
    Aktivitas,
    AnggaranBulanan,
)
from budget.queries import baris_kegiatan, baris_program, baris_sub_kegiatan, baris_unit
from tests.budget.values import D, enter


def figures(sampai: int = 12, kolom: str = "realisasi") -> Kumulatif:
    rows = AnggaranBulanan.objects.filter(
        dalam_tahun(2024, *beserta_turunan("program"), *beserta_turunan("anggaran_unit"))
    )
    return Kumulatif(rows.select_related(*PEMILIK), kolom=kolom, sampai=sampai)


def value(numbers: Kumulatif, owner):
    return numbers.nilai(owner.TINGKAT, owner.pk)


def test_levels_without_figures_are_sums(pohon):
    enter(pohon["a1"], 3, 10)
    enter(pohon["a2"], 3, 5)
    enter(pohon["s2"], 3, 100)
    numbers = figures()
    assert {name: value(numbers, owner) for name, owner in pohon.items()} == {
        "a1": D(10),
        "a2": D(5),
        "s1": D(15),
        "s2": D(100),
        "kegiatan": D(15),
        "program": D(115),
        "unit": D(15),
    }
    assert not numbers.punya_sendiri("program", pohon["program"].pk)


def test_every_page_shows_the_sums(pohon, contoh):
    enter(pohon["a1"], 3, 10)
    enter(pohon["s2"], 3, 100)
    assert [row.realisasi for row in baris_program(contoh, 2024)] == [D(110)]
    assert [row.realisasi for row in baris_kegiatan(contoh, 2024)] == [D(10)]
    assert [row.realisasi for row in baris_sub_kegiatan(contoh, 2024)] == [D(10), D(100)]
    assert [row.realisasi for row in baris_unit(contoh, 2024)] == [D(10)]
    assert [row.realisasi for row in baris_unit(contoh, 2024, 2)] == [None]


def test_a_figure_of_its_own_counts_and_the_sum_stands_beside_it(pohon):
    enter(pohon["s2"], 3, 100)
    enter(pohon["program"], 3, 90)
    numbers = figures()
    key = ("program", pohon["program"].pk)
    assert (numbers.sendiri(*key), numbers.bawah(*key), numbers.nilai(*key)) == (90, 100, 90)
    assert numbers.punya_sendiri(*key)


def test_the_latest_month_up_to_the_asked_one_counts(pohon):
    enter(pohon["s2"], 1, 10)
    enter(pohon["s2"], 5, 50)
    enter(pohon["program"], 6, 60)
    assert [value(figures(month), pohon["s2"]) for month in (1, 4, 5, 12)] == [10, 10, 50, 50]
    year = figures()
    assert [value(year.sampai(month), pohon["s2"]) for month in (1, 4, 5, 12)] == [10, 10, 50, 50]
    assert [value(year.pada(month), pohon["s2"]) for month in (1, 4, 5, 12)] == [10, None, 50, None]
    assert value(year, pohon["program"]) == 60
    # Before its own first figure a level is still the sum.
    assert [value(figures(month), pohon["program"]) for month in (4, 6)] == [10, 60]
    assert figures(4).punya_sendiri("program", pohon["program"].pk)


def test_a_program_without_sub_kegiatan_is_the_sum_of_its_kegiatan(pohon):
    enter(pohon["kegiatan"], 3, 7)
    assert value(figures(), pohon["program"]) == 7
    enter(pohon["s2"], 3, 100)
    assert value(figures(), pohon["program"]) == 100


def test_plan_and_realisasi_do_not_mix(pohon):
    enter(pohon["s2"], 3, rencana=30)
    assert value(figures(), pohon["program"]) is None
    assert value(figures(kolom="rencana"), pohon["program"]) == 30


def test_an_activity_without_sub_kegiatan_belongs_to_its_unit_alone(pohon):
    Aktivitas.objects.filter(pk=pohon["a1"].pk).update(sub_kegiatan=None)
    enter(pohon["a1"], 3, 10)
    numbers = figures()
    assert value(numbers, pohon["unit"]) == 10
    assert value(numbers, pohon["program"]) is None


def test_figures_need_one_query(pohon, django_assert_num_queries):
    for owner in pohon.values():
        enter(owner, 3, 1)
    with django_assert_num_queries(1):
        figures()
