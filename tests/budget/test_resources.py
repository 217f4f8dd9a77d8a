"""Files of the budget: out and in again, and every fault named."""

from __future__ import annotations

import contextlib
from collections.abc import Mapping
from typing import Any

import pytest
import tablib
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from django.test import Client
from django.urls import reverse

from budget import resources, triggers
from budget.models import AnggaranBulanan, KeluaranBulanan, Pagu, SubKegiatan
from budget.triggers import TERKUNCI
from lkip.loading import BerkasDitolak, import_rows
from workforce.enums import Peran
from workforce.models import JejakAudit, PerangkatDaerah

Sel = dict[str, Any]
BERKAS = dict(resources.BERKAS)


def _cells(resource: Any, **where: Any) -> list[Sel]:
    """The rows that an export writes."""
    rows: list[Sel] = resource.export(resource.scoped_queryset().filter(**where)).dict
    return rows


def _import(resource: Any, rows: list[Mapping[str, Any]]) -> int:
    dataset = tablib.Dataset(headers=list(resource.columns()))
    for row in rows:
        dataset.append([row[name] for name in resource.columns()])
    with transaction.atomic():
        return import_rows(resource, dataset, berkas="uji.csv", historis=True)


def _refusal(resource: Any, rows: list[Mapping[str, Any]]) -> list[str]:
    with pytest.raises(BerkasDitolak) as caught:
        _import(resource, rows)
    return [str(fault) for fault in caught.value.kesalahan]


def _stored(resource_class: Any, pd: PerangkatDaerah) -> list[Sel]:
    return list(resource_class.Meta.model._default_manager.of_pd(pd).order_by("pk").values())


@pytest.mark.parametrize("resource_class", BERKAS.values(), ids=BERKAS)
def test_export_and_import_change_nothing(resource_class, bpsdm):
    before = _stored(resource_class, bpsdm)
    assert before
    resource = resource_class(bpsdm)
    assert _import(resource, _cells(resource)) == len(before)
    assert _stored(resource_class, bpsdm) == before


@pytest.mark.parametrize("resource_class", BERKAS.values(), ids=BERKAS)
def test_file_of_another_agency_leaves_that_agency_alone(resource_class, bpsdm, contoh):
    before = _stored(resource_class, bpsdm)
    rows = _cells(resource_class(bpsdm))
    # Names that only the other agency knows are refused; rows without any become her own.
    with contextlib.suppress(BerkasDitolak):
        _import(resource_class(contoh), rows)
    assert _stored(resource_class, bpsdm) == before


@pytest.mark.parametrize("resource_class", BERKAS.values(), ids=BERKAS)
def test_repeated_row_is_refused(resource_class, bpsdm):
    resource = resource_class(bpsdm)
    first = _cells(resource)[0]
    (fault,) = _refusal(resource, [first, first])
    assert fault.startswith("uji.csv, baris 3: Kolom ")
    assert fault.endswith("mengulang baris 2.")


# --- Levels ------------------------------------------------------------------------------------


def test_level_and_code_stand_in_two_columns(contoh):
    assert _cells(resources.PaguResource(contoh)) == [
        {
            "tahun": "2023",
            "tingkat": "program",
            "kode": "PC1",
            "versi": "murni",
            "nilai": "1000000000",
        },
        {
            "tahun": "2023",
            "tingkat": "kegiatan",
            "kode": "KC1",
            "versi": "murni",
            "nilai": "1000000000",
        },
    ]


def test_columns_of_a_level_file():
    assert resources.PaguResource.columns() == ("tahun", "tingkat", "kode", "versi", "nilai")
    assert resources.KaitanIndikatorResource.columns() == ("tahun", "tingkat", "kode", "indikator")


@pytest.mark.parametrize(
    ("tingkat", "kode"),
    [
        ("program", "P1"),
        ("kegiatan", "K04"),
        ("sub_kegiatan", "SK01"),
        ("aktivitas", "BID-PKDMF-05"),
        ("anggaran_unit", "SEKRETARIAT"),
    ],
)
def test_every_level_is_found_by_its_code(tingkat, kode, bpsdm):
    resource = resources.PaguResource(bpsdm)
    row = {"tahun": "2023", "tingkat": tingkat, "kode": kode, "versi": "murni", "nilai": "7"}
    _import(resource, [row])
    stored = Pagu.objects.of_pd(bpsdm).get(versi="murni", **{f"{tingkat}__isnull": False}, nilai=7)
    assert getattr(stored, f"{tingkat}_id") == stored.pemilik.pk
    assert stored.pd == bpsdm


def test_unknown_level_is_refused(contoh):
    resource = resources.PaguResource(contoh)
    row = _cells(resource)[0] | {"tingkat": "bidang"}
    assert _refusal(resource, [row]) == [
        "uji.csv, baris 2: Kolom tingkat: terbaca “bidang”; diharapkan salah satu dari: "
        "program, kegiatan, sub_kegiatan, aktivitas, anggaran_unit."
    ]


def test_total_row_is_refused(bpsdm):
    """A line of totals copied along from a spreadsheet names no program."""
    resource = resources.PaguResource(bpsdm)
    rows = _cells(resource, program__isnull=False)
    total = rows[0] | {"kode": "TOTAL", "nilai": "123256791085"}
    assert _refusal(resource, [*rows, total]) == [
        "uji.csv, baris 8, kolom program: terbaca “TOTAL”; diharapkan kode program yang sudah "
        "ada; “TOTAL / 2023” tidak ditemukan."
    ]


def test_level_of_another_year_is_refused(contoh):
    resource = resources.PaguResource(contoh)
    assert _refusal(resource, [_cells(resource)[0] | {"tahun": "2022"}]) == [
        "uji.csv, baris 2, kolom program: terbaca “PC1”; diharapkan kode program yang sudah "
        "ada; “PC1 / 2022” tidak ditemukan."
    ]


# --- Faults and foreign codes ------------------------------------------------------------------


@pytest.mark.parametrize(
    ("resource_class", "values", "sentence"),
    [
        (
            resources.PaguResource,
            {"kode": "P1"},
            "uji.csv, baris 2, kolom program: terbaca “P1”; diharapkan kode program yang sudah "
            "ada; “P1 / 2023” tidak ditemukan.",
        ),
        (
            resources.KegiatanResource,
            {"program": "P1"},
            "uji.csv, baris 2, kolom program: terbaca “P1”; diharapkan kode program yang sudah "
            "ada; “P1 / 2023” tidak ditemukan.",
        ),
        (
            resources.KaitanIndikatorResource,
            {"indikator": "I22"},
            "uji.csv, baris 2, kolom indikator: terbaca “I22”; diharapkan kode indikator yang "
            "sudah ada; “I22” tidak ditemukan.",
        ),
        (
            resources.PaguResource,
            {"nilai": "1.000.000.000"},
            "uji.csv, baris 2, kolom nilai: terbaca “1.000.000.000”; diharapkan bilangan dengan "
            "titik desimal, misalnya 1234.5.",
        ),
        (
            resources.PaguResource,
            {"nilai": "-1"},
            "uji.csv, baris 2: Pagu tidak boleh negatif.",
        ),
        (
            resources.PaguResource,
            {"versi": "geser"},
            "uji.csv, baris 2, kolom versi: terbaca “geser”; diharapkan salah satu dari: murni, "
            "perubahan.",
        ),
        (
            resources.AnggaranBulananResource,
            {"bulan": "13"},
            "uji.csv, baris 2: Bulan adalah 1 sampai 12.",
        ),
        (
            resources.AnggaranBulananResource,
            {"rencana": "", "realisasi": ""},
            "uji.csv, baris 2: Isi rencana, realisasi, atau keduanya.",
        ),
        (
            resources.ProgramResource,
            {"jenis": "wajib"},
            "uji.csv, baris 2, kolom jenis: terbaca “wajib”; diharapkan salah satu dari: "
            "prioritas, penunjang.",
        ),
    ],
)
def test_fault_of_a_record(resource_class, values, sentence, contoh):
    resource = resource_class(contoh)
    assert _refusal(resource, [_cells(resource)[0] | values]) == [sentence]


def test_missing_amount_is_not_zero(contoh):
    resource = resources.AnggaranBulananResource(contoh)
    row = _cells(resource, bulan=12)[0]
    _import(resource, [row | {"realisasi": ""}])
    stored = AnggaranBulanan.objects.of_pd(contoh).get(bulan=12)
    assert (stored.rencana, stored.realisasi) == (1000000000, None)


def test_kegiatan_of_another_program_is_refused(bpsdm):
    resource = resources.SubKegiatanResource(bpsdm)
    row = _cells(resource, kode="SK09")[0] | {"kegiatan": "K01"}
    assert _refusal(resource, [row]) == [
        "uji.csv, baris 2, kolom kegiatan: terbaca “K01”; Kegiatan bukan bagian dari program ini."
    ]


def test_kegiatan_of_a_sub_kegiatan_may_be_unknown(bpsdm):
    resource = resources.SubKegiatanResource(bpsdm)
    row = _cells(resource, kode="SK09")[0]
    assert (row["program"], row["kegiatan"], row["tahun"]) == ("P3", "", "2023")
    _import(resource, [row | {"kegiatan": "K04"}])
    assert SubKegiatan.objects.of_pd(bpsdm).get(kode="SK09").kegiatan.kode == "K04"


# --- A person's file ---------------------------------------------------------------------------


def _personal(resource: Any, row: Mapping[str, Any], user: Any) -> list[str]:
    """Import a row as the settings page does; the faults, if any."""
    dataset = tablib.Dataset(headers=list(resource.columns()))
    dataset.append([row[name] for name in resource.columns()])
    try:
        with transaction.atomic():
            import_rows(resource, dataset, berkas="uji.csv", user=user)
    except BerkasDitolak as error:
        return [str(fault) for fault in error.kesalahan]
    return []


def test_a_file_of_a_person_meets_the_rules_of_the_page(bpsdm, akun):
    resource = resources.AnggaranBulananResource(bpsdm)
    row = _cells(resource, aktivitas__kode="SEKRETARIAT-01")[0]
    reader = akun(Peran.PEMBACA, bpsdm)
    (fault,) = _personal(resource, row | {"realisasi": "5"}, reader)
    assert "Hak mengisi realisasi untuk Sekretariat" in fault
    planner = akun(Peran.PERENCANA, bpsdm)
    (fault,) = _personal(resource, row | {"bulan": "9"}, planner)
    assert TERKUNCI in fault
    assert _personal(resource, row | {"realisasi": "5"}, planner) == []
    stored = AnggaranBulanan.objects.get(aktivitas__kode="SEKRETARIAT-01")
    assert (stored.realisasi, stored.versi, stored.diubah_oleh) == (5, 2, planner)


def test_a_file_that_changes_nothing_asks_for_no_right(bpsdm, akun):
    resource = resources.AnggaranBulananResource(bpsdm)
    row = _cells(resource, aktivitas__kode="SEKRETARIAT-01")[0]
    assert _personal(resource, row, akun(Peran.PEMBACA, bpsdm)) == []
    assert AnggaranBulanan.objects.get(aktivitas__kode="SEKRETARIAT-01").versi == 1


def test_a_new_month_of_a_file_begins_with_version_one(bpsdm, akun):
    planner = akun(Peran.PERENCANA, bpsdm)
    resource = resources.AnggaranBulananResource(bpsdm)
    row = _cells(resource, aktivitas__kode="SEKRETARIAT-01")[0]
    assert (
        _personal(resource, row | {"bulan": "11", "realisasi": "", "rencana": "7"}, planner) == []
    )
    stored = AnggaranBulanan.objects.get(aktivitas__kode="SEKRETARIAT-01", bulan=11)
    assert (stored.rencana, stored.versi, stored.diubah_oleh) == (7, 0, None)
    filled = row | {"bulan": "11", "realisasi": "5", "rencana": "7"}
    assert _personal(resource, filled, planner) == []
    stored.refresh_from_db()
    assert (stored.realisasi, stored.versi, stored.diubah_oleh) == (5, 1, planner)


def test_a_plan_of_a_file_does_not_disturb_who_enters_realisasi(bpsdm, akun, masuk):
    """As the page of plans: `versi` and `diubah_oleh` speak of the realisasi alone."""
    resource = resources.AnggaranBulananResource(bpsdm)
    row = _cells(resource, aktivitas__kode="SEKRETARIAT-01")[0]
    assert _personal(resource, row | {"realisasi": "5"}, akun(Peran.PERENCANA, bpsdm)) == []
    _upload(masuk(Peran.ADMIN_PD, bpsdm), bpsdm, row | {"realisasi": "5", "rencana": "7"})
    stored = AnggaranBulanan.objects.get(aktivitas__kode="SEKRETARIAT-01")
    assert (stored.rencana, stored.versi) == (7, 2)
    assert str(stored.diubah_oleh) == "perencana-bpsdm"
    trail = JejakAudit.objects.filter(tabel=triggers.BULANAN, baris=stored.pk).order_by("pk")
    assert [str(entry.pelaku) for entry in trail][-2:] == ["perencana-bpsdm", "admin_pd-bpsdm"]


def _upload(client: Client, pd: PerangkatDaerah, row: Mapping[str, Any]) -> None:
    """Bring a row in by the settings page, in its two steps."""
    text = f"{','.join(row)}\n{','.join(map(str, row.values()))}\n".encode()
    data = {"pd": pd.pk, "resource": "", "format": "0"}
    upload = SimpleUploadedFile("berkas.csv", text, "text/csv")
    page = "admin:budget_anggaranbulanan_"
    response = client.post(reverse(f"{page}import"), data | {"import_file": upload})
    confirm = response.context["confirm_form"].initial
    assert client.post(reverse(f"{page}process_import"), confirm | {"pd": pd.pk}).status_code == 302


@pytest.mark.parametrize(
    ("berkas", "change", "fault"),
    [
        (
            "anggaran_bulanan",
            {"realisasi": "-5"},
            "Realisasi: angka kumulatif tidak boleh negatif.",
        ),
        ("anggaran_bulanan", {"rencana": "-5"}, "Rencana: angka kumulatif tidak boleh negatif."),
        ("keluaran_bulanan", {"capaian": "-5"}, "Capaian: angka kumulatif tidak boleh negatif."),
    ],
)
def test_no_file_brings_a_negative_figure(berkas, change, fault, bpsdm):
    resource = BERKAS[berkas](bpsdm)
    assert _refusal(resource, [_cells(resource)[0] | change]) == [f"uji.csv, baris 2: {fault}"]


def test_outputs_of_a_file_meet_the_rules_too(bpsdm, akun):
    resource = resources.KeluaranBulananResource(bpsdm)
    row = _cells(resource, keluaran__aktivitas__kode="SEKRETARIAT-04")[0]
    assert row == {
        "tahun": "2023",
        "tingkat": "aktivitas",
        "kode": "SEKRETARIAT-04",
        "keluaran": "1",
        "bulan": "12",
        "capaian": "4",
    }
    (fault,) = _personal(resource, row | {"capaian": "3"}, akun(Peran.PEMBACA, bpsdm))
    assert "Hak mengisi realisasi untuk Sekretariat" in fault
    planner = akun(Peran.PERENCANA, bpsdm)
    assert _personal(resource, row | {"capaian": "3"}, planner) == []
    stored = KeluaranBulanan.objects.get(keluaran__aktivitas__kode="SEKRETARIAT-04")
    assert (stored.capaian, stored.versi, stored.diubah_oleh) == (3, 2, planner)


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (
            {"tingkat": "bagian"},
            "tingkatnya diharapkan salah satu dari: program, kegiatan, sub_kegiatan, aktivitas, "
            "anggaran_unit; terbaca “bagian”",
        ),
        ({"keluaran": "7"}, "diharapkan kode keluaran yang sudah ada"),
    ],
)
def test_outputs_that_do_not_exist_are_refused(bpsdm, change, words):
    resource = resources.KeluaranBulananResource(bpsdm)
    (fault,) = _refusal(resource, [_cells(resource)[0] | change])
    assert words in fault
