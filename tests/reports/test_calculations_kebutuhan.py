"""What needs the head, and what needs her first: every line of the list at its boundary."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from reports.calculations_kebutuhan import (
    URUTAN_KEBUTUHAN,
    Keadaan,
    alasan_kebutuhan,
    kebutuhan,
    urutan_kebutuhan,
)
from reports.enums import JenisKebutuhan, StatusKinerja

HARI = date(2024, 2, 1)
BAIK = Keadaan(
    status=StatusKinerja.TERCAPAI,
    persen=Decimal(100),
    ada=True,
    berbukti=True,
    terverifikasi=True,
    hari=HARI,
    langkah="diverifikasi",
)
HILANG = replace(
    BAIK,
    status=StatusKinerja.BELUM_DILAPORKAN,
    persen=None,
    ada=False,
    berbukti=False,
    terverifikasi=False,
)


def test_list_names_every_kind_once_in_its_order():
    assert [kind for kind, _ in URUTAN_KEBUTUHAN] == list(JenisKebutuhan)


@pytest.mark.parametrize(
    ("keadaan", "jenis", "alasan"),
    [
        pytest.param(BAIK, [], "", id="finished"),
        pytest.param(
            replace(BAIK, status=StatusKinerja.SESUAI_JALUR), [], "", id="on course and proven"
        ),
        pytest.param(replace(HILANG, status=StatusKinerja.BELUM_JATUH_TEMPO), [], "", id="not due"),
        pytest.param(
            replace(BAIK, berbukti=False), ["tanpa_bukti"], "Belum ada bukti", id="no evidence"
        ),
        pytest.param(
            replace(BAIK, terverifikasi=False, langkah="draf"),
            ["belum_diverifikasi"],
            "Belum diverifikasi (draf)",
            id="not verified",
        ),
        pytest.param(
            replace(BAIK, berbukti=False, terverifikasi=False, langkah="diajukan"),
            ["tanpa_bukti", "belum_diverifikasi"],
            "Belum ada bukti; belum diverifikasi (diajukan)",
            id="neither",
        ),
        pytest.param(
            replace(BAIK, status=StatusKinerja.TERTINGGAL, persen=Decimal(88)),
            ["tertinggal"],
            "Capaian 88%, kurang 12%",
            id="behind",
        ),
        pytest.param(
            replace(BAIK, status=StatusKinerja.TERTINGGAL, persen=Decimal(-10), berbukti=False),
            ["tertinggal", "tanpa_bukti"],
            "Capaian -10%, kurang 110%; belum ada bukti",
            id="far behind and unproven",
        ),
        pytest.param(
            replace(BAIK, status=StatusKinerja.PERLU_PERHATIAN, persen=Decimal("99.994")),
            ["perlu_perhatian"],
            "Capaian 99,99%, kurang 0,01%",
            id="a hundredth below",
        ),
        pytest.param(
            replace(BAIK, status=StatusKinerja.PERLU_PERHATIAN, persen=Decimal("99.996")),
            ["perlu_perhatian"],
            "Sedikit di bawah target",
            id="less than can be printed",
        ),
        pytest.param(
            replace(BAIK, status=StatusKinerja.PERLU_PERHATIAN),
            ["perlu_perhatian"],
            "Di bawah batas aturan status",
            id="own rules ask for more than the target",
        ),
        pytest.param(
            replace(BAIK, status=StatusKinerja.TERTINGGAL, persen=None, ada=False),
            ["tertinggal"],
            "Di bawah batas aturan status",
            id="behind without an achievement",
        ),
        pytest.param(
            replace(HILANG, status=StatusKinerja.TANPA_TARGET),
            ["tanpa_target"],
            "Target belum ditetapkan",
            id="no target",
        ),
        pytest.param(HILANG, ["belum_dilaporkan"], "Belum dilaporkan", id="missing, no window"),
        pytest.param(
            replace(HILANG, batas=HARI),
            ["belum_dilaporkan"],
            "Belum dilaporkan, batas 1 Februari 2024",
            id="missing on its last day",
        ),
        pytest.param(
            replace(HILANG, batas=date(2024, 1, 31)),
            ["lewat_batas"],
            "Belum dilaporkan, lewat batas 31 Januari 2024",
            id="missing a day late",
        ),
        pytest.param(
            replace(HILANG, menunggu=True, batas=HARI),
            ["belum_dilaporkan"],
            "Data belum rilis",
            id="not released",
        ),
        pytest.param(
            replace(HILANG, menunggu=True, perkiraan=date(2024, 3, 1)),
            ["belum_dilaporkan"],
            "Data belum rilis, diperkirakan 1 Maret 2024",
            id="not released, expected",
        ),
        pytest.param(
            replace(HILANG, menunggu=True, batas=date(2024, 1, 31)),
            ["lewat_batas"],
            "Data belum rilis, lewat batas 31 Januari 2024",
            id="not released and late",
        ),
        pytest.param(
            replace(HILANG, ada=True, berbukti=True, terverifikasi=True),
            ["belum_dilaporkan"],
            "Capaian tidak dapat dihitung",
            id="there, on another scale",
        ),
    ],
)
def test_kinds_and_reason(keadaan, jenis, alasan):
    assert [kind.value for kind in kebutuhan(keadaan)] == jenis
    assert alasan_kebutuhan(keadaan) == alasan


def test_place_is_the_line_and_then_the_lower_achievement():
    behind, missing, unproven = (
        JenisKebutuhan.TERTINGGAL,
        JenisKebutuhan.BELUM_DILAPORKAN,
        JenisKebutuhan.TANPA_BUKTI,
    )
    rows = [
        ((unproven,), Decimal(100)),
        ((unproven,), Decimal(135)),
        ((missing,), None),
        ((behind, unproven), Decimal(60)),
        ((behind,), Decimal(40)),
        ((behind,), None),
    ]

    # Equal places keep the order of the agreement, whatever the achievement.
    assert sorted(rows, key=lambda row: urutan_kebutuhan(*row)) == [
        ((behind,), Decimal(40)),
        ((behind, unproven), Decimal(60)),
        ((behind,), None),
        ((missing,), None),
        ((unproven,), Decimal(100)),
        ((unproven,), Decimal(135)),
    ]
