"""The grid of yearly targets: reading cells, all or nothing, two people, what a unit may."""

from __future__ import annotations

from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import reverse

from indicators.actions_target import Target
from indicators.forms_predikat import NilaiField, TargetField
from indicators.models import (
    DokumenPerencanaan,
    Indikator,
    SasaranRenstra,
    SkalaPredikat,
    TargetTahunan,
)
from indicators.triggers_perencanaan import PEMICU_INDIKATOR_TETAP
from lkip.triggers import lifted
from tests.indicators.test_rules_perencanaan import AKIP, OPINI, limited
from workforce.enums import Peran
from workforce.models import JejakAudit

D = Decimal


@pytest.fixture
def perencana(masuk, contoh):
    return masuk(Peran.PERENCANA, contoh)


@pytest.fixture
def sr1(contoh):
    return SasaranRenstra.objects.of_pd(contoh).get()


@pytest.fixture
def url(contoh):
    return reverse(
        "perencanaan_target", args=["CONTOH", 2023, DokumenPerencanaan.objects.get(pd=contoh).pk]
    )


def rows(response) -> dict[str, object]:
    """Forms of the grid by code of the indicator."""
    return {f.baris.indikator.kode: f for _, fs in response.context["kelompok"] for f in fs}


def sent(client, url, **changes) -> dict[str, str]:
    """What a browser sends: every field as the page shows it, with changes like I02_2023="9"."""
    forms = rows(client.get(url))
    data = {}
    for form in forms.values():
        if not form.baris.kenapa_tidak:
            data |= {form[n].html_name: form[n].value() or "" for n in form.fields}
    for name, value in changes.items():
        kode, field = name.split("_")
        data[f"{forms[kode].prefix}-{field}"] = value
    return data


def said(response) -> str:
    return " ".join(str(m) for m in response.context["messages"])


def stored(kode: str) -> list[tuple[int, Decimal | None, str]]:
    found = TargetTahunan.objects.filter(
        indikator__pd__kode="CONTOH", indikator__kode=kode, sumber="renstra"
    ).order_by("tahun")
    return [(t.tahun, t.nilai, t.teks) for t in found]


# --- Cells -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "scale", "target"),
    [
        ("", (), Target()),
        ("38,7", (), Target(D("38.7"))),
        ("1.234.567", (), Target(D(1234567))),
        ("95%", (), Target(D(95))),
        ("WTP", OPINI, Target(D(3), "WTP")),
        ("3", OPINI, Target(D(3))),
        ("A (82)", AKIP, Target(D(82), "A (82)")),
        ("(3) WTP", OPINI, Target(D(3), "(3) WTP")),
        ("a (82)", AKIP, Target(D(82), "A (82)")),
        ("82 (memuaskan)", AKIP, Target(D(82))),
        (D("82.5"), AKIP, Target(D("82.5"))),
        ("82,5", AKIP, Target(D("82.5"))),
    ],
)
def test_a_cell_is_read(text, scale, target):
    assert TargetField(scale).clean(text) == target


@pytest.mark.parametrize(
    ("text", "scale", "sentence"),
    [
        ("1.234", (), '"1.234" dapat dibaca sebagai 1.234 atau 1,234. Tulis 1234 atau 1,2340'),
        ("banyak", (), 'Nilai "banyak" tidak dapat dibaca sebagai angka.'),
        ("banyak", OPINI, "Tingkat yang dapat ditulis: WTP, WDP."),
        ("1.234", OPINI, "dapat dibaca sebagai"),
        ("38,12345", (), "Terbaca 38,12345; target ditulis paling banyak 4 angka"),
        ("A", AKIP, "A (Memuaskan) adalah rentang di atas 80 sampai 90"),
        ("AA (82)", AKIP, "padahal angka itu berpredikat A"),
        ("101", AKIP, "Terbaca 101; nilai itu di luar skala."),
        (
            "85 Predikat",
            AKIP,
            "Terbaca 85 dengan kata “Predikat”, yang bukan tingkat skala ini. Tingkat yang dapat "
            "ditulis: ",
        ),
    ],
)
def test_a_cell_that_cannot_be_read_is_asked_back(text, scale, sentence):
    with pytest.raises(ValidationError) as caught:
        TargetField(scale).clean(text)
    assert sentence in " ".join(caught.value.messages)


def test_a_value_on_a_scale_is_the_number_of_its_level():
    field = NilaiField(OPINI)
    assert (field.clean("wtp"), field.clean("2"), field.clean("")) == (D(3), D(2), None)
    with pytest.raises(ValidationError, match="Terbaca 3 dengan kata “Predikat”"):
        field.clean("3 Predikat")


# --- The grid --------------------------------------------------------------------------------


def test_the_grid_shows_rows_by_sasaran_and_the_signed_targets(perencana, url, sr1):
    response = perencana.get(url)
    (goal, placed), (none, others) = response.context["kelompok"]
    assert (goal, none) == (sr1, None)
    assert [f.baris.indikator.kode for f in placed] == ["I01"]
    assert [f.baris.indikator.kode for f in others] == ["I02", "I03"]
    page = response.content.decode()
    assert "PK 90" in page
    assert "tidak mengubah perjanjian yang sudah ditandatangani" in page
    assert 'aria-label="Target I01 tahun 2024"' in page


def test_targets_are_saved_as_officials_write_them(perencana, url, sr1):
    data = sent(perencana, url, I01_2025="93,5%", I02_sasaran=str(sr1.pk), I02_2023="9")
    done = perencana.post(url, data, follow=True)
    assert said(done) == "2 target disimpan."
    assert stored("I01") == [(2023, D(90), ""), (2024, D(92), ""), (2025, D("93.5"), "")]
    assert stored("I02") == [(2023, D(9), "")]


def test_one_faulty_cell_of_three_stores_nothing_and_loses_nothing(perencana, url, sr1):
    data = sent(
        perencana, url, I01_2024="95", I01_2025="1.234", I02_sasaran=str(sr1.pk), I02_2023="9"
    )
    page = perencana.post(url, data)
    assert page.status_code == 422
    assert said(page) == "Belum ada yang disimpan. Perbaiki sel yang ditandai."
    form = rows(page)["I01"]
    assert form.galat == [
        '2025: "1.234" dapat dibaca sebagai 1.234 atau 1,234. Tulis 1234 atau 1,2340 agar pasti.'
    ]
    text = page.content.decode()
    assert 'value="1.234"' in text
    assert 'value="95"' in text
    assert rows(page)["I02"]["2023"].value() == "9"
    assert stored("I01") == [(2023, D(90), ""), (2024, D(92), "")]
    assert stored("I02") == []


def test_a_target_without_a_sasaran_is_asked_back(perencana, url):
    page = perencana.post(url, sent(perencana, url, I02_2023="9"))
    assert rows(page)["I02"].galat == [
        "Sasaran: belum dipilih. Pilih sasaran yang diukur indikator ini."
    ]


def test_a_sasaran_without_a_target_is_no_change(perencana, url, sr1):
    done = perencana.post(url, sent(perencana, url, I02_sasaran=str(sr1.pk)), follow=True)
    assert said(done) == "Tidak ada target yang berubah."


def test_a_sasaran_that_does_not_exist_is_refused(perencana, url):
    page = perencana.post(url, sent(perencana, url, I02_sasaran="999999", I02_2023="9"))
    assert page.status_code == 422
    assert rows(page)["I02"].galat[0].startswith("Sasaran: ")


def test_an_indicator_is_taken_out_of_the_plan(perencana, url):
    data = sent(perencana, url, I01_2023="", I01_2024="", I01_sasaran="")
    assert said(perencana.post(url, data, follow=True)) == "2 target disimpan."
    assert stored("I01") == []


def test_levels_of_a_scale_are_written_by_their_code(perencana, url, sr1, contoh):
    scale = SkalaPredikat.objects.create(
        pd=contoh, kode="OPINI", nama="Opini BPK", sumber="UU 15/2004", berlaku_sejak=2004
    )
    for number, level in enumerate(OPINI, start=1):
        scale.tingkat.create(
            urutan=number,
            kode=level.kode,
            sebutan=level.sebutan,
            batas_bawah=level.batas_bawah,
            batas_atas=level.batas_atas,
            inklusif=True,
        )
    with lifted([PEMICU_INDIKATOR_TETAP]):
        Indikator.objects.filter(pd=contoh, kode="I02").update(skala=scale)
    data = sent(perencana, url, I02_sasaran=str(sr1.pk), I02_2023="wtp", I02_2024="WDP")
    assert perencana.post(url, data).status_code == 302
    assert stored("I02") == [(2023, D(3), "WTP"), (2024, D(2), "WDP")]
    # What stands there is not asked again when another cell changes.
    assert perencana.post(url, sent(perencana, url, I02_2025="3")).status_code == 302
    assert stored("I02")[2] == (2025, D(3), "")


def test_a_conflict_shows_both_values_and_the_next_save_wins(perencana, url):
    data = sent(perencana, url, I01_2024="95")
    TargetTahunan.objects.filter(indikator__kode="I01", tahun=2024).update(nilai=94)
    page = perencana.post(url, data)
    assert page.status_code == 409
    assert rows(page)["I01"].galat == [
        "2024: orang lain menyimpan “94”. Isian Anda masih tertulis; simpan lagi untuk memakainya."
    ]
    assert rows(page)["I01"]["2024"].value() == "95"
    assert stored("I01")[1] == (2024, D(94), "")
    again = data | {rows(page)["I01"]["dilihat"].html_name: rows(page)["I01"]["dilihat"].value()}
    assert perencana.post(url, again).status_code == 302
    assert stored("I01")[1] == (2024, D(95), "")


def test_what_one_left_alone_is_not_overwritten(perencana, url):
    data = sent(perencana, url, I01_2025="95")
    TargetTahunan.objects.filter(indikator__kode="I01", tahun=2024).update(nilai=94)
    assert perencana.post(url, data).status_code == 302
    assert [t[:2] for t in stored("I01")] == [(2023, D(90)), (2024, D(94)), (2025, D(95))]


def test_a_conflict_about_the_sasaran_names_the_other(perencana, url, sr1):
    other = SasaranRenstra.objects.create(tujuan=sr1.tujuan, kode="SR2", sasaran="Hasil kedua")
    third = SasaranRenstra.objects.create(tujuan=sr1.tujuan, kode="SR3", sasaran="Hasil ketiga")
    data = sent(perencana, url, I01_sasaran=str(other.pk))
    TargetTahunan.objects.filter(indikator__kode="I01").update(sasaran_renstra=third)
    page = perencana.post(url, data)
    assert page.status_code == 409
    assert (
        rows(page)["I01"].galat[0].startswith("Sasaran: orang lain menyimpan “SR3 Hasil ketiga”.")
    )


def test_a_deleted_target_is_told_as_empty(perencana, url):
    data = sent(perencana, url, I01_2024="95")
    TargetTahunan.objects.filter(indikator__kode="I01", tahun=2024).delete()
    page = perencana.post(url, data)
    assert rows(page)["I01"].galat[0].startswith("2024: orang lain menyimpan kosong.")


def test_a_planner_of_a_unit_fills_her_rows_alone(akun, contoh, url, sr1):
    client = Client()
    client.force_login(limited(akun, contoh, "BID-LAYANAN"))
    response = client.get(url)
    assert [k for k, f in rows(response).items() if f.baris.kenapa_tidak] == ["I03"]
    data = sent(client, url, I02_sasaran=str(sr1.pk), I02_2023="9")
    number = Indikator.objects.get(pd=contoh, kode="I03").pk
    data |= {f"i{number}-dilihat": "{}", f"i{number}-sasaran": str(sr1.pk), f"i{number}-2023": "5"}
    assert client.post(url, data).status_code == 302
    assert stored("I02") == [(2023, D(9), "")]
    assert stored("I03") == []


def test_a_reader_is_refused(masuk, contoh, url):
    reader = masuk(Peran.PEMBACA, contoh)
    assert reader.get(url).status_code == 403
    assert reader.post(url, {}).status_code == 403
    assert JejakAudit.objects.filter(aksi="ditolak").count() == 1


def test_a_document_without_sasaran_says_what_comes_first(perencana, contoh):
    document = DokumenPerencanaan.objects.create(
        pd=contoh, kode="R2", jenis="renstra", nama="Renstra", tahun_awal=2027, tahun_akhir=2031
    )
    page = perencana.get(reverse("perencanaan_target", args=["CONTOH", 2027, document.pk]))
    assert "buat tujuan dan sasarannya lebih dahulu" in page.content.decode()


def test_years_of_a_retired_indicator_have_no_cell(perencana, url, contoh):
    Indikator.objects.filter(pd=contoh, kode="I02").update(berlaku_sampai=2024)
    form = rows(perencana.get(url))["I02"]
    assert [field is not None for field, _ in form.pasangan] == [True, True, False, False]


@pytest.mark.parametrize("many", [False, True])
def test_the_grid_costs_the_same_for_one_row_and_three(
    perencana, url, sr1, contoh, many, django_assert_num_queries
):
    if many:
        for kode in ("I02", "I03"):
            Indikator.objects.get(pd=contoh, kode=kode).target_tahunan.create(
                tahun=2024, sumber="renstra", sasaran_renstra=sr1, nilai=1
            )
    perencana.get(url)
    with django_assert_num_queries(11):
        perencana.get(url)
