"""What kind of file a piece of evidence is, told from its content and never from its name."""

from __future__ import annotations

import hashlib
import re
import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import PurePath
from typing import Any, BinaryIO, cast

import pikepdf
from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from PIL import Image

from indicators.enums import JenisBerkas

MAKS_NAMA = 200
MAKS_NAMA_TAMPIL = 60
DITERIMA = "PDF, JPEG, PNG, Excel (.xlsx), dan Word (.docx)"
MIME = {
    JenisBerkas.PDF: "application/pdf",
    JenisBerkas.JPEG: "image/jpeg",
    JenisBerkas.PNG: "image/png",
    JenisBerkas.XLSX: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    JenisBerkas.DOCX: "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
}

# Beginnings of files that people try to hand in, so that the refusal can name what was found.
_DIKENAL = (
    (b"\xd0\xcf\x11\xe0", "berkas Office lama (.xls, .doc) atau yang bersandi"),
    (b"GIF8", "gambar GIF"),
    (b"II*\x00", "gambar TIFF"),
    (b"MM\x00*", "gambar TIFF"),
    (b"BM", "gambar BMP"),
    (b"MZ", "program Windows"),
    (b"\x7fELF", "program Linux"),
    (b"Rar!", "arsip RAR"),
    (b"7z\xbc\xaf", "arsip 7-Zip"),
    (b"{\\rtf", "dokumen RTF"),
    (b"<!doctype html", "halaman web (HTML)"),
    (b"<html", "halaman web (HTML)"),
    (b"<svg", "gambar SVG"),
    (b"<?xml", "berkas XML"),
)
_HEIC = (b"heic", b"heix", b"mif1", b"hevc")
_ISI_OFFICE = "[Content_Types].xml"
# The list of parts of an Office file is a few kilobytes; more is an attempt to fill the memory.
_MAKS_DAFTAR_ISI = 1024 * 1024
_OFFICE = (
    ("spreadsheetml.sheet.main+xml", JenisBerkas.XLSX),
    ("wordprocessingml.document.main+xml", JenisBerkas.DOCX),
)


@dataclass(frozen=True)
class BerkasSah:
    """An uploaded file that may be kept."""

    isi: UploadedFile[Any]
    nama: str
    jenis: JenisBerkas
    ukuran: int
    sha256: str


class _TidakCocok(Exception):
    """The content is not what it claims to be; the message says what was found."""


def periksa_berkas(berkas: UploadedFile[Any]) -> BerkasSah:
    """Check an upload; raises ValidationError naming the file, what was found, what is allowed."""
    name = _nama(berkas.name or "tanpa nama")
    shown = nama_tampil(name)
    size = berkas.size or 0
    limit = settings.BUKTI_MAKS_BITA
    if not size:
        raise ValidationError(f"“{shown}” kosong (0 bita). Pilih berkas yang berisi.")
    if size > limit:
        raise ValidationError(
            f"“{shown}” berukuran {ukuran_tampil(size)}; paling besar {ukuran_tampil(limit)}. "
            "Perkecil berkasnya atau bagi menjadi beberapa."
        )
    stream = cast(BinaryIO, berkas.file)
    try:
        kind = _jenis(stream)
    except _TidakCocok as found:
        raise ValidationError(
            f"“{shown}” berisi {found}. Yang diterima: {DITERIMA}, tanpa makro dan tanpa sandi."
        ) from found
    stream.seek(0)
    digest = hashlib.file_digest(cast(Any, stream), "sha256").hexdigest()
    stream.seek(0)
    return BerkasSah(berkas, name, kind, size, digest)


def nama_tampil(nama: str) -> str:
    """A file name short enough for a sentence or a table; its ending stays readable."""
    if len(nama) <= MAKS_NAMA_TAMPIL:
        return nama
    ending = PurePath(nama).suffix[-12:]
    return f"{nama[: MAKS_NAMA_TAMPIL - 1 - len(ending)]}…{ending}"


def ukuran_tampil(bita: int) -> str:
    """A size as 640 bita, 12 KiB or 10,5 MiB."""
    if bita < 1024:
        return f"{bita} bita"
    if bita < 1024 * 1024:
        return f"{bita // 1024} KiB"
    return f"{bita / 1024 / 1024:.1f}".removesuffix(".0").replace(".", ",") + " MiB"


def _nama(nama: str) -> str:
    """The name as it is kept: no control characters, at most `MAKS_NAMA` long, ending kept."""
    clean = re.sub(r"[\x00-\x1f\x7f]+", " ", nama).strip() or "tanpa nama"
    if len(clean) <= MAKS_NAMA:
        return clean
    ending = PurePath(clean).suffix[-12:]
    return clean[: MAKS_NAMA - len(ending)] + ending


def _jenis(berkas: BinaryIO) -> JenisBerkas:
    berkas.seek(0)
    head = berkas.read(1024)
    for magic, kind, check in _PEMERIKSA:
        if head.startswith(magic):
            berkas.seek(0)
            return check(berkas) or kind
    raise _TidakCocok(_sebutan(head))


def _sebutan(head: bytes) -> str:
    if head[4:8] == b"ftyp" and head[8:12] in _HEIC:
        return "gambar HEIC; simpan dahulu sebagai JPEG"
    start = head.lstrip(b"\xef\xbb\xbf \t\r\n")
    for magic, name in _DIKENAL:
        if start[: len(magic)].lower() == magic.lower():
            return name
    text = b"\x00" not in head and not any(byte < 9 for byte in head)
    return "teks biasa" if text else "data yang tidak dikenal"


def _pdf(berkas: BinaryIO) -> None:
    try:
        with pikepdf.open(berkas) as document:
            pages = len(document.pages)
    except pikepdf.PasswordError as error:
        raise _TidakCocok("PDF yang bersandi") from error
    except pikepdf.PdfError as error:
        raise _TidakCocok("PDF yang rusak dan tidak dapat dibuka") from error
    if not pages:
        raise _TidakCocok("PDF tanpa halaman")


def _gambar(berkas: BinaryIO) -> None:
    try:
        with Image.open(berkas, formats=("JPEG", "PNG")) as image:
            image.verify()
    except Exception as error:  # Pillow raises a different class for every kind of damage.
        raise _TidakCocok("gambar yang rusak dan tidak dapat dibuka") from error


def _office(berkas: BinaryIO) -> JenisBerkas:
    try:
        with zipfile.ZipFile(berkas) as archive:
            parts = archive.namelist()
            if _ISI_OFFICE not in parts:
                raise _TidakCocok("arsip ZIP")
            if archive.getinfo(_ISI_OFFICE).file_size > _MAKS_DAFTAR_ISI:
                raise _TidakCocok("berkas Office yang rusak dan tidak dapat dibuka")
            types = archive.read(_ISI_OFFICE).decode("utf-8", "replace")
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, EOFError) as error:
        raise _TidakCocok("arsip ZIP yang rusak dan tidak dapat dibuka") from error
    if "macroEnabled" in types or any(part.endswith("vbaProject.bin") for part in parts):
        raise _TidakCocok("dokumen Office dengan makro")
    for word, kind in _OFFICE:
        if word in types:
            return kind
    raise _TidakCocok("berkas Office jenis lain")


_PEMERIKSA: tuple[tuple[bytes, JenisBerkas, Callable[[BinaryIO], JenisBerkas | None]], ...] = (
    (b"%PDF-", JenisBerkas.PDF, _pdf),
    (b"\xff\xd8\xff", JenisBerkas.JPEG, _gambar),
    (b"\x89PNG\r\n\x1a\n", JenisBerkas.PNG, _gambar),
    (b"PK", JenisBerkas.XLSX, _office),
)
