"""What the database refuses of the budget, and what stays because something refers to it."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Any

import pytest
from django.apps import apps
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.db.models import Model, ProtectedError, UniqueConstraint

from budget import models
from budget.models.anggaran import TINGKAT
from budget.models.koreksi import Koreksi
from indicators.models import Indikator
from workforce.models import PerangkatDaerah

SATU_TINGKAT = "Isi tepat satu tingkat anggaran."


@pytest.fixture
def pemilik(bpsdm) -> dict[str, Any]:
    """One row of every level without ceilings, outputs or links."""
    program = models.Program.objects.create(
        pd=bpsdm, tahun=2030, kode="PX", urutan=1, nama="Program baru", jenis="prioritas"
    )
    kegiatan = models.Kegiatan.objects.create(program=program, kode="KX", urutan=1, nama="Kegiatan")
    sub = models.SubKegiatan.objects.create(
        program=program, kegiatan=kegiatan, kode="SX", urutan=1, nama="Sub kegiatan"
    )
    unit = models.AnggaranUnit.objects.of_pd(bpsdm)[0].unit
    anggaran = models.AnggaranUnit.objects.create(pd=bpsdm, tahun=2030, unit=unit, urutan=1)
    aktivitas = models.Aktivitas.objects.create(
        anggaran_unit=anggaran, kode="AX", urutan=1, nama="Aktivitas"
    )
    return {
        "program": program,
        "kegiatan": kegiatan,
        "sub_kegiatan": sub,
        "aktivitas": aktivitas,
        "anggaran_unit": anggaran,
    }


# --- Rows that belong to exactly one level -----------------------------------------------------

# Model, prefix of its constraints, values of a row, the key within a level and another key.
BERTINGKAT = {
    "pagu": (models.Pagu, {"versi": "murni", "nilai": 1}, {"versi": "perubahan"}),
    "anggaran_bulanan": (models.AnggaranBulanan, {"bulan": 6, "realisasi": 1}, {"bulan": 12}),
    "keluaran": (models.Keluaran, {"urutan": 1, "indikator": "Peserta"}, {"urutan": 2}),
    "kaitan": (
        models.KaitanIndikator,
        {"indikator": lambda: Indikator.objects.get(pd__kode="BPSDM", kode="I01")},
        {"indikator": lambda: Indikator.objects.get(pd__kode="BPSDM", kode="I02")},
    ),
}


def _new(table: str, pd: PerangkatDaerah, *, key: bool = False, **owner: Any) -> Any:
    model, values, other = BERTINGKAT[table]
    given = values | (other if key else {})
    ready = {name: v() if callable(v) else v for name, v in given.items()}
    return model(pd=pd, **ready, **owner)


def _save(row: Model) -> None:
    with transaction.atomic():
        row.save()


@pytest.mark.parametrize("table", BERTINGKAT)
def test_row_without_level_is_refused(table, bpsdm):
    row = _new(table, bpsdm)
    with pytest.raises(ValidationError) as caught:
        row.validate_constraints()
    assert caught.value.messages == [SATU_TINGKAT]
    with pytest.raises(IntegrityError, match=f"{table}_satu_tingkat"):
        _save(row)


@pytest.mark.parametrize("second", [level for level in TINGKAT if level != "program"])
@pytest.mark.parametrize("table", BERTINGKAT)
def test_row_with_two_levels_is_refused(table, second, bpsdm, pemilik):
    row = _new(table, bpsdm, program=pemilik["program"], **{second: pemilik[second]})
    with pytest.raises(ValidationError) as caught:
        row.validate_constraints()
    assert caught.value.messages == [SATU_TINGKAT]
    with pytest.raises(IntegrityError, match=f"{table}_satu_tingkat"):
        _save(row)


@pytest.mark.parametrize("level", TINGKAT)
@pytest.mark.parametrize("table", BERTINGKAT)
def test_row_of_one_level_names_its_owner(table, level, bpsdm, pemilik):
    row = _new(table, bpsdm, **{level: pemilik[level]})
    row.full_clean()
    row.save()
    assert row.pemilik == pemilik[level]


@pytest.mark.parametrize("level", TINGKAT)
@pytest.mark.parametrize("table", BERTINGKAT)
def test_second_row_of_a_level_needs_another_key(table, level, bpsdm, pemilik):
    owner = {level: pemilik[level]}
    _new(table, bpsdm, **owner).save()
    with pytest.raises(IntegrityError, match=r"(?i)unique"):
        _save(_new(table, bpsdm, **owner))
    _save(_new(table, bpsdm, key=True, **owner))
    assert BERTINGKAT[table][0].objects.filter(**owner).count() == 2


@pytest.mark.parametrize("level", TINGKAT)
def test_delete_of_a_level_in_use_is_refused(level, bpsdm, pemilik):
    _new("pagu", bpsdm, **{level: pemilik[level]}).save()
    with pytest.raises(ProtectedError):
        pemilik[level].delete()


# --- The other constraints ---------------------------------------------------------------------


@dataclass(frozen=True)
class Kasus:
    """A constraint with values that it refuses and values that it lets through."""

    nama: str
    model: type[Model]
    ditolak: tuple[dict[str, Any], ...]
    diterima: tuple[dict[str, Any], ...]
    kalimat: str = ""


KASUS = (
    Kasus("program_kode_unik", models.Program, ({},), ({"kode": "P9"}, {"tahun": 2031})),
    Kasus("kegiatan_kode_unik", models.Kegiatan, ({},), ({"kode": "K99"},)),
    Kasus("sub_kegiatan_kode_unik", models.SubKegiatan, ({},), ({"kode": "SK99"},)),
    Kasus("anggaran_unit_tahun_unik", models.AnggaranUnit, ({},), ({"tahun": 2031},)),
    Kasus("aktivitas_kode_unik", models.Aktivitas, ({},), ({"kode": "LAIN"},)),
    Kasus("anggaran_indikator_tahun_unik", models.AnggaranIndikator, ({},), ({"tahun": 2031},)),
    Kasus("angka_kontrol_unik", models.AngkaKontrol, ({},), ({"sumber": "lain"},)),
    Kasus(
        "pagu_tidak_negatif",
        models.Pagu,
        ({"nilai": -1},),
        ({"nilai": 0}, {"nilai": 1}),
        "Pagu tidak boleh negatif.",
    ),
    Kasus(
        "anggaran_bulan_sah",
        models.AnggaranBulanan,
        ({"bulan": 0}, {"bulan": 13}),
        ({"bulan": 10}, {"bulan": 12}),
        "Bulan adalah 1 sampai 12.",
    ),
    Kasus("keluaran_bulanan_unik", models.KeluaranBulanan, ({},), ({"bulan": 11},)),
    Kasus(
        "keluaran_bulan_sah",
        models.KeluaranBulanan,
        ({"bulan": 0}, {"bulan": 13}),
        ({"bulan": 10}, {"bulan": 12}),
        "Bulan adalah 1 sampai 12.",
    ),
    Kasus(
        "anggaran_bulanan_berisi",
        models.AnggaranBulanan,
        ({"rencana": None, "realisasi": None},),
        (
            {"rencana": 1, "realisasi": None},
            {"rencana": None, "realisasi": 0},
            {"rencana": 1, "realisasi": 1},
        ),
        "Isi rencana, realisasi, atau keduanya.",
    ),
    *(
        Kasus(
            f"{table}_{column}_tidak_negatif",
            model,
            ({column: -1}, {column: Decimal("-0.01")}),
            ({column: 0}, {column: 1}),
            f"{column.capitalize()}: angka kumulatif tidak boleh negatif.",
        )
        for table, model, column in (
            ("anggaran", models.AnggaranBulanan, "rencana"),
            ("anggaran", models.AnggaranBulanan, "realisasi"),
            ("keluaran", models.KeluaranBulanan, "capaian"),
        )
    ),
)


def _constraint(kasus: Kasus) -> Any:
    return next(c for c in kasus.model._meta.constraints if c.name == kasus.nama)


def _row(kasus: Kasus, values: dict[str, Any]) -> Model:
    rows: Any = kasus.model._default_manager
    row: Model = rows.of_pd(PerangkatDaerah.objects.get(kode="BPSDM")).first()
    if isinstance(_constraint(kasus), UniqueConstraint):
        row.pk = None
        row._state.adding = True
    for name, value in values.items():
        setattr(row, name, value)
    return row


def test_every_constraint_has_a_case():
    """Complete by construction: a new constraint without a case fails here."""
    declared = {
        constraint.name
        for model in apps.get_app_config("budget").get_models()
        # A correction needs a locked month: see `test_koreksi`.
        if not issubclass(model, Koreksi)
        for constraint in model._meta.constraints
    }
    levels = {f"{table}_satu_tingkat" for table in BERTINGKAT}
    keys = {f"{table}_{level}_unik" for table in BERTINGKAT for level in TINGKAT}
    assert declared == {kasus.nama for kasus in KASUS} | levels | keys


REFUSED = [(kasus, values) for kasus in KASUS for values in kasus.ditolak]
ACCEPTED = [(kasus, values) for kasus in KASUS for values in kasus.diterima]


def _id(value: Any) -> str:
    return value.nama if isinstance(value, Kasus) else ""


@pytest.mark.parametrize(("kasus", "values"), REFUSED, ids=_id)
def test_database_refuses(kasus, values, db):
    row = _row(kasus, values)
    unique = isinstance(_constraint(kasus), UniqueConstraint)
    with pytest.raises(IntegrityError, match=r"(?i)unique" if unique else kasus.nama):
        _save(row)


@pytest.mark.parametrize(("kasus", "values"), ACCEPTED, ids=_id)
def test_database_accepts(kasus, values, db):
    row = _row(kasus, values)
    row.save()
    stored = kasus.model._default_manager.get(pk=row.pk)
    for name, value in values.items():
        assert getattr(stored, name) == value


@pytest.mark.parametrize(
    ("kasus", "values"), [case for case in REFUSED if case[0].kalimat], ids=_id
)
def test_sentence_of_a_refused_value(kasus, values, db):
    with pytest.raises(ValidationError) as caught:
        _row(kasus, values).validate_constraints()
    assert caught.value.messages == [kasus.kalimat]


# --- PROTECT, clean(), names -------------------------------------------------------------------


@pytest.mark.parametrize(
    "model",
    [models.Program, models.Kegiatan, models.SubKegiatan, models.AnggaranUnit, models.Aktivitas],
)
def test_delete_of_a_record_of_the_report_is_refused(model, bpsdm):
    row = model.objects.of_pd(bpsdm).first()
    with pytest.raises(ProtectedError):
        row.delete()


def test_delete_of_an_indicator_with_budget_is_refused(bpsdm):
    assert models.AnggaranIndikator.objects.of_pd(bpsdm).filter(indikator__kode="I01").exists()
    with pytest.raises(ProtectedError):
        Indikator.objects.of_pd(bpsdm).get(kode="I01").delete()


def test_clean_of_sub_kegiatan_within_its_program(pemilik):
    pemilik["sub_kegiatan"].full_clean()


def test_clean_of_sub_kegiatan_without_kegiatan(pemilik):
    pemilik["sub_kegiatan"].kegiatan = None
    pemilik["sub_kegiatan"].full_clean()


def test_clean_of_sub_kegiatan_with_kegiatan_of_another_program(pemilik, bpsdm):
    sub = pemilik["sub_kegiatan"]
    sub.kegiatan = models.Kegiatan.objects.of_pd(bpsdm).get(kode="K01")
    with pytest.raises(ValidationError) as caught:
        sub.clean()
    assert caught.value.message_dict == {"kegiatan": ["Kegiatan bukan bagian dari program ini."]}


def test_names_of_records(bpsdm, pemilik):
    unit = pemilik["anggaran_unit"]
    indikator = Indikator(nama="Waktu layanan")
    assert str(pemilik["program"]) == "Program baru"
    assert str(pemilik["kegiatan"]) == "Kegiatan"
    assert str(pemilik["sub_kegiatan"]) == "Sub kegiatan"
    assert str(pemilik["aktivitas"]) == "Aktivitas"
    assert str(unit) == f"{unit.unit} 2030"
    assert str(_new("pagu", bpsdm, program=pemilik["program"])) == "Program baru (APBD)"
    assert str(_new("pagu", bpsdm, key=True, program=pemilik["program"])) == (
        "Program baru (APBD Perubahan)"
    )
    assert str(_new("anggaran_bulanan", bpsdm, kegiatan=pemilik["kegiatan"])) == (
        "Kegiatan s.d. bulan 6"
    )
    assert str(_new("keluaran", bpsdm, kegiatan=pemilik["kegiatan"])) == "Peserta"
    link = models.KaitanIndikator(kegiatan=pemilik["kegiatan"], indikator=indikator)
    assert str(link) == "Kegiatan untuk Waktu layanan"
    assert str(models.AnggaranIndikator(indikator=indikator, tahun=2023)) == "Waktu layanan 2023"


def test_name_of_a_control_figure_leaves_out_an_empty_key():
    row = models.AngkaKontrol(ukuran="program", kunci="P1", kolom="pagu")
    assert str(row) == "program P1 pagu"
    row.kunci = ""
    assert str(row) == "program pagu"
