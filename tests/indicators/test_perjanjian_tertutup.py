"""An agreement that was taken over from a file is as closed as one that went through its steps."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from indicators.models import (
    Indikator,
    ItemPerjanjian,
    PerjanjianKinerja,
    Sasaran,
    TargetTriwulan,
)
from indicators.triggers import PERJANJIAN_TETAP
from reports.resources import load_folder
from workforce.actions import segel_jejak
from workforce.enums import Peran
from workforce.models import PerangkatDaerah


@pytest.fixture
def perjanjian(contoh) -> PerjanjianKinerja:
    """In force since 2023; nobody is known who led it there."""
    agreement = PerjanjianKinerja.objects.get(pd=contoh, tahun=2023)
    assert (agreement.status, agreement.diajukan_oleh) == ("berlaku", None)
    return agreement


@pytest.fixture
def indikator(contoh) -> Indikator:
    """One that the agreement does not promise."""
    row = Indikator.objects.get(pd=contoh, kode="I02")
    row.pk, row.kode, row.urutan = None, "I09", 9
    row.save()
    return row


def item(perjanjian: PerjanjianKinerja, indikator: Indikator, **changes: Any) -> dict[str, Any]:
    goal = Sasaran.objects.filter(pd=perjanjian.pd, tahun=2023).first()
    return {
        "perjanjian": perjanjian,
        "urutan": 9,
        "sasaran": goal,
        "indikator": indikator,
    } | changes


def test_item_of_a_sealed_agreement_is_refused_by_the_database(perjanjian, indikator):
    with pytest.raises(IntegrityError, match=PERJANJIAN_TETAP), transaction.atomic():
        ItemPerjanjian.objects.create(**item(perjanjian, indikator))
    assert perjanjian.item.count() == 3


def test_target_of_a_sealed_agreement_is_refused_by_the_database(perjanjian, tanpa_target):
    with pytest.raises(IntegrityError, match=PERJANJIAN_TETAP), transaction.atomic():
        TargetTriwulan.objects.create(item=tanpa_target, triwulan=1, target=1, status="ditetapkan")
    assert not tanpa_target.triwulan.exists()


@pytest.fixture
def tanpa_target(folder) -> ItemPerjanjian:
    """An item that came in without quarterly targets, sealed by now."""
    (folder / "target_triwulan.csv").unlink()
    agency = folder / "perangkat_daerah.csv"
    text = agency.read_text(encoding="utf-8").replace("\nCONTOH,", "\nSALINAN,")
    agency.write_text(text, encoding="utf-8")
    load_folder(folder)
    segel_jejak()
    return ItemPerjanjian.objects.filter(perjanjian__pd__kode="SALINAN").first()


def test_settings_page_says_that_the_agreement_stays(perjanjian, indikator, masuk):
    client = masuk(Peran.ADMIN_PD, perjanjian.pd)
    data = item(perjanjian, indikator, target="1", sumber_data="-")
    posted = {name: getattr(value, "pk", value) for name, value in data.items()}
    posted |= {"triwulan-TOTAL_FORMS": "0", "triwulan-INITIAL_FORMS": "0"}
    page = client.post(reverse("admin:indicators_itemperjanjian_add"), posted, follow=True)
    assert PERJANJIAN_TETAP in page.text
    assert perjanjian.item.count() == 3


def test_agency_comes_in_again_unchanged(folder, contoh, perjanjian):
    load_folder(folder)
    segel_jejak()
    assert perjanjian.item.count() == 3
    assert PerangkatDaerah.objects.filter(kode="CONTOH").count() == 1
