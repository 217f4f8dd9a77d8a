"""What the database keeps of plans: the trail, and what a signed promise holds of an indicator."""

from indicators.triggers import (
    DOKUMEN,
    INDIKATOR,
    ITEM,
    PD_REALISASI,
    PERJANJIAN,
    SASARAN,
    SASARAN_RENSTRA,
    TARGET_TAHUNAN,
    TUJUAN,
)
from lkip.triggers import Trigger, changed
from workforce.triggers import audit

# The order of rows says nothing about results; it stays out of the trail.
ISI_INDIKATOR = (
    "kode",
    "nama",
    "satuan",
    "jenis_nilai",
    "polaritas",
    "konsolidasi",
    "desimal",
    "varian_minimal",
    "nilai_terburuk",
    "rentang_bawah",
    "rentang_atas",
    "skala_id",
    "unit_id",
    "induk_id",
    "sumber_data",
    "dasar_hukum",
    "definisi",
    "formula",
    "sumber_rinci",
    "metode",
    "catatan_mutu",
    "mutu_tahun",
    "pembilang",
    "penyebut",
    "berlaku_sejak",
    "berlaku_sampai",
)
# What makes two years comparable, and what a signature stands under: held fast, in the forms
# (`rules_perencanaan`) as in the database, once an agreement beyond draft names the indicator.
TETAP = (
    "kode",
    "nama",
    "satuan",
    "jenis_nilai",
    "polaritas",
    "konsolidasi",
    "varian_minimal",
    "nilai_terburuk",
    "rentang_bawah",
    "rentang_atas",
    "skala",
)
INDIKATOR_TETAP = (
    "Indikator ini ada di Perjanjian Kinerja yang tidak lagi berupa draf; nama, satuan, dan cara "
    "menilainya tidak dapat berubah. Buat indikator baru, lalu nonaktifkan yang lama."
)
_KOLOM_TETAP = tuple("skala_id" if name == "skala" else name for name in TETAP)
_PD_TUJUAN = "SELECT d.pd_id FROM indicators_dokumenperencanaan d WHERE d.id = {row}.dokumen_id"
_PD_SASARAN = (
    "SELECT d.pd_id FROM indicators_tujuan t JOIN indicators_dokumenperencanaan d "
    "ON d.id = t.dokumen_id WHERE t.id = {row}.tujuan_id"
)
PEMICU_INDIKATOR_TETAP = Trigger(
    f"{INDIKATOR}_tetap_ubah",
    INDIKATOR,
    "UPDATE",
    f"{changed(_KOLOM_TETAP)} AND EXISTS (SELECT 1 FROM {ITEM} t JOIN {PERJANJIAN} k "
    "ON k.id = t.perjanjian_id WHERE t.indikator_id = OLD.id AND k.status <> 'draf')",
    INDIKATOR_TETAP,
)
PEMICU_INDIKATOR = (
    PEMICU_INDIKATOR_TETAP,
    *audit(INDIKATOR, ISI_INDIKATOR, pd="{row}.pd_id"),
)
PEMICU_PERENCANAAN = (
    *PEMICU_INDIKATOR,
    *audit(DOKUMEN, ("kode", "jenis", "nama", "tahun_awal", "tahun_akhir"), pd="{row}.pd_id"),
    *audit(TUJUAN, ("dokumen_id", "kode", "tujuan"), pd=_PD_TUJUAN),
    *audit(SASARAN_RENSTRA, ("tujuan_id", "kode", "sasaran"), pd=_PD_SASARAN),
    *audit(SASARAN, ("tahun", "kode", "jenis", "sasaran"), pd="{row}.pd_id"),
    *audit(
        TARGET_TAHUNAN,
        ("indikator_id", "tahun", "sumber", "sasaran_renstra_id", "nilai", "teks"),
        pd=PD_REALISASI,
    ),
)
