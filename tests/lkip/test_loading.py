"""A broken folder is refused whole, and every fault names file, row, column and value."""

from __future__ import annotations

import csv
from collections.abc import Callable
from pathlib import Path

import pytest
from django.apps import apps

from lkip.loading import BerkasDitolak, Kesalahan, read_csv
from reports.resources import load_folder
from tests.conftest import FIXTURES
from workforce.models import Pegawai, PerangkatDaerah, Perubahan, UnitKerja

# Writing a row as it is counts as a change for dashboards: they are merely made once more.
MODELS = [
    model
    for app in ("workforce", "indicators", "budget", "reports")
    for model in apps.get_app_config(app).get_models()
    if model is not Perubahan
]


def _counts() -> dict[str, int]:
    return {model.__name__: model._default_manager.count() for model in MODELS}


def _rewrite(path: Path, change: Callable[[list[list[str]]], object]) -> None:
    with path.open(newline="", encoding="utf-8") as stream:
        rows = list(csv.reader(stream))
    change(rows)
    with path.open("w", newline="", encoding="utf-8") as stream:
        csv.writer(stream, lineterminator="\n").writerows(rows)


def _set(path: Path, line: int, column: str, value: str) -> None:
    """Write one cell; the header is line 1, as a person counts in a spreadsheet."""
    _rewrite(path, lambda rows: rows[line - 1].__setitem__(rows[0].index(column), value))


@pytest.fixture
def baru(folder: Path) -> Path:
    """The small agency's folder as that of a new agency."""
    _set(folder / "perangkat_daerah.csv", 2, "kode", "BARU")
    return folder


@pytest.fixture
def ditolak(db) -> Callable[[Path], list[str]]:
    """Load a folder that must be refused; nothing may stay. Returns the sentences."""

    def load(folder: Path) -> list[str]:
        before = _counts()
        with pytest.raises(BerkasDitolak) as refusal:
            load_folder(folder)
        assert _counts() == before
        assert not PerangkatDaerah.objects.filter(kode="BARU").exists()
        assert str(refusal.value) == "\n".join(str(fault) for fault in refusal.value.kesalahan)
        return [str(fault) for fault in refusal.value.kesalahan]

    return load


def test_whole_folder_becomes_a_new_agency(baru, contoh):
    pd, count = load_folder(baru)

    lines = sum(len(read_csv(path)) for path in baru.glob("*.csv"))
    assert (pd.kode, count) == ("BARU", lines)
    assert UnitKerja.objects.of_pd(pd).count() == UnitKerja.objects.of_pd(contoh).count() == 4
    assert Pegawai.objects.of_pd(pd).count() == 8


def test_loading_twice_changes_nothing(contoh):
    before = {model: list(model._default_manager.order_by("pk").values()) for model in MODELS}

    load_folder(FIXTURES / "contoh-2023")

    for model, rows in before.items():
        assert list(model._default_manager.order_by("pk").values()) == rows, model.__name__


def test_changed_cell_is_taken_over(folder, contoh):
    _set(folder / "unit_kerja.csv", 3, "nama", "Sekretariat Baru")

    load_folder(folder)

    assert UnitKerja.objects.get(pd=contoh, kode="SEK-CONTOH").nama == "Sekretariat Baru"
    assert UnitKerja.objects.of_pd(contoh).count() == 4


# File, line, column, what is written there, and the sentence that names it.
SEL = [
    pytest.param(
        ("pagu.csv", 2, "nilai", "1O00"),
        "pagu.csv, baris 2, kolom nilai: terbaca “1O00”; "
        "diharapkan bilangan dengan titik desimal, misalnya 1234.5.",
        id="letter-in-a-number",
    ),
    pytest.param(
        ("unit_kerja.csv", 3, "urutan", "1.5"),
        "unit_kerja.csv, baris 3, kolom urutan: terbaca “1.5”; "
        "diharapkan bilangan bulat, misalnya 2023.",
        id="fraction",
    ),
    pytest.param(
        ("unit_kerja.csv", 4, "induk", "TIDAK-ADA"),
        "unit_kerja.csv, baris 4, kolom induk: terbaca “TIDAK-ADA”; "
        "diharapkan kode unit kerja yang sudah ada; “TIDAK-ADA” tidak ditemukan.",
        id="missing-parent",
    ),
    pytest.param(
        ("indikator.csv", 2, "unit_kode", "BPSDM"),
        "indikator.csv, baris 2, kolom unit_kode: terbaca “BPSDM”; "
        "diharapkan kode unit kerja yang sudah ada; “BPSDM” tidak ditemukan.",
        id="code-of-another-agency",
    ),
    pytest.param(
        ("unit_kerja.csv", 3, "jenis", "divisi"),
        "unit_kerja.csv, baris 3, kolom jenis: terbaca “divisi”; diharapkan salah satu dari: "
        "badan, dinas, sekretariat, subbagian, bidang, upt, subkelompok, satuan_pelaksana, "
        "kelompok_jabatan.",
        id="unknown-word",
    ),
    pytest.param(
        ("pegawai.csv", 2, "tanggal_lahir", "1968-02-30"),
        "pegawai.csv, baris 2, kolom tanggal_lahir: terbaca “1968-02-30”; "
        "diharapkan tanggal yang ada, misalnya 2023-12-31.",
        id="date-that-does-not-exist",
    ),
    pytest.param(
        ("jabatan.csv", 3, "kepala_pd", "ya"),
        "jabatan.csv, baris 3, kolom kepala_pd: terbaca “ya”; diharapkan 1 (ya) atau 0 (tidak).",
        id="neither-yes-nor-no",
    ),
    pytest.param(
        ("unit_kerja.csv", 3, "nama", ""),
        "unit_kerja.csv, baris 3, kolom nama: terbaca “”; Field ini tidak boleh kosong.",
        id="required-text",
    ),
    pytest.param(
        ("kelas_jabatan.csv", 3, "kode", "ES2"),
        "kelas_jabatan.csv, baris 3: Kolom kode: “ES2” mengulang baris 2.",
        id="duplicate-key",
    ),
    pytest.param(
        ("kelas_jabatan.csv", 2, "batas_usia_pensiun", "71"),
        "kelas_jabatan.csv, baris 2: Batas usia pensiun berada di antara 50 dan 70 tahun.",
        id="outside-a-constraint",
    ),
    pytest.param(
        ("pegawai.csv", 2, "nip", "19680304199203195"),
        "pegawai.csv, baris 2, kolom nip: terbaca “19680304199203195”; NIP terdiri dari 18 angka.",
        id="short-nip",
    ),
]


@pytest.mark.parametrize(("cell", "sentence"), SEL)
def test_cell_that_cannot_be_right(baru, ditolak, cell, sentence):
    name, line, column, value = cell
    _set(baru / name, line, column, value)

    assert sentence in ditolak(baru)


def test_every_fault_of_a_file_is_listed_in_its_order(baru, ditolak):
    _set(baru / "unit_kerja.csv", 5, "urutan", "empat")
    _set(baru / "unit_kerja.csv", 3, "jenis", "divisi")
    _set(baru / "unit_kerja.csv", 3, "urutan", "dua")

    faults = ditolak(baru)

    assert [fault.split(": ")[0] for fault in sorted(faults)] == [
        "unit_kerja.csv, baris 3, kolom jenis",
        "unit_kerja.csv, baris 3, kolom urutan",
        "unit_kerja.csv, baris 5, kolom urutan",
    ]
    assert faults[-1].startswith("unit_kerja.csv, baris 5")


KOLOM = "Kolom yang diharapkan: huruf, urutan, fungsi."


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        pytest.param(
            "huruf,fungsi\na,uji\n",
            f"fungsi.csv, baris 1: Kolom tidak ada: urutan. {KOLOM}",
            id="missing-column",
        ),
        pytest.param(
            "huruf,urutan,fungsi,warna\na,1,uji,biru\n",
            f"fungsi.csv, baris 1: Kolom tidak dikenal: warna. {KOLOM}",
            id="unknown-column",
        ),
        pytest.param(
            "huruf,urutan,fungsi,huruf\na,1,uji,b\n",
            f"fungsi.csv, baris 1: Kolom ditulis dua kali: huruf. {KOLOM}",
            id="doubled-column",
        ),
        pytest.param(
            "huruf,urutan,fungsi\na,1\n",
            "fungsi.csv, baris 2: Baris berisi 2 sel; diharapkan 3.",
            id="short-row",
        ),
        pytest.param(
            "huruf,urutan,fungsi\na,1,uji\nb,2,uji,lebih\n",
            "fungsi.csv, baris 3: Baris berisi 4 sel; diharapkan 3.",
            id="long-row",
        ),
        pytest.param(
            "",
            "fungsi.csv: Berkas kosong; baris judul kolom tidak ada.",
            id="empty-file",
        ),
        pytest.param(
            'huruf,urutan,fungsi\na,1,"uji\n',
            "fungsi.csv: Bukan CSV berkode UTF-8. Simpan ulang sebagai CSV UTF-8.",
            id="open-quote",
        ),
        pytest.param(
            "huruf,urutan,fungsi\na,1,caf\xe9\n".encode("latin-1"),
            "fungsi.csv: Bukan CSV berkode UTF-8. Simpan ulang sebagai CSV UTF-8.",
            id="wrong-encoding",
        ),
        pytest.param(
            "PK\x03\x04\x14\xff\xfe".encode("latin-1"),
            "fungsi.csv: Bukan CSV berkode UTF-8. Simpan ulang sebagai CSV UTF-8.",
            id="a-workbook",
        ),
    ],
)
def test_file_that_is_no_table_of_ours(baru, ditolak, content, sentence):
    raw = content if isinstance(content, bytes) else content.encode()
    (baru / "fungsi.csv").write_bytes(raw)

    assert ditolak(baru) == [sentence]


def test_file_with_a_byte_order_mark_is_read(tmp_path):
    """Excel's "CSV UTF-8" begins with one."""
    path = tmp_path / "fungsi.csv"
    path.write_bytes("\ufeffhuruf,urutan,fungsi\na,1,uji\n".encode())

    assert read_csv(path, ["huruf", "urutan", "fungsi"]).dict == [
        {"huruf": "a", "urutan": "1", "fungsi": "uji"}
    ]


def test_file_without_declared_columns_is_read_as_it_stands(tmp_path):
    path = tmp_path / "bebas.csv"
    path.write_text("a,b\n1,2\n", encoding="utf-8")

    assert read_csv(path).dict == [{"a": "1", "b": "2"}]


def test_folder_without_its_agency(baru, ditolak):
    (baru / "perangkat_daerah.csv").unlink()

    assert ditolak(baru) == ["perangkat_daerah.csv: Berkas ini wajib ada: ia menyebut PD-nya."]


def test_folder_of_two_agencies(baru, ditolak):
    _rewrite(baru / "perangkat_daerah.csv", lambda rows: rows.append(["LAIN", *rows[1][1:]]))

    assert ditolak(baru) == ["perangkat_daerah.csv: Diharapkan tepat satu baris; terbaca 2."]


def test_fault_in_the_last_file_takes_back_the_first(baru, ditolak):
    _set(baru / "narasi.csv", 2, "tahun", "dua ribu")

    assert ditolak(baru) == [
        "narasi.csv, baris 2, kolom tahun: terbaca “dua ribu”; "
        "diharapkan bilangan dengan titik desimal, misalnya 1234.5."
    ]


@pytest.mark.parametrize(
    ("fault", "sentence"),
    [
        (Kesalahan("a.csv", "Rusak."), "a.csv: Rusak."),
        (Kesalahan("a.csv", "Rusak.", 3), "a.csv, baris 3: Rusak."),
        (
            Kesalahan("a.csv", "Diharapkan angka.", 3, "nilai", "x"),
            "a.csv, baris 3, kolom nilai: terbaca “x”; Diharapkan angka.",
        ),
    ],
)
def test_fault_reads_as_a_sentence(fault, sentence):
    assert str(fault) == sentence
