"""Pages of plans, as planners and readers meet them."""

from __future__ import annotations

import json

import pytest
from django.test import Client
from django.urls import reverse

from indicators import triggers
from indicators.forms_perencanaan import baca_dilihat
from indicators.models import (
    DokumenPerencanaan,
    Indikator,
    Sasaran,
    SasaranRenstra,
    SkalaPredikat,
    Tujuan,
)
from tests.indicators.test_rules_perencanaan import limited
from workforce.enums import Peran
from workforce.models import JejakAudit, PerangkatDaerah, UnitKerja


@pytest.fixture
def perencana(masuk, contoh):
    return masuk(Peran.PERENCANA, contoh)


@pytest.fixture
def dokumen(contoh):
    return DokumenPerencanaan.objects.get(pd=contoh)


def at(name: str, *args, tahun: int = 2023) -> str:
    return reverse(f"perencanaan_{name}" if name else "perencanaan", args=["CONTOH", tahun, *args])


def said(response) -> str:
    return " ".join(str(m) for m in response.context["messages"])


def shown(client, url: str) -> dict:
    """Every field of a form as the page fills it, hidden ones too."""
    form = client.get(url).context["form"]
    values = {name: form[name].value() for name in form.fields}
    return {name: "" if v is None else v for name, v in values.items()}


# --- The page of a year ----------------------------------------------------------------------


def test_everyone_reads_the_plan_and_planners_edit_it(masuk, perencana, contoh):
    page = perencana.get(at("")).content.decode()
    for text in ("Renstra Dinas Contoh", "Layanan contoh yang cepat", "Waktu layanan berkurang"):
        assert text in page
    assert "PK 90" in page
    assert "Isi target" in page
    reader = masuk(Peran.PEMBACA, contoh).get(at("")).content.decode()
    assert "Waktu layanan berkurang" in reader
    for text in ("Isi target", "Ubah", "Tambah", "Langkah perencanaan"):
        assert text not in reader


def test_a_new_agency_sees_what_to_do_first(akun, contoh):
    fresh = PerangkatDaerah.objects.create(
        kode="BARU",
        nama="Dinas Baru",
        singkatan="Dinas Baru",
        jenis="dinas",
        pemerintah_daerah="Pemerintah Contoh",
        tempat_tanda_tangan="Contoh",
    )
    client = Client()
    client.force_login(akun(Peran.PERENCANA, fresh))
    url = reverse("perencanaan", args=["BARU", 2024])
    steps = client.get(url).context["langkah"]
    assert [s.selesai for s in steps] == [False] * 8
    assert "Administrator perangkat daerah menambahkannya" in client.get(url).content.decode()
    UnitKerja.objects.create(pd=fresh, kode="DINAS", urutan=1, jenis="dinas", nama="Dinas Baru")
    response = client.get(url)
    assert response.context["berikut"].kunci == "dokumen"
    assert reverse("perencanaan_dokumen_tambah", args=["BARU", 2024]) in response.content.decode()
    document = DokumenPerencanaan.objects.create(
        pd=fresh, kode="R", jenis="renstra", nama="Renstra", tahun_awal=2024, tahun_akhir=2028
    )
    response = client.get(url)
    assert response.context["berikut"].kunci == "tujuan"
    assert response.context["alamat_langkah"]["tujuan"] == reverse(
        "perencanaan_tujuan_tambah", args=["BARU", 2024, document.pk]
    )
    Tujuan.objects.create(dokumen=document, kode="T1", tujuan="Tujuan")
    response = client.get(url)
    assert response.context["berikut"].kunci == "sasaran_renstra"
    assert "Langkah perencanaan 2024" in response.content.decode()


def test_a_planner_of_a_unit_is_offered_what_she_may(akun, contoh):
    client = Client()
    client.force_login(limited(akun, contoh, "BID-LAYANAN"))
    response = client.get(at(""))
    page = response.content.decode()
    assert at("indikator_ubah", "I01") in page
    assert at("sasaran_tambah") not in page
    assert "menyangkut seluruh perangkat daerah" in page
    assert sorted(response.context["alamat_langkah"]) == ["indikator", "perjanjian", "target"]
    denied = client.get(at("sasaran_tambah"))
    assert denied.status_code == 403
    assert "menyangkut seluruh perangkat daerah" in denied.content.decode()
    assert client.get(at("indikator_ubah", "I03")).status_code == 403
    offered = client.get(at("indikator_ubah", "I01")).context["form"].fields["unit"].queryset
    assert [u.kode for u in offered] == ["BID-LAYANAN"]


@pytest.mark.parametrize("rows", [1, 3])
def test_the_page_costs_the_same_for_one_row_and_three(
    perencana, contoh, rows, django_assert_num_queries
):
    if rows == 3:
        goal = SasaranRenstra.objects.of_pd(contoh).get()
        for kode in ("I02", "I03"):
            Indikator.objects.get(pd=contoh, kode=kode).target_tahunan.create(
                tahun=2024, sumber="renstra", sasaran_renstra=goal, nilai=1
            )
    perencana.get(at(""))
    with django_assert_num_queries(15):
        perencana.get(at(""))


def test_documents_of_other_years_are_linked(perencana, dokumen):
    page = perencana.get(at("", tahun=2031)).content.decode()
    assert f"{at('')}#dokumen-{dokumen.pk}" in page
    assert "Belum ada dokumen untuk tahun 2031" in page


# --- Documents, tujuan, sasaran ----------------------------------------------------------------


def test_a_plan_is_made_step_by_step(perencana, contoh):
    url = at("dokumen_tambah", tahun=2027)
    proposed = shown(perencana, url)
    assert (proposed["kode"], proposed["tahun_awal"], proposed["tahun_akhir"]) == (
        "RENSTRA-2027",
        2027,
        2031,
    )
    done = perencana.post(url, proposed, follow=True)
    assert said(done) == "Dokumen RENSTRA-2027 dibuat."
    document = DokumenPerencanaan.objects.get(kode="RENSTRA-2027")
    url = at("tujuan_tambah", document.pk, tahun=2027)
    assert shown(perencana, url)["kode"] == "T2"
    perencana.post(url, {"kode": "T2", "tujuan": "Tujuan baru"})
    goal = Tujuan.objects.get(dokumen=document)
    url = at("sasaran_renstra_tambah", goal.pk, tahun=2027)
    assert shown(perencana, url)["kode"] == "SR2"
    done = perencana.post(url, {"kode": "SR2", "sasaran": "Sasaran baru"})
    assert done.url == f"{at('', tahun=2027)}#tujuan-{goal.pk}"
    below = SasaranRenstra.objects.get(tujuan=goal)
    assert str(below) == "Sasaran baru"
    entry = JejakAudit.objects.get(tabel=triggers.SASARAN_RENSTRA, baris=below.pk)
    assert entry.pelaku.username == "perencana-contoh"


@pytest.mark.parametrize(
    ("first", "last", "field", "sentence"),
    [
        ("2027", "2026", "tahun_akhir", "Terbaca 2026, padahal tahun awalnya 2027."),
        ("2027", "2037", "tahun_akhir", "Terbaca 2027 sampai 2037, yaitu 11 tahun."),
        ("tahun", "2030", "tahun_awal", "Terbaca “tahun”. Tulis tahun dengan empat angka"),
        ("2027", "20300", "tahun_akhir", "Terbaca “20300”. Tulis tahun dengan empat angka"),
        ("", "2030", "tahun_awal", "Tahun awal belum diisi."),
    ],
)
def test_a_faulty_period_is_named_and_nothing_typed_is_lost(
    perencana, first, last, field, sentence
):
    typed = {
        "jenis": "renstra",
        "nama": "Renstra saya",
        "kode": "R-2",
        "tahun_awal": first,
        "tahun_akhir": last,
    }
    page = perencana.post(at("dokumen_tambah"), typed)
    assert page.status_code == 422
    assert page.context["form"].errors[field][0].startswith(sentence)
    assert 'value="Renstra saya"' in page.content.decode()
    assert DokumenPerencanaan.objects.count() == 3


def test_a_code_with_a_space_is_refused_with_what_was_read(perencana, dokumen):
    page = perencana.post(at("tujuan_tambah", dokumen.pk), {"kode": "T 2", "tujuan": "Tujuan"})
    assert page.context["form"].errors["kode"] == [
        "Terbaca “T 2”. Tulis kode dengan huruf, angka, tanda hubung, atau garis bawah, tanpa "
        "spasi, misalnya I01."
    ]


def test_a_code_in_use_is_refused_at_its_field(perencana, dokumen):
    page = perencana.post(at("tujuan_tambah", dokumen.pk), {"kode": "T1", "tujuan": "Tujuan"})
    assert page.status_code == 422
    assert page.context["form"].errors["kode"][0].startswith("Kode T1 sudah dipakai oleh")


def test_words_of_a_plan_are_changed(perencana, contoh, dokumen):
    goal = Tujuan.objects.get(dokumen=dokumen)
    below = SasaranRenstra.objects.get(tujuan=goal)
    yearly = Sasaran.objects.get(pd=contoh, tahun=2023, kode="S01")
    for name, row, field in (
        ("dokumen_ubah", dokumen, "nama"),
        ("tujuan_ubah", goal, "tujuan"),
        ("sasaran_renstra_ubah", below, "sasaran"),
        ("sasaran_ubah", yearly, "sasaran"),
    ):
        url = at(name, row.pk)
        done = perencana.post(url, shown(perencana, url) | {field: f"{field} yang baru"})
        assert done.status_code == 302, done.context["form"].errors
        row.refresh_from_db()
        assert getattr(row, field) == f"{field} yang baru"


def test_a_conflict_shows_both_values_and_the_next_save_wins(perencana, dokumen):
    goal = Tujuan.objects.get(dokumen=dokumen)
    url = at("tujuan_ubah", goal.pk)
    mine = shown(perencana, url) | {"tujuan": "Kata saya"}
    Tujuan.objects.filter(pk=goal.pk).update(tujuan="Kata orang lain")
    page = perencana.post(url, mine)
    assert page.status_code == 409
    text = page.content.decode()
    assert "Orang lain sudah menyimpan “Kata orang lain”." in text
    assert "Kata saya" in text
    assert Tujuan.objects.get(pk=goal.pk).tujuan == "Kata orang lain"
    again = mine | {"dilihat": page.context["form"]["dilihat"].value()}
    assert perencana.post(url, again).status_code == 302
    assert Tujuan.objects.get(pk=goal.pk).tujuan == "Kata saya"


def test_a_conflict_names_a_choice_by_its_label(perencana, contoh):
    row = Sasaran.objects.get(pd=contoh, tahun=2023, kode="S01")
    url = at("sasaran_ubah", row.pk)
    mine = shown(perencana, url) | {"jenis": "operasional"}
    Sasaran.objects.filter(pk=row.pk).update(jenis="khusus")
    page = perencana.post(url, mine)
    assert (
        page.context["form"]
        .errors["jenis"][0]
        .startswith("Orang lain sudah menyimpan “Sasaran Khusus”.")
    )


@pytest.mark.parametrize("text", ["", "bukan json", "[1]"])
def test_a_hidden_field_that_cannot_be_read_holds_nothing(text):
    assert baca_dilihat(text) == {}


def test_a_tampered_form_overwrites_nothing(perencana, dokumen):
    goal = Tujuan.objects.get(dokumen=dokumen)
    page = perencana.post(at("tujuan_ubah", goal.pk), {"kode": "T1", "tujuan": "X", "dilihat": "?"})
    assert page.status_code == 409
    assert Tujuan.objects.get(pk=goal.pk).tujuan == "Layanan contoh yang cepat"


def test_a_sasaran_of_a_year_takes_its_place(perencana, contoh):
    url = at("sasaran_tambah") + "?jenis=strategis"
    proposed = shown(perencana, url)
    assert (proposed["kode"], proposed["jenis"]) == ("S03", "strategis")
    perencana.post(url, proposed | {"sasaran": "Layanan baru"})
    rows = Sasaran.objects.filter(pd=contoh, tahun=2023).order_by("urutan")
    assert [r.kode for r in rows] == ["S01", "S03", "S02"]
    moved = perencana.post(at("sasaran_geser", rows[1].pk), {"naik": "S01"})
    assert moved.url.endswith(f"#sasaran-{rows[1].pk}")
    assert [r.kode for r in rows.all()] == ["S03", "S01", "S02"]
    # A neighbour that is gone moves nothing.
    assert perencana.post(at("sasaran_geser", rows[1].pk), {"naik": "S99"}).status_code == 302
    assert [r.kode for r in rows.all()] == ["S03", "S01", "S02"]


def test_what_is_used_is_not_removed_and_the_page_says_why(perencana, dokumen):
    url = at("dokumen_hapus", dokumen.pk)
    page = perencana.get(url).content.decode()
    assert "masih dipakai oleh 1 tujuan" in page
    assert "btn-danger" not in page
    refused = perencana.post(url)
    assert refused.status_code == 403
    assert DokumenPerencanaan.objects.filter(pk=dokumen.pk).exists()
    entry = JejakAudit.objects.get(aksi="ditolak")
    assert (entry.tabel, entry.baris) == (triggers.DOKUMEN, dokumen.pk)


def test_what_is_loose_is_removed(perencana, contoh, dokumen):
    goal = Tujuan.objects.create(dokumen=dokumen, kode="T2", tujuan="Tujuan")
    below = SasaranRenstra.objects.create(tujuan=goal, kode="SR2", sasaran="Sasaran")
    yearly = Sasaran.objects.create(
        pd=contoh, tahun=2023, kode="S09", urutan=9, jenis="khusus", sasaran="Hasil"
    )
    for name, row in (
        ("sasaran_renstra_hapus", below),
        ("tujuan_hapus", goal),
        ("sasaran_hapus", yearly),
    ):
        assert (
            "Tidak ada data lain yang memakainya"
            in perencana.get(at(name, row.pk)).content.decode()
        )
        done = perencana.post(at(name, row.pk), follow=True)
        assert said(done).endswith("dihapus.")
        assert not type(row).objects.filter(pk=row.pk).exists()


def test_a_reader_is_refused_with_the_rule_and_the_trail_knows(masuk, contoh, dokumen):
    reader = masuk(Peran.PEMBACA, contoh)
    denied = reader.post(at("dokumen_ubah", dokumen.pk), {"nama": "X"})
    assert denied.status_code == 403
    assert "Hak menyunting data induk pada Dinas Contoh" in denied.content.decode()
    assert JejakAudit.objects.get(aksi="ditolak").tabel == triggers.DOKUMEN


def test_records_of_another_agency_are_not_found(perencana, bpsdm):
    foreign = DokumenPerencanaan.objects.filter(pd=bpsdm).first()
    goal = Tujuan.objects.of_pd(bpsdm).first()
    for name, row in (
        ("dokumen_ubah", foreign),
        ("dokumen_hapus", foreign),
        ("target", foreign),
        ("tujuan_tambah", foreign),
        ("tujuan_ubah", goal),
        ("sasaran_renstra_tambah", goal),
    ):
        assert perencana.get(at(name, row.pk)).status_code == 404
    assert perencana.get(at("indikator", "I22")).status_code == 404


# --- Indicators ------------------------------------------------------------------------------


def indicator(contoh, **more) -> dict:
    """What a planner types for a new indicator."""
    return {
        "kode": "I04",
        "nama": "Persentase data lengkap",
        "satuan": "Persen",
        "jenis_nilai": "persen",
        "unit": UnitKerja.objects.get(pd=contoh, kode="BID-DATA").pk,
        "polaritas": "maksimal",
        "desimal": "2",
        "konsolidasi": "",
        "berlaku_sejak": "2023",
    } | more


def test_a_new_indicator_gets_a_code_and_a_consolidation(perencana, contoh):
    url = at("indikator_tambah")
    assert shown(perencana, url)["kode"] == "I04"
    done = perencana.post(url, indicator(contoh), follow=True)
    assert said(done) == "Indikator I04 dibuat, dengan konsolidasi triwulan: rata-rata triwulan."
    row = Indikator.objects.get(pd=contoh, kode="I04")
    assert (row.urutan, row.konsolidasi) == (4, "rata_rata")
    assert JejakAudit.objects.get(tabel=triggers.INDIKATOR, baris=row.pk).pelaku is not None


def test_from_a_sasaran_the_targets_come_next(perencana, contoh):
    goal = SasaranRenstra.objects.of_pd(contoh).get()
    url = f"{at('indikator_tambah')}?sasaran={goal.pk}"
    assert "Waktu layanan berkurang" in perencana.get(url).content.decode()
    done = perencana.post(url, indicator(contoh), follow=True)
    assert done.status_code == 200
    form = next(
        f for _, fs in done.context["kelompok"] for f in fs if f.baris.indikator.kode == "I04"
    )
    assert form["sasaran"].value() == str(goal.pk)


def test_a_foreign_sasaran_is_ignored(perencana, bpsdm):
    foreign = SasaranRenstra.objects.of_pd(bpsdm).first()
    page = perencana.get(f"{at('indikator_tambah')}?sasaran={foreign.pk}")
    assert foreign.sasaran not in page.content.decode()


@pytest.mark.parametrize(
    ("typed", "field", "sentence"),
    [
        ({"pembilang": "Lengkap"}, "penyebut", "Nama penyebut belum diisi."),
        ({"penyebut": "Semua"}, "pembilang", "Nama pembilang belum diisi."),
        ({"polaritas": "predikat"}, "skala", "Skala belum dipilih, padahal arahnya predikat"),
        (
            {"polaritas": "rentang", "rentang_bawah": "80"},
            "rentang_atas",
            "Rentang atas belum diisi, padahal arahnya rentang.",
        ),
        (
            {"polaritas": "rentang", "rentang_bawah": "80", "rentang_atas": "7,5"},
            "rentang_atas",
            "Terbaca 7,5, padahal rentang bawahnya 80.",
        ),
        ({"nilai_terburuk": "1.234"}, "nilai_terburuk", '"1.234" dapat dibaca sebagai'),
        ({"nilai_terburuk": "banyak"}, "nilai_terburuk", 'Nilai "banyak" tidak dapat dibaca'),
        ({"berlaku_sampai": "2022"}, "berlaku_sampai", "Terbaca 2022, padahal berlaku sejak 2023."),
        ({"berlaku_sampai": "besok"}, "berlaku_sampai", "Terbaca “besok”."),
        ({"polaritas": ""}, "polaritas", "Arah (polaritas) belum diisi."),
        ({"kode": "I01"}, "kode", "Kode I01 sudah dipakai oleh"),
        ({"satuan": ""}, "satuan", "Satuan belum diisi."),
    ],
    ids=lambda v: v if isinstance(v, str) and " " not in v else None,
)
def test_a_faulty_indicator_is_named_and_nothing_typed_is_lost(
    perencana, contoh, typed, field, sentence
):
    page = perencana.post(at("indikator_tambah"), indicator(contoh, **typed))
    assert page.status_code == 422
    assert page.context["form"].errors[field][0].startswith(sentence)
    assert "Persentase data lengkap" in page.content.decode()
    assert not Indikator.objects.filter(pd=contoh, kode="I04").exists()


def test_a_predicate_with_its_scale_is_stored(perencana, contoh):
    scale = SkalaPredikat.objects.get(pd=contoh)
    typed = indicator(contoh, polaritas="predikat", skala=scale.pk, nilai_terburuk="12,5")
    assert perencana.post(at("indikator_tambah"), typed).status_code == 302
    row = Indikator.objects.get(pd=contoh, kode="I04")
    assert (row.skala, str(row.nilai_terburuk)) == (scale, "12.5000")


def test_a_definition_is_changed_and_the_trail_shows_it(perencana, contoh, masuk):
    url = at("indikator_ubah", "I01")
    done = perencana.post(url, shown(perencana, url) | {"formula": "a ÷ b × 100%"}, follow=True)
    assert said(done) == "Indikator I01 disimpan."
    row = Indikator.objects.get(pd=contoh, kode="I01")
    assert row.formula == "a ÷ b × 100%"
    trail = masuk(Peran.ADMIN_PD, contoh).get(
        f"{reverse('jejak', args=['CONTOH'])}?tabel={triggers.INDIKATOR}&baris={row.pk}"
    )
    page = trail.content.decode()
    assert "formula pengukuran" in page
    assert "a ÷ b × 100%" in page
    assert "perencana-contoh" in page


def test_a_year_in_a_name_is_warned_of(perencana, contoh):
    typed = indicator(contoh, nama="Nilai SAKIP Tahun 2024")
    done = perencana.post(at("indikator_tambah"), typed, follow=True)
    assert "Nama I04 memuat tahun 2024 dan tercetak begitu juga pada laporan tahun lain." in said(
        done
    )
    url = at("indikator_ubah", "I04")
    fields = shown(perencana, url) | {"berlaku_sejak": "2024", "berlaku_sampai": "2024"}
    assert said(perencana.post(url, fields, follow=True)) == "Indikator I04 disimpan."


def test_a_note_on_quality_is_told_with_its_year(perencana, contoh):
    url = at("indikator_ubah", "I01")
    typed = {"catatan_mutu": "Data unit B terlambat.", "mutu_tahun": "2023"}
    page = perencana.post(url, shown(perencana, url) | typed, follow=True).text
    assert "Data unit B terlambat." in page
    assert "(tahun 2023)" in page
    row = Indikator.objects.get(pd=contoh, kode="I01")
    assert (row.catatan_mutu_pada(2023), row.catatan_mutu_pada(2024)) == (row.catatan_mutu, "")
    row.mutu_tahun = None
    assert row.catatan_mutu_pada(2024) == "Data unit B terlambat."


def test_a_promised_indicator_says_what_to_do_instead(perencana):
    url = at("indikator_ubah", "I01")
    assert "Indikator ini ada di Perjanjian Kinerja 2023, sehingga" in perencana.get(url).text
    page = perencana.post(url, shown(perencana, url) | {"satuan": "Hari"})
    assert page.status_code == 422
    assert "Buat indikator baru, lalu nonaktifkan yang lama." in page.content.decode()


def test_an_indicator_is_put_below_another(perencana, contoh):
    url = at("indikator_ubah", "I03")
    form = perencana.get(url).context["form"]
    assert [label for _, label in form.fields["induk"].choices] == [
        "Tidak mendukung indikator lain",
        "I01 Persentase layanan selesai tepat waktu",
        "I02 Rata-rata hari penyelesaian layanan",
    ]
    i02 = Indikator.objects.get(pd=contoh, kode="I02")
    done = perencana.post(url, shown(perencana, url) | {"induk": i02.pk}, follow=True)
    assert said(done) == "Indikator I03 disimpan."
    assert "I02 Rata-rata hari penyelesaian layanan" in done.text
    assert "I03 Jumlah temuan pemeriksaan" in perencana.get(at("indikator", "I02")).text
    url = at("indikator_ubah", "I01")
    page = perencana.post(url, shown(perencana, url) | {"induk": i02.pk})
    assert page.status_code == 422
    assert page.context["form"].errors["induk"] == [
        "Terbaca I02, padahal I02 sendiri mendukung I01. Pilih indikator di atas I01, atau "
        "kosongkan."
    ]


def test_an_indicator_of_another_agency_is_no_choice(perencana, bpsdm):
    url = at("indikator_ubah", "I03")
    foreign = Indikator.objects.of_pd(bpsdm).first()
    page = perencana.post(url, shown(perencana, url) | {"induk": foreign.pk})
    assert page.status_code == 422
    assert list(page.context["form"].errors) == ["induk"]


def test_the_profile_is_for_everyone(masuk, contoh, perencana):
    page = masuk(Peran.PEMBACA, contoh).get(at("indikator", "I01")).content.decode()
    for text in ("Layanan tepat waktu ÷ Seluruh layanan", "Renstra Dinas Contoh 2023-2026"):
        assert text in page
    assert at("indikator_ubah", "I01") not in page
    assert at("indikator_ubah", "I01") in perencana.get(at("indikator", "I01")).content.decode()


def test_a_used_indicator_is_retired_instead_of_removed(perencana, contoh):
    page = perencana.get(at("indikator_hapus", "I01")).content.decode()
    assert at("indikator_nonaktif", "I01") in page
    assert perencana.post(at("indikator_hapus", "I01")).status_code == 403
    url = at("indikator_nonaktif", "I01")
    assert shown(perencana, url) == {"sampai": 2023}
    for typed, status in (("", 422), ("2022", 422), ("2024", 302)):
        assert perencana.post(url, {"sampai": typed}).status_code == status
    assert Indikator.objects.get(pd=contoh, kode="I01").berlaku_sampai == 2024


def test_an_unused_indicator_is_removed(perencana, contoh):
    perencana.post(at("indikator_tambah"), indicator(contoh))
    done = perencana.post(at("indikator_hapus", "I04"), follow=True)
    assert said(done).endswith("Indikator I04 dihapus.")
    assert not Indikator.objects.filter(pd=contoh, kode="I04").exists()


def test_indicators_are_moved_by_buttons(perencana, contoh):
    moved = perencana.post(at("indikator_geser", "I01"), {"turun": "I03"})
    assert moved.url.endswith("#indikator-I01")
    rows = Indikator.objects.of_pd(contoh).order_by("urutan")
    assert [r.kode for r in rows] == ["I03", "I02", "I01"]
    assert perencana.post(at("indikator_geser", "I01"), {}).status_code == 302
    assert [r.kode for r in rows.all()] == ["I03", "I02", "I01"]


def test_the_page_of_an_indicator_leads_to_its_definition(perencana, masuk, contoh):
    url = reverse("indikator_rinci", args=["CONTOH", 2023, "I01"])
    assert at("indikator_ubah", "I01") in perencana.get(url).content.decode()
    reader = masuk(Peran.PEMBACA, contoh).get(url).content.decode()
    assert at("indikator", "I01") in reader
    assert at("indikator_ubah", "I01") not in reader


def test_the_form_carries_what_it_showed(perencana):
    seen = json.loads(shown(perencana, at("indikator_ubah", "I01"))["dilihat"])
    assert (seen["kode"], seen["satuan"], seen["skala"]) == ("I01", "Persen", "")
