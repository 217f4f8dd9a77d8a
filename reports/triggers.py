"""What the database keeps of dashboards and of the report's texts.

Closed decisions stay, none is deleted; decisions, rules of status, texts and accepted findings
leave a trail. A text is approved only from review.
"""

from lkip.triggers import Trigger, append_only, changed
from reports.enums import KeadaanKeputusan, KeadaanTulis
from workforce.triggers import MILIK_PD, audit, tandai

KEPUTUSAN = "reports_keputusanrapat"
ATURAN = "reports_aturanstatus"
PENGECUALIAN = "reports_pengecualiantemuan"
TETAP = "Keputusan yang sudah ditutup dan isi keputusan tidak dapat diubah; catat keputusan baru."
# What was decided, about what, by whom. The rest is what becomes of it.
ISI = (
    "id",
    "pd_id",
    "tahun",
    "periode",
    "indikator_id",
    "keputusan",
    "tenggat_awal",
    "dibuat_oleh_id",
    "dibuat_pada",
)

PEMICU = (
    *append_only(
        KEPUTUSAN,
        TETAP,
        unless=f"OLD.keadaan = '{KeadaanKeputusan.TERBUKA.value}' AND NOT {changed(ISI)}",
    ),
    *audit(
        KEPUTUSAN,
        (
            "indikator_id",
            "tahun",
            "periode",
            "keputusan",
            "unit_id",
            "pelaksana_id",
            "tenggat",
            "catatan",
            "hasil",
            "dilaporkan_oleh_id",
            "keadaan",
            "ditutup_oleh_id",
        ),
        pd="{row}.pd_id",
        author="NEW.dibuat_oleh_id",
        author_of_change="CASE WHEN NEW.versi = OLD.versi + 1 THEN NEW.diubah_oleh_id END",
    ),
)

PEMICU_ATURAN = audit(ATURAN, ("urutan", "syarat", "batas", "status"), pd="{row}.pd_id")

NARASI, ANALISIS = "reports_narasi", "indicators_analisisindikator"
TULIS = "reports_bagiantulis"
TINJAU_DAHULU = "Teks disetujui sesudah diajukan untuk ditinjau, bukan langsung."
_SETUJU = f"NEW.keadaan = '{KeadaanTulis.DISETUJUI.value}'"

PEMICU_TULIS = (
    Trigger(f"{TULIS}_setuju_baru", TULIS, "INSERT", when=_SETUJU, refuse=TINJAU_DAHULU),
    Trigger(
        f"{TULIS}_setuju_urut",
        TULIS,
        "UPDATE",
        when=f"{_SETUJU} AND (OLD.keadaan NOT IN ('{KeadaanTulis.DITINJAU.value}', "
        f"'{KeadaanTulis.DISETUJUI.value}') OR {changed(('sidik', 'diajukan_oleh_id'))})",
        refuse=TINJAU_DAHULU,
    ),
    *audit(
        TULIS,
        (
            "tahun",
            "bagian",
            "penulis_id",
            "penyetuju_id",
            "tenggat",
            "keadaan",
            "disalin_dari",
            "catatan",
            "sidik",
            "diajukan_oleh_id",
            "disetujui_oleh_id",
        ),
        pd="{row}.pd_id",
        author="NEW.diubah_oleh_id",
        author_of_change="CASE WHEN NEW.versi = OLD.versi + 1 THEN NEW.diubah_oleh_id END",
    ),
    # Who wrote a text is not a column of it: the action names her.
    *audit(NARASI, ("tahun", "bagian", "isi"), pd="{row}.pd_id"),
    # The table is rebuilt by migrations of its own app; they install this again.
    *audit(
        ANALISIS,
        (
            "indikator_id",
            "tahun",
            "gambaran",
            "penyebab",
            "solusi",
            "sumber_daya",
            "program_penunjang",
            "rencana",
        ),
        pd="SELECT pd_id FROM indicators_indikator WHERE id = {row}.indikator_id",
    ),
)

PEMICU_TANDA = tandai({ATURAN: MILIK_PD})

PEMICU_PENGECUALIAN = audit(
    PENGECUALIAN,
    ("tahun", "pemeriksaan", "kunci", "kalimat", "alasan"),
    pd="{row}.pd_id",
    author="NEW.oleh_id",
)
