"""What the database keeps of the audit trail: rows are added, sealed once, never changed."""

from lkip.triggers import Trigger, append_only

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
