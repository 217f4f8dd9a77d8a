"""The whole year of one indicator, from its planned target to a correction in the report.

Four people do it through the pages, by role and label: a planner, a verifier, the head, and the
administrator. What a page does not offer them, the test cannot do. They work in a copy of the
small agency, so that the demo's own stays as other tests want it.
"""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from django.conf import settings
from django.utils import timezone
from playwright.sync_api import Locator, Page, expect

from lkip.navigation import DEMO_PASSWORD
from tests.indicators.values import pdf
from workforce.enums import Peran

TAHUN = 2024
ORANG = (Peran.PERENCANA, Peran.VERIFIKATOR, Peran.PIMPINAN, Peran.ADMIN_PD)
AKUN = f"""
from workforce.models import PenugasanPeran, PerangkatDaerah, User
for peran in {tuple(p.value for p in ORANG)!r}:
    user = User.objects.create_user(peran + "-setahun", password={DEMO_PASSWORD!r})
    pd = PerangkatDaerah.objects.get(kode="SETAHUN")
    PenugasanPeran.objects.create(pengguna=user, peran=peran, pd=pd)
"""


@pytest.fixture
def masuk(folder, lingkungan, server, buka) -> Callable[[Peran], Page]:
    """A page of its own for a person of the copied agency."""
    agency = folder / "perangkat_daerah.csv"
    text = agency.read_text(encoding="utf-8").replace("\nCONTOH,", "\nSETAHUN,")
    agency.write_text(text, encoding="utf-8")
    for command in (("muat", str(folder)), ("shell", "-c", AKUN)):
        subprocess.run(
            [sys.executable, "manage.py", *command],
            cwd=settings.BASE_DIR,
            env=lingkungan,
            check=True,
        )
    return lambda peran: buka(f"{peran}-setahun")


def menu(page: Page, name: str) -> None:
    # A group and its first entry may have one name; a group also says how much waits in it.
    wanted = re.compile(rf"^{name}( \d+ menunggu)?$")
    links = page.get_by_role("navigation").first.get_by_role("link", name=wanted)
    links.first.click()


def task(page: Page, name: str) -> None:
    """What waits for this person, opened from her list of tasks."""
    menu(page, "Tugas saya")
    page.get_by_role("list", name="Tugas menurut jatuh tempo").get_by_role(
        "link", name=re.compile(name)
    ).click()


def press(page: Page, name: str, told: str = "") -> None:
    page.get_by_role("button", name=name).click()
    if told:
        expect(page.get_by_text(told)).to_be_visible()


def cell(page: Page, kode: str) -> Locator:
    return page.get_by_role("row").filter(has=page.get_by_role("link", name=kode, exact=True))


def plan(page: Page) -> None:
    """The target of the year, in the plan."""
    menu(page, "Beranda")
    menu(page, "Perencanaan")
    page.get_by_role("link", name="Isi target").click()
    page.get_by_label(f"Target I01 tahun {TAHUN}").fill("94")
    press(page, "Simpan target", "1 target")


def promise(page: Page) -> None:
    """The agreement of the year: what is not promised goes, targets are written, and handed in."""
    menu(page, "Perjanjian")
    page.get_by_role("link", name=f"{TAHUN} →").click()
    press(page, f"Buka tahun {TAHUN} dari tahun {TAHUN - 1}", f"Tahun {TAHUN} dibuka")
    page.get_by_role("link", name="Perjanjian awal").click()
    for kode in ("I02", "I03"):
        press(page, f"Hapus {kode}")
    expect(page.get_by_label("Tahunan I01")).to_have_value("94")
    write_targets(page, "94", "94", "94", "94", "94")
    press(page, "Ajukan untuk disetujui", "Perjanjian diajukan untuk disetujui.")


def write_targets(page: Page, *values: str) -> None:
    """From one field to the next with the Tab key alone."""
    page.get_by_label("TW I I01").focus()
    for value in values:
        page.keyboard.press("Control+A")
        page.keyboard.type(value)
        page.keyboard.press("Tab")


def put_in_force(planner: Page, head: Page) -> None:
    """The head approves, the planner records the signing."""
    task(head, "Setujui perjanjian")
    press(head, "Setujui", "Perjanjian disetujui dan siap ditandatangani.")
    task(planner, "Catat penandatanganan perjanjian")
    press(planner, "Catat penandatanganan", "Perjanjian berlaku.")


def open_periods(page: Page) -> None:
    """Five windows that contain today."""
    today = timezone.localdate()
    menu(page, "Beranda")
    menu(page, "Pengukuran")
    page.get_by_role("link", name=f"Periode {TAHUN}").click()
    page.get_by_role("link", name=f"Buat periode tahun {TAHUN}").click()
    for name in ("TW I", "TW II", "TW III", "TW IV", "Tahunan"):
        window = page.get_by_role("group", name=name, exact=True)
        window.get_by_label("Pengisian dibuka").fill("2025-01-02")
        window.get_by_label("Batas pengisian").fill(f"{today + timedelta(30):%Y-%m-%d}")
        window.get_by_label("Batas verifikasi").fill(f"{today + timedelta(40):%Y-%m-%d}")
    press(page, "Simpan 5 periode", f"5 periode tahun {TAHUN} dibuat.")


def measure(page: Page, periode: str, tepat: str, berkas: Path) -> None:
    """Two numbers by keyboard, one file, and the button that hands in."""
    task(page, f"Isi 1 realisasi {periode} {TAHUN}")
    page.get_by_label("Layanan tepat waktu I01").focus()
    page.keyboard.type(tepat)
    page.keyboard.press("Tab")
    page.keyboard.type("200")
    page.keyboard.press("Enter")
    expect(page.get_by_role("status")).to_contain_text("I01 tersimpan pukul")
    expect(cell(page, "I01")).to_contain_text("Bukti dukung belum ada.")
    page.get_by_role("link", name="Bukti I01").click()
    page.get_by_label("Berkas").set_input_files(berkas)
    press(page, "Simpan, lalu kembali ke pengisian", "1 bukti disimpan untuk I01.")
    press(page, "Ajukan yang lengkap (1)", "1 realisasi diajukan kepada verifikator.")


def open_first(page: Page, periode: str) -> None:
    """The value that waits longest, by keyboard; the shortcuts are there once they are told."""
    task(page, f"Verifikasi 1 realisasi {periode} {TAHUN}")
    expect(page.get_by_label("Pintasan aktif")).to_be_visible()
    page.keyboard.press("j")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Keputusan")).to_be_visible()
    expect(page.get_by_label("Pintasan aktif")).to_be_visible()


def verify(page: Page, periode: str) -> None:
    """Another person accepts."""
    open_first(page, periode)
    page.keyboard.press("t")
    expect(page.get_by_text(f"I01 {periode} {TAHUN} diverifikasi.")).to_be_visible()


def give_back(page: Page, periode: str, alasan: str) -> None:
    open_first(page, periode)
    page.keyboard.press("r")
    page.keyboard.type(alasan)
    press(page, "Kembalikan", f"I01 {periode} {TAHUN} dikembalikan.")


def mend(page: Page, periode: str, alasan: str) -> None:
    """The planner reads why, writes a note and hands in again."""
    task(page, f"Perbaiki I01 {periode} {TAHUN}")
    expect(cell(page, "I01")).to_contain_text(f"Dikembalikan: {alasan}")
    note = cell(page, "I01").get_by_label("Catatan")
    note.fill("Dua layanan dihitung menurut tanggal selesai.")
    note.press("Tab")
    expect(page.get_by_role("status")).to_contain_text("I01 tersimpan pukul")
    press(page, "Ajukan yang lengkap", "1 realisasi diajukan kepada verifikator.")


def amend(page: Page) -> None:
    """A new version with its legal ground and higher targets for the second half."""
    menu(page, "Perjanjian")
    page.get_by_role("link", name="Perjanjian awal").click()
    page.get_by_text("Buat perubahan perjanjian").click()
    page.get_by_label("Dasar perubahan").fill("DPPA Nomor 9 Tahun 2024")
    press(page, "Buat versi perubahan", "Versi perubahan dibuat sebagai draf.")
    write_targets(page, "94", "94", "96", "96", "95")
    press(page, "Ajukan untuk disetujui", "Perjanjian diajukan untuk disetujui.")


def lock(page: Page, periode: str) -> None:
    menu(page, "Pengukuran")
    page.get_by_role("link", name=f"Periode {TAHUN}").click()
    page.get_by_role("link", name=f"Kunci {periode}", exact=True).click()
    press(page, f"Kunci {periode} {TAHUN} untuk seterusnya", f"{periode} {TAHUN} dikunci.")


def correct(page: Page) -> None:
    menu(page, "Pengukuran")
    page.get_by_role("link", name="Tahunan").first.click()
    page.get_by_role("link", name="Koreksi I01").click()
    page.get_by_label("Nilai yang benar").fill("94,5")
    page.get_by_label("Alasan").fill("Satu layanan dihitung dua kali")
    page.get_by_label("Dasar").fill("BA Nomor 3 Tahun 2025")
    press(page, "Catat koreksi", f"Koreksi dicatat: I01 Tahunan {TAHUN} menjadi 94,5.")


def test_the_whole_year_of_one_indicator(masuk, tmp_path):
    planner, verifier, head, admin = (masuk(peran) for peran in ORANG)
    reason = "Jumlah layanan tidak sama dengan aplikasi antrean."

    plan(planner)
    promise(planner)
    put_in_force(planner, head)
    open_periods(admin)
    for number, (name, value) in enumerate(
        (("TW I", "188"), ("TW II", "188"), ("TW III", "192"), ("TW IV", "192"), ("Tahunan", "190"))
    ):
        if name == "TW III":
            amend(planner)
            put_in_force(planner, head)
        evidence = tmp_path / f"rekap-{number}.pdf"
        evidence.write_bytes(pdf(f"Rekap {name}"))
        measure(planner, name, value, evidence)
        if name == "TW II":
            give_back(verifier, name, reason)
            mend(planner, name, reason)
        verify(verifier, name)
    for name in ("TW I", "TW II", "TW III", "TW IV", "Tahunan"):
        lock(admin, name)
    correct(admin)

    planner.goto(f"/laporan/SETAHUN/{TAHUN}/")
    figure = planner.get_by_role(
        "figure", name=re.compile(f"Target, realisasi, dan capaian I01 tahun {TAHUN}")
    )
    rows = [row.get_by_role("cell").all_inner_texts() for row in figure.get_by_role("row").all()]
    assert rows[1:] == [
        ["TW I", "94", "94", "100,00%"],
        ["TW II", "94", "94", "100,00%"],
        ["TW III", "96", "96", "100,00%"],
        ["TW IV", "96", "96", "100,00%"],
        ["Tahunan", "95", "94,5", "99,47%"],
    ]
    expect(figure).to_contain_text("Dua layanan dihitung menurut tanggal selesai.")
    expect(figure).to_contain_text(
        "Tahunan dikoreksi dari 95 menjadi 94,5: "
        "Satu layanan dihitung dua kali (BA Nomor 3 Tahun 2025)."
    )
    expect(figure).not_to_contain_text("Belum diverifikasi")
