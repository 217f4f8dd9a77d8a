"""Trees of plans, sasaran of a year, next steps; and what they cost."""

from __future__ import annotations

from decimal import Decimal

import pytest

from indicators.enums import JenisSasaran
from indicators.models import (
    DokumenPerencanaan,
    Indikator,
    Sasaran,
    SasaranRenstra,
    TargetTahunan,
    Tujuan,
)
from indicators.queries_perencanaan import (
    Janji,
    Rencana,
    SelTarget,
    bertetangga,
    janji_indikator,
    target_indikator,
)
from tests.indicators.test_rules_perencanaan import limited
from workforce.enums import Peran

D = Decimal


@pytest.fixture
def rencana(akun, contoh):
    user = akun(Peran.PERENCANA, contoh)
    return lambda tahun=2023: Rencana(contoh, tahun, user=user)


def place(kode: str, goal, tahun: int, nilai: str, teks: str = "") -> None:
    """Give an indicator of the small agency a target."""
    TargetTahunan.objects.create(
        indikator=Indikator.objects.get(pd__kode="CONTOH", kode=kode),
        tahun=tahun,
        sumber="renstra",
        sasaran_renstra=goal,
        nilai=nilai,
        teks=teks,
    )


def test_a_document_is_a_tree_with_a_target_per_year(rencana):
    (tree,) = rencana().pohon_berjalan
    assert tree.tahun == (2023, 2024, 2025, 2026)
    (goal,) = tree.tujuan
    (node,) = goal.sasaran
    (row,) = node.baris
    assert (goal.tujuan.kode, node.sasaran.kode, row.indikator.kode) == ("T1", "SR1", "I01")
    assert [s.nilai for s in row.sel] == [D(90), D(92), None, None]
    assert row.sel[0].janji == (Janji("Kepala Dinas Contoh", "90"),)
    assert row.sel[1].janji == ()
    assert (row.atas, row.bawah, row.kenapa_tidak) == (None, None, "")
    assert [b.indikator.kode for b in tree.lain] == ["I02", "I03"]
    assert [s.kode for s in tree.sasaran] == ["SR1"]
    assert [b.indikator.kode for b in tree.baris] == ["I01"]


def test_neighbours_are_those_of_the_same_sasaran(rencana, contoh):
    goal = SasaranRenstra.objects.of_pd(contoh).get()
    place("I03", goal, 2023, "0")
    (tree,) = rencana().pohon_berjalan
    first, second = tree.baris
    assert (first.atas, first.bawah.kode, second.atas.kode, second.bawah) == (
        None,
        "I03",
        "I01",
        None,
    )


def test_a_plan_without_goals_of_the_agency_comes_last(rencana, contoh):
    DokumenPerencanaan.objects.create(
        pd=contoh, kode="A-RPD", jenis="rpd", nama="RPD", tahun_awal=2023, tahun_akhir=2026
    )
    plans = rencana()
    assert [d.kode for d in plans.berjalan] == ["A-RPD", "RENSTRA"]
    assert [t.dokumen.kode for t in plans.pohon_berjalan] == ["RENSTRA", "A-RPD"]
    # What one document has a target for is not offered by the other.
    assert [b.indikator.kode for b in plans.pohon_berjalan[1].lain] == ["I02", "I03"]


def test_a_year_without_a_document(rencana):
    plans = rencana(2031)
    assert plans.pohon_berjalan == ()
    assert [i.kode for i in plans.tanpa_tempat] == ["I01", "I02", "I03"]
    assert plans.sasaran_tahun == ()


def test_a_retired_indicator_is_not_offered(rencana, contoh):
    Indikator.objects.filter(pd=contoh, kode="I02").update(berlaku_sejak=2020, berlaku_sampai=2022)
    plans = rencana()
    assert [i.kode for i in plans.tanpa_tempat] == ["I03"]
    assert [b.indikator.kode for b in plans.pohon_berjalan[0].lain] == ["I03"]


@pytest.mark.parametrize(
    ("target", "value", "note", "text"),
    [
        (None, None, "", ""),
        (TargetTahunan(nilai=D(3), teks="WTP"), D(3), "WTP", "WTP"),
        (TargetTahunan(nilai=D("38.7")), D("38.7"), "", "38,7"),
        (TargetTahunan(teks="Menurut SK"), "Menurut SK", "", "Menurut SK"),
    ],
)
def test_a_cell_shows_number_and_text(target, value, note, text):
    cell = SelTarget(2023, target, True, ())
    assert (cell.nilai, cell.keterangan, cell.teks) == (value, note, text)


def test_sasaran_of_a_year_by_kind(rencana):
    (strategic, rows), (special, others) = rencana().sasaran_tahun
    assert (strategic, special) == (JenisSasaran.STRATEGIS, JenisSasaran.KHUSUS)
    assert [(r.sasaran.kode, [i.kode for i in r.indikator]) for r in (*rows, *others)] == [
        ("S01", ["I01", "I02"]),
        ("S02", ["I03"]),
    ]
    assert (rows[0].atas, rows[0].bawah) == (None, None)


def test_steps_say_what_comes_next(rencana, contoh):
    assert [(s.kunci, s.selesai) for s in rencana().langkah] == [
        ("unit", True),
        ("dokumen", True),
        ("tujuan", True),
        ("sasaran_renstra", True),
        ("indikator", True),
        ("target", True),
        ("sasaran", True),
        ("perjanjian", True),
    ]
    later = {s.kunci: s.selesai for s in rencana(2031).langkah}
    assert [key for key, done in later.items() if done] == ["unit", "indikator"]


def test_neighbours_of_rows():
    assert list(bertetangga([1, 2, 3])) == [(None, 1, 2), (1, 2, 3), (2, 3, None)]
    assert list(bertetangga([])) == []


def test_a_planner_of_a_unit_sees_which_rows_are_hers(akun, contoh):
    plans = Rencana(contoh, 2023, user=limited(akun, contoh, "BID-LAYANAN"))
    (tree,) = plans.pohon_berjalan
    assert tree.baris[0].kenapa_tidak == ""
    assert [bool(b.kenapa_tidak) for b in tree.lain] == [False, True]


def test_targets_and_promises_of_an_indicator(contoh):
    row = Indikator.objects.get(pd=contoh, kode="I01")
    ((name, targets),) = target_indikator(row)
    assert name == "Renstra Dinas Contoh 2023-2026"
    assert [(t.tahun, t.nilai) for t in targets] == [(2023, D(90)), (2024, D(92))]
    TargetTahunan.objects.create(indikator=row, tahun=2022, sumber="renstra", nilai=80)
    assert [name for name, _ in target_indikator(row)] == [
        "Tanpa dokumen",
        "Renstra Dinas Contoh 2023-2026",
    ]
    assert [i.perjanjian.tahun for i in janji_indikator(row)] == [2023]


@pytest.mark.parametrize("rows", [1, 3])
def test_a_tree_costs_the_same_for_one_row_and_three(
    rencana, contoh, rows, django_assert_num_queries
):
    goal = SasaranRenstra.objects.of_pd(contoh).get()
    if rows == 3:
        place("I02", goal, 2023, "9")
        place("I03", goal, 2023, "0")
        document = DokumenPerencanaan.objects.get(pd=contoh)
        Tujuan.objects.create(dokumen=document, kode="T2", tujuan="Tujuan")
        Sasaran.objects.create(
            pd=contoh, tahun=2023, kode="S03", urutan=3, jenis="khusus", sasaran="Hasil"
        )
    plans = rencana()
    # Roles; documents, goals, sasaran, targets, promises, indicators; sasaran and items of the
    # year; units and agreements of the steps.
    with django_assert_num_queries(11):
        (tree,) = plans.pohon_berjalan
        assert len(tree.baris) == rows
        assert len(plans.sasaran_tahun) == 2
        assert len(plans.langkah) == 8
