"""Evidence of a value: page, upload, letter, removal, the files; frozen through every channel."""

from __future__ import annotations

import hashlib
import re
from datetime import date
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.db import DatabaseError, IntegrityError, connection, transaction
from django.test import Client
from django.urls import reverse

from indicators import triggers
from indicators.actions import Ditolak, tarik, verifikasi
from indicators.actions_bukti import hapus_bukti, pilih_surat, simpan_bukti, simpan_semua_bukti
from indicators.entri import tanpa_bukti_berikutnya
from indicators.models import BuktiDukung, PeriodePelaporan, Realisasi, SuratSumber
from tests.indicators.values import TW4, draft, pdf, picture, submitted, upload, xlsx
from workforce.enums import AksiJejak, Peran
from workforce.models import JejakAudit, PenugasanPeran, UnitKerja
from workforce.rules import MENGISI, Wewenang

ISI_DAHULU = "Nilai sedang diperiksa verifikator. Tarik kembali pengajuannya untuk mengubahnya."


def address(kode: str = "I02", periode: int = TW4, pd: str = "CONTOH") -> str:
    return reverse("bukti", args=[pd, 2023, periode, kode])


@pytest.fixture
def perencana(akun, contoh):
    return akun(Peran.PERENCANA, contoh)


@pytest.fixture
def client(perencana) -> Client:
    client = Client()
    client.force_login(perencana)
    return client


@pytest.fixture
def nilai(contoh, perencana) -> Realisasi:
    return draft(contoh, perencana)


def piece(nilai: Realisasi, content: bytes = b"", **more) -> BuktiDukung:
    data = {"judul": "Berita acara", "nama_berkas": "a.pdf", "jenis_isi": "pdf"} | more
    return BuktiDukung(
        realisasi=nilai,
        berkas=ContentFile(content or pdf(), "isi"),
        ukuran=len(content or pdf()),
        sha256=hashlib.sha256(content or pdf()).hexdigest(),
        **data,
    )


def test_a_value_that_does_not_exist_is_filled_first(client):
    page = client.get(address())
    assert page.status_code == 200
    assert "Nilainya belum diisi. Bukti melekat pada nilai" in page.text
    assert "Tambah bukti" not in page.text
    assert client.post(address(), {"judul": "Surat"}).status_code == 404


def test_several_files_are_stored_with_kind_size_hash_and_author(client, nilai, perencana):
    files = [upload("berita acara.pdf", pdf()), upload("foto.PNG", picture())]
    answer = client.post(address(), {"berkas": files, "rujukan": "halaman 12, tabel 3"})
    assert answer.status_code == 302
    assert answer["Location"] == address()
    first, second = nilai.bukti.all()
    assert (first.urutan, first.judul, first.rujukan, first.nama_berkas, first.jenis_isi) == (
        1,
        "berita acara",
        "halaman 12, tabel 3",
        "berita acara.pdf",
        "pdf",
    )
    assert first.sha256 == hashlib.sha256(pdf()).hexdigest()
    assert first.ukuran == len(pdf())
    assert first.diunggah_oleh == perencana
    assert first.berkas.read() == pdf()
    first.berkas.close()
    assert first.berkas.name == f"bukti/{nilai.indikator.pd_id}/{first.sha256[:2]}/{first.sha256}"
    assert (second.urutan, second.judul, second.jenis_isi) == (2, "foto", "png")
    page = client.get(address())
    assert "2 bukti disimpan." in page.text
    assert f"foto.PNG · Gambar PNG · {len(picture())} bita" in page.text
    assert first.sha256[:12] in page.text


def test_evidence_goes_on_to_the_next_value_without_any(client, contoh, perencana, nilai):
    draft(contoh, perencana, "I01", "90")
    draft(contoh, perencana, "I03", "0")
    seen = []
    url = address()
    for n in range(3):
        page = client.get(url).text
        seen.append(re.search(r'name="lanjut" value="1">(.+?)</button>', page).group(1))
        response = client.post(url, {"berkas": upload(f"{n}.pdf", pdf(str(n))), "lanjut": "1"})
        url = response["Location"]
    # From this value to the last of the agreement, then what was passed over.
    assert seen == [
        "Simpan, lalu bukti I03",
        "Simpan, lalu bukti I01",
        "Simpan, lalu kembali ke pengisian",
    ]
    assert url == reverse("pengukuran_isi", args=["CONTOH", 2023, TW4]) + "#baris-I01"
    assert "1 bukti disimpan untuk I01." in client.get(url).text
    values = Realisasi.objects.filter(indikator__pd=contoh, periode=TW4)
    assert [value.bukti.count() for value in values] == [1, 1, 1]


@pytest.mark.parametrize(
    "change",
    [
        {"status": "diajukan"},
        {"status_data": "tidak_tersedia", "nilai": None},
        {"periode": 5, "tahun": 2022},
    ],
    ids=["handed in", "no data", "another period"],
)
def test_value_that_needs_no_evidence_now_is_passed_over(client, contoh, perencana, nilai, change):
    Realisasi.objects.filter(pk=draft(contoh, perencana, "I03", "0").pk).update(**change)
    assert "Simpan, lalu kembali ke pengisian" in client.get(address()).text


def test_evidence_of_another_unit_is_not_next(contoh, perencana, nilai, django_user_model):
    draft(contoh, perencana, "I01", "90")
    other = draft(contoh, perencana, "I03", "0")
    unit = UnitKerja.objects.get(pd=contoh, kode="SEK-CONTOH")
    limited = Wewenang(MENGISI, contoh, frozenset({unit.pk}))
    assert tanpa_bukti_berikutnya(other, limited) is None
    assert tanpa_bukti_berikutnya(nilai, limited) == other.indikator


def test_a_title_for_several_files_is_numbered(client, nilai):
    files = [upload("a.pdf", pdf()), upload("b.png", picture())]
    client.post(address(), {"berkas": files, "judul": "Lampiran"})
    assert [b.judul for b in nilai.bukti.all()] == ["Lampiran (1 dari 2)", "Lampiran (2 dari 2)"]


def test_a_pointer_needs_no_file_but_a_title(client, nilai):
    client.post(address(), {"judul": "Surat BKN", "rujukan": "halaman 2"})
    (stored,) = nilai.bukti.all()
    assert (stored.judul, stored.rujukan, stored.berkas.name) == ("Surat BKN", "halaman 2", "")
    answer = client.post(address(), {"rujukan": "halaman 3"})
    assert answer.status_code == 422
    assert "Pilih berkasnya, atau isi judul dan rujukan tanpa berkas." in answer.text
    assert 'value="halaman 3"' in answer.text


def test_every_refused_file_is_named_and_nothing_typed_is_lost(client, nilai):
    files = [upload("a.pdf", pdf()), upload("b.pdf", b"MZ program"), upload("c.png", b"")]
    answer = client.post(address(), {"berkas": files, "judul": "Lampiran"})
    assert answer.status_code == 422
    assert "“b.pdf” berisi program Windows. Yang diterima: PDF" in answer.text
    assert "“c.png” kosong (0 bita). Pilih berkas yang berisi." in answer.text
    assert 'value="Lampiran"' in answer.text
    assert not nilai.bukti.exists()


def test_a_name_of_300_characters_is_no_error(client, nilai):
    answer = client.post(address(), {"berkas": [upload("x" * 296 + ".pdf", pdf())]})
    assert answer.status_code == 302
    (stored,) = nilai.bukti.all()
    assert len(stored.nama_berkas) == 200
    assert "x" * 55 + "….pdf" in client.get(address()).text


def test_a_scan_that_arrives_through_a_temporary_file_is_kept_whole(client, nilai):
    content = pdf("x" * 3_000_000)
    assert client.post(address(), {"berkas": [upload("pindaian.pdf", content)]}).status_code == 302
    (stored,) = nilai.bukti.all()
    assert (stored.ukuran, stored.jenis_isi) == (len(content), "pdf")
    with stored.berkas.open() as kept:
        assert hashlib.sha256(kept.read()).hexdigest() == stored.sha256


def test_the_same_file_twice_on_one_value_is_refused(client, nilai, contoh, perencana):
    client.post(address(), {"berkas": [upload("a.pdf", pdf())]})
    answer = client.post(address(), {"berkas": [upload("salinan.pdf", pdf())]})
    assert answer.status_code == 422
    assert (
        "“salinan.pdf” sudah ada pada nilai ini sebagai “a”; "
        "berkas yang sama tidak disimpan dua kali." in answer.text
    )
    twice = [upload("b.png", picture()), upload("c.png", picture())]
    assert client.post(address(), {"berkas": twice}).status_code == 422
    assert nilai.bukti.count() == 1
    other = draft(contoh, perencana, "I03", "4")
    client.post(address("I03"), {"berkas": [upload("a.pdf", pdf())]})
    names = [b.berkas.name for b in BuktiDukung.objects.filter(sha256=piece(other).sha256)]
    assert len(set(names)) == 2


@pytest.mark.parametrize("peran", [Peran.VERIFIKATOR, Peran.PIMPINAN, Peran.PEMBACA])
def test_other_roles_see_evidence_but_change_nothing(peran, masuk, contoh, nilai):
    reader = masuk(peran, contoh)
    sentence = (
        "Hak mengisi realisasi untuk Bidang Layanan dimiliki oleh: "
        "Administrator perangkat daerah, Perencana."
    )
    page = reader.get(address())
    assert sentence in page.text
    assert "Tambah bukti" not in page.text
    answer = reader.post(address(), {"judul": "Surat"})
    assert answer.status_code == 403
    assert sentence in answer.text
    assert not nilai.bukti.exists()
    denied = JejakAudit.objects.filter(aksi=AksiJejak.DITOLAK).get()
    assert (denied.tabel, denied.baris, denied.alasan) == (
        triggers.REALISASI,
        nilai.pk,
        sentence,
    )


def test_a_stranger_gets_404_everywhere(masuk, bpsdm, nilai, perencana):
    stored = simpan_bukti(bukti=piece(nilai), by=perencana)
    stranger = masuk(Peran.ADMIN_PD, bpsdm)
    letter = reverse("bukti_surat", args=["CONTOH", 2023, TW4, "I02"])
    assert stranger.get(address()).status_code == 404
    assert stranger.post(address(), {"judul": "x"}).status_code == 404
    assert stranger.post(letter, {"versi": 1}).status_code == 404
    for name in ("bukti_lihat", "bukti_hapus"):
        assert stranger.get(reverse(name, args=[stored.pk])).status_code == 404
    assert stranger.post(reverse("bukti_hapus", args=[stored.pk])).status_code == 404
    assert Client().get(reverse("bukti_lihat", args=[stored.pk])).status_code == 302


@pytest.mark.parametrize("periode", [0, 6])
def test_no_such_period_is_404(client, periode):
    assert client.get(address(periode=periode)).status_code == 404


def test_no_such_indicator_is_404(client):
    assert client.get(address("I99")).status_code == 404


# --- The letter ------------------------------------------------------------------------------


def letter_url() -> str:
    return reverse("bukti_surat", args=["CONTOH", 2023, TW4, "I02"])


BARU = {
    "lembaga": "Inspektorat",
    "nomor": "5029/PA.02.02",
    "tanggal": "2023-12-27",
    "perihal": "Hasil evaluasi",
}


def test_a_new_letter_is_stored_and_shown(client, nilai, perencana):
    answer = client.post(letter_url(), {"versi": nilai.versi} | BARU)
    assert answer.status_code == 302
    nilai.refresh_from_db()
    assert (nilai.surat.kode, str(nilai.surat)) == (
        "5029pa0202-2023",
        "Inspektorat Nomor 5029/PA.02.02",
    )
    assert nilai.surat.tanggal == date(2023, 12, 27)
    assert (nilai.versi, nilai.status, nilai.diubah_oleh) == (2, "draf", perencana)
    assert "Inspektorat, Nomor 5029/PA.02.02, 27 Desember 2023. Hasil evaluasi" in (
        client.get(address()).text
    )


def test_a_known_letter_is_chosen_and_let_go(client, nilai, contoh):
    letter = SuratSumber.objects.create(pd=contoh, kode="S1", **BARU)
    client.post(letter_url(), {"versi": 1, "surat": letter.pk})
    nilai.refresh_from_db()
    assert nilai.surat == letter
    client.post(letter_url(), {"versi": 2, "surat": ""})
    nilai.refresh_from_db()
    assert nilai.surat is None


def test_letters_of_the_same_number_get_codes_of_their_own(contoh, nilai, perencana):
    for lembaga in ("Inspektorat", "BKN", "BPK"):
        letter = SuratSumber(
            lembaga=lembaga, nomor="1", tanggal=date(2023, 1, 2), perihal="Perihal"
        )
        nilai = pilih_surat(realisasi=nilai, surat=letter, versi=nilai.versi, by=perencana)
    codes = SuratSumber.objects.of_pd(contoh).values_list("kode", flat=True)
    assert set(codes) == {"1-2023", "1-2023-2", "1-2023-3"}


def test_an_incomplete_letter_says_what_is_missing(client, nilai):
    answer = client.post(letter_url(), {"versi": 1, "lembaga": "BKN", "tanggal": "kemarin"})
    assert answer.status_code == 422
    assert "Nomor surat belum diisi." in answer.text
    assert "Perihal belum diisi." in answer.text
    assert "Tanggal surat belum diisi." not in answer.text
    assert "Masukkan tanggal yang valid." in answer.text
    assert 'value="BKN"' in answer.text
    assert "<details open>" in answer.text


def test_a_known_and_a_new_letter_at_once_are_asked_back(client, nilai, contoh):
    letter = SuratSumber.objects.create(pd=contoh, kode="S1", **BARU)
    answer = client.post(letter_url(), {"versi": 1, "surat": letter.pk} | BARU)
    assert answer.status_code == 422
    assert "Pilih surat yang sudah tercatat atau isi surat baru, jangan keduanya." in answer.text


def test_a_letter_of_another_agency_is_no_choice(client, nilai, bpsdm):
    foreign = SuratSumber.objects.of_pd(bpsdm).first()
    assert client.post(letter_url(), {"versi": 1, "surat": foreign.pk}).status_code == 422
    nilai.refresh_from_db()
    assert nilai.surat is None


def test_someone_faster_is_told_and_the_next_try_follows(client, nilai):
    answer = client.post(letter_url(), {"versi": 7} | BARU)
    assert answer.status_code == 409
    assert "Orang lain sudah mengubah nilai ini sesudah halaman Anda dibuka." in answer.text
    assert '<input type="hidden" name="versi" value="1">' in answer.text
    assert 'value="Hasil evaluasi"' in answer.text
    assert not SuratSumber.objects.filter(nomor=BARU["nomor"], pd__kode="CONTOH").exists()


def test_a_letter_of_a_submitted_value_is_refused(client, nilai, contoh, perencana):
    row = submitted(contoh, perencana, "I03", "4")
    url = reverse("bukti_surat", args=["CONTOH", 2023, TW4, "I03"])
    answer = client.post(url, {"versi": row.versi} | BARU)
    assert answer.status_code == 403
    assert ISI_DAHULU in answer.text
    assert JejakAudit.objects.filter(aksi=AksiJejak.DITOLAK, baris=row.pk).count() == 1


def test_a_letter_without_a_value_is_404(client):
    assert client.post(letter_url(), {"versi": 0} | BARU).status_code == 404


# --- Removal ---------------------------------------------------------------------------------


def test_removal_asks_first_then_takes_row_and_file(
    client, nilai, perencana, django_capture_on_commit_callbacks
):
    stored = simpan_bukti(bukti=piece(nilai), by=perencana)
    storage, name = stored.berkas.storage, stored.berkas.name
    url = reverse("bukti_hapus", args=[stored.pk])
    assert "Hapus bukti?" in client.get(url).text
    assert nilai.bukti.count() == 1
    with django_capture_on_commit_callbacks(execute=True):
        answer = client.post(url)
    assert answer["Location"] == address()
    assert not nilai.bukti.exists()
    assert not storage.exists(name)
    entry = JejakAudit.objects.filter(tabel=triggers.BUKTI, aksi=AksiJejak.HAPUS).get()
    assert (entry.pelaku, entry.sebelum["sha256"]) == (perencana, stored.sha256)
    assert "Bukti “Berita acara” dihapus." in client.get(address()).text


def test_a_pointer_is_removed_too(client, nilai, perencana):
    stored = simpan_bukti(bukti=BuktiDukung(realisasi=nilai, judul="Surat"), by=perencana)
    assert client.post(reverse("bukti_hapus", args=[stored.pk])).status_code == 302
    assert not nilai.bukti.exists()


def test_removal_while_the_verifier_looks_is_refused_and_recorded(client, contoh, perencana):
    row = draft(contoh, perencana)
    stored = simpan_bukti(bukti=piece(row), by=perencana)
    row.refresh_from_db()
    Realisasi.objects.filter(pk=row.pk).update(status="diajukan", diajukan_oleh=perencana)
    url = reverse("bukti_hapus", args=[stored.pk])
    assert "<button" not in client.get(url).text.split("<main")[1]
    answer = client.post(url)
    assert answer.status_code == 403
    assert ISI_DAHULU in answer.text
    assert row.bukti.count() == 1
    assert JejakAudit.objects.filter(aksi=AksiJejak.DITOLAK, baris=row.pk).count() == 1


# --- The file --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("content", "kind", "mime", "disposition"),
    [
        (pdf(), "pdf", "application/pdf", 'inline; filename="a.pdf"'),
        (picture(), "png", "image/png", 'inline; filename="a.pdf"'),
        (picture("JPEG"), "jpeg", "image/jpeg", 'inline; filename="a.pdf"'),
        (
            xlsx(),
            "xlsx",
            "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
            'attachment; filename="a.pdf"',
        ),
    ],
    ids=["pdf", "png", "jpeg", "xlsx"],
)
def test_files_go_out_by_their_stored_kind(
    content, kind, mime, disposition, masuk, contoh, nilai, perencana
):
    stored = simpan_bukti(bukti=piece(nilai, content, jenis_isi=kind), by=perencana)
    answer = masuk(Peran.PEMBACA, contoh).get(reverse("bukti_lihat", args=[stored.pk]))
    assert b"".join(answer.streaming_content) == content
    assert answer["Content-Type"] == mime
    assert answer["Content-Disposition"] == disposition
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["X-Frame-Options"] == "SAMEORIGIN"
    assert "frame-ancestors 'self'" in answer["Content-Security-Policy"]
    assert "default-src 'none'" in answer["Content-Security-Policy"]
    answer.close()


def test_a_pointer_has_no_file_to_send(client, nilai, perencana):
    stored = simpan_bukti(bukti=BuktiDukung(realisasi=nilai, judul="Surat"), by=perencana)
    assert client.get(reverse("bukti_lihat", args=[stored.pk])).status_code == 404


def test_a_lost_file_is_404(client, nilai, perencana):
    stored = simpan_bukti(bukti=piece(nilai), by=perencana)
    stored.berkas.storage.delete(stored.berkas.name)
    assert client.get(reverse("bukti_lihat", args=[stored.pk])).status_code == 404


def test_pages_may_frame_our_own_files_alone(client):
    policy = client.get(address())["Content-Security-Policy"]
    assert "frame-src 'self'" in policy
    assert "frame-ancestors 'none'" in policy


# --- Frozen ----------------------------------------------------------------------------------


@pytest.fixture
def beku(contoh, akun, perencana) -> BuktiDukung:
    """Evidence of a verified value."""
    row = draft(contoh, perencana)
    stored = simpan_bukti(bukti=piece(row), by=perencana)
    Realisasi.objects.filter(pk=row.pk).update(status="diajukan", diajukan_oleh=perencana)
    row.refresh_from_db()
    verifikasi(realisasi=row, versi=row.versi, by=akun(Peran.VERIFIKATOR, contoh))
    return stored


def lock(pd) -> None:
    PeriodePelaporan.objects.of_pd(pd).filter(tahun=2023, periode=TW4).update(terkunci=True)


CHANGES = [
    pytest.param(lambda b: BuktiDukung.objects.filter(pk=b.pk).delete(), id="delete"),
    pytest.param(lambda b: BuktiDukung.objects.filter(pk=b.pk).update(judul="Lain"), id="update"),
    pytest.param(lambda b: BuktiDukung.objects.bulk_update([b], ["sha256"]), id="bulk-update"),
    pytest.param(lambda b: b.save(), id="save"),
    pytest.param(
        lambda b: connection.cursor().execute(
            "UPDATE indicators_buktidukung SET berkas = 'lain' WHERE id = %s", [b.pk]
        ),
        id="sql",
    ),
    pytest.param(
        lambda b: BuktiDukung.objects.bulk_create([piece(b.realisasi, xlsx(), urutan=9)]),
        id="new-file",
    ),
]


@pytest.mark.parametrize("change", CHANGES)
def test_evidence_of_a_verified_value_stays(beku, change):
    before = BuktiDukung.objects.filter(pk=beku.pk).values().get()
    beku.judul, beku.sha256 = "Lain", "0" * 64
    with pytest.raises(DatabaseError, match="buktinya beku"), transaction.atomic():
        change(beku)
    assert BuktiDukung.objects.filter(pk=beku.pk).values().get() == before


@pytest.mark.parametrize("change", CHANGES)
def test_evidence_in_a_locked_period_stays(contoh, nilai, perencana, change):
    stored = simpan_bukti(bukti=piece(nilai), by=perencana)
    lock(contoh)
    stored.judul, stored.sha256 = "Lain", "0" * 64
    with pytest.raises(IntegrityError, match="buktinya beku"), transaction.atomic():
        change(stored)


def test_frozen_evidence_meets_the_settings_page_with_a_sentence(beku, masuk, contoh):
    admin = masuk(Peran.ADMIN_PD, contoh)
    url = reverse("admin:indicators_buktidukung_delete", args=[beku.pk])
    page = admin.post(url, {"post": "yes"}, follow=True)
    assert triggers.BEKU in page.text
    assert BuktiDukung.objects.filter(pk=beku.pk).exists()


def test_frozen_evidence_says_so_on_its_pages(beku, client, perencana):
    assert triggers.BEKU in client.get(address()).text
    assert "Tambah bukti" not in client.get(address()).text
    assert client.post(reverse("bukti_hapus", args=[beku.pk])).status_code == 403
    with pytest.raises(Ditolak, match="buktinya beku"):
        hapus_bukti(bukti=beku, by=perencana)
    with pytest.raises(Ditolak, match="buktinya beku"):
        simpan_semua_bukti(realisasi=beku.realisasi, bukti=[], by=perencana)


def test_evidence_thaws_with_the_value(beku, perencana, client):
    value = Realisasi.objects.get(pk=beku.realisasi_id)
    value.nilai = Decimal(7)
    value.save()
    value.refresh_from_db()
    assert value.status == "draf"
    assert client.post(reverse("bukti_hapus", args=[beku.pk])).status_code == 302


def test_a_value_taken_back_takes_evidence_again(contoh, perencana, client):
    row = submitted(contoh, perencana)
    assert client.post(address(), {"judul": "Surat"}).status_code == 403
    tarik(realisasi=row, versi=row.versi, by=perencana)
    assert client.post(address(), {"judul": "Surat"}).status_code == 302


def test_all_pieces_or_none_are_stored(nilai, perencana):
    pieces = [piece(nilai), piece(nilai)]
    with pytest.raises(ValidationError):
        simpan_semua_bukti(realisasi=nilai, bukti=pieces, by=perencana)
    assert not nilai.bukti.exists()


def test_a_role_in_a_unit_reaches_the_evidence_of_its_own_values(
    contoh, perencana, nilai, django_user_model
):
    limited = django_user_model.objects.create_user("sekretaris")
    PenugasanPeran.objects.create(
        pengguna=limited,
        peran=Peran.PERENCANA,
        pd=contoh,
        unit=UnitKerja.objects.get(pd=contoh, kode="SEK-CONTOH"),
    )
    with pytest.raises(Ditolak, match="untuk Bidang Layanan dimiliki oleh"):
        simpan_bukti(bukti=piece(nilai), by=limited)
    own = draft(contoh, perencana, "I03", "4")
    assert simpan_bukti(bukti=piece(own), by=limited).urutan == 1


@pytest.mark.parametrize("number", [1, 3])
def test_list_reads_with_the_same_queries(
    number, client, nilai, perencana, django_assert_num_queries
):
    for n in range(number):
        simpan_bukti(bukti=BuktiDukung(realisasi=nilai, judul=f"Surat {n}"), by=perencana)
    with django_assert_num_queries(11):
        client.get(address())


def test_the_grid_counts_evidence_beside_the_value(client, nilai, perencana):
    simpan_bukti(bukti=piece(nilai), by=perencana)
    simpan_bukti(bukti=BuktiDukung(realisasi=nilai, judul="Surat"), by=perencana)
    grid = client.get(reverse("pengukuran_isi", args=["CONTOH", 2023, TW4])).text
    assert f'href="{address()}">Bukti (2)' in grid
    assert f'href="{address("I03")}">Bukti<' in grid


def test_the_page_of_the_indicator_links_its_evidence(client, contoh, perencana):
    page = client.get(reverse("indikator_rinci", args=["CONTOH", 2023, "I02"])).text
    assert f'href="{address(periode=5)}"' in page
