"""Addresses of facts: each kind with its exact text, and what is refused."""

from __future__ import annotations

import csv
import re
from html import unescape

import pytest
from django.conf import settings

from indicators.models import AnalisisIndikator
from reports.context import Konteks
from reports.facts import CHIP, Fakta, FaktaTidakDikenal
from tests.conftest import FIXTURES

RUJUKAN = {"asn-provinsi": "Tabel 3", "ksd-i03-b06": "Tabel 50", "ksd-i06-b03": "Tabel 57"}


@pytest.fixture
def fakta(konteks) -> Fakta:
    return Fakta(konteks, RUJUKAN)


@pytest.mark.parametrize(
    ("address", "text"),
    [
        ("pd.nama", "Badan Pengembangan Sumber Daya Manusia"),
        ("pd.singkatan", "BPSDM"),
        ("pd.pemerintah", "Pemerintah Provinsi DKI Jakarta"),
        (
            "pd.alamat",
            "Gedung Dinas Teknis Abdul Muis Lantai 8, Jl. Abdul Muis No. 66, Gambir, "
            "Kota Administrasi Jakarta Pusat, 10160",
        ),
        (
            "pd.tugas",
            "menyelenggarakan fungsi penunjang urusan pemerintahan bidang pendidikan dan pelatihan",
        ),
        (
            "pd.dasar_hukum",
            "Peraturan Gubernur Nomor 57 Tahun 2022 tentang Organisasi dan Tata Kerja Perangkat "
            "Daerah, diubah dengan Peraturan Gubernur Nomor 17 Tahun 2023",
        ),
        ("pd.kepala", "Mochamad Miftahulloh Tamary, S.STP., M.T., M.Sc."),
        ("pd.jabatan_kepala", "Kepala Badan Pengembangan Sumber Daya Manusia"),
        ("tahun", "2023"),
        ("tahun.lalu", "2022"),
        ("tahun.depan", "2024"),
        ("pk.tanggal", "24 Mei 2023"),
        ("pk.pihak_pertama", "Mochamad Miftahulloh Tamary, S.STP., M.T., M.Sc."),
        ("pk.pihak_kedua", "Heru Budi Hartono"),
        ("pk.jabatan_pihak_kedua", "Pj. Gubernur Daerah Khusus Ibukota Jakarta"),
        ("sasaran.jumlah", "21"),
        ("sasaran.strategis", "6"),
        ("indikator.jumlah", "22"),
        ("indikator.strategis", "6"),
        ("indikator.khusus", "13"),
        ("indikator.operasional", "3"),
        ("indikator.I01.nama", "Indeks Sistem Merit pada Aspek dan Sub Aspek Lingkup BPSDM"),
        ("indikator.I01.satuan", "Indeks"),
        (
            "indikator.I01.unit",
            "Bidang Analisis Kebutuhan, Perancangan, Pengembangan dan Evaluasi",
        ),
        ("indikator.I01.target", "31"),
        ("indikator.I01.realisasi", "38"),
        ("indikator.I01.capaian", "122,58%"),
        ("indikator.I01.renstra", "31"),
        ("indikator.I02.renstra.2026", "39"),
        ("indikator.I02.realisasi", "data belum rilis"),
        ("indikator.I02.realisasi.2022", "38,16"),
        ("indikator.I02.capaian", "data belum rilis"),
        ("indikator.I03.target", "100%"),
        ("indikator.I10.predikat", "memuaskan"),
        ("indikator.I15.realisasi", "114"),
        ("indikator.I15.predikat", "sangat tinggi"),
        ("indikator.I19.realisasi", "96,51%"),
        ("hitung.terukur", "21"),
        ("hitung.melampaui", "5"),
        ("hitung.tercapai", "16"),
        ("hitung.belum_tercapai", "0"),
        ("hitung.menunggu_data", "1"),
        ("hitung.strategis.melampaui", "1"),
        ("hitung.khusus.terukur", "13"),
        ("program.jumlah", "3"),
        ("program.P1.nama", "Program Kepegawaian Daerah"),
        ("program.P1.pagu", "Rp17.660.314.630"),
        ("program.P1.efisiensi", "24,05%"),
        ("program.P3.sisa", "Rp2.906.847.973"),
        ("anggaran.pagu_murni", "Rp151.652.888.149"),
        ("anggaran.pagu", "Rp123.256.791.085"),
        ("anggaran.realisasi", "Rp111.828.506.947"),
        ("anggaran.serapan", "90,73%"),
        ("unit.jumlah", "30"),
        ("unit.BID-PKDMF.serapan", "85,68%"),
        ("unit.BID-AKPPE.kualitas", "90,01"),
        ("pegawai.tanggal", "31 Desember 2023"),
        ("pegawai.jumlah", "106"),
        ("pegawai.laki_laki", "62"),
        ("pegawai.perempuan", "44"),
        ("pegawai.s2", "48"),
        ("pegawai.fungsional", "40"),
        ("pegawai.pensiun_5_tahun", "27"),
        ("data.isu-strategis.baris", "6"),
        ("data.tindak-lanjut.baris", "16"),
        ("data.asn-jenis-kelamin.pns_cpns.total", "50.411"),
        ("data.asn-jenis-kelamin.pppk.total", "15.631"),
        ("data.asn-jenis-kelamin.jumlah.total", "66.042"),
        ("data.pelatihan.baris", "85"),
        ("data.pelatihan.jumlah_peserta.total", "17.018"),
        ("data.eorder.anggaran_rp.total", "Rp3.198.453.000"),
        ("data.diklat-kebutuhan.1.capaian", "124,29"),
        ("data.sertifikat.1.standar", "ISO 9001:2015"),
        ("data.sertifikat.1.tanggal_terbit", "26 Desember 2023"),
        ("lihat.asn-provinsi", "Tabel 3"),
        ("lihat.ksd", "Tabel 50 sampai Tabel 57"),
    ],
)
def test_text_of_an_address(fakta, address, text):
    assert fakta.text(address) == text


@pytest.mark.parametrize(
    "address",
    [
        "gaji.jumlah",
        "pd",
        "pd.gaji",
        "tahun.besok",
        "pk.nomor_surat",
        "sasaran.besar",
        "indikator.I99.target",
        "indikator.I01",
        "indikator.I01.harga",
        "indikator.I02.realisasi.2021",
        "indikator.I01.renstra.2030",
        "indikator.I03.renstra",
        "hitung.bagus",
        "hitung.besar.tercapai",
        "program.P9.pagu",
        "anggaran",
        "anggaran.objek",
        "anggaran.kode",
        "program.P1.hasil_serapan",
        "unit.X.pagu",
        "pegawai.gaji",
        "pegawai.L",
        "data.gaji.baris",
        "data.asn-gaji.jumlah.total",
        "data.asn-jenis-kelamin.pk.total",
        "data.pelatihan",
        "data.eorder.1",
        "data.eorder.gaji.total",
        "data.sertifikat.standar.total",
        "data.sertifikat.0.standar",
        "data.sertifikat.99.standar",
        "data.sertifikat.1.gaji",
        "lihat.gaji",
    ],
)
def test_unknown_address_is_refused(fakta, address):
    with pytest.raises(FaktaTidakDikenal) as refused:
        fakta.text(address)

    assert str(refused.value) == f"Fakta “{address}” tidak ditemukan."


@pytest.mark.parametrize(
    "address",
    ["indikator.I02.predikat", "unit.BID-PKDMF.kualitas", "data.sertifikat.3.tanggal_berakhir"],
)
def test_known_address_without_value_is_refused(fakta, address):
    with pytest.raises(FaktaTidakDikenal) as refused:
        fakta.text(address)

    assert str(refused.value) == f"Fakta “{address}” belum berisi nilai."


@pytest.mark.parametrize("address", ["pd.kepala", "unit.jumlah"])
def test_facts_of_an_empty_agency(kosong, address):
    expected = {"pd.kepala": None, "unit.jumlah": "0"}[address]
    fakta = Fakta(Konteks(kosong, 2023), {})

    if expected is None:
        with pytest.raises(FaktaTidakDikenal):
            fakta.text(address)
    else:
        assert fakta.text(address) == expected


def test_agreement_facts_without_agreement_are_refused(kosong):
    with pytest.raises(FaktaTidakDikenal):
        Fakta(Konteks(kosong, 2023), {}).text("pk.tanggal")


def test_fill_marks_facts_and_links_tables(fakta):
    html = fakta.fill("<p>[[ pegawai.jumlah ]] orang, [[lihat.ksd]]</p>", "sdm")

    assert html == (
        '<p><span class="fakta">106</span> orang, '
        '<a href="#ksd-i03-b06">Tabel 50 sampai Tabel 57</a></p>'
    )


def test_fill_names_the_section_of_an_unknown_fact(fakta):
    with pytest.raises(FaktaTidakDikenal) as refused:
        fakta.fill("<p>[[pegawai.gaji]]</p>", "sdm")

    assert str(refused.value) == "Bagian sdm: Fakta “pegawai.gaji” tidak ditemukan."


def test_fill_escapes_what_records_hold(kosong):
    kosong.nama = "Dinas <b> & Co"

    html = Fakta(Konteks(kosong, 2023), {}).fill("[[pd.nama]]", "x")

    assert html == '<span class="fakta">Dinas &lt;b&gt; &amp; Co</span>'


def _texts(konteks: Konteks) -> dict[str, str]:
    fields = ("gambaran", "penyebab", "solusi", "sumber_daya", "program_penunjang", "rencana")
    texts = dict(konteks.narasi)
    for analysis in AnalisisIndikator.objects.filter(indikator__pd=konteks.pd):
        for name in fields:
            texts[f"{analysis.indikator.kode} {name}"] = getattr(analysis, name)
    return texts


def test_all_chips_of_the_demo_texts_resolve(konteks, laporan):
    labels = {e.slug: e.label for entries in laporan.lists.values() for e in entries}
    fakta = Fakta(konteks, labels)
    chips = {chip for text in _texts(konteks).values() for chip in CHIP.findall(text)}

    assert len(chips) > 150
    assert [chip for chip in sorted(chips) if not fakta.text(chip)] == []


# Numbers that are names, not measurements: regulations, dates, plan periods, norms of a rule.
NAMES = re.compile(
    r"Nomor \S+( Tahun \d{4})?|\d{1,2} (Januari|Februari|Maret|April|Mei|Juni|Juli|Agustus|"
    r"September|Oktober|November|Desember) \d{4}|(tahun|periode|Tahun) \d{4}(-\d{4})?|"
    r"Renstra \d{4}-\d{4}|ISO \d+:\d{4}|S-\d|P3DN|D-IV",
)
# The formula of the budget quality rule and the definition of an achievement, not results.
RULES = {"kualitas-anggaran", "capaian-kinerja"}


def test_no_figure_of_the_records_is_typed_in_the_narrative(db):
    path = FIXTURES / "bpsdm-2023" / "narasi.csv"
    with path.open(encoding="utf-8", newline="") as stream:
        rows = [row for row in csv.DictReader(stream) if row["bagian"] not in RULES]

    typed = {}
    for row in rows:
        prose = unescape(re.sub(r"<[^>]+>", " ", CHIP.sub(" ", row["isi"])))
        found = re.findall(r"\S*\d\S*", NAMES.sub(" ", prose))
        if found:
            typed[row["bagian"]] = found

    assert len(rows) > 40
    assert typed == {}
    assert settings.BASE_DIR in path.parents
