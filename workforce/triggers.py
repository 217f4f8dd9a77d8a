"""What the database keeps of the audit trail: rows are added, sealed once, never changed."""

from collections.abc import Iterable, Mapping

from lkip.triggers import Marks, Trigger, append_only, changed

_FIXED = ("id", "pd_id", "waktu", "tabel", "baris", "aksi", "sebelum", "sesudah")
# An unsealed row may get its seal, and the author and reason that a trigger could not know.
_SEALING = "OLD.segel = '' AND NOT ({fixed}) AND {author} AND {reason}"


def _same(column: str) -> str:
    # JSON columns of PostgreSQL compare as text, so that key order does not matter to us.
    return f"CAST(OLD.{column} AS TEXT) <differs> CAST(NEW.{column} AS TEXT)"


PEMICU: tuple[Trigger, ...] = append_only(
    "workforce_jejakaudit",
    "Jejak audit tidak dapat diubah atau dihapus.",
    unless=_SEALING.format(
        fixed=" OR ".join(_same(c) for c in _FIXED),
        author="(OLD.pelaku_id IS NULL OR NOT (OLD.pelaku_id <differs> NEW.pelaku_id))",
        reason="(OLD.alasan = '' OR OLD.alasan = NEW.alasan)",
    ),
)


def audit(
    table: str,
    columns: Iterable[str],
    *,
    pd: str,
    author: str = "NULL",
    author_of_change: str = "NULL",
) -> tuple[Trigger, ...]:
    """Triggers that write every change of a table into the audit trail.

    `pd` is SQL for the owner, with `{row}` where NEW or OLD stands; `author` and
    `author_of_change` are SQL for who wrote a new and a changed row.
    """
    columns = tuple(columns)
    before, after = (
        "<json>(" + ", ".join(f"'{c.removesuffix('_id')}', {row}.{c}" for c in columns) + ")"
        for row in ("OLD", "NEW")
    )

    def entry(row: str, who: str, action: str, old: str, new: str) -> str:
        return (
            "INSERT INTO workforce_jejakaudit (pd_id, waktu, pelaku_id, tabel, baris, aksi, "
            "sebelum, sesudah, alasan, segel) VALUES "
            f"(({pd.format(row=row)}), <now>, {who}, '{table}', {row}.id, '{action}', "
            f"{old}, {new}, '', '');"
        )

    return (
        Trigger(
            f"{table}_jejak_buat",
            table,
            "INSERT",
            body=entry("NEW", author, "buat", "NULL", after),
            moment="AFTER",
        ),
        Trigger(
            f"{table}_jejak_ubah",
            table,
            "UPDATE",
            when=changed(columns),
            body=entry("NEW", author_of_change, "ubah", before, after),
            moment="AFTER",
        ),
        Trigger(
            f"{table}_jejak_hapus",
            table,
            "DELETE",
            body=entry("OLD", "NULL", "hapus", before, "NULL"),
            moment="AFTER",
        ),
    )


PENUGASAN, UNDANGAN, PENGGUNA = (
    "workforce_penugasanperan",
    "workforce_undangan",
    "workforce_user",
)
# Whoever gives a role is not a column of it: the action names her (`nyatakan_pelaku`).
PEMICU_AKUN: tuple[Trigger, ...] = (
    *audit(
        PENUGASAN,
        ("pengguna_id", "peran", "pd_id", "unit_id", "mulai", "selesai", "asal_id", "alasan"),
        pd="{row}.pd_id",
    ),
    # The token's hash stays out of the trail.
    *audit(
        UNDANGAN,
        (
            "nama",
            "email",
            "peran",
            "unit_id",
            "mulai",
            "selesai",
            "kedaluwarsa",
            "diterima_oleh_id",
            "diterima_pada",
            "dicabut_pada",
        ),
        pd="{row}.pd_id",
    ),
    # An account belongs to the agency of its first role that holds, else of its first role.
    *audit(
        PENGGUNA,
        ("username", "first_name", "last_name", "email", "is_active", "is_staff", "is_superuser"),
        pd="SELECT pd_id FROM workforce_penugasanperan WHERE pengguna_id = {row}.id "
        "AND pd_id IS NOT NULL ORDER BY CASE WHEN mulai <= <today> AND "
        "(selesai IS NULL OR selesai >= <today>) THEN 0 ELSE 1 END, id LIMIT 1",
    ),
)

MILIK_PD = "{row}.pd_id"


def tandai(tables: Mapping[str, str]) -> tuple[Marks, ...]:
    """Triggers that change the stamp of an agency (`PerangkatDaerah.objects.berstempel`).

    Every table that a dashboard reads needs them. `tables` gives SQL for the owner of a row, with
    `{row}` where the row stands; without an owner the stamps of all agencies change.
    """
    return tuple(
        Marks(table, "workforce_perubahan", "pd_id", owner) for table, owner in tables.items()
    )


PEMICU_TANDA = tandai(
    {
        "workforce_perangkatdaerah": "{row}.id",
        "workforce_unitkerja": MILIK_PD,
        "workforce_jabatan": MILIK_PD,
        "workforce_pemangkujabatan": (
            "SELECT j.pd_id FROM workforce_jabatan j WHERE j.id = {row}.jabatan_id"
        ),
        "workforce_kelasjabatan": MILIK_PD,
        "workforce_pegawai": MILIK_PD,
        "workforce_riwayatpegawai": (
            "SELECT g.pd_id FROM workforce_pegawai g WHERE g.id = {row}.pegawai_id"
        ),
    }
)
