"""What both grids of the budget share: scope of a page, saving a row, the answer to a script."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any, TypeVar

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, JsonResponse
from django.shortcuts import get_object_or_404

from budget.forms import BarisForm, KeluaranForm, RealisasiForm, RencanaForm
from budget.lingkup import Lingkup
from budget.models import Aktivitas, AnggaranUnit, Kegiatan, Program, SubKegiatan, Tingkat
from workforce.actions import Ditolak, catat_penolakan
from workforce.models import PerangkatDaerah
from workforce.rules import Wewenang
from workforce.views import signed_in

F = TypeVar("F", bound=BarisForm)
FormBaris = RealisasiForm | KeluaranForm | RencanaForm
KELUARAN = "keluaran"
MODEL: dict[str, Any] = {
    model.TINGKAT: model for model in (Program, Kegiatan, SubKegiatan, AnggaranUnit, Aktivitas)
}


def unit_dipilih(request: HttpRequest, pd: PerangkatDaerah, tahun: int, hak: Wewenang) -> str:
    """Code of the unit whose rows a page shows; empty for the programs of the agency.

    Those who answer for some units only begin with the first of them.
    """
    if (chosen := request.POST.get("unit", request.GET.get("unit"))) is not None:
        return chosen
    if not hak.unit_ids:
        return ""
    own = AnggaranUnit.objects.of_pd(pd).filter(tahun=tahun, unit__in=hak.unit_ids)
    return own.values_list("unit__kode", flat=True).first() or ""


def dikenal_or_404(lingkup: Lingkup) -> None:
    """A unit without a budget in the year has no page."""
    if not lingkup.dikenal:
        raise Http404


def tingkat_or_404(pd: PerangkatDaerah, tahun: int, tingkat: str, pk: int) -> Tingkat:
    """A level of the agency's budget of a year."""
    if tingkat not in MODEL:
        raise Http404
    row: Tingkat = get_object_or_404(MODEL[tingkat].objects.of_pd(pd), pk=pk)
    if row.tahun != tahun:
        raise Http404
    return row


def tersimpan(
    request: HttpRequest,
    form: FormBaris,
    simpan: Callable[[], Any],
    *,
    pd: PerangkatDaerah,
    tabel: str,
) -> bool:
    """Save a bound form; it carries the errors when that fails, and a denial is recorded."""
    if not form.is_valid():
        return False
    try:
        simpan()
    except ValidationError as error:
        if isinstance(error, Ditolak):
            catat_penolakan(pd=pd, tabel=tabel, baris=0, alasan=error.alasan, by=signed_in(request))
        form.terima(error)
        return False
    return True


def simpan_berubah(
    request: HttpRequest, forms: Iterable[F], simpan: Callable[[F], bool], *, kalimat: str
) -> tuple[int, dict[str, F]]:
    """Save each changed row on its own, so that a faulty one does not hold up the others.

    `kalimat` says what was kept, with a place for how much. Returns how many rows were, and the
    forms that were refused by the key of their row.
    """
    kept, refused = 0, {}
    for form in berubah(forms):
        if simpan(form):
            kept += 1
        else:
            refused[form.baris.kunci] = form
    if kept:
        messages.success(request, kalimat.format(kept))
    if refused:
        messages.error(
            request, f"{len(refused)} baris belum disimpan. Perbaiki yang ditandai di bawah."
        )
    return kept, refused


def berubah(forms: Iterable[F]) -> list[F]:
    """Forms of rows that were posted with another content than the stored one."""
    return [f for f in forms if any(n in f.data for n in _names(f)) and f.has_changed()]


def _names(form: BarisForm) -> list[str]:
    return [form.add_prefix(name) for name in form.ANGKA]


def jawaban_ditolak(form: FormBaris) -> JsonResponse:
    """What is wrong with a row, for the script: faults by field, readings, the other's value."""
    faults = form.errors.as_data()
    body: dict[str, Any] = {
        "keadaan": "ditolak",
        "galat": {
            name: [sentence for fault in group for sentence in fault.messages]
            for name, group in faults.items()
        },
        "pilihan": {
            name: fault.params["pilihan"]
            for name, group in faults.items()
            for fault in group
            if fault.code == "ambigu" and fault.params
        },
    }
    if form.bentrok is not None:
        body |= {
            "keadaan": "bentrok",
            "versi": form.versi_tersimpan,
            "tersimpan": form.tersimpan,
            "isian": form.isian,
        }
        return JsonResponse(body, status=409)
    codes = {fault.code for group in faults.values() for fault in group}
    return JsonResponse(body, status=403 if "ditolak" in codes else 422)


def keluhan(form: BarisForm) -> str:
    """The faults of what was typed, as one text; empty fields are none."""
    typed = [name for name in form.ANGKA if str(form.data.get(form.add_prefix(name)) or "").strip()]
    return " ".join(str(m) for name in typed for m in form.errors.get(name, []))
