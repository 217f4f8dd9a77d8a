"""Who may do what when: every refusal with its sentence, at the boundaries of its dates."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from indicators.calculations import HasilCapaian, capaian
from indicators.enums import Polaritas, StatusData, StatusRealisasi
from indicators.models import (
    Indikator,
    PeriodePelaporan,
    PerpanjanganPeriode,
    Realisasi,
)
from indicators.rules import (
    kekurangan,
    kenapa_tidak_bukti,
    kenapa_tidak_isi,
    kenapa_tidak_koreksi,
    kenapa_tidak_kunci,
    kenapa_tidak_tarik,
    kenapa_tidak_ubah_periode,
    kenapa_tidak_verifikasi,
)
from indicators.triggers import BEKU, TERKUNCI
from workforce.enums import Peran
from workforce.models import PenugasanPeran, UnitKerja, User
from workforce.rules import (
    MEMVERIFIKASI,
    MENGISI,
    MENGOREKSI,
    Wewenang,
    wewenang,
)

D = Decimal
DIBUKA, BATAS, BATAS_VERIFIKASI = date(2023, 10, 1), date(2023, 10, 5), date(2023, 10, 15)


@pytest.fixture
def indikator(contoh) -> Indikator:
    """Owned by BID-LAYANAN."""
    return Indikator.objects.select_related("unit", "pd").get(pd=contoh, kode="I01")


@pytest.fixture
def periode(contoh) -> PeriodePelaporan:
    """TW III 2023, not locked; a copy in memory, because a lock in the database stays."""
    row = PeriodePelaporan.objects.get(pd=contoh, tahun=2023, periode=3)
    row.terkunci = False
    return row


def _isi(indikator: Indikator, **changes: Any) -> str:
    values = {
        "hak": Wewenang(MENGISI, indikator.pd, None),
        "indikator": indikator,
        "realisasi": None,
        "hari": BATAS,
    }
    return kenapa_tidak_isi(**values | changes)


def _nilai(indikator: Indikator, status: StatusRealisasi, **values: Any) -> Realisasi:
    return Realisasi(indikator=indikator, tahun=2023, periode=3, nilai=90, status=status, **values)


# --- Entry -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("hari", "sentence"),
    [
        (date(2023, 9, 30), "Pengisian TW III 2023 dibuka pada 1 Oktober 2023."),
        (date(2023, 10, 1), ""),
        (date(2023, 10, 5), ""),
        (
            date(2023, 10, 6),
            "Batas pengisian TW III 2023 sudah lewat pada 5 Oktober 2023. "
            "Mintalah perpanjangan kepada administrator perangkat daerah.",
        ),
    ],
)
def test_entry_within_its_window(indikator, periode, hari, sentence):
    assert _isi(indikator, periode=periode, hari=hari) == sentence


def test_entry_without_a_period(indikator):
    assert _isi(indikator, periode=None) == (
        "Periode ini belum dibuat. Administrator perangkat daerah membuatnya di halaman Periode."
    )


def test_entry_of_a_locked_period(indikator, periode):
    periode.terkunci = True
    assert _isi(indikator, periode=periode) == TERKUNCI
    assert TERKUNCI == (
        "Periode sudah dikunci. Nilai hanya dapat berubah melalui koreksi yang beralasan dan "
        "berdasar."
    )


def test_extension_is_for_its_unit_alone(indikator, periode, contoh, akun):
    PerpanjanganPeriode.objects.create(
        periode=periode,
        unit=indikator.unit,
        sampai=date(2023, 10, 10),
        alasan="Data pusat terlambat",
        oleh=akun(Peran.ADMIN_PD, contoh),
    )
    last = "sudah lewat pada 10 Oktober 2023."
    assert _isi(indikator, periode=periode, hari=date(2023, 10, 10)) == ""
    assert last in _isi(indikator, periode=periode, hari=date(2023, 10, 11))
    other = Indikator.objects.select_related("unit", "pd").get(pd=contoh, kode="I03")
    assert "sudah lewat pada 5 Oktober 2023." in _isi(
        other, periode=periode, hari=date(2023, 10, 6)
    )


@pytest.mark.parametrize(
    ("status", "sentence"),
    [
        (StatusRealisasi.DRAF, ""),
        (StatusRealisasi.DIKEMBALIKAN, ""),
        (StatusRealisasi.DIVERIFIKASI, ""),
        (
            StatusRealisasi.DIAJUKAN,
            "Nilai sedang diperiksa verifikator. Tarik kembali pengajuannya untuk mengubahnya.",
        ),
    ],
)
def test_entry_by_state_of_the_value(indikator, periode, status, sentence):
    assert _isi(indikator, periode=periode, realisasi=_nilai(indikator, status)) == sentence


PEMEGANG_ISI = "dimiliki oleh: Administrator perangkat daerah, Perencana."


@pytest.mark.parametrize(
    ("peran", "allowed"),
    [
        (Peran.ADMIN_SISTEM, False),
        (Peran.ADMIN_PD, True),
        (Peran.PERENCANA, True),
        (Peran.VERIFIKATOR, False),
        (Peran.PIMPINAN, False),
        (Peran.EVALUATOR, False),
        (Peran.PEMBACA, False),
    ],
)
def test_entry_by_role(indikator, periode, contoh, akun, peran, allowed):
    hak = wewenang(akun(peran, contoh), MENGISI, contoh)
    sentence = "" if allowed else f"Hak mengisi realisasi untuk Bidang Layanan {PEMEGANG_ISI}"
    assert _isi(indikator, periode=periode, hak=hak) == sentence


def test_entry_by_a_planner_of_another_agency(indikator, periode, contoh, bpsdm, akun):
    hak = wewenang(akun(Peran.PERENCANA, bpsdm), MENGISI, contoh)
    assert _isi(indikator, periode=periode, hak=hak) == (
        f"Hak mengisi realisasi untuk Bidang Layanan {PEMEGANG_ISI}"
    )


def _limited(pd: Any, unit: str, peran: Peran = Peran.PERENCANA) -> User:
    user = User.objects.create_user(f"{peran}-{unit}".lower())
    PenugasanPeran.objects.create(
        pengguna=user, peran=peran, pd=pd, unit=UnitKerja.objects.get(pd=pd, kode=unit)
    )
    return user


@pytest.mark.parametrize(
    ("unit", "reached"),
    [
        ("BPSDM", {"SEKRETARIAT", "SUBBAG-KEU", "UPT-PDIPSDM", "SATPEL-PD"}),
        ("SEKRETARIAT", {"SEKRETARIAT", "SUBBAG-KEU"}),
        ("SUBBAG-KEU", {"SUBBAG-KEU"}),
        ("UPT-PDIPSDM", {"UPT-PDIPSDM", "SATPEL-PD"}),
        ("BID-AKPPE", set()),
    ],
)
def test_role_of_a_unit_reaches_the_units_below_it(bpsdm, unit, reached):
    hak = wewenang(_limited(bpsdm, unit), MENGISI, bpsdm)
    asked = UnitKerja.objects.filter(
        pd=bpsdm, kode__in=("SEKRETARIAT", "SUBBAG-KEU", "UPT-PDIPSDM", "SATPEL-PD")
    )
    assert {u.kode for u in asked if not hak.kenapa_tidak(u)} == reached


def test_role_of_a_unit_is_refused_elsewhere_with_the_name_of_the_unit(indikator, periode, contoh):
    hak = wewenang(_limited(contoh, "SEK-CONTOH"), MENGISI, contoh)
    assert _isi(indikator, periode=periode, hak=hak) == (
        f"Hak mengisi realisasi untuk Bidang Layanan {PEMEGANG_ISI}"
    )


# --- What is missing ---------------------------------------------------------------------------


def _hasil(realisasi: str | None, target: str = "90") -> HasilCapaian:
    return capaian(
        target=D(target),
        realisasi=D(realisasi) if realisasi else None,
        polaritas=Polaritas.MAKSIMAL,
    )


PENYEBAB = "Penyebab belum diisi: capaian di bawah target."
TINDAK_LANJUT = "Tindak lanjut belum diisi: capaian di bawah target."
FAKTOR = "Faktor keberhasilan belum diisi: capaian melampaui target."
BUKTI = "Bukti dukung belum ada."


@pytest.mark.parametrize(
    ("nilai", "values", "bukti", "missing"),
    [
        ("80", {}, 0, (PENYEBAB, TINDAK_LANJUT, BUKTI)),
        ("80", {"penyebab": "a"}, 1, (TINDAK_LANJUT,)),
        ("80", {"tindak_lanjut": "a"}, 1, (PENYEBAB,)),
        ("80", {"penyebab": "a", "tindak_lanjut": "b"}, 1, ()),
        ("90", {}, 0, (BUKTI,)),
        ("90", {}, 1, ()),
        ("95", {}, 1, (FAKTOR,)),
        ("95", {"penyebab": "a"}, 1, ()),
    ],
)
def test_checklist_of_a_value(indikator, nilai, values, bukti, missing):
    row = _nilai(indikator, StatusRealisasi.DRAF, **values)
    assert kekurangan(row, _hasil(nilai), bukti) == missing


def test_checklist_of_an_empty_cell(indikator):
    assert kekurangan(None, _hasil(None), 0) == ("Realisasi belum diisi.",)


def test_checklist_while_data_is_not_released(indikator):
    row = Realisasi(indikator=indikator, nilai=None, status_data=StatusData.BELUM_RILIS)
    assert kekurangan(row, _hasil(None), 0) == (
        "Data belum rilis; ajukan setelah nilainya terbit.",
    )


def test_checklist_of_a_returned_value_waits_for_an_answer(indikator):
    row = Realisasi(
        indikator=indikator,
        nilai=2,
        status=StatusRealisasi.DIKEMBALIKAN,
        alasan="Bukti tidak terbaca.",
        penyebab="Sebab",
        tindak_lanjut="Tindakan",
    )
    assert kekurangan(row, _hasil(2), 1) == (
        "Dikembalikan: Bukti tidak terbaca. Ubah nilai atau buktinya, atau jawab di Catatan "
        "(ikut tercetak di laporan), lalu ajukan lagi.",
    )


@pytest.mark.parametrize(
    ("catatan", "missing"),
    [("", ("Catatan belum diisi: jelaskan mengapa data tidak tersedia.",)), ("Survei batal", ())],
)
def test_checklist_where_data_does_not_exist(indikator, catatan, missing):
    row = Realisasi(
        indikator=indikator, nilai=None, status_data=StatusData.TIDAK_TERSEDIA, catatan=catatan
    )
    assert kekurangan(row, _hasil(None), 0) == missing


# --- Taking back, deciding ---------------------------------------------------------------------


@pytest.mark.parametrize("status", StatusRealisasi)
def test_taking_back_by_state(indikator, periode, status):
    refused = kenapa_tidak_tarik(
        hak=Wewenang(MENGISI, indikator.pd, None),
        realisasi=_nilai(indikator, status),
        periode=periode,
    )
    submitted = status == StatusRealisasi.DIAJUKAN
    assert refused == ("" if submitted else "Hanya nilai yang diajukan dapat ditarik kembali.")


def test_taking_back_from_a_locked_period_or_without_a_period(indikator, periode):
    hak = Wewenang(MENGISI, indikator.pd, None)
    row = _nilai(indikator, StatusRealisasi.DIAJUKAN)
    periode.terkunci = True
    assert kenapa_tidak_tarik(hak=hak, realisasi=row, periode=periode) == TERKUNCI
    assert kenapa_tidak_tarik(hak=hak, realisasi=row, periode=None) == ""


def test_taking_back_without_the_right(indikator, periode):
    hak = Wewenang(MENGISI, indikator.pd, frozenset())
    row = _nilai(indikator, StatusRealisasi.DIAJUKAN)
    assert kenapa_tidak_tarik(hak=hak, realisasi=row, periode=periode) == (
        f"Hak mengisi realisasi untuk Bidang Layanan {PEMEGANG_ISI}"
    )


def _verifikasi(row: Realisasi, user: User, **changes: Any) -> str:
    values = {
        "hak": Wewenang(MEMVERIFIKASI, row.indikator.pd, None),
        "realisasi": row,
        "hari": BATAS_VERIFIKASI,
        "user": user,
    }
    return kenapa_tidak_verifikasi(**values | changes)


@pytest.mark.parametrize("status", StatusRealisasi)
def test_deciding_by_state(indikator, periode, akun, contoh, status):
    row = _nilai(indikator, status, diajukan_oleh=akun(Peran.PERENCANA, contoh))
    refused = _verifikasi(row, akun(Peran.VERIFIKATOR, contoh), periode=periode)
    submitted = status == StatusRealisasi.DIAJUKAN
    assert refused == (
        "" if submitted else "Hanya nilai yang diajukan dapat diverifikasi atau dikembalikan."
    )


@pytest.fixture
def diajukan(indikator, akun, contoh) -> Realisasi:
    planner = akun(Peran.PERENCANA, contoh)
    return _nilai(indikator, StatusRealisasi.DIAJUKAN, diajukan_oleh=planner)


def test_deciding_what_one_submitted_oneself(diajukan, periode):
    assert _verifikasi(diajukan, diajukan.diajukan_oleh, periode=periode) == (
        "Anda sendiri yang mengajukan nilai ini; verifikasi dilakukan oleh orang lain."
    )


@pytest.mark.parametrize(
    ("hari", "sentence"),
    [
        (date(2023, 10, 15), ""),
        (date(2023, 10, 16), "Batas verifikasi TW III 2023 sudah lewat pada 15 Oktober 2023."),
    ],
)
def test_deciding_within_its_window(diajukan, periode, akun, contoh, hari, sentence):
    checker = akun(Peran.VERIFIKATOR, contoh)
    assert _verifikasi(diajukan, checker, periode=periode, hari=hari) == sentence


def test_deciding_in_a_locked_period_and_without_a_period(diajukan, periode, akun, contoh):
    checker = akun(Peran.VERIFIKATOR, contoh)
    periode.terkunci = True
    assert _verifikasi(diajukan, checker, periode=periode) == TERKUNCI
    assert _verifikasi(diajukan, checker, periode=None) == ""


@pytest.mark.parametrize("peran", [p for p in Peran if p != Peran.VERIFIKATOR])
def test_deciding_without_the_right(diajukan, periode, akun, contoh, peran):
    user = akun(peran, contoh, name=f"lain-{peran}")
    hak = wewenang(user, MEMVERIFIKASI, contoh)
    assert _verifikasi(diajukan, user, periode=periode, hak=hak) == (
        "Hak memverifikasi realisasi untuk Bidang Layanan dimiliki oleh: Verifikator."
    )


# --- Evidence, corrections, periods ------------------------------------------------------------


def _bukti(row: Realisasi, periode: PeriodePelaporan) -> str:
    hak = Wewenang(MENGISI, row.indikator.pd, None)
    return kenapa_tidak_bukti(hak=hak, realisasi=row, periode=periode, hari=BATAS)


def test_evidence_follows_the_entry_and_is_frozen_by_verification(indikator, periode):
    assert _bukti(_nilai(indikator, StatusRealisasi.DRAF), periode) == ""
    assert "Tarik kembali" in _bukti(_nilai(indikator, StatusRealisasi.DIAJUKAN), periode)
    assert _bukti(_nilai(indikator, StatusRealisasi.DIVERIFIKASI), periode) == BEKU
    assert BEKU == "Nilai sudah diverifikasi; buktinya beku. Ubah nilainya lebih dahulu."


@pytest.mark.parametrize(
    ("locked", "sentence"),
    [(True, ""), (False, "Periode belum dikunci; ubah nilainya langsung di halaman pengisian.")],
)
def test_correction_is_for_locked_periods(indikator, periode, locked, sentence):
    periode.terkunci = locked
    hak = Wewenang(MENGOREKSI, indikator.pd, None)
    assert kenapa_tidak_koreksi(hak=hak, indikator=indikator, periode=periode) == sentence


def test_correction_without_a_period_or_the_right(indikator, periode):
    assert kenapa_tidak_koreksi(
        hak=Wewenang(MENGOREKSI, indikator.pd, None), indikator=indikator, periode=None
    ) == ("Periode belum dikunci; ubah nilainya langsung di halaman pengisian.")
    assert kenapa_tidak_koreksi(
        hak=Wewenang(MENGOREKSI, indikator.pd, frozenset()), indikator=indikator, periode=periode
    ) == (
        "Hak mengoreksi nilai yang terkunci untuk Bidang Layanan dimiliki oleh: "
        "Administrator perangkat daerah."
    )


@pytest.mark.parametrize(
    ("locked", "menunggu", "hari", "sentence"),
    [
        (False, 0, DIBUKA, ""),
        (True, 0, DIBUKA, "Periode sudah dikunci."),
        (False, 0, date(2023, 9, 30), "Pengisian TW III 2023 baru dibuka pada 1 Oktober 2023."),
        (
            False,
            2,
            DIBUKA,
            "Masih ada 2 nilai yang diajukan dan belum diputuskan. "
            "Verifikasi atau kembalikan lebih dahulu.",
        ),
    ],
)
def test_locking_a_period(periode, locked, menunggu, hari, sentence):
    periode.terkunci = locked
    assert kenapa_tidak_kunci(periode=periode, menunggu=menunggu, hari=hari) == sentence


@pytest.mark.parametrize(
    ("locked", "sentence"),
    [(False, ""), (True, "Periode sudah dikunci; jadwalnya tidak berubah lagi.")],
)
def test_windows_of_a_locked_period_stay(periode, locked, sentence):
    periode.terkunci = locked
    assert kenapa_tidak_ubah_periode(periode=periode) == sentence
