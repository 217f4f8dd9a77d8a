"""The trail of plans is written by the database, whatever the way of writing."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction
from django.test import Client
from django.urls import reverse

from indicators.models import (
    DokumenPerencanaan,
    Indikator,
    PerjanjianKinerja,
    Sasaran,
    SasaranRenstra,
    SkalaPredikat,
    TargetTahunan,
    Tujuan,
)
from indicators.triggers import PEMICU_PERJANJIAN
from indicators.triggers_perencanaan import INDIKATOR_TETAP, TETAP
from reports.resources import load_folder
from workforce.enums import Peran
from workforce.models import JejakAudit, PerangkatDaerah

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


# --- What a signed promise holds ---------------------------------------------------------------

LAIN: dict[str, Any] = {
    "kode": "I99",
    "nama": "Nama lain",
    "satuan": "Hari",
    "jenis_nilai": "predikat",
    "polaritas": "minimal",
    "konsolidasi": "jumlah",
    "varian_minimal": "B",
    "nilai_terburuk": Decimal(10),
    "rentang_bawah": Decimal(1),
    "rentang_atas": Decimal(2),
    "skala": None,
}


@pytest.fixture
def i01(contoh) -> Indikator:
    return Indikator.objects.get(pd=contoh, kode="I01")


@pytest.fixture
def ganti(i01) -> Callable[[str], int]:
    """Write another value of a field past every page."""
    values = LAIN | {"skala": SkalaPredikat.objects.get(pd=i01.pd)}

    def write(name: str) -> int:
        with transaction.atomic():
            return Indikator.objects.filter(pk=i01.pk).update(**{name: values[name]})

    return write


@pytest.fixture
def tanpa_urutan(db) -> None:
    """Agreements may take any step, so that every status is reached."""
    with connection.cursor() as cursor:
        for trigger in PEMICU_PERJANJIAN:
            for statement in trigger.drop(connection.vendor):
                cursor.execute(statement)


@pytest.mark.parametrize("name", TETAP)
@pytest.mark.parametrize("status", ["diajukan", "disetujui", "berlaku", "diganti"])
def test_a_field_of_a_promised_indicator_is_held(i01, ganti, status, name, request):
    if status != "berlaku":
        request.getfixturevalue("tanpa_urutan")
        PerjanjianKinerja.objects.filter(pd=i01.pd).update(status=status)
    with pytest.raises(IntegrityError, match=INDIKATOR_TETAP):
        ganti(name)


@pytest.mark.parametrize("name", TETAP)
def test_a_draft_holds_nothing(i01, ganti, tanpa_urutan, name):
    PerjanjianKinerja.objects.filter(pd=i01.pd).update(status="draf", tanggal=None)
    assert ganti(name) == 1


def test_everything_else_of_a_promised_indicator_may_change(i01):
    assert Indikator.objects.filter(pk=i01.pk).update(definisi="Lebih jelas", urutan=7) == 1


def test_what_an_indicator_supports_is_mended_during_the_year_and_told(i01):
    i02 = Indikator.objects.get(pd=i01.pd, kode="I02")
    assert Indikator.objects.filter(pk=i02.pk).update(induk=None) == 1
    entry = JejakAudit.objects.get(tabel="indicators_indikator", baris=i02.pk, aksi="ubah")
    assert (entry.sebelum["induk"], entry.sesudah["induk"]) == (i01.pk, None)


def test_settings_page_says_that_the_indicator_stays(i01, masuk):
    client: Client = masuk(Peran.ADMIN_PD, i01.pd)
    url = reverse("admin:indicators_indikator_change", args=[i01.pk])
    form = client.get(url).context["adminform"].form
    typed = {n: v for n, v in form.initial.items() if v is not None} | {"satuan": "Hari"}
    typed |= {"target_tahunan-TOTAL_FORMS": "0", "target_tahunan-INITIAL_FORMS": "0"}
    assert INDIKATOR_TETAP in client.post(url, typed, follow=True).text
    i01.refresh_from_db()
    assert i01.satuan == "Persen"


def test_an_agency_comes_in_whole_and_again(folder, contoh):
    load_folder(folder)
    assert Indikator.objects.of_pd(contoh).count() == 3
    agency = folder / "perangkat_daerah.csv"
    text = agency.read_text(encoding="utf-8").replace("\nCONTOH,", "\nSALINAN,")
    agency.write_text(text, encoding="utf-8")
    load_folder(folder)
    copy = PerangkatDaerah.objects.get(kode="SALINAN")
    assert PerjanjianKinerja.objects.get(pd=copy, tahun=2023).item.count() == 3
