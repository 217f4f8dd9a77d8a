"""Entry of realisasi and outputs of a month: the grid, one cell, its preview, and the report."""

from __future__ import annotations

import gzip
import re
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from budget import triggers
from budget.models import (
    Aktivitas,
    AnggaranBulanan,
    AnggaranUnit,
    Keluaran,
    KeluaranBulanan,
    Pagu,
    Program,
    SubKegiatan,
)
from budget.rules import DIHITUNG
from indicators.models import PeriodePelaporan
from reports.context import Konteks
from reports.sections import kualitas_anggaran
from tests.budget.values import D, aktivitas, bulanan, limited, lock, program, sub, unit
from workforce.enums import AksiJejak, Peran
from workforce.models import JejakAudit

SEKRETARIAT = "?unit=SEKRETARIAT"
# Session and account; agency; windows and extensions; units; ceilings; months; programs,
# activities, sub-activities and their units; outputs with months and authors; notices.
QUERIES_PD = 16
# Instead of programs down to sub-activities: activities, and the printed figures of the unit.
QUERIES_UNIT = 17


def url(bulan: int = 12, *, kode: str = "BPSDM", unit: str | None = "SEKRETARIAT") -> str:
    path = reverse("anggaran_isi", args=(kode, 2023, bulan))
    return path if unit is None else f"{path}?unit={unit}"


def cell(owner: Any, what: str = "simpan", bulan: int = 12, unit: str = "SEKRETARIAT") -> str:
    level = getattr(owner, "TINGKAT", "keluaran")
    args = (owner.pd.kode, 2023, bulan, level, owner.pk)
    return f"{reverse(f'anggaran_{what}', args=args)}?unit={unit}"


def typed(owner: Any, value: str, versi: int | str = 1, **more: str) -> dict[str, Any]:
    level = getattr(owner, "TINGKAT", "keluaran")
    name = "capaian" if level == "keluaran" else "realisasi"
    key = f"{level}-{owner.pk}"
    return {f"{key}-{name}": value, f"{key}-versi": versi} | {
        f"{key}-{part}": text for part, text in more.items()
    }


@pytest.fixture
def klien(masuk, bpsdm) -> Client:
    return masuk(Peran.PERENCANA, bpsdm)


@pytest.fixture
def keluaran(bpsdm) -> Keluaran:
    return Keluaran.objects.get(aktivitas=aktivitas("SEKRETARIAT-04"))


def rows(response) -> dict[str, Any]:
    return {b.lingkup.kode: b for b, _ in response.context["baris"]}


# --- The page ----------------------------------------------------------------------------------


def test_the_rows_of_a_unit(klien):
    response = klien.get(url())
    shown = rows(response)
    assert list(shown)[:3] == ["SEKRETARIAT", "SEKRETARIAT-01", "SEKRETARIAT-02"]
    assert len(shown) == 21
    first = shown["SEKRETARIAT-01"]
    assert (first.lingkup.pagu, first.nilai, first.versi) == (D(200328516), D(200195226), 1)
    assert first.angka.hasil_serapan.penjelasan == (
        "Serapan 99,93% = realisasi Rp200.195.226 ÷ pagu Rp200.328.516 × 100."
    )
    assert all(b.dapat_diisi for b in shown.values())


def test_the_quality_of_the_unit_stands_as_it_is_printed(klien):
    response = klien.get(url())
    printed = response.context["entri"].unit_tercetak
    text = response.content.decode()
    assert "<strong>92,21</strong>Kualitas Pelaksanaan Anggaran" in re.sub(r">\s+", ">", text)
    assert printed.hasil_kualitas.penjelasan in text
    assert printed.hasil_efisiensi.penjelasan in text


def test_the_rows_of_the_agency(klien):
    response = klien.get(url(unit=""))
    shown = rows(response)
    assert list(shown)[:5] == ["P1", "K01", "SK01", "P2", "K02"]
    assert len(shown) == 3 + 3 + 21
    assert response.context["entri"].unit_tercetak is None
    assert response.context["entri"].jumlah.realisasi == D(111828506947)
    assert shown["P2"].selisih == (
        "Jumlah baris di bawahnya Rp27.393.859.521, berbeda Rp8.955.075.723 dari angka ini."
    )
    assert shown["P1"].selisih == ""
    assert "Jumlah program" in response.content.decode()


def test_a_month_of_a_locked_quarter_shows_why(klien):
    response = klien.get(url(3))
    assert not response.context["entri"].boleh_isi
    assert {b.kenapa_tidak for b in rows(response).values()} == {triggers.TERKUNCI}
    text = response.content.decode()
    assert "Mengapa saya tidak boleh?" in text
    assert "Simpan semua" not in text


def test_a_year_without_budget_says_what_to_do(masuk, contoh):
    client = masuk(Peran.PERENCANA, contoh)
    response = client.get(reverse("anggaran_isi", args=("CONTOH", 2022, 1)))
    text = response.content.decode()
    assert "Belum ada program dan pagu pada tahun 2022." in text
    assert "Periode TW I belum dibuat." in text


@pytest.mark.parametrize(
    ("bulan", "unit", "status"),
    [(0, "", 404), (13, "", 404), (12, "TIDAKADA", 404), (12, "BID-AKPPE", 200), (1, None, 200)],
)
def test_only_months_and_units_with_a_budget_have_a_page(klien, bulan, unit, status):
    assert klien.get(url(bulan, unit=unit)).status_code == status


def test_a_reader_sees_values_without_fields(masuk, bpsdm):
    response = masuk(Peran.PEMBACA, bpsdm).get(url())
    text = response.content.decode()
    assert "Rp200.195.226" in text
    assert 'name="aktivitas' not in text


def test_a_planner_of_a_unit_begins_with_it(akun, bpsdm):
    client = Client()
    client.force_login(limited(akun, bpsdm, "BID-AKPPE"))
    response = client.get(url(unit=None))
    assert response.context["unit_terpilih"] == "BID-AKPPE"
    assert response.context["entri"].boleh_isi
    others = rows(client.get(url()))
    assert not any(b.dapat_diisi for b in others.values())
    subs = rows(client.get(url(unit="")))
    assert subs["SK01"].kenapa_tidak == (
        "Hak mengisi realisasi untuk seluruh Badan Pengembangan Sumber Daya Manusia "
        "diperlukan, karena baris ini tidak milik satu unit kerja."
    )


def test_a_planner_of_a_unit_without_budget_begins_with_the_programs(akun, contoh):
    client = Client()
    client.force_login(limited(akun, contoh, "BID-DATA"))
    response = client.get(url(kode="CONTOH", unit=None))
    assert response.context["unit_terpilih"] == ""


def test_the_way_from_the_budget_page(klien, masuk, bpsdm):
    page = klien.get(reverse("anggaran", args=("BPSDM", 2023))).content.decode()
    assert "Isi realisasi anggaran" in page
    assert url(unit=None) in page
    reader = masuk(Peran.PEMBACA, bpsdm).get(reverse("anggaran", args=("BPSDM", 2023)))
    assert "Isi realisasi anggaran" not in reader.content.decode()
    assert "Realisasi bulanan" in reader.content.decode()


# --- Saving one cell ---------------------------------------------------------------------------


def test_a_cell_is_saved_and_answers_with_the_page_as_it_is(klien):
    AnggaranBulanan.objects.filter(anggaran_unit=unit()).delete()
    response = klien.post(cell(aktivitas()), typed(aktivitas(), "Rp100.000.000"))
    assert response.status_code == 200
    answer = response.json()
    assert (answer["keadaan"], answer["versi"]) == ("tersimpan", 2)
    assert "49,92%" in answer["capaian"]
    assert bulanan(aktivitas()).realisasi == 100_000_000
    parts = answer["halaman"]
    key = f"anggaran_unit-{unit().pk}"
    assert set(parts) == {"jumlah", "kualitas", f"serapan-{key}", f"nilai-{key}"}
    assert DIHITUNG in parts[f"nilai-{key}"]
    assert "Kualitas Pelaksanaan Anggaran" in parts["kualitas"]


def test_answers_tell_which_of_them_read_the_page_last(klien):
    first = klien.post(cell(aktivitas()), typed(aktivitas(), "5")).json()
    second = klien.post(cell(aktivitas()), typed(aktivitas(), "6", 2)).json()
    assert first["urutan"] < second["urutan"]


def test_an_own_figure_of_a_parent_is_no_sum(klien):
    answer = klien.post(cell(aktivitas()), typed(aktivitas(), "5")).json()
    assert f"nilai-anggaran_unit-{unit().pk}" not in answer["halaman"]
    assert "Jumlah baris di bawahnya" in answer["halaman"][f"serapan-anggaran_unit-{unit().pk}"]


def test_an_emptied_cell_begins_again(klien):
    answer = klien.post(cell(aktivitas()), typed(aktivitas(), "")).json()
    assert (answer["keadaan"], answer["versi"]) == ("tersimpan", 0)
    assert bulanan(aktivitas()) is None


def test_rupiah_has_one_reading(klien):
    klien.post(cell(aktivitas()), typed(aktivitas(), "1.234"))
    assert bulanan(aktivitas()).realisasi == 1234


def test_an_output_with_two_readings_is_asked_back(klien, keluaran):
    response = klien.post(cell(keluaran), typed(keluaran, "1.234"))
    assert response.status_code == 422
    answer = response.json()
    assert answer["keadaan"] == "ditolak"
    assert answer["pilihan"] == {"capaian": ["1234", "1,2340"]}
    assert keluaran.bulanan.get().capaian == 4


def test_an_output_is_saved(klien, keluaran):
    answer = klien.post(cell(keluaran), typed(keluaran, "3,5")).json()
    assert answer["versi"] == 2
    assert "Capaian keluaran 87,50% = realisasi 3,5 ÷ target 4 × 100." in answer["capaian"]


def test_what_is_no_number_is_refused_by_its_field(klien):
    response = klien.post(cell(aktivitas()), typed(aktivitas(), "banyak"))
    assert response.status_code == 422
    (faults,) = response.json()["galat"].values()
    assert faults[0].startswith('Nilai "banyak" tidak dapat dibaca sebagai angka.')
    response = klien.post(cell(aktivitas()), typed(aktivitas(), "-5"))
    assert response.json()["galat"] == {
        "realisasi": ["Terbaca -Rp5; angka kumulatif tidak boleh negatif."]
    }


def test_a_conflict_shows_both_values(klien, masuk, bpsdm):
    masuk(Peran.ADMIN_PD, bpsdm).post(cell(aktivitas()), typed(aktivitas(), "7"))
    response = klien.post(cell(aktivitas()), typed(aktivitas(), "8"))
    assert response.status_code == 409
    answer = response.json()
    assert (answer["keadaan"], answer["versi"], answer["isian"]) == ("bentrok", 2, "8")
    assert answer["tersimpan"] == "Tersimpan oleh admin_pd-bpsdm: 7."
    # She saw both and keeps her own.
    klien.post(cell(aktivitas()), typed(aktivitas(), "8", pakai="2"))
    assert bulanan(aktivitas()).realisasi == 8


def test_a_conflict_with_an_emptied_cell_says_so(klien, masuk, bpsdm):
    masuk(Peran.ADMIN_PD, bpsdm).post(cell(aktivitas()), typed(aktivitas(), ""))
    answer = klien.post(cell(aktivitas()), typed(aktivitas(), "8")).json()
    assert (answer["versi"], answer["tersimpan"]) == (0, "Nilai yang tersimpan sudah dihapus.")


def test_a_conflict_with_the_outside_names_it(klien):
    AnggaranBulanan.objects.filter(aktivitas=aktivitas()).update(realisasi=9, versi=5)
    answer = klien.post(cell(aktivitas()), typed(aktivitas(), "8")).json()
    assert answer["tersimpan"] == "Tersimpan oleh seseorang di luar aplikasi: 9."


def test_a_refusal_by_rule_answers_403_and_stays_in_the_trail(masuk, bpsdm):
    client = masuk(Peran.PEMBACA, bpsdm)
    response = client.post(cell(aktivitas()), typed(aktivitas(), "8"))
    assert response.status_code == 403
    denied = JejakAudit.objects.filter(aksi=AksiJejak.DITOLAK).get()
    assert (denied.tabel, denied.pelaku.username) == (triggers.BULANAN, "pembaca-bpsdm")
    assert denied.alasan.startswith("Hak mengisi realisasi untuk Sekretariat")


def test_rows_that_the_page_does_not_show_are_not_found(klien, keluaran, contoh):
    for path in (
        cell(sub()),
        cell(aktivitas(), unit="BID-AKPPE"),
        cell(keluaran, unit="BID-AKPPE"),
        cell(program(contoh)).replace("CONTOH", "BPSDM"),
        cell(aktivitas()).replace("2023", "2022").replace("unit=SEKRETARIAT", "unit="),
        cell(aktivitas()).replace("/aktivitas/", "/pagu/"),
    ):
        assert klien.post(path, {}).status_code == 404, path
    assert klien.get(cell(aktivitas())).status_code == 405


# --- While typing ------------------------------------------------------------------------------


def preview(client: Client, owner: Any, text: str) -> dict[str, Any]:
    answer: dict[str, Any] = client.post(cell(owner, "pratinjau"), typed(owner, text)).json()
    return answer


def test_a_preview_says_what_a_value_comes_to(klien):
    AnggaranBulanan.objects.create(
        pd=aktivitas().pd, aktivitas=aktivitas(), bulan=10, realisasi=150_000_000, rencana=90
    )
    assert preview(klien, aktivitas(), "100.000.000") == {
        "penjelasan": "Serapan 49,92% = realisasi Rp100.000.000 ÷ pagu Rp200.328.516 × 100.",
        "pertanyaan": [
            "Lebih rendah daripada bulan sebelumnya Rp150.000.000, padahal angka ini kumulatif. "
            "Ada pengembalian belanja?",
            "Jauh di atas rencana Rp90, yaitu 111.111.111,11% darinya. Sudah benar angkanya?",
        ],
    }
    assert bulanan(aktivitas()).realisasi == D(200195226)


def test_a_preview_of_nothing_and_of_nonsense(klien):
    empty = preview(klien, aktivitas(), "")
    assert empty["pertanyaan"] == []
    assert empty["penjelasan"] == ("Serapan tidak dihitung karena pagu atau realisasi belum ada.")
    assert preview(klien, aktivitas(), "banyak")["penjelasan"].startswith('Nilai "banyak"')


def test_a_preview_of_an_output(klien, keluaran):
    KeluaranBulanan.objects.create(keluaran=keluaran, bulan=11, capaian=3)
    assert preview(klien, keluaran, "2") == {
        "penjelasan": "Capaian keluaran 50,00% = realisasi 2 ÷ target 4 × 100.",
        "pertanyaan": ["Lebih rendah daripada bulan sebelumnya, padahal angka ini kumulatif."],
    }
    assert preview(klien, keluaran, "")["pertanyaan"] == []


def test_questions_stand_beside_the_stored_value(klien):
    AnggaranBulanan.objects.create(
        pd=aktivitas().pd, aktivitas=aktivitas(), bulan=10, realisasi=D(200195226)
    )
    shown = rows(klien.get(url()))["SEKRETARIAT-01"]
    assert shown.pertanyaan == (
        "Sama dengan bulan sebelumnya. Memang tidak ada belanja pada bulan ini?",
    )
    earlier = rows(klien.get(url(11)))["SEKRETARIAT-01"]
    assert (earlier.nilai, earlier.sebelumnya, earlier.angka.realisasi) == (
        None,
        D(200195226),
        D(200195226),
    )
    assert earlier.berlaku == "Belum diisi; berlaku bulan sebelumnya Rp200.195.226."
    whole = rows(klien.get(url(11)))["SEKRETARIAT"]
    assert whole.berlaku == "Belum diisi; berlaku jumlah baris di bawahnya Rp200.195.226."
    assert (shown.berlaku, rows(klien.get(url(11)))["SEKRETARIAT-02"].berlaku) == ("", "")


# --- Without a script --------------------------------------------------------------------------


def test_a_plain_form_saves_what_changed_and_returns_to_its_page(klien, keluaran):
    data = {
        "unit": "SEKRETARIAT",
        **typed(aktivitas(), "5"),
        **typed(aktivitas("SEKRETARIAT-02"), "777.882.840"),
        **typed(keluaran, "3"),
    }
    response = klien.post(url(), data, follow=True)
    assert response.redirect_chain == [(url(), 302)]
    assert [str(m) for m in response.context["messages"]] == ["2 isian disimpan."]
    assert bulanan(aktivitas()).realisasi == 5
    assert bulanan(aktivitas("SEKRETARIAT-02")).versi == 1
    assert keluaran.bulanan.get().capaian == 3


def test_a_faulty_row_keeps_its_words_and_holds_up_no_other(klien):
    data = typed(aktivitas(), "banyak") | typed(aktivitas("SEKRETARIAT-02"), "6")
    response = klien.post(url(), data)
    assert response.status_code == 200
    assert [str(m) for m in response.context["messages"]] == [
        "1 isian disimpan.",
        "1 baris belum disimpan. Perbaiki yang ditandai di bawah.",
    ]
    text = response.content.decode()
    assert 'value="banyak"' in text
    assert bulanan(aktivitas("SEKRETARIAT-02")).realisasi == 6


def test_a_conflict_without_a_script_offers_the_choice(klien, masuk, bpsdm):
    masuk(Peran.ADMIN_PD, bpsdm).post(cell(aktivitas()), typed(aktivitas(), "7"))
    text = klien.post(url(), typed(aktivitas(), "8")).content.decode()
    assert "Tersimpan oleh admin_pd-bpsdm: 7." in text
    assert re.search(rf'name="aktivitas-{aktivitas().pk}-pakai"\s+value="2"', text)
    assert "Simpan isian saya sebagai gantinya" in text


def test_what_was_typed_into_a_month_that_closed_is_shown(klien, bpsdm):
    lock(bpsdm, 4)
    text = klien.post(url(), typed(aktivitas(), "8")).content.decode()
    assert "Isian Anda tidak disimpan: 8" in text
    assert triggers.TERKUNCI in text


# --- What is entered is what is printed --------------------------------------------------------


def _recap(pd) -> list[list[str]]:
    table = kualitas_anggaran.SECTION.table(Konteks(pd, 2023))
    return [[text for _, _, text in cells] for _, cells in table.body]


def test_a_value_of_december_changes_the_budget_page_and_the_report(klien, bpsdm, keluaran):
    page = reverse("anggaran", args=("BPSDM", 2023))
    assert "92,21" in klien.get(page).content.decode()
    klien.post(cell(unit()), typed(unit(), "50.068.187.646,40"))
    text = klien.get(page).content.decode()
    assert "50.068.187.646" in text
    assert _recap(bpsdm)[0] == [
        "Sekretariat Badan Pengembangan Sumber Daya Manusia",
        "62.585.234.558",
        "50.068.187.646,40",
        "80,00%",
        "12.517.046.911,60",
        "20,00%",
        "100,00%",
        "100,00",
    ]
    klien.post(cell(keluaran), typed(keluaran, "3"))
    (part,) = [
        p for p in Konteks(bpsdm, 2023).aktivitas if p.anggaran_unit.unit.kode == "SEKRETARIAT"
    ]
    (detail,) = [r for r in part.baris if r.kode == "SEKRETARIAT-04"]
    assert kualitas_anggaran._detail_row(detail)["persen"] == 75


# --- Size --------------------------------------------------------------------------------------


def keep(banyak: int, pd) -> None:
    """Another year takes all but some rows."""
    other = Program.objects.create(
        pd=pd, tahun=2031, kode="PX", urutan=9, nama="Program lain", jenis="penunjang"
    )
    subs = SubKegiatan.objects.of_pd(pd).values_list("pk", flat=True)[banyak:]
    SubKegiatan.objects.filter(pk__in=list(subs)).update(program=other)
    programs = Program.objects.of_pd(pd).filter(tahun=2023).values_list("pk", flat=True)[banyak:]
    Program.objects.filter(pk__in=list(programs)).update(tahun=2030)
    here = unit()
    elsewhere = AnggaranUnit.objects.create(pd=pd, tahun=2031, unit=here.unit, urutan=1)
    parts = Aktivitas.objects.filter(anggaran_unit=here).values_list("pk", flat=True)[banyak:]
    Aktivitas.objects.filter(pk__in=list(parts)).update(anggaran_unit=elsewhere)


@pytest.mark.parametrize("banyak", [1, 3])
@pytest.mark.parametrize(("unit", "queries"), [("", QUERIES_PD), ("SEKRETARIAT", QUERIES_UNIT)])
def test_queries_of_the_page(klien, bpsdm, banyak, unit, queries, django_assert_num_queries):
    keep(banyak, bpsdm)
    with django_assert_num_queries(queries):
        response = klien.get(url(unit=unit))
    level = "aktivitas" if unit else "program"
    shown = [b for b, _ in response.context["baris"] if b.lingkup.kunci[0] == level]
    assert len(shown) == banyak


def test_sixty_rows_stay_small(klien, bpsdm, django_assert_max_num_queries):
    have = Aktivitas.objects.filter(anggaran_unit=unit()).count()
    for n in range(have, 60):
        row = Aktivitas.objects.create(
            anggaran_unit=unit(), kode=f"TAMBAHAN-{n}", urutan=n + 1, nama=f"Aktivitas {n}"
        )
        Pagu.objects.create(pd=bpsdm, aktivitas=row, versi="murni", nilai=1_000_000 * n)
        AnggaranBulanan.objects.create(pd=bpsdm, aktivitas=row, bulan=12, realisasi=9_000 * n)
        Keluaran.objects.create(pd=bpsdm, aktivitas=row, indikator="Peserta", target=n)
    with django_assert_max_num_queries(25):
        response = klien.get(url())
    assert len(response.context["baris"]) == 61
    assert len(gzip.compress(response.content)) < 150_000


def test_a_period_with_words_of_its_own_says_them(klien, bpsdm):
    PeriodePelaporan.objects.filter(pd=bpsdm, tahun=2023, periode=4).update(keterangan="")
    assert klien.get(url()).context["entri"].keterangan == (
        "Pengisian terbuka sampai 31 Desember 2035."
    )
