"""What one report reads: each record once, and no more for more indicators."""

from __future__ import annotations

import pytest

from indicators.models import ItemPerjanjian
from reports.context import Konteks
from reports.document import compose


def test_each_property_reads_once(konteks, django_assert_num_queries):
    first = konteks.indikator

    with django_assert_num_queries(0):
        assert konteks.indikator is first
        assert konteks.hitungan.jumlah == 22


def test_records_of_the_year_and_agency_only(bpsdm, contoh):
    assert Konteks(bpsdm, 2022).indikator == ()
    assert Konteks(bpsdm, 2022).rencana_aksi == ()
    assert Konteks(bpsdm, 2027).isu == ()
    assert len(Konteks(bpsdm, 2023).isu) == 6
    assert Konteks(contoh, 2023).isu == ()
    assert Konteks(contoh, 2023).perjanjian.pd == contoh


@pytest.mark.parametrize("rows", [1, 3])
def test_number_of_queries_does_not_grow_with_indicators(
    contoh, rows, tanpa_pemicu, django_assert_num_queries
):
    kept = list(ItemPerjanjian.objects.filter(perjanjian__pd=contoh).values_list("pk", flat=True))
    ItemPerjanjian.objects.filter(perjanjian__pd=contoh).exclude(pk__in=kept[:rows]).delete()

    with django_assert_num_queries(64):
        doc = compose(Konteks(contoh, 2023))

    assert len([t for t in doc.tables if t.slug.startswith("triwulan-")]) == rows
