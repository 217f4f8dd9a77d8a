"""What the database keeps of editions.

None is deleted. What was frozen stays as it is; a final edition does not change at all. Files come
in while a worker freezes, and stay.
"""

from lkip.triggers import Trigger, append_only, changed, salah_langkah
from reports.enums import JenisBerkasEdisi, KeadaanEdisi
from workforce.triggers import audit

EDISI, BERKAS, PENGIRIMAN = (
    "reports_edisi",
    "reports_berkasedisi",
    "reports_pengirimanedisi",
)
TETAP = "Edisi tidak dihapus, dan yang sudah dibekukan tidak berubah. Buat edisi baru."
BERURUT = "Edisi berpindah keadaan menurut urutannya: antre, dibekukan, lalu final."
BERKAS_TETAP = "Berkas edisi hanya disimpan selama edisinya sedang dibekukan."
BERKAS_KURANG = "Edisi dibekukan sesudah semua berkasnya tersimpan."

_PERALIHAN = (
    (KeadaanEdisi.ANTRE, KeadaanEdisi.DIKERJAKAN),
    (KeadaanEdisi.DIKERJAKAN, KeadaanEdisi.GAGAL),
    (KeadaanEdisi.DIKERJAKAN, KeadaanEdisi.BEKU),
    # A worker that died or failed is followed by another one.
    (KeadaanEdisi.DIKERJAKAN, KeadaanEdisi.ANTRE),
    (KeadaanEdisi.GAGAL, KeadaanEdisi.ANTRE),
    (KeadaanEdisi.BEKU, KeadaanEdisi.FINAL),
    (KeadaanEdisi.ANTRE, KeadaanEdisi.BATAL),
    (KeadaanEdisi.DIKERJAKAN, KeadaanEdisi.BATAL),
    (KeadaanEdisi.GAGAL, KeadaanEdisi.BATAL),
    (KeadaanEdisi.BEKU, KeadaanEdisi.BATAL),
)
_ENDED = f"OLD.keadaan IN ('{KeadaanEdisi.FINAL.value}', '{KeadaanEdisi.BATAL.value}')"
_FROZEN = f"OLD.keadaan = '{KeadaanEdisi.BEKU.value}'"
# What an edition is, from its beginning; and what its snapshot has made of it.
_ISI = (
    "id",
    "pd_id",
    "tahun",
    "urutan",
    "jenis",
    "judul",
    "catatan",
    "alasan",
    "mengoreksi_id",
    "dibuat_oleh_id",
    "dibuat_pada",
)
_CUPLIKAN = ("sidik", "nomor", "rincian", "dibekukan_pada", "percobaan")


PEMICU_EDISI = (
    *append_only(
        EDISI,
        TETAP,
        unless=f"NOT ({_ENDED}) AND NOT {changed(_ISI)} AND NOT "
        f"({_FROZEN} AND {changed(_CUPLIKAN)})",
    ),
    Trigger(
        f"{EDISI}_baru",
        EDISI,
        "INSERT",
        when=f"NEW.keadaan <> '{KeadaanEdisi.ANTRE.value}'",
        refuse=BERURUT,
    ),
    Trigger(
        f"{EDISI}_urut",
        EDISI,
        "UPDATE",
        when=salah_langkah("keadaan", _PERALIHAN),
        refuse=BERURUT,
    ),
    Trigger(
        f"{EDISI}_berkas",
        EDISI,
        "UPDATE",
        when=f"NEW.keadaan = '{KeadaanEdisi.BEKU.value}' AND (SELECT COUNT(*) FROM {BERKAS} b "
        f"WHERE b.edisi_id = NEW.id) <> {len(JenisBerkasEdisi)}",
        refuse=BERKAS_KURANG,
    ),
    *append_only(BERKAS, BERKAS_TETAP),
    Trigger(
        f"{BERKAS}_tambah",
        BERKAS,
        "INSERT",
        when=f"NOT EXISTS (SELECT 1 FROM {EDISI} e WHERE e.id = NEW.edisi_id AND "
        f"e.keadaan = '{KeadaanEdisi.DIKERJAKAN.value}')",
        refuse=BERKAS_TETAP,
    ),
    *audit(
        EDISI,
        (
            "tahun",
            "urutan",
            "jenis",
            "judul",
            "alasan",
            "mengoreksi_id",
            "keadaan",
            "percobaan",
            "sidik",
            "nomor",
            "difinalkan_oleh_id",
            "ditutup_oleh_id",
            "alasan_tutup",
        ),
        pd="{row}.pd_id",
        author="NEW.dibuat_oleh_id",
        author_of_change="CASE WHEN NEW.versi = OLD.versi + 1 THEN NEW.diubah_oleh_id END",
    ),
    *audit(
        PENGIRIMAN,
        ("edisi_id", "uraian", "tenggat", "dikirim", "tanda_terima", "ditandai_oleh_id"),
        pd=f"SELECT pd_id FROM {EDISI} WHERE id = {{row}}.edisi_id",
    ),
)
