"""Words of the dashboard and the meeting say what is true of a target, evidence, and a filter."""

from __future__ import annotations

from indicators.models import ItemPerjanjian
from workforce.enums import Peran


def kata(response) -> str:
    return " ".join(response.content.decode().split())


# --- a target that is a ceiling ----------------------------------------------------------------


def test_lower_is_better_says_so_beside_its_target(masuk, contoh):
    client = masuk(Peran.PIMPINAN, contoh)

    page = kata(client.get("/dashboard/CONTOH/2023/?periode=5"))
    assert "I01 · nilai 95,5 dari 90 ·" in page
    assert "I02 · nilai 8, paling banyak 10 ·" in page
    assert "I03 · nilai 4, paling banyak 0 ·" in page
    assert '10 <span class="kecil d-block">paling banyak</span></td>' in page
    assert page.count("paling banyak</span>") == 2
    measured = kata(client.get("/pengukuran/CONTOH/2023/"))
    assert ">8, paling banyak 10</span>" in measured
    assert ">95,5 dari 90</span>" in measured


def test_meeting_says_it_with_the_target_of_the_period_and_of_the_year(masuk, contoh):
    client = masuk(Peran.PIMPINAN, contoh)

    def stop(periode: int, kode: str) -> str:
        return kata(client.get(f"/dashboard/CONTOH/2023/rapat/?periode={periode}&indikator={kode}"))

    assert "<strong>10</strong>Target Tahunan (paling banyak)</li>" in stop(5, "I02")
    assert "<strong>90</strong>Target Tahunan</li>" in stop(5, "I01")
    quarter = stop(3, "I03")
    assert "<strong>0</strong>Target TW III (paling banyak)</li>" in quarter
    assert "<strong>0</strong>Target tahun 2023 (paling banyak)</li>" in quarter


def test_ceiling_without_a_number_is_no_ceiling(masuk, contoh, tanpa_pemicu):
    ItemPerjanjian.objects.filter(perjanjian__pd=contoh, indikator__kode="I02").update(target=None)
    page = kata(masuk(Peran.PIMPINAN, contoh).get("/dashboard/CONTOH/2023/?periode=5"))
    assert "I02 · nilai 8 dari - ·" in page
    assert page.count("paling banyak</span>") == 1
