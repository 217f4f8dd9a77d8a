"""Cells of the report's tables, against the published report and the rules of the field."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from decimal import Decimal

import pytest

from indicators.enums import JenisSasaran
from indicators.models import Indikator, Realisasi, TargetTahunan
from lkip.tables import RowKind
from reports.context import Konteks
from reports.sections import (
    efisiensi_sumber_daya,
    indikator,
    jangka_menengah,
    kualitas_anggaran,
    lampiran,
)
from reports.sections.grafik_pendukung import bars


def _cells(table, kind=RowKind.DATA):
    return [[text for _, _, text in cells] for row, cells in table.body if row.kind == kind]


@pytest.fixture
def isi(tabel):
    """Printed data rows of a table."""
    return lambda slug: _cells(tabel(slug).table)


@pytest.fixture
def jumlah(tabel):
    """Printed total row of a table."""
    return lambda slug: _cells(tabel(slug).table, RowKind.TOTAL)


def test_programs_equal_the_published_tables_4_and_16(isi, jumlah):
    assert [row[1:] for row in isi("anggaran-program")] == [
        ["18.687.949.398", "17.660.314.630"],
        ["64.180.768.549", "40.623.302.320"],
        ["68.784.170.202", "64.973.174.135"],
    ]
    assert jumlah("anggaran-program") == [["", "151.652.888.149", "123.256.791.085"]]
    assert jumlah("anggaran-program-realisasi") == [
        ["", "151.652.888.149", "123.256.791.085", "111.828.506.947", "90,73%"]
    ]


def test_efficiency_of_programs_is_on_the_ceiling(isi, jumlah):
    assert [row[-3:] for row in isi("ikhtisar-program")] == [
        ["75,95%", "4.247.069.089", "24,05%"],
        ["89,48%", "4.274.367.076", "10,52%"],
        ["95,53%", "2.906.847.973", "4,47%"],
    ]
    assert jumlah("ikhtisar-program")[0][-1] == "9,27%"


def test_notes_of_a_program_show_the_calculation(tabel):
    assert tabel("serapan-program-p1").table.notes == (
        "Serapan 75,95% = realisasi Rp13.413.245.541 ÷ pagu Rp17.660.314.630 × 100.",
        "Efisiensi 24,05% terhadap pagu = sisa Rp4.247.069.089 ÷ pagu Rp17.660.314.630 × 100.",
    )


def test_strategic_achievement_of_the_summary(isi):
    assert [row[2:] for row in isi("ikhtisar-capaian")] == [
        ["Indeks", "31", "38", "122,58%"],
        ["Nilai", "38,7", "data belum rilis", "data belum rilis"],
        *[["Persen", "100", "100", "100,00%"]] * 4,
    ]


def test_counts_by_kind_and_status(isi, jumlah):
    assert isi("ringkasan-capaian") == [
        ["Sasaran Strategis", "6", "1", "4", "0", "1"],
        ["Sasaran Khusus", "13", "4", "9", "0", "0"],
        ["Sasaran Operasional", "3", "0", "3", "0", "0"],
    ]
    assert jumlah("ringkasan-capaian") == [["", "22", "5", "16", "0", "1"]]


def test_mean_of_a_sasaran_without_released_data_is_not_zero(isi):
    rows = isi("ringkasan-sasaran")

    assert len(rows) == 21
    assert rows[0][2:] == ["1 dari 1", "122,58%", "Sangat tinggi"]
    assert rows[1][2:] == ["0 dari 1", "data belum rilis", "-"]


def test_two_years_side_by_side(tabel, isi):
    rows = {row[0]: row[2:9] for row in isi("capaian-dua-tahun")}

    assert len(isi("capaian-dua-tahun")) == 22
    assert rows["2"][:4] == ["Nilai", "31,2", "38,16", "122,31%"]
    assert rows["2"][4:] == ["38,7", "data belum rilis", "data belum rilis"]
    assert [s.title for s in tabel("capaian-dua-tahun").table.spans] == ["", "2022", "2023", ""]


def test_renstra_targets(tabel, isi):
    assert [c.title for c in tabel("tujuan-sasaran-renstra").table.columns[-4:]] == [
        "2023",
        "2024",
        "2025",
        "2026",
    ]
    assert [row[-4:] for row in isi("tujuan-sasaran-renstra")] == [
        ["31", "31", "31", "31"],
        ["38,7", "38,8", "38,9", "39"],
    ]


def test_medium_term_position(isi):
    rows = isi("jangka-menengah")

    assert rows[0][4:] == ["31", "38", "Melampaui target", "31", "122,58%"]
    assert rows[1][4:] == ["38,7", "data belum rilis", "Belum dilaporkan", "39", "data belum rilis"]


def test_medium_term_is_judged_by_the_target_that_it_shows(bpsdm):
    """Plan 40, agreement 31,2: 38,16 falls short of the one and exceeds the other."""
    TargetTahunan.objects.filter(
        indikator__pd=bpsdm, indikator__kode="I02", tahun=2022, sumber="renstra"
    ).update(nilai=40)
    konteks = Konteks(bpsdm, 2023)
    (section,) = jangka_menengah.SECTION.expand(konteks)
    table = section.table(konteks)

    assert _cells(table)[1][1:4] == ["40", "38,16", "Belum tercapai"]
    assert konteks.indikator[1].lalu.status.label == "Melampaui target"
    assert table.notes == (
        "Tingkat capaian menilai realisasi terhadap target dokumen perencanaan.",
        "I01: target 2022 pada dokumen perencanaan 30,97, pada perjanjian kinerja 31; tabel ini "
        "memakai yang pertama.",
        "I02: target 2022 pada dokumen perencanaan 40, pada perjanjian kinerja 31,2; tabel ini "
        "memakai yang pertama.",
    )


def test_medium_term_says_where_the_agreement_of_the_year_differs(bpsdm):
    """Text targets stand as they are worded; they judge nothing."""
    planned = TargetTahunan.objects.filter(indikator__pd=bpsdm, sumber="renstra", tahun=2023)
    planned.filter(indikator__kode="I01").update(nilai=None, teks="Sangat Baik")
    konteks = Konteks(bpsdm, 2023)
    (section,) = jangka_menengah.SECTION.expand(konteks)
    table = section.table(konteks)

    assert _cells(table)[0][4:7] == ["Sangat Baik", "38", "Tanpa target"]
    assert table.notes[2] == (
        "I01: target 2023 pada dokumen perencanaan Sangat Baik, pada perjanjian kinerja 31; tabel "
        "ini memakai yang pertama."
    )


def test_medium_term_of_an_indicator_outside_the_agreement(bpsdm):
    # In a year without agreement the targets stand alone and say that nothing is known.
    (section,) = jangka_menengah.SECTION.expand(Konteks(bpsdm, 2025))
    rows = _cells(section.table(Konteks(bpsdm, 2025)))

    assert [row[2] for row in rows] == ["tidak tersedia", "tidak tersedia"]
    assert [row[5] for row in rows] == ["tidak tersedia", "tidak tersedia"]
    assert section.table(Konteks(bpsdm, 2025)).notes == ()


def test_a_note_on_quality_is_printed_in_its_year_alone(contoh):
    Indikator.objects.filter(pd=contoh, kode="I01").update(
        catatan_mutu="Data unit B terlambat.", mutu_tahun=2022
    )
    konteks = Konteks(contoh, 2023)
    assert indikator._evidence(konteks.indikator[0])(konteks)["mutu"] == ""
    Indikator.objects.filter(pd=contoh, kode="I01").update(mutu_tahun=2023)
    konteks = Konteks(contoh, 2023)
    assert indikator._evidence(konteks.indikator[0])(konteks)["mutu"] == "Data unit B terlambat."


def test_quarters_of_an_indicator(isi, tabel):
    assert isi("triwulan-i18") == [
        ["TW I", "N/A", "-", "-"],
        ["TW II", "40", "40", "100,00%"],
        ["TW III", "80", "80", "100,00%"],
        ["TW IV", "100", "100", "100,00%"],
        ["Tahunan", "100", "100", "100,00%"],
    ]
    assert tabel("triwulan-i18").table.notes == (
        "Capaian 100,00% = realisasi 100 ÷ target 100 × 100.",
        "Sumber mencetak tambahan per triwulan 40, 40, dan 20; di sini dicatat kumulatif seperti "
        "targetnya.",
    )


def test_published_value_of_last_year_does_not_stand_in_this_year(isi):
    assert isi("triwulan-i02")[-1] == ["Tahunan", "38,7", "data belum rilis", "data belum rilis"]


def test_ip_asn_total_equals_the_published_one(isi, jumlah):
    assert [row[-1] for row in isi("ip-asn-dimensi")] == ["21,38", "38,16", "23,87", "4,99"]
    assert jumlah("ip-asn-dimensi") == [["", "100", "", "88,40"]]


def test_merit_totals_equal_the_published_ones(jumlah):
    assert jumlah("merit-penilaian")[0][-4:] == ["410,0", "312,5", "38,0", "350,5"]


def test_budget_quality_per_unit(isi, tabel):
    rows = {row[0]: row[1:] for row in isi("kualitas-rekap")}

    assert rows["Bidang Penjaminan Mutu, Tugas Belajar dan Sertifikasi Kompetensi"][2:] == [
        "77,45%",
        "4.366.534.175",
        "22,55%",
        "100,00%",
        "90,98",
    ]
    assert rows["Bidang Pengembangan Kompetensi Dasar, Manajerial dan Fungsional"][-2:] == [
        "tidak tersedia",
        "tidak tersedia",
    ]
    assert tabel("kualitas-rekap").table.notes == (
        "Untuk Bidang Penjaminan Mutu, Tugas Belajar dan Sertifikasi Kompetensi berlaku cabang "
        "rumus yang ditetapkan aplikasi: serapan di bawah 80% dengan keluaran tercapai tidak "
        "diatur dalam ketentuan.",
    )


def test_details_of_a_unit_name_the_difference_to_its_ceiling(tabel, jumlah):
    notes = tabel("kualitas-sekretariat").table.notes

    assert jumlah("kualitas-sekretariat")[0][1:3] == ["63.864.874.106", "59.823.893.257"]
    assert (
        "Jumlah baris Rp63.864.874.106 berbeda dengan anggaran unit Rp62.585.234.558; selisih "
        "Rp1.279.639.548." in notes
    )


def test_meaning_of_unspent_money(konteks):
    meanings = [str(efisiensi_sumber_daya._row(unit)["arti"]) for unit in konteks.anggaran_unit]

    assert meanings.count("Penghematan") == 5
    assert meanings[1] == "Belum dapat dinilai: keluaran tidak tersedia"


def test_money_left_with_output_unmet_is_no_saving(konteks):
    class Unit:
        nama, sisa, efisiensi, capaian_keluaran = "Unit", Decimal(1), Decimal(1), Decimal("99.9")

    assert (
        efisiensi_sumber_daya._row(Unit())["arti"] == "Bukan penghematan: keluaran belum tercapai"
    )  # type: ignore[arg-type]
    assert efisiensi_sumber_daya._row(Unit())["keluaran"] == Decimal("99.9")  # type: ignore[arg-type]


def test_recap_without_own_branch_has_no_note(contoh):
    assert kualitas_anggaran._recap_notes(Konteks(contoh, 2023)) == []


def test_national_standing_marks_the_own_row(tabel, isi):
    marked = [
        [text for _, _, text in cells]
        for row, cells in tabel("pembanding-nasional").table.body
        if row.mark
    ]

    assert len(isi("pembanding-nasional")) == 10
    assert len(marked) == 1
    assert "DKI Jakarta" in marked[0][1]
    assert isi("pembanding-nasional")[0] == ["1", "Pemerintah Provinsi Jawa Barat", "2022", "396,5"]
    assert tabel("pembanding-nasional").table.notes == ("Indeks sistem merit KASN, skala 100–400.",)


def test_civil_servants_of_the_province(tabel):
    table = tabel("asn-provinsi").table
    groups = [row.label for row in table.rows if row.kind == RowKind.GROUP]
    totals = _cells(table, RowKind.SUBTOTAL)

    assert len(groups) == 9
    assert totals[0] == ["", "50.411", "15.631", "66.042", "100,00%"]
    assert [row[3] for row in totals].count("66.042") == 4


def test_staff_totals_agree_in_every_breakdown(jumlah):
    for dimension in ("pangkat", "jabatan", "pendidikan", "usia", "agama", "jenis-kelamin"):
        assert jumlah(f"pegawai-{dimension}")[0][-1] == "106"
    assert jumlah("pegawai-jenis-kelamin") == [["", "62", "44", "106"]]
    assert jumlah("pegawai-pendidikan") == [["", "9", "48", "26", "5", "5", "13", "106"]]


def test_staff_tables_say_that_the_people_are_invented(tabel):
    assert tabel("pegawai-usia").table.notes == ("Dihitung dari data pegawai rekaan.",)


def test_retirement_within_five_years(isi, jumlah):
    assert [row[0] for row in isi("pensiun-lima-tahun")] == ["2024", "2025", "2026", "2027", "2028"]
    assert jumlah("pensiun-lima-tahun") == [["", "4", "2", "16", "5", "27"]]


def test_budget_per_indicator_names_what_is_missing(tabel, isi):
    assert [row[1:] for row in isi("anggaran-indikator")] == [
        ["50.454.725.730", "41.726.714.990", "82,70%"],
        ["37.090.976.684", "32.635.700.385", "87,99%"],
    ]
    assert tabel("anggaran-indikator").table.notes == (
        "Anggaran per indikator tahun 2022 tidak tersedia.",
    )


def test_annex_of_the_agreement(tabel, isi):
    rows = isi("lampiran-perjanjian")

    assert len(rows) == 22
    assert rows[0][3:] == ["N/A", "N/A", "N/A", "N/A", "31", "Indeks"]
    assert rows[12][3:8] == ["N/A", "40", "75", "100", "100"]
    assert tabel("lampiran-perjanjian").table.notes[0] == (
        "N/A berarti tidak ada target pada triwulan itu."
    )


def test_annex_without_doubtful_target_says_nothing_of_it(laporan_contoh):
    (annex,) = [t for t in laporan_contoh.tables if t.slug == "lampiran-perjanjian"]

    assert annex.table.notes == ("N/A berarti tidak ada target pada triwulan itu.",)


def test_action_plan_follow_up_and_evidence(isi, tabel):
    assert len(isi("tindak-lanjut")) == 16
    assert Counter(row[3] for row in isi("tindak-lanjut")) == {"Telah sesuai": 15, "-": 1}
    assert isi("rencana-aksi")[0][0] == "RA1"
    assert isi("bukti-dukung")[0] == [
        "I01",
        "Nilai e-SAKIP Bappeda Provinsi DKI Jakarta",
        "-",
        "berkas tidak disertakan",
        "Diverifikasi",
    ]


def test_own_tables_keep_their_declared_columns(tabel, jumlah):
    table = tabel("pelatihan").table

    assert [c.title for c in table.columns] == ["Nama pelatihan", "Peserta (orang)"]
    assert jumlah("pelatihan") == [["", "17.018"]]
    assert table.rows[0].label == "Jabatan Fungsional"
    assert tabel("ip-asn-dimensi").table.notes[-1] == "Sumber: BKN, pengukuran tahun 2022."


def test_activities_name_the_indicators_they_serve(isi):
    rows = isi("program-pendukung-indikator")

    assert len(rows) == 22
    assert rows[3][0] == "I04"
    assert rows[3][2:] == ["Pengembangan Kompetensi Teknis", "Tepat target"]


def test_ksd_plans_stand_per_period(isi):
    for slug in ("ksd-i03-b06", "ksd-i03-b09", "ksd-i03-b12"):
        assert isi(slug)
        assert {row[3] for row in isi(slug)} == {"100%"}


def test_chart_of_an_indicator_leaves_out_a_year_on_another_scale(konteks):
    changed = [
        row
        for row in konteks.indikator
        if row.lalu.realisasi is not None and row.lalu.realisasi.skala_berbeda
    ]

    assert changed
    for row in changed:
        chart = indikator._chart(row)
        assert chart is not None
        assert {point.kategori for point in chart.titik} == {"2023"}


@pytest.mark.parametrize(
    ("nilai", "desimal"), [("100", 0), ("90.5", 1), ("95.5300", 2), ("89.1258", 2)]
)
def test_labels_of_an_indicators_chart_say_what_the_table_says(konteks, nilai, desimal):
    (row,) = [row for row in konteks.indikator if row.kode == "I08"]
    measured = replace(row, tahunan=replace(row.tahunan, nilai=Decimal(nilai)))

    chart = indikator._chart(measured)
    assert chart is not None
    assert (row.indikator.jenis_nilai, row.indikator.desimal, chart.desimal) == (
        "persen",
        2,
        desimal,
    )


def test_indicator_sections_follow_the_kind(konteks):
    sections = list(indikator.per_jenis(JenisSasaran.OPERASIONAL).expand(konteks))

    assert [section.slug for section in sections] == [
        "indikator-i20",
        "indikator-i21",
        "indikator-i22",
    ]


def test_bars_of_a_supporting_table_add_up_equal_labels(konteks, contoh):
    section = bars("g", "Judul", "pelatihan", "rumpun", "jumlah_peserta", "peserta")
    chart = section.chart(konteks)

    assert chart is not None
    assert sum(Decimal(point.nilai or 0) for point in chart.titik) == 17018
    assert len({point.kategori for point in chart.titik}) == len(chart.titik)
    assert chart.keterangan == (
        "Pelatihan yang diselenggarakan menurut rumpun: peserta menurut rumpun."
    )
    assert section.chart(Konteks(contoh, 2023)) is None


def test_evidence_of_an_indicator_without_realisasi_is_left_out(contoh):
    Realisasi.objects.filter(indikator__pd=contoh).delete()

    assert list(lampiran.EVIDENCE_TABLE.rows(Konteks(contoh, 2023))) == []
