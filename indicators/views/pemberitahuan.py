"""The notices of an account: read them, open the work, choose whether they come by e-mail."""

from __future__ import annotations

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import F
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST

from indicators.actions_pemberitahuan import atur_surel, tandai_dibaca
from indicators.models import Pemberitahuan, PilihanSurel
from indicators.pemberitahuan import kapan
from workforce.querysets import hari_ini
from workforce.views import signed_in

PER_HALAMAN = 30


def daftar(request: HttpRequest) -> HttpResponse:
    """Notices over all agencies: those not read first, the newest above."""
    user, hari = signed_in(request), hari_ini()
    rows = Pemberitahuan.objects.visible_to(user).select_related("pd")
    ordered = rows.order_by(F("dibaca").desc(nulls_first=True), "-dibuat", "-pk")
    page = Paginator(ordered, PER_HALAMAN).get_page(request.GET.get("halaman"))
    shown = [(row, kapan(row, hari)) for row in page.object_list]
    context = {
        "halaman": page,
        "baru": [(row, due) for row, due in shown if row.dibaca is None],
        "lama": [(row, due) for row, due in shown if row.dibaca is not None],
        "surel": not PilihanSurel.objects.filter(pengguna=user, nyala=False).exists(),
    }
    return render(request, "indicators/pemberitahuan.html", context)


def buka(request: HttpRequest, pk: int) -> HttpResponse:
    """Go to the work that a notice is about; it counts as read from then on."""
    row = _milik_sendiri(request, pk)
    tandai_dibaca(by=signed_in(request), pemberitahuan=row)
    return redirect(row.tautan)


@require_POST
def baca(request: HttpRequest, pk: int) -> HttpResponse:
    """Mark one notice as read."""
    tandai_dibaca(by=signed_in(request), pemberitahuan=_milik_sendiri(request, pk))
    return redirect("pemberitahuan")


@require_POST
def baca_semua(request: HttpRequest) -> HttpResponse:
    """Mark all notices as read."""
    count = tandai_dibaca(by=signed_in(request))
    messages.success(request, f"{count} pemberitahuan ditandai sudah dibaca.")
    return redirect("pemberitahuan")


@require_POST
def surel(request: HttpRequest) -> HttpResponse:
    """Turn e-mail on or off."""
    wanted = request.POST.get("nyala") == "1"
    atur_surel(nyala=wanted, by=signed_in(request))
    word = "akan dikirim juga" if wanted else "tidak lagi dikirim"
    messages.success(request, f"Pemberitahuan {word} lewat surel.")
    return redirect("pemberitahuan")


def _milik_sendiri(request: HttpRequest, pk: int) -> Pemberitahuan:
    """A notice to this account; those of others do not exist for it."""
    row: Pemberitahuan = get_object_or_404(
        Pemberitahuan.objects.visible_to(signed_in(request)), pk=pk
    )
    return row
