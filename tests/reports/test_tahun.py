"""Other years and empty ones: every dashboard leads on, and says the next step of the role."""

from __future__ import annotations

import pytest

from lkip.navigation import tautan_tahun
from workforce.enums import Peran

SUSUN = "Susun Perjanjian Kinerja 2030"


def text(response) -> str:
    assert response.status_code == 200
    return " ".join(response.content.decode().split())


@pytest.mark.parametrize(
    ("berisi", "tahun"),
    [
        (set(), [2029, 2030, 2031]),
        ({2023}, [2023, 2029, 2030, 2031]),
        ({2030, 2031}, [2029, 2030, 2031]),
        (set(range(2015, 2025)), [2023, 2024, 2029, 2030, 2031]),
        ({2029, 2032, 2028, 2040}, [2028, 2029, 2030, 2031, 2032, 2040]),
    ],
)
def test_years_are_the_nearest_and_the_newest_with_records(berisi, tahun):
    found = tautan_tahun("dasbor", 2030, berisi, kode="BPSDM")

    assert [t.tahun for t in found] == tahun
    assert [t.tahun for t in found if t.kini] == [2030]
    assert {t.tahun for t in found if t.berisi} == berisi & set(tahun)
    assert found[0].alamat == f"/dashboard/BPSDM/{tahun[0]}/"


@pytest.mark.parametrize(
    "path",
    [
        "/dashboard/CONTOH/2030/",
        "/dashboard/CONTOH/2030/anggaran/",
        "/dashboard/CONTOH/2030/sdm/",
        "/dashboard/CONTOH/2030/rapat/",
        "/pengukuran/CONTOH/2030/",
    ],
)
def test_empty_year_leads_to_the_years_with_records(masuk, contoh, path):
    page = text(masuk(Peran.PIMPINAN, contoh).get(path))

    assert f'href="{path.replace("2030", "2023")}"' in page
    assert f'href="{path}" aria-current="true"' in page


@pytest.mark.parametrize("path", ["/dashboard/CONTOH/2030/", "/pengukuran/CONTOH/2030/"])
def test_next_step_is_what_the_role_may_do(masuk, contoh, path):
    planner = text(masuk(Peran.PERENCANA, contoh).get(path))
    head = text(masuk(Peran.PIMPINAN, contoh).get(path))

    assert SUSUN in planner
    assert SUSUN not in head
    assert "Lihat keadaan perjanjian 2030" in head
    assert "Belum ada Perjanjian Kinerja kepala Dinas Contoh yang berlaku" in head


def test_meeting_and_closed_decisions_lead_on(masuk, contoh):
    client = masuk(Peran.PIMPINAN, contoh)

    assert "Lihat keadaan perjanjian 2030" in text(client.get("/dashboard/CONTOH/2030/rapat/"))
    client.get("/", {"tahun": "2023"})
    closed = text(client.get("/dashboard/CONTOH/keputusan/"))
    assert 'href="/dashboard/CONTOH/2023/rapat/">Buka rapat 2023</a>' in closed


def test_year_without_budget_says_who_loads_it(masuk, contoh, akun, client):
    path = "/dashboard/CONTOH/2030/anggaran/"
    assert "dimuat perencana atau administrator" in text(masuk(Peran.PIMPINAN, contoh).get(path))
    admin = akun(Peran.ADMIN_PD, contoh)
    admin.is_staff = True
    admin.save()
    client.force_login(admin)
    assert "Muat program dan pagu</a>" in text(client.get(path))


def test_province_without_agreements_says_so(masuk, contoh, bpsdm):
    client = masuk(Peran.ADMIN_SISTEM)
    page = text(client.get("/dashboard/provinsi/2030/"))
    assert "Belum ada Perjanjian Kinerja yang berlaku pada tahun 2030." in page
    assert 'href="/dashboard/provinsi/2023/?periode=1"' in page
    full = text(client.get("/dashboard/provinsi/2023/"))
    assert "Belum ada Perjanjian Kinerja yang berlaku" not in full


def test_check_without_records_neither_passes_nor_fails(masuk, contoh):
    client = masuk(Peran.PIMPINAN, contoh)
    empty = text(client.get("/pemeriksaan/CONTOH/2030/"))
    assert "21 pemeriksaan: tidak ada yang diperiksa" in empty
    assert "1 pemeriksaan lulus" in empty
    assert 'href="/perencanaan/CONTOH/2030/">Perbaiki' in empty
