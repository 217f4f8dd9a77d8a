"""Corrections of months whose quarter is locked."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse

from budget import triggers
from budget.actions import koreksi_bulanan
from budget.kumulatif import PEMILIK, Kumulatif
from budget.models import AnggaranBulanan, Keluaran, KoreksiAnggaran, KoreksiKeluaran
from budget.queries import (
    aktivitas_per_unit,
    anggaran_tahun,
    baris_program,
    baris_unit,
    jumlah,
    keluaran_bulan,
)
from budget.queries_jumlah import jumlah_pd
from indicators.actions import Bentrok
from indicators.models import Pemberitahuan
from lkip.numbers import format_rupiah
from reports.context import Konteks
from reports.queries_anggaran import dasbor_anggaran
from reports.sections import (
    anggaran_program_realisasi,
    ikhtisar_program,
    kualitas_anggaran,
    serapan,
)
from tests.budget.values import D, aktivitas, bulanan, limited, lock, program, unit
from workforce.actions import Ditolak
from workforce.enums import AksiJejak, Peran
from workforce.jejak import dengan_anak
from workforce.models import JejakAudit, User
from workforce.querysets import hari_ini

ATK = D(200195226)
ISIAN = {
    "terakhir": 0,
    "nilai": "200.000.000",
    "alasan": "Salah hitung",
    "dasar_hukum": "Berita acara 12/2024",
}
SEBAB = {"alasan": "Salah hitung", "dasar_hukum": "BA 1"}
DIUBAH = "Rp200.195.226 menjadi Rp200.000.000"


@pytest.fixture
def admin(akun, bpsdm) -> User:
    return akun(Peran.ADMIN_PD, bpsdm)


@pytest.fixture
def klien(admin) -> Client:
    client = Client()
    client.force_login(admin)
    return client


@pytest.fixture
def terkunci(bpsdm) -> AnggaranBulanan:
    """December of an activity, in a quarter that is locked since."""
    lock(bpsdm, 4)
    return bulanan(aktivitas())


@pytest.fixture
def keluaran(bpsdm) -> Keluaran:
    """An output of an activity: target 4, reached 4 in December."""
    return Keluaran.objects.get(aktivitas=aktivitas("SEKRETARIAT-04"))


def address(owner: Any, bulan: int = 12) -> str:
    level = getattr(owner, "TINGKAT", "keluaran")
    return reverse("anggaran_koreksi", args=("BPSDM", 2023, bulan, level, owner.pk))


def correct(row: Any, nilai: int, by: User, **more: Any):
    return koreksi_bulanan(bulanan=row, nilai=D(nilai), by=by, **SEBAB, **more)


# --- The page ----------------------------------------------------------------------------------


def test_the_page_shows_the_locked_figure(klien, terkunci):
    page = klien.get(address(aktivitas())).text
    assert "<strong>Rp200.195.226</strong>Berlaku sekarang" in page
    assert "Belum ada koreksi." in page


def test_a_correction_is_recorded_beside_the_figure(klien, terkunci, admin):
    answer = klien.post(address(aktivitas()), ISIAN, follow=True)
    assert answer.redirect_chain == [(address(aktivitas()), 302)]
    assert f"Koreksi dicatat: {DIUBAH}." in answer.text
    entry = terkunci.koreksi.get()
    assert (entry.nilai_sebelum, entry.nilai, entry.oleh) == (ATK, D(200_000_000), admin)
    assert (entry.alasan, entry.dasar_hukum) == ("Salah hitung", "Berita acara 12/2024")
    row = bulanan(aktivitas())
    assert (row.realisasi, row.versi, row.berlaku) == (ATK, 1, D(200_000_000))
    assert "<strong>Rp200.000.000</strong>Berlaku sekarang" in answer.text
    assert "<strong>Rp200.195.226</strong>Sebelum dikoreksi" in answer.text


def test_the_trail_tells_who_and_why(klien, terkunci, admin, bpsdm):
    klien.post(address(aktivitas()), ISIAN)
    entry = JejakAudit.objects.get(tabel=triggers.KOREKSI)
    assert (entry.pelaku, entry.aksi, entry.pd) == (admin, AksiJejak.BUAT, bpsdm)
    assert entry.sesudah["alasan"] == "Salah hitung"
    # The history of the month holds it.
    history = JejakAudit.objects.filter(dengan_anak(triggers.BULANAN, terkunci.pk))
    assert entry in history
    page = klien.get(reverse("jejak", args=("BPSDM",))).text
    assert f"{aktivitas().nama} s.d. bulan 12" in page


def test_planners_and_heads_are_told(terkunci, keluaran, admin, akun, bpsdm):
    akun(Peran.PERENCANA, bpsdm, "perencana")
    akun(Peran.PIMPINAN, bpsdm, "pimpinan")
    akun(Peran.VERIFIKATOR, bpsdm, "verifikator")
    money = correct(terkunci, 200_000_000, admin)
    output = keluaran.bulanan.get(bulan=12)
    reached = correct(output, 3, admin)
    notices = Pemberitahuan.objects.order_by("pengguna__username", "pk")
    told = [(n.pengguna.username, n.jenis, n.kunci, n.tanda, n.kalimat, n.tautan) for n in notices]
    owner = aktivitas()
    expected = [
        (
            "dikoreksi",
            f"BPSDM/2023/aktivitas/{owner.pk}/12",
            f"k{money.pk}",
            f"{owner} s.d. bulan 12 2023 dikoreksi dari {DIUBAH}: Salah hitung (dasar: BA 1)",
            address(owner),
        ),
        (
            "dikoreksi",
            f"BPSDM/2023/keluaran/{keluaran.pk}/12",
            f"k{reached.pk}",
            f"{keluaran} s.d. bulan 12 2023 dikoreksi dari 4 menjadi 3: Salah hitung (dasar: BA 1)",
            address(keluaran),
        ),
    ]
    assert told == [(name, *notice) for name in ("perencana", "pimpinan") for notice in expected]


def test_the_next_correction_follows_the_last(klien, terkunci):
    klien.post(address(aktivitas()), ISIAN)
    last = terkunci.koreksi.get()
    klien.post(address(aktivitas()), ISIAN | {"terakhir": last.pk, "nilai": "1.234"})
    assert [k.perubahan for k in terkunci.koreksi.all()] == [
        DIUBAH,
        "Rp200.000.000 menjadi Rp1.234",
    ]


def test_someone_faster_shows_the_newer_correction_and_keeps_what_was_typed(klien, terkunci):
    klien.post(address(aktivitas()), ISIAN)
    answer = klien.post(address(aktivitas()), ISIAN | {"nilai": "7"})
    assert answer.status_code == 409
    assert "Orang lain sudah mengubah nilai ini sesudah halaman Anda dibuka." in answer.text
    assert DIUBAH in answer.text
    assert 'value="7"' in answer.text
    assert f'name="terakhir" value="{terkunci.koreksi.get().pk}"' in answer.text


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"nilai": ""}, "Isi nilai yang benar."),
        ({"alasan": " "}, "Isi alasan koreksi."),
        ({"dasar_hukum": ""}, "Isi dasar koreksi, misalnya nomor berita acara."),
        ({"nilai": "Rp200.195.226"}, "sama dengan nilai yang berlaku sekarang."),
        ({"nilai": "-5"}, "Terbaca -Rp5; angka kumulatif tidak boleh negatif."),
        ({"nilai": "7,1234"}, "tidak dapat dibaca sebagai angka."),
    ],
)
def test_what_does_not_fit_comes_back(change, sentence, klien, terkunci):
    answer = klien.post(address(aktivitas()), ISIAN | change)
    assert answer.status_code == 422
    assert sentence in answer.text
    assert not terkunci.koreksi.exists()


def test_an_output_is_corrected_as_a_number(klien, keluaran, bpsdm, admin):
    lock(bpsdm, 4)
    assert "<strong>4</strong>Berlaku sekarang" in klien.get(address(keluaran)).text
    answer = klien.post(address(keluaran), ISIAN | {"nilai": "1.234"})
    assert answer.status_code == 422
    assert "dapat dibaca sebagai" in answer.text
    answer = klien.post(address(keluaran), ISIAN | {"nilai": "7,1234"})
    assert answer.status_code == 422
    assert "tidak memiliki lebih dari 2 angka desimal" in answer.text
    answer = klien.post(address(keluaran), ISIAN | {"nilai": "3"}, follow=True)
    assert "Koreksi dicatat: 4 menjadi 3." in answer.text
    month = keluaran.bulanan.get()
    assert (month.capaian, month.berlaku) == (4, 3)
    (entry,) = JejakAudit.objects.filter(tabel=triggers.KOREKSI_KELUARAN)
    assert (entry.pelaku, entry.pd) == (admin, bpsdm)
    assert str(month.koreksi.get()) == f"Koreksi {keluaran} s.d. bulan 12"
    (row,) = keluaran_bulan(Keluaran.objects.filter(pk=keluaran.pk))
    assert (row.capaian, row.persen) == (3, 75)


@pytest.mark.parametrize("peran", [Peran.PERENCANA, Peran.PIMPINAN, Peran.PEMBACA])
def test_other_roles_see_corrections_but_make_none(peran, klien, masuk, bpsdm, terkunci):
    klien.post(address(aktivitas()), ISIAN)
    reader = masuk(peran, bpsdm)
    page = reader.get(address(aktivitas())).text
    refusal = (
        f"Hak mengoreksi nilai yang terkunci untuk {unit().unit.nama} dimiliki oleh: "
        "Administrator perangkat daerah."
    )
    assert DIUBAH in page
    assert refusal in page
    assert "Catat koreksi" not in page
    answer = reader.post(address(aktivitas()), ISIAN)
    assert answer.status_code == 403
    assert refusal in answer.text
    denied = JejakAudit.objects.get(aksi=AksiJejak.DITOLAK)
    assert (denied.tabel, denied.baris, denied.alasan) == (
        triggers.BULANAN,
        terkunci.pk,
        refusal,
    )
    assert terkunci.koreksi.count() == 1


def test_what_is_not_there_is_not_found(klien, masuk, contoh, terkunci, keluaran):
    assert klien.get(address(aktivitas(), 11)).status_code == 404
    assert klien.get(address(keluaran, 11)).status_code == 404
    assert klien.get(address(keluaran).replace("2023", "2022")).status_code == 404
    assert klien.get(address(aktivitas()).replace("2023", "2022")).status_code == 404
    stranger = masuk(Peran.ADMIN_PD, contoh)
    assert stranger.get(address(aktivitas())).status_code == 404
    assert stranger.post(address(aktivitas()), ISIAN).status_code == 404


def test_an_open_quarter_is_changed_in_the_grid(klien):
    assert triggers.BELUM_TERKUNCI in klien.get(address(aktivitas())).text
    assert klien.post(address(aktivitas()), ISIAN).status_code == 403


@pytest.mark.parametrize("number", [1, 3])
def test_corrections_read_with_the_same_queries(
    number, klien, terkunci, admin, django_assert_num_queries
):
    for n in range(number):
        correct(terkunci, n, admin)
    # Session and account; agency; level with its unit; month with corrections; windows; notices.
    with django_assert_num_queries(14):
        klien.get(address(aktivitas()))


# --- The action and the database ---------------------------------------------------------------


def test_the_action_asks_for_the_correction_that_it_follows(terkunci, admin):
    entry = correct(terkunci, 7, admin, terakhir=0)
    with pytest.raises(Bentrok):
        correct(terkunci, 6, admin, terakhir=0)
    assert correct(terkunci, 6, admin, terakhir=entry.pk).nilai == 6
    assert correct(terkunci, 5, admin).nilai_sebelum == 6
    with pytest.raises(ValidationError) as refused:
        correct(terkunci, 5, admin)
    assert refused.value.message_dict == {
        "nilai": ["Nilai Rp5 sama dengan nilai yang berlaku sekarang."]
    }


def test_rules_hold_for_every_caller(admin, akun, bpsdm, contoh):
    row = bulanan(aktivitas())
    with pytest.raises(Ditolak, match="belum dikunci"):
        correct(row, 5, admin)
    plan = AnggaranBulanan.objects.create(pd=bpsdm, aktivitas=aktivitas(), bulan=11, rencana=5)
    lock(bpsdm, 4)
    with pytest.raises(Ditolak, match="belum mempunyai angka"):
        correct(plan, 5, admin)
    with pytest.raises(Ditolak, match="Hak mengoreksi nilai yang terkunci"):
        correct(row, 5, akun(Peran.ADMIN_PD, contoh))
    with pytest.raises(Ditolak, match="Hak mengoreksi nilai yang terkunci"):
        correct(row, 5, limited(akun, bpsdm, "SEKRETARIAT"))
    assert not KoreksiAnggaran.objects.exists()


def refused(sentence: str, write: Any) -> None:
    with pytest.raises(IntegrityError, match=sentence), transaction.atomic():
        write()


def test_the_database_keeps_corrections(terkunci, keluaran, admin):
    entry = correct(terkunci, 7, admin)
    output = correct(keluaran.bulanan.get(), 3, admin)
    for row in (entry, output):
        model = type(row)
        refused(triggers.KOREKSI_TETAP, lambda m=model: m.objects.update(nilai=1))
        refused(triggers.KOREKSI_TETAP, row.delete)
        values = {"bulanan": row.bulanan, "nilai_sebelum": 1, "oleh": admin}
        refused(
            "beralasan_berdasar",
            lambda m=model, v=values: m.objects.create(nilai=1, alasan="", dasar_hukum="BA", **v),
        )
        refused("tidak_negatif", lambda m=model, v=values: m.objects.create(nilai=-1, **SEBAB, **v))
    names = {c.name for m in (KoreksiAnggaran, KoreksiKeluaran) for c in m._meta.constraints}
    assert names == {
        f"{table}_{what}"
        for table in ("koreksianggaran", "koreksikeluaran")
        for what in ("beralasan_berdasar", "tidak_negatif")
    }


def test_the_database_takes_no_correction_of_an_open_month(keluaran, admin):
    for row in (bulanan(aktivitas()), keluaran.bulanan.get()):
        make = row.koreksi.model
        values = {"bulanan": row, "nilai_sebelum": 1, "nilai": 2, "oleh": admin, **SEBAB}
        refused(triggers.BELUM_TERKUNCI, lambda m=make, v=values: m.objects.create(**v))


# --- Wherever the figure counts ----------------------------------------------------------------


def test_every_sum_and_page_counts_the_correction(terkunci, admin, bpsdm, contoh, klien):
    own = program(bpsdm)
    before = {
        "program": baris_program(bpsdm, 2023)[0].realisasi,
        "jumlah": jumlah(baris_program(bpsdm, 2023)).realisasi,
    }
    correct(bulanan(own), int(before["program"]) - 100, admin)
    correct(terkunci, int(ATK) - 30, admin)
    assert baris_program(bpsdm, 2023)[0].realisasi == before["program"] - 100
    assert jumlah_pd([bpsdm], 2023)[bpsdm.pk].realisasi == before["jumlah"] - 100
    assert Konteks(bpsdm, 2023).program[0].realisasi == before["program"] - 100
    board = dasbor_anggaran(bpsdm, 2023, hari=hari_ini())
    assert board.jumlah.realisasi == board.terakhir.realisasi == before["jumlah"] - 100
    assert anggaran_tahun(bpsdm, 2023).program[0].realisasi == before["program"] - 100
    (first,) = [
        row
        for part in aktivitas_per_unit(bpsdm, 2023)
        for row in part.baris
        if row.objek == aktivitas()
    ]
    assert first.realisasi == ATK - 30
    page = klien.get(reverse("anggaran_isi", args=("BPSDM", 2023, 12)) + "?unit=SEKRETARIAT")
    shown = {b.lingkup.kode: b for b, _ in page.context["baris"]}
    assert (shown["SEKRETARIAT-01"].nilai, shown["SEKRETARIAT-01"].angka.realisasi) == (
        ATK - 30,
        ATK - 30,
    )
    rows = AnggaranBulanan.objects.filter(aktivitas__anggaran_unit=unit()).select_related(*PEMILIK)
    assert Kumulatif(rows).bawah("anggaran_unit", unit().pk) == (
        sum(row.realisasi for row in rows) - 30
    )


def test_a_corrected_output_counts_for_the_quality_of_its_unit(keluaran, admin, bpsdm, klien):
    output = Keluaran.objects.filter(anggaran_unit=unit()).first()
    Keluaran.objects.filter(pk=output.pk).update(target=10)
    month = output.bulanan.create(bulan=12, capaian=9)
    lock(bpsdm, 4)
    before = next(row for row in baris_unit(bpsdm, 2023) if row.objek == unit())
    correct(month, 8, admin)
    after = next(row for row in baris_unit(bpsdm, 2023) if row.objek == unit())
    assert (before.keluaran[0].capaian, after.keluaran[0].capaian) == (9, 8)
    assert after.capaian_keluaran < before.capaian_keluaran
    page = klien.get(reverse("anggaran_isi", args=("BPSDM", 2023, 12)) + "?unit=SEKRETARIAT")
    (row,) = [b for b, _ in page.context["keluaran"] if b.angka.keluaran == output]
    assert (row.nilai, row.angka.capaian) == (8, 8)


def test_the_grid_shows_corrections_and_leads_to_them(klien, masuk, bpsdm, terkunci, keluaran):
    grid = reverse("anggaran_isi", args=("BPSDM", 2023, 12)) + "?unit=SEKRETARIAT"
    links = [f'href="{address(owner)}"' for owner in (aktivitas(), keluaran)]
    text = klien.get(grid).text
    assert all(link in text for link in links)
    reader = masuk(Peran.PEMBACA, bpsdm)
    assert not any(link in reader.get(grid).text for link in links)
    klien.post(address(aktivitas()), ISIAN)
    klien.post(address(keluaran), ISIAN | {"nilai": "3"})
    text = reader.get(grid).text
    assert f"Koreksi: {DIUBAH}. Salah hitung (Berita acara 12/2024)" in text
    assert "Koreksi: 4 menjadi 3. Salah hitung (Berita acara 12/2024)" in text
    # An open month has nothing to correct.
    open_month = grid.replace("/12/", "/1/")
    assert not any(link in klien.get(open_month).text for link in links)


@pytest.mark.parametrize("number", [1, 3])
def test_the_grid_reads_corrections_with_the_same_queries(
    number, klien, terkunci, keluaran, admin, django_assert_num_queries
):
    for n in range(1, number + 1):
        correct(bulanan(aktivitas(f"SEKRETARIAT-0{n}")), n, admin)
        correct(keluaran.bulanan.get(), n, admin)
    grid = reverse("anggaran_isi", args=("BPSDM", 2023, 12)) + "?unit=SEKRETARIAT"
    # As an open month of a unit; corrections of realisasi, of outputs, and of the printed unit.
    with django_assert_num_queries(20):
        klien.get(grid)


def test_reports_say_what_was_corrected(terkunci, admin, bpsdm, klien):
    said = "Realisasi {} s.d. Desember dikoreksi dari {} menjadi {}: Salah hitung (BA 1)."
    own = bulanan(program(bpsdm))
    correct(own, 7, admin)
    correct(terkunci, 5, admin)
    program_note = said.format(own.pemilik.nama, format_rupiah(own.realisasi), "Rp7")
    unit_note = said.format(aktivitas().nama, "Rp200.195.226", "Rp5")
    konteks = Konteks(bpsdm, 2023)
    for section in (
        ikhtisar_program.SECTION,
        anggaran_program_realisasi.SECTION,
        serapan.PROGRAMS.make(konteks)[0],
    ):
        assert program_note in section.table(konteks).notes
    details = [part.table(konteks).notes for part in kualitas_anggaran.DETAILS.make(konteks)]
    assert [unit_note in notes for notes in details].count(True) == 1
    assert program_note in klien.get(reverse("anggaran", args=("BPSDM", 2023))).text
