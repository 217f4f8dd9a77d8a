"""What the database keeps of the budget: the lock of a quarter, and the trail.

Plan, realisasi and outputs of a month belong to the reporting period of their quarter. What an
output promises for the year is fixed with the last quarter.
"""

from budget.models.anggaran import TINGKAT
from lkip.triggers import Marks, Trigger, append_only, changed
from workforce.triggers import MILIK_PD, audit, tandai

BULANAN = "budget_anggaranbulanan"
KELUARAN = "budget_keluaran"
KELUARAN_BULANAN = "budget_keluaranbulanan"
KOREKSI = "budget_koreksianggaran"
KOREKSI_KELUARAN = "budget_koreksikeluaran"
PROGRAM = "budget_program"
KEGIATAN = "budget_kegiatan"
SUB_KEGIATAN = "budget_subkegiatan"
AKTIVITAS = "budget_aktivitas"
ANGGARAN_UNIT = "budget_anggaranunit"

TERKUNCI = (
    "Triwulan bulan ini sudah dikunci. Rencananya tetap; realisasi dan keluarannya hanya dapat "
    "berubah melalui koreksi yang beralasan dan berdasar."
)
PINDAH = "Baris anggaran ini mempunyai nilai pada triwulan yang terkunci; tempatnya tetap."
BELUM_TERKUNCI = "Triwulan bulan ini belum dikunci; ubah angkanya langsung di halaman pengisian."
KOREKSI_TETAP = "Koreksi tidak dapat diubah atau dihapus; buat koreksi baru."
TRIWULAN_AKHIR = 4

LEVELS = tuple(f"{name}_id" for name in TINGKAT)
ISI_BULANAN = ("pd_id", *LEVELS, "bulan", "rencana", "realisasi")
ISI_KELUARAN = ("pd_id", *LEVELS, "urutan", "indikator", "satuan", "target", "capaian_persen")
ISI_KELUARAN_BULANAN = ("keluaran_id", "bulan", "capaian")


def _year(row: str) -> str:
    """SQL for the budget year of a row that belongs to one of the five levels."""
    program = "SELECT g.tahun FROM budget_program g"
    unit = "SELECT u.tahun FROM budget_anggaranunit u"
    return (
        "COALESCE("
        f"({program} WHERE g.id = {row}.program_id), "
        f"({program} JOIN budget_kegiatan k ON k.program_id = g.id "
        f"WHERE k.id = {row}.kegiatan_id), "
        f"({program} JOIN budget_subkegiatan s ON s.program_id = g.id "
        f"WHERE s.id = {row}.sub_kegiatan_id), "
        f"({unit} JOIN budget_aktivitas a ON a.anggaran_unit_id = u.id "
        f"WHERE a.id = {row}.aktivitas_id), "
        f"({unit} WHERE u.id = {row}.anggaran_unit_id))"
    )


def _period(owner: str, quarter: str) -> str:
    """SQL: the quarter of a row of a level is locked."""
    return (
        f"EXISTS (SELECT 1 FROM indicators_periodepelaporan p WHERE p.pd_id = {owner}.pd_id "
        f"AND p.tahun = {_year(owner)} AND p.periode = {quarter} AND p.terkunci)"
    )


def _locked(row: str) -> str:
    return _period(row, f"({row}.bulan + 2) / 3")


def _locked_output(row: str) -> str:
    return (
        f"EXISTS (SELECT 1 FROM budget_keluaran o WHERE o.id = {row}.keluaran_id "
        f"AND {_period('o', f'({row}.bulan + 2) / 3')})"
    )


def _locked_year(row: str) -> str:
    return _period(row, str(TRIWULAN_AKHIR))


def _guard(table: str, columns: tuple[str, ...], locked: str) -> tuple[Trigger, ...]:
    """No row comes into, changes in, or leaves what is locked; `locked` is SQL with `{row}`."""
    old, new = locked.replace("{row}", "OLD"), locked.replace("{row}", "NEW")
    return (
        Trigger(f"{table}_kunci_buat", table, "INSERT", new, TERKUNCI),
        Trigger(
            f"{table}_kunci_ubah",
            table,
            "UPDATE",
            f"{changed(columns)} AND ({old} OR {new})",
            TERKUNCI,
        ),
        Trigger(f"{table}_kunci_hapus", table, "DELETE", old, TERKUNCI),
    )


_BELOW = {
    PROGRAM: (
        "b.program_id = NEW.id "
        "OR b.kegiatan_id IN (SELECT k.id FROM budget_kegiatan k WHERE k.program_id = NEW.id) "
        "OR b.sub_kegiatan_id IN "
        "(SELECT s.id FROM budget_subkegiatan s WHERE s.program_id = NEW.id)"
    ),
    KEGIATAN: "b.kegiatan_id = NEW.id",
    SUB_KEGIATAN: "b.sub_kegiatan_id = NEW.id",
    ANGGARAN_UNIT: (
        "b.anggaran_unit_id = NEW.id OR b.aktivitas_id IN "
        "(SELECT a.id FROM budget_aktivitas a WHERE a.anggaran_unit_id = NEW.id)"
    ),
    AKTIVITAS: "b.aktivitas_id = NEW.id",
}
# What says of which agency and year a level is.
_PLACE = {
    PROGRAM: ("pd_id", "tahun"),
    KEGIATAN: ("program_id",),
    SUB_KEGIATAN: ("program_id",),
    ANGGARAN_UNIT: ("pd_id", "tahun"),
    AKTIVITAS: ("anggaran_unit_id",),
}


def _values_below(table: str) -> str:
    monthly = f"SELECT 1 FROM {BULANAN} b WHERE ({_BELOW[table]}) AND {_locked('b')}"
    outputs = (
        f"SELECT 1 FROM {KELUARAN} b WHERE ({_BELOW[table]}) AND "
        f"({_locked_year('b')} OR EXISTS (SELECT 1 FROM {KELUARAN_BULANAN} m "
        f"WHERE m.keluaran_id = b.id AND {_period('b', '(m.bulan + 2) / 3')}))"
    )
    return f"(EXISTS ({monthly}) OR EXISTS ({outputs}))"


def _stays(table: str) -> tuple[Trigger, ...]:
    """A level with locked values keeps its year, and brings none into a locked one.

    Before the change the values are seen where they were, after it where they would be.
    """
    when = f"{changed(_PLACE[table])} AND {_values_below(table)}"
    return tuple(
        Trigger(f"{table}_tempat_{name}", table, "UPDATE", when, PINDAH, moment=moment)
        for name, moment in (("dari", "BEFORE"), ("ke", "AFTER"))
    )


# The outputs of a month hang on their output: it may not walk away with them.
_OUTPUT_STAYS = tuple(
    Trigger(
        f"{KELUARAN}_tempat_{name}",
        KELUARAN,
        "UPDATE",
        f"{changed(('pd_id', *LEVELS))} AND EXISTS (SELECT 1 FROM {KELUARAN_BULANAN} m "
        f"WHERE m.keluaran_id = NEW.id AND {_period(row, '(m.bulan + 2) / 3')})",
        PINDAH,
    )
    for name, row in (("dari", "OLD"), ("ke", "NEW"))
)
_BY_VERSION = "CASE WHEN NEW.versi = OLD.versi + 1 THEN NEW.diubah_oleh_id END"
PEMICU = (
    *_guard(BULANAN, ISI_BULANAN, _locked("{row}")),
    *_guard(KELUARAN, ISI_KELUARAN, _locked_year("{row}")),
    *_guard(KELUARAN_BULANAN, ISI_KELUARAN_BULANAN, _locked_output("{row}")),
    *_OUTPUT_STAYS,
    *(trigger for table in _PLACE for trigger in _stays(table)),
    *audit(
        BULANAN,
        ISI_BULANAN,
        pd="{row}.pd_id",
        author="NEW.diubah_oleh_id",
        author_of_change=_BY_VERSION,
    ),
    *audit(KELUARAN, ISI_KELUARAN, pd="{row}.pd_id"),
    *audit(
        KELUARAN_BULANAN,
        ISI_KELUARAN_BULANAN,
        pd="SELECT o.pd_id FROM budget_keluaran o WHERE o.id = {row}.keluaran_id",
        author="NEW.diubah_oleh_id",
        author_of_change=_BY_VERSION,
    ),
)

_PD_PROGRAM = "SELECT g.pd_id FROM budget_program g WHERE g.id = {row}.program_id"
PEMICU_TANDA = tandai(
    {
        PROGRAM: MILIK_PD,
        KEGIATAN: _PD_PROGRAM,
        SUB_KEGIATAN: _PD_PROGRAM,
        ANGGARAN_UNIT: MILIK_PD,
        AKTIVITAS: "SELECT u.pd_id FROM budget_anggaranunit u WHERE u.id = {row}.anggaran_unit_id",
        "budget_pagu": MILIK_PD,
        BULANAN: MILIK_PD,
        KELUARAN: MILIK_PD,
        KELUARAN_BULANAN: "SELECT o.pd_id FROM budget_keluaran o WHERE o.id = {row}.keluaran_id",
    }
)


# --- Corrections -------------------------------------------------------------------------------


def _corrections(table: str, locked: str, pd: str) -> tuple[Trigger | Marks, ...]:
    """A correction stands beside a locked month only, and stays; `locked` is SQL with `b`."""
    return (
        Trigger(f"{table}_terkunci", table, "INSERT", f"NOT {locked}", BELUM_TERKUNCI),
        *append_only(table, KOREKSI_TETAP),
        *audit(
            table,
            ("bulanan_id", "nilai_sebelum", "nilai", "alasan", "dasar_hukum"),
            pd=pd,
            author="NEW.oleh_id",
        ),
        *tandai({table: pd}),
    )


PEMICU_KOREKSI = (
    *_corrections(
        KOREKSI,
        f"EXISTS (SELECT 1 FROM {BULANAN} b WHERE b.id = NEW.bulanan_id AND {_locked('b')})",
        f"SELECT b.pd_id FROM {BULANAN} b WHERE b.id = {{row}}.bulanan_id",
    ),
    *_corrections(
        KOREKSI_KELUARAN,
        f"EXISTS (SELECT 1 FROM {KELUARAN_BULANAN} b WHERE b.id = NEW.bulanan_id "
        f"AND {_locked_output('b')})",
        f"SELECT o.pd_id FROM {KELUARAN} o JOIN {KELUARAN_BULANAN} b ON b.keluaran_id = o.id "
        "WHERE b.id = {row}.bulanan_id",
    ),
)
