"""The page of tasks of whoever leads: the needs of the dashboard, and open decisions."""

from __future__ import annotations

from datetime import date

import pytest
from django.core.cache import caches
from django.utils import timezone

from reports.tugas_pimpinan import kebutuhan
from tests.reports.keputusan import keputusan
from workforce.enums import Peran
from workforce.models import PenugasanPeran, UnitKerja, User

HARI = date(2024, 2, 1)


def text(part: str) -> str:
    return " ".join(part.split())


def test_head_reads_on_her_first_page_what_the_dashboard_says(masuk, bpsdm):
    client = masuk(Peran.PIMPINAN, bpsdm)
    page = text(client.get("/tugas/").content.decode())

    assert "Perlu Anda sekarang (3 dari 8): BPSDM, Tahunan 2023</h2>" in page
    assert "Tidak ada tugas dengan tenggat" in page
    assert "Tidak ada yang menunggu Anda" not in page
    board = text(client.get("/dashboard/BPSDM/2023/").content.decode())
    needs = page.partition("<ol>")[2].partition("</ol>")[0]
    assert needs.count("<li>") == 3
    assert needs in board


@pytest.mark.parametrize("peran", [p for p in Peran if p != Peran.PIMPINAN])
def test_nobody_else_is_asked(akun, bpsdm, peran):
    assert kebutuhan(akun(peran, None if peran == Peran.ADMIN_SISTEM else bpsdm), HARI) == []


def test_head_of_a_unit_leads_no_agency(akun, bpsdm):
    user = akun(Peran.PIMPINAN, bpsdm)
    unit = UnitKerja.objects.filter(pd=bpsdm).first()
    PenugasanPeran.objects.filter(pengguna=user).update(unit=unit)

    assert kebutuhan(User.objects.get(pk=user.pk), HARI) == []


def test_open_decisions_say_whether_they_wait_for_her(akun, contoh):
    user = akun(Peran.PIMPINAN, contoh)
    late = keputusan(contoh, user, tenggat=date(2024, 1, 31))
    keputusan(
        contoh, user, "I02", keputusan="Perbarui SOP.", hasil="Selesai.",
        dilaporkan_oleh=user, dilaporkan_pada=timezone.now(),
    )  # fmt: skip
    keputusan(contoh, user, "I03")
    keputusan(
        contoh, user, keadaan="selesai", hasil="Ada.", ditutup_oleh=user,
        ditutup_pada=timezone.now(),
    )  # fmt: skip

    needs, decisions = kebutuhan(user, HARI)
    assert "Perlu Anda sekarang: Dinas Contoh, Tahunan 2023" in needs
    said = text(decisions)
    assert "Keputusan rapat Dinas Contoh yang masih terbuka (3)" in said
    assert f'/dashboard/CONTOH/keputusan/{late.pk}/">I01 TW III 2023</a>: Tambah' in said
    assert "tenggat 31 Januari 2024 · lewat tenggat, hasil belum dilaporkan" in said
    assert said.count("hasil sudah dilaporkan, menunggu Anda tutup") == 1


def test_agency_without_agreement_has_decisions_alone(akun, contoh, kosong):
    user = akun(Peran.PIMPINAN, kosong)
    assert kebutuhan(user, HARI) == []


@pytest.mark.parametrize("count", [1, 3])
def test_queries_do_not_grow_with_the_decisions(akun, contoh, count, django_assert_num_queries):
    user = akun(Peran.PIMPINAN, contoh)
    for _ in range(count):
        keputusan(contoh, user)
    caches["dasbor"].clear()
    with django_assert_num_queries(18):
        kebutuhan(user, HARI)
    user = User.objects.get(pk=user.pk)
    with django_assert_num_queries(4):
        assert len(kebutuhan(user, HARI)) == 2
