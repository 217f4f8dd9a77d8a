"""The trail of plans is written by the database, whatever the way of writing."""

from __future__ import annotations

import pytest

from indicators.models import (
    DokumenPerencanaan,
    Indikator,
    Sasaran,
    SasaranRenstra,
    TargetTahunan,
    Tujuan,
)
from workforce.models import JejakAudit

KASUS = (
    (DokumenPerencanaan, "nama", "Nama lain"),
    (Tujuan, "tujuan", "Tujuan lain"),
    (SasaranRenstra, "sasaran", "Sasaran lain"),
    (Sasaran, "sasaran", "Sasaran lain"),
    (Indikator, "definisi", "Definisi lain"),
    (TargetTahunan, "teks", "Teks lain"),
)


@pytest.mark.parametrize(
    ("model", "field", "text"), KASUS, ids=lambda v: getattr(v, "__name__", "")
)
def test_a_change_from_outside_is_written_without_an_author(contoh, model, field, text):
    row = model.objects.of_pd(contoh).first()
    before = getattr(row, field)
    model.objects.filter(pk=row.pk).update(**{field: text})
    entry = JejakAudit.objects.get(tabel=model._meta.db_table, baris=row.pk, aksi="ubah")
    assert (entry.pd, entry.pelaku) == (contoh, None)
    assert (entry.sebelum[field], entry.sesudah[field]) == (before, text)


@pytest.mark.parametrize("model", [Indikator, Sasaran])
def test_the_order_of_rows_stays_out_of_the_trail(contoh, model):
    row = model.objects.of_pd(contoh).first()
    model.objects.filter(pk=row.pk).update(urutan=99)
    assert not JejakAudit.objects.filter(
        tabel=model._meta.db_table, baris=row.pk, aksi="ubah"
    ).exists()


def test_a_removed_target_is_kept_by_the_trail(contoh):
    row = TargetTahunan.objects.of_pd(contoh).get(tahun=2024)
    number = row.pk
    row.delete()
    entry = JejakAudit.objects.get(tabel="indicators_targettahunan", baris=number, aksi="hapus")
    assert (entry.pd, entry.sebelum["tahun"], float(entry.sebelum["nilai"])) == (contoh, 2024, 92.0)
