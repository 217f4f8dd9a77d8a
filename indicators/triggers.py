"""What the database keeps of measurement: the lock of a period, the steps of a value, the trail.

Pages, settings, imports and the shell all meet these rules, because none of them lives above
the database.
"""

from indicators.enums import StatusPerjanjian, StatusRealisasi
from lkip.triggers import Trigger, append_only, changed, salah_langkah
from workforce.triggers import audit

REALISASI = "indicators_realisasi"
KOMPONEN = "indicators_komponenrealisasi"
BUKTI = "indicators_buktidukung"
KOREKSI = "indicators_koreksirealisasi"
PERIODE = "indicators_periodepelaporan"
PERPANJANGAN = "indicators_perpanjanganperiode"

ISI = ("nilai", "status_data", "perkiraan_rilis", "skala_berbeda", "dasar_penilaian", "surat_id")
URAIAN = ("catatan", "penyebab", "tindak_lanjut")
KUNCI = ("indikator_id", "tahun", "periode")
ISI_KOMPONEN = ("realisasi_id", "pembilang", "penyebut")
JADWAL = (
    "pd_id",
    "tahun",
    "periode",
    "mulai",
    "batas_isi",
    "batas_verifikasi",
    "terkunci",
    "dikunci_oleh_id",
)
LANGKAH = ("status", "diajukan_oleh_id", "diverifikasi_oleh_id")
TERKUNCI = (
    "Periode sudah dikunci. Nilai hanya dapat berubah melalui koreksi yang beralasan dan berdasar."
)
PERIODE_TETAP = "Periode sudah dikunci; penguncian tidak dapat dibatalkan."
BEKU = "Nilai sudah diverifikasi; buktinya beku. Ubah nilainya lebih dahulu."
URUTAN = "Perubahan status realisasi tidak menurut urutan kerja."

# From which step to which: what a status may become (design: draf, diajukan, diverifikasi).
PERALIHAN = (
    (StatusRealisasi.DRAF, StatusRealisasi.DIAJUKAN),
    (StatusRealisasi.DIAJUKAN, StatusRealisasi.DRAF),
    (StatusRealisasi.DIAJUKAN, StatusRealisasi.DIKEMBALIKAN),
    (StatusRealisasi.DIAJUKAN, StatusRealisasi.DIVERIFIKASI),
    (StatusRealisasi.DIKEMBALIKAN, StatusRealisasi.DRAF),
    (StatusRealisasi.DIKEMBALIKAN, StatusRealisasi.DIAJUKAN),
    (StatusRealisasi.DIVERIFIKASI, StatusRealisasi.DRAF),
)


def _locked(row: str) -> str:
    return (
        "EXISTS (SELECT 1 FROM indicators_periodepelaporan p "
        "JOIN indicators_indikator i ON i.pd_id = p.pd_id "
        f"WHERE i.id = {row}.indikator_id AND p.tahun = {row}.tahun "
        f"AND p.periode = {row}.periode AND p.terkunci)"
    )


def _locked_through(row: str) -> str:
    return (
        "EXISTS (SELECT 1 FROM indicators_realisasi r "
        "JOIN indicators_indikator i ON i.id = r.indikator_id "
        "JOIN indicators_periodepelaporan p ON p.pd_id = i.pd_id AND p.tahun = r.tahun "
        f"AND p.periode = r.periode AND p.terkunci WHERE r.id = {row}.realisasi_id)"
    )


def _verified(row: str) -> str:
    return (
        "EXISTS (SELECT 1 FROM indicators_realisasi r "
        f"WHERE r.id = {row}.realisasi_id AND r.status = 'diverifikasi')"
    )


def _fall(which: str) -> str:
    return (
        f"UPDATE {REALISASI} SET status = 'draf', diverifikasi_oleh_id = NULL, "
        f"diverifikasi_pada = NULL WHERE {which};"
    )


LOCKS = (
    # A cell that nobody filled is put down as empty, so that a correction can stand beside it.
    Trigger(
        f"{REALISASI}_kunci_buat",
        REALISASI,
        "INSERT",
        f"{_locked('NEW')} AND NOT (NEW.nilai IS NULL AND NEW.status = 'draf' "
        "AND NEW.status_data = 'tidak_tersedia')",
        TERKUNCI,
    ),
    Trigger(
        f"{REALISASI}_kunci_ubah",
        REALISASI,
        "UPDATE",
        f"{changed((*KUNCI, *ISI, *URAIAN, *LANGKAH))} AND ({_locked('OLD')} OR {_locked('NEW')})",
        TERKUNCI,
    ),
    Trigger(f"{REALISASI}_kunci_hapus", REALISASI, "DELETE", _locked("OLD"), TERKUNCI),
    Trigger(f"{KOMPONEN}_kunci_buat", KOMPONEN, "INSERT", _locked_through("NEW"), TERKUNCI),
    Trigger(
        f"{KOMPONEN}_kunci_ubah",
        KOMPONEN,
        "UPDATE",
        f"{changed(ISI_KOMPONEN)} AND ({_locked_through('OLD')} OR {_locked_through('NEW')})",
        TERKUNCI,
    ),
    Trigger(f"{KOMPONEN}_kunci_hapus", KOMPONEN, "DELETE", _locked_through("OLD"), TERKUNCI),
    # A lock that could be taken off would prove nothing.
    Trigger(
        f"{PERIODE}_tetap_ubah",
        PERIODE,
        "UPDATE",
        f"OLD.terkunci AND {changed(JADWAL)}",
        PERIODE_TETAP,
    ),
    Trigger(f"{PERIODE}_tetap_hapus", PERIODE, "DELETE", "OLD.terkunci", PERIODE_TETAP),
)

STEPS = (
    Trigger(
        f"{REALISASI}_urutan",
        REALISASI,
        "UPDATE",
        salah_langkah("status", PERALIHAN),
        URUTAN,
    ),
    Trigger(
        f"{REALISASI}_pemverifikasi",
        REALISASI,
        "UPDATE",
        "OLD.status <> NEW.status AND NEW.status = 'diverifikasi' AND "
        "(NEW.diverifikasi_oleh_id IS NULL OR NEW.diajukan_oleh_id IS NULL)",
        "Verifikasi memerlukan nama yang mengajukan dan yang memverifikasi.",
    ),
    # A verified value that changes is no longer verified.
    Trigger(
        f"{REALISASI}_gugur",
        REALISASI,
        "UPDATE",
        "OLD.status = 'diverifikasi' AND NEW.status = 'diverifikasi' AND "
        + changed((*KUNCI, *ISI)),
        body=_fall("id = NEW.id"),
        moment="AFTER",
    ),
    Trigger(
        f"{KOMPONEN}_gugur",
        KOMPONEN,
        "UPDATE",
        changed(ISI_KOMPONEN),
        body=_fall("id IN (OLD.realisasi_id, NEW.realisasi_id) AND status = 'diverifikasi'"),
        moment="AFTER",
    ),
    # A value taken over from a file has no verifier's name: its components follow it in.
    Trigger(
        f"{KOMPONEN}_gugur_buat",
        KOMPONEN,
        "INSERT",
        body=_fall(
            "id = NEW.realisasi_id AND status = 'diverifikasi' AND diverifikasi_oleh_id IS NOT NULL"
        ),
        moment="AFTER",
    ),
    Trigger(
        f"{KOMPONEN}_gugur_hapus",
        KOMPONEN,
        "DELETE",
        body=_fall("id = OLD.realisasi_id AND status = 'diverifikasi'"),
        moment="AFTER",
    ),
)

# Pointers of years gone by come in beside verified values; files never do.
FROZEN = (
    Trigger(
        f"{BUKTI}_beku_buat",
        BUKTI,
        "INSERT",
        f"NEW.berkas <> '' AND ({_verified('NEW')} OR {_locked_through('NEW')})",
        BEKU,
    ),
    Trigger(
        f"{BUKTI}_beku_ubah",
        BUKTI,
        "UPDATE",
        f"{changed(('realisasi_id', 'judul', 'rujukan', 'sha256', 'berkas'))} AND "
        f"({_verified('OLD')} OR {_locked_through('OLD')} "
        f"OR {_verified('NEW')} OR {_locked_through('NEW')})",
        BEKU,
    ),
    Trigger(
        f"{BUKTI}_beku_hapus",
        BUKTI,
        "DELETE",
        f"{_verified('OLD')} OR {_locked_through('OLD')}",
        BEKU,
    ),
)

PD_REALISASI = "SELECT i.pd_id FROM indicators_indikator i WHERE i.id = {row}.indikator_id"
PD_ANAK = (
    "SELECT i.pd_id FROM indicators_realisasi r JOIN indicators_indikator i "
    "ON i.id = r.indikator_id WHERE r.id = {row}.realisasi_id"
)
PD_PERPANJANGAN = "SELECT p.pd_id FROM indicators_periodepelaporan p WHERE p.id = {row}.periode_id"
TRAIL = (
    *audit(
        REALISASI,
        (*KUNCI, *ISI, *URAIAN, *LANGKAH, "alasan"),
        pd=PD_REALISASI,
        author="NEW.diubah_oleh_id",
        author_of_change="CASE WHEN NEW.versi = OLD.versi + 1 THEN NEW.diubah_oleh_id END",
    ),
    *audit(KOMPONEN, ISI_KOMPONEN, pd=PD_ANAK),
    *audit(
        BUKTI,
        ("realisasi_id", "urutan", "judul", "rujukan", "nama_berkas", "sha256"),
        pd=PD_ANAK,
        author="NEW.diunggah_oleh_id",
    ),
    *audit(
        KOREKSI,
        ("realisasi_id", "nilai_sebelum", "nilai", "alasan", "dasar_hukum"),
        pd=PD_ANAK,
        author="NEW.oleh_id",
    ),
    *audit(
        PERIODE,
        ("tahun", "periode", "mulai", "batas_isi", "batas_verifikasi", "terkunci"),
        pd="{row}.pd_id",
        author_of_change="CASE WHEN OLD.terkunci <> NEW.terkunci THEN NEW.dikunci_oleh_id END",
    ),
    *audit(
        PERPANJANGAN,
        ("periode_id", "unit_id", "sampai", "alasan"),
        pd=PD_PERPANJANGAN,
        author="NEW.oleh_id",
    ),
)
PEMICU = (
    *LOCKS,
    *STEPS,
    *FROZEN,
    *append_only(KOREKSI, "Koreksi tidak dapat diubah atau dihapus; buat koreksi baru."),
    *TRAIL,
)

# --- Agreements ------------------------------------------------------------------------------

PERJANJIAN = "indicators_perjanjiankinerja"
ITEM = "indicators_itemperjanjian"
TARGET = "indicators_targettriwulan"
ISI_PERJANJIAN = (
    "tahun",
    "jabatan_id",
    "versi",
    "dasar_perubahan",
    "pihak_pertama_id",
    "pihak_kedua_id",
    "jabatan_pihak_pertama",
    "jabatan_pihak_kedua",
)
ISI_ITEM = ("perjanjian_id", "sasaran_id", "indikator_id", "target", "target_teks", "sumber_data")
ISI_TARGET = ("item_id", "triwulan", "target", "target_teks", "status")
PERJANJIAN_TETAP = (
    "Perjanjian Kinerja ini tidak lagi berupa draf; isinya berubah hanya melalui versi perubahan."
)
PERALIHAN_PERJANJIAN = (
    (StatusPerjanjian.DRAF, StatusPerjanjian.DIAJUKAN),
    (StatusPerjanjian.DIAJUKAN, StatusPerjanjian.DRAF),
    (StatusPerjanjian.DIAJUKAN, StatusPerjanjian.DISETUJUI),
    (StatusPerjanjian.DISETUJUI, StatusPerjanjian.DRAF),
    (StatusPerjanjian.DISETUJUI, StatusPerjanjian.BERLAKU),
    (StatusPerjanjian.BERLAKU, StatusPerjanjian.DIGANTI),
)


def _signed(row: str) -> str:
    return (
        "EXISTS (SELECT 1 FROM indicators_perjanjiankinerja k "
        f"WHERE k.id = {row}.perjanjian_id AND k.status <> 'draf'"
    )


def _signed_through(row: str) -> str:
    return (
        "EXISTS (SELECT 1 FROM indicators_itemperjanjian t "
        "JOIN indicators_perjanjiankinerja k ON k.id = t.perjanjian_id "
        f"WHERE t.id = {row}.item_id AND k.status <> 'draf'"
    )


# An agreement taken over from a file has no author of its steps: its items follow it in, until
# the trail of its coming is sealed. From then on nobody adds to it either.
_CLOSED = (
    " AND (k.diajukan_oleh_id IS NOT NULL OR NOT EXISTS (SELECT 1 FROM workforce_jejakaudit j "
    f"WHERE j.tabel = '{PERJANJIAN}' AND j.baris = k.id AND j.aksi = 'buat' AND j.segel = '')))"
)
PD_ITEM = "SELECT k.pd_id FROM indicators_perjanjiankinerja k WHERE k.id = {row}.perjanjian_id"
PD_TARGET = (
    "SELECT k.pd_id FROM indicators_itemperjanjian t JOIN indicators_perjanjiankinerja k "
    "ON k.id = t.perjanjian_id WHERE t.id = {row}.item_id"
)
PEMICU_PERJANJIAN = (
    Trigger(
        f"{PERJANJIAN}_urutan",
        PERJANJIAN,
        "UPDATE",
        salah_langkah("status", PERALIHAN_PERJANJIAN),
        "Perubahan status perjanjian tidak menurut urutan kerja.",
    ),
    Trigger(
        f"{PERJANJIAN}_tetap_ubah",
        PERJANJIAN,
        "UPDATE",
        f"OLD.status <> 'draf' AND {changed(ISI_PERJANJIAN)}",
        PERJANJIAN_TETAP,
    ),
    Trigger(
        f"{PERJANJIAN}_tetap_hapus", PERJANJIAN, "DELETE", "OLD.status <> 'draf'", PERJANJIAN_TETAP
    ),
    Trigger(f"{ITEM}_tetap_buat", ITEM, "INSERT", _signed("NEW") + _CLOSED, PERJANJIAN_TETAP),
    Trigger(
        f"{ITEM}_tetap_ubah",
        ITEM,
        "UPDATE",
        f"{changed(ISI_ITEM)} AND {_signed('OLD')})",
        PERJANJIAN_TETAP,
    ),
    Trigger(f"{ITEM}_tetap_hapus", ITEM, "DELETE", f"{_signed('OLD')})", PERJANJIAN_TETAP),
    Trigger(
        f"{TARGET}_tetap_buat",
        TARGET,
        "INSERT",
        _signed_through("NEW") + _CLOSED,
        PERJANJIAN_TETAP,
    ),
    Trigger(
        f"{TARGET}_tetap_ubah",
        TARGET,
        "UPDATE",
        f"{changed(ISI_TARGET)} AND {_signed_through('OLD')})",
        PERJANJIAN_TETAP,
    ),
    Trigger(
        f"{TARGET}_tetap_hapus", TARGET, "DELETE", f"{_signed_through('OLD')})", PERJANJIAN_TETAP
    ),
    *audit(
        PERJANJIAN,
        (*ISI_PERJANJIAN, "tanggal", "status", "alasan", "diajukan_oleh_id", "disetujui_oleh_id"),
        pd="{row}.pd_id",
        author="NEW.diubah_oleh_id",
        author_of_change="CASE WHEN NEW.suntingan = OLD.suntingan + 1 THEN NEW.diubah_oleh_id END",
    ),
    *audit(
        ITEM,
        (*ISI_ITEM, "urutan", "turunan_dari_id"),
        pd=PD_ITEM,
    ),
    *audit(
        TARGET,
        ISI_TARGET,
        pd=PD_TARGET,
    ),
)

# --- Plans -----------------------------------------------------------------------------------

DOKUMEN = "indicators_dokumenperencanaan"
TUJUAN = "indicators_tujuan"
SASARAN_RENSTRA = "indicators_sasaranrenstra"
SASARAN = "indicators_sasaran"
INDIKATOR = "indicators_indikator"
TARGET_TAHUNAN = "indicators_targettahunan"
