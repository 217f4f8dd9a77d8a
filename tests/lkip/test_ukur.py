"""The benchmark: both renderers in turn on the small agency, and what it refuses."""

from __future__ import annotations

import re
import shutil

import pytest
from django.core.management import CommandError, call_command

from lkip.management.commands import ukur
from reports.models import Narasi

COST = r"waktu +\d+,\d\d detik  CPU +\d+,\d\d detik  memori +\d+ MiB  (\d+) halaman"


@pytest.mark.browser
def test_ukur_small_agency_prints_rounds_medians_and_ratio(contoh, capsys):
    call_command("ukur", "CONTOH", "2023", putaran=1)
    composed, *costs, ratio = capsys.readouterr().out.splitlines()
    assert re.fullmatch(r"Menyusun: \d+,\d\d detik, \d+ kueri, 26 tabel, 15 gambar\.", composed)
    assert [line.split("  waktu")[0].split() for line in costs] == [
        ["Putaran", "1", "Aplikasi"],
        ["Putaran", "1", "Chromium"],
        ["Median", "Aplikasi"],
        ["Median", "Chromium"],
    ]
    pages = [int(re.search(COST, line).group(1)) for line in costs]
    assert pages[:2] == pages[2:]
    memory = [int(re.search(r"memori +(\d+) MiB", line).group(1)) for line in costs]
    assert min(memory) > 50
    assert min(pages) > 20
    assert re.match(r"Waktu Aplikasi dibanding Chromium: \d+,\d\d kali\.", ratio)


@pytest.mark.parametrize(
    ("kode", "putaran", "sentence"),
    [
        pytest.param("TIDAKADA", 1, "Perangkat daerah TIDAKADA tidak ditemukan.", id="agency"),
        pytest.param("CONTOH", 0, "Jumlah putaran paling sedikit 1.", id="rounds"),
    ],
)
def test_ukur_wrong_argument_is_refused(contoh, kode, putaran, sentence):
    with pytest.raises(CommandError, match=re.escape(sentence)):
        call_command("ukur", kode, "2023", putaran=putaran)


def test_ukur_machine_without_chromium_names_what_was_sought(contoh, monkeypatch, tmp_path):
    monkeypatch.setenv("PATH", str(tmp_path))
    sentence = (
        "Chromium tidak ditemukan; dicari pada PATH dengan nama "
        "chromium, chromium-browser, google-chrome."
    )
    with pytest.raises(CommandError, match=re.escape(sentence)):
        call_command("ukur", "CONTOH", "2023", putaran=1)


def test_ukur_unresolved_fact_is_refused(contoh, monkeypatch, tmp_path):
    program = tmp_path / "chromium"
    program.symlink_to(shutil.which("true"))
    monkeypatch.setenv("PATH", str(tmp_path))
    Narasi.objects.create(
        pd=contoh, tahun=2023, bagian="saran", isi="<p>[[indikator.X.target]]</p>"
    )
    with pytest.raises(CommandError, match=r"Fakta “indikator\.X\.target” tidak ditemukan\."):
        call_command("ukur", "CONTOH", "2023", putaran=1)


@pytest.mark.parametrize("program", ["true", "false"])
def test_run_without_a_file_is_refused(tmp_path, program):
    job = ukur.Pekerjaan(tmp_path, (shutil.which(program),))
    with pytest.raises(CommandError, match=r"PDF gagal dibuat"):
        ukur._run(job)
