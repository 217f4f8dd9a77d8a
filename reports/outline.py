"""The table of contents of the LKIP: every chapter and section, in order.

A new table is one file in `reports/sections` and one line here; HTML, PDF and Excel follow.
Parts without content are left out, and numbers close up by themselves.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from indicators.enums import JenisSasaran
from reports.context import Konteks
from reports.sections import (
    Heading,
    Section,
    TemplateSection,
    TextSection,
    anggaran_indikator,
    anggaran_program,
    anggaran_program_realisasi,
    asn_provinsi,
    bagan_organisasi,
    capaian_dua_tahun,
    efisiensi_sumber_daya,
    ikhtisar_capaian,
    ikhtisar_program,
    indikator,
    jangka_menengah,
    ksd,
    kualitas_anggaran,
    lampiran,
    pegawai,
    pembanding_nasional,
    pensiun,
    pk_indikator,
    program_pendukung,
    regulasi,
    rencana_aksi,
    ringkasan_capaian,
    ringkasan_sasaran,
    serapan,
    tindak_lanjut,
    tujuan_sasaran_renstra,
    unit_kerja,
)
from reports.sections.grafik_pendukung import bars
from reports.sections.tabel_pendukung import per_bagian


def _h(slug: str, title: str, *parts: Section, new_page: bool = False) -> Heading:
    return Heading(slug=f"judul-{slug}", title=title, parts=parts, new_page=new_page)


def _topic(slug: str, title: str, *parts: Section, new_page: bool = False) -> Heading:
    """A heading over its narrative, its own sections and the agency's tables about it."""
    return _h(slug, title, TextSection(slug), *parts, per_bagian(slug), new_page=new_page)


def _list(slug: str, template: str, content: Callable[[Konteks], Any]) -> TemplateSection:
    """A part laid out by a template; left out when the records give it no content."""
    return TemplateSection(
        slug=slug,
        template=f"reports/bagian/{template}.html",
        context=lambda k: {"konteks": k} if content(k) else None,
    )


FRONT = (
    Heading(
        slug="kata-pengantar-bab",
        title="Kata Pengantar",
        numbered=False,
        parts=(
            TextSection("kata-pengantar"),
            _list("tanda-tangan", "tanda_tangan", lambda k: k.perjanjian),
        ),
    ),
    Heading(
        slug="ikhtisar-bab",
        title="Ikhtisar Eksekutif",
        numbered=False,
        parts=(
            TextSection("ikhtisar"),
            ikhtisar_capaian.SECTION,
            ikhtisar_capaian.CHART,
            ikhtisar_program.SECTION,
            TextSection("ikhtisar-faktor"),
            TextSection("ikhtisar-rencana"),
        ),
    ),
)

CHAPTERS = (
    Heading(
        slug="bab-pendahuluan",
        title="Pendahuluan",
        parts=(
            _h("latar", "Latar Belakang", TextSection("latar-belakang"), asn_provinsi.SECTION),
            _h("tujuan-manfaat", "Tujuan dan Manfaat", TextSection("tujuan-manfaat")),
            _h("kedudukan", "Kedudukan", TextSection("kedudukan")),
            _h(
                "tugas-fungsi",
                "Tugas dan Fungsi",
                TextSection("tugas-fungsi"),
                _list("daftar-fungsi", "daftar_fungsi", lambda k: k.fungsi),
            ),
            _h(
                "struktur",
                "Struktur Organisasi",
                TextSection("struktur-organisasi"),
                unit_kerja.SECTION,
                bagan_organisasi.SECTION,
            ),
            _h(
                "aspek-strategis",
                "Aspek Strategis dan Permasalahan Utama",
                TextSection("aspek-strategis"),
                _list("daftar-isu", "daftar_isu", lambda k: k.isu),
                TextSection("permasalahan-utama"),
            ),
            _h("dasar-hukum", "Dasar Hukum", regulasi.SECTION),
            _h(
                "sistematika",
                "Sistematika Penulisan",
                _list("sistematika", "sistematika", lambda k: k.perjanjian),
            ),
        ),
    ),
    Heading(
        slug="bab-perencanaan",
        title="Perencanaan Kinerja",
        parts=(
            _h(
                "tujuan-sasaran",
                "Tujuan dan Sasaran",
                TextSection("tujuan-sasaran"),
                tujuan_sasaran_renstra.SECTION,
            ),
            _h("renstra", "Rencana Strategis", TextSection("rencana-strategis")),
            _h(
                "perjanjian",
                "Perjanjian Kinerja",
                TextSection("perjanjian-kinerja"),
                pk_indikator.SECTION,
            ),
            _h(
                "program-anggaran",
                "Program dan Anggaran",
                TextSection("program-anggaran"),
                anggaran_program.SECTION,
            ),
        ),
    ),
    Heading(
        slug="bab-akuntabilitas",
        title="Akuntabilitas Kinerja",
        parts=(
            _h(
                "capaian-kinerja",
                "Capaian Kinerja",
                TextSection("capaian-kinerja"),
                ringkasan_capaian.SECTION,
                ringkasan_capaian.STATUS_CHART,
                ringkasan_capaian.CHART,
                ringkasan_sasaran.SECTION,
                TextSection("pelatihan"),
                per_bagian("pelatihan"),
                bars(
                    "grafik-pelatihan",
                    "Peserta pelatihan menurut rumpun",
                    "pelatihan",
                    "rumpun",
                    "jumlah_peserta",
                    "peserta",
                ),
            ),
            _h(
                "capaian-strategis",
                "Capaian Strategis Kinerja",
                TextSection("capaian-strategis"),
                _h(
                    "target-realisasi",
                    "Target dan Realisasi Tahun Ini",
                    TextSection("target-realisasi"),
                    indikator.per_jenis(JenisSasaran.STRATEGIS),
                    indikator.per_jenis(JenisSasaran.KHUSUS),
                    indikator.per_jenis(JenisSasaran.OPERASIONAL),
                    _topic("ip-asn", "Indeks Profesionalitas ASN"),
                    _topic("merit", "Penilaian Mandiri Sistem Merit"),
                    _topic("diklat-kebutuhan", "Pelaksanaan Diklat terhadap Kebutuhan"),
                    _topic(
                        "kualitas-anggaran",
                        "Kualitas Pelaksanaan Anggaran",
                        kualitas_anggaran.SECTION,
                        kualitas_anggaran.CHART,
                        kualitas_anggaran.DETAILS,
                        new_page=True,
                    ),
                ),
                _h(
                    "dua-tahun",
                    "Perbandingan dengan Tahun Sebelumnya",
                    TextSection("dua-tahun"),
                    capaian_dua_tahun.SECTION,
                    anggaran_program_realisasi.SECTION,
                    _topic("ksd", "Rencana Aksi Kegiatan Strategis Daerah", ksd.SECTION),
                    _topic("eorder", "Pengadaan melalui E-Order"),
                    _topic(
                        "jam-pelajaran",
                        "Jam Pelajaran Pengembangan Kompetensi",
                        bars(
                            "grafik-jam-pelajaran",
                            "Pegawai dengan 40 jam pelajaran atau lebih per perangkat daerah",
                            "jam-pelajaran",
                            "perangkat_daerah",
                            "jp40_persen",
                            "persen pegawai",
                            desimal=2,
                        ),
                    ),
                    _topic(
                        "aset-pengetahuan",
                        "Aset Pengetahuan",
                        bars(
                            "grafik-aset-pengetahuan",
                            "Aset pengetahuan per perangkat daerah",
                            "aset-pengetahuan",
                            "perangkat_daerah",
                            "jumlah_aset",
                            "aset",
                        ),
                    ),
                    _topic(
                        "sakip",
                        "Nilai SAKIP",
                        bars(
                            "grafik-sakip",
                            "Nilai SAKIP perangkat daerah",
                            "sakip-peringkat",
                            "perangkat_daerah",
                            "nilai",
                            "nilai",
                            desimal=2,
                        ),
                    ),
                    _topic("manajemen-risiko", "Manajemen Risiko"),
                    _topic("arahan-gubernur", "Arahan Gubernur"),
                    _topic("aduan-masyarakat", "Aduan Masyarakat"),
                ),
                _h(
                    "jangka-menengah",
                    "Realisasi terhadap Target Jangka Menengah",
                    TextSection("jangka-menengah"),
                    jangka_menengah.SECTION,
                    TextSection("anggaran-indikator"),
                    anggaran_indikator.SECTION,
                    new_page=True,
                ),
                _h(
                    "pembanding",
                    "Perbandingan dengan Standar Nasional",
                    TextSection("pembanding"),
                    pembanding_nasional.SECTION,
                    pembanding_nasional.CHART,
                ),
                _h(
                    "penyebab",
                    "Penyebab Keberhasilan dan Kegagalan serta Alternatif Solusi",
                    TextSection("penyebab-solusi"),
                ),
                _h(
                    "efisiensi",
                    "Efisiensi Penggunaan Sumber Daya",
                    TextSection("efisiensi-sumber-daya"),
                    efisiensi_sumber_daya.SECTION,
                ),
                _h(
                    "program-pendukung",
                    "Program dan Kegiatan Penunjang",
                    TextSection("program-pendukung"),
                    program_pendukung.SECTION,
                ),
                _h(
                    "rencana",
                    "Rencana ke Depan",
                    TextSection("rencana-aksi"),
                    rencana_aksi.SECTION,
                    TextSection("tindak-lanjut"),
                    tindak_lanjut.SECTION,
                ),
                new_page=True,
            ),
            _h(
                "sdm",
                "Sumber Daya Manusia",
                TextSection("sdm"),
                *pegawai.sections(),
                TextSection("pensiun"),
                pensiun.SECTION,
                pensiun.CHART,
            ),
            _h(
                "realisasi-anggaran",
                "Realisasi Anggaran",
                TextSection("realisasi-anggaran"),
                serapan.PROGRAM_CHART,
                serapan.UNIT_CHART,
                serapan.PROGRAMS,
                serapan.KEGIATAN,
                serapan.SUB_KEGIATAN,
            ),
        ),
    ),
    Heading(
        slug="bab-penutup",
        title="Penutup",
        parts=(
            _h("kesimpulan", "Kesimpulan", TextSection("kesimpulan")),
            _h("saran", "Saran dan Rekomendasi", TextSection("saran")),
        ),
    ),
)

ANNEXES = (
    Heading(
        slug="lampiran-pk",
        title="Perjanjian Kinerja",
        parts=(lampiran.STATEMENT, lampiran.ANNEX_TABLE, lampiran.PROGRAMS),
    ),
    Heading(
        slug="lampiran-penghargaan",
        title="Penghargaan dan Sertifikat",
        parts=(TextSection("penghargaan"), per_bagian("penghargaan")),
    ),
    Heading(slug="lampiran-inovasi", title="Inovasi", parts=(TextSection("inovasi"),)),
    Heading(
        slug="lampiran-dokumentasi",
        title="Dokumentasi Kegiatan",
        parts=(TextSection("dokumentasi"), per_bagian("dokumentasi")),
    ),
    Heading(
        slug="lampiran-reviu",
        title="Pernyataan Telah Direviu",
        parts=(TextSection("reviu"),),
    ),
    Heading(slug="lampiran-bukti", title="Daftar Bukti Dukung", parts=(lampiran.EVIDENCE_TABLE,)),
    Heading(
        slug="lampiran-temuan",
        title="Temuan yang Diterima",
        parts=(lampiran.EXCEPTIONS,),
    ),
    Heading(
        slug="lampiran-edisi",
        title="Prasyarat yang Belum Terpenuhi",
        parts=(lampiran.EDITION,),
    ),
)


@dataclass(frozen=True)
class Outline:
    """The parts of a document: unnumbered front, chapters, annexes."""

    front: Sequence[Heading] = ()
    chapters: Sequence[Heading] = ()
    annexes: Sequence[Heading] = ()


LKIP = Outline(FRONT, CHAPTERS, ANNEXES)
PERJANJIAN = Outline(
    front=(
        Heading(
            slug="perjanjian-kinerja",
            title="Perjanjian Kinerja",
            parts=(lampiran.STATEMENT, lampiran.ANNEX_TABLE, lampiran.PROGRAMS),
        ),
    )
)
