"""Control figures of the published report beside what the records give."""

from __future__ import annotations

import csv
from collections import Counter
from decimal import Decimal
from pathlib import Path

import pytest

from budget.models import AngkaKontrol
from reports.nama_ukuran import NamaUkuran
from reports.rekonsiliasi import UkuranTidakDikenal, rekonsiliasi

REFERENCE = Path(__file__).parent.parent / "reference" / "total_tercetak.csv"
SEKRETARIAT = "Anggaran unit Sekretariat Badan Pengembangan Sumber Daya Manusia"


@pytest.fixture(scope="module")
def baris(django_db_setup, django_db_blocker):
    """All control figures of the published report, compared once."""
    from workforce.models import PerangkatDaerah

    with django_db_blocker.unblock():
        return rekonsiliasi(PerangkatDaerah.objects.get(kode="BPSDM"), 2023)


@pytest.fixture
def cari(baris):
    """The one row of a source and a measure."""

    def find(sumber: str, uraian: str):
        (found,) = [r for r in baris if r.sumber == sumber and r.uraian == uraian]
        return found

    return find


def test_number_of_control_figures_equal_and_differing(baris):
    assert len(baris) == 749
    assert sum(row.sama for row in baris) == 659
    assert sum(not row.sama for row in baris) == 90


def test_every_difference_is_explained_and_nothing_else(baris):
    for row in baris:
        assert bool(row.penjelasan) is not row.sama, row
        assert row.sama or row.penjelasan.endswith("."), row


def test_every_printed_total_is_a_control_figure(baris):
    with REFERENCE.open(encoding="utf-8", newline="") as stream:
        printed = list(csv.DictReader(stream))

    def source(text: str) -> str:
        return text if text.startswith(("Berita", "Gambar", "narasi")) else f"Tabel {text}"

    wanted = Counter(
        (source(row["sumber"]), Decimal(row["nilai_tercetak"]).normalize()) for row in printed
    )
    known = Counter((row.sumber, row.nilai.normalize()) for row in baris)

    assert len(printed) == 286
    assert wanted - known == Counter()


@pytest.mark.parametrize(
    ("sumber", "uraian", "texts", "penjelasan"),
    [
        (
            "Tabel 9 (ringkasan)",
            f"{SEKRETARIAT}: pagu (Rp)",
            ("51.354.127.794", "62.585.234.558", "-11.231.106.764"),
            "Ringkasan memakai jumlah tercetak Tabel 9, bukan anggaran unit pada Tabel 8.",
        ),
        (
            "Tabel 9 (ringkasan)",
            f"{SEKRETARIAT}: serapan (%)",
            ("93,10", "95,59", "-2,49"),
            "Dihitung sumber dari realisasi dan anggaran gaji saja, bukan dari anggaran unit.",
        ),
        (
            "Tabel 15",
            "Capaian I02 Nilai Dimensi Pengembangan Kompetensi pada Indeks Profesionalitas ASN: "
            "tahun 2023",
            ("38,16", "tidak ada", "tidak ada"),
            "Sumber mencetak nilai tahun 2022 pada kolom 2023; data 2023 belum rilis.",
        ),
        (
            "Tabel 28",
            "Realisasi I02 Nilai Dimensi Pengembangan Kompetensi pada Indeks Profesionalitas ASN: "
            "tahun 2022",
            ("38,13", "38,16", "-0,03"),
            "Satu fakta dengan dua nilai: Tabel 6 dan Tabel 15 mencetak 38,16.",
        ),
        (
            "Tabel 15",
            "Capaian I10 Predikat SAKIP Perangkat Daerah Tahun 2023: tahun 2023",
            ("88,45", "107,87", "-19,42"),
            "Sumber mencetak realisasi pada kolom capaian; capaian adalah realisasi dibagi target.",
        ),
        (
            "Tabel 41",
            "Sub kegiatan Pengadaan Modal Penunjang Pendidikan dan Pelatihan: sisa (Rp)",
            ("85.811.002", "6.868.479", "78.942.523"),
            "Sumber mencetak sisa baris lain (penyediaan peralatan dan perlengkapan kantor).",
        ),
        (
            "Gambar 6",
            "Pengembangan kompetensi ASN per perangkat daerah, baris 29: ≥ 20 JP (%)",
            ("98,86", "89,88", "8,98"),
            "Jumlah orang dan persentase yang tercetak tidak saling cocok; aplikasi menghitung "
            "dari jumlah orang.",
        ),
    ],
)
def test_published_contradiction(cari, sumber, uraian, texts, penjelasan):
    row = cari(sumber, uraian)

    assert row.teks == texts
    assert row.penjelasan == penjelasan
    assert not row.sama


@pytest.mark.parametrize(
    ("printed", "computed"), [("31,66", "24,05"), ("11,76", "10,52"), ("4,68", "4,47")]
)
def test_published_efficiency_of_programs_has_another_base(baris, printed, computed):
    found = [
        row
        for row in baris
        if row.teks[:2] == (printed, computed) and row.uraian.endswith("efisiensi (%)")
    ]

    assert found
    assert {row.penjelasan for row in found} == {
        "Sumber membagi sisa dengan realisasi; aplikasi membaginya dengan pagu."
    }


@pytest.mark.parametrize(
    ("sumber", "uraian", "nilai"),
    [
        ("Tabel 4", "Program, seluruhnya: pagu murni (Rp)", "151.652.888.149"),
        ("Tabel 16", "Program, seluruhnya: realisasi (Rp)", "111.828.506.947"),
        ("Tabel 6", "Indeks Profesionalitas ASN per dimensi: Nilai", "88,4"),
        ("Berita Acara (Lampiran)", "Penilaian mandiri sistem merit: Nilai", "350,5"),
        ("Tabel 32", "Pegawai menurut golongan/ruang, seluruhnya: jumlah", "106"),
        ("Tabel 37", "Pegawai menurut jenis kelamin, struktural: Perempuan", "1"),
        ("Tabel 1a", "ASN provinsi, jenis kelamin: PNS dan CPNS", "50.411"),
    ],
)
def test_published_figure_that_the_records_confirm(cari, sumber, uraian, nilai):
    row = cari(sumber, uraian)

    assert row.sama
    assert row.teks[:2] == (nilai, nilai)
    assert row.selisih == 0


def _control(pd, **fields) -> AngkaKontrol:
    values = {
        "pd": pd,
        "tahun": 2023,
        "urutan": 9000,
        "sumber": "Uji",
        "ukuran": "program",
        "kunci": "",
        "kolom": "pagu",
        "nilai": Decimal(1),
        "desimal": 0,
    } | fields
    return AngkaKontrol.objects.create(**values)


@pytest.mark.parametrize(
    ("ukuran", "kunci", "kolom"),
    [
        ("gaji", "", "pagu"),
        ("program", "P9", "pagu"),
        ("program", "", "gaji"),
        ("tabel", "gaji", "nilai"),
        ("tabel", "eorder/99", "persen"),
        ("statistik-asn", "gaji", "jumlah"),
        ("capaian", "I99", "2023"),
        ("anggaran-indikator", "I01", "gaji"),
    ],
)
def test_unknown_measure_is_refused(bpsdm, ukuran, kunci, kolom):
    _control(bpsdm, ukuran=ukuran, kunci=kunci, kolom=kolom)

    with pytest.raises(UkuranTidakDikenal) as refused:
        rekonsiliasi(bpsdm, 2023)

    assert str(refused.value) == (
        f"Angka kontrol 9000: ukuran “{ukuran}”, kunci “{kunci}”, kolom “{kolom}” tidak ada pada "
        "data."
    )


def test_figures_are_compared_to_the_printed_decimals(bpsdm):
    AngkaKontrol.objects.of_pd(bpsdm).delete()
    _control(bpsdm, kunci="P1", kolom="efisiensi", nilai=Decimal("24.05"), desimal=2)
    _control(
        bpsdm,
        kunci="P1",
        kolom="efisiensi",
        nilai=Decimal("24.049"),
        desimal=3,
        urutan=9001,
        sumber="Lain",
    )

    two, three = rekonsiliasi(bpsdm, 2023)

    assert (two.hitung, two.sama) == (Decimal("24.05"), True)
    assert three.hitung == Decimal("24.049")


def test_text_cell_has_no_computed_value(bpsdm):
    AngkaKontrol.objects.of_pd(bpsdm).delete()
    _control(bpsdm, ukuran="tabel", kunci="sertifikat/1", kolom="standar")

    (row,) = rekonsiliasi(bpsdm, 2023)

    assert (row.hitung, row.selisih, row.sama) == (None, None, False)
    assert row.teks == ("1", "tidak ada", "tidak ada")


def test_year_without_control_figures_has_none(bpsdm):
    assert rekonsiliasi(bpsdm, 2022) == ()


def test_small_agency_has_its_own_figure(contoh):
    (row,) = rekonsiliasi(contoh, 2023)

    assert row.sumber
    assert AngkaKontrol.objects.of_pd(contoh).count() == 1


def test_unknown_codes_stand_as_they_are(konteks, bpsdm):
    names = NamaUkuran(konteks)

    for ukuran, kunci, kolom, text in (
        ("gaji", "X", "y", "gaji X: y"),
        ("tabel", "gaji/3", "y", "gaji, baris 3: y"),
        (
            "tabel",
            "eorder/1",
            "gaji",
            "Realisasi belanja makanan dan minuman melalui e-order, baris 1: gaji",
        ),
        ("program", "P1", "pagu", "Program Kepegawaian Daerah: pagu (Rp)"),
        ("statistik-asn", "gaji/1", "jumlah", "ASN provinsi, gaji/1: jumlah"),
        ("pegawai-usia", "", "gaji", "Pegawai menurut kelompok usia, seluruhnya: jumlah"),
    ):
        row = AngkaKontrol(pd=bpsdm, tahun=2023, ukuran=ukuran, kunci=kunci, kolom=kolom)
        assert names.uraian(row) == text


@pytest.mark.parametrize("rows", [1, 3])
def test_number_of_queries_does_not_grow(bpsdm, rows, django_assert_num_queries):
    AngkaKontrol.objects.of_pd(bpsdm).delete()
    for i in range(rows):
        _control(bpsdm, urutan=9000 + i, sumber=f"Uji {i}")

    with django_assert_num_queries(8):
        assert len(rekonsiliasi(bpsdm, 2023)) == rows
