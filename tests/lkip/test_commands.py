"""Commands: what they write, that they may be repeated, and their refusals as sentences."""

from __future__ import annotations

import csv
from collections import Counter
from decimal import Decimal, InvalidOperation
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from budget.models import AngkaKontrol
from lkip.loading import read_csv
from lkip.management.commands.demo import _digest
from lkip.navigation import DEMO_LOGINS, DEMO_PASSWORD
from reports.models import Narasi
from tests.conftest import FIXTURES
from workforce.enums import Peran
from workforce.models import PenugasanPeran, UnitKerja, User


def _run(*args, **options) -> str:
    out = StringIO()
    call_command(*args, stdout=out, **options)
    return out.getvalue()


def _plain(cell: str) -> str:
    """A cell as it is stored: 0.20 and 0.2 are one number."""
    try:
        return f"{Decimal(cell).normalize():f}" if "." in cell else cell
    except InvalidOperation:
        return cell


def _rows(path: Path) -> Counter[frozenset[tuple[str, str]]]:
    """The rows of a file, whatever the order of rows and columns."""
    with path.open(newline="", encoding="utf-8") as stream:
        return Counter(
            frozenset((key, _plain(cell)) for key, cell in row.items())
            for row in csv.DictReader(stream)
        )


def _files(folder: Path) -> list[Path]:
    return sorted(path.relative_to(folder) for path in folder.rglob("*.csv"))


# --- demo ------------------------------------------------------------------------------------


@pytest.fixture
def demo(bpsdm, contoh, settings):
    """What the first run says; the large agency is known from before, the small one is read."""
    settings.DEMO = True
    stamp = Path(settings.VAR_DIR) / "demo-bpsdm.sha256"
    stamp.write_text(_digest(FIXTURES / "bpsdm-2023"), encoding="utf-8")
    return _run("demo")


def test_demo_run_again_changes_nothing(demo):
    before = [list(m.objects.order_by("pk").values()) for m in (User, PenugasanPeran, UnitKerja)]

    second = _run("demo")

    assert "bpsdm-2023: sudah dimuat.\nDinas Contoh: " in demo
    assert second.startswith("bpsdm-2023: sudah dimuat.\ncontoh-2023: sudah dimuat.\n")
    assert second.endswith(f"Kata sandi semua akun contoh: {DEMO_PASSWORD}\n")
    after = [list(m.objects.order_by("pk").values()) for m in (User, PenugasanPeran, UnitKerja)]
    assert after == before


def test_demo_accounts_have_the_role_they_are_named_after(demo, bpsdm, contoh):
    found = {
        (role.pengguna.username, role.peran, role.pd.kode if role.pd else None)
        for role in PenugasanPeran.objects.select_related("pengguna", "pd")
    }
    expected = {
        (name, peran, None if peran == Peran.ADMIN_SISTEM else "BPSDM")
        for (name, _), peran in zip(DEMO_LOGINS, Peran, strict=True)
    }
    assert found == expected | {("perencana-contoh", Peran.PERENCANA, "CONTOH")}


def test_demo_accounts_that_reach_the_settings(demo):
    assert set(User.objects.filter(is_staff=True).values_list("username", flat=True)) == {
        "adminsistem",
        "adminpd",
    }
    assert list(User.objects.filter(is_superuser=True).values_list("username", flat=True)) == [
        "adminsistem"
    ]
    assert User.objects.get(username="pembaca").check_password(DEMO_PASSWORD)


def test_demo_keeps_a_password_that_was_changed(demo):
    user = User.objects.get(username="pembaca")
    user.set_password("sandi-lain-yang-panjang")
    user.save()

    _run("demo")

    assert User.objects.get(username="pembaca").check_password("sandi-lain-yang-panjang")


def test_demo_outside_the_demo_is_refused(db, settings):
    settings.DEMO = False

    with pytest.raises(CommandError) as refusal:
        _run("demo")

    assert str(refusal.value) == "Akun contoh hanya dibuat bila LKIP_DEMO=1."
    assert not User.objects.exists()


def test_demo_with_a_broken_folder_is_refused(db, settings, tmp_path):
    settings.DEMO = True
    settings.BASE_DIR = tmp_path

    with pytest.raises(CommandError) as refusal:
        _run("demo")

    assert str(refusal.value) == (
        "Tidak ada yang dimuat.\nperangkat_daerah.csv: Berkas ini wajib ada: ia menyebut PD-nya."
    )


# --- muat and ekspor -------------------------------------------------------------------------


def test_muat_says_what_it_read(folder, contoh):
    lines = sum(len(read_csv(path)) for path in folder.glob("*.csv"))

    assert _run("muat", str(folder)) == f"Dinas Contoh: {lines} baris dimuat.\n"


def test_muat_refuses_with_every_fault(folder, contoh):
    path = folder / "unit_kerja.csv"
    text = path.read_text(encoding="utf-8").replace("sekretariat,", "divisi,")
    path.write_text(text, encoding="utf-8")

    with pytest.raises(CommandError) as refusal:
        _run("muat", str(folder))

    first, fault = str(refusal.value).split("\n")
    assert first == "Tidak ada yang dimuat."
    assert fault.startswith("unit_kerja.csv, baris 3, kolom jenis: terbaca “divisi”; ")
    assert UnitKerja.objects.get(pd=contoh, kode="SEK-CONTOH").jenis == "sekretariat"


def test_ekspor_of_an_unknown_agency_is_refused(db, tmp_path):
    with pytest.raises(CommandError, match=r"^Perangkat daerah TIADA tidak ditemukan\.$"):
        _run("ekspor", "TIADA", str(tmp_path / "keluar"))
    assert not (tmp_path / "keluar").exists()


@pytest.mark.parametrize(("kode", "name"), [("BPSDM", "bpsdm-2023"), ("CONTOH", "contoh-2023")])
def test_agency_goes_out_as_it_came_in(db, tmp_path, kode, name):
    """Same rows, in the order of the register; numbers lose zeros that say nothing."""
    out = tmp_path / "keluar"
    said = _run("ekspor", kode, str(out))

    assert said.endswith(f"baris ditulis ke {out}.\n")
    source = FIXTURES / name
    assert set(_files(source)) <= set(_files(out))
    for path in _files(out):
        written = _rows(out / path)
        assert written == (_rows(source / path) if (source / path).exists() else Counter()), path


@pytest.mark.parametrize("kode", ["BPSDM", "CONTOH"])
def test_agency_that_went_out_and_in_goes_out_byte_for_byte(db, tmp_path, kode):
    out, again = tmp_path / "keluar", tmp_path / "lagi"
    _run("ekspor", kode, str(out))
    agency = out / "perangkat_daerah.csv"
    text = agency.read_text(encoding="utf-8").replace(f"\n{kode},", "\nSALINAN,")
    agency.write_text(text, encoding="utf-8")

    _run("muat", str(out))
    _run("ekspor", "SALINAN", str(again))

    assert _files(again) == _files(out)
    for path in _files(out):
        assert (again / path).read_bytes() == (out / path).read_bytes(), path


# --- rekonsiliasi ----------------------------------------------------------------------------


def test_rekonsiliasi_counts_what_it_compared(contoh):
    assert _run("rekonsiliasi", "CONTOH", "2023") == "1 angka kontrol: 1 sama, 0 berbeda\n"


def test_rekonsiliasi_of_everything_prints_equal_figures_too(contoh):
    lines = _run("rekonsiliasi", "CONTOH", "2023", "--semua").splitlines()

    assert len(lines) == 2
    assert lines[0].startswith("SAMA  DPA contoh: ")
    assert "tercetak 1.000.000.000, hitung 1.000.000.000, selisih 0" in lines[0]


def test_rekonsiliasi_of_an_unknown_agency_is_refused(db):
    with pytest.raises(CommandError, match=r"^Perangkat daerah TIADA tidak ditemukan\.$"):
        _run("rekonsiliasi", "TIADA", "2023")


def test_rekonsiliasi_of_an_unknown_measure_is_refused(contoh):
    AngkaKontrol.objects.of_pd(contoh).update(ukuran="tidak-dikenal")

    with pytest.raises(CommandError, match="tidak-dikenal"):
        _run("rekonsiliasi", "CONTOH", "2023")


# --- lkip_pdf --------------------------------------------------------------------------------


def test_lkip_pdf_of_an_unknown_agency_is_refused(db, tmp_path):
    with pytest.raises(CommandError, match=r"^Perangkat daerah TIADA tidak ditemukan\.$"):
        _run("lkip_pdf", "TIADA", "2023", str(tmp_path / "lkip.pdf"))


def test_lkip_pdf_writes_the_html_that_is_printed(contoh, tmp_path):
    path = tmp_path / "lkip.html"

    said = _run("lkip_pdf", "CONTOH", "2023", str(path), "--html")

    assert said == f"{path}: {path.stat().st_size // 1024} KiB\n"
    assert "Dinas Contoh" in path.read_text(encoding="utf-8")


def test_lkip_pdf_writes_a_pdf_and_tells_its_stages(contoh, tmp_path):
    path = tmp_path / "lkip.pdf"

    said = _run("lkip_pdf", "CONTOH", "2023", str(path)).splitlines()

    assert path.read_bytes().startswith(b"%PDF-1.7")
    pages = [int(line.removesuffix(" halaman tertata")) for line in said[:-1]]
    assert pages == sorted(pages)
    assert pages[-1] > 20


def test_lkip_pdf_with_an_unknown_fact_is_refused(contoh, tmp_path):
    Narasi.objects.of_pd(contoh).filter(bagian="kesimpulan").update(isi="<p>[[tidak.ada]]</p>")

    with pytest.raises(CommandError, match=r"tidak\.ada"):
        _run("lkip_pdf", "CONTOH", "2023", str(tmp_path / "lkip.pdf"), "--html")
    assert not (tmp_path / "lkip.pdf").exists()
