"""The audit trail in words, its page with filters, its command, and tampering that is found."""

from __future__ import annotations

import io
from datetime import timedelta
from decimal import Decimal
from itertools import pairwise

import pytest
from django.core.management import CommandError, call_command
from django.db import DatabaseError, connection, transaction
from django.urls import reverse
from django.utils import timezone

from indicators import triggers
from indicators.actions import kembalikan, koreksi
from indicators.actions_bukti import simpan_bukti
from indicators.actions_periode import perpanjang
from indicators.models import BuktiDukung, PeriodePelaporan, Realisasi
from lkip.triggers import Trigger
from tests.indicators.values import TW4, draft, submitted
from workforce.actions import catat_penolakan, segel_jejak
from workforce.enums import AksiJejak, Peran
from workforce.jejak import Perubahan, dalam_kata, keadaan_rantai, nama_tabel, rusak_di_antara
from workforce.models import JejakAudit, UnitKerja
from workforce.triggers import PEMICU, PENGGUNA

TETAP = r"Jejak audit tidak dapat diubah atau dihapus\."
TABEL = JejakAudit._meta.db_table
ADDRESS = "/jejak/CONTOH/"
DILARANG = (
    "Hak melihat jejak audit pada Dinas Contoh dimiliki oleh: Administrator sistem, "
    "Administrator perangkat daerah, Verifikator, Pimpinan, Evaluator. Peran Anda tidak termasuk."
)


@pytest.fixture
def perencana(akun, contoh):
    return akun(Peran.PERENCANA, contoh)


@pytest.fixture
def verifikator(akun, contoh):
    return akun(Peran.VERIFIKATOR, contoh)


@pytest.fixture
def client(client, verifikator):
    client.force_login(verifikator)
    return client


def last(tabel: str = triggers.REALISASI) -> JejakAudit:
    return JejakAudit.objects.filter(tabel=tabel).select_related("pelaku").latest("pk")


def words(entry: JejakAudit):
    (row,) = dalam_kata([entry])
    return row


def without(trigger: Trigger) -> None:
    """Take a trigger away, as somebody with the keys of the database could."""
    with connection.cursor() as cursor:
        for statement in trigger.drop(connection.vendor):
            cursor.execute(statement)


def tamper(sql: str, *params: object) -> None:
    """Change the trail behind its triggers."""
    for trigger in PEMICU:
        without(trigger)
    with connection.cursor() as cursor:
        cursor.execute(sql, params)


# --- In words ----------------------------------------------------------------------------------


def test_new_value_in_words(contoh, perencana):
    draft(contoh, perencana, "I01", "91.5")
    row = words(last())
    assert (row.objek, row.pelaku, row.aksi) == (
        "Realisasi I01 TW IV 2023",
        "perencana-contoh",
        AksiJejak.BUAT,
    )
    assert row.perubahan == (
        Perubahan("tahun", "kosong", "2023"),
        Perubahan("periode", "kosong", "TW IV"),
        Perubahan("realisasi", "kosong", "91,5"),
        Perubahan("keadaan data", "kosong", "Ada"),
        Perubahan("status", "kosong", "Draf"),
        Perubahan("penyebab atau faktor keberhasilan", "kosong", "Sebab"),
        Perubahan("tindak lanjut", "kosong", "Tindakan"),
    )


def test_step_in_words_names_people_and_reason(contoh, perencana, verifikator):
    value = submitted(contoh, perencana, "I01", "91")
    kembalikan(realisasi=value, versi=value.versi, alasan="Bukti kabur.", by=verifikator)
    row = words(last())
    assert row.pelaku == "verifikator-contoh"
    assert row.perubahan == (
        Perubahan("status", "Diajukan", "Dikembalikan"),
        Perubahan("alasan langkah terakhir", "kosong", "Bukti kabur."),
    )


def test_change_behind_the_application_has_no_author(contoh, perencana):
    value = draft(contoh, perencana, "I01", "91")
    Realisasi.objects.filter(pk=value.pk).update(nilai=Decimal("99.25"))
    row = words(last())
    assert (row.pelaku, row.perubahan) == (
        "di luar aplikasi",
        (Perubahan("realisasi", "91", "99,25"),),
    )


def test_removed_row_keeps_its_name(contoh, perencana):
    value = draft(contoh, perencana, "I01", "91")
    value.delete()
    row = words(last())
    assert (row.objek, row.aksi) == ("Realisasi I01 TW IV 2023", AksiJejak.HAPUS)
    assert Perubahan("realisasi", "91", "kosong") in row.perubahan


def test_row_whose_parent_is_gone_too_keeps_its_number(contoh, perencana):
    value = draft(contoh, perencana, "I01", "91")
    piece = BuktiDukung(realisasi=value, judul="Berita acara", sha256="a" * 64)
    simpan_bukti(bukti=piece, by=perencana)
    number = piece.pk
    piece.delete()
    value.delete()
    assert words(last(triggers.BUKTI)).objek == f"Bukti dukung nomor {number}"


def test_evidence_is_named_with_its_value_and_a_short_hash(contoh, perencana):
    value = draft(contoh, perencana, "I01", "91")
    simpan_bukti(
        bukti=BuktiDukung(realisasi=value, judul="Berita acara", sha256="a" * 64), by=perencana
    )
    row = words(last(triggers.BUKTI))
    assert row.objek == "Bukti dukung “Berita acara” untuk I01 TW IV 2023"
    assert Perubahan("SHA-256", "kosong", "aaaaaaaaaaaa…") in row.perubahan
    # The name says already to which value the evidence belongs.
    assert "realisasi" not in [change.label for change in row.perubahan]


def test_period_and_extension_in_words(contoh, akun):
    window = PeriodePelaporan.objects.get(pd=contoh, tahun=2023, periode=TW4)
    unit = UnitKerja.objects.get(pd=contoh, kode="BID-DATA")
    day = window.batas_isi + timedelta(days=20)
    perpanjang(
        periode=window, unit=unit, sampai=day, alasan="Banjir", by=akun(Peran.ADMIN_PD, contoh)
    )
    assert words(last(triggers.PERPANJANGAN)).objek == (
        "Perpanjangan periode TW IV 2023 untuk Bidang Data"
    )
    row = words(last(triggers.PERIODE))
    assert row.objek == "Periode pelaporan TW IV 2023"
    assert row.perubahan == (Perubahan("batas verifikasi", "31 Desember 2035", "20 Januari 2036"),)
    PeriodePelaporan.objects.filter(pk=window.pk).update(terkunci=True)
    assert Perubahan("terkunci", "tidak", "ya") in words(last(triggers.PERIODE)).perubahan


def test_correction_in_words(contoh, akun):
    PeriodePelaporan.objects.filter(pd=contoh, tahun=2023).update(terkunci=True)
    value = Realisasi.objects.get(indikator__pd=contoh, indikator__kode="I02", periode=5)
    koreksi(
        realisasi=value,
        nilai=Decimal("8.5"),
        alasan="Salah hitung",
        dasar_hukum="BA 1/2024",
        by=akun(Peran.ADMIN_PD, contoh),
    )
    row = words(last(triggers.KOREKSI))
    assert row.objek == "Koreksi realisasi I02 Tahunan 2023"
    assert Perubahan("nilai sesudah koreksi", "kosong", "8,5") in row.perubahan


def test_components_are_named_after_their_value(contoh):
    entry = JejakAudit.objects.filter(tabel=triggers.KOMPONEN, pd=contoh).latest("pk")
    row = words(entry)
    assert row.objek == "Komponen realisasi I01 Tahunan 2023"
    assert row.perubahan == (
        Perubahan("pembilang", "kosong", "191"),
        Perubahan("penyebut", "kosong", "200"),
    )


def test_denied_attempt_on_nothing_yet(contoh, perencana):
    entry = catat_penolakan(
        pd=contoh, tabel=triggers.REALISASI, baris=0, alasan="Belum dibuka.", by=perencana
    )
    row = words(entry)
    assert (row.objek, row.aksi, row.perubahan) == (
        "Realisasi yang belum ada",
        AksiJejak.DITOLAK,
        (),
    )


def test_table_and_column_that_nobody_knows_any_more(contoh):
    entry = JejakAudit(
        pd=contoh,
        waktu=timezone.now(),
        tabel="lemari_lama",
        baris=7,
        aksi=AksiJejak.UBAH,
        sebelum={"jumlah_pintu": 2},
        sesudah={"jumlah_pintu": 3},
    )
    row = words(entry)
    assert (row.objek, row.pelaku) == ("Lemari lama nomor 7", "di luar aplikasi")
    assert row.perubahan == (Perubahan("jumlah pintu", "2", "3"),)


def test_reference_to_a_removed_row_keeps_its_number(contoh, perencana):
    draft(contoh, perencana, "I01", "91")
    entry = last()
    entry.sebelum, entry.sesudah = {"surat": None, "kolom_lama": 1}, {"surat": 999_999}
    assert Perubahan("surat sumber", "kosong", "nomor 999999") in words(entry).perubahan


def test_column_that_is_gone_does_not_hide_the_name_of_a_removed_row(contoh, perencana):
    draft(contoh, perencana, "I01", "91").delete()
    entry = last()
    entry.sebelum = entry.sebelum | {"kolom_lama": 1}
    row = words(entry)
    assert row.objek == "Realisasi I01 TW IV 2023"
    assert row.perubahan[0] == Perubahan("kolom lama", "1", "kosong")


def test_moment_is_told_in_the_time_of_the_agency(contoh):
    entry = JejakAudit(
        pd=contoh,
        waktu=timezone.now(),
        tabel=triggers.KOREKSI,
        baris=999_999,
        aksi=AksiJejak.UBAH,
        sebelum={"waktu": None},
        sesudah={"waktu": "2024-01-05T17:30:00+00:00"},
    )
    row = words(entry)
    assert row.perubahan == (Perubahan("waktu", "kosong", "6 Januari 2024 00.30"),)
    assert row.objek == "Koreksi realisasi nomor 999999"


def test_name_of_a_table():
    assert nama_tabel(triggers.PERIODE) == "Periode pelaporan"


# --- Seals -------------------------------------------------------------------------------------


def test_chain_of_the_demo_data_holds(contoh):
    segel_jejak()
    state = keadaan_rantai()
    assert (state.menunggu, state.terakhir.nomor_segel) == (0, state.tersegel)
    assert rusak_di_antara(list(JejakAudit.objects.order_by("pk")[:20])) == ()


@pytest.mark.parametrize(
    "sql",
    [
        f"UPDATE {TABEL} SET alasan = 'lain' WHERE nomor_segel = 5",
        f"UPDATE {TABEL} SET waktu = '2023-01-01 00:00:00+00:00' WHERE nomor_segel = 5",
        f"UPDATE {TABEL} SET baris = 99 WHERE nomor_segel = 5",
        f"UPDATE {TABEL} SET pelaku_id = (SELECT MIN(id) FROM workforce_user) "
        "WHERE nomor_segel = 5",
    ],
    ids=["reason", "time", "row", "author"],
)
def test_tampering_is_found_and_named(client, contoh, sql):
    segel_jejak()
    tamper(sql)
    page = client.get(ADDRESS, {"periksa": "ya"}).content.decode()
    assert "Rantai segel putus" in page
    assert "1 catatan tidak cocok dengan segelnya: nomor 5." in page
    printed = io.StringIO()
    with pytest.raises(CommandError, match=r"Rantai segel putus pada 1 catatan\."):
        call_command("jejak", periksa=True, stdout=printed)
    assert "Rusak: nomor 5, " in printed.getvalue()


def test_removed_entry_is_found_at_the_next_one(client, contoh):
    segel_jejak()
    tamper(f"DELETE FROM {TABEL} WHERE nomor_segel = 5")
    broken = JejakAudit.objects.filter(nomor_segel__in=(4, 6))
    assert [entry.nomor_segel for entry in rusak_di_antara(list(broken))] == [6]
    assert "nomor 6." in client.get(ADDRESS, {"periksa": "ya"}).content.decode()


def test_page_finds_tampering_with_what_it_shows(client, contoh, perencana):
    draft(contoh, perencana, "I01", "91")
    segel_jejak()
    assert "Segel cocok" in client.get(ADDRESS).content.decode()
    tamper(f"UPDATE {TABEL} SET sesudah = '{{}}' WHERE id = %s", last().pk)
    assert "Rantai segel putus" in client.get(ADDRESS).content.decode()


def test_unsealed_trail_says_so(client, contoh):
    tamper(f"UPDATE {TABEL} SET segel = '', nomor_segel = NULL")
    page = client.get(ADDRESS).content.decode()
    assert "Belum disegel" in page
    assert "catatan menunggu segel" in page


WAYS = {
    "orm update": lambda pk: JejakAudit.objects.filter(pk=pk).update(alasan="lain"),
    "orm delete": lambda pk: JejakAudit.objects.filter(pk=pk).delete(),
    "raw update": lambda pk: raw(f"UPDATE {TABEL} SET alasan = 'lain' WHERE id = %s", pk),
    "raw delete": lambda pk: raw(f"DELETE FROM {TABEL} WHERE id = %s", pk),
    "another number": lambda pk: raw(f"UPDATE {TABEL} SET id = 900000 WHERE id = %s", pk),
    "written over": lambda pk: raw(
        f"INSERT {'OR REPLACE ' if connection.vendor == 'sqlite' else ''}INTO {TABEL} "
        "(id, waktu, tabel, baris, aksi, alasan, segel) "
        "VALUES (%s, '2023-01-01 00:00:00+00:00', 'x', 1, 'ubah', '', '')",
        pk,
    ),
}


def raw(sql: str, *params: object) -> None:
    with connection.cursor() as cursor:
        cursor.execute(sql, params)


@pytest.mark.parametrize("way", WAYS.values(), ids=WAYS)
def test_sealed_entry_stays_as_it_is(contoh, way):
    segel_jejak()
    entry = JejakAudit.objects.order_by("pk").first()
    with pytest.raises(DatabaseError, match=TETAP), transaction.atomic():
        way(entry.pk)


@pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite has no TRUNCATE")
@pytest.mark.parametrize("table", [TABEL, triggers.KOREKSI])
def test_trail_is_not_emptied_at_once(contoh, table):
    with pytest.raises(DatabaseError, match="tidak dapat"), transaction.atomic():
        raw(f"TRUNCATE {table}")


# --- Command -----------------------------------------------------------------------------------


def test_command_seals_and_checks(contoh):
    waiting = JejakAudit.objects.filter(segel="").count()
    printed = io.StringIO()
    call_command("jejak", segel=True, periksa=True, stdout=printed)
    newest = JejakAudit.objects.latest("nomor_segel")
    assert printed.getvalue().splitlines() == [
        f"{waiting} catatan baru disegel.",
        f"{newest.nomor_segel} catatan tersegel, 0 menunggu segel.",
        f"Segel terakhir: nomor {newest.nomor_segel}, {newest.segel}",
        "Rantai segel utuh.",
    ]


def test_command_prints_the_state_of_an_unsealed_trail(contoh):
    sealed = JejakAudit.objects.exclude(nomor_segel=None).count()
    waiting = JejakAudit.objects.filter(segel="").count()
    printed = io.StringIO()
    call_command("jejak", stdout=printed)
    first = printed.getvalue().splitlines()[0]
    assert first == f"{sealed} catatan tersegel, {waiting} menunggu segel."


# --- Page --------------------------------------------------------------------------------------


def objects(client, **asked: object) -> list[str]:
    return [row.objek for row in client.get(ADDRESS, asked).context["baris"]]


def test_newest_entry_comes_first(client, contoh, perencana):
    draft(contoh, perencana, "I01", "91")
    draft(contoh, perencana, "I03", "2")
    page = client.get(ADDRESS)
    assert objects(client)[:2] == ["Realisasi I03 TW IV 2023", "Realisasi I01 TW IV 2023"]
    numbers = [row.entri.pk for row in page.context["baris"]]
    assert all(newer > older for newer, older in pairwise(numbers))
    assert "perencana-contoh" in page.content.decode()


def test_denied_attempt_is_visible(client, contoh, perencana):
    catat_penolakan(
        pd=contoh, tabel=triggers.REALISASI, baris=0, alasan="Belum dibuka.", by=perencana
    )
    page = client.get(ADDRESS, {"aksi": "ditolak"}).content.decode()
    assert "Ditolak" in page
    assert "Alasan: Belum dibuka." in page


def test_what_belongs_to_no_agency_is_shown_to_the_system_alone(client, masuk, akun, contoh):
    akun(Peran.ADMIN_SISTEM, name="akar")
    said = "tanpa perangkat daerah"
    system = masuk(Peran.ADMIN_SISTEM)

    page = system.get(ADDRESS, {"tabel": PENGGUNA})
    assert "Pengguna akar" in [row.objek for row in page.context["baris"]]
    assert said in page.content.decode()
    assert (PENGGUNA, "Pengguna") in page.context["form"].fields["tabel"].choices
    foreign = system.get("/jejak/BPSDM/", {"tabel": PENGGUNA})
    assert "Pengguna akar" in [row.objek for row in foreign.context["baris"]]

    page = client.get(ADDRESS)
    assert page.context["halaman"].paginator.count > 0
    assert "Pengguna akar" not in [row.objek for row in page.context["baris"]]
    assert said not in page.content.decode()


def test_filters_by_person_table_and_event(client, contoh, perencana):
    value = draft(contoh, perencana, "I01", "91")
    Realisasi.objects.filter(pk=value.pk).update(nilai=92)
    assert objects(client, pelaku=perencana.pk) == ["Realisasi I01 TW IV 2023"]
    assert objects(client, pelaku="luar", aksi="ubah") == ["Realisasi I01 TW IV 2023"]
    assert set(objects(client, tabel=triggers.PERIODE)) == {
        f"Periode pelaporan {name} 2023" for name in ("TW I", "TW II", "TW III", "TW IV", "Tahunan")
    }


def test_filters_by_whole_days(client, contoh, perencana):
    draft(contoh, perencana, "I01", "91")
    today = timezone.localdate()
    tomorrow, yesterday = today + timedelta(days=1), today - timedelta(days=1)
    assert "Realisasi I01 TW IV 2023" in objects(client, dari=today, sampai=today)
    assert objects(client, dari=tomorrow) == []
    assert objects(client, sampai=yesterday) == []


def test_history_of_a_value_holds_its_evidence(client, contoh, perencana):
    value = draft(contoh, perencana, "I01", "91")
    draft(contoh, perencana, "I03", "2")
    piece = BuktiDukung(realisasi=value, judul="Berita acara")
    simpan_bukti(bukti=piece, by=perencana)
    piece.delete()
    found = objects(client, tabel=triggers.REALISASI, baris=value.pk)
    assert found == [
        "Bukti dukung “Berita acara” untuk I01 TW IV 2023",
        "Bukti dukung “Berita acara” untuk I01 TW IV 2023",
        "Realisasi I01 TW IV 2023",
    ]


def test_history_of_a_row_of_an_unknown_table_is_empty(client, contoh):
    page = client.get(ADDRESS, {"tabel": "auth_user", "baris": 1})
    assert page.context["form"].errors["tabel"]


def test_indicator_links_to_the_history_of_its_values(client, contoh, masuk):
    address = reverse("indikator_rinci", args=["CONTOH", 2023, "I02"])
    value = Realisasi.objects.get(indikator__pd=contoh, indikator__kode="I02", periode=5)
    link = f"{ADDRESS}?tabel={triggers.REALISASI}&amp;baris={value.pk}"
    assert link in client.get(address).content.decode()
    reader = masuk(Peran.PEMBACA, contoh)
    assert link not in reader.get(address).content.decode()


def test_wrong_filter_names_the_fault_and_shows_everything(client, contoh):
    page = client.get(ADDRESS, {"dari": "2024-02-02", "sampai": "2024-01-01"})
    assert "Tanggal akhir mendahului tanggal awal. Tukar keduanya." in page.content.decode()
    assert page.context["halaman"].paginator.count == JejakAudit.objects.of_pd(contoh).count()
    assert client.get(ADDRESS, {"dari": "kemarin"}).context["form"].errors["dari"]


def test_filter_without_result_says_so(client, contoh):
    page = client.get(ADDRESS, {"dari": "2090-01-01"}).content.decode()
    assert "Tidak ada catatan yang cocok dengan saringan." in page


def test_page_holds_fifty_entries_and_keeps_the_filter(client, contoh, perencana):
    for number in range(51):
        catat_penolakan(
            pd=contoh, tabel=triggers.REALISASI, baris=0, alasan=f"Ke-{number}", by=perencana
        )
    page = client.get(ADDRESS, {"aksi": "ditolak"})
    assert len(page.context["baris"]) == 50
    assert "?aksi=ditolak&amp;halaman=2" in page.content.decode()
    second = client.get(ADDRESS, {"aksi": "ditolak", "halaman": 2})
    assert [row.entri.alasan for row in second.context["baris"]] == ["Ke-0"]
    assert "Halaman 2 dari 2" in second.content.decode()


def test_trail_of_one_agency_holds_nothing_of_another(client, contoh, bpsdm):
    assert JejakAudit.objects.of_pd(bpsdm).exists()
    page = client.get(ADDRESS)
    assert {row.entri.pd_id for row in page.context["baris"]} == {contoh.pk}


@pytest.mark.parametrize("peran", [Peran.PERENCANA, Peran.PEMBACA])
def test_other_roles_are_told_the_rule(masuk, contoh, peran):
    answer = masuk(peran, contoh).get(ADDRESS)
    assert answer.status_code == 403
    assert DILARANG in answer.content.decode()
    assert f"{reverse('hak')}#mengapa" in answer.content.decode()
    # Looking is no attempt to write.
    assert not JejakAudit.objects.filter(aksi=AksiJejak.DITOLAK).exists()


@pytest.mark.parametrize(
    "peran", [Peran.ADMIN_PD, Peran.PIMPINAN, Peran.EVALUATOR, Peran.ADMIN_SISTEM]
)
def test_roles_with_the_right_read_the_trail(masuk, contoh, peran):
    client = masuk(peran, None if peran == Peran.ADMIN_SISTEM else contoh)
    assert client.get(ADDRESS).status_code == 200


def test_foreign_trail_is_not_found(client):
    assert client.get("/jejak/BPSDM/").status_code == 404


def test_menu_offers_the_trail_to_those_who_may_read_it(client, masuk, contoh):
    reader = masuk(Peran.PEMBACA, contoh)
    for page in (client, reader):
        page.get(reverse("tugas"))
    assert ADDRESS in client.get(reverse("tugas")).content.decode()
    assert ADDRESS not in reader.get(reverse("tugas")).content.decode()


# Session, account, roles, agency; people and tables of the filter (two); count and page; the
# values and indicators they name; the chain (two) and the seals before; the menu (two).
QUERIES = 15


@pytest.mark.parametrize("count", [1, 3])
def test_page_needs_the_same_queries_for_any_number_of_entries(
    client, contoh, perencana, count, django_assert_num_queries
):
    for kode in ("I01", "I02", "I03")[:count]:
        draft(contoh, perencana, kode, "2")
    segel_jejak()
    with django_assert_num_queries(QUERIES):
        page = client.get(ADDRESS, {"tabel": triggers.REALISASI, "pelaku": perencana.pk})
    assert len(page.context["baris"]) == count
