"""Agreements from the first draft to an amendment, with what is refused on the way."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from indicators.actions import Ditolak
from indicators.actions_item import (
    IsianItem,
    PerjanjianBentrok,
    ambil_rencana,
    hapus_item,
    pulihkan_item,
    simpan_target,
    tambah_item,
)
from indicators.actions_perjanjian import (
    ajukan_perjanjian,
    buka_tahun,
    kembalikan_perjanjian,
    setujui_perjanjian,
    susun_perjanjian,
    tandatangani,
    ubah_perjanjian,
)
from indicators.enums import StatusPerjanjian, StatusTarget, SumberTarget
from indicators.models import (
    Indikator,
    ItemPerjanjian,
    PerjanjianKinerja,
    Sasaran,
    TargetTahunan,
    TargetTriwulan,
)
from indicators.queries_perjanjian import bandingkan_versi, rencana_berbeda
from indicators.queries_pohon import pohon_kinerja
from indicators.triggers import PERJANJIAN_TETAP
from lkip.tables import Tanpa
from workforce.enums import Peran
from workforce.models import Jabatan, JejakAudit, PemangkuJabatan, UnitKerja

HARI = date(2024, 1, 15)


@pytest.fixture
def perencana(akun, contoh):
    return akun(Peran.PERENCANA, contoh)


@pytest.fixture
def pimpinan(akun, contoh):
    return akun(Peran.PIMPINAN, contoh)


@pytest.fixture
def kepala(contoh):
    return Jabatan.objects.get(pd=contoh, kode="KEPALA-CONTOH")


@pytest.fixture
def bidang(contoh, kepala):
    """A post of eselon III below the head, with its holder."""
    post = Jabatan.objects.create(
        pd=contoh,
        kode="KABID-LAYANAN",
        nama="Kepala Bidang Layanan",
        unit=UnitKerja.objects.get(pd=contoh, kode="BID-LAYANAN"),
        atasan=kepala,
        eselon="III.b",
    )
    PemangkuJabatan.objects.create(
        jabatan=post, nama="Kepala Bidang Rekaan", sejak=date(2023, 1, 1)
    )
    return post


@pytest.fixture
def sasaran(contoh):
    return Sasaran.objects.create(
        pd=contoh, tahun=2024, kode="S01", urutan=1, jenis="strategis", sasaran="Layanan cepat"
    )


@pytest.fixture
def draf(kepala, perencana):
    return susun_perjanjian(jabatan=kepala, tahun=2024, hari=HARI, by=perencana)


@pytest.fixture
def isi(draf, sasaran, contoh, perencana):
    """A draft with one indicator whose quarterly targets average to the year's."""
    item = tambah_item(
        perjanjian=draf,
        sasaran=sasaran,
        indikator=Indikator.objects.get(pd=contoh, kode="I01"),
        by=perencana,
    )
    draf.refresh_from_db()
    simpan_target(
        perjanjian=draf,
        isian={item.pk: isian("90", "90", "90", "90", "90")},
        suntingan=draf.suntingan,
        by=perencana,
    )
    draf.refresh_from_db()
    return item


def isian(*values: str) -> IsianItem:
    *quarters, year = (Decimal(v) if v else None for v in values)
    return IsianItem(tahunan=year, triwulan=dict(enumerate(quarters, start=1)), sumber_data="App")


@pytest.fixture
def berlaku(draf, isi, perencana, pimpinan):
    ajukan_perjanjian(perjanjian=draf, by=perencana)
    setujui_perjanjian(perjanjian=draf, by=pimpinan)
    return tandatangani(perjanjian=draf, tanggal=date(2024, 1, 20), by=perencana)


def refused(act, **kwargs) -> str:
    with pytest.raises(ValidationError) as caught, transaction.atomic():
        act(**kwargs)
    return " ".join(caught.value.messages)


def test_parties_are_the_holders_of_the_day(draf):
    assert draf.pihak_pertama.nama == "Kepala Dinas Rekaan"
    assert draf.pihak_kedua.nama == "Wali Kota Rekaan"
    assert draf.jabatan_pihak_kedua == "Wali Kota Contoh"
    assert (draf.status, draf.versi, draf.suntingan) == (StatusPerjanjian.DRAF, 1, 1)


def test_an_agreement_needs_a_holder_on_the_day(kepala, perencana):
    sentence = refused(
        susun_perjanjian, jabatan=kepala, tahun=2025, hari=date(2020, 1, 1), by=perencana
    )
    assert sentence == (
        "Tidak ada pemangku Kepala Dinas Contoh pada 1 Januari 2020. "
        "Lengkapi pemangku jabatan di Pengaturan."
    )


def test_an_agreement_needs_a_superior(contoh, perencana):
    top = Jabatan.objects.get(pd=contoh, kode="WALI-KOTA")
    assert refused(susun_perjanjian, jabatan=top, tahun=2024, hari=HARI, by=perencana) == (
        "Atasan Wali Kota Contoh belum ditetapkan di Pengaturan."
    )


def test_a_second_first_version_is_refused(draf, kepala, perencana):
    assert refused(susun_perjanjian, jabatan=kepala, tahun=2024, hari=HARI, by=perencana) == (
        "Perjanjian Kinerja 2024 untuk Kepala Dinas Contoh sudah ada; "
        "buka versinya atau buat perubahan."
    )


@pytest.mark.parametrize("peran", [Peran.VERIFIKATOR, Peran.PIMPINAN, Peran.PEMBACA])
def test_only_planners_and_administrators_draft(peran, akun, contoh, kepala):
    sentence = refused(
        susun_perjanjian, jabatan=kepala, tahun=2025, hari=HARI, by=akun(peran, contoh)
    )
    assert sentence == (
        "Hak menyusun perjanjian kinerja pada Dinas Contoh dimiliki oleh: Administrator perangkat "
        "daerah, Perencana. Peran Anda tidak termasuk."
    )


def test_a_planner_of_another_agency_is_refused(akun, bpsdm, kepala):
    with pytest.raises(Ditolak):
        susun_perjanjian(
            jabatan=kepala, tahun=2025, hari=HARI, by=akun(Peran.PERENCANA, bpsdm, "orang-lain")
        )


def test_the_yearly_target_is_proposed_from_the_renstra(draf, sasaran, contoh, perencana):
    indikator = Indikator.objects.get(pd=contoh, kode="I02")
    TargetTahunan.objects.create(
        indikator=indikator, tahun=2024, sumber=SumberTarget.RENSTRA, nilai=Decimal(9)
    )
    item = tambah_item(perjanjian=draf, sasaran=sasaran, indikator=indikator, by=perencana)
    assert (item.urutan, item.target) == (1, Decimal(9))


def test_the_target_of_the_plan_is_taken_over_and_quarters_stay(draf, isi, contoh, perencana):
    planned = TargetTahunan.objects.get(indikator=isi.indikator, tahun=2024, sumber="renstra")
    isi.refresh_from_db()
    assert (isi.target, planned.nilai) == (Decimal(90), Decimal(92))
    assert rencana_berbeda(draf, [isi]) == {isi.pk: Decimal(92)}

    taken = ambil_rencana(item=isi, by=perencana)
    assert (taken.target, taken.target_teks) == (Decimal(92), "")
    assert [t.target for t in isi.triwulan.all()] == [Decimal(90)] * 4
    assert rencana_berbeda(draf, [taken]) == {}
    entries = JejakAudit.objects.filter(tabel="indicators_itemperjanjian", baris=isi.pk)
    entry = entries.order_by("pk").last()
    assert (entry.aksi, entry.pelaku) == ("ubah", perencana)

    planned.nilai, planned.teks = None, "Baik"
    planned.save()
    assert rencana_berbeda(draf, [taken]) == {isi.pk: Tanpa("Baik")}
    taken = ambil_rencana(item=isi, by=perencana)
    assert (taken.target, taken.target_teks) == (None, "Baik")
    assert rencana_berbeda(draf, [taken]) == {}


def test_a_target_that_left_the_plan_is_not_taken(draf, isi, perencana):
    TargetTahunan.objects.filter(indikator=isi.indikator, tahun=2024).delete()
    assert rencana_berbeda(draf, [isi]) == {}
    assert refused(ambil_rencana, item=isi, by=perencana) == (
        "Renstra tidak lagi memuat target 2024 untuk I01. Tulis targetnya pada kolom Tahunan."
    )


def test_a_signed_agreement_takes_nothing_from_the_plan(berlaku, isi, perencana):
    assert refused(ambil_rencana, item=isi, by=perencana) == PERJANJIAN_TETAP


def test_targets_are_stored_with_their_status(isi, perencana):
    quarters = list(isi.triwulan.values_list("triwulan", "target", "status"))
    assert quarters == [(q, Decimal(90), StatusTarget.DITETAPKAN) for q in (1, 2, 3, 4)]
    trail = JejakAudit.objects.filter(tabel="indicators_targettriwulan").order_by("-pk").first()
    assert (trail.pelaku, trail.sesudah["target"]) == (perencana, 90)


def test_an_empty_quarter_is_not_a_zero(draf, isi, perencana):
    simpan_target(
        perjanjian=draf,
        isian={isi.pk: isian("", "90", "90", "90", "90")},
        suntingan=draf.suntingan,
        by=perencana,
    )
    first = isi.triwulan.get(triwulan=1)
    assert (first.target, first.status) == (None, StatusTarget.TIDAK_ADA)


def test_rows_that_were_not_sent_stay_and_an_emptied_year_is_empty(
    draf, isi, sasaran, contoh, perencana
):
    other = tambah_item(
        perjanjian=draf,
        sasaran=sasaran,
        indikator=Indikator.objects.get(pd=contoh, kode="I02"),
        by=perencana,
    )
    draf.refresh_from_db()
    simpan_target(
        perjanjian=draf,
        isian={other.pk: isian("", "", "", "", "")},
        suntingan=draf.suntingan,
        by=perencana,
    )
    other.refresh_from_db()
    isi.refresh_from_db()
    assert (other.target, isi.target) == (None, Decimal(90))


def test_two_authors_notice_each_other(draf, isi, perencana):
    with pytest.raises(PerjanjianBentrok) as caught, transaction.atomic():
        simpan_target(
            perjanjian=draf,
            isian={isi.pk: isian("1", "1", "1", "1", "1")},
            suntingan=draf.suntingan - 1,
            by=perencana,
        )
    assert "Orang lain sudah mengubah perjanjian ini" in caught.value.messages[0]
    assert isi.triwulan.get(triwulan=1).target == 90


def test_a_sasaran_of_another_year_is_refused(draf, contoh, perencana):
    sentence = refused(
        tambah_item,
        perjanjian=draf,
        sasaran=Sasaran.objects.get(pd=contoh, tahun=2023, kode="S01"),
        indikator=Indikator.objects.get(pd=contoh, kode="I01"),
        by=perencana,
    )
    assert sentence == "Sasaran bukan dari PD dan tahun perjanjian ini."


def test_an_empty_agreement_is_not_handed_in(draf, perencana):
    assert refused(ajukan_perjanjian, perjanjian=draf, by=perencana) == (
        "Perjanjian belum berisi indikator."
    )


def test_targets_that_do_not_add_up_are_not_handed_in(draf, isi, perencana):
    simpan_target(
        perjanjian=draf,
        isian={isi.pk: isian("80", "90", "90", "90", "90")},
        suntingan=draf.suntingan,
        by=perencana,
    )
    assert refused(ajukan_perjanjian, perjanjian=draf, by=perencana) == (
        "I01: Rata-rata target triwulan 87,5 tidak sama dengan target tahunan 90."
    )


def test_a_target_in_words_is_left_to_its_words(draf, isi, perencana):
    ItemPerjanjian.objects.filter(pk=isi.pk).update(target=None, target_teks="WTP")
    TargetTriwulan.objects.filter(item=isi).delete()
    assert ajukan_perjanjian(perjanjian=draf, by=perencana).status == StatusPerjanjian.DIAJUKAN


def test_whoever_hands_in_does_not_approve(draf, isi, contoh, akun):
    both = akun(Peran.PERENCANA, contoh, "rangkap")
    both.penugasan.create(peran=Peran.PIMPINAN, pd=contoh)
    ajukan_perjanjian(perjanjian=draf, by=both)
    assert refused(setujui_perjanjian, perjanjian=draf, by=both) == (
        "Anda sendiri yang mengajukan perjanjian ini; persetujuan diberikan orang lain."
    )
    draf.refresh_from_db()
    with pytest.raises(IntegrityError), transaction.atomic():
        PerjanjianKinerja.objects.filter(pk=draf.pk).update(
            status=StatusPerjanjian.DISETUJUI, disetujui_oleh=both
        )


def test_only_what_was_handed_in_is_approved(draf, isi, pimpinan, perencana):
    assert refused(setujui_perjanjian, perjanjian=draf, by=pimpinan) == (
        "Hanya perjanjian yang diajukan dapat disetujui atau dikembalikan."
    )
    assert "Hak menyetujui perjanjian kinerja" in refused(
        setujui_perjanjian, perjanjian=draf, by=perencana
    )


def test_a_returned_agreement_says_why(draf, isi, perencana, pimpinan):
    ajukan_perjanjian(perjanjian=draf, by=perencana)
    assert refused(kembalikan_perjanjian, perjanjian=draf, alasan=" ", by=pimpinan) == (
        "Isi alasan pengembalian."
    )
    row = kembalikan_perjanjian(perjanjian=draf, alasan="Target terlalu rendah.", by=pimpinan)
    assert (row.status, row.alasan) == (StatusPerjanjian.DRAF, "Target terlalu rendah.")
    again = ajukan_perjanjian(perjanjian=draf, by=perencana)
    assert (again.status, again.alasan) == (StatusPerjanjian.DIAJUKAN, "")


def test_signing_puts_it_in_force(berlaku):
    assert (berlaku.status, berlaku.tanggal) == (StatusPerjanjian.BERLAKU, date(2024, 1, 20))


def test_only_an_approved_agreement_is_signed(draf, isi, perencana):
    assert refused(tandatangani, perjanjian=draf, tanggal=HARI, by=perencana) == (
        "Hanya perjanjian yang disetujui dapat ditandatangani."
    )


def test_a_signing_in_the_future_is_refused(draf, isi, perencana, pimpinan):
    ajukan_perjanjian(perjanjian=draf, by=perencana)
    setujui_perjanjian(perjanjian=draf, by=pimpinan)
    assert refused(tandatangani, perjanjian=draf, tanggal=date(2999, 1, 1), by=perencana) == (
        "Tanggal penandatanganan belum tiba."
    )


def test_what_is_signed_stays(berlaku, isi, sasaran, contoh, perencana):
    indikator = Indikator.objects.get(pd=contoh, kode="I02")
    assert refused(hapus_item, item=isi, by=perencana) == PERJANJIAN_TETAP
    assert refused(
        tambah_item, perjanjian=berlaku, sasaran=sasaran, indikator=indikator, by=perencana
    ) == (PERJANJIAN_TETAP)
    for act in (
        lambda: ItemPerjanjian.objects.filter(pk=isi.pk).update(target=1),
        lambda: TargetTriwulan.objects.filter(item=isi).update(target=1),
        lambda: TargetTriwulan.objects.filter(item=isi).delete(),
        lambda: ItemPerjanjian.objects.create(
            perjanjian=berlaku, urutan=2, sasaran=sasaran, indikator=indikator
        ),
        lambda: PerjanjianKinerja.objects.filter(pk=berlaku.pk).update(versi=9),
        lambda: PerjanjianKinerja.objects.filter(pk=berlaku.pk).delete(),
        lambda: PerjanjianKinerja.objects.filter(pk=berlaku.pk).update(status="draf"),
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            act()


def test_an_amendment_copies_and_names_its_ground(berlaku, isi, perencana):
    assert refused(ubah_perjanjian, perjanjian=berlaku, dasar="", hari=HARI, by=perencana) == (
        "Isi dasar perubahan, misalnya DPPA atau pergantian pejabat."
    )
    version = ubah_perjanjian(perjanjian=berlaku, dasar="DPPA 2024", hari=HARI, by=perencana)
    assert (version.versi, version.status) == (2, StatusPerjanjian.DRAF)
    copy = version.item.get()
    assert [t.target for t in copy.triwulan.all()] == [Decimal(90)] * 4
    assert refused(ubah_perjanjian, perjanjian=berlaku, dasar="Lagi", hari=HARI, by=perencana) == (
        "Versi 2 belum selesai; lanjutkan versi itu."
    )
    assert refused(ubah_perjanjian, perjanjian=version, dasar="X", hari=HARI, by=perencana) == (
        "Perubahan dibuat dari perjanjian yang berlaku."
    )


def test_a_signed_amendment_replaces_the_old_version(berlaku, isi, perencana, pimpinan, sasaran):
    version = ubah_perjanjian(perjanjian=berlaku, dasar="DPPA 2024", hari=HARI, by=perencana)
    item = version.item.get()
    simpan_target(
        perjanjian=version,
        isian={item.pk: isian("90", "95", "95", "100", "95")},
        suntingan=version.suntingan,
        by=perencana,
    )
    ajukan_perjanjian(perjanjian=version, by=perencana)
    setujui_perjanjian(perjanjian=version, by=pimpinan)
    early = refused(tandatangani, perjanjian=version, tanggal=date(2024, 1, 2), by=perencana)
    assert early == ("Versi 1 ditandatangani 20 Januari 2024; versi baru tidak mungkin lebih awal.")
    tandatangani(perjanjian=version, tanggal=date(2024, 10, 1), by=perencana)
    berlaku.refresh_from_db()
    version.refresh_from_db()
    assert (berlaku.status, version.status) == (StatusPerjanjian.DIGANTI, StatusPerjanjian.BERLAKU)
    (difference,) = bandingkan_versi(berlaku, version)
    assert difference.sel == (
        (Decimal(90), Decimal(90), False),
        (Decimal(90), Decimal(95), True),
        (Decimal(90), Decimal(95), True),
        (Decimal(90), Decimal(100), True),
        (Decimal(90), Decimal(95), True),
    )
    assert difference.berubah


def test_a_lower_agreement_derives_from_its_superior(
    berlaku, isi, bidang, sasaran, perencana, contoh
):
    lower = susun_perjanjian(jabatan=bidang, tahun=2024, hari=HARI, by=perencana)
    assert lower.pihak_kedua.nama == "Kepala Dinas Rekaan"
    indikator = Indikator.objects.get(pd=contoh, kode="I02")
    child = tambah_item(
        perjanjian=lower, sasaran=sasaran, indikator=indikator, turunan_dari=isi, by=perencana
    )
    loose = tambah_item(
        perjanjian=lower,
        sasaran=sasaran,
        indikator=Indikator.objects.get(pd=contoh, kode="I03"),
        by=perencana,
    )
    PerjanjianKinerja.objects.filter(pk=lower.pk).update(status="diajukan")
    PerjanjianKinerja.objects.filter(pk=lower.pk).update(status="disetujui")
    PerjanjianKinerja.objects.filter(pk=lower.pk).update(status="berlaku", tanggal=HARI)
    tree = pohon_kinerja(contoh, 2024)
    ((root,),) = (branch.simpul for branch in tree.cabang)
    assert root.item == isi
    assert [node.item for node in root.anak] == [child]
    assert [node.item for node in tree.tanpa_induk] == [loose]
    assert tree.belum_diperjanjikan == ()


def test_an_item_with_derivations_is_not_removed(draf, isi, bidang, sasaran, perencana, contoh):
    lower = susun_perjanjian(jabatan=bidang, tahun=2024, hari=HARI, by=perencana)
    child = tambah_item(
        perjanjian=lower,
        sasaran=sasaran,
        indikator=Indikator.objects.get(pd=contoh, kode="I02"),
        turunan_dari=isi,
        by=perencana,
    )
    assert refused(hapus_item, item=isi, by=perencana) == (
        "Item ini sudah diturunkan ke perjanjian bawahan. Hapus turunannya lebih dahulu."
    )
    hapus_item(item=child, by=perencana)
    hapus_item(item=isi, by=perencana)
    assert not draf.item.exists()
    last = JejakAudit.objects.filter(tabel="indicators_itemperjanjian", aksi="hapus").first()
    assert last.pelaku == perencana


def test_a_new_year_copies_goals_and_drafts_but_no_targets(contoh, perencana):
    TargetTahunan.objects.create(
        indikator=Indikator.objects.get(pd=contoh, kode="I02"),
        tahun=2024,
        sumber=SumberTarget.RENSTRA,
        nilai=Decimal(9),
    )
    Indikator.objects.filter(pd=contoh, kode="I03").update(berlaku_sampai=2023)
    assert buka_tahun(pd=contoh, dari=2023, by=perencana) == (2, 1)
    copies = JejakAudit.objects.filter(
        tabel="indicators_sasaran", baris__in=Sasaran.objects.filter(pd=contoh, tahun=2024)
    )
    assert [(e.aksi, e.pelaku) for e in copies] == [("buat", perencana)] * 2
    draft = PerjanjianKinerja.objects.get(pd=contoh, tahun=2024)
    items = {i.indikator.kode: i.target for i in draft.item.select_related("indikator")}
    renstra = {
        t.indikator.kode: t.nilai
        for t in TargetTahunan.objects.of_pd(contoh)
        .filter(tahun=2024, sumber=SumberTarget.RENSTRA)
        .select_related("indikator")
    }
    assert items == {kode: renstra.get(kode) for kode in ("I01", "I02")}
    assert items["I02"] == Decimal(9)
    assert refused(buka_tahun, pd=contoh, dari=2023, by=perencana) == "Tahun 2024 sudah dibuka."


def test_a_year_without_goals_cannot_be_copied(contoh, perencana):
    assert refused(buka_tahun, pd=contoh, dari=2030, by=perencana) == (
        "Tahun 2030 belum mempunyai sasaran yang dapat disalin."
    )


# --- Undoing ---------------------------------------------------------------------------------


def test_removed_item_comes_back_behind_the_others_when_its_place_is_taken(
    draf, isi, sasaran, contoh, perencana
):
    removed = hapus_item(item=isi, by=perencana)
    other = Indikator.objects.get(pd=contoh, kode="I02")
    tambah_item(perjanjian=draf, sasaran=sasaran, indikator=other, by=perencana)
    back = pulihkan_item(perjanjian=draf, terhapus=removed, by=perencana)
    assert (back.urutan, back.target, back.sumber_data) == (2, Decimal(90), "App")
    assert list(back.triwulan.values_list("triwulan", "target")) == [
        (q, Decimal(90)) for q in (1, 2, 3, 4)
    ]
    trail = JejakAudit.objects.filter(tabel="indicators_targettriwulan").order_by("-pk").first()
    assert (trail.aksi, trail.pelaku) == ("buat", perencana)


def test_item_whose_sasaran_is_gone_does_not_come_back(draf, isi, sasaran, perencana):
    removed = hapus_item(item=isi, by=perencana)
    sasaran.delete()
    assert refused(pulihkan_item, perjanjian=draf, terhapus=removed, by=perencana) == (
        "I01 tidak dapat dikembalikan: indikator atau sasarannya sudah dihapus."
    )


def test_nothing_comes_back_into_an_agreement_that_was_handed_in(
    draf, isi, sasaran, contoh, perencana
):
    other = tambah_item(
        perjanjian=draf,
        sasaran=sasaran,
        indikator=Indikator.objects.get(pd=contoh, kode="I02"),
        by=perencana,
    )
    removed = hapus_item(item=other, by=perencana)
    ajukan_perjanjian(perjanjian=draf, by=perencana)
    assert "tidak lagi berupa draf" in refused(
        pulihkan_item, perjanjian=draf, terhapus=removed, by=perencana
    )
