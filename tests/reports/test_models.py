"""Records of the reports app: what the database itself refuses."""

from __future__ import annotations

import pytest
from django.db import IntegrityError
from django.db.models import ProtectedError

from reports.enums import JenisDokumen, StatusPermintaan
from reports.models import Narasi, PermintaanDokumen
from workforce.enums import Peran


@pytest.fixture
def wish(contoh, akun):
    user = akun(Peran.PERENCANA, contoh)

    def build(**fields) -> PermintaanDokumen:
        values = {
            "pd": contoh,
            "tahun": 2023,
            "jenis": JenisDokumen.LKIP_PDF,
            "pengguna": user,
        }
        return PermintaanDokumen(**values | fields)

    return build


@pytest.mark.parametrize("persen", [0, 1, 100])
def test_percent_within_range_is_stored(wish, persen):
    wish(persen=persen).save()

    assert PermintaanDokumen.objects.get().persen == persen


def test_percent_above_range_is_refused(wish):
    with pytest.raises(IntegrityError, match="permintaan_persen_sah"):
        wish(persen=101).save()


@pytest.mark.parametrize("status", list(StatusPermintaan))
@pytest.mark.parametrize("berkas", ["", "dokumen/x.pdf"])
def test_finished_wish_needs_its_file(wish, status, berkas):
    record = wish(status=status, berkas=berkas)

    if status == StatusPermintaan.SELESAI and not berkas:
        with pytest.raises(IntegrityError, match="permintaan_selesai_ada_berkas"):
            record.save()
    else:
        record.save()
        assert PermintaanDokumen.objects.get().status == status


def test_account_with_a_wish_cannot_be_deleted(wish):
    record = wish()
    record.save()

    with pytest.raises(ProtectedError):
        record.pengguna.delete()


def test_wishes_name_document_and_year_latest_first(wish):
    first, second = wish(), wish(jenis=JenisDokumen.PK_PDF)
    first.save()
    second.save()

    assert [str(w) for w in PermintaanDokumen.objects.all()] == [
        "Perjanjian Kinerja (PDF) 2023",
        "LKIP (PDF) 2023",
    ]


def test_one_narrative_per_section_and_year(contoh):
    Narasi.objects.create(pd=contoh, tahun=2022, bagian="saran", isi="<p>x</p>")
    other = Narasi.objects.create(pd=contoh, tahun=2021, bagian="saran", isi="<p>y</p>")

    assert str(other) == "saran 2021"
    with pytest.raises(IntegrityError):
        Narasi.objects.create(pd=contoh, tahun=2022, bagian="saran", isi="<p>z</p>")
