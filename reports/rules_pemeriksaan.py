"""Who may accept findings of checks. Empty sentences mean "yes"."""

from __future__ import annotations

from workforce.rules import Wewenang


def kenapa_tidak_mengecualikan(hak: Wewenang) -> str:
    """Why a finding may not be accepted; `hak` is MENGECUALIKAN. A report is of all units."""
    if hak.unit_ids is None:
        return ""
    return (
        f"Temuan diterima untuk laporan seluruh {hak.pd.nama}. Yang menerimanya memiliki hak "
        f"{hak.hak} untuk seluruh perangkat daerah, bukan untuk unit tertentu."
    )
