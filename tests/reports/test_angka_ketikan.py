"""Typed numbers: which are asked about, and which name something."""

from __future__ import annotations

import pytest

from indicators.models import AnalisisIndikator
from reports.angka_ketikan import AngkaDiketik, DugaanFakta, angka_diketik, dugaan
from reports.models import Narasi
from reports.sections.indikator import ANALYSIS


@pytest.mark.parametrize(
    ("kalimat", "angka"),
    [
        ("Realisasi 95,53 dari target.", ["95,53"]),
        ("Naik 5% menjadi 122,58%; turun 3 %.", ["5%", "122,58%", "3 %"]),
        ("Rp1.234.567 dan Rp 5.000", ["Rp1.234.567", "Rp 5.000"]),
        ("1.500 peserta, 12 di antaranya (3) baru", ["1.500", "12", "3"]),
        ("sebanyak 2.023 pegawai", ["2.023"]),
        ("Peraturan Nomor 53 Tahun 2014 Pasal 5 ayat (2) huruf a", []),
        ("UU 5 Tahun 2014, PP 8 Tahun 2006, Pergub 121/2020", []),
        ("pada 31 Desember 2023 dan 1 s.d. 5 Januari", []),
        ("tahun 2022 dan 2023, TW 1 sampai 3, Tabel 3 dan 4", []),
        ("peringkat ke-3, COVID-19, pukul 08.00, 3D, I01", []),
        ("1) satu", []),
        ("12. dua belas lalu 7 lagi", ["7"]),
        ("(S x 40%) + (E x 10% / 20%) + 50%", []),
        ("[[indikator.I01.capaian]] dan [[tahun]]", []),
        ("4 dan 5", ["4", "5"]),
        ("ayat 5 dan kira-kira 6", ["6"]),
    ],
)
def test_numbers_of_a_sentence(kalimat, angka):
    assert [found.teks for found in angka_diketik(f"<p>{kalimat}</p>")] == angka


def test_number_is_told_with_its_place_and_words():
    text = "<p>Baik.</p>\n<p>Capaian [[indikator.I01.nama]] menjadi 95,53 pada akhir tahun.</p>"
    assert angka_diketik(text) == (
        AngkaDiketik("95,53", 2, "Capaian … menjadi 95,53 pada akhir tahun."),
    )


def test_facts_that_print_the_same_are_proposed():
    number = AngkaDiketik("Rp 1.500", 1, "")
    facts = [(f"a.{i}", "nama", "Rp1.500") for i in range(4)] + [("b", "nama", "1.600")]
    assert dugaan([number], facts) == (DugaanFakta(number, tuple(facts[:3])),)
    assert dugaan([AngkaDiketik("7%", 1, "")], facts)[0].fakta == ()


def test_false_alarms_on_the_demo_are_the_limits_of_one_formula(bpsdm):
    texts = {n.bagian: n.isi for n in Narasi.objects.of_pd(bpsdm)}
    for row in AnalisisIndikator.objects.filter(indikator__pd=bpsdm).select_related("indikator"):
        texts |= {f"{row.indikator.kode} {name}": getattr(row, name) for name, _ in ANALYSIS}

    found = {slug: len(angka_diketik(text)) for slug, text in texts.items() if angka_diketik(text)}

    assert found == {"kualitas-anggaran": 10}
