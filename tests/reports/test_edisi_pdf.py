"""The PDF of an edition: the same bytes again, with the numbers of its snapshot."""

from __future__ import annotations

import subprocess
from io import BytesIO

import pikepdf
import pytest

from reports import pembekuan
from reports.cuplikan import Cuplikan, bacakan, tuliskan
from reports.edisi_cetak import pdf, xlsx
from reports.models import Narasi
from tests.reports.edisi import NOMOR, keterangan

pytestmark = pytest.mark.xdist_group("pdf")


def _text(path) -> str:
    done = subprocess.run(["pdftotext", str(path), "-"], check=True, capture_output=True, text=True)
    return " ".join(done.stdout.split())


def _cells(isi: Cuplikan) -> set[str]:
    """Every number that the tables of a snapshot print."""
    return {
        text
        for numbered in isi.dokumen.tables
        for _, cells in numbered.table.body
        for column, _, text in cells
        if column.numeric and text
    }


def test_pdf_follows_from_the_snapshot_alone(contoh, tmp_path):
    snapshot = tuliskan(pembekuan.ambil_cuplikan(contoh, 2023, keterangan()))
    first = pdf(bacakan(snapshot), NOMOR)

    Narasi.objects.update_or_create(
        pd=contoh, tahun=2023, bagian="latar-belakang", defaults={"isi": "<p>Berubah.</p>"}
    )
    isi = bacakan(snapshot)
    again = pdf(isi, NOMOR)

    assert again == first
    path = tmp_path / "edisi.pdf"
    path.write_bytes(first)
    words = _text(path)
    assert NOMOR in words
    assert "Berubah." not in words
    assert {cell for cell in _cells(isi) if cell not in words} == set()
    with pikepdf.open(BytesIO(first)) as file:
        name = "tabel-lkip-contoh-2023.xlsx"
        assert file.attachments[name].get_file().read_bytes() == xlsx(isi, NOMOR)
