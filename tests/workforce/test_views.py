"""Pages of organisation and staff: own, foreign, anonymous; aggregates alone."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from workforce.enums import Peran
from workforce.models import Jabatan, Pegawai, PemangkuJabatan, PenugasanPeran, UnitKerja, User

CONTOH = {"kode": "CONTOH", "tahun": 2023}
PAGES = (("unit", {"kode": "CONTOH"}), ("pegawai", CONTOH))
SEEN = [pytest.param(name, kwargs, id=name) for name, kwargs in PAGES]


@pytest.mark.parametrize(("name", "kwargs"), SEEN)
def test_page_of_the_own_agency(masuk, contoh, name, kwargs):
    response = masuk(Peran.PEMBACA, contoh).get(reverse(name, kwargs=kwargs))

    assert response.status_code == 200
    assert response.context["pd"] == contoh


@pytest.mark.parametrize(("name", "kwargs"), SEEN)
def test_page_of_a_foreign_agency_is_not_found(masuk, bpsdm, name, kwargs):
    assert masuk(Peran.ADMIN_PD, bpsdm).get(reverse(name, kwargs=kwargs)).status_code == 404


@pytest.mark.parametrize(("name", "kwargs"), SEEN)
def test_page_sends_an_anonymous_reader_to_the_login(db, name, kwargs):
    url = reverse(name, kwargs=kwargs)

    assert Client().get(url).url == f"{reverse('masuk')}?next={url}"


def test_organisasi_lists_what_the_account_may_see(masuk, contoh, bpsdm):
    own = masuk(Peran.PEMBACA, contoh).get(reverse("organisasi"))
    everything = masuk(Peran.ADMIN_SISTEM).get(reverse("organisasi"))

    assert list(own.context["daftar"]) == [contoh]
    assert set(everything.context["daftar"]) == {contoh, bpsdm}


def test_organisasi_without_a_role_is_empty(db):
    client = Client()
    client.force_login(User.objects.create_user("asing"))

    response = client.get(reverse("organisasi"))

    assert (response.status_code, list(response.context["daftar"])) == (200, [])


def test_unit_prints_the_tree_and_the_holders(masuk, contoh):
    page = masuk(Peran.PEMBACA, contoh).get(reverse("unit", kwargs={"kode": "CONTOH"}))
    text = page.content.decode()

    for name in ("Dinas Contoh", "Sekretariat Dinas Contoh", "Bidang Layanan", "Bidang Data"):
        assert name in text
    assert "Kepala Dinas Rekaan" in text


def test_unit_of_an_agency_without_units(masuk, contoh):
    contoh.pk, contoh.kode, contoh.nama = None, "KOSONG", "Dinas Kosong"
    contoh.save()

    response = masuk(Peran.PEMBACA, contoh).get(reverse("unit", kwargs={"kode": "KOSONG"}))

    assert (response.status_code, response.context["pohon"]) == (200, None)


def _pegawai(client):
    return client.get(reverse("pegawai", kwargs={"kode": "BPSDM", "tahun": 2023}))


def test_staff_of_the_published_report(masuk, bpsdm):
    response = _pegawai(masuk(Peran.ADMIN_PD, bpsdm))

    assert response.context["jumlah"].nilai == 106
    assert response.context["rekaan"] is True
    assert [title for title, _ in response.context["tabel"]] == [
        "golongan/ruang",
        "jabatan",
        "pendidikan",
        "kelompok usia",
        "agama",
        "jenis kelamin",
    ]
    assert {table.rows[-1].cells["jumlah"] for _, table in response.context["tabel"]} == {106}
    assert sum(cell.nilai for _, cell in response.context["kelompok"]) == 106
    assert [cell.teks for _, cell in response.context["pensiun"]] == ["4", "4", "6", "7", "6"]
    assert "dashboard SDM" not in response.content.decode()


@pytest.mark.parametrize("peran", [Peran.PEMBACA, Peran.PIMPINAN, Peran.PERENCANA])
def test_small_counts_are_for_those_who_administer_the_staff(masuk, bpsdm, peran):
    response = _pegawai(masuk(peran, bpsdm))

    assert response.context["jumlah"].teks == "106"
    assert response.context["tabel"] == []
    # As the dashboard of the staff hides them.
    assert [cell.teks for _, cell in response.context["pensiun"]] == ["<5", "<5", "*", "7", "6"]
    page = response.content.decode()
    assert "Jumlah di bawah lima tertulis &lt;5." in page
    assert reverse("dasbor_sdm", kwargs={"kode": "BPSDM", "tahun": 2023}) in page


def test_staff_is_counted_and_never_named(masuk, contoh):
    page = masuk(Peran.ADMIN_PD, contoh).get(reverse("pegawai", kwargs=CONTOH)).content.decode()

    for person in Pegawai.objects.of_pd(contoh):
        assert person.nama not in page
        assert person.nip not in page


def test_staff_of_a_year_without_anyone(masuk, contoh):
    client = masuk(Peran.PEMBACA, contoh)
    for name in ("pegawai", "dasbor_sdm"):
        said = "Tanggal itu belum tiba."
        assert said not in client.get(reverse(name, kwargs=CONTOH)).content.decode()
        future = client.get(reverse(name, kwargs=CONTOH | {"tahun": 2099})).content.decode()
        assert (said in future) is ("pegawai per 31 Desember 2099" in future)
    response = client.get(reverse("pegawai", kwargs=CONTOH | {"tahun": 1950}))

    assert (response.status_code, response.context["tabel"]) == (200, [])


@pytest.mark.parametrize("rows", [1, 3])
def test_unit_page_costs_the_same_for_many_rows(masuk, contoh, django_assert_num_queries, rows):
    root = UnitKerja.objects.get(pd=contoh, induk=None)
    for number in range(rows):
        unit = UnitKerja.objects.create(
            pd=contoh, induk=root, kode=f"U{number}", urutan=50 + number, jenis="bidang", nama="U"
        )
        post = Jabatan.objects.create(pd=contoh, kode=f"J{number}", nama="J", unit=unit)
        PemangkuJabatan.objects.create(jabatan=post, nama="Rekaan", sejak="2023-01-01")
    client = masuk(Peran.PEMBACA, contoh)

    # Session, account, roles, agency, units, holders.
    with django_assert_num_queries(7):
        client.get(reverse("unit", kwargs={"kode": "CONTOH"}))


@pytest.mark.parametrize("rows", [1, 3])
def test_organisasi_costs_the_same_for_many_rows(masuk, contoh, django_assert_num_queries, rows):
    client = masuk(Peran.ADMIN_SISTEM)
    for number in range(rows):
        contoh.pk, contoh.kode = None, f"UJI{number}"
        contoh.save()

    # Session, account, roles, agencies.
    with django_assert_num_queries(5):
        client.get(reverse("organisasi"))


@pytest.mark.parametrize("rows", [1, 3])
@pytest.mark.parametrize(("peran", "queries"), [(Peran.ADMIN_PD, 13), (Peran.PEMBACA, 7)])
def test_staff_page_costs_the_same_for_many_rows(
    masuk, contoh, django_assert_num_queries, rows, peran, queries
):
    kept = Pegawai.objects.of_pd(contoh).values_list("pk", flat=True)[:rows]
    Pegawai.objects.of_pd(contoh).exclude(pk__in=list(kept)).delete()
    client = masuk(peran, contoh)

    # Session, account, roles, agency, staff, their records; one list of posts per breakdown.
    with django_assert_num_queries(queries):
        client.get(reverse("pegawai", kwargs=CONTOH))


def test_role_that_ended_shows_nothing_any_more(masuk, contoh):
    client = masuk(Peran.PEMBACA, contoh)
    PenugasanPeran.objects.update(mulai="2020-01-01", selesai="2020-12-31")

    assert client.get(reverse("unit", kwargs={"kode": "CONTOH"})).status_code == 404
