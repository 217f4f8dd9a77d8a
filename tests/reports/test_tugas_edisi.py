"""Editions among the tasks, and the command that checks what is stored."""

from __future__ import annotations

from datetime import date
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.urls import reverse

from reports import pembekuan
from reports.actions_edisi import (
    IsianKirim,
    finalkan_edisi,
    gagalkan_edisi,
    mulai_bekukan,
    tandai_kirim,
)
from reports.enums import JenisBerkasEdisi, JenisEdisi
from reports.models import Edisi
from reports.tugas_edisi import tugas
from tests.reports.edisi import NOMOR, SAAT, cuplikan, edisi_beku
from workforce.enums import Peran
from workforce.models import PenugasanPeran, User

HARI = date(2024, 2, 20)


@pytest.fixture
def daftar(contoh):
    """Tasks of an account: title, note, due date."""

    def make(user: User) -> list[tuple[str, str, date]]:
        found = tugas(User.objects.get(pk=user.pk), {contoh.pk: contoh}, HARI)
        return [(t.judul, t.keterangan, t.jatuh_tempo) for t in found]

    return make


def test_frozen_final_edition_waits_for_the_head(contoh, admin, kepala, daftar):
    row = edisi_beku(contoh, admin)
    edisi_beku(contoh, admin, urutan=2, jenis=JenisEdisi.DRAF)

    assert daftar(kepala) == [
        ("Finalkan laporan 2023", f"{row.nomor}: Laporan final.", date(2024, 2, 29))
    ]
    assert daftar(admin) == []
    # Whoever prepared it does not finalise it, with whatever roles.
    PenugasanPeran.objects.create(pengguna=admin, peran=Peran.PIMPINAN, pd=contoh)
    assert daftar(admin) == []


def test_final_edition_waits_to_be_sent_until_a_correction_takes_its_place(
    contoh, admin, kepala, daftar
):
    row = edisi_beku(contoh, admin)
    row = finalkan_edisi(edisi=row, dilihat=row.sidik, by=kepala)
    assert daftar(kepala) == []
    first = row.pengiriman.get(urutan=1)
    tandai_kirim(pengiriman=first, isian=IsianKirim(first.tenggat, HARI), by=admin)

    (found,) = tugas(admin, {contoh.pk: contoh}, HARI)

    assert (found.judul, found.jumlah, found.sisa) == ("Kirim laporan 2023", 2, 40)
    assert found.keterangan == "Unggahan ke esr.menpan.go.id; Pengumuman pada situs resmi."
    assert found.alamat == reverse("edisi_rinci", args=("CONTOH", 2023, 1)) + "#pengiriman"
    second = edisi_beku(contoh, admin, cuplikan(urutan=2, mengoreksi=row.nomor), induk=row)
    finalkan_edisi(edisi=second, dilihat=second.sidik, by=kepala)
    assert [t.jumlah for t in tugas(admin, {contoh.pk: contoh}, HARI)] == [3]


def test_failed_edition_waits_for_those_who_prepare(contoh, admin, kepala, daftar):
    Edisi.objects.create(
        pd=contoh,
        tahun=2023,
        urutan=1,
        jenis="draf",
        judul="Draf",
        kemajuan_pada=SAAT,
        dibuat_oleh=admin,
        dibuat_pada=SAAT,
        diubah_oleh=admin,
    )
    row = mulai_bekukan(pk=Edisi.objects.get().pk, percobaan=1)
    gagalkan_edisi(edisi=row, pesan="Fakta tidak ditemukan.")

    assert daftar(admin) == [
        (
            "Ulangi atau hentikan edisi 1 laporan 2023",
            "Fakta tidak ditemukan.",
            date(2024, 2, 29),
        )
    ]
    assert daftar(kepala) == []


@pytest.mark.parametrize(
    ("peran", "queries"), [(Peran.PERENCANA, 0), (Peran.PIMPINAN, 1), (Peran.ADMIN_PD, 2)]
)
def test_tasks_cost_what_the_rights_ask_for(
    contoh, akun, peran, queries, django_assert_num_queries
):
    user = akun(peran, contoh)
    assert user.roles

    with django_assert_num_queries(queries):
        assert list(tugas(user, {contoh.pk: contoh}, HARI)) == []


# --- the command -------------------------------------------------------------------------------


def jalankan(*pilihan: str) -> str:
    out = StringIO()
    call_command("edisi", "CONTOH", "2023", *pilihan, stdout=out)
    return out.getvalue()


def test_command_finds_stored_files_whole_and_makes_them_again(contoh, admin, monkeypatch):
    edisi_beku(contoh, admin)
    monkeypatch.setattr(pembekuan, "pdf", lambda isi, nomor, pages: b"%PDF-1.7 lain")

    lines = jalankan("--buat-ulang").splitlines()

    assert lines[:4] == [
        f"{NOMOR} Cuplikan (JSON): utuh",
        f"{NOMOR} HTML: utuh",
        f"{NOMOR} PDF: utuh",
        f"{NOMOR} Excel: utuh",
    ]
    assert lines[4].endswith("sama bita demi bita: Cuplikan (JSON), HTML, Excel")
    assert lines[5] == "1 edisi; 0 berkas tidak utuh"


def test_command_names_a_touched_file(contoh, admin, settings):
    row = edisi_beku(contoh, admin)
    file = row.berkas.get(jenis=JenisBerkasEdisi.HTML)
    (settings.MEDIA_ROOT / file.berkas.name).write_bytes(b"lain")
    out = StringIO()

    with pytest.raises(CommandError, match="Ada berkas yang tidak utuh"):
        call_command("edisi", "CONTOH", "2023", "--buat-ulang", stdout=out)

    assert "HTML edisi ini di penyimpanan berbeda dari SHA-256" in out.getvalue()
    assert "dibuat ulang" not in out.getvalue()


def test_command_knows_no_unknown_agency(db):
    with pytest.raises(CommandError, match="Perangkat daerah TIADA tidak ditemukan"):
        call_command("edisi", "TIADA", "2023")
