"""Plans: the page of a year, and the forms of documents, tujuan and sasaran."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from indicators import triggers
from indicators.actions_perencanaan import buat, geser, hapus, ubah
from indicators.enums import JenisDokumen
from indicators.forms_perencanaan import (
    DokumenForm,
    RencanaForm,
    SasaranForm,
    SasaranRenstraForm,
    TujuanForm,
)
from indicators.models import DokumenPerencanaan, Indikator, Sasaran, SasaranRenstra, Tujuan
from indicators.queries_perencanaan import Rencana
from indicators.rules_perencanaan import (
    gantungan,
    kenapa_tidak_hapus,
    kenapa_tidak_rencana,
    kode_berikut,
)
from indicators.views.penolakan import catat, status_galat
from workforce.models import PerangkatDaerah
from workforce.rules import MELIHAT_JEJAK, MENYUSUN_PK, may
from workforce.views import pd_or_404, signed_in, wajib_alasan

# The usual length of a plan, as a proposal.
LAMA_RENSTRA = 5


@dataclass(frozen=True)
class Halaman:
    """What surrounds a form: where it stands, what it is called, where it leads back to."""

    pd: PerangkatDaerah
    tahun: int
    judul: str
    jangkar: str = ""
    hapus: str = ""
    pengantar: str = ""

    @property
    def kembali(self) -> str:
        """Address of the page of the year, at the place of the record."""
        return reverse("perencanaan", args=(self.pd.kode, self.tahun)) + self.jangkar


def _wajib_rencana(request: HttpRequest, pd: PerangkatDaerah, tabel: str, baris: int = 0) -> None:
    reason = kenapa_tidak_rencana(user=signed_in(request), pd=pd)
    wajib_alasan(request, reason, pd, tabel=tabel, baris=baris)


def formulir(
    request: HttpRequest,
    halaman: Halaman,
    form: RencanaForm,
    act: Callable[[], Any],
    done: Callable[[Any], HttpResponse],
) -> HttpResponse:
    """Serve a form: store what is whole, and give back everything typed with what is wrong."""
    status = 200
    if request.method == "POST":
        fault: ValidationError | None = None
        if form.is_valid():
            try:
                return done(act())
            except ValidationError as error:
                row = form.instance
                catat(request, halaman.pd, row._meta.db_table, row.pk, error)
                form.terima(error)
                fault = error
        status = status_galat(fault)
    context = {
        "pd": halaman.pd,
        "tahun": halaman.tahun,
        "halaman": halaman,
        "form": form,
        "bentrok": status == 409,
    }
    return render(request, "indicators/perencanaan/formulir.html", context, status=status)


def _tambah(request: HttpRequest, halaman: Halaman, form: RencanaForm, kabar: str) -> HttpResponse:
    def done(row: Any) -> HttpResponse:
        messages.success(request, f"{kabar} {row.kode} dibuat.")
        return redirect(halaman.kembali)

    return formulir(
        request, halaman, form, lambda: buat(baris=form.instance, by=signed_in(request)), done
    )


def _ubah(request: HttpRequest, halaman: Halaman, form: RencanaForm, kabar: str) -> HttpResponse:
    def done(row: Any) -> HttpResponse:
        messages.success(request, f"{kabar} {row.kode} disimpan.")
        return redirect(halaman.kembali)

    return formulir(
        request,
        halaman,
        form,
        lambda: ubah(
            baris=form.instance, isian=form.isian, dilihat=form.yang_dilihat, by=signed_in(request)
        ),
        done,
    )


def hapus_dengan_tanya(
    request: HttpRequest, halaman: Halaman, row: Any, sebutan: str
) -> HttpResponse:
    """Ask before something is removed, and say what hangs on it."""
    refused = kenapa_tidak_hapus(gantungan(row))
    status = 200
    if request.method == "POST":
        try:
            hapus(baris=row, by=signed_in(request))
        except ValidationError as error:
            catat(request, halaman.pd, row._meta.db_table, row.pk, error)
            refused, status = " ".join(error.messages), status_galat(error)
        else:
            messages.success(request, f"{sebutan} {row.kode} dihapus.")
            return redirect(halaman.kembali)
    context = {
        "pd": halaman.pd,
        "tahun": halaman.tahun,
        "halaman": halaman,
        "baris": row,
        "kenapa_tidak": refused,
        "indikator": row if isinstance(row, Indikator) else None,
    }
    return render(request, "indicators/perencanaan/hapus.html", context, status=status)


def halaman_tahun(request: HttpRequest, kode: str, tahun: int) -> HttpResponse:
    """Documents that cover a year as trees with targets, sasaran of the year, next steps."""
    pd = pd_or_404(request, kode)
    rencana = Rencana(pd, tahun, user=signed_in(request))
    steps = rencana.langkah
    context = {
        "pd": pd,
        "tahun": tahun,
        "rencana": rencana,
        "langkah": steps,
        "berikut": next((s for s in steps if not s.selesai), None),
        "alamat_langkah": _alamat_langkah(rencana),
        "lain": [d for d in rencana.dokumen if d not in rencana.berjalan],
        "boleh": not rencana.kenapa_tidak,
        "boleh_indikator": not rencana.kenapa_tidak_indikator,
        "boleh_susun": may(request.user, MENYUSUN_PK, pd),
        "boleh_jejak": may(request.user, MELIHAT_JEJAK, pd),
    }
    return render(request, "indicators/perencanaan/halaman.html", context)


def _alamat_langkah(rencana: Rencana) -> dict[str, str]:
    """Where each step is taken, for those who may; some steps wait for the one before."""
    place = (rencana.pd.kode, rencana.tahun)
    found = {"indikator": reverse("perencanaan_indikator_tambah", args=place)}
    if may(rencana.user, MENYUSUN_PK, rencana.pd):
        found["perjanjian"] = reverse("perjanjian_susun", args=place)
    tree = next(iter(rencana.pohon_berjalan), None)
    if tree is not None:
        found["target"] = reverse("perencanaan_target", args=(*place, tree.dokumen.pk))
    if rencana.kenapa_tidak:
        return found
    found["dokumen"] = reverse("perencanaan_dokumen_tambah", args=place)
    found["sasaran"] = reverse("perencanaan_sasaran_tambah", args=place)
    if tree is not None:
        found["tujuan"] = reverse("perencanaan_tujuan_tambah", args=(*place, tree.dokumen.pk))
        if tree.tujuan:
            found["sasaran_renstra"] = reverse(
                "perencanaan_sasaran_renstra_tambah", args=(*place, tree.tujuan[0].tujuan.pk)
            )
    return found


def _kode(model: type[Any], pd: PerangkatDaerah, awalan: str, lebar: int, **saring: Any) -> str:
    codes = model.objects.of_pd(pd).filter(**saring).order_by().values_list("kode", flat=True)
    return kode_berikut(codes, awalan, lebar)


def tetangga(request: HttpRequest) -> str:
    """Code of the neighbour that a button names: `naik=S01` or `turun=S03`."""
    return request.POST.get("naik") or request.POST.get("turun", "")


def geser_ke(request: HttpRequest, row: Any, other: Any) -> None:
    """Change places with a neighbour; one that is gone moves nothing."""
    if other is not None:
        geser(baris=row, tetangga=other, naik="naik" in request.POST, by=signed_in(request))


# --- Documents -------------------------------------------------------------------------------


def dokumen_tambah(request: HttpRequest, kode: str, tahun: int) -> HttpResponse:
    """A new document."""
    pd = pd_or_404(request, kode)
    _wajib_rencana(request, pd, triggers.DOKUMEN)
    proposal = {
        "jenis": JenisDokumen.RENSTRA,
        "nama": f"Renstra {pd.singkatan}",
        "kode": f"RENSTRA-{tahun}",
        "tahun_awal": tahun,
        "tahun_akhir": tahun + LAMA_RENSTRA - 1,
    }
    form = DokumenForm(request.POST or None, instance=DokumenPerencanaan(pd=pd), initial=proposal)
    return _tambah(request, Halaman(pd, tahun, "Dokumen perencanaan baru"), form, "Dokumen")


def _satu(
    request: HttpRequest, kode: str, model: type[Any], pk: int
) -> tuple[PerangkatDaerah, Any]:
    """A record of an agency that the account may edit."""
    pd = pd_or_404(request, kode)
    row = get_object_or_404(model.objects.of_pd(pd), pk=pk)
    _wajib_rencana(request, pd, model._meta.db_table, pk)
    return pd, row


def dokumen_ubah(request: HttpRequest, kode: str, tahun: int, pk: int) -> HttpResponse:
    """A document's name and period."""
    pd, row = _satu(request, kode, DokumenPerencanaan, pk)
    halaman = Halaman(
        pd,
        tahun,
        f"Ubah {row}",
        f"#dokumen-{pk}",
        reverse("perencanaan_dokumen_hapus", args=(kode, tahun, pk)),
    )
    return _ubah(request, halaman, DokumenForm(request.POST or None, instance=row), "Dokumen")


def dokumen_hapus(request: HttpRequest, kode: str, tahun: int, pk: int) -> HttpResponse:
    """Remove a document that holds nothing."""
    pd, row = _satu(request, kode, DokumenPerencanaan, pk)
    return hapus_dengan_tanya(request, Halaman(pd, tahun, f"Hapus {row}?"), row, "Dokumen")


# --- Tujuan ----------------------------------------------------------------------------------


def tujuan_tambah(request: HttpRequest, kode: str, tahun: int, pk: int) -> HttpResponse:
    """A new tujuan of a document."""
    pd, document = _satu(request, kode, DokumenPerencanaan, pk)
    form = TujuanForm(
        request.POST or None,
        instance=Tujuan(dokumen=document),
        initial={"kode": _kode(Tujuan, pd, "T", 1)},
    )
    halaman = Halaman(pd, tahun, "Tujuan baru", f"#dokumen-{pk}", pengantar=f"Dokumen: {document}.")
    return _tambah(request, halaman, form, "Tujuan")


def tujuan_ubah(request: HttpRequest, kode: str, tahun: int, pk: int) -> HttpResponse:
    """The words of a tujuan."""
    pd, row = _satu(request, kode, Tujuan, pk)
    halaman = Halaman(
        pd,
        tahun,
        f"Ubah tujuan {row.kode}",
        f"#tujuan-{pk}",
        reverse("perencanaan_tujuan_hapus", args=(kode, tahun, pk)),
    )
    return _ubah(request, halaman, TujuanForm(request.POST or None, instance=row), "Tujuan")


def tujuan_hapus(request: HttpRequest, kode: str, tahun: int, pk: int) -> HttpResponse:
    """Remove a tujuan without sasaran."""
    pd, row = _satu(request, kode, Tujuan, pk)
    halaman = Halaman(pd, tahun, f"Hapus tujuan {row.kode}?", f"#dokumen-{row.dokumen_id}")
    return hapus_dengan_tanya(request, halaman, row, "Tujuan")


# --- Sasaran of a document -------------------------------------------------------------------


def sasaran_renstra_tambah(request: HttpRequest, kode: str, tahun: int, pk: int) -> HttpResponse:
    """A new sasaran below a tujuan."""
    pd, goal = _satu(request, kode, Tujuan, pk)
    form = SasaranRenstraForm(
        request.POST or None,
        instance=SasaranRenstra(tujuan=goal),
        initial={"kode": _kode(SasaranRenstra, pd, "SR", 1)},
    )
    halaman = Halaman(
        pd, tahun, "Sasaran baru", f"#tujuan-{pk}", pengantar=f"Tujuan {goal.kode}: {goal}"
    )
    return _tambah(request, halaman, form, "Sasaran")


def sasaran_renstra_ubah(request: HttpRequest, kode: str, tahun: int, pk: int) -> HttpResponse:
    """The words of a sasaran of a document."""
    pd, row = _satu(request, kode, SasaranRenstra, pk)
    halaman = Halaman(
        pd,
        tahun,
        f"Ubah sasaran {row.kode}",
        f"#sasaran-renstra-{pk}",
        reverse("perencanaan_sasaran_renstra_hapus", args=(kode, tahun, pk)),
    )
    form = SasaranRenstraForm(request.POST or None, instance=row)
    return _ubah(request, halaman, form, "Sasaran")


def sasaran_renstra_hapus(request: HttpRequest, kode: str, tahun: int, pk: int) -> HttpResponse:
    """Remove a sasaran without targets."""
    pd, row = _satu(request, kode, SasaranRenstra, pk)
    halaman = Halaman(pd, tahun, f"Hapus sasaran {row.kode}?", f"#tujuan-{row.tujuan_id}")
    return hapus_dengan_tanya(request, halaman, row, "Sasaran")


# --- Sasaran of a year -----------------------------------------------------------------------


def sasaran_tambah(request: HttpRequest, kode: str, tahun: int) -> HttpResponse:
    """A new sasaran of a year."""
    pd = pd_or_404(request, kode)
    _wajib_rencana(request, pd, triggers.SASARAN)
    form = SasaranForm(
        request.POST or None,
        instance=Sasaran(pd=pd, tahun=tahun),
        initial={
            "kode": _kode(Sasaran, pd, "S", 2, tahun=tahun),
            "jenis": request.GET.get("jenis", ""),
        },
    )
    halaman = Halaman(pd, tahun, f"Sasaran baru tahun {tahun}", "#sasaran-tahun")
    return _tambah(request, halaman, form, "Sasaran")


def sasaran_ubah(request: HttpRequest, kode: str, tahun: int, pk: int) -> HttpResponse:
    """The words and the kind of a sasaran of a year."""
    pd, row = _satu(request, kode, Sasaran, pk)
    halaman = Halaman(
        pd,
        tahun,
        f"Ubah sasaran {row.kode} tahun {row.tahun}",
        f"#sasaran-{pk}",
        reverse("perencanaan_sasaran_hapus", args=(kode, tahun, pk)),
    )
    return _ubah(request, halaman, SasaranForm(request.POST or None, instance=row), "Sasaran")


def sasaran_hapus(request: HttpRequest, kode: str, tahun: int, pk: int) -> HttpResponse:
    """Remove a sasaran that no agreement names."""
    pd, row = _satu(request, kode, Sasaran, pk)
    halaman = Halaman(pd, tahun, f"Hapus sasaran {row.kode}?", "#sasaran-tahun")
    return hapus_dengan_tanya(request, halaman, row, "Sasaran")


@require_POST
def sasaran_geser(request: HttpRequest, kode: str, tahun: int, pk: int) -> HttpResponse:
    """Let a sasaran change places with its neighbour."""
    pd, row = _satu(request, kode, Sasaran, pk)
    rows = Sasaran.objects.of_pd(pd).filter(tahun=row.tahun)
    geser_ke(request, row, rows.filter(kode=tetangga(request)).first())
    return redirect(Halaman(pd, tahun, "", f"#sasaran-{pk}").kembali)
