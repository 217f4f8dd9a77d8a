"""Values and files that several tests of measurement start from."""

from __future__ import annotations

import io
import zipfile
from decimal import Decimal

import pikepdf
from django.core.files.uploadedfile import SimpleUploadedFile
from openpyxl import Workbook
from PIL import Image

from indicators.actions import Isian, ajukan, simpan_realisasi
from indicators.models import Indikator, Realisasi
from workforce.models import PerangkatDaerah, User

TW4 = 4


def pdf(title: str = "Berita acara") -> bytes:
    """A PDF of one page."""
    stream = io.BytesIO()
    with pikepdf.new() as document:
        document.add_blank_page()
        document.docinfo["/Title"] = title
        document.save(stream, deterministic_id=True)
    return stream.getvalue()


def picture(kind: str = "PNG") -> bytes:
    """A small picture."""
    stream = io.BytesIO()
    Image.new("RGB", (8, 6), (20, 70, 111)).save(stream, kind)
    return stream.getvalue()


def xlsx() -> bytes:
    """A workbook without macros."""
    stream = io.BytesIO()
    Workbook().save(stream)
    return stream.getvalue()


def archive(**parts: str) -> bytes:
    """A ZIP archive of named parts."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as file:
        for name, content in parts.items():
            file.writestr(name, content)
    return stream.getvalue()


def upload(name: str, content: bytes) -> SimpleUploadedFile:
    """A file as a browser sends it."""
    return SimpleUploadedFile(name, content)


def draft(pd: PerangkatDaerah, by: User, kode: str = "I02", nilai: str = "8") -> Realisasi:
    """A value of the fourth quarter, not handed in yet."""
    return simpan_realisasi(
        indikator=Indikator.objects.select_related("pd", "unit").get(pd=pd, kode=kode),
        tahun=2023,
        periode=TW4,
        isian=Isian(nilai=Decimal(nilai), penyebab="Sebab", tindak_lanjut="Tindakan"),
        versi=0,
        by=by,
    )


def submitted(pd: PerangkatDaerah, by: User, kode: str = "I02", nilai: str = "8") -> Realisasi:
    """The same, waiting for a verifier."""
    row = draft(pd, by, kode, nilai)
    return ajukan(realisasi=row, versi=row.versi, kurang=(), by=by)
