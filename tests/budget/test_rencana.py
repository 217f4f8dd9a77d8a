"""Entry of the cash plan of a year: the grid, one row, its preview."""

from __future__ import annotations

import gzip
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from budget.calculations_entri import sidik_rencana
from budget.models import Aktivitas, AnggaranBulanan, AnggaranUnit
from tests.budget.values import D, aktivitas, bulanan, limited, sub, unit
from workforce.enums import Peran

KOSONG = sidik_rencana([None] * 12)
# As the grid of a month, without outputs.
QUERIES = 11


def url(unit: str | None = "SEKRETARIAT", kode: str = "BPSDM") -> str:
    path = reverse("anggaran_rencana", args=(kode, 2023))
    return path if unit is None else f"{path}?unit={unit}"


def cell(owner: Any, what: str = "simpan", unit: str = "SEKRETARIAT") -> str:
    args = (owner.pd.kode, 2023, owner.TINGKAT, owner.pk)
    return f"{reverse(f'anggaran_rencana_{what}', args=args)}?unit={unit}"


def typed(owner: Any, amounts: dict[int, str], sidik: str = KOSONG, **more: str) -> dict[str, str]:
    key = f"{owner.TINGKAT}-{owner.pk}"
    months = {f"{key}-b{bulan}": amounts.get(bulan, "") for bulan in range(1, 13)}
    return months | {f"{key}-sidik": sidik} | {f"{key}-{n}": text for n, text in more.items()}


@pytest.fixture
def klien(masuk, bpsdm) -> Client:
    return masuk(Peran.PERENCANA, bpsdm)


def rows(response) -> dict[str, Any]:
    return {b.lingkup.kode: b for b, _ in response.context["baris"]}


def test_the_rows_of_a_unit(klien):
    klien.post(cell(aktivitas()), typed(aktivitas(), {10: "5.000.000", 12: "7.000.000"}))
    shown = rows(klien.get(url()))
    first, whole = shown["SEKRETARIAT-01"], shown["SEKRETARIAT"]
    assert first.bulanan == (*[None] * 9, D(5_000_000), None, D(7_000_000))
    assert (first.setahun, first.dihitung, first.dapat_diisi) == (D(12_000_000), False, True)
    assert first.pertanyaan == ("Belum mencapai pagu Rp200.328.516; selisih Rp188.328.516.",)
    assert first.terkunci == frozenset(range(1, 10))
    # The unit is the sum, which stands still in a month without a plan.
    assert whole.bulanan == (*[None] * 9, D(5_000_000), D(0), D(7_000_000))
    assert (whole.dihitung, whole.dapat_diisi) == (True, False)
    assert klien.get(url()).context["rencana"].setahun == D(12_000_000)


def test_locked_months_are_shown_and_not_typed(klien):
    text = klien.get(url()).content.decode()
    form = next(f for b, f in klien.get(url()).context["baris"] if b.dapat_diisi)
    assert [f.field.widget.attrs.get("readonly") for f in form.angka] == [True] * 9 + [None] * 3
    assert "Bulan pada triwulan yang terkunci tidak berubah lagi." in text


def test_the_rows_of_the_agency(klien, contoh):
    shown = rows(klien.get(url("")))
    assert list(shown)[:3] == ["P1", "K01", "SK01"]
    assert shown["P1"].dihitung
    assert not shown["SK01"].dihitung


def test_a_year_without_budget_has_no_totals(masuk, contoh):
    response = masuk(Peran.PERENCANA, contoh).get(
        reverse("anggaran_rencana", args=("CONTOH", 2022))
    )
    assert (response.context["rencana"].jumlah, response.context["rencana"].setahun) == ((), None)
    assert "Belum ada program dan pagu pada tahun 2022." in response.content.decode()


def test_an_own_plan_of_a_program_is_shown(masuk, contoh):
    response = masuk(Peran.PERENCANA, contoh).get(url("", "CONTOH"))
    own = rows(response)["PC1"]
    assert own.bulanan == (*[None] * 5, D(500_000_000), *[None] * 5, D(500_000_000))
    assert own.dapat_diisi


def test_a_reader_sees_plans_without_fields(masuk, bpsdm):
    text = masuk(Peran.PEMBACA, bpsdm).get(url()).content.decode()
    assert "Mengapa saya tidak boleh?" in text
    assert 'name="aktivitas' not in text


def test_a_planner_of_a_unit_begins_with_it(akun, bpsdm):
    client = Client()
    client.force_login(limited(akun, bpsdm, "BID-AKPPE"))
    response = client.get(url(None))
    assert response.context["unit_terpilih"] == "BID-AKPPE"
    assert response.context["rencana"].boleh_isi
    assert not client.get(url()).context["rencana"].boleh_isi


def test_a_saved_plan_answers_with_the_totals(klien):
    response = klien.post(cell(aktivitas()), typed(aktivitas(), {11: "5.000.000"}))
    answer = response.json()
    known = sidik_rencana([*[None] * 10, D(5_000_000), None])
    assert (answer["keadaan"], answer["versi"]) == ("tersimpan", known)
    assert "Rp5.000.000" in answer["capaian"]
    again = klien.post(cell(aktivitas()), typed(aktivitas(), {11: "5.000.000"})).json()
    assert answer["urutan"] < again["urutan"]
    assert set(answer["halaman"]) == {"jumlah", f"baris-anggaran_unit-{unit().pk}"}
    assert "5.000.000" in answer["halaman"]["jumlah"]
    assert bulanan(aktivitas(), 11).rencana == 5_000_000


def test_a_conflict_names_the_months_that_differ(klien, masuk, bpsdm):
    masuk(Peran.ADMIN_PD, bpsdm).post(cell(aktivitas()), typed(aktivitas(), {10: "1", 11: "2"}))
    response = klien.post(cell(aktivitas()), typed(aktivitas(), {10: "1", 12: "3"}))
    assert response.status_code == 409
    answer = response.json()
    assert answer["tersimpan"] == "Tersimpan: November 2, Desember kosong."
    assert answer["isian"] == "November kosong, Desember 3"
    mine = typed(aktivitas(), {10: "1", 12: "3"}, pakai=answer["versi"])
    assert klien.post(cell(aktivitas()), mine).json()["keadaan"] == "tersimpan"
    assert bulanan(aktivitas(), 12).rencana == 4


def test_a_locked_month_is_refused_with_its_name(klien):
    response = klien.post(cell(aktivitas()), typed(aktivitas(), {2: "5"}))
    assert response.status_code == 403
    assert response.json()["galat"] == {
        "__all__": [
            "Rencana s.d. Februari sudah dikunci bersama triwulannya dan tidak berubah lagi."
        ]
    }


def test_a_preview_adds_up(klien):
    answer = klien.post(cell(aktivitas(), "pratinjau"), typed(aktivitas(), {10: "5", 11: "6"}))
    assert answer.json() == {
        "penjelasan": "Rencana setahun Rp11.",
        "pertanyaan": ["Belum mencapai pagu Rp200.328.516; selisih Rp200.328.505."],
    }
    answer = klien.post(cell(aktivitas(), "pratinjau"), typed(aktivitas(), {10: "banyak"}))
    assert answer.json()["penjelasan"].startswith('Nilai "banyak"')
    assert bulanan(aktivitas(), 10) is None


def test_rows_that_the_page_does_not_show_are_not_found(klien):
    assert klien.post(cell(sub()), {}).status_code == 404
    assert klien.post(cell(aktivitas(), "pratinjau", "TIDAKADA"), {}).status_code == 404


def test_a_plain_form_saves_what_changed(klien):
    second = aktivitas("SEKRETARIAT-02")
    data = {
        "unit": "SEKRETARIAT",
        **typed(aktivitas(), {11: "5"}),
        **typed(second, {11: "banyak"}),
    }
    response = klien.post(url(), data)
    assert [str(m) for m in response.context["messages"]] == [
        "Rencana 1 baris disimpan.",
        "1 baris belum disimpan. Perbaiki yang ditandai di bawah.",
    ]
    assert 'value="banyak"' in response.content.decode()
    known = sidik_rencana([*[None] * 10, D(5), None])
    again = typed(aktivitas(), {11: "6"}, known) | {"unit": "SEKRETARIAT"}
    response = klien.post(url(), again)
    assert (response.status_code, response.url) == (302, url())
    assert bulanan(aktivitas(), 11).rencana == 6


def test_a_conflict_without_a_script_offers_the_choice(klien):
    klien.post(cell(aktivitas()), typed(aktivitas(), {11: "5"}))
    text = klien.post(url(), typed(aktivitas(), {11: "7"})).content.decode()
    assert "Tersimpan: November 5." in text
    assert "Simpan isian saya sebagai gantinya" in text


@pytest.mark.parametrize("banyak", [1, 3])
def test_queries_of_the_page(klien, bpsdm, banyak, django_assert_num_queries):
    here = unit()
    elsewhere = AnggaranUnit.objects.create(pd=bpsdm, tahun=2031, unit=here.unit, urutan=1)
    parts = Aktivitas.objects.filter(anggaran_unit=here).values_list("pk", flat=True)[banyak:]
    Aktivitas.objects.filter(pk__in=list(parts)).update(anggaran_unit=elsewhere)
    with django_assert_num_queries(QUERIES):
        response = klien.get(url())
    assert len(response.context["baris"]) == banyak + 1


def test_sixty_rows_of_twelve_months_stay_small(klien, bpsdm, django_assert_max_num_queries):
    for n in range(Aktivitas.objects.filter(anggaran_unit=unit()).count(), 60):
        row = Aktivitas.objects.create(
            anggaran_unit=unit(), kode=f"TAMBAHAN-{n}", urutan=n + 1, nama=f"Aktivitas {n}"
        )
        AnggaranBulanan.objects.bulk_create(
            AnggaranBulanan(pd=bpsdm, aktivitas=row, bulan=bulan, rencana=1_234_567 * n * bulan)
            for bulan in (10, 11, 12)
        )
    with django_assert_max_num_queries(25):
        response = klien.get(url())
    assert len(response.context["baris"]) == 61
    assert len(gzip.compress(response.content)) < 150_000
