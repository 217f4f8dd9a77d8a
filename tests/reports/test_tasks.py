"""Rendering in the background, through the queue and its worker."""

from __future__ import annotations

from io import BytesIO

import pikepdf
import pytest
from django_tasks.base import TaskResultStatus
from django_tasks_db.models import DBTaskResult

from reports.actions import minta_dokumen
from reports.enums import JenisDokumen, StatusPermintaan
from reports.models import Narasi, PermintaanDokumen
from reports.tasks import GANGGUAN, _progress
from workforce.enums import Peran


@pytest.fixture
def minta(contoh, akun, django_capture_on_commit_callbacks):
    """Ask for a document of the small agency."""
    user = akun(Peran.PERENCANA, contoh)

    def ask(jenis: JenisDokumen) -> PermintaanDokumen:
        with django_capture_on_commit_callbacks(execute=True):
            return minta_dokumen(pd=contoh, tahun=2023, jenis=jenis, by=user)

    return ask


@pytest.mark.parametrize(
    ("jenis", "name", "title"),
    [
        (
            JenisDokumen.LKIP_PDF,
            "lkip-contoh-2023.pdf",
            "Laporan Kinerja Instansi Pemerintah Dinas Contoh Tahun 2023",
        ),
        (
            JenisDokumen.PK_PDF,
            "perjanjian-kinerja-contoh-2023.pdf",
            "Perjanjian Kinerja Dinas Contoh Tahun 2023",
        ),
        (
            JenisDokumen.DASBOR_PDF,
            "dasbor-contoh-2023.pdf",
            "Dashboard Kinerja Dinas Contoh Tahunan 2023",
        ),
    ],
)
def test_worker_renders_the_wish(minta, pekerja, jenis, name, title):
    wish = minta(jenis)

    pekerja()

    wish.refresh_from_db()
    assert (wish.status, wish.persen, wish.pesan) == (StatusPermintaan.SELESAI, 100, "")
    assert wish.berkas.name.endswith(f"/{name}")
    with wish.berkas.open() as stream, pikepdf.open(BytesIO(stream.read())) as pdf:
        assert str(pdf.docinfo["/Title"]) == title
    assert DBTaskResult.objects.get().status == TaskResultStatus.SUCCESSFUL


def test_unknown_fact_fails_the_wish_with_its_sentence(minta, pekerja, contoh, settings):
    Narasi.objects.update_or_create(
        pd=contoh, tahun=2023, bagian="latar-belakang", defaults={"isi": "<p>[[pd.gaji]]</p>"}
    )
    wish = minta(JenisDokumen.LKIP_PDF)

    pekerja()

    wish.refresh_from_db()
    assert (wish.status, wish.pesan) == (
        StatusPermintaan.GAGAL,
        "Bagian latar-belakang: Fakta “pd.gaji” tidak ditemukan.",
    )
    assert wish.berkas.name == ""
    assert not settings.MEDIA_ROOT.exists()
    assert DBTaskResult.objects.get().status == TaskResultStatus.SUCCESSFUL


def test_unforeseen_failure_tells_whoever_waits_and_the_log(minta, pekerja, contoh, settings):
    # A place for charts that cannot be made: a file stands where the folder should be.
    settings.VAR_DIR = settings.VAR_DIR / "berkas"
    settings.VAR_DIR.write_text("bukan folder", encoding="utf-8")
    wish = minta(JenisDokumen.LKIP_PDF)

    pekerja()

    wish.refresh_from_db()
    assert (wish.status, wish.pesan, wish.berkas.name) == (StatusPermintaan.GAGAL, GANGGUAN, "")
    result = DBTaskResult.objects.get()
    assert result.status == TaskResultStatus.FAILED
    assert "NotADirectoryError" in result.exception_class_path


@pytest.mark.parametrize(("pages", "persen"), [(1, 10), (30, 26), (150, 90), (300, 99)])
def test_progress_is_noted_with_the_pages_laid_out(contoh, akun, pages, persen):
    wish = PermintaanDokumen.objects.create(
        pd=contoh,
        tahun=2023,
        jenis=JenisDokumen.LKIP_PDF,
        pengguna=akun(Peran.PERENCANA, contoh),
    )

    _progress(wish)(pages)

    wish.refresh_from_db()
    assert (wish.tahap, wish.persen) == (f"{pages} halaman tertata", persen)
