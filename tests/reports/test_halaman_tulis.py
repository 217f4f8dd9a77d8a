"""Pages of the writing: what they show, and that nothing typed is ever lost."""

from __future__ import annotations

from html import unescape

import pytest
from django.test import Client
from django.urls import reverse

from indicators.models import AnalisisIndikator, Realisasi
from reports.models import BagianTulis, Narasi
from reports.teks import sidik_teks
from workforce.enums import Peran
from workforce.models import JejakAudit

KATA_LAIN = "<p>Teks orang lain.</p>"


def alamat(nama: str = "", bagian: str = "kesimpulan", kode: str = "CONTOH") -> str:
    return reverse(f"penulisan_{nama or 'bagian'}", args=(kode, 2023, bagian))


DAFTAR = reverse("penulisan", args=("CONTOH", 2023))
BAGI = reverse("penulisan_bagi", args=("CONTOH", 2023))


def isi(response) -> str:
    return unescape(response.content.decode())


@pytest.fixture
def sidik(contoh) -> str:
    return sidik_teks(Narasi.objects.get(pd=contoh, bagian="kesimpulan").isi)


@pytest.fixture
def klien(masuk, contoh) -> Client:
    return masuk(Peran.PERENCANA, contoh)


def masuk_sebagai(akun, peran, pd, nama="") -> Client:
    client = Client()
    client.force_login(akun(peran, pd, nama))
    return client


def test_list_shows_state_progress_and_what_is_missing(klien):
    page = isi(klien.get(DAFTAR))

    assert "0 dari " in page
    assert '<span aria-hidden="true">○</span> Belum mulai' in page
    assert "Masih kosong: " in page
    assert "Bagi tugas yang dicentang" in page
    assert "Ikhtisar faktor" in page


def test_list_of_a_reader_gives_nothing_out(masuk, contoh):
    assert "Bagi tugas" not in isi(masuk(Peran.PEMBACA, contoh).get(DAFTAR))


def test_filter_that_finds_nothing_says_so(klien):
    page = isi(klien.get(DAFTAR, {"hal": "lewat"}))
    assert "Tidak ada bagian dengan saringan ini" in page
    # What the list does not know shows everything.
    odd = isi(klien.get(DAFTAR, {"keadaan": "aneh"}))
    assert "Kata Pengantar" in odd
    assert "aneh bukan salah satu dari pilihan" in odd


def test_work_is_given_out_from_the_list(klien, akun, contoh):
    writer, approver = akun(Peran.ADMIN_PD, contoh), akun(Peran.PIMPINAN, contoh)
    data = {
        "bagian": ["saran", "kesimpulan"],
        "penulis": writer.pk,
        "penyetuju": approver.pk,
        "tenggat": "2024-01-31",
    }
    page = isi(klien.post(BAGI, data, follow=True))

    assert "Pembagian tugas disimpan untuk 2 bagian." in page
    assert f"penyetuju {approver}" in page
    assert "31 Januari 2024" in page
    assert "Lewat " in page


def test_refused_gift_keeps_the_ticks(klien):
    response = klien.post(BAGI, {"bagian": ["saran"]})

    assert response.status_code == 422
    assert 'value="saran" aria-label="Pilih Saran dan Rekomendasi" checked' in isi(response)
    assert "Pilih penulis, penyetuju, atau tenggat" in isi(response)
    assert "Belum ada bagian yang dipilih" in isi(klien.post(BAGI, {"tenggat": "2024-01-31"}))


def test_editor_shows_the_text_and_how_it_is_printed(klien):
    page = isi(klien.get(alamat()))

    assert "[[indikator.jumlah]] indikator" in page
    assert '<div class="narasi" id="teks-kesimpulan"><p>Dari <span class="fakta">3</span>' in page
    assert "Ajukan untuk ditinjau" in page
    assert "Setujui</button>" not in page


def test_unknown_text_is_not_found(klien):
    assert klien.get(alamat(bagian="tidak-ada")).status_code == 404


def test_reader_sees_the_text_and_why_she_may_not_write(masuk, contoh):
    page = isi(masuk(Peran.PEMBACA, contoh).get(alamat()))
    assert "<textarea" not in page
    assert "ditulis oleh pemilik hak menulis laporan" in page


def test_text_is_saved_and_printed(klien, sidik):
    page = isi(klien.post(alamat("simpan"), {"dilihat": sidik, "isi": "Baru."}, follow=True))
    assert "“Kesimpulan” disimpan." in page
    assert '<div class="narasi" id="teks-kesimpulan"><p>Baru.</p></div>' in page
    assert "terakhir ditulis perencana-contoh" in page


def test_text_with_an_unknown_fact_comes_back_as_it_was_typed(klien, sidik):
    typed = "Nilai [[indikator.I99.capaian]] naik."
    response = klien.post(alamat("simpan"), {"dilihat": sidik, "isi": typed})

    assert response.status_code == 422
    assert f">\n{typed}</textarea>" in isi(response)
    assert "Paragraf 1: Fakta “indikator.I99.capaian” tidak ditemukan." in isi(response)
    assert '<mark class="fakta-hilang"' in isi(response)


def test_conflict_shows_both_texts_and_the_second_save_knows(klien, contoh, sidik):
    Narasi.objects.filter(pd=contoh, bagian="kesimpulan").update(isi=KATA_LAIN)
    response = klien.post(alamat("simpan"), {"dilihat": sidik, "isi": "Teks saya."})
    page = isi(response)

    assert response.status_code == 409
    assert "Yang tersimpan sekarang" in page
    assert KATA_LAIN in page
    assert ">\nTeks saya.</textarea>" in page
    seen = sidik_teks(KATA_LAIN)
    assert f'name="dilihat" value="{seen}"' in page
    klien.post(alamat("simpan"), {"dilihat": seen, "isi": "Teks saya."})
    assert Narasi.objects.get(pd=contoh, bagian="kesimpulan").isi == "<p>Teks saya.</p>"


def test_text_that_was_closed_meanwhile_comes_back_too(klien, akun, contoh, sidik):
    assert klien.post(alamat("ajukan"), {"dilihat": sidik}).status_code == 302
    response = klien.post(alamat("simpan"), {"dilihat": sidik, "isi": "Teks saya."})

    assert response.status_code == 403
    assert ">\nTeks saya.</textarea>" in isi(response)
    assert "sedang ditinjau" in isi(response)
    assert JejakAudit.objects.filter(aksi="ditolak", tabel="reports_bagiantulis").exists()


def test_too_long_a_text_is_refused_with_its_length(klien, sidik):
    response = klien.post(alamat("simpan"), {"dilihat": sidik, "isi": "a" * 200_001})
    assert response.status_code == 422
    assert "200000" in isi(response)


def test_preview_alone_and_as_a_page(klien):
    typed = {"isi": "<p>Naik [[hitung.melampaui]]<script>x</script> [[aneh]]</p>"}
    part = klien.post(alamat("pratinjau"), typed, headers={"HX-Request": "true"})

    assert isi(part).startswith("\n") or "<html" not in isi(part)
    assert 'Naik <span class="fakta">' in isi(part)
    assert "[[aneh]]</mark>" in isi(part)
    assert "<script>x" not in isi(part)
    whole = isi(klien.post(alamat("pratinjau"), typed))
    assert "<html" in whole
    assert ">\n<p>Naik [[hitung.melampaui]]" in whole


def test_preview_of_a_reference_prints_its_number(klien):
    typed = {"isi": "<p>Lihat [[lihat.pk-indikator]].</p>"}
    part = isi(klien.post(alamat("pratinjau"), typed, headers={"HX-Request": "true"}))
    assert 'Lihat <a href="#pk-indikator">Tabel ' in part


def test_preview_of_nothing_says_that_the_section_is_left_out(klien):
    part = klien.post(alamat("pratinjau"), {}, headers={"HX-Request": "true"})
    assert "bagiannya tidak muncul di laporan" in isi(part)


def test_from_hand_in_to_approval_by_another(klien, akun, contoh, sidik):
    page = isi(klien.post(alamat("ajukan"), {"dilihat": sidik}, follow=True))
    assert "“Kesimpulan” diajukan untuk ditinjau." in page
    assert "Tarik kembali" in page
    assert "Anda yang mengajukan teks ini. Orang lain menyetujuinya." in page

    head = masuk_sebagai(akun, Peran.PIMPINAN, contoh)
    refused = head.post(alamat("kembalikan"), {"dilihat": sidik, "alasan": ""})
    assert refused.status_code == 422
    assert "Alasan masih kosong" in isi(refused)
    assert '<details class="mt-2" open>' in isi(refused)
    head.post(alamat("kembalikan"), {"dilihat": sidik, "alasan": "Sebutkan sebabnya."})
    page = isi(klien.get(alamat()))
    assert "<strong>Dikembalikan:</strong> Sebutkan sebabnya." in page

    klien.post(alamat("ajukan"), {"dilihat": sidik})
    page = isi(head.post(alamat("setujui"), {"dilihat": sidik}, follow=True))
    assert "“Kesimpulan” disetujui." in page
    assert "Disetujui pimpinan-contoh" in page
    page = isi(klien.post(alamat("buka"), follow=True))
    assert "“Kesimpulan” dibuka kembali." in page


def test_approval_of_a_text_that_changed_meanwhile_shows_it(klien, akun, contoh, sidik):
    klien.post(alamat("ajukan"), {"dilihat": sidik})
    head = masuk_sebagai(akun, Peran.PIMPINAN, contoh)
    response = head.post(alamat("setujui"), {"dilihat": "0" * 64})

    assert response.status_code == 409
    assert BagianTulis.objects.get().keadaan == "ditinjau"
    Narasi.objects.filter(pd=contoh, bagian="kesimpulan").update(isi=KATA_LAIN)
    assert "berubah sesudah diajukan perencana-contoh" in isi(head.get(alamat()))
    assert "Berubah sesudah diajukan" in isi(head.get(DAFTAR))


def test_next_year_is_filled_from_the_list(klien, contoh):
    url = reverse("penulisan_salin", args=("CONTOH", 2024))
    page = isi(klien.post(url, follow=True))
    assert "2 teks disalin dari 2023. Tinjau satu per satu." in page
    assert "Teks tahun 2023, belum ditinjau" in page
    assert "Tidak ada teks tahun 2023" in isi(klien.post(url, follow=True))
    text = klien.get(reverse("penulisan_bagian", args=("CONTOH", 2024, "kata-pengantar")))
    assert "Ini teks tahun 2023, belum ditinjau." in isi(text)


def test_facts_are_found_by_kind_and_words(klien):
    url = alamat("fakta")
    page = isi(klien.get(url, {"jenis": "indikator", "kata": "I01 capaian"}))
    assert "<html" in page
    assert "<code>[[indikator.I01.capaian]]</code>" in page
    part = isi(klien.get(url, {"kata": "tidak ada"}, headers={"HX-Request": "true"}))
    assert "<html" not in part
    assert "Tidak ada fakta dengan kata itu" in part
    labels = isi(klien.get(url, {"jenis": "lihat", "kata": "pk indikator"}))
    assert "<code>[[lihat.pk-indikator]]</code>" in labels
    # What is no kind counts as not chosen.
    assert "lainnya; sebutkan" in isi(klien.get(url, {"jenis": "aneh"}))


def test_editor_brings_suggestions_with_their_values(klien):
    page = isi(klien.get(alamat(bagian="gambaran-i01")))
    assert "Saran teks" in page
    assert 'data-saran="<p>[[indikator.I01.nama]] pada tahun [[tahun]] mencapai' in page
    assert "Catatan tidak memberi saran" in isi(klien.get(alamat(bagian="inovasi")))


def test_words_typed_with_a_value_are_put_in_by_one_press(klien, contoh):
    Realisasi.objects.filter(indikator__pd=contoh, indikator__kode="I02", periode=5).update(
        nilai=900, penyebab="Jaringan putus"
    )
    page = isi(klien.get(alamat(bagian="penyebab-i02")))
    assert "Menurut pengisian Tahunan: penyebab" in page
    assert 'value="<p>Jaringan putus</p>"' in page
    assert "Selama kosong, laporan mencetak uraian yang ditulis saat pengisian" in page
    assert "Penyebab menurut pengisian Tahunan: Jaringan putus" in page

    typed = {"isi": "Sudah ada", "dilihat": sidik_teks(""), "sisip": "<p>Jaringan putus</p>"}
    response = klien.post(alamat("pratinjau", bagian="penyebab-i02"), typed)
    assert response.context["form"]["isi"].value() == ("<p>Sudah ada</p>\n<p>Jaringan putus</p>")
    assert "Selama kosong" not in isi(response)
    assert not AnalisisIndikator.objects.filter(indikator__pd=contoh).exists()


def test_typed_numbers_are_asked_about(klien):
    value = "95,53"
    typed = {"isi": f"<p>Nilainya {value} dan [[indikator.jumlah]], yaitu 3 indikator.</p>"}
    part = isi(klien.post(alamat("pratinjau"), typed, headers={"HX-Request": "true"}))
    assert "2 angka diketik, bukan fakta" in part
    assert f"Tidak ada fakta yang tercetak {value}; periksa sumbernya." in part
    assert "<strong>3</strong> mungkin jumlah indikator <code>[[indikator.jumlah]]</code>" in part


def test_policy_of_the_editor_lets_in_the_editors_own_style_alone(klien):
    response = klien.get(alamat())
    policy = response.headers["Content-Security-Policy"]
    nonce = response.context["nonce"]
    assert f"style-src 'self' 'nonce-{nonce}'" in policy
    assert "script-src 'self';" in policy
    assert f'<meta name="trix-csp-nonce" content="{nonce}">' in isi(response)
    assert klien.get(alamat()).context["nonce"] != nonce


def test_list_offers_last_years_texts_only_where_there_are_some(klien):
    offer = "Isi yang kosong dengan teks tahun lalu"
    assert offer not in isi(klien.get(DAFTAR))
    assert offer in isi(klien.get(reverse("penulisan", args=("CONTOH", 2024))))
