"""The lock of a quarter and the trail of the budget, met by every way of writing."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction
from django.test import Client
from django.urls import reverse

from budget import triggers
from budget.models import (
    Aktivitas,
    AnggaranBulanan,
    AnggaranUnit,
    Kegiatan,
    Keluaran,
    KeluaranBulanan,
    Program,
    SubKegiatan,
)
from budget.models.anggaran import TINGKAT
from tests.budget.values import D, aktivitas, lock, sub, unit
from workforce.enums import Peran
from workforce.models import JejakAudit


def refused(sentence: str, write: Callable[[], Any]) -> None:
    """The database refuses with that sentence, whatever the way."""
    with pytest.raises(IntegrityError) as caught, transaction.atomic():
        write()
    assert sentence in str(caught.value)


def sql(statement: str, *params: object) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement, params)


def trail(tabel: str, baris: int) -> list[JejakAudit]:
    return list(JejakAudit.objects.filter(tabel=tabel, baris=baris).order_by("pk"))


def levels(pd) -> dict[str, Any]:
    """One row of every level."""
    return {
        "program": Program.objects.of_pd(pd).first(),
        "kegiatan": Kegiatan.objects.of_pd(pd).first(),
        "sub_kegiatan": SubKegiatan.objects.of_pd(pd).first(),
        "aktivitas": Aktivitas.objects.of_pd(pd).first(),
        "anggaran_unit": AnggaranUnit.objects.of_pd(pd).first(),
    }


@pytest.fixture(params=TINGKAT)
def bulanan(request, bpsdm) -> AnggaranBulanan:
    """A month of the open quarter, at each of the levels."""
    owner = {request.param: levels(bpsdm)[request.param]}
    return AnggaranBulanan.objects.create(pd=bpsdm, bulan=11, rencana=5, realisasi=4, **owner)


def _save(row: AnggaranBulanan) -> None:
    row.realisasi = D(3)
    row.save()


def _bulk_update(row: AnggaranBulanan) -> None:
    row.rencana = D(9)
    AnggaranBulanan.objects.bulk_update([row], ["rencana"])


WRITES: dict[str, Callable[[AnggaranBulanan], Any]] = {
    "save": _save,
    "update": lambda r: AnggaranBulanan.objects.filter(pk=r.pk).update(realisasi=3),
    "update of the plan": lambda r: AnggaranBulanan.objects.filter(pk=r.pk).update(rencana=3),
    "move to an open quarter": lambda r: AnggaranBulanan.objects.filter(pk=r.pk).update(bulan=7),
    "bulk_update": _bulk_update,
    "delete": lambda r: r.delete(),
    "raw update": lambda r: sql(
        "UPDATE budget_anggaranbulanan SET realisasi = 3 WHERE id = %s", r.pk
    ),
    "raw delete": lambda r: sql("DELETE FROM budget_anggaranbulanan WHERE id = %s", r.pk),
}


@pytest.mark.parametrize("way", WRITES)
def test_a_month_of_a_locked_quarter_does_not_change(bulanan, bpsdm, way):
    lock(bpsdm, 4)
    before = AnggaranBulanan.objects.filter(pk=bulanan.pk).values().get()
    refused(triggers.TERKUNCI, lambda: WRITES[way](AnggaranBulanan.objects.get(pk=bulanan.pk)))
    assert AnggaranBulanan.objects.filter(pk=bulanan.pk).values().get() == before


@pytest.mark.parametrize("way", [w for w in WRITES if not w.startswith("move")])
def test_a_month_of_an_open_quarter_changes(bulanan, way):
    WRITES[way](AnggaranBulanan.objects.get(pk=bulanan.pk))


@pytest.mark.parametrize("level", TINGKAT)
@pytest.mark.parametrize("way", ["create", "bulk_create", "move"])
def test_no_month_comes_into_a_locked_quarter(bpsdm, level, way):
    """The first three quarters of the demo are locked."""
    owner = {level: levels(bpsdm)[level]}
    row = AnggaranBulanan(pd=bpsdm, bulan=9, realisasi=1, **owner)
    if way == "create":
        refused(triggers.TERKUNCI, row.save)
    elif way == "bulk_create":
        refused(triggers.TERKUNCI, lambda: AnggaranBulanan.objects.bulk_create([row]))
    else:
        stored = AnggaranBulanan.objects.create(pd=bpsdm, bulan=11, realisasi=1, **owner)
        moved = AnggaranBulanan.objects.filter(pk=stored.pk)
        refused(triggers.TERKUNCI, lambda: moved.update(bulan=1))


def test_who_entered_a_value_may_be_noted_later(bulanan, bpsdm, akun):
    """The version is no content: a lock leaves it alone."""
    lock(bpsdm, 4)
    rows = AnggaranBulanan.objects.filter(pk=bulanan.pk)
    assert rows.update(versi=7, diubah_oleh=akun(Peran.PERENCANA, bpsdm)) == 1


def test_another_agency_and_another_year_are_not_locked(bpsdm, contoh):
    lock(contoh, 4)
    assert AnggaranBulanan.objects.filter(pd=bpsdm, bulan=12).update(rencana=1) > 1
    program = Program.objects.create(
        pd=bpsdm, tahun=2030, kode="PX", urutan=1, nama="Program", jenis="penunjang"
    )
    AnggaranBulanan.objects.create(pd=bpsdm, program=program, bulan=1, realisasi=1)


# --- Outputs -----------------------------------------------------------------------------------


@pytest.fixture
def keluaran(bpsdm) -> Keluaran:
    """An output with what it had reached in December."""
    return Keluaran.objects.get(aktivitas=aktivitas("SEKRETARIAT-04"))


OUTPUT_WRITES: dict[str, Callable[[Keluaran], Any]] = {
    "update": lambda k: k.bulanan.update(capaian=1),
    "delete": lambda k: k.bulanan.get().delete(),
    "create": lambda k: KeluaranBulanan.objects.create(keluaran=k, bulan=11, capaian=1),
    "target": lambda k: Keluaran.objects.filter(pk=k.pk).update(target=1),
    "printed share": lambda k: Keluaran.objects.filter(pk=k.pk).update(capaian_persen=1),
    "words": lambda k: Keluaran.objects.filter(pk=k.pk).update(indikator="lain"),
}


@pytest.mark.parametrize("way", OUTPUT_WRITES)
def test_outputs_follow_the_lock(keluaran, bpsdm, way):
    with transaction.atomic():
        OUTPUT_WRITES[way](keluaran)
        transaction.set_rollback(True)
    lock(bpsdm, 4)
    refused(triggers.TERKUNCI, lambda: OUTPUT_WRITES[way](keluaran))


def test_an_output_comes_and_goes_while_the_year_is_open(keluaran, bpsdm):
    new = Keluaran(pd=bpsdm, program=Program.objects.of_pd(bpsdm).first(), urutan=9)
    new.save()
    new.delete()
    lock(bpsdm, 4)
    new.pk = None
    refused(triggers.TERKUNCI, new.save)
    bare = Keluaran.objects.filter(bulanan=None).first()
    refused(triggers.TERKUNCI, bare.delete)


def test_an_output_of_a_locked_month_does_not_come_in(keluaran):
    refused(
        triggers.TERKUNCI,
        lambda: KeluaranBulanan.objects.create(keluaran=keluaran, bulan=9, capaian=1),
    )


def test_an_output_does_not_walk_into_a_locked_quarter(keluaran, bpsdm):
    """Its months would go with it: here to a year whose first quarter is locked."""
    old = Program.objects.create(
        pd=bpsdm, tahun=2030, kode="PX", urutan=1, nama="Program", jenis="penunjang"
    )
    walker = Keluaran.objects.create(pd=bpsdm, program=old, urutan=1, indikator="Peserta")
    KeluaranBulanan.objects.create(keluaran=walker, bulan=2, capaian=1)
    rows = Keluaran.objects.filter(pk=walker.pk)
    here = Program.objects.of_pd(bpsdm).filter(tahun=2023).first()
    refused(triggers.PINDAH, lambda: rows.update(program=here, urutan=99))


# --- Levels keep their place -------------------------------------------------------------------


def _year(level: str, pd) -> Any:
    owner = levels(pd)[level]
    return type(owner).objects.filter(pk=owner.pk)


@pytest.mark.parametrize("level", ["program", "anggaran_unit"])
def test_a_level_with_locked_values_keeps_its_year(bpsdm, level):
    rows = _year(level, bpsdm)
    with transaction.atomic():
        rows.update(tahun=2031)
        transaction.set_rollback(True)
    lock(bpsdm, 4)
    refused(triggers.PINDAH, lambda: rows.update(tahun=2031))


def test_a_level_with_locked_values_keeps_its_parent(bpsdm):
    other = Program.objects.create(
        pd=bpsdm, tahun=2031, kode="PX", urutan=1, nama="Program", jenis="penunjang"
    )
    elsewhere = AnggaranUnit.objects.create(pd=bpsdm, tahun=2031, unit=unit().unit, urutan=1)
    lock(bpsdm, 4)
    kegiatan = Kegiatan.objects.of_pd(bpsdm).filter(kode="K01")
    subs = SubKegiatan.objects.filter(pk=sub().pk)
    parts = Aktivitas.objects.filter(pk=aktivitas().pk)
    refused(triggers.PINDAH, lambda: kegiatan.update(program=other))
    refused(triggers.PINDAH, lambda: subs.update(program=other))
    refused(triggers.PINDAH, lambda: parts.update(anggaran_unit=elsewhere))
    # Names and order are no place.
    assert parts.update(nama="Nama lain", urutan=99) == 1


def test_a_level_brings_no_values_into_a_locked_year(bpsdm):
    other = Program.objects.create(
        pd=bpsdm, tahun=2031, kode="PX", urutan=1, nama="Program", jenis="penunjang"
    )
    child = SubKegiatan.objects.create(program=other, kode="SX", urutan=1, nama="Sub")
    AnggaranBulanan.objects.create(pd=bpsdm, sub_kegiatan=child, bulan=2, realisasi=1)
    rows = Program.objects.filter(pk=other.pk)
    refused(triggers.PINDAH, lambda: rows.update(tahun=2023))
    assert rows.update(tahun=2032) == 1


# --- The trail ---------------------------------------------------------------------------------


def test_every_change_leaves_its_before_and_after(bulanan, bpsdm):
    AnggaranBulanan.objects.filter(pk=bulanan.pk).update(realisasi=7)
    AnggaranBulanan.objects.get(pk=bulanan.pk).delete()
    made, changed, gone = trail(triggers.BULANAN, bulanan.pk)
    assert [row.aksi for row in (made, changed, gone)] == ["buat", "ubah", "hapus"]
    assert {row.pd for row in (made, changed, gone)} == {bpsdm}
    assert {row.pelaku for row in (made, changed, gone)} == {None}
    assert (changed.sebelum["realisasi"], changed.sesudah["realisasi"]) == (4, 7)
    assert made.sesudah["bulan"] == 11
    assert made.sesudah[bulanan.tingkat] == getattr(bulanan, f"{bulanan.tingkat}_id")
    assert gone.sesudah is None


def test_a_change_without_a_version_has_no_author(bulanan, akun, bpsdm):
    user = akun(Peran.PERENCANA, bpsdm)
    rows = AnggaranBulanan.objects.filter(pk=bulanan.pk)
    rows.update(realisasi=7, versi=2, diubah_oleh=user)
    rows.update(realisasi=8)
    named, unnamed = trail(triggers.BULANAN, bulanan.pk)[1:]
    assert (named.pelaku, unnamed.pelaku) == (user, None)


def test_outputs_leave_a_trail_too(keluaran, bpsdm):
    month = keluaran.bulanan.get()
    keluaran.bulanan.update(capaian=3)
    Keluaran.objects.filter(pk=keluaran.pk).update(target=5)
    assert trail(triggers.KELUARAN_BULANAN, month.pk)[-1].sesudah["capaian"] == 3
    last = trail(triggers.KELUARAN, keluaran.pk)[-1]
    assert (last.sebelum["target"], last.sesudah["target"], last.pd) == (4, 5, bpsdm)


# --- The settings pages ------------------------------------------------------------------------


@pytest.fixture
def klien(masuk, bpsdm) -> Client:
    return masuk(Peran.ADMIN_PD, bpsdm)


@pytest.mark.parametrize("model", [AnggaranBulanan, KeluaranBulanan])
def test_a_settings_page_shows_a_month_and_writes_none(klien, bpsdm, model):
    """Whoever may edit master data may not enter: the grid and files have rules for that."""
    row = model.objects.of_pd(bpsdm).first()
    before = model.objects.filter(pk=row.pk).values().get()
    name = f"admin:{model._meta.label_lower.replace('.', '_')}"
    url = reverse(f"{name}_change", args=(row.pk,))
    page = klien.get(url)
    assert page.status_code == 200
    assert 'name="bulan"' not in page.content.decode()
    assert klien.post(url, {"realisasi": "5", "capaian": "5"}).status_code == 403
    assert klien.get(reverse(f"{name}_add")).status_code == 403
    gone = {"post": "yes"}
    assert klien.post(reverse(f"{name}_delete", args=(row.pk,)), gone).status_code == 403
    chosen = gone | {"action": "delete_selected", "_selected_action": [row.pk]}
    klien.post(reverse(f"{name}_changelist"), chosen)
    assert model.objects.filter(pk=row.pk).values().get() == before
