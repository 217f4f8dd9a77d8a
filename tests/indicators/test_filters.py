"""Filters of the indicator list, alone and together."""

from __future__ import annotations

from dataclasses import replace

import pytest

from indicators.filters import SaringIndikator
from indicators.queries import baris_indikator


@pytest.fixture
def rows(bpsdm):
    return baris_indikator(bpsdm, 2023)


@pytest.fixture
def saring(rows):
    def codes(**data: str) -> list[str]:
        return [row.kode for row in SaringIndikator(data, rows).result()]

    return codes


SEMUA = [f"I{number:02d}" for number in range(1, 23)]


def test_without_choice_everything_passes(saring):
    assert saring() == SEMUA
    assert saring(jenis="", status="", unit="", cari="") == SEMUA


@pytest.mark.parametrize(
    ("jenis", "codes"),
    [("strategis", SEMUA[:6]), ("khusus", SEMUA[6:19]), ("operasional", SEMUA[19:])],
)
def test_kind_of_sasaran(saring, jenis, codes):
    assert saring(jenis=jenis) == codes


@pytest.mark.parametrize(
    ("status", "codes"),
    [
        ("melampaui", ["I01", "I10", "I14", "I15", "I19"]),
        ("menunggu_data", ["I02"]),
        ("belum_tercapai", []),
    ],
)
def test_status(saring, status, codes):
    assert saring(status=status) == codes


def test_unit(saring, rows):
    code = rows[0].indikator.unit.kode
    found = saring(unit=code)
    assert found == [row.kode for row in rows if row.indikator.unit_id == rows[0].indikator.unit_id]
    assert 0 < len(found) < 22


def test_words_of_the_name_in_any_case(saring):
    assert saring(cari="sistem MERIT") == ["I01"]
    assert saring(cari="tidak ada yang begini") == []


def test_all_conditions_together(saring, rows):
    assert saring(jenis="khusus", status="melampaui") == ["I10", "I14", "I15", "I19"]
    unit = rows[9].indikator.unit.kode
    assert saring(jenis="khusus", status="melampaui", unit=unit, cari=rows[9].nama) == ["I10"]
    assert saring(jenis="operasional", status="melampaui") == []


@pytest.mark.parametrize("data", [{"status": "asal"}, {"jenis": "asal"}, {"unit": "BUKAN"}])
def test_unknown_choice_filters_nothing_and_is_an_error(rows, data):
    form = SaringIndikator(data, rows)
    assert form.result() == rows
    assert list(form.errors) == list(data)


def test_units_are_those_of_the_rows_by_name(rows):
    form = SaringIndikator({}, rows)
    first, *units = form.fields["unit"].choices
    assert first == ("", "Semua")
    assert units == sorted(
        {(row.indikator.unit.kode, row.indikator.unit.nama) for row in rows},
        key=lambda unit: unit[1],
    )


def test_form_without_rows_offers_no_unit():
    form = SaringIndikator({}, ())
    assert form.fields["unit"].choices == [("", "Semua")]
    assert form.result() == ()


def test_rows_may_be_any_iterable(rows):
    one = replace(rows[0], nomor=1)
    assert SaringIndikator({}, iter([one])).result() == (one,)


def test_fields_carry_the_classes_of_the_page(rows):
    html = SaringIndikator({}, rows).as_p()
    assert html.count('class="form-select"') == 3
    assert html.count('class="form-control"') == 1
