"""Checks: what the published year holds, each rule at its edge, accepting a finding."""

from __future__ import annotations

from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.urls import reverse

from budget.models import AnggaranBulanan, AngkaKontrol, Kegiatan, Keluaran, SubKegiatan
from indicators.models import (
    AnalisisIndikator,
    BuktiDukung,
    Indikator,
    ItemPerjanjian,
    Realisasi,
    SuratSumber,
    TargetTahunan,
)
from reports import lkip
from reports.actions_pemeriksaan import BERUBAH, HILANG, batalkan, kecualikan
from reports.checks import KUNCI, Temuan
from reports.context import Konteks
from reports.enums import Keparahan
from reports.models import Narasi, PengecualianTemuan
from reports.pemeriksaan import PEMERIKSAAN, cari_temuan, periksa
from reports.sections.indikator import slug_analisis
from reports.triggers import PENGECUALIAN
from workforce.actions import Ditolak
from workforce.enums import AksiJejak, Peran
from workforce.models import JejakAudit, PenugasanPeran, RiwayatPegawai, StatistikASN, UnitKerja

ALASAN = "Sumber aslinya memang demikian dan sudah dikonfirmasi."
RULES = {rule.kode: rule for rule in PEMERIKSAAN}


def found(pd, kode: str) -> dict[str, str]:
    """Sentences of one rule by their keys."""
    return {f.kunci: f.kalimat for f in RULES[kode].cari(Konteks(pd, 2023))}


def realisasi(pd, kode: str):
    return Realisasi.objects.filter(indikator__pd=pd, indikator__kode=kode, tahun=2023, periode=5)


# The published year: what its figures contradict, and that no rule cries without a cause.


def test_contradictions_of_the_published_year(bpsdm):
    hasil = periksa(Konteks(bpsdm, 2023))

    assert {row.isi.kode: len(row.baris) for row in hasil.hasil if row.baris} == {
        "realisasi-kosong": 1,
        "bukti-kosong": 7,
        "jumlah-anggaran": 4,
        "jumlah-unit": 1,
        "keluaran-kosong": 18,
        "statistik-asn": 1,
        # Constants of a formula in words: false alarms, to be accepted.
        "angka-diketik": 10,
        "rencana-ganda": 1,
    }
    assert [(weight.value, count) for weight, count in hasil.hitungan] == [
        ("penting", 6),
        ("peringatan", 37),
        ("catatan", 0),
    ]
    assert hasil.kalimat == "16 dari 24 pemeriksaan lulus; temuan: 6 penting, 37 peringatan."
    assert [row.isi.kode for row in hasil.terbuka] == [
        "realisasi-kosong",
        "jumlah-anggaran",
        "jumlah-unit",
        "bukti-kosong",
        "keluaran-kosong",
        "statistik-asn",
        "angka-diketik",
        "rencana-ganda",
    ]


@pytest.mark.parametrize(
    ("kode", "kunci", "sentence"),
    [
        (
            "realisasi-kosong",
            "I02",
            "I02 Nilai Dimensi Pengembangan Kompetensi pada Indeks Profesionalitas ASN: realisasi "
            "2023 belum ada, targetnya 38,7 Nilai. Catatan: data belum rilis.",
        ),
        (
            "jumlah-anggaran",
            "P3-sub-kegiatan-pagu",
            "Pagu Program Penunjang Urusan Pemerintahan Daerah Provinsi Rp64.973.174.135, 13 sub "
            "kegiatan berjumlah Rp59.233.255.570, selisih Rp5.739.918.565.",
        ),
        (
            "jumlah-unit",
            "unit-realisasi",
            "Realisasi seluruh program Rp111.828.506.947, 6 unit berjumlah Rp111.828.250.748, "
            "selisih Rp256.199.",
        ),
        (
            "statistik-asn",
            "status",
            "Statistik ASN menurut status kepegawaian berjumlah 50.411 orang, menurut jenis "
            "kelamin 66.042 orang. Tanpa angka: PPPK.",
        ),
        (
            "rencana-ganda",
            "7",
            "Rencana aksi 2024 baris 7 mengulang baris 6: Pelaksanaan Rapat koordinasi "
            "Pengembangan Kompetensi.",
        ),
    ],
)
def test_sentence_names_the_figures(bpsdm, kode, kunci, sentence):
    assert found(bpsdm, kode)[kunci] == sentence


def test_codes_are_unique_and_every_link_leads_to_a_page(bpsdm, contoh):
    assert len(RULES) == len(PEMERIKSAAN)
    for pd in (bpsdm, contoh):
        for rule in PEMERIKSAAN:
            for finding in rule.cari(Konteks(pd, 2023)):
                page = finding.tautan
                assert reverse(page.nama, args=(pd.kode, 2023, *page.lanjutan))
                assert 0 < len(finding.kunci) <= KUNCI


def test_findings_of_many_rows_ask_as_they_did(bpsdm, contoh, django_assert_num_queries):
    with django_assert_num_queries(64):
        periksa(Konteks(bpsdm, 2023))
    with django_assert_num_queries(52):
        periksa(Konteks(contoh, 2023))


# Each rule finds what it is for, and leaves its neighbour alone.


def test_value_without_achievement(contoh, tanpa_pemicu):
    assert found(contoh, "capaian-kosong") == {}
    realisasi(contoh, "I02").update(skala_berbeda="nilai pada skala lama")
    assert found(contoh, "capaian-kosong") == {
        "I02": "I02 Rata-rata hari penyelesaian layanan: realisasi 8 Hari. Capaian tidak dihitung: "
        "nilai pada skala lama."
    }


@pytest.mark.parametrize(("target", "count"), [("3.18", 1), ("3.19", 0)])
def test_units_differ_above_three_times_the_target(contoh, tanpa_pemicu, target, count):
    # 95,5 against 3,18 is 3.003 %; the boundary of 300 % lies at a value of 9,54 and 9,57.
    item = ItemPerjanjian.objects.filter(perjanjian__pd=contoh, indikator__kode="I01")
    item.update(target=Decimal(target))
    row = realisasi(contoh, "I01").get()
    row.komponen.delete()
    realisasi(contoh, "I01").update(nilai=Decimal("9.57"))

    sentences = found(contoh, "satuan-berbeda")
    assert len(sentences) == count
    if count:
        assert "realisasi 9,57% terhadap target 3,18% memberi capaian 300,94%." in sentences["I01"]


def test_value_of_last_year_in_this_years_place(contoh, tanpa_pemicu):
    assert found(contoh, "tahun-lalu") == {}
    indikator = Indikator.objects.get(pd=contoh, kode="I02")
    Realisasi.objects.create(indikator=indikator, tahun=2022, periode=5, nilai=8)
    assert found(contoh, "tahun-lalu") == {
        "I02": "I02 Rata-rata hari penyelesaian layanan: realisasi 2023 sama persis dengan 2022, "
        "yaitu 8 Hari. Pastikan angka tahun lalu tidak terbawa."
    }

    # Both years simply reached the target.
    item = ItemPerjanjian.objects.filter(perjanjian__pd=contoh, indikator__kode="I02")
    item.update(target=8)
    assert found(contoh, "tahun-lalu") == {}


def test_target_of_the_plan(contoh, tanpa_pemicu):
    assert found(contoh, "target-renstra") == {}
    rows = TargetTahunan.objects.filter(indikator__pd=contoh, indikator__kode="I01", tahun=2023)
    rows.update(nilai=91)
    assert found(contoh, "target-renstra") == {
        "I01": "I01 Persentase layanan selesai tepat waktu: target Perjanjian Kinerja 90,00%, "
        "target Renstra 91,00%. Jelaskan bedanya dalam laporan."
    }


def test_evidence_or_letter_is_enough(contoh, akun, tanpa_pemicu):
    assert list(found(contoh, "bukti-kosong")) == ["I01", "I02", "I03"]
    letter = SuratSumber.objects.create(
        pd=contoh,
        kode="surat-1",
        lembaga="Inspektorat",
        nomor="1/2024",
        tanggal="2024-01-05",
        perihal="Hasil",
    )
    realisasi(contoh, "I01").update(surat=letter)
    BuktiDukung.objects.create(realisasi=realisasi(contoh, "I02").get(), judul="Rekap")
    assert list(found(contoh, "bukti-kosong")) == ["I03"]


def test_value_that_nobody_verified(contoh, tanpa_pemicu):
    assert found(contoh, "belum-diverifikasi") == {}
    realisasi(contoh, "I01").update(status="diajukan")
    assert found(contoh, "belum-diverifikasi") == {
        "I01": "I01 Persentase layanan selesai tepat waktu: realisasi 95,50% masih diajukan."
    }


def test_file_of_evidence_that_is_gone_or_cut(contoh, tanpa_pemicu):
    piece = BuktiDukung(
        realisasi=realisasi(contoh, "I01").get(),
        judul="Rekap",
        sha256="0" * 64,
        jenis_isi="pdf",
        ukuran=9,
        nama_berkas="rekap.pdf",
    )
    piece.berkas.save("rekap.pdf", ContentFile(b"%PDF-1.7\n"), save=False)
    piece.save()
    assert found(contoh, "berkas-rusak") == {}

    BuktiDukung.objects.filter(pk=piece.pk).update(ukuran=10)
    (cut,) = found(contoh, "berkas-rusak").values()
    assert cut.endswith("bukti dukung “Rekap” berukuran 9 bita, seharusnya 10 bita.")

    piece.berkas.storage.delete(piece.berkas.name)
    (gone,) = found(contoh, "berkas-rusak").values()
    assert gone.endswith("bukti dukung “Rekap” tidak dapat dibuka dari penyimpanan.")


def test_analysis_owes_the_cause_and_below_target_the_remedy(contoh):
    def missing() -> dict[str, str]:
        return {k: s.partition("memuat ")[2] for k, s in found(contoh, "analisis-kosong").items()}

    assert missing() == {
        "I01": "penyebab.",
        "I02": "penyebab.",
        "I03": "penyebab dan alternatif solusi.",
    }
    for kode in ("I01", "I03"):
        indikator = Indikator.objects.get(pd=contoh, kode=kode)
        AnalisisIndikator.objects.update_or_create(
            indikator=indikator, tahun=2023, defaults={"penyebab": "<p>Petugas bertambah.</p>"}
        )
    assert missing() == {"I02": "penyebab.", "I03": "alternatif solusi."}


def test_two_indicators_of_one_name(contoh, tanpa_pemicu):
    Indikator.objects.filter(pd=contoh, kode="I02").update(
        nama="persentase  layanan SELESAI tepat waktu"
    )
    assert list(found(contoh, "nama-ganda")) == ["I02"]


def test_levels_of_the_budget(contoh, tanpa_pemicu):
    assert found(contoh, "jumlah-anggaran") == {}
    AnggaranBulanan.objects.filter(kegiatan__program__pd=contoh).delete()
    AnggaranBulanan.objects.create(
        pd=contoh,
        kegiatan=Kegiatan.objects.get(program__pd=contoh),
        bulan=12,
        realisasi=Decimal(912_345_677),
    )
    assert found(contoh, "jumlah-anggaran") == {
        "PC1-kegiatan-realisasi": "Realisasi Program Layanan Contoh Rp912.345.678, 1 kegiatan "
        "berjumlah Rp912.345.677, selisih Rp1."
    }


def test_more_spent_than_allotted(bpsdm, tanpa_pemicu):
    assert found(bpsdm, "melebihi-pagu") == {}
    months = AnggaranBulanan.objects.filter(program__pd=bpsdm, program__kode="P1")
    months.update(realisasi=Decimal(99_000_000_000))
    (sentence,) = found(bpsdm, "melebihi-pagu").values()
    assert "realisasi Rp99.000.000.000 melebihi pagu" in sentence


def test_ceiling_without_spending(contoh):
    assert list(found(contoh, "anggaran-kosong").values()) == [
        "Kegiatan Layanan Contoh: pagu Rp1.000.000.000, realisasinya belum ada."
    ]


def test_output_of_money_that_was_spent(bpsdm, tanpa_pemicu):
    before = found(bpsdm, "keluaran-kosong")
    row = SubKegiatan.objects.get(pk=int(next(iter(before)).removeprefix("subkegiatan-")))
    Keluaran.objects.filter(sub_kegiatan=row).update(target=10, capaian_persen=Decimal(80))
    assert len(found(bpsdm, "keluaran-kosong")) == len(before) - 1

    left = found(bpsdm, "sisa-bukan-hemat")
    assert list(left) == [f"subkegiatan-{row.pk}"]
    (sentence,) = left.values()
    assert sentence.endswith("tetapi keluarannya baru 80,00%. Sisa ini bukan efisiensi.")
    Keluaran.objects.filter(sub_kegiatan=row).update(capaian_persen=Decimal(100))
    assert found(bpsdm, "sisa-bukan-hemat") == {}


def test_breakdown_of_staff_that_leaves_somebody_out(bpsdm):
    assert found(bpsdm, "rincian-pegawai") == {}
    person = RiwayatPegawai.objects.filter(pegawai__pd=bpsdm).order_by("pk").first()
    RiwayatPegawai.objects.filter(pk=person.pk).update(pangkat="")
    assert list(found(bpsdm, "rincian-pegawai").values()) == [
        "Pegawai menurut golongan/ruang berjumlah 105 orang, seluruhnya 106 orang. Lengkapi data "
        "1 orang."
    ]


def test_statistics_of_permanent_staff_alone_are_right(bpsdm, contoh):
    assert found(contoh, "statistik-asn") == {}
    assert "golongan" not in found(bpsdm, "statistik-asn")
    row = StatistikASN.objects.of_pd(bpsdm).filter(rincian="golongan").first()
    StatistikASN.objects.filter(pk=row.pk).update(jumlah_tunggal=row.jumlah + 1)
    assert found(bpsdm, "statistik-asn")["golongan"] == (
        "Statistik ASN menurut golongan berjumlah 50.412 orang, menurut jenis kelamin 66.042 orang."
    )


def test_text_that_is_missing_or_points_nowhere(contoh):
    empty = found(contoh, "teks-kosong")
    assert "saran" in empty
    assert "kesimpulan" not in empty
    Narasi.objects.create(
        pd=contoh, tahun=2023, bagian="saran", isi="<p>[[indikator.I99.capaian]]</p>"
    )
    assert len(found(contoh, "teks-kosong")) == len(empty) - 1
    assert found(contoh, "fakta-tidak-dikenal") == {
        "saran-indikator.I99.capaian": "Bagian “Saran dan Rekomendasi”: Fakta "
        "“indikator.I99.capaian” tidak ditemukan."
    }
    indikator = Indikator.objects.get(pd=contoh, kode="I01")
    AnalisisIndikator.objects.update_or_create(
        indikator=indikator,
        tahun=2023,
        defaults={"solusi": "<p>[[tahun]] [[lihat.tabel]] [[pd.bendera]]</p>"},
    )
    assert list(found(contoh, "fakta-tidak-dikenal")) == [
        f"{slug_analisis('solusi', 'I01')}-pd.bendera",
        "saran-indikator.I99.capaian",
    ]


def test_number_that_was_typed(contoh):
    assert found(contoh, "angka-diketik") == {}
    text = "<p>Waktu layanan 106,11% pada TW 4 tahun 2023.</p><p>Antrean 17 orang.</p>"
    Narasi.objects.create(
        pd=contoh, tahun=2023, bagian="saran", isi=text.replace("</p><", "</p>\n<")
    )
    first, second = found(contoh, "angka-diketik").items()
    assert first[0] == "saran-1"
    assert first[1].startswith(
        "Bagian “Saran dan Rekomendasi”, paragraf 1: angka 106,11% diketik pada"
    )
    assert "I01 capaian 2023" in first[1]
    assert second == (
        "saran-2",
        "Bagian “Saran dan Rekomendasi”, paragraf 2: angka 17 diketik pada “Antrean 17 orang.”. "
        "Tidak ada fakta yang bernilai sama.",
    )


def test_printed_figure_without_an_explanation(bpsdm):
    assert found(bpsdm, "angka-kontrol") == {}
    different = AngkaKontrol.objects.of_pd(bpsdm).exclude(penjelasan="").first()
    AngkaKontrol.objects.filter(pk=different.pk).update(penjelasan="")
    (sentence,) = found(bpsdm, "angka-kontrol").values()
    assert sentence.endswith("Belum ada penjelasan.")
    assert "tercetak " in sentence


def test_parts_without_records(kosong):
    assert list(found(kosong, "bagian-kosong")) == [
        "perjanjian",
        "program",
        "pegawai",
        "pembanding",
        "rencana-aksi",
        "rekomendasi",
        "regulasi",
    ]
    hasil = periksa(Konteks(kosong, 2023))
    assert hasil.jumlah(Keparahan.PENTING) == 7


# Accepting a finding.


def _terima(pd, by, *, kunci="I01", kode="bukti-kosong", alasan=ALASAN, sidik=""):
    finding = cari_temuan(Konteks(pd, 2023), kode, kunci)
    return kecualikan(
        pd=pd,
        tahun=2023,
        pemeriksaan=kode,
        kunci=kunci,
        sidik=sidik or (finding.sidik if finding else ""),
        alasan=alasan,
        by=by,
    )


def test_accepted_finding_is_closed_until_its_figures_change(contoh, akun, tanpa_pemicu):
    head = akun(Peran.PIMPINAN, contoh)
    row = _terima(contoh, head, alasan=f"  {ALASAN}\n")
    assert (row.alasan, row.oleh) == (ALASAN, head)
    hasil = periksa(Konteks(contoh, 2023))
    ((rule, accepted),) = hasil.dikecualikan
    assert (rule.kode, accepted.temuan.kunci) == ("bukti-kosong", "I01")
    before = hasil.jumlah(Keparahan.PERINGATAN)

    realisasi(contoh, "I01").get().komponen.delete()
    realisasi(contoh, "I01").update(nilai=96)
    hasil = periksa(Konteks(contoh, 2023))
    assert hasil.dikecualikan == ()
    assert hasil.jumlah(Keparahan.PERINGATAN) == before + 1
    (stale,) = [b for h in hasil.terbuka for b in h.terbuka if b.kedaluwarsa]
    assert stale.pengecualian == row

    # Accepted anew it holds for the new figures, with its new author in the trail.
    other = akun(Peran.ADMIN_PD, contoh)
    assert _terima(contoh, other).pk == row.pk
    assert len(periksa(Konteks(contoh, 2023)).dikecualikan) == 1
    trail = JejakAudit.objects.filter(tabel=PENGECUALIAN).order_by("pk")
    assert [(e.aksi, e.pelaku) for e in trail] == [
        (AksiJejak.BUAT, head),
        (AksiJejak.UBAH, other),
    ]


def test_exception_is_taken_back_with_its_author_in_the_trail(contoh, akun):
    head = akun(Peran.PIMPINAN, contoh)
    batalkan(pengecualian=_terima(contoh, head), by=head)

    assert not PengecualianTemuan.objects.exists()
    entry = JejakAudit.objects.filter(tabel=PENGECUALIAN).order_by("-pk").first()
    assert (entry.aksi, entry.pelaku) == (AksiJejak.HAPUS, head)


@pytest.mark.parametrize(
    ("isi", "sentence"),
    [
        ({"kunci": "I99", "sidik": "x"}, HILANG),
        ({"kode": "tidak-ada", "sidik": "x"}, HILANG),
        (
            {"sidik": "x"},
            BERUBAH.format(
                "I01 Persentase layanan selesai tepat waktu: realisasi 95,50% tidak disertai bukti "
                "dukung atau surat sumber."
            ),
        ),
        (
            {"alasan": " ya   saja "},
            "Alasan terbaca “ya saja”. Tulis sekurang-kurangnya 15 huruf: mengapa temuan ini "
            "dibiarkan.",
        ),
    ],
)
def test_finding_that_cannot_be_accepted(contoh, akun, isi, sentence):
    with pytest.raises(ValidationError) as refused:
        _terima(contoh, akun(Peran.PIMPINAN, contoh), **isi)
    assert refused.value.messages == [sentence]
    assert not PengecualianTemuan.objects.exists()


def test_role_of_a_unit_does_not_accept_for_the_agency(contoh, akun):
    head = akun(Peran.PIMPINAN, contoh)
    row = _terima(contoh, head)
    unit = UnitKerja.objects.get(pd=contoh, kode="BID-LAYANAN")
    PenugasanPeran.objects.filter(pengguna=head).update(unit=unit)
    limited = type(head).objects.get(pk=head.pk)
    with pytest.raises(Ditolak, match="untuk laporan seluruh Dinas Contoh"):
        _terima(contoh, limited, kunci="I02")
    with pytest.raises(Ditolak, match="untuk laporan seluruh Dinas Contoh"):
        batalkan(pengecualian=row, by=limited)


def test_annex_prints_what_was_accepted(contoh, akun, susun):
    assert "temuan-diterima" not in {t.slug for t in lkip.document(contoh, 2023).tables}
    _terima(contoh, akun(Peran.PIMPINAN, contoh))
    (table,) = [t for t in lkip.document(contoh, 2023).tables if t.slug == "temuan-diterima"]
    ((_, cells),) = table.table.body
    assert [text for _, _, text in cells] == [
        "I01 Persentase layanan selesai tepat waktu: realisasi 95,50% tidak disertai bukti dukung "
        "atau surat sumber.",
        ALASAN,
    ]


def test_fingerprint_changes_with_the_sentence():
    page = RULES["bukti-kosong"]
    first, second = (Temuan("I01", text, page) for text in ("Satu.", "Dua."))
    assert first.sidik != second.sidik
    assert first.sidik == Temuan("I02", "Satu.", page).sidik


# The page.

URL = "/pemeriksaan/CONTOH/2023/"


def test_page_shows_findings_and_leads_to_their_record(masuk, contoh):
    page = masuk(Peran.PEMBACA, contoh).get(URL).content.decode()

    assert "<h1>" in page
    assert "Realisasi tanpa bukti dukung" in page
    assert 'href="/indikator/CONTOH/2023/I01/"' in page
    assert "Terima dengan alasan" not in page


def test_finding_is_accepted_and_opened_again_on_the_page(masuk, contoh):
    client = masuk(Peran.ADMIN_PD, contoh)
    finding = cari_temuan(Konteks(contoh, 2023), "bukti-kosong", "I01")
    data = {"pemeriksaan": "bukti-kosong", "kunci": "I01", "sidik": finding.sidik}

    short = client.post(f"{URL}terima/", data | {"alasan": "Biar saja"})
    assert short.status_code == 422
    page = short.content.decode()
    assert "Alasan terbaca “Biar saja”." in page
    assert ">Biar saja</textarea>" in page

    done = client.post(f"{URL}terima/", data | {"alasan": ALASAN}, follow=True).content.decode()
    assert "Temuan diterima. Alasannya tercetak dalam lampiran laporan." in done
    assert f"Alasan: {ALASAN}" in done
    row = PengecualianTemuan.objects.get()
    opened = client.post(f"{URL}{row.pk}/buka/", follow=True).content.decode()
    assert "Temuan dibuka kembali." in opened
    assert not PengecualianTemuan.objects.exists()


def test_refused_attempts_stand_in_the_trail(masuk, contoh):
    client = masuk(Peran.PERENCANA, contoh)
    assert client.post(f"{URL}terima/", {}).status_code == 403
    assert JejakAudit.objects.first().alasan.startswith("Hak menerima temuan pemeriksaan laporan")


def test_role_of_a_unit_is_refused_on_the_page(masuk, contoh, akun):
    client = masuk(Peran.PIMPINAN, contoh)
    unit = UnitKerja.objects.get(pd=contoh, kode="BID-LAYANAN")
    role = PenugasanPeran.objects.get(peran=Peran.PIMPINAN)
    PenugasanPeran.objects.filter(pk=role.pk).update(unit=unit)
    row = PengecualianTemuan.objects.create(
        pd=contoh,
        tahun=2023,
        pemeriksaan="bukti-kosong",
        kunci="I01",
        kalimat="Lama.",
        alasan=ALASAN,
        oleh=role.pengguna,
    )
    for address in (f"{URL}terima/", f"{URL}{row.pk}/buka/"):
        page = client.post(address, {})
        assert page.status_code == 403
        assert "untuk laporan seluruh Dinas Contoh" in page.content.decode()
    assert PengecualianTemuan.objects.count() == 1


def test_year_without_findings_says_so(masuk, contoh, monkeypatch):
    monkeypatch.setattr("reports.pemeriksaan.PEMERIKSAAN", ())
    page = masuk(Peran.PEMBACA, contoh).get(URL).content.decode()
    assert "Tidak ada temuan terbuka." in page


def test_sentence_of_a_clean_report(contoh, monkeypatch):
    monkeypatch.setattr("reports.pemeriksaan.PEMERIKSAAN", (RULES["nama-ganda"],))
    assert periksa(Konteks(contoh, 2023)).kalimat == "Semua 1 pemeriksaan lulus."
