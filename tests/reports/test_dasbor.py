"""The dashboard: the same numbers as the report, its filters, its rules."""

from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from django.core.cache import caches
from django.core.exceptions import ValidationError
from django.urls import reverse

from indicators.enums import JenisSasaran, Periode
from indicators.models import (
    ItemPerjanjian,
    PeriodePelaporan,
    PerpanjanganPeriode,
    Realisasi,
    SuratSumber,
)
from indicators.queries import baris_indikator
from reports.actions import simpan_aturan_status
from reports.calculations import ATURAN_BAKU, Aturan, sidik_aturan
from reports.enums import KOSAKATA, StatusKinerja, SyaratStatus
from reports.models import AturanStatus
from reports.queries import aturan_status, dasbor, periode_baku
from workforce.enums import Peran
from workforce.models import JejakAudit, PenugasanPeran, UnitKerja

SESUDAH = date(2024, 2, 1)
URL = {"kode": "BPSDM", "tahun": 2023}


@pytest.fixture
def tahunan(bpsdm):
    return dasbor(bpsdm, 2023, Periode.TAHUN, hari=SESUDAH)


@pytest.fixture
def tw3(bpsdm):
    return dasbor(bpsdm, 2023, Periode.TW3, hari=SESUDAH)


def test_year_carries_the_numbers_of_the_report(bpsdm, tahunan):
    report = {b.kode: b for b in baris_indikator(bpsdm, 2023)}

    assert len(tahunan.baris) == 22
    for row in tahunan.baris:
        there = report[row.isi.kode].tahunan
        assert (row.target, row.nilai, row.hasil) == (there.target, there.nilai, there.hasil)


def test_headline_of_the_year_and_of_a_quarter(tahunan, tw3):
    assert tahunan.pokok == "Dari 22 indikator: 1 belum dilaporkan, 21 tercapai."
    assert tahunan.hilang == 1
    assert tw3.pokok == (
        "Dari 22 indikator: 9 belum dilaporkan, 4 sesuai jalur, 9 belum jatuh tempo."
    )


def test_what_needs_a_decision_comes_first_and_nothing_is_lost(tw3):
    assert [row.isi.kode for row in tw3.perlu_keputusan] == [
        "I06", "I07", "I08", "I09", "I12", "I13", "I14", "I15", "I17", "I03", "I04", "I05", "I18",
    ]  # fmt: skip
    assert sorted(r.isi.kode for r in (*tw3.perlu_keputusan, *tw3.lainnya)) == [
        f"I{n:02}" for n in range(1, 23)
    ]


def test_quality_of_the_data_counts_what_is_due(tahunan, tw3):
    assert [(m.nama, m.jumlah, m.dari) for m in tahunan.mutu] == [
        ("Tepat waktu", None, 22),
        ("Lengkap", 21, 22),
        ("Berbukti", 14, 22),
        ("Terverifikasi", 21, 22),
    ]
    assert [m.jumlah for m in tw3.mutu] == [None, 4, 0, 4]
    assert tahunan.mutu[0].persen is None
    assert tahunan.mutu[1].persen == Decimal(2100) / 22


def test_words_of_all_pages_have_one_meaning_each():
    meanings: dict[str, set[str]] = {}
    for _, words in KOSAKATA:
        for word in words:
            meanings.setdefault(word.label, set()).add(word.arti.partition(";")[0])

    assert {word: said for word, said in meanings.items() if len(said) > 1} == {}
    assert len(meanings) == 19


def test_quarter_says_why_it_judges_fewer_and_whence_a_value_comes(masuk, bpsdm, tahunan, tw3):
    assert tahunan.penyebut == ""
    assert tw3.penyebut == (
        "13 dari 22 indikator ditagih sampai TW III; 8 hanya dinilai tahunan, 1 baru ditagih "
        "sesudahnya."
    )
    assert (tahunan.melampaui, tw3.melampaui) == (5, 0)
    client = masuk(Peran.PIMPINAN, bpsdm)
    page = " ".join(client.get("/dashboard/BPSDM/2023/?periode=4").content.decode().split())
    row = next(part for part in page.split("<tr>")[1:] if "I05 · " in part)
    assert '100 <span class="kecil d-block">(dari TW III)</span>' in row
    words = " ".join(client.get("/dashboard/BPSDM/aturan/").content.decode().split())
    assert "<dt>Data belum rilis</dt>" in words
    measured = " ".join(client.get("/pengukuran/BPSDM/2023/").content.decode().split())
    assert "Tahunan memuat semua 22. 8 indikator hanya dinilai tahunan." in measured


def test_counts_of_the_year_agree_between_pages(masuk, bpsdm, tahunan):
    listed = [b.status for b in baris_indikator(bpsdm, 2023)]
    counted = tahunan.hitungan

    reached = listed.count("melampaui") + listed.count("tercapai")
    assert reached == counted[StatusKinerja.TERCAPAI] == 21
    assert listed.count("menunggu_data") == counted[StatusKinerja.BELUM_DILAPORKAN] == 1


def test_values_without_evidence_are_told_with_the_headline(masuk, bpsdm, tahunan):
    assert tahunan.tanpa_bukti == 7
    page = masuk(Peran.PIMPINAN, bpsdm).get("/dashboard/BPSDM/2023/?periode=5").content.decode()
    assert '<a href="#mutu-data">7 nilai belum disertai bukti.</a>' in page
    assert 'href="/pemeriksaan/BPSDM/2023/#p-bukti-kosong"' in page
    # I02 has no value yet, but last year's letter is attached.
    assert "Nilai belum ada; 1 rujukan tanpa berkas (Tahunan)" in page


def test_value_of_a_quarter_is_its_part_of_the_year(tw3):
    (row,) = [r for r in tw3.baris if r.isi.kode == "I18"]

    # Cumulative: 80 of 80 up to quarter III, of 100 in the year.
    assert (row.target, row.nilai, row.hasil.persen) == (80, 80, 100)
    assert row.status.status == StatusKinerja.SESUAI_JALUR
    assert row.proyeksi.nilai == 100
    assert row.kalimat_tren == "2022 -, TW I -, TW II 100,00%, TW III 100,00%"
    assert row.verifikasi == "diverifikasi"


@pytest.mark.parametrize(
    ("hari", "periode"),
    [
        (date(2023, 1, 1), Periode.TW1),
        (date(2023, 3, 31), Periode.TW1),
        (date(2023, 4, 1), Periode.TW1),
        (date(2023, 7, 1), Periode.TW2),
        (date(2023, 12, 31), Periode.TW3),
        (date(2024, 1, 1), Periode.TAHUN),
    ],
)
def test_period_is_the_last_that_has_ended(hari, periode):
    assert periode_baku(2023, hari) == periode


def test_expected_today_lies_between_two_quarters(bpsdm):
    papan = dasbor(bpsdm, 2023, Periode.TW3, hari=date(2023, 8, 15))
    expected = {row.isi.kode: row.harapan for row in papan.baris}

    # I18 grows from 40 to 80 by the end of September; a rate is expected in full at any time.
    assert expected["I18"] == 60
    assert expected["I03"] == 100
    assert expected["I01"] is None


def test_hand_in_is_punctual_up_to_the_limit_in_local_time(contoh, tanpa_pemicu):
    PeriodePelaporan.objects.of_pd(contoh).filter(tahun=2023).delete()
    PeriodePelaporan.objects.create(
        pd=contoh,
        tahun=2023,
        periode=Periode.TAHUN,
        mulai=date(2024, 1, 1),
        batas_isi=date(2024, 1, 5),
        batas_verifikasi=date(2024, 1, 15),
    )
    papan = dasbor(contoh, 2023, Periode.TAHUN, hari=SESUDAH)
    first, second, *_ = [row.realisasi.pk for row in papan.baris if row.realisasi]
    assert papan.mutu[0].jumlah is None
    # 23.30 and 00.30 in Jakarta, which is seven hours ahead.
    Realisasi.objects.filter(pk=first).update(
        diajukan_pada=datetime(2024, 1, 5, 16, 30, tzinfo=UTC)
    )
    Realisasi.objects.filter(pk=second).update(
        diajukan_pada=datetime(2024, 1, 5, 17, 30, tzinfo=UTC)
    )

    assert dasbor(contoh, 2023, Periode.TAHUN, hari=SESUDAH).mutu[0].jumlah == 1


def test_value_of_an_earlier_quarter_is_none_of_this_one(bpsdm, akun, tanpa_pemicu):
    """I06 has TW I alone: up to TW III it is missing, and its old hand-in proves nothing."""
    PeriodePelaporan.objects.of_pd(bpsdm).filter(tahun=2023, periode=Periode.TW3).delete()
    window = PeriodePelaporan.objects.create(
        pd=bpsdm,
        tahun=2023,
        periode=Periode.TW3,
        mulai=date(2023, 10, 1),
        batas_isi=date(2023, 10, 5),
        batas_verifikasi=date(2023, 10, 15),
    )
    values = Realisasi.objects.filter(indikator__pd=bpsdm, tahun=2023)
    early = datetime(2023, 4, 3, 3, tzinfo=UTC)
    values.filter(indikator__kode="I06", periode=Periode.TW1).update(diajukan_pada=early)
    surat = SuratSumber.objects.of_pd(bpsdm).first()
    values.filter(indikator__kode="I06", periode=Periode.TW1).update(surat=surat)

    papan = dasbor(bpsdm, 2023, Periode.TW3, hari=SESUDAH)
    assert papan.tepat_waktu.jumlah == 0
    assert papan.berbukti.jumlah == 0

    # More time for the unit makes a late hand-in punctual.
    late = datetime(2023, 10, 9, 3, tzinfo=UTC)
    row = values.get(indikator__kode="I03", periode=Periode.TW3)
    values.filter(pk=row.pk).update(diajukan_pada=late)
    assert dasbor(bpsdm, 2023, Periode.TW3, hari=SESUDAH).tepat_waktu.jumlah == 0
    PerpanjanganPeriode.objects.create(
        periode=window,
        unit=row.indikator.unit,
        sampai=date(2023, 10, 9),
        alasan="Gangguan",
        oleh=akun(Peran.ADMIN_PD, bpsdm),
    )
    assert dasbor(bpsdm, 2023, Periode.TW3, hari=SESUDAH).tepat_waktu.jumlah == 1


def test_indicator_without_target_is_never_green(bpsdm, tanpa_pemicu):
    ItemPerjanjian.objects.filter(perjanjian__pd=bpsdm, indikator__kode="I03").update(
        target=None, target_teks=""
    )
    papan = dasbor(bpsdm, 2023, Periode.TAHUN, hari=SESUDAH)

    (row,) = [row for row in papan.baris if row.isi.kode == "I03"]
    assert row.nilai == 100
    assert row.status.status == StatusKinerja.TANPA_TARGET
    assert [r.isi.kode for r in papan.utama] == ["I03", "I02", "I07"]
    assert papan.mutu[1].dari == 21


def test_three_needs_of_the_year_have_reasons_in_few_words(tahunan, tw3):
    assert [(row.isi.kode, row.alasan) for row in tahunan.utama] == [
        ("I02", "Data belum rilis"),
        ("I07", "Belum ada bukti"),
        ("I08", "Belum ada bukti"),
    ]
    assert len(tahunan.perlu_keputusan) == 8
    assert [(row.isi.kode, row.alasan) for row in tw3.utama] == [
        ("I06", "Belum dilaporkan, lewat batas 5 Juli 2023"),
        ("I07", "Belum dilaporkan, lewat batas 5 Juli 2023"),
        ("I08", "Belum dilaporkan, lewat batas 5 April 2023"),
    ]


def test_value_that_nobody_verified_is_not_finished(bpsdm, tanpa_pemicu):
    Realisasi.objects.filter(
        indikator__pd=bpsdm, indikator__kode="I01", tahun=2023, periode=Periode.TAHUN
    ).update(status="diajukan")
    papan = dasbor(bpsdm, 2023, Periode.TAHUN, hari=SESUDAH)

    last = papan.perlu_keputusan[-1]
    assert (last.isi.kode, last.alasan) == ("I01", "Belum diverifikasi (diajukan)")
    assert last.status.status == StatusKinerja.TERCAPAI


# --- the page --------------------------------------------------------------------------------


def test_page_shows_headline_reasons_and_owners(masuk, bpsdm):
    page = masuk(Peran.PIMPINAN, bpsdm).get(reverse("dasbor", kwargs=URL)).content.decode()

    assert "Dari 22 indikator: 1 belum dilaporkan, 21 tercapai." in page
    assert "1 nilai yang sudah ditagih belum ada." in page
    assert "Mengapa belum dilaporkan?" in page
    assert "Bidang Pengembangan Kompetensi Dasar, Manajerial dan Fungsional" in page
    top = " ".join(
        page.partition("Perlu pimpinan sekarang (3 dari 8)")[2].partition("</section>")[0].split()
    )
    assert [part.partition("</strong>")[0] for part in top.split("<strong>")[1:]] == [
        "Data belum rilis",
        "Belum ada bukti",
        "Belum ada bukti",
    ]
    assert 'rapat/?periode=5&amp;indikator=I07">Nilai, bukti, dan keputusan I07</a>' in top
    assert top.count("penanggung jawab: ") == 3


def test_page_says_when_nothing_needs_the_head(masuk, contoh, tanpa_pemicu):
    ItemPerjanjian.objects.filter(perjanjian__pd=contoh).exclude(indikator__kode="I02").delete()
    surat = SuratSumber.objects.create(
        pd=contoh, lembaga="Inspektorat", nomor="1", tanggal=date(2024, 1, 10), perihal="Hasil"
    )
    Realisasi.objects.filter(indikator__pd=contoh, tahun=2023).update(surat=surat)
    client = masuk(Peran.PIMPINAN, contoh)
    url = reverse("dasbor", kwargs={"kode": "CONTOH", "tahun": 2023})

    page = " ".join(client.get(url).content.decode().split())
    assert "Tidak ada yang perlu pimpinan sekarang</h2>" in page
    assert "1 nilai yang ditagih pada Tahunan ada, berbukti, terverifikasi, dan mencapai" in page
    early = " ".join(client.get(url, {"periode": "1"}).content.decode().split())
    assert "Belum ada nilai yang ditagih pada TW I." in early


def test_filters_leave_the_headline_alone(masuk, bpsdm):
    client = masuk(Peran.PIMPINAN, bpsdm)
    url = reverse("dasbor", kwargs=URL)

    response = client.get(url, {"periode": "3", "jenis": JenisSasaran.STRATEGIS.value})
    form = response.context["form"]
    assert [row.isi.kode for row in form.perlu_keputusan] == ["I06", "I03", "I04", "I05"]
    assert {row.isi.kode for row in form.lainnya} == {"I01", "I02"}
    assert "Dari 22 indikator" in response.content.decode()

    nothing = client.get(url, {"periode": "3", "status": "tertinggal"}).content.decode()
    assert "Tidak ada yang cocok dengan saringan." in nothing
    assert len(client.get(url, {"status": "hijau"}).context["form"].lainnya) == 14
    assert client.get(url, {"periode": "9"}).status_code == 404


def test_year_without_agreement_says_what_to_do(masuk, bpsdm):
    page = masuk(Peran.PIMPINAN, bpsdm).get(
        reverse("dasbor", kwargs={"kode": "BPSDM", "tahun": 2019})
    )

    assert (
        "Belum ada Perjanjian Kinerja kepala BPSDM yang berlaku pada tahun 2019"
        in page.content.decode()
    )


@pytest.mark.parametrize("jumlah", [1, 3])
def test_queries_do_not_grow_with_the_indicators(
    masuk, contoh, jumlah, django_assert_num_queries, tanpa_pemicu
):
    keep = ItemPerjanjian.objects.filter(perjanjian__pd=contoh, perjanjian__tahun=2023)
    keep.exclude(pk__in=list(keep.values_list("pk", flat=True)[:jumlah])).delete()
    client = masuk(Peran.PIMPINAN, contoh)
    url = reverse("dasbor", kwargs={"kode": "CONTOH", "tahun": 2023})
    client.get(url)

    caches["dasbor"].clear()
    with django_assert_num_queries(20):
        response = client.get(url)
    assert len(response.context["papan"].baris) == jumlah
    with django_assert_num_queries(5):
        client.get(url)


# --- the rules -------------------------------------------------------------------------------

KETAT = (
    *ATURAN_BAKU[:5],
    Aturan(SyaratStatus.CAPAIAN_PERIODE, StatusKinerja.PERLU_PERHATIAN, Decimal(75)),
    ATURAN_BAKU[6],
)


def test_own_rules_replace_the_defaults_and_go_back(bpsdm, contoh, akun):
    admin = akun(Peran.ADMIN_PD, bpsdm)

    simpan_aturan_status(
        pd=bpsdm, aturan=KETAT, dilihat=sidik_aturan(aturan_status(bpsdm)), by=admin
    )
    assert aturan_status(bpsdm) == KETAT
    assert aturan_status(contoh) == ATURAN_BAKU
    assert str(AturanStatus.objects.of_pd(bpsdm)[5]) == (
        "Perlu perhatian: capaian terhadap target periode paling sedikit 75%"
    )

    simpan_aturan_status(
        pd=bpsdm, aturan=ATURAN_BAKU, dilihat=sidik_aturan(aturan_status(bpsdm)), by=admin
    )
    assert not AturanStatus.objects.exists()


def test_rules_leave_a_trail_with_their_author(bpsdm, akun):
    first, second = akun(Peran.ADMIN_PD, bpsdm), akun(Peran.PERENCANA, bpsdm)
    trail = JejakAudit.objects.filter(tabel="reports_aturanstatus").order_by("pk")

    simpan_aturan_status(
        pd=bpsdm, aturan=KETAT, dilihat=sidik_aturan(aturan_status(bpsdm)), by=first
    )
    assert {(entry.aksi, entry.pelaku) for entry in trail} == {("buat", first)}
    assert [entry.sesudah["urutan"] for entry in trail] == [1, 2, 3, 4, 5, 6, 7]

    simpan_aturan_status(
        pd=bpsdm, aturan=ATURAN_BAKU, dilihat=sidik_aturan(aturan_status(bpsdm)), by=second
    )
    assert [(entry.aksi, entry.pelaku) for entry in trail.all()[7:]] == [("hapus", second)] * 7
    assert trail.all()[12].sebelum["syarat"] == "capaian_periode"


def test_rules_with_a_gap_are_not_stored(bpsdm, akun):
    with pytest.raises(ValidationError, match="Aturan terakhir harus"):
        simpan_aturan_status(
            pd=bpsdm,
            aturan=KETAT[:-1],
            dilihat=sidik_aturan(aturan_status(bpsdm)),
            by=akun(Peran.ADMIN_PD, bpsdm),
        )
    assert not AturanStatus.objects.exists()


def _typed(*rows: tuple[str, str, str]) -> dict[str, str]:
    data = {
        "aturan-TOTAL_FORMS": str(len(rows)),
        "aturan-INITIAL_FORMS": "7",
        "dilihat": sidik_aturan(ATURAN_BAKU),
    }
    for number, (syarat, batas, status) in enumerate(rows):
        data |= {
            f"aturan-{number}-syarat": syarat,
            f"aturan-{number}-batas": batas,
            f"aturan-{number}-status": status,
        }
    return data


def _rows(limit: str) -> list[tuple[str, str, str]]:
    rows = [(rule.syarat.value, str(rule.batas or ""), rule.status.value) for rule in ATURAN_BAKU]
    rows[5] = (rows[5][0], limit, rows[5][2])
    return [*rows, ("", "", "tertinggal")]


def test_administrator_sets_a_limit_in_the_page(masuk, bpsdm):
    client = masuk(Peran.ADMIN_PD, bpsdm)
    url = reverse("dasbor_aturan", kwargs={"kode": "BPSDM"})
    assert "Simpan aturan" in client.get(url).content.decode()

    response = client.post(url, _typed(*_rows("82,5")))

    assert response.status_code == 302
    assert aturan_status(bpsdm)[5].batas == Decimal("82.5")
    seen = client.get(url).context["dilihat"]
    client.post(url, {**_typed(*_rows("82,5")), "baku": "1", "dilihat": seen})
    assert aturan_status(bpsdm) == ATURAN_BAKU


def test_who_was_slower_sees_the_rules_that_hold_and_keeps_what_was_typed(masuk, bpsdm, akun):
    client = masuk(Peran.ADMIN_PD, bpsdm)
    simpan_aturan_status(
        pd=bpsdm,
        aturan=KETAT,
        dilihat=sidik_aturan(ATURAN_BAKU),
        by=akun(Peran.PERENCANA, bpsdm),
    )

    response = client.post(reverse("dasbor_aturan", kwargs={"kode": "BPSDM"}), _typed(*_rows("60")))

    page = response.content.decode()
    assert response.status_code == 409
    assert "Orang lain mengubah aturan sesudah halaman ini dibuka." in page
    assert "capaian terhadap target periode paling sedikit 75%" in page
    assert 'value="60"' in page
    assert aturan_status(bpsdm) == KETAT


def test_role_of_one_unit_does_not_set_the_rules_of_all(masuk, bpsdm):
    client = masuk(Peran.PERENCANA, bpsdm)
    PenugasanPeran.objects.update(unit=UnitKerja.objects.get(pd=bpsdm, kode="SEKRETARIAT"))
    url = reverse("dasbor_aturan", kwargs={"kode": "BPSDM"})

    assert "Simpan aturan" not in client.get(url).content.decode()
    response = client.post(url, _typed(*_rows("80")))

    assert response.status_code == 403
    assert "Aturan status berlaku untuk seluruh Badan Pengembangan" in response.content.decode()
    assert not AturanStatus.objects.exists()
    refused = JejakAudit.objects.get(tabel="reports_aturanstatus")
    assert refused.aksi == "ditolak"


@pytest.mark.parametrize(
    ("limit", "sentence"),
    [
        ("100", "batasnya harus di bawah 100%"),
        ("", "memerlukan batas dalam persen"),
        ("250", "batas antara 0 dan 200 persen"),
        ("abc", "abc"),
    ],
)
def test_wrong_limit_is_named_and_stays_typed(masuk, bpsdm, limit, sentence):
    url = reverse("dasbor_aturan", kwargs={"kode": "BPSDM"})

    page = masuk(Peran.ADMIN_PD, bpsdm).post(url, _typed(*_rows(limit))).content.decode()

    assert sentence in page
    if limit:
        assert f'value="{limit}"' in page
    assert not AturanStatus.objects.exists()


def test_rules_are_read_by_all_and_set_by_few(masuk, bpsdm):
    url = reverse("dasbor_aturan", kwargs={"kode": "BPSDM"})
    reader = masuk(Peran.PIMPINAN, bpsdm)

    assert "Simpan aturan" not in reader.get(url).content.decode()
    assert reader.post(url, _typed(*_rows("80"))).status_code == 403
    assert not AturanStatus.objects.exists()
