"""What the database keeps of dashboards.

Closed decisions stay, none is deleted; decisions and rules of status leave a trail.
"""

from lkip.triggers import append_only, changed
from reports.enums import KeadaanKeputusan
from workforce.triggers import audit

KEPUTUSAN = "reports_keputusanrapat"
ATURAN = "reports_aturanstatus"
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
