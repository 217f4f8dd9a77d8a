"""The picker: every address that it shows resolves, and suggestions print."""

from __future__ import annotations

import pytest

from reports.context import Konteks
from reports.facts import Fakta
from reports.katalog_fakta import JENIS, alamat, bernilai, cari
from reports.queries_tulis import daftar_bagian
from reports.saran import saran


@pytest.fixture
def fakta(konteks):
    return Fakta(konteks, {"pk-indikator": "Tabel 8"})


@pytest.mark.parametrize("jenis", JENIS)
def test_kind_has_facts_with_values(fakta, jenis):
    found = cari(fakta, jenis, "")
    assert found.fakta
    assert [row for row in found.fakta if row.nilai != fakta.text(row.alamat)] == []
    addresses = [address for address, _ in alamat(fakta, jenis)]
    assert len(addresses) == len(set(addresses))


def test_search_is_by_every_word(fakta):
    found = cari(fakta, "", "CAPAIAN i01 2023")
    assert [(f.alamat, f.nilai) for f in found.fakta] == [("indikator.I01.capaian", "122,58%")]
    assert (found.jumlah, found.lain) == (1, 0)
    many = cari(fakta, "data", "")
    assert (len(many.fakta), many.lain) == (30, many.jumlah - 30)


def test_facts_with_numbers(fakta):
    values = {row.alamat: row.nilai for row in bernilai(fakta)}
    assert values["program.P1.serapan"] == "75,95%"
    assert "pd.nama" not in values


def test_catalogue_of_an_agency_without_records(kosong):
    assert (
        cari(Fakta(Konteks(kosong, 2023), {}), "data", "").fakta[0].alamat == "data.isu-strategis"
    )


def test_suggestions_of_all_texts_print(konteks):
    fakta = Fakta(konteks, {})
    made = {b.slug: [s.cetak for s in saran(fakta, b)] for b in daftar_bagian(konteks)}

    assert made["pensiun"][0].startswith('<p>Dalam lima tahun <span class="fakta">')
    assert "sehingga target terlampaui dengan capaian" in made["gambaran-i01"][0]
    assert "nilainya belum dapat" in made["gambaran-i02"][0]
    assert made["penyebab-i02"] == []
    assert made["solusi-i01"] == made["inovasi"] == []
    assert len(made["realisasi-anggaran"]) == 2
    assert len(made["tindak-lanjut"]) == 1
    assert sum(map(bool, made.values())) > 50


def test_suggestions_about_what_was_not_reached(contoh):
    konteks = Konteks(contoh, 2023)
    fakta = Fakta(konteks, {})
    made = {b.slug: [s.cetak for s in saran(fakta, b)] for b in daftar_bagian(konteks)}

    assert made["penyebab-solusi"]
    assert len(made["realisasi-anggaran"]) == 1
    assert any("masih di bawah target" in text for name, text in _flat(made) if "penyebab-" in name)
    assert made["tindak-lanjut"] == []


def _flat(made):
    return [(slug, text) for slug, texts in made.items() for text in texts]
