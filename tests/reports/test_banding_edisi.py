"""Comparing two editions: texts by sentence, tables by cell."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest
from django.urls import reverse

from lkip.tables import Column, Kind, Row, RowKind, Table
from reports.banding_edisi import BagianBeda, Beda, Ubahan, banding, kalimat
from reports.enums import JenisBerkasEdisi, JenisEdisi
from reports.models import Narasi
from reports.naskah import Entry, NumberedTable, PrintedText
from reports.pembekuan import ambil_cuplikan
from tests.reports.edisi import cuplikan, edisi_beku, keterangan, naskah
from workforce.enums import Peran

KOLOM = (
    Column("kode", "No"),
    Column("nama", "Nama"),
    Column("nilai", "Nilai", Kind.NUMBER, span="2023"),
)


def teks(**isi: str):
    return tuple(PrintedText(slug, "", html) for slug, html in isi.items())


def tabel(*rows: Row, columns=KOLOM) -> tuple[NumberedTable, ...]:
    return (NumberedTable("t1", "Tabel 1", "Pelatihan", Table(columns, rows)),)


def baris(kode: str, nama: str, nilai: int) -> Row:
    return Row({"kode": kode, "nama": nama, "nilai": Decimal(nilai)})


@pytest.mark.parametrize(
    ("html", "sentences"),
    [
        ("<p>Satu. Dua!</p><p>Tiga</p>", ("Satu.", "Dua!", "Tiga")),
        ("<ul><li>a</li><li>b</li></ul>", ("a", "b")),
        (
            "<p>Naik 1.5 kali; Rp1.000. 22 indikator.</p>",
            ("Naik 1.5 kali; Rp1.000.", "22 indikator."),
        ),
        ("<p>A &amp; <strong>B</strong> <span>c</span>.</p>", ("A & B c.",)),
        ("", ()),
    ],
    ids=["tanda", "butir", "angka", "tanda-html", "kosong"],
)
def test_sentences_of_a_text(html, sentences):
    assert kalimat(html) == sentences


def test_equal_editions_have_no_difference():
    hasil = banding(naskah(), naskah())

    assert (hasil.bagian, hasil.jumlah_teks, hasil.jumlah_tabel) == ((), 1, 1)


def test_texts_differ_by_sentence():
    gone = PrintedText("profil-i02", "", "<p>Hilang.</p>")
    old = replace(naskah(), texts=(*teks(a="<p>Satu. Dua. Tiga.</p>"), gone), tables=())
    new = replace(
        naskah(),
        texts=teks(a="<p>Satu. Dua lagi. Tiga. Empat.</p>", c="<p>Baru.</p>"),
        contents=(Entry("judul-c", "A.", "Dasar Hukum"),),
        tables=(),
    )

    hasil = banding(old, new)

    assert hasil.bagian == (
        BagianBeda(
            "a",
            "A",
            False,
            (
                Beda(Ubahan.UBAH, "kalimat 2", "Dua.", "Dua lagi."),
                Beda(Ubahan.TAMBAH, "kalimat 4", "", "Empat."),
            ),
        ),
        BagianBeda("c", "Dasar Hukum", False, (Beda(Ubahan.TAMBAH, "kalimat 1", "", "Baru."),)),
        BagianBeda(
            "profil-i02",
            "Profil I02",
            False,
            (Beda(Ubahan.HAPUS, "kalimat 1", "Hilang.", ""),),
        ),
    )
    assert hasil.hitungan == (
        ("Kalimat", ((Ubahan.TAMBAH, 2), (Ubahan.HAPUS, 1), (Ubahan.UBAH, 1))),
        ("Sel dan baris tabel", ((Ubahan.TAMBAH, 0), (Ubahan.HAPUS, 0), (Ubahan.UBAH, 0))),
    )


def test_tables_differ_by_cell():
    old = replace(
        naskah(),
        texts=(),
        tables=tabel(
            Row({}, RowKind.GROUP, "Strategis"),
            baris("1", "Pelatihan dasar", 10),
            baris("2", "Pelatihan lanjut", 20),
            Row({"nilai": Decimal(30)}, RowKind.TOTAL, "Jumlah"),
        ),
    )
    new = replace(
        naskah(),
        texts=(),
        tables=tabel(
            Row({}, RowKind.GROUP, "Strategis"),
            baris("1", "Seminar terbuka", 5),
            baris("2", "Pelatihan dasar", 11),
            Row({"nilai": Decimal(16)}, RowKind.TOTAL, "Jumlah"),
        ),
    )

    (bagian,) = banding(old, new).bagian

    assert (bagian.judul, bagian.tabel) == ("Tabel 1. Pelatihan", True)
    assert bagian.beda == (
        Beda(Ubahan.TAMBAH, "Seminar terbuka", "", "1 · Seminar terbuka · 5"),
        Beda(Ubahan.UBAH, "Pelatihan dasar, No", "1", "2"),
        Beda(Ubahan.UBAH, "Pelatihan dasar, 2023 Nilai", "10", "11"),
        Beda(Ubahan.HAPUS, "Pelatihan lanjut", "2 · Pelatihan lanjut · 20", ""),
        Beda(Ubahan.UBAH, "Jumlah, 2023 Nilai", "30", "16"),
    )


def test_columns_and_whole_tables_come_and_go():
    more = (*KOLOM, Column("unit", "Unit"))
    row = baris("1", "Pelatihan", 10)
    old = replace(naskah(), texts=(), tables=tabel(row))
    new = replace(
        naskah(), texts=(), tables=tabel(Row({**row.cells, "unit": "Bidang A"}), columns=more)
    )
    empty = replace(naskah(), texts=(), tables=())

    assert banding(old, new).bagian[0].beda == (
        Beda(Ubahan.TAMBAH, "Pelatihan, Unit", "", "Bidang A"),
    )
    assert banding(new, old).bagian[0].beda == (
        Beda(Ubahan.HAPUS, "Pelatihan, Unit", "Bidang A", ""),
    )
    assert banding(old, empty).bagian[0].beda == (
        Beda(Ubahan.HAPUS, "Pelatihan", "1 · Pelatihan · 10", ""),
    )


@pytest.mark.parametrize(
    ("first", "second", "name"),
    [
        ("5.04.02.1.01.0001", "Dua kata", "Dua kata"),
        ("VIII", "Sekretariat", "Sekretariat"),
        ("Sekretariat", "Satu kalimat yang panjang", "Sekretariat"),
        ("I01", "I.2", "I01"),
    ],
    ids=["kode", "romawi", "nama", "tanpa-nama"],
)
def test_row_is_told_by_its_first_name(first, second, name):
    columns = (Column("a", "A"), Column("b", "B"), Column("c", "C", Kind.NUMBER))
    row = {"a": first, "b": second, "c": 1}
    old = replace(naskah(), texts=(), tables=tabel(Row(row), columns=columns))
    new = replace(naskah(), texts=(), tables=tabel(Row({**row, "c": 2}), columns=columns))

    assert banding(old, new).bagian[0].beda == (Beda(Ubahan.UBAH, f"{name}, C", "1", "2"),)


def test_row_of_numbers_alone_is_told_by_its_first():
    columns = (Column("a", "A", Kind.NUMBER), Column("b", "B", Kind.NUMBER))
    old = replace(naskah(), texts=(), tables=tabel(Row({"a": 1, "b": 2}), columns=columns))
    new = replace(naskah(), texts=(), tables=tabel(Row({"a": 1, "b": 3}), columns=columns))

    assert banding(old, new).bagian[0].beda == (Beda(Ubahan.UBAH, "1, B", "2", "3"),)


# --- the page ----------------------------------------------------------------------------------


@pytest.fixture
def dua(contoh, akun):
    """Two editions that differ in one sentence."""
    admin = akun(Peran.ADMIN_PD, contoh, name="penyiap")
    isi = cuplikan(urutan=2, jenis=JenisEdisi.DRAF)
    changed = replace(isi, dokumen=replace(isi.dokumen, texts=teks(teks="<p>Satu. Tiga.</p>")))
    return edisi_beku(contoh, admin), edisi_beku(contoh, admin, changed)


def alamat(**pilihan: str) -> str:
    query = "&".join(f"{name}={value}" for name, value in pilihan.items())
    return reverse("edisi_banding", args=("CONTOH", 2023)) + f"?{query}"


def test_page_compares_the_two_newest_editions(dua, masuk, contoh):
    page = masuk(Peran.PEMBACA, contoh).get(alamat()).content.decode()

    assert "<del>Dua.</del>" in page
    assert "<ins>Tiga.</ins>" in page
    assert f"Dari {dua[0].nomor} ke {dua[1].nomor}: 1 teks dibandingkan per kalimat" in page


def test_page_compares_the_editions_asked_for(dua, masuk, contoh):
    page = masuk(Peran.PEMBACA, contoh).get(alamat(lama=dua[1].nomor, baru=dua[0].nomor))

    assert "<del>Tiga.</del>" in page.content.decode()
    same = masuk(Peran.EVALUATOR, contoh).get(alamat(lama=dua[0].nomor, baru=dua[0].nomor))
    assert "<h2>Tidak ada beda</h2>" in same.content.decode()


def test_page_knows_no_edition_of_another_agency(dua, masuk, bpsdm, contoh):
    url = reverse("edisi_banding", args=("BPSDM", 2023))

    response = masuk(Peran.PEMBACA, bpsdm).get(f"{url}?lama={dua[0].nomor}")

    assert response.status_code == 404


def test_page_without_an_edition_says_so(masuk, contoh):
    page = masuk(Peran.PEMBACA, contoh).get(alamat()).content.decode()

    assert "Perbandingan memerlukan sekurang-kurangnya satu edisi" in page


def test_edition_stands_beside_the_records_of_now(contoh, akun, masuk):
    """What changed since it was frozen is all that is shown."""
    # Final and not without open preconditions, which its annex lists: no change of the records.
    known = keterangan()
    row = edisi_beku(
        contoh, akun(Peran.ADMIN_PD, contoh, name="penyiap"), ambil_cuplikan(contoh, 2023, known)
    )
    client = masuk(Peran.PEMBACA, contoh)
    same = client.get(alamat()).content.decode()
    Narasi.objects.update_or_create(
        pd=contoh, tahun=2023, bagian="kesimpulan", defaults={"isi": "<p>Sejak itu.</p>"}
    )

    page = client.get(alamat(lama=row.nomor, baru="sekarang")).content.decode()

    assert "<h2>Tidak ada beda</h2>" in same
    assert f"Dari {row.nomor} ke Data 2023 sekarang" in page
    assert page.count("<ins>") == 1
    assert "<ins>Sejak itu.</ins>" in page


def test_touched_snapshot_is_not_compared(dua, masuk, contoh, settings):
    file = dua[0].berkas.get(jenis=JenisBerkasEdisi.CUPLIKAN)
    (settings.MEDIA_ROOT / file.berkas.name).write_bytes(b"{}")

    page = masuk(Peran.PEMBACA, contoh).get(alamat()).content.decode()

    assert f"Cuplikan {dua[0].nomor} di penyimpanan hilang atau berbeda" in page
