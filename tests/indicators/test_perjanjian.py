"""Pages of agreements, as their users meet them."""

from __future__ import annotations

from datetime import date

import pytest
import tablib
from django.urls import reverse

from indicators.actions_item import tambah_item
from indicators.actions_perjanjian import susun_perjanjian
from indicators.models import Indikator, PerjanjianKinerja, Sasaran, SkalaPredikat
from indicators.resources import PerjanjianResource
from indicators.triggers_perencanaan import PEMICU_INDIKATOR_TETAP
from lkip.loading import import_rows
from lkip.triggers import lifted
from workforce.enums import Peran
from workforce.models import Jabatan, JejakAudit


@pytest.fixture
def draf(contoh, akun):
    by = akun(Peran.ADMIN_PD, contoh, "penyusun")
    goal = Sasaran.objects.create(
        pd=contoh, tahun=2024, kode="S01", urutan=1, jenis="strategis", sasaran="Layanan cepat"
    )
    row = susun_perjanjian(
        jabatan=Jabatan.objects.get(pd=contoh, kode="KEPALA-CONTOH"),
        tahun=2024,
        hari=date(2024, 1, 15),
        by=by,
    )
    tambah_item(
        perjanjian=row,
        sasaran=goal,
        indikator=Indikator.objects.get(pd=contoh, kode="I01"),
        by=by,
    )
    row.refresh_from_db()
    return row


@pytest.fixture
def perencana(masuk, contoh):
    return masuk(Peran.PERENCANA, contoh)


@pytest.fixture
def pimpinan(masuk, contoh):
    return masuk(Peran.PIMPINAN, contoh)


def targets(row, *values, **more):
    (item,) = row.item.all()
    names = ("tw1", "tw2", "tw3", "tw4", "tahunan")
    data = {f"item{item.pk}-{n}": v for n, v in zip(names, values, strict=True)}
    return {"suntingan": row.suntingan, f"item{item.pk}-sumber_data": "Aplikasi"} | data | more


def said(response) -> str:
    return " ".join(str(m) for m in response.context["messages"])


def test_the_list_names_posts_and_versions(perencana, contoh):
    page = perencana.get(reverse("perjanjian_daftar", args=["CONTOH", 2023]))
    assert page.status_code == 200
    text = page.content.decode()
    assert "Kepala Dinas Contoh" in text
    assert "Perjanjian awal" in text
    assert "20 Januari 2023" in text


def test_a_closed_year_offers_to_be_opened(perencana, contoh):
    url = reverse("perjanjian_daftar", args=["CONTOH", 2024])
    assert "Buka tahun 2024 dari tahun 2023" in perencana.get(url).content.decode()
    done = perencana.post(reverse("tahun_buka", args=["CONTOH", 2024]), follow=True)
    assert said(done) == (
        "Tahun 2024 dibuka: 2 sasaran dan 1 draf perjanjian disalin. "
        "Target diusulkan dari Renstra dan perlu diperiksa."
    )
    again = perencana.post(reverse("tahun_buka", args=["CONTOH", 2024]), follow=True)
    assert said(again) == "Tahun 2024 sudah dibuka."


def test_a_reader_sees_but_cannot_change(masuk, contoh, draf):
    reader = masuk(Peran.PEMBACA, contoh)
    page = reader.get(reverse("perjanjian", args=[draf.pk])).content.decode()
    assert "Simpan target" not in page
    denied = reader.post(reverse("perjanjian_simpan", args=[draf.pk]), targets(draf, *["90"] * 5))
    assert denied.status_code == 403
    assert not draf.item.get().triwulan.exists()
    denied = JejakAudit.objects.filter(aksi="ditolak").first()
    assert denied.alasan.startswith("Hak menyusun perjanjian kinerja pada Dinas Contoh")


def test_a_stranger_learns_nothing(masuk, bpsdm, draf):
    stranger = masuk(Peran.PERENCANA, bpsdm)
    for name in ("perjanjian", "perjanjian_banding"):
        assert stranger.get(reverse(name, args=[draf.pk])).status_code == 404
    for name in ("simpan", "item", "ajukan", "setujui", "kembalikan", "tanda", "ubah", "pdf"):
        url = reverse(f"perjanjian_{name}", args=[draf.pk])
        assert stranger.post(url).status_code == 404
    assert stranger.get(reverse("perjanjian_daftar", args=["CONTOH", 2023])).status_code == 404
    assert stranger.get(reverse("perjanjian_pohon", args=["CONTOH", 2023])).status_code == 404


def test_targets_are_saved_as_officials_write_them(perencana, draf):
    url = reverse("perjanjian_simpan", args=[draf.pk])
    done = perencana.post(url, targets(draf, "90%", "90", "90,0", "", "90"), follow=True)
    assert said(done) == "Target disimpan."
    (item,) = draf.item.all()
    assert [t.target for t in item.triwulan.all()] == [90, 90, 90, None]
    assert item.sumber_data == "Aplikasi"


def test_a_faulty_target_stores_nothing_and_loses_nothing(perencana, draf):
    url = reverse("perjanjian_simpan", args=[draf.pk])
    page = perencana.post(url, targets(draf, "sembilan", "77", "90", "90", "90"))
    text = page.content.decode()
    assert "TW I: Nilai &quot;sembilan&quot; tidak dapat dibaca sebagai angka." in text
    assert 'value="77"' in text
    assert not draf.item.get().triwulan.exists()


def test_a_stale_page_keeps_what_was_typed(perencana, draf):
    url = reverse("perjanjian_simpan", args=[draf.pk])
    page = perencana.post(url, targets(draf, "90", "90", "90", "88", "90", suntingan="x"))
    assert "Orang lain sudah mengubah perjanjian ini" in said(page)
    assert 'value="88"' in page.content.decode()


def test_the_check_while_typing_answers_with_the_rule(perencana, draf):
    (item,) = draf.item.all()
    url = reverse("perjanjian_periksa", args=[draf.pk, item.pk])
    told = perencana.post(url, targets(draf, "80", "90", "90", "90", "90")).json()
    assert told == {
        "masalah": ["Rata-rata target triwulan 87,5 tidak sama dengan target tahunan 90."]
    }
    assert perencana.post(url, targets(draf, *["90"] * 5)).json() == {"masalah": []}
    faulty = perencana.post(url, targets(draf, "1.234", "", "", "", "90")).json()
    assert faulty["masalah"] == [
        'TW I: "1.234" dapat dibaca sebagai 1.234 atau 1,234. Tulis 1234 atau 1,2340 agar pasti.'
    ]


def test_items_come_and_go(perencana, draf, contoh):
    goal = Sasaran.objects.get(pd=contoh, tahun=2024)
    other = Indikator.objects.get(pd=contoh, kode="I02")
    url = reverse("perjanjian_item", args=[draf.pk])
    done = perencana.post(url, {"sasaran": goal.pk, "indikator": other.pk}, follow=True)
    assert said(done) == "Indikator I02 ditambahkan."
    twice = perencana.post(url, {"sasaran": goal.pk, "indikator": other.pk})
    assert twice.context["item_form"].errors
    item = draf.item.get(indikator=other)
    perencana.post(reverse("perjanjian_item_hapus", args=[draf.pk, item.pk]))
    assert [i.indikator.kode for i in draf.item.all()] == ["I01"]


def test_a_draft_tells_that_the_plan_says_something_else(perencana, draf, masuk, contoh):
    item = draf.item.get()
    perencana.post(reverse("perjanjian_simpan", args=[draf.pk]), targets(draf, *["90"] * 5))
    url, take = (
        reverse("perjanjian", args=[draf.pk]),
        reverse("perjanjian_item_rencana", args=[draf.pk, item.pk]),
    )
    page = perencana.get(url).text
    assert "Target pada rencana kini 92 (draf 90)." in page
    assert f'formaction="{take}"' in page
    assert "Target pada rencana kini" not in masuk(Peran.PEMBACA, contoh).get(url).text

    draf.refresh_from_db()
    done = perencana.post(take, targets(draf, "91", "91", "91", "91", "90"), follow=True)
    assert said(done) == ("Target tahunan I01 mengikuti rencana; periksa target triwulannya.")
    item.refresh_from_db()
    assert item.target == 92
    assert {t.target for t in item.triwulan.all()} == {91}
    assert "Target pada rencana kini" not in done.text
    gone = reverse("perjanjian_item_rencana", args=[draf.pk, 999999])
    assert perencana.post(gone).status_code == 404


def test_a_faulty_target_keeps_the_plan_waiting(perencana, draf):
    item = draf.item.get()
    take = reverse("perjanjian_item_rencana", args=[draf.pk, item.pk])
    page = perencana.post(take, targets(draf, "1.234", "", "", "", "90"))
    assert page.status_code == 422
    item.refresh_from_db()
    assert item.target == 92
    assert not item.triwulan.exists()


def test_opening_a_year_warns_of_a_year_in_a_name(perencana, contoh, tanpa_pemicu):
    Indikator.objects.filter(pd=contoh, kode="I01").update(nama="Nilai SAKIP Tahun 2023")
    done = perencana.post(reverse("tahun_buka", args=["CONTOH", 2024]), follow=True)
    assert said(done).endswith(
        "Nama I01 memuat tahun 2023 dan tercetak begitu juga pada laporan tahun 2024. Hapus "
        "tahunnya dari nama, atau pakai indikator baru untuk tahun lain."
    )


def test_from_draft_to_amendment(perencana, pimpinan, draf):
    perencana.post(
        reverse("perjanjian_simpan", args=[draf.pk]), targets(draf, *["90"] * 5), follow=True
    )
    early = perencana.post(reverse("perjanjian_setujui", args=[draf.pk]))
    assert early.status_code == 403
    assert "Hak menyetujui perjanjian kinerja" in early.content.decode()
    done = perencana.post(reverse("perjanjian_ajukan", args=[draf.pk]), follow=True)
    assert said(done) == "Perjanjian diajukan untuk disetujui."
    empty = pimpinan.post(reverse("perjanjian_kembalikan", args=[draf.pk]), {"alasan": ""})
    assert "Isi alasan pengembalian." in empty.content.decode()
    back = pimpinan.post(
        reverse("perjanjian_kembalikan", args=[draf.pk]), {"alasan": "Kurang"}, follow=True
    )
    assert said(back) == "Perjanjian dikembalikan kepada penyusun."
    perencana.post(reverse("perjanjian_ajukan", args=[draf.pk]))
    assert "Setujui" in pimpinan.get(reverse("perjanjian", args=[draf.pk])).content.decode()
    pimpinan.post(reverse("perjanjian_setujui", args=[draf.pk]))
    late = perencana.post(reverse("perjanjian_tanda", args=[draf.pk]), {"tanggal": "2999-01-01"})
    assert "Tanggal penandatanganan belum tiba." in late.content.decode()
    perencana.post(reverse("perjanjian_tanda", args=[draf.pk]), {"tanggal": "2024-01-20"})
    draf.refresh_from_db()
    assert draf.status == "berlaku"
    bad = perencana.post(reverse("perjanjian_ubah", args=[draf.pk]), {"hari": "bukan"})
    assert bad.context["perubahan_form"].errors["hari"]
    made = perencana.post(
        reverse("perjanjian_ubah", args=[draf.pk]),
        {"dasar": "DPPA 2024", "hari": "2024-10-01"},
        follow=True,
    )
    version = PerjanjianKinerja.objects.get(jabatan=draf.jabatan, tahun=2024, versi=2)
    assert made.redirect_chain[-1][0] == reverse("perjanjian", args=[version.pk])
    perencana.post(
        reverse("perjanjian_simpan", args=[version.pk]),
        targets(version, "90", "95", "95", "100", "95"),
    )
    compared = perencana.get(reverse("perjanjian_banding", args=[version.pk])).content.decode()
    assert "<del>90</del> <ins>95</ins>" in compared
    assert "Target berubah" in compared
    assert perencana.get(reverse("perjanjian_banding", args=[draf.pk])).status_code == 404


def test_drafting_from_the_form(perencana, contoh):
    url = reverse("perjanjian_susun", args=["CONTOH", 2025])
    head = Jabatan.objects.get(pd=contoh, kode="KEPALA-CONTOH")
    assert perencana.get(url).status_code == 200
    refused = perencana.post(url, {"jabatan": head.pk, "hari": "2001-01-01"})
    assert "Tidak ada pemangku Kepala Dinas Contoh" in refused.content.decode()
    made = perencana.post(url, {"jabatan": head.pk, "hari": "2025-01-15"})
    row = PerjanjianKinerja.objects.get(pd=contoh, tahun=2025)
    assert made.url == reverse("perjanjian", args=[row.pk])


def test_the_tree_shows_promises_and_loose_ends(perencana, contoh):
    text = perencana.get(reverse("perjanjian_pohon", args=["CONTOH", 2023])).content.decode()
    assert "Persentase layanan selesai tepat waktu" in text
    assert "3 indikator berlaku: 3 diperjanjikan" in text
    assert "penanggung jawab: Bidang Layanan · diperjanjikan oleh: Kepala Dinas Contoh" in text
    assert "Tanpa induk (0)" in text
    assert "Belum diperjanjikan siapa pun (0)" in text
    empty = perencana.get(reverse("perjanjian_pohon", args=["CONTOH", 2020])).content.decode()
    assert "Belum ada indikator yang berlaku pada tahun 2020." in empty


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_takes_a_fixed_number_of_queries(
    count, perencana, contoh, django_assert_num_queries
):
    head = Jabatan.objects.get(pd=contoh, kode="KEPALA-CONTOH")
    for number in range(count - 1):
        Jabatan.objects.create(
            pd=contoh, kode=f"J{number}", nama=f"Jabatan {number}", unit=head.unit, atasan=head
        )
    url = reverse("perjanjian_daftar", args=["CONTOH", 2023])
    perencana.get(url)
    with django_assert_num_queries(QUERIES_DAFTAR):
        perencana.get(url)


QUERIES_DAFTAR = 9


def test_a_pdf_is_asked_for_one_version(perencana, masuk, contoh, draf):
    done = perencana.post(reverse("perjanjian_pdf", args=[draf.pk]))
    assert done.status_code == 302
    reader = masuk(Peran.PEMBACA, contoh)
    assert reader.post(reverse("perjanjian_pdf", args=[draf.pk])).status_code == 403


def test_a_file_brings_no_step_and_no_signature(draf, contoh, akun):
    """A person's file may draft an agreement; only the steps put it in force."""
    by = akun(Peran.ADMIN_PD, contoh)
    columns = PerjanjianResource.columns()
    cells = {
        "tahun": "2025",
        "jabatan": "KEPALA-CONTOH",
        "versi": "1",
        "pihak_pertama": "KEPALA-CONTOH",
        "pihak_kedua": "WALI-KOTA",
        "jabatan_pihak_pertama": "Kepala",
        "jabatan_pihak_kedua": "Wali Kota",
        "tanggal": "2025-01-20",
        "status": "berlaku",
    }
    for tahun in ("2025", "2023"):
        row = [(cells | {"tahun": tahun}).get(name, "") for name in columns]
        if tahun == "2023":
            row[columns.index("jabatan_pihak_pertama")] = "Kepala Dinas Contoh"
            row[columns.index("jabatan_pihak_kedua")] = "Wali Kota Contoh"
        dataset = tablib.Dataset(row, headers=columns)
        import_rows(PerjanjianResource(contoh), dataset, berkas="perjanjian.csv", user=by)

    made = PerjanjianKinerja.objects.get(pd=contoh, tahun=2025)
    assert (made.status, made.tanggal, made.diubah_oleh) == ("draf", None, by)
    signed = PerjanjianKinerja.objects.get(pd=contoh, tahun=2023)
    assert (signed.status, signed.tanggal) == ("berlaku", date(2023, 1, 20))


def test_handing_in_keeps_what_was_typed(perencana, draf):
    url = reverse("perjanjian_ajukan", args=[draf.pk])
    faulty = perencana.post(url, targets(draf, "sembilan", "90", "90", "90", "90"))
    assert 'value="sembilan"' in faulty.content.decode()
    done = perencana.post(url, targets(draf, *["90"] * 5), follow=True)
    assert said(done) == "Perjanjian diajukan untuk disetujui."
    assert [t.target for t in draf.item.get().triwulan.all()] == [90] * 4


def test_removing_an_item_keeps_the_targets_of_the_others(perencana, draf, contoh):
    goal = Sasaran.objects.get(pd=contoh, tahun=2024)
    other = Indikator.objects.get(pd=contoh, kode="I02")
    typed = targets(draf, "81", "", "", "", "90")
    perencana.post(
        reverse("perjanjian_item", args=[draf.pk]), {"sasaran": goal.pk, "indikator": other.pk}
    )
    draf.refresh_from_db()
    item = draf.item.get(indikator=other)
    # The row that goes may hold anything.
    sent = typed | {"suntingan": draf.suntingan, f"item{item.pk}-tw1": "salah"}
    perencana.post(reverse("perjanjian_item_hapus", args=[draf.pk, item.pk]), sent)
    kept = draf.item.get()
    assert (kept.indikator.kode, kept.triwulan.get(triwulan=1).target) == ("I01", 81)


@pytest.fixture
def dua(perencana, draf, contoh):
    """A draft with I01 and I02."""
    goal = Sasaran.objects.get(pd=contoh, tahun=2024)
    other = Indikator.objects.get(pd=contoh, kode="I02")
    perencana.post(
        reverse("perjanjian_item", args=[draf.pk]),
        {"sasaran": goal.pk, "indikator": other.pk},
        follow=True,
    )
    draf.refresh_from_db()
    return draf


def two(row, first, second) -> dict[str, str]:
    """What a browser sends of both rows: TW I to IV and the year."""
    names = ("tw1", "tw2", "tw3", "tw4", "tahunan")
    data = {"suntingan": row.suntingan}
    for item, values in zip(row.item.order_by("urutan"), (first, second), strict=True):
        data |= {f"item{item.pk}-{n}": v for n, v in zip(names, values, strict=True)}
    return data


TAHUNAN = "Indikator tahunan tidak memiliki target triwulan: TW I, TW II, TW III, TW IV."


def faults(page) -> list[tuple[str, list[str]]]:
    forms = page.context["perbaiki"]
    return [(f.item.indikator.kode, [sentence for _, sentence in f.galat]) for f in forms]


def test_all_faults_of_handing_in_are_told_at_once(perencana, dua):
    first, second = dua.item.order_by("urutan")
    url = reverse("perjanjian_ajukan", args=[dua.pk])
    page = perencana.post(
        url, two(dua, ["satu", "1.234", "", "", "90"], ["80", "90", "90", "90", "90"])
    )
    assert page.status_code == 422
    assert faults(page) == [
        (
            "I01",
            [
                'TW I: Nilai "satu" tidak dapat dibaca sebagai angka. Tulis dengan titik sebagai '
                "pemisah ribuan dan koma sebagai tanda desimal, misalnya 1.234,56.",
                'TW II: "1.234" dapat dibaca sebagai 1.234 atau 1,234. Tulis 1234 atau 1,2340 '
                "agar pasti.",
            ],
        ),
        ("I02", [TAHUNAN]),
    ]
    text = page.content.decode()
    assert "2 indikator perlu diperbaiki sebelum diajukan" in text
    assert f'href="#id_item{first.pk}-tw2"' in text
    assert f'href="#id_item{second.pk}-tahunan"' in text


def test_a_row_without_fault_carries_no_old_fault(perencana, dua):
    # Stored, both rows lack their targets; typed, only the first one cannot be read.
    url = reverse("perjanjian_simpan", args=[dua.pk])
    page = perencana.post(url, two(dua, ["satu", "", "", "", ""], ["90"] * 5))
    assert [kode for kode, _ in faults(page)] == ["I01"]
    assert "1 indikator perlu diperbaiki sebelum disimpan" in page.content.decode()
    assert "Target tahunan belum diisi" not in page.content.decode()


def test_sums_that_do_not_fit_are_listed_after_saving(perencana, dua):
    url = reverse("perjanjian_ajukan", args=[dua.pk])
    page = perencana.post(url, two(dua, ["90"] * 5, ["80", "90", "90", "90", "90"]))
    assert faults(page) == [("I02", [TAHUNAN])]
    assert dua.item.get(indikator__kode="I01").target == 90
    dua.refresh_from_db()
    assert dua.status == "draf"
    # The targets were kept: the page goes on from the draft as it is now.
    assert f'name="suntingan" value="{dua.suntingan}"' in page.content.decode()
    # Nothing to list: the rule speaks for itself.
    for item in dua.item.all():
        perencana.post(reverse("perjanjian_item_hapus", args=[dua.pk, item.pk]))
    assert "Perjanjian belum berisi indikator." in said(perencana.post(url, follow=True))


def test_a_word_that_is_not_of_the_unit_is_asked_back(perencana, dua):
    url = reverse("perjanjian_simpan", args=[dua.pk])
    page = perencana.post(url, two(dua, ["5 Predikat", "", "", "", "90 persen"], ["90"] * 5))
    assert faults(page) == [
        (
            "I01",
            [
                "TW I: Terbaca 5 dengan kata “Predikat”, padahal satuannya Persen. "
                "Tulis angkanya saja."
            ],
        )
    ]


def test_removing_is_undone_with_the_targets(perencana, dua):
    first = dua.item.get(indikator__kode="I01")
    typed = two(dua, ["90", "", "90", "90", "90"], [""] * 5)
    gone = perencana.post(
        reverse("perjanjian_item_hapus", args=[dua.pk, first.pk]), typed, follow=True
    )
    assert said(gone) == "I01 dihapus dari draf. Urungkan bila keliru: lihat “Baru dihapus”."
    undo = reverse("perjanjian_item_urungkan", args=[dua.pk, first.pk])
    assert f'formaction="{undo}"' in gone.content.decode()
    back = perencana.post(undo, follow=True)
    assert said(back) == "I01 dikembalikan beserta targetnya."
    assert "Baru dihapus" not in back.content.decode()
    item = dua.item.get(indikator__kode="I01")
    assert (item.urutan, item.target) == (1, 90)
    assert [(t.target, t.status) for t in item.triwulan.all()] == [
        (90, "ditetapkan"),
        (None, "tidak_ada"),
        (90, "ditetapkan"),
        (90, "ditetapkan"),
    ]
    assert said(perencana.post(undo, follow=True)) == (
        "Penghapusan itu sudah diurungkan, atau bukan dari sesi ini."
    )


def test_undoing_is_refused_when_the_indicator_is_back(perencana, dua, contoh):
    first = dua.item.get(indikator__kode="I01")
    perencana.post(reverse("perjanjian_item_hapus", args=[dua.pk, first.pk]), follow=True)
    perencana.post(
        reverse("perjanjian_item", args=[dua.pk]),
        {"sasaran": first.sasaran_id, "indikator": first.indikator_id},
        follow=True,
    )
    undo = reverse("perjanjian_item_urungkan", args=[dua.pk, first.pk])
    assert said(perencana.post(undo, follow=True)) == (
        "I01 sudah ditambahkan lagi ke perjanjian ini; isi targetnya di sana."
    )


def test_targets_on_a_scale_are_written_as_levels(perencana, draf, contoh):
    scale = SkalaPredikat.objects.create(
        pd=contoh, kode="OPINI", nama="Opini", sumber="UU 15/2004", berlaku_sejak=2004
    )
    for number, code in enumerate(("WDP", "WTP"), start=1):
        scale.tingkat.create(
            urutan=number,
            kode=code,
            sebutan=code,
            batas_bawah=number,
            batas_atas=number,
            inklusif=True,
        )
    with lifted([PEMICU_INDIKATOR_TETAP]):
        Indikator.objects.filter(pd=contoh, kode="I01").update(
            skala=scale, konsolidasi="nilai_terakhir"
        )
    url = reverse("perjanjian_simpan", args=[draf.pk])
    asked = perencana.post(url, targets(draf, "", "", "", "WTP", "5 Predikat"))
    assert faults(asked) == [
        (
            "I01",
            [
                "Tahunan: Terbaca 5 dengan kata “Predikat”, yang bukan tingkat skala ini. Tingkat "
                "yang dapat ditulis: WDP, WTP."
            ],
        )
    ]
    assert perencana.post(url, targets(draf, "", "", "", "wtp", "WTP")).status_code == 302
    item = draf.item.get()
    last = item.triwulan.get(triwulan=4)
    assert (item.target, item.target_teks) == (2, "WTP")
    assert (last.target, last.target_teks) == (2, "WTP")
    draf.refresh_from_db()
    # The form shows what it takes, and a number takes the place of the words.
    page = perencana.get(reverse("perjanjian", args=[draf.pk])).content.decode()
    assert page.count('value="WTP"') == 2
    assert "Tingkat yang dapat ditulis: WDP (WDP), WTP (WTP)" in page
    perencana.post(url, targets(draf, "", "", "", "1", "1"))
    item.refresh_from_db()
    assert (item.target, item.target_teks) == (1, "")
