"""Locks, steps, frozen evidence and the trail, met by every way of writing."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction
from django.db.models import F
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from indicators import triggers
from indicators.enums import JenisBerkas, StatusData, StatusRealisasi
from indicators.models import (
    BuktiDukung,
    Indikator,
    KomponenRealisasi,
    KoreksiRealisasi,
    PeriodePelaporan,
    Realisasi,
)
from workforce.enums import Peran
from workforce.models import JejakAudit

D = Decimal
HASH = "0123456789abcdef" * 4


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


@pytest.fixture
def draf(contoh) -> Realisasi:
    """A draft in the open fourth quarter."""
    indikator = Indikator.objects.get(pd=contoh, kode="I03")
    return Realisasi.objects.create(indikator=indikator, tahun=2023, periode=4, nilai=2)


@pytest.fixture
def sah(draf, akun, contoh) -> Realisasi:
    """The same value, verified by two people."""
    step(draf, "diajukan", diajukan_oleh=akun(Peran.PERENCANA, contoh))
    step(draf, "diverifikasi", diverifikasi_oleh=akun(Peran.VERIFIKATOR, contoh))
    return Realisasi.objects.get(pk=draf.pk)


@pytest.fixture
def terkunci(draf) -> Realisasi:
    """The same value with its components, in a period that was locked since."""
    KomponenRealisasi.objects.create(realisasi=draf, pembilang=1, penyebut=50)
    lock()
    return draf


def lock() -> None:
    PeriodePelaporan.objects.filter(pd__kode="CONTOH", tahun=2023, periode=4).update(terkunci=True)


def step(row: Realisasi, status: str, **names: Any) -> None:
    Realisasi.objects.filter(pk=row.pk).update(status=status, **names)


# --- The lock of a period ----------------------------------------------------------------------


def _save(row: Realisasi) -> None:
    row.nilai = D(3)
    row.save()


def _bulk_update(row: Realisasi) -> None:
    row.catatan = "baru"
    Realisasi.objects.bulk_update([row], ["catatan"])


def _same(row: Realisasi, **values: Any) -> Realisasi:
    return Realisasi(indikator=row.indikator, tahun=2023, periode=4, nilai=1, **values)


REALISASI_WRITES: dict[str, Callable[[Realisasi], Any]] = {
    "save": _save,
    "update": lambda r: Realisasi.objects.filter(pk=r.pk).update(nilai=3),
    "update of prose": lambda r: Realisasi.objects.filter(pk=r.pk).update(penyebab="lain"),
    "step": lambda r: Realisasi.objects.filter(pk=r.pk).update(status="diajukan"),
    "move out": lambda r: Realisasi.objects.filter(pk=r.pk).update(tahun=2022),
    "bulk_update": _bulk_update,
    "delete": lambda r: r.delete(),
    "delete of a queryset": lambda r: Realisasi.objects.filter(pk=r.pk)._raw_delete("default"),
    "raw update": lambda r: sql("UPDATE indicators_realisasi SET nilai = 3 WHERE id = %s", r.pk),
    "raw delete": lambda r: sql("DELETE FROM indicators_realisasi WHERE id = %s", r.pk),
    "create of a component": lambda r: KomponenRealisasi.objects.create(
        realisasi=r, pembilang=1, penyebut=2
    ),
    "change of a component": lambda r: KomponenRealisasi.objects.filter(realisasi=r).update(
        pembilang=9
    ),
    "delete of a component": lambda r: KomponenRealisasi.objects.filter(realisasi=r).delete(),
}


@pytest.mark.parametrize("way", REALISASI_WRITES)
def test_value_of_a_locked_period_does_not_change(terkunci, way):
    before = Realisasi.objects.filter(pk=terkunci.pk).values().get()
    parts = KomponenRealisasi.objects.filter(realisasi=terkunci).values().get()
    refused(triggers.TERKUNCI, lambda: REALISASI_WRITES[way](Realisasi.objects.get(pk=terkunci.pk)))
    assert Realisasi.objects.filter(pk=terkunci.pk).values().get() == before
    assert KomponenRealisasi.objects.filter(realisasi=terkunci).values().get() == parts


@pytest.mark.parametrize("way", [w for w in REALISASI_WRITES if w != "create of a component"])
def test_value_of_an_open_period_changes(draf, way):
    KomponenRealisasi.objects.create(realisasi=draf, pembilang=1, penyebut=50)
    if way in ("delete of a queryset", "raw delete"):
        KomponenRealisasi.objects.filter(realisasi=draf).delete()
    REALISASI_WRITES[way](Realisasi.objects.get(pk=draf.pk))


@pytest.mark.parametrize(
    "way",
    [
        lambda row: row.save(),
        lambda row: Realisasi.objects.bulk_create([row]),
        lambda row: sql(
            "INSERT INTO indicators_realisasi (indikator_id, tahun, periode, nilai, status_data, "
            "skala_berbeda, dasar_penilaian, status, catatan, penyebab, tindak_lanjut, alasan, "
            "versi) VALUES (%s, 2023, 4, 1, 'ada', '', '', 'draf', '', '', '', '', 1)",
            row.indikator_id,
        ),
    ],
    ids=["create", "bulk_create", "raw insert"],
)
def test_no_value_comes_into_a_locked_period(contoh, way):
    row = Realisasi(indikator=Indikator.objects.get(pd=contoh, kode="I03"), tahun=2023, periode=4)
    row.nilai = D(1)
    lock()
    refused(triggers.TERKUNCI, lambda: way(row))
    assert not Realisasi.objects.filter(indikator=row.indikator, periode=4).exists()


def test_empty_cell_comes_into_a_locked_period_for_its_correction_alone(contoh, akun):
    place = {"indikator": Indikator.objects.get(pd=contoh, kode="I03"), "tahun": 2023, "periode": 4}
    lock()
    refused(triggers.TERKUNCI, lambda: Realisasi.objects.create(**place, status_data="belum_rilis"))
    refused(
        triggers.TERKUNCI,
        lambda: Realisasi.objects.create(**place, status_data="tidak_tersedia", status="diajukan"),
    )
    row = Realisasi.objects.create(**place, status_data="tidak_tersedia")
    refused(triggers.TERKUNCI, lambda: Realisasi.objects.filter(pk=row.pk).update(catatan="x"))
    refused(
        triggers.TERKUNCI,
        lambda: Realisasi.objects.filter(pk=row.pk).update(nilai=1, status_data="ada"),
    )


def test_no_value_moves_into_a_locked_period(draf):
    refused(triggers.TERKUNCI, lambda: Realisasi.objects.filter(pk=draf.pk).update(periode=1))


def test_no_component_moves_to_a_value_of_a_locked_period(draf, contoh):
    other = Realisasi.objects.get(indikator__pd=contoh, indikator__kode="I01", periode=5)
    lock()
    refused(
        triggers.TERKUNCI,
        lambda: KomponenRealisasi.objects.filter(realisasi=other).update(realisasi=draf),
    )


def test_unchanged_save_in_a_locked_period_is_no_change(terkunci):
    Realisasi.objects.get(pk=terkunci.pk).save()
    Realisasi.objects.filter(pk=terkunci.pk).update(nilai=F("nilai"), versi=F("versi") + 1)


def test_lock_of_one_agency_leaves_the_other_open(terkunci, bpsdm):
    rows = Realisasi.objects.filter(indikator__pd=bpsdm, tahun=2023, periode=4)
    assert rows.update(catatan="boleh") == 2


@pytest.mark.parametrize(
    "write",
    [
        lambda p: p.update(terkunci=False),
        lambda p: p.update(tahun=2024),
        lambda p: p.update(batas_isi="2024-01-03"),
        lambda p: p.delete(),
        lambda p: sql("UPDATE indicators_periodepelaporan SET terkunci = false"),
        lambda p: sql("DELETE FROM indicators_periodepelaporan"),
    ],
    ids=["unlock", "move", "window", "delete", "raw unlock", "raw delete"],
)
def test_lock_itself_stays(terkunci, write):
    period = PeriodePelaporan.objects.filter(pd__kode="CONTOH", tahun=2023, periode=4)
    refused(triggers.PERIODE_TETAP, lambda: write(period))
    assert period.get().terkunci


@pytest.fixture
def klien(masuk, contoh) -> Client:
    return masuk(Peran.ADMIN_PD, contoh)


def _page(row: Any, page: str) -> str:
    args = () if page == "changelist" else (row.pk,)
    return reverse(f"admin:{row._meta.label_lower.replace('.', '_')}_{page}", args=args)


def test_settings_page_meets_the_lock(bukti, klien):
    lock()
    data = {"realisasi": bukti.realisasi_id, "urutan": 1, "judul": "Lain", "rujukan": ""}
    assert triggers.BEKU in klien.post(_page(bukti, "change"), data, follow=True).text
    bukti.refresh_from_db()
    assert bukti.judul == "Laporan"


def test_settings_page_does_not_delete_from_a_locked_period(bukti, klien):
    lock()
    page = klien.post(_page(bukti, "delete"), {"post": "yes"}, follow=True)
    assert triggers.BEKU in page.text
    assert BuktiDukung.objects.filter(pk=bukti.pk).exists()


def test_settings_page_does_not_delete_chosen_rows_of_a_locked_period(bukti, klien):
    lock()
    data = {"action": "delete_selected", "_selected_action": [bukti.pk], "post": "yes"}
    page = klien.post(_page(bukti, "changelist"), data, follow=True)
    assert triggers.BEKU in page.text
    assert BuktiDukung.objects.filter(pk=bukti.pk).exists()


def test_settings_page_shows_a_value_and_writes_none(draf, klien):
    """Whoever may edit master data may not enter: the grid and files have rules for that."""
    before = Realisasi.objects.filter(pk=draf.pk).values().get()
    page = klien.get(_page(draf, "change"))
    assert page.status_code == 200
    assert 'name="nilai"' not in page.text
    data = {"nilai": "77", "komponen-TOTAL_FORMS": "0", "komponen-INITIAL_FORMS": "0"}
    assert klien.post(_page(draf, "change"), data).status_code == 403
    assert klien.post(_page(draf, "delete"), {"post": "yes"}).status_code == 403
    data = {"action": "delete_selected", "_selected_action": [draf.pk], "post": "yes"}
    klien.post(_page(draf, "changelist"), data)
    assert Realisasi.objects.filter(pk=draf.pk).values().get() == before


# --- Steps -------------------------------------------------------------------------------------

ALLOWED = {
    ("draf", "diajukan"),
    ("diajukan", "draf"),
    ("diajukan", "dikembalikan"),
    ("diajukan", "diverifikasi"),
    ("dikembalikan", "draf"),
    ("dikembalikan", "diajukan"),
    ("diverifikasi", "draf"),
}


@pytest.mark.parametrize("before", StatusRealisasi.values)
@pytest.mark.parametrize("after", StatusRealisasi.values)
def test_every_step(draf, akun, contoh, before, after):
    step(draf, "diajukan", diajukan_oleh=akun(Peran.PERENCANA, contoh))
    checker = akun(Peran.VERIFIKATOR, contoh)
    names = {"diverifikasi_oleh": checker} if before == "diverifikasi" else {}
    if before != "diajukan":
        step(draf, before, **names)
    names = {"diverifikasi_oleh": checker} if after == "diverifikasi" else {}
    if before == after or (before, after) in ALLOWED:
        step(draf, after, **names)
        assert Realisasi.objects.get(pk=draf.pk).status == after
    else:
        refused(triggers.URUTAN, lambda: step(draf, after, **names))
        assert Realisasi.objects.get(pk=draf.pk).status == before


def test_declared_steps_are_the_table():
    assert {(a.value, b.value) for a, b in triggers.PERALIHAN} == ALLOWED


@pytest.mark.parametrize(
    "write",
    [
        lambda r: r.save(),
        lambda r: Realisasi.objects.bulk_update([r], ["status"]),
        lambda r: sql(
            "UPDATE indicators_realisasi SET status = 'dikembalikan' WHERE id = %s", r.pk
        ),
    ],
    ids=["save", "bulk_update", "raw"],
)
def test_no_way_of_writing_skips_a_step(draf, write):
    draf.status = StatusRealisasi.DIKEMBALIKAN
    refused(triggers.URUTAN, lambda: write(draf))


NAMA = "Verifikasi memerlukan nama yang mengajukan dan yang memverifikasi."


def test_verification_needs_both_names(draf, akun, contoh):
    planner, checker = akun(Peran.PERENCANA, contoh), akun(Peran.VERIFIKATOR, contoh)
    step(draf, "diajukan", diajukan_oleh=planner)
    refused(NAMA, lambda: step(draf, "diverifikasi"))
    refused(NAMA, lambda: step(draf, "diverifikasi", diajukan_oleh=None, diverifikasi_oleh=checker))
    step(draf, "diverifikasi", diverifikasi_oleh=checker)


def test_four_eyes(draf, akun, contoh):
    planner = akun(Peran.PERENCANA, contoh)
    step(draf, "diajukan", diajukan_oleh=planner)
    refused("realisasi_empat_mata", lambda: step(draf, "diverifikasi", diverifikasi_oleh=planner))


def test_value_without_data_is_not_verified(draf, akun, contoh):
    step(draf, "diajukan", diajukan_oleh=akun(Peran.PERENCANA, contoh))
    Realisasi.objects.filter(pk=draf.pk).update(nilai=None, status_data=StatusData.BELUM_RILIS)
    checker = akun(Peran.VERIFIKATOR, contoh)
    refused(
        "realisasi_verifikasi_perlu_data",
        lambda: step(draf, "diverifikasi", diverifikasi_oleh=checker),
    )


@pytest.mark.parametrize("change", [{"nilai": 3}, {"dasar_penilaian": "lain"}, {"periode": 5}])
def test_verified_value_that_changes_falls_back(sah, change):
    Realisasi.objects.filter(indikator=sah.indikator, periode=5).delete()
    Realisasi.objects.filter(pk=sah.pk).update(**change)
    row = Realisasi.objects.get(pk=sah.pk)
    assert (row.status, row.diverifikasi_oleh, row.diverifikasi_pada) == ("draf", None, None)


@pytest.mark.parametrize(
    "write",
    [
        lambda r: Realisasi.objects.filter(pk=r.pk).update(nilai=2),
        lambda r: r.save(),
        lambda r: Realisasi.objects.filter(pk=r.pk).update(catatan="Terima kasih."),
    ],
    ids=["same value", "unchanged save", "remark"],
)
def test_verified_value_that_does_not_change_stays_verified(sah, write):
    write(sah)
    row = Realisasi.objects.get(pk=sah.pk)
    assert row.status == StatusRealisasi.DIVERIFIKASI
    assert row.diverifikasi_oleh is not None


def _status(row: Realisasi) -> str:
    return str(Realisasi.objects.values_list("status", flat=True).get(pk=row.pk))


def test_new_component_makes_a_verified_value_fall_back(sah):
    KomponenRealisasi.objects.create(realisasi=sah, pembilang=1, penyebut=50)
    assert _status(sah) == "draf"


@pytest.mark.parametrize(
    "write",
    [
        lambda row: KomponenRealisasi.objects.filter(realisasi=row).update(pembilang=190),
        lambda row: KomponenRealisasi.objects.filter(realisasi=row).delete(),
        lambda row: sql(
            "UPDATE indicators_komponenrealisasi SET penyebut = 199 WHERE realisasi_id = %s", row.pk
        ),
    ],
    ids=["change", "delete", "raw"],
)
def test_changed_component_makes_a_verified_value_fall_back(contoh, write):
    row = Realisasi.objects.get(indikator__pd=contoh, indikator__kode="I01", periode=5)
    write(row)
    assert _status(row) == "draf"


def test_component_that_moves_makes_both_values_fall_back(sah, contoh):
    row = Realisasi.objects.get(indikator__pd=contoh, indikator__kode="I01", periode=5)
    KomponenRealisasi.objects.filter(realisasi=row).update(realisasi=sah)
    assert (_status(row), _status(sah)) == ("draf", "draf")


def test_components_of_a_value_taken_over_from_a_file_follow_it_in(contoh):
    row = Realisasi.objects.get(indikator__pd=contoh, indikator__kode="I02", periode=5)
    KomponenRealisasi.objects.create(realisasi=row, pembilang=8, penyebut=1)
    assert _status(row) == "diverifikasi"


# --- Evidence ----------------------------------------------------------------------------------


def _file(row: Realisasi, **values: Any) -> BuktiDukung:
    return BuktiDukung(
        realisasi=row,
        judul="Laporan",
        berkas="bukti/1/01/x",
        sha256=HASH,
        jenis_isi=JenisBerkas.PDF,
        ukuran=7,
        **values,
    )


@pytest.fixture
def bukti(draf) -> BuktiDukung:
    piece = _file(draf)
    piece.save()
    return piece


BUKTI_WRITES: dict[str, Callable[[BuktiDukung], Any]] = {
    "new file": lambda b: _file(b.realisasi, urutan=2).save(),
    "bulk_create": lambda b: BuktiDukung.objects.bulk_create([_file(b.realisasi, urutan=2)]),
    "title": lambda b: BuktiDukung.objects.filter(pk=b.pk).update(judul="Lain"),
    "hash": lambda b: BuktiDukung.objects.filter(pk=b.pk).update(sha256="f" * 64),
    "delete": lambda b: b.delete(),
    "raw delete": lambda b: sql("DELETE FROM indicators_buktidukung WHERE id = %s", b.pk),
}


@pytest.mark.parametrize("way", BUKTI_WRITES)
def test_evidence_of_a_draft_is_open(bukti, way):
    BUKTI_WRITES[way](bukti)


@pytest.mark.parametrize("way", BUKTI_WRITES)
def test_evidence_of_a_verified_value_is_frozen(bukti, sah, way):
    refused(triggers.BEKU, lambda: BUKTI_WRITES[way](bukti))
    assert BuktiDukung.objects.filter(realisasi=sah).values_list("sha256", "judul").get() == (
        HASH,
        "Laporan",
    )


@pytest.mark.parametrize("way", BUKTI_WRITES)
def test_evidence_of_a_locked_period_is_frozen(bukti, way):
    lock()
    refused(triggers.BEKU, lambda: BUKTI_WRITES[way](bukti))


def test_evidence_does_not_move_to_a_verified_value(bukti, contoh):
    other = Realisasi.objects.get(indikator__pd=contoh, indikator__kode="I02", periode=5)
    assert other.status == "diverifikasi"
    refused(triggers.BEKU, lambda: BuktiDukung.objects.filter(pk=bukti.pk).update(realisasi=other))


def test_pointer_comes_in_beside_a_verified_value(sah):
    BuktiDukung.objects.create(realisasi=sah, judul="Berita acara", rujukan="halaman 12")
    assert sah.bukti.count() == 1


# --- Corrections -------------------------------------------------------------------------------


@pytest.fixture
def koreksi(terkunci, akun, contoh) -> KoreksiRealisasi:
    return KoreksiRealisasi.objects.create(
        realisasi=terkunci,
        nilai_sebelum=2,
        nilai=3,
        alasan="Salah hitung",
        dasar_hukum="LHP Inspektorat",
        oleh=akun(Peran.ADMIN_PD, contoh),
    )


@pytest.mark.parametrize(
    "write",
    [
        lambda k: KoreksiRealisasi.objects.filter(pk=k.pk).update(nilai=4),
        lambda k: KoreksiRealisasi.objects.bulk_update([k], ["nilai"]),
        lambda k: k.save(),
        lambda k: k.delete(),
        lambda k: sql("UPDATE indicators_koreksirealisasi SET alasan = 'x'"),
        lambda k: sql("DELETE FROM indicators_koreksirealisasi"),
    ],
    ids=["update", "bulk_update", "save", "delete", "raw update", "raw delete"],
)
def test_correction_stays(koreksi, write):
    koreksi.nilai = D(4)
    refused("Koreksi tidak dapat diubah atau dihapus; buat koreksi baru.", lambda: write(koreksi))
    assert KoreksiRealisasi.objects.get(pk=koreksi.pk).nilai == D(3)


@pytest.mark.parametrize("empty", ["alasan", "dasar_hukum"])
def test_correction_needs_reason_and_ground(terkunci, akun, contoh, empty):
    values = {"alasan": "Salah hitung", "dasar_hukum": "LHP"} | {empty: ""}
    user = akun(Peran.ADMIN_PD, contoh)
    refused(
        "koreksi_beralasan_berdasar",
        lambda: KoreksiRealisasi.objects.create(realisasi=terkunci, nilai=3, oleh=user, **values),
    )


# --- The trail ---------------------------------------------------------------------------------


def test_created_value_in_the_trail(contoh, akun):
    user = akun(Peran.PERENCANA, contoh)
    row = Realisasi.objects.create(
        indikator=Indikator.objects.get(pd=contoh, kode="I03"),
        tahun=2023,
        periode=4,
        nilai=2,
        diubah_oleh=user,
    )
    (entry,) = trail(triggers.REALISASI, row.pk)
    assert (entry.aksi, entry.pelaku, entry.pd, entry.sebelum) == ("buat", user, contoh, None)
    assert entry.sesudah | {"nilai": D(str(entry.sesudah["nilai"]))} == {
        "indikator": row.indikator_id,
        "tahun": 2023,
        "periode": 4,
        "nilai": D(2),
        "status_data": "ada",
        "perkiraan_rilis": None,
        "skala_berbeda": "",
        "dasar_penilaian": "",
        "surat": None,
        "catatan": "",
        "penyebab": "",
        "tindak_lanjut": "",
        "status": "draf",
        "diajukan_oleh": None,
        "diverifikasi_oleh": None,
        "alasan": "",
    }


CHANGES: dict[str, Callable[[Realisasi], Any]] = {
    "update": lambda r: Realisasi.objects.filter(pk=r.pk).update(catatan="baru"),
    "bulk_update": lambda r: Realisasi.objects.bulk_update([r], ["catatan"]),
    "save": lambda r: r.save(),
    "raw": lambda r: sql("UPDATE indicators_realisasi SET catatan = 'baru' WHERE id = %s", r.pk),
}


@pytest.mark.parametrize("way", CHANGES)
def test_changed_value_in_the_trail(draf, way):
    draf.catatan = "baru"
    CHANGES[way](draf)
    created, entry = trail(triggers.REALISASI, draf.pk)
    assert (created.aksi, entry.aksi, entry.pelaku, entry.alasan) == ("buat", "ubah", None, "")
    assert entry.perubahan == (("catatan", "", "baru"),)
    assert abs((timezone.now() - entry.waktu).total_seconds()) < 60


def test_author_counts_only_with_the_next_version(draf, akun, contoh):
    user = akun(Peran.PERENCANA, contoh)
    rows = Realisasi.objects.filter(pk=draf.pk)
    rows.update(catatan="lewat aplikasi", versi=F("versi") + 1, diubah_oleh=user)
    rows.update(catatan="lewat jalan lain")
    rows.update(catatan="lompat versi", versi=F("versi") + 2)
    entries = trail(triggers.REALISASI, draf.pk)
    assert [(e.sesudah["catatan"], e.pelaku) for e in entries] == [
        ("", None),
        ("lewat aplikasi", user),
        ("lewat jalan lain", None),
        ("lompat versi", None),
    ]


def test_unchanged_save_leaves_no_trail(draf):
    Realisasi.objects.get(pk=draf.pk).save()
    Realisasi.objects.filter(pk=draf.pk).update(nilai=D("2.0000"), versi=F("versi") + 1)
    assert [e.aksi for e in trail(triggers.REALISASI, draf.pk)] == ["buat"]


def test_deleted_value_in_the_trail(draf):
    pk = draf.pk
    draf.delete()
    entry = trail(triggers.REALISASI, pk)[-1]
    assert (entry.aksi, entry.sesudah, entry.pd.kode) == ("hapus", None, "CONTOH")
    assert D(str(entry.sebelum["nilai"])) == D(2)


def test_fall_back_in_the_trail(sah):
    Realisasi.objects.filter(pk=sah.pk).update(nilai=3)
    changes = [
        dict.fromkeys(n for n, _, _ in e.perubahan) for e in trail(triggers.REALISASI, sah.pk)
    ]
    assert {"nilai": None} in changes
    assert {"status": None, "diverifikasi_oleh": None} in changes


def test_bulk_created_values_in_the_trail(contoh):
    rows = [
        Realisasi(indikator=i, tahun=2023, periode=4, nilai=1)
        for i in Indikator.objects.filter(pd=contoh)
    ]
    before = JejakAudit.objects.count()
    Realisasi.objects.bulk_create(rows)
    assert JejakAudit.objects.count() == before + 3


def test_components_evidence_and_corrections_in_the_trail(bukti, koreksi, terkunci):
    parts = KomponenRealisasi.objects.get(realisasi=terkunci)
    (entry,) = trail(triggers.KOMPONEN, parts.pk)
    assert (entry.aksi, entry.pelaku, entry.pd.kode) == ("buat", None, "CONTOH")
    assert D(str(entry.sesudah["penyebut"])) == D(50)
    (entry,) = trail(triggers.BUKTI, bukti.pk)
    assert entry.sesudah["judul"] == "Laporan"
    (entry,) = trail(triggers.KOREKSI, koreksi.pk)
    assert (entry.pelaku, entry.sesudah["alasan"]) == (koreksi.oleh, "Salah hitung")
    assert (D(str(entry.sesudah["nilai_sebelum"])), D(str(entry.sesudah["nilai"]))) == (D(2), D(3))


def test_lock_in_the_trail_names_who_locked(contoh, akun):
    user = akun(Peran.ADMIN_PD, contoh)
    period = PeriodePelaporan.objects.get(pd=contoh, tahun=2023, periode=4)
    PeriodePelaporan.objects.filter(pk=period.pk).update(terkunci=True, dikunci_oleh=user)
    entry = trail(triggers.PERIODE, period.pk)[-1]
    assert (entry.aksi, entry.pelaku) == ("ubah", user)
    assert [(n, bool(a), bool(b)) for n, a, b in entry.perubahan] == [("terkunci", False, True)]
