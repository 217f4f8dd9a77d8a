"""Pages of organisation, staff, rights and the audit trail."""

from workforce.views.akses import pd_or_404, signed_in, wajib_alasan, wajib_hak

__all__ = ["pd_or_404", "signed_in", "wajib_alasan", "wajib_hak"]
