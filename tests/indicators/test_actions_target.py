"""Yearly targets of a plan: all changed cells of a grid or none, and two people at one cell."""

from __future__ import annotations

from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError

from indicators import triggers
from indicators.actions import Ditolak
from indicators.actions_target import BarisTarget, Target, TargetBentrok, simpan_target
from indicators.models import (
    DokumenPerencanaan,
    Indikator,
    SasaranRenstra,
    TargetTahunan,
    Tujuan,
)
from tests.indicators.test_rules_perencanaan import limited
from workforce.enums import Peran
from workforce.models import JejakAudit

D = Decimal


@pytest.fixture
def perencana(akun, contoh):
    return akun(Peran.PERENCANA, contoh)


@pytest.fixture
def dokumen(contoh):
    return DokumenPerencanaan.objects.get(pd=contoh)


@pytest.fixture
def sr1(contoh):
    return SasaranRenstra.objects.select_related("tujuan").get(
        tujuan__dokumen__pd=contoh, kode="SR1"
    )


@pytest.fixture
def sr2(sr1):
    return SasaranRenstra.objects.create(tujuan=sr1.tujuan, kode="SR2", sasaran="Hasil kedua")


def row(kode: str, sasaran, cells, seen=None, goal_seen="") -> BarisTarget:
    """A changed row: cells as {year: value}, and what the page showed."""
    return BarisTarget(
        indikator=Indikator.objects.select_related("unit").get(pd__kode="CONTOH", kode=kode),
        sasaran=sasaran,
        sasaran_dilihat=str(goal_seen),
        target={y: v if isinstance(v, Target) else Target(v) for y, v in cells.items()},
        dilihat=seen or {},
    )


def stored(kode: str) -> list[tuple[int, Decimal | None, str, str]]:
    rows = TargetTahunan.objects.filter(
        indikator__pd__kode="CONTOH", indikator__kode=kode, sumber="renstra"
    ).order_by("tahun")
    return [(t.tahun, t.nilai, t.teks, str(t.sasaran_renstra.kode)) for t in rows]


def test_targets_are_added_changed_and_emptied(dokumen, sr1, perencana):
    count = simpan_target(
        dokumen=dokumen,
        isian=[
            row("I01", sr1, {2023: D(91), 2024: None}, {2023: "90", 2024: "92"}, sr1.pk),
            row("I02", sr1, {2023: D("9.5"), 2025: Target(None, "Menurut SK"), 2026: None}),
        ],
        by=perencana,
    )
    assert count == 4
    assert stored("I01") == [(2023, D(91), "", "SR1")]
    assert stored("I02") == [(2023, D("9.5"), "", "SR1"), (2025, None, "Menurut SK", "SR1")]
    entries = JejakAudit.objects.filter(tabel=triggers.TARGET_TAHUNAN, pelaku=perencana)
    assert sorted(entries.values_list("aksi", flat=True)) == ["buat", "buat", "hapus", "ubah"]


def test_an_indicator_moves_with_all_its_targets(dokumen, sr1, sr2, perencana):
    moved = row("I01", sr2, {}, goal_seen=sr1.pk)
    assert simpan_target(dokumen=dokumen, isian=[moved], by=perencana) == 2
    assert [t[3] for t in stored("I01")] == ["SR2", "SR2"]


def test_a_row_that_stays_costs_nothing(dokumen, sr1, perencana):
    same = row("I01", sr1, {}, goal_seen=sr1.pk)
    assert simpan_target(dokumen=dokumen, isian=[same], by=perencana) == 0


def test_two_people_at_one_cell(dokumen, sr1, sr2, perencana):
    mine = row("I01", sr1, {2023: D(95)}, {2023: "90"}, sr1.pk)
    TargetTahunan.objects.filter(
        indikator__kode="I01", tahun=2023, indikator__pd__kode="CONTOH", sumber="renstra"
    ).update(nilai=93)
    with pytest.raises(TargetBentrok) as caught:
        simpan_target(dokumen=dokumen, isian=[mine], by=perencana)
    assert caught.value.sel == {(mine.indikator.pk, 2023): "93"}
    assert caught.value.sasaran == {}
    assert stored("I01")[0] == (2023, D(93), "", "SR1")


def test_two_people_who_agree_do_not_clash(dokumen, sr1, perencana):
    mine = row("I01", sr1, {2023: D(90)}, {2023: "89"}, sr1.pk)
    assert simpan_target(dokumen=dokumen, isian=[mine], by=perencana) == 1


def test_two_people_place_an_indicator(dokumen, sr1, sr2, perencana):
    mine = row("I01", sr1, {2025: D(95)}, goal_seen="")
    TargetTahunan.objects.filter(indikator=mine.indikator).update(sasaran_renstra=sr2)
    with pytest.raises(TargetBentrok) as caught:
        simpan_target(dokumen=dokumen, isian=[mine], by=perencana)
    assert caught.value.sasaran == {mine.indikator.pk: sr2}
    assert caught.value.sel == {}


def test_one_faulty_row_keeps_all_others_out(dokumen, sr1, perencana):
    with pytest.raises(ValidationError, match="I03: pilih sasaran dari dokumen ini"):
        simpan_target(
            dokumen=dokumen,
            isian=[row("I02", sr1, {2023: D(9)}), row("I03", None, {2023: D(1)})],
            by=perencana,
        )
    assert stored("I02") == []


@pytest.fixture
def rpd(contoh):
    """Another document of the same years, with a sasaran."""
    document = DokumenPerencanaan.objects.create(
        pd=contoh, kode="RPD", jenis="rpd", nama="RPD Contoh", tahun_awal=2023, tahun_akhir=2026
    )
    goal = Tujuan.objects.create(dokumen=document, kode="T9", tujuan="Tujuan daerah")
    SasaranRenstra.objects.create(tujuan=goal, kode="SR9", sasaran="Hasil daerah")
    return document


def test_a_sasaran_of_another_document_is_refused(dokumen, rpd, perencana):
    foreign = SasaranRenstra.objects.get(kode="SR9")
    with pytest.raises(ValidationError, match="I02: pilih sasaran dari dokumen ini"):
        simpan_target(dokumen=dokumen, isian=[row("I02", foreign, {2023: D(9)})], by=perencana)


def test_a_target_stands_in_one_document(rpd, sr1, perencana):
    mine = row("I01", SasaranRenstra.objects.get(kode="SR9"), {2025: D(9)}, goal_seen=sr1.pk)
    with pytest.raises(ValidationError) as caught:
        simpan_target(dokumen=rpd, isian=[mine], by=perencana)
    assert caught.value.messages == [
        "I01 sudah bertarget untuk tahun 2023 pada Renstra Dinas Contoh 2023-2026. "
        "Satu indikator bertarget pada satu dokumen tiap tahun."
    ]


@pytest.mark.parametrize("year", [2022, 2027])
def test_a_year_outside_of_the_plan_is_refused(dokumen, sr1, perencana, year):
    Indikator.objects.filter(kode="I02").update(berlaku_sejak=2020)
    with pytest.raises(ValidationError, match=f"I02: tahun {year} di luar periode"):
        simpan_target(dokumen=dokumen, isian=[row("I02", sr1, {year: D(9)})], by=perencana)


def test_a_year_after_retirement_is_refused(dokumen, sr1, perencana):
    Indikator.objects.filter(kode="I02").update(berlaku_sampai=2024)
    with pytest.raises(ValidationError, match="I02: tahun 2025 di luar periode"):
        simpan_target(dokumen=dokumen, isian=[row("I02", sr1, {2025: D(9)})], by=perencana)


def test_a_planner_of_a_unit_writes_targets_of_its_indicators_alone(dokumen, sr1, akun, contoh):
    user = limited(akun, contoh, "BID-LAYANAN")
    assert simpan_target(dokumen=dokumen, isian=[row("I02", sr1, {2023: D(9)})], by=user) == 1
    with pytest.raises(Ditolak, match="untuk Sekretariat Dinas Contoh"):
        simpan_target(dokumen=dokumen, isian=[row("I03", sr1, {2023: D(1)})], by=user)
    assert stored("I03") == []


@pytest.mark.parametrize("count", [1, 3])
def test_the_reach_of_an_account_is_asked_once(
    akun, contoh, dokumen, sr1, django_assert_num_queries, count
):
    user = limited(akun, contoh, "DINAS-CONTOH")
    assert len(user.roles) == 1
    rows = [
        row("I02", None, {}),
        row("I03", None, {}),
        row("I01", sr1, {}, goal_seen=sr1.pk),
    ][-count:]
    with django_assert_num_queries(7):
        assert simpan_target(dokumen=dokumen, isian=rows, by=user) == 0
