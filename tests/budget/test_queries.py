"""The budget of the published report of 2023, computed by the rules."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from budget.models import (
    Aktivitas,
    AnggaranBulanan,
    AnggaranIndikator,
    AnggaranUnit,
    KaitanIndikator,
    Kegiatan,
    Keluaran,
    Pagu,
    Program,
    SubKegiatan,
)
from budget.queries import (
    BarisAnggaran,
    BarisKeluaran,
    aktivitas_per_unit,
    anggaran_indikator,
    baris_kegiatan,
    baris_program,
    baris_sub_kegiatan,
    baris_unit,
    jumlah,
    penunjang_indikator,
)
from lkip.numbers import round_half_up

D = Decimal


def dua(value: Decimal | None) -> Decimal | None:
    """As the report prints it."""
    return None if value is None else round_half_up(value, 2)


def _angka(rows: Any) -> dict[str, tuple[Any, ...]]:
    """Ceiling, realisasi, absorption, rest and efficiency by code."""
    return {
        row.kode: (row.pagu, row.realisasi, dua(row.serapan), row.sisa, dua(row.efisiensi))
        for row in rows
    }


# --- Tables 4 and 16: programs -----------------------------------------------------------------

# The published efficiency of 31,66; 11,76; 4,68 divides by realisasi. Ours divides by the
# ceiling: 4.247.069.089 / 17.660.314.630 = 24,05; 4.274.367.076 / 40.623.302.320 = 10,52;
# 2.906.847.973 / 64.973.174.135 = 4,47.
PROGRAM = {
    "P1": (D(17660314630), D(13413245541), D("75.95"), D(4247069089), D("24.05")),
    "P2": (D(40623302320), D(36348935244), D("89.48"), D(4274367076), D("10.52")),
    "P3": (D(64973174135), D(62066326162), D("95.53"), D(2906847973), D("4.47")),
}

KEGIATAN = {
    "K01": (D(17660314630), D(13413245541), D("75.95"), D(4247069089), D("24.05")),
    "K02": (D(14477618574), D(14081907846), D("97.27"), D(395710728), D("2.73")),
    "K03": (D(26145683746), D(22267027398), D("85.17"), D(3878656348), D("14.83")),
}

SUB_KEGIATAN = {
    "SK01": (D(17660314630), D(13413245541), D("75.95"), D(4247069089), D("24.05")),
    "SK03": (D(4396845123), D(4241050123), D("96.46"), D(155795000), D("3.54")),
    "SK06": (D(1372111996), D(1286143910), D("93.73"), D(85968086), D("6.27")),
    "SK08": (D(24121179610), D(20378336539), D("84.48"), D(3742843071), D("15.52")),
    "SK09": (D(50026250234), D(47811390808), D("95.57"), D(2214859426), D("4.43")),
    "SK13": (D(16816000), D(11999500), D("71.36"), D(4816500), D("28.64")),
    "SK14": (D(260931030), D(260931030), D("100.00"), D(0), D("0.00")),
    "SK16": (D(784751319), D(777882840), D("99.12"), D(6868479), D("0.88")),
    "SK18": (D(161866328), D(86238120), D("53.28"), D(75628208), D("46.72")),
    "SK21": (D(529479182), D(252568774), D("47.70"), D(276910408), D("52.30")),
}


def test_rows_of_programs(bpsdm):
    assert _angka(baris_program(bpsdm, 2023)) == PROGRAM


def test_original_ceiling_stands_beside_the_amended_one(bpsdm):
    assert [row.pagu_murni for row in baris_program(bpsdm, 2023)] == [
        D(18687949398),
        D(64180768549),
        D(68784170202),
    ]


def test_total_of_programs(bpsdm):
    """Table 16: 123.256.791.085 and 111.828.506.947."""
    total = jumlah(baris_program(bpsdm, 2023))
    assert (total.nama, total.kode, total.objek) == ("Jumlah", "", None)
    assert total.pagu_murni == D(151652888149)
    assert total.pagu == D(123256791085)
    assert total.realisasi == D(111828506947)
    assert total.sisa == D(11428284138)
    assert dua(total.serapan) == D("90.73")
    assert dua(total.efisiensi) == D("9.27")


def test_efficiency_says_what_it_divides_by(bpsdm):
    first = baris_program(bpsdm, 2023)[0]
    assert "pagu" in first.hasil_efisiensi.penjelasan
    assert "24,05" in first.hasil_efisiensi.penjelasan
    assert "75,95" in first.hasil_serapan.penjelasan


def test_rows_of_kegiatan(bpsdm):
    """The source gives the figures of the third program only as a whole."""
    rows = _angka(baris_kegiatan(bpsdm, 2023))
    assert {kode: row for kode, row in rows.items() if row[0] is not None} == KEGIATAN
    assert [kode for kode, row in rows.items() if row == (None,) * 5] == [
        f"K{number:02d}" for number in range(4, 11)
    ]


def test_kegiatan_of_the_second_program_add_up_to_it(bpsdm):
    rows = [row for row in baris_kegiatan(bpsdm, 2023) if row.objek.program.kode == "P2"]
    total = jumlah(rows, "Jumlah P2")
    assert total.nama == "Jumlah P2"
    assert (total.pagu, total.realisasi) == (D(40623302320), D(36348935244))


def test_rows_of_sub_kegiatan(bpsdm):
    rows = _angka(baris_sub_kegiatan(bpsdm, 2023))
    assert len(rows) == 21
    assert {kode: rows[kode] for kode in SUB_KEGIATAN} == SUB_KEGIATAN


def test_total_of_sub_kegiatan(bpsdm):
    total = jumlah(baris_sub_kegiatan(bpsdm, 2023))
    assert (total.pagu, total.realisasi) == (D(108292401069), D(97198758630))


def test_order_of_rows_is_that_of_the_programs(bpsdm):
    Program.objects.of_pd(bpsdm).filter(kode="P3").update(urutan=0)
    assert [row.kode for row in baris_kegiatan(bpsdm, 2023)][:2] == ["K04", "K05"]
    assert baris_sub_kegiatan(bpsdm, 2023)[0].kode == "SK09"


# --- Tables 8 to 14: units ---------------------------------------------------------------------

# Quality by the rule of DKI: 40 + min(10, E / 2) + 50 from 80 percent absorption on; below it
# 0,4 S takes the place of the 40. 77,45 x 0,4 + 10 + 50 = 90,98.
UNIT = {
    "SEKRETARIAT": (D(62585234558), D(59823893257), D("95.59"), D("4.41"), D("92.21")),
    "BID-PKDMF": (D(28735362233), D(24619386662), D("85.68"), D("14.32"), None),
    "BID-AKPPE": (D(1725159000), D(1724659000), D("99.97"), D("0.03"), D("90.01")),
    "BID-PMTBSK": (D(19367979659), D(15001445484), D("77.45"), D("22.55"), D("90.98")),
    "UPT-PDIPSDM": (D(1017772685), D(992393829), D("97.51"), D("2.49"), D("91.25")),
    "UPT-PPKKP": (D(9825282950), D(9666472516), D("98.38"), D("1.62"), D("90.81")),
}


def test_rows_of_units(bpsdm):
    rows = baris_unit(bpsdm, 2023)
    assert {
        row.kode: (row.pagu, row.realisasi, dua(row.serapan), dua(row.efisiensi), dua(row.kualitas))
        for row in rows
    } == UNIT


def test_units_differ_from_programs_by_the_known_amount(bpsdm):
    """The published totals differ by 256.199 rupiah; the difference is shown, never hidden."""
    units, programs = jumlah(baris_unit(bpsdm, 2023)), jumlah(baris_program(bpsdm, 2023))
    assert units.pagu == programs.pagu
    assert programs.realisasi - units.realisasi == D(256199)


def _unit(pagu: int, realisasi: int, keluaran: int | None) -> BarisAnggaran:
    outputs = (
        () if keluaran is None else (BarisKeluaran(Keluaran(capaian_persen=D(keluaran)), None),)
    )
    return BarisAnggaran(None, "U", "Unit", None, D(pagu), D(realisasi), outputs)


@pytest.mark.parametrize(
    ("pagu", "realisasi", "keluaran", "kualitas"),
    [
        pytest.param(100, 90, 100, D(95), id="serapan tercapai, keluaran tercapai: 40 + 5 + 50"),
        pytest.param(100, 80, 100, D(100), id="tepat 80: 40 + 10 + 50"),
        pytest.param(100, 90, 90, D(85), id="keluaran kurang: 40 + 45"),
        pytest.param(100, 70, 90, D(73), id="keduanya kurang: 28 + 45"),
        pytest.param(100, 70, 100, D(88), id="serapan kurang: 28 + 10 + 50"),
        pytest.param(100, 90, None, None, id="keluaran belum ada"),
    ],
)
def test_quality_in_its_branches(pagu, realisasi, keluaran, kualitas):
    assert _unit(pagu, realisasi, keluaran).kualitas == kualitas


def test_quality_without_output_says_why(bpsdm):
    row = {row.kode: row for row in baris_unit(bpsdm, 2023)}["BID-PKDMF"]
    assert row.hasil_kualitas.penjelasan == (
        "Kualitas pelaksanaan anggaran belum dihitung karena serapan, efisiensi atau capaian "
        "keluaran belum ada."
    )


@pytest.mark.parametrize(
    ("target", "capaian", "persen", "expected"),
    [
        (D(120), D(126), None, D(105)),
        (D(120), D(126), D(90), D(105)),
        (None, None, D(90), D(90)),
        (D(120), None, D(90), D(90)),
        (D(120), None, None, None),
    ],
)
def test_output_in_percent(target, capaian, persen, expected):
    """What can be computed is computed; a printed percentage counts only without it."""
    row = BarisKeluaran(Keluaran(target=target, capaian_persen=persen), capaian)
    assert row.persen == expected


def test_output_of_a_row_is_the_mean_of_the_known_ones():
    rows = (
        BarisKeluaran(Keluaran(capaian_persen=D(90)), None),
        BarisKeluaran(Keluaran(target=D(10)), D(10)),
        BarisKeluaran(Keluaran(target=D(10)), None),
    )
    row = BarisAnggaran(None, "", "", None, D(100), D(90), rows)
    assert row.capaian_keluaran == D(95)


def test_row_without_figures_has_no_ratio():
    row = BarisAnggaran(None, "", "", None, None, D(90))
    assert (row.serapan, row.sisa, row.efisiensi, row.kualitas) == (None, None, None, None)
    row = BarisAnggaran(None, "", "", None, D(100), None)
    assert (row.serapan, row.sisa, row.efisiensi, row.capaian_keluaran) == (None,) * 4


# --- Ceilings and months -----------------------------------------------------------------------


def test_original_ceiling_holds_until_it_is_amended(contoh):
    (row,) = baris_program(contoh, 2023)
    assert (row.pagu_murni, row.pagu) == (D(1000000000), D(1000000000))
    program = Program.objects.of_pd(contoh).get()
    Pagu.objects.create(pd=contoh, program=program, versi="perubahan", nilai=0)
    (row,) = baris_program(contoh, 2023)
    assert (row.pagu_murni, row.pagu) == (D(1000000000), D(0))


def test_realisasi_is_that_of_the_last_month_with_one(contoh):
    """Cumulative figures of June and December: 912.345.678 at the end of the year."""
    (row,) = baris_program(contoh, 2023)
    assert row.realisasi == D(912345678)
    assert dua(row.serapan) == D("91.23")
    AnggaranBulanan.objects.of_pd(contoh).filter(bulan=12).update(rencana=1, realisasi=None)
    (row,) = baris_program(contoh, 2023)
    assert row.realisasi == AnggaranBulanan.objects.of_pd(contoh).get(bulan=6).realisasi


def test_total_of_rows_without_any_figure():
    total = jumlah([BarisAnggaran(None, "", "", None, None, None)])
    assert (total.pagu_murni, total.pagu, total.realisasi) == (None, None, None)
    assert jumlah([]).pagu is None


def test_levels_of_the_small_agency(contoh):
    assert _angka(baris_kegiatan(contoh, 2023)) == {"KC1": (D(1000000000), None, None, None, None)}
    assert baris_sub_kegiatan(contoh, 2023) == ()
    assert baris_unit(contoh, 2023) == ()


def test_year_without_budget(bpsdm):
    assert baris_program(bpsdm, 2024) == ()
    assert baris_kegiatan(bpsdm, 2024) == ()
    assert baris_sub_kegiatan(bpsdm, 2024) == ()
    assert baris_unit(bpsdm, 2024) == ()
    assert aktivitas_per_unit(bpsdm, 2024) == ()
    assert anggaran_indikator(bpsdm, 2024) == ()
    assert penunjang_indikator(bpsdm, 2024) == ()


# --- Activities, links, budgets of indicators --------------------------------------------------


def test_activities_by_unit(bpsdm):
    groups = aktivitas_per_unit(bpsdm, 2023)
    assert [(g.anggaran_unit.unit.kode, len(g.baris)) for g in groups] == [
        ("SEKRETARIAT", 20),
        ("BID-PKDMF", 12),
        ("BID-AKPPE", 4),
        ("BID-PMTBSK", 8),
        ("UPT-PDIPSDM", 2),
        ("UPT-PPKKP", 7),
    ]
    total = jumlah(groups[2].baris)
    assert (total.pagu, total.realisasi) == (D(1725159000), D(1724659000))


def test_outputs_of_activities(bpsdm):
    """Table 10: 105,75 percent of the basic training; table 14: 103 percent of the sendings."""
    rows = {row.kode: row for group in aktivitas_per_unit(bpsdm, 2023) for row in group.baris}
    assert rows["BID-PKDMF-12"].capaian_keluaran == D("105.75")
    assert rows["UPT-PPKKP-07"].capaian_keluaran == D(103)
    assert rows["BID-PKDMF-05"].pagu is None


def test_budget_of_indicators(bpsdm):
    """Table 29: 41.726.714.990 of 50.454.725.730 and 32.635.700.385 of 37.090.976.684."""
    rows = anggaran_indikator(bpsdm, 2023)
    assert [(r.indikator.kode, r.tahun, r.pagu, r.realisasi, dua(r.serapan)) for r in rows] == [
        ("I01", 2023, D(50454725730), D(41726714990), D("82.70")),
        ("I02", 2023, D(37090976684), D(32635700385), D("87.99")),
    ]


def test_budget_of_an_indicator_without_realisasi(bpsdm):
    AnggaranIndikator.objects.of_pd(bpsdm).update(realisasi=None)
    assert [row.serapan for row in anggaran_indikator(bpsdm, 2023)] == [None, None]


def test_levels_that_serve_indicators(bpsdm):
    rows = {row.indikator.kode: row.tingkat for row in penunjang_indikator(bpsdm, 2023)}
    assert len(rows) == 22
    assert [level.kode for level in rows["I01"]] == ["K01", "K02", "K03"]
    assert [level.kode for level in rows["I10"]] == ["K04", "K05"]
    assert [level.kode for level in rows["I22"]] == ["K04"]


@pytest.mark.parametrize("level", ["program", "kegiatan", "sub_kegiatan"])
def test_every_level_above_units_may_serve_an_indicator(level, bpsdm):
    link = KaitanIndikator.objects.of_pd(bpsdm).filter(indikator__kode="I22").get()
    owner = {
        "program": Program.objects.of_pd(bpsdm).get(kode="P3"),
        "kegiatan": Kegiatan.objects.of_pd(bpsdm).get(kode="K05"),
        "sub_kegiatan": SubKegiatan.objects.of_pd(bpsdm).get(kode="SK09"),
    }[level]
    link.kegiatan = None
    setattr(link, level, owner)
    link.save()
    rows = {row.indikator.kode: row.tingkat for row in penunjang_indikator(bpsdm, 2023)}
    assert rows["I22"] == (owner,)


# --- Numbers of queries ------------------------------------------------------------------------


@pytest.mark.parametrize("banyak", [1, 3])
@pytest.mark.parametrize(
    ("rows", "model", "level"),
    [
        (baris_program, Program, "program"),
        (baris_kegiatan, Kegiatan, "kegiatan"),
        (baris_sub_kegiatan, SubKegiatan, "sub_kegiatan"),
        (baris_unit, AnggaranUnit, "anggaran_unit"),
    ],
    ids=["program", "kegiatan", "sub_kegiatan", "unit"],
)
def test_queries_of_rows(rows, model, level, banyak, bpsdm, django_assert_num_queries):
    # Another year keeps all but some rows out, without breaking what refers to them.
    keep = list(model.objects.of_pd(bpsdm).values_list("pk", flat=True)[:banyak])
    _only(model, level, keep, bpsdm)
    with django_assert_num_queries(4):
        result = [(row.nama, row.kualitas, row.serapan) for row in rows(bpsdm, 2023)]
    assert len(result) == banyak


def _only(model: Any, level: str, keep: list[int], pd: Any) -> None:
    if "tahun" in {field.name for field in model._meta.fields}:
        model.objects.of_pd(pd).exclude(pk__in=keep).update(tahun=2030)
        return
    other = Program.objects.create(
        pd=pd, tahun=2030, kode="PX", urutan=9, nama="Program lain", jenis="penunjang"
    )
    model.objects.of_pd(pd).exclude(pk__in=keep).update(program=other)


@pytest.mark.parametrize("banyak", [1, 3])
def test_queries_of_activities(banyak, bpsdm, django_assert_num_queries):
    keep = list(AnggaranUnit.objects.of_pd(bpsdm).values_list("pk", flat=True)[:banyak])
    AnggaranUnit.objects.of_pd(bpsdm).exclude(pk__in=keep).update(tahun=2030)
    assert Aktivitas.objects.of_pd(bpsdm).filter(anggaran_unit__tahun=2023).count() > banyak
    with django_assert_num_queries(4):
        groups = aktivitas_per_unit(bpsdm, 2023)
        [g.anggaran_unit.unit.nama for g in groups]
    assert len(groups) == banyak


@pytest.mark.parametrize("banyak", [1, 3])
def test_queries_of_links(banyak, bpsdm, django_assert_num_queries):
    keep = ["I01", "I02", "I10"][:banyak]
    KaitanIndikator.objects.of_pd(bpsdm).exclude(indikator__kode__in=keep).delete()
    with django_assert_num_queries(1):
        rows = [
            (r.indikator.nama, [t.program.nama for t in r.tingkat])
            for r in penunjang_indikator(bpsdm, 2023)
        ]
    assert len(rows) == banyak
