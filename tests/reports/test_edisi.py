"""Editions: what is frozen stays, files follow from the snapshot, and two persons make it final."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from datetime import date, datetime, timedelta
from io import BytesIO

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, transaction
from django.utils import timezone
from openpyxl import load_workbook

from reports import pembekuan
from reports.actions_edisi import (
    Digantikan,
    IsianEdisi,
    IsianKirim,
    bekukan_edisi,
    catat_kemajuan_edisi,
    finalkan_edisi,
    gagalkan_edisi,
    masalah_berkas,
    mulai_bekukan,
    pengiriman_baku,
    siapkan_edisi,
    tandai_kirim,
    tutup_edisi,
    ulangi_edisi,
)
from reports.angka_terbit import angka_terbit
from reports.context import Konteks
from reports.cuplikan import bacakan, sidik_cuplikan, tuliskan
from reports.edisi_cetak import bergambar, dokumen_edisi, html, nomor_edisi, xlsx
from reports.enums import JenisBerkasEdisi, JenisEdisi, KeadaanEdisi, TujuanKirim
from reports.models import BerkasEdisi, Edisi, Narasi, PengecualianTemuan
from reports.pembekuan import PrasyaratTerbuka, ambil_cuplikan, rincian, satu_saat
from reports.prasyarat import Prasyarat, prasyarat_final
from reports.rules_edisi import MACET
from reports.tasks import GANGGUAN, bekukan
from tests.reports.edisi import ALASAN, SAAT, cuplikan, keterangan, naskah
from workforce.actions import Ditolak
from workforce.enums import AksiJejak, Peran
from workforce.models import JejakAudit, PenugasanPeran, PerangkatDaerah, User

# --- snapshot ----------------------------------------------------------------------------------


def test_snapshot_comes_back_with_every_kind_of_cell():
    isi = cuplikan()
    content = tuliskan(isi)

    assert bacakan(content) == isi
    assert tuliskan(bacakan(content)) == content
    row = json.loads(content)["tabel"][0]["baris"]
    assert row[1]["sel"] == {
        "nama": "Satu",
        "nilai": {"angka": "1.50"},
        "bagi": {"bulat": "3"},
        "hari": {"tanggal": "2023-12-31"},
    }
    assert row[1]["cetak"] == ["Satu", "1,5", "3,00%", "31 Desember 2023"]
    assert row[2]["sel"]["nilai"] == {"tanpa": "N/A", "alasan": "Belum ada."}


def test_number_of_an_edition_follows_from_its_snapshot():
    isi = cuplikan(urutan=7)
    digest = sidik_cuplikan(tuliskan(isi))

    assert nomor_edisi(isi, digest) == f"LKIP-CONTOH-2023-07-{digest[:8].upper()}"


@pytest.mark.parametrize(
    ("lain", "keterangan_cetak", "alamat"),
    [
        (
            {},
            "Edisi final, 20 Februari 2024",
            "https://lkip.example.go.id/bukti/LKIP-X/",
        ),
        (
            {"mengoreksi": "LKIP-A"},
            "Edisi final, 20 Februari 2024; mengoreksi LKIP-A",
            "https://lkip.example.go.id/bukti/LKIP-X/",
        ),
        (
            {"jenis": JenisEdisi.DRAF},
            "Edisi draf, 20 Februari 2024; Bukan naskah final; tidak untuk diedarkan",
            "",
        ),
    ],
    ids=["final", "koreksi", "draf"],
)
def test_cover_names_the_edition_and_only_a_final_one_leads_to_a_proof(
    lain, keterangan_cetak, alamat
):
    doc = dokumen_edisi(cuplikan(**lain), "LKIP-X")

    assert (doc.cap.nomor, doc.cap.keterangan, doc.cap.alamat) == (
        "LKIP-X",
        keterangan_cetak,
        alamat,
    )
    assert ("kode-qr" in doc.drawings) is bool(alamat)


def test_html_needs_nothing_beside_it():
    page = html(cuplikan(), "LKIP-X").decode()

    assert "<svg>gambar</svg>" in page
    assert "gambar:g1" not in page
    assert "Kode QR menuju halaman bukti LKIP-X" in page
    assert not re.search(r'(?:src|href)="(?!#|https://lkip\.example\.go\.id/bukti/)', page)
    assert bergambar(naskah())[0].html == "<h1>Bab</h1><svg>gambar</svg>"


def test_workbook_bears_the_moment_of_the_edition_and_is_the_same_again():
    isi = cuplikan()
    content = xlsx(isi, "LKIP-X")

    assert xlsx(isi, "LKIP-X") == content
    book = load_workbook(BytesIO(content))
    assert book.properties.created == book.properties.modified == SAAT.replace(tzinfo=None)
    assert [cell.value for cell in book["Tabel 1"][4]] == [
        "Satu",
        1.5,
        3,
        datetime(2023, 12, 31),
    ]


# --- from records ------------------------------------------------------------------------------


@pytest.fixture
def terbuka(monkeypatch):
    """No precondition is open, unless its code is named."""

    def make(*kode: str):
        points = tuple(
            Prasyarat(code, code.title(), code not in kode, f"Keadaan {code}.", ("edisi",))
            for code in ("teks", "nilai", "temuan")
        )
        for place in ("reports.actions_edisi", "reports.pembekuan"):
            monkeypatch.setattr(f"{place}.prasyarat_final", lambda konteks: points)

    make()
    return make


@pytest.fixture
def tanpa_pdf(monkeypatch):
    """Laying out is tested elsewhere and costs seconds."""
    monkeypatch.setattr(
        "reports.pembekuan.pdf", lambda isi, nomor, pages: b"%PDF " + nomor.encode()
    )


def siapkan(pd, by, jenis=JenisEdisi.FINAL, **lain) -> Edisi:
    isian = IsianEdisi(jenis, lain.pop("judul", "Naskah"), **lain)
    return siapkan_edisi(pd=pd, tahun=2023, isian=isian, by=by)


def beku(pd, by, jenis=JenisEdisi.FINAL, **lain) -> Edisi:
    """An edition with its snapshot and files."""
    row = siapkan(pd, by, jenis, **lain)
    return pembekuan.bekukan(mulai_bekukan(pk=row.pk, percobaan=row.percobaan))


def final(pd, by, kepala, **lain) -> Edisi:
    row = beku(pd, by, **lain)
    return finalkan_edisi(edisi=row, dilihat=row.sidik, by=kepala)


def isi_berkas(row: Edisi) -> dict[str, bytes]:
    found = {}
    for file in row.berkas.all():
        with file.berkas.open("rb") as stream:
            found[file.jenis] = stream.read()
    return found


def test_same_records_give_the_same_snapshot_and_other_records_another(contoh):
    first = tuliskan(ambil_cuplikan(contoh, 2023, keterangan()))

    assert tuliskan(ambil_cuplikan(contoh, 2023, keterangan())) == first
    Narasi.objects.update_or_create(
        pd=contoh, tahun=2023, bagian="latar-belakang", defaults={"isi": "<p>Berubah.</p>"}
    )
    assert tuliskan(ambil_cuplikan(contoh, 2023, keterangan())) != first


def test_snapshot_answers_for_the_figures_of_the_year(contoh):
    isi = ambil_cuplikan(contoh, 2023, keterangan())

    row = isi.angka[0]
    assert (row.kode, row.target, row.realisasi, row.capaian, row.sumber) == (
        "I01",
        "90",
        "95,5",
        "106,11%",
        "Data aplikasi",
    )
    assert (row.keadaan, row.pemeriksa, row.nama_pemeriksa) == ("Diverifikasi", "Verifikator", "")
    assert isi.penanda.nama == "Kepala Dinas Rekaan"
    assert rincian(isi)["angka"][0]["kode"] == "I01"


def test_name_of_a_verifier_stays_out_of_what_the_public_reads(contoh, akun):
    person = akun(Peran.VERIFIKATOR, contoh)
    konteks = Konteks(contoh, 2023)
    value = konteks.indikator[0].tahunan.realisasi
    value.diverifikasi_oleh, value.diverifikasi_pada = person, SAAT

    (row, *_) = angka_terbit(konteks)

    assert (row.pemeriksa, row.nama_pemeriksa, row.diperiksa) == (
        "Verifikator",
        str(person),
        "20 Februari 2024",
    )
    isi = replace(cuplikan(), angka=(row,), penanda=None)
    assert rincian(isi)["angka"][0]["nama_pemeriksa"] == ""
    assert bacakan(tuliskan(isi)).angka == (row,)


@pytest.fixture(scope="module")
def satu_bacaan(django_db_setup, django_db_blocker) -> tuple[bool, str, str]:
    """How a snapshot reads outside a test's transaction."""
    with django_db_blocker.unblock():
        with satu_saat(), connection.cursor() as cursor:
            inside = connection.in_atomic_block
            if connection.vendor == "postgresql":
                cursor.execute("SHOW transaction_isolation")
                isolation = cursor.fetchone()[0]
            else:
                isolation = "repeatable read"
        mode = getattr(connection, "transaction_mode", None) or "IMMEDIATE"
    return inside, isolation, mode


def test_snapshot_reads_all_records_as_of_one_moment(satu_bacaan):
    assert satu_bacaan == (True, "repeatable read", "IMMEDIATE")


def test_pages_laid_out_move_the_progress(monkeypatch):
    monkeypatch.setattr("reports.pembekuan.pdf", lambda isi, nomor, pages: pages(30) or b"%PDF")
    told = []

    pembekuan.buat_berkas(tuliskan(cuplikan()), "LKIP-X", lambda *step: told.append(step))

    assert told == [
        ("Membuat HTML dan Excel", 25),
        ("Menata halaman PDF", 30),
        ("30 halaman tertata", 47),
    ]


def test_files_of_an_edition_do_not_follow_changed_records(contoh, admin, terbuka, tanpa_pdf):
    row = beku(contoh, admin)
    before = isi_berkas(row)

    Narasi.objects.update_or_create(
        pd=contoh, tahun=2023, bagian="latar-belakang", defaults={"isi": "<p>Berubah.</p>"}
    )
    PerangkatDaerah.objects.filter(pk=contoh.pk).update(nama="Dinas Lain")
    contoh.refresh_from_db()

    snapshot = before[JenisBerkasEdisi.CUPLIKAN]
    again = pembekuan.buat_berkas(snapshot, row.nomor, lambda tahap, persen: None)
    assert again == before
    assert b"Dinas Lain" not in again[JenisBerkasEdisi.HTML]
    assert {file.jenis: file.sha256 for file in row.berkas.all()} == {
        kind: sidik_cuplikan(content) for kind, content in before.items()
    }
    assert row.sidik == sidik_cuplikan(snapshot)
    assert row.nomor == f"LKIP-CONTOH-2023-01-{row.sidik[:8].upper()}"


# --- preconditions -----------------------------------------------------------------------------


def test_checklist_of_the_small_agency(konteks, contoh):
    assert [
        (p.kode, p.terpenuhi, p.keterangan) for p in prasyarat_final(Konteks(contoh, 2023))
    ] == [
        ("perjanjian", True, "Perjanjian Kinerja ada yang berlaku."),
        ("teks", False, "0 dari 2 teks yang tercetak sudah disetujui."),
        ("nilai", True, "3 dari 3 nilai tahunan sudah diverifikasi."),
        ("temuan", False, "4 temuan penting belum diperbaiki atau diterima dengan alasan."),
        ("reviu", False, "Edisi reviu APIP belum dibuat."),
    ]


def test_a_value_that_waits_for_its_data_keeps_the_list_open(bpsdm):
    (point,) = [p for p in prasyarat_final(Konteks(bpsdm, 2023)) if p.kode == "nilai"]

    assert not point.terpenuhi
    assert point.keterangan == (
        "21 dari 22 nilai tahunan sudah diverifikasi. Belum ada nilai: I02."
    )


def test_checklist_of_a_year_without_records(kosong):
    assert [(p.kode, p.terpenuhi) for p in prasyarat_final(Konteks(kosong, 2023))] == [
        ("perjanjian", False),
        ("teks", False),
        ("nilai", False),
        ("temuan", False),
        ("reviu", False),
    ]


def test_review_edition_meets_its_point_of_the_checklist(contoh, admin, terbuka, tanpa_pdf):
    beku(contoh, admin, JenisEdisi.REVIU_APIP)

    assert prasyarat_final(Konteks(contoh, 2023))[-1] == Prasyarat(
        "reviu", "Telah direviu APIP", True, "Edisi reviu APIP sudah dibekukan.", ("edisi",)
    )


def test_reason_for_an_open_precondition_is_printed_in_the_annex(contoh, admin, terbuka, tanpa_pdf):
    terbuka("temuan")

    row = beku(contoh, admin, alasan=ALASAN)

    page = isi_berkas(row)[JenisBerkasEdisi.HTML].decode()
    assert row.alasan == ALASAN
    assert page.count(ALASAN) == 1
    assert "Keadaan temuan." in page
    assert "Keadaan teks." not in page


def test_reason_is_not_kept_where_nothing_is_open(contoh, admin, terbuka):
    assert siapkan(contoh, admin, alasan=ALASAN).alasan == ""


@pytest.mark.parametrize(
    ("alasan", "sentence"),
    [
        (
            " ",
            "Belum terpenuhi: Teks; Temuan. Lengkapi, atau tulis mengapa edisi final tetap dibuat; "
            "alasannya tercetak dalam lampiran.",
        ),
        ("Biar  saja", "Alasan terbaca “Biar saja”. Tulis sekurang-kurangnya 15 huruf."),
    ],
    ids=["kosong", "pendek"],
)
def test_open_precondition_asks_for_a_reason(contoh, admin, terbuka, alasan, sentence):
    terbuka("teks", "temuan")

    with pytest.raises(ValidationError) as caught:
        siapkan(contoh, admin, alasan=alasan)

    assert caught.value.message_dict == {"alasan": [sentence]}
    # Drafts and reviews ask for nothing.
    assert siapkan(contoh, admin, JenisEdisi.DRAF).alasan == ""


def test_precondition_that_opens_before_freezing_stops_a_final_edition(
    contoh, admin, terbuka, tanpa_pdf
):
    row = siapkan(contoh, admin)
    terbuka("nilai")
    work = mulai_bekukan(pk=row.pk, percobaan=1)

    with pytest.raises(PrasyaratTerbuka, match=r"Prasyarat berubah .*: Keadaan nilai\. Lengkapi"):
        pembekuan.bekukan(work)


# --- preparing ---------------------------------------------------------------------------------


def test_editions_of_a_year_are_numbered_and_noted_in_the_trail(contoh, admin, terbuka):
    first, second = siapkan(contoh, admin, JenisEdisi.DRAF), siapkan(contoh, admin)

    assert (first.urutan, second.urutan) == (1, 2)
    entry = JejakAudit.objects.get(tabel="reports_edisi", baris=second.pk)
    assert (entry.aksi, entry.pelaku, entry.sesudah["jenis"]) == (
        AksiJejak.BUAT,
        admin,
        "final",
    )


def test_one_final_edition_is_open_at_a_time(contoh, admin, terbuka):
    siapkan(contoh, admin)

    with pytest.raises(ValidationError) as caught:
        siapkan(contoh, admin)
    assert caught.value.message_dict == {
        "jenis": [
            f"Edisi final nomor urut 1 sedang disiapkan oleh {admin} (menunggu giliran). Tunggu "
            "sampai difinalkan, atau hentikan edisi itu dahulu."
        ]
    }
    with pytest.raises(IntegrityError), transaction.atomic():
        Edisi.objects.create(
            pd=contoh,
            tahun=2023,
            urutan=9,
            jenis="final",
            judul="x",
            kemajuan_pada=SAAT,
            dibuat_oleh=admin,
            dibuat_pada=SAAT,
            diubah_oleh=admin,
        )


def test_edition_needs_a_title(contoh, admin):
    with pytest.raises(ValidationError) as caught:
        siapkan(contoh, admin, JenisEdisi.DRAF, judul="  ")
    assert caught.value.message_dict == {
        "judul": ["Judul edisi masih kosong. Tulis untuk apa edisi ini."]
    }


@pytest.mark.parametrize("peran", [Peran.PIMPINAN, Peran.PERENCANA, Peran.ADMIN_SISTEM])
def test_others_prepare_no_edition(contoh, akun, peran):
    with pytest.raises(Ditolak, match="memiliki hak menyiapkan edisi laporan"):
        siapkan(contoh, akun(peran, contoh), JenisEdisi.DRAF)


def test_correction_follows_the_last_final_edition_and_says_what_it_corrects(
    contoh, admin, kepala, terbuka, tanpa_pdf
):
    first = final(contoh, admin, kepala)
    with pytest.raises(ValidationError) as caught:
        siapkan(contoh, admin)
    assert caught.value.message_dict == {
        "catatan": [f"Edisi ini mengoreksi {first.nomor}. Tulis apa yang dikoreksi."]
    }

    second = final(contoh, admin, kepala, catatan="Realisasi I02 terbit.")

    assert second.mengoreksi == first
    assert first.koreksi.get() == second
    assert f"mengoreksi {first.nomor}" in isi_berkas(second)[JenisBerkasEdisi.HTML].decode()


# --- the worker --------------------------------------------------------------------------------


def test_worker_freezes_an_edition(
    contoh, admin, terbuka, tanpa_pdf, pekerja, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks(execute=True):
        row = siapkan(contoh, admin)

    pekerja()

    row.refresh_from_db()
    assert (row.keadaan, row.persen, row.tahap) == (KeadaanEdisi.BEKU, 100, "Selesai")
    assert row.berkas.count() == 4


def test_worker_that_cannot_compose_leaves_its_sentence(contoh, admin, terbuka):
    Narasi.objects.update_or_create(
        pd=contoh, tahun=2023, bagian="latar-belakang", defaults={"isi": "<p>[[pd.gaji]]</p>"}
    )
    row = siapkan(contoh, admin)

    bekukan.call(row.pk, 1)

    row.refresh_from_db()
    assert (row.keadaan, row.pesan) == (
        KeadaanEdisi.GAGAL,
        "Bagian latar-belakang: Fakta “pd.gaji” tidak ditemukan.",
    )
    again = ulangi_edisi(edisi=row, by=admin)
    assert (again.keadaan, again.percobaan, again.pesan) == (KeadaanEdisi.ANTRE, 2, "")


def test_unforeseen_failure_is_told_and_raised(contoh, admin, terbuka, monkeypatch):
    row = siapkan(contoh, admin)
    monkeypatch.setattr("reports.pembekuan.pdf", lambda *a: 1 / 0)

    with pytest.raises(ZeroDivisionError):
        bekukan.call(row.pk, 1)

    row.refresh_from_db()
    assert (row.keadaan, row.pesan) == (KeadaanEdisi.GAGAL, GANGGUAN)


def test_worker_that_died_is_followed_by_another_and_keeps_nothing_when_it_comes_back(
    contoh, admin, terbuka, tanpa_pdf, settings
):
    row = siapkan(contoh, admin)
    dead = mulai_bekukan(pk=row.pk, percobaan=1)
    with pytest.raises(Ditolak, match="Pembekuan edisi ini masih berjalan"):
        ulangi_edisi(edisi=row, by=admin)
    Edisi.objects.filter(pk=row.pk).update(kemajuan_pada=timezone.now() - MACET - timedelta(1))

    row = ulangi_edisi(edisi=row, by=admin)

    assert row.percobaan == 2
    with pytest.raises(Digantikan):
        catat_kemajuan_edisi(edisi=dead, tahap="x", persen=1)
    with pytest.raises(Digantikan):
        bekukan_edisi(edisi=dead, nomor="X", berkas={}, rincian={})
    with pytest.raises(Digantikan):
        gagalkan_edisi(edisi=dead, pesan="x")
    # The task of the dead one runs once more and does nothing.
    bekukan.call(row.pk, 1)
    assert Edisi.objects.get(pk=row.pk).keadaan == KeadaanEdisi.ANTRE
    bekukan.call(row.pk, 2)
    assert Edisi.objects.get(pk=row.pk).keadaan == KeadaanEdisi.BEKU


@pytest.mark.parametrize("broken", ["simpan", "baris"])
def test_file_that_cannot_be_stored_leaves_nothing_behind(
    contoh, admin, terbuka, tanpa_pdf, settings, monkeypatch, broken
):
    row = siapkan(contoh, admin)
    work = mulai_bekukan(pk=row.pk, percobaan=1)
    files = dict.fromkeys(JenisBerkasEdisi, b"isi")
    if broken == "simpan":
        monkeypatch.setattr("reports.actions_edisi._simpan", lambda edisi, by: 1 / 0)
    else:
        monkeypatch.setattr("reports.models.BerkasEdisi.save", lambda self: 1 / 0)

    with pytest.raises(ZeroDivisionError):
        bekukan_edisi(edisi=work, nomor="LKIP-X", berkas=files, rincian={})

    assert [p for p in settings.MEDIA_ROOT.rglob("*") if p.is_file()] == []
    assert not BerkasEdisi.objects.exists()
    assert Edisi.objects.get(pk=row.pk).keadaan == KeadaanEdisi.DIKERJAKAN


def test_frozen_edition_is_not_frozen_again(contoh, admin, terbuka, tanpa_pdf):
    with pytest.raises(Ditolak, match=r"sudah dibekukan\. Untuk isi yang lain"):
        ulangi_edisi(edisi=beku(contoh, admin), by=admin)


# --- becoming final ----------------------------------------------------------------------------


def test_head_makes_the_edition_final_exactly_as_it_was_frozen(
    contoh, admin, kepala, terbuka, tanpa_pdf
):
    row = beku(contoh, admin)
    assert row.sebutan_keadaan == "Menunggu persetujuan"

    done = finalkan_edisi(edisi=row, dilihat=row.sidik, by=kepala)

    assert (done.keadaan, done.difinalkan_oleh, done.sidik) == (
        KeadaanEdisi.FINAL,
        kepala,
        row.sidik,
    )
    assert [(p.tujuan, p.uraian, p.tenggat) for p in done.pengiriman.all()] == [
        (TujuanKirim.GUBERNUR, "Laporan kepada gubernur", date(2024, 2, 29)),
        (TujuanKirim.ESR, "Unggahan ke esr.menpan.go.id", date(2024, 3, 31)),
        (TujuanKirim.SITUS, "Pengumuman pada situs resmi", date(2024, 3, 31)),
    ]
    entries = JejakAudit.objects.filter(tabel="reports_edisi", baris=row.pk).order_by("pk")
    assert [e.sesudah["keadaan"] for e in entries] == ["antre", "dikerjakan", "beku", "final"]
    assert entries.last().pelaku == kepala
    sent = JejakAudit.objects.filter(tabel="reports_pengirimanedisi")
    assert {e.pelaku for e in sent} == {kepala}


def test_second_of_two_who_finalise_learns_who_was_faster(
    contoh, admin, kepala, akun, terbuka, tanpa_pdf
):
    row = beku(contoh, admin)
    seen = Edisi.objects.get(pk=row.pk)
    finalkan_edisi(edisi=row, dilihat=row.sidik, by=kepala)
    other = akun(Peran.PIMPINAN, contoh, name="wakil")

    with pytest.raises(Ditolak) as caught:
        finalkan_edisi(edisi=seen, dilihat=seen.sidik, by=other)

    assert caught.value.alasan.startswith(f"Edisi ini sudah difinalkan oleh {kepala} pada ")
    assert Edisi.objects.get(pk=row.pk).difinalkan_oleh == kepala


def test_edition_that_was_not_seen_is_not_made_final(contoh, admin, kepala, terbuka, tanpa_pdf):
    row = beku(contoh, admin)

    with pytest.raises(ValidationError, match="menunjukkan cuplikan yang lain"):
        finalkan_edisi(edisi=row, dilihat="0" * 64, by=kepala)


@pytest.mark.parametrize(
    ("harm", "sentence"),
    [
        (
            lambda path: path.write_bytes(b"lain"),
            "Berkas HTML edisi ini di penyimpanan berbeda dari SHA-256 yang dicatat.",
        ),
        (lambda path: path.unlink(), "Berkas HTML edisi ini hilang dari penyimpanan."),
    ],
    ids=["diubah", "hilang"],
)
def test_edition_with_a_touched_file_is_not_made_final(
    contoh, admin, kepala, terbuka, tanpa_pdf, settings, harm, sentence
):
    row = beku(contoh, admin)
    file = row.berkas.get(jenis=JenisBerkasEdisi.HTML)
    assert masalah_berkas(file) == ""
    harm(settings.MEDIA_ROOT / file.berkas.name)

    with pytest.raises(ValidationError) as caught:
        finalkan_edisi(edisi=row, dilihat=row.sidik, by=kepala)

    assert caught.value.messages[0].startswith(sentence)


def test_rules_of_finalising_name_what_is_missing(contoh, admin, kepala, akun, terbuka, tanpa_pdf):
    waiting = siapkan(contoh, admin)
    with pytest.raises(Ditolak, match=r"Edisi ini menunggu giliran\. Tunggu"):
        finalkan_edisi(edisi=waiting, dilihat="", by=kepala)
    tutup_edisi(edisi=waiting, alasan="Diganti dengan yang lain.", by=admin)
    draft = beku(contoh, admin, JenisEdisi.DRAF)
    with pytest.raises(Ditolak, match="Edisi ini berjenis draf"):
        finalkan_edisi(edisi=draft, dilihat=draft.sidik, by=kepala)
    # An administrator who is the head as well still does not approve her own.
    PenugasanPeran.objects.create(pengguna=admin, peran=Peran.PIMPINAN, pd=contoh)
    both = User.objects.get(pk=admin.pk)
    row = beku(contoh, both)
    with pytest.raises(Ditolak, match="Anda yang menyiapkan edisi ini"):
        finalkan_edisi(edisi=row, dilihat=row.sidik, by=both)
    with pytest.raises(Ditolak, match="memiliki hak memfinalkan edisi laporan"):
        finalkan_edisi(edisi=row, dilihat=row.sidik, by=akun(Peran.PERENCANA, contoh))


def test_edition_is_ended_with_a_reason(contoh, admin, kepala, akun, terbuka, tanpa_pdf):
    row = beku(contoh, admin)
    with pytest.raises(ValidationError) as caught:
        tutup_edisi(edisi=row, alasan="Salah", by=kepala)
    assert caught.value.message_dict == {
        "alasan": ["Alasan terbaca “Salah”. Tulis sekurang-kurangnya 15 huruf."]
    }
    with pytest.raises(Ditolak, match="memiliki hak memfinalkan edisi laporan"):
        tutup_edisi(edisi=row, alasan="Tabel 12 belum benar.", by=akun(Peran.EVALUATOR, contoh))

    closed = tutup_edisi(edisi=row, alasan="Tabel 12 belum benar.", by=kepala)

    assert (closed.keadaan, closed.ditutup_oleh) == (KeadaanEdisi.BATAL, kepala)
    with pytest.raises(Ditolak, match=r"Edisi ini tidak dilanjutkan sejak .*: Tabel 12 belum"):
        finalkan_edisi(edisi=closed, dilihat=closed.sidik, by=kepala)
    with pytest.raises(Ditolak, match="tidak dilanjutkan sejak"):
        ulangi_edisi(edisi=closed, by=admin)
    # Another one may begin.
    assert siapkan(contoh, admin).urutan == 2


# --- sending -----------------------------------------------------------------------------------


def test_sending_is_ticked_and_the_tick_taken_back(contoh, admin, kepala, terbuka, tanpa_pdf):
    row = final(contoh, admin, kepala)
    sent = row.pengiriman.first()
    due = date(2024, 3, 15)
    isian = IsianKirim(due, date(2024, 2, 28), " 12/2024 ")
    with pytest.raises(Ditolak, match="memiliki hak menyiapkan edisi laporan"):
        tandai_kirim(pengiriman=sent, isian=isian, by=kepala)

    done = tandai_kirim(pengiriman=sent, isian=isian, by=admin)

    assert (done.tenggat, done.dikirim, done.tanda_terima, done.ditandai_oleh) == (
        due,
        date(2024, 2, 28),
        "12/2024",
        admin,
    )
    entry = JejakAudit.objects.filter(tabel="reports_pengirimanedisi", baris=sent.pk).first()
    assert (entry.aksi, entry.pelaku) == (AksiJejak.UBAH, admin)
    back = tandai_kirim(pengiriman=sent, isian=IsianKirim(due, None, "12/2024"), by=admin)
    assert (back.dikirim, back.tanda_terima, back.ditandai_oleh) == (None, "", None)


def test_sending_on_a_day_to_come_is_asked_back(contoh, admin, kepala, terbuka, tanpa_pdf):
    sent = final(contoh, admin, kepala).pengiriman.first()

    with pytest.raises(ValidationError) as caught:
        tandai_kirim(pengiriman=sent, isian=IsianKirim(SAAT.date(), date(2199, 1, 1)), by=admin)

    assert caught.value.message_dict == {
        "dikirim": [
            "Laporan kepada gubernur: tanggal dikirim terbaca 1 Januari 2199, padahal hari itu "
            "belum tiba. Tandai sesudah benar-benar dikirim."
        ]
    }


@pytest.mark.parametrize(
    ("tahun", "gubernur"), [(2022, date(2023, 2, 28)), (2023, date(2024, 2, 29))]
)
def test_report_is_due_two_months_after_the_year(tahun, gubernur):
    assert pengiriman_baku(tahun)[0][2] == gubernur


# --- what the database keeps -------------------------------------------------------------------


def refused(write) -> str:
    """The sentence with which the database refuses a write."""
    with pytest.raises(IntegrityError) as caught, transaction.atomic():
        write()
    return str(caught.value)


def test_database_keeps_frozen_and_final_editions(contoh, admin, kepala, terbuka, tanpa_pdf):
    row = beku(contoh, admin)
    rows = Edisi.objects.filter(pk=row.pk)

    for change in ({"sidik": "0" * 64}, {"nomor": "LKIP-LAIN"}, {"rincian": {"angka": []}}):
        assert "yang sudah dibekukan tidak berubah" in refused(lambda c=change: rows.update(**c))
    assert "menurut urutannya" in refused(lambda: rows.update(keadaan="dikerjakan"))
    finalkan_edisi(edisi=row, dilihat=row.sidik, by=kepala)
    for change in ({"persen": 5}, {"judul": "Lain"}, {"catatan": "x"}):
        assert "Edisi tidak dihapus" in refused(lambda c=change: rows.update(**c))
    # Two rules refuse; which one speaks is the database's own order.
    assert "Edisi" in refused(
        lambda: rows.update(
            keadaan="batal", ditutup_oleh=admin, ditutup_pada=SAAT, alasan_tutup="x"
        )
    )


def test_database_lets_no_step_be_skipped(contoh, admin, terbuka):
    row = siapkan(contoh, admin)
    rows = Edisi.objects.filter(pk=row.pk)

    assert "menurut urutannya" in refused(
        lambda: rows.update(
            keadaan="final",
            sidik="0" * 64,
            nomor="X",
            dibekukan_pada=SAAT,
            difinalkan_oleh=admin.pk,
            difinalkan_pada=SAAT,
        )
    )
    mulai_bekukan(pk=row.pk, percobaan=1)
    assert "semua berkasnya tersimpan" in refused(
        lambda: rows.update(keadaan="beku", sidik="0" * 64, nomor="X", dibekukan_pada=SAAT)
    )


def test_database_keeps_files_of_an_edition(contoh, admin, terbuka, tanpa_pdf):
    row = beku(contoh, admin)
    file = row.berkas.first()
    sentence = "Berkas edisi hanya disimpan selama"

    assert sentence in refused(lambda: row.berkas.update(sha256="0" * 64))
    assert sentence in refused(lambda: BerkasEdisi.objects.filter(pk=file.pk).delete())
    assert sentence in refused(
        lambda: BerkasEdisi.objects.create(
            edisi=row, jenis="pdf", berkas="x", sha256="0" * 64, ukuran=1
        )
    )


def test_database_never_deletes_an_edition(contoh, admin, terbuka):
    row = siapkan(contoh, admin)

    assert "Edisi tidak dihapus" in refused(lambda: Edisi.objects.filter(pk=row.pk).delete())


def test_database_wants_another_person_for_the_last_step(contoh, admin, terbuka, tanpa_pdf):
    row = beku(contoh, admin)

    assert "edisi_final_disetujui_orang_lain" in refused(
        lambda: Edisi.objects.filter(pk=row.pk).update(
            keadaan="final", difinalkan_oleh=admin.pk, difinalkan_pada=SAAT
        )
    )


def test_accepted_findings_are_part_of_the_snapshot(contoh, admin):
    PengecualianTemuan.objects.create(
        pd=contoh,
        tahun=2023,
        pemeriksaan="bukti-kosong",
        kunci="I01",
        kalimat="Temuan contoh.",
        alasan="Sudah dikonfirmasi.",
        oleh=admin,
    )
    isi = ambil_cuplikan(contoh, 2023, keterangan(jenis=JenisEdisi.DRAF))

    assert any(t.slug == "temuan-diterima" for t in isi.dokumen.tables)
