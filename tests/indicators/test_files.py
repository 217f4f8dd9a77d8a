"""Kinds of evidence files, told from their content."""

from __future__ import annotations

import io

import pikepdf
import pytest
from django.core.exceptions import ValidationError

from indicators.enums import JenisBerkas
from indicators.files import MAKS_NAMA, nama_tampil, periksa_berkas, ukuran_tampil
from tests.indicators.values import archive, pdf, picture, upload, xlsx

TYPES = "[Content_Types].xml"
WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
MACRO = "application/vnd.ms-excel.sheet.macroEnabled.main+xml"
DITERIMA = (
    "Yang diterima: PDF, JPEG, PNG, Excel (.xlsx), dan Word (.docx), tanpa makro dan tanpa sandi."
)


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        pytest.param(pdf(), JenisBerkas.PDF, id="pdf"),
        pytest.param(picture("JPEG"), JenisBerkas.JPEG, id="jpeg"),
        pytest.param(picture("PNG"), JenisBerkas.PNG, id="png"),
        pytest.param(xlsx(), JenisBerkas.XLSX, id="xlsx"),
        pytest.param(archive(**{TYPES: WORD}), JenisBerkas.DOCX, id="docx"),
    ],
)
def test_kind_is_told_from_content_whatever_the_name(content, kind):
    checked = periksa_berkas(upload("tabel.txt", content))
    assert (checked.jenis, checked.ukuran, checked.nama) == (kind, len(content), "tabel.txt")


def test_hash_is_that_of_the_content():
    assert periksa_berkas(upload("a.docx", archive(**{TYPES: WORD}))).sha256 != (
        periksa_berkas(upload("a.docx", archive(**{TYPES: WORD + " "}))).sha256
    )
    first, second = (periksa_berkas(upload(name, pdf())) for name in ("a.pdf", "b.pdf"))
    assert first.sha256 == second.sha256
    assert len(first.sha256) == 64


def encrypted() -> bytes:
    stream = io.BytesIO()
    with pikepdf.new() as document:
        document.add_blank_page()
        document.save(stream, encryption=pikepdf.Encryption(user="rahasia", owner="rahasia"))
    return stream.getvalue()


def no_pages() -> bytes:
    stream = io.BytesIO()
    with pikepdf.new() as document:
        document.save(stream)
    return stream.getvalue()


@pytest.mark.parametrize(
    ("content", "found"),
    [
        pytest.param(b"MZ\x90\x00program", "program Windows", id="exe"),
        pytest.param(b"\x7fELF\x02", "program Linux", id="elf"),
        pytest.param(b"<!DOCTYPE html><p>x", "halaman web (HTML)", id="html"),
        pytest.param(b"\xef\xbb\xbf  <HTML>", "halaman web (HTML)", id="html-bom"),
        pytest.param(b"<svg xmlns='x'>", "gambar SVG", id="svg"),
        pytest.param(b"nilai,capaian\n1,2\n", "teks biasa", id="text"),
        pytest.param(b"\x01\x02\x03\x00", "data yang tidak dikenal", id="binary"),
        pytest.param(
            b"\x00\x00\x00\x18ftypheic\x00\x00",
            "gambar HEIC; simpan dahulu sebagai JPEG",
            id="heic",
        ),
        pytest.param(
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
            "berkas Office lama (.xls, .doc) atau yang bersandi",
            id="ole",
        ),
        pytest.param(b"%PDF-1.7 bohong", "PDF yang rusak dan tidak dapat dibuka", id="pdf-broken"),
        pytest.param(encrypted(), "PDF yang bersandi", id="pdf-password"),
        pytest.param(no_pages(), "PDF tanpa halaman", id="pdf-empty"),
        pytest.param(
            picture()[:40], "gambar yang rusak dan tidak dapat dibuka", id="png-truncated"
        ),
        pytest.param(
            b"\xff\xd8\xff\xe0bohong", "gambar yang rusak dan tidak dapat dibuka", id="jpeg-broken"
        ),
        pytest.param(archive(a="1"), "arsip ZIP", id="zip"),
        pytest.param(
            b"PK\x03\x04bohong", "arsip ZIP yang rusak dan tidak dapat dibuka", id="zip-broken"
        ),
        pytest.param(archive(**{TYPES: MACRO}), "dokumen Office dengan makro", id="macro-declared"),
        pytest.param(
            archive(**{TYPES: WORD, "word/vbaProject.bin": "x"}),
            "dokumen Office dengan makro",
            id="macro-hidden",
        ),
        pytest.param(archive(**{TYPES: "presentationml"}), "berkas Office jenis lain", id="pptx"),
        pytest.param(
            archive(**{TYPES: " " * (1024 * 1024 + 1)}),
            "berkas Office yang rusak dan tidak dapat dibuka",
            id="bomb",
        ),
    ],
)
def test_refusal_names_file_what_was_found_and_what_is_allowed(content, found):
    with pytest.raises(ValidationError) as refused:
        periksa_berkas(upload("laporan.pdf", content))
    assert refused.value.messages == [f"“laporan.pdf” berisi {found}. {DITERIMA}"]


def test_empty_file_is_refused():
    with pytest.raises(ValidationError) as refused:
        periksa_berkas(upload("kosong.pdf", b""))
    assert refused.value.messages == ["“kosong.pdf” kosong (0 bita). Pilih berkas yang berisi."]


def test_size_limit_is_exact(settings):
    content = pdf()
    settings.BUKTI_MAKS_BITA = len(content)
    assert periksa_berkas(upload("a.pdf", content)).ukuran == len(content)
    settings.BUKTI_MAKS_BITA = 10 * 1024 * 1024
    with pytest.raises(ValidationError) as refused:
        periksa_berkas(upload("besar.pdf", content + b" " * 11_010_048))
    assert refused.value.messages == [
        "“besar.pdf” berukuran 10,5 MiB; paling besar 10 MiB. "
        "Perkecil berkasnya atau bagi menjadi beberapa."
    ]


def test_a_name_of_300_characters_is_cut_and_keeps_its_ending():
    checked = periksa_berkas(upload("a.pdf", pdf()))
    file = upload("a.pdf", pdf())
    # The upload class of Django cuts at 255 already; a longer name can still come from elsewhere.
    file._name = "x" * 296 + ".pdf"
    checked = periksa_berkas(file)
    assert len(checked.nama) == MAKS_NAMA
    assert checked.nama.endswith("x.pdf")
    assert nama_tampil(checked.nama) == "x" * 55 + "….pdf"


def test_control_characters_leave_a_name():
    file = upload("a.pdf", pdf())
    file._name = "baris\nbaru.pdf"
    assert periksa_berkas(file).nama == "baris baru.pdf"
    file._name = "\x00"
    assert periksa_berkas(file).nama == "tanpa nama"
    file._name = None
    assert periksa_berkas(file).nama == "tanpa nama"


@pytest.mark.parametrize(
    ("size", "text"),
    [
        (640, "640 bita"),
        (1024, "1 KiB"),
        (12 * 1024 + 900, "12 KiB"),
        (10 * 1024 * 1024, "10 MiB"),
        (11_010_048, "10,5 MiB"),
    ],
)
def test_sizes_in_words(size, text):
    assert ukuran_tampil(size) == text


def test_short_names_are_shown_whole():
    assert nama_tampil("berita-acara.pdf") == "berita-acara.pdf"
