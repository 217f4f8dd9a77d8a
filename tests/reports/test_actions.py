"""Writes of the reports app: a wish for a document and what becomes of it."""

from __future__ import annotations

import pytest
from django.db import transaction
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from reports.actions import catat_kemajuan, gagalkan_dokumen, minta_dokumen, selesaikan_dokumen
from reports.enums import JenisDokumen, StatusPermintaan
from reports.models import PermintaanDokumen
from workforce.enums import Peran


@pytest.fixture
def permintaan(contoh, akun) -> PermintaanDokumen:
    return PermintaanDokumen.objects.create(
        pd=contoh, tahun=2023, jenis=JenisDokumen.PK_PDF, pengguna=akun(Peran.PERENCANA, contoh)
    )


def test_minta_dokumen_queues_after_the_wish_is_stored(
    contoh, akun, django_capture_on_commit_callbacks
):
    user = akun(Peran.PERENCANA, contoh)

    with django_capture_on_commit_callbacks(execute=True) as callbacks:
        wish = minta_dokumen(pd=contoh, tahun=2023, jenis=JenisDokumen.LKIP_PDF, by=user)
        assert DBTaskResult.objects.count() == 0

    (queued,) = DBTaskResult.objects.all()
    assert len(callbacks) == 1
    assert queued.args_kwargs == {"args": [wish.pk], "kwargs": {}}
    assert (wish.status, wish.persen, wish.pengguna, wish.berkas.name) == (
        StatusPermintaan.ANTRE,
        0,
        user,
        "",
    )


def test_minta_dokumen_of_a_rolled_back_request_queues_nothing(
    contoh, akun, django_capture_on_commit_callbacks
):
    user = akun(Peran.PERENCANA, contoh)

    with django_capture_on_commit_callbacks(execute=True) as callbacks, transaction.atomic():
        minta_dokumen(pd=contoh, tahun=2023, jenis=JenisDokumen.LKIP_PDF, by=user)
        transaction.set_rollback(True)

    assert callbacks == []
    assert PermintaanDokumen.objects.count() == 0


@pytest.mark.parametrize(("persen", "stored"), [(3, 3), (99, 99), (100, 99), (140, 99)])
def test_catat_kemajuan_never_reads_as_finished(permintaan, persen, stored):
    catat_kemajuan(permintaan=permintaan, tahap="Menata halaman", persen=persen)

    permintaan.refresh_from_db()
    assert (permintaan.status, permintaan.tahap, permintaan.persen) == (
        StatusPermintaan.DIKERJAKAN,
        "Menata halaman",
        stored,
    )


def test_catat_kemajuan_cuts_a_long_stage(permintaan):
    catat_kemajuan(permintaan=permintaan, tahap="x" * 200, persen=1)

    permintaan.refresh_from_db()
    assert permintaan.tahap == "x" * 120


def test_selesaikan_dokumen_stores_the_file(permintaan):
    before = timezone.now()

    selesaikan_dokumen(permintaan=permintaan, nama="pk.pdf", isi=b"%PDF-1.7")

    permintaan.refresh_from_db()
    assert (permintaan.status, permintaan.tahap, permintaan.persen) == (
        StatusPermintaan.SELESAI,
        "Selesai",
        100,
    )
    with permintaan.berkas.open() as stream:
        assert stream.read() == b"%PDF-1.7"
    assert permintaan.berkas.name == f"dokumen/{before:%Y/%m}/pk.pdf"
    assert before <= permintaan.selesai <= timezone.now()


def test_gagalkan_dokumen_keeps_the_sentence_and_no_file(permintaan):
    gagalkan_dokumen(permintaan=permintaan, pesan="Fakta “x” tidak ditemukan.")

    permintaan.refresh_from_db()
    assert (permintaan.status, permintaan.pesan, permintaan.berkas.name) == (
        StatusPermintaan.GAGAL,
        "Fakta “x” tidak ditemukan.",
        "",
    )
    assert permintaan.selesai is not None
