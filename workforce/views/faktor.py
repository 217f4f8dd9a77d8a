"""The second factor comes and goes: pages of django-allauth, with an entry in the trail."""

from __future__ import annotations

from typing import Any

from allauth.mfa.recovery_codes.views import DownloadRecoveryCodesView
from allauth.mfa.totp.views import ActivateTOTPView, DeactivateTOTPView
from django.db import transaction
from django.forms import Form
from django.http import HttpResponse

from workforce.actions_akun import catat_faktor_kedua
from workforce.views.akses import signed_in


class PasangView(ActivateTOTPView):
    """Set the second factor up."""

    @transaction.atomic
    def form_valid(self, form: Form) -> HttpResponse:
        """Store it and say so in the trail."""
        user = signed_in(self.request)
        catat_faktor_kedua(pengguna=user, terpasang=True, by=user)
        return super().form_valid(form)


class LepasView(DeactivateTOTPView):
    """Take the second factor off."""

    @transaction.atomic
    def form_valid(self, form: Form) -> HttpResponse:
        """Remove it and say so in the trail."""
        user = signed_in(self.request)
        catat_faktor_kedua(pengguna=user, terpasang=False, by=user)
        return super().form_valid(form)


class UnduhKodeView(DownloadRecoveryCodesView):
    """The recovery codes as a file."""

    def render_to_response(self, context: dict[str, Any], **kwargs: Any) -> HttpResponse:
        """A name that its owner understands."""
        response: HttpResponse = super().render_to_response(context, **kwargs)
        response["Content-Disposition"] = 'attachment; filename="kode-pemulihan-lkip.txt"'
        return response
