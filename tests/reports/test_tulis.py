"""Work on the report's texts: who may do what, in which order, and what is never lost."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from indicators.models import AnalisisIndikator
from reports.actions_salin import salin_teks
from reports.actions_tulis import (
    Pembagian,
    TeksBentrok,
    ajukan_teks,
    bagi_tugas,
    buka_kembali_teks,
    kembalikan_teks,
    nyatakan_ditinjau,
    setujui_teks,
    simpan_teks,
)
from reports.context import Konteks
from reports.enums import KeadaanTulis
from reports.models import BagianTulis, Narasi
from reports.queries_tulis import SaringTulis, daftar_bagian, daftar_tulis, satu_tulis
from reports.teks import sidik_teks
from reports.tugas_tulis import tugas
from workforce.actions import Ditolak
from workforce.enums import Peran
from workforce.models import JejakAudit, PenugasanPeran, UnitKerja
from workforce.querysets import hari_ini

HARI = date(2024, 1, 15)


@pytest.fixture
def k(contoh):
    return Konteks(contoh, 2023)


@pytest.fixture
def penulis(akun, contoh):
    return akun(Peran.PERENCANA, contoh)


@pytest.fixture
def pimpinan(akun, contoh):
    return akun(Peran.PIMPINAN, contoh)


def satu(k: Konteks, slug: str = "kesimpulan"):
    found = satu_tulis(Konteks(k.pd, k.tahun), slug, HARI)
    assert found is not None
    return found.tulis


def kirim(k: Konteks, act, by, slug: str = "kesimpulan", **isi):
    """Do something with a text as it is stored now."""
    tulis = satu(k, slug)
    if act is not buka_kembali_teks:
        isi = {"dilihat": sidik_teks(tulis.bagian.teks)} | isi
    return act(konteks=k, bagian=tulis.bagian, by=by, **isi)


def ditolak(k: Konteks, act, by, **isi) -> str:
    with pytest.raises(Ditolak) as error:
        kirim(k, act, by, **isi)
    return error.value.alasan


@pytest.fixture
def diajukan(k, penulis):
    """A text of the writer that waits for approval."""
    kirim(k, simpan_teks, penulis, isi="<p>Baru.</p>")
    return kirim(k, ajukan_teks, penulis)


# --- The list ------------------------------------------------------------------------------------


def test_texts_stand_in_the_order_of_the_outline(k):
    parts = daftar_bagian(k)
    slugs = [part.slug for part in parts]

    assert slugs[:4] == ["kata-pengantar", "ikhtisar", "ikhtisar-faktor", "ikhtisar-rencana"]
    assert slugs[-1] == "reviu"
    assert len(slugs) == len(set(slugs))
    names = {part.slug: (part.nama, part.bab) for part in parts}
    assert names["kata-pengantar"] == ("Kata Pengantar", "Kata Pengantar")
    assert names["ikhtisar-faktor"] == ("Ikhtisar faktor", "Ikhtisar Eksekutif")
    assert names["latar-belakang"] == ("Latar Belakang", "Pendahuluan")
    assert names["penyebab-i01"] == (
        "I01: Penyebab keberhasilan atau kegagalan",
        "Akuntabilitas Kinerja",
    )


def test_every_text_of_the_demo_is_in_the_list(bpsdm):
    parts = daftar_bagian(Konteks(bpsdm, 2023))

    stored = set(Narasi.objects.of_pd(bpsdm).values_list("bagian", flat=True))
    assert stored <= {part.slug for part in parts}
    assert sum(bool(part.teks) for part in parts) == 181


def test_list_counts_and_filters(k, penulis, pimpinan):
    first, second = daftar_bagian(k)[:2]
    bagi_tugas(
        konteks=k,
        daftar=[first, second],
        isian=Pembagian(penulis, pimpinan, date(2024, 1, 10)),
        by=penulis,
    )
    found = daftar_tulis(k, HARI, SaringTulis(), penulis.pk)

    assert [(str(state.label), n) for state, n in found.per_keadaan] == [
        ("Belum mulai", len(found.semua) - 2),
        ("Ditulis", 2),
        ("Ditinjau", 0),
        ("Disetujui", 0),
    ]
    assert (found.persen, found.terlambat, found.salinan) == (0, 2, 0)
    assert found.tanpa_penulis == len(found.semua) - 2
    assert len(found.kosong_disebut) == 8
    assert found.kosong_lain == len(found.semua) - 10

    def shown(**saring: str) -> list[str]:
        rows = daftar_tulis(k, HARI, SaringTulis(**saring), penulis.pk).tampil
        return [row.bagian.slug for row in rows]

    assert shown(hal="saya") == ["kata-pengantar", "ikhtisar"]
    assert shown(hal="lewat") == ["kata-pengantar", "ikhtisar"]
    assert shown(hal="salinan") == []
    assert shown(keadaan="ditulis") == ["kata-pengantar", "kesimpulan"]
    assert len(shown(hal="tanpa-penulis")) == len(found.semua) - 2
    assert len(shown(jenis="analisis")) == 6 * len(k.indikator) == found.jenis["analisis"]
    assert daftar_tulis(k, HARI, SaringTulis(hal="saya"), pimpinan.pk).tampil[0].terlambat_hari == 5


def test_list_asks_the_same_number_of_queries_whatever_it_holds(
    contoh, penulis, pimpinan, django_assert_num_queries
):
    k = Konteks(contoh, 2023)
    parts = daftar_bagian(k)
    for count in (1, 3):
        bagi_tugas(konteks=k, daftar=parts[:count], isian=Pembagian(penulis, pimpinan), by=penulis)
        with django_assert_num_queries(1):
            rows = daftar_tulis(k, HARI, SaringTulis(hal="saya"), penulis.pk).tampil
            assert len([str(row.kerja.penyetuju) for row in rows if row.kerja]) == count


def test_list_of_a_report_without_records(kosong):
    found = daftar_tulis(Konteks(kosong, 2023), HARI, SaringTulis())
    assert found.persen == 0
    assert {row.keadaan for row in found.semua} == {KeadaanTulis.BELUM_MULAI}


# --- Saving --------------------------------------------------------------------------------------


def test_text_is_cleaned_stored_and_its_author_is_in_the_trail(k, penulis):
    row = kirim(
        k, simpan_teks, penulis, isi="<div>Naik <b>[[hitung.melampaui]]</b><script>x</script></div>"
    )

    assert satu(k).bagian.teks == "<p>Naik <strong>[[hitung.melampaui]]</strong></p>"
    assert (row.keadaan, row.ditulis_oleh, list(row.penyumbang.all())) == (
        KeadaanTulis.DITULIS,
        penulis,
        [penulis],
    )
    work, text, begun = JejakAudit.objects.order_by("-pk")[:3]
    assert (text.tabel, text.pelaku, text.pd) == ("reports_narasi", penulis, k.pd)
    assert text.sesudah["isi"] == satu(k).bagian.teks
    assert [(e.tabel, e.aksi, e.pelaku) for e in (begun, work)] == [
        ("reports_bagiantulis", "buat", penulis),
        ("reports_bagiantulis", "ubah", penulis),
    ]


def test_unchanged_text_changes_nothing(k, penulis):
    before = satu(k).bagian.teks
    row = kirim(k, simpan_teks, penulis, isi=before.replace("\n", "\r\n"))
    assert (row.versi, row.ditulis_oleh) == (1, None)


def test_new_text_and_analysis_are_stored_where_the_report_reads_them(k, penulis):
    kirim(k, simpan_teks, penulis, "saran", isi="Saran baru.")
    kirim(k, simpan_teks, penulis, "solusi-i01", isi="Solusi baru.")

    assert Narasi.objects.get(pd=k.pd, bagian="saran").isi == "<p>Saran baru.</p>"
    analysis = AnalisisIndikator.objects.get(indikator__pd=k.pd, indikator__kode="I01", tahun=2023)
    assert analysis.solusi == "<p>Solusi baru.</p>"
    assert BagianTulis.objects.get(bagian="solusi-i01").indikator == analysis.indikator


def test_text_may_be_emptied(k, penulis):
    row = kirim(k, simpan_teks, penulis, isi="")
    assert (row.keadaan, satu(k).keadaan) == (KeadaanTulis.BELUM_MULAI, KeadaanTulis.BELUM_MULAI)


def test_facts_that_cannot_be_printed_are_named_with_their_place(k, penulis):
    with pytest.raises(ValidationError) as error:
        kirim(
            k,
            simpan_teks,
            penulis,
            isi="<p>Baik.</p><p>Nilai [[indikator.I99.capaian]] dan [[ pd.tugas ]].</p>"
            "<p>Lihat [[lihat.tidak-ada]]; [[tahun dan.</p>",
        )

    assert error.value.message_dict["isi"] == [
        "Paragraf 2: Fakta “indikator.I99.capaian” tidak ditemukan. Pilih fakta dari daftar, atau "
        "hapus [[indikator.I99.capaian]].",
        "Paragraf 3: Fakta “lihat.tidak-ada” tidak ditemukan. Pilih fakta dari daftar, atau "
        "hapus [[lihat.tidak-ada]].",
        "Paragraf 3: Kurung “[[” pada “Lihat ; [[tahun dan.” tidak berpasangan. Fakta ditulis "
        "[[alamat]].",
    ]
    assert satu(k).bagian.teks.startswith("<p>Dari")


def test_two_authors_never_overwrite_each_other(k, penulis, akun, contoh):
    other = akun(Peran.ADMIN_PD, contoh)
    seen = sidik_teks(satu(k).bagian.teks)
    kirim(k, simpan_teks, penulis, isi="Teks pertama.")

    with pytest.raises(TeksBentrok) as error:
        kirim(k, simpan_teks, other, isi="Teks kedua.", dilihat=seen)

    assert error.value.code == "bentrok"
    assert error.value.messages[0].startswith(f"{penulis} menyimpan teks lain")
    assert error.value.tulis.bagian.teks == "<p>Teks pertama.</p>"
    assert satu(k).bagian.teks == "<p>Teks pertama.</p>"


def test_text_changed_by_a_file_is_a_conflict_too(k, penulis):
    seen = sidik_teks(satu(k).bagian.teks)
    Narasi.objects.filter(pd=k.pd, bagian="kesimpulan").update(isi="<p>Dari berkas.</p>")

    with pytest.raises(TeksBentrok, match="Orang lain menyimpan teks lain"):
        kirim(k, simpan_teks, penulis, isi="Teks saya.", dilihat=seen)


# --- From writing to approval --------------------------------------------------------------------


def test_text_is_handed_in_and_approved_by_another(k, penulis, pimpinan, diajukan):
    assert (diajukan.keadaan, diajukan.sidik) == ("ditinjau", sidik_teks("<p>Baru.</p>"))
    assert "sedang ditinjau oleh penyetuju" in ditolak(k, simpan_teks, penulis, isi="Lain.")

    row = kirim(k, setujui_teks, pimpinan)

    assert (row.keadaan, row.disetujui_oleh, row.diajukan_oleh) == ("disetujui", pimpinan, penulis)
    assert "sudah disetujui" in ditolak(k, simpan_teks, penulis, isi="Lain.")
    assert daftar_tulis(k, HARI, SaringTulis()).hitungan[KeadaanTulis.DISETUJUI] == 1


def test_nobody_approves_what_she_wrote_or_handed_in(k, penulis, akun, contoh):
    other = akun(Peran.ADMIN_PD, contoh)
    kirim(k, simpan_teks, other, isi="Baru.")
    kirim(k, ajukan_teks, penulis)

    assert ditolak(k, setujui_teks, penulis) == (
        "Anda yang mengajukan teks ini. Orang lain menyetujuinya."
    )
    assert (
        ditolak(k, setujui_teks, other) == "Anda ikut menulis teks ini. Orang lain menyetujuinya."
    )


def test_text_is_sent_back_with_a_reason_and_handed_in_again(k, penulis, pimpinan, diajukan):
    with pytest.raises(ValidationError, match="Alasan masih kosong"):
        kirim(k, kembalikan_teks, pimpinan, alasan=" ")
    row = kirim(k, kembalikan_teks, pimpinan, alasan="Sebutkan sebabnya.")
    assert (row.keadaan, row.catatan, row.sidik) == ("ditulis", "Sebutkan sebabnya.", "")

    assert kirim(k, ajukan_teks, penulis).catatan == ""
    assert "belum dapat ditinjau" in ditolak(
        k, kembalikan_teks, pimpinan, slug="kata-pengantar", alasan="x"
    )


def test_text_is_taken_back_and_opened_again(k, penulis, pimpinan, diajukan):
    assert kirim(k, buka_kembali_teks, penulis).keadaan == "ditulis"
    assert "dapat langsung diubah" in ditolak(k, buka_kembali_teks, penulis)
    kirim(k, ajukan_teks, penulis)
    kirim(k, setujui_teks, pimpinan)
    row = kirim(k, buka_kembali_teks, penulis)
    assert (row.keadaan, row.disetujui_oleh, row.disetujui_pada) == ("ditulis", None, None)


def test_empty_text_is_not_handed_in(k, penulis):
    assert ditolak(k, ajukan_teks, penulis, slug="saran") == (
        "Teks ini masih kosong. Tulis dan simpan dahulu."
    )


def test_who_may_not_write_is_told_who_may(k, pimpinan):
    refused = ditolak(k, ajukan_teks, pimpinan, slug="saran")
    assert "ditulis oleh pemilik hak menulis laporan" in refused
    assert "kosong" not in refused


def test_approval_is_of_the_text_that_was_read(k, penulis, pimpinan, diajukan):
    with pytest.raises(TeksBentrok):
        kirim(k, setujui_teks, pimpinan, dilihat=sidik_teks("<p>Lain.</p>"))


@pytest.mark.parametrize("setuju", [False, True], ids=["handed in", "approved"])
def test_text_changed_elsewhere_is_approved_no_more(k, penulis, pimpinan, diajukan, setuju):
    if setuju:
        kirim(k, setujui_teks, pimpinan)
    Narasi.objects.filter(pd=k.pd, bagian="kesimpulan").update(isi="<p>Dari berkas.</p>")

    tulis = satu(k)
    assert (tulis.keadaan, tulis.berubah) == (KeadaanTulis.DITULIS, True)
    assert "belum dapat ditinjau" in ditolak(k, setujui_teks, pimpinan)
    row = kirim(k, ajukan_teks, penulis)
    assert (row.keadaan, row.sidik) == ("ditinjau", sidik_teks("<p>Dari berkas.</p>"))


def test_only_the_named_approver_approves(k, penulis, pimpinan, akun, contoh, diajukan):
    verifikator = akun(Peran.VERIFIKATOR, contoh)
    bagi_tugas(
        konteks=k, daftar=[satu(k).bagian], isian=Pembagian(penyetuju=verifikator), by=penulis
    )

    assert ditolak(k, setujui_teks, pimpinan) == f"Penyetuju teks ini {verifikator}."
    assert f"sedang ditinjau {verifikator}" in ditolak(k, simpan_teks, penulis, isi="Lain.")
    assert kirim(k, setujui_teks, verifikator).disetujui_oleh == verifikator


def test_strangers_to_the_work_are_refused(k, penulis, akun, contoh, diajukan):
    pembaca = akun(Peran.PEMBACA, contoh)
    assert ditolak(k, setujui_teks, pembaca) == (
        "Teks ini disetujui oleh pemilik hak menyetujui teks laporan untuk seluruh Dinas Contoh."
    )
    assert ditolak(k, buka_kembali_teks, pembaca) == (
        "“Kesimpulan” ditulis oleh pemilik hak menulis laporan untuk seluruh Dinas Contoh."
    )
    assert "dibagi oleh" in _tolak_bagi(k, pembaca, Pembagian(pembaca))


def _tolak_bagi(k, by, isian, slug: str = "kesimpulan") -> str:
    with pytest.raises(Ditolak) as error:
        bagi_tugas(konteks=k, daftar=[satu(k, slug).bagian], isian=isian, by=by)
    return error.value.alasan


def test_whoever_a_text_was_given_to_writes_it(k, penulis, akun, contoh):
    verifikator, pembaca = akun(Peran.VERIFIKATOR, contoh), akun(Peran.PEMBACA, contoh)
    bagi_tugas(konteks=k, daftar=[satu(k).bagian], isian=Pembagian(penulis=verifikator), by=penulis)

    assert kirim(k, simpan_teks, verifikator, isi="Baru.").ditulis_oleh == verifikator
    assert ditolak(k, simpan_teks, pembaca, isi="Lain.").endswith(f", atau oleh {verifikator}.")


def test_role_of_a_unit_writes_the_analysis_of_its_indicators(k, akun, contoh):
    user = akun(Peran.PERENCANA, contoh, "perencana-unit")
    row = next(r for r in k.indikator if r.kode == "I01")
    PenugasanPeran.objects.filter(pengguna=user).update(unit=row.indikator.unit)
    other = UnitKerja.objects.of_pd(contoh).exclude(pk=row.indikator.unit_id).last()

    assert kirim(k, simpan_teks, user, "solusi-i01", isi="Baru.").ditulis_oleh == user
    assert "untuk seluruh Dinas Contoh" in ditolak(k, simpan_teks, user, isi="Baru.")
    assert "bukan untuk unit tertentu" in _tolak_bagi(k, user, Pembagian(user))
    PenugasanPeran.objects.filter(pengguna=user).update(unit=other)
    user = type(user).objects.get(pk=user.pk)
    assert f"untuk {row.indikator.unit}" in ditolak(
        k, simpan_teks, user, slug="rencana-i01", isi="x"
    )


# --- Giving out ----------------------------------------------------------------------------------


def test_work_is_given_out_and_repeated_gifts_change_nothing(k, penulis, pimpinan):
    parts = daftar_bagian(k)[:2]
    wish = Pembagian(penulis, pimpinan, date(2024, 2, 1))

    assert bagi_tugas(konteks=k, daftar=parts, isian=wish, by=penulis) == 2
    assert bagi_tugas(konteks=k, daftar=parts, isian=wish, by=penulis) == 0
    assert bagi_tugas(konteks=k, daftar=parts, isian=Pembagian(tenggat=HARI), by=penulis) == 2
    row = BagianTulis.objects.get(bagian=parts[0].slug)
    assert (row.penulis, row.penyetuju, row.tenggat) == (penulis, pimpinan, HARI)
    entry = (
        JejakAudit.objects.filter(tabel="reports_bagiantulis", baris=row.pk).order_by("pk").last()
    )
    assert (entry.pelaku, entry.sesudah["tenggat"]) == (penulis, "2024-01-15")


def test_gifts_that_do_not_fit_are_refused_by_field(k, penulis, akun, bpsdm):
    stranger = akun(Peran.PERENCANA, bpsdm)
    with pytest.raises(ValidationError) as error:
        bagi_tugas(konteks=k, daftar=[], isian=Pembagian(), by=penulis)
    assert set(error.value.message_dict) == {"bagian", "penulis"}
    with pytest.raises(ValidationError) as error:
        bagi_tugas(
            konteks=k,
            daftar=[satu(k).bagian],
            isian=Pembagian(stranger, stranger),
            by=penulis,
        )
    assert error.value.message_dict == {
        "penulis": [f"{stranger} tidak berperan pada Dinas Contoh."],
        "penyetuju": [f"Peran {stranger} tidak menyetujui teks laporan."],
    }


def test_writer_and_approver_are_two_persons(k, penulis):
    with pytest.raises(ValidationError, match="Pilih dua orang"):
        bagi_tugas(
            konteks=k, daftar=[satu(k).bagian], isian=Pembagian(penulis, penulis), by=penulis
        )


# --- Tasks ---------------------------------------------------------------------------------------


def test_tasks_of_writer_and_approver(k, penulis, pimpinan, diajukan):
    parts = [satu(k).bagian, satu(k, "saran").bagian, satu(k, "ikhtisar").bagian]
    bagi_tugas(konteks=k, daftar=parts, isian=Pembagian(penulis, pimpinan), by=penulis)
    bagi_tugas(konteks=k, daftar=parts[1:2], isian=Pembagian(tenggat=HARI), by=penulis)
    agencies = {k.pd.pk: k.pd}

    (write,) = tugas(penulis, agencies, HARI + timedelta(days=1))
    assert (write.judul, write.jatuh_tempo, write.sisa) == ("Tulis 2 bagian laporan 2023", HARI, -1)
    assert write.alamat == "/laporan/CONTOH/2023/penulisan/?hal=saya"
    (approve,) = tugas(pimpinan, agencies, HARI)
    assert (approve.judul, approve.jatuh_tempo) == (
        "Tinjau 1 bagian laporan 2023",
        date(2024, 2, 29),
    )
    assert approve.alamat.endswith("?keadaan=ditinjau")

    kirim(k, kembalikan_teks, pimpinan, alasan="Kurang.")
    (write,) = tugas(penulis, agencies, HARI)
    assert (write.jumlah, write.keterangan) == (3, "1 di antaranya dikembalikan dengan alasan.")


def test_text_without_an_approver_waits_for_all_who_may(k, penulis, pimpinan, akun, diajukan):
    agencies = {k.pd.pk: k.pd}
    assert [t.judul for t in tugas(pimpinan, agencies, HARI)] == ["Tinjau 1 bagian laporan 2023"]
    # Neither whoever wrote it nor a reader.
    assert list(tugas(penulis, agencies, HARI)) == []
    assert list(tugas(akun(Peran.PEMBACA, k.pd), agencies, HARI)) == []


# --- What the database keeps ---------------------------------------------------------------------


def test_no_channel_approves_what_was_not_handed_in(k, penulis, pimpinan):
    row = kirim(k, simpan_teks, penulis, isi="Baru.")
    approved = {
        "keadaan": "disetujui",
        "sidik": "x",
        "diajukan_oleh": penulis,
        "disetujui_oleh": pimpinan,
        "disetujui_pada": "2024-01-01T00:00Z",
    }
    with pytest.raises(IntegrityError, match="sesudah diajukan"), transaction.atomic():
        BagianTulis.objects.filter(pk=row.pk).update(**approved)
    with pytest.raises(IntegrityError, match="sesudah diajukan"), transaction.atomic():
        BagianTulis.objects.create(
            pd=k.pd, tahun=2023, bagian="saran", diubah_oleh=penulis, **approved
        )


def test_hand_that_handed_in_does_not_approve_in_the_database_either(k, penulis, diajukan):
    with pytest.raises(IntegrityError, match="tulis_persetujuan_lengkap"), transaction.atomic():
        BagianTulis.objects.filter(pk=diajukan.pk).update(
            keadaan="disetujui", disetujui_oleh=penulis, disetujui_pada="2024-01-01T00:00Z"
        )


def test_names(k, penulis):
    row = kirim(k, simpan_teks, penulis, isi="Baru.")
    assert str(row) == "Penulisan kesimpulan 2023"
    assert hari_ini() >= HARI


# --- Next year -----------------------------------------------------------------------------------


def test_next_year_begins_with_this_years_texts_not_yet_reviewed(contoh, penulis, pimpinan):
    Narasi.objects.filter(pd=contoh, bagian="kesimpulan").update(
        isi="<p>[[tahun]]: [[indikator.I01.realisasi.2022]] dan [[ indikator.I01.target ]].</p>"
    )
    baru = Konteks(contoh, 2024)
    part = next(b for b in daftar_bagian(baru) if b.slug == "kata-pengantar")
    bagi_tugas(konteks=baru, daftar=[part], isian=Pembagian(penulis), by=penulis)

    assert salin_teks(konteks=Konteks(contoh, 2024), by=penulis) == 2

    found = satu(baru)
    assert found.bagian.teks == (
        "<p>[[tahun]]: [[indikator.I01.realisasi.2023]] dan [[indikator.I01.target]].</p>"
    )
    assert (found.keadaan, found.salinan) == (KeadaanTulis.DITULIS, 2023)
    assert satu(baru, "kata-pengantar").kerja.penulis == penulis
    assert satu(baru, "kata-pengantar").salinan == 2023
    entry = JejakAudit.objects.filter(tabel="reports_narasi").order_by("-pk").first()
    assert entry.pelaku == penulis
    shown = daftar_tulis(Konteks(contoh, 2024), HARI, SaringTulis(hal="salinan"))
    assert (len(shown.tampil), shown.salinan) == (2, 2)

    assert "masih teks tahun 2023" in ditolak(baru, ajukan_teks, penulis)
    assert kirim(baru, nyatakan_ditinjau, penulis).disalin_dari is None
    assert kirim(baru, ajukan_teks, penulis).keadaan == "ditinjau"
    # What is there stays: only empty texts are filled.
    with pytest.raises(Ditolak, match="Tidak ada teks tahun 2023"):
        salin_teks(konteks=Konteks(contoh, 2024), by=penulis)
    with pytest.raises(Ditolak, match="dibagi oleh"):
        salin_teks(konteks=Konteks(contoh, 2024), by=pimpinan)


def test_analysis_moves_on_too(k, contoh, penulis):
    row = next(r for r in k.indikator if r.kode == "I01")
    AnalisisIndikator.objects.filter(indikator=row.indikator).delete()
    AnalisisIndikator.objects.create(indikator=row.indikator, tahun=2022, rencana="<p>Naik.</p>")

    assert salin_teks(konteks=Konteks(contoh, 2023), by=penulis) == 1

    found = satu(k, "rencana-i01")
    assert (found.bagian.teks, found.salinan) == ("<p>Naik.</p>", 2022)
    assert found.kerja is not None
    assert found.kerja.indikator == row.indikator
    assert kirim(k, simpan_teks, penulis, "rencana-i01", isi="Turun.").disalin_dari is None
