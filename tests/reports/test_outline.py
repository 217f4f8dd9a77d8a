"""The table of contents: what the LKIP must have, and what an agency without records gets."""

from __future__ import annotations

from django.template.loader import get_template

from reports.context import Konteks
from reports.document import compose
from reports.models import Narasi
from reports.outline import LKIP, PERJANJIAN
from reports.sections import Heading, TemplateSection
from tests.conftest import FIXTURES

# PermenPANRB 53/2014 and the published report: chapter by chapter, what stands there.
WANTED = """
kata-pengantar-bab ikhtisar-bab ikhtisar-capaian grafik-capaian-strategis ikhtisar-program
bab-pendahuluan judul-latar asn-provinsi judul-tujuan-manfaat judul-kedudukan
judul-tugas-fungsi judul-struktur unit-kerja bagan-organisasi judul-aspek-strategis
judul-sistematika
bab-perencanaan judul-tujuan-sasaran tujuan-sasaran-renstra judul-renstra judul-perjanjian
pk-indikator judul-program-anggaran anggaran-program
bab-akuntabilitas judul-capaian-kinerja ringkasan-capaian grafik-capaian pelatihan
judul-capaian-strategis judul-target-realisasi ip-asn-dimensi ip-asn-bobot
merit-rekomendasi merit-penilaian merit-kategori merit-skor diklat-kebutuhan kualitas-rekap
kualitas-sekretariat kualitas-bid-pkdmf kualitas-bid-akppe kualitas-bid-pmtbsk
kualitas-upt-pdipsdm kualitas-upt-ppkkp judul-dua-tahun capaian-dua-tahun
anggaran-program-realisasi ksd-i03-b06 ksd-i03-b09 ksd-i03-b12 ksd-i04-b03 ksd-i04-b09
ksd-i05-b06 ksd-i05-b09 ksd-i06-b03 eorder ip-asn-kompetensi jam-pelajaran aset-pengetahuan
sakip-peringkat risiko-dokumen arahan aduan judul-jangka-menengah jangka-menengah
anggaran-indikator judul-pembanding pembanding-nasional grafik-pembanding judul-penyebab
judul-efisiensi efisiensi-sumber-daya-unit judul-program-pendukung
program-pendukung-indikator judul-rencana rencana-aksi tindak-lanjut judul-sdm
pegawai-pangkat pegawai-jabatan pegawai-pendidikan pegawai-usia pegawai-agama
pegawai-jenis-kelamin grafik-pegawai-usia pensiun-lima-tahun grafik-pensiun
judul-realisasi-anggaran serapan-program-p1 serapan-program-p2 serapan-program-p3
serapan-kegiatan serapan-sub-kegiatan grafik-serapan-program grafik-serapan-unit
bab-penutup judul-kesimpulan judul-saran
lampiran-pk lampiran-perjanjian lampiran-program lampiran-penghargaan penghargaan sertifikat
lampiran-inovasi lampiran-dokumentasi dokumentasi lampiran-reviu lampiran-bukti bukti-dukung
"""
PER_INDICATOR = ("indikator", "triwulan", "grafik")


def _slugs(doc) -> set[str]:
    listed = {e.slug for entries in doc.lists.values() for e in entries}
    return listed | {e.slug for e in doc.contents}


def test_report_has_every_part_of_the_published_one(laporan):
    codes = [f"i{number:02}" for number in range(1, 23)]
    wanted = [*WANTED.split(), *(f"{kind}-{code}" for code in codes for kind in PER_INDICATOR)]

    assert [slug for slug in wanted if slug not in _slugs(laporan)] == []


def test_chapters_of_the_report_in_order(laporan):
    assert [(e.label, e.title) for e in laporan.contents if e.level == 1] == [
        ("", "Kata Pengantar"),
        ("", "Ikhtisar Eksekutif"),
        ("BAB I", "Pendahuluan"),
        ("BAB II", "Perencanaan Kinerja"),
        ("BAB III", "Akuntabilitas Kinerja"),
        ("BAB IV", "Penutup"),
        ("LAMPIRAN I", "Perjanjian Kinerja"),
        ("LAMPIRAN II", "Penghargaan dan Sertifikat"),
        ("LAMPIRAN III", "Inovasi"),
        ("LAMPIRAN IV", "Dokumentasi Kegiatan"),
        ("LAMPIRAN V", "Pernyataan Telah Direviu"),
        ("LAMPIRAN VI", "Daftar Bukti Dukung"),
    ]


def test_small_agency_leaves_out_what_it_has_no_records_for(laporan_contoh):
    slugs = _slugs(laporan_contoh)

    assert [(e.label, e.slug) for e in laporan_contoh.contents if e.level < 3] == [
        ("", "kata-pengantar-bab"),
        ("", "ikhtisar-bab"),
        ("BAB I", "bab-pendahuluan"),
        ("A.", "judul-struktur"),
        ("B.", "judul-sistematika"),
        ("BAB II", "bab-perencanaan"),
        ("A.", "judul-tujuan-sasaran"),
        ("B.", "judul-perjanjian"),
        ("C.", "judul-program-anggaran"),
        ("BAB III", "bab-akuntabilitas"),
        ("A.", "judul-capaian-kinerja"),
        ("B.", "judul-capaian-strategis"),
        ("C.", "judul-sdm"),
        ("D.", "judul-realisasi-anggaran"),
        ("BAB IV", "bab-penutup"),
        ("A.", "judul-kesimpulan"),
        ("LAMPIRAN I", "lampiran-pk"),
    ]
    assert {"triwulan-i01", "triwulan-i02", "triwulan-i03", "bagan-organisasi"} <= slugs
    assert not {"asn-provinsi", "ksd-i03-b06", "kualitas-rekap", "bukti-dukung"} & slugs


def test_agency_without_records_has_an_empty_report(kosong):
    doc = compose(Konteks(kosong, 2023))

    assert (doc.units, doc.contents, doc.lists, doc.tables) == ((), (), {}, ())


def test_agreement_alone_has_its_three_parts(bpsdm, kosong):
    doc = compose(Konteks(bpsdm, 2023), PERJANJIAN)

    assert [unit.slug for unit in doc.units] == ["perjanjian-kinerja"]
    assert [(t.label, t.slug) for t in doc.tables] == [
        ("Tabel 1", "lampiran-perjanjian"),
        ("Tabel 2", "lampiran-program"),
    ]
    assert "PERJANJIAN KINERJA TAHUN 2023" in doc.units[0].html
    assert compose(Konteks(kosong, 2023), PERJANJIAN).units == ()


def _walk(sections):
    for section in sections:
        yield section
        if isinstance(section, Heading):
            yield from _walk(section.parts)


def test_declared_slugs_are_unique_and_templates_exist():
    declared = list(_walk([*LKIP.front, *LKIP.chapters, *LKIP.annexes]))
    slugs = [(type(section), section.slug) for section in declared]

    assert len(slugs) == len(set(slugs))
    for section in declared:
        if isinstance(section, TemplateSection):
            assert get_template(section.template)


def test_every_demo_narrative_has_its_place_in_the_outline(bpsdm):
    declared = {section.slug for section in _walk([*LKIP.front, *LKIP.chapters, *LKIP.annexes])}
    stored = Narasi.objects.of_pd(bpsdm).values_list("bagian", flat=True)

    assert set(stored) - declared == set()
    assert (FIXTURES / "bpsdm-2023" / "narasi.csv").exists()
