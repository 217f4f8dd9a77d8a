"""Pages of entry: with and without a script, allowed and denied, alone and in conflict."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from decimal import Decimal
from typing import Any

import pytest
from django.db import connection
from django.db.models import F
from django.test import Client
from django.urls import reverse

from indicators import triggers
from indicators.actions import Isian, ajukan, kembalikan, simpan_realisasi
from indicators.models import (
    BuktiDukung,
    Indikator,
    KomponenRealisasi,
    PeriodePelaporan,
    Realisasi,
    SkalaPredikat,
)
from indicators.triggers_perencanaan import PEMICU_INDIKATOR_TETAP
from lkip.triggers import lifted
from tests.indicators.values import submitted
from workforce.enums import Peran
from workforce.models import JejakAudit, User

D = Decimal
ISI = reverse("pengukuran_isi", args=("CONTOH", 2023, 4))
AJUKAN = reverse("pengukuran_ajukan", args=("CONTOH", 2023, 4))


def cell(name: str, kode: str = "I03", pd: str = "CONTOH", periode: int = 4) -> str:
    return reverse(f"pengukuran_{name}", args=(pd, 2023, periode, kode))


def typed(kode: str = "I03", **values: str) -> dict[str, str]:
    """What a browser sends of one row."""
    row = {"versi": "0", "status_data": "ada", "perkiraan_rilis": "", "penyebab": ""}
    row |= {"tindak_lanjut": "", "catatan": ""} | values
    return {f"{kode}-{name}": value for name, value in row.items()}


@pytest.fixture
def client(masuk, contoh) -> Client:
    """A planner."""
    return masuk(Peran.PERENCANA, contoh)


@pytest.fixture
def perencana(client) -> User:
    return User.objects.get(username="perencana-contoh")


def stored(kode: str = "I03") -> Realisasi | None:
    return Realisasi.objects.filter(
        indikator__pd__kode="CONTOH", indikator__kode=kode, tahun=2023, periode=4
    ).first()


def keep(by: User, kode: str = "I03", versi: int = 0, **isi: Any) -> Realisasi:
    return simpan_realisasi(
        indikator=Indikator.objects.get(pd__kode="CONTOH", kode=kode),
        tahun=2023,
        periode=4,
        isian=Isian(**isi),
        versi=versi,
        by=by,
    )


def complete(by: User) -> Realisasi:
    """A value that may be submitted: on target, with evidence."""
    row = keep(by, nilai=D(0))
    BuktiDukung.objects.create(realisasi=row, judul="LHP")
    return row


# --- Reading -----------------------------------------------------------------------------------


def test_overview_names_every_period_and_indicator(client):
    page = client.get(reverse("pengukuran", args=("CONTOH", 2023))).text
    for text in ("TW I", "TW IV", "Tahunan", "I01", "I03", "Terkunci."):
        assert text in page
    assert "3 dari 3 diverifikasi" in page


def test_grid_of_an_open_period(client):
    page = client.get(ISI).text
    for name in ("I01-pembilang", "I01-penyebut", "I02-nilai", "I03-nilai"):
        assert f'name="{name}"' in page
    assert "Pengisian dibuka 2 Januari 2024 sampai 31 Desember 2035" in page
    assert "Ajukan yang lengkap" in page


def test_grid_of_a_locked_period_has_no_fields(client):
    page = client.get(reverse("pengukuran_isi", args=("CONTOH", 2023, 1))).text
    assert triggers.TERKUNCI in page
    assert "I03-nilai" not in page
    assert "Ajukan yang lengkap" not in page


def test_grid_of_one_unit(client):
    page = client.get(ISI, {"unit": "SEK-CONTOH"}).text
    assert 'name="I03-nilai"' in page
    assert "I02-nilai" not in page


def test_grid_of_a_year_without_an_agreement(client):
    page = client.get(reverse("pengukuran_isi", args=("CONTOH", 2031, 4))).text
    assert "Belum ada Perjanjian Kinerja yang berlaku pada tahun 2031." in page


def test_grid_of_a_reader_has_no_fields(masuk, contoh):
    page = masuk(Peran.PEMBACA, contoh).get(ISI).text
    assert "I03-nilai" not in page
    assert "Hak mengisi realisasi untuk Sekretariat Dinas Contoh dimiliki oleh" in page


# --- A plain form, without a script ------------------------------------------------------------


def test_plain_form_saves_what_is_right_and_keeps_what_is_not(client):
    data = (
        typed("I01", pembilang="191", penyebut="200")
        | typed("I02", nilai="1.234", penyebab="sebab yang diketik")
        | typed("I03", nilai="2")
    )
    response = client.post(ISI, data)
    assert response.status_code == 200
    page = response.text
    assert "2 realisasi disimpan." in page
    assert "1 baris belum disimpan. Perbaiki yang ditandai di bawah." in page
    assert "dapat dibaca sebagai 1.234 atau 1,234" in page
    assert 'value="1.234"' in page
    assert "sebab yang diketik" in page
    # The script keeps the refused row in the browser: nothing of it is stored.
    assert [
        part.split('"')[0]
        for part in page.split('data-kode="')[1:]
        if " data-belum" in part.partition(">")[0]
    ] == ["I02"]
    # The saved rows show what is stored now, and its version.
    assert 'name="I01-versi" value="1"' in page
    assert 'value="191"' in page
    assert (stored("I01").nilai, stored("I02"), stored("I03").nilai) == (D("95.5"), None, D(2))


def test_plain_form_that_is_right_comes_back_to_the_page(client):
    response = client.post(ISI, typed(nilai="2") | {"unit": "SEK-CONTOH"})
    assert (response.status_code, response["Location"]) == (302, f"{ISI}?unit=SEK-CONTOH")


def test_plain_form_leaves_untouched_rows_alone(client, perencana):
    keep(perencana, nilai=D("1234.5"), catatan="a\nb")
    before = JejakAudit.objects.count()
    client.post(
        ISI, typed("I02") | typed(versi="1", nilai="1.234,5", catatan="a\r\nb"), follow=True
    )
    assert (stored().versi, stored("I02")) == (1, None)
    assert JejakAudit.objects.count() == before


def test_plain_form_keeps_the_verification_of_untouched_rows(client, perencana, akun, contoh):
    row = complete(perencana)
    ajukan(realisasi=row, versi=1, kurang=(), by=perencana)
    Realisasi.objects.filter(pk=row.pk).update(
        status="diverifikasi", diverifikasi_oleh=akun(Peran.VERIFIKATOR, contoh)
    )
    client.post(ISI, typed(versi="2", nilai="0") | typed("I02", nilai="8"))
    assert (stored().status, stored("I02").nilai) == ("diverifikasi", D(8))


def test_plain_form_of_a_period_closed_since_shows_what_was_typed(client, contoh, perencana):
    PeriodePelaporan.objects.filter(pd=contoh, tahun=2023, periode=4).update(
        batas_isi="2024-01-10", batas_verifikasi="2024-01-20"
    )
    response = client.post(
        ISI,
        typed("I01", pembilang="191", penyebut="200", catatan="dari loket")
        | typed("I02")
        | typed(nilai="1.234"),
    )
    assert response.status_code == 200
    page = response.text
    assert "2 baris belum disimpan. Perbaiki yang ditandai di bawah." in page
    # The cell is closed, so there is no field to hold it any more.
    assert page.count("Isian Anda tidak disimpan:") == 2
    for label, text in (
        ("Layanan tepat waktu", "191"),
        ("Seluruh layanan", "200"),
        ("Catatan", "dari loket"),
        ("Realisasi", "1.234"),
    ):
        assert re.search(rf"<dt>{label}</dt>\s*<dd>{text}</dd>", page), label
    assert (stored("I01"), stored("I02"), stored("I03")) == (None, None, None)
    # Only the cell whose form was right was refused by the rule.
    (entry,) = JejakAudit.objects.filter(aksi="ditolak")
    assert (entry.pelaku, entry.alasan) == (
        perencana,
        "Batas pengisian TW IV 2023 sudah lewat pada 10 Januari 2024. "
        "Mintalah perpanjangan kepada administrator perangkat daerah.",
    )


def test_plain_form_in_conflict_shows_both_values(client, perencana, akun, contoh):
    keep(perencana, nilai=D(2))
    other = akun(Peran.ADMIN_PD, contoh, name="budi")
    keep(other, nilai=D("95.5"), versi=1)
    page = client.post(ISI, typed(versi="1", nilai="7")).text
    assert "Orang lain sudah mengubah nilai ini sesudah halaman Anda dibuka." in page
    assert "Tersimpan oleh budi: 95,5." in page
    assert 'name="I03-nilai" value="7"' in page
    assert 'name="I03-pakai" value="2"' in page
    # Pressing again without a decision overwrites nothing; choosing does.
    client.post(ISI, typed(versi="1", nilai="7"))
    assert stored().nilai == D("95.5")
    client.post(ISI, typed(versi="1", nilai="7", pakai="2"))
    assert (stored().nilai, stored().versi) == (D(7), 3)


@pytest.mark.parametrize("url", [ISI, cell("simpan"), AJUKAN])
def test_status_of_a_client_changes_nothing(client, url):
    data = typed(nilai="2", status="diverifikasi", diverifikasi_oleh="1") | {
        "status": "diverifikasi",
        "I03-status": "diverifikasi",
    }
    client.post(url, data)
    assert (stored().status, stored().diverifikasi_oleh) == ("draf", None)


# --- One cell, with a script -------------------------------------------------------------------


def test_saved_cell_comes_back_as_it_is(client):
    response = client.post(cell("simpan"), typed(nilai="2", penyebab="a", tindak_lanjut="b"))
    data = response.json()
    assert (response.status_code, data["keadaan"], data["versi"]) == (200, "tersimpan", 1)
    assert "k-draf" in data["lencana"]
    assert "Bukti dukung belum ada." in data["kurang"]
    assert "Capaian" in data["capaian"]
    assert stored().nilai == D(2)


def test_ambiguous_number_is_asked_back_by_its_field(client):
    response = client.post(cell("simpan", "I01"), typed("I01", pembilang="5", penyebut="1.234"))
    data = response.json()
    assert (response.status_code, data["keadaan"]) == (422, "ditolak")
    assert data["pilihan"] == {"penyebut": ["1234", "1,2340"]}
    assert "dapat dibaca sebagai" in data["galat"]["penyebut"][0]


def test_cell_in_conflict_answers_with_what_is_stored(client, perencana, akun, contoh):
    keep(perencana, nilai=D(2))
    keep(akun(Peran.ADMIN_PD, contoh, name="budi"), nilai=D(3), versi=1)
    response = client.post(cell("simpan"), typed(versi="1", nilai="7"))
    data = response.json()
    assert (response.status_code, data["keadaan"], data["versi"]) == (409, "bentrok", 2)
    assert data["tersimpan"] == "Tersimpan oleh budi: 3."
    assert client.post(cell("simpan"), typed(versi="2", nilai="7")).status_code == 200


def test_cell_sent_twice_is_saved_once(client):
    """The answer was lost on the way, so the browser sends again."""
    for _ in range(2):
        response = client.post(cell("simpan"), typed(nilai="2"))
        assert (response.status_code, response.json()["versi"]) == (200, 1)


def test_cell_of_a_deleted_value_is_a_conflict(client):
    response = client.post(cell("simpan"), typed(versi="5", nilai="7"))
    data = response.json()
    assert (response.status_code, data["versi"]) == (409, 0)
    assert data["tersimpan"] == "Nilai yang tersimpan sudah dihapus."


def test_cell_with_a_quotient_that_does_not_fit(client):
    response = client.post(
        cell("simpan", "I01"), typed("I01", pembilang="9999999999999", penyebut="0,0001")
    )
    assert response.status_code == 422
    assert list(response.json()["galat"]) == ["__all__"]


@pytest.mark.parametrize("peran", [Peran.PEMBACA, Peran.VERIFIKATOR, Peran.EVALUATOR])
def test_cell_of_somebody_without_the_right(masuk, contoh, peran):
    response = masuk(peran, contoh).post(cell("simpan"), typed(nilai="2"))
    data = response.json()
    assert (response.status_code, data["keadaan"]) == (403, "ditolak")
    assert data["galat"]["__all__"] == [
        "Hak mengisi realisasi untuk Sekretariat Dinas Contoh dimiliki oleh: "
        "Administrator perangkat daerah, Perencana."
    ]
    entry = JejakAudit.objects.filter(aksi="ditolak").get()
    assert (entry.tabel, entry.baris, entry.pd, entry.alasan) == (
        triggers.REALISASI,
        0,
        contoh,
        data["galat"]["__all__"][0],
    )
    assert stored() is None


def test_cell_of_a_locked_period_is_put_into_the_trail(client, perencana, contoh):
    row = keep(perencana, nilai=D(2))
    PeriodePelaporan.objects.filter(pd=contoh, tahun=2023, periode=4).update(terkunci=True)
    response = client.post(cell("simpan"), typed(versi="1", nilai="7"))
    assert (response.status_code, response.json()["galat"]["__all__"]) == (
        403,
        [triggers.TERKUNCI],
    )
    entry = JejakAudit.objects.get(aksi="ditolak")
    assert (entry.baris, entry.pelaku) == (row.pk, perencana)


# --- Preview -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("kode", "values", "sentence", "questions"),
    [
        (
            "I01",
            {"pembilang": "191", "penyebut": "200"},
            "Capaian 106,11% = realisasi 95,5 ÷ target 90 × 100.",
            [],
        ),
        ("I01", {"pembilang": "191"}, "", []),
        ("I03", {"nilai": ""}, "", []),
        (
            "I03",
            {"nilai": "1.234"},
            '"1.234" dapat dibaca sebagai 1.234 atau 1,234. Tulis 1234 atau 1,2340 agar pasti.',
            [],
        ),
        (
            "I01",
            {"pembilang": "300", "penyebut": "200"},
            None,
            ["Nilai 150 lebih dari 120% target 90. Periksa angka dan satuannya."],
        ),
        ("I01", {"pembilang": "1", "penyebut": "0"}, None, []),
    ],
)
def test_preview_computes_and_stores_nothing(client, kode, values, sentence, questions):
    response = client.post(cell("pratinjau", kode), typed(kode, **values))
    data = response.json()
    assert response.status_code == 200
    if sentence is not None:
        assert data["penjelasan"] == sentence
    assert data["pertanyaan"] == questions
    assert stored(kode) is None


# --- Submitting and taking back ----------------------------------------------------------------


def test_submit_all_hands_in_what_is_complete(client, perencana):
    complete(perencana)
    keep(perencana, "I02", nilai=D(8))
    page = client.post(AJUKAN, follow=True).text
    assert "1 realisasi diajukan kepada verifikator." in page
    assert (stored().status, stored().diajukan_oleh, stored("I02").status) == (
        "diajukan",
        perencana,
        "draf",
    )
    assert "Tarik kembali" in page


def test_submit_all_with_nothing_complete(client):
    page = client.post(AJUKAN, follow=True).text
    # I02 has no target for the quarter; nothing is expected there.
    assert (
        "Tidak ada realisasi yang siap diajukan. 2 baris tidak diajukan. "
        "I01, I03: Realisasi belum diisi."
    ) in page


def test_submit_all_says_which_rows_stay_and_why(client, perencana):
    complete(perencana)
    keep(perencana, "I01", pembilang=D(50), penyebut=D(100))
    broken = typed("I02", nilai="dua")
    page = client.post(AJUKAN, broken).text
    assert "1 realisasi diajukan kepada verifikator." in page
    assert (
        "2 baris tidak diajukan. I01: Penyebab belum diisi: capaian di bawah target. "
        "Tindak lanjut belum diisi: capaian di bawah target. Bukti dukung belum ada; "
        "I02: isiannya belum tersimpan."
    ) in page


def test_submit_all_keeps_what_was_typed(client, perencana):
    complete(perencana)
    data = typed(versi="1", nilai="0") | typed("I02", nilai="8") | typed("I01", pembilang="1,2,3")
    response = client.post(AJUKAN, data)
    page = response.text
    assert response.status_code == 200
    assert "1 realisasi disimpan." in page
    assert "1 realisasi diajukan kepada verifikator." in page
    assert "1 baris belum disimpan." in page
    assert 'value="1,2,3"' in page
    assert (stored().status, stored("I02").nilai, stored("I01")) == ("diajukan", D(8), None)


def test_submit_all_does_not_hand_in_a_value_whose_change_was_refused(client, perencana):
    complete(perencana)
    client.post(AJUKAN, typed(versi="1", nilai="dua"))
    assert (stored().status, stored().nilai) == ("draf", D(0))


def test_submit_all_of_one_unit(client, perencana):
    complete(perencana)
    response = client.post(AJUKAN, {"unit": "BID-LAYANAN"})
    assert response["Location"] == f"{ISI}?unit=BID-LAYANAN"
    assert stored().status == "draf"
    client.post(AJUKAN, {"unit": "SEK-CONTOH"})
    assert stored().status == "diajukan"


def test_submit_all_of_a_reader(masuk, contoh, akun):
    complete(akun(Peran.PERENCANA, contoh, name="pengisi"))
    masuk(Peran.PEMBACA, contoh).post(AJUKAN)
    assert stored().status == "draf"


def test_take_back_keeps_what_was_typed_elsewhere(client, perencana):
    row = complete(perencana)
    ajukan(realisasi=row, versi=1, kurang=(), by=perencana)
    page = client.post(cell("tarik"), typed("I02", nilai="8"), follow=True).text
    assert "Pengajuan I03 ditarik kembali." in page
    assert (stored().status, stored("I02").nilai) == ("draf", D(8))


def test_take_back_with_a_faulty_row_shows_it(client, perencana):
    row = complete(perencana)
    ajukan(realisasi=row, versi=1, kurang=(), by=perencana)
    response = client.post(cell("tarik"), typed("I02", nilai="delapan"))
    assert response.status_code == 200
    assert 'value="delapan"' in response.text
    assert stored().status == "draf"


def test_take_back_of_what_was_not_submitted(client, perencana):
    page = client.post(cell("tarik"), follow=True).text
    assert "Belum ada nilai yang dapat ditarik kembali." in page
    keep(perencana, nilai=D(2))
    page = client.post(cell("tarik"), follow=True).text
    assert "Hanya nilai yang diajukan dapat ditarik kembali." in page
    assert JejakAudit.objects.filter(aksi="ditolak").count() == 2


@contextmanager
def meanwhile(write: Callable[[], Any]) -> Iterator[None]:
    """Let somebody else write before an action looks at its value again."""
    done: list[str] = []

    def wrapper(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        if 'WHERE "indicators_realisasi"."id" =' in sql and sql.startswith("SELECT") and not done:
            done.append(sql)
            write()
        return execute(sql, params, many, context)

    with connection.execute_wrapper(wrapper):
        yield
    assert done


NOTHING_READY = "Tidak ada realisasi yang siap diajukan."


def test_submit_all_leaves_a_value_that_somebody_changed_meanwhile(client, perencana):
    row = complete(perencana)
    rows = Realisasi.objects.filter(pk=row.pk)
    with meanwhile(lambda: rows.update(versi=F("versi") + 1)):
        page = client.post(AJUKAN, follow=True).text
    assert NOTHING_READY in page
    assert "I03: berubah sejak halaman dibuka; periksa, lalu ajukan lagi" in page
    assert stored().status == "draf"


def test_submit_all_after_the_lock_fell_meanwhile_is_put_into_the_trail(client, perencana, contoh):
    row = complete(perencana)
    periods = PeriodePelaporan.objects.filter(pd=contoh, tahun=2023, periode=4)
    with meanwhile(lambda: periods.update(terkunci=True)):
        page = client.post(AJUKAN, follow=True).text
    assert NOTHING_READY in page
    entry = JejakAudit.objects.get(aksi="ditolak")
    assert (entry.baris, entry.alasan) == (row.pk, triggers.TERKUNCI)


def test_take_back_of_a_value_that_somebody_changed_meanwhile(client, perencana):
    row = ajukan(realisasi=complete(perencana), versi=1, kurang=(), by=perencana)
    rows = Realisasi.objects.filter(pk=row.pk)
    with meanwhile(lambda: rows.update(versi=F("versi") + 1)):
        page = client.post(cell("tarik"), follow=True).text
    assert "Orang lain sudah mengubah nilai ini" in page
    assert stored().status == "diajukan"
    assert not JejakAudit.objects.filter(aksi="ditolak").exists()


# --- Strangers ---------------------------------------------------------------------------------

URLS = {
    "overview": ("get", reverse("pengukuran", args=("CONTOH", 2023))),
    "grid": ("get", ISI),
    "save all": ("post", ISI),
    "submit": ("post", AJUKAN),
    "save": ("post", cell("simpan")),
    "preview": ("post", cell("pratinjau")),
    "take back": ("post", cell("tarik")),
}


@pytest.mark.parametrize("name", URLS)
def test_planner_of_another_agency_finds_nothing(masuk, bpsdm, name):
    method, url = URLS[name]
    response = getattr(masuk(Peran.PERENCANA, bpsdm), method)(url, typed(nilai="2"))
    assert response.status_code == 404
    assert stored() is None


@pytest.mark.parametrize("name", URLS)
def test_anonymous_is_sent_to_the_login(db, name):
    method, url = URLS[name]
    response = getattr(Client(), method)(url)
    # What was sent is gone, so no address that only takes it is opened after the login.
    back = url if method == "get" else "/tugas/"
    assert (response.status_code, response["Location"]) == (302, f"/masuk/?next={back}")


@pytest.mark.parametrize("name", ["submit", "save", "preview", "take back"])
def test_writes_are_posts(client, name):
    assert client.get(URLS[name][1]).status_code == 405


@pytest.mark.parametrize("name", ["simpan", "pratinjau", "tarik"])
def test_unknown_cells(client, bpsdm, name):
    assert client.post(cell(name, "I99"), typed("I99", nilai="2")).status_code == 404
    assert client.post(cell(name, periode=6), typed(nilai="2")).status_code == 404
    # An indicator that the agreement in force does not promise.
    fresh = Indikator.objects.get(pd__kode="CONTOH", kode="I03")
    fresh.pk, fresh.kode, fresh.urutan = None, "I97", 97
    fresh.save()
    assert client.post(cell(name, "I97"), typed("I97", nilai="2")).status_code == 404


def test_year_without_an_agreement_has_no_cells(client):
    url = reverse("pengukuran_simpan", args=("CONTOH", 2031, 4, "I03"))
    assert client.post(url, typed(nilai="2")).status_code == 404


def test_unit_that_promises_nothing_has_no_grid(client):
    assert client.get(ISI, {"unit": "BID-LAYANAN"}).status_code == 200
    assert client.get(ISI, {"unit": "BUKAN"}).status_code == 404


def test_returned_value_is_not_ready_until_it_is_changed(client, perencana, contoh, akun):
    row = submitted(contoh, perencana, "I03", "2")
    BuktiDukung.objects.create(realisasi=row, judul="Tabel")
    kembalikan(
        realisasi=row, versi=row.versi, alasan="Angka berbeda", by=akun(Peran.VERIFIKATOR, contoh)
    )
    page = client.get(ISI)
    text = page.content.decode()
    assert "Dikembalikan: Angka berbeda. Ubah nilai atau buktinya" in text
    assert "Siap diajukan" not in text
    assert page.context["ringkasan"].siap == 0
    client.post(AJUKAN, {})
    assert stored().status == "dikembalikan"
    answer = typed(
        versi="3", nilai="2", penyebab="Sebab", tindak_lanjut="Tindakan", catatan="Sudah cocok"
    )
    client.post(AJUKAN, answer)
    assert stored().status == "diajukan"


def test_value_on_a_scale_is_written_as_its_level(client, contoh):
    scale = SkalaPredikat.objects.create(
        pd=contoh, kode="OPINI", nama="Opini", sumber="UU 15/2004", berlaku_sejak=2004
    )
    for number, code in enumerate(("WDP", "WTP"), start=1):
        scale.tingkat.create(
            urutan=number,
            kode=code,
            sebutan=code,
            batas_bawah=number,
            batas_atas=number,
            inklusif=True,
        )
    with lifted([PEMICU_INDIKATOR_TETAP]):
        Indikator.objects.filter(pd=contoh, kode="I03").update(skala=scale)
    refused = client.post(cell("simpan"), typed(nilai="2 Predikat"))
    assert refused.json()["galat"] == {
        "nilai": [
            "Terbaca 2 dengan kata “Predikat”, yang bukan tingkat skala ini. Tingkat yang dapat "
            "ditulis: WDP, WTP."
        ]
    }
    assert client.post(cell("simpan"), typed(nilai="wtp")).status_code == 200
    assert stored().nilai == 2


# --- The year out of its quarters ----------------------------------------------------------------

TAHUNAN = reverse("pengukuran_isi", args=("CONTOH", 2023, 5))


def pakai(kode: str = "I03") -> str:
    return reverse("pengukuran_usulan", args=("CONTOH", 2023, kode))


@pytest.fixture
def triwulan(contoh, tanpa_pemicu) -> None:
    """Findings of four quarters, 1 + 0 + 2 + 1, and nothing for the year."""
    owner = Indikator.objects.get(pd=contoh, kode="I03")
    Realisasi.objects.filter(indikator=owner, tahun=2023, periode=5).delete()
    for periode, value in enumerate((1, 0, 2, 1), start=1):
        Realisasi.objects.create(indikator=owner, tahun=2023, periode=periode, nilai=value)


def tahunan(kode: str = "I03") -> Realisasi | None:
    return Realisasi.objects.filter(
        indikator__pd__kode="CONTOH", indikator__kode=kode, tahun=2023, periode=5
    ).first()


def test_the_year_is_proposed_and_never_filled_in(client, triwulan):
    page = client.get(TAHUNAN).text
    assert "Usulan dari triwulan: 4. Jumlah 4 dari TW I 1, TW II 0, TW III 2, TW IV 1." in page
    assert f'formaction="{pakai()}"' in page
    assert tahunan() is None
    # Quarters are not proposed, and what cannot be joined is not either.
    assert "Usulan dari triwulan" not in client.get(ISI).text
    assert page.count("Usulan dari triwulan") == 1


def test_a_proposal_is_taken_by_one_button(client, triwulan):
    page = client.post(pakai(), typed(penyebab="Temuan lama"), follow=True)
    row = tahunan()
    assert (row.nilai, row.status, row.versi) == (D(4), "draf", 1)
    assert (
        "Nilai tahunan I03 kini 4, sebagai draf. Jumlah 4 dari TW I 1, TW II 0, TW III 2, TW IV 1."
    ) in page.text
    assert "Usulan dari triwulan" not in page.text
    again = client.post(pakai(), follow=True).text
    assert "Triwulan I03 tidak memberi nilai tahunan yang lain." in again
    assert tahunan().versi == 1


def test_a_proposal_replaces_the_value_and_keeps_the_words(client, triwulan):
    saved = client.post(pakai(), typed(nilai="7", penyebab="Sebab", tindak_lanjut="Upaya"))
    row = tahunan()
    assert saved.url == f"{TAHUNAN}#baris-I03"
    assert (row.nilai, row.penyebab, row.tindak_lanjut, row.versi) == (D(4), "Sebab", "Upaya", 1)


def test_a_proposal_waits_for_a_faulty_row(client, triwulan):
    page = client.post(pakai(), typed() | typed("I02", versi="1", nilai="tujuh"))
    assert page.status_code == 200
    assert "1 baris belum disimpan." in page.text
    assert "kini 4, sebagai draf" not in page.text


@pytest.mark.parametrize("peran", [Peran.PEMBACA, Peran.VERIFIKATOR])
def test_a_proposal_is_for_whoever_fills_in(masuk, contoh, triwulan, peran):
    other = masuk(peran, contoh)
    assert "Usulan dari triwulan" not in other.get(TAHUNAN).text
    other.post(pakai())
    assert tahunan() is None
    assert JejakAudit.objects.filter(aksi="ditolak").count() == 1


def test_what_is_not_promised_has_no_proposal(client):
    assert client.post(pakai("I99")).status_code == 404


def test_components_of_the_quarters_are_joined(client, contoh, tanpa_pemicu):
    owner = Indikator.objects.get(pd=contoh, kode="I01")
    for periode, above in enumerate((10, 20, 30, 38), start=1):
        row = Realisasi.objects.create(indikator=owner, tahun=2023, periode=periode, nilai=above)
        KomponenRealisasi.objects.create(realisasi=row, pembilang=above, penyebut=40)
    assert "Komponen TW I, TW II, TW III, TW IV: 98 ÷ 160." in client.get(TAHUNAN).text
    client.post(pakai("I01"))
    row = tahunan("I01")
    assert (row.nilai, row.komponen.pembilang, row.komponen.penyebut) == (D("61.25"), D(98), D(160))
