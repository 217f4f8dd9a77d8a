"""Folders of an agency's files: what is wanted, what is refused, what comes out again."""

from __future__ import annotations

import csv
import re
from decimal import Decimal
from pathlib import Path

import pytest

from indicators.models import TabelPendukung
from lkip.loading import BerkasDitolak
from reports.models import Narasi
from reports.resources import load_folder, write_folder
from tests.conftest import FIXTURES
from workforce.models import PerangkatDaerah

NUMBER = re.compile(r"-?\d+\.\d+|-?\d+")


def test_loading_again_changes_nothing(contoh):
    before = list(Narasi.objects.of_pd(contoh).values_list("pk", "isi"))

    pd, count = load_folder(FIXTURES / "contoh-2023")

    assert (pd, count) == (contoh, 79)
    assert list(Narasi.objects.of_pd(contoh).values_list("pk", "isi")) == before


def test_folder_without_the_agency_s_file_is_refused(tmp_path, db):
    with pytest.raises(BerkasDitolak) as refused:
        load_folder(tmp_path)

    assert "perangkat_daerah.csv" in str(refused.value)
    assert "Berkas ini wajib ada: ia menyebut PD-nya." in str(refused.value)


@pytest.mark.parametrize("copies", [0, 2])
def test_folder_names_exactly_one_agency(folder, db, copies):
    path = folder / "perangkat_daerah.csv"
    head, row = path.read_text(encoding="utf-8").splitlines()
    path.write_text("\n".join([head, *[row] * copies]) + "\n", encoding="utf-8")

    with pytest.raises(BerkasDitolak) as refused:
        load_folder(folder)

    assert f"Diharapkan tepat satu baris; terbaca {copies}." in str(refused.value)


def test_refused_file_leaves_nothing_of_the_folder(folder, db):
    path = folder / "perangkat_daerah.csv"
    path.write_text(path.read_text(encoding="utf-8").replace("CONTOH", "BARU"), encoding="utf-8")
    narrative = folder / "narasi.csv"
    narrative.write_text(
        narrative.read_text(encoding="utf-8").replace("2023,", "dua ribu,", 1), encoding="utf-8"
    )

    with pytest.raises(BerkasDitolak) as refused:
        load_folder(folder)

    assert "narasi.csv" in str(refused.value)
    assert not PerangkatDaerah.objects.filter(kode="BARU").exists()


def _same(text: str) -> str:
    """A number as its value: 100.00 in a file is kept as 100."""
    return str(Decimal(text).normalize()) if NUMBER.fullmatch(text) else text


def _rows(path: Path) -> list[list[tuple[str, str]]]:
    with path.open(encoding="utf-8", newline="") as stream:
        rows = csv.DictReader(stream)
        return sorted(sorted((key, _same(value)) for key, value in row.items()) for row in rows)


@pytest.mark.parametrize(("kode", "name"), [("CONTOH", "contoh-2023"), ("BPSDM", "bpsdm-2023")])
def test_written_folder_holds_the_rows_of_the_loaded_one(db, tmp_path, kode, name):
    write_folder(PerangkatDaerah.objects.get(kode=kode), tmp_path)

    source = FIXTURES / name
    for path in sorted(source.rglob("*.csv")):
        assert _rows(tmp_path / path.relative_to(source)) == _rows(path), path.name


def test_supporting_table_without_a_file_stays_as_it_is(contoh):
    TabelPendukung.objects.create(
        pd=contoh, tahun=2023, kode="kunjungan", judul="Kunjungan", bagian="saran"
    )

    assert load_folder(FIXTURES / "contoh-2023")[1] == 79
    assert TabelPendukung.objects.of_pd(contoh).get().judul == "Kunjungan"
