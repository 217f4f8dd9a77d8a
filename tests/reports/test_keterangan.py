"""What stands beside a value that nobody verified, or that was corrected."""

from __future__ import annotations

from decimal import Decimal

import pytest

from indicators.enums import JenisSasaran, Periode
from indicators.models import AnalisisIndikator, KoreksiRealisasi, PeriodePelaporan, Realisasi
from indicators.queries import BarisIndikator
from reports.context import Konteks
from reports.keterangan import keterangan_nilai, uraian_pengisian
from reports.sections import ikhtisar_capaian
from reports.sections.capaian_dua_tahun import _make
from reports.sections.indikator import _analysis, _notes
from tests.indicators.values import draft
from workforce.enums import Peran


@pytest.fixture
def tahunan(contoh) -> Realisasi:
    """The value of the year: 8, verified."""
    return Realisasi.objects.get(indikator__pd=contoh, indikator__kode="I02", periode=Periode.TAHUN)


def row(contoh) -> BarisIndikator:
    return next(r for r in Konteks(contoh, 2023).indikator if r.kode == "I02")


def correct(value: Realisasi, by, nilai: str, before: str | None = "8", **words: str) -> None:
    KoreksiRealisasi.objects.create(
        realisasi=value,
        nilai_sebelum=before and Decimal(before),
        nilai=Decimal(nilai),
        oleh=by,
        **{"alasan": "Salah hitung.", "dasar_hukum": "BA 1/2024"} | words,
    )


def test_verified_value_stands_alone(contoh, tahunan):
    assert keterangan_nilai([("Tahunan", row(contoh).tahunan)]) == []


def test_value_that_nobody_verified_is_named_below_every_table(contoh, akun, tahunan):
    draft(contoh, akun(Peran.PERENCANA, contoh))
    Realisasi.objects.filter(pk=tahunan.pk).update(status="draf")

    assert _notes(row(contoh))[-1] == "Belum diverifikasi: TW IV, Tahunan."
    context = Konteks(contoh, 2023)
    assert row(contoh).sasaran.jenis == JenisSasaran.STRATEGIS
    summary = ikhtisar_capaian.SECTION.table(context)
    (two_years,) = _make(context)
    assert summary.notes == ("Belum diverifikasi: I02.",)
    assert two_years.table(context).notes == ("Belum diverifikasi: I02.",)


def test_quarter_without_a_value_is_not_called_unverified(contoh, tahunan):
    Realisasi.objects.filter(pk=tahunan.pk).update(
        status="draf", nilai=None, status_data="belum_rilis", perkiraan_rilis="2024-05-01"
    )
    assert not any("verifikasi" in note for note in _notes(row(contoh)))


def test_corrections_stand_beside_the_value_oldest_first(contoh, akun, tahunan):
    admin = akun(Peran.ADMIN_PD, contoh)
    PeriodePelaporan.objects.filter(pd=contoh, tahun=2023).update(terkunci=True)
    correct(tahunan, admin, "7.5")
    correct(tahunan, admin, "7", "7.5", alasan="Satu berkas tertinggal", dasar_hukum="BA 2/2024.")

    found = row(contoh)
    assert found.tahunan.nilai == 7
    assert _notes(found)[-2:] == [
        "Tahunan dikoreksi dari 8 menjadi 7,5: Salah hitung (BA 1/2024).",
        "Tahunan dikoreksi dari 7,5 menjadi 7: Satu berkas tertinggal (BA 2/2024).",
    ]


def test_correction_of_a_value_that_was_not_there(contoh, akun, tahunan):
    correct(tahunan, akun(Peran.ADMIN_PD, contoh), "7", None)
    assert keterangan_nilai([("I02", row(contoh).tahunan)]) == [
        "I02 dikoreksi dari tidak ada nilai menjadi 7: Salah hitung (BA 1/2024)."
    ]


def test_words_typed_with_values_are_told_with_their_periods(contoh, tahunan):
    typed = {"penyebab": "Mutu < baku", "tindak_lanjut": "Latih [[tahun]]\nulang"}
    Realisasi.objects.filter(pk=tahunan.pk).update(nilai=900, **typed)
    Realisasi.objects.create(
        indikator=tahunan.indikator, tahun=2023, periode=Periode.TW4, nilai=900, **typed
    )

    found = row(contoh)
    assert [u.kalimat for u in uraian_pengisian(found, "penyebab")] == [
        "Penyebab menurut pengisian TW IV, Tahunan: Mutu &lt; baku",
    ]
    assert [u.kalimat for u in uraian_pengisian(found, "solusi")] == [
        "Upaya menurut pengisian TW IV, Tahunan: Latih [ [tahun] ]<br>ulang",
    ]
    assert uraian_pengisian(found, "gambaran") == ()


def test_cause_of_a_success_is_called_so(contoh, tahunan):
    Realisasi.objects.filter(pk=tahunan.pk).update(nilai=1, penyebab="Tim lengkap")
    (typed,) = uraian_pengisian(row(contoh), "penyebab")
    assert (typed.periode, typed.sebutan, typed.html) == (
        "Tahunan",
        "Faktor keberhasilan",
        "Tim lengkap",
    )


def test_report_prints_typed_words_while_the_analysis_is_empty(contoh, tahunan):
    Realisasi.objects.filter(pk=tahunan.pk).update(nilai=900, penyebab="Listrik padam")

    def printed() -> dict[str, str]:
        k = Konteks(contoh, 2023)
        parts = _analysis(next(r for r in k.indikator if r.kode == "I02"))
        return {p.slug: p.text(k) or p.cadangan for p in parts if p.text(k) or p.cadangan}

    assert printed() == {"penyebab-i02": "<p>Penyebab menurut pengisian Tahunan: Listrik padam</p>"}
    AnalisisIndikator.objects.create(
        indikator=tahunan.indikator, tahun=2023, penyebab="<p>Uraian.</p>"
    )
    assert printed() == {"penyebab-i02": "<p>Uraian.</p>"}
