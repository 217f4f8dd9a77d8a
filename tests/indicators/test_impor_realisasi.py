"""Files of values on the settings page: they meet the rules of the entry page, row by row."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest
import tablib
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from indicators.models import (
    Indikator,
    KomponenRealisasi,
    PeriodePelaporan,
    Realisasi,
)
from indicators.resources import PeriodeResource, RealisasiResource
from indicators.triggers import KOMPONEN, REALISASI, TERKUNCI
from lkip.loading import BerkasDitolak, import_rows
from workforce.enums import Peran
from workforce.models import JejakAudit, User

D = Decimal


@pytest.fixture
def perencana(akun, contoh) -> User:
    return akun(Peran.PERENCANA, contoh)


def _file(**cells: str) -> tablib.Dataset:
    columns = RealisasiResource.columns()
    row = {"indikator": "I03", "tahun": "2023", "periode": "4", "nilai": "2"}
    row |= {"status_data": "ada", "status": "draf"} | cells
    return tablib.Dataset([row.get(c, "") for c in columns], headers=columns)


def _load(pd: Any, user: User, **cells: str) -> Realisasi:
    import_rows(RealisasiResource(pd), _file(**cells), berkas="realisasi.csv", user=user)
    return Realisasi.objects.get(
        indikator__pd=pd,
        indikator__kode=cells.get("indikator", "I03"),
        tahun=2023,
        periode=cells.get("periode", "4"),
    )


@pytest.mark.parametrize("status", ["draf", "diajukan", "dikembalikan", "diverifikasi"])
def test_status_of_a_file_changes_nothing(contoh, perencana, status):
    row = _load(contoh, perencana, status=status)
    assert (row.nilai, row.status, row.versi, row.diubah_oleh) == (D(2), "draf", 1, perencana)
    (entry,) = JejakAudit.objects.filter(tabel=REALISASI, baris=row.pk)
    assert (entry.aksi, entry.pelaku) == ("buat", perencana)


def test_file_raises_the_version_and_leaves_no_trail_of_what_stays(contoh, perencana):
    _load(contoh, perencana)
    row = _load(contoh, perencana, status="diverifikasi")
    assert (row.versi, row.status) == (2, "draf")
    assert JejakAudit.objects.filter(tabel=REALISASI, baris=row.pk).count() == 1


def test_changed_value_of_a_file_drops_the_verification(contoh, perencana):
    before = Realisasi.objects.get(indikator__pd=contoh, indikator__kode="I02", periode=5)
    assert before.status == "diverifikasi"
    row = _load(contoh, perencana, indikator="I02", periode="5", nilai="9", status="diverifikasi")
    assert (row.nilai, row.status) == (D(9), "draf")


def test_same_value_of_a_file_keeps_the_verification(contoh, perencana):
    row = _load(
        contoh,
        perencana,
        indikator="I02",
        periode="5",
        nilai="8",
        dasar_penilaian="Data aplikasi",
        status="draf",
    )
    assert row.status == "diverifikasi"


def _refused(pd: Any, user: User, **cells: str) -> str:
    with pytest.raises(BerkasDitolak) as caught:
        _load(pd, user, **cells)
    return str(caught.value)


def test_file_meets_the_lock(contoh, perencana):
    assert _refused(contoh, perencana, periode="1") == f"realisasi.csv, baris 2: {TERKUNCI}"


def test_file_meets_a_submitted_value(contoh, perencana):
    row = _load(contoh, perencana)
    Realisasi.objects.filter(pk=row.pk).update(status="diajukan", diajukan_oleh=perencana)
    assert "Nilai sedang diperiksa verifikator." in _refused(contoh, perencana, nilai="3")


def test_file_of_a_period_that_does_not_exist(contoh, perencana):
    assert "Periode ini belum dibuat." in _refused(contoh, perencana, tahun="2024")


@pytest.mark.parametrize("peran", [Peran.ADMIN_SISTEM, Peran.VERIFIKATOR, Peran.PEMBACA])
def test_file_of_somebody_without_the_right(contoh, akun, peran):
    assert "Hak mengisi realisasi untuk Sekretariat Dinas Contoh" in _refused(
        contoh, akun(peran, contoh)
    )


def test_components_of_a_file_win_over_its_value(contoh, perencana):
    row = _load(contoh, perencana, indikator="I01", nilai="1", pembilang="191", penyebut="200")
    assert row.nilai == D("95.5")
    assert (row.komponen.pembilang, row.komponen.penyebut) == (D(191), D(200))


def test_file_without_components_takes_them_away(contoh, perencana):
    row = _load(contoh, perencana, indikator="I01", pembilang="191", penyebut="200")
    pk = row.komponen.pk
    row = _load(contoh, perencana, indikator="I01", nilai="90")
    assert row.nilai == D(90)
    assert not KomponenRealisasi.objects.filter(realisasi=row).exists()
    assert JejakAudit.objects.filter(tabel=KOMPONEN, baris=pk).first().aksi == "hapus"


def _periods(**cells: str) -> tablib.Dataset:
    columns = PeriodeResource.columns()
    row = {
        "tahun": "2023",
        "periode": "4",
        "mulai": "2024-01-02",
        "batas_isi": "2035-12-31",
        "batas_verifikasi": "2035-12-31",
    } | cells
    return tablib.Dataset([row.get(c, "") for c in columns], headers=columns)


@pytest.mark.parametrize("tahun", ["2023", "2024"])
def test_lock_of_a_file_locks_nothing(contoh, akun, tahun):
    import_rows(
        PeriodeResource(contoh),
        _periods(tahun=tahun, terkunci="1"),
        berkas="periode.csv",
        user=akun(Peran.ADMIN_PD, contoh),
    )
    assert not PeriodePelaporan.objects.get(pd=contoh, tahun=tahun, periode=4).terkunci


def test_file_does_not_take_a_lock_off(contoh, akun):
    import_rows(
        PeriodeResource(contoh),
        _periods(
            periode="1",
            mulai="2023-04-01",
            batas_isi="2023-04-05",
            batas_verifikasi="2023-04-15",
            terkunci="0",
        ),
        berkas="periode.csv",
        user=akun(Peran.ADMIN_PD, contoh),
    )
    assert PeriodePelaporan.objects.get(pd=contoh, tahun=2023, periode=1).terkunci


def test_history_of_a_whole_agency_comes_in_as_it_was(contoh):
    import_rows(
        RealisasiResource(contoh),
        _file(status="diverifikasi"),
        berkas="realisasi.csv",
        historis=True,
    )
    indikator = Indikator.objects.get(pd=contoh, kode="I03")
    assert Realisasi.objects.get(indikator=indikator, periode=4).status == "diverifikasi"


# --- The settings page -------------------------------------------------------------------------


def _upload(client: Client, pd: Any, **cells: str) -> Any:
    """Both steps of the page: the preview, then the confirmation of what it shows."""
    file = SimpleUploadedFile("realisasi.csv", _file(**cells).export("csv").encode())
    preview = client.post(
        reverse("admin:indicators_realisasi_import"),
        {"pd": pd.pk, "resource": "0", "import_file": file, "format": "0"},
    )
    confirm = preview.context.get("confirm_form")
    if confirm is None:
        return preview
    url = reverse("admin:indicators_realisasi_process_import")
    return client.post(url, confirm.initial | {"pd": pd.pk}, follow=True)


def test_upload_names_its_author_and_brings_no_status(contoh, masuk):
    _upload(masuk(Peran.ADMIN_PD, contoh), contoh, status="diverifikasi")
    row = Realisasi.objects.get(indikator__pd=contoh, indikator__kode="I03", periode=4)
    assert (row.nilai, row.status, row.versi) == (D(2), "draf", 1)
    assert row.diubah_oleh.username == "admin_pd-contoh"


def test_upload_meets_the_lock(contoh, masuk):
    response = _upload(masuk(Peran.ADMIN_PD, contoh), contoh, periode="1")
    assert TERKUNCI in response.text
    rows = Realisasi.objects.filter(indikator__pd=contoh, indikator__kode="I03", periode=1)
    assert not rows.exists()
